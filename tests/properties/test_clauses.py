"""Whatever the words: a clause is read without failing, and every leaf shows a verbatim slice of it."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from policymatch.conditions.exchange import read_node, write_node
from policymatch.conditions.nodes import Test, leaves
from policymatch.parsing import values
from policymatch.parsing.assembling.clauses import read_clause, read_subject
from policymatch.parsing.structure.definitions import Definitions
from policymatch.parsing.structure.relations import joiner
from policymatch.spans import Span

WORDS = [
    "上年度", "近三年", "2023年度", "连续两年", "累计", "营业收入", "纳税总额", "研发费用", "占", "比例",
    "从业人员", "注册资本", "固定资产投资", "不低于", "不超过", "达到", "超过", "以上", "以下", "及以上",
    "（含）", "（不含）", "至", "-", "2000", "1.5", "500", "3", "5%", "30％", "20", "万元", "亿元", "美元",
    "人", "件", "家", "年", "个月", "平方米", "亩", "、", "，", "；", "。", "或", "且", "和", "及", "的", "在",
    "本区", "我市", "南沙区", "注册", "纳税", "统计关系", "具有独立法人资格", "高新技术企业", "国家级", "省级",
    "专精特新", "“小巨人”", "企业", "企业技术中心", "未被列入", "失信被执行人", "经营异常名录",
    "近三年未发生", "安全生产事故", "重大违法", "除外", "（", "）", "若为", "工业企业", "，则", "高校毕业生",
    "毕业2年内", "周岁", "16-24岁", "年满", "首次", "新认定的", "给予", "奖励", "每人", "最高",
    "符合下列条件之一", "人工智能、", "生物医药", "等领域", "缴纳社会保险", "满", "个人", "《", "》", "“",
    "”", "\n", "\t", "\u3000", "１", "％", "①", "第三条", "2020年1月1日", "以后", "前", "0", "/", "*", "(",
]  # fmt: skip
PHRASES = st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=28).map("".join)
HOME = st.sampled_from([Definitions(), Definitions(home_region="440115"), Definitions(home_region="110000")])


@given(PHRASES, HOME, st.booleans())
def test_reads_anything_and_quotes_verbatim(text: str, definitions: Definitions, noun: bool) -> None:
    span = Span(0, len(text))
    reading = read_subject(text, span, definitions) if noun else read_clause(text, span, definitions)
    if reading.node is None:
        return
    for leaf in leaves(reading.node):
        assert leaf.source is not None
        assert leaf.source.span is not None
        assert leaf.source.quote == leaf.source.span.of(text) != ""
        assert leaf.confidence is not None
        assert 0 < leaf.confidence <= 1
    assert read_node(write_node(reading.node)) == reading.node


@given(PHRASES, st.integers(0, 20), st.integers(0, 20), HOME)
def test_stays_inside_its_span(text: str, before: int, after: int, definitions: Definitions) -> None:
    whole = "甲" * before + text + "乙" * after
    span = Span(before, before + len(text))
    reading = read_clause(whole, span, definitions)
    for leaf in leaves(reading.node) if reading.node is not None else ():
        assert leaf.source is not None
        assert leaf.source.span is not None
        assert span.contains(leaf.source.span)


@given(PHRASES)
def test_values_stay_in_order_and_apart(text: str) -> None:
    found = values.find(text)
    assert all(value.span.of(text) for value in found)
    assert [value.span for value in found] == sorted(value.span for value in found)


@given(PHRASES)
def test_a_lead_in_always_gives_a_joiner(text: str) -> None:
    kind = joiner(text)
    assert kind in ("all", "any") or (isinstance(kind, int) and kind >= 1)


REPEATED = [
    "认定为",
    "通过",
    "企业、",
    "国家级、省级",
    "（",
    "（含",
    "营业收入2000万元以上，",
    "或",
    "近三年",
    "1,000",
    "的",
    "人才、",
]


def test_no_repetition_makes_reading_slow() -> None:
    started = time.process_time()
    for word in REPEATED:
        text = word * (6000 // len(word))
        read_clause(text, Span(0, len(text)), Definitions(home_region="440115"))
    assert time.process_time() - started < 20


def test_a_very_long_stretch_is_read_piece_by_piece() -> None:
    text = "上年度营业收入2000万元以上，从业人员20人以上。" * 400
    reading = read_clause(text, Span(0, len(text)), Definitions())
    assert reading.node is not None
    assert {leaf.field for leaf in leaves(reading.node) if isinstance(leaf, Test)} == {"revenue", "employees"}
