"""The clean text, its lines, and traditional characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policymatch.parsing.readers import BlockKind, Origin, read_text
from policymatch.parsing.readers.building import RawCell, TextBuilder
from policymatch.parsing.readers.failures import EmptyFileError

TRADITIONAL = (
    "為鼓勵企業創新，對在本區註冊的資訊軟體企業給予獎勵。\n網際網路企業應當符合下列條件：\n"
    "（一）上年度營業收入達到2000萬元；\n（二）近三年沒有重大違法記錄。"
)


def test_lines_and_blocks_are_one_and_the_same() -> None:
    source = read_text("一\n\n 二 \n三", name="a")
    assert [source.text[block.start : block.end] for block in source.blocks] == source.text.split("\n")


def test_places_outside_the_text_are_refused() -> None:
    source = read_text("企业", name="a")
    for offset in (-1, 2):
        with pytest.raises(IndexError):
            source.origin_at(offset)


def test_origin_reads_as_a_place() -> None:
    assert str(Origin(page=3, table=1, row=2, column=4)) == "第3页表1第2行第4列"
    assert str(Origin(sheet="清单", row=5)) == "工作表“清单”第5行"


def test_traditional_text_is_simplified_in_words_and_quoted_as_written() -> None:
    source = read_text(TRADITIONAL, name="a")
    assert source.text.startswith("为鼓励企业创新，对在本区注册的信息软件企业给予奖励。\n互联网企业应当符合下列条件：")
    assert any("繁体" in warning for warning in source.warnings)
    start = source.text.index("营业收入")
    assert source.verbatim(start, start + 4) == "營業收入"
    assert source.verbatim(0, len(source.text)) == TRADITIONAL
    assert source.origin_at(start).offset == TRADITIONAL.index("營業收入")


def test_blocks_of_converted_text_still_are_its_lines() -> None:
    source = read_text(TRADITIONAL, name="a")
    assert [source.text[block.start : block.end] for block in source.blocks] == source.text.split("\n")
    for block, written in zip(source.blocks, TRADITIONAL.split("\n"), strict=True):
        assert source.verbatim(block.start, block.end) == written


@pytest.mark.parametrize(
    "text", ["台灣居民居住證持有人可以申請", "乾隆年間", "按照“後補助”方式给予企业支持，企业应当符合条件"]
)
def test_a_few_traditional_words_do_not_convert_a_simplified_text(text: str) -> None:
    body = "对在本区注册的企业给予奖励，按照有关规定执行。" * 20
    assert read_text(text + body, name="a").written is None


@given(st.text(alphabet=st.characters(), max_size=300))
def test_any_text_keeps_its_invariants(text: str) -> None:
    try:
        source = read_text(text, name="a")
    except EmptyFileError:
        return
    assert "\n".join(source.text[block.start : block.end] for block in source.blocks) == source.text
    assert all(block.start < block.end for block in source.blocks)
    for index in range(len(source.text)):
        offset = source.origin_at(index).offset
        assert offset is not None
        assert 0 <= offset < len(text)


@given(
    st.lists(
        st.sampled_from(["為", "業", "網際網路", "軟體", "企业", "，", "\n", "abc", "資訊", "獎勵", "的"]), max_size=60
    )
)
def test_traditional_mixtures_keep_their_way_back(parts: list[str]) -> None:
    text = "為鼓勵企業，" + "".join(parts)
    source = read_text(text, name="a")
    assert "\n".join(source.text[block.start : block.end] for block in source.blocks) == source.text
    origins = [source.origin_at(index).offset or 0 for index in range(len(source.text))]
    assert origins == sorted(origins)
    assert origins[-1] < len(text)


def cell(text: str, row: int, column: int, height: int = 1, width: int = 1) -> RawCell:
    paragraphs = tuple(((line, Origin(offset=0)),) for line in text.split("\n"))
    return RawCell(paragraphs, row, column, height, width)


def test_merged_cells_stand_at_every_place_and_are_written_once() -> None:
    builder = TextBuilder()
    rows = [["序号", "类别", "标准"], ["1", "创新", "甲"], ["2", "", "乙"]]
    cells = [
        cell(text, r, c, 2 if text == "创新" else 1) for r, row in enumerate(rows) for c, text in enumerate(row) if text
    ]
    table = builder.table(cells, origin=Origin(table=1))
    source = builder.build("a", "text/plain")
    assert table is not None
    assert source.text == "序号\t类别\t标准\n1\t创新\t甲\n2\t乙"
    assert [{name: found.text for name, found in record.items()} for record in table.records()] == [
        {"序号": "1", "类别": "创新", "标准": "甲"},
        {"序号": "2", "类别": "创新", "标准": "乙"},
    ]
    assert table.rows[1][1] is table.rows[2][1]
    assert all(source.text[found.start : found.end] == found.text for row in table.rows for found in row if found)


def test_a_cell_of_statements_stands_on_its_own_lines() -> None:
    builder = TextBuilder()
    builder.table(
        [cell("条件要求", 0, 0), cell("1.在本区注册；\n2.收入2000万元以上。", 0, 1), cell("备注", 0, 2)],
        origin=Origin(),
    )
    source = builder.build("a", "text/plain")
    assert source.text.split("\n") == ["条件要求", "1.在本区注册；", "2.收入2000万元以上。", "备注"]
    assert [block.kind for block in source.blocks] == [
        BlockKind.TABLE_ROW, BlockKind.CELL, BlockKind.CELL, BlockKind.TABLE_ROW,
    ]  # fmt: skip


def test_a_name_broken_over_lines_is_one() -> None:
    builder = TextBuilder()
    table = builder.table([cell("见习结束\n时间", 0, 0), cell("高企认定奖励\n（首次）", 0, 1)], origin=Origin())
    assert table is not None
    assert builder.build("a", "x").text == "见习结束时间\t高企认定奖励（首次）"


def test_a_table_of_nothing_leaves_no_trace() -> None:
    builder = TextBuilder()
    assert builder.table([cell(" ", 0, 0)], origin=Origin()) is None
    assert builder.is_empty


def test_a_policy_card_is_written_label_above_content() -> None:
    builder = TextBuilder()
    rows = [
        ["某某奖励"],
        ["依据文件", "《若干措施》"],
        ["工具分类", "资金支持", "服务对象", "中小企业"],
        ["条件要求", "1.注册；\n2.纳税。"],
    ]
    cells = [cell(text, r, c, 1, 4 if len(row) == 1 else 1) for r, row in enumerate(rows) for c, text in enumerate(row)]
    table = builder.table(cells, origin=Origin())
    assert table is not None
    assert (table.caption, table.header_rows) == ("某某奖励", 0)
    text = "某某奖励 依据文件 《若干措施》 工具分类 资金支持 服务对象 中小企业 条件要求 1.注册； 2.纳税。"
    assert builder.build("a", "x").text.split("\n") == text.split(" ")


def test_a_list_under_column_names_is_no_card() -> None:
    builder = TextBuilder()
    rows = [
        ["项目名称", "申报条件", "奖励标准", "申报材料"],
        ["甲", "注册", "1万元", "执照"],
        ["乙", "纳税", "2万元", "证明"],
    ]
    builder.table([cell(text, r, c) for r, row in enumerate(rows) for c, text in enumerate(row)], origin=Origin())
    assert builder.build("a", "x").text.split("\n") == ["\t".join(row) for row in rows]
