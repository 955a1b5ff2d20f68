"""Accounts: opened, changed, kept out, given another password; each with its line in the audit. JSON, and what pages share."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from sqlmodel import Session

from api.answering import Once, Work, Writing
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
def create_account(do: Once, wanted: AccountWanted) -> Response:
    """新账户。企业账户须写信用代码，政策专员须写部门。"""
    require(do.caller, Action.ACCOUNTS)
    return do.once(lambda session: open_account(session, do.service, do.caller, wanted), status=201)


def _changed(request: Request, do: Writing, work: Work) -> Response:
    require(do.caller, Action.ACCOUNTS)
    done = do.once(work)
    sessions_of(request).forget_all()
    return done


@router.put("/accounts/{account_id}", summary="修改账户", response_model=AccountShown, responses=CHANGES)
def put_account(request: Request, do: Once, account_id: AccountId, wanted: AccountChange) -> Response:
    """改名称、角色、部门或所代表的企业；其会话全部结束。"""
    return _changed(request, do, lambda session: change(session, do.service, do.caller, account_id, wanted))


@router.put("/accounts/{account_id}/active", summary="停用或启用", response_model=AccountShown, responses=CHANGES)
def put_active(request: Request, do: Once, account_id: AccountId, wanted: ActiveWanted) -> Response:
    """停用即刻结束其全部会话；最后一个可登录的管理员不能停用。"""
    return _changed(
        request, do, lambda session: set_active(session, do.service, do.caller, account_id, active=wanted.active)
    )


@router.put("/accounts/{account_id}/password", summary="重设密码", response_model=AccountShown, responses=CHANGES)
def put_password(request: Request, do: Once, account_id: AccountId, wanted: PasswordWanted) -> Response:
    """换一个密码，解除锁定，结束其全部会话。"""
    return _changed(
        request,
        do,
        lambda session: set_password(session, do.service, do.caller, account_id, wanted.password.get_secret_value()),
    )
