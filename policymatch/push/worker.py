"""The worker: takes what is due out of the outbox, hands it over, notes what became of it; does what comes round.

A message is handed over with the same id at every attempt, and its state is noted right after; a worker killed in between
leaves a lease that runs out, and another one tries again under the same id. Receivers that know a message by its id show
it once; for those that do not, a person decides (a dead letter).
"""

from __future__ import annotations

import queue
import random
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from policymatch.push.answers import note_shown, receipts_in
from policymatch.push.channels import Channel, Parcel
from policymatch.push.errors import DeliveryError
from policymatch.push.messages import Message, Told, write_message
from policymatch.push.outbox import UNCERTAIN, Claimed, Outcome, Patience, claim, finish
from policymatch.push.subscriptions import INBOX, Subscription, subscriptions_of
from policymatch.push.telling import told_by
from policymatch.push.tokens import Links
from policymatch.store.periodic import PeriodicTask, run_due
from policymatch.store.transactions import reading, writing

Clock = Callable[[], datetime]
Writer = Callable[[Session, Sequence[str]], Mapping[str, Message]]
"""Words messages that tell of something else than matches, by their ids; those that are none of its own it leaves out."""
IDLE_SECONDS = 1.0
NOTED_AT_ONCE = 200
_log = structlog.get_logger("push")


@dataclass(frozen=True, slots=True)
class Pacing:
    """How a worker works.

    Args:
        batch: messages taken at once.
        senders: messages handed over at once.
        lease: for how long nobody else takes what was taken.
        timeout: how long one attempt lasts at most; nothing is begun that would outlast the lease.
        rates: messages a minute by channel, for all workers together.
        patience: how often and when to try again.
    """

    batch: int = 200
    senders: int = 8
    lease: timedelta = timedelta(seconds=60)
    timeout: timedelta = timedelta(seconds=10)
    rates: Mapping[str, int] = field(default_factory=dict)
    patience: Patience = field(default_factory=Patience)


class Worker:
    """One process's part in sending.

    Args:
        engine: the store.
        channels: those that are on, by name.
        clock: gives the moment.
        links: makes the links of messages.
        pacing: how much at once, how often again.
        tasks: what comes round, done beside the sending.
        per_day: the operator's cap for who has set none.
        chance: for the jitter of pauses.
        writers: word messages that tell of something else than matches.
    """

    def __init__(
        self, engine: Engine, channels: Mapping[str, Channel], *, clock: Clock, links: Links, pacing: Pacing | None = None,
        tasks: Sequence[PeriodicTask] = (), per_day: int = 3, chance: random.Random | None = None,
        writers: Sequence[Writer] = (),
    ) -> None:  # fmt: skip
        self._engine = engine
        self._channels = dict(channels)
        self._clock = clock
        self._links = links
        self._pacing = pacing or Pacing()
        self._tasks = tuple(tasks)
        self._per_day = per_day
        self._chance = chance or random.Random()
        self._writers = tuple(writers)

    def run(self, stop: threading.Event) -> None:
        """Work until told to stop; then finish what is on its way, and give back what was not begun."""
        rounds = threading.Thread(target=self._go_round, args=(stop,), name="periodic")
        rounds.start()
        try:
            self._repeat(stop, lambda: self.step(stop))
        finally:
            stop.set()
            rounds.join()
            for channel in self._channels.values():
                channel.close()

    def drain(self, stop: threading.Event | None = None) -> int:
        """Send everything that is due now; how many were taken."""
        stop = stop or threading.Event()
        total = 0
        while not stop.is_set() and (taken := self.step(stop)):
            total += taken
        return total

    def step(self, stop: threading.Event | None = None) -> int:
        """Take a batch and see it through; how many were taken."""
        claimed = self._claim()
        if claimed:
            self._see_through(claimed, stop or threading.Event())
        return len(claimed)

    def round(self) -> None:
        """Do once what is due of what comes round."""
        for done in run_due(self._engine, self._tasks, self._clock):
            if done.failed or done.said:
                (_log.error if done.failed else _log.info)("periodic", task=done.name, said=done.said)

    def _go_round(self, stop: threading.Event) -> None:
        def once() -> int:
            self.round()
            return 0

        self._repeat(stop, once)

    def _repeat(self, stop: threading.Event, work: Callable[[], int]) -> None:
        """Again and again; a store that is away for a while is waited for."""
        while not stop.is_set():
            try:
                if not work():
                    stop.wait(IDLE_SECONDS)
            except OperationalError as error:
                _log.error("database", kind=type(error.orig).__name__)
                stop.wait(5 * IDLE_SECONDS)

    def _claim(self) -> list[Claimed]:
        pacing = self._pacing
        found: list[Claimed] = []
        for knows, most in ((True, pacing.batch), (False, pacing.senders)):
            names = [name for name, channel in self._channels.items() if channel.knows_again is knows]
            if names:
                found += claim(
                    self._engine, names, now=self._clock(), lease=pacing.lease, limit=most, rates=pacing.rates
                )
        return found

    def _see_through(self, claimed: Sequence[Claimed], stop: threading.Event) -> None:
        latest = self._clock() + self._pacing.lease - self._pacing.timeout
        with reading(self._engine) as session:
            told = told_by(session, [one.id for one in claimed])
            others = [one.id for one in claimed if one.id not in told]
            written = {name: message for writer in self._writers for name, message in writer(session, others).items()}
            subjects = dict.fromkeys(one.subject for one in claimed)
            subscriptions = subscriptions_of(session, subjects, per_day=self._per_day)
        ready: list[Outcome] = []
        parcels: list[tuple[Claimed, Parcel]] = []
        now = self._clock()
        for one in claimed:
            made = self._prepare(one, told.get(one.id, written.get(one.id, ())), subscriptions[one.subject], now)
            if isinstance(made, Outcome):
                ready.append(made)
            else:
                parcels.append((one, made))
        self._note(ready)
        if parcels:
            self._send_all(parcels, latest, stop)

    def _prepare(
        self, claimed: Claimed, told: Sequence[Told] | Message, subscription: Subscription, now: datetime
    ) -> Outcome | Parcel:
        """What is to be sent; or what is certain without sending."""
        channel = self._channels[claimed.channel]
        if claimed.broken_off and not channel.knows_again:
            return Outcome(claimed, now, error=DeliveryError(UNCERTAIN, permanent=True))
        target = subscription.target(claimed.channel)
        if target is None or not told:
            return Outcome(claimed, now, cancelled="企业已退订或不再使用该渠道" if told else "没有可告知的变化")
        outward = claimed.channel != INBOX
        if isinstance(told, Message):
            opt_out, message = "", told
        else:
            opt_out = self._links.opt_out(claimed.subject) if outward else ""
            message = write_message(
                claimed.subject, told, opt_out=opt_out, inbox=self._links.inbox() if outward else ""
            )
        if channel.kept_here:
            return Outcome(claimed, now, delivered=True, message=message, receipts=receipts_in(message))
        callback = self._links.receipt(claimed.id)
        return Parcel(claimed.id, claimed.subject, target, message, claimed.created_at, now, opt_out, callback)

    def _send_all(self, parcels: Sequence[tuple[Claimed, Parcel]], latest: datetime, stop: threading.Event) -> None:
        """Hand over several at once; note each soon after, so that little is in doubt should the worker die."""
        done: queue.SimpleQueue[Outcome] = queue.SimpleQueue()

        def hand_over(claimed: Claimed, parcel: Parcel) -> None:
            done.put(self._send(claimed, parcel, latest, stop))

        with ThreadPoolExecutor(self._pacing.senders, thread_name_prefix="sender") as pool:
            for claimed, parcel in parcels:
                pool.submit(hand_over, claimed, parcel)
            left = len(parcels)
            while left:
                outcomes = list(_available(done, NOTED_AT_ONCE))
                self._note(outcomes)
                left -= len(outcomes)

    def _send(self, claimed: Claimed, parcel: Parcel, latest: datetime, stop: threading.Event) -> Outcome:
        now = self._clock()
        if stop.is_set() or now >= latest:
            return Outcome(claimed, now, released=True)
        try:
            sent = self._channels[claimed.channel].send(parcel)
        except DeliveryError as error:
            return Outcome(claimed, self._clock(), error=error)
        except Exception as error:
            # The error's words may hold an address: its kind and place are enough.
            place = traceback.extract_tb(error.__traceback__)[-1]
            _log.error(
                "channel", channel=claimed.channel, kind=type(error).__name__, at=f"{place.filename}:{place.lineno}"
            )
            return Outcome(claimed, self._clock(), error=DeliveryError(f"程序错误（{type(error).__name__}）"))
        receipts = receipts_in(parcel.message)
        return Outcome(claimed, self._clock(), sent.reference, sent.delivered, receipts=receipts)

    def _note(self, outcomes: Sequence[Outcome]) -> None:
        if outcomes:
            with writing(self._engine) as session:
                note_shown(
                    session, ((receipt, one.claimed.subject, one.at) for one in outcomes for receipt in one.receipts)
                )
                finish(session, outcomes, patience=self._pacing.patience, chance=self._chance)


def _available(done: queue.SimpleQueue[Outcome], most: int) -> Iterator[Outcome]:
    """The next outcome, and those that are there already."""
    yield done.get()
    for _ in range(most - 1):
        try:
            yield done.get_nowait()
        except queue.Empty:
            return
