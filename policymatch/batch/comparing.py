"""Everything whose verdict differs between two states: other profiles, other policies, another day, or all at once."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import replace

import numpy as np

from policymatch.batch.compiling import Program, compile_policies
from policymatch.batch.deltas import WORDS, Change, changes, named, pair_changes
from policymatch.batch.encoding import Encoded
from policymatch.batch.running import run
from policymatch.conditions import Node


class Comparison:
    """The items of two states, compiled once for all parts of the profiles.

        comparison = Comparison(items_then, items_now)
        then = encode_profiles(profiles_then, comparison.program, yesterday)
        now = encode_profiles(profiles_now, comparison.program, today, like=then)
        for change in comparison.changes(then, now): ...

    Args:
        before: key and condition of each item then.
        after: the same now.
    """

    def __init__(self, before: Mapping[Hashable, Node], after: Mapping[Hashable, Node]) -> None:
        every = list(dict.fromkeys((*before, *after)))
        same = [key for key in every if key in before and before[key] == after.get(key)]
        self._same = len(same)
        self._touched = [key for key in every if key not in before or before[key] != after.get(key)]
        sides = [[key for key in self._touched if key in items] for items in (before, after)]
        first = (len(same), len(same) + len(sides[0]))
        self._places = [range(start, start + len(keys)) for start, keys in zip(first, sides, strict=True)]
        self._numbers = [{key: number for number, key in enumerate(keys)} for keys in sides]
        self.program: Program = compile_policies(
            [
                *((key, before[key]) for key in same),
                *((key, items[key]) for keys, items in zip(sides, (before, after), strict=True) for key in keys),
            ]
        )
        """What the profiles of both states are to be encoded for."""

    @property
    def then(self) -> Program:
        """The items of the first state."""
        return self.program.only([*range(self._same), *self._places[0]])

    @property
    def now(self) -> Program:
        """The items of the second state."""
        return self.program.only([*range(self._same), *self._places[1]])

    def changes(self, then: Encoded, now: Encoded, *, threads: int = 2) -> Iterator[Change]:
        """Pairs whose verdict differs.

        Args:
            then: the codes of the first state, for ``program``.
            now: the same rows' codes in the second, encoded with ``like=then``.
            threads: how many blocks at once.

        Returns:
            Of an item that is in both states every other verdict; of a new one those that are not 不符合, with
            ``before`` None; of one that is gone those that were not, with ``after`` None.
        """
        if self._same:
            part = self.program.only(range(self._same))
            found = changes(replace(then, program=part), replace(now, program=part), threads=threads)
            yield from named(found, part)
        if self._touched:
            yield from self._of_touched(then, now, threads)

    def _of_touched(self, then: Encoded, now: Encoded, threads: int) -> Iterator[Change]:
        aligned = now.take(then.table_rows(np.arange(then.rows)))
        planes = [
            run(self.program.only(places), codes, threads=threads, words=WORDS).planes()
            for places, codes in zip(self._places, (then, aligned), strict=True)
        ]
        for (start, old), (_, new) in zip(*planes, strict=True):
            for key in self._touched:
                was, is_now = (
                    found[numbers[key]] if key in numbers else None
                    for numbers, found in zip(self._numbers, (old, new), strict=True)
                )
                yield from pair_changes(key, then, start, was, is_now)
