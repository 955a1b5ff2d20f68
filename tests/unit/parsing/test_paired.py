"""Limits paired with sorts, quantities and currencies, and rows of sorts that each name a limit."""

from __future__ import annotations

import pytest

from policymatch.conditions.nodes import All, Any, Node, Test
from policymatch.conditions.nodes import tests as leaf_tests
from policymatch.parsing.assembling.limited import limited_row
from tests.reading import read


def said(node: Node) -> list[str]:
    return [f"{test.field} {test.op} {test.value}" for test in leaf_tests(node)]


def test_each_trade_has_its_own_limit() -> None:
    node = read("零售、住宿、餐饮企业年营业额分别达到3000万元、800万元、500万元的")
    assert isinstance(node, Any)
    assert [said(child) for child in node.children] == [
        ["industry in ('零售业',)", "revenue >= 30000000"],
        ["industry in ('住宿业',)", "revenue >= 8000000"],
        ["industry in ('餐饮业',)", "revenue >= 5000000"],
    ]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        (
            "养殖、种植企业年销售收入分别达到500万元、300万元以上",
            "business_domain has_any ('养殖',)",
            "business_domain has_any ('种植',)",
        ),
        (
            "对物流、会展企业，营业收入分别达到500万元、300万元的",
            "business_domain has_any ('物流',)",
            "business_domain has_any ('会展',)",
        ),
        (
            "制造业和建筑业企业营业收入分别达到500万元、300万元以上",
            "industry in ('制造业',)",
            "industry in ('建筑业',)",
        ),
    ],
)
def test_sorts_of_any_trade_are_paired(text: str, first: str, second: str) -> None:
    node = read(text)
    assert isinstance(node, Any)
    assert [said(child) for child in node.children] == [[first, "revenue >= 5000000"], [second, "revenue >= 3000000"]]


def test_a_sort_quotes_its_own_name() -> None:
    leaves = list(leaf_tests(read("养殖、种植企业年销售收入分别达到500万元、300万元以上")))
    assert [leaf.source.quote for leaf in leaves if leaf.source and leaf.field == "business_domain"] == ["养殖", "种植"]


def test_each_quantity_has_its_own_limit() -> None:
    node = read("上年度营业收入、纳税额分别达到5000万元、200万元以上")
    assert isinstance(node, All)
    assert said(node) == ["revenue >= 50000000", "tax_paid >= 2000000"]


def test_a_series_without_a_row_stays_a_ladder() -> None:
    assert said(read("年营业收入分别达到1亿元、5亿元、10亿元")) == ["revenue >= 100000000"]


@pytest.mark.parametrize("text", ["总投资2亿元或3000万美元以上的项目", "总投资2亿元（或3000万美元）以上的项目"])
def test_either_currency_will_do(text: str) -> None:
    node = read(text)
    assert isinstance(node, Any)
    assert [str(test.value) for test in leaf_tests(node)] == ["200000000", "USD 30000000"]


def test_a_row_of_limited_sorts_is_a_choice() -> None:
    node = read("投资额2亿元以上的装备制造项目、5000万元以上的软件项目、3000万元以上的冷链仓储项目")
    assert isinstance(node, Any)
    assert len(node.children) == 3
    assert [
        test.value for test in leaf_tests(node) if isinstance(test, Test) and test.field == "project_investment"
    ] == [
        200000000,
        50000000,
        30000000,
    ]


@pytest.mark.parametrize(
    "text",
    [
        "固定资产投资1亿元以上、年税收500万元以上的工业项目",
        "工业项目、软件项目",
        "营业收入1000万元以上的工业企业",
    ],
)
def test_what_is_no_row_of_limited_sorts(text: str) -> None:
    assert limited_row(text, 0, len(text)) == []
