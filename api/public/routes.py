"""Policies, items, the open feed; sessions; health, readiness, metrics."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.answering import IfNoneMatch, answer
from api.auth import COOKIE, Maybe, Shared, Signed, sessions_of
from api.finding import Wanted, find_items, find_policies
from api.permissions import allowed_actions
from api.presenting import show_item, show_policy, show_whole_item, show_whole_policy
from api.problems import HttpProblem, documented, unauthenticated
from api.public.schemas import (
    Health,
    ItemFull,
    ItemQuery,
    ItemShown,
    Me,
    PolicyFull,
    PolicyId,
    PolicyQuery,
    PolicyShown,
    Ready,
    SessionOpened,
    SessionWanted,
)  # fmt: skip
from api.service import Service
from api.shapes import Coded, Page, PageQuery
from policymatch import __version__
from policymatch.store.accounts import SignIn, authenticate
from policymatch.store.audit import record
from policymatch.store.logins import close_login, open_login

router = APIRouter()
system = APIRouter(tags=["系统"])
POLICIES, SESSIONS = "政策与事项", "登录"
PUBLIC_CACHE = "public, max-age=60"
ItemKey = Annotated[
    str, Path(pattern=r"^[^\x00-\x1f/]{1,100}$", description="事项在政策内的编号。", examples=["six-taxes-halved"])
]


@router.get(
    "/policies", tags=[POLICIES], summary="政策列表", response_model=Page[PolicyShown], responses=documented(422, 429)
)
def list_policies(
    service: Shared, query: Annotated[PolicyQuery, Query()], given: IfNoneMatch = None, _: Maybe = None
) -> Response:
    """每份政策的各个版本及其在判定日的状态，新近签发的在前。无须登录。"""
    found = find_policies(service.catalogue(), region=query.region, status=query.status)
    part = [show_policy(policy) for policy in found[query.start : query.start + query.size]]
    return answer(Page[PolicyShown].of(part, total=len(found), query=query), given, cache=PUBLIC_CACHE)


@router.get(
    "/policies/{policy_id}",
    tags=[POLICIES],
    summary="一份政策",
    response_model=PolicyFull,
    responses=documented(404, 422, 429),
)
def get_policy(service: Shared, policy_id: PolicyId, given: IfNoneMatch = None, _: Maybe = None) -> Response:
    """施行中的版本（没有则最新的版本）：四个日期、状态、事项与原文。无须登录。"""
    catalogue = service.catalogue()
    return answer(show_whole_policy(catalogue, catalogue.policy(policy_id)), given, cache=PUBLIC_CACHE)


@router.get(
    "/items", tags=[POLICIES], summary="搜索事项", response_model=Page[ItemShown], responses=documented(422, 429)
)
def list_items(
    service: Shared, query: Annotated[ItemQuery, Query()], given: IfNoneMatch = None, _: Maybe = None
) -> Response:
    """按文字、地区、行业、主题、状态、截止日期查找最小颗粒的事项。有搜索词时最相关的在前，没有时截止在先的在前。无须登录。"""
    catalogue = service.catalogue()
    asked = query.model_dump(exclude={"page", "size"})
    hits = find_items(catalogue, Wanted(**(asked | {"q": (query.q or "").strip()})))
    part = [show_item(hit.entry, catalogue.day, hit.score) for hit in hits[query.start : query.start + query.size]]
    return answer(Page[ItemShown].of(part, total=len(hits), query=query), given, cache=PUBLIC_CACHE)


@router.get(
    "/items/{policy_id}/{item_id}",
    tags=[POLICIES],
    summary="一个事项",
    response_model=ItemFull,
    responses=documented(404, 422, 429),
)
def get_item(
    service: Shared, policy_id: PolicyId, item_id: ItemKey, given: IfNoneMatch = None, _: Maybe = None
) -> Response:
    """一个事项的条件（交换格式与一句话）、支持标准与原文、材料、叠加规则。无须登录。"""
    catalogue = service.catalogue()
    return answer(show_whole_item(catalogue.entry(f"{policy_id}/{item_id}"), catalogue.day), given, cache=PUBLIC_CACHE)


@router.get("/feed", tags=[POLICIES], summary="开放数据", response_model=Page[ItemFull], responses=documented(422, 429))
def feed(service: Shared, query: Annotated[PageQuery, Query()], given: IfNoneMatch = None, _: Maybe = None) -> Response:
    """全部施行中的事项，含机器可读的条件，供其他系统定期取用；带 If-None-Match 时未变则回 304。无须登录。"""
    catalogue = service.catalogue()
    entries = catalogue.governing
    part = [show_whole_item(entry, catalogue.day) for entry in entries[query.start : query.start + query.size]]
    return answer(Page[ItemFull].of(part, total=len(entries), query=query), given, cache=PUBLIC_CACHE)


@router.post(
    "/sessions",
    tags=[SESSIONS],
    summary="登录",
    status_code=201,
    response_model=SessionOpened,
    responses=documented(401, 422, 429),
)
async def open_session(request: Request, service: Shared, wanted: SessionWanted) -> SessionOpened:
    """用户名与密码换取令牌。连续五次输错锁定十五分钟。"""
    token = await run_in_threadpool(sign_in, request, service, wanted.login, wanted.password.get_secret_value())
    return SessionOpened(
        token=token, longest_hours=service.settings.longest_hours, idle_minutes=service.settings.idle_minutes
    )


def sign_in(request: Request, service: Service, login: str, password: str) -> str:
    """Check a password and begin a session.

    Raises:
        HttpProblem: 401 with the reason, 429 where somebody tries too often.
    """
    request.app.state.sign_in_limit.check(address_of(request))
    now = service.now()
    with service.writing() as session:
        found = authenticate(session, login, password, now=now)
        token = _begin(service, session, found, login)
    if token is None:
        assert found.refusal is not None
        raise unauthenticated(found.refusal.label, code="sign_in")
    return token


def _begin(service: Service, session: Any, found: SignIn, login: str) -> str | None:
    now = service.now()
    if found.account is None:
        record(
            session,
            actor="（未登录）",
            action="session.refuse",
            target=login.strip().lower()[:100],
            detail={"reason": str(found.refusal)},
            now=now,
        )
        return None
    longest = sessions_longest(service)
    token = open_login(session, found.account.id, now=now, longest=longest)
    record(session, actor=found.account.login, action="session.open", target=found.account.id, now=now)
    return token


def sessions_longest(service: Service) -> Any:
    """How long a session lasts at most."""
    from datetime import timedelta

    return timedelta(hours=service.settings.longest_hours)


def address_of(request: Request) -> str:
    """Where a request comes from; behind a trusted proxy the server has put the visitor's own address there."""
    return request.client.host if request.client else "unknown"


@router.delete(
    "/sessions/current", tags=[SESSIONS], summary="退出", status_code=204, responses=documented(401, 403, 422, 429)
)
def close_session(request: Request, service: Shared, caller: Signed) -> Response:
    """使当前令牌失效。"""
    sign_out(request, service, caller.token, caller.user.login)
    gone = Response(status_code=204)
    if caller.by_cookie:
        gone.delete_cookie(COOKIE)
    return gone


def sign_out(request: Request, service: Service, token: str, login: str) -> None:
    """End a session."""
    with service.writing() as session:
        close_login(session, token)
        record(session, actor=login, action="session.close", target=login, now=service.now())
    sessions_of(request).forget(token)


@router.get("/me", tags=[SESSIONS], summary="我是谁、能做什么", response_model=Me, responses=documented(401, 429))
def me(caller: Signed) -> Me:
    """当前账户的角色、部门与可做的事。"""
    user = caller.user
    return Me(
        login=user.login, name=user.name, role=Coded(code=str(user.role), label=user.role.label), departments=list(user.departments),
        credit_code=user.subject, actions=[Coded(code=str(action), label=action.label) for action in allowed_actions(user)],
    )  # fmt: skip


@system.get("/health", summary="是否存活", response_model=Health)
def health() -> Health:
    """进程在运行。不查看数据库。"""
    return Health(status="ok", version=__version__)


@system.get("/ready", summary="是否可服务", response_model=Ready, responses=documented(503))
def ready(request: Request, service: Shared) -> Ready:
    """数据库可用、政策已载入。正在停止的进程回 503，以便负载均衡不再转来请求。"""
    if request.app.state.stopping:
        raise HttpProblem(503, "stopping", "服务正在停止", "稍后重试")
    catalogue = service.catalogue()
    governing = {id(entry.policy) for entry in catalogue.governing}
    return Ready(
        status="ok", version=__version__, as_of=catalogue.day, policies=len(governing), items=len(catalogue.governing)
    )


@system.get("/metrics", include_in_schema=False)
def metrics(request: Request, service: Shared) -> Response:
    """Figures for Prometheus."""
    if not service.settings.metrics:
        raise HttpProblem(404, "not_found", "没有开启指标")
    return Response(request.app.state.metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")
