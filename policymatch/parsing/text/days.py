"""Calendar days as policies write them: 2023年3月1日, 2023-03-01, 二〇二三年三月一日."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from policymatch.parsing.immutable import immutable
from policymatch.parsing.seldom import Seldom
from policymatch.spans import Span

_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "○": 0,
    "Ｏ": 0,
    "O": 0,
    "o": 0,
    "◯": 0,
    "0": 0,
    "两": 2,
}
_CHINESE = "〇零○ＯOo◯0一二三四五六七八九"
_DAY = Seldom(
    rf"(?<!\d)(?P<y>(?:1[89]|20)\d\s*\d|[{_CHINESE}]{{4}})\s*(?:年|[-－/.．](?=\s*\d))\s*"
    rf"(?P<m>\d{{1,2}}|[{_CHINESE}十]{{1,3}})\s*(?:月|[-－/.．](?=\s*\d))\s*"
    rf"(?:(?P<d>\d{{1,2}}|[{_CHINESE}十]{{1,4}})(?!\d)\s*[日号]?)"
)
_IS_WIDE = re.compile("[０-９]")
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")


@immutable
class FoundDay:
    """A day that a text names in full."""

    span: Span
    day: date


def small_number(text: str) -> int | None:
    """A whole number below a hundred in digits or Chinese: ``二十三`` is 23; None where it is none.

    >>> small_number("十"), small_number("3"), small_number("二十三")
    (10, 3, 23)
    """
    text = text.strip().translate(_WIDE)
    if text.isdigit():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        if (tens and tens not in _DIGITS) or (ones and ones not in _DIGITS):
            return None
        return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
    return _DIGITS.get(text)


def year_number(text: str) -> int | None:
    """A year in digits or Chinese: ``二〇二三`` is 2023."""
    text = re.sub(r"\s", "", text).translate(_WIDE)
    if text.isdigit():
        return int(text)
    digits = [_DIGITS.get(character) for character in text]
    return None if len(digits) != 4 or None in digits else int("".join(str(digit) for digit in digits))


def find_days(text: str, start: int = 0, end: int | None = None) -> Iterator[FoundDay]:
    """Every full day in ``text[start:end]``, in order; days that no calendar has are left out."""
    shadow = text.translate(_WIDE) if _IS_WIDE.search(text) else text
    for found in _DAY.finditer(shadow, start, len(text) if end is None else end):
        year, month, day = year_number(found["y"]), small_number(found["m"]), small_number(found["d"])
        built = build_day(year, month, day)
        if built is not None:
            yield FoundDay(Span(*found.span()), built)


def first_day(text: str) -> date | None:
    """The first full day of a text; None where it names none, or one that no calendar has."""
    return next((found.day for found in find_days(text)), None)


def build_day(year: int | None, month: int | None, day: int | None) -> date | None:
    """The day, or None where a part is missing or no calendar has it."""
    if year is None or month is None or day is None:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def last_day_of(first: date, *, years: int = 0, months: int = 0) -> date:
    """The last day of a term that begins on ``first``: 2017-01-01 and 5 years give 2021-12-31.

    Source: 民法典 第202条: the corresponding day ends it, the month's last day where there is none.
    """
    total = first.year * 12 + first.month - 1 + years * 12 + months
    year, month = divmod(total, 12)
    corresponding = build_day(year, month + 1, first.day)
    if corresponding is None:  # 29 February, 31 April: the month ends it
        following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
        return following - timedelta(days=1)
    return corresponding - timedelta(days=1)
