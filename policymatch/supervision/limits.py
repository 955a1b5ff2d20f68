"""时限: how departments keep their limits, and which cases are stuck with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from policymatch.applications.clocks import Clock
from policymatch.applications.flow import CaseState
from policymatch.supervision.scope import EVERYTHING, Scope, rows
from policymatch.vocabulary.calendars import NotPublished, WorkingCalendar

COUNTED = tuple(clock for clock in Clock if not clock.by_enterprise and clock is not Clock.PUBLICITY)
"""The clocks that departments are measured by; while a case is corrected, or shown to the public, they stand still."""
_CLOCKS = {"clocks": [str(one) for one in COUNTED]}
SOON = 3
"""Working days before a limit from which it is called near."""
IDLE = 10
"""Working days without a step after which a case is called stuck."""


@dataclass(frozen=True, slots=True)
class LimitFigures:
    """How one department keeps one limit.

    Args:
        department: who is waited for.
        clock: what for.
        running: limits that run now.
        soon: those of them that end within ``SOON`` working days.
        passed: those of them that have passed.
        unknown: those of them whose last day waits for a calendar, or that have no limit.
        ended: limits that came to an end.
        late: those of them that had passed by then.
        used: working days used by those that ended, altogether.
    """

    department: str
    clock: Clock
    running: int
    soon: int
    passed: int
    unknown: int
    ended: int
    late: int
    used: int

    @property
    def clock_label(self) -> str:
        """The limit in words."""
        return self.clock.label

    @property
    def mean_days(self) -> float | None:
        """Working days used on average; None where none ended."""
        return round(self.used / self.ended, 1) if self.ended else None

    @property
    def on_time(self) -> float | None:
        """The share of those ended that were in time; None where none ended."""
        return round(1 - self.late / self.ended, 4) if self.ended else None


_FIGURES = """
SELECT s.owner, s.clock,
  sum(CASE WHEN s.ended_on IS NULL AND s.stopped_on IS NULL THEN 1 ELSE 0 END),
  sum(CASE WHEN s.ended_on IS NULL AND s.stopped_on IS NULL AND s.due_on >= :day AND s.due_on <= :soon THEN 1 ELSE 0 END),
  sum(CASE WHEN s.ended_on IS NULL AND s.stopped_on IS NULL AND s.due_on < :day THEN 1 ELSE 0 END),
  sum(CASE WHEN s.ended_on IS NULL AND s.stopped_on IS NULL AND s.due_on IS NULL THEN 1 ELSE 0 END),
  sum(CASE WHEN s.ended_on IS NOT NULL THEN 1 ELSE 0 END),
  sum(CASE WHEN s.ended_on IS NOT NULL AND s.used_days > s.limit_days THEN 1 ELSE 0 END),
  sum(CASE WHEN s.ended_on IS NOT NULL THEN coalesce(s.used_days, 0) ELSE 0 END)
FROM case_stage s JOIN application_case c ON c.id = s.case_id
WHERE s.clock IN :clocks {more} GROUP BY s.owner, s.clock ORDER BY s.owner, s.clock
"""


def limits(session: Session, day: date, *, working: WorkingCalendar, scope: Scope = EVERYTHING) -> list[LimitFigures]:
    """How departments keep their limits, as the clocks were last run.

    Args:
        session: any session.
        day: the day.
        working: which days are worked.
        scope: whose figures.
    """
    more, lists = _where(scope)
    given = {"day": day, "soon": _soon(day, working), **({"policy": scope.policy_id} if scope.policy_id else {})}
    found = rows(session, _FIGURES.format(more=more), given, {**_CLOCKS, **lists})
    return [LimitFigures(row[0], Clock(row[1]), *map(int, row[2:])) for row in found]


def _soon(day: date, working: WorkingCalendar) -> date:
    """The last day that is near; without a calendar, a week."""
    found = working.working_days_after(day, SOON)
    return day + timedelta(days=7) if isinstance(found, NotPublished) else found


def _where(scope: Scope) -> tuple[str, dict[str, Any]]:
    parts = ["AND s.owner IN :owners"] if scope.departments is not None else []
    parts += ["AND c.policy_id = :policy"] if scope.policy_id else []
    return " ".join(parts), {"owners": scope.departments} if scope.departments is not None else {}


@dataclass(frozen=True, slots=True)
class StuckCase:
    """A case that is stuck with a department.

    Args:
        case_id: the case.
        number: as on paper.
        department: who is waited for.
        item: the item's name.
        enterprise: who applied.
        state: where it stands.
        clock: what is waited for.
        last_on: the day of its last step.
        idle: working days since; None without a calendar.
        due_on: the last day of its limit; None where there is none, or it is not known.
        over: working days past it; 0 where it has not passed, None without a calendar.
    """

    case_id: str
    number: str
    department: str
    item: str
    enterprise: str
    state: CaseState
    clock: Clock
    last_on: date
    idle: int | None
    due_on: date | None
    over: int | None

    @property
    def state_label(self) -> str:
        """The state in words."""
        return self.state.label

    @property
    def clock_label(self) -> str:
        """The limit in words."""
        return self.clock.label

    @property
    def passed(self) -> bool:
        """Whether its limit has passed."""
        return self.over is None or self.over > 0


_STUCK = """
SELECT c.id, c.number, s.owner, c.item_name, c.enterprise, c.state, s.clock,
  (SELECT max(e.day) FROM case_event e WHERE e.case_id = c.id) AS last_on, s.due_on
FROM case_stage s JOIN application_case c ON c.id = s.case_id
WHERE s.ended_on IS NULL AND s.stopped_on IS NULL AND s.clock IN :clocks {more}
ORDER BY CASE WHEN s.due_on IS NULL THEN 1 ELSE 0 END, s.due_on, c.number
"""


def stuck(
    session: Session, day: date, *, working: WorkingCalendar, idle: int = IDLE, scope: Scope = EVERYTHING
) -> Iterator[StuckCase]:
    """Cases with a department whose limit has passed, or that nobody touched for so many working days; the worst first."""
    more, lists = _where(scope)
    given = {"policy": scope.policy_id} if scope.policy_id else {}
    for row in rows(session, _STUCK.format(more=more), given, {**_CLOCKS, **lists}):
        one = _stuck(row, day, working)
        if (one.due_on is not None and one.due_on < day) or _idle(one, day, idle):
            yield one


def _stuck(row: Any, day: date, working: WorkingCalendar) -> StuckCase:
    last, due = _day(row[7]), _day(row[8])
    assert last is not None
    since = working.working_days_between(last, day)
    over = 0 if due is None or due >= day else working.working_days_between(due, day)
    return StuckCase(
        row[0], row[1], row[2], row[3], row[4], CaseState(row[5]), Clock(row[6]), last, None if isinstance(since, NotPublished) else since, due,
        None if isinstance(over, NotPublished) else over,
    )  # fmt: skip


def _idle(one: StuckCase, day: date, idle: int) -> bool:
    """Whether nobody touched it for so long; without a calendar, weeks are counted as five days."""
    return (one.idle if one.idle is not None else (day - one.last_on).days * 5 // 7) >= idle


def _day(value: object) -> date | None:
    """A day as drivers give it: SQLite has no type for it."""
    return date.fromisoformat(value) if isinstance(value, str) else value  # type: ignore[return-value]
