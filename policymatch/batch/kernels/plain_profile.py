"""One profile × all policies, in numpy: truths are 0 (false), 1 (unknown) and 2 (true)."""

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


def judge_profile(
    truths: Array, judged: Array, lits: Array, lit_starts: Array, code: Array, code_starts: Array, *rest: Array
) -> None:
    """The verdict of each policy, from the truths of the predicates; ``values`` and ``gaps`` are the registers."""
    values, gaps, out = rest
    each = truths[lits >> 1]
    gap = (each == 1) & ~judged[lits >> 1]
    each = np.where(lits & 1, 2 - each, each)
    owners = np.repeat(np.arange(len(out)), np.diff(lit_starts))
    truth = np.full(len(out), 2, np.int8)
    np.minimum.at(truth, owners, each)
    some_gap = np.zeros(len(out), np.bool_)
    some_gap[owners[gap]] = True
    for policy in np.flatnonzero((truth != 0) & (np.diff(code_starts) > 0)):
        values[0], gaps[0] = truth[policy], some_gap[policy]
        _follow(truths, judged, code[code_starts[policy] : code_starts[policy + 1]], values, gaps)
        truth[policy], some_gap[policy] = values[0], gaps[0]
    out[:] = np.select([truth == 2, truth == 0, some_gap], [ELIGIBLE, NOT_ELIGIBLE, TO_VERIFY], TO_JUDGE)


def _follow(truths: Array, judged: Array, code: Array, values: Array, gaps: Array) -> None:
    for kind, r, s, x in code.reshape(-1, WIDTH).tolist():
        if kind <= AGREE_LIT:
            value = int(truths[s >> 1])
            gap = value == 1 and not judged[s >> 1]
            _combine(kind, r, 2 - value if s & 1 else value, gap, values, gaps)
        else:
            _on_registers(kind, r, s, x, values, gaps)


def _combine(kind: int, r: int, value: int, gap: bool, values: Array, gaps: Array) -> None:
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


def _on_registers(kind: int, r: int, s: int, x: int, values: Array, gaps: Array) -> None:
    if kind == FILL:
        values[r], gaps[r] = 2 * s, False
    elif kind == STEP:
        values[r] = max(values[r], min(values[s], values[x]))
    elif kind == CLOSE:
        gaps[r] = gaps[r] and values[r] == 1
    elif kind == LEAF:
        gaps[r] = values[r] == 1
    else:
        _combine(kind, r, values[s], gaps[s], values, gaps)
