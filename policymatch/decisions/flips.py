"""When a verdict turns by the passing of time alone: the days that can matter are computed, not stepped through.

Between two such days no reading of any column differs, so no verdict does. They come from what facts say of their own time
(a certificate ends, a happening leaves its window), from the year's turn and the days on which figures are final, and
from the ages that conditions ask for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from policymatch.conditions import Node, Test, tests
from policymatch.conditions.rendering import render
from policymatch.decisions.decide import Decision, decide
from policymatch.decisions.verdicts import Verdict
from policymatch.profiles import Fact, Profile
from policymatch.profiles.readings import add_years
from policymatch.vocabulary.fields import PeriodKind
from policymatch.vocabulary.fields import field as catalogue_field

HORIZON = 5
"""Years looked ahead: longer than most policies last."""
AGE, BORN = "years_established", "established_on"
DAY = timedelta(days=1)
TURNED = {True: "满足", False: "不满足", None: "待核实"}


@dataclass(frozen=True, slots=True)
class Flip:
    """A day on which the answer becomes another though nothing but time has passed.

    Args:
        on: the first day of the new answer.
        before: the answer until then.
        after: the answer from then on, as far as today's knowledge goes.
        causes: the conditions that turned, in Chinese.
    """

    on: date
    before: Verdict
    after: Verdict
    causes: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """One Chinese sentence."""
        return f"{self.on} 起由“{self.before.label}”变为“{self.after.label}”：{'；'.join(self.causes)}"


def next_flip(condition: Node, profile: Profile, as_of: date, *, until: date | None = None) -> Flip | None:
    """The next day on which the verdict differs from today's, by time alone.

    Args:
        condition: what an item demands.
        profile: what is known, taken to stay as it is.
        as_of: today.
        until: the last day looked at; None: five years on.

    Returns:
        The flip; None where there is none up to that day.
    """
    now = decide(condition, profile, as_of)
    last = until or add_years(as_of, HORIZON)
    for day in turning_days(condition, profile, as_of, last):
        then = decide(condition, profile, day)
        if then.verdict is not now.verdict:
            before = decide(condition, profile, day - DAY)
            return Flip(day, now.verdict, then.verdict, tuple(_turned(before, then)))
    return None


def _turned(before: Decision, after: Decision) -> Iterator[str]:
    """The leaves whose answer is another, each once."""
    said: dict[str, None] = {}
    for old, new in zip(_leaves(before), _leaves(after), strict=True):
        if old.truth is not new.truth:
            said[f"{render(old.node)}，由{TURNED[old.truth]}变为{TURNED[new.truth]}"] = None
    return iter(said)


def _leaves(decision: Decision) -> Iterator[Decision]:
    if not decision.children:
        yield decision
    for child in decision.children:
        yield from _leaves(child)


def turning_days(condition: Node, profile: Profile, as_of: date, last: date) -> list[date]:
    """The days after ``as_of``, to ``last``, on which some reading may begin to differ, ascending."""
    found = {day for test in tests(condition) for day in _days(test, profile, as_of, last)}
    return sorted(day for day in found if as_of < day <= last)


def _days(test: Test, profile: Profile, as_of: date, last: date) -> Iterator[date]:
    facts = profile.known(test.field)
    if test.field == AGE and not facts:
        yield from _ages(test, profile)
        facts = profile.known(BORN)
    known = catalogue_field(test.field)
    years = range(as_of.year, last.year + 1)
    if test.period is not None or known.has_period:
        yield from (date(year, 1, 1) for year in years)
    if known.settles is not None:
        yield from (day for year in years if (day := known.settled_on(year - 1)))
    if test.period is not None and not test.period.relative:
        yield date(test.period.last, 12, 31) + DAY if test.period.last < date.max.year else last
    yield from _bounds(facts)
    if known.period_kind is PeriodKind.WINDOW:
        yield from _leaving(facts, test.period.length if test.period else 3)


def _bounds(facts: Iterable[Fact]) -> Iterator[date]:
    """When facts begin to hold and when they no longer do."""
    for fact in facts:
        if fact.valid_from is not None:
            yield fact.valid_from
        if fact.valid_to is not None and fact.valid_to < date.max:
            yield fact.valid_to + DAY


def _leaving(facts: Iterable[Fact], length: int) -> Iterator[date]:
    """When what happened, or what a list covers, leaves a window that ends today and goes so many years back."""
    for fact in facts:
        ends = (
            fact.valid_from,
            fact.valid_to,
            *((date(fact.year, 1, 1), date(fact.year, 12, 31)) if fact.year else ()),
        )
        for day in ends:
            if day is not None and day.year + length < date.max.year:
                reached = add_years(day, length)
                yield from (reached - DAY, reached, reached + DAY)


def _ages(test: Test, profile: Profile) -> Iterator[date]:
    """The days around the one on which an age is reached."""
    if not isinstance(test.value, Decimal):
        return
    for fact in profile.known(BORN):
        born = fact.value
        whole = int(test.value)
        if isinstance(born, date) and 0 <= born.year + whole < date.max.year - 1:
            reached, coming = add_years(born, whole), add_years(born, whole + 1)
            day = reached + timedelta(days=int((coming - reached).days * (test.value - whole)))
            yield from (day, day + DAY, day + 2 * DAY)
