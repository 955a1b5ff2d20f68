"""The kernel in numba. Planes are rows of 64-bit words, bit i of word w is stored place ``64 w + i`` of the block."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numba
import numpy as np
from numba import types
from numba.extending import intrinsic

from policymatch.batch import instructions as code_of
from policymatch.batch.kernels.layout import EMPTY, FULL, RUNS

F = TypeVar("F", bound=Callable[..., Any])
WIDTH = code_of.WIDTH
SET_LIT, AND_LIT, OR_LIT, AGREE_LIT = code_of.SET_LIT, code_of.AND_LIT, code_of.OR_LIT, code_of.AGREE_LIT
AND, OR, AGREE, MEET = code_of.AND, code_of.OR, code_of.AGREE, code_of.MEET
FILL, CLOSE, LEAF, STEP, COPY, GAPS = (
    code_of.FILL, code_of.CLOSE, code_of.LEAF, code_of.STEP, code_of.COPY, code_of.GAPS,
)  # fmt: skip
ONE = np.uint64(1)
ALL_ONES = np.uint64(0xFFFFFFFFFFFFFFFF)
NONE = np.uint64(0)
T, N, G = 0, 1, 2


def jit(function: F) -> F:
    """Compile, keep the machine code on disk, let other threads run."""
    made: F = numba.njit(cache=True, nogil=True, error_model="numpy")(function)
    return made


@intrinsic  # type: ignore[untyped-decorator]
def popcount(_typing: Any, _word: Any) -> Any:
    """The number of ones of a word, by the processor's own instruction."""

    def build(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.ctpop(arguments[0])

    return types.uint64(types.uint64), build


@jit
def rank(values: Any, known: Any, bounds: Any, first: int, codes: Any) -> None:
    """See ``kernels.rank``."""
    count = len(bounds)
    if count <= 8:
        for row in range(len(values)):
            reached = first
            for place in range(count):
                reached += values[row] >= bounds[place]
            codes[row] = reached
    else:
        for row in range(len(values)):
            low: Any = np.int64(0)
            length = count
            while length > 1:
                half = length >> 1
                low += half if bounds[low + half - 1] <= values[row] else 0
                length -= half
            codes[row] = first + low + (bounds[low] <= values[row])
    if len(known):
        for row in range(len(values)):
            if known[row] == 0:
                codes[row] = 0


@jit
def look_up(values: Any, known: Any, table: Any, codes: Any) -> None:
    """See ``kernels.look_up``."""
    for row in range(len(values)):
        if len(known) and known[row] == 0:
            codes[row] = 0
        else:
            codes[row] = table[values[row]]


@jit
def code_planes(codes: Any, arena: Any, has: Any, base: int, size: int) -> None:
    """Plane ``base + c`` becomes "code at least c" for c > 1, plane ``base`` "missing"; counts go to ``has``."""
    for slot in range(base, base + size):
        has[slot] = 0
        for word in range(arena.shape[1]):
            arena[slot, word] = NONE
    for row in range(len(codes)):
        slot = base + np.int64(codes[row])
        arena[slot, row >> 6] |= ONE << np.uint64(row & 63)
        has[slot] += 1
    for slot in range(base + size - 2, base + 1, -1):
        has[slot] += has[slot + 1]
        for word in range(arena.shape[1]):
            arena[slot, word] |= arena[slot + 1, word]


@jit
def list_planes(starts: Any, items: Any, arena: Any, has: Any, base: int, size: int) -> None:
    """Plane ``base + i`` becomes "item i is in the row's list"."""
    for slot in range(base, base + size):
        for word in range(arena.shape[1]):
            arena[slot, word] = NONE
    for row in range(len(starts) - 1):
        for place in range(starts[row], starts[row + 1]):
            arena[base + np.int64(items[place]), row >> 6] |= ONE << np.uint64(row & 63)
    for slot in range(base, base + size):
        has[slot] = count_ones(arena, slot)


@jit
def flag_plane(flags: Any, arena: Any, has: Any, slot: int) -> None:
    """The plane of a byte a row."""
    for word in range(arena.shape[1]):
        arena[slot, word] = NONE
    for row in range(len(flags)):
        arena[slot, row >> 6] |= np.uint64(flags[row] != 0) << np.uint64(row & 63)
    has[slot] = count_ones(arena, slot)


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
    """One more plane into an "any of" (kind 2) or "all of" (kind 3)."""
    if kind == 2:
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


@jit
def literal_into(kind: int, arena: Any, yes: int, unknown: int, negated: int, regs: Any, r: int) -> None:
    """Combine a literal's T and N with a register's."""
    words = arena.shape[1]
    if kind == AND_LIT and negated == 0:
        for w in range(words):
            t = arena[yes, w]
            regs[r, T, w] &= t
            regs[r, N, w] &= t | arena[unknown, w]
    elif kind == AND_LIT:
        for w in range(words):
            t = arena[yes, w]
            regs[r, T, w] &= ~(t | arena[unknown, w])
            regs[r, N, w] &= ~t
    else:
        flip = ALL_ONES if negated else NONE
        for w in range(words):
            t = arena[yes, w]
            n = t | arena[unknown, w]
            surely, possibly = (n, t) if negated else (t, n)
            surely, possibly = surely ^ flip, possibly ^ flip
            if kind == SET_LIT:
                regs[r, T, w], regs[r, N, w] = surely, possibly
            elif kind == OR_LIT:
                regs[r, T, w] |= surely
                regs[r, N, w] |= possibly
            else:
                regs[r, T, w] &= surely
                regs[r, N, w] |= possibly


@jit
def literal_gaps(kind: int, arena: Any, yes: int, unknown: int, judged: bool, regs: Any, r: int) -> None:
    """Combine a literal's F with a register's: unknown, and no judgement."""
    for w in range(arena.shape[1]):
        gap = NONE if judged else arena[unknown, w] & ~arena[yes, w]
        regs[r, G, w] = gap if kind == SET_LIT else regs[r, G, w] | gap


@jit
def register_into(kind: int, regs: Any, r: int, s: int, x: int, gaps: bool) -> None:
    """An instruction on registers alone."""
    words = regs.shape[2]
    for w in range(words):
        if kind in (AND, MEET):
            regs[r, T, w] &= regs[s, T, w]
            regs[r, N, w] &= regs[s, N, w]
        elif kind == OR:
            regs[r, T, w] |= regs[s, T, w]
            regs[r, N, w] |= regs[s, N, w]
        elif kind == AGREE:
            regs[r, T, w] &= regs[s, T, w]
            regs[r, N, w] |= regs[s, N, w]
        elif kind == STEP:
            regs[r, T, w] |= regs[s, T, w] & regs[x, T, w]
            regs[r, N, w] |= regs[s, N, w] & regs[x, N, w]
        elif kind == COPY:
            regs[r, T, w] = regs[s, T, w]
            regs[r, N, w] = regs[s, N, w]
        elif kind == FILL:
            regs[r, T, w] = ALL_ONES if s else NONE
            regs[r, N, w] = ALL_ONES if s else NONE
    if gaps:
        register_gaps(kind, regs, r, s)


@jit
def register_gaps(kind: int, regs: Any, r: int, s: int) -> None:
    """F of an instruction on registers."""
    for w in range(regs.shape[2]):
        if kind in (CLOSE, LEAF):
            unknown = regs[r, N, w] & ~regs[r, T, w]
            regs[r, G, w] = unknown if kind == LEAF else regs[r, G, w] & unknown
        elif kind == FILL:
            regs[r, G, w] = NONE
        elif kind == COPY:
            regs[r, G, w] = regs[s, G, w]
        elif kind != STEP:
            regs[r, G, w] |= regs[s, G, w]


@jit
def nobody(regs: Any, r: int) -> bool:
    """Whether a register is surely false for all."""
    any_left = NONE
    for w in range(regs.shape[2]):
        any_left |= regs[r, N, w]
    return bool(any_left == NONE)


@jit
def literals_leave_some(
    arena: Any, state: Any, true_slots: Any, open_slots: Any, judged: Any, lits: Any, regs: Any, gaps: bool
) -> bool:
    """And the literals of one policy into register 0; False where nobody of the block can be eligible."""
    for place in range(len(lits)):
        lit = lits[place]
        if state[lit] == FULL:
            continue
        predicate = lit >> 1
        yes, unknown = true_slots[predicate], open_slots[predicate]
        literal_into(AND_LIT, arena, yes, unknown, lit & 1, regs, 0)
        if gaps:
            literal_gaps(AND_LIT, arena, yes, unknown, judged[predicate], regs, 0)
        if nobody(regs, 0):
            return False
    return True


@jit
def code_leaves_some(
    arena: Any, true_slots: Any, open_slots: Any, judged: Any, code: Any, regs: Any, gaps: bool
) -> bool:
    """Follow the instructions of one policy; False where nobody of the block can be eligible."""
    for place in range(0, len(code), WIDTH):
        kind, r, s, x = code[place], code[place + 1], code[place + 2], code[place + 3]
        if kind <= AGREE_LIT:
            predicate = s >> 1
            yes, unknown = true_slots[predicate], open_slots[predicate]
            literal_into(kind, arena, yes, unknown, s & 1, regs, r)
            if gaps:
                literal_gaps(kind, arena, yes, unknown, judged[predicate], regs, r)
        else:
            register_into(kind, regs, r, s, x, gaps)
            if kind == MEET and nobody(regs, 0):
                return False
    return True


@jit
def conjuncts(
    arena: Any, state: Any, true_slots: Any, open_slots: Any, judged: Any, mask: Any, lits: Any, code: Any, regs: Any,
    gaps: bool,
) -> bool:  # fmt: skip
    """Evaluate one policy into register 0; False where nobody of the block can be eligible."""
    for place in range(len(lits)):
        if state[lits[place]] == EMPTY:
            return False
    for w in range(len(mask)):
        regs[0, T, w] = mask[w]
        regs[0, N, w] = mask[w]
        regs[0, G, w] = NONE
    if not literals_leave_some(arena, state, true_slots, open_slots, judged, lits, regs, gaps):
        return False
    return code_leaves_some(arena, true_slots, open_slots, judged, code, regs, gaps)


@jit
def verdict_planes(regs: Any, mode: int, planes: Any) -> None:
    """Eligible, to judge, to verify: three planes from register 0."""
    for w in range(regs.shape[2]):
        t, n = regs[0, T, w], regs[0, N, w]
        if mode == 0:
            planes[0, w], planes[1, w], planes[2, w] = t, NONE, n & ~t
        elif mode == 1:
            planes[0, w], planes[1, w], planes[2, w] = NONE, t, n & ~t
        else:
            unknown = n & ~t
            planes[0, w] = t
            planes[1, w] = unknown & ~regs[0, G, w]
            planes[2, w] = unknown & regs[0, G, w]


@jit
def tally(planes: Any, counts: Any) -> None:
    """Add the ones of the three planes."""
    for verdict in range(3):
        total = np.uint64(0)
        for w in range(planes.shape[1]):
            total += popcount(planes[verdict, w])
        counts[verdict] += np.int64(total)


@jit
def tally_registers(regs: Any, mode: int, counts: Any) -> None:
    """Add the ones of the verdicts, straight from register 0, where no F is kept."""
    sure, possible = np.uint64(0), np.uint64(0)
    for w in range(regs.shape[2]):
        sure += popcount(regs[0, T, w])
        possible += popcount(regs[0, N, w])
    counts[mode] += np.int64(sure)
    counts[2] += np.int64(possible - sure)


@jit
def count_block(
    arena: Any, state: Any, true_slots: Any, open_slots: Any, judged: Any, mask: Any, lits: Any, lit_starts: Any,
    code: Any, code_starts: Any, modes: Any, regs: Any, planes: Any, counts: Any,
) -> None:  # fmt: skip
    """Count the verdicts of all policies for one block."""
    for policy in range(len(modes)):
        mode = modes[policy]
        possible = conjuncts(
            arena, state, true_slots, open_slots, judged, mask, lits[lit_starts[policy] : lit_starts[policy + 1]],
            code[code_starts[policy] : code_starts[policy + 1]], regs, mode == 2,
        )  # fmt: skip
        if possible and mode < 2:
            tally_registers(regs, mode, counts[policy])
        elif possible:
            verdict_planes(regs, mode, planes)
            tally(planes, counts[policy])


@jit
def plane_block(
    arena: Any, state: Any, true_slots: Any, open_slots: Any, judged: Any, mask: Any, lits: Any, lit_starts: Any,
    code: Any, code_starts: Any, modes: Any, regs: Any, first: int, out: Any,
) -> None:  # fmt: skip
    """The verdict planes of policies ``first`` … ``first + len(out)`` for one block."""
    for place in range(len(out)):
        policy = first + place
        possible = conjuncts(
            arena, state, true_slots, open_slots, judged, mask, lits[lit_starts[policy] : lit_starts[policy + 1]],
            code[code_starts[policy] : code_starts[policy + 1]], regs, modes[policy] == 2,
        )  # fmt: skip
        if possible:
            verdict_planes(regs, modes[policy], out[place])
        else:
            out[place] = NONE


@jit
def pairs_block(
    arena: Any, state: Any, true_slots: Any, open_slots: Any, judged: Any, mask: Any, lits: Any, lit_starts: Any,
    code: Any, code_starts: Any, modes: Any, regs: Any, planes: Any, verdict: int, first: int,
    out_policy: Any, out_place: Any, offset: int,
) -> tuple[int, int]:  # fmt: skip
    """Pairs of one verdict from ``first`` on: how many were written, and the first policy left for want of room."""
    filled, room = 0, len(out_policy) - 64 * arena.shape[1]
    for policy in range(first, len(modes)):
        if filled > room:
            return filled, policy
        mode = modes[policy]
        possible = conjuncts(
            arena, state, true_slots, open_slots, judged, mask, lits[lit_starts[policy] : lit_starts[policy + 1]],
            code[code_starts[policy] : code_starts[policy + 1]], regs, mode == 2,
        )  # fmt: skip
        if possible:
            verdict_planes(regs, mode, planes)
            filled = write_ones(planes[verdict], policy, offset, out_policy, out_place, filled)
    return filled, len(modes)


@jit
def write_ones(plane: Any, policy: int, offset: int, out_policy: Any, out_place: Any, filled: int) -> int:
    """Write the places of a plane's ones."""
    for w in range(len(plane)):
        word = plane[w]
        while word != NONE:
            lowest = word & (~word + ONE)
            out_policy[filled] = policy
            out_place[filled] = offset + 64 * w + np.int64(popcount(lowest - ONE))
            filled += 1
            word ^= lowest
    return filled
