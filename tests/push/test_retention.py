"""Messages sent long ago leave the outbox; what was sent, arrived and was read stays, and so do all figures."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, text
from sqlmodel import select

from policymatch.push.inbox import inbox, mark_read
from policymatch.push.outbox import list_messages
from policymatch.push.receipts import policy_figures, receipts_of
from policymatch.push.retention import Pruned, prune
from policymatch.push.telling import told_by, told_long_ago
from policymatch.store.migrating import downgrade, upgrade
from policymatch.store.tables_push import OutboxMessage, PastMessage
from policymatch.store.transactions import reading, writing
from policymatch.supervision.funnels import Dimension, funnels
from policymatch.supervision.unclaimed import unclaimed
from tests.push.conftest import DAY, A, B, World, noon
from tests.push.test_worker import Clock, worker

KEEP = timedelta(days=60)
LATER = noon(DAY) + timedelta(days=61)


@pytest.fixture
def told(world: World) -> World:
    """Two enterprises told of an item, one of which has read it."""
    world.data("staff", f"{A},甲,2025,12,", f"{B},乙,2025,30,")
    world.publish()
    world.tick()
    worker(world, Clock()).drain()
    with writing(world.engine) as session:
        mark_read(session, A, inbox(session, A).entries[0].id, now=noon(DAY))
    return world


def figures(engine: Engine) -> list[object]:
    with reading(engine) as session:
        return [policy_figures(session), funnels(session, Dimension.ITEM), unclaimed(session, DAY)]


def test_what_is_old_leaves_and_no_figure_changes(told: World) -> None:
    before = figures(told.engine)
    with reading(told.engine) as session:
        (message,) = list_messages(session, subject=A)
        said = told_by(session, [message.id])[message.id]
    assert prune(told.engine, now=LATER, keep=KEEP) == Pruned(2, 0)
    assert figures(told.engine) == before
    with reading(told.engine) as session:
        assert list_messages(session) == []
        assert inbox(session, A).total == 0
        kept, _ = receipts_of(session, message.id)
        assert (kept.sent_at, kept.read_at, kept.state) == (message.sent_at, noon(DAY), "sent")
        assert told_long_ago(session, message.id) == said
    assert prune(told.engine, now=LATER, keep=KEEP) == Pruned()


def test_what_is_gone_is_not_told_again(told: World) -> None:
    prune(told.engine, now=LATER, keep=KEEP)
    assert told.tick(LATER.date()).messages == 0


def test_what_is_young_dead_or_still_to_be_sent_stays(told: World) -> None:
    assert prune(told.engine, now=noon(DAY) + timedelta(days=59), keep=KEEP) == Pruned()
    with writing(told.engine) as session:
        first, second = session.exec(select(OutboxMessage).order_by(OutboxMessage.subject)).all()
        first.state, second.state = "dead", "waiting"
        session.add_all([first, second])
    assert prune(told.engine, now=LATER, keep=KEEP) == Pruned()


def test_what_was_cancelled_leaves_without_a_trace(told: World) -> None:
    with writing(told.engine) as session:
        session.connection().execute(text("UPDATE outbox SET state = 'cancelled', sent_at = NULL"))
    assert prune(told.engine, now=LATER, keep=KEEP) == Pruned(0, 2)
    with reading(told.engine) as session:
        assert session.exec(select(PastMessage)).all() == []


def test_more_than_one_part(told: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policymatch.push.retention.AT_ONCE", 1)
    assert prune(told.engine, now=LATER, keep=KEEP).sent == 2


def test_a_time_too_short_is_refused(plain_world: World) -> None:
    with pytest.raises(ValueError):
        prune(plain_world.engine, now=noon(date(2026, 7, 1)), keep=timedelta(days=29))


def test_tables_go_down_and_up_with_what_is_kept(told: World) -> None:
    before = figures(told.engine)
    prune(told.engine, now=LATER, keep=KEEP)
    downgrade(told.engine, "0006")
    upgrade(told.engine)
    assert figures(told.engine) == before
    with reading(told.engine) as session:
        assert [row.state for row in list_messages(session)] == ["sent", "sent"]
