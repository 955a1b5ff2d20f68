"""Where a contest is held, quantities that share a limit, how money is paid, and those of several places."""

from __future__ import annotations

import pytest

from policymatch.conditions import leaves
from policymatch.conditions.nodes import Any, Not, Test, walk
from tests.cards import fields, items, judged

GIVEN = "给予不超过50万元的资金支持。"


@pytest.mark.parametrize(
    "words",
    [
        "获得中国创新创业大赛江苏赛区一等奖的企业。",
        "在全国双创大赛成都分赛区获得二等奖以上的企业。",
        "入围“创客中国”宁波市中小企业创新创业大赛前10名的企业。",
        "在宁波市举办的工业设计大赛中获奖的企业。",
    ],
)
def test_a_place_in_the_name_of_a_contest_is_nobodys_seat(words: str) -> None:
    (item,) = items(GIVEN, f"1．信用良好。\n2．{words}")
    assert not fields(item.condition) & {"registered_region", "project_region", "qualification"}


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("在宁波市注册的企业参加创新创业大赛获得一等奖。", "registered_region"),
        ("宁波市企业参加全国大赛获得三等奖以上。", "registered_region"),
        ("在宁波市举办行业技能竞赛。", "project_region"),
    ],
)
def test_a_place_beside_a_contest_is_read(words: str, field: str) -> None:
    (item,) = items(GIVEN, f"1．信用良好。\n2．{words}")
    assert field in fields(item.condition)


@pytest.mark.parametrize(
    ("words", "labels"),
    [
        ("有效专利拥有量或受托运营的有效专利数量不低于50件。", ["有效专利拥有量", "受托运营的有效专利数量"]),
        ("成果转化合同数或技术服务项目数达5项以上。", ["成果转化合同数", "技术服务项目数"]),
        (
            "年度服务收入、成果转让收入或培训收入达到100万元。",
            ["服务收入（元）", "成果转让收入（元）", "培训收入（元）"],
        ),
    ],
)
def test_quantities_that_no_field_holds_share_a_limit(words: str, labels: list[str]) -> None:
    (item,) = items(GIVEN, f"1．信用良好。\n2．{words}")
    (either,) = [node for node in walk(item.condition) if isinstance(node, Any)]
    tests = [leaf for leaf in leaves(either) if isinstance(leaf, Test)]
    assert [(test.label or "").removeprefix("年度") for test in tests] == labels
    assert len({test.value for test in tests}) == 1


def test_what_is_no_quantity_is_judged_beside_one() -> None:
    (item,) = items(GIVEN, "1．信用良好。\n2．通过质量管理体系认证或服务企业数达50家以上。")
    assert len([leaf for leaf in leaves(item.condition) if isinstance(leaf, Test) and leaf.label]) == 1


def test_the_period_goes_on_behind_or() -> None:
    (item,) = items(GIVEN, "1．信用良好。\n2．近三年技术合同成交额达1000万元以上，或技术交易项目数达5项以上。")
    tests = [leaf for leaf in leaves(item.condition) if isinstance(leaf, Test)]
    assert {str(test.period) for test in tests} == {str(tests[0].period)}
    assert tests[0].period is not None


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ("资助资金以事后奖励为主，必要时可采用贷款贴息方式。单个项目最高奖励30万元。", "信用良好。"),
        ("扶持资金的使用方式以奖励为主，特殊情况下可采用购买服务方式。单个项目不超过100万元。", "信用良好。"),
        (GIVEN, "信用良好。\n2．团队成员可以是本单位职工或外聘专家。"),
        (GIVEN, "信用良好。\n2．必要时可委托第三方机构进行审计。"),
        (GIVEN, "信用良好。\n2．平台运营主体可以为事业单位。"),
    ],
)
def test_how_money_is_paid_and_whom_one_may_have_demand_nothing(given: str, asked: str) -> None:
    (item,) = items(given, f"1．{asked}\n3．财务制度健全。")
    assert judged(item.condition) == ["信用良好", "财务制度健全"]
    assert not fields(item.condition)


def test_a_row_of_whom_the_applicant_may_be_is_asked() -> None:
    (item,) = items(GIVEN, "1．信用良好。\n2．申报单位可以是企业、高校或科研院所。")
    assert fields(item.condition) == {"entity_type"}


@pytest.mark.parametrize(
    ("given", "who"),
    [
        ("对公共服务平台的运行情况开展绩效评价，根据评价结果给予最高50万元补助。", "公共服务平台"),
        ("每年对民办博物馆开放服务成效进行综合评估，按评估结果给予最高20万元补助。", "民办博物馆"),
        ("对开展碳足迹评价的企业，给予20万元奖励。", "开展碳足迹评价的企业"),
        ("对园区开展绩效评价的，给予20万元奖励。", "园区开展绩效评价"),
    ],
)
def test_what_is_assessed_before_it_is_paid(given: str, who: str) -> None:
    (item,) = items(given)
    assert judged(item.condition)[-1] == who


@pytest.mark.parametrize(
    "words",
    [
        "在本市拥有多个分厂、分公司的单位，每个分厂相同工种只能建立一个工作室。",
        "设有多个校区的院校，各校区须单独建账。",
        "集团公司及其下属单位，只能由一家申报。",
    ],
)
def test_who_has_several_places_is_asked_something_besides(words: str) -> None:
    (item,) = items(GIVEN, f"1．信用良好。\n2．{words}")
    (either,) = [node for node in walk(item.condition) if isinstance(node, Any)]
    assert isinstance(either.children[0], Not)


def test_who_must_have_several_is_asked_for_them() -> None:
    (item,) = items(GIVEN, "1．信用良好。\n2．拥有多个中试车间，设备运行正常。")
    assert not [node for node in walk(item.condition) if isinstance(node, Any)]
