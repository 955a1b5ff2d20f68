"""Supports that build on others by their number."""

from __future__ import annotations

import pytest

from policymatch.conditions import leaves
from policymatch.conditions.nodes import Test
from policymatch.parsing import parse_text

HEAD = "浦口区促进产业发展若干措施\n浦口区人民政府\n"


def fields(text: str) -> list[set[str]]:
    """The fields that each item of a document asks for."""
    return [
        {leaf.field for leaf in leaves(item.condition) if isinstance(leaf, Test)} if item.condition else set()
        for item in parse_text(HEAD + text).document.items
    ]


@pytest.mark.parametrize(
    "second",
    [
        "在享受第一条支持的基础上，对当年纳税增长20%以上的，再给予10万元奖励。",
        "获得第一条奖励的企业，当年纳税增长20%以上的，再奖励10万元。",
        "已享受本措施第一条政策的企业，当年纳税增长20%以上的，奖励10万元。",
        "前条所述企业当年纳税增长20%以上的，再奖励10万元。",
    ],
)
def test_what_the_other_support_asks_for_is_asked_again(second: str) -> None:
    _, asked = fields(f"第一条 对年产值达到3亿元的企业，给予30万元奖励。\n第二条 {second}\n")
    assert asked == {"output_value", "tax_growth"}


def test_a_point_is_counted_in_its_own_article() -> None:
    *_, asked = fields(
        "第一条 对年产值达到3亿元的企业，给予30万元奖励。\n第二条 鼓励创新\n1.对研发费用500万元以上的企业，奖励10万元。\n"
        "2.在享受第1款支持基础上，对纳税增长10%以上的，再奖励5万元。\n"
    )
    assert asked == {"rd_expense", "tax_growth"}


def test_a_sort_told_in_another_article_stands_for_its_number() -> None:
    first, second = fields(
        "第一条 企业分类\n第一类：年产值3亿元以上的企业。\n第二类：年纳税500万元以上的企业。\n第二条 用地支持\n1.对第一条第一类企业，给予50万元补贴。\n"
        "第三条 用房支持。对第一条所列企业，每平方米补贴10元。\n"
    )
    assert first == {"output_value"}
    assert second == {"output_value", "tax_paid"}


def test_a_loan_of_another_article_is_no_support_had() -> None:
    _, asked = fields(
        "第一条 对年产值达到3亿元的企业，给予贷款贴息30万元。\n第二条 获得第一条贷款并按期还清的企业，奖励1万元。\n"
    )
    assert "output_value" not in asked


def test_what_those_named_may_have_besides_is_asked_of_nobody() -> None:
    items = fields(
        "第一条 对年产值达到3亿元的企业，给予30万元奖励。\n第二条 对年纳税500万元以上的企业，给予20万元奖励。\n"
        "第三条 对研发费用500万元以上的企业，奖励10万元。\n第四条 符合本措施第一条、第二条规定的企业，可申请人才公寓。\n"
    )
    assert items[:3] == [{"output_value"}, {"tax_paid"}, {"rd_expense"}]
