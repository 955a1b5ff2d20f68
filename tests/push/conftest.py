"""Small stores to be told of, on SQLite and on a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from policymatch.documents import read_document
from policymatch.ingest.intake import ingest
from policymatch.profiles.specfiles import read_spec
from policymatch.push.messages import Told
from policymatch.push.telling import changes_of
from policymatch.push.ticking import TickReport, TickRules, tick
from policymatch.registry.shelf import ShelfPolicy
from policymatch.store.engine import open_store
from policymatch.store.policies import publish
from policymatch.store.transactions import reading, writing
from tests.databases import NewStore
from tests.store.conftest import engine  # noqa: F401
from tests.unit.ingest.conftest import CODES, LISTED, STAFF

A, B = CODES[1], CODES[2]
DAY = date(2026, 6, 1)
REGISTER = """
id: register
title: 登记
department: 市场监督管理局
catalogue: {list: 职能数据, code: C3, title: 登记}
key: [信用代码]
columns:
  信用代码: {role: subject}
  企业名称: {role: name, required: true}
  成立日期: {field: established_on, authority: true}
"""
SPECS = {"staff": STAFF, "listed": LISTED, "register": REGISTER}
HEADS = {
    "staff": "信用代码,单位名称,年度,参保人数,经办人",
    "listed": "信用代码,认定日期,退出日期",
    "register": "信用代码,企业名称,成立日期",
}


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 4, tzinfo=UTC)


def staff_item(least: int = 10, **head: Any) -> dict[str, Any]:
    """An item for who insures at least so many."""
    test = {"field": "insured_employees", "op": ">=", "value": least, "quote": "q"}
    made = {
        "id": "staff",
        "name": "稳岗补助",
        "condition": test,
        "benefits": [{"type": "lump_sum", "amount": 50000, "quote": "q"}],
    }
    return made | head


class World:
    """A store with a clock that is moved by hand."""

    def __init__(self, store: Engine, folder: Path) -> None:
        self.engine = store
        self.folder = folder
        self.day = DAY
        self.rules = TickRules()
        self.files = 0

    def data(self, source: str, *rows: str, known_on: date | None = None) -> None:
        self.files += 1
        path = self.folder / f"{self.files}.csv"
        path.write_text("\n".join([HEADS[source], *rows]) + "\n", encoding="utf-8")
        ingest(self.engine, read_spec(SPECS[source], where=source), str(path), known_on=known_on or self.day)

    def publish(self, *items: dict[str, Any], policy_id: str = "nanhu", version: int = 1, **head: Any) -> None:
        data = {
            "id": policy_id, "title": "南湖区稳岗办法", "region": "330402", "published_on": "2026-01-01", "valid_from": "2026-01-01",
            "valid_to": "2028-12-31", "items": list(items) or [staff_item()],
        }  # fmt: skip
        shelf = ShelfPolicy(read_document(data | head), version, "q", version - 1 or None)
        with writing(self.engine) as session:
            publish(session, shelf, recorded_on=self.day)

    def tick(self, day: date | None = None, **more: Any) -> TickReport:
        self.day = day or self.day
        return tick(self.engine, as_of=self.day, now=noon(self.day), rules=self.rules, **more)

    def told(self, subject: str = A) -> list[Told]:
        """What was told so far, the latest first."""
        with reading(self.engine) as session:
            return changes_of(session, subject)

    def said(self, subject: str = A) -> list[tuple[str, str, str]]:
        return [(one.kind.label, str(one.trigger), one.cause) for one in self.told(subject)]


MakeWorld = Callable[[], World]


@pytest.fixture
def world(engine: Engine, tmp_path: Path) -> World:  # noqa: F811
    return World(engine, tmp_path)


@pytest.fixture
def plain_world(new_sqlite: NewStore, tmp_path: Path) -> Iterator[World]:
    """On SQLite alone, for what no database can change."""
    made = open_store(new_sqlite())
    yield World(made, tmp_path)
    made.dispose()
