"""What a source's silence says: for how long its list was complete, and what follows for who is not on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from policymatch.profiles.facts import Fact, Origin
from policymatch.profiles.specs import Claim
from policymatch.vocabulary.fields import FieldType
from policymatch.vocabulary.fields import field as catalogue_field

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Silence:
    """A claim of completeness that an actual delivery backs.

    Args:
        claim: what the source declares.
        until: the last day for which the newest delivery still speaks.
        origin: the source and its newest delivery.
    """

    claim: Claim
    until: date
    origin: Origin

    def facts(self, stated: Iterable[Fact]) -> Iterator[Fact]:
        """What it adds to what is stated of an enterprise: nothing where something is.

        Lists of members: "not this one". States: False for the time in which no listing stands. Events: "nothing else
        happened".
        """
        kind = catalogue_field(self.claim.field)
        since, until, origin = self.claim.since, self.until, self.origin
        if kind.type is FieldType.SET:
            for member in self.claim.members or (None,):
                yield Fact(kind.id, None, origin, None, since, until, member)
        elif kind.has_period:
            yield Fact(kind.id, False, origin, None, since, until)
        else:
            absent = False if kind.type is FieldType.BOOL else None
            for first, last in gaps(stated, since, until):
                yield Fact(kind.id, absent, origin, None, first, last)


def gaps(stated: Iterable[Fact], since: date | None, until: date) -> Iterator[tuple[date | None, date]]:
    """The stretches between two days that no fact covers."""
    first = since or date.min
    for begins, ends in sorted((fact.valid_from or date.min, fact.valid_to or date.max) for fact in stated):
        if begins > until:
            break
        if begins > first:
            yield (first if first > date.min else None), begins - _DAY
        if ends == date.max:
            return
        first = max(first, ends + _DAY)
    if first <= until:
        yield (first if first > date.min else None), until
