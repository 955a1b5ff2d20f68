"""kill -9 the service while enterprises hand in: nothing confirmed is lost, nothing is handed in twice.

The suite itself kills a smaller process: ``tests/applications/test_kill.py``.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import Engine
from sqlmodel import select

from policymatch.store.audit import verify_chain
from policymatch.store.engine import open_store
from policymatch.store.receipts import replay_receipt
from policymatch.store.tables_applications import ApplicationCase, Bundle, CaseEvent, CaseStage
from policymatch.store.tables_service import AuditEntry
from policymatch.store.transactions import reading
from tests.api.processes import Victim, signed_in
from tests.api.test_applications import ITEMS, PLAIN, value_for
from tests.forking import Forks

KILLS = int(os.environ.get("SUBMIT_KILLS", "100"))


class Applicant:
    """Hands in one bundle after the other; what was asked when the service died is asked again with the same key."""

    def __init__(self, port: int, login: str, items: list[str]) -> None:
        self.token = signed_in(port, login).headers["Authorization"]
        self.items = items
        self.answered = self.broken_off = 0
        self.confirmed: dict[str, list[str]] = {}
        self.faults: list[str] = []
        self._story = self._tell()
        self._asked = next(self._story)

    def work(self, port: int, until: float) -> None:
        """Go on until a moment, or until the service is gone."""
        known = {"base_url": f"http://127.0.0.1:{port}", "headers": {"Authorization": self.token}, "timeout": 60}
        try:
            with httpx.Client(**known) as client:
                while time.monotonic() < until and not self.faults:
                    self._ask_once(client)
        except httpx.TransportError:
            self.broken_off += 1

    def _ask_once(self, client: httpx.Client) -> None:
        method, path, body, headers = self._asked
        answer = client.request(method, path, json=body, headers=headers)
        if answer.status_code >= 400:
            self.faults.append(f"{method} {path} {answer.status_code} {answer.text[:300]}")
            return
        self.answered += 1
        self._asked = self._story.send(answer)

    def _tell(self) -> Any:
        while True:
            made = yield self._ask("POST", "/api/v1/bundles", {"items": self.items})
            path = f"/api/v1/bundles/{made.json()['id']}"
            revision = 1
            for one in made.json()["entries"]:
                if one["stopped"]:
                    words = {"item": one["key"], "words": "所依据的数据有误"}
                    yield self._ask("PUT", f"{path}/objections", words, revision)
                    revision += 1
            form = yield self._ask("GET", f"{path}/form", None)
            answers = {one["key"]: value_for(one) for one in form.json()["questions"] if one["required"]} | PLAIN
            yield self._ask("PUT", f"{path}/form", {"answers": answers}, revision)
            done = yield self._ask("POST", f"{path}/submit", None, revision + 1)
            cases = done.json()["cases"]
            self.confirmed[done.json()["bundle"]] = [one["number"] for one in cases]
            for one in cases:
                yield self._ask("POST", f"/api/v1/cases/{one['id']}/withdraw", {}, one["revision"])

    def _ask(self, method: str, path: str, body: Any, revision: int | None = None) -> Any:
        headers = {"Idempotency-Key": uuid4().hex} if method != "GET" else {}
        return method, path, body, headers | ({"If-Match": f'"{revision}"'} if revision else {})


def check(engine: Engine, applicants: list[Applicant]) -> int:
    """Hold the store against what was confirmed; how many bundles were handed in."""
    with reading(engine) as session:
        bundles = {row.id: row for row in session.exec(select(Bundle))}
        cases = list(session.exec(select(ApplicationCase)))
        events = Counter((event.case_id, event.act) for event in session.exec(select(CaseEvent)))
        clocks = {stage.case_id for stage in session.exec(select(CaseStage))}
        audited = Counter(session.exec(select(AuditEntry.target).where(AuditEntry.action == "bundle.submit")))
        chain = verify_chain(session)
        assert chain.whole, chain.faults
        assert all(replay_receipt(session, str(row.receipt_id)).same for row in cases[:5])
    submitted = {name: row for name, row in bundles.items() if row.state == "submitted"}
    of_bundle = Counter(row.bundle_id for row in cases)
    assert of_bundle == Counter({name: len(json.loads(row.items)) for name, row in submitted.items()})
    assert audited == Counter(dict.fromkeys(submitted, 1))
    assert all(events[row.id, "submit"] == 1 and row.id in clocks and row.receipt_id for row in cases)
    open_now = Counter(row.open_key for row in cases if row.open_key)
    assert not open_now or max(open_now.values()) == 1
    for applicant in applicants:
        assert applicant.faults == []
        for name, numbers in applicant.confirmed.items():
            assert sorted(row.number for row in cases if row.bundle_id == name) == sorted(numbers)
    return len(submitted)


@contextlib.contextmanager
def at_work(applicants: list[Applicant], port: int) -> Iterator[None]:
    """They hand in beside each other until the service is gone."""
    working = [threading.Thread(target=one.work, args=(port, time.monotonic() + 60)) for one in applicants]
    for thread in working:
        thread.start()
    yield
    for thread in working:
        thread.join(60)


def kill_often(url: str, home: Path, kills: int, seed: int) -> None:
    chance = random.Random(seed)
    with Forks("tests.api.victim") as forks:
        service = Victim(forks, url, home)
        service.start()
        applicants = [Applicant(service.port, login, ITEMS) for login in ("enterprise", "neighbour")]
        for _ in range(kills):
            with at_work(applicants, service.port):
                some_answered(applicants)
                time.sleep(chance.uniform(0.0, 0.6))
                service.kill()
            service.start()
        while not all(one.confirmed for one in applicants):
            for one in applicants:
                one.work(service.port, time.monotonic() + 1)
        for one in applicants:
            one.work(service.port, time.monotonic() + 1)
        service.kill()
    engine = open_store(url)
    assert check(engine, applicants) >= len(applicants)
    engine.dispose()


def some_answered(applicants: list[Applicant], *, within: float = 30) -> None:
    """Wait for the first answer from now on."""
    before, until = sum(one.answered for one in applicants), time.monotonic() + within
    while sum(one.answered for one in applicants) == before and time.monotonic() < until:
        time.sleep(0.005)


def place(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if database == "postgresql":
        return str(request.getfixturevalue("sample_postgresql"))
    shutil.copy(request.getfixturevalue("sample"), tmp_path / "policymatch.sqlite3")
    return f"sqlite:///{tmp_path / 'policymatch.sqlite3'}"


@pytest.mark.stress
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_killed_often_while_submitting(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    kill_often(place(database, request, tmp_path), tmp_path, KILLS, seed=6)
