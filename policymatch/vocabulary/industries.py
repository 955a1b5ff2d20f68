"""The tree of industries, GB/T 4754-2017: sections (门类), divisions (大类), groups (中类) and classes (小类).

Codes are written with the letter of their section: ``I``, ``I65``, ``I651``, ``I6513``. Policies write the digits alone
or a name; both are read. A name that stands for several branches (工业 is B, C and D) has several codes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from policymatch.errors import UnknownIndustryError
from policymatch.spans import Span
from policymatch.vocabulary.nearest import nearest
from policymatch.vocabulary.phrases import Match, PhraseIndex
from policymatch.vocabulary.tables import read_csv, split

_CODE = r"(?:[A-T]?\d{2,4}|[A-T])"
_CODED = re.compile(
    r"(?:门类|大类|中类|小类|行业)?(?:代码|代号|编码)[为是：:（(]?\s*"
    rf"(?P<codes>{_CODE}(?!\d)(?:[、，,/和及或]\s*{_CODE}(?!\d))*)"
)
_ONE_CODE = re.compile(_CODE)
_NUMBER = re.compile(r"[A-Ta-t]?\d{2,4}|[A-Ta-t]")
_TOO_SHORT = 3


class Level(StrEnum):
    """The four levels of the standard."""

    SECTION = "门类"
    DIVISION = "大类"
    GROUP = "中类"
    CLASS = "小类"


_LEVELS = {1: Level.SECTION, 3: Level.DIVISION, 4: Level.GROUP, 5: Level.CLASS}


@dataclass(frozen=True, slots=True)
class Industry:
    """One branch.

    Args:
        code: with the letter of its section, such as ``I65``.
        name: as the standard has it.
    """

    code: str
    name: str

    @property
    def level(self) -> Level:
        """By the length of the code."""
        return _LEVELS[len(self.code)]

    @property
    def parent(self) -> str:
        """The code right above; empty for a section."""
        return {1: "", 3: self.code[0]}.get(len(self.code), self.code[:-1])


@cache
def all_industries() -> dict[str, Industry]:
    """Every branch by its code."""
    return {row["code"]: Industry(row["code"], row["name"]) for row in read_csv("industries.csv")}


def industry(code_or_name: str) -> Industry:
    """One branch by its code (``I65``, ``65``, ``6513``) or its name.

    A group and its only class bear the same name; the name is the higher one's.

    Raises:
        UnknownIndustryError: there is none, or the name stands for several.
    """
    found = codes(code_or_name)
    if len(found) == 1:
        return all_industries()[found[0]]
    if found:
        raise UnknownIndustryError(f"“{code_or_name}”包含多个行业：{'、'.join(found)}", hint="请分别写出代码")
    near = "、".join(nearest(code_or_name, _names()))
    hint = f"用 GB/T 4754-2017 的代码或名称；相近的有 {near}"
    raise UnknownIndustryError(f"国民经济行业分类中没有“{code_or_name}”", hint=hint)


def codes(code_or_name: str) -> tuple[str, ...]:
    """All codes that a code or name stands for: 工业 is B, C and D; empty where unknown."""
    word = code_or_name.strip()
    if _NUMBER.fullmatch(word):
        code = _lettered(word.upper())
        return (code,) if code else ()
    return _index().get(word) or ()


def ancestors(code: str) -> tuple[Industry, ...]:
    """The branch and all above it, the narrowest first.

    Raises:
        UnknownIndustryError: there is no such branch.
    """
    own = industry(code)
    return own, *(ancestors(own.parent) if own.parent else ())


def within(code: str, ancestor: str) -> bool:
    """Whether a branch is, or lies in, another; both may be codes or names.

    A name of several branches is all of them; an unknown name lies only in itself.
    """
    if code == ancestor:
        return True
    held, wanted = codes(code), codes(ancestor)
    return bool(held) and all(any(_starts(own, up) for up in wanted) for own in held)


def locate(code: str, ancestor: str) -> bool | None:
    """As :func:`within`, but None where the fact is too coarse (制造业 against 医药制造业) or a name is unknown."""
    held, wanted = codes(code), codes(ancestor)
    if within(code, ancestor):
        return True
    if not held or not wanted:
        return None
    touch = any(_starts(own, up) or _starts(up, own) for own in held for up in wanted)
    return None if touch else False


def find(text: str) -> tuple[Match[tuple[str, ...]], ...]:
    """The branches that a text names or numbers, in order, each with its codes: 大类代码64、65 gives I64 and I65."""
    named = [match for match in _index().find(text) if len(match.text) >= _TOO_SHORT or match.text in _plain_names()]
    numbered = [coded for found in _CODED.finditer(text) for coded in _numbers(found)]
    taken = [match.span for match in numbered]
    kept = [match for match in named if not any(match.span.overlaps(span) for span in taken)]
    return tuple(sorted([*kept, *numbered], key=lambda match: match.span))


def _numbers(found: re.Match[str]) -> list[Match[tuple[str, ...]]]:
    start = found.start("codes")
    spans = ((one[0], Span(start + one.start(), start + one.end())) for one in _ONE_CODE.finditer(found["codes"]))
    lettered = ((text, span, _lettered(text)) for text, span in spans)
    return [Match(span, text, (code,)) for text, span, code in lettered if code]


def _lettered(number: str) -> str:
    """The full code of a code with or without its letter; empty where there is none."""
    known = all_industries()
    if number in known:
        return number
    letter = _sections().get(number[:2], "")
    return letter + number if letter + number in known else ""


def _starts(code: str, above: str) -> bool:
    return code.startswith(above)


@cache
def _sections() -> dict[str, str]:
    return {code[1:]: code[0] for code in all_industries() if len(code) == len("A01")}


@cache
def _names() -> dict[str, tuple[str, ...]]:
    names: dict[str, tuple[str, ...]] = {}
    for found in sorted(all_industries().values(), key=lambda found: (len(found.code), found.code)):
        names.setdefault(found.name, (found.code,))
    names.update({row["name"]: split(row["codes"]) for row in read_csv("industry_names.csv")})
    return names


@cache
def _plain_names() -> frozenset[str]:
    """Two-character names that are safe in running text: those that policies use by themselves."""
    return frozenset(["工业", "农业", "林业", "渔业", "采矿", "批发", "零售", "住宿", "餐饮", "金融", "建筑"])


@cache
def _index() -> PhraseIndex[tuple[str, ...]]:
    return PhraseIndex(_names().items())
