"""One profile × all policies, fast enough for a page."""

from __future__ import annotations

from collections.abc import Hashable
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

    def codes(self, profile: Profile, as_of: date) -> Array:
        """The verdict of each policy, as places in ``deltas.STATES``."""
        rows = [axis.truths(profile, as_of) for axis in self._axes]
        truths = np.concatenate(rows) if rows else np.zeros(0, np.int8)
        out = np.empty(len(self.program), np.int8)
        kernel().judge_profile(
            truths, self._judged, self._literals.items, self._literals.starts, self._code.items, self._code.starts,
            *self._registers, out,
        )  # fmt: skip
        return out

    def match(self, profile: Profile, as_of: date) -> list[tuple[Hashable, Verdict]]:
        """Key and verdict of each policy, in order; ``decide`` gives the reasons of those that are looked at.

        Args:
            profile: what is known of the enterprise.
            as_of: the day for which the answers are given.
        """
        verdicts = map(STATES.__getitem__, self.codes(profile, as_of).tolist())
        return list(zip(self.program.keys, verdicts, strict=True))


def match(program: Program, profile: Profile, as_of: date) -> list[tuple[Hashable, Verdict]]:
    """Decide one profile for all policies; for more than one keep a ``Matcher``."""
    return Matcher(program).match(profile, as_of)


class _AxisTruths:
    """The truths of an axis's predicates for one reading, remembered by reading."""

    def __init__(self, axis: Axis, predicates: list[Predicate]) -> None:
        self.axis = axis
        self.predicates = predicates
        self.coder: Coder = coder(axis, predicates)
        self.unknown = np.full(len(predicates), UNKNOWN, np.int8)
        self._known: dict[object, Array] = {}

    def truths(self, profile: Profile, as_of: date) -> Array:
        """One truth a predicate, in the axis's order."""
        column = self.axis.column
        if column is None:
            answer = profile.answers.get(self.axis.judgement or "")
            return self.unknown if answer is None else self._of_code(self.coder.code(answer))
        if column.field not in profile.facts and column.field != AGE:
            return self.unknown
        reading = read(profile, column, as_of)
        if not reading.candidates:
            return self.unknown
        return self._of_set(reading) if self.axis.kind is Kind.SET else self._of_candidates(reading.candidates)

    def _of_candidates(self, candidates: tuple[Candidate, ...]) -> Array:
        codes = {self.coder.code(candidate) for candidate in candidates}
        if len(codes) == 1 and ODD not in codes:
            return self._of_code(codes.pop())
        return self._remember(candidates, lambda one: _agreed([self.coder.possible(one, c) for c in candidates]))

    def _of_code(self, code: int) -> Array:
        if code == MISSING:
            return self.unknown
        return self._remember(code, lambda one: TRUE * any(low <= code < high for low, high in self.coder.runs(one)))

    def _of_set(self, reading: Reading) -> Array:
        (members,) = reading.candidates
        assert isinstance(members, frozenset)
        assert isinstance(self.coder, NameCoder)
        met = [self.coder.meeting(member) for member in members]
        surely = frozenset[str]().union(*(one.surely for one in met))
        possibly = surely.union(*(one.possibly for one in met))
        if not reading.complete:
            lacked = frozenset[str]().union(*(self.coder.lacked(name) for name in reading.absent))
            possibly |= frozenset(self.coder.wanted) - lacked
        return self._remember((surely, possibly), lambda one: _of_names(one, surely, possibly))

    def _remember(self, key: object, truth: Any) -> Array:
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            found = self._known[key] = np.array([truth(one) for one in self.predicates], np.int8)
        return found


def _agreed(each: list[tuple[bool, bool]]) -> int:
    if all(surely for surely, _ in each):
        return TRUE
    return UNKNOWN if any(possibly for _, possibly in each) else FALSE


def _of_names(predicate: Predicate, surely: frozenset[str], possibly: frozenset[str]) -> int:
    wanted = predicate.wanted
    if predicate.form is Form.ANY_OF:
        return TRUE if wanted & surely else UNKNOWN if wanted & possibly else FALSE
    return TRUE if wanted <= surely else UNKNOWN if wanted <= possibly else FALSE


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
