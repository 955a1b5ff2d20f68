"""From changes to messages: who wants which of them, on what channel, when; joined to what waits already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, col, select

from policymatch.push.changes import Kind, State, Trigger
from policymatch.push.outbox import State as Standing
from policymatch.push.outbox import new_id, planned
from policymatch.push.subscriptions import INBOX, Subscription, subscriptions_of
from policymatch.push.timing import slot
from policymatch.store.tables_push import MatchChange, OutboxChange, OutboxMessage
from policymatch.store.transactions import local_day

_CHANGES: Any = MatchChange.__table__  # type: ignore[attr-defined]
URGENT_DAYS = 3
"""A deadline as near as this waits for no digest."""


@dataclass(frozen=True, slots=True)
class Found:
    """A change that matters, not yet written.

    Args:
        subject: the enterprise.
        item: the item's number.
        kind: what changed.
        before: the state then.
        after: the state now.
        closes_on: the last day of the window.
        version: of the policy.
        trigger: what made it change.
        cause: one sentence.
        themes: of the item.
        level: of the policy.
        once: what is said one time only; None where the states see to that.
        receipt: of the answer it rests on; None where none was written.
    """

    subject: str
    item: int
    kind: Kind
    before: State
    after: State
    closes_on: date | None
    version: int
    trigger: Trigger
    cause: str
    themes: tuple[str, ...] = ()
    level: str = "country"
    once: str | None = None
    receipt: str | None = None

    def values(self, tick: int) -> dict[str, Any]:
        """The row."""
        return {
            "tick": tick, "subject": self.subject, "item": self.item, "kind": str(self.kind), "before": self.before.verdict,
            "after": self.after.verdict, "low": self.after.low, "high": self.after.high, "closes_on": self.closes_on,
            "version": self.version, "trigger": str(self.trigger), "cause": self.cause, "once": self.once, "receipt": self.receipt,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sending:
    """What a tick needs to write messages.

    Args:
        tick: its number.
        now: the moment.
        channels: those that are on.
        per_day: the operator's cap.
    """

    tick: int
    now: datetime
    channels: tuple[str, ...]
    per_day: int = 3


def wanted(found: Iterable[Found], subscriptions: Mapping[str, Subscription]) -> list[Found]:
    """The changes that somebody wants to be told."""
    kept = []
    for one in found:
        subscription = subscriptions[one.subject]
        asked = one.kind is not Kind.POSSIBLE or subscription.possible
        if asked and subscription.wants(one.themes, one.level):
            kept.append(one)
    return kept


def write(session: Session, found: Sequence[Found], sending: Sending) -> tuple[int, int]:
    """Write changes and the messages that tell of them; how many of each. What was said once before is left out."""
    if not found:
        return 0, 0
    subscriptions = subscriptions_of(session, {one.subject for one in found}, per_day=sending.per_day)
    fresh = _unsaid(session, wanted(found, subscriptions))
    if not fresh:
        return 0, 0
    numbers = _write_changes(session, fresh, sending.tick)
    by_subject: dict[str, list[tuple[Found, int]]] = defaultdict(list)
    for one, number in zip(fresh, numbers, strict=True):
        by_subject[one.subject].append((one, number))
    return len(fresh), _Desk(session, sending, subscriptions, by_subject).write()


def _unsaid(session: Session, found: Sequence[Found]) -> list[Found]:
    names = [one.once for one in found if one.once is not None]
    said: set[str | None] = set()
    for at in range(0, len(names), 500):
        said |= set(session.exec(select(MatchChange.once).where(col(MatchChange.once).in_(names[at : at + 500]))))
    return [one for one in found if one.once is None or one.once not in said]


def _write_changes(session: Session, found: Sequence[Found], tick: int) -> list[int]:
    made = insert(_CHANGES).returning(_CHANGES.c.id, sort_by_parameter_order=True)
    rows = session.connection().execute(made, [one.values(tick) for one in found])
    return [int(row[0]) for row in rows]


class _Desk:
    """Writes the messages of one transaction."""

    def __init__(
        self, session: Session, sending: Sending, subscriptions: Mapping[str, Subscription],
        changes: Mapping[str, Sequence[tuple[Found, int]]],
    ) -> None:  # fmt: skip
        self._session = session
        self._sending = sending
        self._subscriptions = subscriptions
        self._changes = changes
        outward = [subject for subject in changes if subscriptions[subject].outward]
        self._planned = planned(session, outward, since=sending.now - timedelta(days=1)) if outward else {}
        self._waiting = self._find_waiting(outward)
        self._messages: list[dict[str, Any]] = []
        self._links: list[dict[str, Any]] = []

    def write(self) -> int:
        for subject, changes in self._changes.items():
            subscription = self._subscriptions[subject]
            numbers = [number for _, number in changes]
            urgent = any(_is_urgent(one, local_day(self._sending.now)) for one, _ in changes)
            self._add(subject, INBOX, self._sending.now, urgent, numbers)
            for channel in subscription.outward:
                if channel in self._sending.channels:
                    self._plan(subscription, channel, urgent, numbers)
        connection = self._session.connection()
        if self._messages:
            connection.execute(insert(OutboxMessage), self._messages)
        connection.execute(insert(OutboxChange), self._links)
        return len(self._messages)

    def _plan(self, subscription: Subscription, channel: str, urgent: bool, numbers: Sequence[int]) -> None:
        now, place = self._sending.now, (subscription.subject, channel)
        by_day = self._planned.get(place, {})
        due = slot(subscription, now, urgent=urgent, planned=by_day)
        waiting = self._waiting.get(place, {})
        # A message that is already planned for a later time takes more in: it costs the enterprise no further one.
        later = slot(replace(subscription, per_day=10**9), now, urgent=urgent, planned={})
        joined = waiting.get(due) or waiting.get(later)
        if joined is None and due != later:
            joined = next(iter(waiting.values()), None)
        if joined is not None:
            self._links += [{"message": joined, "change": number} for number in numbers]
            return
        made = self._add(subscription.subject, channel, due, urgent, numbers)
        if due > now:
            self._waiting.setdefault(place, {})[due] = made
        counts = self._planned.setdefault(place, {})
        counts[local_day(due)] = counts.get(local_day(due), 0) + 1

    def _add(self, subject: str, channel: str, due: datetime, urgent: bool, numbers: Sequence[int]) -> str:
        made = new_id(self._sending.tick)
        self._messages.append({
            "id": made, "subject": subject, "channel": channel, "state": str(Standing.WAITING), "urgent": urgent, "attempts": 0,
            "created_at": self._sending.now, "due_at": due, "reference": "", "reason": "",
        })  # fmt: skip
        self._links += [{"message": made, "change": number} for number in numbers]
        return made

    def _find_waiting(self, subjects: Sequence[str]) -> dict[tuple[str, str], dict[datetime, str]]:
        """Messages that wait for a later time and were never tried; locked, so that none is sent while it is added to."""
        found: dict[tuple[str, str], dict[datetime, str]] = defaultdict(dict)
        for at in range(0, len(subjects), 500):
            listed = select(OutboxMessage).where(
                col(OutboxMessage.subject).in_(subjects[at : at + 500]), OutboxMessage.state == str(Standing.WAITING),
                OutboxMessage.attempts == 0, OutboxMessage.channel != INBOX, col(OutboxMessage.due_at) > self._sending.now,
            )  # fmt: skip
            for row in self._session.exec(listed.order_by(col(OutboxMessage.due_at)).with_for_update(skip_locked=True)):
                found[row.subject, row.channel][row.due_at] = row.id
        return found


def _is_urgent(found: Found, day: date) -> bool:
    return found.closes_on is not None and found.kind is not Kind.LOST and (found.closes_on - day).days <= URGENT_DAYS
