"""Changes out of the store, ready to be put into words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import RowMapping, select
from sqlmodel import Session

from policymatch.push.changes import Kind, Trigger
from policymatch.push.messages import Told
from policymatch.store.tables_push import FollowedItem, MatchChange, OutboxChange, PastChange

_ITEMS: Any = FollowedItem.__table__  # type: ignore[attr-defined]
_CHANGES: Any = MatchChange.__table__  # type: ignore[attr-defined]
_LINKS: Any = OutboxChange.__table__  # type: ignore[attr-defined]
_PAST_LINKS: Any = PastChange.__table__  # type: ignore[attr-defined]
AT_ONCE = 500
_COLUMNS = (
    *(_CHANGES.c[name] for name in ("kind", "before", "after", "low", "high", "closes_on", "trigger", "cause", "receipt")),
    *(_ITEMS.c[name] for name in ("key", "name", "title", "region")),
)  # fmt: skip


def told_by(session: Session, messages: Iterable[str]) -> dict[str, list[Told]]:
    """What messages in the outbox tell of, by message."""
    return _told_by(session, _LINKS.c, messages)


def told_long_ago(session: Session, message: str) -> list[Told]:
    """What a message that has left the outbox told of."""
    return _told_by(session, _PAST_LINKS.c, [message]).get(message, [])


def _told_by(session: Session, links: Any, messages: Iterable[str]) -> dict[str, list[Told]]:
    found: dict[str, list[Told]] = defaultdict(list)
    listed = list(messages)
    for at in range(0, len(listed), AT_ONCE):
        wanted = (
            select(links.message, *_COLUMNS)
            .join(_CHANGES, _CHANGES.c.id == links.change)
            .join(_ITEMS, _ITEMS.c.id == _CHANGES.c.item)
            .where(links.message.in_(listed[at : at + AT_ONCE]))
            .order_by(_CHANGES.c.id)
        )
        for row in session.connection().execute(wanted).mappings():
            found[row["message"]].append(_told(row))
    return found


def changes_of(session: Session, subject: str, *, limit: int = 100) -> list[Told]:
    """What changed for an enterprise, the latest first."""
    wanted = select(*_COLUMNS).join(_ITEMS, _ITEMS.c.id == _CHANGES.c.item).where(_CHANGES.c.subject == subject)
    rows = session.connection().execute(wanted.order_by(_CHANGES.c.id.desc()).limit(limit)).mappings()
    return [_told(row) for row in rows]


def _told(row: RowMapping) -> Told:
    return Told(
        Kind(row["kind"]), row["key"], row["name"], row["title"], row["region"], row["before"], row["after"], row["low"], row["high"],
        row["closes_on"], Trigger(row["trigger"]), row["cause"], row["receipt"],
    )  # fmt: skip
