"""Cards for several kinds of applicants: each support for the kind it names, titles given beside supports, demands on some."""

from __future__ import annotations

import pytest

from policymatch.conditions import All, Any, Node, Test, leaves
from policymatch.documents import Item
from policymatch.parsing import parse_text
from tests.cards import items as card_items

_CARD = (
    "四川省支持检验检测发展\n发文机构\n四川省市场监督管理局\n服务对象\n{whom}\n服务内容\n"
    "1．{first}\n2．{second}\n条件要求\n{asked}\n时间/频度\n每年一次\n"
)


def items(first: str, second: str, asked: str = "财务制度健全。", whom: str = "医疗机构") -> tuple[Item, ...]:
    """The items of a card."""
    return parse_text(_CARD.format(first=first, second=second, asked=asked, whom=whom)).document.items


def words(node: Node | None) -> str:
    """All that a condition quotes."""
    return "；".join(leaf.source.quote for leaf in leaves(node or All(())) if leaf.source is not None)


def values(node: Node | None) -> list[object]:
    """All that a condition asks by a field."""
    return [getattr(leaf, "value", None) for leaf in leaves(node or All(()))]


@pytest.mark.parametrize(
    "joined", ["、高等学校、科研机构以及检验检测服务机构", "、高等学校、科研机构和检验检测服务机构"]
)
def test_a_support_is_for_the_kind_of_the_row_that_opens_it(joined: str) -> None:
    first, second = items(
        "企业购置检测设备的，按照投入的20%给予补助，最高50万元。",
        "对高等学校、科研机构开放仪器的，给予30万元奖励。",
        whom="注册在四川省的高新技术企业" + joined,
    )
    assert ("高新技术企业",) in values(first.condition)
    assert ("高新技术企业",) not in values(second.condition)
    assert "高等学校" not in words(first.condition)
    assert "高等学校" in words(second.condition)


def test_a_support_that_names_no_kind_or_others_keeps_the_row() -> None:
    whom = "注册在四川省的高新技术企业和检验检测服务机构"
    for opening in ("首次入选国家名单的，", "支持行业协会、检验检测服务机构举办培训，"):
        _, second = items("企业购置设备的，给予50万元补助。", opening + "给予30万元奖励。", whom=whom)
        assert ("高新技术企业",) in values(second.condition)


_MONEY = (
    "1年以上贷款贴息。研制企业取得贷款的，给予50%贴息，最高50万元。",
    "首用奖励。对首次采购应用的单位，给予30万元奖励。",
)


def test_what_a_thing_must_be_is_asked_for_the_support_that_it_is_sought_for() -> None:
    first, second = items(*_MONEY, asked="1．财务制度健全。\n2．申请贴息的贷款期限应在12个月以上，按期还本付息。")
    assert "12个月" in words(first.condition)
    assert "按期还本付息" in words(first.condition)
    assert "12个月" not in words(second.condition)


def test_firms_set_beside_other_bodies_are_asked_for_their_supports_alone() -> None:
    first, second = items(
        *_MONEY,
        whom="研制企业、应用单位和银行",
        asked="1．研制企业应符合以下条件：\n（1）上年度研发费用占营业收入比例不低于10%；\n（2）质量体系完善。\n2．应用单位应场景真实。",
    )
    assert "10%" in words(first.condition)
    assert "10%" not in words(second.condition)
    assert "场景真实" in words(second.condition)


@pytest.mark.parametrize("joined", ["改造奖励和能源托管奖励", "改造奖励、能源托管奖励", "改造奖励与能源托管奖励"])
def test_a_demand_names_its_supports_in_a_row(joined: str) -> None:
    card = _CARD.replace(
        "2．{second}", "2．能源托管奖励。托管节能的，给予30万元。\n3．绿电奖励。使用绿电的，给予20万元。"
    )
    found = parse_text(
        card.format(
            first="改造奖励。实施改造的，给予50万元。",
            whom="企业",
            asked=f"1．证照齐全。\n2．申请{joined}的项目，应稳定运行满6个月，技术成熟。",
        )
    ).document.items
    assert ["6个月" in words(item.condition) for item in found] == [True, True, False]


@pytest.mark.parametrize(
    "given", ["对通过评审的单位，授予“四川省计量验证平台”称号。", "评审通过的，命名为四川省计量验证平台。"]
)
def test_a_title_given_beside_supports_is_sought_and_held_for_them(given: str) -> None:
    card = _CARD.replace("四川省支持检验检测发展", "四川省计量验证平台认定及支持")
    found = parse_text(
        card.format(
            first=given,
            second="经认定的平台新购置校准设备、检测仪器的，按照投入的30%给予补助，最高100万元。",
            whom="企业",
            asked="1．运营时间2年以上。\n2．场地面积不少于1500平方米。",
        )
    ).document.items
    title, money = found
    assert "1500" in words(title.condition)
    assert "1500" not in words(money.condition)
    assert ("四川省计量验证平台",) in values(money.condition)


def test_who_had_the_state_s_support_for_the_same_is_shut_out_by_a_field() -> None:
    found = items(
        *_MONEY,
        asked="财务制度健全。\n有下列情形之一的，不予支持：装备已享受国家首台套保费补贴政策的；提供虚假材料的。",
    )
    assert all(
        any(getattr(leaf, "field", "") == "already_funded" for leaf in leaves(item.condition or All(())))
        for item in found
    )


@pytest.mark.parametrize(
    "whom",
    [
        "全省各类企业；在本省企业一线工作的高技能人才",
        "本省依法登记、已备案的检测企业，以及上述企业中从事检测工作的技术人员",
        "在本省注册的检测企业，以及从事检测工作的重点群体",
    ],
)
def test_firms_and_people_told_apart_in_the_card_have_each_their_support(whom: str) -> None:
    kinds = whom.replace("；", "，").split("，")
    first, second = items(
        "企业对职工开展岗前培训的，按每人600元补贴。", "入选首席技师的个人，每人每月发放800元津贴。", whom=whom
    )
    for item, own, others in ((first, *kinds), (second, *reversed(kinds))):
        assert own[-4:] in words(item.condition)
        assert others[-4:] not in words(item.condition)


def test_forms_of_one_applicant_are_no_kinds_apart() -> None:
    whom = "农民专业合作社、家庭农场、农业企业"
    _, second = items("新建冷库的，补助20万元。", "农民专业合作社首次获评示范社的，奖励10万元。", whom=whom)
    assert any("家庭农场" in (value or ()) for value in values(second.condition) if isinstance(value, tuple))


@pytest.mark.parametrize(
    ("demand", "of_people"),
    [
        ("机构应投保公众责任保险。", False),
        ("机构（基地）应投保公众责任保险。", False),
        ("用人单位有下列情形之一的，不予补助：\\n（1）投保公众责任保险中断的；\\n（2）弄虚作假的。", False),
        ("申报主体应投保公众责任保险。", True),
        ("均应投保公众责任保险。", True),
    ],
)
def test_what_bodies_are_asked_is_not_asked_of_people(demand: str, of_people: bool) -> None:
    first, second = items(
        "托育机构运营补助。机构收托婴幼儿的，每人每月补助300元。",
        "保育人员津贴。连续从事保育工作满2年的，每人每月发放200元。",
        asked="1．财务制度健全。\n2．" + demand.replace("\\n", "\n"),
        whom="托育机构和保育人员",
    )
    assert "公众责任保险" in words(first.condition)
    assert ("公众责任保险" in words(second.condition)) is of_people


def test_kinds_of_different_sorts_are_a_choice_where_a_support_names_none() -> None:
    first, second = items(
        "首次获得银行贷款的小微企业，按利息的30%给予贴息，最高3万元。",
        "开展信息化建设的，给予10万元补助。",
        whom="融资担保机构、银行机构、小微企业",
    )
    assert "担保" not in words(first.condition)
    assert any(isinstance(node, Any) and len(node.children) == 3 for node in getattr(second.condition, "children", ()))


@pytest.mark.parametrize(
    ("who", "bodies"),
    [
        ("本市企业、农民专业合作社、家庭农场", ("企业法人", "农民专业合作社", "家庭农场")),
        ("我市企业及个体工商户", ("企业法人", "个体工商户")),
        ("本市各类企业、高等院校、科研院所", ("企业法人", "高校", "科研院所")),
        ("绵竹市企业、高校、科研机构", ("企业法人", "高校", "科研院所")),
    ],
)
def test_the_place_before_a_row_is_no_part_of_its_first_name(who: str, bodies: tuple[str, ...]) -> None:
    (item,) = card_items("对投资额100万元以上的项目给予10万元补助。", who=who)
    told = {one.field: one.value for one in leaves(item.condition) if isinstance(one, Test)}
    assert told["entity_type"] == bodies
    assert told["registered_region"] == ("510683",)


@pytest.mark.parametrize(
    ("said", "chosen"),
    [
        ("在青山区设立的工业设计、建筑设计企业，以及设计类行业协会。", {"business_domain", "entity_type"}),
        ("年营业收入1000万元以上的养老服务企业，以及康养类行业协会。", {"business_domain", "entity_type"}),
    ],
)
def test_a_further_kind_behind_as_well_as_is_a_choice(said: str, chosen: set[str]) -> None:
    text = f"青山区2024年度扶持资金申报指南\n一、申报对象\n{said}\n二、支持标准\n（一）展会补助\n参加展会的，每个展位补助1万元。\n"
    (item,) = parse_text(text).document.items
    assert isinstance(item.condition, All)
    (choice,) = [one for one in item.condition.children if isinstance(one, Any)]
    assert {leaf.field for leaf in leaves(choice) if isinstance(leaf, Test)} == chosen
