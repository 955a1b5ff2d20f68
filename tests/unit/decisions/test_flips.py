"""The day on which an answer turns by time alone is the one that stepping through the days finds."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from policymatch.conditions import read_node
from policymatch.decisions import Verdict, decide
from policymatch.decisions.flips import next_flip
from policymatch.profiles import Fact, Origin, Profile
from tests.properties.drawing import Drawer

AS_OF = date(2026, 6, 30)
ORIGIN = Origin("test", "测试局")


def flip(condition: dict[str, Any], *facts: Fact, as_of: date = AS_OF) -> Any:
    return next_flip(read_node(condition), Profile.of("x", facts), as_of)


def test_three_years_from_a_leap_day() -> None:
    age = {"field": "years_established", "op": ">=", "value": 3}
    found = flip(age, Fact("established_on", date(2024, 2, 29), ORIGIN))
    assert (found.on, found.before, found.after) == (date(2027, 2, 28), Verdict.NOT_ELIGIBLE, Verdict.ELIGIBLE)
    assert found.sentence == "2027-02-28 起由“不符合”变为“符合”：成立年限不低于3年，由不满足变为满足"


def test_a_certificate_ends() -> None:
    held = {"field": "qualification", "op": "has_any", "value": ["高新技术企业"]}
    found = flip(
        held,
        Fact("qualification", "高新技术企业", ORIGIN, valid_to=date(2026, 12, 5)),
        Fact("qualification", None, ORIGIN),
    )
    assert (found.on, found.after) == (date(2026, 12, 6), Verdict.NOT_ELIGIBLE)


def test_last_years_figure_is_open_from_new_year() -> None:
    figure = {"field": "revenue", "op": ">=", "value": 100, "period": "last_year"}
    found = flip(figure, Fact("revenue", Decimal(200), ORIGIN, year=2025))
    assert (found.on, found.after) == (date(2027, 1, 1), Verdict.OPEN)


def test_nothing_turns() -> None:
    assert flip({"field": "legal_person", "op": "is", "value": True}, Fact("legal_person", True, ORIGIN)) is None


@pytest.mark.parametrize("start", range(0, 60, 15))
def test_stepping_through_the_days_finds_the_same(start: int) -> None:
    for seed in range(start, start + 15):
        drawer = Drawer(seed)
        condition, profile = drawer.condition(1), drawer.profile("x")
        last = AS_OF + timedelta(days=430)
        now = decide(condition, profile, AS_OF).verdict
        days = (AS_OF + timedelta(days=after) for after in range(1, 431))
        expected = next((day for day in days if decide(condition, profile, day).verdict is not now), None)
        found = next_flip(condition, profile, AS_OF, until=last)
        assert (found.on if found else None) == expected, seed
