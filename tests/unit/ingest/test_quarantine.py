"""Quarantine, review and disputes: what broke is put right by people, and what was known before stays on record."""

from __future__ import annotations

from datetime import date

import pytest

from policymatch.errors import ConflictError, NotFoundError, RecordError, UnknownFieldError
from policymatch.ingest.disputes import REJECTED, UPHELD, WAITING, answer, dispute, disputes
from policymatch.ingest.intake import ingest
from policymatch.ingest.ownership import Edge, edges
from policymatch.ingest.profiles import build_profile, load_profiles
from policymatch.ingest.quality import quality_report
from policymatch.ingest.quarantine import accept_suggestion, correct, dismiss, quarantined, replay
from policymatch.ingest.review import assign, review_queue
from policymatch.profiles.specfiles import read_spec
from tests.unit.ingest.conftest import CODES, STAFF

DAY, LATER = date(2026, 6, 1), date(2026, 6, 20)
HEAD = "信用代码,单位名称,年度,参保人数,经办人"
A, B, C = CODES[1], CODES[2], CODES[3]


def staff_of(engine, subject, **known):
    return sorted(fact.value for fact in build_profile(engine, subject, **known).known("insured_employees"))


@pytest.fixture
def broken(engine, staff, write):
    ingest(
        engine,
        staff,
        write("a.csv", HEAD, f"{A},甲公司,2024,十人,", f"{A[:4]}O{A[5:]},甲公司,2023,9,", ",丙公司,2024,7,"),
        known_on=DAY,
    )
    return {row.rule: row for row in quarantined(engine)}


def test_a_corrected_row_is_known_from_the_day_of_its_correction(engine, staff, broken):
    report = correct(engine, staff, broken["count"].id, {"参保人数": "10"}, on=LATER)
    assert (report.rows_in, report.stored) == (1, 1)
    assert staff_of(engine, A) == [10]
    assert not list(load_profiles(engine, known_on=DAY))
    with pytest.raises(ConflictError):
        correct(engine, staff, broken["count"].id, {"参保人数": "11"}, on=LATER)


def test_a_row_that_still_breaks_a_rule_stays(engine, staff, broken):
    with pytest.raises(RecordError, match="单位的数"):
        correct(engine, staff, broken["count"].id, {"参保人数": "许多"}, on=LATER)
    with pytest.raises(RecordError, match="没有列"):
        correct(engine, staff, broken["count"].id, {"人数": "3"}, on=LATER)
    assert len(list(quarantined(engine))) == 3


def test_a_suggestion_is_taken_only_when_a_person_takes_it(engine, staff, broken):
    row = broken["credit_code"]
    assert row.suggestion == A
    accept_suggestion(engine, staff, row.id, on=LATER)
    assert staff_of(engine, A) == [9]
    with pytest.raises(RecordError, match="没有更正建议"):
        accept_suggestion(engine, staff, broken["count"].id, on=LATER)


def test_dismissed_rows_say_nothing_and_stay_on_record(engine, broken):
    dismiss(engine, broken["count"].id)
    assert [row.id for row in quarantined(engine, state="dismissed")] == [broken["count"].id]
    with pytest.raises(NotFoundError):
        dismiss(engine, 99)


def test_after_the_spec_is_put_right_rows_are_replayed(engine, write):
    narrow = read_spec(STAFF, where="a")
    ingest(engine, narrow, write("a.csv", HEAD, f"{A},甲公司,2024,10人次,", f"{B},乙公司,2024,几人,"), known_on=DAY)
    wide = read_spec(
        STAFF.replace("field: insured_employees,", 'field: insured_employees, values: {10人次: "10"},'), where="a"
    )
    report = replay(engine, wide, on=LATER)
    assert (report.rows_in, report.stored, report.quarantined) == (2, 1, 1)
    assert staff_of(engine, A) == [10]
    assert replay(engine, wide, on=LATER).stored == 0


def test_values_set_aside_do_not_cost_the_row(engine, register, write):
    head = "信用代码,企业名称,原注册号,注册资本(万元),法定代表人,住所"
    report = ingest(engine, register, write("r.csv", head, f"{A},甲公司,123,10,,"), known_on=DAY)
    assert (report.stored, report.quarantined, report.flaws) == (1, 0, {"former_number": 1})
    assert [row.scope for row in quarantined(engine)] == ["value"]


def test_likeness_proposes_and_a_person_decides(engine, register, staff, broken, write):
    head = "信用代码,企业名称,原注册号,注册资本(万元),法定代表人,住所"
    ingest(engine, register, write("r.csv", head, f"{C},丙有限公司,,10,,", f"{B},乙公司,,10,,"), known_on=DAY)
    cases = {case.row.rule: case for case in review_queue(engine, register, [staff])}
    assert [candidate.subject for candidate in cases["subject_unresolved"].candidates][:1] == [C]
    assert not build_profile(engine, C).known("insured_employees")
    assign(engine, staff, cases["subject_unresolved"].row.id, C, on=LATER)
    assert staff_of(engine, C) == [7]


def test_an_upheld_dispute_corrects_from_the_day_of_the_answer(engine, staff, write):
    ingest(engine, staff, write("a.csv", HEAD, f"{A},甲公司,2024,10,", f"{A},甲公司,2023,8,"), known_on=DAY)
    case = dispute(
        engine,
        A,
        "insured_employees",
        source="staff",
        year=2024,
        claimed="12人",
        reason="漏报两人",
        on=date(2026, 6, 10),
    )
    assert (case.state, case.stated, case.department) == (WAITING, "10", "人社局")
    assert staff_of(engine, A) == [8, 10]
    with pytest.raises(ConflictError, match="在办"):
        dispute(engine, A, "insured_employees", source="staff", year=2024, claimed="13", reason="再提", on=DAY)
    settled = answer(engine, staff, case.id, upheld=True, words="已核实", on=LATER)
    assert (settled.state, settled.answered_by) == (UPHELD, "人社局")
    assert staff_of(engine, A) == [8, 12]
    assert staff_of(engine, A, known_on=date(2026, 6, 15)) == [8, 10]
    with pytest.raises(ConflictError, match="已答复"):
        answer(engine, staff, case.id, upheld=False, words="", on=LATER)


def test_a_rejected_dispute_changes_nothing_but_the_record_of_it(engine, staff, write):
    ingest(engine, staff, write("a.csv", HEAD, f"{A},甲公司,2024,10,"), known_on=DAY)
    case = dispute(engine, A, "insured_employees", source="staff", claimed="12", reason="漏报", on=DAY)
    assert answer(engine, staff, case.id, upheld=False, words="以申报为准", on=LATER).state == REJECTED
    assert staff_of(engine, A) == [10]
    assert [found.answer for found in disputes(engine, subject=A)] == ["以申报为准"]


def test_what_cannot_be_disputed_is_said(engine, staff, write):
    ingest(engine, staff, write("a.csv", HEAD, f"{A},甲公司,2024,10,"), known_on=DAY)
    with pytest.raises(UnknownFieldError):
        dispute(engine, A, "insured", source="staff", claimed="1", reason="", on=DAY)
    with pytest.raises(NotFoundError, match="没有该企业"):
        dispute(engine, A, "revenue", source="staff", claimed="1", reason="", on=DAY)
    case = dispute(engine, A, "insured_employees", source="staff", claimed="很多", reason="", on=DAY)
    assert "insured_employees" in case.affected_fields
    with pytest.raises(RecordError):
        answer(engine, staff, case.id, upheld=True, words="", on=LATER)
    assert staff_of(engine, A) == [10]


def test_edges_of_ownership_keep_share_and_days(engine, write):
    spec = read_spec(OWNERSHIP, where="o")
    lines = (f"{A},{B},51,2020-01-01,", f"{C},{B},,2021-01-01,2024-01-01")
    ingest(engine, spec, write("o.csv", "信用代码,上级,持股比例,起,止", *lines), known_on=DAY)
    ingest(
        engine, spec, write("p.csv", "信用代码,上级,持股比例,起,止", *lines, f"{C},{A},100,2024-01-02,"), known_on=LATER
    )
    assert edges(engine, A) == (
        Edge(A, B, "投资", "0.51", date(2020, 1, 1), None), Edge(C, A, "投资", "1", date(2024, 1, 2), None)
    )  # fmt: skip
    assert len(edges(engine, B)) == 2


def test_the_quality_report_counts_what_waits(engine, staff, broken, listed):
    entry, silent = quality_report(engine, [staff, listed], date(2026, 9, 30))
    assert (entry.rows_in, entry.stored, entry.quarantined, entry.open_rows) == (3, 0, 3, 3)
    assert entry.validity == 0
    assert entry.newest == DAY
    assert entry.late_days == 121 - 62
    assert (silent.rows_in, silent.validity) == (0, None)
    dismiss(engine, broken["count"].id)
    assert quality_report(engine, [staff], DAY)[0].open_rows == 2


OWNERSHIP = """
id: owners
title: 投资
department: 市场监督管理局
catalogue: {list: 职能数据, code: C4, title: 投资}
key: [信用代码, 上级]
columns:
  信用代码: {role: subject}
  上级: {role: parent}
  持股比例: {role: share, unit: "%"}
  起: {role: from}
  止: {role: to}
"""
