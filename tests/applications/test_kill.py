"""kill -9 while handing in: nothing confirmed is lost, nothing is handed in twice or by half."""

from __future__ import annotations

import json
import os
import random
from collections import Counter
from pathlib import Path

import pytest
from sqlmodel import select

from policymatch.store.audit import verify_chain
from policymatch.store.engine import open_store
from policymatch.store.tables_applications import ApplicationCase, Bundle, CaseEvent, CaseStage, SpaceFile
from policymatch.store.tables_service import AuditEntry, IdempotencyKey
from policymatch.store.transactions import reading
from tests.applications.samples import publish_all
from tests.databases import NewStore
from tests.forking import Forks, killed_at_work

KILLS = int(os.environ.get("SUBMIT_KILLS", "100"))
LOOKED_AT = 10
"""The store is held against what was confirmed after every tenth kill."""


def check(url: str, uploads: Path, confirmed: dict[str, str]) -> None:
    engine = open_store(url)
    with reading(engine) as session:
        report = verify_chain(session)
        assert report.whole, report.faults
        bundles = {row.id: row for row in session.exec(select(Bundle))}
        cases = list(session.exec(select(ApplicationCase)))
        acts = Counter((event.case_id, event.act) for event in session.exec(select(CaseEvent)))
        clocks = {stage.case_id for stage in session.exec(select(CaseStage))}
        audited = sorted(session.exec(select(AuditEntry.target).where(AuditEntry.action == "bundle.submit")))
        remembered = {row.body.decode().split()[0] for row in session.exec(select(IdempotencyKey))}
        digests = set(session.exec(select(SpaceFile.digest)))
    engine.dispose()
    submitted = {name for name, row in bundles.items() if row.state == "submitted"}
    assert set(confirmed) <= submitted == remembered
    assert audited == sorted(submitted)
    found = Counter(row.bundle_id for row in cases)
    assert found == {name: len(json.loads(bundles[name].items)) for name in submitted}
    for bundle, numbers in confirmed.items():
        assert sorted(row.number for row in cases if row.bundle_id == bundle) == sorted(numbers.split(","))
    assert all(acts[row.id, "submit"] == 1 and row.id in clocks and row.receipt_id for row in cases)
    assert max(Counter(row.open_key for row in cases if row.open_key).values(), default=1) == 1
    assert all((uploads / digest[:2] / digest).exists() for digest in digests)


def kill_often(url: str, folder: Path, times: int) -> None:
    engine = open_store(url)
    publish_all(engine)
    engine.dispose()
    chance, confirmed = random.Random(times), {}
    with Forks("tests.applications.victim") as victims:
        for number in range(1, times + 1):
            lines, after = chance.randint(1, 4), chance.uniform(0.0, 0.08)
            said = killed_at_work(victims, url, str(folder / "uploads"), lines=lines, after=after)
            answers = {line.split()[0]: line.split()[1] for line in said}
            assert len(set(said)) == len(answers), "one answer a bundle"
            confirmed |= answers
            if number % LOOKED_AT == 0 or number == times:
                check(url, folder / "uploads", confirmed)
    assert len(confirmed) >= times / 2


def test_killed_a_few_times(new_store: NewStore, tmp_path: Path) -> None:
    kill_often(new_store(), tmp_path, 2)


@pytest.mark.stress
def test_killed_a_hundred_times(new_store: NewStore, tmp_path: Path) -> None:
    kill_often(new_store(), tmp_path, KILLS)
