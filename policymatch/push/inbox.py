"""The inbox: messages as the enterprise finds them; each is there once, and reading it is noted once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, func, select

from policymatch.errors import NotFoundError
from policymatch.push.messages import Message
from policymatch.store.tables_push import InboxEntry, OutboxMessage


class Addressed(Protocol):
    """A message with its enterprise."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def subject(self) -> str:
        """The enterprise."""


@dataclass(frozen=True, slots=True)
class InboxPart:
    """A part of an inbox.

    Args:
        entries: the newest first.
        total: how many there are.
        unread: how many of them are unread.
    """

    entries: tuple[InboxEntry, ...]
    total: int
    unread: int


def put(session: Session, messages: Sequence[tuple[Addressed, Message, datetime]]) -> None:
    """Put messages in; one that is there already stays as it is."""
    if not messages:
        return
    rows: list[dict[str, Any]] = [
        {"id": one.id, "subject": one.subject, "title": message.title, "body": message.text, "at": at}
        for one, message, at in messages
    ]
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.connection().execute(insert(InboxEntry).on_conflict_do_nothing(), rows)


def inbox(session: Session, subject: str, *, unread: bool = False, start: int = 0, size: int = 20) -> InboxPart:
    """The messages of an enterprise, the newest first.

    Args:
        session: any session.
        subject: its credit code.
        unread: only what was not read.
        start: how many to pass over.
        size: at most so many.
    """
    own = select(InboxEntry).where(InboxEntry.subject == subject)
    counted = select(func.count(), func.count(col(InboxEntry.read_at))).where(InboxEntry.subject == subject)
    total, read = session.exec(counted).one()
    listed = own.where(col(InboxEntry.read_at).is_(None)) if unread else own
    part = listed.order_by(col(InboxEntry.at).desc(), col(InboxEntry.id)).offset(start).limit(size)
    return InboxPart(tuple(session.exec(part)), total - read if unread else total, total - read)


def mark_read(session: Session, subject: str, message: str, *, now: datetime) -> InboxEntry:
    """Note that a message was read; the first time counts.

    Raises:
        NotFoundError: the enterprise has no such message.
    """
    entry = session.get(InboxEntry, message)
    if entry is None or entry.subject != subject:
        raise NotFoundError("没有这条消息", where=message[:80], hint="核对消息编号")
    if entry.read_at is None:
        entry.read_at = now
        session.add(entry)
        sent = session.get_one(OutboxMessage, message)
        sent.read_at = now
        session.add(sent)
        session.flush()
    return entry
