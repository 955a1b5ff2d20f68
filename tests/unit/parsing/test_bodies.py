"""A demand that names a sort of body binds the supports for that sort alone."""

from __future__ import annotations

import pytest

from policymatch.conditions.nodes import Any, Test, leaves
from policymatch.parsing import parse_text
from policymatch.parsing.drafting.bodies import bodies, told_of
from policymatch.parsing.structure.relations import members
from tests.cards import fields
from tests.cards import items as card_items


@pytest.mark.parametrize(
    ("words", "sort"),
    [
        ("年度新增担保额1亿元以上的融资担保机构", "担保机构"),
        ("注册满一年的租赁公司", "租赁公司"),
        ("依法设立的大学科技园运营单位", "园区"),
        ("从事零售的企业", "企业"),
        ("本市职业技工院校", "培训机构"),
        ("取得证书的导游", "个人"),
    ],
)
def test_a_noun_phrase_is_of_the_sort_that_it_ends_in(words: str, sort: str) -> None:
    assert bodies(words) == {sort}


@pytest.mark.parametrize(
    ("words", "sort"),
    [
        ("担保机构应在本市注册", "担保机构"),
        ("培训机构具有办学许可证", "培训机构"),
        ("企业申报的，应符合下列条件", "企业"),
        ("申报单位应在本市注册", None),
        ("为企业提供服务的平台应对外开放", None),
        ("与高校签订合作协议的应提供协议", None),
        ("营业收入应不低于1000万元", None),
    ],
)
def test_whom_a_demand_speaks_of_stands_before_what_it_asks(words: str, sort: str | None) -> None:
    assert told_of(words) == ({sort} if sort else set())


CARD = """某市小微企业融资支持
服务对象
本市小微企业及融资担保机构
支持标准
（一）贷款贴息。获得银行贷款的，按实际支付利息的30%给予贴息，每家企业最高50万元。
（二）风险补偿。对上年度为小微企业新增担保额1亿元以上的融资担保机构，按新增担保额的1%给予补偿。
条件要求
1．小微企业应符合下列条件：
（1）上年度营业收入不低于500万元；
（2）资产负债率不超过70%。
2．担保机构应实缴资本不低于2亿元。
3．申报单位近三年无重大违法违规记录。
"""


def test_the_conditions_of_each_sort_go_to_the_supports_for_it() -> None:
    items = parse_text(CARD).document.items
    asked = [{leaf.field for leaf in leaves(item.condition) if isinstance(leaf, Test)} for item in items]
    assert {"revenue", "debt_ratio", "major_violation"} <= asked[0]
    assert "paid_in_capital" not in asked[0]
    assert {"paid_in_capital", "major_violation"} <= asked[1]
    assert not {"revenue", "debt_ratio"} & asked[1]


RULE = """绵竹市学徒培训补贴办法
第一条 申请开展学徒培训的企业应当同时具备下列条件：
（一）在职职工50人以上；
（二）近两年无重大违法行为。
第二条 企业组织学徒完成培训的，每人补贴5000元。
第三条 导师当年所带学徒取得证书3人以上的，给予该导师2000元奖励。
第四条 申请本办法补贴的企业应当在本市注册。
"""


def test_who_does_one_thing_is_not_everybody() -> None:
    items = parse_text(RULE).document.items
    asked = [{leaf.field for leaf in leaves(item.condition) if isinstance(leaf, Test)} for item in items]
    assert "employees" in asked[0]
    assert "employees" not in asked[1]
    assert all("registered_region" in fields for fields in asked)


PARAGRAPHS = (
    "{first}申报的，上年度营业收入不低于500万元；{second}申报的，应运营满3年。申报单位近三年无重大违法违规记录。",
    "{first}上年度营业收入应不低于500万元。{second}应运营满3年。申报单位近三年无重大违法违规记录。",
    "1．{first}：上年度营业收入不低于500万元。\n2．{second}：运营满3年。\n3．申报单位近三年无重大违法违规记录。",
)


@pytest.mark.parametrize("paragraph", PARAGRAPHS)
@pytest.mark.parametrize("pair", [("小微企业", "融资担保机构"), ("生产企业", "医疗机构"), ("研制单位", "应用单位")])
def test_each_sort_has_its_own_demands_and_all_have_the_common_one(paragraph: str, pair: tuple[str, str]) -> None:
    first, second = pair
    text = (
        f"某市智能设备应用支持\n服务对象\n在本市注册的{first}、{second}\n支持标准\n"
        f"（一）设备补助。对购置智能设备的{first}，按设备投资额的20%给予补助。\n"
        f"（二）服务奖励。对提供公共服务的{second}，给予30万元奖励。\n"
        f"条件要求\n{paragraph.format(first=first, second=second)}\n"
    )
    items = parse_text(text).document.items
    asked = [{leaf.field for leaf in leaves(item.condition) if isinstance(leaf, Test)} for item in items]
    assert {"revenue", "major_violation"} <= asked[0]
    assert "revenue" not in asked[1]
    assert {"years_established", "major_violation"} <= asked[1]
    assert "years_established" not in asked[0]


@pytest.mark.parametrize(
    ("row", "judged"),
    [
        ("用能单位和节能服务机构", "用能单位"),
        ("医院和医疗器械企业", "医院"),
        ("影视制作机构和影院", "影院"),
        ("北京市行政区域内的用能单位、节能服务机构", "用能单位"),
    ],
)
def test_who_has_no_trade_beside_one_who_has_may_apply_as_well(row: str, judged: str) -> None:
    items = parse_text(f"某市支持办法\n服务对象\n{row}\n支持标准\n对完成改造的，给予50万元奖励。\n").document.items
    choices = [node for node in members(items[0].condition) if isinstance(node, Any)]
    told = [[leaf.field if isinstance(leaf, Test) else leaf.label for leaf in leaves(node)] for node in choices]
    assert any("business_domain" in said and judged in said for said in told)


def test_a_demand_on_those_who_apply_for_two_supports_spares_the_third() -> None:
    text = (
        "某市节能支持办法\n支持标准\n（一）节能改造奖励。实施改造的，给予50万元奖励。\n（二）合同管理奖励。签订合同的，给予30万元奖励。\n"
        "（三）绿电消费奖励。消费绿电的，给予20万元奖励。\n申报条件\n1．申请节能改造奖励和合同管理奖励的项目，应稳定运行满6个月。\n2．申报单位近三年无重大违法违规记录。\n"
    )
    items = parse_text(text).document.items
    asked = [{leaf.field for leaf in leaves(item.condition) if isinstance(leaf, Test)} for item in items]
    assert ["declared_number" in fields for fields in asked] == [True, True, False]
    assert all("major_violation" in fields for fields in asked)


@pytest.mark.parametrize(
    "first",
    ["用人单位新引进年薪30万元以上人才的，按人才年薪的10%给予用人单位补贴", "企业新招用高校毕业生的，每人奖励1000元"],
)
def test_a_body_that_brings_people_in_is_asked_what_bodies_are_asked(first: str) -> None:
    given = f"（一）人才补贴。{first}。\n（二）企业奖励。对营业收入1亿元以上的企业，奖励10万元。"
    found = card_items(given, "1．财务制度健全。\n2．用人单位有拖欠工资行为的，不予支持。", who="本市企业和人才")
    assert len(found) == 2
    assert all("wage_arrears" in fields(one.condition) for one in found)
