"""Which wanted places and branches a value may meet at all, so that the others need not be asked one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Protocol

from policymatch.vocabulary import industries, region_tree
from policymatch.vocabulary.zones import is_zone

_branch_codes = cache(industries.codes)


class BranchIndex:
    """Finds the wanted branches above or below a branch."""

    def __init__(self, wanted: Iterable[str]) -> None:
        self._exact: dict[str, set[str]] = {}
        self._below: dict[str, set[str]] = {}
        self._unknown = {name for name in wanted if not _branch_codes(name)}
        self._all = frozenset(wanted)
        for name in wanted:
            for code in _branch_codes(name):
                self._exact.setdefault(code, set()).add(name)
                for length in range(1, len(code)):
                    self._below.setdefault(code[:length], set()).add(name)

    def near(self, value: str) -> Iterable[str]:
        """All that is not surely apart; everything for a name that the tree does not know."""
        codes = _branch_codes(value)
        if not codes:
            return self._all
        found = set(self._unknown)
        for code in codes:
            found |= self._below.get(code, set())
            for length in range(1, len(code) + 1):
                found |= self._exact.get(code[:length], set())
        return found


class PlaceIndex:
    """Finds the wanted areas above or below a place, today or once; zones are always asked."""

    def __init__(self, wanted: Iterable[str]) -> None:
        self._all = frozenset(wanted)
        self._zones = frozenset(filter(is_zone, self._all))
        self._by_code: dict[str, set[str]] = {}
        self._within: dict[str, set[str]] = {}
        for name in self._all - self._zones:
            code = region_tree.region(name).code
            self._by_code.setdefault(code, set()).add(name)
            for area in region_tree.ancestors(code):
                self._within.setdefault(area.code, set()).add(name)

    def near(self, value: str) -> Iterable[str]:
        """All that is not surely apart; everything for a zone."""
        if is_zone(value):
            return self._all
        areas = (self._by_code.get(code, ()) for code in region_tree.areas_around(value))
        return self._zones.union(self._within.get(region_tree.region(value).code, ()), *areas)


class NameIndex(Protocol):
    """What finds the wanted names that a value may meet."""

    def near(self, value: str) -> Iterable[str]:
        """All wanted names that the value does not surely miss."""


INDEXES: dict[str, Callable[[Iterable[str]], NameIndex]] = {"industry": BranchIndex, "region": PlaceIndex}
"""By the type of field."""
