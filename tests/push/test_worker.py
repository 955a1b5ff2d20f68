"""Messages are taken under a lease, tried again with patience, given up with a reason, and never told twice."""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert
from sqlmodel import select

from policymatch.errors import ForbiddenError, NotFoundError
from policymatch.push.channels import Channel, Parcel, Sent
from policymatch.push.channels.inbox import Inbox
from policymatch.push.errors import DeliveryError
from policymatch.push.inbox import inbox, mark_read
from policymatch.push.outbox import Patience, State, claim, counts, list_messages, requeue
from policymatch.push.receipts import policy_figures, receipts_of, report
from policymatch.push.subscriptions import Target, opt_out, read_subscription, write_subscription
from policymatch.push.tokens import RECEIPT, Links, shared_secret
from policymatch.push.worker import Pacing, Worker
from policymatch.store.periodic import PeriodicTask, every, next_due, run_due
from policymatch.store.receipts import receipts_of as receipts_shown
from policymatch.store.receipts import replay_receipt
from policymatch.store.tables_push import OutboxChange, OutboxMessage, PeriodicRun
from policymatch.store.transactions import reading, writing
from tests.push.conftest import DAY, A, World, noon

LINKS = Links("secret", "https://policy.test")


class Peer:
    """A channel that notes what it is given and answers as told."""

    kept_here = False

    def __init__(self, name: str = "webhook", *, knows_again: bool = True) -> None:
        self.name = name
        self.knows_again = knows_again
        self.taken: list[Parcel] = []
        self.lock = threading.Lock()
        self.act: Callable[[Parcel], None] = lambda _: None

    def send(self, parcel: Parcel) -> Sent:
        with self.lock:
            self.taken.append(parcel)
        self.act(parcel)
        return Sent("ref", delivered=True)

    def close(self) -> None:
        pass


class Clock:
    def __init__(self) -> None:
        self.now = noon(DAY)

    def __call__(self) -> datetime:
        return self.now

    def later(self, **given: float) -> None:
        self.now += timedelta(**given)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def worker(world: World, clock: Clock, *channels: Any, **pacing: Any) -> Worker:
    given: dict[str, Channel] = {one.name: one for one in (Inbox(), *channels)}
    return Worker(world.engine, given, clock=clock, links=LINKS, pacing=Pacing(**pacing), chance=random.Random(1))


def one_change(world: World, **channels: Target) -> None:
    """An enterprise that is told of one item, on the channels given."""
    with writing(world.engine) as session:
        known = read_subscription(session, A)
        wanted = known.__class__(A, channels=channels)
        write_subscription(session, wanted, seen=known.revision, now=noon(DAY))
    world.rules = world.rules.__class__(channels=("inbox", *channels))
    world.data("staff", f"{A},甲公司,2025,12,")
    world.publish()
    world.tick()


def rows(world: World, channel: str = "webhook") -> list[OutboxMessage]:
    with reading(world.engine) as session:
        return list_messages(session, channel=channel)


HOOK = {"webhook": Target("https://a.test/", "s")}


def many(world: World, count: int, channel: str = "inbox") -> None:
    """As many messages that tell of the one change there is."""
    with writing(world.engine) as session:
        (link, *_) = session.exec(select(OutboxChange))
        made = [
            {"id": f"x{n:06d}", "subject": A, "channel": channel, "state": "waiting", "urgent": False, "attempts": 0,
             "created_at": noon(DAY), "due_at": noon(DAY), "reference": "", "reason": ""}
            for n in range(count)
        ]  # fmt: skip
        session.connection().execute(insert(OutboxMessage), made)
        session.connection().execute(
            insert(OutboxChange), [{"message": one["id"], "change": link.change} for one in made]
        )


def test_sent_noted_read(world: World, clock: Clock) -> None:
    peer = Peer()
    one_change(world, **HOOK)
    assert worker(world, clock, peer).drain() == 2
    assert worker(world, clock, peer).drain() == 0
    (parcel,) = peer.taken
    assert parcel.message.title == "新符合：稳岗补助"
    assert LINKS.read(RECEIPT, parcel.callback.rpartition("/")[2]) == parcel.id
    assert parcel.opt_out.startswith("https://policy.test/opt-out/")
    (row,) = rows(world)
    assert (row.state, row.reference, row.sent_at, row.delivered_at) == ("sent", "ref", clock.now, clock.now)
    with writing(world.engine) as session:
        (entry,) = inbox(session, A).entries
        assert "政策发布：《南湖区稳岗办法》" in entry.body
        assert "opt-out" not in entry.body
        clock.later(hours=1)
        mark_read(session, A, entry.id, now=clock.now)
        mark_read(session, A, entry.id, now=clock.now + timedelta(days=1))
        with pytest.raises(NotFoundError):
            mark_read(session, "91110000600037341L", entry.id, now=clock.now)
    with reading(world.engine) as session:
        part = inbox(session, A)
        assert (part.total, part.unread, part.entries[0].read_at) == (1, 0, clock.now)
        assert inbox(session, A, unread=True).entries == ()
        (named,) = {one["receipt"] for one in parcel.message.data["changes"]}
        assert replay_receipt(session, named).same
        shown = receipts_shown(session, A)
        assert [(receipt.id, showing.channel, showing.actor) for receipt, showing in shown] == [(named, "push", A)] * 2
        (figures,) = policy_figures(session)
        assert (figures.matched, figures.pushed, figures.delivered, figures.read) == (1, 1, 1, 1)


def test_failures_are_tried_again_with_growing_pauses_and_then_given_up(world: World, clock: Clock) -> None:
    peer = Peer()

    def fail(_: Parcel) -> None:
        raise DeliveryError("对方回答 503")

    peer.act = fail
    one_change(world, **HOOK)
    made = worker(world, clock, peer, patience=Patience(4, 30))
    pauses = []
    for _ in range(4):
        assert made.drain() >= 1
        (row,) = rows(world)
        pauses.append((row.due_at - clock.now).total_seconds())
        assert made.drain() == 0
        clock.now = max(row.due_at, clock.now)
    assert [15 <= pauses[0] <= 45, 30 <= pauses[1] <= 90, 60 <= pauses[2] <= 180] == [True, True, True]
    assert (row.state, row.attempts) == ("dead", 4)
    assert "503" in row.reason
    assert {parcel.id for parcel in peer.taken} == {row.id}
    with reading(world.engine) as session:
        assert [one.kind for one in receipts_of(session, row.id)[1]] == ["failed"] * 4
    peer.act = lambda _: None
    with writing(world.engine) as session:
        with pytest.raises(NotFoundError):
            requeue(session, ids=["nothing"], now=clock.now)
        assert requeue(session, ids=[row.id], now=clock.now) == 1
    assert made.drain() == 1
    assert rows(world)[0].state == "sent"


def test_what_is_no_use_is_given_up_at_once_and_pauses_asked_for_are_kept(world: World, clock: Clock) -> None:
    peer = Peer()
    one_change(world, **HOOK)
    answers = iter([DeliveryError("忙", retry_after=3600), DeliveryError("没有这个地址", permanent=True)])

    def act(_: Parcel) -> None:
        raise next(answers)

    peer.act = act
    made = worker(world, clock, peer)
    made.drain()
    assert rows(world)[0].due_at >= clock.now + timedelta(hours=1)
    clock.later(hours=2)
    made.drain()
    assert rows(world)[0].state == "dead"


def test_a_channel_that_breaks_down_is_no_end_of_the_worker(world: World, clock: Clock) -> None:
    peer = Peer()

    def act(_: Parcel) -> None:
        raise ZeroDivisionError

    peer.act = act
    one_change(world, **HOOK)
    worker(world, clock, peer).drain()
    assert (rows(world)[0].state, rows(world)[0].reason) == ("waiting", "程序错误（ZeroDivisionError）")


@pytest.mark.parametrize("knows_again", [True, False])
def test_who_dies_on_the_way_leaves_a_lease_that_runs_out(world: World, clock: Clock, knows_again: bool) -> None:
    peer = Peer(knows_again=knows_again)
    one_change(world, **HOOK)
    (taken,) = claim(world.engine, ["webhook"], now=clock.now, lease=timedelta(seconds=60), limit=9)
    made = worker(world, clock, peer)
    made.drain()
    assert peer.taken == []
    clock.later(seconds=61)
    made.drain()
    (row,) = rows(world)
    if knows_again:
        assert [parcel.id for parcel in peer.taken] == [taken.id]
        assert row.state == "sent"
    else:
        assert peer.taken == []
        assert (row.state, "不知对方是否已收到" in row.reason) == ("dead", True)


def test_who_was_thought_dead_and_was_not_does_not_undo_what_another_did(world: World, clock: Clock) -> None:
    one_change(world, **HOOK)
    slow, quick = Peer(), Peer()

    def overtaken(_: Parcel) -> None:
        clock.later(seconds=61)
        worker(world, clock, quick).drain()
        raise DeliveryError("超时")

    slow.act = overtaken
    worker(world, clock, slow).drain()
    assert len(quick.taken) == 1
    (row,) = rows(world)
    assert (row.state, row.reason) == ("sent", "")


def test_nothing_is_begun_that_would_outlast_its_lease(world: World, clock: Clock) -> None:
    peer = Peer()
    one_change(world, **HOOK)
    worker(world, clock, peer).drain()
    many(world, 30, "webhook")
    peer.taken.clear()
    peer.act = lambda _: clock.later(seconds=20)
    made = worker(world, clock, peer, senders=1)
    made.step()
    assert len(peer.taken) == 3
    assert Counter(row.state for row in rows(world)) == {"sent": 4, "waiting": 27}
    assert all(row.attempts == 0 for row in rows(world) if row.state == "waiting")
    peer.act = lambda _: None
    made.drain()
    assert Counter(parcel.id for parcel in peer.taken) == {f"x{n:06d}": 1 for n in range(30)}


def test_told_to_stop_gives_back_what_was_not_begun(world: World, clock: Clock) -> None:
    peer, stop = Peer(), threading.Event()
    one_change(world, **HOOK)
    worker(world, clock, peer).drain()
    many(world, 20, "webhook")
    peer.act = lambda _: stop.set()
    worker(world, clock, peer, senders=1).step(stop)
    assert Counter(row.state for row in rows(world)) == {"sent": 2, "waiting": 19}


def test_several_workers_at_once_send_each_message_once(world: World, clock: Clock) -> None:
    peer = Peer()
    one_change(world, **HOOK)
    worker(world, clock, peer).drain()
    many(world, 300, "webhook")
    peer.taken.clear()
    threads = [threading.Thread(target=worker(world, clock, peer, batch=20).drain) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Counter(parcel.id for parcel in peer.taken) == {f"x{n:06d}": 1 for n in range(300)}
    assert Counter(row.state for row in rows(world)) == {"sent": 50}


def test_rates_hold_for_all_workers_together(world: World, clock: Clock) -> None:
    peer = Peer()
    one_change(world, **HOOK)
    many(world, 40, "webhook")
    rates = {"webhook": 20}
    for _ in range(3):
        worker(world, clock, peer, rates=rates).drain()
    assert len(peer.taken) == 20
    clock.later(seconds=30)
    worker(world, clock, peer, rates=rates).drain()
    assert len(peer.taken) == 30
    clock.later(minutes=10)
    worker(world, clock, peer, rates=rates).drain()
    assert len(peer.taken) == 41


def test_who_opted_out_meanwhile_gets_nothing(world: World, clock: Clock) -> None:
    peer = Peer()
    one_change(world, **HOOK)
    with writing(world.engine) as session:
        opt_out(session, A, now=clock.now)
    worker(world, clock, peer).drain()
    assert peer.taken == []
    with reading(world.engine) as session:
        assert counts(session) == {"inbox": {"sent": 1}, "webhook": {"cancelled": 1}}


def test_reports_of_gateways_count_once(world: World, clock: Clock) -> None:
    peer = Peer("sms")
    peer.send = lambda parcel: Sent()  # type: ignore[method-assign]
    one_change(world, sms=Target("13800000000"))
    worker(world, clock, peer).drain()
    (row,) = rows(world, "sms")
    assert row.delivered_at is None
    for expected in (True, False):
        with writing(world.engine) as session:
            assert report(session, row.id, "delivered", reference="r1", at=clock.now) is expected
    with writing(world.engine) as session:
        report(session, row.id, "bounced", reference="r2", at=clock.now, detail="空号")
    assert (rows(world, "sms")[0].delivered_at, rows(world, "sms")[0].state) == (clock.now, "sent")


def test_links_are_for_one_thing_each() -> None:
    token = LINKS.token("opt-out", A)
    assert LINKS.read("opt-out", token) == A
    for broken in (
        token[:-1] + ("A" if token[-1] != "A" else "B"),
        token.replace(A, "91110000600037341L"),
        "",
        "x",
        "." * 40,
    ):
        with pytest.raises(ForbiddenError):
            LINKS.read("opt-out", broken)
    with pytest.raises(ForbiddenError):
        LINKS.read(RECEIPT, token)
    with pytest.raises(ForbiddenError):
        Links("other").read("opt-out", token)


def test_one_secret_for_all_processes(tmp_path: Any) -> None:
    assert shared_secret("given", tmp_path) == "given"
    found = []
    threads = [threading.Thread(target=lambda: found.append(shared_secret("", tmp_path / "h"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1
    assert len(found[0]) > 40
    assert (tmp_path / "h" / "secret").stat().st_mode & 0o077 == 0


def test_what_comes_round_is_done_by_one_and_again_after_a_failure(world: World, clock: Clock) -> None:
    done: list[str] = []

    def works(_: Any, now: datetime) -> str:
        done.append("works")
        # While it is being done nobody else begins it.
        assert [one.name for one in run_due(world.engine, [tasks[0]], clock)] == []
        return "做了"

    def fails(_: Any, now: datetime) -> str:
        done.append("fails")
        raise ValueError("坏了")

    tasks = [
        PeriodicTask("works", works, every(timedelta(hours=1))),
        PeriodicTask("fails", fails, every(timedelta(hours=1))),
    ]
    assert next_due(world.engine, tasks) is None
    assert [(one.said, one.failed) for one in run_due(world.engine, tasks, clock)] == [("做了", False), ("坏了", True)]
    assert run_due(world.engine, tasks, clock) == []
    assert next_due(world.engine, tasks) == clock.now + timedelta(minutes=5)
    clock.later(minutes=6)
    assert [one.name for one in run_due(world.engine, tasks, clock)] == ["fails"]
    clock.later(hours=1)
    assert [one.name for one in run_due(world.engine, tasks, clock)] == ["works", "fails"]
    with writing(world.engine) as session:
        row = session.get_one(PeriodicRun, "works")
        row.holder, row.held_until, row.due_at = "dead", clock.now + timedelta(minutes=1), clock.now
        session.add(row)
    assert run_due(world.engine, tasks[:1], clock) == []
    clock.later(minutes=2)
    assert len(run_due(world.engine, tasks[:1], clock)) == 1
    assert State.WAITING.label == "待发送"
