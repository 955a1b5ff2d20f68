"""One profile × all policies, fast enough for a page."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from policymatch.batch.coding import MISSING, ODD, Coder, NameCoder, coder
from policymatch.batch.columns import AGE
from policymatch.batch.compiling import Program, Segments
from policymatch.batch.deltas import STATES
from policymatch.batch.kernels import kernel
from policymatch.batch.predicates import Axis, Form, Kind, Predicate
from policymatch.decisions import Verdict
from policymatch.profiles import Profile, Reading, read
from policymatch.profiles.readings import Candidate

Array = npt.NDArray[Any]
FALSE, UNKNOWN, TRUE = 0, 1, 2
RELEARN = frozenset({16, 128, 1024, 8192})
REMEMBERED = 4096
"""Readings an axis whose truths are kept; then it begins anew."""


class Matcher:
    """Decides single profiles for all policies of a program. Keeps what it has learnt; one a thread.

    Args:
        program: from ``compile_policies``.
    """

    def __init__(self, program: Program) -> None:
        self.program = program
        self._axes = [
            _AxisTruths(axis, [program.predicates[n] for n in numbers]) for axis, numbers in program.index.items()
        ]
        place = np.empty(len(program.predicates), np.int32)
        order = np.fromiter((n for numbers in program.index.values() for n in numbers), np.int32, len(place))
        place[order] = np.arange(len(place), dtype=np.int32)
        self._judged = np.array([program.predicates[n].axis.column is None for n in order], np.bool_)
        self._literals = _renumbered(_all_literals(program), place)
        self._code = _renumbered_code(program.code, place)
        self._registers = np.zeros(program.registers, np.int8), np.zeros(program.registers, np.bool_)
        self._failed = np.zeros(2 * len(program.predicates), np.int32)
        self._seen = 0
        self._answers = [tuple((key, verdict) for verdict in STATES) for key in program.keys]

    def codes(self, profile: Profile, as_of: date) -> Array:
        """The verdict of each policy, as places in ``deltas.STATES``."""
        rows = [axis.truths(profile, as_of) for axis in self._axes]
        truths = np.concatenate(rows) if rows else np.zeros(0, np.int8)
        out = np.empty(len(self.program), np.int8)
        kernel().judge_profile(
            truths, self._judged, self._literals.items, self._literals.starts, self._code.items, self._code.starts,
            *self._registers, out,
        )  # fmt: skip
        self._learn(truths)
        return out

    def _learn(self, truths: Array) -> None:
        """What has ruled out most profiles so far is asked first."""
        self._failed[::2] += truths == FALSE
        self._failed[1::2] += truths == TRUE
        self._seen += 1
        if self._seen in RELEARN:
            rare = -self._failed[self._literals.items]
            self._literals = Segments(
                self._literals.items[np.lexsort((rare, self._literals.owners))], self._literals.starts
            )

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
        codes = self.codes(profile, as_of).tolist()
        return [answers[code] for answers, code in zip(self._answers, codes, strict=True)]


def match(program: Program, profile: Profile, as_of: date) -> list[tuple[Hashable, Verdict]]:
    """Decide one profile for all policies; for more than one keep a ``Matcher``."""
    return Matcher(program).match(profile, as_of)


class _AxisTruths:
    """The truths of an axis's predicates for one reading: a table by code, and a memory of what no code says."""

    def __init__(self, axis: Axis, predicates: list[Predicate]) -> None:
        self.predicates = predicates
        self.coder: Coder = coder(axis, predicates)
        self.unknown = np.full(len(predicates), UNKNOWN, np.int8)
        self._column = axis.column
        self._field = axis.column.field if axis.column is not None else ""
        self._label = axis.judgement or ""
        self._is_set = axis.kind is Kind.SET
        self._by_code: list[Array] = []
        self._known: dict[object, Array] = {}
        self._wanted: tuple[Array, Array] | None = None

    def truths(self, profile: Profile, as_of: date) -> Array:
        """One truth a predicate, in the axis's order."""
        if self._column is None:
            answer = profile.answers.get(self._label)
            return self.unknown if answer is None else self._of_code(self.coder.code(answer))
        if self._field not in profile.facts and self._field != AGE:
            return self.unknown
        reading = read(profile, self._column, as_of)
        if not reading.candidates:
            return self.unknown
        if self._is_set:
            return self._of_set(reading)
        if len(reading.candidates) == 1:
            code = self.coder.code(reading.candidates[0])
            if code != ODD:
                return self._of_code(code)
        return self._of_candidates(reading.candidates)

    def _of_candidates(self, candidates: tuple[Candidate, ...]) -> Array:
        possible = self.coder.possible
        return self._remember(
            candidates, lambda: [_agreed([possible(one, each) for each in candidates]) for one in self.predicates]
        )

    def _of_code(self, code: int) -> Array:
        if code >= len(self._by_code):
            self._by_code = list(self._table())
        return self._by_code[code]

    def _table(self) -> Array:
        """Truths by code and predicate; made anew when a new name has got a new code."""
        table = np.full((self.coder.size, len(self.predicates)), FALSE, np.int8)
        table[MISSING] = UNKNOWN
        for place, predicate in enumerate(self.predicates):
            for low, high in self.coder.runs(predicate):
                table[low:high, place] = TRUE
        return table

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
        """Truths from the wanted names that a set surely and possibly holds: all predicates at once."""
        assert isinstance(self.coder, NameCoder)
        if self._wanted is None:
            rows = [[name in one.wanted for name in self.coder.wanted] for one in self.predicates]
            wanted = np.array(rows, np.float32)
            any_of = np.array([one.form is Form.ANY_OF for one in self.predicates], np.bool_)
            self._wanted = wanted, np.where(any_of, 1, wanted.sum(axis=1))
        wanted, needed = self._wanted
        held = np.array([[name in names for name in self.coder.wanted] for names in (surely, possibly)], np.float32)
        truths: Array = (wanted @ held.T >= needed[:, None]).sum(axis=1).astype(np.int8)
        return truths

    def _remember(self, key: object, truths: Callable[[], list[int] | Array]) -> Array:
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            found = self._known[key] = np.asarray(truths(), np.int8)
        return found


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
