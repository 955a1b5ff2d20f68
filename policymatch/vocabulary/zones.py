"""Functional zones: areas that policies name and GB/T 2260 does not code (高新区, 经开区, 新区, 自贸片区, 示范区).

A zone is a set of divisions that it covers wholly and a set that it covers in part, with the days on which it was set
up and given up. What the codes cannot tell (an address in a district that the zone only cuts) is None: it takes a fact
or a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from policymatch.errors import UnknownRegionError
from policymatch.vocabulary import region_tree
from policymatch.vocabulary.nearest import nearest
from policymatch.vocabulary.phrases import Match, PhraseIndex
from policymatch.vocabulary.tables import read_csv, split

PREFIX = "Z:"


@dataclass(frozen=True, slots=True)
class Zone:
    """One functional zone.

    Args:
        id: ``Z:`` and its short name.
        name: its full name.
        kind: 国家级新区, 自由贸易试验区, 自贸片区, 高新区, 经开区, 自主创新示范区, 综合保税区 or another.
        level: 国家级 or 省级.
        whole: divisions that it covers wholly.
        part: divisions that it covers in part.
        valid_from: its first day, as exact as known; None where not in the table.
        valid_to: its last day; None where it is in force.
        aliases: its other names.
    """

    id: str
    name: str
    kind: str
    level: str
    whole: tuple[str, ...]
    part: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None
    aliases: tuple[str, ...]

    @property
    def hosts(self) -> tuple[str, ...]:
        """All divisions that it touches."""
        return self.whole + self.part

    def in_force(self, on: date | None) -> bool:
        """Whether it existed on the day; without a day, whether it has not been given up."""
        if on is None:
            return self.valid_to is None
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


def is_zone(code: str) -> bool:
    """Whether an id names a zone rather than a division."""
    return code.startswith(PREFIX)


@cache
def all_zones() -> dict[str, Zone]:
    """Every zone by its id."""
    return {found.id: found for found in map(_zone, read_csv("zones.csv"))}


def zone(zone_id: str) -> Zone:
    """One zone by its id.

    Raises:
        UnknownRegionError: there is none; the nearest are named.
    """
    try:
        return all_zones()[zone_id]
    except KeyError:
        hint = f"是否指：{'、'.join(nearest(zone_id, all_zones()))}"
        raise UnknownRegionError(f"没有功能区“{zone_id}”", hint=hint) from None


def find(text: str) -> tuple[Match[Zone], ...]:
    """The zones that a text names, in order, the longest name at each place."""
    return _index().find(text)


def named(name: str) -> Zone | None:
    """The zone of exactly this name or alias."""
    return _index().get(name)


def locate(code: str, ancestor: str, *, on: date | None = None) -> bool | None:
    """Whether a place or zone lies in an area of which at least one of the two is a zone.

    Raises:
        UnknownRegionError: there is no such code or zone.
    """
    if not is_zone(ancestor):
        return _all_in(zone(code).hosts, ancestor, on)
    area = zone(ancestor)
    if not area.in_force(on):
        return False
    if is_zone(code):
        answers = [_in_zone(host, area, on) for host in zone(code).hosts]
        surely = all(answers) or (False if True not in answers and None not in answers else None)
        return None if surely is None else bool(surely)
    return _in_zone(code, area, on)


def _in_zone(code: str, area: Zone, on: date | None) -> bool | None:
    if any(region_tree.locate(code, whole, on=on) for whole in area.whole):
        return True
    touches = (region_tree.locate(code, cut, on=on) is not False for cut in area.hosts)
    holds = (region_tree.locate(cut, code, on=on) is not False for cut in area.hosts)
    return None if any(touches) or any(holds) else False


def _all_in(hosts: Sequence[str], ancestor: str, on: date | None) -> bool | None:
    answers = {region_tree.locate(host, ancestor, on=on) for host in hosts}
    if len(answers) == 1:
        answer = answers.pop()
        if answer is False and any(region_tree.locate(ancestor, host, on=on) for host in hosts):
            return None
        return answer
    return None


@cache
def _index() -> PhraseIndex[Zone]:
    return PhraseIndex((name, found) for found in all_zones().values() for name in (found.name, *found.aliases))


def _zone(row: dict[str, str]) -> Zone:
    ends = region_tree.first_day(row["ends"])
    return Zone(
        f"{PREFIX}{row['id']}", row["name"], row["kind"], row["level"], split(row["whole"]), split(row["part"]),
        region_tree.first_day(row["begins"]), ends, (row["id"], *split(row["aliases"])),
    )  # fmt: skip
