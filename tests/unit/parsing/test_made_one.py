"""Who becomes one and is paid for it in one phrase (对首次认定为高新技术企业的奖励30万元), and who rises above the scale."""

from __future__ import annotations

import pytest

from policymatch.conditions.nodes import Test, leaves
from policymatch.documents import Item
from policymatch.parsing import parse_text
from policymatch.parsing.drafting.grants import offer_verb


def items(given: str) -> tuple[Item, ...]:
    """The items of measures with one point."""
    text = f"绵竹市支持工业发展若干措施\n一、支持措施\n（一）{given}\n二、附则\n本措施自印发之日起施行。\n"
    return parse_text(text).document.items


@pytest.mark.parametrize(
    ("phrase", "offers"),
    [
        ("对首次认定为高新技术企业的奖励30万元", True),
        ("获评瞪羚企业的奖励30万元", True),
        ("列入省级重点项目的补助50万元", True),
        ("对企业的奖励30万元", False),
        ("已获得企业的奖励100万元", False),
        ("项目单位的补助30万元", False),
    ],
)
def test_becoming_one_is_no_award_of_a_firm(phrase: str, offers: bool) -> None:
    assert (offer_verb(phrase) is not None) is offers


def test_the_first_of_two_sums_is_given_by_its_own_verb() -> None:
    first, *_ = items("对首次认定为高新技术企业的奖励30万元，整体迁入的高新技术企业奖励50万元。")
    assert [benefit.amount for benefit in first.benefits][:1] == [300000]


@pytest.mark.parametrize(
    ("given", "want"),
    [
        ("由小微企业首次升级为规模以上工业企业的，奖励10万元。", "newly_above_scale"),
        ("小微企业成长为规上企业的，奖励10万元。", "newly_above_scale"),
        ("规上企业给予20万元奖励。", "above_scale"),
    ],
)
def test_who_rises_is_new_there(given: str, want: str) -> None:
    [item] = items(given)
    assert want in {leaf.field for leaf in leaves(item.condition) if isinstance(leaf, Test)}
