"""One Arrow column → the codes of one axis."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import numpy as np
import pyarrow as pa

from policymatch.batch import kernels
from policymatch.batch.arrays import Array, Listed, Whole, flags, listed, names, one_array, unpacked, whole_numbers
from policymatch.batch.coding import EPOCH, FIRST, MISSING, NO, ODD, Coder, NameCoder, OrderCoder
from policymatch.batch.compiling import Program
from policymatch.batch.errors import BatchColumnError
from policymatch.batch.names import ABSENT, CANDIDATES, OPEN, axis_name, column_name, fixed_name, read_candidate
from policymatch.batch.predicates import Axis, Cut, Kind
from policymatch.profiles import Column
from policymatch.profiles.readings import AGE, Candidate, age

_NOWHERE = (np.zeros(0, np.int64), np.zeros(0, np.int32))
BORN = "established_on"


@dataclass(frozen=True, slots=True)
class Codes:
    """One code a profile.

    Args:
        coder: what gave the codes.
        codes: by stored place.
        odd_places: the places whose code is ``ODD``, ascending.
        odd_readings: which of ``readings`` each of them has.
        readings: the distinct candidates of odd places.
    """

    coder: Coder
    codes: Array
    odd_places: Array
    odd_readings: Array
    readings: tuple[tuple[Candidate, ...], ...] = ()

    def rearranged(self, places: Array) -> Codes:
        """As if the profiles were stored in the order of these places."""
        codes = self.codes[places]
        if not len(self.odd_places):
            return replace(self, codes=codes)
        reading = np.full(len(self.codes), -1, np.int32)
        reading[self.odd_places] = self.odd_readings
        moved = reading[places]
        odd = np.flatnonzero(moved >= 0)
        return replace(self, codes=codes, odd_places=odd, odd_readings=moved[odd])

    def updated(self, places: Array, fresh: Codes) -> Codes:
        """With other codes at some places; the coder must be the same."""
        codes = self.codes.astype(np.result_type(self.codes, fresh.codes))
        codes[places] = fresh.codes
        if not len(self.odd_places) and not len(fresh.odd_places):
            return replace(self, codes=codes)
        kept = ~np.isin(self.odd_places, places)
        odd = np.concatenate([self.odd_places[kept], places[fresh.odd_places]])
        which = np.concatenate([self.odd_readings[kept], fresh.odd_readings + len(self.readings)])
        ascending = np.argsort(odd, kind="stable")
        return Codes(self.coder, codes, odd[ascending], which[ascending], self.readings + fresh.readings)


@dataclass(frozen=True, slots=True)
class Sets:
    """What is known of a set a profile: a bit a wanted name, in groups of eight, by its place in ``NameCoder.wanted``.

    Args:
        coder: what knows which wanted names a member meets.
        met: the wanted names that a member surely meets.
        doubted: those that a member may meet (its code is too coarse to tell); no groups where there are none.
        lacked: those that the set surely lacks although it is open; no groups where there are none.
        open: 1 where there may be further members; also where nothing is known.

    Shape:
        ``met``, ``doubted``, ``lacked``: groups × stored places.
    """

    coder: NameCoder
    met: Array
    doubted: Array
    lacked: Array
    open: Array

    @property
    def exact(self) -> bool:
        """Whether a set holds a name, lacks it, or is open: nothing doubted, nothing surely lacked by open ones."""
        return not len(self.doubted) and not len(self.lacked)

    @property
    def marks(self) -> tuple[Array, Array, Array]:
        """Met, doubted and lacked."""
        return self.met, self.doubted, self.lacked

    def rearranged(self, places: Array) -> Sets:
        """As if the profiles were stored in the order of these places."""
        met, doubted, lacked = (np.take(marks, places, axis=1) for marks in self.marks)  # rows stay in one piece
        return Sets(self.coder, met, doubted, lacked, self.open[places])

    def updated(self, places: Array, fresh: Sets) -> Sets:
        """With other sets at some places."""
        both = zip(self.marks, fresh.marks, strict=True)
        met, doubted, lacked = (_marked(old, places, new) for old, new in both)
        is_open = self.open.copy()
        is_open[places] = fresh.open
        return Sets(self.coder, met, doubted, lacked, is_open)


def _marked(old: Array, places: Array, new: Array) -> Array:
    marks = np.zeros((max(len(old), len(new)), old.shape[1]), np.uint8)
    marks[: len(old)] = old
    marks[:, places] = new if len(new) else 0
    return marks


def missing(rows: int, like: Codes | Sets) -> Codes | Sets:
    """Nothing known of anybody."""
    if isinstance(like, Sets):
        nothing = np.zeros((0, rows), np.uint8)
        return Sets(like.coder, np.zeros((len(like.met), rows), np.uint8), nothing, nothing, np.ones(rows, np.uint8))
    return Codes(like.coder, np.zeros(rows, like.codes.dtype), *_NOWHERE)


def encode_axis(
    table: pa.Table, program: Program, as_of: date, coders: Mapping[Axis, Coder], axis: Axis, room: Array
) -> Codes | Sets | None:
    """The codes of one axis; None where the table has no column for it.

    Args:
        table: the columns.
        program: what is asked.
        as_of: the date that the columns were read for.
        coders: of codes to be kept.
        axis: what to encode.
        room: a byte a row, to write to where a byte says it all.
    """
    asked = coders.get(axis) or program.coder(axis)
    name = _find(table, axis, as_of)
    if name is None:
        return _encode_age(table, axis, asked, as_of, room)
    try:
        return _encode(table, name, axis, asked, room)
    except (ValueError, ArithmeticError) as error:
        hint = "见 docs/batch.md 的列名与类型表"
        raise BatchColumnError(f"列中有无法读取的值：{error}", where=f"列 {name}", hint=hint) from error


def _find(table: pa.Table, axis: Axis, as_of: date) -> str | None:
    fixed = fixed_name(axis.column, as_of) if axis.column is not None else None
    for name in (axis_name(axis), fixed):
        if name is not None and any(_has(table, name + part) for part in ("", CANDIDATES, OPEN, ABSENT)):
            return name
    return None


def _has(table: pa.Table, name: str) -> bool:
    return bool(table.schema.get_field_index(name) >= 0)


def _values(table: pa.Table, name: str) -> pa.Array:
    return one_array(table[name]) if _has(table, name) else pa.nulls(table.num_rows)


def _encode(table: pa.Table, name: str, axis: Axis, asked: Coder, room: Array) -> Codes | Sets:
    if axis.kind is Kind.SET:
        assert isinstance(asked, NameCoder)
        return _sets(table, name, asked)
    values = _values(table, name)
    if axis.kind is Kind.NAME:
        plain = _name_codes(values, name, asked, room)
    elif axis.kind is Kind.FLAG:
        plain = Codes(asked, kernels.choose(flags(values, name), FIRST, NO, room), *_NOWHERE)
    else:
        assert isinstance(asked, OrderCoder)
        plain = Codes(asked, _ordered(values, name, asked, _scale(table, name), room), *_NOWHERE)
    given = _candidates(table, name, axis.kind)
    return plain.updated(*_given(asked, given)) if given else plain


def _scale(table: pa.Table, name: str) -> int:
    metadata = table.schema.field(name).metadata if _has(table, name) else None
    return int((metadata or {}).get(b"scale", b"0"))


def _dtype(size: int) -> type[np.unsignedinteger]:
    return np.uint8 if size <= 256 else np.uint16 if size <= 65536 else np.uint32


def _fitting(room: Array, size: int) -> Array:
    """The room, or a wider one for more codes than a byte has."""
    return room if size <= 256 else np.empty(len(room), _dtype(size))


def _ordered(values: pa.Array, name: str, asked: OrderCoder, scale: int, room: Array) -> Array:
    if asked.axis.currency:
        return np.zeros(len(values), np.uint8)
    if asked.axis.kind is Kind.DATE and not (pa.types.is_date32(values.type) or pa.types.is_null(values.type)):
        raise BatchColumnError(f"列类型 {values.type} 不能用作日期", where=f"列 {name}", hint="用 date32，缺失写 null")
    whole = whole_numbers(values, name, scale)
    reached = asked.bounds(whole.scale) if whole else None
    if whole is None or reached is None:
        return np.array([_slow_code(asked, value, scale) for value in values.to_pylist()], _dtype(asked.size))
    return kernels.rank(whole, reached, FIRST, _fitting(room, asked.size))


def _slow_code(asked: OrderCoder, value: int | Decimal | date | None, scale: int) -> int:
    """One by one, for numbers or cuts that 64 bits do not hold."""
    if value is None:
        return MISSING
    return asked.code(Decimal(value).scaleb(-scale) if isinstance(value, int) else value)


def _name_codes(values: pa.Array, name: str, asked: Coder, room: Array) -> Codes:
    places, distinct = names(values, name)
    by_value = {value: asked.code(value) for value in sorted(value for value in distinct if value is not None)}
    table = np.array([by_value.get(value, MISSING) for value in distinct] or [MISSING], _dtype(asked.size))
    codes = kernels.look_up(places, table, _fitting(room, asked.size))
    odd = np.flatnonzero(codes == ODD) if ODD in by_value.values() else _NOWHERE[0]
    return Codes(asked, codes, odd, places.values[odd].astype(np.int32), tuple((value,) for value in distinct))


def _candidates(table: pa.Table, name: str, kind: Kind) -> dict[int, tuple[Candidate, ...]]:
    """The readings that one value cannot say, by row."""
    if not _has(table, name + CANDIDATES):
        return {}
    column = one_array(table[name + CANDIDATES])
    rows = np.flatnonzero(~np.asarray(column.is_null()))
    texts = column.take(pa.array(rows)).to_pylist()
    readings = [tuple(read_candidate(kind, text) for text in found) for found in texts]
    return dict(zip(rows.tolist(), readings, strict=True))


def _given(asked: Coder, readings: Mapping[int, tuple[Candidate, ...]]) -> tuple[Array, Codes]:
    """The rows of written-out readings, and their codes: odd where no single code says them."""
    rows = np.fromiter(readings, np.int64, len(readings))
    settled = [_settled(asked, candidates) for candidates in readings.values()]
    odd = [place for place, code in enumerate(settled) if code == ODD]
    numbers: dict[tuple[Candidate, ...], int] = {}
    which = [numbers.setdefault(_brief(asked, readings[int(rows[place])]), len(numbers)) for place in odd]
    codes = np.array(settled, _dtype(asked.size))
    return rows, Codes(asked, codes, np.array(odd, np.int64), np.array(which, np.int32), tuple(numbers))


def _settled(asked: Coder, candidates: Iterable[Candidate]) -> int:
    codes = {asked.code(candidate) for candidate in candidates}
    return codes.pop() if len(codes) == 1 else ODD if codes else MISSING


def _brief(asked: Coder, candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """One candidate a code, so that equal readings are few."""
    first: dict[object, Candidate] = {}
    for candidate in candidates:
        code = asked.code(candidate)
        first.setdefault((code, candidate if code == ODD else None), candidate)
    return tuple(first.values())


def _sets(table: pa.Table, name: str, asked: NameCoder) -> Sets:
    held = listed(_values(table, name), name)
    meetings = [asked.meeting(value) for value in held.distinct]
    met = _marks(asked, held, [one.surely for one in meetings], always=True)
    doubted = _marks(asked, held, [one.possibly - one.surely for one in meetings])
    denied = listed(_values(table, name + ABSENT), name + ABSENT)
    lacked = _marks(asked, denied, [asked.lacked(value) for value in denied.distinct])
    return Sets(asked, met, doubted, lacked, _open(table, name, held))


def _open(table: pa.Table, name: str, held: Listed) -> Array:
    """A byte a profile: 1 where nothing is known of a set, or where it is said to be open."""
    rows = len(held.starts) - 1
    unknown = np.zeros(rows, np.uint8) if held.known is None else unpacked(held.known, rows) ^ 1
    if _has(table, name + OPEN):
        unknown |= flags(_values(table, name + OPEN), name + OPEN).surely
    return unknown


def _marks(asked: NameCoder, held: Listed, met: list[frozenset[str]], *, always: bool = False) -> Array:
    """From lists of members to a bit a wanted name; no groups where nothing is met, but for those always kept."""
    if not any(met) and not always:
        return np.zeros((0, len(held.starts) - 1), np.uint8)
    bits = np.zeros((len(met), 64 * -(-len(asked.wanted) // 64)), np.uint8)
    places = [(member, asked.places[name]) for member, names_met in enumerate(met) for name in names_met]
    if places:
        bits[tuple(np.array(places).T)] = 1
    words = np.packbits(bits, axis=1, bitorder="little").view(np.uint64)
    return kernels.mark(held, np.ascontiguousarray(words.T), -(-len(asked.wanted) // 8))


def _encode_age(table: pa.Table, axis: Axis, asked: Coder, as_of: date, room: Array) -> Codes | None:
    """Years since 成立日期 where the table has only the day: the cuts become days."""
    derived = axis.column == Column(AGE) and not axis.currency and _has(table, BORN)
    if not derived or not isinstance(asked, OrderCoder):
        return None
    days = whole_numbers(one_array(table[BORN]), BORN)
    assert days is not None
    latest = [_latest_birth(cut, as_of) for cut in asked.cuts]
    mirrored = Whole(-days.values.astype(np.int64), days.known)
    codes = kernels.rank(mirrored, -np.array(latest, np.int64), FIRST, _fitting(room, asked.size))
    born = _candidates(table, column_name(Column(BORN)), Kind.DATE)
    ages = {row: tuple(age(day, as_of) for day in found if isinstance(day, date)) for row, found in born.items()}
    plain = Codes(asked, codes, *_NOWHERE)
    return plain.updated(*_given(asked, ages)) if ages else plain


def _latest_birth(cut: Cut, as_of: date) -> int:
    """The latest day (since 1970) whose age reaches the cut; ages only fall as days get later."""
    low, high = date(1600, 1, 1).toordinal(), date(9000, 1, 1).toordinal()
    while low < high:
        middle = (low + high + 1) // 2
        reached = age(date.fromordinal(middle), as_of)
        enough = reached > cut.value if cut.strict else reached >= cut.value  # type: ignore[operator]
        low, high = (middle, high) if enough else (low, middle - 1)
    return low - EPOCH
