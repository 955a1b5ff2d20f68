"""Recognitions and qualifications: canonical names, who gives them, at which level, and which answers which.

A canonical name is the level and the recognition (``国家级企业技术中心``), the recognition alone where it has only one
level (``高新技术企业``), or a place and the recognition (``广州市就业见习基地``). What is wanted may add 以上 to the
level (``省级以上企业技术中心``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from policymatch.errors import UnknownTermError
from policymatch.spans import Span
from policymatch.vocabulary import regions
from policymatch.vocabulary.nearest import nearest
from policymatch.vocabulary.phrases import Match, PhraseIndex
from policymatch.vocabulary.tables import read_csv, split


class Level(StrEnum):
    """Who recognises, the highest first."""

    NATIONAL = "国家级"
    PROVINCE = "省级"
    CITY = "市级"
    COUNTY = "区县级"

    @property
    def rank(self) -> int:
        """0 for the highest."""
        return list(Level).index(self)


_WORDS = {
    "国家级": Level.NATIONAL, "国家": Level.NATIONAL, "全国": Level.NATIONAL, "国级": Level.NATIONAL,
    "部级": Level.NATIONAL, "省部级": Level.PROVINCE,
    "省级": Level.PROVINCE, "省": Level.PROVINCE, "自治区级": Level.PROVINCE, "直辖市级": Level.PROVINCE,
    "市级": Level.CITY, "市": Level.CITY, "地市级": Level.CITY, "州级": Level.CITY, "州市级": Level.CITY,
    "区级": Level.COUNTY, "区": Level.COUNTY, "县级": Level.COUNTY, "县": Level.COUNTY, "区县级": Level.COUNTY,
    "区（县）级": Level.COUNTY, "区(县)级": Level.COUNTY, "县区级": Level.COUNTY, "县（市、区）级": Level.COUNTY,
    "县(市、区)级": Level.COUNTY,
}  # fmt: skip
_SHORT = {Level.COUNTY: "区级"}
"""Names say 区级 where the level is 区县级."""
_LETTERS = {"国": Level.NATIONAL, "省": Level.PROVINCE, "市": Level.CITY, "区": Level.COUNTY}
_BY_REGION = {
    regions.Level.PROVINCE: Level.PROVINCE, regions.Level.CITY: Level.CITY, regions.Level.COUNTY: Level.COUNTY,
}  # fmt: skip
_ABOVE = r"(?:\s*(?:[（(]含[)）])?\s*(?:及其?以上|以上|及之上)(?:[（(]含[)）])?)"
_WORD = "|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True))
_LEVELS_BEFORE = re.compile(
    rf"(?P<levels>(?:{_WORD})(?:\s*(?:以及|或者|[、/和或及与])\s*(?:{_WORD}))*)(?P<above>{_ABOVE})?(?:[（(][^（）()]{{1,8}}[)）])?"
    r"(?:[两二三四]级|各级)?(?:认定的|评定的|的)?\s*[“”\"‘]?$"
)
_ONE_WORD = re.compile(_WORD)
_PLACE_BEFORE = re.compile(r"[\u4e00-\u9fa5]{2,7}$")
_ENUMERATION = re.compile(r"”?(?:[、或和及/]|以及|或者)“?|”“")
_LONGEST_PREFIX = 24


@dataclass(frozen=True, slots=True)
class Qualification:
    """One recognition.

    Args:
        name: without its level, such as 企业技术中心.
        owner: the kind of department that gives it.
        levels: at which it is given, the highest first; one where it has only one.
        fixed: whether it has only one level, which its name then leaves out.
        synonyms: other names.
        includes: canonical names that its holder holds as well.
    """

    name: str
    owner: str
    levels: tuple[Level, ...]
    fixed: bool
    synonyms: tuple[str, ...]
    includes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recognition:
    """A recognition at a level or in a place, held or wanted.

    Args:
        qualification: the recognition's own name.
        level: None where not stated.
        place: the code of the place whose recognition it is; empty where not stated.
        or_above: whether higher levels are wanted too (省级以上).
        known: whether the vocabulary holds it; else ``qualification`` is the name as written.
    """

    qualification: str
    level: Level | None = None
    place: str = ""
    or_above: bool = False
    known: bool = True

    @property
    def name(self) -> str:
        """The canonical name."""
        if self.place and not self.or_above:
            return regions.region(self.place).name + self.qualification
        if self.level is None or (self.known and qualification(self.qualification).fixed):
            return self.qualification
        return f"{_SHORT.get(self.level, self.level)}{'以上' if self.or_above else ''}{self.qualification}"


@dataclass(frozen=True, slots=True)
class RecognitionMatch:
    """A recognition named in a text.

    Args:
        span: where it stands, its level and place included.
        text: the words.
        names: canonical names, one for each level stated (国家级、省级企业技术中心 are two).
        recognitions: the same, read.
    """

    span: Span
    text: str
    names: tuple[str, ...]
    recognitions: tuple[Recognition, ...]

    @property
    def level(self) -> Level | None:
        """The lowest level stated; None where none is."""
        levels = [found.level for found in self.recognitions if found.level is not None]
        return max(levels, key=lambda level: level.rank, default=None)


@cache
def all_qualifications() -> dict[str, Qualification]:
    """Every recognition by its name."""
    return {found.name: found for found in map(_qualification, read_csv("qualifications.csv"))}


def qualification(name: str) -> Qualification:
    """One recognition by its name or a synonym, without level.

    Raises:
        UnknownTermError: there is none; the nearest are named.
    """
    known = _index().get(name)
    if known is None:
        hint = f"是否指：{'、'.join(nearest(name, all_qualifications()))}"
        raise UnknownTermError(f"资质库中没有“{name}”", hint=hint)
    return known[0]


def canonical(name: str) -> str:
    """The canonical name: 高企 is 高新技术企业; a name that the vocabulary does not hold stands as it is."""
    return read(name).name


NAMES_KEPT = 1 << 16
"""How many names stay read: names come from outside, and a service must not keep every one it ever saw."""


@lru_cache(maxsize=NAMES_KEPT)
def read(name: str) -> Recognition:
    """A name, held or wanted, read; ``known`` is false where the vocabulary does not hold it."""
    word = name.strip()
    for match in find(word):
        if match.span == Span(0, len(word)) and len(match.recognitions) == 1:
            return match.recognitions[0]
    return _read_unknown(word)


def satisfies(held: str, wanted: str) -> bool:
    """Whether who holds ``held`` surely has what is asked as ``wanted``.

    A level wanted without 以上 is that level; with 以上 any higher one does; no level wanted is any. A place wanted is
    that place. Some recognitions include others (小巨人 is also a 专精特新中小企业). A grade wanted (5A级, 五星级, 甲级) is
    that grade; with 以上 more stars or more A will do.
    """
    if held == wanted:
        return True
    if not _graded_alike(held, wanted):
        return False
    want = read(wanted)
    return any(_answers(have, want) for have in _all_held(held))


_GRADE = re.compile(
    "(?P<a>[1-5一二三四五])A|(?P<aa>A{2,5})(?![A-Za-z])|(?P<star>[1-5一二三四五])星|(?P<rank>[甲乙丙丁]|[一二三四五六])[级等]"
)
_DIGITS = {sign: number for number, sign in enumerate("一二三四五", 1)} | {
    str(number): number for number in range(1, 6)
}


@lru_cache(maxsize=NAMES_KEPT)
def _grade(name: str) -> tuple[str, int]:
    """The grade that a name states, as its scale and place on it; an empty scale where it states none."""
    found = _GRADE.search(name)
    if found is None:
        return "", 0
    if found["rank"]:
        return found["rank"], 0
    return (
        ("星", _DIGITS[found["star"]])
        if found["star"]
        else ("A", _DIGITS.get(found["a"] or "", len(found["aa"] or "")))
    )


def _graded_alike(held: str, wanted: str) -> bool:
    """Whether the held name's grade is the one wanted, where one is: the vocabulary knows a name at all its grades."""
    scale, want = _grade(wanted)
    own, have = _grade(held)
    if not scale or (own, have) == (scale, want):
        return True
    return own == scale and "以上" in wanted and have > want


def find(text: str) -> tuple[RecognitionMatch, ...]:
    """The recognitions that a text names, in order, with the level or place that stands before each.

    In a row (国家级重点实验室、企业技术中心) the level of the first holds for those that state none.
    """
    found: list[RecognitionMatch] = []
    for match in _index().find(text):
        start = found[-1].span.end if found else 0
        own, forced = match.value
        current = _with_prefix(text, start, match, own, forced)
        if found and _joined(text, found[-1], current):
            current = _inherit(found[-1], current, own)
        found.append(current)
    return tuple(found)


def _with_prefix(
    text: str, start: int, match: Match[tuple[Qualification, Level | None]], own: Qualification, forced: Level | None
) -> RecognitionMatch:
    before = text[max(start, match.span.start - _LONGEST_PREFIX) : match.span.start]
    levels, above, begin = _levels_before(before, match.span.start)
    place, at = ("", begin) if levels and begin == match.span.start else _place_before(text[start:begin], begin)
    if not levels:
        levels = [forced or (own.levels[0] if own.fixed else None)]
    if place and levels == [None]:
        levels = [_BY_REGION[regions.level(place)]]
    keep = place if len(levels) == 1 and not above and _place_counts(place, levels[0]) else ""
    recognitions = tuple(Recognition(own.name, level, keep, above) for level in levels)
    span = Span(at if keep else begin, match.span.end)
    return RecognitionMatch(span, span.of(text), tuple(found.name for found in recognitions), recognitions)


def _levels_before(before: str, end: int) -> tuple[list[Level | None], bool, int]:
    """The levels that a text ends with, whether 以上 follows, and where they begin."""
    found = _LEVELS_BEFORE.search(before)
    if not found or not _is_level(found, before):
        return [], False, end
    levels: list[Level | None] = [_WORDS[word] for word in _ONE_WORD.findall(found["levels"])]
    return levels, bool(found["above"]), end - len(before) + found.start()


def _is_level(found: re.Match[str], before: str) -> bool:
    """Whether a bare 省, 市, 区 or 国家 is a level: not where it ends a place's name (南沙区) or a longer word."""
    if found["levels"].endswith("级") or found["above"]:
        return True
    return found.start() == 0 or before[found.start() - 1] not in _tails()


@cache
def _tails() -> frozenset[str]:
    """Characters before 省, 市, 区, 县 that make it part of a name: any but those that begin a demand."""
    return frozenset(chr(code) for code in range(0x4E00, 0x9FA6)) - frozenset("为的经由获过和或及与定选成被对入")


def _place_before(before: str, end: int) -> tuple[str, int]:
    """The place that a text ends with and where its name begins."""
    found = _PLACE_BEFORE.search(before)
    for length in range(len(found[0]) if found else 0, 1, -1):
        word = before[-length:]
        codes = regions.named(word) if word[-1] in "省市区县州" else ()
        current = [code for code in codes if regions.region(code).valid_to is None]
        if len(current) == 1:
            return current[0], end - length
    return "", end


def _place_counts(place: str, level: Level | None) -> bool:
    """Whether the place is the giver's: 南沙区高新技术企业 are firms there, holding a national recognition."""
    return bool(place) and (level is None or level is _BY_REGION[regions.level(place)])


def _joined(text: str, before: RecognitionMatch, current: RecognitionMatch) -> bool:
    return bool(_ENUMERATION.fullmatch(text[before.span.end : current.span.start].strip()))


def _inherit(before: RecognitionMatch, current: RecognitionMatch, own: Qualification) -> RecognitionMatch:
    """The match with the levels of the one before it in a row, where it states none and is given at them."""
    first = before.recognitions
    stated = any(found.level is not None for found in current.recognitions)
    lent = qualification(first[0].qualification).fixed
    if stated or lent or any(found.level is None or found.place or found.level not in own.levels for found in first):
        return current
    levels = tuple(Recognition(own.name, found.level, "", found.or_above) for found in first)
    return RecognitionMatch(current.span, current.text, tuple(found.name for found in levels), levels)


_LEVEL_FIRST = re.compile(rf"(?P<level>{_WORD})(?P<above>{_ABOVE})?")


def _read_unknown(word: str) -> Recognition:
    """A recognition that the vocabulary does not hold: its level and the rest of the words."""
    found = _LEVEL_FIRST.match(word)
    if not found or not found["level"].endswith("级") or found.end() == len(word):
        return Recognition(word, known=False)
    return Recognition(word[found.end() :], _WORDS[found["level"]], or_above=bool(found["above"]), known=False)


@lru_cache(maxsize=NAMES_KEPT)
def _all_held(held: str) -> tuple[Recognition, ...]:
    """What a held name is, and everything that it includes."""
    have = read(held)
    if not have.known:
        return (have,)
    own = qualification(have.qualification)
    reached = [have]
    for name in own.includes:
        broader = read(name)
        level = broader.level if broader.level is not None else have.level
        reached.append(Recognition(broader.qualification, level, have.place))
        reached += [further for further in _all_held(reached[-1].name) if further not in reached]
    return tuple(reached)


def _answers(have: Recognition, want: Recognition) -> bool:
    if have.qualification != want.qualification or (want.place and have.place != want.place):
        return False
    if want.level is None or have.level == want.level:
        return True
    return want.or_above and have.level is not None and have.level.rank <= want.level.rank


@cache
def _index() -> PhraseIndex[tuple[Qualification, Level | None]]:
    return PhraseIndex(
        (word, (found, _implied(word, found)))
        for found in all_qualifications().values()
        for word in (found.name, *found.synonyms)
    )


def _implied(word: str, found: Qualification) -> Level | None:
    """The level that a synonym carries in itself: 国家企业技术中心 is 国家级."""
    if found.fixed:
        return None
    heads = ("国家级", "国家", "全国", "中国", "省级", "省", "市")
    starts = next((head for head in heads if word.startswith(head)), "")
    own = found.name.startswith(starts) if starts else True
    return None if own else Level.NATIONAL if starts == "中国" else _WORDS[starts]


def _qualification(row: dict[str, str]) -> Qualification:
    fixed = bool(row["fixed"])
    levels = (Level(row["fixed"]),) if fixed else tuple(_LETTERS[letter] for letter in split(row["levels"]))
    return Qualification(row["name"], row["owner"], levels, fixed, split(row["synonyms"]), split(row["includes"]))
