"""Answers that were given a moment ago and still hold, given again before anything else is asked.

Only what stands in ``Service.answers`` under the very same user, address and question is given: the permission was
checked when it was put there, the session is believed as long as ``Sessions`` believes it, and requests are counted as
any other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from api.answering import respond

if TYPE_CHECKING:
    from api.auth import Sessions
    from api.limits import RateLimit
    from api.permissions import User
    from api.service import Service

LONGEST_TAGS = 400
"""As the description says; what breaks it is refused with its reason further in."""
MATCHES = "/enterprises/{credit_code}/matches"


@dataclass(frozen=True, slots=True)
class _Route:
    path: str


def key_of(service: Service, user: User, scope: Scope) -> tuple[Any, ...]:
    """What an answer is kept under: the state it rests on, who asked, and what."""
    return service.generation(), user, scope["path"], scope["query_string"]


class Remembered:
    """Pure ASGI.

    Args:
        app: what answers where nothing is kept.
        service: keeps the answers.
        sessions: knows tokens.
        limit: requests a minute by account.
    """

    def __init__(self, app: ASGIApp, *, service: Service, sessions: Sessions, limit: RateLimit) -> None:
        self._app = app
        self._service = service
        self._sessions = sessions
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Give a kept answer again, or pass the request on."""
        if scope["type"] == "http" and scope["method"] == "GET" and scope["path"].endswith("/matches"):
            request = Request(scope)
            given = request.headers.get("if-none-match")
            found = self._find(request, scope) if len(given or "") <= LONGEST_TAGS else None
            if found is not None:
                body, etag = found
                await respond(body, etag, given)(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _find(self, request: Request, scope: Scope) -> tuple[bytes, str] | None:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        user = self._sessions.known(token.strip()) if scheme.lower() == "bearer" else None
        if user is None:
            return None
        found: tuple[bytes, str] | None = self._service.answers.get(key_of(self._service, user, scope))
        if found is None or self._limit.wait(user.id):
            return None
        scope.setdefault("state", {})["actor"] = user.id
        scope["route"] = _Route(MATCHES)
        return found
