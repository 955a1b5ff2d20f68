"""Cards of a portal: whom rows of places and kinds mean, who may not apply, conditions of all under a name of their own."""

from __future__ import annotations

import pytest

from policymatch.conditions import Judgement, Node, Test, leaves
from policymatch.documents import Item
from policymatch.parsing import parse_text

_CARD = "四川省文化项目资助\n发文机构\n四川省文化和旅游厅\n服务对象\n{whom}\n服务内容\n{given}\n条件要求\n{asked}\n时间/频度\n每年一次\n"


def items(
    whom: str = "文化企业", given: str = "对新办展览的，每个给予10万元补助。", asked: str = "信用良好"
) -> tuple[Item, ...]:
    """The items of a card."""
    return parse_text(_CARD.format(whom=whom, given=given, asked=asked)).document.items


def asked_of(node: Node, *fields: str) -> list[tuple[str, str, object]]:
    """The conditions on the fields."""
    found = [leaf for leaf in leaves(node) if isinstance(leaf, Test)]
    return [(leaf.field, leaf.op.value, leaf.value) for leaf in found if leaf.field in fields]


@pytest.mark.parametrize(
    ("whom", "codes"),
    [
        ("在绵竹市、什邡市和广汉市注册的企业", ("510683", "510682", "510681")),
        ("绵竹市、什邡市从事演出经营的企业", ("510683", "510682")),
        ("在绵竹市注册的企业", ("510683",)),
    ],
)
def test_a_row_of_places_is_one_condition(whom: str, codes: tuple[str, ...]) -> None:
    (item,) = items(whom=whom)
    assert asked_of(item.condition, "registered_region") == [("registered_region", "in", codes)]


def test_firms_of_a_trade_beside_bodies_of_it_may_both_apply() -> None:
    (item,) = items(whom="在四川注册的体育企业、体育社会组织")
    assert asked_of(item.condition, "entity_type") == [("entity_type", "in", ("企业法人", "社会组织"))]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("外资企业不得作为申报主体。", ("ownership", "not_in", ("外资",))),
        ("申报单位具有独立法人资格，外商投资企业不能作为申报主体。", ("ownership", "not_in", ("外资",))),
        ("国有企业不列入支持范围。", ("ownership", "not_in", ("国有",))),
        ("个体工商户不得作为申报单位。", ("entity_type", "not_in", ("个体工商户",))),
        ("在民政部门登记为民办非企业单位。", ("entity_type", "in", ("民办非企业单位",))),
    ],
)
def test_who_may_not_apply(asked: str, told: tuple[str, str, object]) -> None:
    (item,) = items(asked=asked)
    assert asked_of(item.condition, "ownership", "entity_type") == [told]


@pytest.mark.parametrize(
    ("asked", "demand"),
    [
        ("申报单位具有独立法人资格，国有企业不能作为申报主体。", ("legal_person", "is", True)),
        ("每家单位应在四川省注册，被列入失信名单的不予支持。", ("registered_region", "in", ("510000",))),
    ],
)
def test_a_demand_before_those_shut_out_stands_as_it_is(asked: str, demand: tuple[str, str, object]) -> None:
    (item,) = items(asked=asked)
    assert demand in asked_of(item.condition, demand[0])
    assert not any(leaf.label.startswith("不存在") for leaf in leaves(item.condition) if isinstance(leaf, Judgement))


@pytest.mark.parametrize("head", ["申请扶持资金的博物馆应同时具备：", "博物馆应符合下列条件："])
def test_everybody_s_conditions_under_the_name_of_whom_the_card_is_for(head: str) -> None:
    found = items(
        whom="本省依法备案的博物馆",
        given="1．运行补助。评定为一级的博物馆，每年补助80万元。\n2．展览补助。展期两个月以上的，每个补助不超过30万元。",
        asked=head + "\n（一）展厅面积不低于400平方米；\n（二）上一年度年检合格。",
    )
    assert len(found) == 2
    assert all(("premises_area", ">=", 400) in asked_of(item.condition, "premises_area") for item in found)
