"""One profile × all policies, in numpy: truths are 0 (false), 1 (unknown) and 3 (true), two bits of which the higher is *surely*."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

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
from policymatch.batch.kernels.layout import ELIGIBLE, NOT_ELIGIBLE, TO_JUDGE, TO_VERIFY

Array = npt.NDArray[Any]


def profile_truths(codes: Array, starts: Array, lows: Array, highs: Array, truths: Array) -> None:
    """``truths[2 p]`` of each predicate, from its axis's code: true from low up to high, unknown for code 0."""
    each = np.repeat(codes, np.diff(starts))
    truths[:-1:2] = np.where(each == 0, 1, np.where((lows <= each) & (each < highs), 3, 0))


def judge_profile(
    truths: Array, judged: Array, leading: Array, lits: Array, lit_starts: Array, code: Array, code_starts: Array,
    *rest: Array,
) -> None:  # fmt: skip
    """The verdict of each policy, from the truths of the predicates; ``rest`` has the registers, room and the answer."""
    values, gaps, _, out = rest
    truths[1::2] = (~truths[:-1:2] & 1) << 1 | (~truths[:-1:2] >> 1) & 1
    truths[-1] = 3
    out[:] = NOT_ELIGIBLE
    left = np.flatnonzero(truths[leading[0]] & truths[leading[1]])
    for policy in left.tolist():
        _meet_literals(truths, judged, lits[lit_starts[policy] : lit_starts[policy + 1]], values, gaps)
        if values[0]:
            _follow(truths, judged, code[code_starts[policy] : code_starts[policy + 1]], values, gaps)
        if values[0]:
            out[policy] = ELIGIBLE if values[0] == 3 else TO_VERIFY if gaps[0] else TO_JUDGE


def _meet_literals(truths: Array, judged: Array, lits: Array, values: Array, gaps: Array) -> None:
    found = truths[lits]
    values[0] = np.bitwise_and.reduce(found, initial=3)
    gaps[0] = bool(((found == 1) & ~judged[lits >> 1]).any())


def _follow(truths: Array, judged: Array, code: Array, values: Array, gaps: Array) -> None:
    for kind, r, s, x in code.reshape(-1, WIDTH).tolist():
        if kind <= AGREE_LIT:
            value = int(truths[s])
            _combine(kind, r, value, value == 1 and not judged[s >> 1], values, gaps)
        else:
            _on_registers(kind, r, s, x, values, gaps)


def _combine(kind: int, r: int, value: int, gap: bool, values: Array, gaps: Array) -> None:
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


def _on_registers(kind: int, r: int, s: int, x: int, values: Array, gaps: Array) -> None:
    if kind == FILL:
        values[r], gaps[r] = 3 * s, False
    elif kind == STEP:
        values[r] |= values[s] & values[x]
    elif kind == CLOSE:
        gaps[r] = gaps[r] and values[r] == 1
    elif kind == LEAF:
        gaps[r] = values[r] == 1
    else:
        _combine(kind, r, values[s], gaps[s], values, gaps)
