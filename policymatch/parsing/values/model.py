"""The values that a text states: amounts, bounds, ranges, series, days and periods."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from policymatch.conditions.nodes import Op
from policymatch.parsing.immutable import immutable
from policymatch.parsing.values.units import dimension
from policymatch.quantities import Money, Period, plain
from policymatch.spans import Span


@immutable
class Amount:
    """A number with its unit.

    Args:
        number: in base units where the unit is money (元) or a ratio (fraction); else as written.
        unit: 元, %, 人, 件, 平方米, 年, 个月, 元/亩 …; empty where the text gives none.
        currency: ISO code, for money.
        scaled: whether the text wrote 万 or 亿.
    """

    number: Decimal
    unit: str = ""
    currency: str = "CNY"
    scaled: bool = False

    @property
    def dimension(self) -> str:
        """What it measures: money, ratio, area, time, age, rate, count; empty without a unit."""
        return dimension(self.unit)

    @property
    def value(self) -> Decimal | Money:
        """What a test compares with."""
        return self.number if self.currency == "CNY" else Money(self.currency, self.number)

    def __str__(self) -> str:
        unit = self.unit if self.currency == "CNY" else self.currency
        return f"{plain(self.number)}{'' if unit == '%' else unit}"


@immutable
class Bound:
    """A limit: ``op`` None where the text only names the amount."""

    op: Op | None
    amount: Amount

    def __str__(self) -> str:
        return f"{self.op or ''}{self.amount}"


@immutable
class Range:
    """From ``low`` to ``high``."""

    low: Bound
    high: Bound

    def __str__(self) -> str:
        return f"{self.low} 且 {self.high}"


@immutable
class Series:
    """Several values of one kind in a row: 5000万元、1亿元、2亿元以上."""

    steps: tuple[Bound | Range, ...]

    def __str__(self) -> str:
        return "、".join(map(str, self.steps))


@immutable
class DayValue:
    """A day as a limit: ``op`` None where it is only named; ``until`` the last day of a span of days."""

    op: Op | None
    day: date
    until: date | None = None

    def __str__(self) -> str:
        return f"{self.op or ''}{self.day}" + (f" 至 {self.until}" if self.until else "")


@immutable
class PeriodValue:
    """A window of time: 上年度, 近三年, 2023年度."""

    period: Period

    def __str__(self) -> str:
        return str(self.period)


FoundValue = Amount | Bound | Range | Series | DayValue | PeriodValue


@immutable
class Found:
    """A value in the text.

    Args:
        rule: the rule that read it.
        span: where it stands in the source.
        value: what it says.
        parts: the values it was built from.
    """

    rule: str
    span: Span
    value: FoundValue
    parts: tuple[Found, ...] = ()
