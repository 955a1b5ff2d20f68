"""What the words of giving leave to be judged, and what may be had only once."""

from __future__ import annotations

import pytest

from policymatch.conditions import Judgement, leaves
from policymatch.conditions.nodes import Test
from policymatch.documents import Item
from policymatch.parsing import parse_text
from tests import cards

MEASURES = """洛阳市促进会展业发展若干措施
第一条 培育品牌展会。{first}
第二条 引进专业人才。对引进的策展人才，给予每人5万元补贴。
"""


def items(first: str) -> tuple[Item, ...]:
    """The items of measures whose first article says so."""
    return parse_text(MEASURES.format(first=first)).document.items


def judged(item: Item) -> list[str]:
    """The quotes of an item's judgements."""
    return [leaf.source.quote for leaf in leaves(item.condition) if isinstance(leaf, Judgement) and leaf.source]


@pytest.mark.parametrize(
    ("first", "quote"),
    [
        ("展览面积达到2万平方米以上。经市商务局验收后给予30万元奖励。", "经市商务局验收后给予"),
        ("展览面积达到2万平方米以上的，经主管部门认定后予以奖励，最高30万元。", "经主管部门认定后予以奖励"),
        ("对展览面积2万平方米以上的展会，择优给予资金支持，最高30万元。", "择优给予资金支持"),
        ("展会举办后，视展会的影响力和带动作用给予主办单位最高30万元奖励。", "展会的影响力和带动作用"),
        ("入驻率达到70%以上的，分别给予统一运营管理单位20万元、50万元奖励。", "统一运营管理单位"),
        ("新能源观展车辆在公共停车场充电时，免交停车费，但占用车位不充电的应缴纳停车费。", "占用车位不充电的应缴纳停车费"),
        ("对符合条件的办展机构给予最高30万元奖励。", "对符合条件的办展机构给予"),
        ("对展览面积2万平方米以上的展会，给予30万元奖励（新办展会在享受完场租补贴后执行此条款）。", "新办展会在享受完场租补贴后执行此条款"),
    ],
)  # fmt: skip
def test_what_is_judged_before_it_is_given(first: str, quote: str) -> None:
    first_item, second = items(first)
    assert any(quote in said for said in judged(first_item))
    assert not any(quote in said for said in judged(second))


@pytest.mark.parametrize(
    "first",
    [
        "对展览面积2万平方米以上的展会，经材料审核后给予30万元奖励。",
        "对展览面积2万平方米以上的展会，视情况给予最高30万元奖励。",
        "对展览面积2万平方米以上的展会，给予该主办单位30万元奖励。",
        "对展览面积2万平方米以上的展会，经公示无异议后给予30万元奖励。",
    ],
)
def test_procedure_is_not_judged(first: str) -> None:
    assert not any("经" in said or "视" in said or "该" in said for said in judged(items(first)[0]))


def test_conditions_told_elsewhere_are_not_asked_twice() -> None:
    text = """洛阳市会展补贴申报指南
一、支持对象
符合条件的办展机构。
二、申报条件
1.在洛阳市注册；
2.展览面积2万平方米以上。
三、支持标准
对符合条件的办展机构给予最高30万元补贴。
"""
    (item,) = parse_text(text).document.items
    assert not any("符合条件" in said for said in judged(item))


@pytest.mark.parametrize(
    "once", ["同一展会只能享受一次。", "每家单位每年仅能申报一次。", "同一主办单位限每年享受一次补贴。"]
)
def test_once_only_bounds_the_support_it_stands_by(once: str) -> None:
    first, second = items("对展览面积2万平方米以上的展会，给予30万元奖励。" + once)
    said = [leaf.source.quote for leaf in leaves(first.condition) if leaf.source]
    assert once.rstrip("。") in said
    assert not any("一次" in leaf.source.quote for leaf in leaves(second.condition) if leaf.source)


def test_once_only_is_quoted_with_whom_it_bounds() -> None:
    (item, _) = items("对展览面积2万平方米以上的展会，给予30万元奖励。符合条件的主办单位只能享受一次奖励。")
    quotes = [
        leaf.source.quote
        for leaf in leaves(item.condition)
        if isinstance(leaf, Test) and leaf.field == "already_funded" and leaf.source
    ]
    assert quotes == ["符合条件的主办单位只能享受一次奖励"]


def test_a_limit_for_some_told_behind_the_grant() -> None:
    first, _ = items("对自建线上展会的企业给予30万元奖励。其中，涉农线上展会年均交易额不低于500万元。")
    assert any("不低于500万元" in leaf.source.quote for leaf in leaves(first.condition) if leaf.source)


def test_zeal_tells_who_may_claim_what_follows() -> None:
    text = "大力鼓励行业协会等社会力量承办赛事，促进体育消费。凡承办省级以上赛事的，按赛事规模给予5万元奖励。"
    assert any("行业协会" in said for said in judged(items(text)[0]))


@pytest.mark.parametrize(
    "asked", ["信用良好，财务制度健全。", "具有独立法人资格的企业。", "1．信用良好；财务制度健全。"]
)
def test_a_short_section_tells_the_conditions_too(asked: str) -> None:
    (item,) = cards.items("对符合条件的企业，给予20万元奖励。", asked)
    assert not any("符合条件" in label for label in cards.judged(item.condition))


def test_what_fits_the_conditions_is_told_by_its_kind() -> None:
    (item,) = cards.items("对符合上述条件的冷链物流项目，给予20万元奖励。")
    assert cards.judged(item.condition) == ["信用良好", "财务制度健全"]
