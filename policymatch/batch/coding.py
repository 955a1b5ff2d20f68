"""Values → codes: one small integer a value, such that every predicate of the axis is a union of runs of codes.

Codes 0 and 1 are kept: ``MISSING``, and ``ODD`` for readings that no single code says (sources disagree). Code 2 is
*no*: known to be absent, or a value that meets nothing that is asked. Numbers and days get 3 plus the number of cuts
that they reach; names a code for each set of wanted names that they meet.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from policymatch.batch.arrays import Array, bounds
from policymatch.batch.nearby import INDEXES
from policymatch.batch.predicates import Axis, Cut, Form, Kind, Predicate, cuts_of
from policymatch.decisions.testing import matches
from policymatch.profiles.readings import Candidate
from policymatch.quantities import Money
from policymatch.vocabulary.fields import field as catalogue_field

MISSING, ODD, NO, FIRST = 0, 1, 2, 3
EPOCH = date(1970, 1, 1).toordinal()
Run = tuple[int, int]
"""Codes from the first, up to and without the second."""


class Coder(Protocol):
    """Gives the values of one axis their codes."""

    @property
    def size(self) -> int:
        """One above the highest code."""

    def code(self, candidate: Candidate) -> int:
        """The code of one candidate; ``MISSING`` where no predicate can tell, ``ODD`` where only some can."""

    def runs(self, predicate: Predicate) -> list[Run]:
        """The codes for which a predicate of the axis is true."""

    def possible(self, predicate: Predicate, candidate: Candidate) -> tuple[bool, bool]:
        """Whether a predicate is surely true, and whether not surely false, of one candidate."""


def coder(axis: Axis, predicates: Iterable[Predicate], met: dict[str, Meeting] | None = None) -> Coder:
    """The coder of an axis for the predicates put to it; ``met`` keeps what its names meet for the next one."""
    if axis.kind in (Kind.NUMBER, Kind.DATE):
        return OrderCoder(axis, (cut for predicate in predicates for cut in cuts_of(predicate)))
    if axis.kind is Kind.FLAG:
        return FlagCoder()
    return NameCoder(axis, (name for predicate in predicates for name in predicate.wanted), met)


def _certain(coder: Coder, predicate: Predicate, candidate: Candidate) -> tuple[bool, bool]:
    code = coder.code(candidate)
    if code == MISSING:
        return False, True
    true = any(low <= code < high for low, high in coder.runs(predicate))
    return true, true


class OrderCoder:
    """Numbers, money of one currency, days: by the number of cuts reached."""

    def __init__(self, axis: Axis, cuts: Iterable[Cut]) -> None:
        self.axis = axis
        self._currency = axis.currency
        self._type: type[Decimal] | type[date] = date if axis.kind is Kind.DATE else Decimal
        distinct: set[Any] = set(cuts)
        self.cuts: list[Cut] = sorted(distinct, key=lambda cut: (cut.value, cut.strict))
        self._place = {cut: FIRST + 1 + index for index, cut in enumerate(self.cuts)}
        self._reached: list[Any] = [cut.value for cut in self.cuts if not cut.strict]
        self._passed: list[Any] = [cut.value for cut in self.cuts if cut.strict]
        self._bounds: dict[int, Array | None] = {}

    def bounds(self, scale: int) -> Array | None:
        """The cuts as whole numbers (of 10⁻ˢ; of days since 1970); None where one does not fit 64 bits."""
        if scale not in self._bounds:
            self._bounds[scale] = bounds([(_number(cut), cut.strict) for cut in self.cuts], scale)
        return self._bounds[scale]

    @property
    def size(self) -> int:
        """One above the highest code."""
        return FIRST + 1 + len(self.cuts)

    def code(self, candidate: Candidate) -> int:
        """By the number of cuts reached; amounts of another currency are missing."""
        if candidate is None:
            return NO
        value = self._comparable(candidate)
        if value is None:
            return MISSING
        return FIRST + bisect_right(self._reached, value) + bisect_left(self._passed, value)

    def _comparable(self, candidate: Candidate) -> Decimal | date | None:
        if isinstance(candidate, Money):
            return candidate.amount if candidate.currency == self._currency else None
        if self._currency or not isinstance(candidate, self._type):
            return None
        return candidate

    def runs(self, predicate: Predicate) -> list[Run]:
        """At least: all codes above; below: from the first known one; equal: reaches the cut, not the one above it."""
        places = [self._place[cut] for cut in cuts_of(predicate)]
        if predicate.form is Form.AT_LEAST:
            return [(places[0], self.size)]
        return [(FIRST, places[0])] if predicate.form is Form.BELOW else [(places[0], places[1])]

    def possible(self, predicate: Predicate, candidate: Candidate) -> tuple[bool, bool]:
        """By its code."""
        return _certain(self, predicate, candidate)


def _number(cut: Cut) -> Decimal:
    return cut.value if isinstance(cut.value, Decimal) else Decimal(cut.value.toordinal() - EPOCH)


class FlagCoder:
    """True, or not."""

    size = FIRST + 1

    def code(self, candidate: Candidate) -> int:
        """``is`` asks for true alone; whatever else is known is a no."""
        return FIRST if candidate is True else NO

    def runs(self, predicate: Predicate) -> list[Run]:  # noqa: ARG002 - there is one question only
        """The one code of true."""
        return [(FIRST, FIRST + 1)]

    def possible(self, predicate: Predicate, candidate: Candidate) -> tuple[bool, bool]:
        """By its code."""
        return _certain(self, predicate, candidate)


@dataclass(frozen=True, slots=True)
class Meeting:
    """Which wanted names a value meets, surely and possibly."""

    surely: frozenset[str]
    possibly: frozenset[str]


class NameCoder:
    """Names, places, branches: values that meet the same wanted names share a code."""

    def __init__(self, axis: Axis, wanted: Iterable[str], met: dict[str, Meeting] | None = None) -> None:
        assert axis.column is not None
        self.axis = axis
        self.wanted: Sequence[str] = sorted(set(wanted))
        self.places = {name: place for place, name in enumerate(self.wanted)}
        self._field = axis.column.field
        kind = str(catalogue_field(self._field).type)
        self._codes: dict[frozenset[str], int] = {frozenset(): NO}
        self._meeting_codes: dict[str, list[int]] = {}
        self._met: dict[str, Meeting] = {} if met is None else met
        self._index = INDEXES[kind](self.wanted) if axis.kind is Kind.NAME and kind in INDEXES else None

    @property
    def size(self) -> int:
        """One above the highest code."""
        return NO + len(self._codes)

    def code(self, candidate: Candidate) -> int:
        """A code for each set of wanted names met; new sets are added."""
        if candidate is None:
            return NO
        met = self.meeting(str(candidate))
        if met.surely != met.possibly:
            return ODD
        return self.code_of(met.surely)

    def code_of(self, met: frozenset[str]) -> int:
        """The code of a set of wanted names that are met; a new set gets the next one."""
        found = self._codes.get(met)
        if found is None:
            found = self._codes[met] = self.size
            for name in met:
                self._meeting_codes.setdefault(name, []).append(found)
        return found

    @property
    def coded(self) -> Iterable[frozenset[str]]:
        """The sets of wanted names that have a code, in the order of their codes."""
        return self._codes

    def meeting(self, value: str) -> Meeting:
        """Which wanted names a value meets."""
        found = self._met.get(value)
        if found is None:
            found = self._met[value] = self._meet(value)
        return found

    def _meet(self, value: str) -> Meeting:
        truths = {name: matches(self._field, value, name) for name in self._near(value)}
        surely = frozenset(name for name, truth in truths.items() if truth is True)
        return Meeting(surely, frozenset(name for name, truth in truths.items() if truth is not False))

    def _near(self, value: str) -> Iterable[str]:
        """The wanted names that a value may meet: all, where no index finds those in one line with it."""
        return self._index.near(value) if self._index is not None else self.wanted

    def lacked(self, name: str) -> frozenset[str]:
        """The wanted names that a set surely lacks where it lacks this one."""
        return frozenset(wanted for wanted in self.wanted if matches(self._field, wanted, name))

    def runs(self, predicate: Predicate) -> list[Run]:
        """Neighbouring codes that meet a wanted name, joined."""
        hits = sorted({code for name in predicate.wanted for code in self._meeting_codes.get(name, ())})
        runs: list[Run] = []
        for code in hits:
            runs[-1:] = [(runs[-1][0], code + 1)] if runs and runs[-1][1] == code else [*runs[-1:], (code, code + 1)]
        return runs

    def possible(self, predicate: Predicate, candidate: Candidate) -> tuple[bool, bool]:
        """By the names met."""
        if candidate is None:
            return False, False
        met = self.meeting(str(candidate))
        return bool(met.surely & predicate.wanted), bool(met.possibly & predicate.wanted)
