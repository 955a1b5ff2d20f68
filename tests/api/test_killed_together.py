"""kill -9 the service while enterprises hand in, and the worker while it sends, both on one store, again and again.

Nothing confirmed is lost, nothing is handed in twice; every change is told on every channel, and none is told twice visibly.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from policymatch.registry.roles import Role
from policymatch.store.accounts import create_account
from policymatch.store.transactions import writing
from tests.api import test_killed_submitting as submitting
from tests.api.live import PASSWORD
from tests.api.processes import Victim
from tests.api.test_killed_submitting import Applicant, at_work, some_answered
from tests.forking import Forks
from tests.push.conftest import DAY, World, engine, noon, staff_item, world
from tests.push.peers import HttpPeer, MailPeer
from tests.push.test_crash import check as check_told
from tests.push.test_crash import done, subscribe, told_all
from tests.unit.ingest.test_crash import code

__all__ = ["engine", "world"]
ROUNDS = int(os.environ.get("TOGETHER_KILLS", "100"))
ITEMS = ["science/staff", "labour/staff"]


@dataclass
class Worker:
    """A worker that can be killed and is there again at once."""

    forks: Forks
    world: World
    port: int
    child: int = 0
    sent_before: int = 0

    def start(self) -> None:
        self.sent_before = done(self.world.engine)
        self.child = self.forks.start("work", self.world.engine.url.render_as_string(hide_password=False), self.port, 7)

    def has_sent(self, *, within: float) -> None:
        until = time.monotonic() + within
        while done(self.world.engine) == self.sent_before and time.monotonic() < until:
            time.sleep(0.02)

    def kill(self) -> None:
        assert self.forks.end(self.child) == -signal.SIGKILL


@pytest.fixture(scope="module")
def forks() -> Iterator[Forks]:
    with Forks("tests.api.victim") as made:
        yield made


def prepare(world: World, subjects: list[str]) -> None:
    """Two departments with a support each, and two enterprises that sign in."""
    world.data("staff", *(f"{one},公司,2025,12," for one in subjects))
    for name in ITEMS:
        world.publish(staff_item(), policy_id=name.split("/")[0], title=f"{name}办法", issuers=[f"{name}局"])
    with writing(world.engine) as session:
        for subject in subjects[:2]:
            create_account(
                session, login=subject, name=subject, role=Role.ENTERPRISE, now=noon(DAY), password=PASSWORD, subject=subject
            )  # fmt: skip


def survive(world: World, forks: Forks, home: Path, *, enterprises: int, rounds: int) -> None:
    """Kill each of them so many times, in any order, at any moment."""
    chance = random.Random(rounds)
    subjects = [code(number) for number in range(enterprises)]
    mail, hook = MailPeer(failing=0.2), HttpPeer(failing=0.2, delay=0.005)
    prepare(world, subjects)
    service = Victim(forks, world.engine.url.render_as_string(hide_password=False), home, DAY)
    with mail.running() as port, hook.running() as address:
        subscribe(world, subjects, address)
        worker = Worker(forks, world, port)
        service.start()
        worker.start()
        applicants = [Applicant(service.port, subject, ITEMS) for subject in subjects[:2]]
        for number in range(rounds):
            world.publish(policy_id=f"p{number}", title=f"第{number}号办法")
            with at_work(applicants, service.port):
                first = chance.random() < 0.5
                for kills_worker in (first, not first):
                    if kills_worker:
                        worker.has_sent(within=chance.choice((0.1, 10)))
                        time.sleep(chance.uniform(0.0, 0.2))
                        worker.kill()
                        worker.start()
                    else:
                        some_answered(applicants)
                        time.sleep(chance.uniform(0.0, 0.3))
                        service.kill()
            service.start()
        until = time.monotonic() + 60
        while not all(one.confirmed for one in applicants) and time.monotonic() < until:
            for one in applicants:
                one.work(service.port, time.monotonic() + 0.2)
        told_all(world.engine, (rounds + len(ITEMS)) * enterprises)
        assert forks.end(worker.child, signal.SIGTERM) == 0
        service.kill()
    check_told(world, mail, hook, subjects, rounds + len(ITEMS))
    assert submitting.check(world.engine, applicants) >= len(applicants)
    # Else the service was killed while nobody wanted anything of it.
    assert sum(one.broken_off for one in applicants) >= rounds


def test_killed_a_few_times(world: World, forks: Forks, tmp_path: Path) -> None:
    survive(world, forks, tmp_path, enterprises=6, rounds=2)


@pytest.mark.stress
def test_killed_a_hundred_times(world: World, forks: Forks, tmp_path: Path) -> None:
    survive(world, forks, tmp_path, enterprises=20, rounds=ROUNDS)
