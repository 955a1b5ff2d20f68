"""Demands on those of an age and on those younger: each is made of its own alone, in one sentence or in two."""

from __future__ import annotations

import pytest

from policymatch.conditions import leaves
from policymatch.conditions.nodes import Any, Test, children, walk
from tests.cards import fields, items


@pytest.mark.parametrize(
    "words",
    [
        "成立满3年的，上年度营业收入不低于1000万元。成立不满3年的，上年度营业收入不低于300万元。",
        "成立满1年的企业，参保人数不少于10人；成立不满1年的企业，参保人数不少于5人。",
        "注册成立时间在两个会计年度（含）以上的，研发费用同比增量100万元以上。注册成立时间不足两个会计年度的，研发费用100万元以上。",
        "企业成立不足2年的，研发投入不低于50万元。成立2年以上的，研发投入不低于100万元。".replace(
            "成立2年以上", "成立满2年"
        ),
    ],
)
def test_each_age_has_its_own_demand(words: str) -> None:
    (item,) = items("给予10万元奖励。", f"1．信用良好。\n2．{words}")
    (either,) = [node for node in walk(item.condition) if isinstance(node, Any)]
    sides = [{leaf.field for leaf in leaves(side) if isinstance(leaf, Test)} for side in children(either)]
    assert len(sides) == 2
    assert all("years_established" in side and len(side) == 2 for side in sides)


@pytest.mark.parametrize(
    "words",
    [
        "成立满3年的，上年度营业收入不低于1000万元。",
        "成立满3年。上年度营业收入不低于1000万元。",
        "成立满1年，不满5年，上年度营业收入不低于1000万元。",
    ],
)
def test_one_age_alone_is_asked(words: str) -> None:
    (item,) = items("给予10万元奖励。", f"1．信用良好。\n2．{words}")
    assert not [node for node in walk(item.condition) if isinstance(node, Any)]
    assert fields(item.condition) == {"years_established", "revenue"}
