"""Tables of telling enterprises: what matched at the last tick, what changed, what is to be sent, what became of it.

Amounts are whole 分 here, so that millions of rows stay small; verdicts are places in ``push.changes.CODES``.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, SmallInteger, String, Text
from sqlmodel import Field, SQLModel

from policymatch.store.columns import Instant


class PeriodicRun(SQLModel, table=True):
    """A task that comes round: when it is due next, who is at it, and until when the others wait for him."""

    __tablename__ = "periodic_run"

    name: str = Field(primary_key=True)
    due_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    ran_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    holder: str | None = None
    held_until: datetime | None = Field(default=None, sa_column=Column(Instant))
    said: str = Field(default="", sa_column=Column(Text, nullable=False))
    failed: bool = False


class PushTick(SQLModel, table=True):
    """One look at what changed since the one before.

    ``data_mark`` is the last delivery that it has taken note of, ``state_mark`` the number of changes without a delivery.
    """

    __tablename__ = "push_tick"

    id: int | None = Field(default=None, primary_key=True)
    as_of: date
    state: str = "running"
    data_mark: int = 0
    state_mark: int = 0
    started_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    ended_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    looked_at: int = 0
    changes: int = 0
    messages: int = 0


class FollowedItem(SQLModel, table=True):
    """An item that is or was matched, by a small number; as it stood at the last tick. ``digest`` is empty until then."""

    __tablename__ = "followed_item"

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    policy_id: str = Field(index=True)
    version: int
    item_id: str
    name: str
    title: str = Field(sa_column=Column(Text, nullable=False))
    region: str | None = None
    themes: str = Field(default="[]", sa_column=Column(Text, nullable=False))
    opens_on: date | None = None
    closes_on: date | None = None
    digest: str = ""
    governs: bool = True


class MatchState(SQLModel, table=True):
    """What an item meant to an enterprise at the last tick; no row: 不符合. ``high`` is None where nothing bounds it.

    ``told`` says that the enterprise was last told 符合 and nothing else since: a list that merely got old takes 符合 back
    without a word, and its next delivery gives it back without one.
    """

    __tablename__ = "match_state"
    __table_args__ = (Index("ix_match_state_item", "item", "verdict"),)

    subject: str = Field(primary_key=True)
    item: int = Field(sa_column=Column(Integer, ForeignKey("followed_item.id"), primary_key=True, autoincrement=False))
    verdict: int = Field(sa_column=Column(SmallInteger, nullable=False))
    low: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))
    high: int | None = Field(default=None, sa_column=Column(BigInteger))
    told: bool = False


class MatchChange(SQLModel, table=True):
    """What changed for an enterprise and matters to it, with the cause in one sentence.

    ``once`` names what is said one time only (a reminder of a day); None where the match state itself sees to that.
    """

    __tablename__ = "match_change"
    __table_args__ = (Index("ix_match_change_subject", "subject"), Index("ix_match_change_item", "item"))

    id: int | None = Field(default=None, primary_key=True)
    tick: int = Field(foreign_key="push_tick.id")
    subject: str
    item: int = Field(foreign_key="followed_item.id")
    kind: str
    before: int | None = Field(default=None, sa_column=Column(SmallInteger))
    after: int | None = Field(default=None, sa_column=Column(SmallInteger))
    low: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))
    high: int | None = Field(default=None, sa_column=Column(BigInteger))
    closes_on: date | None = None
    version: int
    trigger: str
    cause: str = Field(sa_column=Column(Text, nullable=False))
    once: str | None = Field(default=None, unique=True)
    receipt: str | None = None


class Subscription(SQLModel, table=True):
    """What an enterprise wants to be told, and how; no row: everything, in the inbox alone.

    ``themes``, ``levels`` (JSON lists; empty: all) choose; ``channels`` (JSON) has an address a channel, and secrets.
    """

    __tablename__ = "subscription"

    subject: str = Field(primary_key=True)
    revision: int = 1
    themes: str = Field(default="[]", sa_column=Column(Text, nullable=False))
    levels: str = Field(default="[]", sa_column=Column(Text, nullable=False))
    channels: str = Field(default="{}", sa_column=Column(Text, nullable=False))
    pace: str = "at_once"
    hour: int = 9
    quiet_from: int | None = None
    quiet_to: int | None = None
    per_day: int = 3
    possible: bool = False
    opted_out: bool = False
    updated_at: datetime = Field(sa_column=Column(Instant, nullable=False))


class OutboxMessage(SQLModel, table=True):
    """One message on one channel, to be sent surely once; its id is what receivers know it by.

    ``due_at`` is when it may be taken next: its time, the end of a pause after a failure, or of the lease of who has it.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_due", "state", "due_at"),
        Index("ix_outbox_subject", "subject", "state"),
    )

    id: str = Field(primary_key=True)
    subject: str
    channel: str
    state: str = "waiting"
    urgent: bool = False
    attempts: int = Field(default=0, sa_column=Column(SmallInteger, nullable=False))
    created_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    due_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    holder: str | None = None
    sent_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    delivered_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    read_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    reference: str = Field(default="", sa_column=Column(Text, nullable=False))
    reason: str = Field(default="", sa_column=Column(Text, nullable=False))


class OutboxChange(SQLModel, table=True):
    """Which changes a message tells of."""

    __tablename__ = "outbox_change"
    __table_args__ = (Index("ix_outbox_change_change", "change"),)

    message: str = Field(foreign_key="outbox.id", primary_key=True)
    change: int = Field(sa_column=Column(Integer, ForeignKey("match_change.id"), primary_key=True, autoincrement=False))


class InboxEntry(SQLModel, table=True):
    """A message as the enterprise finds it when it looks; one row a message, whoever tries to put it there again."""

    __tablename__ = "inbox"
    __table_args__ = (Index("ix_inbox_subject", "subject", "at"),)

    id: str = Field(sa_column=Column(String, ForeignKey("outbox.id"), primary_key=True))
    subject: str
    title: str
    body: str = Field(sa_column=Column(Text, nullable=False))
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    read_at: datetime | None = Field(default=None, sa_column=Column(Instant))


class PushReceipt(SQLModel, table=True):
    """What a channel said of a message after it was handed over, or why an attempt failed; the same word twice is one row."""

    __tablename__ = "push_receipt"
    __table_args__ = (Index("ux_push_receipt", "message", "kind", "reference", unique=True),)

    id: int | None = Field(default=None, primary_key=True)
    message: str = Field(foreign_key="outbox.id")
    kind: str
    reference: str
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    detail: str = Field(default="", sa_column=Column(Text, nullable=False))


class PastMessage(SQLModel, table=True):
    """What is kept of a message that was sent long ago and has left the outbox: whom it reached, when, and that it was read."""

    __tablename__ = "past_message"

    id: str = Field(primary_key=True)
    subject: str
    channel: str
    attempts: int = Field(sa_column=Column(SmallInteger, nullable=False))
    created_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    sent_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    delivered_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    read_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    reference: str = Field(default="", sa_column=Column(Text, nullable=False))


class PastChange(SQLModel, table=True):
    """Which changes it told of."""

    __tablename__ = "past_change"
    __table_args__ = (Index("ix_past_change_change", "change"),)

    message: str = Field(foreign_key="past_message.id", primary_key=True)
    change: int = Field(sa_column=Column(Integer, ForeignKey("match_change.id"), primary_key=True, autoincrement=False))


class ChannelPace(SQLModel, table=True):
    """When a channel that may only be used so often is free again, for all workers together."""

    __tablename__ = "channel_pace"

    channel: str = Field(primary_key=True)
    free_at: datetime = Field(sa_column=Column(Instant, nullable=False))
