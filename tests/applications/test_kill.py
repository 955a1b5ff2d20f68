"""kill -9 while handing in: nothing confirmed is lost, nothing is handed in twice or by half."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
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
from tests.store.conftest import NewStore

ROOT = Path(__file__).parents[2]


def kill_one(url: str, uploads: Path, *, lines: int, after: float) -> dict[str, str]:
    """Start a process, kill it a while after so many confirmed submissions; what it had confirmed."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.applications.victim", url, str(uploads)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )  # fmt: skip
    assert process.stdout is not None
    seen = "".join(process.stdout.readline() for _ in range(lines))
    time.sleep(after)
    process.kill()
    rest, _ = process.communicate()
    said = [(line.split()[0], line.split()[1]) for line in (seen + rest).splitlines()]
    assert len({(bundle, cases) for bundle, cases in said}) == len({bundle for bundle, _ in said}), (
        "one answer a bundle"
    )
    return dict(said)


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


def kill_often(url: str, uploads: Path, times: int) -> None:
    engine = open_store(url)
    publish_all(engine)
    engine.dispose()
    chance, confirmed = random.Random(times), {}
    for _ in range(times):
        confirmed |= kill_one(url, uploads, lines=chance.randint(1, 4), after=chance.uniform(0.0, 0.08))
        check(url, uploads, confirmed)
    assert len(confirmed) >= times / 2


def test_killed_a_few_times(new_store: NewStore, tmp_path: Path) -> None:
    kill_often(new_store(), tmp_path / "uploads", 2)


@pytest.mark.stress
def test_killed_a_hundred_times(new_store: NewStore, tmp_path: Path) -> None:
    kill_often(new_store(), tmp_path / "uploads", 100)
