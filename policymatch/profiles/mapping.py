"""Cleaned records → facts: what each column of a source says, and when it holds."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from policymatch.profiles.cleaning.dates import FOREVER
from policymatch.profiles.cleaning.places import BOTH
from policymatch.profiles.facts import Fact, FactValue, Origin
from policymatch.profiles.specs import REGION, Role, SourceSpec
from policymatch.quantities import Money
from policymatch.vocabulary.fields import Field, FieldType, PeriodKind
from policymatch.vocabulary.fields import field as catalogue_field

Cells = Sequence[str | None]


@dataclass(frozen=True, slots=True)
class Stretch:
    """The time for which a record stands, where its columns do not say it.

    Args:
        first: its first day; None where open (the first version we ever saw is taken to have held before).
        last: its last day; None while it stands.
        newest_year: the newest year of the source's records of this enterprise; a state of that year goes on.
    """

    first: date | None = None
    last: date | None = None
    newest_year: int | None = None


ALWAYS = Stretch()


_Statement = tuple[str, Callable[[str], FactValue], int, str]
"""One fact that a record makes: a field, how its text is read, and the place of its cell or the constant in its stead."""


class FactMaker:
    """Makes the facts of one version of a source's spec."""

    def __init__(self, spec: SourceSpec) -> None:
        self.spec = spec
        stored = spec.stored
        self._places = {
            role: stored.index(column.name)
            for role in Role
            if (column := spec.with_role(role)) and column.name in stored
        }
        statements = tuple(_statements(spec))
        self._annual = tuple(statement for statement in statements if _annual(catalogue_field(statement[0])))
        self._states = tuple(statement for statement in statements if statement not in self._annual)
        self._region = spec.places.field if spec.places else None
        self._year = self._places.get(Role.YEAR, -1)
        self._from = self._places.get(Role.FROM, -1)
        self._to = self._places.get(Role.TO, -1)

    def cell(self, cells: Cells, role: Role) -> str | None:
        """The cell of a role; None where the source has none."""
        at = self._places.get(role, -1)
        return cells[at] if at >= 0 else None

    def year(self, cells: Cells) -> int | None:
        """The year that a record speaks of; None for sources without years."""
        return int(cells[self._year] or 0) or None if self._year >= 0 else None

    @property
    def dated(self) -> bool:
        """Whether its records carry their own days or years."""
        return self._year >= 0 or self._from >= 0

    def make(self, cells: Cells, origin: Origin, stretch: Stretch = ALWAYS) -> list[Fact]:
        """The facts of one record."""
        first = _day(cells[self._from]) if self._from >= 0 else None
        last = _day(cells[self._to]) if self._to >= 0 else None
        year = self.year(cells)
        if year is not None:
            return self._of_year(cells, origin, year, stretch, first)
        if first is None and last is None:
            first, last = stretch.first, stretch.last
        elif stretch.last is not None and (last is None or stretch.last < last):
            last = stretch.last
        facts = [
            Fact(name, read(text), origin, None, first, last)
            for name, read, at, constant in self._states + self._annual
            if (text := constant or cells[at]) is not None
        ]
        return facts if self._region is None else _either(facts, self._region)

    def _of_year(self, cells: Cells, origin: Origin, year: int, stretch: Stretch, first: date | None) -> list[Fact]:
        """The facts of a record of one year.

        Its figures are of that year. Its states hold from 1 January (or the record's own day) and on, while no newer year
        is known; whether something happened is said of the year alone.
        """
        facts = [
            Fact(name, read(text), origin, year)
            for name, read, at, constant in self._annual
            if (text := constant or cells[at]) is not None
        ]
        begins = first or date(year, 1, 1)
        ends = date(max(year, begins.year), 12, 31)
        for name, read, at, constant in self._states:
            if (text := constant or cells[at]) is not None:
                goes_on = stretch.newest_year == year and catalogue_field(name).period_kind is PeriodKind.NONE
                facts.append(Fact(name, read(text), origin, None, begins, None if goes_on else ends))
        return facts


def read_value(field: Field) -> Callable[[str], FactValue]:
    """How the canonical texts of a field become values."""
    if field.type is FieldType.NUMBER:
        return _money if field.unit == "元" else Decimal
    if field.type is FieldType.BOOL:
        return _flag
    return date.fromisoformat if field.type is FieldType.DATE else str


def _either(facts: list[Fact], region: str) -> list[Fact]:
    """A region of which either may be the one, as two facts: a conflict within one record."""
    made: list[Fact] = []
    for fact in facts:
        if fact.field == region and BOTH in str(fact.value):
            made += [dataclasses.replace(fact, value=code) for code in str(fact.value).split(BOTH)]
        else:
            made.append(fact)
    return made


def _annual(field: Field) -> bool:
    """Whether a value in a record of a year is that year's, not a state that began with it."""
    return field.has_period and field.type is not FieldType.BOOL


def _statements(spec: SourceSpec) -> Iterator[_Statement]:
    stored = spec.stored
    named = [(column.field, column.name) for column in spec.columns if column.field and column.name in stored]
    if spec.places:
        named.append((spec.places.field, REGION))
    for field_id, name in named:
        yield field_id, read_value(catalogue_field(field_id)), stored.index(name), ""
    for assertion in spec.assertions:
        yield assertion.field, read_value(catalogue_field(assertion.field)), 0, assertion.value


def _money(text: str) -> FactValue:
    return Money(text[:3], Decimal(text[4:])) if text[0].isalpha() else Decimal(text)


def _flag(text: str) -> bool:
    return text == "true"


@lru_cache(maxsize=65_536)
def _day(text: str | None) -> date | None:
    return None if text is None or text == FOREVER else date.fromisoformat(text)
