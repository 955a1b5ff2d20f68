"""What a limit limits, as it is handed on, and what its figure measures."""

from __future__ import annotations

import re

from policymatch.parsing.fields.metrics import UNITS_OF_COUNT, Metric
from policymatch.parsing.immutable import immutable
from policymatch.parsing.values.model import Amount, Bound, Range, Series
from policymatch.parsing.values.quantity import Read


@immutable
class Target:
    """What a limit limits: a field or a label, and the words that said so."""

    field: str
    label: str | None
    start: int
    end: int
    confidence: float
    rule: str
    words: str = ""
    dimension: str = ""


def dimension_of(read: Read) -> str:
    """What the figure measures: money, ratio, area, time, age, count; empty where nothing tells."""
    amount = held(read)
    if amount.unit == "平方公里":
        return "territory"  # a zone's land, which is nobody's premises
    return amount.dimension or ("money" if amount.scaled else "")


def head_of(words: str, at: int) -> int:
    """Where the quote begins: with the period that stands right before the quantity."""
    lead = re.search(
        (
            r"(?:(?:上一?|当|近[一二三两\d]|连续[一二三两\d]|每|本|全|该|\d{4})?个?(?:会计|自然|财务)?(?:年度|年)(?:的|"
            r"内|度)?|累计|平均|年末|首次|实际|企业|海关统计|全口径)*$"
        ),
        words[:at],
    )
    return lead.start() if lead else at


def suits(metric: Metric, dimension: str, read: Read) -> bool:
    """Whether a wording measures what the figure does."""
    if not metric.field:
        return False
    if metric.dimension in UNITS_OF_COUNT:
        return dimension in ("count", "") and unit_of(read) in UNITS_OF_COUNT[metric.dimension]
    if metric.dimension == "money" and dimension == "ratio":
        return True
    return metric.dimension == dimension


def named_unit(read: Read) -> str:
    """The unit as a label shows it: none for foreign money, which the value itself names."""
    amount = held(read)
    return "" if amount.currency != "CNY" else amount.unit or ("元" if amount.scaled else "")


def unit_of(read: Read) -> str:
    """The unit as written."""
    return held(read).unit


def held(read: Read) -> Amount:
    """The amount itself; the upper or last one of several."""
    value = read.value.steps[-1] if isinstance(read.value, Series) else read.value
    value = value.high if isinstance(value, Range) else value
    return value.amount if isinstance(value, Bound) else value
