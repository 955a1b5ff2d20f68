"""Accounts: opened, changed, kept out, given another password; each with its line in the audit. JSON, and what pages share."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from fastapi.concurrency import run_in_threadpool
from sqlmodel import Session

from api.answering import IdempotencyKey, Work, write_once
from api.auth import Caller, Shared, Signed, require, sessions_of
from api.permissions import Action
from api.problems import documented
from api.service import Service
from api.shapes import Coded
from api.supervisor.schemas import AccountChange, AccountShown, AccountWanted, ActiveWanted, PasswordWanted
from policymatch.registry.roles import Role
from policymatch.store import accounts, audit
from policymatch.store.tables_service import Account

router = APIRouter(tags=["管理"])
AccountId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$", description="账户编号。")]
CHANGES = documented(401, 403, 404, 409, 422, 429)


def show_account(row: Account) -> AccountShown:
    """An account as shown."""
    return AccountShown(
        id=row.id, login=row.login, name=row.name, role=Coded(code=row.role, label=Role(row.role).label),
        departments=list(accounts.departments_of(row)), credit_code=row.subject, active=row.active,
    )  # fmt: skip


def list_all(service: Service, caller: Caller) -> list[AccountShown]:
    """All accounts."""
    require(caller, Action.ACCOUNTS)
    with service.reading() as session:
        return [show_account(row) for row in accounts.list_accounts(session)]


def _noted(
    session: Session, service: Service, caller: Caller, action: str, account_id: str, detail: dict[str, Any]
) -> AccountShown:
    audit.record(
        session, actor=caller.user.login, action=f"account.{action}", target=account_id, detail=detail, now=service.now()
    )  # fmt: skip
    return show_account(accounts.get_account(session, account_id))


def open_account(session: Session, service: Service, caller: Caller, wanted: AccountWanted) -> AccountShown:
    """Open an account."""
    row = accounts.create_account(
        session, login=wanted.login, name=wanted.name, role=Role(wanted.role), now=service.now(), departments=wanted.departments,
        subject=wanted.credit_code, password=wanted.password.get_secret_value() if wanted.password else None,
    )  # fmt: skip
    return _noted(session, service, caller, "create", row.id, {"login": row.login, "role": row.role})


def change(session: Session, service: Service, caller: Caller, account_id: str, wanted: AccountChange) -> AccountShown:
    """Change what an account is for."""
    accounts.change_account(
        session, account_id, name=wanted.name, role=Role(wanted.role), departments=wanted.departments, subject=wanted.credit_code
    )  # fmt: skip
    detail = {"role": wanted.role, "departments": list(wanted.departments), "subject": wanted.credit_code}
    return _noted(session, service, caller, "change", account_id, detail)


def set_active(session: Session, service: Service, caller: Caller, account_id: str, *, active: bool) -> AccountShown:
    """Let an account in again, or keep it out."""
    accounts.set_active(session, account_id, active=active)
    return _noted(session, service, caller, "active", account_id, {"active": active})


def set_password(session: Session, service: Service, caller: Caller, account_id: str, password: str) -> AccountShown:
    """Give an account another password."""
    accounts.set_password(session, account_id, password)
    return _noted(session, service, caller, "password", account_id, {})


@router.get(
    "/accounts", summary="账户列表", response_model=list[AccountShown], responses=documented(401, 403, 422, 429)
)
def list_accounts(service: Shared, caller: Signed) -> list[AccountShown]:
    """全部账户。"""
    return list_all(service, caller)


@router.post(
    "/accounts",
    summary="开户",
    status_code=201,
    response_model=AccountShown,
    responses=documented(401, 403, 409, 422, 429),
)
async def create_account(
    request: Request, service: Shared, caller: Signed, wanted: AccountWanted, key: IdempotencyKey = None
) -> Response:
    """新账户。企业账户须写信用代码，政策专员须写部门。"""
    require(caller, Action.ACCOUNTS)
    return await write_once(
        request, service, caller, key, lambda session: open_account(session, service, caller, wanted), status=201
    )


async def _changed(request: Request, service: Service, caller: Caller, key: str | None, work: Work) -> Response:
    require(caller, Action.ACCOUNTS)
    done = await write_once(request, service, caller, key, work)
    await run_in_threadpool(sessions_of(request).forget_all)
    return done


@router.put("/accounts/{account_id}", summary="修改账户", response_model=AccountShown, responses=CHANGES)
async def put_account(
    request: Request, service: Shared, caller: Signed, account_id: AccountId, wanted: AccountChange, key: IdempotencyKey = None
) -> Response:  # fmt: skip
    """改名称、角色、部门或所代表的企业；其会话全部结束。"""
    return await _changed(
        request, service, caller, key, lambda session: change(session, service, caller, account_id, wanted)
    )


@router.put("/accounts/{account_id}/active", summary="停用或启用", response_model=AccountShown, responses=CHANGES)
async def put_active(
    request: Request, service: Shared, caller: Signed, account_id: AccountId, wanted: ActiveWanted, key: IdempotencyKey = None
) -> Response:  # fmt: skip
    """停用即刻结束其全部会话；最后一个可登录的管理员不能停用。"""
    return await _changed(
        request, service, caller, key,
        lambda session: set_active(session, service, caller, account_id, active=wanted.active),
    )  # fmt: skip


@router.put("/accounts/{account_id}/password", summary="重设密码", response_model=AccountShown, responses=CHANGES)
async def put_password(
    request: Request, service: Shared, caller: Signed, account_id: AccountId, wanted: PasswordWanted, key: IdempotencyKey = None
) -> Response:  # fmt: skip
    """换一个密码，解除锁定，结束其全部会话。"""
    return await _changed(
        request, service, caller, key,
        lambda session: set_password(session, service, caller, account_id, wanted.password.get_secret_value()),
    )  # fmt: skip
