"""Codes → planes of a block, in numba."""

from __future__ import annotations

from typing import Any

import numpy as np

from policymatch.batch.kernels.compiler import ALL_ONES, NONE, ONE, jit, popcount
from policymatch.batch.kernels.lanes import marked_word, reached_word
from policymatch.batch.kernels.layout import ANY_OF, EMPTY, FULL, RUNS


@jit
def code_planes(codes: Any, arena: Any, has: Any, base: int, size: int) -> None:
    """Plane ``base + c`` becomes "code at least c" for c > 1, plane ``base`` "missing"; counts go to ``has``."""
    whole = len(codes) >> 6
    for code in range(1, size):
        slot = base if code == 1 else base + code
        flip = ALL_ONES if code == 1 else NONE
        total = NONE
        for word in range(whole):
            reached = flip ^ reached_word(codes, np.uint64(word << 6), codes.dtype.type(code))
            arena[slot, word] = reached
            total += popcount(reached)
        has[slot] = np.int64(total)
        for word in range(whole, arena.shape[1]):
            arena[slot, word] = NONE
    last_codes(codes, arena, has, base)


@jit
def last_codes(codes: Any, arena: Any, has: Any, base: int) -> None:
    """The rows that fill no word."""
    for row in range(len(codes) & ~63, len(codes)):
        bit = ONE << np.uint64(row & 63)
        if codes[row] == 0:
            arena[base, row >> 6] |= bit
            has[base] += 1
        for code in range(2, np.int64(codes[row]) + 1):
            arena[base + code, row >> 6] |= bit
            has[base + code] += 1


@jit
def mark_planes(marks: Any, arena: Any, has: Any, base: int, size: int) -> None:
    """Plane ``base + i`` becomes "the row has mark i", which is bit i & 7 of group i >> 3."""
    whole = marks.shape[1] >> 6
    for place in range(size):
        group, wanted = marks[place >> 3], np.uint8(1 << (place & 7))
        total = NONE
        for word in range(whole):
            held = marked_word(group, np.uint64(word << 6), wanted)
            arena[base + place, word] = held
            total += popcount(held)
        for word in range(whole, arena.shape[1]):
            arena[base + place, word] = NONE
        for row in range(whole << 6, len(group)):
            held = np.uint64((group[row] & wanted) != 0)
            arena[base + place, row >> 6] |= held << np.uint64(row & 63)
            total += held
        has[base + place] = np.int64(total)


@jit
def flag_plane(flags: Any, arena: Any, has: Any, slot: int) -> None:
    """The plane of a byte a row, 0 or 1."""
    mark_planes(flags.reshape(1, -1), arena, has, slot, 1)


@jit
def count_ones(arena: Any, slot: int) -> int:
    """The ones of a plane."""
    total = np.uint64(0)
    for word in range(arena.shape[1]):
        total += popcount(arena[slot, word])
    return int(np.int64(total))


@jit
def recipes(arena: Any, has: Any, targets: Any, kinds: Any, operands: Any, starts: Any) -> None:
    """Planes made of others: unions of runs of codes, any or all of listed planes."""
    for recipe in range(len(targets)):
        target, low, high = targets[recipe], starts[recipe], starts[recipe + 1]
        if kinds[recipe] == RUNS:
            for word in range(arena.shape[1]):
                arena[target, word] = NONE
            for place in range(low, high, 2):
                above, below = operands[place], operands[place + 1]
                for word in range(arena.shape[1]):
                    arena[target, word] |= arena[above, word] & ~arena[below, word]
        else:
            first = operands[low]
            for word in range(arena.shape[1]):
                arena[target, word] = arena[first, word]
            for place in range(low + 1, high):
                combine(arena, target, operands[place], kinds[recipe])
        has[target] = count_ones(arena, target)


@jit
def combine(arena: Any, target: int, other: int, kind: int) -> None:
    """One more plane into an "any of" or "all of"."""
    if kind == ANY_OF:
        for word in range(arena.shape[1]):
            arena[target, word] |= arena[other, word]
    else:
        for word in range(arena.shape[1]):
            arena[target, word] &= arena[other, word]


@jit
def patch(
    arena: Any, has: Any, true_slots: Any, open_slots: Any, rows: Any, readings: Any, surely: Any, possibly: Any
) -> None:
    """Write the truth of odd readings into the predicates' own planes."""
    for predicate in range(len(true_slots)):
        for place in range(len(rows)):
            word, bit = rows[place] >> 6, ONE << np.uint64(rows[place] & 63)
            reading = readings[place]
            if surely[predicate, reading]:
                arena[true_slots[predicate], word] |= bit
            elif possibly[predicate, reading]:
                arena[open_slots[predicate], word] |= bit
        has[true_slots[predicate]] = count_ones(arena, true_slots[predicate])
        has[open_slots[predicate]] = count_ones(arena, open_slots[predicate])


@jit
def states(has: Any, true_slots: Any, open_slots: Any, rows: int, state: Any) -> None:
    """Per literal whether it is possible for nobody in the block (EMPTY), or sure for everybody (FULL)."""
    for predicate in range(len(true_slots)):
        yes, unknown = has[true_slots[predicate]], has[open_slots[predicate]]
        state[2 * predicate] = EMPTY if yes == 0 and unknown == 0 else FULL if yes == rows else 0
        state[2 * predicate + 1] = EMPTY if yes == rows else FULL if yes == 0 and unknown == 0 else 0
