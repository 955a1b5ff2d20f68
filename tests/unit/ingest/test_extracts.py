"""Opening extracts: every form says the same; broken lines swallow nothing."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise

import pytest
from sqlalchemy import create_engine, text

from policymatch.errors import UnreadableFileError
from policymatch.ingest.extracts import open_extract, peek
from policymatch.ingest.extracts.delimited import read_delimited
from policymatch.ingest.extracts.texts import cell_text
from policymatch.ingest.intake import ingest
from policymatch.ingest.profiles import build_profile
from tests.unit.ingest.conftest import CODES

DAY = date(2026, 6, 1)
HEADER = ["信用代码", "企业名称", "原注册号", "注册资本(万元)", "法定代表人", "住所"]
ROWS = [
    [CODES[1], "安徽运输（集团）公司", "", "6,167.15", "王小明", "安徽省合肥市庐阳区1号"],
    [CODES[3], "安庆投资公司", "", "100(万美元)", "李华", "安徽省安庆市2号"],
]


def as_csv(path, encoding="utf-8", separator=","):
    quoted = [[f'"{cell}"' if "," in cell else cell for cell in row] for row in [HEADER, *ROWS]]
    path.write_text("\r\n".join(separator.join(row) for row in quoted) + "\r\n", encoding=encoding)


def as_xlsx(path):
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["企业登记信息表"])
    book.active.append([])
    for row in [HEADER, *ROWS]:
        book.active.append(row)
    book.save(path)


def as_xls(path):
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    for at, row in enumerate([HEADER, *ROWS]):
        for place, cell in enumerate(row):
            sheet.write(at, place, cell)
    book.save(str(path))


def as_parquet(path):
    import pyarrow as pa
    from pyarrow import parquet

    parquet.write_table(pa.table({name: [row[at] for row in ROWS] for at, name in enumerate(HEADER)}), path)


def as_json(path, objects=None):
    made = objects or [dict(zip(HEADER, row, strict=True)) for row in ROWS]
    path.write_text(json.dumps({"total": 2, "erDataList": made}, ensure_ascii=False, indent=1), encoding="utf-8")


FORMS = {
    "a.csv": as_csv, "bom.csv": lambda path: as_csv(path, "utf-8-sig"), "gb.csv": lambda path: as_csv(path, "gb18030"),
    "u16.csv": lambda path: as_csv(path, "utf-16"), "t.tsv": lambda path: as_csv(path, separator="\t"), "a.xlsx": as_xlsx, "a.xls": as_xls,
    "a.parquet": as_parquet, "a.json": as_json,
    "a.jsonl": lambda path: path.write_text("\n".join(json.dumps(dict(zip(HEADER, row, strict=True))) for row in ROWS), encoding="utf-8"),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_every_form_says_the_same(name, engine, register, tmp_path):
    path = tmp_path / name
    FORMS[name](path)
    report = ingest(engine, register, str(path), known_on=DAY)
    assert (report.rows_in, report.stored, report.missing) == (2, 2, ())
    first, second = (build_profile(engine, row[0]) for row in ROWS)
    assert first.name == "安徽运输（集团）公司"
    assert [str(p.known("registered_capital")[0].value) for p in (first, second)] == ["61671500", "USD 1000000"]
    assert [p.known("registered_region")[0].value for p in (first, second)] == ["340103", "340800"]


def test_a_database_table_is_read_and_known_again(engine, register, tmp_path):
    url = f"sqlite:///{tmp_path / 'their.sqlite3'}"
    theirs = create_engine(url)
    with theirs.begin() as connection:
        columns = ",".join(f'"{name}" text' for name in HEADER)
        connection.execute(text(f"CREATE TABLE firms ({columns})"))
        for row in ROWS:
            connection.exec_driver_sql(f"INSERT INTO firms VALUES ({','.join('?' * len(row))})", tuple(row))
    first = ingest(engine, register, f"{url}#firms", known_on=DAY)
    again = ingest(engine, register, f"{url}#firms", known_on=DAY)
    assert (first.stored, again.stored, again.duplicates) == (2, 0, 2)
    with pytest.raises(UnreadableFileError, match="数据库"):
        ingest(engine, register, f"{url}#nothing", known_on=DAY)


def test_the_same_batch_in_another_form_brings_nothing_new(engine, register, tmp_path):
    as_csv(tmp_path / "a.csv")
    as_json(tmp_path / "a.json")
    ingest(engine, register, str(tmp_path / "a.csv"), known_on=DAY)
    report = ingest(engine, register, str(tmp_path / "a.json"), known_on=DAY)
    assert (report.stored, report.duplicates) == (0, 2)


@pytest.mark.parametrize(
    ("body", "records"),
    [
        ('1,"x,y",3', [["1", "x,y", "3"]]),
        ('2,"two\nlines",3', [["2", "two\nlines", "3"]]),
        ('3,"never closed,4\n5,6,7', [["3,\"never closed,4"], ["5", "6", "7"]]),
        ('4,5" pipe,6', [["4", '5" pipe', "6"]]),
        ('"8",9,"10"', [["8", "9", "10"]]),
        ("\n\n1,2,3\n\n", [["1", "2", "3"]]),
        ('1,2,"""quoted"""', [["1", "2", '"quoted"']]),
    ],
)  # fmt: skip
def test_quotes_and_lines(body, records, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(f"a,b,c\n{body}\n", encoding="utf-8")
    assert list(read_delimited(path))[1:] == records


def test_a_quote_that_never_closes_costs_one_line_of_many(tmp_path):
    path = tmp_path / "a.csv"
    lines = [f"{n},b,c" for n in range(1000)]
    lines[500] = '500,"b,c'
    path.write_text("a,b,c\n" + "\n".join(lines) + "\n", encoding="utf-8")
    assert [len(record) for record in read_delimited(path)].count(3) == 1000


def test_a_late_key_of_json_is_not_lost(engine, register, tmp_path):
    objects = [dict(zip(HEADER, ROWS[0], strict=True)) for _ in range(600)]
    objects[-1] = {**objects[-1], "新列": "意外"}
    as_json(tmp_path / "a.json", objects)
    report = ingest(engine, register, str(tmp_path / "a.json"), known_on=DAY)
    assert (report.rows_in, report.stored, report.rules) == (600, 1, {"column_count": 1})


def test_a_json_file_cut_off_is_unreadable_and_says_so(engine, register, tmp_path):
    as_json(tmp_path / "a.json")
    whole = (tmp_path / "a.json").read_text(encoding="utf-8")
    (tmp_path / "cut.json").write_text(whole[: len(whole) // 2], encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="截断|JSON"):
        ingest(engine, register, str(tmp_path / "cut.json"), known_on=DAY)


def test_json_in_small_pieces_is_the_same(register, tmp_path, monkeypatch):
    as_json(tmp_path / "a.json")
    whole = list(open_extract(str(tmp_path / "a.json"), register).rows)
    monkeypatch.setattr("policymatch.ingest.extracts.objects._PIECE", 40)
    assert list(open_extract(str(tmp_path / "a.json"), register).rows) == whole
    assert len(whole) == 2


def test_typed_cells_become_the_text_of_a_csv():
    cells = (None, 3.0, 2.5, float("nan"), True, datetime(2020, 1, 2), date(2020, 1, 2), Decimal("1.50"), 7)
    assert [cell_text(cell) for cell in cells] == ["", "3", "2.5", "", "是", "2020-01-02", "2020-01-02", "1.50", "7"]


def test_a_header_below_title_rows_is_found(register, tmp_path):
    as_xlsx(tmp_path / "a.xlsx")
    extract = open_extract(str(tmp_path / "a.xlsx"), register)
    assert extract.header == HEADER
    assert peek(str(tmp_path / "a.xlsx"), 5)[0] == HEADER


def test_reading_is_lazy(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("a,b,c\n" + "1,2,3\n" * 10, encoding="utf-8")
    rows = read_delimited(path)
    assert [next(rows) for _ in range(2)][1] == ["1", "2", "3"]
    assert all(one == other for one, other in pairwise(rows))
