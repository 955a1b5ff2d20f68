"""Sign-in by the city's identity provider (统一身份认证): OpenID Connect, authorisation code with PKCE; an extra."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool
from sqlmodel import Session
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api import pages
from api.pages import go
from api.problems import HttpProblem, of_error
from api.public.pages import is_own, set_session
from api.public.routes import sessions_longest
from api.service import Service
from api.settings import Settings
from policymatch.errors import InvalidInputError, PolicyMatchError
from policymatch.registry.roles import Role
from policymatch.store.accounts import account_of_identity, bind_identity, create_account
from policymatch.store.audit import record
from policymatch.store.logins import open_login
from policymatch.store.tables_service import Account
from policymatch.vocabulary import credit_code

PATH = "/sign-in/oidc"
MINUTES = 10
"""For how long somebody may stay at the provider."""


def mount(app: FastAPI) -> None:
    """Add the way to the provider and back.

    Raises:
        InvalidInputError: the libraries of the extra are not installed.
    """
    try:
        from authlib.integrations.starlette_client import OAuth
        from starlette.middleware.sessions import SessionMiddleware
    except ImportError:
        raise InvalidInputError(
            "统一身份认证须安装扩展", where="POLICYMATCH_OIDC_ISSUER", hint="pip install 'policymatch[oidc]'"
        ) from None
    settings: Settings = app.state.service.settings
    oauth = OAuth()
    oauth.register(
        "provider", client_id=settings.oidc_client_id, client_secret=settings.oidc_client_secret.get_secret_value() or None,
        server_metadata_url=settings.oidc_issuer + "/.well-known/openid-configuration",
        client_kwargs={"scope": "openid profile", "code_challenge_method": "S256", "timeout": 10},
    )  # fmt: skip
    kept = Middleware(
        SessionMiddleware, secret_key=_secret(settings), session_cookie="policymatch_oidc", max_age=MINUTES * 60, same_site="lax",
        https_only=settings.secure, path=PATH,
    )  # fmt: skip
    way = _Way(app, oauth)
    routes = [Route("/start", way.start), Route("/back", way.back)]
    app.mount(PATH, Starlette(routes=routes, middleware=[kept], exception_handlers={HttpProblem: way.refuse}))


def _secret(settings: Settings) -> str:
    """The key that signs the state on its way: the one set, else one kept in the data folder, so that processes share it."""
    if given := settings.secret_key.get_secret_value():
        return given
    place = Path(settings.home) / "secret"
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch(mode=0o600)
        place.write_text(secrets.token_urlsafe(48))
    return place.read_text().strip()


class _Way:
    def __init__(self, app: FastAPI, oauth: Any) -> None:
        self._app = app
        self._service: Service = app.state.service
        self._provider = oauth.provider

    async def start(self, request: Request) -> Response:
        """Send somebody to the provider."""
        onward = request.query_params.get("next", "/")
        request.session["next"] = onward if is_own(onward) else "/"
        base = self._service.settings.public_url or str(request.base_url).removesuffix(PATH + "/").rstrip("/")
        try:
            return await self._provider.authorize_redirect(request, f"{base}{PATH}/back")  # type: ignore[no-any-return]
        except Exception as error:
            raise HttpProblem(
                503, "provider_unavailable", "统一身份认证暂时联系不上", "请稍后重试，或用用户名与密码登录"
            ) from error

    async def back(self, request: Request) -> Response:
        """Let in whom the provider vouches for."""
        try:
            token = await self._provider.authorize_access_token(request)
            claims = dict(token["userinfo"])
        except Exception as error:
            raise HttpProblem(401, "provider_refused", "统一身份认证没有通过", "请重新登录") from error
        try:
            session = await run_in_threadpool(self._open, claims)
        except PolicyMatchError as error:
            raise of_error(error) from None
        inside = go(request.session.pop("next", "/"))
        set_session(inside, self._service, session)
        return inside

    def _open(self, claims: dict[str, Any]) -> str:
        service, now = self._service, self._service.now()
        with service.writing() as session:
            account = self._account(session, claims)
            if account is None or not account.active:
                raise HttpProblem(403, "no_account", "您的统一身份在本系统没有可用的账户", "请管理员开户并绑定")
            token = open_login(session, account.id, now=now, longest=sessions_longest(service))
            record(
                session, actor=account.login, action="session.open", target=account.id, detail={"by": "oidc"}, now=now
            )
        return token

    def _account(self, session: Session, claims: dict[str, Any]) -> Account | None:
        """The bound account; for an enterprise whose credit code the provider states, a new one."""
        issuer, identity = str(claims["iss"]), str(claims["sub"])
        known = account_of_identity(session, issuer=issuer, identity=identity)
        name = self._service.settings.oidc_subject_claim
        if known is not None or not name or not claims.get(name):
            return known
        subject = credit_code.require(str(claims[name]))
        login = f"oidc-{secrets.token_hex(6)}"
        label = str(claims.get("name") or self._service.names().name_of(subject) or subject)
        made = create_account(
            session, login=login, name=label, role=Role.ENTERPRISE, now=self._service.now(), subject=subject
        )
        bind_identity(session, made.id, issuer=issuer, identity=identity)
        record(
            session,
            actor=login,
            action="account.create",
            target=made.id,
            detail={"by": "oidc"},
            now=self._service.now(),
        )
        return made

    async def refuse(self, request: Request, problem: Exception) -> Response:
        """Say at the door why somebody is not let in."""
        assert isinstance(problem, HttpProblem)
        shown = Request({**request.scope, "app": self._app, "path": PATH})
        return pages.render(shown, "error.html", None, {"problem": problem.body()}, status=problem.status)
