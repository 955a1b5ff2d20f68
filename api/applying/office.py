"""What applications need of the settings: where files lie, what scans them, which days are worked; and who is who."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from sqlmodel import Session

from api.auth import Caller, require
from api.permissions import Action, User
from api.problems import refusal
from api.service import Service
from policymatch.applications.flow import Actor
from policymatch.applications.handling import CaseChange
from policymatch.applications.materials import CertificateFolder, Certificates
from policymatch.applications.rows import get_case
from policymatch.applications.scanning import make_scan
from policymatch.applications.space import Vault
from policymatch.errors import NotFoundError
from policymatch.registry.roles import Role
from policymatch.store.contents import FOLDER
from policymatch.store.tables_applications import ApplicationCase
from policymatch.vocabulary.calendars import WorkingCalendar, calendar, calendar_from

"""The folder of uploads below the home."""


def vault_of(service: Service) -> Vault:
    """Where uploads lie, and what is taken."""
    settings = service.settings
    return _vault(settings.home, settings.file_megabytes, settings.space_megabytes, settings.virus_scan)


@lru_cache(maxsize=8)
def _vault(home: Path, largest: int, quota: int, scan: str) -> Vault:
    return Vault(home / FOLDER, largest * 1_000_000, quota * 1_000_000, make_scan(scan))


def certificates_of(service: Service) -> Certificates | None:
    """Where electronic certificates are found; None where nothing is set."""
    folder = service.settings.certificates
    return CertificateFolder(folder) if folder is not None else None


def calendar_of(service: Service) -> WorkingCalendar:
    """Which days are worked."""
    return _calendar(service.settings.working_days)


@lru_cache(maxsize=8)
def _calendar(path: Path | None) -> WorkingCalendar:
    return calendar() if path is None else calendar_from(path)


def applicant(caller: Caller) -> tuple[User, str]:
    """The user and the enterprise that he applies for.

    Raises:
        HttpProblem: 403 where the account is no enterprise's.
    """
    user = require(caller, Action.APPLY, subject=caller.user.subject)
    if user.subject is None:
        raise refusal("账户没有绑定企业，不能申报", hint="请管理员为账户绑定统一社会信用代码")
    return user, user.subject


def actor_of(user: User) -> Actor:
    """A user as the law of the way sees him."""
    return Actor(user.login, user.role, user.departments, user.subject)


def change_of(service: Service, user: User, case_id: str, revision: int) -> CaseChange:
    """A step of a user's with a case."""
    return CaseChange(case_id, revision, actor_of(user), service.today(), service.now(), calendar_of(service))


def visible_case(session: Session, caller: Caller, case_id: str) -> ApplicationCase:
    """A case that the caller may see.

    Raises:
        NotFoundError: there is none; another enterprise's is none.
        HttpProblem: 403 where it is another department's.
    """
    user = require(caller, Action.CASES_READ, subject=caller.user.subject)
    row = get_case(session, case_id)
    if user.role is Role.ENTERPRISE and row.subject != user.subject:
        raise NotFoundError("没有这个办件", where=case_id, hint="核对办件编号")
    if user.role is Role.OFFICER and not {row.department, row.payer} & set(user.departments):
        own = "、".join(user.departments) or "（未设部门）"
        raise refusal(f"该办件由{row.department}办理，您的部门是{own}")
    return row
