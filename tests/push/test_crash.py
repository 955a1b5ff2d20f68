"""kill -9 the worker at random moments, with peers that fail, delay and take things without saying so.

Nothing is lost: every change reaches the inbox, the mailbox and the webhook. Nothing is told twice visibly: one inbox row,
one Message-ID, one effect behind the webhook for each message, and each change in one message a channel.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter

import pytest
from sqlalchemy import Engine, text

from policymatch.push.subscriptions import Subscription, Target, write_subscription
from policymatch.push.ticking import PART
from policymatch.store.transactions import writing
from tests.forking import Forks
from tests.push.conftest import DAY, World, noon
from tests.push.peers import HttpPeer, MailPeer
from tests.unit.ingest.test_crash import code

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
KILLS = int(os.environ.get("PUSH_KILLS", "100"))


def subscribe(world: World, subjects: list[str], hook: str) -> None:
    with writing(world.engine) as session:
        for subject in subjects:
            channels = {"smtp": Target(f"{subject}@firm.test"), "webhook": Target(f"{hook}/{subject}", SECRET)}
            wanted = Subscription(subject, channels=channels, per_day=10_000)
            write_subscription(session, wanted, seen=0, now=noon(DAY))


def open_messages(engine: Engine) -> int:
    with engine.connect() as connection:
        found = connection.execute(text("SELECT count(*) FROM outbox WHERE state IN ('waiting', 'leased')"))
        return int(found.scalar_one())


def done(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.execute(text("SELECT count(*) FROM outbox WHERE state = 'sent'")).scalar_one())


def changes(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.execute(text("SELECT count(*) FROM match_change")).scalar_one())


def told_all(engine: Engine, expected: int) -> None:
    """Wait until so many changes were found and all was sent."""
    seen, moved = -1, time.monotonic()
    while changes(engine) < expected or open_messages(engine):
        if done(engine) != seen:
            seen, moved = done(engine), time.monotonic()
        assert time.monotonic() < moved + 60, "the worker does not get on"
        time.sleep(0.1)


def survive(world: World, *, enterprises: int, kills: int, part: int = PART) -> None:
    chance = random.Random(kills)
    subjects = [code(number) for number in range(enterprises)]
    mail, hook = MailPeer(failing=0.2), HttpPeer(failing=0.2, delay=0.005)
    world.data("staff", *(f"{one},公司,2025,12," for one in subjects))
    url = world.engine.url.render_as_string(hide_password=False)
    with mail.running() as port, hook.running() as address, Forks("tests.push.victim") as victims:
        subscribe(world, subjects, address)
        for number in range(kills):
            world.publish(policy_id=f"p{number}", title=f"第{number}号办法")
            before = done(world.engine)
            child = victims.start("work", url, port, part)
            # Half of them die wherever they are, half of them while messages are on their way.
            until = time.monotonic() + (20 if number % 2 else chance.uniform(0.05, 0.5))
            while done(world.engine) == before and time.monotonic() < until:
                time.sleep(0.02)
            time.sleep(chance.uniform(0.0, 0.2))
            assert victims.end(child) == -signal.SIGKILL
        child = victims.start("work", url, port, part)
        told_all(world.engine, kills * enterprises)
        assert victims.end(child, signal.SIGTERM) == 0
    check(world, mail, hook, subjects, kills)


def check(world: World, mail: MailPeer, hook: HttpPeer, subjects: list[str], policies: int) -> None:
    with world.engine.connect() as connection:
        query = (
            "SELECT o.channel, o.id, o.state, c.subject, c.item FROM outbox o JOIN outbox_change l ON l.message = o.id "
        )
        rows = connection.execute(text(query + "JOIN match_change c ON c.id = l.change")).all()
        inbox = Counter(connection.execute(text("SELECT id FROM inbox")).scalars())
    assert {row[2] for row in rows} == {"sent"}
    told = Counter((row[0], row[3], row[4]) for row in rows)
    assert set(told.values()) == {1}
    assert len(told) == 3 * len(subjects) * policies
    sent = {channel: {row[1] for row in rows if row[0] == channel} for channel in ("inbox", "smtp", "webhook")}
    assert inbox == Counter(sent["inbox"])
    assert set(mail.visible) == {f"<{one}@policy.test>" for one in sent["smtp"]}
    assert hook.acted_on == Counter(sent["webhook"])
    # The peers did take some twice, which nobody sees: else nothing was tried.
    assert sum(mail.visible.values()) > len(sent["smtp"])
    assert len(hook.requests) > len(sent["webhook"])


def test_killed_a_few_times(world: World) -> None:
    survive(world, enterprises=12, kills=3)


@pytest.mark.stress
def test_killed_a_hundred_times(world: World) -> None:
    survive(world, enterprises=20, kills=KILLS, part=7)
