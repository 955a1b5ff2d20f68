"""A demand before or behind words on procedure in its sentence is a demand; procedure alone is none."""

from __future__ import annotations

import pytest

from tests.cards import fields, items, judged

GIVEN = "给予最高10万元补助。"


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("在本市注册，具有独立法人资格，须提交营业执照等材料。", {"registered_region", "legal_person"}),
        ("经营面积不少于500平方米，同等条件下优先支持连锁企业。", {"premises_area"}),
        ("具有独立法人资格，对申报材料真实性负责。", {"legal_person"}),
        ("上年度纳税100万元以上，并加盖公章。", {"tax_paid"}),
        ("申报单位须为高新技术企业，逾期不予受理。", {"qualification"}),
        ("企业近三年无重大违法行为，弄虚作假的取消资格并追究责任。", {"major_violation"}),
        ("企业成立满2年，优先支持连锁企业；按要求提交申报材料。", {"years_established"}),
    ],
)
def test_a_demand_beside_procedure_is_kept(sentence: str, asked: set[str]) -> None:
    (item,) = items(GIVEN, f"1．信用良好。\n2．{sentence}")
    assert fields(item.condition) == asked


@pytest.mark.parametrize(
    "sentence",
    [
        "自通知发布之日起30日以内，向区商务局提交申报材料。",
        "公示时间不少于5个工作日，无异议的提交领导小组审定。",
        "获得资助的单位应在一年内完成项目，并提交验收材料。",
        "材料一式三份，加盖公章后报送区商务局。",
        "同等条件下，优先支持连锁企业。",
        "由主管部门组织专家评审，评审得分不低于60分的提交审议材料。",
    ],
)
def test_procedure_alone_asks_nothing(sentence: str) -> None:
    (item,) = items(GIVEN, f"1．信用良好。\n2．{sentence}")
    assert not fields(item.condition)
    assert judged(item.condition) == ["信用良好"]
