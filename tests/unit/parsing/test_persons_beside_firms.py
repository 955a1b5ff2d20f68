"""Persons beside firms in 服务对象: what is said of the firms goes for these alone."""

from __future__ import annotations

import pytest

from policymatch.conditions.nodes import Test, leaves
from tests.cards import items

_FIRMS = "1．企业组织职工参加培训的，每人补贴500元。\n"


def _told(who: str, second: str) -> list[list[str]]:
    """The fields that each of two supports asks for."""
    found = items(_FIRMS + second, who=who)
    return [[leaf.field for leaf in leaves(one.condition) if isinstance(leaf, Test)] for one in found]


@pytest.mark.parametrize(
    "who",
    [
        "在绵竹市注册的企业，技师、高级技师等高技能人才",
        "在绵竹市注册的企业；高技能人才",
        "1．在绵竹市注册的企业；\n2．高技能人才。",
    ],
)
def test_persons_beside_firms_are_asked_nothing_that_is_said_of_the_firms(who: str) -> None:
    firms, persons = _told(who, "2．对高级技师，每人每月给予800元生活补贴。")
    assert firms == ["registered_region"]
    assert "registered_region" not in persons


def test_firms_beside_firms_are_still_of_the_place_that_the_first_are_of() -> None:
    told = _told("1．在绵竹市注册的企业；\n2．高新技术企业。", "2．企业购置设备的，补贴20万元。")
    assert told[0] == ["registered_region", "qualification"]
