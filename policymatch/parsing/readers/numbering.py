"""Automatic numbers of word processors (一、（一）1. ①), written out as they show on the page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from policymatch.parsing.immutable import immutable
from policymatch.parsing.readers.archives import child, local, value

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_DEEPEST = 9


@immutable
class Level:
    """One level of a numbering scheme."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    paragraph_style: str | None = None
    legal: bool = False


@dataclass(slots=True)
class _Scheme:
    key: str
    levels: dict[int, Level]
    restarts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts along a document; asked once a numbered paragraph, in reading order."""

    def __init__(self, numbering: Element | None) -> None:
        self._schemes: dict[str, _Scheme] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._seen: set[tuple[str, int]] = set()
        if numbering is not None:
            self._load(numbering)

    def _load(self, numbering: Element) -> None:
        abstract = {
            value(element, "abstractNumId") or "": _levels(element)
            for element in numbering
            if local(element) == "abstractNum"
        }
        for element in numbering:
            if local(element) != "num":
                continue
            key = value(child(element, "abstractNumId")) or ""
            levels = dict(abstract.get(key, {}))
            restarts: dict[int, int] = {}
            for override in element:
                if local(override) == "lvlOverride":
                    _override(override, levels, restarts)
            self._schemes[value(element, "numId") or ""] = _Scheme(key, levels, restarts)

    def level_of_style(self, number: str, style: str) -> int | None:
        """The level that a scheme ties to a paragraph style."""
        scheme = self._schemes.get(number)
        if scheme is None:
            return None
        return next((depth for depth, level in scheme.levels.items() if level.paragraph_style == style), None)

    def next(self, number: str, depth: int) -> str | None:
        """The number of the next paragraph of a scheme at a depth (from 0); "" for a bullet, None for no numbering."""
        scheme = self._schemes.get(number)
        if scheme is None or not 0 <= depth < _DEEPEST:
            return None
        level = scheme.levels.get(depth, Level())
        self._count(scheme, number, depth)
        if level.style in ("bullet", "none") or not level.text:
            return ""
        return self._written(scheme, level)

    def _count(self, scheme: _Scheme, number: str, depth: int) -> None:
        counts = self._counts.setdefault(scheme.key, {})
        fresh = (number, depth) not in self._seen
        self._seen.add((number, depth))
        if fresh and depth in scheme.restarts:
            counts[depth] = scheme.restarts[depth]
        elif depth in counts:
            counts[depth] += 1
        else:
            counts[depth] = scheme.levels.get(depth, Level()).start
        for above in range(depth):
            counts.setdefault(above, scheme.levels.get(above, Level()).start)
        for below in [key for key in counts if key > depth]:
            del counts[below]

    def _written(self, scheme: _Scheme, level: Level) -> str:
        counts = self._counts[scheme.key]

        def place(match: re.Match[str]) -> str:
            other = int(match[1]) - 1
            style = "decimal" if level.legal else scheme.levels.get(other, Level()).style
            return written_number(counts.get(other, 1), style)

        text = re.sub(r"%([1-9])", place, level.text)
        apart = level.suffix != "nothing" and re.search(r"[\w\d]$", text)
        return text + " " if apart else text


def _levels(element: Element) -> dict[int, Level]:
    found: dict[int, Level] = {}
    for entry in element:
        depth = value(entry, "ilvl")
        if local(entry) == "lvl" and depth is not None and depth.isdigit():
            found[int(depth)] = _level(entry)
    return found


def _level(entry: Element) -> Level:
    return Level(
        start=_number(value(child(entry, "start")), 1),
        style=value(child(entry, "numFmt")) or "decimal",
        text=value(child(entry, "lvlText")) or "",
        suffix=value(child(entry, "suff")) or "tab",
        paragraph_style=value(child(entry, "pStyle")),
        legal=child(entry, "isLgl") is not None,
    )


def _override(override: Element, levels: dict[int, Level], restarts: dict[int, int]) -> None:
    depth = _number(value(override, "ilvl"), 0)
    entry = child(override, "lvl")
    if entry is not None:
        levels[depth] = _level(entry)
    start = value(child(override, "startOverride"))
    if start is not None:
        restarts[depth] = _number(start, 1)


def _number(text: str | None, default: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"\d{1,6}", text) else default


def written_number(number: int, style: str) -> str:
    """A count in a word processor's number format; decimal for formats that policies do not use."""
    if style in _CHINESE:
        return chinese(number)
    if style in _ENCLOSED and 1 <= number <= 20:
        return chr(_ENCLOSED[style] + number - 1)
    if style in ("lowerLetter", "upperLetter") and number >= 1:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters.upper() if style == "upperLetter" else letters
    if style in ("lowerRoman", "upperRoman") and 1 <= number < 4000:
        return _roman(number) if style == "upperRoman" else _roman(number).lower()
    if style == "decimalZero":
        return f"{number:02d}"
    if style == "decimalFullWidth":
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))
    if style == "ideographDigital":
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if style == "chineseLegalSimplified":
        return chinese(number, digits=_FORMAL, units=("", "拾", "佰", "仟"))
    if style in _CYCLES and number >= 1:
        return _CYCLES[style][(number - 1) % len(_CYCLES[style])]
    return str(number)


_CHINESE = frozenset(
    ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand")
)
_ENCLOSED = {
    "decimalEnclosedCircle": 0x2460,
    "decimalEnclosedCircleChinese": 0x2460,
    "decimalEnclosedParen": 0x2474,
    "decimalEnclosedFullstop": 0x2488,
}
_CYCLES = {"ideographTraditional": _STEMS, "ideographZodiac": _BRANCHES}


def chinese(number: int, *, digits: str = _DIGITS, units: tuple[str, ...] = ("", "十", "百", "千")) -> str:
    """A whole number below ten thousand in Chinese: 十一, 二十, 一百零五; larger ones in digits."""
    if not 0 < number < 10_000:
        return str(number)
    zero = "零"
    parts: list[str] = []
    text = str(number)
    for index, digit in enumerate(text):
        place = len(text) - index - 1
        if digit != "0":
            parts.append(digits[int(digit)] + units[place])
        elif parts and parts[-1] != zero:
            parts.append(zero)
    written = "".join(parts).rstrip(zero)
    return written[1:] if written.startswith("一十") else written


def _roman(number: int) -> str:
    symbols = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
    parts = []
    for size, symbol in (*symbols, (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        parts.append(symbol * (number // size))
        number %= size
    return "".join(parts)
