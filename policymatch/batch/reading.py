"""Profiles → Arrow columns, as ``names`` calls them: what ``profiles.read`` says of each column on a date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any

import pyarrow as pa

from policymatch.batch.compiling import Program
from policymatch.batch.encoding import Encoded, encode
from policymatch.batch.names import ABSENT, CANDIDATES, OPEN, SUBJECT, axis_name, column_name, write_candidate
from policymatch.batch.predicates import Axis, Kind
from policymatch.profiles import Column, Profile, Reading, read
from policymatch.profiles.readings import AGE, Candidate

PIECE = 20_000
SCALE, DIGITS = 4, 18
TYPES = {
    Kind.NUMBER: pa.decimal128(DIGITS, SCALE), Kind.DATE: pa.date32(), Kind.FLAG: pa.bool_(), Kind.NAME: pa.string(),
    Kind.SET: pa.list_(pa.string()),
}  # fmt: skip
LARGEST = Decimal(10) ** (DIGITS - SCALE)


def columns_from_profiles(profiles: Iterable[Profile], columns: Sequence[Column], as_of: date) -> pa.Table:
    """What profiles say of columns on a date, without loss: every verdict from the table is that of ``decide``.

    Args:
        profiles: read once, in pieces.
        columns: what to read, such as ``program.columns``.
        as_of: the date.

    Returns:
        One row a profile, in order: ``subject``, the columns and what goes with them.
    """
    return _table(profiles, [Axis(column) for column in columns], as_of)


def encode_profiles(
    profiles: Iterable[Profile], program: Program, as_of: date, *, like: Encoded | None = None, sort: bool | None = None
) -> Encoded:
    """Read profiles on a date and turn them into codes; see ``encode``."""
    axes = dict.fromkeys(Axis(axis.column, judgement=axis.judgement) for axis in program.axes)
    return encode(_table(profiles, list(axes), as_of), program, as_of, like=like, sort=sort)


def _table(profiles: Iterable[Profile], axes: Sequence[Axis], as_of: date) -> pa.Table:
    pieces = [_piece(piece, axes, as_of) for piece in _pieces(iter(profiles))]
    return pa.concat_tables(pieces or [_piece([], axes, as_of)])


def _pieces(profiles: Iterator[Profile]) -> Iterator[list[Profile]]:
    while piece := list(islice(profiles, PIECE)):
        yield piece


def _piece(profiles: list[Profile], axes: Sequence[Axis], as_of: date) -> pa.Table:
    arrays = {SUBJECT: pa.array([profile.subject for profile in profiles], pa.string())}
    for axis in axes:
        if axis.column is None:
            answers = [profile.answers.get(axis.judgement or "") for profile in profiles]
            arrays[axis_name(axis)] = pa.array(answers, pa.bool_())
        else:
            arrays.update(_column(profiles, axis.column, axis.kind, as_of))
    return pa.table(arrays)


def _column(profiles: list[Profile], column: Column, kind: Kind, as_of: date) -> dict[str, pa.Array]:
    readings = [_read(profile, column, as_of) for profile in profiles]
    name = column_name(column)
    if kind is Kind.SET:
        return _sets(name, readings)
    plain = [_plain(kind, reading) for reading in readings]
    return {
        name: pa.array(plain, TYPES[kind]),
        name + CANDIDATES: pa.array(
            [None if reading is None or value is not None else [write_candidate(one) for one in reading.candidates]
             for value, reading in zip(plain, readings, strict=True)],
            pa.list_(pa.string()),
        ),
    }  # fmt: skip


def _read(profile: Profile, column: Column, as_of: date) -> Reading | None:
    """None where nothing is known; without facts nothing is read, but for the age, which has its own source."""
    if column.field not in profile.facts and column.field != AGE:
        return None
    reading = read(profile, column, as_of)
    return reading if reading.candidates else None


def _plain(kind: Kind, reading: Reading | None) -> Any:
    """The value, where one plain value says it all."""
    if reading is None or len(reading.candidates) > 1:
        return None
    value = reading.candidates[0]
    if kind is Kind.NUMBER:
        return value if isinstance(value, Decimal) and _fits(value) else None
    wanted = {Kind.DATE: date, Kind.FLAG: bool, Kind.NAME: str}[kind]
    return value if isinstance(value, wanted) else None


def _fits(value: Decimal) -> bool:
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -SCALE and abs(value) < LARGEST


def _sets(name: str, readings: list[Reading | None]) -> dict[str, pa.Array]:
    return {
        name: pa.array([None if one is None else _members(one.candidates) for one in readings], TYPES[Kind.SET]),
        name + OPEN: pa.array([one is not None and not one.complete for one in readings], pa.bool_()),
        name + ABSENT: pa.array([None if one is None else sorted(one.absent) for one in readings], TYPES[Kind.SET]),
    }


def _members(candidates: tuple[Candidate, ...]) -> list[str]:
    """A set is read whole: one candidate."""
    (members,) = candidates
    assert isinstance(members, frozenset)
    return sorted(members)
