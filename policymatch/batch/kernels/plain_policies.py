"""Planes → verdicts of a block, in numpy; operations as in ``instructions``."""

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
    GAPS,
    LEAF,
    MEET,
    OR,
    OR_LIT,
    SET_LIT,
    STEP,
    WIDTH,
)  # fmt: skip
from policymatch.batch.kernels.layout import EMPTY, FULL

Array = npt.NDArray[Any]
ALL_ONES = np.uint64(0xFFFFFFFFFFFFFFFF)
T, N, G = 0, 1, 2


class _Policy:
    """Evaluates policies of one block."""

    def __init__(self, inputs: tuple[Any, ...]) -> None:
        (
            self.arena, self.state, self.true_slots, self.open_slots, self.judged, self.mask,
            self.lits, self.lit_starts, self.code, self.code_starts, self.modes, self.regs,
        ) = inputs  # fmt: skip

    def possible(self, policy: int) -> bool:
        """Evaluate into register 0; False where nobody of the block can be eligible."""
        lits = self.lits[self.lit_starts[policy] : self.lit_starts[policy + 1]]
        states = self.state[lits]
        if (states == EMPTY).any():
            return False
        gaps = self.modes[policy] == 2
        self.regs[0, T] = self.regs[0, N] = self.mask
        self.regs[0, G] = 0
        for lit in lits[states != FULL]:
            self._literal(AND_LIT, 0, lit, gaps)
            if not self.regs[0, N].any():
                return False
        return self._instructions(
            self.code[self.code_starts[policy] : self.code_starts[policy + 1]].reshape(-1, WIDTH), gaps
        )

    def _instructions(self, code: Array, gaps: bool) -> bool:
        for kind, r, s, x in code:
            if kind <= AGREE_LIT:
                self._literal(kind, r, s, gaps)
            else:
                self._register(kind, r, s, x)
                self._gaps(kind, r, s)
            if kind == MEET and not self.regs[0, N].any():
                return False
        return True

    def _literal(self, kind: int, r: int, lit: int, gaps: bool) -> None:
        predicate = lit >> 1
        true, unknown = self.arena[self.true_slots[predicate]], self.arena[self.open_slots[predicate]]
        possible = true | unknown
        surely, possibly = (~possible, ~true) if lit & 1 else (true, possible)
        reg = self.regs[r]
        if kind == SET_LIT:
            reg[T], reg[N] = surely, possibly
        elif kind == OR_LIT:
            reg[T] |= surely
            reg[N] |= possibly
        else:
            reg[T] &= surely
            reg[N] = reg[N] & possibly if kind == AND_LIT else reg[N] | possibly
        if gaps:
            gap = np.zeros_like(true) if self.judged[predicate] else unknown & ~true
            reg[G] = gap if kind == SET_LIT else reg[G] | gap

    def _register(self, kind: int, r: int, s: int, x: int) -> None:
        if kind == FILL:
            self.regs[r, :2] = ALL_ONES if s else 0
            return
        reg, other = self.regs[r], self.regs[s]
        if kind in (AND, MEET):
            reg[:2] &= other[:2]
        elif kind == OR:
            reg[:2] |= other[:2]
        elif kind == AGREE:
            reg[T] &= other[T]
            reg[N] |= other[N]
        elif kind == STEP:
            reg[:2] |= other[:2] & self.regs[x, :2]
        elif kind == COPY:
            reg[:2] = other[:2]

    def _gaps(self, kind: int, r: int, s: int) -> None:
        reg = self.regs[r]
        if kind in (CLOSE, LEAF):
            unknown = reg[N] & ~reg[T]
            reg[G] = unknown if kind == LEAF else reg[G] & unknown
        elif kind == FILL:
            reg[G] = 0
        elif kind == COPY:
            reg[G] = self.regs[s, G]
        elif kind in (AND, OR, AGREE, MEET, GAPS):
            reg[G] |= self.regs[s, G]

    def verdict_planes(self, policy: int, planes: Array) -> None:
        """Eligible, to judge, to verify: three planes from register 0."""
        sure, unknown = self.regs[0, T], self.regs[0, N] & ~self.regs[0, T]
        mode = self.modes[policy]
        if mode == 2:
            planes[0], planes[1], planes[2] = sure, unknown & ~self.regs[0, G], unknown & self.regs[0, G]
        else:
            planes[mode], planes[1 - mode], planes[2] = sure, 0, unknown


def count_block(*inputs: Any) -> None:
    """Count the verdicts of all policies for one block."""
    *shared, counts = inputs
    block = _Policy(tuple(shared))
    planes = np.empty_like(block.regs[0])
    for policy in range(len(block.modes)):
        if block.possible(policy):
            block.verdict_planes(policy, planes)
            counts[policy] += np.bitwise_count(planes).sum(axis=1).astype(np.int64)


def plane_block(*inputs: Any) -> None:
    """The verdict planes of policies ``first`` … ``first + len(out)`` for one block."""
    *shared, first, out = inputs
    block = _Policy(tuple(shared))
    for place in range(len(out)):
        if block.possible(first + place):
            block.verdict_planes(first + place, out[place])
        else:
            out[place] = 0


def pairs_block(*inputs: Any) -> tuple[int, int]:
    """Pairs of one verdict from ``first`` on: how many were written, and the first policy left for want of room."""
    *shared, planes, verdict, first, out_policy, out_place, offset = inputs
    block = _Policy(tuple(shared))
    filled, room = 0, len(out_policy) - 64 * block.arena.shape[1]
    for policy in range(first, len(block.modes)):
        if filled > room:
            return filled, policy
        if block.possible(policy):
            block.verdict_planes(policy, planes)
            ones = np.flatnonzero(np.unpackbits(planes[verdict].view(np.uint8), bitorder="little"))
            out_policy[filled : filled + len(ones)] = policy
            out_place[filled : filled + len(ones)] = offset + ones
            filled += len(ones)
    return filled, len(block.modes)


def changes_block(
    old: tuple[Any, ...], new: tuple[Any, ...], planes: Array, first: int, last: int, offset: int, *outputs: Array
) -> tuple[int, int]:
    """Where the verdicts of a block differ between two states; see the compiled one."""
    blocks = _Policy(old), _Policy(new)
    filled, room = 0, len(outputs[0]) - 64 * planes.shape[2]
    for policy in range(first, last):
        if filled > room:
            return filled, policy
        for block, found in zip(blocks, planes, strict=True):
            found[:] = 0
            if block.possible(policy):
                block.verdict_planes(policy, found)
        different = np.bitwise_or.reduce(planes[0] ^ planes[1])
        bits = np.flatnonzero(np.unpackbits(different.view(np.uint8), bitorder="little"))
        columns = (policy, bits + offset, _verdicts_at(planes[0], bits), _verdicts_at(planes[1], bits))
        for out, column in zip(outputs, columns, strict=True):
            out[filled : filled + len(bits)] = column
        filled += len(bits)
    return filled, last


def _verdicts_at(planes: Array, bits: Array) -> Array:
    held = planes[:, bits >> 6] >> (bits & 63).astype(np.uint64) & np.uint64(1) != 0
    return np.select(list(held), [0, 1, 2], 3)
