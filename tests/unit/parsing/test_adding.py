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


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("规上工业企业年纳税300万元以上，或年出口额2000万元以上", "above_scale"),
        ("食品企业购置冷藏车5辆以上，或新建冷库库容1000立方米以上", "business_domain"),
    ],
)
def test_a_kind_before_the_first_of_two_limits_is_asked_with_either(text: str, kind: str) -> None:
    node = read(text)
    assert isinstance(node, All)
    assert kind in {test.field for child in node.children if not isinstance(child, Any) for test in field_tests(child)}
    assert [len(child.children) for child in node.children if isinstance(child, Any)] == [2]


def test_a_title_joined_to_a_limit_belongs_to_that_side_alone() -> None:
    node = read("认定为高新技术企业且营业收入2亿元以上，或年纳税500万元以上")
    assert isinstance(node, Any) or [type(child) for child in children(node)] == [Any]


@pytest.mark.parametrize(
    "text", ["产值增速高于全市规上工业平均增速3个百分点以上", "亩均税收超过全县规上工业平均水平10%以上"]
)
def test_what_is_measured_by_others_asks_nothing_of_who_they_are(text: str) -> None:
    assert [test.field for test in field_tests(read(text))] == ["declared_number"]


def test_a_level_without_a_figure_is_for_a_person_to_see() -> None:
    fields = {test.field for test in field_tests(read("营业收入增幅高于全区平均水平的限上企业"))}
    assert "above_scale" in fields
    assert "registered_region" not in fields


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("未被列入拖欠农民工工资“黑名单”", ["wage_arrears"]),
        ("未被列入拖欠农民工工资失信联合惩戒名单和失信被执行人名单", ["wage_arrears", "dishonest"]),
    ],
)
def test_the_list_of_those_who_owe_wages_is_no_other_list(text: str, fields: list[str]) -> None:
    assert sorted(test.field for test in field_tests(read(text))) == sorted(fields)


def test_persons_side_by_side_keep_their_own_limits() -> None:
    node = read("毕业3年内的全日制硕士研究生、30周岁以下的全日制本科毕业生")
    [either] = [node] if isinstance(node, Any) else [child for child in children(node) if isinstance(child, Any)]
    assert [len(list(leaves(side))) for side in either.children] == [2, 2]
