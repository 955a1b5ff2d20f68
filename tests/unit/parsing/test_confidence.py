"""A condition is as sure as such conditions were in items of that kind."""

from __future__ import annotations

from decimal import Decimal

import pytest

from policymatch.conditions import All, Any, Judgement, Node, Not, Op, Test, leaves
from policymatch.documents import Item
from policymatch.parsing import parse_text
from policymatch.parsing.confidence import LOWEST, WORTH, Held, Reach, family, is_judged, weighed, worth
from policymatch.vocabulary.fields import catalogue

REVENUE = Test("revenue", Op.GE, Decimal(20_000_000), confidence=0.92)
INSURED = Test("insured_months", Op.GE, Decimal(6), confidence=0.93)
PLACE = Test("registered_region", Op.IN, ("440115",), confidence=0.95)
VAGUE = Judgement("项目具有示范作用", confidence=0.6)


def items(*conditions: tuple[Node, ...]) -> list[Item]:
    return [Item(id=str(at), name="支持", condition=All(nodes)) for at, nodes in enumerate(conditions)]


def sure(*conditions: tuple[Node, ...]) -> dict[str, float | None]:
    """The confidence of each field's condition in the first of these items after weighing."""
    condition = weighed(items(*conditions))[0].condition
    return {leaf.field: leaf.confidence for leaf in leaves(condition) if isinstance(leaf, Test)}


def test_how_many_items_hold_a_condition_is_counted() -> None:
    held = Held(items((REVENUE, PLACE, INSURED), (PLACE, INSURED), (PLACE,)))
    assert [held.reach(test) for test in (REVENUE, INSURED, PLACE)] == [Reach.OWN, Reach.SOME, Reach.ALL]


def test_what_an_item_says_itself_keeps_its_rule_s_confidence() -> None:
    assert sure((INSURED, VAGUE), (REVENUE,)) == {"insured_months": 0.93}


def test_a_quantity_asked_of_all_is_less_sure_than_one_of_an_item_s_own() -> None:
    alone, shared = sure((REVENUE,), (PLACE,))["revenue"], sure((REVENUE,), (REVENUE,))["revenue"]
    assert (alone, shared) == (WORTH["measure"][Reach.OWN][False], WORTH["measure"][Reach.ALL][False])
    assert WORTH["measure"][Reach.ALL][False] < WORTH["measure"][Reach.OWN][False] < 0.9


def test_a_quantity_among_judgements_is_less_sure() -> None:
    assert not is_judged(All((REVENUE, PLACE, VAGUE)))
    assert is_judged(All((REVENUE, VAGUE)))
    assert sure((REVENUE, VAGUE), (PLACE,))["revenue"] == WORTH["measure"][Reach.OWN][True]


def test_conditions_inside_alternatives_are_weighed_too() -> None:
    assert sure((Any((REVENUE, VAGUE)), Not(VAGUE)), (PLACE,))["revenue"] == WORTH["measure"][Reach.OWN][True]


def test_what_is_not_sure_stays_below_nine_tenths() -> None:
    assert worth(0.95, 0.91) == 0.89
    assert worth(0.7, 0.91) == 0.7
    assert worth(0.95, 0.97) == 0.95
    assert worth(0.85, 0.3) == LOWEST


@pytest.mark.parametrize("field", sorted(each.id for each in catalogue().fields))
def test_every_field_has_a_worth(field: str) -> None:
    assert all(0 < share <= 1 for pair in WORTH[family(field)] for share in pair)


def test_a_parse_is_weighed() -> None:
    text = "海州市扶持办法\n第一条 对上年度营业收入2000万元以上、带动作用明显、发展前景良好的企业，给予奖励10万元。\n"
    (item,) = parse_text(text).document.items
    (revenue,) = (leaf for leaf in leaves(item.condition) if isinstance(leaf, Test) and leaf.field == "revenue")
    assert revenue.confidence is not None
    assert revenue.confidence < 0.9
