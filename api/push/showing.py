"""Rows of pushing as they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from api.push.schemas import (
    ChannelState,
    MessageShown,
    OutboxShown,
    QuietHours,
    SubscriptionShown,
    TargetShown,
    TaskShown,
    TickShown,
    ToldShown,
)  # fmt: skip
from api.shapes import Coded
from policymatch.push.messages import Told
from policymatch.push.outbox import State
from policymatch.push.subscriptions import INBOX, Pace, Subscription
from policymatch.store.tables_push import InboxEntry, OutboxMessage, PeriodicRun, PushTick

PACES = {Pace.AT_ONCE: "即时", Pace.DAILY: "每日汇总", Pace.WEEKLY: "每周汇总"}


def show_subscription(
    found: Subscription, available: Iterable[str], *, fresh: Mapping[str, str] | None = None
) -> SubscriptionShown:
    """A subscription; ``fresh`` has the secrets that are new."""
    return SubscriptionShown(
        credit_code=found.subject, revision=found.revision, themes=sorted(found.themes), levels=sorted(found.levels),
        channels={
            name: TargetShown(address=target.address, has_secret=bool(target.secret), secret=(fresh or {}).get(name))
            for name, target in found.channels.items()
        },
        available=[name for name in available if name != INBOX], pace=Coded(code=str(found.pace), label=PACES[found.pace]), hour=found.hour,
        quiet=QuietHours(begins=found.quiet[0], ends=found.quiet[1]) if found.quiet else None, per_day=found.per_day,
        possible=found.possible, opted_out=found.opted_out,
    )  # fmt: skip


def show_message(row: InboxEntry) -> MessageShown:
    """A message of the inbox."""
    return MessageShown(id=row.id, at=row.at, title=row.title, body=row.body, read_at=row.read_at)


def show_outbox(row: OutboxMessage) -> OutboxShown:
    """A message on its way."""
    state = State(row.state)
    return OutboxShown(
        id=row.id, credit_code=row.subject, channel=row.channel, state=Coded(code=str(state), label=state.label), attempts=row.attempts,
        created_at=row.created_at, due_at=row.due_at, sent_at=row.sent_at, delivered_at=row.delivered_at, read_at=row.read_at,
        reason=row.reason,
    )  # fmt: skip


def show_told(told: Told, *, whole: bool) -> ToldShown:
    """A change; its cause may hold data of the enterprise."""
    return ToldShown(
        kind=Coded(code=str(told.kind), label=told.kind.label), item=told.key, name=told.name, policy_title=told.title, amount=told.amount,
        closes_on=told.closes_on, trigger=Coded(code=str(told.trigger), label=told.trigger.label), cause=told.cause if whole else None,
    )  # fmt: skip


def show_channel(name: str, numbers: Mapping[str, int], *, enabled: bool) -> ChannelState:
    """How many messages of a channel stand where."""
    return ChannelState(channel=name, enabled=enabled, **{str(state): numbers.get(state, 0) for state in State})


def show_tick(row: PushTick) -> TickShown:
    """A look at what changed."""
    assert row.id is not None
    return TickShown(
        number=row.id, as_of=row.as_of, state=row.state, started_at=row.started_at, enterprises=row.looked_at, changes=row.changes,
        messages=row.messages,
    )  # fmt: skip


def show_task(row: PeriodicRun) -> TaskShown:
    """A task that comes round."""
    return TaskShown(name=row.name, ran_at=row.ran_at, due_at=row.due_at, failed=row.failed, said=row.said)
