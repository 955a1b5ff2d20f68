"""Expressions in negation normal form, and the instructions that evaluate them on registers of bit planes.

An instruction is four numbers: operation, target register, operand, second operand. Register 0 holds the policy's own
planes; ``MEET`` ands a finished conjunct into it and lets the kernel leave as soon as nothing is possible any more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

# Operations; the kernels compare with these numbers.
SET_LIT, AND_LIT, OR_LIT, AGREE_LIT = 0, 1, 2, 3
AND, OR, AGREE, MEET = 4, 5, 6, 7
FILL, CLOSE, LEAF, STEP, COPY, GAPS = 8, 9, 10, 11, 12, 13
WIDTH = 4
"""Numbers an instruction.

- ``*_LIT r x``: set, and, or, agree register r with literal x; ``AND``, ``OR``, ``AGREE`` r s: with register s.
- ``MEET s``: and s into register 0, leave if empty.
- ``FILL r v``: all false (0) or all true (1). ``COPY r s``.
- ``STEP r s x``: r |= s & x, on T and N (one more of "at least k").
- ``GAPS r s``: F of s joins F of r. ``CLOSE r``: F only where r is unknown. ``LEAF r``: F wherever r is unknown.
"""


class Join(Enum):
    """How the parts of a group make one answer."""

    ALL = auto()
    ANY = auto()
    COUNT = auto()
    AGREE = auto()


@dataclass(frozen=True, slots=True)
class Group:
    """A node over parts, ``count`` of which must hold where they are counted."""

    join: Join
    parts: tuple[Expression, ...]
    count: int = 0


Expression = int | Group
"""A literal (``predicate * 2 + negated``) or a group."""


def literal(predicate: int, negated: bool) -> int:
    """A predicate or its complement."""
    return predicate * 2 + negated


def join(kind: Join, parts: Sequence[Expression]) -> Expression:
    """And or or; nested groups of the same kind are flattened, a single part stands for itself."""
    flat: list[Expression] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, Group) and part.join is kind else (part,))
    return flat[0] if len(flat) == 1 else Group(kind, tuple(flat))


def at_least(count: int, parts: Sequence[Expression]) -> Expression:
    """At least ``count`` of the parts."""
    if count == 1:
        return join(Join.ANY, parts)
    if count == len(parts):
        return join(Join.ALL, parts)
    return Group(Join.COUNT, tuple(parts), count)


def negate(part: Expression) -> Expression:
    """The complement, pushed down to the literals."""
    if isinstance(part, int):
        return part ^ 1
    parts = tuple(negate(child) for child in part.parts)
    swapped = {Join.ALL: Join.ANY, Join.ANY: Join.ALL}.get(part.join, part.join)
    return Group(swapped, parts, len(parts) - part.count + 1 if part.join is Join.COUNT else 0)


class Assembler:
    """Writes the instructions of one policy."""

    def __init__(self) -> None:
        self.code: list[int] = []
        self.registers = 2

    def conjunct(self, part: Expression) -> None:
        """A part of the root that is no literal."""
        self._value(part, 1)
        self._emit(MEET, 0, 1)

    def _emit(self, operation: int, target: int, first: int = 0, second: int = 0) -> None:
        self.code += (operation, target, first, second)
        self.registers = max(self.registers, target + 1)

    def _value(self, part: Expression, target: int) -> None:
        if isinstance(part, int):
            self._emit(SET_LIT, target, part)
        elif part.join is Join.COUNT:
            self._count(part, target)
        else:
            self._chain(part, target)
        if isinstance(part, Group):
            self._emit(LEAF if part.join is Join.AGREE else CLOSE, target)

    def _chain(self, group: Group, target: int) -> None:
        if not group.parts:
            self._emit(FILL, target, 1 if group.join is Join.ALL else 0)
            return
        on_literal, on_register = {
            Join.ALL: (AND_LIT, AND), Join.ANY: (OR_LIT, OR), Join.AGREE: (AGREE_LIT, AGREE),
        }[group.join]  # fmt: skip
        self._value(group.parts[0], target)
        for part in group.parts[1:]:
            if isinstance(part, int):
                self._emit(on_literal, target, part)
            else:
                self._value(part, target + 1)
                self._emit(on_register, target, target + 1)

    def _count(self, group: Group, target: int) -> None:
        """Registers target … target+k-1 say "at least 1 … k so far"; the last moves to the target."""
        last, value = target + group.count - 1, target + group.count
        for register in range(target, value):
            self._emit(FILL, register, 0)
        for part in group.parts:
            self._value(part, value)
            for register in range(last, target, -1):
                self._emit(STEP, register, register - 1, value)
            self._emit(OR, target, value)
            self._emit(GAPS, last, value)
        if last != target:
            self._emit(COPY, target, last)
