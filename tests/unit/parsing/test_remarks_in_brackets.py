"""A demand with a remark in brackets behind it is a demand; what the bracket permits to a sort of project frees that sort."""

from __future__ import annotations

import pytest

from policymatch.conditions.nodes import Any, leaves
from tests.cards import fields, items, judged

GIVEN = "给予最高10万元补助。"


@pytest.mark.parametrize(
    ("demand", "asked"),
    [
        ("连续经营2年以上（更名前后可连续计算）", "years_established"),
        ("上年度营业收入1000万元以上（同等条件下优先）", "revenue"),
        ("职工参保人数不少于10人（劳务派遣人员不计入统计）", "insured_employees"),
        ("在本市纳税（研发投入大的可优先支持）", "tax_region"),
        ("具有独立法人资格（提交营业执照等材料）", "legal_person"),
        ("上年度纳税额100万元以上（以税务部门出具的证明为准，加盖公章）", "tax_paid"),
        ("在本市注册登记（联合体成员可为市外企业）", "registered_region"),
        ("在本市注册登记（由区商务局审核）", "registered_region"),
        ("年研发投入不低于100万元（优先支持投入强度大的企业）", "rd_expense"),
    ],
)
def test_a_remark_leaves_the_demand_alone(demand: str, asked: str) -> None:
    (item,) = items(GIVEN, f"1．信用良好。\n2．{demand}。")
    assert fields(item.condition) == {asked}
    assert judged(item.condition) == ["信用良好"]


@pytest.mark.parametrize("words", ["同等条件下优先（以得分为准）", "详见附件（可在网站下载）"])
def test_procedure_with_a_remark_stays_procedure(words: str) -> None:
    (item,) = items(GIVEN, f"1．信用良好。\n2．{words}。")
    assert judged(item.condition) == ["信用良好"]


@pytest.mark.parametrize(
    ("demand", "freed"),
    [
        ("申报主体应为经认定的老字号企业（展示空间建设项目的申报主体可为非老字号企业）", "展示空间建设项目"),
        ("申报单位应具有独立法人资格（分公司申报的可为非独立法人）", "分公司"),
        ("项目单位应为高新技术企业（孵化载体项目可不要求）", "孵化载体项目"),
    ],
)
def test_a_sort_that_may_be_otherwise_is_freed(demand: str, freed: str) -> None:
    (item,) = items(GIVEN, f"1．信用良好。\n2．{demand}。")
    choices = [one for one in getattr(item.condition, "children", ()) if isinstance(one, Any)]
    assert [freed in judged(one) for one in choices] == [True]
    assert len([*leaves(item.condition)]) == 3


def test_what_a_thing_may_be_frees_nobody() -> None:
    (item,) = items(GIVEN, "1．信用良好。\n2．经营面积500平方米以上（场所可为租赁）。")
    assert not any(isinstance(one, Any) for one in getattr(item.condition, "children", ()))
    assert fields(item.condition) == {"premises_area"}
