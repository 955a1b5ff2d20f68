"""Rows on their way to the store, a chunk at a time; for large files read and cleaned ahead in a process of their own."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from queue import Empty, Full
from typing import Any

from policymatch.ingest.extracts import Extract, open_extract
from policymatch.profiles.rows import CleanRows, RowCleaner
from policymatch.profiles.specs import SourceSpec

AHEAD_BYTES = 32 << 20
"""From this size on a second process pays for its start."""
_WAITING = 2


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


def chunks(extract: Extract, spec: SourceSpec, cleaner: RowCleaner, *, size: int, skip: int) -> Iterator[Chunk]:
    """The chunks of an extract after the rows that are done; cleaned here, or ahead where the extract is large."""
    if extract.size < AHEAD_BYTES:
        yield from _here(extract, cleaner, size, skip)
    else:
        yield from _ahead(extract.location, spec, size, skip)


def _here(extract: Extract, cleaner: RowCleaner, size: int, skip: int) -> Iterator[Chunk]:
    extract.skip(skip)
    while rows := list(islice(extract.rows, size)):
        yield prepare(cleaner, rows)


def _ahead(location: str, spec: SourceSpec, size: int, skip: int) -> Iterator[Chunk]:
    """The same, read and cleaned by another process, at most a few chunks ahead of the store."""
    context = multiprocessing.get_context("spawn")
    queue = context.Queue(maxsize=_WAITING)
    worker = context.Process(target=_work, args=(queue, location, spec, size, skip), daemon=True)
    worker.start()
    try:
        while (found := _received(queue, worker)) is not None:
            yield found
    finally:
        worker.terminate()
        worker.join()


def _received(queue: Any, worker: Any) -> Chunk | None:
    """The next chunk; None at the end. What the worker raised is raised here."""
    while True:
        try:
            found = queue.get(timeout=5)
        except Empty:
            if worker.is_alive():
                continue
            raise RuntimeError("清洗进程意外终止") from None
        if isinstance(found, BaseException):
            raise found
        chunk: Chunk | None = found
        return chunk


def _work(queue: Any, location: str, spec: SourceSpec, size: int, skip: int) -> None:
    parent = os.getppid()
    try:
        extract = open_extract(location, spec, digest=False)
        for chunk in _here(extract, RowCleaner(spec, extract.header), size, skip):
            _send(queue, chunk, parent)
        _send(queue, None, parent)
    except BaseException as error:  # whatever it is, it belongs to the process that waits
        _send(queue, error, parent)


def _send(queue: Any, found: object, parent: int) -> None:
    """Hand something over; end with the process that was to take it, should that be killed."""
    while True:
        try:
            queue.put(found, timeout=2)
        except Full:
            if os.getppid() != parent:
                os._exit(1)
        else:
            return
