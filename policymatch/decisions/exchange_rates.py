"""Rates of exchange, given as a table with dates: nothing is assumed of a day that the table does not cover."""

from __future__ import annotations

import csv
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path

from policymatch.errors import InvalidInputError

CURRENT = timedelta(days=10)
"""How long a rate stands: no bank closes for longer (春节、国庆)."""


@dataclass(frozen=True, slots=True)
class ExchangeRates:
    """元 for one unit of a currency, by day, ascending."""

    table: Mapping[str, tuple[tuple[date, Decimal], ...]] = field(default_factory=dict)

    def on(self, currency: str, day: date) -> Decimal | None:
        """The rate of the day, or the last before it; None where the table has none that is current."""
        listed = self.table.get(currency, ())
        at = bisect_right(listed, day, key=lambda entry: entry[0]) - 1
        if at < 0 or day - listed[at][0] > CURRENT:
            return None
        return listed[at][1]


NO_RATES = ExchangeRates()


def read_rates(path: Path) -> ExchangeRates:
    """Read a table of the columns ``currency``, ``date``, ``rate`` (元 for one unit).

    Raises:
        InvalidInputError: a line that cannot be read, named.
    """
    found: dict[str, dict[date, Decimal]] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), 2):
            try:
                day, rate = date.fromisoformat(row["date"]), Decimal(row["rate"])
            except (KeyError, TypeError, ValueError, InvalidOperation):
                raise _broken(path, line) from None
            if not rate.is_finite() or rate <= 0:
                raise _broken(path, line)
            found.setdefault(row["currency"], {})[day] = rate
    return ExchangeRates({currency: tuple(sorted(days.items())) for currency, days in found.items()})


def _broken(path: Path, line: int) -> InvalidInputError:
    return InvalidInputError(
        "汇率无法读取", where=f"{path} 第{line}行", hint="列为 currency,date,rate，如 USD,2026-06-30,7.1"
    )
