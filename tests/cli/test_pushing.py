"""Ticks, the worker and the outbox as an operator types them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from policymatch.cli.home import store_url
from policymatch.cli.rounds import next_day, next_tick, periodic_tasks
from policymatch.errors import InvalidInputError
from policymatch.push.outbox import list_messages
from policymatch.push.settings import PushSettings
from policymatch.store.engine import open_store
from policymatch.store.transactions import writing
from tests.cli.conftest import invoke_at
from tests.push.conftest import A, World


@pytest.fixture
def home(tmp_path: Path) -> Path:
    world = World(open_store(store_url(tmp_path)), tmp_path)
    world.data("staff", f"{A},甲公司,2025,12,")
    world.publish()
    world.engine.dispose()
    return tmp_path


def test_look_send_give_up_send_again(home: Path) -> None:
    assert "新符合1；写出1条消息" in invoke_at(home, "tick", "--as-of", "2026-06-01")
    assert "没有变化" in invoke_at(home, "tick", "--as-of", "2026-06-01")
    assert json.loads(invoke_at(home, "tick", "--as-of", "2026-06-01", "--json"))["messages"] == 0
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("POLICYMATCH_AS_OF", "2026-06-01")
        assert "处理 1 条" in invoke_at(home, "worker", "--once")
    assert "inbox     已发送 1" in invoke_at(home, "outbox", "state")
    with writing(open_store(store_url(home))) as session:
        (row,) = list_messages(session)
        row.state, row.reason = "dead", "对方回答 410"
        session.add(row)
    assert "对方回答 410" in invoke_at(home, "outbox", "dead")
    with pytest.raises(InvalidInputError, match="--all"):
        invoke_at(home, "outbox", "requeue")
    assert invoke_at(home, "outbox", "requeue", row.id) == "重发 1 条\n"
    assert "待发送" in invoke_at(home, "outbox", "list", "--state", "waiting")
    assert "没有 730 天以前的消息" in invoke_at(home, "outbox", "prune")
    assert "push.requeue" in invoke_at(home, "audit", "show")


def test_when_it_looks_next() -> None:
    given = PushSettings(push_tick_hour=6, push_tick_minutes=10)
    before, after = datetime(2026, 6, 1, 21, 55, tzinfo=UTC), datetime(2026, 6, 1, 22, 0, tzinfo=UTC)
    assert next_tick(given, before) == next_day(given, before) == after
    assert next_tick(given, after) == datetime(2026, 6, 1, 22, 10, tzinfo=UTC)
    assert next_day(given, after) == datetime(2026, 6, 2, 22, 0, tzinfo=UTC)
    names = [task.name for task in periodic_tasks(given)]
    assert len(set(names)) == len(names)
    assert {"push.tick", "applications.cases"} <= set(names)
