"""One profile × all policies, in numba: truths are 0 (false), 1 (unknown) and 3 (true), two bits of which the higher is *surely*."""

from __future__ import annotations

from typing import Any

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
from policymatch.batch.kernels.compiler import jit
from policymatch.batch.kernels.layout import ELIGIBLE, NOT_ELIGIBLE, TO_JUDGE, TO_VERIFY


@jit
def profile_truths(codes: Any, starts: Any, lows: Any, highs: Any, truths: Any) -> None:
    """``truths[2 p]`` of each predicate, from its axis's code: true from low up to high, unknown for code 0."""
    for axis in range(len(codes)):
        code = codes[axis]
        if code == 0:
            for p in range(starts[axis], starts[axis + 1]):
                truths[2 * p] = 1
        else:
            for p in range(starts[axis], starts[axis + 1]):
                truths[2 * p] = 3 * (lows[p] <= code < highs[p])


@jit
def negations(truths: Any) -> None:
    """``truths[2 p + 1]`` from ``truths[2 p]``, and what is always true at the end."""
    for p in range(len(truths) >> 1):
        value = truths[2 * p]
        truths[2 * p + 1] = ((value & 1) ^ 1) << 1 | ((value >> 1) ^ 1)
    truths[-1] = 3


@jit
def judge_profile(
    truths: Any, judged: Any, leading: Any, lits: Any, lit_starts: Any, code: Any, code_starts: Any, values: Any,
    gaps: Any, left: Any, out: Any,
) -> None:  # fmt: skip
    """The verdict of each policy, from the truths of the predicates.

    Two literals of each policy are asked first, without a branch: few policies are left, to be looked at one by one.
    ``values`` and ``gaps`` are the registers, ``left`` is room for those policies.
    """
    negations(truths)
    count = 0
    for policy in range(len(out)):
        out[policy] = NOT_ELIGIBLE
        left[count] = policy
        count += (truths[leading[0, policy]] & truths[leading[1, policy]]) != 0
    for place in range(count):
        policy = left[place]
        meet_literals(truths, judged, lits[lit_starts[policy] : lit_starts[policy + 1]], values, gaps)
        if values[0] != 0:
            follow(truths, judged, code[code_starts[policy] : code_starts[policy + 1]], values, gaps)
        if values[0] == 1:
            out[policy] = TO_VERIFY if gaps[0] else TO_JUDGE
        elif values[0] == 3:
            out[policy] = ELIGIBLE


@jit
def meet_literals(truths: Any, judged: Any, lits: Any, values: Any, gaps: Any) -> None:
    """All literals of a policy into register 0."""
    values[0], gaps[0] = 3, False
    for lit in lits:
        value = truths[lit]
        values[0] &= value
        if values[0] == 0:
            return
        gaps[0] |= value == 1 and not judged[lit >> 1]


@jit
def follow(truths: Any, judged: Any, code: Any, values: Any, gaps: Any) -> None:
    """Follow the instructions of one policy."""
    for place in range(0, len(code), WIDTH):
        kind, r, s, x = code[place], code[place + 1], code[place + 2], code[place + 3]
        if kind <= AGREE_LIT:
            value = truths[s]
            combine(kind, r, value, value == 1 and not judged[s >> 1], values, gaps)
        else:
            on_registers(kind, r, s, x, values, gaps)
            if kind == MEET and values[0] == 0:
                return


@jit
def combine(kind: int, r: int, value: int, gap: bool, values: Any, gaps: Any) -> None:
    """Combine a value with a register."""
    if kind in (SET_LIT, COPY):
        values[r], gaps[r] = value, gap
        return
    if kind in (AND_LIT, AND, MEET):
        values[r] &= value
    elif kind in (OR_LIT, OR):
        values[r] |= value
    elif kind in (AGREE_LIT, AGREE):
        values[r] = value if values[r] == value else 1
    gaps[r] |= gap


@jit
def on_registers(kind: int, r: int, s: int, x: int, values: Any, gaps: Any) -> None:
    """An instruction on registers alone."""
    if kind == FILL:
        values[r], gaps[r] = 3 * s, False
    elif kind == STEP:
        values[r] |= values[s] & values[x]
    elif kind == CLOSE:
        gaps[r] = gaps[r] and values[r] == 1
    elif kind == LEAF:
        gaps[r] = values[r] == 1
    else:
        combine(kind, r, values[s], gaps[s], values, gaps)
