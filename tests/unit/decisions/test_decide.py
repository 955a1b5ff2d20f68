"""The domain's test vectors: limits, periods, moments, places, complete and incomplete lists."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from policymatch.conditions import read_node
from policymatch.decisions import Verdict, decide
from policymatch.decisions.explain import missing, reasons
from policymatch.profiles import Fact, Gap, Origin, Profile
from policymatch.quantities import Money

AS_OF = date(2026, 6, 30)
ORIGIN = Origin("tax_annual", "税务局", "b1", "r7", date(2026, 6, 15))
YES, NO, OPEN, JUDGE = Verdict.ELIGIBLE, Verdict.NOT_ELIGIBLE, Verdict.OPEN, Verdict.JUDGEMENT


def fact(field: str, value: Any, **keys: Any) -> Fact:
    return Fact(field, Decimal(value) if isinstance(value, int | str) and field in NUMBERS else value, ORIGIN, **keys)


NUMBERS = {"revenue", "employees", "export_value"}


def verdict(condition: dict[str, Any], *facts: Fact, as_of: date = AS_OF, **answers: bool) -> Verdict:
    return decide(read_node(condition), Profile.of("x", facts, answers=answers), as_of).verdict


def gap(condition: dict[str, Any], *facts: Fact, as_of: date = AS_OF) -> Gap | None:
    return decide(read_node(condition), Profile.of("x", facts), as_of).gap


REVENUE = {"field": "revenue", "op": ">=", "value": 50000000, "period": "last_year"}


@pytest.mark.parametrize(("value", "answer"), [("49999999.99", NO), ("50000000", YES), ("50000000.01", YES)])
def test_a_limit_to_the_cent(value: str, answer: Verdict) -> None:
    assert verdict(REVENUE, fact("revenue", value, year=2025)) is answer


def test_last_year_does_not_exist_before_it_is_settled() -> None:
    assert gap(REVENUE, fact("revenue", 1, year=2025), as_of=date(2027, 2, 1)) is Gap.NOT_YET
    assert gap(REVENUE, fact("revenue", 1, year=2025), as_of=date(2027, 6, 20)) is Gap.MISSING


def test_without_a_period_the_newest_settled_year_counts() -> None:
    condition = {key: value for key, value in REVENUE.items() if key != "period"}
    older = fact("revenue", 60000000, year=2024)
    assert verdict(condition, older, as_of=date(2026, 2, 1)) is YES
    assert verdict(condition, older, as_of=date(2026, 7, 1)) is OPEN


THREE = {"field": "revenue", "op": ">=", "value": 100, "period": "last_3_years"}


def test_three_years_of_a_figure_wait_for_a_ruling_where_readings_differ() -> None:
    years = [fact("revenue", 60, year=year) for year in (2023, 2024, 2025)]
    assert gap(THREE, *years) is Gap.RULING  # the sum passes, no year does
    rich = [fact("revenue", 500, year=year) for year in (2023, 2024, 2025)]
    assert verdict(THREE, *rich) is YES
    poor = [fact("revenue", 1, year=year) for year in (2023, 2024, 2025)]
    assert verdict(THREE, *poor) is NO


def test_a_gap_year_leaves_three_years_open_unless_another_year_fails() -> None:
    each = THREE | {"period": "last_3_years:each"}
    known = [fact("revenue", 500, year=2023), fact("revenue", 500, year=2025)]
    assert verdict(each, *known) is OPEN
    assert verdict(each, *known, fact("revenue", 1, year=2024)) is NO
    assert verdict(each, fact("revenue", 1, year=2024)) is NO


CLEAN = {"field": "safety_accident", "op": "is", "value": False, "period": "last_3_years"}
LISTED = fact("safety_accident", False, valid_from=date(2018, 1, 1), valid_to=date(2027, 6, 30))


def test_each_reading_of_three_years_has_its_own_answer() -> None:
    accident = fact("safety_accident", True, valid_from=date(2024, 1, 20))
    assert verdict(CLEAN, LISTED, accident, as_of=date(2026, 6, 30)) is NO
    # On 2027-06-20: within the calendar years 2024 to 2026, but more than 36 months back.
    assert gap(CLEAN, LISTED, accident, as_of=date(2027, 6, 20)) is Gap.RULING
    assert verdict(CLEAN, LISTED, accident, as_of=date(2027, 1, 19)) is NO


def test_no_record_is_a_no_only_where_the_list_is_complete() -> None:
    assert verdict(CLEAN) is OPEN
    assert verdict(CLEAN, LISTED) is YES
    short = fact("safety_accident", False, valid_from=date(2025, 1, 1), valid_to=date(2027, 6, 30))
    assert verdict(CLEAN, short) is OPEN


HNTE = {"field": "qualification", "op": "has_any", "value": ["高新技术企业"]}


@pytest.mark.parametrize(("ends", "answer"), [(date(2026, 6, 29), NO), (AS_OF, YES), (date(2026, 7, 1), YES)])
def test_a_certificate_to_the_day(ends: date, answer: Verdict) -> None:
    held = fact("qualification", "高新技术企业", valid_from=date(2023, 7, 1), valid_to=ends)
    assert verdict(HNTE, held, fact("qualification", None)) is answer


def test_a_set_without_a_complete_list_cannot_say_no() -> None:
    assert verdict(HNTE, fact("qualification", "创新型中小企业")) is OPEN
    none_of = HNTE | {"op": "has_none"}
    assert verdict(none_of, fact("qualification", "创新型中小企业")) is OPEN
    assert verdict(none_of, fact("qualification", "创新型中小企业"), fact("qualification", None)) is YES


def test_levels_answer_only_where_and_above_is_asked() -> None:
    above = {"field": "qualification", "op": "has_any", "value": ["省级以上企业技术中心"]}
    national, complete = fact("qualification", "国家级企业技术中心"), fact("qualification", None)
    assert verdict(above, national, complete) is YES
    assert verdict(above, fact("qualification", "市级企业技术中心"), complete) is NO


@pytest.mark.parametrize(("as_of", "answer"), [(date(2027, 2, 27), NO), (date(2027, 2, 28), YES)])
def test_three_years_from_a_leap_day(as_of: date, answer: Verdict) -> None:
    aged = {"field": "years_established", "op": ">=", "value": 3}
    assert verdict(aged, fact("established_on", date(2024, 2, 29)), as_of=as_of) is answer


def test_five_years_and_a_day_is_more_than_five() -> None:
    young = {"field": "years_established", "op": "<=", "value": 5}
    born = fact("established_on", date(2021, 6, 30))
    assert verdict(young, born) is YES
    assert verdict(young, born, as_of=date(2026, 7, 1)) is NO


def test_places_are_compared_by_code() -> None:
    nansha = {"field": "registered_region", "op": "in", "value": ["440115"]}
    guangdong = {"field": "registered_region", "op": "in", "value": ["440000"]}
    assert verdict(nansha, fact("registered_region", "440115")) is YES
    assert verdict(guangdong, fact("registered_region", "440115")) is YES
    assert verdict(nansha, fact("registered_region", "440103")) is NO
    assert verdict(nansha, fact("registered_region", "440100")) is OPEN  # the city's code does not say which district
    assert verdict(nansha, fact("tax_region", "440115")) is OPEN


def test_currencies_are_never_equated() -> None:
    export = {"field": "export_value", "op": ">=", "value": "USD 1000000"}
    assert verdict(export, fact("export_value", Money("USD", Decimal(1000000)), year=2025)) is YES
    assert verdict(export, fact("export_value", 90000000, year=2025)) is OPEN


def test_sources_that_disagree_decide_only_where_all_agree() -> None:
    low, high = fact("employees", 90, year=2025), fact("employees", 110, year=2025)
    at_least = {"field": "employees", "op": ">="}
    assert verdict(at_least | {"value": 50}, low, high) is YES
    assert verdict(at_least | {"value": 200}, low, high) is NO
    assert gap(at_least | {"value": 100}, low, high) is Gap.CONFLICT


def test_what_was_inferred_never_decides() -> None:
    guessed = Fact("industry", "C39", Origin("scope", "推断", confidence=0.9))
    assert verdict({"field": "industry", "op": "in", "value": ["C"]}, guessed) is OPEN


JUDGED = {"manual": "财务制度健全"}


def test_judgements_alone_are_told_from_missing_facts() -> None:
    both = {"all": [REVENUE, JUDGED]}
    rich = fact("revenue", 60000000, year=2025)
    assert verdict(both) is OPEN
    assert verdict(both, rich) is JUDGE
    assert verdict(both, fact("revenue", 1, year=2025)) is NO
    assert verdict(both, rich, 财务制度健全=True) is YES
    assert verdict({"any": [REVENUE, JUDGED]}, rich) is YES
    assert verdict({"any": [REVENUE, JUDGED]}) is OPEN


def test_the_reason_names_value_origin_and_clause() -> None:
    condition = REVENUE | {"quote": "上年度营业收入5000万元以上"}
    decision = decide(read_node(condition), Profile.of("x", [fact("revenue", 15000000, year=2025)]), AS_OF)
    (reason,) = reasons(decision)
    assert (
        reason.line == "✗ 上年度营业收入不低于5000万元（实为1500万元；税务局，2025年度）「上年度营业收入5000万元以上」"
    )
    (needed,) = missing(decide(read_node(condition), Profile("x"), AS_OF))
    assert needed.gap is Gap.MISSING
    assert needed.ask
