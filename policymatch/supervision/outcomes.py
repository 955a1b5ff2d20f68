"""预测与决定: what was predicted when a case was handed in against what was decided, and which condition was wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import select as columns_of
from sqlmodel import Session, col, select

from policymatch.applications.flow import CaseState
from policymatch.applications.handling import REASON_CODES
from policymatch.decisions import Verdict
from policymatch.errors import ConflictError
from policymatch.store.receipts import receipt_data
from policymatch.store.tables_applications import ApplicationCase
from policymatch.store.tables_service import Receipt
from policymatch.supervision.scope import EVERYTHING, Scope, within

_CASES: Any = ApplicationCase.__table__  # type: ignore[attr-defined]
APPROVED = (str(CaseState.APPROVED), str(CaseState.PAID))
DECIDED = (*APPROVED, str(CaseState.REJECTED))


class Miss(StrEnum):
    """How a prediction was wrong."""

    GRANTED = "granted"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        """In Chinese."""
        return {"granted": "判为不符合而获批准", "refused": "判为符合而被驳回"}[self]


@dataclass(slots=True)
class Outcome:
    """An item's predictions against its decisions.

    Args:
        policy_id: the policy.
        item_id: the item.
        item: its name.
        department: who decides.
        granted: how many were approved, by the verdict at hand-in.
        refused: how many were rejected, likewise.
    """

    policy_id: str
    item_id: str
    item: str
    department: str
    granted: Counter[Verdict] = field(default_factory=Counter)
    refused: Counter[Verdict] = field(default_factory=Counter)

    @property
    def decided(self) -> int:
        """Cases decided."""
        return self.granted.total() + self.refused.total()

    @property
    def certain(self) -> int:
        """Those of them with a certain prediction, yes or no."""
        return sum(
            counts[one] for counts in (self.granted, self.refused) for one in (Verdict.ELIGIBLE, Verdict.NOT_ELIGIBLE)
        )

    @property
    def wrongly_no(self) -> int:
        """Approved though 不符合."""
        return self.granted[Verdict.NOT_ELIGIBLE]

    @property
    def wrongly_yes(self) -> int:
        """Rejected though 符合, whatever the reason."""
        return self.refused[Verdict.ELIGIBLE]

    @property
    def agreement(self) -> float | None:
        """The share of certain predictions that were decided so; None where there was none."""
        return round(1 - (self.wrongly_no + self.wrongly_yes) / self.certain, 4) if self.certain else None


def outcomes(session: Session, *, scope: Scope = EVERYTHING) -> list[Outcome]:
    """Predictions against decisions by item, the least agreeing first."""
    names = ("policy_id", "item_id", "item_name", "department", "verdict", "state")
    wanted = columns_of(*(_CASES.c[name] for name in names)).where(_CASES.c.state.in_(DECIDED))
    found: dict[tuple[str, str, str], Outcome] = {}
    for policy, item, name, department, verdict, state in session.exec(
        within(wanted, ApplicationCase, scope).execution_options(yield_per=2000)
    ):
        one = found.setdefault((policy, item, department), Outcome(policy, item, name, department))
        (one.granted if state in APPROVED else one.refused)[Verdict(verdict)] += 1
    return sorted(found.values(), key=lambda one: (-(one.wrongly_no + one.wrongly_yes), one.policy_id, one.item_id))


@dataclass(frozen=True, slots=True)
class WrongCondition:
    """A condition, or another reason, by which decisions differed from predictions.

    Args:
        policy_id: the policy.
        item_id: the item.
        item: its name.
        miss: how the prediction was wrong.
        code: the reason code that the officer gave; empty for approvals.
        reason: its words.
        condition: the condition; empty where the reason was none of the conditions.
        cases: how many.
        example: the number of one case.
    """

    policy_id: str
    item_id: str
    item: str
    miss: Miss
    code: str
    reason: str
    condition: str
    cases: int
    example: str

    @property
    def miss_label(self) -> str:
        """How, in words."""
        return self.miss.label


def wrong_conditions(session: Session, *, scope: Scope = EVERYTHING) -> list[WrongCondition]:
    """By which conditions decisions differed from predictions, the most frequent first.

    Of a rejection it is what the officer named; of an approval each condition that the receipt of the prediction shows as
    surely not met.
    """
    counts: Counter[tuple[str, str, str, Miss, str, str]] = Counter()
    examples: dict[tuple[str, str, str, Miss, str, str], str] = {}
    for case in _missed(session, scope):
        for miss, code, condition in _why(session, case):
            key = (case.policy_id, case.item_id, case.item_name, miss, code, condition)
            counts[key] += 1
            examples.setdefault(key, case.number)
    made = [
        WrongCondition(*key[:4], key[4], REASON_CODES.get(key[4], ""), key[5], count, examples[key]) for key, count in counts.items()
    ]  # fmt: skip
    return sorted(made, key=lambda one: (-one.cases, one.policy_id, one.item_id, one.condition, one.code))


def _missed(session: Session, scope: Scope) -> Iterator[ApplicationCase]:
    case = ApplicationCase
    refused = (col(case.state) == str(CaseState.REJECTED)) & (col(case.verdict) == str(Verdict.ELIGIBLE))
    granted = col(case.state).in_(APPROVED) & (col(case.verdict) == str(Verdict.NOT_ELIGIBLE))
    wanted = within(select(case).where(refused | granted), ApplicationCase, scope).order_by(col(case.number))
    yield from session.exec(wanted)


def _why(session: Session, case: ApplicationCase) -> Iterator[tuple[Miss, str, str]]:
    if case.state == str(CaseState.REJECTED):
        yield Miss.REFUSED, case.reason_code, case.reason_condition
        return
    found = list(dict.fromkeys(_not_met(session, case)))
    yield from ((Miss.GRANTED, "", one) for one in found or ["（回执未载明或已不可读）"])


def _not_met(session: Session, case: ApplicationCase) -> Iterator[str]:
    """The conditions that were surely not met by the receipt of a case."""
    row = session.get(Receipt, case.receipt_id) if case.receipt_id else None
    try:
        data = receipt_data(row) if row else {}
    except ConflictError:
        return
    for result in data.get("results", ()):
        yield from (one["condition"] for one in result.get("reasons", ()) if one.get("truth") is False)
