"""Before anything is read: bodies that are too large, and visitors without a session who ask too often."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.limits import RateLimit, too_many
from api.problems import MEDIA_TYPE, HttpProblem

FREE = ("/static/", "/health", "/ready", "/metrics")
LARGEST_JSON = 5_000_000


class Gate:
    """Pure ASGI.

    Args:
        app: what answers.
        limit: requests a minute by address, for who shows no session.
        largest: bytes of an upload.
    """

    def __init__(self, app: ASGIApp, *, limit: RateLimit, largest: int) -> None:
        self._app = app
        self._limit = limit
        self._largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request pass, or refuse it."""
        if scope["type"] != "http" or scope["path"].startswith(FREE):
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        most = self._largest if headers.get(b"content-type", b"").startswith(b"multipart/") else LARGEST_JSON
        problem = self._too_often(scope, headers) or _too_large(headers, most)
        if problem is not None:
            await _refuse(problem, scope, send)
            return
        await self._app(scope, _counted(receive, most), send)

    def _too_often(self, scope: Scope, headers: dict[bytes, bytes]) -> HttpProblem | None:
        """Who shows a session is counted by account later; a made-up one is no way round, it finds none and is counted here."""
        address = scope["client"][0] if scope.get("client") else "unknown"
        if b"authorization" in headers or b"policymatch_session" in headers.get(b"cookie", b""):
            address = f"token:{address}"
        seconds = self._limit.wait(address)
        return too_many(seconds) if seconds else None


def _too_large(headers: dict[bytes, bytes], most: int) -> HttpProblem | None:
    said = headers.get(b"content-length", b"0")
    if said.isdigit() and int(said) > most:
        return HttpProblem(413, "too_large", f"内容超过 {most // 1_000_000} MB", "拆分或压缩后再传")
    return None


def _counted(receive: Receive, most: int) -> Receive:
    """Bodies without a stated length are cut off where they grow too large."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > most:
            return {"type": "http.disconnect"}
        return message

    return counted


async def _refuse(problem: HttpProblem, scope: Scope, send: Send) -> None:
    body = problem.body(scope.get("state", {}).get("request_id")).model_dump_json(exclude_none=True).encode()
    headers = [(b"content-type", MEDIA_TYPE.encode()), (b"content-length", str(len(body)).encode())]
    headers += [(name.lower().encode(), value.encode()) for name, value in problem.headers.items()]
    await send({"type": "http.response.start", "status": problem.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
