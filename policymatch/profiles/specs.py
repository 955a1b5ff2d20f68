"""What a source of shared data is: its owner, its place in the catalogue, and what each of its columns says.

A spec is data (``enterprise_profiles/sources/*.yaml``); ``speccheck`` holds it against the field catalogue.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class CatalogueList(StrEnum):
    """The three lists that a city keeps of its data."""

    DUTY = "职能数据"
    RAW = "原始数据"
    PUBLIC = "公共数据"


class Delivery(StrEnum):
    """Whether a delivery holds everything there is (what it leaves out has ended) or only what is new or changed."""

    FULL = "full"
    INCREMENT = "increment"


class Role(StrEnum):
    """What a column is for, besides the field it may state."""

    SUBJECT = "subject"
    NAME = "name"
    FORMER_NAME = "former_name"
    FORMER_NUMBER = "former_number"
    ADDRESS = "address"
    SCOPE = "scope"
    YEAR = "year"
    FROM = "from"
    TO = "to"
    PERSON = "person"
    PARENT = "parent"
    SHARE = "share"
    NOTE = "note"


class OnError(StrEnum):
    """What a value that breaks its rule costs: the whole row, or that value alone (the row is stored without it)."""

    ROW = "row"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """Where the source stands in the data catalogue."""

    list: CatalogueList
    code: str
    title: str


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column.

    Args:
        name: its header; the key under which rows, rules and quarantine speak of it.
        headers: other headers under which it is delivered.
        clean: the name of its cleaning rule.
        field: the catalogue field it states; empty where it states none.
        roles: what else it is for.
        unit: the unit of its numbers; a unit inside the cell wins.
        values: raw value → canonical value, before the rule.
        sensitivity: as in the field catalogue; stricter than the field's where the source says so.
        required: whether an empty cell breaks the row.
        on_error: what a broken value costs.
        authority: whether this source is the field's authority (一数一源).
    """

    name: str
    clean: str
    headers: tuple[str, ...] = ()
    field: str = ""
    roles: tuple[Role, ...] = ()
    unit: str = ""
    values: Mapping[str, str] = dataclasses.field(default_factory=dict)
    sensitivity: str = "公开"
    required: bool = False
    on_error: OnError = OnError.ROW
    authority: bool = False


@dataclass(frozen=True, slots=True)
class Assertion:
    """A fact that every row of the source states: being listed is being 高新技术企业, or dishonest."""

    field: str
    value: str
    authority: bool = True


@dataclass(frozen=True, slots=True)
class Claim:
    """Absence is evidence: the source holds every case of these members (or of the field) since a day."""

    field: str
    members: tuple[str, ...] = ()
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Places:
    """The columns from which the registered region is read: code of the authority, address, names of province and city."""

    address: str = ""
    names: tuple[str, ...] = ()
    field: str = "registered_region"
    authority: bool = False


@dataclass(frozen=True, slots=True)
class SourceSpec:
    """One source of shared data.

    Args:
        id: the name of its file.
        title: its Chinese name.
        department: the owner.
        catalogue: its entry in the data catalogue.
        cadence: how often it is delivered: 每日, 每周, 每月, 每季, 每年, 一次.
        delivery: full or incremental.
        key: the columns that identify a record, the credit code among them.
        columns: in the spec's order.
        assertions: facts that being listed states.
        claims: what its silence says.
        places: how the registered region is found; None where the source does not state it.
        fresh_days: for how many days after an extract its claims hold.
        origin: a word on where a person finds the original.
        table: the table or query read where a database is the source.
        state: whether its undated rows are states that hold until they are replaced (True) or facts of one instant.
    """

    id: str
    title: str
    department: str
    catalogue: CatalogueEntry
    cadence: str
    delivery: Delivery
    key: tuple[str, ...]
    columns: tuple[ColumnSpec, ...]
    assertions: tuple[Assertion, ...] = ()
    claims: tuple[Claim, ...] = ()
    places: Places | None = None
    fresh_days: int = 45
    origin: str = ""
    table: str = ""
    text: str = dataclasses.field(default="", compare=False)

    def column(self, name: str) -> ColumnSpec:
        """One column by its header.

        Raises:
            KeyError: there is none.
        """
        return next(column for column in self.columns if name == column.name or name in column.headers)

    def with_role(self, role: Role) -> ColumnSpec | None:
        """The column that plays a role; None where none does."""
        return next((column for column in self.columns if role in column.roles), None)

    @property
    def subject(self) -> ColumnSpec:
        """The column of the credit code."""
        found = self.with_role(Role.SUBJECT)
        assert found is not None, self.id
        return found

    @property
    def stored(self) -> tuple[str, ...]:
        """The names of what is stored of a row, in order: the columns but the subject, then the computed region."""
        names = tuple(column.name for column in self.columns if Role.SUBJECT not in column.roles)
        return (*names, REGION) if self.places else names

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields it can state, each once."""
        listed = [column.field for column in self.columns if column.field]
        listed += [assertion.field for assertion in self.assertions]
        if self.places:
            listed.append(self.places.field)
        return tuple(dict.fromkeys(listed))

    @property
    def authoritative(self) -> tuple[tuple[str, str], ...]:
        """What it is the authority of: (field, member), the member empty but for sets and lists."""
        columns = [(column.field, "") for column in self.columns if column.field and column.authority]
        listed = [(assertion.field, assertion.value) for assertion in self.assertions if assertion.authority]
        places = [(self.places.field, "")] if self.places and self.places.authority else []
        return tuple(columns + listed + places)


REGION = "登记地区"
"""The name of the computed column of the registered region."""
