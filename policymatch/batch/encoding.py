"""Profiles in Arrow columns → codes, kept between runs and updated by row."""

from __future__ import annotations

from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial

import numpy as np
import pyarrow as pa

from policymatch.batch import kernels
from policymatch.batch.arrays import Array, one_array
from policymatch.batch.columns import Codes, Sets, encode_axis, missing
from policymatch.batch.compiling import Program
from policymatch.batch.names import SUBJECT
from policymatch.batch.predicates import Axis
from policymatch.vocabulary.fields import field as catalogue_field

WORTH_SORTING = 200_000_000
"""Pairs from which sorting the rows pays: blocks that no policy of another place needs to look at."""
SORTED_BY = ("region", "industry")


@dataclass(eq=False)
class Encoded:
    """The codes of many profiles, read for one date.

    Args:
        as_of: the date that the columns were read for.
        rows: how many profiles.
        axes: the codes by axis, in stored order; an axis that the table does not hold is missing for everybody.
        subjects: their names in the table's order; None where the table names none.
        order: the table's row at each stored place; None where rows are stored as they came.
        program: what they were encoded for.
    """

    as_of: date
    rows: int
    axes: dict[Axis, Codes | Sets]
    program: Program
    subjects: pa.Array | None = None
    order: Array | None = None

    @cached_property
    def places(self) -> Array:
        """The stored place of each row of the table."""
        places = np.arange(self.rows, dtype=np.int64)
        if self.order is not None:
            places[self.order] = np.arange(self.rows, dtype=np.int64)
        return places

    @property
    def neighbours(self) -> Array:
        """The stored places in the order of place and branch."""
        order = np.arange(self.rows)
        for axis in reversed(_sorting_axes(self)):
            codes = self.axes[axis]
            assert isinstance(codes, Codes)
            order = order[np.argsort(codes.codes[order], kind="stable")]
        return order

    def table_rows(self, places: Array) -> Array:
        """The table's rows at stored places."""
        return places if self.order is None else self.order[places]

    def take(self, rows: Array) -> Encoded:
        """The codes of some rows, in the order named."""
        places = self.places[rows]
        axes = {axis: codes.rearranged(places) for axis, codes in self.axes.items()}
        subjects = None if self.subjects is None else self.subjects.take(pa.array(rows))
        return Encoded(self.as_of, len(rows), axes, self.program, subjects)

    def updated(self, rows: Array, fresh: Encoded) -> Encoded:
        """New codes for some rows; the old object stays as it was, so that a delta can compare the two.

        Args:
            rows: rows of the table.
            fresh: their codes, in that order, from ``encode`` with ``like=self``.
        """
        places = self.places[rows]
        axes = dict(self.axes)
        for axis in {**self.axes, **fresh.axes}:
            known = axes.get(axis) or missing(self.rows, fresh.axes[axis])
            axes[axis] = known.updated(places, fresh.axes.get(axis) or missing(len(rows), known))  # type: ignore[arg-type]
        return replace(self, axes=axes)

    def completed(self, others: Encoded) -> Encoded:
        """With the codes of other axes of the same profiles, encoded in the table's order."""
        fresh = {
            axis: codes.rearranged(others.places[self.table_rows(np.arange(self.rows))])
            for axis, codes in others.axes.items()
        }
        found = {**self.axes, **fresh}
        return replace(self, axes={axis: found[axis] for axis in self.program.axes if axis in found})


def encode(
    table: pa.Table,
    program: Program,
    as_of: date,
    *,
    like: Encoded | None = None,
    axes: Collection[Axis] | None = None,
    sort: bool | None = None,
    threads: int = 2,
) -> Encoded:
    """Turn Arrow columns into codes.

    Args:
        table: one column a ``Column``, as read for the date; see ``names`` for how they are called. Numbers in the
            field's base unit (int or decimal128; binary floats are refused), or in a 10**scale-th of it where the
            Arrow field's metadata say ``scale``.
        program: what will be asked.
        as_of: the date that the columns were read for.
        like: an earlier encoding with the same program whose codes shall be kept.
        axes: what to encode; None for all that the program asks for.
        sort: whether to store neighbours by place and branch together; None: where it pays.
        threads: how many columns at once.

    Raises:
        BatchColumnError: a column that does not suit its field.
    """
    kernels.prepare(table.num_rows * len(program))
    coders = {axis: codes.coder for axis, codes in like.axes.items()} if like else {}
    # One piece of memory for all: a piece a column would be given back to the system and asked for again, page by page.
    asked = program.axes if axes is None else tuple(axes)
    room = np.empty((len(asked), table.num_rows), np.uint8)
    work = partial(encode_axis, table, program, as_of, coders)
    with ThreadPoolExecutor(threads) as pool:
        found = zip(asked, pool.map(work, asked, room), strict=True)
        codes_of = {axis: codes for axis, codes in found if codes is not None}
    subjects = one_array(table[SUBJECT]) if SUBJECT in table.column_names else None
    encoded = Encoded(as_of, table.num_rows, codes_of, program, subjects)
    wanted = table.num_rows * len(program) >= WORTH_SORTING if sort is None else sort
    return _sorted(encoded, threads) if wanted and like is None else encoded


def _sorted(encoded: Encoded, threads: int) -> Encoded:
    """Store neighbours by place and branch together."""
    if not _sorting_axes(encoded):
        return encoded
    order = encoded.neighbours
    with ThreadPoolExecutor(threads) as pool:
        moved = pool.map(lambda codes: codes.rearranged(order), encoded.axes.values())
    return replace(encoded, axes=dict(zip(encoded.axes, moved, strict=True)), order=order)


def _sorting_axes(encoded: Encoded) -> list[Axis]:
    """The place, then the branch, that most policies demand."""
    uses = np.bincount(encoded.program.literals.items >> 1, minlength=len(encoded.program.predicates))
    best: dict[str, tuple[int, Axis]] = {}
    for axis in filter(encoded.program.index.__contains__, encoded.axes):
        kind = str(catalogue_field(axis.column.field).type) if axis.column is not None else ""
        weight = int(uses[encoded.program.index[axis]].sum())
        if kind in SORTED_BY and weight > best.get(kind, (0, axis))[0]:
            best[kind] = (weight, axis)
    return [best[kind][1] for kind in SORTED_BY if kind in best]
