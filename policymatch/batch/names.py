"""How the columns of a batch are named in Arrow tables and Parquet files.

- ``revenue@last_year``, ``registered_region``, ``declared_number@last_year#参展展位数``: the values; null is *missing*.
- ``…|candidates`` (list of text, optional): readings that one value cannot say: several candidates where sources
  disagree, a null element for *known to be absent*, foreign currency (``USD 1000000``), decimals of any length. Where
  it is not null it replaces the value.
- ``…|open`` (bool, optional): for sets, that there may be further members. Without it a list is complete.
- ``…|absent`` (list of text, optional): for open sets, members that they surely lack.
- ``?label`` (bool): the answers to a judgement; null is *unanswered*.
- ``subject`` (text, optional): the unified social credit code.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from policymatch.batch.predicates import Axis, Kind
from policymatch.profiles import Column
from policymatch.profiles.readings import Candidate
from policymatch.quantities import Money, Period

SUBJECT = "subject"
CANDIDATES = "|candidates"
OPEN = "|open"
ABSENT = "|absent"


def column_name(column: Column) -> str:
    """The name of a column's values.

    >>> column_name(Column("revenue", Period.parse("last_year")))
    'revenue@last_year'
    """
    period = f"@{column.period}" if column.period else ""
    label = f"#{column.label}" if column.label else ""
    return f"{column.field}{period}{label}"


def axis_name(axis: Axis) -> str:
    """The name of the column that an axis is read from."""
    return f"?{axis.judgement}" if axis.column is None else column_name(axis.column)


def fixed_name(column: Column, as_of: date) -> str | None:
    """The name by calendar years of a column whose period is relative: last_year as of 2026 is ``revenue@2025``."""
    period = column.period
    if period is None or not period.relative:
        return None
    years = period.years(as_of.year)
    return column_name(Column(column.field, Period(False, years[0], years[-1], period.aggregate), column.label))


def write_candidate(candidate: Candidate) -> str | None:
    """A candidate as text; None for *known to be absent*."""
    if candidate is None:
        return None
    if isinstance(candidate, bool):
        return "true" if candidate else "false"
    return str(candidate)


def read_candidate(kind: Kind, text: str | None) -> Candidate:
    """A candidate from its text.

    Raises:
        ValueError: the text does not suit the kind.
    """
    if text is None or kind in (Kind.NAME, Kind.SET):
        return text
    if kind is Kind.DATE:
        return date.fromisoformat(text)
    if kind is Kind.FLAG:
        return {"true": True, "false": False}[text]
    money = Money.parse(text)
    return money if money is not None else Decimal(text)
