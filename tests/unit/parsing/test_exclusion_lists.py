"""Who stays out of one support, told in the passage that grants it."""

from __future__ import annotations

import pytest

from policymatch.conditions import All, Any, Op, Test, leaves
from policymatch.documents import Item
from policymatch.parsing import parse_text


def items(text: str) -> tuple[Item, ...]:
    return parse_text("安岳县扶持办法\n安岳县人民政府\n一、支持标准\n" + text + "\n").document.items


@pytest.mark.parametrize(
    "text",
    [
        "对规上企业给予8万元奖励。\n有下列情形之一的，不予支持：\n1.国有企业；\n2.房地产开发企业。",
        "有下列情形之一的，不予支持：\n1.国有企业；\n2.房地产开发企业。\n对规上企业给予8万元奖励。",
        "（一）奖励规上企业。对规上企业给予8万元奖励。有下列情形之一的，不予支持：1.国有企业；2.房地产开发企业。\n"
        "（二）奖励高企。对高新技术企业给予15万元奖励。",
    ],
)
def test_those_shut_out_are_none_of_those_let_in(text: str) -> None:
    item = items(text)[0]
    assert isinstance(item.condition, All)
    assert not any(isinstance(child, Any) for child in item.condition.children)
    told = {(leaf.field, leaf.op) for leaf in leaves(item.condition) if isinstance(leaf, Test)}
    assert told == {("above_scale", Op.IS), ("ownership", Op.NOT_IN), ("industry", Op.NOT_IN)}


def test_a_support_beside_keeps_its_own() -> None:
    first, second = items(
        "（一）奖励规上企业。对规上企业给予8万元奖励。有下列情形之一的，不予支持：1.国有企业；2.房地产开发企业。\n"
        "（二）奖励高企。对高新技术企业给予15万元奖励。"
    )
    assert {leaf.field for leaf in leaves(second.condition) if isinstance(leaf, Test)} == {"qualification"}
    assert first.name != second.name


def test_who_has_had_the_like_is_no_grant() -> None:
    (item,) = items(
        "对规上企业给予8万元奖励。\n以下企业不纳入奖励范围：\n（1）被列入失信名单的；\n（2）已享受同类政策的。"
    )
    told = {leaf.field for leaf in leaves(item.condition) if isinstance(leaf, Test)}
    assert told == {"above_scale", "dishonest", "already_funded"}
    assert len(item.benefits) == 1
