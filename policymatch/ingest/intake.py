"""Taking in one extract: read, clean, compare with what is known, store; a chunk of rows a transaction.

A chunk's records, its quarantine and the batch's account are committed together, so a crash at any row leaves the account
true; the next run of the same content goes on after the last committed row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from time import perf_counter

from sqlalchemy import Engine

from policymatch.errors import SourceSpecError
from policymatch.ingest.ahead import chunks_ahead
from policymatch.ingest.chunks import Chunk, clean_chunks
from policymatch.ingest.deliveries import Batch, close, open_batch, table_digest
from policymatch.ingest.extracts import SUFFIXES, Extract, open_extract
from policymatch.ingest.reports import IngestReport
from policymatch.ingest.storing import discard, end_missing, store_chunk
from policymatch.profiles.rows import RowCleaner
from policymatch.profiles.specfiles import load_specs
from policymatch.profiles.specs import Delivery, SourceSpec
from policymatch.store.engine import transaction

Progress = Callable[[str, int], None]
"""Called with the source and the number of rows done since the last call."""

CHUNK = 20_000
AHEAD_BYTES = 32 << 20
"""Files from this size on are read and cleaned ahead by a second process; for smaller ones it does not pay to start it."""


def ingest(
    engine: Engine, spec: SourceSpec, location: str, *, known_on: date, extracted_on: date | None = None,
    progress: Progress | None = None, chunk: int = CHUNK,
) -> IngestReport:  # fmt: skip
    """Take in one extract of a source.

    The same content twice changes nothing; a run broken off is resumed where it stood.

    Args:
        engine: the store.
        spec: the source.
        location: a file, or a SQLAlchemy URL with the table after ``#``.
        known_on: the day on which we got it.
        extracted_on: the day the data speak of; None for the same day.
        progress: told of every committed chunk.
        chunk: rows a transaction; bounds the memory.

    Raises:
        UnreadableFileError: the extract cannot be read.
        SourceSpecError: its header does not suit the spec.
        ConflictError: another process is taking in the same content.
    """
    extract = open_extract(location, spec)
    digest = extract.digest or table_digest(engine, extract.location)
    batch = open_batch(
        engine, spec, digest=digest, location=extract.location, known_on=known_on, extracted_on=extracted_on or known_on
    )
    cleaner = RowCleaner(spec, extract.header)
    if batch.done:
        return _repeated(spec, batch, cleaner, extract)
    if batch.resumed_at and not extract.digest:
        batch = discard(engine, batch)
    started = perf_counter()
    for part in _chunks(extract, spec, cleaner, size=chunk, skip=batch.tally.position):
        batch.tally.seconds += perf_counter() - started
        store_chunk(engine, spec, batch, part)
        if progress is not None:
            progress(spec.id, part.size)
        started = perf_counter()
    with transaction(engine) as connection:
        ended = end_missing(connection, batch) if spec.delivery is Delivery.FULL else 0
        close(connection, batch, ended=ended)
    return _report(spec, batch, cleaner, extract, ended)


def ingest_folder(
    engine: Engine, specs_dir: Path, data_dir: Path, *, known_on: date | None = None, progress: Progress | None = None
) -> list[IngestReport]:
    """Take in every extract of a folder, by the source that its name begins with.

    A file is named ``<source>.csv`` or ``<source>@2026-06-15.csv``, the day being that of the extract; files of one source
    are taken in by day.

    Args:
        engine: the store.
        specs_dir: the folder of source specs.
        data_dir: the folder of extracts.
        known_on: the day on which we got them; None for the day of each extract.
        progress: told of every committed chunk.

    Raises:
        SourceSpecError: a file names no known source, or no day where ``known_on`` is not given.
    """
    specs = load_specs(specs_dir)
    reports = []
    for path, source, day in sorted(_named_extracts(data_dir), key=lambda found: (found[2] or date.max, found[1])):
        if source not in specs:
            raise SourceSpecError(f"没有数据源“{source}”的说明", where=path.name, hint=f"已有：{'、'.join(specs)}")
        got = known_on or day
        if got is None:
            raise SourceSpecError(
                "不知道数据的日期", where=path.name, hint="文件名写成 来源@2026-06-15.csv，或给出 known_on"
            )
        reports.append(ingest(engine, specs[source], str(path), known_on=got, extracted_on=day, progress=progress))
    return reports


def _named_extracts(folder: Path) -> Iterator[tuple[Path, str, date | None]]:
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in SUFFIXES:
            source, _, day = path.stem.partition("@")
            yield path, source, date.fromisoformat(day) if day else None


def _chunks(extract: Extract, spec: SourceSpec, cleaner: RowCleaner, *, size: int, skip: int) -> Iterator[Chunk]:
    if extract.size < AHEAD_BYTES:
        return clean_chunks(extract, cleaner, size=size, skip=skip)
    return chunks_ahead(extract.location, spec, size=size, skip=skip)


def _repeated(spec: SourceSpec, batch: Batch, cleaner: RowCleaner, extract: Extract) -> IngestReport:
    rows = batch.tally.rows_in
    return IngestReport(
        spec.id, extract.location, batch.id, rows_in=rows, duplicates=rows, repeated=True, missing=cleaner.missing,
        unused=cleaner.unused,
    )  # fmt: skip


def _report(spec: SourceSpec, batch: Batch, cleaner: RowCleaner, extract: Extract, ended: int) -> IngestReport:
    tally = batch.tally
    return IngestReport(
        spec.id, extract.location, batch.id, tally.rows_in, tally.stored, tally.quarantined, tally.duplicates, tally.seconds,
        dict(tally.rules), dict(tally.flaws), ended, dict(tally.filled), dict(tally.understood), batch.resumed_at,
        False, cleaner.missing, cleaner.unused,
    )  # fmt: skip
