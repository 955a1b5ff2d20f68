"""Conditions → a program over predicates: literals that must all hold, and a few instructions for the rest.

Negation is pushed down to the leaves (*at least k of n* becomes *at least n-k+1*), so that a node needs two planes
only: T (surely true) and N (not surely false). A third, F, is kept where a policy has judgements: *unknown, and a
missing fact is among the reasons that still matter*; it tells 待核实 from 待人工认定 as ``Decision.verdict`` does.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from policymatch.batch.coding import Coder, Meeting, NameCoder, coder
from policymatch.batch.instructions import (
    AGREE_LIT,
    WIDTH,
    Assembler,
    Expression,
    Group,
    Join,
    at_least,
    join,
    literal,
    negate,
)  # fmt: skip
from policymatch.batch.predicates import Axis, Predicate, answer_of, predicate_of
from policymatch.conditions import Any as AnyOf
from policymatch.conditions import AtLeast, Judgement, Node, Not, Test
from policymatch.decisions.testing import interpretations
from policymatch.profiles import Column

Ints = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Segments:
    """Rows of different length laid end to end: row i is ``items[starts[i]:starts[i + 1]]``."""

    items: Ints
    starts: Ints

    @classmethod
    def of(cls, rows: Sequence[Sequence[int]]) -> Segments:
        """Lay rows end to end."""
        starts = np.zeros(len(rows) + 1, np.int32)
        np.cumsum([len(row) for row in rows], out=starts[1:])
        return cls(np.fromiter((item for row in rows for item in row), np.int32, int(starts[-1])), starts)

    def only(self, rows: Sequence[int]) -> Segments:
        """Some of the rows."""
        picked = [self.row(row) for row in rows]
        starts = np.cumsum([0, *map(len, picked)]).astype(np.int32)
        return Segments(np.concatenate([*picked, self.items[:0]]), starts)

    def row(self, index: int) -> Ints:
        """One row."""
        return self.items[self.starts[index] : self.starts[index + 1]]

    def joined(self, items: Ints, owners: Ints) -> Segments:
        """With further items at the end of the rows that own them."""
        if not len(items):
            return self
        every = np.concatenate([self.owners, owners])
        counts = np.bincount(every, minlength=len(self.starts) - 1)
        starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
        return Segments(np.concatenate([self.items, items])[np.argsort(every, kind="stable")], starts)

    @property
    def owners(self) -> Ints:
        """The row that each item belongs to."""
        return np.repeat(np.arange(len(self.starts) - 1, dtype=np.int32), np.diff(self.starts))


@dataclass(frozen=True, slots=True)
class Program:
    """Compiled conditions.

    Args:
        keys: of the policies, in the order handed in.
        predicates: the distinct ones.
        literals: per policy the literals that must all hold (``predicate * 2 + negated``), without judgements.
        judgements: per policy the same for judgements at its root.
        code: per policy the instructions for its other conjuncts (see ``instructions``).
        deep: per policy whether judgements stand below its root, so that plane F is needed.
        registers: how many registers the instructions need.
        index: the predicates of each axis.
        met: which wanted names the names seen so far meet; filled while encoding.
    """

    keys: tuple[Hashable, ...]
    predicates: tuple[Predicate, ...]
    literals: Segments
    judgements: Segments
    code: Segments
    deep: npt.NDArray[np.bool_]
    registers: int
    index: dict[Axis, list[int]] = field(repr=False)
    met: dict[Axis, dict[str, Meeting]] = field(default_factory=dict, repr=False, compare=False)
    _coders: dict[Axis, Coder] = field(default_factory=dict, repr=False, compare=False)
    _ranges: dict[Axis, tuple[Coder, Ints, Ints]] = field(default_factory=dict, repr=False, compare=False)

    def coder(self, axis: Axis) -> Coder:
        """What gives the values of an axis their codes: for names one of its own each time, since it learns names."""
        found = self._coders.get(axis)
        if found is None:
            asked = (self.predicates[number] for number in self.index[axis])
            found = coder(axis, asked, self.met.setdefault(axis, {}))
            if not isinstance(found, NameCoder):
                self._coders[axis] = found
        return found

    def ranges(self, axis: Axis, asked: Coder) -> tuple[Ints, Ints]:
        """The codes of anything but names for which each predicate of an axis is true: from, and up to."""
        known = self._ranges.get(axis)
        if known is None or known[0] is not asked:
            runs = [asked.runs(self.predicates[number])[0] for number in self.index[axis]]
            low, high = np.array(runs, np.int32).T.copy()
            known = self._ranges[axis] = asked, low, high
        return known[1:]

    @property
    def axes(self) -> tuple[Axis, ...]:
        """What it reads."""
        return tuple(self.index)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns it reads; judgements have none."""
        return tuple(dict.fromkeys(axis.column for axis in self.index if axis.column is not None))

    def __len__(self) -> int:
        return len(self.keys)

    def only(self, policies: Sequence[int]) -> Program:
        """Some of the policies, with the predicates that they use; codes for the whole program serve it too."""
        literals, judgements, code = (part.only(policies) for part in (self.literals, self.judgements, self.code))
        rows = code.items.reshape(-1, WIDTH).copy()
        asks = rows[:, 0] <= AGREE_LIT
        used = np.unique(np.concatenate([literals.items >> 1, judgements.items >> 1, rows[asks, 2] >> 1]))
        fresh = np.zeros(len(self.predicates), np.int32)
        fresh[used] = np.arange(len(used), dtype=np.int32)
        rows[asks, 2] = fresh[rows[asks, 2] >> 1] << 1 | rows[asks, 2] & 1
        predicates = tuple(self.predicates[number] for number in used)
        return Program(
            tuple(self.keys[number] for number in policies), predicates, _renumbered(literals, fresh),
            _renumbered(judgements, fresh), Segments(rows.reshape(-1), code.starts), self.deep[list(policies)],
            self.registers, by_axis(predicates),
        )  # fmt: skip


def compile_policies(items: Sequence[tuple[Hashable, Node]]) -> Program:
    """Compile conditions.

    Args:
        items: key and condition of each policy item; keys come back with the verdicts.

    Returns:
        The program, independent of any data and date.
    """
    compiler = _Compiler()
    for _, condition in items:
        compiler.add(condition)
    return Program(
        tuple(key for key, _ in items),
        tuple(compiler.predicates),
        Segments.of(compiler.literals),
        Segments.of(compiler.judgements),
        Segments.of(compiler.code),
        np.array(compiler.deep, np.bool_),
        compiler.registers,
        by_axis(compiler.predicates),
    )


def by_axis(predicates: Iterable[Predicate]) -> dict[Axis, list[int]]:
    """The predicates of each axis, by number."""
    index: dict[Axis, list[int]] = {}
    for number, predicate in enumerate(predicates):
        index.setdefault(predicate.axis, []).append(number)
    return index


def _renumbered(literals: Segments, fresh: Ints) -> Segments:
    return Segments((fresh[literals.items >> 1] << 1 | literals.items & 1).astype(np.int32), literals.starts)


class _Compiler:
    def __init__(self) -> None:
        self.predicates: dict[Predicate, int] = {}
        self.literals: list[list[int]] = []
        self.judgements: list[list[int]] = []
        self.code: list[list[int]] = []
        self.deep: list[bool] = []
        self.registers = 1
        self._tests: dict[Test, Expression] = {}
        self._judged: set[int] = set()

    def add(self, condition: Node) -> None:
        """Compile one policy."""
        root = self._expression(condition, False)
        conjuncts = root.parts if isinstance(root, Group) and root.join is Join.ALL else (root,)
        found = [part for part in conjuncts if isinstance(part, int)]
        rest = [part for part in conjuncts if not isinstance(part, int)]
        self.literals.append([part for part in found if not self._is_judgement(part)])
        self.judgements.append([part for part in found if self._is_judgement(part)])
        self.deep.append(any(self._has_judgement(part) for part in rest))
        assembler = Assembler()
        for part in rest:
            assembler.conjunct(part)
        self.code.append(assembler.code)
        self.registers = max(self.registers, assembler.registers)

    def _expression(self, node: Node, negated: bool) -> Expression:
        if isinstance(node, Test):
            found = self._tests.get(node)
            if found is None:
                found = self._tests[node] = self._test(node)
            return negate(found) if negated else found
        if isinstance(node, Judgement):
            number = self._number(answer_of(node.label))
            self._judged.add(number)
            return literal(number, negated)
        if isinstance(node, Not):
            return self._expression(node.child, not negated)
        parts = [self._expression(child, negated) for child in node.children]
        return self._group(node, parts, negated)

    def _group(self, node: Node, parts: list[Expression], negated: bool) -> Expression:
        if isinstance(node, AtLeast):
            return at_least(len(parts) - node.count + 1 if negated else node.count, parts)
        return join(Join.ANY if isinstance(node, AnyOf) is not negated else Join.ALL, parts)

    def _test(self, test: Test) -> Expression:
        """Readings of the wording that must agree are a group of their own, whose disagreement is a gap of facts."""
        readings = [
            join(Join.ALL, [self._literal(test, column) for column in columns]) for columns in interpretations(test)
        ]
        return readings[0] if len(readings) == 1 else Group(Join.AGREE, tuple(readings))

    def _literal(self, test: Test, column: Column) -> int:
        predicate, negated = predicate_of(test, column)
        return literal(self._number(predicate), negated)

    def _number(self, predicate: Predicate) -> int:
        return self.predicates.setdefault(predicate, len(self.predicates))

    def _is_judgement(self, part: int) -> bool:
        return part >> 1 in self._judged

    def _has_judgement(self, part: Expression) -> bool:
        if isinstance(part, int):
            return self._is_judgement(part)
        return any(self._has_judgement(child) for child in part.parts)
