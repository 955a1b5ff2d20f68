"""A further title that those may seek who meet what all must: its own points bind it alone."""

from __future__ import annotations

import pytest

from policymatch.conditions import All, Any
from policymatch.conditions import tests as leaves_of
from policymatch.parsing import parse_text

HEAD = (
    "绵竹市研学基地认定办法\n绵竹市文化局\n第一章 总则\n第一条 为规范研学基地认定，制定本办法。\n第二章 条件\n"
    "第二条 申请认定研学基地的单位，应当符合以下条件：\n（一）具有独立法人资格；\n（二）场地面积不少于500平方米。\n"
)
POINTS = "（一）年接待学员2000人次以上；\n（二）获得国家级荣誉。\n"
TAIL = "第三章 支持\n第四条 对新认定的研学基地，给予一次性补助20万元；认定为示范研学基地的，给予40万元。\n"


@pytest.mark.parametrize(
    "lead",
    [
        "第三条 符合第二条规定，并具备下列条件之一的，可以申请认定为示范研学基地：\n",
        "第三条 在符合第二条规定的基础上，同时具备以下条件的，可申报认定为示范研学基地：\n",
        "第三条 已认定的研学基地满足下列条件的，可评定为示范研学基地：\n",
        "第三条 达到本办法第二条要求且符合下列条件的，方可认定为示范研学基地。\n",
    ],
)
def test_a_further_title_asks_for_more_than_the_first(lead: str) -> None:
    first, further = parse_text(HEAD + lead + POINTS + TAIL).document.items
    assert (first.name, further.name) == ("研学基地认定", "示范研学基地认定")
    assert first.condition is not None
    assert further.condition is not None
    assert not [leaf for leaf in leaves_of(first.condition) if leaf.field == "declared_number"]
    asked = [leaf.field for leaf in leaves_of(further.condition)]
    assert {"legal_person", "premises_area", "declared_number"} <= set(asked)
    assert [benefit.amount for benefit in (*first.benefits, *further.benefits)] == [200000, 400000]


SUPPORT = "绵竹市扶持办法\n绵竹市人民政府\n一、支持标准\n（一）"


def _leaves(words: str) -> list[tuple[str, str | None]]:
    (item,) = parse_text(f"{SUPPORT}{words}，给予10万元奖励。\n").document.items
    return [(leaf.field, leaf.label) for leaf in leaves_of(item.condition)] if item.condition is not None else []


@pytest.mark.parametrize(
    "words",
    [
        "场所产权自有或者租赁期限不少于3年的",
        "被省级以上媒体报道或者网络点击量超过10万次的",
        "拥有自主品牌或者年代理品牌10个以上的企业",
    ],
)
def test_a_judgement_before_or_is_an_alternative(words: str) -> None:
    (item,) = parse_text(f"{SUPPORT}{words}，给予10万元奖励。\n").document.items
    node = item.condition.children[0] if isinstance(item.condition, All) else item.condition
    assert isinstance(node, Any)
    assert len(node.children) == 2


def test_whose_a_fact_is() -> None:
    assert _leaves("在校生规模不少于500人的") == [("declared_number", "在校生规模")]
    assert [field for field, _ in _leaves("该商品上市后一年内销售额超过300万元的")] == ["declared_number"]
    assert _leaves("销售额超过300万元的企业") == [("revenue", None)]


def test_a_raised_ceiling_keeps_the_share() -> None:
    text = "支持街区改造，按投资额的30%给予补助，最高300万元。其中入选国家级名录的，补助上限提高到400万元。五星级旅游饭店优先支持。"
    (item,) = parse_text(f"{SUPPORT}{text}\n").document.items
    assert [(str(one.rate), one.cap) for one in item.benefits] == [("0.3", 3000000), ("0.3", 4000000)]


def test_a_heading_names_the_support_and_no_honour() -> None:
    text = "夜间文旅消费集聚区提升项目。对延长营业时间的街区，给予10万元补助。"
    (item,) = parse_text(f"{SUPPORT}{text}\n").document.items
    assert item.condition is not None
    assert not list(leaves_of(item.condition))
