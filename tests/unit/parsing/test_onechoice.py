"""One support whose standards tell a sum for each of what the conditions let an applicant have."""

from __future__ import annotations

from policymatch.conditions import Test, leaves
from policymatch.documents import Item
from policymatch.parsing import parse_text

_HEAD = "绵竹市企业奖励申报指南\n绵竹市经济和信息化局\n"
_ASKED = "一、申报条件\n在本市注册、被认定为高新技术企业或专精特新中小企业。\n二、奖励标准\n"


def held(item: Item) -> list[object]:
    """The titles that an item asks for."""
    return [leaf.value for leaf in leaves(item.condition) if isinstance(leaf, Test) and leaf.field == "qualification"]


def test_sums_for_members_of_what_all_may_have_are_grades() -> None:
    given = "认定为高新技术企业的，一次性奖励20万元；认定为专精特新中小企业的，一次性奖励10万元。\n"
    items = parse_text(_HEAD + _ASKED + given).document.items
    assert [[int(benefit.amount or 0) for benefit in item.benefits] for item in items] == [[200000, 100000]]
    assert held(items[0]) == [("高新技术企业", "专精特新中小企业")]
    assert all(benefit.when is not None for benefit in items[0].benefits)


def test_supports_that_ask_for_more_stay_apart() -> None:
    given = "认定为高新技术企业且营业收入1亿元以上的，奖励20万元；认定为专精特新中小企业的，奖励10万元。\n"
    assert len(parse_text(_HEAD + _ASKED + given).document.items) == 2
