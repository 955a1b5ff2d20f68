"""One profile × all policies, fast enough for a page."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from policymatch.batch.coding import MISSING, NameCoder
from policymatch.batch.compiling import Program, Segments
from policymatch.batch.deltas import STATES
from policymatch.batch.kernels import kernel
from policymatch.batch.kernels.layout import NOT_ELIGIBLE
from policymatch.batch.predicates import Axis, Form, Kind
from policymatch.decisions import Verdict
from policymatch.profiles import Fact, Profile, Reading, read
from policymatch.profiles.readings import AGE, Candidate, Lone, LoneReader

Array = npt.NDArray[Any]
FALSE, UNKNOWN, TRUE = 0, 1, 3
"""Truths as two bits: not surely false, and surely true; and and or are those of the bits."""
RELEARN = frozenset({16, 128, 1024, 8192})
LESSONS = 16
"""Every how manieth profile is learnt from, after the first."""
REMEMBERED = 4096
"""Readings an axis whose truths are kept; then it begins anew."""


class Matcher:
    """Decides single profiles for all policies of a program. Keeps what it has learnt; one a thread.

    Args:
        program: from ``compile_policies``.
    """

    def __init__(self, program: Program) -> None:
        self.program = program
        self._axes = [_Axis(program, axis, place) for place, axis in enumerate(program.axes)]
        self._of_field: dict[str, list[_Axis]] = {}
        for axis in self._axes:
            self._of_field.setdefault(axis.field, []).append(axis)
        self._ages, self._judged_axes = (self._of_field.pop(field, []) for field in (AGE, ""))
        order = np.fromiter((n for numbers in program.index.values() for n in numbers), np.int32)
        place = np.empty(len(program.predicates), np.int32)
        place[order] = np.arange(len(place), dtype=np.int32)
        self._judged = np.array([program.predicates[n].axis.column is None for n in order], np.bool_)
        self._starts = np.cumsum([0, *(len(numbers) for numbers in program.index.values())]).astype(np.int32)
        self._ranges = np.array([one for axis in self._axes for one in axis.ranges], np.int32).reshape(-1, 2).T.copy()
        self._truths = np.zeros(2 * len(place) + 1, np.int8)
        self._set_literals(_renumbered(_all_literals(program), place))
        self._code = _renumbered_code(program.code, place)
        self._registers = np.zeros(program.registers, np.int8), np.zeros(program.registers, np.bool_)
        self._failed = np.zeros(2 * len(place), np.int32)
        self._left = np.zeros(len(program) + 1, np.int32)
        self._seen = 0
        self._day: date | None = None
        self._answers = [[(key, state) for key in program.keys] for state in STATES]

    def codes(self, profile: Profile, as_of: date) -> Array:
        """The verdict of each policy, as places in ``deltas.STATES``."""
        if as_of != self._day:
            self._turn_to(as_of)
        codes, rows = self._read(profile, as_of)
        kernel().profile_truths(np.array(codes, np.int32), self._starts, *self._ranges, self._truths)
        for axis, row in rows:
            self._truths[2 * axis.start : 2 * axis.stop : 2] = row
        out = np.empty(len(self.program), np.int8)
        kernel().judge_profile(
            self._truths, self._judged, self._leading, self._literals.items, self._literals.starts, self._code.items,
            self._code.starts, *self._registers, self._left, out,
        )  # fmt: skip
        self._learn()
        return out

    def _turn_to(self, as_of: date) -> None:
        self._day = as_of
        for axis in self._axes:
            axis.turn_to(as_of)

    def _read(self, profile: Profile, as_of: date) -> tuple[list[int], list[tuple[_Axis, Array]]]:
        """One pass over the facts: a code an axis, or the truths of its predicates where no code says them."""
        codes = [MISSING] * len(self._axes)
        rows: list[tuple[_Axis, Array]] = []
        asked = self._of_field
        found = [
            (axis, axis.find(profile, facts, as_of))
            for field, facts in profile.facts.items() for axis in asked.get(field, ())
        ]  # fmt: skip
        found += [(axis, axis.find(profile, profile.known(AGE), as_of)) for axis in self._ages]
        for axis, said in found:
            if isinstance(said, int):
                codes[axis.place] = said
            else:
                rows.append((axis, said))
        if profile.answers:
            for axis in self._judged_axes:
                answer = profile.answers.get(axis.label)
                codes[axis.place] = MISSING if answer is None else axis.coder.code(answer)
        return codes, rows

    def _learn(self) -> None:
        """What has ruled out most profiles so far is asked first."""
        self._seen += 1
        if self._seen <= LESSONS or self._seen % LESSONS == 0:
            self._failed += self._truths[:-1] == FALSE
        if self._seen in RELEARN:
            rare = -self._failed[self._literals.items]
            order = np.lexsort((rare, self._literals.owners))
            self._set_literals(Segments(self._literals.items[order], self._literals.starts))

    def _set_literals(self, literals: Segments) -> None:
        """The two literals that come first stand apart; where there are fewer, one that is always true."""
        always = len(self._truths) - 1
        padded = np.concatenate([literals.items, np.full(2, always, np.int32)])
        first = np.stack([literals.starts[:-1], literals.starts[:-1] + 1])
        self._literals = literals
        self._leading = np.where(first < literals.starts[1:], padded[first], always).astype(np.int32)

    def having(self, profile: Profile, as_of: date, *verdicts: Verdict) -> list[tuple[Hashable, Verdict]]:
        """Key and verdict of the policies that have one of some verdicts; far cheaper than all where they are few."""
        codes, keys = self.codes(profile, as_of), self.program.keys
        wanted = [STATES.index(verdict) for verdict in verdicts]
        return [(keys[place], STATES[codes[place]]) for place in np.flatnonzero(np.isin(codes, wanted)).tolist()]

    def match(self, profile: Profile, as_of: date) -> list[tuple[Hashable, Verdict]]:
        """Key and verdict of each policy, in order; ``decide`` gives the reasons of those that are looked at.

        Args:
            profile: what is known of the enterprise.
            as_of: the day for which the answers are given.
        """
        codes, found = self.codes(profile, as_of), self._answers[NOT_ELIGIBLE].copy()
        for state, answers in enumerate(self._answers[:NOT_ELIGIBLE]):
            for place in np.flatnonzero(codes == state).tolist():
                found[place] = answers[place]
        return found


def match(program: Program, profile: Profile, as_of: date) -> list[tuple[Hashable, Verdict]]:
    """Decide one profile for all policies; for more than one keep a ``Matcher``."""
    return Matcher(program).match(profile, as_of)


class _Axis:
    """The predicates of one axis: what they say of a reading, as a code or as their truths."""

    def __init__(self, program: Program, axis: Axis, place: int) -> None:
        numbers = program.index[axis]
        self.place = place
        self.predicates = [program.predicates[number] for number in numbers]
        before = [len(others) for others in program.index.values()][:place]
        self.start = sum(before)
        self.stop = self.start + len(numbers)
        self.coder = program.coder(axis)
        self.column = axis.column
        self.field = axis.column.field if axis.column is not None else ""
        self.label = axis.judgement or ""
        self._kind = axis.kind
        self._lone: LoneReader | None = None
        self._known: dict[object, Array] = {}
        self._events: dict[object, int | Array] = {}
        self._wanted: tuple[Array, Array] | None = None

    @property
    def ranges(self) -> list[tuple[int, int]]:
        """The codes for which each predicate is true, from and up to; of names, whose truths are kept, none."""
        if isinstance(self.coder, NameCoder):
            return [(0, 0)] * len(self.predicates)
        return [self.coder.runs(predicate)[0] for predicate in self.predicates]

    def turn_to(self, as_of: date) -> None:
        """Read for another day from now on."""
        self._lone = None if self.column is None else LoneReader.of(self.column, as_of)
        self._events.clear()

    def find(self, profile: Profile, facts: tuple[Fact, ...], as_of: date) -> int | Array:
        """The code of what the facts of its field say, or the truths of the predicates where no code says them."""
        if self._lone is not None:
            value = self._lone.value(facts)
            if value is Lone.NOTHING:
                return MISSING
            if not isinstance(value, Lone):
                return self._of_value(value)
        elif self._kind is Kind.FLAG:
            return self._of_events(profile, facts, as_of)
        assert self.column is not None
        return self._of_reading(read(profile, self.column, as_of))

    def _of_events(self, profile: Profile, facts: tuple[Fact, ...], as_of: date) -> int | Array:
        """Lists of events are the same for many enterprises: nothing happened between two days."""
        assert self.column is not None
        key = tuple((fact.value, fact.year, fact.valid_from, fact.valid_to, fact.label) for fact in facts)
        found = self._events.get(key)
        if found is None:
            found = self._of_reading(read(profile, self.column, as_of))
            _room(self._events)[key] = found
        return found

    def _of_reading(self, reading: Reading) -> int | Array:
        if not reading.candidates:
            return MISSING
        if self._kind is Kind.SET:
            return self._of_set(reading)
        if len(reading.candidates) == 1:
            return self._of_value(reading.candidates[0])
        return self._of_candidates(reading.candidates)

    def _of_value(self, value: Candidate) -> int | Array:
        if isinstance(self.coder, NameCoder):
            return self._remember(value, lambda: self._name_truths(value))
        return self.coder.code(value)

    def _name_truths(self, value: Candidate) -> Array:
        assert isinstance(self.coder, NameCoder)
        met = None if value is None else self.coder.meeting(str(value))
        return self._of_names(met.surely, met.possibly) if met else np.full(len(self.predicates), FALSE, np.int8)

    def _of_candidates(self, candidates: tuple[Candidate, ...]) -> Array:
        possible = self.coder.possible
        return self._remember(
            candidates, lambda: [_agreed([possible(one, each) for each in candidates]) for one in self.predicates]
        )

    def _of_set(self, reading: Reading) -> Array:
        (members,) = reading.candidates
        return self._remember((members, reading.complete, reading.absent), lambda: self._set_truths(reading))

    def _set_truths(self, reading: Reading) -> Array:
        (members,) = reading.candidates
        assert isinstance(members, frozenset)
        assert isinstance(self.coder, NameCoder)
        met = [self.coder.meeting(member) for member in members]
        surely = frozenset[str]().union(*(one.surely for one in met))
        possibly = surely.union(*(one.possibly for one in met))
        if not reading.complete:
            lacked = frozenset[str]().union(*(self.coder.lacked(name) for name in reading.absent))
            possibly |= frozenset(self.coder.wanted) - lacked
        return self._of_names(surely, possibly)

    def _of_names(self, surely: frozenset[str], possibly: frozenset[str]) -> Array:
        """Truths from the wanted names that are surely and possibly met: all predicates at once."""
        assert isinstance(self.coder, NameCoder)
        if self._wanted is None:
            rows = [[name in one.wanted for one in self.predicates] for name in self.coder.wanted]
            wanted = np.array(rows, np.int32).reshape(len(rows), len(self.predicates))
            all_of = np.array([one.form is Form.ALL_OF for one in self.predicates], np.bool_)
            self._wanted = wanted, np.where(all_of, wanted.sum(axis=0), 1)
        wanted, needed = self._wanted
        sure, may = (wanted[[self.coder.places[name] for name in names]].sum(axis=0) for names in (surely, possibly))
        return np.where(sure >= needed, TRUE, np.where(may >= needed, UNKNOWN, FALSE)).astype(np.int8)

    def _remember(self, key: object, truths: Callable[[], list[int] | Array]) -> Array:
        found = self._known.get(key)
        if found is None:
            found = _room(self._known)[key] = np.asarray(truths(), np.int8)
        return found


Kept = dict[object, Any]


def _room(memory: Kept) -> Kept:
    """A memory with room for one more."""
    if len(memory) >= REMEMBERED:
        memory.clear()
    return memory


def _agreed(each: list[tuple[bool, bool]]) -> int:
    if all(surely for surely, _ in each):
        return TRUE
    return UNKNOWN if any(possibly for _, possibly in each) else FALSE


def _all_literals(program: Program) -> Segments:
    """Literals and judgements at the root together; names first, since they rule out most."""
    names = np.array([predicate.form is not Form.ONE_OF for predicate in program.predicates], np.bool_)
    every = program.literals.joined(program.judgements.items, program.judgements.owners)
    return Segments(every.items[np.lexsort((names[every.items >> 1], every.owners))], every.starts)


def _renumbered(literals: Segments, place: Array) -> Segments:
    return Segments((place[literals.items >> 1] << 1 | literals.items & 1).astype(np.int32), literals.starts)


def _renumbered_code(code: Segments, place: Array) -> Segments:
    rows = code.items.reshape(-1, 4).copy()
    on_literal = rows[:, 0] <= 3
    rows[on_literal, 2] = place[rows[on_literal, 2] >> 1] << 1 | rows[on_literal, 2] & 1
    return Segments(rows.reshape(-1), code.starts)
