"""Cleaned records → facts: what each column of a source says, and when it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from policymatch.profiles.cleaning.dates import FOREVER
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


@dataclass(frozen=True, slots=True)
class _Statement:
    """One fact that a record makes: a field, and the cell or constant of its value."""

    field: Field
    read: Callable[[str], FactValue]
    at: int = -1
    constant: str = ""


class FactMaker:
    """Makes the facts of one version of a source's spec."""

    def __init__(self, spec: SourceSpec) -> None:
        self.spec = spec
        stored = spec.stored
        self._places = {role: stored.index(column.name) for role in Role if (column := spec.with_role(role)) and column.name in stored}
        self._statements = tuple(_statements(spec))
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

    def make(self, cells: Cells, origin: Origin, stretch: Stretch = ALWAYS) -> Iterator[Fact]:
        """The facts of one record."""
        year = self.year(cells)
        first = _day(cells[self._from]) if self._from >= 0 else None
        last = _day(cells[self._to]) if self._to >= 0 else None
        if first is None and last is None:
            first, last = stretch.first, stretch.last
        elif stretch.last is not None and (last is None or stretch.last < last):
            last = stretch.last
        for statement in self._statements:
            text = statement.constant or cells[statement.at]
            if text is None:
                continue
            field = statement.field
            if year is None:
                yield Fact(field.id, statement.read(text), origin, None, first, last)
            elif field.period_kind is PeriodKind.NONE or field.type is FieldType.BOOL:
                yield _of_year(field, statement.read(text), origin, year, stretch, first)
            else:
                yield Fact(field.id, statement.read(text), origin, year)


def read_value(field: Field) -> Callable[[str], FactValue]:
    """How the canonical texts of a field become values."""
    if field.type is FieldType.NUMBER:
        return _money if field.unit == "元" else Decimal
    if field.type is FieldType.BOOL:
        return _flag
    return date.fromisoformat if field.type is FieldType.DATE else str


def _statements(spec: SourceSpec) -> Iterator[_Statement]:
    stored = spec.stored
    named = [(column.field, column.name) for column in spec.columns if column.field and column.name in stored]
    if spec.places:
        named.append((spec.places.field, REGION))
    for field_id, name in named:
        field = catalogue_field(field_id)
        yield _Statement(field, read_value(field), stored.index(name))
    for assertion in spec.assertions:
        field = catalogue_field(assertion.field)
        yield _Statement(field, read_value(field), constant=assertion.value)


def _of_year(field: Field, value: FactValue, origin: Origin, year: int, stretch: Stretch, first: date | None) -> Fact:
    """A state of a year: from its own day or 1 January, to its end, or on while no newer year is known; windows end with it."""
    begins = first or date(year, 1, 1)
    goes_on = field.period_kind is PeriodKind.NONE and stretch.newest_year == year
    return Fact(field.id, value, origin, None, begins, None if goes_on else date(max(year, begins.year), 12, 31))


def _money(text: str) -> FactValue:
    return (Money.parse(text) or Decimal(0)) if text[0].isalpha() else Decimal(text)


def _flag(text: str) -> bool:
    return text == "true"


@lru_cache(maxsize=65_536)
def _day(text: str | None) -> date | None:
    return None if text is None or text == FOREVER else date.fromisoformat(text)
