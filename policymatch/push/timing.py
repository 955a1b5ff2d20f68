"""When a message may go out: gathered or at once, never in quiet hours, not more than so many a day. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from policymatch.push.subscriptions import Pace, Subscription
from policymatch.store.transactions import CHINA, local_day

FURTHEST = 60
"""Days looked ahead; a cap below one message a day does not exist."""


def slot(subscription: Subscription, now: datetime, *, urgent: bool, planned: Mapping[date, int]) -> datetime:
    """The moment at which a message goes out.

    Args:
        subscription: what the enterprise wants.
        now: the moment.
        urgent: a deadline is near: it is neither gathered nor held back by the cap, but quiet hours stand.
        planned: messages of the channel by day that went out or are to go out.
    """
    if urgent:
        return awake(subscription, now)
    at = awake(subscription, _gathered(subscription, now))
    for _ in range(FURTHEST):
        if planned.get(local_day(at), 0) < subscription.per_day:
            return at
        tomorrow = local_day(at) + timedelta(days=1)
        weekly = subscription.pace is Pace.WEEKLY
        at = _gathered(subscription, _at_hour(tomorrow, 0)) if weekly else _at_hour(tomorrow, subscription.hour)
        at = awake(subscription, at)
    return at


def _gathered(subscription: Subscription, at: datetime) -> datetime:
    """The next time at which gathered messages go out; the moment itself where nothing is gathered."""
    if subscription.pace is Pace.AT_ONCE:
        return at
    day = local_day(at)
    if _at_hour(day, subscription.hour) <= at:
        day += timedelta(days=1)
    if subscription.pace is Pace.WEEKLY:
        day += timedelta(days=-day.weekday() % 7)
    return _at_hour(day, subscription.hour)


def awake(subscription: Subscription, at: datetime) -> datetime:
    """The moment, or the end of the quiet hours that it lies in."""
    if subscription.quiet is None:
        return at
    begins, ends = subscription.quiet
    local = at.astimezone(CHINA)
    if not _between(local.hour, begins, ends):
        return at
    day = local.date() + timedelta(days=1 if local.hour >= begins > ends else 0)
    return _at_hour(day, ends)


def _between(hour: int, begins: int, ends: int) -> bool:
    """Whether an hour lies in a stretch that may go over midnight; equal ends: nowhere."""
    return begins <= hour < ends if begins <= ends else hour >= begins or hour < ends


def _at_hour(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), CHINA)
