"""One transaction a request: everything that was asked for, or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta, timezone

from sqlalchemy import Connection, Engine, text
from sqlmodel import Session

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A session that writes: committed at the end, rolled back on any error.

    On SQLite the write lock is taken at once, so that what was read stays true until it is written.
    """
    with Session(engine.execution_options(writes=True), expire_on_commit=False) as session, session.begin():
        yield session


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session that reads the store as of one moment; what is changed in it is lost, what was read stays readable."""
    postgresql = engine.dialect.name == "postgresql"
    bind = engine.execution_options(isolation_level="REPEATABLE READ") if postgresql else engine
    with Session(bind, expire_on_commit=False) as session:
        try:
            yield session
        finally:
            session.expunge_all()
            session.rollback()


def take_turns(connection: Connection, matter: str) -> None:
    """Let one transaction at a time go on in a matter, until it ends; SQLite's write lock does it by itself.

    Args:
        connection: of the transaction.
        matter: what only one may do at once, such as ``audit`` or ``policy:<id>``.
    """
    if connection.dialect.name == "postgresql":
        key = int.from_bytes(hashlib.sha256(matter.encode()).digest()[:8], signed=True)
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})


def local_day(now: datetime) -> date:
    """The calendar day in China of a moment: the day on which something became known, is due, or expires.

    Raises:
        ValueError: the moment has no time zone.
    """
    if now.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return now.astimezone(CHINA).date()
