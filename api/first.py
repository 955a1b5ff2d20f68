"""The first start: a sample store gets an account of each role, an empty one its administrator; passwords are shown once."""

from __future__ import annotations

import secrets
import sys
from dataclasses import dataclass

from sqlmodel import Session

from api.service import Service
from policymatch.decisions import Verdict
from policymatch.registry.roles import Role
from policymatch.store.accounts import create_account, list_accounts
from policymatch.store.audit import record

ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
DEPARTMENT = "惠企政策办"
LOOKED_AT = 300


@dataclass(frozen=True, slots=True)
class Made:
    """An account that was made, and its password, which is not kept."""

    login: str
    role: Role
    password: str


def prepare(service: Service) -> list[Made]:
    """Make the first accounts where there are none, and show their passwords."""
    with service.writing() as session:
        if list_accounts(session):
            return []
        made = (
            _sample(session, service)
            if service.settings.fixed_day and service.settings.sample_accounts
            else [_admin(session, service)]
        )
        detail = {"accounts": [one.login for one in made]}
        record(
            session, actor="（首次启动）", action="account.first", target="accounts", detail=detail, now=service.now()
        )
    lines = [f"  {one.role.label}　{one.login}　密码 {one.password}" for one in made]
    print(
        "\n".join(
            [
                "首次启动，已开设账户（密码只显示这一次）：",
                *lines,
                f"打开 http://{service.settings.host}:{service.settings.port}/",
            ]
        ),
        file=sys.stderr,
    )
    return made


def _password() -> str:
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))


def _admin(session: Session, service: Service) -> Made:
    return _make(session, service, "admin", "系统管理", Role.ADMIN)


def _sample(session: Session, service: Service) -> list[Made]:
    subject = _telling(service)
    made = [
        _make(session, service, "officer1", "政策专员甲", Role.OFFICER, departments=(DEPARTMENT,)),
        _make(session, service, "officer2", "政策专员乙（复核）", Role.OFFICER, departments=(DEPARTMENT,)),
        _make(session, service, "handler1", "受理专员甲", Role.OFFICER, departments=_issuers(service)),
        _make(session, service, "handler2", "受理专员乙（复核申诉）", Role.OFFICER, departments=_issuers(service)),
        _make(session, service, "agent", "坐席员一", Role.AGENT),
        _make(session, service, "supervisor", "督查员一", Role.SUPERVISOR),
        _admin(session, service),
    ]
    if subject:
        made.insert(
            0, _make(session, service, "enterprise", service.names().name_of(subject), Role.ENTERPRISE, subject=subject)
        )
    return made


def _make(
    session: Session,
    service: Service,
    login: str,
    name: str,
    role: Role,
    *,
    departments: tuple[str, ...] = (),
    subject: str | None = None,
) -> Made:
    password = _password()
    create_account(
        session,
        login=login,
        name=name,
        role=role,
        now=service.now(),
        password=password,
        departments=departments,
        subject=subject,
    )
    return Made(login, role, password)


def _issuers(service: Service) -> tuple[str, ...]:
    """The departments of the sample's policies: one counter in front, so that every case can be handled."""
    documents = (policy.document for policy in service.catalogue().policies)
    return tuple(sorted({issuer for document in documents for issuer in document.issuers}))


def _telling(service: Service) -> str | None:
    """An enterprise with much to see: of the first ones, the one with most that it is surely entitled to."""
    known = [named.subject for named in service.names().known if not named.branch][:LOOKED_AT]
    catalogue = service.catalogue()
    return max(
        known, key=lambda subject: catalogue.match(service.profile(subject)).counts()[Verdict.ELIGIBLE], default=None
    )
