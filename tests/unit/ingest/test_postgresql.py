"""The same on PostgreSQL: COPY, accounts, versions, resolution."""

from __future__ import annotations

from datetime import date

import pytest

from policymatch.ingest.disputes import answer, dispute
from policymatch.ingest.intake import ingest
from policymatch.ingest.profiles import build_profile, load_profiles
from policymatch.ingest.quarantine import accept_suggestion, quarantined
from policymatch.store.engine import open_store
from tests.unit.ingest.conftest import CODES

A, B = CODES[1], CODES[2]
DAY, LATER = date(2026, 6, 1), date(2026, 7, 1)
HEAD = "信用代码,单位名称,年度,参保人数,经办人"


@pytest.fixture
def engine(new_postgresql):
    made = open_store(new_postgresql())
    yield made
    made.dispose()


def test_ingest_versions_corrections_and_disputes(engine, staff, listed, register, write):
    path = write(
        "a.csv", HEAD, f"{A},甲\x00公司,2024,10,王", f"{A},甲\x00公司,2024,10,王", f"{B[:9]}O{B[10:]},乙,2024,3,", "x,y"
    )
    report = ingest(engine, staff, path, known_on=DAY, chunk=2)
    assert (report.rows_in, report.stored, report.quarantined, report.duplicates) == (4, 1, 2, 1)
    assert ingest(engine, staff, path, known_on=DAY).repeated
    ingest(engine, staff, write("b.csv", HEAD, f"{A},甲公司,2024,12,"), known_on=LATER)
    assert build_profile(engine, A).known("insured_employees")[0].value == 12
    assert build_profile(engine, A, known_on=DAY).known("insured_employees")[0].value == 10
    row = next(row for row in quarantined(engine) if row.suggestion)
    accept_suggestion(engine, staff, row.id, on=LATER)
    case = dispute(engine, A, "insured_employees", source="staff", claimed="13", reason="漏报", on=LATER)
    answer(engine, staff, case.id, upheld=True, words="核实", on=LATER)
    assert {p.subject: p.known("insured_employees")[0].value for p in load_profiles(engine)} == {
        A: 13,
        row.suggestion: 3,
    }


def test_full_lists_end_what_is_gone(engine, listed, write):
    ingest(
        engine,
        listed,
        write("a.csv", "信用代码,认定日期,退出日期", f"{A},2024-05-01,", f"{B},2024-06-01,"),
        known_on=DAY,
    )
    report = ingest(engine, listed, write("b.csv", "信用代码,认定日期,退出日期", f"{B},2024-06-01,"), known_on=LATER)
    assert (report.duplicates, report.ended) == (1, 1)
