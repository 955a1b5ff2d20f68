"""kill -9 at random moments of an ingest: nothing lost, nothing doubled."""

from __future__ import annotations

import os
import random
import signal
import time
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from policymatch.ingest.intake import ingest
from policymatch.profiles.specfiles import read_spec
from policymatch.store.engine import open_store
from policymatch.vocabulary.credit_code import check_character
from tests.unit.ingest.conftest import LISTED, STAFF

DAY = date(2026, 6, 1)
CHUNK = 50


def code(number: int) -> str:
    body = f"91340100X{number:08d}"
    return body + check_character(body)


def staff_file(path: Path, rows: int) -> str:
    draw = random.Random(rows)
    lines = ["信用代码,单位名称,年度,参保人数,经办人"]
    for number in range(rows):
        lines.append(f"{code(number)},公司{number},{2020 + number % 5},{number},王小明")
        if draw.random() < 0.05:
            lines.append(
                draw.choice((lines[-1], "坏代码,公司,2024,3,", f"{code(number)},公司,2024", lines[len(lines) // 2]))
            )
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def listed_file(path: Path, rows: int, *, skip: int) -> str:
    lines = ["信用代码,认定日期,退出日期", *(f"{code(n)},2024-05-01," for n in range(rows) if n % skip)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def contents(url: str) -> dict[str, list[tuple[object, ...]]]:
    engine = open_store(url)
    queries = {
        "record": "SELECT subject, source, key, batch, row, payload, ended_by, seen_by FROM record",
        "quarantine": 'SELECT batch, row, rule, "column", value, raw FROM quarantine',
        "delivery": "SELECT id, state, position, rows_in, stored, quarantined, duplicates, ended, rules, columns FROM delivery",
    }
    with engine.connect() as connection:
        found = {name: sorted(map(tuple, connection.execute(text(query))), key=repr) for name, query in queries.items()}
    engine.dispose()
    return found


def run(url: str, jobs: list[tuple[str, str, date]]) -> None:
    engine = open_store(url)
    for spec, path, day in jobs:
        ingest(engine, read_spec(spec, where="spec"), path, known_on=day, chunk=CHUNK)
    engine.dispose()


def killed(url: str, jobs: list[tuple[str, str, date]], after: float) -> bool:
    """Run the jobs in a process of their own and kill it; whether it was still at work."""
    child = os.fork()
    if child == 0:
        try:
            run(url, jobs)
        finally:
            os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def survive(tmp_path: Path, *, rows: int, kills: int) -> None:
    jobs = [
        (STAFF, staff_file(tmp_path / "staff.csv", rows), DAY),
        (LISTED, listed_file(tmp_path / "a.csv", rows, skip=3), DAY),
        (LISTED, listed_file(tmp_path / "b.csv", rows, skip=4), date(2026, 7, 1)),
    ]
    calm = f"sqlite:///{tmp_path / 'calm.sqlite3'}"
    run(calm, jobs)
    started = time.perf_counter()
    run(f"sqlite:///{tmp_path / 'timed.sqlite3'}", jobs)
    whole = time.perf_counter() - started
    draw, died, tries = random.Random(kills), 0, 0
    wild = f"sqlite:///{tmp_path / 'wild0.sqlite3'}"
    while died < kills:
        tries += 1
        died += killed(wild, jobs, draw.uniform(0, whole * 0.6))
        assert tries < kills * 10
        if contents_done(wild, len(jobs)):
            assert contents(wild) == contents(calm)
            wild = f"sqlite:///{tmp_path / f'wild{tries}.sqlite3'}"
    run(wild, jobs)
    assert contents(wild) == contents(calm)


def contents_done(url: str, jobs: int) -> bool:
    """Whether all was taken in before the kill came: then the next kill needs a fresh store."""
    engine = open_store(url)
    with engine.connect() as connection:
        done = connection.execute(text("SELECT count(*) FROM delivery WHERE state = 'done'")).scalar()
    engine.dispose()
    return done == jobs


def test_killed_ten_times_nothing_is_lost_or_doubled(tmp_path):
    survive(tmp_path, rows=1500, kills=10)


@pytest.mark.stress
def test_killed_fifty_times_nothing_is_lost_or_doubled(tmp_path):
    for seed in range(5):
        (tmp_path / str(seed)).mkdir()
        survive(tmp_path / str(seed), rows=4000 + seed, kills=10)
