"""What stands behind several grants: demands and ceilings, of all of them or of the last alone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from policymatch.conditions import Any, leaves, walk
from policymatch.conditions.nodes import Test
from policymatch.documents import Item
from policymatch.parsing import parse_text
from policymatch.parsing.why import explain

HEAD = "临江县促进产业发展若干措施\n临江县人民政府\n"
TWO = "第三条 对购置检测设备的企业，按设备投入的8%给予补助；对购买工业软件的企业，按软件投入的15%给予补助。"
GRADES = "第三条 新评为国家级绿色工厂的企业奖励80万元，新评为省级绿色工厂的企业奖励40万元。"


def items(text: str) -> tuple[Item, ...]:
    return parse_text(HEAD + text).document.items


def fields(item: Item) -> list[str]:
    return [leaf.field for leaf in leaves(item.condition) if isinstance(leaf, Test)]


def choices(item: Item) -> list[Any]:
    return [node for node in walk(item.condition) if isinstance(node, Any)]


def caps(text: str) -> list[list[Decimal | None]]:
    return [[benefit.cap for benefit in item.benefits] for item in items(text)]


@pytest.mark.parametrize(
    "demand",
    [
        "上述企业应当纳入规模以上统计。",
        "申请补助的企业须纳入规模以上统计。",
        "企业应纳入规模以上统计。",
        "申报单位均应纳入规模以上统计。",
    ],
)
def test_a_demand_of_all_is_asked_of_each(demand: str) -> None:
    assert [fields(item) for item in items(TWO + demand)] == [["above_scale"], ["above_scale"]]


@pytest.mark.parametrize("demand", ["其中，企业须纳入规模以上统计。", "软件企业须纳入规模以上统计。"])
def test_a_demand_of_the_last_is_asked_of_it_alone(demand: str) -> None:
    first, second = items(TWO + demand)
    assert "above_scale" not in fields(first)
    assert "above_scale" in fields(second)


@pytest.mark.parametrize("demand", ["企业须近三年未发生环境污染事故。", "申报企业应近三年未发生环境污染事故。"])
def test_a_demand_behind_grades_holds_for_each_grade(demand: str) -> None:
    (item,) = items(GRADES + demand)
    grades = choices(item)
    assert [len(node.children) for node in grades] == [2]
    assert "environmental_violation" in fields(item)
    assert not any(isinstance(leaf, Test) and leaf.field == "environmental_violation" for leaf in leaves(grades[0]))


def test_a_demand_of_one_grade_stays_with_it() -> None:
    (item,) = items(GRADES + "省级绿色工厂企业须近三年未发生环境污染事故。")
    (grades,) = choices(item)
    assert any(isinstance(leaf, Test) and leaf.field == "environmental_violation" for leaf in leaves(grades))


@pytest.mark.parametrize(
    "bound",
    [
        "单个项目补助不超过300万元。",
        "单个企业年度补助合计不超过300万元。",
        "同一企业每年累计最高300万元。",
        "\n每家企业每年补助总额最高不超过300万元。",
        "单个项目补助不超过300万元，且须在本年度内完成。",
    ],
)
def test_a_ceiling_behind_several_shares_bounds_each(bound: str) -> None:
    assert caps(TWO + bound) == [[Decimal(3000000)], [Decimal(3000000)]]


def test_a_ceiling_in_the_sentence_of_the_last_bounds_it_alone() -> None:
    assert caps(TWO.rstrip("。") + "，最高300万元。") == [[None], [Decimal(3000000)]]


def test_a_sum_paid_once_takes_no_ceiling_of_several() -> None:
    text = "第三条 奖励品牌。\n（一）对新获得驰名商标的企业，给予50万元奖励。\n（二）对新获得名牌产品称号的企业，给予30万元奖励。\n"
    assert caps(text + "单个企业年度奖励总额不超过100万元。") == [[None], [None]]


def test_a_ceiling_below_the_last_of_several_points_bounds_all_of_them() -> None:
    text = "第三条 支持企业投入。\n（一）对购置检测设备的企业，按设备投入的8%给予补助。\n（二）对购买工业软件的企业，按软件投入的15%给予补助。\n"
    assert caps(text + "单个企业年度补助总额不超过100万元。") == [[Decimal(1000000)], [Decimal(1000000)]]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("新认定为国家级企业技术中心的奖励90万元，省级的奖励40万元。", ("国家级企业技术中心", "省级企业技术中心")),
        ("获评国家级绿色工厂的，奖励80万元；获评省级的，奖励40万元。", ("国家级绿色工厂", "省级绿色工厂")),
        (
            "对新认定的工程研究中心，属国家级的奖励90万元；属省级的奖励40万元。",
            ("国家级工程研究中心", "省级工程研究中心"),
        ),
        ("对新认定的高新技术企业，国家级奖励90万元，省级奖励40万元。", ("高新技术企业",)),
    ],
)
def test_a_level_told_with_its_sum_is_let_in(sentence: str, names: tuple[str, ...]) -> None:
    (item,) = items("第三条 " + sentence)
    assert [leaf.value for leaf in leaves(item.condition) if isinstance(leaf, Test)] == [names]


def test_an_honour_of_its_own_asks_for_no_other() -> None:
    *_, last = items("第三条 被认定为省级示范合作社的，每个奖励5万元；市级示范家庭农场每个奖励1万元。")
    assert [leaf.value for leaf in leaves(last.condition) if isinstance(leaf, Test)] == [("市级示范家庭农场",)]


def test_sorts_of_people_say_whom_it_is_for_where_nothing_else_does() -> None:
    (item,) = items("第三条 人才住房补贴。博士每月2000元、硕士每月1200元，最长不超过36个月。")
    (choice,) = choices(item)
    assert len(choice.children) == 2


def test_a_row_of_people_behind_another_is_let_in() -> None:
    (item,) = items(
        "第三条 对引进的博士、正高级职称人才，给予每月3000元生活津贴；硕士、副高级职称人才每月1500元，发放期3年。"
    )
    assert [benefit.amount for benefit in item.benefits] == [Decimal(3000), Decimal(1500)]
    assert len(choices(item)) == 1


def test_a_voucher_given_each_year_is_for_whom_it_is_given_to() -> None:
    (item,) = items("第三条 每年向科技型中小企业发放创新券，每家最高20万元。")
    assert [leaf.value for leaf in leaves(item.condition) if isinstance(leaf, Test)] == [("科技型中小企业",)]
    assert not items("第三条 每年举办促销活动，向市民发放消费券。")


def test_what_has_grown_is_the_base_of_the_money() -> None:
    (item,) = items("第三条 年用电量增长10%以上的企业，对增量部分按每千瓦时0.05元给予补贴。")
    assert not any("增量部分" in leaf.source.quote for leaf in leaves(item.condition) if leaf.source is not None)


def test_a_grant_that_its_condition_follows_is_explained() -> None:
    assert "上限300万元" in explain("发放的单笔不超过300万元的信用贷款")


@pytest.mark.parametrize(
    "offer",
    [
        "土地出让底价按基准地价的70%执行",
        "土地出让底价可按不低于工业用地最低价标准的70%执行",
        "厂房租金按租金标准的70%收取",
    ],
)
def test_a_price_at_a_share_is_granted(offer: str) -> None:
    (item,) = items(f"第三条 对总投资5000万元以上的工业项目，{offer}。")
    assert [benefit.rate for benefit in item.benefits] == [Decimal("0.7")]
    assert not any(
        "价" in leaf.source.quote or "租金" in leaf.source.quote for leaf in leaves(item.condition) if leaf.source
    )


@pytest.mark.parametrize("rule", ["补助标准按上级文件规定执行", "企业所得税按25%的税率执行"])
def test_how_a_rule_is_followed_grants_nothing(rule: str) -> None:
    assert not items(f"第三条 {rule}。")


def test_a_demand_at_a_share_is_no_money() -> None:
    found = items("第三条 营业收入2亿元以上的企业，给予30万元奖励。山区企业上述标准按70%执行。")
    assert not any(benefit.rate for item in found for benefit in item.benefits)
