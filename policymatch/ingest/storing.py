"""One chunk of cleaned rows against what the store knows: new, changed, known already, or broken."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from sqlalchemy import Connection, Engine, delete, text, update

from policymatch.ingest.bulk import among, insert_rows
from policymatch.ingest.chunks import Chunk
from policymatch.ingest.deliveries import DELIVERIES, Batch, advance
from policymatch.ingest.identity import doubtful_subjects, other_identifiers, resolve
from policymatch.ingest.ownership import write_edges
from policymatch.ingest.reports import Tally
from policymatch.profiles.rows import CleanRows, Flaw
from policymatch.profiles.specs import Role, SourceSpec
from policymatch.store.engine import transaction
from policymatch.store.tables_profiles import Identifier, Ownership, QuarantinedRow, Record

RECORDS: Any = Record.__table__  # type: ignore[attr-defined]
QUARANTINE: Any = QuarantinedRow.__table__  # type: ignore[attr-defined]
_IDENTIFIERS: Any = Identifier.__table__  # type: ignore[attr-defined]
_OWNERSHIP: Any = Ownership.__table__  # type: ignore[attr-defined]

_RECORD_COLUMNS = ("subject", "source", "key", "batch", "row", "payload")
_QUARANTINE_COLUMNS = (
    "batch",
    "source",
    "row",
    "scope",
    "rule",
    "column",
    "value",
    "reason",
    "suggestion",
    "raw",
    "state",
)


@dataclass(slots=True)
class _Version:
    """A current record: its number (None where it is of this very chunk), its batch and the batch that last saw it."""

    id: int | None
    batch: int
    seen_by: int | None
    payload: str


@dataclass(slots=True)
class _Changes:
    """What a chunk does to the store."""

    records: list[tuple[Any, ...]] = field(default_factory=list)
    quarantine: list[tuple[Any, ...]] = field(default_factory=list)
    ended: list[int] = field(default_factory=list)
    seen: list[int] = field(default_factory=list)


def store_chunk(engine: Engine, spec: SourceSpec, batch: Batch, chunk: Chunk) -> None:
    """Store a chunk in one transaction, the batch's account with it."""
    started = perf_counter()
    cleaned = chunk.cleaned
    with transaction(engine) as connection:
        resolve(connection, spec, cleaned)
        changes = _compare(connection, batch, cleaned, _Quarantine(batch, chunk))
        _write(connection, batch, changes)
        _write_relations(connection, spec, batch, chunk)
        _account(batch.tally, cleaned, chunk.size, changes)
        batch.tally.seconds += perf_counter() - started
        advance(connection, batch, batch.tally.position + chunk.size)


def end_missing(connection: Connection, batch: Batch) -> int:
    """End what a full delivery no longer holds; who has a broken row in it is left alone, for the row may be the missing one."""
    doubtful = doubtful_subjects(connection, batch.source, batch.id)
    gone = (
        (RECORDS.c.source == batch.source) & RECORDS.c.ended_by.is_(None) & (RECORDS.c.batch < batch.id)
        & (RECORDS.c.seen_by.is_(None) | (RECORDS.c.seen_by != batch.id)) & RECORDS.c.subject.not_in(doubtful)
    )  # fmt: skip
    return int(connection.execute(update(RECORDS).where(gone).values(ended_by=batch.id)).rowcount)


def discard(engine: Engine, batch: Batch) -> Batch:
    """Undo all that a broken-off batch did, so that it can begin anew (an extract whose order cannot be trusted)."""
    with transaction(engine) as connection:
        connection.execute(delete(RECORDS).where(RECORDS.c.batch == batch.id))
        connection.execute(update(RECORDS).where(RECORDS.c.ended_by == batch.id).values(ended_by=None))
        for table in (QUARANTINE, _IDENTIFIERS, _OWNERSHIP):
            connection.execute(delete(table).where(table.c.batch == batch.id))
        fresh = Batch(batch.id, batch.source, Tally())
        connection.execute(
            update(DELIVERIES).where(DELIVERIES.c.id == batch.id).values(state="running", **fresh.tally.values())
        )
    return fresh


class _Quarantine:
    """Makes the rows of the quarantine table."""

    def __init__(self, batch: Batch, chunk: Chunk) -> None:
        self.batch = batch
        self.raws = chunk.raws

    def entries(self, at: int, flaws: Sequence[Flaw], *, scope: str) -> list[tuple[Any, ...]]:
        raw = json.dumps(self.raws[at], ensure_ascii=False)
        batch, row = self.batch, self.batch.tally.position + at + 1
        head = (batch.id, batch.source, row, scope)
        return [(*head, f.rule, f.column, f.value, f.reason, f.suggestion, raw, "open") for f in flaws]


def _compare(connection: Connection, batch: Batch, cleaned: CleanRows, quarantine: _Quarantine) -> _Changes:
    """What each row of a chunk comes to; rows that are alone with their key, the usual case, take the short way."""
    changes = _Changes()
    known = _current(connection, batch.source, cleaned)
    flaws, payloads, source, number = cleaned.flaws, cleaned.payloads, batch.source, batch.id
    position = batch.tally.position + 1
    fresh: dict[tuple[str | None, str], int] = {}
    for at, pair in enumerate(zip(cleaned.subjects, cleaned.keys, strict=True)):
        if at in flaws and _set_aside(at, cleaned, quarantine, changes):
            continue
        if pair in fresh and pair not in known:
            known[pair] = [_Version(None, number, None, payloads[fresh[pair]])]
        if pair not in known:
            fresh[pair] = at
        elif not _is_new(known[pair], payloads[at], number, changes):
            continue
        changes.records.append((pair[0], source, pair[1], number, position + at, payloads[at]))
    return changes


def _set_aside(at: int, cleaned: CleanRows, quarantine: _Quarantine, changes: _Changes) -> bool:
    """Put a row, or single values of it, into quarantine; whether the row itself is broken."""
    broken = cleaned.broken(at)
    if broken is not None:
        changes.quarantine += quarantine.entries(at, [broken], scope="row")
        return True
    changes.quarantine += quarantine.entries(at, cleaned.flaws[at], scope="value")
    return False


def _is_new(versions: list[_Version], payload: str, batch: int, changes: _Changes) -> bool:
    """Whether a record says something new; older versions end, those of this same delivery stay beside it (a conflict)."""
    for version in versions:
        if version.payload == payload:
            if version.id is not None and version.batch != batch and version.seen_by != batch:
                version.seen_by = batch
                changes.seen.append(version.id)
            return False
    stay = [version for version in versions if batch in (version.batch, version.seen_by)]
    changes.ended += [version.id for version in versions if version not in stay and version.id is not None]
    versions[:] = [*stay, _Version(None, batch, None, payload)]
    return True


def _current(connection: Connection, source: int, cleaned: CleanRows) -> dict[tuple[str | None, str], list[_Version]]:
    condition, listed = among(connection, "subject", (subject for subject in cleaned.subjects if subject))
    query = text(
        f"SELECT subject, key, id, batch, seen_by, payload FROM record WHERE source = :source AND ended_by IS NULL AND {condition}"
    )
    known: dict[tuple[str | None, str], list[_Version]] = {}
    for subject, key, number, batch, seen_by, payload in connection.execute(query, {"source": source, "among": listed}):
        known.setdefault((subject, key), []).append(_Version(number, batch, seen_by, payload))
    return known


def _write(connection: Connection, batch: Batch, changes: _Changes) -> None:
    insert_rows(connection, "record", _RECORD_COLUMNS, changes.records)
    insert_rows(connection, "quarantine", _QUARANTINE_COLUMNS, changes.quarantine)
    for column, numbers in (("ended_by", changes.ended), ("seen_by", changes.seen)):
        if numbers:
            condition, listed = among(connection, "id", numbers)  # type: ignore[arg-type]
            query = text(f"UPDATE record SET {column} = :batch WHERE {condition}")
            connection.execute(query, {"batch": batch.id, "among": listed})


def _write_relations(connection: Connection, spec: SourceSpec, batch: Batch, chunk: Chunk) -> None:
    if spec.with_role(Role.FORMER_NUMBER) or spec.with_role(Role.FORMER_NAME):
        other_identifiers(connection, spec, batch.id, chunk.cleaned)
    if spec.with_role(Role.PARENT):
        write_edges(connection, spec, batch, chunk.cleaned)


def _account(tally: Tally, cleaned: CleanRows, rows: int, changes: _Changes) -> None:
    broken = [entry for entry in changes.quarantine if entry[3] == "row"]
    tally.rows_in += rows
    tally.stored += len(changes.records)
    tally.quarantined += len(broken)
    tally.duplicates += rows - len(changes.records) - len(broken)
    tally.rules.update(entry[4] for entry in broken)
    tally.flaws.update(entry[4] for entry in changes.quarantine if entry[3] == "value")
    tally.filled.update(cleaned.filled)
    tally.understood.update(cleaned.understood)
