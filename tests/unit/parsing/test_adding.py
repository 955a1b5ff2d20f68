"""How the sentences of a clause hang together."""

from __future__ import annotations

import pytest

from policymatch.conditions.nodes import All, Any, children, leaves
from policymatch.conditions.nodes import tests as field_tests
from policymatch.parsing import parse_text
from tests.reading import read


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (
            "近三年发生重大安全生产事故，或被列入严重失信主体名单的企业，不享受本措施",
            {"safety_accident", "dishonest"},
        ),
        ("存在偷税骗税行为，或拖欠职工工资的，一律取消申报资格", {"tax_arrears", "wage_arrears"}),
        ("拖欠农民工工资被查实的，取消当年申报资格", {"wage_arrears"}),
    ],
)
def test_offences_are_all_forbidden_whichever_word_joins_them(text: str, fields: set[str]) -> None:
    node = read(text)
    assert not isinstance(node, Any)
    assert {(test.field, test.value) for test in field_tests(node)} == {(name, False) for name in fields}
    assert len(list(leaves(node))) == len(fields)


@pytest.mark.parametrize(
    "text",
    [
        "上年度出口额300万美元以上；当年新获进出口经营权的企业，出口额达到100万美元",
        "年营业收入2000万元以上；初创企业年营业收入500万元以上",
        "具有硕士学位的，年龄不超过45周岁；具有博士学位的，年龄不超过50周岁",
        "裁员率不高于5.5%；30人（含）以下的参保单位裁员率不高于参保职工总数20%的",
    ],
)
def test_two_limits_of_one_quantity_are_alternatives(text: str) -> None:
    assert isinstance(read(text), Any)


def test_an_eased_limit_leaves_the_other_demands_as_they_are() -> None:
    node = read("足额缴纳失业保险费12个月以上，裁员率不高于5.5%；30人（含）以下的参保单位裁员率不高于参保职工总数20%的")
    assert isinstance(node, All)
    assert [type(child).__name__ for child in node.children] == ["Test", "Any"]


@pytest.mark.parametrize(
    "text",
    [
        "职工总数30人以上，其中研发人员10人以上",
        "年营业收入5000万元以上，且研发费用500万元以上",
        "注册资本1000万元以上；实缴资本500万元以上",
        "申请人年满18周岁，不超过45周岁",
    ],
)
def test_limits_of_several_quantities_add_up(text: str) -> None:
    assert isinstance(read(text), All)


@pytest.mark.parametrize(
    "sentence",
    [
        "对年营业收入1亿元以上，或者年纳税500万元以上的企业，给予10万元奖励。",
        "对研发费用1000万元以上的，或年营业收入1亿元以上的企业，奖励10万元。",
        "年营业收入1亿元以上，或者当年纳税500万元以上的企业奖励10万元。",
    ],
)
def test_either_of_two_phrases_before_the_money(sentence: str) -> None:
    (item,) = parse_text(f"海宁市若干措施\n一、支持企业发展。{sentence}").document.items
    (either,) = [node for node in (item.condition, *children(item.condition)) if isinstance(node, Any)]
    assert len(either.children) == 2


def test_an_amount_that_is_passed_is_no_money() -> None:
    text = "海宁市若干措施\n一、支持企业发展。年营业收入首次突破800万元且纳入限额以上统计的住宿餐饮企业奖励5万元。"
    (item,) = parse_text(text).document.items
    assert ("revenue", 8_000_000) in {(test.field, test.value) for test in field_tests(item.condition)}


def test_a_case_that_asks_less_frees_its_sort_alone() -> None:
    node = read("上一年度营业收入不低于10亿元；若为专业服务业企业，上一年度营业收入不低于2亿元")
    assert isinstance(node, Any)
    strict, eased = node.children
    assert [test.field for test in field_tests(strict)] == ["revenue"]
    assert isinstance(eased, All)
    assert {test.field for test in field_tests(eased)} == {"business_domain", "revenue"}
