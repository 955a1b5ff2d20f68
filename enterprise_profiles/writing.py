"""How departments write: habits of dates and amounts, gaps, slips and rows broken on the way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from random import Random

from enterprise_profiles.codes import spoil
from enterprise_profiles.world import Enterprise

_DAYS = (
    "{0:%Y-%m-%d}",
    "{0:%Y/%m/%d}",
    "{0:%Y%m%d}",
    "{0.year}年{0.month}月{0.day}日",
    "{0.year}.{0.month}.{0.day}",
    "{0:%Y-%m-%d} 00:00:00",
)
_NOTHING = ("", "", "N/A", "NULL", "-", "无数据")


class Pen:
    """One clerk's hand: mostly one habit, now and then another.

    Args:
        random: what decides.
        tidy: the share of cells in the usual form.
    """

    def __init__(self, random: Random, tidy: float = 0.97) -> None:
        self.random = random
        self.tidy = tidy

    def day(self, day: date | None) -> str:
        """A date, empty where there is none; 长期 for the end of time."""
        if day is None:
            return ""
        if day.year == 9999:
            return "长期"
        if self.random.random() < self.tidy:
            return day.isoformat()
        return self.random.choice(_DAYS).format(day)

    def yuan(self, amount: int) -> str:
        """Money in 元."""
        if self.random.random() < self.tidy:
            return str(amount)
        return self.random.choice((f"{amount:,}", f"{amount}元", f"{amount}.00", f"{Decimal(amount) / 10_000}万元"))

    def wan(self, amount: int) -> str:
        """Money in a column of 万元."""
        number = Decimal(amount) / 10_000
        if self.random.random() < self.tidy:
            return f"{number}"
        return self.random.choice(
            (f"{number}(万元)", f"{number}万元人民币", f"{number:,}(万元人民币)", f"{number}万", f"人民币{number}万元")
        )

    def share(self, ratio: float) -> str:
        """A ratio in a column of percent."""
        text = f"{ratio * 100:.2f}".rstrip("0").rstrip(".")
        return text if self.random.random() < self.tidy else f"{text}%"

    def flag(self, yes: bool) -> str:
        """是 or 否, or another way to say so."""
        return ("是" if yes else "否") if self.random.random() < self.tidy else ("1" if yes else "0")

    def sometimes(self, text: str, chance: float = 0.985) -> str:
        """A cell that is now and then left out."""
        return text if self.random.random() < chance else self.random.choice(_NOTHING)


def slip(row: Sequence[str], made: Enterprise, random: Random) -> list[list[str]]:
    """A row as it arrives: as it is, twice, with a spoilt code, an old number, no code at all, or broken by its own comma."""
    cells = list(row)
    chance = random.random()
    if chance > 0.012:
        return [cells]
    if chance < 0.004:
        return [cells, list(cells)]
    at = cells.index(made.code)
    if chance < 0.008:
        cells[at] = spoil(made.code, random)
    elif chance < 0.009:
        cells[at] = ""
    elif chance < 0.010 and made.old_number:
        cells[at] = made.old_number
    else:
        cells.insert(at + 1, "地址内含逗号")
    return [cells]
