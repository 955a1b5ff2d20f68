"""What a source's silence says: for how long its list was complete, and what follows for who is not on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from policymatch.profiles.facts import Fact, Origin
from policymatch.profiles.specs import Claim
from policymatch.vocabulary.fields import FieldType
from policymatch.vocabulary.fields import field as catalogue_field

_DAY = timedelta(days=1)


@dataclass(frozen=True)
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

    def facts(self, stated: Iterable[Fact]) -> tuple[Fact, ...]:
        """What it adds to what is stated of an enterprise: nothing where something is.

        Lists of members: "not this one". States: False for the time in which no listing stands. Events: "nothing else
        happened".
        """
        if self._always:
            return self._always
        listed = [fact for fact in stated if fact.value is not False]
        return tuple(self._between(listed)) if listed else self._unlisted

    @cached_property
    def _always(self) -> tuple[Fact, ...]:
        """What it says of everybody, listed or not; shared by all profiles."""
        kind = catalogue_field(self.claim.field)
        since, until, origin = self.claim.since, self.until, self.origin
        if kind.type is FieldType.SET:
            members = self.claim.members or (None,)
            return tuple(Fact(kind.id, None, origin, None, since, until, member) for member in members)
        return (Fact(kind.id, False, origin, None, since, until),) if kind.has_period else ()

    @cached_property
    def _unlisted(self) -> tuple[Fact, ...]:
        """What it says of who is not listed at all."""
        return tuple(self._between(()))

    def _between(self, listed: Iterable[Fact]) -> Iterator[Fact]:
        kind = catalogue_field(self.claim.field)
        absent = False if kind.type is FieldType.BOOL else None
        for first, last in gaps(listed, self.claim.since, self.until):
            yield Fact(kind.id, absent, self.origin, None, first, last)


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
