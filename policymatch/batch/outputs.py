"""Pairs as Parquet: delta-encoded numbers under zstd, an eighth of what default settings take."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq

from policymatch.batch.running import PAIRS, Verdicts
from policymatch.decisions import Verdict

ROW_GROUP = 1 << 22
DELTA = "DELTA_BINARY_PACKED"


def write_pairs(verdicts: Verdicts, folder: Path, verdict: Verdict = Verdict.ELIGIBLE, *, name: str = "pairs") -> int:
    """Write all pairs of one verdict, whole or not at all.

    Three files: ``NAME.parquet`` (``policy``, ``place``), ``NAME.policies.parquet`` (``policy``, ``key``) and
    ``NAME.subjects.parquet`` (``place``, ``subject``). The pairs come last, so that a complete set is known by them.

    Args:
        verdicts: from ``run``.
        folder: is made where it does not exist.
        verdict: 符合, 待核实 or 待人工认定.
        name: the files' stem; another run with the same name replaces them.

    Returns:
        How many pairs were written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    keys = [str(key) for key in verdicts.keys]
    policies = pa.table({"policy": pa.array(range(len(keys)), pa.int32()), "key": keys})
    _write(policies, folder / f"{name}.policies.parquet")
    subjects = verdicts.subjects()
    places = pa.array(range(len(subjects)), pa.int32())
    _write(pa.table({"place": places, "subject": subjects}), folder / f"{name}.subjects.parquet")
    return _write_batches(verdicts, verdict, folder / f"{name}.parquet")


def _partial(path: Path) -> Path:
    """A name of its own, so that two attempts at one partition never meet."""
    return path.with_name(f".{path.name}.{uuid4().hex}.partial")


def _write(table: pa.Table, path: Path) -> None:
    partial = _partial(path)
    pq.write_table(table, partial, compression="zstd")
    partial.replace(path)


def _write_batches(verdicts: Verdicts, verdict: Verdict, path: Path) -> int:
    partial, written = _partial(path), 0
    waiting: list[pa.RecordBatch] = []
    encoding = dict.fromkeys(PAIRS.names, DELTA)
    with pq.ParquetWriter(partial, PAIRS, compression="zstd", use_dictionary=False, column_encoding=encoding) as writer:
        for batch in verdicts.pairs(verdict):
            waiting.append(batch)
            if sum(len(one) for one in waiting) >= ROW_GROUP:
                written += _flush(writer, waiting)
        written += _flush(writer, waiting)
    partial.replace(path)
    return written


def _flush(writer: pq.ParquetWriter, waiting: list[pa.RecordBatch]) -> int:
    table = pa.Table.from_batches(waiting, PAIRS)
    writer.write_table(table, row_group_size=ROW_GROUP)
    waiting.clear()
    return len(table)
