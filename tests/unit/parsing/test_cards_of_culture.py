"""Cards of a portal: whom rows of places and kinds mean, who may not apply, conditions of all under a name of their own."""

from __future__ import annotations

import pytest

from policymatch.conditions import All, Any, Judgement, Node, Test, leaves
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


_POINTS = (
    "1.改造补助 利用闲置农房新建的，客房不少于5间，按每间客房1万元给予补助。\n"
    "2.贷款贴息 因建设发生的银行贷款，单笔贷款额度不超过500万元、期限一年以上的，按实际支付利息的50%予以贴息，每年不超过20万元。\n"
    "3.就业带动 当年新招用劳动者5人以上的，按每人2000元给予一次性补贴。"
)


def test_titles_before_a_blank_in_every_point_are_none_of_its_words() -> None:
    first, second, third = items(given=_POINTS)
    assert third.anchor is not None
    assert third.anchor.quote.startswith("当年新招用")
    assert not any("改造补助" in leaf.label for leaf in leaves(first.condition) if isinstance(leaf, Judgement))
    assert [benefit.type.value for benefit in second.benefits] == ["interest"]


def test_supports_named_in_a_bracket_are_spared_the_demand_before_it() -> None:
    found = items(given=_POINTS, asked="1.开业满1年（申请改造补助、贷款贴息的不受此限）；\n2.信用良好。")
    assert [asked_of(item.condition, "years_established") for item in found] == [
        [],
        [],
        [("years_established", ">=", 1)],
    ]
    assert not any(
        "申请" in leaf.label for item in found for leaf in leaves(item.condition) if isinstance(leaf, Judgement)
    )


def test_honours_that_share_a_deed_are_a_choice() -> None:
    (item,) = items(
        given="当年被认定为国家级体育产业示范单位的奖励100万元，国家级体育产业示范项目奖励50万元，国家级体育旅游精品线路奖励20万元。"
    )
    assert [benefit.amount for benefit in item.benefits] == [1_000_000, 500_000, 200_000]
    assert isinstance(item.condition, All)
    assert any(isinstance(child, Any) and len(child.children) == 3 for child in item.condition.children)


def test_a_unit_may_have_another_in_brackets() -> None:
    (item,) = items(asked="藏品不少于300件（套）；展出60件（套）以上。")
    told = asked_of(item.condition, "declared_number")
    assert [value for _, _, value in told] == [300, 60]


def test_the_loan_that_is_asked_for() -> None:
    (item,) = items(given="发生银行贷款的，按实际支付利息的20%予以贴息。", asked="单笔贷款金额10万元以上、期限一年以上")
    assert asked_of(item.condition, "loan_amount", "loan_term_months") == [
        ("loan_amount", ">=", 100_000),
        ("loan_term_months", ">=", 12),
    ]


def test_days_of_applying_are_no_term_of_the_card() -> None:
    card = _CARD.format(whom="文化企业", given="对新办展览的，每个给予10万元补助。", asked="信用良好")
    document = parse_text(card.replace("每年一次", "2025年4月7日至2025年4月30日")).document
    assert (document.valid_from, document.valid_to) == (None, None)
    longer = parse_text(card.replace("每年一次", "2024年1月1日至2026年12月31日")).document
    assert longer.valid_to is not None
