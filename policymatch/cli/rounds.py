"""What comes round in a worker: every package's tasks, put together here; a new one is a line."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from policymatch.cli.home import last_day

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from policymatch.applications.periodic import Office
    from policymatch.push.settings import PushSettings
    from policymatch.push.ticking import TickRules
    from policymatch.store.periodic import PeriodicTask


def periodic_tasks(settings: PushSettings) -> tuple[PeriodicTask, ...]:
    """The tasks of a worker; other packages add theirs to the tuple."""
    from policymatch.store.periodic import PeriodicTask, every

    return (
        PeriodicTask(
            "push.tick", lambda engine, now: _tick(engine, now, settings), lambda now: next_tick(settings, now)
        ),
        PeriodicTask("store.tidy", _tidy, every(timedelta(days=1))),
        PeriodicTask("push.tidy", lambda engine, now: _prune(engine, now, settings), every(timedelta(days=1))),
        *_of_applications(settings),
        *_of_supervision(settings),
    )


def _of_supervision(settings: PushSettings) -> Iterator[PeriodicTask]:
    """Warnings every hour, after the clocks of cases; the segments of enterprises once a day."""
    from policymatch.store.periodic import PeriodicTask, every

    yield PeriodicTask(
        "supervision.warnings", lambda engine, now: _warn(settings, engine, now), every(timedelta(hours=1))
    )
    yield PeriodicTask(
        "supervision.segments",
        lambda engine, now: _segment(settings, engine, now),
        lambda now: next_day(settings, now),
    )


def _warn(settings: PushSettings, engine: Engine, now: datetime) -> str:
    from policymatch.supervision.warning import look_for_warnings

    working = office_of(settings).working
    return look_for_warnings(engine, now, day=day_of(settings, now), working=working, channels=settings.enabled)


def _segment(settings: PushSettings, engine: Engine, now: datetime) -> str:
    from policymatch.supervision.segments import refresh

    return f"已记 {refresh(engine, day=day_of(settings, now))} 家企业的注册地与规模"


def _of_applications(settings: PushSettings) -> Iterator[PeriodicTask]:
    """Clocks of cases every hour; offers, duties and left-over files once a day, at the hour of the daily tick."""
    from policymatch.applications.periodic import WORK, Work
    from policymatch.store.periodic import PeriodicTask

    def task(work: Work) -> Callable[[Engine, datetime], str]:
        return lambda engine, now: work(engine, now, office_of(settings))

    for name, work in WORK:
        hourly = name == "applications.cases"
        following = (lambda now: now + timedelta(hours=1)) if hourly else (lambda now: next_day(settings, now))
        yield PeriodicTask(name, task(work), following)


def office_of(settings: PushSettings) -> Office:
    """What periodic work on applications needs beside the store; the calendar is read afresh, a year may have been added."""
    from policymatch.applications.periodic import Office
    from policymatch.applications.space import Vault
    from policymatch.store.contents import FOLDER
    from policymatch.vocabulary.calendars import calendar, calendar_from

    days = os.environ.get("POLICYMATCH_WORKING_DAYS")
    working = calendar_from(Path(days)) if days else calendar()
    return Office(working, Vault(settings.home / FOLDER), lambda now: day_of(settings, now))


def day_of(settings: PushSettings, now: datetime) -> date:
    """The day that answers are for: the one set, that of a sample store, else today in China."""
    from policymatch.store.transactions import local_day

    fixed = settings.as_of or (None if settings.database_url else last_day(settings.home))
    return fixed or local_day(now)


def rules_of(settings: PushSettings) -> TickRules:
    """What the operator has set for ticks."""
    from policymatch.push.ticking import TickRules

    return TickRules(settings.push_remind_days, settings.enabled, settings.push_per_day)


def next_tick(settings: PushSettings, now: datetime) -> datetime:
    """When to look next: after a while for new data and versions, at the hour of the day for everything."""
    daily = next_day(settings, now)
    soon = now + timedelta(minutes=settings.push_tick_minutes)
    return min(daily, soon) if settings.push_tick_minutes else daily


def next_day(settings: PushSettings, now: datetime) -> datetime:
    """The next time that the hour of the daily work comes."""
    from policymatch.store.transactions import CHINA

    local = now.astimezone(CHINA)
    daily = local.replace(hour=settings.push_tick_hour, minute=0, second=0, microsecond=0)
    return daily if daily > local else daily + timedelta(days=1)


def _tick(engine: Engine, now: datetime, settings: PushSettings) -> str:
    from policymatch.push.ticking import tick

    return tick(engine, as_of=_due_day(engine, settings, now), now=now, rules=rules_of(settings)).line


def _due_day(engine: Engine, settings: PushSettings, now: datetime) -> date:
    """Today from the daily hour on; before it the day of the last look, so that everybody is decided anew at that hour."""
    from policymatch.push.marks import last_look
    from policymatch.store.transactions import CHINA, reading

    today = day_of(settings, now)
    with reading(engine) as session:
        last = last_look(session).as_of
    early = now.astimezone(CHINA).hour < settings.push_tick_hour
    return last if early and last is not None and last < today and settings.as_of is None else today


def _tidy(engine: Engine, now: datetime) -> str:
    from policymatch.store.idempotency import forget_old
    from policymatch.store.logins import forget_ended
    from policymatch.store.transactions import writing

    with writing(engine) as session:
        dropped = {"幂等键": forget_old(session, now=now), "登录": forget_ended(session, now=now)}
    return "，".join(f"清除过期的{what}{count}个" for what, count in dropped.items() if count)


def _prune(engine: Engine, now: datetime, settings: PushSettings) -> str:
    from policymatch.push.retention import prune

    days = settings.push_keep_days
    return prune(engine, now=now, keep=timedelta(days=days)).line if days else ""
