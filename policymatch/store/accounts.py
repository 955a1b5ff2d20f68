"""Accounts: who may sign in, as what, for which departments or which enterprise; passwords as argon2 hashes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from policymatch.errors import ConflictError, InvalidInputError, NotFoundError
from policymatch.registry.roles import Role
from policymatch.store.tables_service import Account, Login
from policymatch.vocabulary.credit_code import require

if TYPE_CHECKING:
    from pwdlib import PasswordHash

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200
FAILURES = 5
"""Wrong passwords after which an account is locked for a while."""
LOCKED = timedelta(minutes=15)


class Refusal(StrEnum):
    """Why somebody is not let in; people are shown the same words for the first two."""

    UNKNOWN = "unknown"
    PASSWORD = "password"
    LOCKED = "locked"
    DISABLED = "disabled"

    @property
    def label(self) -> str:
        """The Chinese words for the person at the door, who does not learn which logins exist."""
        return REFUSALS[self]


REFUSALS = {
    Refusal.UNKNOWN: "用户名或密码不正确",
    Refusal.PASSWORD: "用户名或密码不正确",
    Refusal.LOCKED: "连续输错密码，账号已暂时锁定，请稍后再试",
    Refusal.DISABLED: "账号已停用，请联系管理员",
}


@dataclass(frozen=True, slots=True)
class SignIn:
    """What came of a sign-in: an account, or why not."""

    account: Account | None
    refusal: Refusal | None


def create_account(
    session: Session,
    *,
    login: str,
    name: str,
    role: Role,
    now: datetime,
    password: str | None = None,
    departments: Iterable[str] = (),
    subject: str | None = None,
) -> Account:
    """Make an account.

    Args:
        session: a writing session.
        login: what is typed at the door; case does not matter.
        name: for display.
        role: what it is for.
        now: when.
        password: None where only the identity provider lets it in.
        departments: for officers, whose policies they may work on.
        subject: for enterprise accounts, and only those, the credit code.

    Raises:
        InvalidInputError: an empty login, a weak password, a credit code missing or out of place.
        CreditCodeError: the credit code is none.
        ConflictError: the login is taken.
    """
    login = _login(login)
    _check_subject(login, role, subject)
    taken = ConflictError(f"用户名“{login}”已被使用", where=login, hint="换一个用户名")
    if find_account(session, login):
        raise taken
    account = Account(
        id=uuid4().hex,
        login=login,
        name=name,
        role=str(role),
        departments=json.dumps(sorted(set(departments)), ensure_ascii=False),
        subject=require(subject) if subject is not None else None,
        password_hash=None if password is None else _hash(password, login),
        created_at=now,
    )
    session.add(account)
    try:
        session.flush()
    except IntegrityError as error:
        raise taken from error
    return account


def _login(text: str) -> str:
    login = text.strip().lower()
    if not login or len(login) > 100 or any(character.isspace() for character in login):
        raise InvalidInputError("用户名不能为空、含空格或超过100字", where=repr(text)[:40], hint="例如 zhangsan")
    return login


def departments_of(account: Account) -> tuple[str, ...]:
    """The departments that an account works for."""
    return tuple(json.loads(account.departments))


def find_account(session: Session, login: str) -> Account | None:
    """The account of a login; None where there is none."""
    return session.exec(select(Account).where(Account.login == login.strip().lower())).one_or_none()


def get_account(session: Session, account_id: str) -> Account:
    """An account by its id.

    Raises:
        NotFoundError: there is none.
    """
    found = session.get(Account, account_id)
    if found is None:
        raise NotFoundError("没有这个账号", where=account_id)
    return found


def list_accounts(session: Session, *, role: Role | None = None) -> list[Account]:
    """All accounts by login, or those of one role."""
    wanted = select(Account).order_by(col(Account.login))
    return list(session.exec(wanted if role is None else wanted.where(Account.role == str(role))))


def authenticate(session: Session, login: str, password: str, *, now: datetime) -> SignIn:
    """Check a password.

    Failures are counted, so the session must write and commit whatever comes of it. An unknown login takes as long as
    a wrong password.
    """
    account = find_account(session, login)
    known = account.password_hash if account else None
    fits = _matches(password, known)
    if account is None:
        return SignIn(None, Refusal.UNKNOWN)
    if account.locked_until is not None and now < account.locked_until:
        return SignIn(None, Refusal.LOCKED)
    if not fits:
        _count_failure(session, account, now)
        return SignIn(None, Refusal.PASSWORD)
    if not account.active:
        return SignIn(None, Refusal.DISABLED)
    account.failures, account.locked_until = 0, None
    session.add(account)
    session.flush()
    return SignIn(account, None)


def _count_failure(session: Session, account: Account, now: datetime) -> None:
    account.failures += 1
    if account.failures >= FAILURES:
        account.failures, account.locked_until = 0, now + LOCKED
    session.add(account)
    session.flush()


def set_password(session: Session, account_id: str, password: str) -> None:
    """Set a password, unlock the account and end its sign-ins.

    Raises:
        NotFoundError: no such account.
        InvalidInputError: the password is weak.
    """
    account = get_account(session, account_id)
    account.password_hash = _hash(password, account.login)
    account.failures, account.locked_until = 0, None
    session.add(account)
    end_logins(session, account_id)


def change_account(
    session: Session, account_id: str, *, name: str, role: Role, departments: Iterable[str] = (), subject: str | None = None
) -> Account:  # fmt: skip
    """Change what an account is for; its sign-ins end, so that no page goes on with the rights of before.

    Raises:
        NotFoundError: no such account.
        InvalidInputError: a credit code missing or out of place.
        CreditCodeError: the credit code is none.
        ConflictError: it is the last administrator that can sign in.
    """
    account = get_account(session, account_id)
    _check_subject(account.login, role, subject)
    if role is not Role.ADMIN:
        _check_not_last(session, account)
    account.name, account.role = name, str(role)
    account.departments = json.dumps(sorted(set(departments)), ensure_ascii=False)
    account.subject = require(subject) if subject is not None else None
    session.add(account)
    end_logins(session, account_id)
    return account


def _check_subject(login: str, role: Role, subject: str | None) -> None:
    if (role is Role.ENTERPRISE) != (subject is not None):
        raise InvalidInputError("企业账号须写统一社会信用代码，其他账号不写", where=login, hint="核对角色与信用代码")


def _check_not_last(session: Session, account: Account) -> None:
    """Somebody must be left who can let others in."""
    admins = [one for one in list_accounts(session, role=Role.ADMIN) if one.active]
    if admins == [account]:
        raise ConflictError("这是最后一个可登录的管理员账户", where=account.login, hint="先为另一人开设管理员账户")


def set_active(session: Session, account_id: str, *, active: bool) -> None:
    """Let an account in again, or keep it out; keeping it out ends its sign-ins.

    Raises:
        NotFoundError: no such account.
        ConflictError: it is the last administrator that can sign in.
    """
    account = get_account(session, account_id)
    if not active:
        _check_not_last(session, account)
    account.active = active
    session.add(account)
    if not active:
        end_logins(session, account_id)


def end_logins(session: Session, account_id: str) -> None:
    """End all sign-ins of an account."""
    for login in session.exec(select(Login).where(Login.account_id == account_id)):
        session.delete(login)
    session.flush()


def bind_identity(session: Session, account_id: str, *, issuer: str, identity: str) -> None:
    """Let a person of an identity provider in as this account.

    Raises:
        ConflictError: the person is bound to another account.
    """
    known = account_of_identity(session, issuer=issuer, identity=identity)
    if known is not None and known.id != account_id:
        raise ConflictError("该统一身份已绑定另一个账号", where=known.login, hint="先解除原绑定")
    account = get_account(session, account_id)
    account.issuer, account.identity = issuer, identity
    session.add(account)
    session.flush()


def account_of_identity(session: Session, *, issuer: str, identity: str) -> Account | None:
    """The account bound to a person of an identity provider; None where none is."""
    wanted = select(Account).where(Account.issuer == issuer, Account.identity == identity)
    return session.exec(wanted).one_or_none()


def _hash(password: str, login: str) -> str:
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise InvalidInputError(
            f"密码须为{SHORTEST_PASSWORD}至{LONGEST_PASSWORD}个字符", where=login, hint="用一句记得住的话"
        )
    if login in password.lower() or len(set(password)) < 5:
        raise InvalidInputError("密码太容易猜到", where=login, hint="不要含用户名，不要重复同一个字符")
    return _hasher().hash(password)


def _matches(password: str, known: str | None) -> bool:
    fits = _hasher().verify(password[:LONGEST_PASSWORD], known or _decoy())
    return fits and known is not None


@cache
def _hasher() -> PasswordHash:
    from pwdlib import PasswordHash
    from pwdlib.hashers.argon2 import Argon2Hasher

    return PasswordHash((Argon2Hasher(),))


@cache
def _decoy() -> str:
    """A hash that no password fits, so that an unknown login costs the same work."""
    return _hasher().hash(uuid4().hex)
