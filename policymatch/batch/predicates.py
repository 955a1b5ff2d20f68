"""What a condition asks of data: distinct predicates over axes, each stored as one bit plane.

An *axis* is what codes are kept for: a column (its amounts in one currency), or the answers to one judgement. A
*predicate* is a question to an axis that has a yes or a no for every known value. Negative operators are no
predicates of their own: ``not_in`` is "not in", ``has_none`` is "not has_any", ``is false`` is "not is true"; the law
of the leaf (``decisions.testing``) makes each pair exact complements, also for *known to be absent*. "Less than" is
not the complement of "at least": of an absent figure both are false.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, auto

from policymatch.conditions import Op, Test
from policymatch.profiles import Column
from policymatch.quantities import Money
from policymatch.vocabulary.fields import field as catalogue_field


class Kind(Enum):
    """How the values of an axis become codes."""

    NUMBER = auto()
    DATE = auto()
    FLAG = auto()
    NAME = auto()
    SET = auto()


class Form(Enum):
    """The question of a predicate."""

    AT_LEAST = auto()
    BELOW = auto()
    EQUAL = auto()
    ONE_OF = auto()
    ANY_OF = auto()
    ALL_OF = auto()
    TRUE = auto()


@dataclass(frozen=True, slots=True)
class Axis:
    """What codes are kept for.

    Args:
        column: the column; None for a judgement.
        currency: the currency of its amounts; empty for 元 and for everything that is no foreign money.
        judgement: the label of a judgement, whose answers are its values.
    """

    column: Column | None = None
    currency: str = ""
    judgement: str | None = None

    @property
    def kind(self) -> Kind:
        """How its values become codes."""
        if self.column is None:
            return Kind.FLAG
        return KINDS.get(str(catalogue_field(self.column.field).type), Kind.NAME)


KINDS = {"number": Kind.NUMBER, "date": Kind.DATE, "bool": Kind.FLAG, "set": Kind.SET}


@dataclass(frozen=True, slots=True)
class Cut:
    """A bound on an ordered axis: reached by values that are at least ``value``, or above it where ``strict``."""

    value: Decimal | date
    strict: bool


@dataclass(frozen=True, slots=True)
class Predicate:
    """A question to an axis; equal questions of different policies are one predicate.

    Args:
        axis: what it is asked of.
        form: the question.
        cut: the bound, for ``AT_LEAST``, ``BELOW`` (known, and does not reach it) and ``EQUAL`` (reaches it, not more).
        wanted: the names, for lists.
    """

    axis: Axis
    form: Form
    cut: Cut | None = None
    wanted: frozenset[str] = frozenset()


ORDERED = {
    Op.GE: (Form.AT_LEAST, False), Op.GT: (Form.AT_LEAST, True), Op.LE: (Form.BELOW, True),
    Op.LT: (Form.BELOW, False), Op.EQ: (Form.EQUAL, False),
}  # fmt: skip
LISTED = {
    Op.IN: (Form.ONE_OF, False), Op.NOT_IN: (Form.ONE_OF, True), Op.HAS_ANY: (Form.ANY_OF, False),
    Op.HAS_NONE: (Form.ANY_OF, True), Op.HAS_ALL: (Form.ALL_OF, False),
}  # fmt: skip


def predicate_of(test: Test, column: Column) -> tuple[Predicate, bool]:
    """The predicate that a test puts to one of its columns, and whether the test wants its complement."""
    if isinstance(test.value, bool):
        return Predicate(Axis(column), Form.TRUE), not test.value
    if isinstance(test.value, tuple):
        form, negative = LISTED[test.op]
        return Predicate(Axis(column), form, wanted=frozenset(test.value)), negative
    form, strict = ORDERED[test.op]
    if isinstance(test.value, Money):
        return Predicate(Axis(column, test.value.currency), form, Cut(test.value.amount, strict)), False
    return Predicate(Axis(column), form, Cut(test.value, strict)), False


def answer_of(label: str) -> Predicate:
    """The predicate of a judgement: it was answered with yes."""
    return Predicate(Axis(judgement=label), Form.TRUE)


def cuts_of(predicate: Predicate) -> tuple[Cut, ...]:
    """The cuts that an ordered predicate needs: its own, and for equality the one above."""
    if predicate.cut is None:
        return ()
    if predicate.form is Form.EQUAL:
        return (predicate.cut, Cut(predicate.cut.value, True))
    return (predicate.cut,)
