"""Whether a condition can be met at all, or is met by everybody: intervals and lists, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from policymatch.conditions import All, Any, AtLeast, Node, Op, Test, children, tests
from policymatch.vocabulary.fields import FieldType, field

SIGNED = ("profit", "growth", "net_assets", "taxable_income")
"""Figures that may be negative; all other numbers are at least zero."""

Edge = Decimal | date


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of numbers or days; None is an open end."""

    low: Edge | None = None
    low_open: bool = False
    high: Edge | None = None
    high_open: bool = False

    def meet(self, other: Interval) -> Interval:
        """What lies in both."""
        low, low_open = _tighter(self.low, self.low_open, other.low, other.low_open, upper=False)
        high, high_open = _tighter(self.high, self.high_open, other.high, other.high_open, upper=True)
        return Interval(low, low_open, high, high_open)

    @property
    def empty(self) -> bool:
        """Whether nothing lies in it."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))  # type: ignore[operator]


def _tighter(a: Edge | None, a_open: bool, b: Edge | None, b_open: bool, *, upper: bool) -> tuple[Edge | None, bool]:
    if a is None or b is None:
        return (b, b_open) if a is None else (a, a_open)
    if a == b:
        return a, a_open or b_open
    a_wins = a < b if upper else a > b  # type: ignore[operator]
    return (a, a_open) if a_wins else (b, b_open)


def interval(test: Test) -> Interval | None:
    """The values that a test admits; None for lists, truth values and foreign money."""
    value = test.value
    if isinstance(value, bool) or not isinstance(value, Decimal | date):
        return None
    match test.op:
        case Op.GE | Op.GT:
            return Interval(low=value, low_open=test.op is Op.GT)
        case Op.LE | Op.LT:
            return Interval(high=value, high_open=test.op is Op.LT)
        case _:
            return Interval(low=value, high=value)


def domain(test: Test) -> Interval:
    """The values that the field can have."""
    known = field(test.field)
    signed = any(word in known.id for word in SIGNED)
    return Interval() if signed or known.type is not FieldType.NUMBER else Interval(low=Decimal(0))


def is_always_true(test: Test) -> bool:
    """Whether every possible value passes, such as a count of at least nought."""
    admitted, possible = interval(test), domain(test)
    if admitted is None or possible.low is None or admitted.high is not None:
        return False
    assert isinstance(possible.low, Decimal)
    return isinstance(admitted.low, Decimal) and (
        admitted.low < possible.low or (admitted.low == possible.low and not admitted.low_open)
    )


def contradictions(node: Node) -> Iterator[tuple[Test, ...]]:
    """Groups of tests that no enterprise can pass together, found in the conjunctions of a condition."""
    conjunction = list(_conjuncts(node))
    yield from _clashes([part for part in conjunction if isinstance(part, Test)])
    for part in conjunction:
        if isinstance(part, Any | AtLeast):
            for child in children(part):
                yield from contradictions(child)


def _conjuncts(node: Node) -> Iterator[Node]:
    if isinstance(node, All):
        for child in node.children:
            yield from _conjuncts(child)
    else:
        yield node


def _clashes(listed: list[Test]) -> Iterator[tuple[Test, ...]]:
    groups: dict[object, list[Test]] = {}
    for test in listed:
        groups.setdefault((test.field, test.period, test.label), []).append(test)
    for group in groups.values():
        if len(group) > 1 and _clash(group):
            yield tuple(group)


def _clash(group: list[Test]) -> bool:
    stretches = [found for test in group if (found := interval(test))]
    met = domain(group[0])
    for stretch in stretches:
        met = met.meet(stretch)
    return met.empty or _truths_clash(group) or _lists_clash(group)


def _truths_clash(group: Iterable[Test]) -> bool:
    return len({test.value for test in group if test.op is Op.IS}) > 1


def _lists_clash(group: list[Test]) -> bool:
    """One value cannot be in two lists without a common member; trees (regions, industries) are left to people."""
    if field(group[0].field).type is not FieldType.ENUM:
        return False
    wanted = [set(test.value) for test in group if test.op is Op.IN and isinstance(test.value, tuple)]
    barred = {name for test in group if test.op is Op.NOT_IN and isinstance(test.value, tuple) for name in test.value}
    return bool(wanted) and not set.intersection(*wanted) - barred


def trivial_tests(node: Node) -> Iterator[Test]:
    """The tests that everybody passes."""
    return (test for test in tests(node) if is_always_true(test))
