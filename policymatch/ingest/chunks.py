"""Rows on their way to the store, cleaned, a chunk at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from policymatch.ingest.extracts import Extract
from policymatch.profiles.rows import CleanRows, RowCleaner


@dataclass(slots=True)
class Chunk:
    """Some rows after cleaning.

    Args:
        size: how many.
        cleaned: what the store needs of them.
        raws: the rows with faults as delivered, by their place.
    """

    size: int
    cleaned: CleanRows
    raws: dict[int, dict[str, str]]


def prepare(cleaner: RowCleaner, rows: Sequence[Sequence[str]]) -> Chunk:
    """Clean some rows; keep the raw form of those with faults."""
    cleaned = cleaner.clean(rows)
    return Chunk(len(rows), cleaned, {at: cleaner.named(rows[at]) for at in cleaned.flaws})


def clean_chunks(extract: Extract, cleaner: RowCleaner, *, size: int, skip: int) -> Iterator[Chunk]:
    """The chunks of an extract after the rows that are done."""
    extract.skip(skip)
    while rows := list(islice(extract.rows, size)):
        yield prepare(cleaner, rows)
