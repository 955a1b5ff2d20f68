"""The promised figures, held on a made file of registrations."""

from __future__ import annotations

import csv
import json
from datetime import date

import pytest
from stdnum.cn import uscc

import enterprise_profiles
from benchmarks.ingest import write_registry
from policymatch.ingest.intake import ingest
from policymatch.ingest.profiles import load_profiles
from policymatch.ingest.quarantine import quarantined
from policymatch.profiles.specfiles import load_specs
from policymatch.store.engine import open_store

DAY = date(2026, 6, 1)
KEYS = (
    "name",
    "code",
    "registrationDay",
    "character",
    "legalRepresentative",
    "capital",
    "businessScope",
    "province",
    "city",
    "address",
)
ROWS = 3000


@pytest.fixture(scope="module")
def registry(tmp_path_factory):
    folder = tmp_path_factory.mktemp("registry")
    write_registry(folder / "a.csv", ROWS)
    with (folder / "a.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    objects = [dict(zip(KEYS, row, strict=True)) for row in rows]
    (folder / "a.json").write_text(json.dumps({"erDataList": objects}, ensure_ascii=False), encoding="utf-8")
    return folder, rows


def taken_in(folder, name):
    spec = load_specs(enterprise_profiles.sources_dir())["open_registry"]
    engine = open_store(f"sqlite:///{folder / name}.sqlite3")
    return engine, ingest(engine, spec, str(folder / name), known_on=DAY)


def test_the_figures_hold_and_json_says_what_csv_says(registry):
    folder, rows = registry
    engine, report = taken_in(folder, "a.csv")
    assert report.rows_in == ROWS == report.stored + report.quarantined + report.duplicates
    refused = {row.value for row in quarantined(engine, rule="credit_code")}
    assert refused == {row[1] for row in rows if not uscc.is_valid(row[1])}
    assert report.understood["注册资金"] >= 0.995 * report.filled["注册资金"] > 0
    assert report.understood["登记地区"] >= 0.97 * report.stored
    currencies = {
        str(fact.value)[:4] for profile in load_profiles(engine) for fact in profile.known("registered_capital")
    }
    assert "USD " in currencies
    other, same = taken_in(folder, "a.json")
    assert (same.stored, same.quarantined) == (report.stored, report.quarantined)
    facts = {profile.subject: (profile.name, profile.facts) for profile in load_profiles(engine)}
    assert {profile.subject: (profile.name, profile.facts) for profile in load_profiles(other)} == facts
    engine.dispose()
    other.dispose()
