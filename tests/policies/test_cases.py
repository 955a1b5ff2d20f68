"""Every boundary case of every shipped policy: just below, at and above each limit, the day before, on and after."""

from __future__ import annotations

from datetime import date

import pytest

from policymatch.conditions import Test as FieldTest
from policymatch.conditions import tests as field_tests
from policymatch.decisions import Verdict, decide
from policymatch.decisions.amounts import estimate_item
from policymatch.registry.shelf import ShelfPolicy, in_force
from tests.policies.casebook import SHOWCASE_DAY, Case, casebook, cases, shelf

CASES = [case for policy in shelf() for case in cases(policy)]
VERSIONS = pytest.mark.parametrize("policy", shelf(), ids=lambda policy: f"{policy.document.id}-v{policy.version}")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case_gets_the_verdict_that_an_officer_expects(case: Case) -> None:
    decision = decide(case.item.condition, case.profile, case.as_of)
    assert decision.verdict is case.expect


@pytest.mark.parametrize("case", [case for case in CASES if case.pays], ids=lambda case: case.name)
def test_case_is_paid_what_the_text_says(case: Case) -> None:
    estimate = estimate_item(case.item, case.profile, case.as_of)
    assert (estimate.low, estimate.high) == case.pays


@VERSIONS
def test_every_item_has_cases_of_every_kind(policy: ShelfPolicy) -> None:
    for item in policy.document.items:
        expected = {case.expect for case in cases(policy) if case.item is item}
        assert Verdict.ELIGIBLE in expected, item.id
        assert expected - {Verdict.ELIGIBLE}, f"{item.id}: nothing that fails"


@VERSIONS
def test_every_numeric_limit_has_a_case_on_each_side(policy: ShelfPolicy) -> None:
    outcomes: dict[FieldTest, set[bool | None]] = {}
    for case in cases(policy):
        for test in field_tests(case.item.condition):
            if test.op in (">=", ">", "<=", "<"):
                outcomes.setdefault(test, set()).add(decide(test, case.profile, case.as_of).truth)
    one_sided = [f"{test.field} {test.op} {test.value}" for test, seen in outcomes.items() if not {True, False} <= seen]
    assert one_sided == []


@VERSIONS
def test_in_force_on_the_days_around_its_limits(policy: ShelfPolicy) -> None:
    days = casebook(policy)["in_force"]
    assert days
    for day, expected in days.items():
        assert policy.document.in_force(day) is expected, day


@VERSIONS
def test_window_is_open_on_the_days_between_its_limits(policy: ShelfPolicy) -> None:
    for item_id, days in casebook(policy).get("windows", {}).items():
        item = policy.document.item(item_id)
        assert item is not None
        for day, expected in days.items():
            assert item.window.open_on(day) is expected, (item_id, day)


def test_newest_version_that_has_begun_is_the_one_in_force() -> None:
    def versions(day: date) -> list[int]:
        chosen = in_force(list(shelf()), day)
        return [policy.version for policy in chosen if policy.document.id == "hefei-quality-growth"]

    assert [versions(date(2024, 3, 31)), versions(date(2026, 3, 31)), versions(date(2026, 4, 1))] == [[], [1], [2]]
    assert versions(date(2028, 4, 1)) == [], "what has ended does not fall back on an older version"


def test_enough_is_in_force_on_the_day_of_the_samples() -> None:
    chosen = in_force(list(shelf()), SHOWCASE_DAY)
    assert len(chosen) == len({policy.document.id for policy in shelf()}) >= 14
    assert sum(len(policy.document.items) for policy in chosen) >= 48
    assert all(policy.document.in_force(SHOWCASE_DAY) is True for policy in chosen)
