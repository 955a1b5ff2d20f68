"""A condition is as sure as such conditions were in items of that kind."""

from __future__ import annotations

from decimal import Decimal

import pytest

from policymatch.conditions import All, Any, Judgement, Not, Op, Test, leaves
from policymatch.documents import Item
from policymatch.parsing import parse_text
from policymatch.parsing.confidence import MANY, WORTH, Clarity, clarity, family, weighed, worth
from policymatch.vocabulary.fields import catalogue

REVENUE = Test("revenue", Op.GE, Decimal(20_000_000), confidence=0.92)
PLACE = Test("registered_region", Op.IN, ("440115",), confidence=0.95)
VAGUE = Judgement("项目具有示范作用", confidence=0.6)


def sure(*nodes: Test | Judgement | Any | Not) -> dict[str, float | None]:
    """The confidence of each field's condition after weighing."""
    condition = weighed([Item(id="1", name="支持", condition=All(nodes))])[0].condition
    return {leaf.field: leaf.confidence for leaf in leaves(condition) if isinstance(leaf, Test)}


def test_a_plain_item_leaves_its_rules_their_confidence() -> None:
    assert sure(REVENUE, PLACE, VAGUE) == {"revenue": 0.92, "registered_region": 0.95}


def test_a_quantity_among_judgements_is_less_sure_than_a_place() -> None:
    found = sure(REVENUE, PLACE, VAGUE, VAGUE)
    assert found["revenue"] == WORTH["measure"][Clarity.JUDGED] < 0.9
    assert found["registered_region"] == 0.95


def test_a_heap_of_conditions_is_told_from_a_long_plain_list() -> None:
    assert clarity(All((REVENUE,) * (MANY + 1))) is Clarity.PLAIN
    assert clarity(All(((REVENUE,) * (MANY - 8)) + ((VAGUE,) * 12))) is Clarity.HEAPED


def test_conditions_inside_alternatives_are_weighed_too() -> None:
    assert sure(Any((REVENUE, VAGUE)), Not(VAGUE), VAGUE)["revenue"] == WORTH["measure"][Clarity.JUDGED]


def test_what_is_not_sure_stays_below_nine_tenths() -> None:
    assert worth(0.95, 0.91) == 0.89
    assert worth(0.7, 0.91) == 0.7
    assert worth(0.95, 0.97) == 0.95


@pytest.mark.parametrize("field", sorted(each.id for each in catalogue().fields))
def test_every_field_has_a_worth(field: str) -> None:
    assert all(0 < share <= 1 for share in WORTH[family(field)])


def test_a_parse_is_weighed() -> None:
    text = "海州市扶持办法\n第一条 对上年度营业收入2000万元以上、带动作用明显、发展前景良好的企业，给予奖励10万元。\n"
    (item,) = parse_text(text).document.items
    (revenue,) = (leaf for leaf in leaves(item.condition) if isinstance(leaf, Test) and leaf.field == "revenue")
    assert revenue.confidence is not None
    assert revenue.confidence < 0.9
