"""A worker to be killed."""

from __future__ import annotations

import random
import signal
import sys
import threading
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import structlog

from policymatch.push import ticking
from policymatch.push.channels import build
from policymatch.push.outbox import Patience
from policymatch.push.settings import PushSettings
from policymatch.push.ticking import TickRules, tick
from policymatch.push.tokens import Links
from policymatch.push.worker import Pacing, Worker
from policymatch.store.engine import open_store
from policymatch.store.periodic import PeriodicTask, every

DAY = date(2026, 6, 1)
LEASE = timedelta(seconds=1.2)


def work(url: str, smtp_port: int, part: int = ticking.PART) -> None:
    """Look at so many enterprises at once and send, with short leases and pauses, until told to stop."""
    ticking.PART = part
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    settings = PushSettings(
        push_smtp_host="127.0.0.1", push_smtp_port=smtp_port, push_smtp_security="none", push_smtp_from="no-reply@policy.test",
        push_webhook_hosts=("127.0.0.1",), push_timeout_seconds=0.5, push_lease_seconds=2,
    )  # fmt: skip
    engine, stop = open_store(url), threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    rules = TickRules(channels=settings.enabled, per_day=10_000)
    looks = PeriodicTask(
        "push.tick", lambda store, now: tick(store, as_of=DAY, now=now, rules=rules).line,
        every(timedelta(milliseconds=100)), lease=LEASE,
    )  # fmt: skip
    pacing = Pacing(20, 4, LEASE, timedelta(seconds=0.5), {}, Patience(10_000, 0.05))
    made = Worker(
        engine, build(settings), clock=lambda: datetime.now(UTC), links=Links("secret"), pacing=pacing, tasks=[looks],
        chance=random.Random(),
    )  # fmt: skip
    made.run(stop)


def warm() -> None:
    """Load what the first look would load, where it is there."""
    with suppress(ImportError):
        import pandas  # noqa: F401
