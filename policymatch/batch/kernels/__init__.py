"""The inner loops: compiled by numba where it is installed and the job is worth it, else by numpy; the same answers.

``POLICYMATCH_KERNEL=numpy`` or ``numba`` (or ``use("numpy")``) keeps to one of them.
"""

from __future__ import annotations

import os
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt

from policymatch.batch.arrays import Listed, Truths, Whole

Array = npt.NDArray[Any]
WORTH_COMPILING = 500_000_000
"""Pairs from which numba pays: loading its machine code takes seconds, making it for the first time a quarter minute."""
PIECE = 1 << 14
"""Rows at a time where words pass through the cache; a multiple of 64."""
NARROW = np.iinfo(np.int32)
_state: dict[str, ModuleType] = {}


def use(name: str = "") -> str:
    """Keep to ``numba`` or ``numpy``; empty: choose by the size of the job.

    Returns:
        The name of what is used from now on.

    Raises:
        ImportError: numba was asked for and is not installed.
    """
    _state.clear()
    wanted = name or os.environ.get("POLICYMATCH_KERNEL", "")
    if wanted:
        _state["fixed"] = _compiled() if wanted == "numba" else _plain()
    return "numpy" if kernel() is _plain() else "numba"


def prepare(pairs: int) -> None:
    """Change to numba where it is installed and so many pairs are worth it; there is no way back but ``use``."""
    if not _state:
        use()
    if "fixed" in _state or "grown" in _state or pairs < WORTH_COMPILING:
        return
    try:
        _state["grown"] = _compiled()
    except (ImportError, RuntimeError):  # not installed, or nowhere to keep its machine code
        _state["grown"] = _plain()


def kernel() -> ModuleType:
    """The kernel in use."""
    return _state.get("fixed") or _state.get("grown") or _plain()


def _plain() -> ModuleType:
    from policymatch.batch.kernels import plain

    return plain


def _compiled() -> ModuleType:
    from policymatch.batch.kernels import compiled  # optional, and slow to import

    return compiled


def rank(whole: Whole, bounds: Array, first: int, codes: Array) -> Array:
    """``first`` plus the number of ascending bounds that each value reaches; 0 where not known."""
    narrow = not len(bounds) or NARROW.min < bounds[0] <= bounds[-1] <= NARROW.max
    kernel().rank(whole.values, _known(whole), bounds.astype(np.int32) if narrow else bounds, first, codes)
    return codes


def choose(truths: Truths, high: int, low: int, codes: Array) -> Array:
    """A byte each: ``high`` where true, ``low`` where false, 0 where not known."""
    kernel().choose(truths.yes, _known(truths), np.uint8(high), np.uint8(low), codes)
    return codes


def look_up(whole: Whole, table: Array, codes: Array) -> Array:
    """The table's entry at each value; 0 where not known."""
    kernel().look_up(whole.values, _known(whole), table, codes)
    return codes


def mark(held: Listed, table: Array, groups: int) -> Array:
    """All marks that any member of a list has.

    Args:
        held: the lists.
        table: 64-bit words of marks × distinct members.
        groups: how many groups of eight marks there are.

    Shape:
        groups × lists.
    """
    rows, known = len(held.starts) - 1, _known(held)
    if not len(held.members):
        return np.zeros((groups, rows), np.uint8)
    marks, words = np.empty((groups, rows), np.uint8), np.empty(min(rows, PIECE), np.uint64)
    for first in range(0, rows, PIECE):
        here = words[: rows - first]
        for place, row in enumerate(table):
            kernel().gather(held.starts[first:], known[first >> 6 :], held.members, row, here)
            kernel().spread(here, marks[8 * place : 8 * place + 8, first : first + PIECE])
    return marks


def _known(column: Whole | Truths | Listed) -> Array:
    return np.zeros(0, np.uint64) if column.known is None else column.known
