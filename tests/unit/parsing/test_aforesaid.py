"""Grants for those of the grant before them: 上述机构…的，再…."""

from __future__ import annotations

import pytest

from policymatch.parsing import parse_text
from tests.cards import fields, judged

_MEASURES = "青山区促进产业发展若干措施\n第一条 {}\n第二条 附则。本措施由区商务局负责解释。\n"


def _items(said: str) -> list[set[str]]:
    return [fields(item.condition) for item in parse_text(_MEASURES.format(said)).document.items]


@pytest.mark.parametrize(
    "said",
    [
        "对实缴资本1亿元以上的融资租赁企业，给予100万元奖励。上述企业年度营业收入超过5000万元的，给予50万元奖励。",
        "对实缴资本100万元以上的养老机构，给予10万元奖励。该类机构年度营业收入500万元以上的，每年奖励20万元。",
        "对实缴资本100万元以上的检测机构，给予10万元奖励。以上机构年度营业收入500万元以上的，每年奖励20万元。",
    ],
)
def test_those_of_the_grant_before_are_asked_what_it_asks(said: str) -> None:
    first, second = _items(said)
    assert {"paid_in_capital", "business_domain"} <= first <= second
    assert "revenue" in second - first


@pytest.mark.parametrize(
    "said",
    [
        "对实缴资本1亿元以上的融资租赁企业，给予100万元奖励。对年度营业收入超过5000万元的保理企业，给予50万元奖励。",
        "对实缴资本1亿元以上的融资租赁企业，给予100万元奖励。其他机构年度营业收入500万元以上的，每年奖励20万元。",
    ],
)
def test_others_are_not(said: str) -> None:
    assert "paid_in_capital" not in _items(said)[1]


def test_a_trade_of_two_signs_behind_a_limit_is_judged() -> None:
    (item,) = parse_text(_MEASURES.format("注册资本100万元以上的设计企业，给予10万元奖励。")).document.items
    assert judged(item.condition) == ["设计企业"]
    (item,) = parse_text(_MEASURES.format("注册资本100万元以上的重点企业，给予10万元奖励。")).document.items
    assert judged(item.condition) == []
