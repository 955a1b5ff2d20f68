"""The same support at several levels of government (省、市、区): told as one, naming all. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol, TypeVar

from policymatch.errors import UnknownRegionError
from policymatch.vocabulary import regions

COUNTRY = "100000"
_PLACES = re.compile(r"(?:国家|全国|中央|省|自治区|市|区|县|镇|街道|开发区|高新区|新区)级")
_NOISE = re.compile(r"[\s（）()《》“”\"'、，,·：:－—-]|的|对|给予|企业|单位|项目")
_WORDS = tuple(
    (re.compile(pattern), word)
    for pattern, word in (
        (r"奖励|奖补|补助|补贴|资助|扶持|支持|激励|资金|奖", "补"),
        (r"高新技术企业|高企", "高新技术"),
        (r"专精特新[“”\"]?小巨人[“”\"]?|小巨人", "小巨人"),
        (r"认定|评定|首次|当年|一次性", ""),
    )
)
_SHORTEST = 3


class Placed(Protocol):
    """An item as far as its level is concerned."""

    @property
    def name(self) -> str:
        """The item's name."""

    @property
    def region(self) -> str | None:
        """Where its policy applies."""


T = TypeVar("T", bound=Placed)


def level_of(region: str | None) -> str:
    """The level of government of a policy: country, province, city or county; the country where no place is named."""
    if not region or region == COUNTRY:
        return "country"
    try:
        return _LEVELS[regions.level(region)]
    except UnknownRegionError:
        return "county"  # a zone without a code of its own


def support_of(name: str, region: str | None) -> str:
    """What an item's name says beside the place and the words that every such name has."""
    bare = name
    if region and region != COUNTRY:
        for place in _places(region):
            bare = bare.replace(place, "")
    bare = _PLACES.sub("", bare)
    for pattern, word in _WORDS:
        bare = pattern.sub(word, bare)
    bare = re.sub("(补)+", "补", _NOISE.sub("", bare))
    return bare if len(bare) >= _SHORTEST else ""


def _places(region: str) -> list[str]:
    try:
        return [place.name for place in regions.ancestors(region)]
    except UnknownRegionError:
        return []


def together(items: Sequence[T]) -> list[list[T]]:
    """Items of the same support in one group: alike in name, of different levels, one place within the other.

    Returns:
        Groups in the order of their first item, the highest level first within each.
    """
    groups: list[list[T]] = []
    by_support: dict[str, list[list[T]]] = {}
    for item in items:
        support = support_of(item.name, item.region)
        known = next((group for group in by_support.get(support, []) if _joins(item, group)), None) if support else None
        if known is not None:
            known.append(item)
            continue
        groups.append([item])
        by_support.setdefault(support, []).append(groups[-1])
    return [sorted(group, key=lambda item: _RANK[level_of(item.region)]) for group in groups]


_LEVELS = {regions.Level.PROVINCE: "province", regions.Level.CITY: "city", regions.Level.COUNTY: "county"}
_RANK = {"country": 0, "province": 1, "city": 2, "county": 3}


def _joins(item: Placed, group: Sequence[Placed]) -> bool:
    return all(level_of(item.region) != level_of(other.region) and _nested(item, other) for other in group)


def _nested(one: Placed, other: Placed) -> bool:
    if "country" in (level_of(one.region), level_of(other.region)):
        return True
    first, second = str(one.region), str(other.region)
    return regions.within(first, second) or regions.within(second, first)
