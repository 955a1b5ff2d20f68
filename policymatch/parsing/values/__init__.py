"""Values that a text states, by named rules: amounts, limits, ranges, series, days, periods."""

from __future__ import annotations

from collections.abc import Mapping

from policymatch.parsing.values import calendar, quantity
from policymatch.parsing.values.folded import Folded
from policymatch.parsing.values.model import (
    Amount,
    Bound,
    DayValue,
    Found,
    FoundValue,
    PeriodValue,
    Range,
    Series,
)

__all__ = ["Amount", "Bound", "DayValue", "Folded", "Found", "FoundValue", "PeriodValue", "Range", "Series", "find"]


def find(
    text: str, start: int = 0, end: int | None = None, *, inclusive: Mapping[str, bool] | None = None
) -> list[Found]:
    """Every value in ``text[start:end]``, in the order of the text.

    Args:
        text: the source; spans are offsets into it.
        start: where the stretch begins.
        end: where it ends; the end of the text by default.
        inclusive: what the document says of 以上, 超过 … (含本数); the law's defaults where empty.

    Source: 民法典 第1259条 for limits without a bracket or a rule of the document.
    """
    folded = Folded(text, start, end)
    days = list(calendar.read_days(folded.text)) if "20" in folded.text or "19" in folded.text else []
    periods = list(calendar.read_periods(folded.text)) if "年" in folded.text else []
    found = [Found(day.rule, folded.span(day.start, day.end), day.value) for day in days]
    found += [
        Found(period.rule, folded.span(period.start, period.end), period.value)
        for period in periods
        if not any(day.start < period.end and period.start < day.end for day in days)
    ]
    taken = [(day.start, day.end) for day in days] + [(period.start, period.end) for period in periods]
    found += [found_of(read, folded) for read in quantity.read(blank(folded.text, taken), inclusive=inclusive)]
    return sorted(found, key=lambda value: value.span)


def blank(text: str, taken: list[tuple[int, int]]) -> str:
    """The text with the stretches made unreadable, so that a year in a date is no quantity."""
    for start, end in taken:
        text = text[:start] + "\0" * (end - start) + text[end:]
    return text


def found_of(read: quantity.Read, folded: Folded) -> Found:
    """A reading of the compact view as a value of the source."""
    parts = tuple(found_of(part, folded) for part in read.parts)
    return Found(read.rule, folded.span(read.start, read.end), read.value, parts)
