"""Work that comes round (a tick, a case's clock, a clean-up): one worker at a time does it, whoever is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import Engine
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, or_, select, update

from policymatch.errors import ConflictError
from policymatch.store.tables_push import PeriodicRun
from policymatch.store.transactions import writing

AGAIN = timedelta(minutes=5)
"""How soon a task that failed is tried again."""


@dataclass(frozen=True, slots=True)
class PeriodicTask:
    """Something to be done again and again.

    Args:
        name: stable; the book of runs is kept under it.
        work: does it at a moment and says in one line what was done; empty where nothing was.
        following: the moment of the next run, after one at the given moment.
        lease: for how long nobody else tries, should the worker die.
    """

    name: str
    work: Callable[[Engine, datetime], str]
    following: Callable[[datetime], datetime]
    lease: timedelta = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a run."""

    name: str
    said: str
    failed: bool = False


def every(pause: timedelta) -> Callable[[datetime], datetime]:
    """The next run a while after the last."""
    return lambda now: now + pause


@contextmanager
def held(engine: Engine, name: str, *, now: datetime, lease: timedelta) -> Iterator[str]:
    """Be the only one at something; given back at the end, and by itself when the lease runs out.

    Yields:
        The holder's mark, for ``still_held``.

    Raises:
        ConflictError: somebody else is at it.
    """
    mark = _take(engine, name, now=now, lease=lease, due=False)
    if mark is None:
        raise ConflictError(f"“{name}”正由另一进程进行", where=name, hint="等它结束后重试")
    try:
        yield mark
    finally:
        _write(engine, name, mark)


def still_held(session: Session, name: str, mark: str) -> None:
    """Check within a transaction that nobody has taken over meanwhile.

    Raises:
        ConflictError: the lease ran out, and somebody else is at it.
    """
    wanted = select(PeriodicRun).where(PeriodicRun.name == name, PeriodicRun.holder == mark).with_for_update()
    if session.exec(wanted).first() is None:
        raise ConflictError("已由另一进程接手", where=name, hint="本进程未写入这一部分")


def run_due(engine: Engine, tasks: Sequence[PeriodicTask], clock: Callable[[], datetime]) -> list[Done]:
    """Do what is due, one task after the other; a task that fails is noted and tried again soon, the others go on."""
    return [done for task in tasks if (done := _run(engine, task, clock)) is not None]


def next_due(engine: Engine, tasks: Sequence[PeriodicTask]) -> datetime | None:
    """When the next task is due; None where one never ran: now."""
    with Session(engine) as session:
        rows = session.exec(select(PeriodicRun).where(col(PeriodicRun.name).in_([task.name for task in tasks])))
        known = [row.due_at for row in rows]
    return min((due for due in known if due), default=None) if len(known) == len(tasks) else None


def _run(engine: Engine, task: PeriodicTask, clock: Callable[[], datetime]) -> Done | None:
    now = clock()
    mark = _take(engine, task.name, now=now, lease=task.lease, due=True)
    if mark is None:
        return None
    try:
        done = Done(task.name, task.work(engine, now))
    except Exception as error:
        done = Done(task.name, str(error) or type(error).__name__, failed=True)
    due = now + AGAIN if done.failed else task.following(now)
    _write(engine, task.name, mark, ran_at=now, due_at=due, said=done.said[:2000], failed=done.failed)
    return done


def _write(engine: Engine, name: str, mark: str, **values: object) -> None:
    mine = (col(PeriodicRun.name) == name) & (col(PeriodicRun.holder) == mark)
    with writing(engine) as session:
        session.connection().execute(update(PeriodicRun).where(mine).values(holder=None, held_until=None, **values))


def _take(engine: Engine, name: str, *, now: datetime, lease: timedelta, due: bool) -> str | None:
    """Take something up where it is free (and due); the holder's mark, None where it is not."""
    mark = uuid4().hex
    with writing(engine) as session:
        _known(session, name)
        free = or_(col(PeriodicRun.holder).is_(None), col(PeriodicRun.held_until) < now)
        when = or_(col(PeriodicRun.due_at).is_(None), col(PeriodicRun.due_at) <= now) if due else free
        wanted = update(PeriodicRun).where(col(PeriodicRun.name) == name, free, when)
        taken = session.connection().execute(wanted.values(holder=mark, held_until=now + lease))
        return mark if taken.rowcount else None


def _known(session: Session, name: str) -> None:
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = {"name": name, "said": "", "failed": False}
    session.connection().execute(insert(PeriodicRun).values(row).on_conflict_do_nothing())
