"""Values → codes, in numba; see ``kernels`` for what the functions do."""

from __future__ import annotations

from typing import Any

import numpy as np

from policymatch.batch.kernels.compiler import float_bits, jit

DRAWERS = 4096
FEW_STEPS = 8
LARGEST = 2**63 - 1


@jit
def drawer(value: Any) -> Any:
    """Which of the drawers a number belongs to: by sign, magnitude, five leading bits; larger numbers never before."""
    bits = float_bits(np.int64(value))
    magnitude = max(0, ((bits >> 47) & 0xFFFF) - (1023 << 5))
    return DRAWERS // 2 + (magnitude ^ (bits >> 63))


@jit
def rank(values: Any, known: Any, bounds: Any, first: int, codes: Any) -> None:
    """See ``kernels.rank``: the bounds of lower drawers are reached, those of the same drawer are compared."""
    before = np.zeros(DRAWERS + 1, np.int32)
    for bound in bounds:
        before[drawer(bound) + 1] += 1
    steps = before.max()
    before = np.cumsum(before).astype(np.int32)
    following = np.full(len(bounds) + steps + 1, LARGEST, np.int64)
    following[: len(bounds)] = bounds
    if steps <= FEW_STEPS:
        for row in range(len(values)):
            value = np.int64(values[row])
            reached = before[drawer(value)]
            for _ in range(steps):
                reached += value >= following[reached]
            codes[row] = first + min(reached, len(bounds))
    else:
        halve(values, bounds, first, codes)
    if len(known):
        for row in range(len(values)):
            codes[row] *= known[row]


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
def look_up(values: Any, known: Any, table: Any, codes: Any) -> None:
    """See ``kernels.look_up``."""
    if len(known):
        for row in range(len(values)):
            codes[row] = table[values[row] * known[row]] * known[row]
    else:
        for row in range(len(values)):
            codes[row] = table[values[row]]


@jit
def expand(lists: Any, known: Any, members: Any, starts: Any, items: Any, fresh: Any, out: Any) -> None:
    """See ``kernels.expand``."""
    filled = 0
    for row in range(len(lists) - 1):
        if len(known) == 0 or known[row]:
            for place in range(lists[row], lists[row + 1]):
                member = members[place]
                for item in range(starts[member], starts[member + 1]):
                    out[filled] = items[item]
                    filled += 1
        fresh[row + 1] = filled


@jit
def pick_lengths(starts: Any, places: Any, picked: Any) -> None:
    """See ``kernels.pick_rows``: where each picked row will end."""
    total = 0
    for row in range(len(places)):
        total += starts[places[row] + 1] - starts[places[row]]
        picked[row + 1] = total


@jit
def pick_items(starts: Any, items: Any, places: Any, picked: Any, out: Any) -> None:
    """See ``kernels.pick_rows``: the rows' items."""
    for row in range(len(places)):
        source = starts[places[row]]
        for place in range(picked[row + 1] - picked[row]):
            out[picked[row] + place] = items[source + place]
