"""A program bound to codes: which plane each predicate is, which planes are made of others, in which order to ask.

Planes of a block lie in one array of *slots*: zeros, ones, then for each axis its own planes ("code at least c",
"missing"), then planes of predicates that are no plane of an axis.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from policymatch.batch.coding import MISSING, NameCoder
from policymatch.batch.columns import Codes, Sets
from policymatch.batch.compiling import Program, Segments
from policymatch.batch.encoding import Encoded
from policymatch.batch.kernels.layout import ALL_OF, ANY_OF, FREE, ONES, RUNS, ZEROS
from policymatch.batch.predicates import Axis, Form, Predicate

Array = npt.NDArray[Any]
STRETCHES, STRETCH = 512, 16
"""How many stretches of how many neighbours are looked at to find what is rare."""
CACHE = 16 << 20
FEWEST_WORDS, MOST_WORDS = 128, 512
"""Smaller blocks cost more in calls than they save in cache, even with 57,000 predicates."""
NO_JUDGEMENT, JUDGED_AT_ROOT, JUDGED_DEEP = 0, 1, 2
"""How a policy's registers become verdicts: T is 符合; T of the rest is 待人工认定; F tells (see ``compiling``)."""


@dataclass
class Recipes:
    """Planes made of other planes, in order."""

    targets: list[int] = field(default_factory=list)
    kinds: list[int] = field(default_factory=list)
    operands: list[list[int]] = field(default_factory=list)

    def add(self, target: int, kind: int, operands: list[int]) -> int:
        """Add one; returns its target."""
        self.targets.append(target)
        self.kinds.append(kind)
        self.operands.append(operands)
        return target

    def arrays(self) -> tuple[Array, Array, Array, Array]:
        """For the kernel."""
        flat = Segments.of(self.operands)
        return np.array(self.targets, np.int32), np.array(self.kinds, np.int32), flat.items, flat.starts


@dataclass(frozen=True, slots=True)
class OddPlan:
    """How to write odd readings of an axis into planes of their own.

    Args:
        codes: with the odd places.
        predicates: of the axis.
        true_slots, open_slots: their own planes.
        recipes: copies of the common planes to start from.
        surely, possibly: by predicate and reading.
    """

    codes: Codes
    predicates: Array
    true_slots: Array
    open_slots: Array
    recipes: tuple[Array, Array, Array, Array]
    surely: Array
    possibly: Array


@dataclass(frozen=True, slots=True)
class Bound:
    """All that the kernel needs; see the module's text."""

    encoded: Encoded
    axes: tuple[tuple[Codes | Sets, int, int], ...]
    recipes: tuple[Array, Array, Array, Array]
    odd: tuple[OddPlan, ...]
    true_slots: Array
    open_slots: Array
    judged: Array
    literals: Segments
    code: Segments
    modes: Array
    registers: int
    slots: int
    words: int

    @property
    def rows_per_block(self) -> int:
        """How many profiles a block holds."""
        return 64 * self.words

    @property
    def blocks(self) -> int:
        """How many blocks there are."""
        return -(-self.encoded.rows // self.rows_per_block)

    def fits(self, encoded: Encoded) -> bool:
        """Whether other codes of the same coders have the same planes: none new, none odd, sets no less exact."""
        if self.odd or list(encoded.axes) != list(self.encoded.axes):
            return False
        for (known, _, size), codes in zip(self.axes, encoded.axes.values(), strict=True):
            if codes.coder is not known.coder:
                return False
            if isinstance(codes, Codes) and (codes.coder.size != size or len(codes.odd_places)):
                return False
            if isinstance(codes, Sets) and isinstance(known, Sets) and known.exact and not codes.exact:
                return False
        return True

    def moved_to(self, encoded: Encoded) -> Bound:
        """The same planes of other codes that fit."""
        places = [(base, size) for _, base, size in self.axes]
        axes = [(codes, *place) for codes, place in zip(encoded.axes.values(), places, strict=True)]
        return replace(self, encoded=encoded, axes=tuple(axes))


class Binder:
    """Gives slots to axes and predicates."""

    def __init__(self, program: Program, encoded: Encoded) -> None:
        self.program = program
        self.encoded = encoded
        self.recipes = Recipes()
        self.free = FREE
        self.true_slots = np.full(len(program.predicates), ZEROS, np.int32)
        self.open_slots = np.full(len(program.predicates), ONES, np.int32)
        self.shares = np.tile((0.0, 1.0), (len(program.predicates), 1))
        self.axes: list[tuple[Codes | Sets, int, int]] = []
        self.odd: list[OddPlan] = []

    def bind(self, words: int | None) -> Bound:
        """Bind everything."""
        for axis in self.program.axes:
            codes = self.encoded.axes.get(axis)
            if isinstance(codes, Codes):
                self._bind_codes(axis, codes)
            elif isinstance(codes, Sets):
                self._bind_sets(axis, codes)
        modes, literals = self._modes()
        return Bound(
            self.encoded, tuple(self.axes), self.recipes.arrays(), tuple(self.odd),
            self.true_slots, self.open_slots,
            np.array([predicate.axis.column is None for predicate in self.program.predicates], np.bool_),
            self._ordered(literals), self.program.code, modes, self.program.registers, self.free,
            words or fitting_words(self.free, self.encoded.rows),
        )  # fmt: skip

    def _take(self, count: int) -> int:
        self.free += count
        return self.free - count

    def _bind_codes(self, axis: Axis, codes: Codes) -> None:
        size = codes.coder.size
        base = self._take(size)
        self.axes.append((codes, base, size))
        sample = _sample(codes.codes)
        below = np.concatenate([[0], np.cumsum(np.bincount(sample, minlength=size))]) / max(1, len(sample))
        numbers = self.program.index[axis]
        self.open_slots[numbers] = base + MISSING
        self.shares[numbers, 1] = below[MISSING + 1]
        if isinstance(codes.coder, NameCoder):
            self._bind_names(codes.coder, numbers, base, below.tolist())
        else:
            low, high = self.program.ranges(axis, codes.coder)
            self.shares[numbers, 0] = below[high] - below[low]
            slots = base + low
            for place in np.flatnonzero(high != size).tolist():
                slots[place] = self._runs([(int(low[place]), int(high[place]))], base, size)
            self.true_slots[numbers] = slots
        if len(codes.odd_places):
            self.odd.append(self._odd_plan(codes, numbers))

    def _bind_names(self, coder: NameCoder, numbers: list[int], base: int, below: list[float]) -> None:
        for number in numbers:
            runs = coder.runs(self.program.predicates[number])
            self.true_slots[number] = self._runs(runs, base, coder.size)
            self.shares[number, 0] = sum(below[high] - below[low] for low, high in runs)

    def _runs(self, runs: list[tuple[int, int]], base: int, size: int) -> int:
        if not runs:
            return ZEROS
        if len(runs) == 1 and runs[0][1] == size:
            return base + runs[0][0]
        ends = [(base + low, base + high if high < size else ZEROS) for low, high in runs]
        return self.recipes.add(self._take(1), RUNS, [slot for pair in ends for slot in pair])

    def _odd_plan(self, codes: Codes, numbers: list[int]) -> OddPlan:
        copies, count = Recipes(), len(numbers)
        true_slots, open_slots = self._take(count), self._take(count)
        for place, number in enumerate(numbers):
            copies.add(true_slots + place, ANY_OF, [int(self.true_slots[number])])
            copies.add(open_slots + place, ANY_OF, [int(self.open_slots[number])])
        asked = [self.program.predicates[number] for number in numbers]
        truths = np.array([[_truth(codes, one, reading) for reading in codes.readings] for one in asked], np.bool_)
        return OddPlan(
            codes, np.array(numbers), np.arange(true_slots, true_slots + count, dtype=np.int32),
            np.arange(open_slots, open_slots + count, dtype=np.int32), copies.arrays(),
            np.ascontiguousarray(truths[:, :, 0]), np.ascontiguousarray(truths[:, :, 1]),
        )  # fmt: skip

    def _bind_sets(self, axis: Axis, sets: Sets) -> None:
        """Slots of a set: open; by wanted name surely met; where that is not all, doubted, lacked, possible."""
        count = len(sets.coder.wanted)
        base = self._take(1 + count)
        possible = self._possible(sets, base, count)
        held = np.unpackbits(_sample(sets.met), axis=0, bitorder="little")
        shares = held.mean(axis=1) if self.encoded.rows else np.zeros(len(held))
        unknown = float(_sample(sets.open).mean()) if self.encoded.rows else 1.0
        for number in self.program.index[axis]:
            predicate = self.program.predicates[number]
            places = sorted(sets.coder.places[name] for name in predicate.wanted)
            self.true_slots[number] = self._listed(predicate, [base + 1 + place for place in places])
            may = [possible + place for place in places]
            self.open_slots[number] = self._listed(predicate, may) if possible else base
            found = [float(shares[place]) for place in places]
            self.shares[number] = min(1.0, sum(found)) if predicate.form is Form.ANY_OF else min(found), unknown

    def _possible(self, sets: Sets, base: int, count: int) -> int:
        """First slot of "may hold this name", by name; 0 where being open or not says it for all names."""
        self.axes.append((sets, base, count))
        if sets.exact:
            return 0
        doubted, possible = self._take(2 * count), self._take(count)
        assert doubted == base + 1 + count
        for place in range(count):
            self.recipes.add(possible + place, RUNS, [base, doubted + count + place])
            self.recipes.add(possible + place, ANY_OF, [possible + place, base + 1 + place, doubted + place])
        return possible

    def _listed(self, predicate: Predicate, slots: list[int]) -> int:
        if len(slots) == 1:
            return slots[0]
        return self.recipes.add(self._take(1), ANY_OF if predicate.form is Form.ANY_OF else ALL_OF, slots)

    def _modes(self) -> tuple[Array, Segments]:
        """How each policy's registers become verdicts, and its literals, with judgements where some are answered."""
        program = self.program
        known = frozenset(axis for axis in self.encoded.axes if axis.column is None)
        answered = np.array([predicate.axis in known for predicate in program.predicates], np.bool_)
        judgements = program.judgements
        some = np.zeros(len(program), np.bool_)
        some[judgements.owners[answered[judgements.items >> 1]]] = True
        deep = program.deep | some
        modes = np.where(deep, JUDGED_DEEP, np.where(np.diff(judgements.starts) > 0, JUDGED_AT_ROOT, NO_JUDGEMENT))
        judged = judgements.items[deep[judgements.owners]], judgements.owners[deep[judgements.owners]]
        return modes.astype(np.int64), program.literals.joined(*judged)

    def _ordered(self, literals: Segments) -> Segments:
        """The literal that the fewest can meet comes first."""
        yes, unknown = self.shares[literals.items >> 1].T
        share = np.where(literals.items & 1, 1 - yes, yes + unknown)
        return Segments(literals.items[np.lexsort((share, literals.owners))], literals.starts)


def _truth(codes: Codes, predicate: Predicate, reading: tuple[Any, ...]) -> tuple[bool, bool]:
    """Sure where it is sure of every candidate, possible where it is possible of one."""
    each = [codes.coder.possible(predicate, candidate) for candidate in reading]
    return all(surely for surely, _ in each), any(possibly for _, possibly in each)


def _sample(codes: Array) -> Array:
    """Neighbours from all over, along the last axis."""
    rows = codes.shape[-1]
    step = rows // STRETCHES
    if step <= STRETCH:
        return codes
    stretches = codes[..., : step * STRETCHES].reshape(*codes.shape[:-1], STRETCHES, step)[..., :STRETCH]
    return stretches.reshape(*codes.shape[:-1], -1)


def fitting_words(slots: int, rows: int) -> int:
    """Words a plane such that all planes of a block fit the cache, and no more than there are rows."""
    words = MOST_WORDS
    while words > FEWEST_WORDS and words * 8 * slots > CACHE:
        words //= 2
    while words > 1 and words * 64 >= 2 * max(rows, 1):
        words //= 2
    return words


def bind(program: Program, encoded: Encoded, *, words: int | None = None) -> Bound:
    """Bind a program to the codes that were encoded for it.

    Args:
        program: what is asked.
        encoded: the codes.
        words: 64-row words a block; None for what fits the cache.
    """
    return Binder(program, encoded).bind(words)
