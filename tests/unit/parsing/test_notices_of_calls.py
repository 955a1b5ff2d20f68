"""Calls for applications: what a notice asks before and behind the words of a list, how figures are reckoned, batches."""

from __future__ import annotations

from datetime import date

import pytest

from policymatch.conditions import Any, leaves
from policymatch.conditions.nodes import Judgement, Test, walk
from policymatch.documents import Item
from policymatch.parsing import parse_text

_CALL = "关于组织申报2024年度示范企业的通知\n昆山市科学技术局\n一、申报条件\n{asked}\n二、奖励标准\n对认定的企业给予10万元奖励。\n{more}"


def _item(asked: str, more: str = "") -> Item:
    (item,) = parse_text(_CALL.format(asked=asked, more=more)).document.items
    return item


def _said(item: Item) -> list[str]:
    return [
        f"{leaf.field} {leaf.op} {leaf.value}" if isinstance(leaf, Test) else leaf.label
        for leaf in leaves(item.condition)
    ]


@pytest.mark.parametrize(
    "reckoned",
    [
        "，企业注册成立时间不足两年的，按实际经营年限计算",
        "；成立不满三年的按实际年限计算",
        "。成立不满三年的企业，按实际经营年限核算",
        "，不足两年的企业以实际经营时间计算",
    ],
)
def test_how_a_figure_is_reckoned_for_the_young_asks_nobody_to_be_young(reckoned: str) -> None:
    said = _said(_item(f"（一）近三年研发费用占比不低于3%{reckoned}。\n（二）具有独立法人资格。"))
    assert said == ["rd_ratio >= 0.03", "legal_person is True"]


def test_what_the_young_are_asked_stays() -> None:
    said = _said(_item("（一）注册成立时间不足两年的，研发费用不低于100万元。\n（二）具有独立法人资格。"))
    assert any("rd_expense" in one for one in said)


@pytest.mark.parametrize(
    ("lead", "upper"),
    [
        ("年营业收入5000万元以下，并符合以下条件之一：", "revenue <= 50000000"),
        ("从业人员300人以下的企业，满足下列条件之一：", "employees <= 300"),
        ("成立时间在5年以下，且须满足以下条件之一：", "years_established <= 5"),
    ],
)
def test_a_limit_before_the_words_that_announce_a_list_keeps_its_direction(lead: str, upper: str) -> None:
    item = _item(f"{lead}\n（1）高新技术企业；\n（2）科技型中小企业。")
    assert upper in _said(item)
    assert any(isinstance(node, Any) for node in walk(item.condition))


@pytest.mark.parametrize(
    ("lead", "also"),
    [
        ("企业符合以下条件之一，并在市科技金融平台完成入库：", "在市科技金融平台完成入库"),
        ("申报企业应符合下列条件之一，且通过主管部门备案：", "通过主管部门备案"),
    ],
)
def test_what_stands_behind_the_words_that_announce_a_list_is_asked_too(lead: str, also: str) -> None:
    labels = [
        one.label
        for one in leaves(_item(f"{lead}\n（1）高新技术企业；\n（2）科技型中小企业。").condition)
        if isinstance(one, Judgement)
    ]
    assert labels == [also]


def test_papers_handed_in_behind_the_words_of_a_list_are_no_demand() -> None:
    said = _said(_item("企业符合以下条件之一，并提交申请材料：\n（1）高新技术企业；\n（2）科技型中小企业。"))
    assert not any("材料" in one for one in said)


@pytest.mark.parametrize(
    "told",
    [
        "第一批申报时间为2024年3月1日至3月31日。\n第二批申报时间为2024年9月1日至9月30日。\n",
        "第一批：2024年3月1日至3月31日受理申报。\n第二批：2024年9月1日至9月30日受理申报。\n",
    ],
)
def test_batches_close_with_the_last(told: str) -> None:
    window = _item("（一）具有独立法人资格。\n（二）信用良好。", f"三、申报时间\n{told}").window
    assert window is not None
    assert (window.opens_on, window.closes_on) == (date(2024, 3, 1), date(2024, 9, 30))


def test_the_days_of_a_purchase_among_the_papers_are_no_window() -> None:
    window = _item(
        "（一）具有独立法人资格。\n（二）信用良好。",
        "三、申报材料\n1.项目申报书；\n2.2024年1月1日至10月31日购置设备的合同及发票，填报设备明细表（可在2024年11月10日前另行提供）；\n"
        "四、报送要求\n请于2024年5月20日（周一）前报送至市科技局。\n",
    ).window
    assert window is not None
    assert (window.opens_on, window.closes_on) == (None, date(2024, 5, 20))
