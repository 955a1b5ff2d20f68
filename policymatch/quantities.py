"""Money, periods and their Chinese wording. Decimal only: binary floats never hold money."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from typing import ClassVar

CURRENCIES = {
    "CNY": "元", "USD": "美元", "EUR": "欧元", "HKD": "港元", "JPY": "日元", "GBP": "英镑",
    "MOP": "澳门元", "TWD": "新台币", "KRW": "韩元", "SGD": "新加坡元", "CHF": "瑞士法郎",
    "AUD": "澳元", "CAD": "加元", "DEM": "德国马克", "FRF": "法国法郎", "RUB": "卢布",
    "NZD": "新西兰元", "THB": "泰铢", "MYR": "林吉特", "SEK": "瑞典克朗", "DKK": "丹麦克朗", "NOK": "挪威克朗", "INR": "印度卢比",
    "ITL": "意大利里拉", "NLG": "荷兰盾", "ATS": "奥地利先令", "BEF": "比利时法郎", "PHP": "菲律宾比索", "IDR": "印尼盾",
    "ESP": "西班牙比塞塔", "KWD": "科威特第纳尔", "SAR": "沙特里亚尔", "AED": "阿联酋迪拉姆", "ZAR": "南非兰特", "BRL": "巴西雷亚尔",
    "VND": "越南盾", "KZT": "坚戈", "PKR": "巴基斯坦卢比", "BND": "文莱元", "FIM": "芬兰马克", "MNT": "图格里克",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a foreign currency; amounts in 元 are plain ``Decimal``.

    Amounts of different currencies are never compared: the answer is *unknown*.
    """

    currency: str
    amount: Decimal

    PATTERN: ClassVar[re.Pattern[str]] = re.compile(r"([A-Z]{3}) (-?\d+(?:\.\d+)?)")

    @classmethod
    def parse(cls, text: str) -> Money | None:
        """Read ``"USD 1000000"``; None where the text is nothing of the kind."""
        found = cls.PATTERN.fullmatch(text.strip())
        if not found or found[1] not in CURRENCIES:
            return None
        return cls(found[1], Decimal(found[2]))

    def __str__(self) -> str:
        return f"{self.currency} {plain(self.amount)}"


class Aggregate(StrEnum):
    """How the years of a period become one figure."""

    SUM = "sum"
    AVG = "avg"
    EACH = "each"


@dataclass(frozen=True, slots=True)
class Period:
    """The window of a fact, as the exchange form writes it.

    ``first`` and ``last`` are offsets to the as-of year where ``relative`` (last_year is -1..-1), else calendar years.
    ``aggregate`` None means the single year's figure, or for events "happened within the window".
    """

    relative: bool
    first: int
    last: int
    aggregate: Aggregate | None = None

    PATTERN: ClassVar[re.Pattern[str]] = re.compile(
        r"(?:(?P<name>last_year|this_year)|last_(?P<n>[1-9]\d?)_years|(?P<from>\d{4})(?:-(?P<to>\d{4}))?)"
        r"(?::(?P<aggregate>sum|avg|each))?"
    )

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read ``last_year``, ``this_year``, ``last_3_years:sum``, ``2023``, ``2021-2023:avg``.

        Raises:
            ValueError: the text is no period.
        """
        found = cls.PATTERN.fullmatch(text)
        if not found:
            raise ValueError(f"not a period: {text!r}")
        aggregate = Aggregate(found["aggregate"]) if found["aggregate"] else None
        if found["name"]:
            offset = -1 if found["name"] == "last_year" else 0
            return cls(True, offset, offset, aggregate)
        if found["n"]:
            return cls(True, -int(found["n"]), -1, aggregate)
        first = int(found["from"])
        last = int(found["to"] or first)
        if last < first:
            raise ValueError(f"not a period: {text!r}")
        return cls(False, first, last, aggregate)

    def years(self, year: int) -> tuple[int, ...]:
        """The calendar years it covers, seen from the as-of year."""
        base = year if self.relative else 0
        return tuple(range(base + self.first, base + self.last + 1))

    @property
    def length(self) -> int:
        """How many years it covers."""
        return self.last - self.first + 1

    def __str__(self) -> str:
        suffix = f":{self.aggregate}" if self.aggregate else ""
        if not self.relative:
            return (f"{self.first}" if self.first == self.last else f"{self.first}-{self.last}") + suffix
        if self.first == self.last and self.first in (-1, 0):
            return ("last_year" if self.first else "this_year") + suffix
        return f"last_{-self.first}_years" + suffix

    def label(self) -> str:
        """The Chinese wording: 上年度, 近3年合计, 2021至2023年每年."""
        suffix = {Aggregate.SUM: "合计", Aggregate.AVG: "平均", Aggregate.EACH: "每年", None: ""}[self.aggregate]
        if not self.relative:
            span = f"{self.first}年" if self.first == self.last else f"{self.first}至{self.last}年"
        elif self.first == self.last:
            span = "本年度" if self.first == 0 else "上年度"
        else:
            span = f"近{-self.first}年"
        return span + suffix


def plain(number: Decimal) -> str:
    """A decimal without exponent or trailing zeros: ``5E+7`` is ``50000000``."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def render_amount(amount: Decimal, unit: str = "元") -> str:
    """Money as people write it: 5000万元, 1.5亿元, 800元; exact, never rounded."""
    for size, word in ((Decimal(100_000_000), "亿"), (Decimal(10_000), "万")):
        scaled = amount / size
        exponent = scaled.normalize().as_tuple().exponent
        if abs(amount) >= size and isinstance(exponent, int) and exponent >= -4:
            return f"{plain(scaled)}{word}{unit}"
    return f"{plain(amount)}{unit}"


def render_bounded(amount: Decimal, *, above: bool) -> str:
    """An amount for a list: as ``render_amount`` where that is short, else cut to two decimals of 万元, on the safe side.

    Args:
        amount: in 元.
        above: whether what is said must not be less (a ceiling is rounded up) or must not be more (a floor is cut).
    """
    scaled = amount / 10_000
    if abs(amount) < 10_000 or scaled == scaled.quantize(_CENT):
        return render_amount(amount)
    return render_amount(scaled.quantize(_CENT, ROUND_CEILING if above else ROUND_FLOOR) * 10_000)


def render_about(amount: Decimal) -> str:
    """An amount for a list: as ``render_amount`` where that is short, else 约 and two decimals of 万元."""
    short = render_bounded(amount, above=False)
    if short == render_bounded(amount, above=True):
        return short
    return "约" + render_amount((amount / 10_000).quantize(_CENT, ROUND_HALF_EVEN) * 10_000)


_CENT = Decimal("0.01")


def render_ratio(ratio: Decimal) -> str:
    """A fraction as a percentage: 0.05 is 5%."""
    return f"{plain(ratio * 100)}%"
