"""Taking in extracts: accounts, repetition, versions, full lists."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text

from policymatch.errors import ConflictError, SourceSpecError, UnreadableFileError
from policymatch.ingest.ahead import chunks_ahead
from policymatch.ingest.deliveries import advance, open_batch
from policymatch.ingest.intake import ingest, ingest_folder
from policymatch.ingest.profiles import build_profile, load_profiles
from policymatch.store.engine import open_store
from tests.unit.ingest.conftest import CODES, STAFF

DAY = date(2026, 6, 1)
HEAD = "信用代码,单位名称,年度,参保人数,经办人"
A, B, C = CODES[1], CODES[2], CODES[3]


def balanced(report):
    assert report.rows_in == report.stored + report.quarantined + report.duplicates
    return report


def count(engine, where="1=1"):
    with engine.connect() as connection:
        return connection.execute(text(f"SELECT count(*) FROM record WHERE {where}")).scalar()


def test_every_row_is_accounted_for(engine, staff, write):
    path = write(
        "a.csv", HEAD, f"{A},甲公司,2024,10,王小明", f"{B},乙公司,2024,十个,", f"{A},甲公司,2024,10,王小明",
        f"{C},丙公司,2024,5", "坏代码,丁公司,2024,3,", f"{C},戊公司,,3,",
    )  # fmt: skip
    report = balanced(ingest(engine, staff, path, known_on=DAY))
    assert (report.rows_in, report.stored, report.quarantined, report.duplicates) == (6, 1, 4, 1)
    assert report.rules == {"count": 1, "column_count": 1, "credit_code": 1, "required": 1}
    assert count(engine) == 1


def test_the_same_batch_twice_changes_nothing(engine, staff, write):
    path = write("a.csv", HEAD, f"{A},甲公司,2024,10,", "坏代码,丁公司,2024,3,")
    ingest(engine, staff, path, known_on=DAY)
    again = balanced(ingest(engine, staff, path, known_on=date(2026, 7, 1)))
    assert again.repeated
    assert (again.rows_in, again.stored, again.duplicates) == (2, 0, 2)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM quarantine")).scalar() == 1


def test_unchanged_rows_of_another_batch_are_duplicates(engine, staff, write):
    ingest(engine, staff, write("a.csv", HEAD, f"{A},甲公司,2024,10,", f"{B},乙公司,2024,7,"), known_on=DAY)
    report = balanced(
        ingest(
            engine,
            staff,
            write("b.csv", HEAD, f"{A},甲公司,2024,10,", f"{B},乙公司,2024,8,"),
            known_on=date(2026, 7, 1),
        )
    )
    assert (report.stored, report.duplicates) == (1, 1)
    assert count(engine, "ended_by IS NULL") == 2


def test_a_value_that_comes_back_is_stored_again(engine, staff, write):
    for month, staff_count in enumerate((10, 11, 10), 1):
        path = write(f"{month}.csv", HEAD, f"{A},甲公司,2024,{staff_count},", f"{B},乙公司,202{month},1,")
        report = ingest(engine, staff, path, known_on=date(2026, month, 1))
        assert report.stored == 2
    assert [f.value for f in build_profile(engine, A).known("insured_employees")] == [10]


def test_what_we_knew_on_a_day(engine, staff, write):
    ingest(engine, staff, write("a.csv", HEAD, f"{A},甲公司,2024,10,"), known_on=date(2026, 1, 1))
    ingest(engine, staff, write("b.csv", HEAD, f"{A},甲公司,2024,12,"), known_on=date(2026, 3, 1))
    (before,) = build_profile(engine, A, known_on=date(2026, 2, 1)).known("insured_employees")
    (now,) = build_profile(engine, A).known("insured_employees")
    assert (before.value, now.value) == (10, 12)
    assert not list(load_profiles(engine, known_on=date(2025, 12, 31)))


def test_two_answers_in_one_batch_are_a_conflict(engine, staff, write):
    lines = [f"{A},甲公司,2024,10,", f"{A},甲公司,2024,12,"]
    for order in (lines, lines[::-1]):
        report = balanced(ingest(engine, staff, write(f"{order[0][-3:]}.csv", HEAD, *order), known_on=DAY))
        assert report.rows_in == 2
    assert {fact.value for fact in build_profile(engine, A).known("insured_employees")} == {10, 12}


def test_a_chunk_s_size_changes_nothing(engine, staff, write):
    lines = [f"{code},公司,{year},{year - 2000}," for year in range(2015, 2025) for code in (A, B, C)]
    path = write("a.csv", HEAD, *lines, *lines[:5])
    report = balanced(ingest(engine, staff, path, known_on=DAY, chunk=4))
    assert (report.stored, report.duplicates) == (30, 5)


def test_a_full_list_ends_what_it_no_longer_holds(engine, listed, write):
    ingest(
        engine,
        listed,
        write("a.csv", "信用代码,认定日期,退出日期", f"{A},2024-05-01,", f"{B},2024-06-01,"),
        known_on=date(2026, 5, 1),
    )
    report = ingest(
        engine, listed, write("b.csv", "信用代码,认定日期,退出日期", f"{B},2024-06-01,"), known_on=date(2026, 6, 1)
    )
    assert (report.duplicates, report.ended) == (1, 1)
    stretches = {(f.value, f.valid_from, f.valid_to) for f in build_profile(engine, A).known("dishonest")}
    assert (True, date(2024, 5, 1), date(2026, 5, 31)) in stretches
    assert (False, date(2026, 6, 1), date(2026, 7, 16)) in stretches
    assert (False, date(2020, 1, 1), date(2024, 4, 30)) in stretches


def test_a_broken_row_of_a_full_list_proves_nobody_s_absence(engine, listed, write):
    ingest(
        engine,
        listed,
        write("a.csv", "信用代码,认定日期,退出日期", f"{A},2024-05-01,", f"{B},2024-06-01,"),
        known_on=date(2026, 5, 1),
    )
    report = ingest(
        engine,
        listed,
        write("b.csv", "信用代码,认定日期,退出日期", f"{A},某日,", f"{B},2024-06-01,"),
        known_on=date(2026, 6, 1),
    )
    assert (report.quarantined, report.ended) == (1, 0)
    assert {fact.value for fact in build_profile(engine, A).known("dishonest")} == {True}


def test_silence_speaks_only_for_complete_lists_and_while_they_are_fresh(engine, listed, staff, write):
    ingest(engine, staff, write("s.csv", HEAD, f"{A},甲公司,2024,10,"), known_on=DAY)
    assert not build_profile(engine, A).known("dishonest")
    ingest(engine, listed, write("a.csv", "信用代码,认定日期,退出日期", f"{B},2024-06-01,"), known_on=DAY)
    (fact,) = build_profile(engine, A).known("dishonest")
    assert (fact.value, fact.valid_from, fact.valid_to) == (False, date(2020, 1, 1), date(2026, 7, 16))


def test_two_processes_on_one_batch_do_not_mix(engine, staff):
    first = open_batch(engine, staff, digest="x", location="a", known_on=DAY, extracted_on=DAY)
    second = open_batch(engine, staff, digest="x", location="a", known_on=DAY, extracted_on=DAY)
    with engine.begin() as connection:
        advance(connection, first, 10)
    with pytest.raises(ConflictError, match="另一进程"), engine.begin() as connection:
        advance(connection, second, 10)


def test_a_file_without_a_needed_column_is_refused(engine, staff, write):
    with pytest.raises(SourceSpecError, match="年度"):
        ingest(engine, staff, write("a.csv", "信用代码,参保人数", f"{A},3"), known_on=DAY)


def test_unreadable_things_say_so(engine, staff, tmp_path):
    for name in ("none.csv", "odd.doc"):
        with pytest.raises(UnreadableFileError):
            ingest(engine, staff, str(tmp_path / name), known_on=DAY)
    (tmp_path / "empty.csv").write_text("")
    with pytest.raises(UnreadableFileError, match="没有内容"):
        ingest(engine, staff, str(tmp_path / "empty.csv"), known_on=DAY)


def test_a_folder_is_taken_in_by_name_and_day(engine, tmp_path):
    specs, data = tmp_path / "specs", tmp_path / "data"
    specs.mkdir()
    data.mkdir()
    (specs / "staff.yaml").write_text(STAFF, encoding="utf-8")
    (data / "staff@2026-03-01.csv").write_text(f"{HEAD}\n{A},甲公司,2024,12,\n", encoding="utf-8")
    (data / "staff@2026-01-01.csv").write_text(f"{HEAD}\n{A},甲公司,2024,10,\n", encoding="utf-8")
    seen = []
    reports = ingest_folder(engine, specs, data, progress=lambda source, rows: seen.append((source, rows)))
    assert [report.rows_in for report in reports] == [1, 1]
    assert seen == [("staff", 1)] * 2
    assert build_profile(engine, A).known("insured_employees")[0].value == 12
    (data / "other@2026-01-01.csv").write_text("a\n")
    with pytest.raises(SourceSpecError, match="other"):
        ingest_folder(engine, specs, data)


def test_old_numbers_lead_to_the_code_that_the_register_gave(engine, register, staff, write):
    number = "340100000012342"
    from policymatch.vocabulary.credit_code import is_registration_number

    number = next(n for n in (f"34010000001234{d}" for d in range(10)) if is_registration_number(n))
    head = "信用代码,企业名称,原注册号,注册资本(万元),法定代表人,住所"
    ingest(engine, register, write("r.csv", head, f"{A},甲公司,{number},10,王小明,安徽省合肥市"), known_on=DAY)
    report = ingest(engine, staff, write("s.csv", HEAD, f"{number},甲公司,2024,9,", ",甲公司,2024,9,"), known_on=DAY)
    assert (report.stored, report.rules) == (1, {"subject_unresolved": 1})
    assert build_profile(engine, A).known("insured_employees")[0].value == 9


def test_a_large_file_is_cleaned_ahead_to_the_same_end(engine, staff, write, monkeypatch, tmp_path):
    lines = [f"{code},公司,{year},{year - 2000}," for year in range(2015, 2025) for code in (A, B, C)]
    path = write("a.csv", HEAD, *lines, "坏代码,丁公司,2024,3,", f"{A},甲公司", *lines[:5])
    here = ingest(engine, staff, path, known_on=DAY, chunk=4)
    monkeypatch.setattr("policymatch.ingest.intake.AHEAD_BYTES", 0)
    other = open_store(f"sqlite:///{tmp_path / 'other.sqlite3'}")
    ahead = balanced(ingest(other, staff, path, known_on=DAY, chunk=4))
    assert (
        (ahead.stored, ahead.quarantined, ahead.duplicates)
        == (here.stored, here.quarantined, here.duplicates)
        == (30, 2, 5)
    )
    assert {p.subject: p.facts for p in load_profiles(other)} == {p.subject: p.facts for p in load_profiles(engine)}
    other.dispose()


def test_what_goes_wrong_ahead_is_raised_here(staff, write):
    with pytest.raises(SourceSpecError, match="年度"):
        list(chunks_ahead(write("a.csv", "信用代码,参保人数", f"{A},3"), staff, size=5, skip=0))
    for _ in chunks_ahead(
        write("b.csv", HEAD, *[f"{A},甲公司,{year},1," for year in range(2000, 2020)]), staff, size=5, skip=0
    ):
        break
