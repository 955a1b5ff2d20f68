"""Spaces and broken lines are mended, and every character finds its way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policymatch.parsing.structure.clean import clean, normalise
from policymatch.spans import Span


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (
            "对战略新 兴产业项目，按固定资 产投资的5%给予企业奖 励，最高30 万元，连 续5年给予支持。",
            "对战略新兴产业项目，按固定资产投资的5%给予企业奖励，最高30万元，连续5年给予支持。",
        ),
        ("（１）营业收入３０００万元;纳税１００万元", "（1）营业收入3000万元；纳税100万元"),
        (
            "对在区内租赁办公用房并实际经营的企业，给予租金补\n贴，每年最高不超过30万元。",
            "对在区内租赁办公用房并实际经营的企业，给予租金补贴，每年最高不超过30万元。",
        ),
        ("奖励5O万元，补贴3O%；建设O2O平台，给予CO2减排奖励。", "奖励50万元，补贴30%；建设O2O平台，给予CO2减排奖励。"),
        (
            "—、总体要求\n提髙企业参与度，釆取后补助方式，免征房产稅，给予本級⼩微企业10万元。",
            "一、总体要求\n提高企业参与度，采取后补助方式，免征房产税，给予本级小微企业10万元。",
        ),
        ("引进体育人オ，新增出ロ额；カラオケ设备除外—、另议", "引进体育人才，新增出口额；カラオケ设备除外—、另议"),
        ("一、申报条件\n（一）在本区注册；\n（二）依法纳税。", "一、申报条件\n（一）在本区注册；\n（二）依法纳税。"),
        ("云岭市科技局 云岭市财政局\n2024年1月2日", "云岭市科技局 云岭市财政局\n2024年1月2日"),
        (
            "支持对象\n在云岭市注册的科技\n型中小企业\n支持标准\n10万元",
            "支持对象\n在云岭市注册的科技型中小企业\n支持标准\n10万元",
        ),
    ],
)
def test_what_a_page_broke_is_mended(source, text):
    assert clean(source).text == text


def test_a_quote_is_given_as_published():
    source = "对 国家级\u3000“小巨人”企业,给予 100 万元奖励"
    made = clean(source)
    start = made.text.index("给予")
    assert made.verbatim(Span(0, start)) == "对 国家级“小巨人”企业,"
    place = made.to_source(Span(start, start + 2))
    assert source[place.start : place.end] == "给予"


def test_places_lead_there_and_back():
    source = "第 1 条  对新 引进项目\n给予奖励 ，不 重复。"
    made = clean(source)
    for at in range(len(made.text)):
        if not made.text[at].isspace():
            assert made.from_source(made.to_source(Span(at, at + 1))) == Span(at, at + 1)


@given(st.text(alphabet="对企业给予，。；\n \t（）1２％:,、一第条", max_size=80))
def test_any_text_keeps_its_characters(source):
    made = clean(source)
    assert len(made.text) == len(made.folded)
    kept = [character for character in source if not character.isspace()]
    assert [character for character in made.folded if not character.isspace()] == kept


@given(st.text(max_size=60))
def test_normalising_changes_no_length(text):
    assert len(normalise(text)) == len(text)
