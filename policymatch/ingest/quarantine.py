"""Rows that broke a rule: listed, corrected, replayed, dismissed; never lost and never silently let through."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from time import perf_counter
from typing import Any

from sqlalchemy import Connection, Engine, select, update

from policymatch.errors import ConflictError, NotFoundError, RecordError
from policymatch.ingest.chunks import prepare
from policymatch.ingest.deliveries import DELIVERIES, Batch, close, note_change, open_batch, source_names
from policymatch.ingest.reports import IngestReport
from policymatch.ingest.storing import QUARANTINE, store_chunk
from policymatch.profiles.rows import Flaw, RowCleaner
from policymatch.profiles.specs import SourceSpec
from policymatch.store.engine import transaction

OPEN, REPLAYED, DISMISSED = "open", "replayed", "dismissed"


@dataclass(frozen=True, slots=True)
class Broken:
    """One row in quarantine (``scope`` row) or one value set aside from a stored row (``scope`` value).

    Args:
        id: by which it is corrected.
        source: id of the source.
        batch: the batch it came in.
        row: its place in the extract, from 1.
        scope: row or value.
        rule: what it broke.
        column: where.
        value: what stood there.
        reason: what is wrong with it.
        suggestion: what was probably meant; a person confirms it.
        raw: the row as delivered.
        state: open, replayed or dismissed.
    """

    id: int
    source: str
    batch: int
    row: int
    scope: str
    rule: str
    column: str
    value: str
    reason: str
    suggestion: str
    raw: Mapping[str, str]
    state: str


def quarantined(
    engine: Engine, *, source: str | None = None, rule: str | None = None, state: str = OPEN
) -> Iterator[Broken]:
    """What lies in quarantine, oldest first."""
    with engine.connect() as connection:
        names = source_names(connection)
        query = select(QUARANTINE).where(QUARANTINE.c.state == state).order_by(QUARANTINE.c.id)
        if rule is not None:
            query = query.where(QUARANTINE.c.rule == rule)
        for row in connection.execute(query).mappings():
            if source in (None, names[row["source"]]):
                yield _broken(dict(row), names)


def correct(engine: Engine, spec: SourceSpec, number: int, changes: Mapping[str, str], *, on: date) -> IngestReport:
    """Put right the cells of one quarantined row and take it in as a correction of its batch.

    Args:
        engine: the store.
        spec: the row's source, as it stands now.
        number: the row's id in quarantine.
        changes: the corrected cells by their header.
        on: the day on which it is corrected: from then on it is known.

    Raises:
        NotFoundError: no such row.
        ConflictError: it has been replayed or dismissed already.
        RecordError: it still breaks a rule; it stays in quarantine.
    """
    found = _find(engine, number)
    unknown = [name for name in changes if name not in found.raw]
    if unknown:
        raise RecordError(
            f"该行没有列“{'、'.join(unknown)}”", where=f"隔离行{number}", hint=f"列有：{'、'.join(found.raw)}"
        )
    return _take_in(engine, spec, found, {**found.raw, **changes}, on)


def accept_suggestion(engine: Engine, spec: SourceSpec, number: int, *, on: date) -> IngestReport:
    """Correct a row by what was suggested, as a person confirms it.

    Raises:
        RecordError: nothing was suggested for it.
    """
    found = _find(engine, number)
    if not found.suggestion:
        raise RecordError("该行没有更正建议", where=f"隔离行{number}", hint="用 列名=值 写明更正")
    header = next(name for name, cell in found.raw.items() if cell == found.value)
    return correct(engine, spec, number, {header: found.suggestion}, on=on)


def replay(engine: Engine, spec: SourceSpec, *, on: date) -> IngestReport:
    """Try every open row of a source again, after its spec has been put right; what still breaks stays where it is."""
    started = perf_counter()
    tried = stored = duplicates = 0
    rules: dict[str, int] = {}
    for found in list(quarantined(engine, source=spec.id)):
        if found.scope != "row":
            continue
        tried += 1
        flaw = _flaw(spec, found.raw)
        if flaw is not None:
            rules[flaw.rule] = rules.get(flaw.rule, 0) + 1
            continue
        report = _take_in(engine, spec, found, found.raw, on)
        stored, duplicates = stored + report.stored, duplicates + report.duplicates
    left = sum(rules.values())
    return IngestReport(spec.id, "隔离区", 0, tried, stored, left, duplicates, perf_counter() - started, rules)


def dismiss(engine: Engine, number: int) -> None:
    """Lay a row aside for good: it says nothing that should be known."""
    _find(engine, number)
    with transaction(engine) as connection:
        _mark(connection, [number], DISMISSED, None)


def _take_in(engine: Engine, spec: SourceSpec, found: Broken, raw: Mapping[str, str], on: date) -> IngestReport:
    flaw = _flaw(spec, raw)
    if flaw is not None:
        raise RecordError(
            flaw.reason,
            where=f"隔离行{found.id} 列 {flaw.column}",
            hint=flaw.suggestion and f"是否为 {flaw.suggestion}",
        )
    extracted = _extracted_on(engine, found.batch)
    header, cells = list(raw), list(raw.values())
    batch = open_correction(engine, spec, f"隔离行{found.id}", [header, cells], on=on, extracted_on=extracted)
    if batch.tally.position == 0:
        store_chunk(engine, spec, batch, prepare(RowCleaner(spec, header), [cells]))
    with transaction(engine) as connection:
        close(connection, batch, ended=0)
        same = (QUARANTINE.c.batch == found.batch) & (QUARANTINE.c.row == found.row)
        numbers = connection.execute(select(QUARANTINE.c.id).where(same)).scalars()
        _mark(connection, list(numbers), REPLAYED, batch.id)
    tally = batch.tally
    return IngestReport(
        spec.id, f"隔离行{found.id}", batch.id, 1, tally.stored, tally.quarantined, tally.duplicates, tally.seconds
    )


def open_correction(
    engine: Engine, spec: SourceSpec, what: str, content: Sequence[Sequence[str]], *, on: date, extracted_on: date
) -> Batch:
    """A batch of its own for a correction: known from the day it was made, of the time of what it corrects."""
    digest = hashlib.blake2b(json.dumps([what, *content], ensure_ascii=False).encode(), digest_size=20).hexdigest()
    return open_batch(
        engine, spec, digest=digest, location=what, known_on=on, extracted_on=extracted_on, kind="correction"
    )


def _flaw(spec: SourceSpec, raw: Mapping[str, str]) -> Flaw | None:
    """The first fault that still costs the row."""
    return RowCleaner(spec, list(raw)).clean([list(raw.values())]).broken(0)


def _find(engine: Engine, number: int) -> Broken:
    with engine.connect() as connection:
        row = connection.execute(select(QUARANTINE).where(QUARANTINE.c.id == number)).mappings().one_or_none()
        if row is None:
            raise NotFoundError(f"隔离区没有第{number}号", hint="用 policymatch quarantine list 查看")
        if row["state"] != OPEN:
            raise ConflictError(f"隔离行{number}已处理", hint="如需再改，请对已入库的事实提出异议")
        return _broken(dict(row), source_names(connection))


def _extracted_on(engine: Engine, batch: int) -> date:
    with engine.connect() as connection:
        day: date = connection.execute(select(DELIVERIES.c.extracted_on).where(DELIVERIES.c.id == batch)).scalar_one()
    return day


def _mark(connection: Connection, numbers: Sequence[int], state: str, batch: int | None) -> None:
    where = QUARANTINE.c.id.in_(numbers)
    connection.execute(update(QUARANTINE).where(where).values(state=state, replayed_by=batch))
    note_change(connection)


def _broken(row: Mapping[str, Any], names: Mapping[int, str]) -> Broken:
    return Broken(
        row["id"], names[row["source"]], row["batch"], row["row"], row["scope"], row["rule"], row["column"], row["value"],
        row["reason"], row["suggestion"], json.loads(row["raw"]), row["state"],
    )  # fmt: skip
