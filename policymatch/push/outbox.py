"""The outbox: messages written with what they tell of, taken under a lease, noted as sent or tried again later."""

from __future__ import annotations

import random
import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import uuid4

from sqlalchemy import Engine, bindparam
from sqlalchemy import select as sa_select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, func, select, update

from policymatch.errors import NotFoundError
from policymatch.push.errors import DeliveryError
from policymatch.push.inbox import put
from policymatch.push.messages import Message
from policymatch.store.tables_push import ChannelPace, OutboxMessage, PushReceipt
from policymatch.store.transactions import local_day, writing

_OUTBOX: Any = OutboxMessage.__table__  # type: ignore[attr-defined]
LONGEST = timedelta(hours=6)
UNCERTAIN = "发送中断，不知对方是否已收到；该渠道不能识别重复，须由人决定是否重发"


class State(StrEnum):
    """Where a message stands."""

    WAITING = "waiting"
    LEASED = "leased"
    SENT = "sent"
    DEAD = "dead"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """In Chinese."""
        return LABELS[self]


LABELS = {
    State.WAITING: "待发送", State.LEASED: "发送中", State.SENT: "已发送", State.DEAD: "死信", State.CANCELLED: "已取消",
}  # fmt: skip
OPEN = (str(State.WAITING), str(State.LEASED))


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message that was taken.

    Args:
        id: its id.
        subject: the enterprise.
        channel: the channel.
        attempts: with this one.
        created_at: when it came to be.
        holder: the mark of who took it.
        broken_off: whether somebody had it before and never said what became of it.
    """

    id: str
    subject: str
    channel: str
    attempts: int
    created_at: datetime
    holder: str
    broken_off: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an attempt.

    Args:
        claimed: the message.
        at: when.
        reference: what the other side calls it.
        delivered: whether it certainly arrived.
        error: why it was not taken; None where it was.
        cancelled: why it is not sent at all; empty where it is.
        released: that it was not even tried, and anybody may take it now.
        message: what it said; for the inbox, where it is kept.
        receipts: of the answers that it told.
    """

    claimed: Claimed
    at: datetime
    reference: str = ""
    delivered: bool = False
    error: DeliveryError | None = None
    cancelled: str = ""
    released: bool = False
    message: Message | None = None
    receipts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Patience:
    """How often and when to try again.

    Args:
        attempts: at most.
        first: seconds after the first failure; doubled each time, at most six hours.
    """

    attempts: int = 10
    first: float = 30.0

    def pause(self, attempts: int, chance: random.Random, *, asked: float | None = None) -> timedelta:
        """How long to wait after so many attempts: between half and one and a half of the doubled pause, and as asked."""
        doubled = min(self.first * 2.0 ** min(attempts - 1, 30), LONGEST.total_seconds())
        return timedelta(seconds=max(doubled * chance.uniform(0.5, 1.5), min(asked or 0.0, LONGEST.total_seconds())))


def new_id(number: int) -> str:
    """An id that nobody can guess, and that sorts by tick."""
    return f"m{number:08x}{secrets.token_hex(12)}"


def claim(
    engine: Engine, channels: Iterable[str], *, now: datetime, lease: timedelta, limit: int, rates: Mapping[str, int] | None = None
) -> list[Claimed]:  # fmt: skip
    """Take what is due: those waiting, and those whose holder has not been heard of for the length of his lease.

    On PostgreSQL rows that another worker is just taking are passed over; on SQLite one writer works at a time.

    Args:
        engine: the store.
        channels: of these channels.
        now: the moment.
        lease: for how long nobody else takes them.
        limit: at most so many.
        rates: messages a minute by channel, for all workers together; a channel not named has no limit.
    """
    free, limited = _split(channels, rates or {})
    found: list[Claimed] = []
    with writing(engine) as session:
        for channel in limited:
            room = _room(session, channel, (rates or {})[channel], now, limit)
            taken = _take(session, [channel], now, lease, room) if room else []
            if taken:
                _spend(session, channel, (rates or {})[channel], now, len(taken))
            found += taken
        if free and len(found) < limit:
            found += _take(session, free, now, lease, limit - len(found))
    return found


def _split(channels: Iterable[str], rates: Mapping[str, int]) -> tuple[list[str], list[str]]:
    listed = list(channels)
    return [name for name in listed if name not in rates], [name for name in listed if name in rates]


def _take(session: Session, channels: Sequence[str], now: datetime, lease: timedelta, most: int) -> list[Claimed]:
    columns = (getattr(_OUTBOX.c, name) for name in ("id", "subject", "channel", "attempts", "created_at", "state"))
    due = (
        sa_select(*columns)
        .where(_OUTBOX.c.state.in_(OPEN), _OUTBOX.c.due_at <= now, _OUTBOX.c.channel.in_(channels))
        .order_by(_OUTBOX.c.due_at)
        .limit(most)
    )
    # SQLite has one writer at a time and knows no row locks: the words are left out there.
    rows = list(session.connection().execute(due.with_for_update(skip_locked=True)))
    if not rows:
        return []
    holder = uuid4().hex
    mine = update(OutboxMessage).where(col(OutboxMessage.id).in_([row[0] for row in rows]))
    values = {
        "state": str(State.LEASED),
        "holder": holder,
        "due_at": now + lease,
        "attempts": col(OutboxMessage.attempts) + 1,
    }
    session.connection().execute(mine.values(values))
    return [Claimed(row[0], row[1], row[2], row[3] + 1, row[4], holder, row[5] == State.LEASED) for row in rows]


def _room(session: Session, channel: str, rate: int, now: datetime, limit: int) -> int:
    """How many messages a channel may take now: what a minute allows, less what it was given before."""
    _known(session, channel, now)
    row = session.exec(select(ChannelPace).where(ChannelPace.channel == channel).with_for_update()).one()
    ahead = max(0.0, (row.free_at - now).total_seconds())
    return max(0, min(limit, int((60.0 - ahead) * rate / 60.0)))


def _known(session: Session, channel: str, now: datetime) -> None:
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.connection().execute(insert(ChannelPace).values(channel=channel, free_at=now).on_conflict_do_nothing())


def _spend(session: Session, channel: str, rate: int, now: datetime, count: int) -> None:
    row = session.get_one(ChannelPace, channel)
    row.free_at = max(row.free_at, now) + timedelta(seconds=count * 60.0 / rate)
    session.add(row)
    session.flush()


def finish(session: Session, outcomes: Sequence[Outcome], *, patience: Patience, chance: random.Random) -> None:
    """Note what became of attempts: in one transaction with the inbox rows that some of them are.

    That a message was taken is noted whoever holds it by now; that it was not, only while nobody else has it.
    """
    sent = [one for one in outcomes if one.error is None and not one.cancelled and not one.released]
    put(session, [(one.claimed, one.message, one.at) for one in sent if one.message is not None])
    _note_sent(session, sent)
    for one in outcomes:
        if one.cancelled:
            _change(session, one, State.CANCELLED, reason=one.cancelled)
        elif one.released:
            _change(session, one, State.WAITING, attempts=one.claimed.attempts - 1, due_at=one.at)
        elif one.error is not None:
            _note_failed(session, one, one.error, patience, chance)


def _note_sent(session: Session, sent: Sequence[Outcome]) -> None:
    """Those of which the same is to be noted in one statement, the others in one go."""
    alike: dict[tuple[datetime, str, bool], list[str]] = defaultdict(list)
    for one in sent:
        alike[one.at, one.reference, one.delivered].append(one.claimed.id)
    for (at, reference, delivered), ids in alike.items():
        if len(ids) > 1:
            _note_alike(session, ids, at, reference, delivered)
    _note_singly(session, [one for one in sent if len(alike[one.at, one.reference, one.delivered]) == 1])


def _note_alike(session: Session, ids: Sequence[str], at: datetime, reference: str, delivered: bool) -> None:
    table = _OUTBOX.c
    values: dict[str, Any] = {
        "state": str(State.SENT),
        "holder": None,
        "sent_at": at,
        "reference": reference,
        "reason": "",
    }
    if delivered:
        values["delivered_at"] = func.coalesce(table.delivered_at, at)
    wanted = _OUTBOX.update().where(table.id.in_(ids), table.state != str(State.SENT))
    session.connection().execute(wanted.values(values))


def _note_singly(session: Session, sent: Sequence[Outcome]) -> None:
    if not sent:
        return
    wanted = (
        _OUTBOX.update()
        .where(_OUTBOX.c.id == bindparam("b_id"), _OUTBOX.c.state != str(State.SENT))
        .values(
            state=str(State.SENT), holder=None, sent_at=bindparam("b_at"), reference=bindparam("b_reference"), reason="",
            delivered_at=func.coalesce(_OUTBOX.c.delivered_at, bindparam("b_delivered", type_=_OUTBOX.c.delivered_at.type)),
        )
    )  # fmt: skip
    rows = [
        {"b_id": one.claimed.id, "b_at": one.at, "b_reference": one.reference, "b_delivered": one.at if one.delivered else None}
        for one in sent
    ]  # fmt: skip
    session.connection().execute(wanted, rows)


def _note_failed(
    session: Session, outcome: Outcome, error: DeliveryError, patience: Patience, chance: random.Random
) -> None:
    claimed = outcome.claimed
    said = str(error)[:1000]
    log(session, claimed.id, "failed", f"第{claimed.attempts}次", at=outcome.at, detail=said)
    if error.permanent or claimed.attempts >= patience.attempts:
        _change(session, outcome, State.DEAD, reason=said)
        return
    due = outcome.at + patience.pause(claimed.attempts, chance, asked=error.retry_after)
    _change(session, outcome, State.WAITING, reason=said, due_at=due)


def _change(session: Session, outcome: Outcome, state: State, **values: Any) -> None:
    mine = (col(OutboxMessage.id) == outcome.claimed.id) & (col(OutboxMessage.holder) == outcome.claimed.holder)
    wanted = update(OutboxMessage).where(mine, col(OutboxMessage.state) == str(State.LEASED))
    session.connection().execute(wanted.values(state=str(state), holder=None, **values))


def log(session: Session, message: str, kind: str, reference: str, *, at: datetime, detail: str = "") -> bool:
    """Write down what was said of a message; whether that is new."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = {"message": message, "kind": kind, "reference": reference[:200], "at": at, "detail": detail[:1000]}
    made = insert(PushReceipt).values(row).on_conflict_do_nothing().returning(col(PushReceipt.id))
    return session.connection().execute(made).first() is not None


def requeue(session: Session, *, ids: Iterable[str] | None = None, channel: str | None = None, now: datetime) -> int:
    """Send dead letters anew, from the first attempt on; how many.

    Args:
        session: a writing session.
        ids: these; None for all.
        channel: of this channel alone; None for all.
        now: when.

    Raises:
        NotFoundError: one of the ids is no dead letter.
    """
    wanted = update(OutboxMessage).where(col(OutboxMessage.state) == str(State.DEAD))
    listed = None if ids is None else sorted(set(ids))
    if listed is not None:
        wanted = wanted.where(col(OutboxMessage.id).in_(listed))
    if channel is not None:
        wanted = wanted.where(col(OutboxMessage.channel) == channel)
    values = {"state": str(State.WAITING), "attempts": 0, "due_at": now, "holder": None}
    done = int(session.connection().execute(wanted.values(values)).rowcount)
    if listed is not None and done != len(listed):
        raise NotFoundError("有的编号不是死信", where="、".join(listed[:3]), hint="用 policymatch outbox dead 查看")
    return done


def list_messages(
    session: Session, *, state: State | None = None, channel: str | None = None, subject: str | None = None, start: int = 0, size: int = 50
) -> list[OutboxMessage]:  # fmt: skip
    """Messages, the newest first."""
    wanted = select(OutboxMessage).order_by(col(OutboxMessage.created_at).desc(), col(OutboxMessage.id))
    for column, value in (
        (OutboxMessage.state, state),
        (OutboxMessage.channel, channel),
        (OutboxMessage.subject, subject),
    ):
        if value is not None:
            wanted = wanted.where(col(column) == str(value))
    return list(session.exec(wanted.offset(start).limit(size)))


def counts(session: Session) -> dict[str, dict[str, int]]:
    """How many messages of each state, by channel."""
    wanted = select(OutboxMessage.channel, OutboxMessage.state, func.count()).group_by(
        OutboxMessage.channel, OutboxMessage.state
    )
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for channel, state, number in session.exec(wanted):
        found[channel][state] = int(number)
    return dict(found)


def oldest_due(session: Session, now: datetime) -> datetime | None:
    """Since when the oldest message that is due waits; None where none does."""
    wanted = select(func.min(OutboxMessage.due_at)).where(
        OutboxMessage.state == str(State.WAITING), col(OutboxMessage.due_at) <= now
    )
    return session.exec(wanted).one()


def planned(session: Session, subjects: Sequence[str], *, since: datetime) -> dict[tuple[str, str], dict[date, int]]:
    """How many messages went out or are to go out, by enterprise and channel and day; of the inbox none are counted."""
    found: dict[tuple[str, str], dict[date, int]] = defaultdict(lambda: defaultdict(int))
    table = _OUTBOX.c
    wanted = sa_select(table.subject, table.channel, table.sent_at, table.due_at).where(
        table.subject.in_(subjects), table.channel != "inbox", table.state.in_((*OPEN, str(State.SENT))), table.due_at >= since
    )  # fmt: skip
    for subject, channel, sent_at, due_at in session.connection().execute(wanted):
        found[subject, channel][local_day(sent_at or due_at)] += 1
    return found
