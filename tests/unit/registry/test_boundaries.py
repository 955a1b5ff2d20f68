"""Boundary cases stand on both sides of every limit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given

from policymatch.conditions import Node, read_node
from policymatch.decisions import Verdict, decide
from policymatch.registry.boundaries import admitted, boundary_cases, profile_of
from tests.properties.strategies import number_tests

AS_OF = date(2026, 6, 30)
YES, NO = Verdict.ELIGIBLE, Verdict.NOT_ELIGIBLE


def sides(data: dict[str, object]) -> list[tuple[str, Verdict]]:
    return [(case.side, case.verdict) for case in boundary_cases(read_node(data), AS_OF)]


def test_an_inclusive_limit_admits_the_limit_and_not_a_cent_less() -> None:
    found = sides({"field": "revenue", "op": ">=", "value": 50000000})
    assert found == [("低于", NO), ("等于", YES), ("高于", YES)]


def test_an_exclusive_limit_leaves_the_limit_out() -> None:
    assert sides({"field": "revenue", "op": ">", "value": 50000000})[1] == ("等于", NO)
    assert sides({"field": "employees", "op": "<", "value": 20})[1] == ("等于", NO)


def test_days_around_a_date() -> None:
    found = sides({"field": "established_on", "op": ">=", "value": "2020-01-01"})
    assert found == [("前一天", NO), ("当天", YES), ("后一天", YES)]


def test_an_age_is_reached_on_the_anniversary() -> None:
    assert sides({"field": "years_established", "op": ">=", "value": 3}) == [("低于", NO), ("等于", YES), ("高于", YES)]


def test_alternatives_are_closed_so_that_the_limit_decides() -> None:
    either = {"any": [{"field": "qualification", "op": "has_any", "value": ["高新技术企业"]},
                      {"field": "rd_ratio", "op": ">=", "value": 0.05}]}  # fmt: skip
    assert [verdict for _, verdict in sides(either)] == [NO, YES, YES]


@pytest.mark.parametrize(
    "period", [None, "last_year", "2024", "last_3_years:sum", "last_3_years:each", "last_3_years:avg"]
)
def test_every_kind_of_period(period: str | None) -> None:
    found = sides({"field": "revenue", "op": ">=", "value": Decimal(3000000), "period": period})
    assert [verdict for _, verdict in found] == [NO, YES, YES]


@given(number_tests)
def test_admitted_facts_are_admitted(test: Node) -> None:
    facts = admitted(test, AS_OF)
    verdict = decide(test, profile_of(facts, test, AS_OF), AS_OF).verdict
    assert verdict in (YES, Verdict.OPEN)
