"""Guides whose supports are blocks counted by number: 方向一：…, 类别二 …, 第一部分 …; and what names them by it."""

from __future__ import annotations

from decimal import Decimal

from policymatch.conditions import tests as limits_of
from policymatch.documents import PolicyDocument
from policymatch.parsing import parse_text

GUIDE = """临河市物流项目申报指南
临河市商务局
第一部分 申报对象
一、在临河市注册的企业法人；
二、2022年以来未受过行政处罚；
三、项目已于2025年6月30日前竣工（方向二除外）。
第二部分 支持方向
方向一  仓储改造
1.申报要求：仓库面积不少于5000平方米。
2.补助标准：核定设备投资额的15%，最高100万元。
方向二  融资支持
1.申报要求：上年度营业收入3000万元以上。
2.补助标准：每家企业最高10万元。
第三部分 申报材料
1.申请表；
2.2023、2024年度审计报告；
3.项目验收报告（方向二不需提供）。
方向一还需提供租赁合同；申报方向二的，还需提供借款合同。
"""


def _read() -> PolicyDocument:
    return parse_text(GUIDE).document


def _asked(document: PolicyDocument) -> list[set[str]]:
    return [{test.field for test in limits_of(item.condition)} for item in document.items if item.condition]


def test_each_block_has_its_own_conditions_and_the_common_ones() -> None:
    first, second = _asked(_read())
    assert "premises_area" in first - second
    assert "revenue" in second - first
    assert {"entity_type", "major_violation"} <= first & second


def test_a_bracket_frees_one_block_from_a_common_demand() -> None:
    first, second = _asked(_read())
    assert "project_completed_on" in first - second


def test_money_without_a_verb_is_given_and_asks_for_nothing() -> None:
    document = _read()
    assert [(one.rate, one.cap) for item in document.items for one in item.benefits] == [
        (Decimal("0.15"), Decimal(1000000)),
        (None, Decimal(100000)),
    ]


def test_papers_are_asked_of_the_block_that_is_named() -> None:
    common = ("申请表", "2023、2024年度审计报告")
    assert [item.materials for item in _read().items] == [
        (*common, "项目验收报告", "租赁合同"),
        (*common, "借款合同"),
    ]
