"""What the officer is shown before publishing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from policymatch.documents import read_document
from policymatch.registry.lint import Fault, Severity, lint

AS_OF = date(2026, 6, 30)
TEXT = "对上年度营业收入2000万元以上的企业，给予一次性奖励20万元。"
REVENUE = {"field": "revenue", "op": ">=", "value": 20000000, "period": "last_year", "quote": "营业收入2000万元以上"}
AWARD = {"type": "lump_sum", "amount": 200000, "quote": "奖励20万元"}


def faults(condition: Any = REVENUE, benefits: Any = (AWARD,), text: str = TEXT, **keys: Any) -> list[Fault]:
    item = {"name": "奖励", "condition": condition, "benefits": list(benefits), "window": keys.pop("window", None)}
    document = read_document({"title": "办法", "items": [item], **keys})
    return [finding.fault for finding in lint(document, text, as_of=AS_OF)]


def test_a_sound_document_has_no_finding() -> None:
    assert faults() == []


LESS = {"field": "revenue", "op": "<", "value": 20000000, "period": "last_year", "quote": "营业收入2000万元以上"}
COUNT = {"field": "invention_patents", "op": ">=", "value": 0, "quote": "对上年度"}
SMALL = {"field": "size", "op": "in", "value": ["小型"], "quote": "企业"}
LARGE = {"field": "size", "op": "in", "value": ["大型"], "quote": "企业"}


@pytest.mark.parametrize(
    ("condition", "fault"),
    [
        ({"all": [REVENUE, LESS]}, Fault.UNSATISFIABLE),
        ({"all": [REVENUE, {"all": [LESS]}]}, Fault.UNSATISFIABLE),
        ({"all": [SMALL, LARGE]}, Fault.UNSATISFIABLE),
        ({"all": [REVENUE, COUNT]}, Fault.TRIVIAL),
        (REVENUE | {"value": 30000000}, Fault.RULE_WITHOUT_NUMBER),
        ({key: value for key, value in REVENUE.items() if key != "quote"}, Fault.RULE_WITHOUT_QUOTE),
        ({"all": [REVENUE, REVENUE | {"period": "this_year"}]}, Fault.TWO_PERIODS),
    ],
)
def test_faults_of_conditions(condition: dict[str, Any], fault: Fault) -> None:
    assert fault in faults(condition)


def test_alternatives_do_not_contradict_each_other() -> None:
    assert Fault.UNSATISFIABLE not in faults({"any": [REVENUE, LESS]})
    assert Fault.UNSATISFIABLE not in faults({"all": [REVENUE, LESS | {"period": "2023"}]})


def test_faults_of_benefits_windows_and_validity() -> None:
    assert Fault.CAP_BELOW_AWARD in faults(benefits=[AWARD | {"cap": 100000}])
    assert Fault.EXPIRED in faults(valid_to="2026-06-29")
    assert Fault.EXPIRED not in faults(valid_to="2026-06-30")
    assert Fault.WINDOW_REVERSED in faults(window={"opens_on": "2026-05-01", "closes_on": "2026-04-01"})
    outside = {"opens_on": "2026-08-01", "closes_on": "2026-08-31"}
    assert Fault.WINDOW_OUTSIDE_VALIDITY in faults(window=outside, valid_to="2026-07-31")


def test_a_number_that_no_rule_uses_is_named_with_its_line() -> None:
    item = {"name": "奖励", "condition": REVENUE, "benefits": [AWARD]}
    text = TEXT + "\n单个企业累计不超过50万元。"
    found = lint(read_document({"title": "办法", "items": [item]}), text, as_of=AS_OF)
    assert [finding.fault for finding in found] == [Fault.NUMBER_WITHOUT_RULE]
    assert found[0].message == "第2行“50万元”"
    assert found[0].severity is Severity.WARNING
    assert found[0].span.of(text) == "50万元"
