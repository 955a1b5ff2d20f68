"""Working days: the weekdays, less the holidays and plus the weekends that the State Council announces for each year.

The days of a year that has not been announced are not known, and no answer is made up for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from policymatch.errors import UnreadableFileError
from policymatch.vocabulary.tables import read_yaml

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class NotPublished:
    """The answer where the days of a year have not been announced.

    Args:
        year: the first year whose days were needed.
    """

    year: int

    def __str__(self) -> str:
        return f"{self.year}年节假日安排尚未公布"


@dataclass(frozen=True)
class WorkingCalendar:
    """The working days of the years that have been announced.

    Args:
        off: weekdays that are holidays.
        work: weekend days that are worked.
        years: the years announced.
    """

    off: frozenset[date]
    work: frozenset[date]
    years: frozenset[int]

    def is_working_day(self, day: date) -> bool | NotPublished:
        """Whether a day is worked."""
        if day.year not in self.years:
            return NotPublished(day.year)
        return day in self.work or (day.weekday() < _SATURDAY and day not in self.off)

    def working_days_after(self, start: date, count: int) -> date | NotPublished:
        """The day on which a time limit of ``count`` working days ends; the day of the start does not count.

        Args:
            start: the day on which the matter was received.
            count: how many working days, zero or more; zero is the day itself.

        Raises:
            ValueError: count is negative.

        Source: 行政许可法 第八十二条, 民法典 第二百零一条.
        """
        if count < 0:
            raise ValueError(f"not a number of days: {count}")
        day = start
        while count:
            day += timedelta(days=1)
            worked = self.is_working_day(day)
            if isinstance(worked, NotPublished):
                return worked
            count -= worked
        return day

    def working_days_between(self, start: date, end: date) -> int | NotPublished:
        """How many working days lie after ``start`` up to and with ``end``; negative where ``end`` is earlier."""
        if end < start:
            reverse = self.working_days_between(end, start)
            return reverse if isinstance(reverse, NotPublished) else -reverse
        total = 0
        for offset in range(1, (end - start).days + 1):
            worked = self.is_working_day(start + timedelta(days=offset))
            if isinstance(worked, NotPublished):
                return worked
            total += worked
        return total

    def with_years(self, other: WorkingCalendar) -> WorkingCalendar:
        """This calendar and the years of another, which wins for years in both."""
        kept_off = {day for day in self.off if day.year not in other.years}
        kept_work = {day for day in self.work if day.year not in other.years}
        return WorkingCalendar(
            frozenset(kept_off | other.off), frozenset(kept_work | other.work), self.years | other.years
        )


@cache
def calendar() -> WorkingCalendar:
    """The calendar that ships."""
    return _calendar(read_yaml("working_days.yaml"))


def calendar_from(path: Path) -> WorkingCalendar:
    """The calendar that ships with the years of a file in the same form (for a year announced since).

    Raises:
        UnreadableFileError: the file cannot be read or is not of the form.
    """
    import yaml

    try:
        return calendar().with_years(_calendar(yaml.safe_load(path.read_text(encoding="utf-8"))))
    except (OSError, ValueError, yaml.YAMLError, AttributeError, KeyError, TypeError) as error:
        hint = "格式为 年份: {holidays: [月-日], workdays: [月-日]}"
        raise UnreadableFileError("节假日安排文件无法读取", where=str(path), hint=hint) from error


def working_days_after(start: date, count: int) -> date | NotPublished:
    """As :meth:`WorkingCalendar.working_days_after`, by the calendar that ships."""
    return calendar().working_days_after(start, count)


def is_working_day(day: date) -> bool | NotPublished:
    """As :meth:`WorkingCalendar.is_working_day`, by the calendar that ships."""
    return calendar().is_working_day(day)


def _calendar(years: dict[int, dict[str, Any]]) -> WorkingCalendar:
    return WorkingCalendar(_days(years, "holidays"), _days(years, "workdays"), frozenset(map(int, years)))


def _days(years: dict[int, dict[str, Any]], kind: str) -> frozenset[date]:
    return frozenset(date.fromisoformat(f"{year}-{day}") for year, record in years.items() for day in record[kind])
