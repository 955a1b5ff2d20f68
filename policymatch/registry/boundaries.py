"""Boundary pairs: for each limit the smallest enterprises just below, at and above it, for the officer to sign.

Signed, they become the version's cases: whoever changes the rule, the parser or the engine later sees what moved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from policymatch.conditions import Any as AnyOf
from policymatch.conditions import AtLeast, Judgement, Node, Not, Op, Test, children, leaves, tests
from policymatch.conditions.rendering import render
from policymatch.decisions import Verdict, decide
from policymatch.decisions.testing import interpretations
from policymatch.profiles import Column, Fact, FactValue, Origin, Profile
from policymatch.profiles.readings import add_years
from policymatch.quantities import Aggregate, Money
from policymatch.registry.bounds import interval
from policymatch.vocabulary.fields import FieldType, PeriodKind, field

SIGNED = Origin("boundary", "边界样例")
CENT = Decimal("0.01")
Facts = dict[Column, FactValue | tuple[str, ...] | None]


@dataclass(frozen=True, slots=True)
class BoundaryCase:
    """One small enterprise beside a limit.

    Args:
        limit: the limit in words.
        side: 低于, 等于, 高于; 前一天, 当天, 后一天.
        facts: what the enterprise has, by column.
        verdict: what the engine answers, for the officer to confirm or refuse.
    """

    limit: str
    side: str
    facts: Mapping[Column, FactValue | tuple[str, ...] | None]
    verdict: Verdict


def boundary_cases(condition: Node, as_of: date) -> Iterator[BoundaryCase]:
    """The cases of every limit, on a base that meets all else; judgements are taken as answered yes."""
    base = admitted(condition, as_of)
    for test in dict.fromkeys(test for test in tests(condition) if interval(test)):
        others: Facts = {}
        for node in _alternatives(condition, test):
            others = _merged(others, admitted(node, as_of, wanted=False))
        own = base | others | admitted(_path_to(condition, test), as_of)
        for side, value in _around(test):
            facts = own | _satisfying(test, value, as_of)
            verdict = decide(condition, profile_of(facts, condition, as_of), as_of).verdict
            yield BoundaryCase(render(test), side, facts, verdict)


def _alternatives(condition: Node, test: Test) -> Iterator[Node]:
    """The other ways to meet the condition: with one of them open, the limit would decide nothing."""
    for child in children(condition):
        if test in tuple(leaves(child)):
            yield from _alternatives(child, test)
        elif isinstance(condition, AnyOf):
            yield child


def _around(test: Test) -> Iterator[tuple[str, Decimal | date]]:
    if isinstance(test.value, date):
        yield "前一天", test.value - timedelta(days=1)
        yield "当天", test.value
        yield "后一天", test.value + timedelta(days=1)
    elif isinstance(test.value, Decimal):
        step = _step(test)
        yield "低于", test.value - step
        yield "等于", test.value
        yield "高于", test.value + step


def _step(test: Test) -> Decimal:
    unit = field(test.field).unit
    if unit == "元":
        return CENT
    if unit == "年":
        return Decimal(1) / 366  # a day
    return Decimal("0.0001") if unit == "比例" else Decimal(1)


def _path_to(condition: Node, test: Test) -> Node:
    """The condition with every choice made in favour of the test."""
    if test not in tuple(leaves(condition)):
        return condition
    if isinstance(condition, AnyOf):
        return next(_path_to(child, test) for child in condition.children if test in tuple(leaves(child)))
    if isinstance(condition, Not | Test | Judgement):
        return condition
    parts = tuple(_path_to(child, test) for child in condition.children)
    return AtLeast(condition.count, parts) if isinstance(condition, AtLeast) else type(condition)(parts)


def admitted(condition: Node, as_of: date, *, wanted: bool = True) -> Facts:
    """Facts that meet a condition (or fail it), found part by part; what two parts both name the later one decides."""
    if isinstance(condition, Judgement):
        return {}
    if isinstance(condition, Test):
        return _satisfying(condition, None, as_of) if wanted else _failing(condition, as_of)
    if isinstance(condition, Not):
        return admitted(condition.child, as_of, wanted=not wanted)
    parts = children(condition)
    if isinstance(condition, AnyOf) and wanted:
        parts = parts[:1]
    elif isinstance(condition, AtLeast) and wanted:
        parts = parts[: condition.count]
    facts: Facts = {}
    for part in parts:
        facts = _merged(facts, admitted(part, as_of, wanted=wanted))
    return facts


def _merged(first: Facts, second: Facts) -> Facts:
    """Both; of one set the members of both, of one value the second."""
    merged = first | second
    for column in first.keys() & second.keys():
        one, other = first[column], second[column]
        if isinstance(one, tuple) and isinstance(other, tuple):
            merged[column] = tuple(dict.fromkeys((*one, *other)))
    return merged


def _satisfying(test: Test, value: Decimal | date | None, as_of: date) -> Facts:
    chosen: FactValue | tuple[str, ...] | None = value if value is not None else _passing_value(test)
    if test.field == "years_established" and isinstance(chosen, Decimal):
        return {Column("established_on"): _born(chosen, as_of)}
    columns = interpretations(test)[0]
    return dict.fromkeys(columns, chosen)


def _passing_value(test: Test) -> FactValue | tuple[str, ...] | None:
    if isinstance(test.value, bool):
        return test.value
    if isinstance(test.value, Decimal | Money | date):
        return _inside(test)
    if test.op in (Op.NOT_IN, Op.HAS_NONE):
        return () if field(test.field).type is FieldType.SET else None
    assert isinstance(test.value, tuple)
    return test.value if field(test.field).type is FieldType.SET else test.value[0]


def _inside(test: Test) -> FactValue:
    """A value that passes: the limit itself, or one step beyond where the limit is left out."""
    value = test.value
    assert isinstance(value, Decimal | Money | date)
    if test.op not in (Op.GT, Op.LT):
        return value
    sign = 1 if test.op is Op.GT else -1
    if isinstance(value, date):
        return value + timedelta(days=sign)
    if isinstance(value, Money):
        return Money(value.currency, value.amount + sign)
    return value + sign * _step(test)


def _failing(test: Test, as_of: date) -> Facts:
    if isinstance(test.value, bool):
        return {interpretations(test)[0][0]: not test.value}
    if isinstance(test.value, tuple):
        empty: FactValue | tuple[str, ...] | None = () if field(test.field).type is FieldType.SET else None
        negative = test.op in (Op.NOT_IN, Op.HAS_NONE)
        return {interpretations(test)[0][0]: test.value[0] if negative else empty}
    opposite = {Op.GE: Op.LT, Op.GT: Op.LE, Op.LE: Op.GT, Op.LT: Op.GE, Op.EQ: Op.GT}[test.op]
    return _satisfying(Test(test.field, opposite, test.value, test.period, test.label), None, as_of)


def _born(age: Decimal, as_of: date) -> date:
    """The day of founding that gives an age: whole years back, then the rest in days."""
    whole = int(age)
    anniversary = add_years(as_of, -whole)
    rest = (age - whole) * (anniversary - add_years(as_of, -whole - 1)).days
    return anniversary - timedelta(days=int(rest.to_integral_value()))


def profile_of(facts: Facts, condition: Node, as_of: date) -> Profile:
    """A profile that holds the facts and answers every judgement of the condition with yes."""
    listed = [fact for column, value in facts.items() for fact in _facts(column, value, as_of)]
    answers = {leaf.label: True for leaf in leaves(condition) if isinstance(leaf, Judgement)}
    return Profile.of("边界样例", listed, answers=answers)


def _facts(column: Column, value: FactValue | tuple[str, ...] | None, as_of: date) -> Iterator[Fact]:
    known = field(column.field)
    if known.type is FieldType.SET:
        began = date(column.period.years(as_of.year)[-1], 1, 1) if column.period else None
        members: tuple[str | None, ...] = (*(value if isinstance(value, tuple) else ()), None)
        yield from (Fact(column.field, name, SIGNED, valid_from=began if name else None) for name in members)
        return
    assert not isinstance(value, tuple)
    if known.type is FieldType.BOOL and known.period_kind is PeriodKind.WINDOW:
        year = column.period.years(as_of.year)[-1] if column.period else as_of.year
        yield Fact(column.field, value, SIGNED, valid_from=date(year, 1, 1) if value else None)
        return
    if known.has_period:
        yield from _annual(column, value, as_of)
        return
    yield Fact(column.field, value, SIGNED, label=column.label)


def _annual(column: Column, value: FactValue | None, as_of: date) -> Iterator[Fact]:
    period = column.period
    years = period.years(as_of.year) if period else (as_of.year - 1, as_of.year - 2)
    for place, year in enumerate(years):
        shown = value
        if period and period.aggregate is Aggregate.SUM and isinstance(value, Decimal) and place:
            shown = Decimal(0)  # the whole sum lies in the first year
        yield Fact(column.field, shown, SIGNED, year=year, label=column.label)
