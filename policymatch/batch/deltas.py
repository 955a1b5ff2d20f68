"""What changes when profiles or policies change: only what can differ is computed, from codes before and after."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from policymatch.batch.binding import bind
from policymatch.batch.blocks import VERDICTS, Workspace
from policymatch.batch.coding import ODD
from policymatch.batch.columns import Codes, Lists, Sets, missing
from policymatch.batch.compiling import Program, compile_policies
from policymatch.batch.encoding import Encoded
from policymatch.batch.running import PLANES, run
from policymatch.conditions import Node
from policymatch.decisions import Verdict

Array = npt.NDArray[Any]
STATES = (*PLANES, Verdict.NOT_ELIGIBLE)
"""What the numbers in ``before`` and ``after`` mean."""
CHANGES = pa.schema([("policy", pa.int32()), ("row", pa.int64()), ("before", pa.int8()), ("after", pa.int8())])
CHUNK = 512


@dataclass(frozen=True, slots=True)
class Change:
    """One enterprise's verdict for one policy, before and after; None where the policy did not exist."""

    key: Hashable
    row: int
    before: Verdict | None
    after: Verdict | None


def changes(before: Encoded, after: Encoded, rows: Array | None = None) -> Iterator[pa.RecordBatch]:
    """Pairs whose verdict differs between two encodings of the same profiles for the same program.

    The two may be of different profiles' data, of different dates, or both. Rows whose codes are the same are not
    looked at further.

    Args:
        before: the codes then.
        after: the codes now, from ``before.updated`` or from ``encode`` with ``like=before``.
        rows: rows of the table that may differ; None for all.

    Returns:
        Record batches of ``policy`` (place in the program's keys), ``row`` (of the table), ``before`` and ``after``
        (places in ``STATES``).
    """
    rows = np.arange(before.rows) if rows is None else np.asarray(rows)
    old, new = before.take(rows), after.take(rows)
    moved = np.flatnonzero(_different(old, new))
    if len(moved):
        yield from _changed_pairs(old.take(moved), new.take(moved), rows[moved])


def _changed_pairs(old: Encoded, new: Encoded, rows: Array) -> Iterator[pa.RecordBatch]:
    program, then = old.program, bind(old.program, old)
    now = bind(program, new, words=then.words)
    spaces = Workspace(then), Workspace(now)
    planes = [np.empty((min(CHUNK, len(program)), VERDICTS, then.words), np.uint64) for _ in spaces]
    room = planes[0].shape[0] * then.rows_per_block
    outputs = np.empty(room, np.int32), np.empty(room, np.int64), np.empty(room, np.int8), np.empty(room, np.int8)
    for block in range(then.blocks):
        for space in spaces:
            space.load(block)
        for first in range(0, len(program), CHUNK):
            count = min(CHUNK, len(program) - first)
            for space, out in zip(spaces, planes, strict=True):
                space.write_planes(first, out[:count])
            start = block * then.rows_per_block
            filled = spaces[0].kernel.changes_block(planes[0][:count], planes[1][:count], first, start, *outputs)
            policies, places, was, is_now = (out[:filled] for out in outputs)
            if filled:
                yield pa.record_batch(list(map(pa.array, (policies, rows[places], was, is_now))), schema=CHANGES)


def _different(old: Encoded, new: Encoded) -> Array:
    """Rows of which any code differs; odd readings count as different."""
    found = np.zeros(old.rows, np.bool_)
    for axis in {**old.axes, **new.axes}:
        then, now = old.axes.get(axis), new.axes.get(axis)
        then = then or missing(old.rows, now)  # type: ignore[arg-type]
        now = now or missing(old.rows, then)
        if isinstance(then, Codes) and isinstance(now, Codes):
            found |= (then.codes != now.codes) | (now.codes == ODD)
        elif isinstance(then, Sets) and isinstance(now, Sets):
            found |= then.open != now.open
            for was, is_now in zip(then.lists, now.lists, strict=True):
                found |= _lists_differ(was, is_now)
    return found


def _lists_differ(then: Lists, now: Lists) -> Array:
    different: Array = np.diff(then.starts) != np.diff(now.starts)
    same = np.flatnonzero(~different)
    was, is_now = then.rearranged(same), now.rearranged(same)
    owners = np.repeat(same, np.diff(was.starts))
    different[owners[was.items != is_now.items]] = True
    return different


def delta_profiles(encoded: Encoded, rows: Array, fresh: Encoded) -> tuple[Encoded, Iterator[pa.RecordBatch]]:
    """Changed profiles × all policies.

    Args:
        encoded: all profiles as they were.
        rows: the rows of the table that changed.
        fresh: those rows' new codes, from ``encode`` or ``encode_profiles`` with ``like=encoded``.

    Returns:
        The codes as they are now, and what changed (see ``changes``).
    """
    updated = encoded.updated(rows, fresh)
    return updated, changes(encoded, updated, rows)


def delta_policies(
    before: Sequence[tuple[Hashable, Node]],
    after: Sequence[tuple[Hashable, Node]],
    encoding: Callable[[Program], Encoded],
    *,
    threads: int = 2,
) -> Iterator[Change]:
    """All profiles × changed policies: new, gone, or with another condition.

    Args:
        before: key and condition of each item then.
        after: the same now.
        encoding: gives the profiles' codes for the changed conditions, such as ``lambda p: encode(table, p, as_of)``.
        threads: how many blocks at once.

    Returns:
        Verdicts that differ. Of a new item those that are not 不符合, with ``before`` None; of one that is gone those
        that were not, with ``after`` None.
    """
    then, now = dict(before), dict(after)
    touched = [key for key in {**then, **now} if then.get(key) != now.get(key)]
    items = [((key, side), known[key]) for key in touched for side, known in enumerate((then, now)) if key in known]
    if not items:
        return
    program = compile_policies(items)
    encoded = encoding(program)
    verdicts = run(program, encoded, threads=threads)
    place = {key: number for number, key in enumerate(program.keys)}
    sides = [(key, place.get((key, 0)), place.get((key, 1))) for key in touched]
    for start, planes in verdicts.planes():
        for key, old, new in sides:
            yield from _pair_changes(key, encoded, start, *(None if n is None else planes[n] for n in (old, new)))


def _pair_changes(
    key: Hashable, encoded: Encoded, start: int, old: Array | None, new: Array | None
) -> Iterator[Change]:
    nobody = np.zeros_like(new if old is None else old)
    different = np.bitwise_or.reduce((nobody if old is None else old) ^ (nobody if new is None else new))
    bits = np.flatnonzero(np.unpackbits(different.view(np.uint8), bitorder="little"))
    bits = bits[bits < encoded.rows - start]
    for bit, row in zip(bits.tolist(), encoded.table_rows(bits + start).tolist(), strict=True):
        yield Change(key, row, _state(old, bit), _state(new, bit))


def _state(planes: Array | None, bit: int) -> Verdict | None:
    if planes is None:
        return None
    held = [place for place in range(VERDICTS) if int(planes[place, bit >> 6]) >> (bit & 63) & 1]
    return STATES[held[0]] if held else Verdict.NOT_ELIGIBLE


def named(batches: Iterator[pa.RecordBatch], program: Program) -> Iterator[Change]:
    """Record batches of ``changes`` as objects, for small deltas."""
    for batch in batches:
        for policy, row, before, after in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            yield Change(program.keys[policy], row, STATES[before], STATES[after])
