"""Around every request: its number, security headers, the clock on it, one line in the log, limits for the unknown."""

from __future__ import annotations

import secrets
from time import perf_counter
from typing import Any

import structlog
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.metrics import Metrics
from api.settings import Settings

SECURITY = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
"""Nothing here speaks of encryption: ``upgrade-insecure-requests``, COOP or HSTS would break a plain-HTTP intranet."""
ENCRYPTED = {"strict-transport-security": "max-age=31536000"}
"""Added where ``public_url`` says that people come by https alone."""


PREFIX = "/api/v1"


class Envelope:
    """Pure ASGI, so that it costs little.

    Args:
        app: what answers.
        settings: what was set.
        metrics: where times are counted.
    """

    def __init__(self, app: ASGIApp, *, settings: Settings, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics
        fixed = SECURITY | (ENCRYPTED if settings.secure else {})
        self._headers = [(name.encode(), value.encode()) for name, value in fixed.items()]
        self._log = structlog.get_logger("request")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, seen = perf_counter(), {"status": 500}
        number = secrets.token_hex(6)
        scope.setdefault("state", {})["request_id"] = number

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                seen["status"] = message["status"]
                self._seal(message, number)
            await send(message)

        try:
            await self._app(scope, receive, sealed)
        finally:
            self._account(scope, seen["status"], perf_counter() - started, number)

    def _seal(self, message: Message, number: str) -> None:
        headers = message["headers"]
        headers.extend(self._headers)
        headers.append((b"x-request-id", number.encode()))
        if not any(name == b"cache-control" for name, _ in headers):
            MutableHeaders(raw=headers)["cache-control"] = "no-store"

    def _account(self, scope: Scope, status: int, seconds: float, number: str) -> None:
        route = route_of(scope)
        self._metrics.observe(scope["method"], route, status, seconds)
        if route.startswith(("/static", "/health", "/ready", "/metrics")) and status < 400:
            return
        actor: Any = scope["state"].get("actor")
        self._log.info(
            "request",
            id=number,
            method=scope["method"],
            route=route,
            status=status,
            ms=round(seconds * 1000, 1),
            actor=actor,
        )


def route_of(scope: Scope) -> str:
    """The route's pattern, never the address itself: credit codes and names stay out of logs and metrics."""
    path = scope["path"]
    if path.startswith("/static/"):
        return "/static"
    known = getattr(scope.get("route"), "path", "")
    return (
        PREFIX + known if known and path.startswith(PREFIX) and not known.startswith(PREFIX) else known or "(unmatched)"
    )
