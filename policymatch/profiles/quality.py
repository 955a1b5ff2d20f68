"""How good the shared data are: completeness, validity, agreement and freshness, by source and over all."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from policymatch.profiles.facts import Fact, Profile
from policymatch.profiles.specs import SourceSpec
from policymatch.vocabulary.fields import FieldType
from policymatch.vocabulary.fields import field as catalogue_field

CADENCE_DAYS = {"每日": 1, "每周": 7, "每月": 31, "每季": 92, "每半年": 184, "每年": 366}


@dataclass(frozen=True, slots=True)
class SourceQuality:
    """One source.

    Args:
        source: its id.
        title: its Chinese name.
        department: its owner.
        rows_in: rows ever delivered.
        stored: of these stored.
        quarantined: of these that broke a rule when they came.
        open_rows: of these that wait for a person still.
        duplicates: of these that said nothing new.
        completeness: share of cells that say something, over the columns of catalogue fields; None without rows.
        validity: share of rows that broke no rule; None without rows.
        newest: the day of the newest extract; None where none came.
        late_days: days by which the next extract is overdue on the day of the report; 0 where it is not.
        rules: rows by the rule that they broke.
        filled: by column, the share of cells that say something.
    """

    source: str
    title: str
    department: str
    rows_in: int
    stored: int
    quarantined: int
    open_rows: int
    duplicates: int
    completeness: float | None
    validity: float | None
    newest: date | None
    late_days: int
    rules: Mapping[str, int]
    filled: Mapping[str, float]


@dataclass(slots=True)
class FieldQuality:
    """One field over all enterprises: how many have it, how many from several sources, how many in conflict."""

    field: str
    label: str
    owner: str
    known: int = 0
    checked: int = 0
    conflicting: int = 0
    sources: Counter[str] = dataclasses.field(default_factory=Counter)

    @property
    def agreement(self) -> float | None:
        """The share of enterprises, among those whom several sources speak of, on whom all agree; None without any."""
        return None if not self.checked else 1 - self.conflicting / self.checked


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the profiles hold, over all enterprises."""

    enterprises: int
    fields: tuple[FieldQuality, ...]

    @property
    def completeness(self) -> float:
        """The mean share of enterprises that a field is known of, over the fields that any is known of."""
        shares = [field.known / self.enterprises for field in self.fields] if self.enterprises else []
        return sum(shares) / len(shares) if shares else 0.0

    @property
    def agreement(self) -> float | None:
        """The share of checked facts on which the sources agree; None where nothing was checked."""
        checked = sum(field.checked for field in self.fields)
        return 1 - sum(field.conflicting for field in self.fields) / checked if checked else None


def source_quality(
    spec: SourceSpec, deliveries: Iterable[Mapping[str, object]], open_rows: int, as_of: date
) -> SourceQuality:
    """The account of one source.

    Args:
        spec: the source.
        deliveries: its batches: rows_in, stored, quarantined, duplicates, extracted_on, rules and filled.
        open_rows: rows in quarantine that wait for a person.
        as_of: the day of the report.
    """
    totals: Counter[str] = Counter()
    rules: Counter[str] = Counter()
    filled: Counter[str] = Counter()
    newest: date | None = None
    for delivery in deliveries:
        totals.update({key: int(str(delivery[key])) for key in ("rows_in", "stored", "quarantined", "duplicates")})
        rules.update(_counts(delivery["rules"]))
        filled.update(_counts(delivery["filled"]))
        extracted = delivery["extracted_on"]
        newest = extracted if isinstance(extracted, date) and (newest is None or extracted > newest) else newest
    rows = totals["rows_in"]
    shares = {name: filled[name] / rows for name in spec.stored if rows and name in filled}
    stating = [shares[column.name] for column in spec.columns if column.field and column.name in shares]
    return SourceQuality(
        spec.id, spec.title, spec.department, rows, totals["stored"], totals["quarantined"], open_rows, totals["duplicates"],
        sum(stating) / len(stating) if stating else None, 1 - totals["quarantined"] / rows if rows else None, newest,
        _late(spec, newest, as_of), dict(rules.most_common()), shares,
    )  # fmt: skip


def coverage(profiles: Iterable[Profile]) -> Coverage:
    """What the profiles hold, field by field; one pass, flat memory."""
    fields: dict[str, FieldQuality] = {}
    enterprises = 0
    for profile in profiles:
        enterprises += 1
        for name, facts in profile.facts.items():
            stated = [
                fact
                for fact in facts
                if fact.value is not None and (fact.origin.record or fact.origin.source == "derived")
            ]
            if stated:
                _count(fields, name, stated)
    order = sorted(fields.values(), key=lambda quality: -quality.known)
    return Coverage(enterprises, tuple(order))


def _count(fields: dict[str, FieldQuality], name: str, stated: list[Fact]) -> None:
    quality = fields.get(name)
    if quality is None:
        known = catalogue_field(name)
        quality = fields[name] = FieldQuality(name, known.label, known.owner)
    quality.known += 1
    sources = {fact.origin.source for fact in stated}
    quality.sources.update(sources)
    if len(sources) > 1 and catalogue_field(name).type is not FieldType.SET:
        by_time: dict[object, dict[str, set[object]]] = {}
        for fact in stated:
            by_time.setdefault(fact.year, {}).setdefault(fact.origin.source, set()).add(fact.value)
        shared = [list(values.values()) for values in by_time.values() if len(values) > 1]
        quality.checked += bool(shared)
        quality.conflicting += any(set.union(*values) != set.intersection(*values) for values in shared)


def _late(spec: SourceSpec, newest: date | None, as_of: date) -> int:
    days = CADENCE_DAYS.get(spec.cadence)
    return max(0, (as_of - newest).days - 2 * days) if days and newest else 0


def _counts(value: object) -> dict[str, int]:
    return {str(name): int(count) for name, count in value.items()} if isinstance(value, Mapping) else {}
