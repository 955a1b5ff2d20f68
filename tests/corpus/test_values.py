"""Every phrase of the value corpora is read as it says."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from policymatch.parsing import values
from policymatch.parsing.values import Amount, Bound, DayValue, PeriodValue, Range, Series

FOLDER = Path(__file__).parent / "values"
LIMITS = yaml.safe_load((FOLDER / "limits.yaml").read_text("utf-8"))
NOTHING = yaml.safe_load((FOLDER / "nothing.yaml").read_text("utf-8"))
KINDS = {"limits": (Bound,), "ranges": (Range,), "series": (Series,), "amounts": (Amount,), "days": (DayValue,),
         "periods": (PeriodValue,)}  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "want"), [(k, t, w) for k, group in LIMITS.items() for t, w in group.items()])
def test_reads(kind: str, text: str, want: str) -> None:
    found = [value for value in values.find(text) if isinstance(value.value, KINDS[kind])]
    assert [str(value.value) for value in found] == ([want] if want else [])
    assert all(value.span.of(text) in text and len(value.span) for value in found)


@pytest.mark.parametrize("text", NOTHING["nothing"])
def test_states_no_value(text: str) -> None:
    assert not [value for value in values.find(text) if isinstance(value.value, Bound | Range | Series)]
    assert not [value for value in values.find(text) if isinstance(value.value, Amount)]


@pytest.mark.parametrize("text", NOTHING["not_a_period"])
def test_states_no_period(text: str) -> None:
    assert not [value for value in values.find(text) if isinstance(value.value, PeriodValue)]


@pytest.mark.parametrize("text", NOTHING["not_a_day"])
def test_states_no_day(text: str) -> None:
    assert not [value for value in values.find(text) if isinstance(value.value, DayValue)]


def test_the_document_decides_what_is_included() -> None:
    (found,) = [v for v in values.find("营业收入2000万元以上", inclusive={"以上": False}) if isinstance(v.value, Bound)]
    assert str(found.value) == ">20000000元"
    (found,) = [v for v in values.find("营业收入超过2000万元", inclusive={"超过": True}) if isinstance(v.value, Bound)]
    assert str(found.value) == ">=20000000元"


def test_a_bracket_overrules_the_document() -> None:
    (found,) = [
        v for v in values.find("营业收入2000万元（含）以上", inclusive={"以上": False}) if isinstance(v.value, Bound)
    ]
    assert str(found.value) == ">=20000000元"
