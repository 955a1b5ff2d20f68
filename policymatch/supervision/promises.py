"""承诺: duties after an award by department, and those that look broken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from policymatch.applications.duties import DutyState
from policymatch.applications.guides import DutyKind
from policymatch.store.tables_applications import ApplicationCase, Duty
from policymatch.supervision.scope import EVERYTHING, Scope


@dataclass(frozen=True, slots=True)
class BrokenDuty:
    """A duty that shared data say is broken, not yet settled by the department.

    Args:
        duty_id: the duty.
        department: who looks into it.
        number: the case's.
        enterprise: who promised.
        kind: what.
        breached_on: when it was found.
        ends_on: until when it runs.
        remark: what was seen.
    """

    duty_id: int
    department: str
    number: str
    enterprise: str
    kind: DutyKind
    breached_on: date
    ends_on: date
    remark: str

    @property
    def kind_label(self) -> str:
        """What was promised, in words."""
        return self.kind.label


def broken_duties(session: Session, *, scope: Scope = EVERYTHING) -> list[BrokenDuty]:
    """Duties that look broken, the oldest first."""
    wanted = (
        select(Duty, ApplicationCase)
        .join(ApplicationCase, col(ApplicationCase.id) == col(Duty.case_id))
        .where(Duty.state == str(DutyState.BREACHED))
        .order_by(col(Duty.breached_on), col(Duty.id))
    )
    if scope.departments is not None:
        wanted = wanted.where(col(Duty.department).in_(scope.departments))
    if scope.policy_id is not None:
        wanted = wanted.where(ApplicationCase.policy_id == scope.policy_id)
    return [
        BrokenDuty(
            duty.id or 0, duty.department, case.number, case.enterprise, DutyKind(duty.kind), duty.breached_on or duty.begins_on,
            duty.ends_on, duty.remark,
        )
        for duty, case in session.exec(wanted)
    ]  # fmt: skip
