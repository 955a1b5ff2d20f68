"""One profile × all policies, in numba: truths are 0 (false), 1 (unknown) and 2 (true)."""

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
def judge_profile(
    truths: Any, judged: Any, lits: Any, lit_starts: Any, code: Any, code_starts: Any, values: Any, gaps: Any, out: Any
) -> None:
    """The verdict of each policy, from the truths of the predicates; ``values`` and ``gaps`` are the registers."""
    for policy in range(len(out)):
        truth, gap = 2, False
        for place in range(lit_starts[policy], lit_starts[policy + 1]):
            lit = lits[place]
            value = truths[lit >> 1]
            if lit & 1:
                value = 2 - value
            truth = min(truth, value)
            if truth == 0:
                break
            gap |= value == 1 and not judged[lit >> 1]
        if truth != 0:
            values[0], gaps[0] = truth, gap
            follow(truths, judged, code[code_starts[policy] : code_starts[policy + 1]], values, gaps)
            truth, gap = values[0], gaps[0]
        if truth == 1:
            out[policy] = TO_VERIFY if gap else TO_JUDGE
        else:
            out[policy] = ELIGIBLE if truth == 2 else NOT_ELIGIBLE


@jit
def follow(truths: Any, judged: Any, code: Any, values: Any, gaps: Any) -> None:
    """Follow the instructions of one policy."""
    for place in range(0, len(code), WIDTH):
        kind, r, s, x = code[place], code[place + 1], code[place + 2], code[place + 3]
        if kind <= AGREE_LIT:
            value = truths[s >> 1]
            gap = value == 1 and not judged[s >> 1]
            if s & 1:
                value = 2 - value
            combine(kind, r, value, gap, values, gaps)
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
        values[r] = min(values[r], value)
    elif kind in (OR_LIT, OR):
        values[r] = max(values[r], value)
    elif kind in (AGREE_LIT, AGREE):
        values[r] = value if values[r] == value else 1
    gaps[r] |= gap


@jit
def on_registers(kind: int, r: int, s: int, x: int, values: Any, gaps: Any) -> None:
    """An instruction on registers alone."""
    if kind == FILL:
        values[r], gaps[r] = 2 * s, False
    elif kind == STEP:
        values[r] = max(values[r], min(values[s], values[x]))
    elif kind == CLOSE:
        gaps[r] = gaps[r] and values[r] == 1
    elif kind == LEAF:
        gaps[r] = values[r] == 1
    else:
        combine(kind, r, values[s], gaps[s], values, gaps)
