"""One test against one reading: the law of the leaf, shared by ``decide`` and by the batch kernel's look-up tables."""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from policymatch.conditions import Op, Test, Value
from policymatch.conditions.truth import Truth, all_of, any_of, negate
from policymatch.profiles import Column, Gap, Profile, Reading, read
from policymatch.profiles.readings import Candidate
from policymatch.quantities import Aggregate, Money, Period
from policymatch.vocabulary import domains, industries, qualifications, regions
from policymatch.vocabulary.fields import FieldType
from policymatch.vocabulary.fields import field as catalogue_field
from policymatch.vocabulary.terms import term_lists

COMPARE: dict[Op, Callable[[Any, Any], bool]] = {
    Op.GE: operator.ge, Op.GT: operator.gt, Op.LE: operator.le, Op.LT: operator.lt, Op.EQ: operator.eq,
}  # fmt: skip
NEGATIVE = frozenset({Op.NOT_IN, Op.HAS_NONE})


@lru_cache(maxsize=65_536)
def interpretations(test: Test) -> tuple[tuple[Column, ...], ...]:
    """The columns a test reads.

    The outer tuple holds the readings that the wording allows: they must agree, else the answer waits for a ruling of
    the issuing department (近三年 of a figure without 合计, 平均 or 每年). Within each, every column must pass.
    """
    period = test.period
    if period is None or period.length == 1 or catalogue_field(test.field).type is not FieldType.NUMBER:
        single = Period(period.relative, period.first, period.last) if period and period.length == 1 else period
        return ((Column(test.field, single, test.label),),)
    years = tuple(
        Column(test.field, Period(period.relative, year, year), test.label)
        for year in range(period.first, period.last + 1)
    )
    if period.aggregate is Aggregate.EACH:
        return (years,)
    if period.aggregate is not None:
        return ((Column(test.field, period, test.label),),)
    sums, means = (
        Column(test.field, Period(period.relative, period.first, period.last, kind), test.label)
        for kind in (Aggregate.SUM, Aggregate.AVG)
    )
    return (years, (sums,), (means,))


Tested = tuple[Truth, tuple[Reading, ...], Gap | None]
"""The truth of a test, what was read, and why it is open where it is."""


class Tester:
    """Tests of one profile on one day; equal tests, and tests that read the same, are worked out once.

    Args:
        profile: what is known of the enterprise.
        as_of: the day for which the answers are given.
    """

    def __init__(self, profile: Profile, as_of: date) -> None:
        self.profile = profile
        self.as_of = as_of
        self._tested: dict[Test, Tested] = {}
        self._readings: dict[Column, Reading] = {}

    def test(self, test: Test) -> Tested:
        """The truth of a test, what was read, and why it is open where it is."""
        found = self._tested.get(test)
        if found is None:
            found = self._tested[test] = self._test(test)
        return found

    def _test(self, test: Test) -> Tested:
        allowed = interpretations(test)
        seen = {column: self.read(column) for columns in allowed for column in columns}
        answers = [all_of(holds(test, seen[column]) for column in columns) for columns in allowed]
        readings, truth = tuple(seen.values()), agreed(answers)
        return truth, readings, None if truth is not None else _gap(answers, readings)

    def read(self, column: Column) -> Reading:
        """What the profile says of a column."""
        found = self._readings.get(column)
        if found is None:
            found = self._readings[column] = read(self.profile, column, self.as_of)
        return found


def test_profile(test: Test, profile: Profile, as_of: date) -> Tested:
    """The truth of one test for a profile on a date; for several of them keep a ``Tester``."""
    return Tester(profile, as_of).test(test)


def agreed(answers: Collection[Truth]) -> Truth:
    """What all interpretations say; None where they differ or one is unknown."""
    first = next(iter(answers))
    return first if all(answer is first for answer in answers) else None


def _gap(answers: list[Truth], readings: tuple[Reading, ...]) -> Gap:
    if None not in answers:
        return Gap.RULING
    gaps = [reading.gap for reading in readings if reading.gap is not None]
    return gaps[0] if gaps else Gap.CONFLICT


def holds(test: Test, reading: Reading) -> Truth:
    """Whether a test holds of a reading: only where it holds of every candidate; unknown where they differ."""
    if not reading.candidates:
        return None
    return agreed([_holds(test, candidate, reading) for candidate in reading.candidates])


def _holds(test: Test, candidate: Candidate, reading: Reading) -> Truth:
    if test.op is Op.IS:
        return (candidate is True) == test.value
    if candidate is None:
        return test.op in NEGATIVE
    if test.op in COMPARE:
        return compare(test.op, candidate, test.value)
    wanted = test.value if isinstance(test.value, tuple) else ()
    if isinstance(candidate, frozenset):
        return _set_holds(test, candidate, wanted, reading)
    hit = any_of(matches(test.field, str(candidate), name) for name in wanted)
    return hit if test.op is Op.IN else negate(hit)


def compare(op: Op, have: Candidate, want: Value) -> Truth:
    """Order of numbers, money or days; unknown across currencies."""
    if isinstance(have, Money) and isinstance(want, Money) and have.currency == want.currency:
        return COMPARE[op](have.amount, want.amount)
    if isinstance(have, Decimal) and isinstance(want, Decimal):
        return COMPARE[op](have, want)
    if isinstance(have, date) and isinstance(want, date):
        return COMPARE[op](have, want)
    return None


def _set_holds(test: Test, held: frozenset[str], wanted: tuple[str, ...], reading: Reading) -> Truth:
    hits = [any_of([otherwise(test.field, want, reading), *(matches(test.field, have, want) for have in held)])
            for want in wanted]  # fmt: skip
    if test.op is Op.HAS_ALL:
        return all_of(hits)
    return any_of(hits) if test.op is Op.HAS_ANY else negate(any_of(hits))


def otherwise(field: str, want: str, reading: Reading) -> Truth:
    """What a set says of a member that it does not hold: False where its list is complete, or complete for that member."""
    lacking = reading.complete or any(matches(field, want, unlisted) for unlisted in reading.absent)
    return False if lacking else None


@cache
def matches(field: str, have: str, want: str) -> Truth:
    """Whether a held name or code answers a wanted one.

    By code in the trees, by level for honours, else by name with the other names and narrower cases of the vocabulary.
    Unknown where the held code is too coarse to tell: a city's code does not say in which of its districts.
    """
    kind = catalogue_field(field).type
    if kind is FieldType.REGION:
        return regions.locate(have, want)
    if kind is FieldType.INDUSTRY:
        return industries.locate(have, want)
    if field == "qualification":
        return qualifications.satisfies(have, want)
    if field == "business_domain":
        return domains.within(have, want)
    terms = term_lists().get(field)
    return have == want or (terms is not None and terms.covers(want, have))
