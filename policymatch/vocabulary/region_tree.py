"""The tree of administrative divisions (GB/T 2260) with its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from policymatch.errors import UnknownRegionError
from policymatch.vocabulary.nearest import nearest
from policymatch.vocabulary.tables import read_csv

_PLACEHOLDERS = {f"{city}00": f"{city[:2]}0000" for city in ("1101", "1201", "3101", "5001", "5002")}
"""市辖区 and 县 of the municipalities: no place of their own."""


class Level(StrEnum):
    """How high a division stands."""

    PROVINCE = "省级"
    CITY = "市级"
    COUNTY = "区县级"


@dataclass(frozen=True, slots=True)
class Region:
    """One division.

    Args:
        code: six digits.
        name: its full own name, such as 南沙区.
        valid_from: its first day, as exact as the table knows (the first day of the month or year); None where older.
        valid_to: its last day; None where it is in force.
    """

    code: str
    name: str
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def level(self) -> Level:
        """By the code: 440000 is a province, 440100 a city, 440115 a district."""
        if self.code.endswith("0000"):
            return Level.PROVINCE
        return Level.CITY if self.code.endswith("00") else Level.COUNTY


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a division: all of it, or a part, went to another on a day."""

    old: str
    new: str
    on: date
    whole: bool


@cache
def all_regions() -> dict[str, Region]:
    """Every division by its code, those given up too."""
    rows = (
        Region(row["code"], row["name"], first_day(row["begins"]), _day_before(row["ends"]))
        for row in read_csv("regions.csv")
    )
    return {region.code: region for region in rows}


@cache
def successions() -> dict[str, tuple[Change, ...]]:
    """The changes by the code they took from."""
    return _grouped("old")


@cache
def origins() -> dict[str, tuple[Change, ...]]:
    """The changes by the code they gave to."""
    return _grouped("new")


def region(code: str) -> Region:
    """One division by its code; the placeholder 110100 (市辖区) is the municipality itself.

    Raises:
        UnknownRegionError: no division has or had this code.
    """
    known = all_regions()
    try:
        return known[_PLACEHOLDERS.get(code, code)]
    except KeyError:
        near = "、".join(f"{near}（{known[near].name}）" for near in nearest(code, known, limit=3))
        message = f"没有行政区划代码“{code}”"
        raise UnknownRegionError(message, hint=f"代码为 GB/T 2260 六位数字；相近的有 {near}") from None


@cache
def ancestors(code: str) -> tuple[Region, ...]:
    """The division and all above it, the smallest first: 南沙区, 广州市, 广东省; a county may hang on its province.

    Raises:
        UnknownRegionError: no division has or had this code.
    """
    own = region(code)
    above = (f"{own.code[:4]}00", f"{own.code[:2]}0000")
    known = all_regions()
    return (own, *(known[up] for up in above if up in known and up != own.code))


def full_name(code: str) -> str:
    """The name from the province down: 广东省广州市南沙区."""
    return "".join(part.name for part in reversed(ancestors(code)))


@cache
def _codes_above(code: str) -> frozenset[str]:
    return frozenset(found.code for found in ancestors(code))


def children(code: str) -> tuple[Region, ...]:
    """The divisions in force right below this one, by code."""
    return tuple(
        found for found in all_regions().values() if found.valid_to is None and code in _parent_codes(found.code)
    )


def locate(code: str, ancestor: str, *, on: date | None = None) -> bool | None:
    """Whether a place lies in an area, by code and with history.

    A code given up is followed to its successors; an ``ancestor`` given up, or narrower today than on the day asked, is
    the area it was then.

    Args:
        code: the place, as recorded; codes since given up may stand in old records.
        ancestor: the area asked for.
        on: the day on which the area is meant; None for today's boundaries.

    Returns:
        None where the records cannot tell: 江干区 went to two districts; a city does not say which of its districts.

    Raises:
        UnknownRegionError: one of the codes never was.
    """
    place, area = region(code), region(ancestor)
    if area.code in _codes_above(place.code):
        return True
    if place.code in _codes_above(area.code):
        return None
    later = [area.code in _codes_above(code) for code in _became(place.code)]
    return _agree(later) if any(later) else _formerly(place, area, on)


@cache
def areas_around(code: str) -> frozenset[str]:
    """The codes of all areas that a place lies, may lie or once lay in; ``locate`` is False of others not within it.

    Raises:
        UnknownRegionError: no division has or had this code.
    """
    place = region(code)
    later = (_codes_above(found) for found in _became(place.code))
    earlier = (areas_around(change.old) for change in origins().get(place.code, ()))
    return _codes_above(place.code).union(*later, *earlier)


def first_day(partial: str) -> date | None:
    """The first day of a date as exact as known: 2018-06 is 2018-06-01; None for an empty cell."""
    if not partial:
        return None
    year, month, day = (*map(int, partial.split("-")), 1, 1)[:3]
    return date(year, month, day)


def _formerly(place: Region, area: Region, on: date | None) -> bool | None:
    """Whether a place lies in what an area once was: wholly, in part (None) or not at all."""
    came = [change for change in origins().get(place.code, ()) if _counts(change, area, on)]
    parts: list[bool | None] = [_was_in(change.old, area) for change in came]
    return _agree([*parts, False] if place.valid_from is None else parts) if parts else False


@cache
def _became(code: str) -> frozenset[str]:
    """The divisions of today that a code given up went to; the code itself where none is recorded."""
    changes = successions().get(code, ())
    if region(code).valid_to is None or not changes:
        return frozenset([code])
    return frozenset(later for change in changes for later in _became(change.new))


def _was_in(code: str, area: Region) -> bool:
    """Whether a former division, or everything that it was made of, lay in an area."""
    if area.code in _codes_above(code):
        return True
    before = origins().get(code, ())
    return bool(before) and all(_was_in(change.old, area) for change in before)


def _counts(change: Change, area: Region, on: date | None) -> bool:
    """Whether the area is meant as it was before this change."""
    return area.valid_to is not None or (on is not None and on < change.on)


def _agree(answers: Sequence[bool | None]) -> bool | None:
    """What all the parts say; None where they differ."""
    return answers[0] if all(answer == answers[0] for answer in answers) else None


def _grouped(side: str) -> dict[str, tuple[Change, ...]]:
    grouped: dict[str, list[Change]] = {}
    for row in read_csv("region_changes.csv"):
        on = first_day(row["changed"]) or date.min
        grouped.setdefault(row[side], []).append(Change(row["old"], row["new"], on, row["share"] == "whole"))
    return {code: tuple(changes) for code, changes in grouped.items()}


@cache
def _parent_codes(code: str) -> tuple[str, ...]:
    return tuple(found.code for found in ancestors(code)[1:2])


def _day_before(partial: str) -> date | None:
    first = first_day(partial)
    return first - timedelta(days=1) if first else None
