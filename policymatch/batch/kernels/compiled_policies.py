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


@jit
def changes_block(
    before: Any, after: Any, first: int, offset: int, out_policy: Any, out_place: Any, out_before: Any, out_after: Any,
) -> int:  # fmt: skip
    """Where verdict planes of two times differ: policy, place, verdict before and after; returns how many."""
    filled = 0
    for policy in range(len(before)):
        for w in range(before.shape[2]):
            word = NONE
            for verdict in range(3):
                word |= before[policy, verdict, w] ^ after[policy, verdict, w]
            while word != NONE:
                lowest = word & (~word + ONE)
                out_policy[filled] = first + policy
                out_place[filled] = offset + 64 * w + np.int64(popcount(lowest - ONE))
                out_before[filled] = verdict_at(before[policy], w, lowest)
                out_after[filled] = verdict_at(after[policy], w, lowest)
                filled += 1
                word ^= lowest
    return filled


@jit
def verdict_at(planes: Any, w: int, bit: Any) -> int:
    """Which of the three planes has the bit; 3 for none."""
    for verdict in range(3):
        if planes[verdict, w] & bit:
            return verdict
    return 3
