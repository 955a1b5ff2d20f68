"""Tables that stand in plain text, parted by tabs or by upright bars."""

from __future__ import annotations

from datetime import date

import pytest

from policymatch.parsing import parse_text
from policymatch.parsing.readers import read_text

ROWS = (
    ("事项名称", "支持对象", "支持标准", "申报时间"),
    ("高企认定奖励", "首次认定的高新技术企业", "一次性奖励20万元", "2025年3月1日至3月31日"),
    ("研发补助", "年度研发费用300万元以上的企业", "按研发费用的5%补助，最高100万元", "2025年5月1日至5月31日"),
    ("外贸奖励", "上年度出口额1000万元以上的外贸企业", "每家奖励10万元", ""),
)
TITLE = "西岭区2025年惠企政策事项表\n"


def tabbed() -> str:
    """The rows as copied from a sheet."""
    return TITLE + "\n".join("\t".join(row) for row in ROWS)


def barred() -> str:
    """The rows as written with upright bars."""
    lines = ["| " + " | ".join(row) + " |" for row in ROWS]
    return TITLE + "\n" + "\n".join([lines[0], "| --- | --- | --- | --- |", *lines[1:]])


@pytest.mark.parametrize("text", [tabbed(), barred()])
def test_rows_are_items(text: str) -> None:
    found = parse_text(text).document
    assert found.title == TITLE.strip()
    assert [item.name for item in found.items] == ["高企认定奖励", "研发补助", "外贸奖励"]
    assert [len(item.benefits) for item in found.items] == [1, 1, 1]
    assert found.items[1].window.closes_on == date(2025, 5, 31)
    assert found.items[2].window.closes_on is None


@pytest.mark.parametrize("text", [tabbed(), barred()])
def test_a_cell_leads_back_to_the_file(text: str) -> None:
    source = read_text(text, name="表.txt")
    (table,) = source.tables
    for row in table.rows:
        for cell in filter(None, row):
            offset = source.origin_at(cell.start).offset
            assert offset is not None
            assert text[offset : offset + len(cell.text)] == cell.text


def test_an_empty_place_at_the_left_belongs_to_the_cell_above() -> None:
    source = read_text(
        "类别\t事项\t标准\n科技\t研发\t奖励10万元\n\t平台\t奖励20万元\n人才\t引进\t奖励5万元", name="表.txt"
    )
    (table,) = source.tables
    assert [record["类别"].text for record in table.records()] == ["科技", "科技", "人才"]


@pytest.mark.parametrize(
    "text", ["一、\t政策依据\n二、\t申请条件\n三、\t奖励标准", "甲|乙\n丙|丁\n戊|己", "甲\t乙\t丙\n丁\t戊"]
)
def test_few_cells_or_rows_are_no_table(text: str) -> None:
    assert read_text(text, name="文.txt").tables == ()


STACKED = "\n".join(
    (
        TITLE.strip(), "序号", *ROWS[0][:3], "办理方式",
        "1", *ROWS[1][:3], "提供下列材料：（1）申请表；（2）高企证书。",
        "2", "研发补助", "1.年度研发费用300万元以上的企业；", "2.未被列入经营异常名录。", "按研发费用的5%补助，最高100万元", "2025年5月31日前由企业申报",
        "3", *ROWS[3][:3], "免申即享",
        "备注：同一项目不重复支持。",
    )
)  # fmt: skip


def test_cells_below_one_another_are_rows() -> None:
    (table,) = read_text(STACKED, name="表.txt").tables
    assert table.column_names() == ("序号", *ROWS[0][:3], "办理方式")
    assert [row[1].text for row in table.rows[1:] if row[1]] == ["高企认定奖励", "研发补助", "外贸奖励"]
    assert [row[4].text for row in table.rows[1:] if row[4]][-1] == "免申即享"
    found = parse_text(STACKED).document.items
    assert [item.name for item in found] == ["高企认定奖励", "研发补助", "外贸奖励"]
    assert list(found[0].materials) == ["申请表", "高企证书"]
    assert [item.window.closes_on for item in found] == [None, date(2025, 5, 31), None]
    assert "abnormal_operation" in str(found[1].condition)


@pytest.mark.parametrize(
    "text", ["序号\n1\n2\n3", "序号\n姓名\n单位\n1\n甲\n乙", "序号\n" + "甲" * 30 + "\n乙\n1\n丙\n丁\n2\n戊\n己"]
)
def test_a_count_alone_is_no_table(text: str) -> None:
    assert read_text(text, name="文.txt").tables == ()
