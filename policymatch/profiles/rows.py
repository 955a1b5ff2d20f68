"""Rows of an extract → cleaned payloads: column by column, each distinct cell cleaned once, every fault named.

A payload is a JSON list of canonical texts in the order of ``SourceSpec.stored``; null is "says nothing".
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from policymatch.errors import SourceSpecError
from policymatch.profiles.cleaning import EMPTY, REPEATING, CellError, Cleaner, fold, make_cleaner
from policymatch.profiles.cleaning.places import registered_region
from policymatch.profiles.cleaning.wholesale import UNUSUAL, WHOLESALE
from policymatch.profiles.specs import REGION, ColumnSpec, OnError, Role, SourceSpec

Cell = Any
"""A canonical text, None, or a ``Flaw``."""

_CACHE_LIMIT = 200_000
_REGION_COLUMN = ColumnSpec(name=REGION, clean="registered_region", on_error=OnError.VALUE)


@dataclass(frozen=True, slots=True)
class Flaw:
    """What breaks a rule.

    Args:
        rule: the rule's name; ``required``, ``column_count`` and ``subject_unresolved`` besides the cleaning rules.
        column: the column's name; empty where the row as a whole is broken.
        value: the cell as delivered.
        reason: what is wrong with it.
        suggestion: what was probably meant, for a person to confirm.
        fatal: whether it costs the row, or that value alone.
    """

    rule: str
    column: str
    value: str
    reason: str
    suggestion: str = ""
    fatal: bool = True


@dataclass(slots=True)
class CleanRows:
    """A chunk of rows after cleaning; the lists run beside each other, one entry a row.

    Args:
        subjects: the credit code; None where the row is broken.
        keys: the rest of the record's key.
        payloads: what is stored.
        flaws: by the row's place in the chunk.
        filled: by column, how many cells say something.
        understood: by column, how many of those were understood.
    """

    subjects: list[str | None]
    keys: list[str]
    payloads: list[str]
    flaws: dict[int, list[Flaw]] = field(default_factory=dict)
    filled: Counter[str] = field(default_factory=Counter)
    understood: Counter[str] = field(default_factory=Counter)

    def broken(self, at: int) -> Flaw | None:
        """The first fault that costs the row; None where it stands."""
        return next((flaw for flaw in self.flaws.get(at, ()) if flaw.fatal), None)


class _Cells(dict[str, Cell]):
    """Cleaned cells of one column by their text; a cell not yet seen is cleaned when it is asked for."""

    def __init__(self, column: ColumnSpec, rule: Cleaner, *, remember: bool) -> None:
        super().__init__()
        self.column = column
        self.rule = rule
        self.remember = remember
        self.flawed = False

    def of(self, texts: Sequence[str]) -> list[Cell]:
        """A column's cells; the usual ones decided together where the rule has a way to."""
        wholesale = WHOLESALE.get(self.column.clean)
        if wholesale is None or self.column.values or not texts:
            return list(map(self.__getitem__, texts))
        return [self[text] if cell is UNUSUAL else cell for text, cell in zip(texts, wholesale(texts), strict=True)]

    def __missing__(self, text: str) -> Cell:
        cell = self._clean(text)
        if self.remember:
            if len(self) >= _CACHE_LIMIT:
                self.clear()
            self[text] = cell
        return cell

    def _clean(self, text: str) -> Cell:
        bare = text.strip()
        if bare in EMPTY:
            return self._required(text) if self.column.required else None
        bare = self.column.values.get(bare, bare)
        try:
            return self.rule(bare) if bare else None
        except CellError as broken:
            return self._flaw(self.column.clean, text, broken.reason, broken.suggestion)

    def _required(self, text: str) -> Flaw:
        return self._flaw("required", text, f"“{self.column.name}”不能为空")

    def _flaw(self, rule: str, text: str, reason: str, suggestion: str = "") -> Flaw:
        self.flawed = True
        return Flaw(rule, self.column.name, text, reason, suggestion, self.column.on_error is OnError.ROW)


class RowCleaner:
    """Cleans rows that come under one header.

    Args:
        spec: the source.
        header: the header as delivered.

    Raises:
        SourceSpecError: the header lacks a column that the spec requires.
    """

    def __init__(self, spec: SourceSpec, header: Sequence[str]) -> None:
        self.spec = spec
        self.header = tuple(header)
        self.places = match_header(spec, header)
        self._cells = {
            column.name: _Cells(column, make_cleaner(column), remember=column.clean in REPEATING)
            for column in spec.columns
        }
        self._key_columns = tuple(name for name in spec.key if name != spec.subject.name)
        self._encode = _encoder()

    @property
    def missing(self) -> tuple[str, ...]:
        """Columns of the spec that the header does not hold."""
        return tuple(column.name for column in self.spec.columns if column.name not in self.places)

    @property
    def unused(self) -> tuple[str, ...]:
        """Headers that no column of the spec reads."""
        used = set(self.places.values())
        return tuple(name for at, name in enumerate(self.header) if at not in used)

    def clean(self, rows: Sequence[Sequence[str]]) -> CleanRows:
        """Clean a chunk; rows of a wrong width are broken and keep their place."""
        width = len(self.header)
        flaws: dict[int, list[Flaw]] = {}
        if any(len(row) != width for row in rows):
            rows = [row if len(row) == width else self._misfit(at, row, flaws) for at, row in enumerate(rows)]
        raw = list(zip(*rows, strict=True)) if rows else [()] * width
        cleaned = CleanRows([], [], [], flaws)
        cells = {name: self._column(name, raw[at], cleaned) for name, at in self.places.items()}
        nothing = [None] * len(rows)
        cleaned.subjects = cells[self.spec.subject.name]
        if self.spec.places:
            cells[REGION] = self._regions(raw, cleaned)
        cleaned.keys = self._keys(cells, len(rows))
        stored = [cells.get(name, nothing) for name in self.spec.stored]
        encode = self._encode
        cleaned.payloads = [encode(values) for values in zip(*stored, strict=True)]
        return cleaned

    def named(self, row: Sequence[str]) -> dict[str, str]:
        """A row by its header, for quarantine; cells beyond the header under ``+1``, ``+2`` and so on."""
        beyond = {f"+{at}": cell for at, cell in enumerate(row[len(self.header) :], 1)}
        return dict(zip(self.header, row, strict=False)) | beyond

    def _column(self, name: str, texts: Sequence[str], cleaned: CleanRows) -> list[Cell]:
        cells = self._cells[name]
        values = cells.of(texts)
        bad = [at for at, value in enumerate(values) if value.__class__ is Flaw] if cells.flawed else []
        filled = len(values) - values.count(None)
        for at in bad:
            if at not in cleaned.flaws or cleaned.flaws[at][0].rule != "column_count":
                cleaned.flaws.setdefault(at, []).append(values[at])
            filled -= values[at].rule == "required"
            values[at] = None
        cleaned.filled[name] += filled
        cleaned.understood[name] += len(values) - values.count(None)
        return values

    def _regions(self, raw: Sequence[Sequence[str]], cleaned: CleanRows) -> list[str | None]:
        places = self.spec.places
        assert places is not None
        nothing = ("",) * len(cleaned.subjects)
        address = raw[self.places[places.address]] if places.address in self.places else nothing
        beside = [raw[self.places[name]] for name in places.names if name in self.places]
        names = list(zip(*beside, strict=True)) if beside else [()] * len(nothing)
        found: list[str | None] = []
        for at, (code, where, named) in enumerate(zip(cleaned.subjects, address, names, strict=True)):
            found.append(self._region(at, code, where, named, cleaned) if code else None)
        stood = len(found) - cleaned.subjects.count(None)
        cleaned.filled[REGION] += stood
        cleaned.understood[REGION] += len(found) - found.count(None)
        return found

    @staticmethod
    def _region(at: int, code: str, address: str, names: tuple[str, ...], cleaned: CleanRows) -> str | None:
        try:
            return registered_region(code, address, names)
        except CellError as broken:
            flaw = Flaw(_REGION_COLUMN.clean, REGION, f"{''.join(names)} {address}".strip(), broken.reason, fatal=False)
            cleaned.flaws.setdefault(at, []).append(flaw)
            return None

    def _keys(self, cells: dict[str, list[Cell]], length: int) -> list[str]:
        columns = [cells[name] for name in self._key_columns if name in cells]
        if not columns:
            return [""] * length
        if len(columns) == 1:
            return [cell or "" for cell in columns[0]]
        return ["|".join(cell or "" for cell in parts) for parts in zip(*columns, strict=True)]

    def _misfit(self, at: int, row: Sequence[str], flaws: dict[int, list[Flaw]]) -> tuple[str, ...]:
        width = len(self.header)
        reason = f"本行有{len(row)}列，表头有{width}列"
        flaws[at] = [Flaw("column_count", "", ",".join(row)[:500], reason)]
        return ("",) * width


def clean_cell(column: ColumnSpec, text: str) -> str | Flaw | None:
    """One cell by the rule of its column."""
    cell: str | Flaw | None = _Cells(column, make_cleaner(column), remember=False)[text]
    return cell


def match_header(spec: SourceSpec, header: Sequence[str]) -> dict[str, int]:
    """Which cell of a row each column of the spec reads; a header may serve several columns.

    Raises:
        SourceSpecError: a required or key column is not there.
    """
    at = {_bare(name): place for place, name in reversed(list(enumerate(header)))}
    places = {}
    for column in spec.columns:
        for name in (column.name, *column.headers):
            if (place := at.get(_bare(name))) is not None:
                places[column.name] = place
                break
    lacking = [c.name for c in spec.columns if c.name not in places and (c.required or c.name in spec.key)]
    if lacking:
        raise SourceSpecError(
            f"文件缺少列：{'、'.join(lacking)}",
            where=spec.id,
            hint=f"文件的表头是：{'、'.join(header)[:200]}；可在 headers 中补充写法",
        )
    return places


def resolve_header(spec: SourceSpec, rows: Sequence[Sequence[str]]) -> int:
    """The place of the header among the first rows: the one that names the credit code's column; 0 where none does."""
    wanted = {
        _bare(name)
        for column in spec.columns
        if Role.SUBJECT in column.roles
        for name in (column.name, *column.headers)
    }
    return next((at for at, row in enumerate(rows) if wanted & set(map(_bare, row))), 0)


def _bare(name: str) -> str:
    return fold(name).replace(" ", "").replace("(", "（").replace(")", "）").lower()


def _encoder() -> Callable[[Sequence[Cell]], str]:
    """JSON lists without spaces, Chinese unescaped; the C encoder called directly, for it runs once a row."""
    made = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)
    make = getattr(json.encoder, "c_make_encoder", None)
    if make is None:
        return made.encode
    encode = make(None, made.default, json.encoder.encode_basestring, None, ":", ",", False, False, True)
    return lambda values: "".join(encode(values, 0))
