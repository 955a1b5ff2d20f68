"""Workbooks: one line a row, merged cells at every place they cover."""

from __future__ import annotations

import datetime
import io

import openpyxl
import pytest
import xlwt

from policymatch.parsing.readers import BlockKind, read_bytes
from policymatch.parsing.readers.compound import Container, largest_sheet
from policymatch.parsing.readers.failures import (
    DamagedFileError,
    DecompressionBombError,
    EmptyFileError,
    EncryptedFileError,
)

ROWS = [
    ["2024年惠企政策兑现清单", None, None, None],
    ["序号", "政策类别", "项目名称", "奖励标准（万元）"],
    [1, "科技创新", "高企认定奖励\n（首次）", 50],
    [2, None, "研发补助", 33.5],
    [3, "人才", "安家补贴", "一事一议"],
]


def workbook(rows: list[list[object]], merged: tuple[str, ...] = ("A1:D1", "B3:B4")) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for place in merged:
        book.active.merge_cells(place)
    return book


def data(book: openpyxl.Workbook | xlwt.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def old() -> xlwt.Workbook:
    book = xlwt.Workbook()
    sheet = book.add_sheet("清单")
    sheet.write_merge(0, 0, 0, 3, ROWS[0][0])
    sheet.write_merge(2, 3, 1, 1, "科技创新")
    for number, row in enumerate(ROWS[1:], start=1):
        for column, value in enumerate(row):
            if value not in (None, "科技创新"):
                sheet.write(number, column, value)
    return book


@pytest.mark.parametrize(("book", "name"), [(workbook(ROWS), "a.xlsx"), (old(), "a.xls"), (old(), "a.et")])
def test_one_item_a_row(book: openpyxl.Workbook | xlwt.Workbook, name: str) -> None:
    source = read_bytes(data(book), name=name)
    assert source.text.split("\n") == [
        "2024年惠企政策兑现清单",
        "序号\t政策类别\t项目名称\t奖励标准（万元）",
        "1\t科技创新\t高企认定奖励（首次）\t50",
        "2\t研发补助\t33.5",
        "3\t人才\t安家补贴\t一事一议",
    ]
    (table,) = source.tables
    assert (table.caption, table.header_rows) == ("2024年惠企政策兑现清单", 2)
    assert [record["政策类别"].text for record in table.records()] == ["科技创新", "科技创新", "人才"]
    assert [record["奖励标准（万元）"].text for record in table.records()] == ["50", "33.5", "一事一议"]


def test_a_cell_names_its_sheet_row_and_column() -> None:
    source = read_bytes(data(workbook(ROWS)), name="a.xlsx")
    origin = source.origin_at(source.text.index("研发补助"))
    assert (origin.sheet, origin.row, origin.column, origin.offset) == ("Sheet", 4, 3, 0)
    assert str(origin) == "工作表“Sheet”表1第4行第3列"


def test_hidden_sheets_are_left_out_and_sheets_are_headed_by_their_names() -> None:
    book = workbook(ROWS)
    other = book.create_sheet("材料")
    other.append(["营业执照", "复印件"])
    hidden = book.create_sheet("草稿")
    hidden.append(["不应读出", "内部"])
    hidden.sheet_state = "hidden"
    source = read_bytes(data(book), name="a.xlsx")
    headings = [source.text[block.start : block.end] for block in source.blocks if block.kind is BlockKind.HEADING]
    assert headings == ["Sheet", "材料"]
    assert "不应读出" not in source.text


def test_numbers_and_dates_read_as_people_write_them() -> None:
    row = [5.0, 0.1 + 0.2, datetime.date(2024, 3, 1), datetime.datetime(2024, 3, 1, 9, 30), True, 1e14]
    source = read_bytes(data(workbook([["列"] * 6, row], ())), name="a.xlsx")
    assert source.text.split("\n")[1] == "5\t0.3\t2024-03-01\t2024-03-01 09:30:00\t是\t100000000000000"


@pytest.mark.parametrize(
    ("code", "shown"), [("0%", "12.5%"), ("0.00%", "12.5%"), ('0.0"%"', "12.5%"), ("0.000", "0.125")]
)
def test_percentages_read_as_they_show(code: str, shown: str) -> None:
    book = workbook([["项目", "补贴比例"], ["研发", 0.125], ["设备", "一半"]], ())
    book.active["B2"].number_format = code
    book.active["B3"].number_format = code
    source = read_bytes(data(book), name="a.xlsx")
    assert source.text.split("\n") == ["项目\t补贴比例", f"研发\t{shown}", "设备\t一半"]


def test_a_single_column_is_prose() -> None:
    source = read_bytes(data(workbook([["第一条 对企业给予奖励。"], ["第二条 自印发之日起施行。"]], ())), name="a.xlsx")
    assert source.tables == ()
    assert source.text == "第一条 对企业给予奖励。\n第二条 自印发之日起施行。"


def test_conditions_in_a_cell_keep_their_lines() -> None:
    rows = [["名称", "条件"], ["甲", "1.在本区注册；\n2.上年度收入2000万元以上。"]]
    source = read_bytes(data(workbook(rows, ())), name="a.xlsx")
    assert source.text.split("\n") == ["名称\t条件", "甲", "1.在本区注册；", "2.上年度收入2000万元以上。"]
    (record,) = source.tables[0].records()
    assert record["条件"].text == "1.在本区注册；\n2.上年度收入2000万元以上。"


def test_an_empty_workbook() -> None:
    with pytest.raises(EmptyFileError):
        read_bytes(data(workbook([], ())), name="a.xlsx")


@pytest.mark.parametrize(("book", "name"), [(workbook(ROWS), "a.xlsx"), (old(), "a.xls")])
def test_a_cut_workbook_is_damaged(book: openpyxl.Workbook | xlwt.Workbook, name: str) -> None:
    whole = data(book)
    with pytest.raises(DamagedFileError, match="已损坏"):
        read_bytes(whole[: len(whole) // 3], name=name)


def test_two_cells_in_far_corners_do_not_take_all_memory() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "企业"
    book.active["XFD1048576"] = "奖励"
    with pytest.raises(DecompressionBombError, match="工作表占"):
        read_bytes(data(book), name="a.xlsx")


def test_far_corners_of_old_workbooks_are_seen_too() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("清单")
    sheet.write(0, 0, "企业")
    sheet.write(65535, 255, "奖励")
    with pytest.raises(DecompressionBombError, match="工作表占"):
        read_bytes(data(book), name="a.xls")


def test_every_stream_of_an_old_workbook_can_be_listed() -> None:
    container = Container(data(old()))
    assert "Workbook" in container.names
    places, guarded = largest_sheet(container.read("Workbook"))
    assert (places, guarded) == (20, False)


def test_a_password_on_an_old_workbook_is_named() -> None:
    whole = data(old())
    start = whole.index(b"\x09\x08\x10\x00")
    code_page = whole.index(b"\x42\x00\x02\x00", start)
    with pytest.raises(EncryptedFileError):
        read_bytes(whole[:code_page] + b"\x2f" + whole[code_page + 1 :], name="a.xls")


def test_long_lists_are_linear() -> None:
    rows = [["序号", "名称", "标准"], *([number, f"第{number}项奖励", "50万元"] for number in range(1, 3001))]
    source = read_bytes(data(workbook(rows, ())), name="a.xlsx")
    assert len(list(source.tables[0].records())) == 3000
