"""Values → codes, in numba; see ``kernels`` for what the functions do."""

from __future__ import annotations

from typing import Any

import numpy as np

from policymatch.batch.kernels.compiler import ALL_ONES, ONE, float_bits, jit
from policymatch.batch.kernels.lanes import choose_word, keep_word, rank_word

DRAWERS = 4096
FEW_STEPS = 8
FEW_BOUNDS = 96
"""Bounds that are compared one by one, 64 numbers at once; twice as fast as drawers even then."""
LARGEST = 2**63 - 1
UNROLLED = 4


@jit
def known_at(known: Any, row: int) -> bool:
    """Whether a row is known."""
    return len(known) == 0 or bool((known[row >> 6] >> np.uint64(row & 63)) & ONE)


@jit
def rank(values: Any, known: Any, bounds: Any, first: int, codes: Any) -> None:
    """See ``kernels.rank``."""
    if len(bounds) > FEW_BOUNDS:
        rank_many(values, bounds, first, codes)
        forget(known, codes)
        return
    whole = np.uint64(len(values) & ~63)
    for row in range(np.uint64(0), whole, np.uint64(64)):
        word = known[row >> np.uint64(6)] if len(known) else ALL_ONES
        rank_word(values, row, bounds, bounds.dtype.type(first), word, codes)
    for row in range(len(values) & ~63, len(values)):
        reached = 0
        for bound in bounds:
            reached += values[row] >= bound
        codes[row] = (first + reached) * known_at(known, row)


@jit
def forget(known: Any, codes: Any) -> None:
    """The codes of what is not known become 0."""
    if len(known):
        for row in range(np.uint64(0), np.uint64(len(codes) & ~63), np.uint64(64)):
            keep_word(codes, row, known[row >> np.uint64(6)])
        for row in range(len(codes) & ~63, len(codes)):
            codes[row] *= known_at(known, row)


@jit
def drawer(value: Any) -> Any:
    """Which of the drawers a number belongs to: by sign, magnitude, five leading bits; larger numbers never before."""
    bits = float_bits(np.int64(value))
    magnitude = max(0, ((bits >> 47) & 0xFFFF) - (1023 << 5))
    return DRAWERS // 2 + (magnitude ^ (bits >> 63))


@jit
def rank_many(values: Any, bounds: Any, first: int, codes: Any) -> None:
    """For many bounds: those of lower drawers are reached, those of the same drawer are compared."""
    before = np.zeros(DRAWERS + 1, np.int32)
    for bound in bounds:
        before[drawer(bound) + 1] += 1
    steps = before.max()
    before = np.cumsum(before).astype(np.int32)
    following = np.full(len(bounds) + steps + 1, LARGEST, np.int64)
    following[: len(bounds)] = bounds
    if steps > FEW_STEPS:
        halve(values, bounds, first, codes)
        return
    for row in range(len(values)):
        value = np.int64(values[row])
        reached = before[drawer(value)]
        for _ in range(steps):
            reached += value >= following[reached]
        codes[row] = first + min(reached, len(bounds))


@jit
def halve(values: Any, bounds: Any, first: int, codes: Any) -> None:
    """The same by halving, for many bounds close together."""
    for row in range(len(values)):
        low = 0
        length = len(bounds)
        while length > 1:
            half = length >> 1
            low += half * (bounds[low + half - 1] <= values[row])
            length -= half
        codes[row] = first + low + (bounds[low] <= values[row])


@jit
def choose(yes: Any, known: Any, high: Any, low: Any, codes: Any) -> None:
    """See ``kernels.choose``."""
    for row in range(np.uint64(0), np.uint64(len(codes) & ~63), np.uint64(64)):
        choose_word(yes[row >> np.uint64(6)], high, low, codes, row)
    for row in range(len(codes) & ~63, len(codes)):
        codes[row] = high if known_at(yes, row) else low
    forget(known, codes)


@jit
def look_up(values: Any, known: Any, table: Any, codes: Any) -> None:
    """See ``kernels.look_up``."""
    if len(known):
        for row in range(len(values)):
            here = (known[row >> 6] >> np.uint64(row & 63)) & ONE
            codes[row] = table[values[row] * here] * here
    else:
        for row in range(len(values)):
            codes[row] = table[values[row]]


@jit
def gather(lists: Any, known: Any, members: Any, table: Any, held: Any) -> None:
    """See ``kernels.gather``: the first members without a branch, since how many there are cannot be foreseen."""
    last = len(members) - 1
    for row in range(len(held)):
        start = lists[row]
        length = (lists[row + 1] - start) * (
            np.int64((known[row >> 6] >> np.uint64(row & 63)) & ONE) if len(known) else 1
        )
        found = np.uint64(0)
        for place in range(UNROLLED):
            found |= table[members[min(start + place, last)]] & np.uint64(-np.int64(place < length))
        for place in range(UNROLLED, length):
            found |= table[members[start + place]]
        held[row] = found


@jit
def spread(held: Any, marks: Any) -> None:
    """Octet i of each word becomes row i."""
    for group in range(len(marks)):
        row_marks, shift = marks[group], np.uint64(8 * group)
        for row in range(len(held)):
            row_marks[row] = np.uint8((held[row] >> shift) & np.uint64(255))
