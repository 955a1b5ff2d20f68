"""The time limits of a case, in working days: pure arithmetic over what happened, with clocks that stand still.

A limit begins on the day after the step that starts it (民法典 第二百零一条). While the enterprise corrects (补正) and
while a case is shown to the public (公示), the department's clock stands still. Where the calendar of a year has not
been published, the due day is not known, and says which year it waits for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from policymatch.applications.flow import Act, CaseState
from policymatch.vocabulary.calendars import NotPublished, WorkingCalendar


class Clock(StrEnum):
    """What is waited for."""

    CONFIRMATION = "confirmation"
    ACCEPTANCE = "acceptance"
    CORRECTION = "correction"
    HANDLING = "handling"
    PUBLICITY = "publicity"
    PAYMENT = "payment"
    APPEAL = "appeal"

    @property
    def label(self) -> str:
        """The Chinese word."""
        return _LABELS[self]

    @property
    def by_enterprise(self) -> bool:
        """Whether it is the enterprise that is waited for."""
        return self in (Clock.CONFIRMATION, Clock.CORRECTION)


_LABELS = {
    Clock.CONFIRMATION: "企业确认", Clock.ACCEPTANCE: "受理", Clock.CORRECTION: "企业补正", Clock.HANDLING: "审核", Clock.PUBLICITY: "公示",
    Clock.PAYMENT: "兑付", Clock.APPEAL: "申诉复核",
}  # fmt: skip

RUNS = {
    CaseState.DRAFT: Clock.CONFIRMATION, CaseState.SUBMITTED: Clock.ACCEPTANCE, CaseState.RETURNED: Clock.CORRECTION,
    CaseState.ACCEPTED: Clock.HANDLING, CaseState.REVIEWED: Clock.HANDLING, CaseState.PUBLISHED: Clock.PUBLICITY,
    CaseState.APPROVED: Clock.PAYMENT, CaseState.APPEALED: Clock.APPEAL,
}  # fmt: skip
"""Which clock runs in which state; in the others none does."""
STOPPED_IN = {CaseState.RETURNED: Clock.ACCEPTANCE, CaseState.PUBLISHED: Clock.HANDLING}
"""Where a clock stands still and will run on."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A step of a case as far as its clocks are concerned.

    Args:
        act: the step.
        state: where it led.
        day: when.
        publicity_ends_on: of a 公示, its last day where it is known.
    """

    act: Act
    state: CaseState
    day: date
    publicity_ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """One clock of a case.

    Args:
        clock: what is waited for.
        round: grows where a case is taken up anew after an appeal.
        limit: working days; None where none is set.
        began_on: the day of the step that started it.
        due_on: the last day; None without a limit, while it stands still, or where a calendar is missing.
        waits_for: the year whose calendar is not published; None where none is missing.
        used: working days used so far while it ran; None where a calendar is missing.
        stopped_on: since when it stands still; None where it does not.
        ended_on: when what was waited for came.
    """

    clock: Clock
    round: int
    limit: int | None
    began_on: date
    due_on: date | None = None
    waits_for: int | None = None
    used: int | None = None
    stopped_on: date | None = None
    ended_on: date | None = None

    @property
    def running(self) -> bool:
        """Whether it runs."""
        return self.ended_on is None and self.stopped_on is None

    def overdue(self, today: date) -> bool:
        """Whether the limit has passed, or had when it ended or was stopped."""
        overrun = self.limit is not None and self.used is not None and self.used > self.limit
        return overrun or (self.due_on is not None and (self.ended_on or today) > self.due_on)

    @property
    def due_label(self) -> str:
        """When it is due, in words."""
        if self.limit is None:
            return "未设时限"
        if self.waits_for is not None:
            return f"待历法公布（{self.waits_for}年节假日安排尚未公布）"
        return "计时中止" if self.due_on is None else f"{self.due_on}（{self.limit}个工作日）"


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch in which a clock runs; the first day does not count, the last one does."""

    clock: Clock
    round: int
    first: date
    last: date | None
    stopped: bool
    due: date | None = None


def stages(
    history: Sequence[Moved], limits: Mapping[Clock, int | None], calendar: WorkingCalendar, *, today: date
) -> tuple[Stage, ...]:
    """All clocks of a case, in the order in which they began.

    Args:
        history: its steps, the oldest first.
        limits: working days of each clock; None or left out: no limit.
        calendar: which days are worked.
        today: the day; what begins later has not begun.
    """
    grouped: dict[tuple[Clock, int], list[_Run]] = {}
    for run in _runs(history, today):
        grouped.setdefault((run.clock, run.round), []).append(run)
    closed = bool(history) and history[-1].state.closed
    found = (_stage(runs, limits.get(clock), calendar) for (clock, _), runs in grouped.items())
    return tuple(
        replace(one, ended_on=one.stopped_on, stopped_on=None) if closed and one.stopped_on else one for one in found
    )


def _runs(history: Sequence[Moved], today: date) -> Iterator[_Run]:
    rounds = 1
    for place, step in enumerate(history):
        following = history[place + 1] if place + 1 < len(history) else None
        rounds += step.act is Act.OVERTURN
        last = following.day if following else None
        if step.state is CaseState.PUBLISHED:
            yield from _publicity(step, following, rounds, today)
        elif step.state in RUNS:
            stopped = following is not None and STOPPED_IN.get(following.state) is RUNS[step.state]
            yield _Run(RUNS[step.state], rounds, step.day, last, stopped)


def _publicity(step: Moved, following: Moved | None, rounds: int, today: date) -> Iterator[_Run]:
    """公示, and after its last day the department's clock again."""
    last, ends = following.day if following else None, step.publicity_ends_on
    over = ends is not None and ends < (last or today)
    yield _Run(Clock.PUBLICITY, rounds, step.day, ends if over else last, False, ends)
    again = following is not None and following.state is CaseState.PUBLISHED
    if over and ends is not None:
        yield _Run(Clock.HANDLING, rounds, ends, last, again)
    elif following is not None:
        yield _Run(Clock.HANDLING, rounds, following.day, following.day, again)


def _stage(runs: list[_Run], limit: int | None, calendar: WorkingCalendar) -> Stage:
    first, last = runs[0], runs[-1]
    stopped = last.last if last.stopped else None
    ended = None if last.stopped else last.last
    used = _sum(calendar.working_days_between(run.first, run.last) for run in runs[:-1] if run.last is not None)
    due = last.due or _due(used, limit, last.first, calendar)
    whole = used if last.last is None else _sum([used, calendar.working_days_between(last.first, last.last)])
    return Stage(
        last.clock, last.round, limit, first.first,
        due_on=None if stopped is not None or isinstance(due, NotPublished) else due,
        waits_for=due.year if isinstance(due, NotPublished) and stopped is None else None,
        used=None if isinstance(whole, NotPublished) else whole, stopped_on=stopped, ended_on=ended,
    )  # fmt: skip


def _due(
    used: int | NotPublished, limit: int | None, since: date, calendar: WorkingCalendar
) -> date | NotPublished | None:
    """The last day of a limit of which some days are used; what was overrun before a stop stays overrun."""
    if limit is None:
        return None
    if isinstance(used, NotPublished):
        return used
    return calendar.working_days_after(since, limit - used) if limit > used else since


def _sum(counts: Iterable[int | NotPublished]) -> int | NotPublished:
    total = 0
    for count in counts:
        if isinstance(count, NotPublished):
            return count
        total += count
    return total


def current(found: Iterable[Stage]) -> Stage | None:
    """The clock that runs now; None where none does."""
    return next((stage for stage in reversed(tuple(found)) if stage.running), None)
