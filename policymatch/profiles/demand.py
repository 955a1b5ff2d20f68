"""The demand list (数据需求清单): what published policies ask for and no source delivers, for whom, by owner department."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from policymatch.profiles.facts import Profile
from policymatch.profiles.readings import Column, Gap, read
from policymatch.profiles.specs import SourceSpec
from policymatch.vocabulary.fields import Scope
from policymatch.vocabulary.fields import field as catalogue_field


@dataclass(slots=True)
class Demand:
    """One fact that policies ask for.

    Args:
        column: field, period and label, as conditions ask for it.
        items: the items that ask for it.
        sources: ids of the sources whose specs can state the field; empty where none can.
        enterprises: how many were looked at.
        unknown: of how many of them it is not known.
        gaps: why it is not known, by reason.
    """

    column: Column
    items: tuple[str, ...]
    sources: tuple[str, ...]
    enterprises: int = 0
    unknown: int = 0
    gaps: Counter[Gap] = field(default_factory=Counter)

    @property
    def owner(self) -> str:
        """The department whose register is authoritative."""
        return catalogue_field(self.column.field).owner

    @property
    def label(self) -> str:
        """In words: 上年度 营业收入."""
        period = f"{self.column.period.label()} " if self.column.period else ""
        return period + (self.column.label or catalogue_field(self.column.field).label)

    @property
    def share(self) -> float:
        """The share of enterprises of whom it is not known."""
        return self.unknown / self.enterprises if self.enterprises else 1.0

    @property
    def by_application(self) -> bool:
        """Whether it is a matter of the application or the applicant, which no register can know beforehand."""
        return catalogue_field(self.column.field).scope is not Scope.ENTERPRISE


def demand_list(
    asked: Mapping[Column, Sequence[str]],
    specs: Iterable[SourceSpec],
    profiles: Iterable[Profile],
    as_of: date,
    *,
    least: float = 0.0,
) -> list[Demand]:
    """What is missing, the worst first: no source at all, then by the share of enterprises and the number of items.

    Args:
        asked: the columns that published conditions read, each with the items that read it.
        specs: the sources there are.
        profiles: all enterprises, or a sample of them.
        as_of: the day.
        least: leave out what is missing for no larger share than this.
    """
    stating: dict[str, list[str]] = {}
    for spec in specs:
        for name in spec.fields:
            stating.setdefault(name, []).append(spec.id)
    demands = [Demand(column, tuple(items), tuple(stating.get(column.field, ()))) for column, items in asked.items()]
    for profile in profiles:
        for demand in demands:
            reading = read(profile, demand.column, as_of)
            demand.enterprises += 1
            if not _known(reading.candidates, reading.complete, bool(reading.absent)):
                demand.unknown += 1
                demand.gaps[reading.gap or Gap.MISSING] += 1
    missing = [demand for demand in demands if demand.share > least]
    return sorted(
        missing, key=lambda demand: (demand.by_application, bool(demand.sources), -demand.share, -len(demand.items))
    )


def by_owner(demands: Iterable[Demand]) -> dict[str, list[Demand]]:
    """The demands by the department they go to, those with most first."""
    grouped: dict[str, list[Demand]] = {}
    for demand in demands:
        if not demand.by_application:
            grouped.setdefault(demand.owner, []).append(demand)
    return dict(sorted(grouped.items(), key=lambda entry: -len(entry[1])))


def _known(candidates: Sequence[object], complete: bool, lists: bool) -> bool:
    """Whether a reading can decide something: one value; a set that is closed, or open but for some members."""
    return len(candidates) == 1 and (complete or lists or bool(candidates[0]))
