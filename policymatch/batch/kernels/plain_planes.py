"""Codes → planes of a block, in numpy."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from policymatch.batch.kernels.layout import ALL_OF, EMPTY, FULL, RUNS

Array = npt.NDArray[Any]


def _pack(truths: Array, plane: Array) -> None:
    packed = np.packbits(truths, bitorder="little")
    octets = plane.view(np.uint8)
    octets[: len(packed)] = packed
    octets[len(packed) :] = 0


def code_planes(codes: Array, arena: Array, has: Array, base: int, size: int) -> None:
    """Plane ``base + c`` becomes "code at least c" for c > 1, plane ``base`` "missing"; counts go to ``has``."""
    _pack(codes == 0, arena[base])
    counts = np.bincount(codes, minlength=size)
    counts[2:] = np.cumsum(counts[:1:-1])[::-1]
    has[base : base + size] = counts
    for code in range(2, size):
        if counts[code]:
            _pack(codes >= code, arena[base + code])
        else:
            arena[base + code] = 0


def mark_planes(marks: Array, arena: Array, has: Array, base: int, size: int) -> None:
    """Plane ``base + i`` becomes "the row has mark i", which is bit i & 7 of group i >> 3."""
    for place in range(size):
        held = marks[place >> 3] & np.uint8(1 << (place & 7)) != 0
        _pack(held, arena[base + place])
        has[base + place] = np.count_nonzero(held)


def flag_plane(flags: Array, arena: Array, has: Array, slot: int) -> None:
    """The plane of a byte a row, 0 or 1."""
    mark_planes(flags.reshape(1, -1), arena, has, slot, 1)


def _ones(plane: Array) -> int:
    return int(np.bitwise_count(plane).sum())


def recipes(arena: Array, has: Array, targets: Array, kinds: Array, operands: Array, starts: Array) -> None:
    """Planes made of others: unions of runs of codes, any or all of listed planes."""
    for recipe, target in enumerate(targets):
        used = operands[starts[recipe] : starts[recipe + 1]]
        if kinds[recipe] == RUNS:
            arena[target] = np.bitwise_or.reduce(arena[used[::2]] & ~arena[used[1::2]], axis=0)
        elif kinds[recipe] == ALL_OF:
            arena[target] = np.bitwise_and.reduce(arena[used], axis=0)
        else:
            arena[target] = np.bitwise_or.reduce(arena[used], axis=0)
        has[target] = _ones(arena[target])


def patch(
    arena: Array,
    has: Array,
    true_slots: Array,
    open_slots: Array,
    rows: Array,
    readings: Array,
    surely: Array,
    possibly: Array,
) -> None:
    """Write the truth of odd readings into the predicates' own planes."""
    bits = np.uint64(1) << (rows & 63).astype(np.uint64)
    for predicate in range(len(true_slots)):
        sure = surely[predicate, readings]
        maybe = possibly[predicate, readings] & ~sure
        for slot, chosen in ((true_slots[predicate], sure), (open_slots[predicate], maybe)):
            np.bitwise_or.at(arena[slot], rows[chosen] >> 6, bits[chosen])
            has[slot] = _ones(arena[slot])


def states(has: Array, true_slots: Array, open_slots: Array, rows: int, state: Array) -> None:
    """Per literal whether it is possible for nobody in the block (EMPTY), or sure for everybody (FULL)."""
    yes, unknown = has[true_slots], has[open_slots]
    none = (yes == 0) & (unknown == 0)
    state[::2] = np.where(none, EMPTY, np.where(yes == rows, FULL, 0))
    state[1::2] = np.where(yes == rows, EMPTY, np.where(none, FULL, 0))
