"""Work that comes round (a tick, a case's clock, a clean-up): one worker at a time does it, whoever is there."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import Engine
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, or_, select, update

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
        lease: for how long nobody else tries, should the worker die; kept alive while it works.
    """

    name: str
    work: Callable[[Engine, datetime], str]
    following: Callable[[datetime], datetime]
    lease: timedelta = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a run."""

    name: str
    said: str
    failed: bool = False


def every(pause: timedelta) -> Callable[[datetime], datetime]:
    """The next run a while after the last."""
    return lambda now: now + pause


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
    mark = _take(engine, task, now)
    if mark is None:
        return None
    with _beating(engine, task, mark, clock):
        try:
            done = Done(task.name, task.work(engine, now))
        except Exception as error:
            done = Done(task.name, str(error) or type(error).__name__, failed=True)
    due = now + AGAIN if done.failed else task.following(now)
    values = {"holder": None, "held_until": None, "ran_at": now, "due_at": due}
    _write(engine, task.name, mark, **values, said=done.said[:2000], failed=done.failed)
    return done


@contextmanager
def _beating(engine: Engine, task: PeriodicTask, mark: str, clock: Callable[[], datetime]) -> Iterator[None]:
    """Keep the lease alive as long as this process is; should it die, the lease runs out soon."""
    ended = threading.Event()

    def beat() -> None:
        while not ended.wait(task.lease.total_seconds() / 3):
            with suppress(OperationalError):
                _write(engine, task.name, mark, held_until=clock() + task.lease)

    thread = threading.Thread(target=beat, name=f"lease {task.name}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _write(engine: Engine, name: str, mark: str, **values: object) -> None:
    mine = (col(PeriodicRun.name) == name) & (col(PeriodicRun.holder) == mark)
    with writing(engine) as session:
        session.connection().execute(update(PeriodicRun).where(mine).values(**values))


def _take(engine: Engine, task: PeriodicTask, now: datetime) -> str | None:
    """Take a task up where it is due and nobody is at it; the holder's mark, None where it is not."""
    mark = uuid4().hex
    with writing(engine) as session:
        _known(session, task.name)
        free = or_(col(PeriodicRun.holder).is_(None), col(PeriodicRun.held_until) < now)
        due = or_(col(PeriodicRun.due_at).is_(None), col(PeriodicRun.due_at) <= now)
        wanted = update(PeriodicRun).where(col(PeriodicRun.name) == task.name, free, due)
        taken = session.connection().execute(wanted.values(holder=mark, held_until=now + task.lease))
        return mark if taken.rowcount else None


def _known(session: Session, name: str) -> None:
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = {"name": name, "said": "", "failed": False}
    session.connection().execute(insert(PeriodicRun).values(row).on_conflict_do_nothing())
