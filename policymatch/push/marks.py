"""How far the last look went: its day, and the deliveries that it had taken note of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import text
from sqlmodel import Session, col, select

from policymatch.profiles.specfiles import read_spec
from policymatch.store.tables_push import PushTick


@dataclass(frozen=True, slots=True)
class Last:
    """How far a look went; None and 0 where there was none.

    Args:
        as_of: its day.
        mark: the last delivery it knew.
        changes: the number of changes to shared data that no delivery tells of.
    """

    as_of: date | None
    mark: int
    changes: int = 0


def last_tick(session: Session) -> PushTick | None:
    """The last tick that came to its end; None where none did."""
    wanted = select(PushTick).where(PushTick.state == "done").order_by(col(PushTick.id).desc()).limit(1)
    return session.exec(wanted).first()


def last_look(session: Session) -> Last:
    """How far the last tick went."""
    row = last_tick(session)
    return Last(row.as_of, row.data_mark, row.state_mark) if row else Last(None, 0)


def data_mark(session: Session) -> int:
    """The last delivery before any that is still coming in: what comes after it is looked at again."""
    wanted = (
        "SELECT coalesce((SELECT min(id) - 1 FROM delivery WHERE state <> 'done'), (SELECT max(id) FROM delivery), 0)"
    )
    return int(session.connection().execute(text(wanted)).scalar_one())


def other_changes(session: Session) -> int:
    """How often shared data changed otherwise than by a delivery."""
    return int(session.connection().execute(text("SELECT coalesce(sum(number), 0) FROM data_state")).scalar_one())


def touched(session: Session, mark: int) -> list[str]:
    """The enterprises of which something came in since."""
    wanted = "SELECT DISTINCT subject FROM record WHERE batch > :mark OR ended_by > :mark ORDER BY subject"
    return list(session.connection().execute(text(wanted), {"mark": mark}).scalars())


def claims_came(session: Session, mark: int) -> bool:
    """Whether a list came that claims to be complete: then its silence says something new of everybody."""
    wanted = text("SELECT DISTINCT s.text FROM delivery d JOIN source_spec s ON s.id = d.spec WHERE d.id > :mark")
    texts = session.connection().execute(wanted, {"mark": mark}).scalars()
    return any(read_spec(content, where="已存的数据源说明").claims for content in texts)
