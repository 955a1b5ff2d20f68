"""From text to draft: quotes stand in the source, coverage adds up, tables and strange input are met."""

from __future__ import annotations

import io
import json
import time
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policymatch.conditions import leaves
from policymatch.documents import read_document, write_document
from policymatch.parsing import Parse, parse_file, parse_text
from policymatch.parsing.__main__ import main
from policymatch.parsing.coverage import Coverage

POLICY = """云岭市人民政府办公室关于印发支持企业发展若干措施的通知
云政办发〔2024〕8号
各县（区）人民政府：
现印发给你们，请认真贯彻执行。
云岭市人民政府办公室
2024年3月5日
支持企业发展若干措施
第一条 本措施所称企业，是指在云岭市注册、具有独立法人资格且未被列入经营异常名录的企业。
第二条 对新认定的高新技术企业，给予20万元 一次性奖励。
第三条 对上年度营业收入达到5000万元、1亿元的工业企业，分别给予10万元、30万元奖励；
经营管理规范、带动作用明显的，再给予5万元奖励。
第四条 同一企业符合多项政策的，按就高不重复原则执行。
第五条 本措施自2024年4月1日起施行，有效期3年。本措施“以上”均含本数。
"""


@pytest.fixture(scope="module")
def parsed() -> Parse:
    return parse_text(POLICY, name="措施.txt")


def folded(text: str) -> str:
    return "".join(text.split())


def test_every_quote_stands_in_the_source(parsed):
    source = folded(parsed.source.text)
    for item in parsed.document.items:
        said = [leaf.source.quote for leaf in leaves(item.condition)]
        said += [benefit.source.quote for benefit in item.benefits] + [item.anchor.quote]
        said += [each.quote for each in item.stacking]
        assert said
        assert all(folded(quote) in source for quote in said)


def test_spans_lead_to_the_quotes(parsed):
    text = parsed.source.text
    for item in parsed.document.items:
        for leaf in leaves(item.condition):
            assert folded(leaf.source.span.of(text)) == folded(leaf.source.quote)


def test_leaves_carry_a_confidence(parsed):
    found = [leaf.confidence for item in parsed.document.items for leaf in leaves(item.condition)]
    assert found
    assert all(confidence is not None and 0 < confidence <= 1 for confidence in found)


def test_the_document_goes_through_its_exchange_form(parsed):
    data = json.loads(json.dumps(write_document(parsed.document)))
    assert read_document(data) == parsed.document


def test_item_ids_are_unique(parsed):
    ids = [item.id for item in parsed.document.items]
    assert len(set(ids)) == len(ids) == 4


def test_coverage_counts_every_character_once(parsed):
    coverage = parsed.coverage
    assert coverage.total == coverage.structured + coverage.judgement + coverage.not_understood
    assert coverage.structured > 0
    assert coverage.judgement > 0
    assert coverage.share >= 0.8


def test_coverage_of_nothing_is_full():
    assert Coverage().share == 1
    assert Coverage(structured=3, judgement=1, not_understood=4).share == 0.5
    assert Coverage(structured=3, judgement=1, not_understood=4).structured_share == 0.375


def test_a_text_that_grants_nothing_has_no_items_and_says_so():
    parsed = parse_text(
        "云岭市会展业促进条例\n第一条 为了促进会展业发展，制定本条例。\n第二条 市人民政府应当支持会展业发展。\n"
    )
    assert parsed.document.items == ()
    assert any("没有找到" in warning for warning in parsed.warnings)


def test_a_list_of_supports_is_one_item_a_row(tmp_path: Path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["序号", "政策名称", "申报条件", "支持标准", "申报材料", "责任部门"])
    sheet.append(
        [
            1,
            "高企认定奖励",
            "在本区注册，首次通过高新技术企业认定",
            "给予一次性奖励20万元",
            "1.申请表；2.营业执照",
            "科技局",
        ]
    )
    sheet.append(
        [
            2,
            "升规奖励",
            "1.首次纳入规模以上统计；\n2.上年度营业收入2000万元以上",
            "给予10万元奖励",
            "申请表、营业执照",
            "工信局",
        ]
    )
    sheet.append([3, "待定", "", "", "", "工信局"])
    file = tmp_path / "清单.xlsx"
    stream = io.BytesIO()
    book.save(stream)
    file.write_bytes(stream.getvalue())
    found = parse_file(file).document.items
    assert [item.name for item in found] == ["高企认定奖励", "升规奖励"]
    assert [item.materials for item in found] == [("申请表", "营业执照")] * 2
    assert [[int(benefit.amount) for benefit in item.benefits] for item in found] == [[200000], [100000]]
    assert [len(list(leaves(item.condition))) >= 2 for item in found] == [True, True]


def test_the_command_prints_the_exchange_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = tmp_path / "措施.txt"
    file.write_text(POLICY, "utf-8")
    assert main([str(file)]) == 0
    assert len(json.loads(capsys.readouterr().out)["items"]) == 4


def test_the_command_says_what_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    empty = tmp_path / "空.txt"
    empty.write_bytes(b"")
    assert main([str(empty)]) == 1
    assert "空.txt" in capsys.readouterr().err
    assert main([]) == 2


def test_time_grows_in_step_with_length():
    article = (
        "第{0}条 对上年度营业收入{0}000万元以上的工业企业，给予{0}万元奖励。具有独立法人资格的，再给予5万元奖励。\n"
    )
    short, long = (
        "云岭市若干措施\n" + "".join(article.format(number) for number in range(1, count)) for count in (60, 480)
    )
    parse_text(short)
    spent = []
    for text in (short, long):
        began = time.process_time()
        parse_text(text)
        spent.append(time.process_time() - began)
    assert spent[1] < 8 * 3 * max(spent[0], 0.01)


WORDS = ["对", "企业", "给予", "10万元", "奖励", "，", "。", "；", "的", "（", "）", "：", "第一条", "\n", "一、", "（1）", "以上",
         "符合下列条件之一", "分别", "、",
         "其中", "再", "5%", "最高", "附则", "申报条件", "不予支持", "“", "”", "\t", "达到", "为", "是指", "1亿元"]  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=60)
    .map("".join)
    .filter(lambda text: any(sign.isalnum() for sign in text))
)
def test_no_jumble_of_policy_words_breaks_the_parser(text):
    parsed = parse_text(text)
    source = folded(parsed.source.text)
    for item in parsed.document.items:
        assert all(folded(leaf.source.quote) in source for leaf in leaves(item.condition))
