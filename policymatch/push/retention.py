"""Retention: messages sent long ago leave the outbox with their words; that they were sent, arrived and were read stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, delete, insert, select
from sqlmodel import Session

from policymatch.push.outbox import State
from policymatch.push.settings import LEAST_DAYS
from policymatch.store.tables_push import (
    InboxEntry,
    OutboxChange,
    OutboxMessage,
    PastChange,
    PastMessage,
    PushReceipt,
)
from policymatch.store.tables_supervision import OversightWarning
from policymatch.store.transactions import writing

_OUTBOX: Any = OutboxMessage.__table__.c  # type: ignore[attr-defined]
_PAST: Any = PastMessage.__table__.c  # type: ignore[attr-defined]
_LINKS: Any = OutboxChange.__table__.c  # type: ignore[attr-defined]
_INBOX: Any = InboxEntry.__table__.c  # type: ignore[attr-defined]
_SAID: Any = PushReceipt.__table__.c  # type: ignore[attr-defined]
_WARNINGS: Any = OversightWarning.__table__.c  # type: ignore[attr-defined]
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Pruned:
    """What left the outbox.

    Args:
        sent: messages that were sent; their receipts stay.
        cancelled: messages that were never sent.
    """

    sent: int = 0
    cancelled: int = 0

    @property
    def line(self) -> str:
        """In one line; empty where nothing left."""
        return f"移出早已发送的消息 {self.sent} 条、已取消的 {self.cancelled} 条" if self.sent or self.cancelled else ""


def prune(engine: Engine, *, now: datetime, keep: timedelta) -> Pruned:
    """Let go of messages that were sent or cancelled so long ago, with their words, a transaction a part.

    Dead letters stay until a person has decided, and what a warning of oversight refers to stays with it.

    Args:
        engine: the store.
        now: the moment.
        keep: how long they stay; at least 30 days.

    Raises:
        ValueError: a shorter time.
    """
    if keep < timedelta(days=LEAST_DAYS):
        raise ValueError(f"kept for {keep} only")
    sent = cancelled = 0
    while True:
        with writing(engine) as session:
            found = _old(session, now - keep)
            gone = [name for name, state in found if state == State.SENT]
            _keep_receipts(session, gone)
            _drop(session, [name for name, _ in found])
        sent += len(gone)
        cancelled += len(found) - len(gone)
        if len(found) < AT_ONCE:
            return Pruned(sent, cancelled)


def _old(session: Session, before: datetime) -> list[tuple[str, str]]:
    """Some messages that are past; those that somebody else is just letting go of are passed over."""
    referred = select(_WARNINGS.id).where(_WARNINGS.message == _OUTBOX.id).exists()
    wanted = (
        select(_OUTBOX.id, _OUTBOX.state)
        .where(_OUTBOX.state.in_((str(State.SENT), str(State.CANCELLED))), _OUTBOX.due_at < before, ~referred)
        .where((_OUTBOX.state == str(State.CANCELLED)) | (_OUTBOX.sent_at < before))
        .limit(AT_ONCE)
    )
    rows = session.connection().execute(wanted.with_for_update(skip_locked=True))
    return [(row[0], row[1]) for row in rows]


def _keep_receipts(session: Session, names: Sequence[str]) -> None:
    columns = [column.name for column in _PAST]
    kept = select(*(_OUTBOX[name] for name in columns)).where(_OUTBOX.id.in_(names))
    links = select(_LINKS.message, _LINKS.change).where(_LINKS.message.in_(names))
    connection = session.connection()
    connection.execute(insert(PastMessage).from_select(columns, kept))
    connection.execute(insert(PastChange).from_select(["message", "change"], links))


def _drop(session: Session, names: Sequence[str]) -> None:
    parts: tuple[tuple[type, Any], ...] = (
        (PushReceipt, _SAID.message), (InboxEntry, _INBOX.id), (OutboxChange, _LINKS.message), (OutboxMessage, _OUTBOX.id),
    )  # fmt: skip
    for table, column in parts:
        session.connection().execute(delete(table).where(column.in_(names)))
