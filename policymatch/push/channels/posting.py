"""HTTP requests of the channels: kept-alive connections, one a thread and host; no redirects, no proxies, small answers."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from policymatch.push.errors import DeliveryError

LARGEST = 65_536
RETRIED = frozenset({408, 409, 423, 425, 429})
"""Refusals of the 4xx kind that pass by themselves."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the other side said."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Poster:
    """Sends requests.

    Args:
        timeout: seconds for connecting, and for every wait for the other side.
    """

    def __init__(self, timeout: float) -> None:
        self._timeout = timeout
        self._local = threading.local()
        self._lock = threading.Lock()
        self._all: list[http.client.HTTPConnection] = []

    def post(self, url: str, body: bytes, headers: Mapping[str, str], *, method: str = "POST") -> Answer:
        """Send one request.

        Raises:
            DeliveryError: nobody answers, or the answer is no success.
        """
        parts = urlsplit(url)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        try:
            found = self._ask(parts.scheme, parts.netloc, method, path, body, headers)
        except (OSError, http.client.HTTPException) as error:
            said = "超时" if isinstance(error, TimeoutError) else type(error).__name__
            raise DeliveryError(f"联系不上对方（{said}）", where=parts.netloc) from error
        if not 200 <= found.status < 300:
            raise refused(found, parts.netloc)
        return found

    def close(self) -> None:
        """Close all connections."""
        with self._lock:
            for connection in self._all:
                connection.close()
            self._all.clear()

    def _ask(self, scheme: str, place: str, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        connection, fresh = self._connection(scheme, place)
        try:
            return self._once(connection, method, path, body, headers)
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            # A kept connection that the other side closed meanwhile says nothing of the request: once more on a new one.
            connection.close()
            if fresh:
                raise
            return self._once(connection, method, path, body, headers)
        except BaseException:
            connection.close()
            raise

    def _once(
        self, connection: http.client.HTTPConnection, method: str, path: str, body: bytes, headers: Mapping[str, str]
    ) -> Answer:
        connection.request(method, path, body=body or None, headers=dict(headers))
        with connection.getresponse() as response:
            said = response.read(LARGEST)
            if response.read(1):
                connection.close()
            return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, said)

    def _connection(self, scheme: str, place: str) -> tuple[http.client.HTTPConnection, bool]:
        known: dict[tuple[str, str], http.client.HTTPConnection] = self._local.__dict__.setdefault("known", {})
        if (scheme, place) in known:
            connection = known[scheme, place]
            return connection, connection.sock is None
        kind = http.client.HTTPSConnection if scheme == "https" else http.client.HTTPConnection
        made = known[scheme, place] = kind(place, timeout=self._timeout)
        with self._lock:
            self._all.append(made)
        return made, True


def refused(answer: Answer, where: str) -> DeliveryError:
    """What an answer without success means for another attempt."""
    permanent = 300 <= answer.status < 500 and answer.status not in RETRIED
    said = answer.body[:200].decode("utf-8", "replace").replace("\n", " ").strip()
    message = f"对方回答 {answer.status}" + (f"：{said}" if said else "")
    return DeliveryError(message, permanent=permanent, retry_after=_pause(answer.headers), where=where)


def _pause(headers: Mapping[str, str]) -> float | None:
    """Seconds that ``Retry-After`` asks for."""
    said = headers.get("retry-after", "").strip()
    if said.isdecimal():
        return float(said)
    try:
        until, now = parsedate_to_datetime(said), parsedate_to_datetime(headers.get("date", ""))
    except ValueError:
        return None
    return max(0.0, (until - now).total_seconds())
