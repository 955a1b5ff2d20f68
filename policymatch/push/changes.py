"""What can change between two looks, and which of it matters to an enterprise. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from policymatch.decisions import Verdict
from policymatch.decisions.amounts import Estimate

CODES = (Verdict.ELIGIBLE, Verdict.JUDGEMENT, Verdict.OPEN, Verdict.NOT_ELIGIBLE)
"""What the numbers of ``match_state`` and ``match_change`` mean; they are stored, so their order stays."""
ELIGIBLE, JUDGEMENT, OPEN, NOT_ELIGIBLE = range(4)
CENT = Decimal(100)


class Kind(StrEnum):
    """What an enterprise is told."""

    ELIGIBLE = "eligible"
    CONFIRMED = "confirmed"
    POSSIBLE = "possible"
    LOST = "lost"
    AMOUNT = "amount"
    DEADLINE = "deadline"
    OPENED = "opened"
    CLOSING = "closing"

    @property
    def label(self) -> str:
        """In Chinese."""
        return LABELS[self]


LABELS = {
    Kind.ELIGIBLE: "新符合", Kind.CONFIRMED: "核实为符合", Kind.POSSIBLE: "可能符合", Kind.LOST: "不再符合", Kind.AMOUNT: "金额变化",
    Kind.DEADLINE: "截止日期变化", Kind.OPENED: "开始申报", Kind.CLOSING: "即将截止",
}  # fmt: skip
ORDER = tuple(Kind)


class Trigger(StrEnum):
    """What made it change."""

    POLICY = "policy"
    DATA = "data"
    TIME = "time"

    @property
    def label(self) -> str:
        """In Chinese."""
        return {"policy": "政策变化", "data": "数据变化", "time": "时间届满"}[self]


@dataclass(frozen=True, slots=True)
class State:
    """What an item means to an enterprise.

    Args:
        verdict: its code.
        low: 分, surely at least.
        high: 分, surely not more; None: unbounded.
        told: whether the enterprise was last told 符合.
    """

    verdict: int
    low: int = 0
    high: int | None = None
    told: bool = field(default=False, compare=False)

    def holds(self, other: State) -> bool:
        """Whether the bounds of another lie within the bounds of this one."""
        return self.low <= other.low and (self.high is None or (other.high is not None and other.high <= self.high))


NOBODY = State(NOT_ELIGIBLE, 0, 0)


@dataclass(frozen=True, slots=True)
class Term:
    """The days of an item's window, then and now."""

    opens_on: date | None = None
    closes_on: date | None = None


def state_of(verdict: int, estimate: Estimate) -> State:
    """A state from a verdict and an amount."""
    high = None if estimate.high is None else cents(estimate.high)
    return State(verdict, cents(estimate.low), high)


def cents(amount: Decimal) -> int:
    """元 → 分, cut."""
    return int(amount * CENT)


def yuan(amount: int) -> Decimal:
    """分 → 元."""
    return Decimal(amount) / CENT


def kind_of(before: State, after: State, *, then: Term, now: Term, day: date) -> Kind | None:
    """What of a difference matters; None where nothing does.

    Args:
        before: at the last look, and what the enterprise was told; ``NOBODY`` where there was nothing.
        after: now.
        then: the item's window at the last look.
        now: the item's window now.
        day: the day; what nobody can apply for any more is not worth a word.
    """
    over = now.closes_on is not None and now.closes_on < day
    if over:
        return None
    if before.told and (after.verdict == NOT_ELIGIBLE or (before.verdict == ELIGIBLE and after.verdict != ELIGIBLE)):
        return Kind.LOST
    if after.verdict == ELIGIBLE and not before.told:
        return Kind.ELIGIBLE if before.verdict == NOT_ELIGIBLE else Kind.CONFIRMED
    if after.verdict == JUDGEMENT and before.verdict != JUDGEMENT:
        return Kind.POSSIBLE
    if after.verdict != ELIGIBLE:
        return None
    if now.closes_on != then.closes_on:
        return Kind.DEADLINE
    return Kind.AMOUNT if (before.low, before.high) != (after.low, after.high) else None


def worth_a_word(kind: Kind, trigger: Trigger, before: State, after: State) -> bool:
    """Whether a change is news for the enterprise: that data of ours got old, and say less for the time being, is none."""
    if trigger is not Trigger.TIME:
        return True
    if kind is Kind.LOST:
        return after.verdict == NOT_ELIGIBLE
    return kind is not Kind.AMOUNT or not after.holds(before)


def reminders(term: Term, last: date, day: date, remind_days: tuple[int, ...]) -> tuple[Kind, str] | None:
    """What the passing of days between two looks makes worth a word of an item's window, and the name of that word.

    Only the nearest reminder is given where several fall into the stretch.
    """
    if term.closes_on is not None and day <= term.closes_on:
        left, left_then = (term.closes_on - day).days, (term.closes_on - last).days
        crossed = [days for days in remind_days if left <= days < left_then]
        if crossed:
            return Kind.CLOSING, f"{term.closes_on}/{min(crossed)}"
    opened = term.opens_on is not None and last < term.opens_on <= day
    if opened and (term.closes_on is None or day <= term.closes_on):
        return Kind.OPENED, f"{term.opens_on}"
    return None
