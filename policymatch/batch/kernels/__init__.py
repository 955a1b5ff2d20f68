"""The inner loops: compiled by numba where it is installed, else by numpy, with the same answers.

``POLICYMATCH_KERNEL=numpy`` (or ``use("numpy")``) keeps to numpy.
"""

from __future__ import annotations

import os
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt

from policymatch.batch.arrays import Listed, Whole

Array = npt.NDArray[Any]
NOT_ASKED = ""
_chosen: dict[str, ModuleType] = {}


def use(name: str = NOT_ASKED) -> str:
    """Choose ``numba`` or ``numpy``; empty: numba where it is installed.

    Returns:
        The name of what is used from now on.
    """
    wanted = name or os.environ.get("POLICYMATCH_KERNEL", "")
    _chosen["kernel"] = _load(wanted)
    return "numpy" if _chosen["kernel"].__name__.endswith("plain") else "numba"


def kernel() -> ModuleType:
    """The kernel in use."""
    if "kernel" not in _chosen:
        use()
    return _chosen["kernel"]


def _load(wanted: str) -> ModuleType:
    if wanted != "numpy":
        try:
            from policymatch.batch.kernels import compiled  # optional, and slow to import

            return compiled
        except ImportError:
            if wanted == "numba":
                raise
    from policymatch.batch.kernels import plain

    return plain


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
