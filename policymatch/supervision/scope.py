"""Whose figures are looked at: those of all departments, or of some; who owns which policy."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import String, bindparam, text
from sqlmodel import Session, col, select

from policymatch.store.policies import read_row
from policymatch.store.tables_applications import ApplicationCase
from policymatch.store.tables_policies import PolicyVersion
from policymatch.store.tables_supervision import Rating


@dataclass(frozen=True, slots=True)
class Scope:
    """What is looked at; None asks nothing.

    Args:
        departments: of these departments alone; empty: of none.
        policy_id: of one policy.
    """

    departments: tuple[str, ...] | None = None
    policy_id: str | None = None

    def sees(self, department: str) -> bool:
        """Whether a department's figures are looked at."""
        return self.departments is None or department in self.departments


EVERYTHING = Scope()


def within(wanted: Any, table: type[ApplicationCase | Rating], scope: Scope) -> Any:
    """A selection from a table of departments and policies, of what is looked at alone."""
    if scope.departments is not None:
        wanted = wanted.where(col(table.department).in_(scope.departments))
    return wanted.where(table.policy_id == scope.policy_id) if scope.policy_id is not None else wanted


def owners(session: Session) -> dict[str, str]:
    """The department of each policy: who owns its newest version, else its first issuer."""
    found: dict[str, str] = {}
    newest: dict[str, PolicyVersion] = {}
    for row in session.exec(select(PolicyVersion).order_by(col(PolicyVersion.policy_id), col(PolicyVersion.version))):
        newest[row.policy_id] = row
    for policy_id, row in newest.items():
        found[policy_id] = row.department or next(iter(read_row(row).issuers), "") or "受理部门"
    return found


def titles(session: Session) -> dict[str, str]:
    """The title of each policy, as of its newest version."""
    wanted = select(PolicyVersion.policy_id, PolicyVersion.title).order_by(col(PolicyVersion.version))
    return dict(session.exec(wanted).all())


def policies_of(session: Session, scope: Scope) -> list[str] | None:
    """The policies that are looked at; None: all."""
    if scope.departments is None:
        return None if scope.policy_id is None else [scope.policy_id]
    own = [policy_id for policy_id, owner in owners(session).items() if scope.sees(owner)]
    return own if scope.policy_id is None else [one for one in own if one == scope.policy_id]


def rows(
    session: Session, sql: str, given: Mapping[str, Any] | None = None, lists: Mapping[str, Collection[str]] | None = None
) -> list[Any]:  # fmt: skip
    """The rows of a query; ``lists`` are bound as lists of words, for ``IN``."""
    words = {name: list(one) for name, one in (lists or {}).items()}
    wanted = text(sql).bindparams(*(bindparam(name, expanding=True, type_=String()) for name in words))
    return list(session.connection().execute(wanted, {**(given or {}), **words}))
