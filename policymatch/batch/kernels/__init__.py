"""The inner loops: compiled by numba where it is installed and the job is worth it, else by numpy; the same answers.

``POLICYMATCH_KERNEL=numpy`` or ``numba`` (or ``use("numpy")``) keeps to one of them.
"""

from __future__ import annotations

import os
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt

from policymatch.batch.arrays import Listed, Whole

Array = npt.NDArray[Any]
WORTH_COMPILING = 500_000_000
"""Pairs from which numba pays: loading its machine code takes seconds, making it for the first time a quarter minute."""
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


def rank(whole: Whole, bounds: Array, first: int, dtype: type[np.unsignedinteger[Any]]) -> Array:
    """``first`` plus the number of ascending bounds that each value reaches; 0 where not known."""
    codes = np.empty(len(whole.values), dtype)
    kernel().rank(whole.values, _known(whole), bounds, first, codes)
    return codes


def look_up(whole: Whole, table: Array) -> Array:
    """The table's entry at each value; 0 where not known."""
    codes = np.empty(len(whole.values), table.dtype)
    kernel().look_up(whole.values, _known(whole), table, codes)
    return codes


def expand(held: Listed, starts: Array, items: Array) -> tuple[Array, Array]:
    """Lists whose members m are replaced by ``items[starts[m]:starts[m + 1]]``: where they start, and what they hold."""
    most = int(np.diff(starts).max(initial=0))
    fresh = np.zeros(len(held.starts), np.int64)
    out = np.empty(int(held.starts[-1] - held.starts[0]) * most, items.dtype)
    known = np.zeros(0, np.uint8) if held.known is None else held.known
    kernel().expand(held.starts, known, held.members, starts, items, fresh, out)
    return fresh, out[: fresh[-1]]


def pick_rows(starts: Array, items: Array, places: Array) -> tuple[Array, Array]:
    """Rows of different length (row i is ``items[starts[i]:starts[i + 1]]``) in the order of places."""
    picked = np.zeros(len(places) + 1, np.int64)
    kernel().pick_lengths(starts, places, picked)
    out = np.empty(int(picked[-1]), items.dtype)
    kernel().pick_items(starts, items, places, picked, out)
    return picked, out


def _known(whole: Whole) -> Array:
    return np.zeros(0, np.uint8) if whole.known is None else whole.known
