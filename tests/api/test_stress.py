"""Slow evidence: two processes on one PostgreSQL under mixed load, and a process killed again and again under writes."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import threading
import time
from importlib.resources import files
from pathlib import Path

import httpx
import psutil
import pytest
from sqlalchemy import text
from sqlmodel import select

from enterprise_profiles.generate import generate
from policymatch.ingest.intake import ingest
from policymatch.profiles.specfiles import load_specs
from policymatch.store.audit import verify_chain
from policymatch.store.drafts import list_drafts
from policymatch.store.engine import open_store
from policymatch.store.policies import all_versions, altered_versions
from policymatch.store.tables_service import AuditEntry
from policymatch.store.transactions import reading
from tests.api.live import DAY, ENTERPRISES
from tests.api.processes import Victim, free_port, process, signed_in
from tests.api.test_drafts import TEXT
from tests.forking import Forks

pytestmark = pytest.mark.stress
SECONDS = float(os.environ.get("LOAD_SECONDS", "600"))
KILLS = int(os.environ.get("LOAD_KILLS", "100"))


class Load:
    """One worker: reads and writes at random; what it was promised is noted."""

    def __init__(self, port: int, seed: int, until: float) -> None:
        self.port, self.until = port, until
        self.chance = random.Random(seed)
        self.seed = seed
        self.promised: list[str] = []
        self.published: list[str] = []
        self.faults: list[str] = []
        self.asked = 0

    def run(self) -> None:
        reader, writer, second = (signed_in(self.port, login) for login in ("enterprise", "officer1", "officer2"))
        code = reader.get("/api/v1/me").json()["credit_code"]
        while time.monotonic() < self.until:
            way = self.chance.random()
            if way < 0.9:
                path = self.chance.choice(
                    [f"/api/v1/enterprises/{code}/matches", "/api/v1/items?q=高企奖励", "/api/v1/feed?size=20"]
                )
                self.check(reader.get(path))
            elif way < 0.98:
                self.draft(writer)
            else:
                self.publish(writer, second)

    def draft(self, writer: httpx.Client) -> dict | None:
        name = f"load-{self.seed}-{len(self.promised)}"
        answer = self.check(writer.post("/api/v1/drafts", json={"policy_id": name, "text": TEXT}))
        if answer.status_code != 201:
            return None
        self.promised.append(answer.json()["id"])
        return answer.json()

    def publish(self, writer: httpx.Client, second: httpx.Client) -> None:
        made = self.draft(writer)
        if made is None:
            return
        path = f"/api/v1/drafts/{made['id']}"
        self.check(writer.post(f"{path}/submit", json={}, headers={"If-Match": '"1"'}))
        found = second.get(f"{path}/checklist").json()["findings"]
        body = {"overruled": {one["key"]: "压力测试" for one in found if one["blocks"]}}
        if self.check(second.post(f"{path}/publish", json=body, headers={"If-Match": '"2"'})).status_code == 201:
            self.published.append(made["policy_id"])

    def check(self, answer: httpx.Response) -> httpx.Response:
        self.asked += 1
        if answer.status_code >= 400 and answer.status_code != 429:
            self.faults.append(
                f"{answer.request.method} {answer.request.url.path} {answer.status_code} {answer.text[:200]}"
            )
        return answer


class Ingesting:
    """New deliveries of one source, one after the other, as a department sends them."""

    def __init__(self, url: str, folder: Path, until: float) -> None:
        self.url, self.folder, self.until = url, folder, until
        self.done = 0
        self.faults: list[str] = []

    def run(self) -> None:
        engine = open_store(self.url)
        generate(self.folder, enterprises=ENTERPRISES, seed=7)
        spec = load_specs(Path(str(files("enterprise_profiles") / "sources")))["tax_credit"]
        (extract,) = self.folder.glob("tax_credit@*")
        header, *rows = extract.read_text(encoding="utf-8").splitlines()
        chance = random.Random(5)
        while time.monotonic() < self.until:
            chance.shuffle(rows)
            changed = [row.replace(",A,", ",B,") if chance.random() < 0.2 else row for row in rows]
            path = self.folder / f"delivery-{self.done}.csv"
            path.write_text("\n".join([header, *changed]), encoding="utf-8")
            try:
                report = ingest(engine, spec, str(path), known_on=DAY, extracted_on=DAY)
                assert report.rows_in == report.stored + report.quarantined + report.duplicates
                self.done += 1
            except Exception as error:
                self.faults.append(repr(error))
            time.sleep(2)
        engine.dispose()


def test_two_processes_on_postgresql_under_mixed_load(sample_postgresql: str, tmp_path: Path) -> None:
    ports = [free_port(), free_port()]
    with (
        process(sample_postgresql, tmp_path, ports[0]) as first,
        process(sample_postgresql, tmp_path, ports[1]) as second,
    ):
        until = time.monotonic() + SECONDS
        loads = [Load(ports[n % 2], n, until) for n in range(4)]
        ingesting = Ingesting(sample_postgresql, tmp_path, until)
        threads = [threading.Thread(target=load.run) for load in [*loads, ingesting]]
        for thread in threads:
            thread.start()
        time.sleep(SECONDS / 3)
        early = [psutil.Process(one.pid).memory_info().rss for one in (first, second)]
        for thread in threads:
            thread.join()
        late = [psutil.Process(one.pid).memory_info().rss for one in (first, second)]
    told = {"requests": sum(load.asked for load in loads), "drafts": sum(len(load.promised) for load in loads),
            "published": sum(len(load.published) for load in loads), "deliveries": ingesting.done,
            "MB": [f"{a >> 20} -> {b >> 20}" for a, b in zip(early, late, strict=True)]}  # fmt: skip
    print(f"\n{SECONDS:.0f} s: {told}")
    assert [fault for load in [*loads, ingesting] for fault in load.faults] == []
    assert ingesting.done > SECONDS / 30
    assert sum(load.asked for load in loads) > SECONDS
    engine = open_store(sample_postgresql)
    with reading(engine) as session:
        kept = {draft.id: draft for draft in list_drafts(session, limit=100_000)}
        chain = verify_chain(session)
        states = session.connection().execute(text("SELECT state, count(*) FROM delivery GROUP BY state")).all()
    assert [state for state, _ in states] == ["done"]
    assert {one for load in loads for one in load.promised} <= kept.keys()
    published = {draft.policy_id for draft in kept.values() if draft.published_version}
    assert {one for load in loads for one in load.published} <= published
    assert chain.whole, chain.faults
    growth = [after / before for before, after in zip(early, late, strict=True)]
    assert max(growth) < 1.25, growth


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_killed_under_writes_nothing_is_half_done(
    database: str, sample: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if database == "sqlite":
        shutil.copy(sample, tmp_path / "policymatch.sqlite3")
        url = f"sqlite:///{tmp_path / 'policymatch.sqlite3'}"
    else:
        url = request.getfixturevalue("sample_postgresql")
    chance, tokens, loads = random.Random(3), dict[str, str](), list[Load]()
    with Forks("tests.api.victim") as forks:
        service = Victim(forks, url, tmp_path)
        for kill in range(KILLS):
            service.start()
            tokens = tokens or {login: token_of(service.port, login) for login in ("officer1", "officer2")}
            load = Load(service.port, 1000 + kill, 0.0)
            loads.append(load)
            writing = threading.Thread(target=_until_dead, args=(load, tokens))
            writing.start()
            # Only a service that has begun to write can be killed under writes.
            until = time.monotonic() + 60
            while not load.promised and time.monotonic() < until:
                time.sleep(0.005)
            time.sleep(chance.uniform(0.0, 1.0))
            service.kill()
            writing.join(60)
    engine = open_store(url)
    with reading(engine) as session:
        kept = {draft.id: draft for draft in list_drafts(session, limit=100_000)}
        chain = verify_chain(session)
        versions = {row.policy_id: row for row in all_versions(session)}
        altered = altered_versions(session)
        entries = AuditEntry.action == "policy.publish"
        audited = set(session.exec(select(AuditEntry.target).where(entries)))
    promised = {one for load in loads for one in load.promised}
    told = {"kills": KILLS, "drafts": len(promised), "published": sum(len(load.published) for load in loads)}
    print(f"\n{database}: {told}")
    assert all(load.promised for load in loads)
    assert promised <= kept.keys()
    assert {one for load in loads for one in load.published} <= versions.keys()
    for draft in kept.values():
        assert (draft.state == "published") is (draft.published_version is not None)
        assert (draft.state == "published") is (draft.policy_id in versions)
        assert (draft.state == "published") is (f"{draft.policy_id}/v1" in audited)
    assert chain.whole, chain.faults
    assert altered == []


def token_of(port: int, login: str) -> str:
    return signed_in(port, login).headers["Authorization"]


def _until_dead(load: Load, tokens: dict[str, str]) -> None:
    writer, second = (
        httpx.Client(base_url=f"http://127.0.0.1:{load.port}", timeout=60, headers={"Authorization": token})
        for token in tokens.values()
    )
    with contextlib.suppress(httpx.TransportError, KeyError, ValueError), writer, second:
        while True:
            load.publish(writer, second)
