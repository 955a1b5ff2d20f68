"""The administrator's screens: accounts opened, changed, kept out, given another password."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Form, Path, Request, Response
from pydantic import BaseModel, ValidationError
from sqlmodel import Session

from api.auth import Caller, Shared, check_form, require, sessions_of
from api.pages import Viewing, go, render
from api.permissions import Action
from api.problems import HttpProblem, of_error, say_fault
from api.service import Service
from api.supervisor import accounts
from api.supervisor.schemas import AccountChange, AccountWanted
from policymatch.errors import PolicyMatchError
from policymatch.registry.roles import Role
from policymatch.store.accounts import get_account

T = TypeVar("T", bound=BaseModel)
router = APIRouter(prefix="/supervisor/accounts")
AccountId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]
Token = Annotated[str, Form(max_length=100)]
Typed = Annotated[str, Form(max_length=500)]
LABELS = {
    "login": "用户名",
    "name": "姓名或单位",
    "role": "角色",
    "password": "密码",
    "departments": "部门",
    "credit_code": "信用代码",
}
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Of passwords that are read out or copied by hand: no letters that look alike."""


@router.get("")
def accounts_page(request: Request, service: Shared, caller: Viewing) -> Response:
    """All accounts, and the form for a new one."""
    return _page(request, service, caller)


def _page(
    request: Request, service: Service, caller: Caller, *, form: dict[str, str] | None = None, problem: HttpProblem | None = None,
    given: tuple[str, str] | None = None,
) -> Response:  # fmt: skip
    listed = accounts.list_all(service, caller)
    filled = dict.fromkeys(("login", "name", "role", "departments", "credit_code"), "") | (form or {})
    context = {"accounts": listed, "form": filled, "problem": problem, "given": given, "roles": list(Role)}
    return render(request, "accounts.html", caller, context, status=problem.status if problem else 200)


@router.post("")
def do_open(
    request: Request, service: Shared, caller: Viewing, form_token: Token, login: Typed = "", name: Typed = "", role: Typed = "",
    departments: Typed = "", credit_code: Typed = "",
) -> Response:  # fmt: skip
    """Open an account; its first password is shown once."""
    check_form(caller, form_token)
    require(caller, Action.ACCOUNTS)
    typed = {"login": login, "name": name, "role": role, "departments": departments, "credit_code": credit_code}
    password = new_password()
    try:
        wanted = _read(AccountWanted, typed | {"password": password})
        _write(request, service, lambda session: accounts.open_account(session, service, caller, wanted))
    except (PolicyMatchError, HttpProblem) as error:
        return _page(request, service, caller, form=typed, problem=_problem(error))
    return _page(request, service, caller, given=(wanted.login.lower(), password))


def new_password() -> str:
    """A password that nobody has seen: four groups of four letters, 79 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))


def _problem(error: PolicyMatchError | HttpProblem) -> HttpProblem:
    return error if isinstance(error, HttpProblem) else of_error(error)


def _read(kind: type[T], typed: dict[str, str]) -> T:
    names = typed["departments"].replace("，", "、").replace("\n", "、").split("、")
    given: dict[str, Any] = {name: value.strip() for name, value in typed.items()}
    given |= {
        "departments": [name.strip() for name in names if name.strip()],
        "credit_code": given["credit_code"].upper() or None,
    }
    try:
        return kind.model_validate(given)
    except ValidationError as error:
        said = (f"{LABELS[str(fault['loc'][0])]}：{say_fault(dict(fault))}" for fault in error.errors())
        raise HttpProblem(422, "invalid_input", "；".join(said), "改正后重试") from None


def _write(request: Request, service: Service, work: Callable[[Session], object]) -> None:
    with service.writing() as session:
        work(session)
    sessions_of(request).forget_all()


@router.get("/{account_id}")
def account_page(request: Request, service: Shared, caller: Viewing, account_id: AccountId) -> Response:
    """One account to be changed."""
    return _one(request, service, caller, account_id)


def _one(
    request: Request, service: Service, caller: Caller, account_id: str, *, form: dict[str, str] | None = None,
    problem: HttpProblem | None = None, given: tuple[str, str] | None = None,
) -> Response:  # fmt: skip
    require(caller, Action.ACCOUNTS)
    with service.reading() as session:
        shown = accounts.show_account(get_account(session, account_id))
    filled = {
        "name": shown.name,
        "role": shown.role.code,
        "departments": "、".join(shown.departments),
        "credit_code": shown.credit_code or "",
    }
    context = {"account": shown, "form": filled | (form or {}), "problem": problem, "given": given, "roles": list(Role)}
    return render(request, "account.html", caller, context, status=problem.status if problem else 200)


@router.post("/{account_id}")
def do_change(
    request: Request, service: Shared, caller: Viewing, account_id: AccountId, form_token: Token, name: Typed = "", role: Typed = "",
    departments: Typed = "", credit_code: Typed = "",
) -> Response:  # fmt: skip
    """Change name, role, departments or enterprise."""
    check_form(caller, form_token)
    require(caller, Action.ACCOUNTS)
    typed = {"name": name, "role": role, "departments": departments, "credit_code": credit_code}
    try:
        wanted = _read(AccountChange, typed)
        _write(request, service, lambda session: accounts.change(session, service, caller, account_id, wanted))
    except (PolicyMatchError, HttpProblem) as error:
        return _one(request, service, caller, account_id, form=typed, problem=_problem(error))
    return go("/supervisor/accounts")


@router.post("/{account_id}/active")
def do_set_active(
    request: Request, service: Shared, caller: Viewing, account_id: AccountId, form_token: Token,
    active: Annotated[bool, Form()],
) -> Response:  # fmt: skip
    """Let an account in again, or keep it out."""
    check_form(caller, form_token)
    require(caller, Action.ACCOUNTS)
    try:
        _write(
            request, service, lambda session: accounts.set_active(session, service, caller, account_id, active=active)
        )
    except PolicyMatchError as error:
        return _one(request, service, caller, account_id, problem=of_error(error))
    return go(f"/supervisor/accounts/{account_id}")


@router.post("/{account_id}/password")
def do_reset(request: Request, service: Shared, caller: Viewing, account_id: AccountId, form_token: Token) -> Response:
    """Another password, shown once."""
    check_form(caller, form_token)
    require(caller, Action.ACCOUNTS)
    password = new_password()
    _write(request, service, lambda session: accounts.set_password(session, service, caller, account_id, password))
    with service.reading() as session:
        login = get_account(session, account_id).login
    return _one(request, service, caller, account_id, given=(login, password))
