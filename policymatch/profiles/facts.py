"""Facts about one enterprise: a value, when it holds, where it came from and since when it is known.

*Absent* and *unknown* differ. A fact whose ``value`` is None says "known to be absent": the source that stands behind
it declares itself complete for the time between ``valid_from`` and ``valid_to``. What no fact speaks of is unknown.

How the kinds of field are written:

- annual figures (revenue 2024): ``year`` is set;
- states (registered_region, size, dishonest): the value between ``valid_from`` and ``valid_to`` (None: open end);
- sets (qualification): one fact a member, its validity as above; a fact of value None says "no other member", with a
  ``label`` only "not this one, unless another fact says so" (the list of 高新技术企业 is complete, other lists are not);
- events (safety_accident): one fact True a happening, ``valid_from`` its day; one fact False for a stretch of time in
  which the source's list is complete: "nothing else happened between these days".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from policymatch.quantities import Money

FactValue = Decimal | Money | date | bool | str
"""One member, for a set; a code, for regions and industries."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a fact came from.

    Args:
        source: id of the source spec; ``derived`` for computed facts.
        department: the owner, as shown to people.
        batch: the delivery it came in.
        record: the row's key within the batch.
        known_on: the day on which it became known to us.
        inputs: for derived facts, what they were computed from, in words.
        confidence: 1 for what an authority states; less for what was inferred, which never decides alone.
    """

    source: str
    department: str
    batch: str = ""
    record: str = ""
    known_on: date | None = None
    inputs: tuple[str, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement about an enterprise; see the module's text for the kinds."""

    field: str
    value: FactValue | None
    origin: Origin
    year: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    label: str | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the day lies within its validity."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    def spans(self, first: date, last: date) -> bool:
        """Whether its validity covers the whole stretch."""
        return self.holds_on(first) and self.holds_on(last)

    def begins_within(self, first: date, last: date) -> bool | None:
        """Whether it began within the stretch; None where its beginning is unknown."""
        return None if self.valid_from is None else first <= self.valid_from <= last


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of one enterprise.

    Several facts of one field and time with different values are a conflict, kept side by side.

    Args:
        subject: the unified social credit code.
        name: for display.
        facts: by field id.
        answers: judgements answered by a person or a declaration, by their label.
    """

    subject: str
    name: str = ""
    facts: Mapping[str, tuple[Fact, ...]] = field(default_factory=dict)
    answers: Mapping[str, bool] = field(default_factory=dict)

    @classmethod
    def of(
        cls, subject: str, facts: Iterable[Fact], *, name: str = "", answers: Mapping[str, bool] | None = None
    ) -> Profile:
        """A profile of loose facts; their order does not matter."""
        grouped: dict[str, list[Fact]] = {}
        for fact in facts:
            grouped.setdefault(fact.field, []).append(fact)
        return cls(subject, name, {key: tuple(group) for key, group in grouped.items()}, answers or {})

    def known(self, field_id: str) -> tuple[Fact, ...]:
        """All facts of a field, of any time."""
        return self.facts.get(field_id, ())
