"""Rules for days and years, in all the habits of writing them; a date that leaves the day open is not guessed."""

from __future__ import annotations

import re
from datetime import date, timedelta

from policymatch.profiles.cleaning.cells import CellError, fold

FOREVER = "9999-12-31"
_OPEN = frozenset({"长期", "永久", "永续", "无固定期限", "无期限", "至今", "长期有效", "9999", "无限期"})
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s]*\d{1,2}[:时]\d{1,2}.*)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{6})?")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_CHINESE_DAY = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_YEAR = re.compile(r"((?:19|20)\d{2})(?:\.0)?(?:年度?|财年|会计年度)?")
_EPOCH = date(1899, 12, 30)
_EARLIEST, _LATEST = 1840, 2200


def day(text: str) -> str:
    """A day as ``YYYY-MM-DD``.

    Raises:
        CellError: no such day, or the text leaves open which day is meant (2020年5月, 3/4/2020).
    """
    if len(text) == 10 and text[4] == text[7] == "-" and text.isascii():
        return _checked(text[:4], text[5:7], text[8:], text)
    folded = fold(text)
    if folded in _OPEN:
        return FOREVER
    found = _DAY.fullmatch(folded) or _COMPACT.fullmatch(folded)
    if found:
        return _checked(found[1], found[2], found[3], text)
    if _SERIAL.fullmatch(folded):
        return (_EPOCH + timedelta(days=int(float(folded)))).isoformat()
    if spelt := _CHINESE_DAY.fullmatch(folded):
        return _checked(_spelt(spelt[1]), _spelt(spelt[2]), _spelt(spelt[3]), text)
    raise CellError(f"日期“{text}”不完整或写法不明，应为年、月、日齐全")


def year(text: str) -> str:
    """A calendar or fiscal year as four digits."""
    found = _YEAR.fullmatch(fold(text))
    if found is None:
        raise CellError(f"“{text}”不是年度")
    return found[1]


def _checked(years: str, months: str, days: str, text: str) -> str:
    try:
        made = date(int(years), int(months), int(days))
    except ValueError:
        raise CellError(f"没有“{text}”这一天") from None
    if made.year == 9999:
        return FOREVER
    if not _EARLIEST <= made.year <= _LATEST:
        raise CellError(f"日期“{text}”的年份不可信")
    return made.isoformat()


def _spelt(part: str) -> str:
    digits = {character: str(at) for at, character in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0"}
    if "十" not in part:
        return "".join(digits[character] for character in part)
    tens, _, ones = part.partition("十")
    return f"{digits[tens] if tens else '1'}{digits[ones] if ones else '0'}"
