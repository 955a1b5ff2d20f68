"""Values → codes, in numpy; see ``kernels`` for what the functions do."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from policymatch.batch.arrays import unpacked

Array = npt.NDArray[Any]


def rank(values: Array, known: Array, bounds: Array, first: int, codes: Array) -> None:
    """See ``kernels.rank``."""
    codes[:] = np.searchsorted(bounds, values, side="right") + first
    _forget(known, codes)


def _forget(known: Array, codes: Array) -> None:
    if len(known):
        codes *= unpacked(known, len(codes))


def choose(yes: Array, known: Array, high: int, low: int, codes: Array) -> None:
    """See ``kernels.choose``."""
    codes[:] = np.where(unpacked(yes, len(codes)), high, low)
    _forget(known, codes)


def look_up(values: Array, known: Array, table: Array, codes: Array) -> None:
    """See ``kernels.look_up``."""
    codes[:] = table[np.where(unpacked(known, len(codes)), values, 0) if len(known) else values]
    _forget(known, codes)


def gather(lists: Array, known: Array, members: Array, table: Array, held: Array) -> None:
    """See ``kernels.gather``."""
    lists = lists[: len(held) + 1]
    lengths = np.diff(lists) * unpacked(known, len(held)) if len(known) else np.diff(lists)
    ends = np.cumsum(lengths, dtype=np.int64)
    seen = members[np.repeat(lists[:-1] - (ends - lengths), lengths) + np.arange(ends[-1] if len(ends) else 0)]
    held[:] = 0
    some = np.flatnonzero(lengths)
    if len(some):
        held[some] = np.bitwise_or.reduceat(table[seen], (ends - lengths)[some])


def spread(held: Array, marks: Array) -> None:
    """Octet i of each word becomes row i."""
    for group, row_marks in enumerate(marks):
        row_marks[:] = held >> np.uint64(8 * group)
