"""Grades of standards and prizes, what one buys or insures, categories of a support, and the conditions of a recognition."""

from __future__ import annotations

import pytest

from policymatch.conditions import leaves
from policymatch.conditions.nodes import Any, Test, walk
from policymatch.parsing import parse_text
from tests.cards import fields, items, judged


@pytest.mark.parametrize(
    "given",
    [
        "主导制定国际标准的，每项补助100万元；主导制定国家标准的，每项补助30万元；主导制定行业标准的，每项补助20万元。",
        "主导制定国际标准的，每项补助不超过100万元；主导制定国家标准、行业标准的，每项补助不超过30万元、20万元。",
        "牵头制定国家标准的，给予50万元奖励；牵头制定地方标准的，给予10万元奖励。",
    ],
)
def test_standards_of_several_ranks_are_one_support_and_a_choice(given: str) -> None:
    (item,) = items(given)
    (either,) = [node for node in walk(item.condition) if isinstance(node, Any)]
    said = [leaf.source.quote for leaf in leaves(either) if leaf.source]
    assert len(said) == given.count("；") + 1


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ("获得中国标准创新贡献奖一等奖、二等奖、三等奖的项目，分别给予30万元、20万元、10万元奖励。", 1),
        ("对获得省科学技术进步奖一等奖、二等奖的企业，分别奖励20万元、10万元。", 2),
    ],
)
def test_the_grades_of_a_prize_are_told_with_it(given: str, names: int) -> None:
    (item,) = items(given)
    (test,) = [leaf for leaf in leaves(item.condition) if isinstance(leaf, Test)]
    assert isinstance(test.value, tuple)
    assert len(test.value) == names
    assert judged(item.condition) == ["信用良好", "财务制度健全"]


@pytest.mark.parametrize(
    "given",
    [
        "对投保首台（套）综合险的企业，按照年度保费的80%给予补贴。",
        "对购买首台（套）装备的用户，按采购金额的10%给予补贴。",
        "对投保高新技术企业产品责任保险的企业，按保费的50%给予补贴。",
    ],
)
def test_what_one_buys_or_insures_is_anothers_recognition(given: str) -> None:
    (item,) = items(given)
    assert "qualification" not in fields(item.condition)


def test_who_makes_the_first_of_its_kind_is_recognised() -> None:
    (item,) = items("对获得首台（套）重大技术装备认定的企业，给予100万元奖励。")
    assert "qualification" in fields(item.condition)


@pytest.mark.parametrize(
    "given",
    [
        "创新项目资助分为A类和B类，A类每项资助15万元，B类每项资助8万元。",
        "项目资助分为重大、重点、一般三个等级，重大项目每项资助50万元。",
    ],
)
def test_how_a_support_is_divided_demands_nothing(given: str) -> None:
    for item in items(given):
        assert not [label for label in judged(item.condition) if "分为" in label]


_TITLE = (
    "绵竹市体育产业示范基地认定\n发文机构\n绵竹市体育局\n工具分类\n资金支持\n服务对象\n体育企业\n服务内容\n"
    "1．经认定的市级体育产业示范基地，授予牌匾，有效期三年。\n"
    "2．对新认定的市级示范基地给予一次性奖励50万元；对入选国家体育产业示范基地的，再给予100万元奖励。\n"
    "3．示范基地举办体育赛事活动的，按照活动实际投入的20%给予补助，单场最高30万元。\n"
    "条件要求\n1．申报示范基地的单位应具备以下条件：\n（1）注册满2年；\n（2）从业人员不少于50人。\n"
    "2．有以下情形之一的，优先认定：\n（1）承办过国际体育赛事的；\n（2）获得过国家级荣誉的。\n时间/频度\n每年一次\n"
)


def test_who_seeks_what_the_title_recognises_is_asked_the_conditions_and_who_holds_it_the_title() -> None:
    found = parse_text(_TITLE).document.items
    asking = [item for item in found if "employees" in fields(item.condition)]
    assert len(asking) == 1
    held = [item for item in found if item not in asking]
    titles = [
        [leaf.value for leaf in leaves(item.condition) if isinstance(leaf, Test) and leaf.field == "qualification"]
        for item in held
    ]
    assert held
    assert all(("绵竹市体育产业示范基地",) in values for values in titles)
    assert not any("市级示范基地" in str(values) for values in titles)
