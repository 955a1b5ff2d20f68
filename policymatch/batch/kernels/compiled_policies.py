"""Planes → verdicts of a block, in numba; operations as in ``instructions``."""

from __future__ import annotations

from typing import Any

import numpy as np

from policymatch.batch.instructions import (
    AGREE,
    AGREE_LIT,
    AND,
    AND_LIT,
    CLOSE,
    COPY,
    FILL,
    LEAF,
    MEET,
    OR,
    OR_LIT,
    SET_LIT,
    STEP,
    WIDTH,
)  # fmt: skip
from policymatch.batch.kernels.compiler import ALL_ONES, NONE, ONE, jit, popcount
from policymatch.batch.kernels.layout import EMPTY, FULL

T, N, G = 0, 1, 2


@jit
def and_literal(arena: Any, yes: int, unknown: int, negated: int, regs: Any, r: int, low: Any, high: Any) -> None:
    """And a literal into a register's T and N."""
    if negated:
        for w in range(low, high):
            t = arena[yes, w]
            regs[r, T, w] &= ~(t | arena[unknown, w])
            regs[r, N, w] &= ~t
    else:
        for w in range(low, high):
            t = arena[yes, w]
            regs[r, T, w] &= t
            regs[r, N, w] &= t | arena[unknown, w]


@jit
def or_literal(arena: Any, yes: int, unknown: int, negated: int, regs: Any, r: int, low: Any, high: Any) -> None:
    """Or a literal into a register's T and N."""
    if negated:
        for w in range(low, high):
            t = arena[yes, w]
            regs[r, T, w] |= ~(t | arena[unknown, w])
            regs[r, N, w] |= ~t
    else:
        for w in range(low, high):
            t = arena[yes, w]
            regs[r, T, w] |= t
            regs[r, N, w] |= t | arena[unknown, w]


@jit
def set_literal(arena: Any, yes: int, unknown: int, negated: int, regs: Any, r: int, low: Any, high: Any) -> None:
    """Set a register's T and N to a literal."""
    if negated:
        for w in range(low, high):
            t = arena[yes, w]
            regs[r, T, w] = ~(t | arena[unknown, w])
            regs[r, N, w] = ~t
    else:
        for w in range(low, high):
            t = arena[yes, w]
            regs[r, T, w] = t
            regs[r, N, w] = t | arena[unknown, w]


@jit
def agree_literal(arena: Any, yes: int, unknown: int, negated: int, regs: Any, r: int, low: Any, high: Any) -> None:
    """Surely true where register and literal are, possibly where either is."""
    flip = ALL_ONES if negated else NONE
    for w in range(low, high):
        t = arena[yes, w]
        n = t | arena[unknown, w]
        regs[r, T, w] &= (n if negated else t) ^ flip
        regs[r, N, w] |= (t if negated else n) ^ flip


@jit
def literal_into(
    kind: int, arena: Any, yes: int, unknown: int, negated: int, regs: Any, r: int, low: Any, high: Any
) -> None:
    """Combine a literal with a register."""
    if kind == SET_LIT:
        set_literal(arena, yes, unknown, negated, regs, r, low, high)
    elif kind == AND_LIT:
        and_literal(arena, yes, unknown, negated, regs, r, low, high)
    elif kind == OR_LIT:
        or_literal(arena, yes, unknown, negated, regs, r, low, high)
    else:
        agree_literal(arena, yes, unknown, negated, regs, r, low, high)


@jit
def literal_gaps(
    kind: int, arena: Any, yes: int, unknown: int, judged: bool, regs: Any, r: int, low: Any, high: Any
) -> None:
    """Combine a literal's F with a register's: unknown, and no judgement."""
    for w in range(low, high):
        gap = NONE if judged else arena[unknown, w] & ~arena[yes, w]
        regs[r, G, w] = gap if kind == SET_LIT else regs[r, G, w] | gap


@jit
def both(kind: int, regs: Any, r: int, s: int, low: Any, high: Any) -> None:
    """And or or: T and N of a register with those of another."""
    if kind == OR:
        for w in range(low, high):
            regs[r, T, w] |= regs[s, T, w]
            regs[r, N, w] |= regs[s, N, w]
    else:
        for w in range(low, high):
            regs[r, T, w] &= regs[s, T, w]
            regs[r, N, w] &= regs[s, N, w]


@jit
def seldom(kind: int, regs: Any, r: int, s: int, x: int, low: Any, high: Any) -> None:
    """Agree, step, copy and fill: T and N."""
    for w in range(low, high):
        if kind == AGREE:
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


@jit
def register_into(kind: int, regs: Any, r: int, s: int, x: int, low: Any, high: Any) -> None:
    """An instruction on registers alone: T and N."""
    if kind in (AND, OR, MEET):
        both(kind, regs, r, s, low, high)
    elif kind in (AGREE, STEP, COPY, FILL):
        seldom(kind, regs, r, s, x, low, high)


@jit
def register_gaps(kind: int, regs: Any, r: int, s: int, low: Any, high: Any) -> None:
    """F of an instruction on registers."""
    for w in range(low, high):
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
def narrowed(regs: Any, low: Any, high: Any) -> tuple[Any, Any]:
    """The stretch of words outside which register 0 is surely false; empty where it is so everywhere."""
    while low < high and regs[0, N, low] == NONE:
        low += ONE
    while low < high and regs[0, N, high - ONE] == NONE:
        high -= ONE
    return low, high


@jit
def meet_literals(
    arena: Any, state: Any, true_slots: Any, open_slots: Any, judged: Any, lits: Any, regs: Any, gaps: bool, high: Any
) -> tuple[Any, Any]:
    """And the literals of one policy into register 0; the stretch of words where anybody is left."""
    low = NONE
    for place in range(len(lits)):
        lit = lits[place]
        if state[lit] == FULL:
            continue
        predicate = lit >> 1
        yes, unknown = true_slots[predicate], open_slots[predicate]
        and_literal(arena, yes, unknown, lit & 1, regs, 0, low, high)
        if gaps:
            literal_gaps(AND_LIT, arena, yes, unknown, judged[predicate], regs, 0, low, high)
        low, high = narrowed(regs, low, high)
        if low == high:
            break
    return low, high


@jit
def follow_code(
    arena: Any, true_slots: Any, open_slots: Any, judged: Any, code: Any, regs: Any, gaps: bool, low: Any, high: Any
) -> tuple[Any, Any]:
    """Follow the instructions of one policy; the stretch of words where anybody is left."""
    for place in range(0, len(code), WIDTH):
        kind, r, s, x = code[place], code[place + 1], code[place + 2], code[place + 3]
        if kind <= AGREE_LIT:
            predicate = s >> 1
            yes, unknown = true_slots[predicate], open_slots[predicate]
            literal_into(kind, arena, yes, unknown, s & 1, regs, r, low, high)
            if gaps:
                literal_gaps(kind, arena, yes, unknown, judged[predicate], regs, r, low, high)
        else:
            register_into(kind, regs, r, s, x, low, high)
            if gaps:
                register_gaps(kind, regs, r, s, low, high)
            if kind == MEET:
                low, high = narrowed(regs, low, high)
                if low == high:
                    break
    return low, high


@jit
def evaluate(
    arena: Any, state: Any, true_slots: Any, open_slots: Any, judged: Any, mask: Any, lits: Any, code: Any, regs: Any,
    gaps: bool,
) -> tuple[Any, Any]:  # fmt: skip
    """Evaluate one policy into register 0, and say in which stretch of words anybody may be eligible.

    The stretch is unsigned: indexes that cannot be negative are what lets the compiler use wide registers.
    """
    for place in range(len(lits)):
        if state[lits[place]] == EMPTY:
            return NONE, NONE
    for w in range(len(mask)):
        regs[0, T, w] = mask[w]
        regs[0, N, w] = mask[w]
    if gaps:
        regs[0, G] = NONE
    low, high = meet_literals(arena, state, true_slots, open_slots, judged, lits, regs, gaps, np.uint64(len(mask)))
    if low < high and len(code):
        low, high = follow_code(arena, true_slots, open_slots, judged, code, regs, gaps, low, high)
    return low, high


@jit
def verdict_planes(regs: Any, mode: int, planes: Any, low: Any, high: Any) -> None:
    """Eligible, to judge, to verify: three planes from register 0; nobody outside the stretch."""
    planes[:, :low] = NONE
    planes[:, high:] = NONE
    eligible, judge, verify = planes[0, low:high], planes[1, low:high], planes[2, low:high]
    t, n, gaps = regs[0, T, low:high], regs[0, N, low:high], regs[0, G, low:high]
    for w in range(len(t)):
        unknown = n[w] & ~t[w]
        if mode == 0:
            eligible[w], judge[w], verify[w] = t[w], NONE, unknown
        elif mode == 1:
            eligible[w], judge[w], verify[w] = NONE, t[w], unknown
        else:
            eligible[w], judge[w], verify[w] = t[w], unknown & ~gaps[w], unknown & gaps[w]


@jit
def tally(regs: Any, mode: int, counts: Any, low: Any, high: Any) -> None:
    """Add the ones of the verdicts, straight from register 0."""
    sure, unknown, gaps = NONE, NONE, NONE
    for w in range(low, high):
        t = regs[0, T, w]
        sure += popcount(t)
        unknown += popcount(regs[0, N, w] & ~t)
    if mode == 2:
        for w in range(low, high):
            gaps += popcount(regs[0, G, w] & regs[0, N, w] & ~regs[0, T, w])
        counts[1] += np.int64(unknown - gaps)
        unknown = gaps
    counts[1 if mode == 1 else 0] += np.int64(sure)
    counts[2] += np.int64(unknown)


@jit
def count_block(
    arena: Any, state: Any, true_slots: Any, open_slots: Any, judged: Any, mask: Any, lits: Any, lit_starts: Any,
    code: Any, code_starts: Any, modes: Any, regs: Any, counts: Any,
) -> None:  # fmt: skip
    """Count the verdicts of all policies for one block."""
    for policy in range(len(modes)):
        low, high = evaluate(
            arena, state, true_slots, open_slots, judged, mask, lits[lit_starts[policy] : lit_starts[policy + 1]],
            code[code_starts[policy] : code_starts[policy + 1]], regs, modes[policy] == 2,
        )  # fmt: skip
        if low < high:
            tally(regs, modes[policy], counts[policy], low, high)


@jit
def plane_block(
    arena: Any, state: Any, true_slots: Any, open_slots: Any, judged: Any, mask: Any, lits: Any, lit_starts: Any,
    code: Any, code_starts: Any, modes: Any, regs: Any, first: int, out: Any,
) -> None:  # fmt: skip
    """The verdict planes of policies ``first`` … ``first + len(out)`` for one block."""
    for place in range(len(out)):
        policy = first + place
        low, high = evaluate(
            arena, state, true_slots, open_slots, judged, mask, lits[lit_starts[policy] : lit_starts[policy + 1]],
            code[code_starts[policy] : code_starts[policy + 1]], regs, modes[policy] == 2,
        )  # fmt: skip
        verdict_planes(regs, modes[policy], out[place], low, high)


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
        low, high = evaluate(
            arena, state, true_slots, open_slots, judged, mask, lits[lit_starts[policy] : lit_starts[policy + 1]],
            code[code_starts[policy] : code_starts[policy + 1]], regs, modes[policy] == 2,
        )  # fmt: skip
        if low < high:
            verdict_planes(regs, modes[policy], planes, low, high)
            filled = write_ones(
                planes[verdict, low:high], policy, int(offset + 64 * np.int64(low)), out_policy, out_place, filled
            )
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


@jit
def changes_block(
    old: Any, new: Any, planes: Any, first: int, last: int, offset: int,
    out_policy: Any, out_place: Any, out_before: Any, out_after: Any,
) -> tuple[int, int]:  # fmt: skip
    """Where the verdicts of a block differ between two states, each as the inputs of ``count_block``.

    Writes policy, place, verdict before and after; returns how many, and the first policy left for want of room.
    """
    filled, room = 0, len(out_policy) - 64 * planes.shape[2]
    for policy in range(first, last):
        if filled > room:
            return filled, policy
        low, high = planes_of(old, policy, planes[0])
        low_now, high_now = planes_of(new, policy, planes[1])
        low, high = joined(low, high, low_now, high_now)
        if low < high:
            filled = write_changes(
                planes, low, high, policy, offset, out_policy, out_place, out_before, out_after, filled
            )
    return filled, last


@jit
def joined(low: Any, high: Any, other_low: Any, other_high: Any) -> tuple[Any, Any]:
    """The stretch that holds both, of which either may be empty."""
    if low >= high:
        return other_low, other_high
    if other_low >= other_high:
        return low, high
    return min(low, other_low), max(high, other_high)


@jit
def planes_of(inputs: Any, policy: int, planes: Any) -> tuple[Any, Any]:
    """The verdict planes of one policy, and the stretch of words where anybody may be eligible."""
    arena, state, true_slots, open_slots, judged, mask, lits, lit_starts, code, code_starts, modes, regs = inputs
    low, high = evaluate(
        arena, state, true_slots, open_slots, judged, mask, lits[lit_starts[policy] : lit_starts[policy + 1]],
        code[code_starts[policy] : code_starts[policy + 1]], regs, modes[policy] == 2,
    )  # fmt: skip
    verdict_planes(regs, modes[policy], planes, low, high)
    return low, high


@jit
def write_changes(
    planes: Any, low: Any, high: Any, policy: int, offset: int,
    out_policy: Any, out_place: Any, out_before: Any, out_after: Any, filled: int,
) -> int:  # fmt: skip
    """Write where two sets of verdict planes differ."""
    for w in range(low, high):
        word = NONE
        for verdict in range(3):
            word |= planes[0, verdict, w] ^ planes[1, verdict, w]
        while word != NONE:
            bit = popcount((word & (~word + ONE)) - ONE)
            out_policy[filled] = policy
            out_place[filled] = offset + 64 * np.int64(w) + np.int64(bit)
            out_before[filled] = verdict_at(planes[0], w, bit)
            out_after[filled] = verdict_at(planes[1], w, bit)
            filled += 1
            word &= word - ONE
    return filled


@jit
def verdict_at(planes: Any, w: Any, bit: Any) -> Any:
    """Which of the three planes has the bit; 3 for none."""
    held = ((planes[0, w] >> bit) & ONE) * np.uint64(3) + ((planes[1, w] >> bit) & ONE) * np.uint64(2)
    return np.uint64(3) - held - ((planes[2, w] >> bit) & ONE)
