"""One block of profiles: its planes filled, its policies evaluated, in buffers that are used again and again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from policymatch.batch.binding import Bound, OddPlan
from policymatch.batch.columns import Codes, Sets
from policymatch.batch.kernels import kernel
from policymatch.batch.kernels.layout import ONES

Array = npt.NDArray[Any]
ALL_ONES = np.uint64(0xFFFFFFFFFFFFFFFF)
ROOM = 1 << 20
VERDICTS = 3
"""Planes handed out a policy: eligible, to judge, to verify."""


class Workspace:
    """The buffers of one thread."""

    def __init__(self, bound: Bound) -> None:
        self.bound = bound
        self.kernel = kernel()
        self.arena = np.zeros((bound.slots, bound.words), np.uint64)
        self.arena[ONES] = ALL_ONES
        self.has = np.zeros(bound.slots, np.int64)
        self.has[ONES] = bound.rows_per_block
        self.state = np.zeros(2 * len(bound.true_slots), np.uint8)
        self.registers = np.zeros((bound.registers, VERDICTS, bound.words), np.uint64)
        self.planes = np.zeros((VERDICTS, bound.words), np.uint64)
        self.mask = np.zeros(bound.words, np.uint64)
        self.true_slots = bound.true_slots.copy()
        self.open_slots = bound.open_slots.copy()
        self.listed: tuple[Array, Array] | None = None
        self.start = 0

    def load(self, block: int) -> None:
        """Fill the planes of a block."""
        self.start = block * self.bound.rows_per_block
        end = min(self.start + self.bound.rows_per_block, self.bound.encoded.rows)
        self._mask(end - self.start)
        for codes, base, size in self.bound.axes:
            if isinstance(codes, Codes):
                self.kernel.code_planes(codes.codes[self.start : end], self.arena, self.has, base, size)
            else:
                self._load_sets(codes, base, end)
        self.kernel.recipes(self.arena, self.has, *self.bound.recipes)
        for plan in self.bound.odd:
            self._patch(plan, end)
        self.kernel.states(self.has, self.true_slots, self.open_slots, end - self.start, self.state)

    def _mask(self, rows: int) -> None:
        self.mask[:] = 0
        self.mask[: rows >> 6] = ALL_ONES
        if rows & 63:
            self.mask[rows >> 6] = (1 << (rows & 63)) - 1

    def _load_sets(self, sets: Sets, base: int, end: int) -> None:
        count = len(sets.coder.wanted)
        self.kernel.flag_plane(sets.open[self.start : end], self.arena, self.has, base)
        for place, marks in enumerate((sets.met,) if sets.exact else sets.marks):
            first, here = base + 1 + place * count, marks[:, self.start : end]
            if len(marks):
                self.kernel.mark_planes(here, self.arena, self.has, first, count)
            else:
                self.arena[first : first + count] = 0
                self.has[first : first + count] = 0

    def _patch(self, plan: OddPlan, end: int) -> None:
        """Where the block has odd readings the predicates of the axis get planes of their own."""
        low, high = np.searchsorted(plan.codes.odd_places, (self.start, end))
        if low == high:
            self.true_slots[plan.predicates] = self.bound.true_slots[plan.predicates]
            self.open_slots[plan.predicates] = self.bound.open_slots[plan.predicates]
            return
        self.true_slots[plan.predicates] = plan.true_slots
        self.open_slots[plan.predicates] = plan.open_slots
        self.kernel.recipes(self.arena, self.has, *plan.recipes)
        rows, readings = plan.codes.odd_places[low:high] - self.start, plan.codes.odd_readings[low:high]
        self.kernel.patch(
            self.arena, self.has, plan.true_slots, plan.open_slots, rows, readings, plan.surely, plan.possibly
        )

    def count(self, counts: Array) -> None:
        """Add the block's eligible, to judge and to verify to each policy's."""
        self.kernel.count_block(*self.inputs(), counts)

    def write_planes(self, first: int, out: Array) -> None:
        """The verdict planes of policies from ``first`` on."""
        self.kernel.plane_block(*self.inputs(), first, out)

    def pairs(self, verdict: int) -> Iterator[tuple[Array, Array]]:
        """The block's pairs of one verdict: policy and stored place; the arrays are used again after each step."""
        if self.listed is None:
            room = ROOM + self.bound.rows_per_block
            self.listed = np.empty(room, np.int32), np.empty(room, np.int32)
        following, total = 0, len(self.bound.modes)
        while following < total:
            filled, following = self.kernel.pairs_block(
                *self.inputs(), self.planes, verdict, following, *self.listed, self.start
            )
            yield self.listed[0][:filled], self.listed[1][:filled]

    def inputs(self, registers: Array | None = None) -> tuple[Any, ...]:
        """What the kernel needs to evaluate the block's policies, in these registers or in its own."""
        bound = self.bound
        return (
            self.arena, self.state, self.true_slots, self.open_slots, bound.judged, self.mask, bound.literals.items,
            bound.literals.starts, bound.code.items, bound.code.starts, bound.modes,
            self.registers if registers is None else registers,
        )  # fmt: skip
