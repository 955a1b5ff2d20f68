"""Facts and values in plain form."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from policymatch.conditions import read_node
from policymatch.decisions import Verdict
from policymatch.documents import Benefit, BenefitType, Item
from policymatch.errors import InvalidInputError
from policymatch.profiles import Fact, Origin, Profile
from policymatch.quantities import Money
from policymatch.registry.snapshots import (
    as_plain,
    canonical,
    read_fact,
    snapshot,
    used_answers,
    used_fields,
    write_fact,
)

ORIGIN = Origin("tax", "税务局", "7", "12", date(2026, 5, 1), ("甲", "乙"), 0.8)


@dataclass(frozen=True)
class Inner:
    amount: Decimal | None
    day: date


@dataclass(frozen=True)
class Outer:
    verdict: Verdict
    parts: tuple[Inner, ...]
    counts: dict[Verdict, int]
    names: frozenset[str]


def test_values_become_plain_data() -> None:
    inner = (Inner(Decimal("1E+3"), date(2026, 1, 2)), Inner(None, date(2026, 1, 3)))
    plain = as_plain(Outer(Verdict.OPEN, inner, {Verdict.OPEN: 2}, frozenset("a")))
    assert json.loads(json.dumps(plain)) == {
        "verdict": "to_verify",
        "parts": [{"amount": "1000", "day": "2026-01-02"}, {"amount": None, "day": "2026-01-03"}],
        "counts": {"to_verify": 2},
        "names": ["a"],
    }


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("revenue", Decimal("20000000.01")), ("registered_capital", Money("USD", Decimal("1000000"))), ("revenue", None),
        ("established_on", date(2020, 2, 29)), ("legal_person", False), ("registered_region", "330402"),
        ("qualification", "高新技术企业"),
    ],
)  # fmt: skip
def test_a_fact_is_written_and_read_back(field: str, value: object) -> None:
    fact = Fact(field, value, ORIGIN, 2025, date(2025, 1, 1), date(2025, 12, 31), "标签")  # type: ignore[arg-type]
    assert read_fact(json.loads(canonical(write_fact(fact)))) == fact


@pytest.mark.parametrize(
    "data", [{}, {"field": "revenue", "value": "viel", "origin": {"source": "x"}}, {"field": "revenue", "value": "1"}]
)
def test_what_is_no_fact_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(InvalidInputError, match="无法读取事实"):
        read_fact(data)


def test_a_snapshot_holds_what_conditions_grades_and_amounts_read_and_no_more() -> None:
    grade = read_node({"all": [{"field": "employees", "op": ">=", "value": 9}, {"manual": "认定"}]})
    benefit = Benefit(BenefitType.RATE, rate=Decimal("0.1"), base="rd_expense", when=grade)
    item = Item("1", "事项", read_node({"field": "years_established", "op": ">=", "value": 3}), (benefit,))
    assert used_fields([item]) == {"years_established", "established_on", "employees", "rd_expense"}
    assert used_answers([item]) == {"认定"}
    facts = [Fact(name, Decimal(1), ORIGIN, year=2025) for name in ("revenue", "rd_expense", "employees")]
    seen = snapshot(Profile.of("x", facts, answers={"认定": True, "别的": False}), [item])
    assert set(seen.facts) == {"employees", "rd_expense"}
    assert dict(seen.answers) == {"认定": True}
