"""Values → codes, in numpy; see ``kernels`` for what the functions do."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


def rank(values: Array, known: Array, bounds: Array, first: int, codes: Array) -> None:
    """See ``kernels.rank``."""
    codes[:] = np.searchsorted(bounds, values.astype(np.int64), side="right") + first
    if len(known):
        codes[known == 0] = 0


def look_up(values: Array, known: Array, table: Array, codes: Array) -> None:
    """See ``kernels.look_up``."""
    codes[:] = table[np.where(known != 0, values, 0) if len(known) else values]
    if len(known):
        codes[known == 0] = 0


def expand(lists: Array, known: Array, members: Array, starts: Array, items: Array, fresh: Array, out: Array) -> None:
    """See ``kernels.expand``."""
    lengths = np.diff(lists) * known if len(known) else np.diff(lists)
    ends = np.cumsum(lengths)
    seen = members[np.repeat(lists[:-1] - (ends - lengths), lengths) + np.arange(ends[-1] if len(ends) else 0)]
    each = np.diff(starts)[seen]
    inner = np.concatenate([[0], np.cumsum(each)])
    fresh[1:] = inner[ends]
    out[: inner[-1]] = items[np.repeat(starts[seen] - inner[:-1], each) + np.arange(inner[-1])]


def pick_lengths(starts: Array, places: Array, picked: Array) -> None:
    """See ``kernels.pick_rows``: where each picked row will end."""
    np.cumsum(np.diff(starts)[places], out=picked[1:])


def pick_items(starts: Array, items: Array, places: Array, picked: Array, out: Array) -> None:
    """See ``kernels.pick_rows``: the rows' items."""
    lengths = np.diff(picked)
    out[:] = items[np.repeat(starts[places] - picked[:-1], lengths) + np.arange(len(out))]
