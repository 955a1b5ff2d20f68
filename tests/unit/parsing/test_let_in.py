"""Whom a bracket or a row lets in, which sort has a limit of its own, who stays out, and short names of those a document is for."""

from __future__ import annotations

import pytest

from policymatch.conditions import Any, leaves
from policymatch.conditions.nodes import Node, Not, Op, Test, walk
from policymatch.documents import Item
from policymatch.parsing import parse_text
from policymatch.parsing.structure.definitions import read_called
from tests.reading import read

HEAD = "义县促进产业发展若干措施\n义县人民政府\n"


def first(text: str) -> Item:
    return parse_text(HEAD + text + "\n").document.items[0]


def said(node: Node) -> list[str]:
    return [leaf.source.quote for leaf in leaves(node) if leaf.source is not None]


def alternatives(item: Item) -> list[list[str]]:
    """The fields of each choice."""
    return [
        [leaf.field for leaf in leaves(node) if isinstance(leaf, Test)]
        for node in walk(item.condition)
        if isinstance(node, Any)
    ]


@pytest.mark.parametrize(
    "who",
    [
        "具有独立法人资格的餐饮企业（含个体工商户）",
        "具有独立法人资格、从事餐饮的企业（包括个体工商户）",
        "具有独立法人资格的企业或个体工商户",
        "具有法人资格的企业（含合伙企业、个体工商户）",
    ],
)
def test_a_trader_let_in_need_not_be_a_legal_person(who: str) -> None:
    item = first(f"第一条 对{who}，年营业额500万元以上的，给予2万元奖励。")
    assert ["legal_person", "entity_type"] in alternatives(item)


@pytest.mark.parametrize(
    "limit",
    [
        "年营业收入增长10%以上（规上服务业企业，营业收入增长8%以上）",
        "年销售额2000万元以上（农业企业，年销售额500万元以上）",
        "年营业收入2000万元以上（其中服务业企业年营业收入500万元以上）",
    ],
)
def test_a_sort_in_a_bracket_has_a_limit_of_its_own(limit: str) -> None:
    item = first(f"第一条 对{limit}的，给予5万元奖励。")
    (either,) = alternatives(item)
    assert {"business_domain"} < set(either)
    assert len(either) >= 3


def test_what_a_bracket_adds_to_a_limit_is_no_choice() -> None:
    item = first("第一条 对从业人员20人以上（其中研发人员5人以上）的企业，给予5万元奖励。")
    assert alternatives(item) == []


@pytest.mark.parametrize(
    ("sentence", "out"),
    [
        ("对外转租的，不予补贴。", ["对外转租"]),
        ("改变房屋用途的，不享受本条政策。", ["改变房屋用途"]),
        ("已享受同类政策或自有房产的企业不予支持。", ["已享受同类政策", "自有房产的企业"]),
        ("二手设备和已获得上级补助的项目不予补助。", ["二手设备", "获得上级补助的项目"]),
    ],
)
def test_a_sentence_behind_a_grant_says_who_stays_out(sentence: str, out: list[str]) -> None:
    item = first(f"第一条 对租用办公用房的企业，按租金的30%给予补助。{sentence}")
    told = said(item.condition)
    assert [any(words in quote for quote in told) for words in out] == [True] * len(out)
    leaf = list(leaves(item.condition))[-1]
    denied = isinstance(leaf, Test) and leaf.value is False
    assert denied or any(isinstance(node, Not) for node in walk(item.condition)) or "不存在" in (leaf.label or "")


def test_who_fails_the_procedure_is_no_condition() -> None:
    item = first("第一条 对租用办公用房的企业，按租金的30%给予补助。提供虚假材料的，不予补贴。")
    assert not any("虚假" in quote for quote in said(item.condition))


def test_a_short_name_asks_for_nothing_beyond_what_it_stands_for() -> None:
    text = (
        "第一条 本办法适用于在本县注册、从事动漫设计的企业（含个体工商户，以下统称为动漫企业）。\n"
        "第二条 对年营业收入500万元以上的动漫企业，给予10万元补助。"
    )
    domains = [
        leaf for leaf in leaves(first(text).condition) if isinstance(leaf, Test) and leaf.field == "business_domain"
    ]
    assert [leaf.source.quote for leaf in domains if leaf.source] == ["从事动漫设计"]
    assert read_called("对符合条件的影视企业（以下简称企业）给予奖励。") == frozenset()


@pytest.mark.parametrize("place", ["我州", "本盟", "我市"])
def test_the_issuers_own_area_goes_by_any_rank(place: str) -> None:
    text = f"阿坝州促进文化发展办法\n阿坝州人民政府\n第一条 由{place}文化企业主办、有较大影响的展会，给予最高30万元补助。\n"
    item = parse_text(text).document.items[0]
    assert "registered_region" in {leaf.field for leaf in leaves(item.condition) if isinstance(leaf, Test)}


@pytest.mark.parametrize(
    "demand",
    [
        "会计核算规范、按时报送统计报表（新成立未满一年的除外）",
        "已纳入统计（成立不满一年的除外）",
        "应按要求报送经营数据（当年新设立的企业除外）",
    ],
)
def test_the_newly_founded_are_freed_from_a_duty_and_not_shut_out(demand: str) -> None:
    asked = read(f"申报企业{demand}")
    assert asked is not None
    assert all(leaf.op not in (Op.GE, Op.GT) for leaf in leaves(asked) if isinstance(leaf, Test))
    assert any(isinstance(node, Any) for node in walk(asked))


def test_the_newly_founded_among_a_kind_are_shut_out() -> None:
    item = first("第一条 对规模以上工业企业（成立不满一年的除外），给予2万元奖励。")
    assert "years_established" in [leaf.field for leaf in leaves(item.condition) if isinstance(leaf, Test)]


def test_days_of_a_project_and_who_is_not_meant_stand_behind_the_money() -> None:
    item = first(
        "第一条 对新建项目按投资额的8%给予补助，最高100万元。项目须在2022年1月1日后开工、2024年6月30日前建成投产。企业自用仓库不在此列。"
    )
    asked = {leaf.field for leaf in leaves(item.condition) if isinstance(leaf, Test)}
    assert {"project_started_on", "project_completed_on"} <= asked
    assert "企业自用仓库" in said(item.condition)
