"""Kinds of bodies that open the words and do what is counted: 农民专业合作社新建冷库100立方米以上."""

from __future__ import annotations

import pytest

from policymatch.conditions.nodes import Test, leaves
from tests.reading import read


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("农民专业合作社新建冷库100立方米以上", [("entity_type", None), ("declared_number", "新建冷库（立方米）")]),
        ("家庭农场养殖生猪500头以上", [("entity_type", None), ("declared_number", "养殖生猪数")]),
        ("行业协会举办展会50场以上", [("entity_type", None), ("declared_number", "举办展会场次")]),
        ("个体工商户年营业收入50万元以上", [("entity_type", None), ("revenue", None)]),
        ("行业协会会员数50家以上", [("declared_number", "行业协会会员数")]),
        ("带动农民专业合作社3家以上", [("declared_number", "带动农民专业合作社数")]),
        ("与农民专业合作社当年签订订单100万元以上", [("declared_number", "与农民专业合作社当年签订订单金额（元）")]),
        ("省级示范家庭农场种植面积200亩以上", [("qualification", None), ("premises_area", None)]),
    ],
)
def test_who_does_is_told_beside_what_is_counted(text: str, want: list[tuple[str, str | None]]) -> None:
    assert [(leaf.field, leaf.label) for leaf in leaves(read(text)) if isinstance(leaf, Test)] == want
