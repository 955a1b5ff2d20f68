"""Who is asking: server-side sessions, by cookie for browsers and by bearer token for systems."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool

from api.permissions import Action, User, may
from api.problems import HttpProblem, refusal, unauthenticated
from api.service import Kept, Service
from policymatch.registry.roles import Role
from policymatch.store.accounts import departments_of
from policymatch.store.logins import login_account, needs_touch, touch
from policymatch.store.tables_service import Account

COOKIE = "policymatch_session"
FRESH = 5.0
"""Seconds for which a token is believed without asking the store again; signing out here ends it at once."""


@dataclass(frozen=True, slots=True)
class Caller:
    """A request's user and how he showed who he is.

    Args:
        user: the account.
        token: his session's.
        by_cookie: a browser sent it by itself, so that another site could have made it do so.
    """

    user: User
    token: str
    by_cookie: bool

    @property
    def form_token(self) -> str:
        """Goes into every form of this session: another site cannot know it."""
        return form_token(self.token)


def form_token(token: str) -> str:
    """The form token of a session."""
    return hmac.new(token.encode(), b"form", hashlib.sha256).hexdigest()[:40]


def user_of(account: Account) -> User:
    """The user of an account's row."""
    return User(account.id, account.login, account.name, Role(account.role), departments_of(account), account.subject)


class Sessions:
    """Looks tokens up, and believes them for a few seconds."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._known = Kept(20_000)

    @property
    def idle(self) -> timedelta:
        """How long a session may lie unused."""
        return timedelta(minutes=self._service.settings.idle_minutes)

    @property
    def longest(self) -> timedelta:
        """How long a session lasts at most."""
        return timedelta(hours=self._service.settings.longest_hours)

    def known(self, token: str) -> User | None:
        """The user of a token that was looked up a moment ago."""
        held = self._known.get(token)
        return held[1] if held is not None and monotonic() - held[0] < FRESH else None

    def look_up(self, token: str) -> User | None:
        """The user of a token; None where it is unknown or has ended."""
        now = self._service.now()
        with self._service.reading() as session:
            account = login_account(session, token, now=now, idle=self.idle)
            stale = account is not None and needs_touch(session, token, now=now)
            user = user_of(account) if account is not None else None
        if stale:
            with self._service.writing() as session:
                touch(session, token, now=now)
        if user is not None:
            self._known.put(token, (monotonic(), user))
        return user

    def forget(self, token: str) -> None:
        """No longer believe a token."""
        self._known.put(token, (float("-inf"), None))

    def forget_all(self) -> None:
        """No longer believe any token: an account was changed."""
        self._known.clear()


async def service_of(request: Request) -> Service:
    """The process's service; a coroutine, so that no thread is fetched for it."""
    return request.app.state.service  # type: ignore[no-any-return]


def sessions_of(request: Request) -> Sessions:
    """The process's sessions."""
    return request.app.state.sessions  # type: ignore[no-any-return]


def token_of(request: Request) -> tuple[str, bool]:
    """The token that a request carries, and whether it is a cookie; empty where none."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and given.strip():
        return given.strip(), False
    return request.cookies.get(COOKIE, ""), True


async def optional_caller(request: Request) -> Caller | None:
    """Who is asking; None where nobody has signed in."""
    token, by_cookie = token_of(request)
    if not token or len(token) > 200 or not token.isascii():
        return None
    sessions = sessions_of(request)
    user = sessions.known(token) or await run_in_threadpool(sessions.look_up, token)
    if user is None:
        return None
    request.state.actor = user.id
    caller = Caller(user, token, by_cookie)
    if by_cookie:
        check_origin(request)
    request.app.state.limit.check(user.id)
    return caller


async def current_caller(request: Request, caller: Annotated[Caller | None, Depends(optional_caller)]) -> Caller:
    """Who is asking.

    Raises:
        HttpProblem: 401 where nobody has signed in.
    """
    if caller is None:
        token, _ = token_of(request)
        raise unauthenticated("登录已失效，请重新登录", code="session_ended") if token else unauthenticated()
    return caller


SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def check_origin(request: Request) -> None:
    """Refuse what another site made a browser send.

    ``Sec-Fetch-Site`` is missing on plain HTTP, so the Origin, which every browser sends with a POST, decides there.

    Raises:
        HttpProblem: 403.
    """
    if request.method in SAFE:
        return
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    allowed = {request.headers.get("host", ""), urlsplit(request.app.state.service.settings.public_url).netloc}
    foreign = site not in (None, "same-origin", "none") or (
        origin is not None and urlsplit(origin).netloc not in allowed
    )
    if foreign:
        raise refusal("请求来自其他网站", code="foreign_origin", hint="请从本系统的页面操作")


def check_form(caller: Caller, given: str) -> None:
    """Check the token that every form carries.

    Raises:
        HttpProblem: 403.
    """
    if caller.by_cookie and not hmac.compare_digest(given.encode(), caller.form_token.encode()):
        raise refusal("页面已过期", code="form_expired", hint="返回上一页，刷新后重试")


def require(caller: Caller, action: Action, *, subject: str | None = None, department: str | None = None) -> User:
    """The user, where he may.

    Raises:
        HttpProblem: 403 with the reason.
    """
    permission = may(caller.user, action, subject=subject, department=department)
    if not permission.allowed:
        raise refusal(permission.reason)
    return caller.user


Signed = Annotated[Caller, Depends(current_caller)]
Maybe = Annotated[Caller | None, Depends(optional_caller)]
Shared = Annotated[Service, Depends(service_of)]
__all__ = ["COOKIE", "Caller", "HttpProblem", "Maybe", "Sessions", "Shared", "Signed", "check_form", "require"]
