"""Size classes of enterprises by 统计上大中小微型企业划分办法（2017）: certain where the figures decide, else open.

Large, medium and small need every lower bound of their row, else the enterprise falls one grade, and again until all
hold; micro needs only one figure below. So the class is the lowest that any single figure reaches, and one figure in
the micro band settles it whatever the others are.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache

from policymatch.vocabulary import industries
from policymatch.vocabulary.tables import read_csv, split

Number = Decimal | int


class Size(StrEnum):
    """The four classes, the largest first."""

    LARGE = "大型"
    MEDIUM = "中型"
    SMALL = "小型"
    MICRO = "微型"


class Metric(StrEnum):
    """The figures that the measure looks at: people; 元 of the year; 元 at its end."""

    EMPLOYEES = "employees"
    REVENUE = "revenue"
    ASSETS = "assets"


@dataclass(frozen=True, slots=True)
class SizeRow:
    """One of the sixteen industries of the measure.

    Args:
        name: as the measure calls it.
        codes: the branches of GB/T 4754 that it covers.
        bounds: for each of its figures the lower bounds of large, medium and small.
    """

    name: str
    codes: tuple[str, ...]
    bounds: tuple[tuple[Metric, tuple[Decimal, Decimal, Decimal]], ...]


@dataclass(frozen=True, slots=True)
class SizeReading:
    """What can be said of an enterprise's size.

    Args:
        classes: the classes that it may have, the largest first; empty where the measure does not cover its industry.
        rows: the names of the rows of the measure that may apply.
        missing: the figures that would narrow it down.
    """

    classes: tuple[Size, ...]
    rows: tuple[str, ...]
    missing: tuple[Metric, ...]

    @property
    def certain(self) -> Size | None:
        """The class, where only one is possible."""
        return self.classes[0] if len(self.classes) == 1 else None

    @property
    def covered(self) -> bool:
        """Whether the measure covers the industry (金融业 has a measure of its own)."""
        return bool(self.rows)


def size_class(
    industry: str | None,
    *,
    employees: Number | None = None,
    revenue: Number | None = None,
    assets: Number | None = None,
) -> SizeReading:
    """The possible size classes of an enterprise.

    Args:
        industry: a code or name of GB/T 4754; None or unknown where not known, so that any row may apply. A coarse one
            (G) leaves several rows open.
        employees: 从业人员, 人; None where unknown.
        revenue: 营业收入 of the year, 元; None where unknown.
        assets: 资产总额 at the year's end, 元; None where unknown.

    Source: 国统字〔2017〕213号, notes 2 and 3.
    """
    rows = rows_of(industry)
    figures = {Metric.EMPLOYEES: employees, Metric.REVENUE: revenue, Metric.ASSETS: assets}
    possible = {size for row in rows for size in _possible(row, figures)}
    classes = tuple(size for size in Size if size in possible)
    missing = () if len(classes) <= 1 else _missing(rows, figures)
    return SizeReading(classes, tuple(row.name for row in rows), missing)


@cache
def rows_of(industry: str | None) -> tuple[SizeRow, ...]:
    """The rows of the measure that an industry may fall under; all where it is not known."""
    codes = industries.codes(industry) if industry else ()
    if not codes:
        return measure()
    return tuple(row for row in measure() if any(_meets(code, row) for code in codes))


@cache
def measure() -> tuple[SizeRow, ...]:
    """The sixteen rows of the measure."""
    rows: dict[str, SizeRow] = {}
    for record in read_csv("size_classes.csv"):
        bounds = (Decimal(record["large"]), Decimal(record["medium"]), Decimal(record["small"]))
        before = rows.get(record["industry"])
        earlier = before.bounds if before else ()
        row = SizeRow(record["industry"], split(record["codes"]), (*earlier, (Metric(record["metric"]), bounds)))
        rows[row.name] = row
    return tuple(rows.values())


def _meets(code: str, row: SizeRow) -> bool:
    """Whether a branch lies in the row, or so far up that it may."""
    return any(code.startswith(covered) or covered.startswith(code) for covered in row.codes)


def _possible(row: SizeRow, figures: dict[Metric, Number | None]) -> tuple[Size, ...]:
    """The classes at or below the lowest that a known figure reaches; only that one where all are known."""
    sizes = list(Size)
    known = [_band(value, bounds) for metric, bounds in row.bounds if (value := figures[metric]) is not None]
    lowest = max((sizes.index(band) for band in known), default=0)
    return (sizes[lowest],) if len(known) == len(row.bounds) else tuple(sizes[lowest:])


def _band(value: Number, bounds: tuple[Decimal, Decimal, Decimal]) -> Size:
    """The largest class whose lower bound the figure reaches."""
    reached = (size for size, bound in zip(Size, bounds, strict=False) if value >= bound)
    return next(reached, Size.MICRO)


def _missing(rows: tuple[SizeRow, ...], figures: dict[Metric, Number | None]) -> tuple[Metric, ...]:
    asked = {metric for row in rows for metric, _ in row.bounds if figures[metric] is None}
    return tuple(metric for metric in Metric if metric in asked)
