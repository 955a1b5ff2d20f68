"""What the passing of time changes: only profiles are decided again of which a column reads differently."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from policymatch.batch.columns import BORN
from policymatch.batch.compiling import Program
from policymatch.batch.deltas import changes
from policymatch.batch.reading import encode_profiles
from policymatch.profiles import Column, Profile, read
from policymatch.profiles.readings import AGE
from policymatch.vocabulary.fields import PeriodKind
from policymatch.vocabulary.fields import field as catalogue_field


def delta_time(
    profiles: Sequence[Profile], program: Program, first: date, last: date
) -> tuple[list[int], Iterator[pa.RecordBatch]]:
    """What flips between two dates.

    Args:
        profiles: what is known; the same on both dates.
        program: from ``compile_policies``.
        first: the earlier date.
        last: the later date.

    Returns:
        The places of the profiles that had to be looked at, and what changed, as ``deltas.changes`` has it; its ``row``
        counts among all profiles.
    """
    passing = Passing(first, last)
    moved = [place for place, profile in enumerate(profiles) if passing.may_change(profile, program.columns)]
    return moved, _changes(profiles, program, passing, moved)


def _changes(
    profiles: Sequence[Profile], program: Program, passing: Passing, moved: Sequence[int]
) -> Iterator[pa.RecordBatch]:
    chosen = [profiles[place] for place in moved]
    if not chosen:
        return
    then = encode_profiles(chosen, program, passing.first, sort=False)
    now = encode_profiles(chosen, program, passing.last, like=then)
    rows = np.array(moved, np.int64)
    for batch in changes(then, now):
        places = rows[batch.column("row").to_numpy()]
        yield batch.set_column(batch.schema.get_field_index("row"), "row", pa.array(places))


@dataclass(frozen=True, slots=True)
class Passing:
    """A stretch of time, both days known: from the first to the last."""

    first: date
    last: date

    def may_change(self, profile: Profile, columns: Sequence[Column]) -> bool:
        """Whether any column of a profile may read differently on the last day; never wrongly False."""
        return any(self.column_may_change(profile, column) for column in columns)

    def column_may_change(self, profile: Profile, column: Column) -> bool:
        """Whether a column reads differently; what is read as it stands needs a fact that begins or ends in between."""
        facts = profile.known(column.field)
        if not facts and (column.field != AGE or not profile.known(BORN)):
            return False
        if facts and column.period is None and catalogue_field(column.field).period_kind is PeriodKind.NONE:
            return any(fact.holds_on(self.first) is not fact.holds_on(self.last) for fact in facts)
        return self._read(profile, column, self.first) != self._read(profile, column, self.last)

    def _read(self, profile: Profile, column: Column, day: date) -> tuple[object, ...]:
        reading = read(profile, column, day)
        return reading.candidates, reading.complete, reading.absent
