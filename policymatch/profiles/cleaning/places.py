"""The registered region of an enterprise: from the authority in its credit code, its address and the columns beside them."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from policymatch.profiles.cleaning.cells import CellError, fold
from policymatch.vocabulary import regions
from policymatch.vocabulary.region_tree import Region, all_regions

BOTH = "|"
"""Between two places of which either may be the one."""

_NOT_A_PLACE = r"(?![路街道巷弄])"


def registered_region(code: str, address: str, names: tuple[str, ...]) -> str:
    """The division an enterprise is registered in.

    The authority's code (characters 3 to 8 of the credit code) names the province, the city and often the county. An
    address refines it where it names a county of that same city in full. Where it names another county than the authority's,
    both stand (``340521|340506``): the code keeps the authority of the day it was given, so the enterprise may have moved, but
    an address alone does not prove it. A county that became the other is no contradiction.

    Args:
        code: a valid credit code.
        address: the registered address; may be empty.
        names: names of province, city and county from columns of their own, the largest first.

    Raises:
        CellError: none of them names a known place.
    """
    authority = _division(code[2:8])
    if authority is not None and not authority.endswith("00"):
        return _beside(authority, address)
    city = authority
    if city is None or city.endswith("0000"):
        beside = _named(names)
        if beside is not None and (city is None or beside.startswith(city[:2])):
            city = beside
    if city is None:
        raise CellError("登记机关代码、地址和地区列均不能确定所在地")
    return _refined(city, address)


@lru_cache(maxsize=8192)
def _division(code: str) -> str | None:
    """The code itself, the city it stood for where the county is not known, or None."""
    known = all_regions()
    for candidate in (code, f"{code[:4]}00", f"{code[:2]}0000"):
        if candidate in known:
            return regions.region(candidate).code
    return None


@lru_cache(maxsize=8192)
def _named(names: tuple[str, ...]) -> str | None:
    """The smallest place that the names, largest first, agree on."""
    found: str | None = None
    for name in filter(None, map(fold, names)):
        codes = regions.named(name, within=found)
        if len(codes) == 1:
            found = codes[0]
    return found


def _beside(authority: str, address: str) -> str:
    """The authority's county, and beside it the other of the same city that an address names in full."""
    named = _refined(f"{authority[:4]}00", address)
    if named.endswith("00") or named == authority:
        return authority
    if _is_part(authority, named):
        return named
    return authority if _is_part(named, authority) else f"{authority}{BOTH}{named}"


@lru_cache(maxsize=8192)
def _is_part(code: str, other: str) -> bool:
    return bool(regions.locate(code, other))


def _refined(area: str, address: str) -> str:
    """The smallest place inside an area that an address names in full."""
    while area.endswith("00") and address:
        pattern, codes = _inside(area)
        found = pattern.search(address) if pattern is not None else None
        if found is None:
            break
        area = codes[found[0]]
    return area


@cache
def _inside(above: str) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    """The counties of a city (of a province: its counties and cities) by full name, those in force first."""
    prefix = above[:2] if above.endswith("0000") else above[:4]
    inside = [found for found in all_regions().values() if found.code.startswith(prefix) and found.code != above]
    inside.sort(key=lambda found: (found.valid_to is not None, found.code.endswith("00")))
    codes: dict[str, str] = {}
    for found in inside:
        if _distinct(found):
            codes.setdefault(found.name, found.code)
    if not codes:
        return None, {}
    longest = sorted(codes, key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(map(re.escape, longest))}){_NOT_A_PLACE}"), codes


def _distinct(found: Region) -> bool:
    """Names such as 市辖区, 郊区 or 城区 are no evidence."""
    return found.name not in {"市辖区", "县", "郊区", "城区", "矿区", "新区"}
