"""What changes when profiles or policies change: only what can differ is computed, from codes before and after."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from policymatch.batch.binding import Bound, bind
from policymatch.batch.blocks import VERDICTS, Workspace
from policymatch.batch.coding import ODD
from policymatch.batch.columns import Codes, Sets, missing
from policymatch.batch.compiling import Program, compile_policies
from policymatch.batch.encoding import Encoded
from policymatch.batch.running import PLANES, run
from policymatch.conditions import Node
from policymatch.decisions import Verdict

Array = npt.NDArray[Any]
STATES = (*PLANES, Verdict.NOT_ELIGIBLE)
"""What the numbers in ``before`` and ``after`` mean."""
CHANGES = pa.schema([("policy", pa.int32()), ("row", pa.int64()), ("before", pa.int8()), ("after", pa.int8())])
WORDS = 128
ROOM = 1 << 17
"""Changes written at once."""


@dataclass(frozen=True, slots=True)
class Change:
    """One enterprise's verdict for one policy, before and after; None where the policy did not exist."""

    key: Hashable
    row: int
    before: Verdict | None
    after: Verdict | None


def changes(
    before: Encoded, after: Encoded, rows: Array | None = None, *, bound: Bound | None = None, threads: int = 2
) -> Iterator[pa.RecordBatch]:
    """Pairs whose verdict differs between two encodings of the same profiles for the same program.

    The two may be of different profiles' data, of different dates, or both. Rows whose codes are the same are not
    looked at further.

    Args:
        before: the codes then.
        after: the codes now, from ``before.updated`` or from ``encode`` with ``like=before``.
        rows: rows of the table that may differ; None for all.
        bound: of a run on either (``Verdicts.bound``), which need not be made again where it still fits.
        threads: how many stretches of policies at once.

    Returns:
        Record batches of ``policy`` (place in the program's keys), ``row`` (of the table), ``before`` and ``after``
        (places in ``STATES``).
    """
    rows = np.arange(before.rows) if rows is None else np.asarray(rows)
    yield from row_changes(before.take(rows), after.take(rows), rows, bound=bound, threads=threads)


def row_changes(
    old: Encoded, new: Encoded, rows: Array, *, bound: Bound | None = None, threads: int = 2
) -> Iterator[pa.RecordBatch]:
    """As ``changes``, of two encodings of the changed rows alone, whose numbers in the table are ``rows``."""
    moved = np.flatnonzero(_different(old, new))
    if not len(moved):
        return
    moved = moved[new.take(moved).neighbours]
    sides = [_bound(side.take(moved), bound) for side in (old, new)]
    spaces = [Workspace(replace(side, words=_words(len(moved)))) for side in sides]
    stretches = [_Stretch(spaces, span) for span in _stretches(len(old.program), threads)]
    with ThreadPoolExecutor(threads) as pool:
        for block in range(spaces[0].bound.blocks):
            list(pool.map(lambda space, number=block: space.load(number), spaces))
            for found in pool.map(_Stretch.changes, stretches):
                for policies, places, was, is_now in found:
                    arrays = (policies, rows[moved[places]], was, is_now)
                    yield pa.record_batch(list(map(pa.array, arrays)), schema=CHANGES)


def _words(rows: int) -> int:
    """Blocks of about the same size, no larger than the rows need: few rows, many policies."""
    words = max(1, -(-rows // 64))
    return -(-words // -(-words // WORDS))


def _bound(encoded: Encoded, known: Bound | None) -> Bound:
    """Bound anew only where codes came or went, or readings are odd."""
    if known is None or known.encoded.program is not encoded.program or not known.fits(encoded):
        return bind(encoded.program, encoded)
    return known.moved_to(encoded)


def _stretches(policies: int, count: int) -> list[range]:
    size = max(1, -(-policies // count))
    return [range(first, min(first + size, policies)) for first in range(0, policies, size)]


class _Stretch:
    """Some of the policies, with registers of their own: planes of a block are made once for all stretches."""

    def __init__(self, spaces: Sequence[Workspace], policies: range) -> None:
        words = spaces[0].bound.words
        self._spaces = spaces
        self._policies = policies
        self._registers = [np.zeros_like(space.registers) for space in spaces]
        self._planes = np.empty((2, VERDICTS, words), np.uint64)
        self._outputs = [np.empty(ROOM + 64 * words, dtype) for dtype in (np.int32, np.int32, np.int8, np.int8)]

    def changes(self) -> list[tuple[Array, ...]]:
        """Policy, place, verdict before and after, of the block that is loaded."""
        found: list[tuple[Array, ...]] = []
        inputs = [space.inputs(own) for space, own in zip(self._spaces, self._registers, strict=True)]
        following = self._policies.start
        while following < self._policies.stop:
            filled, following = self._spaces[0].kernel.changes_block(
                *inputs, self._planes, following, self._policies.stop, self._spaces[0].start, *self._outputs
            )
            if filled:
                found.append(tuple(out[:filled].copy() for out in self._outputs))
        return found


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
            for was, is_now in zip(then.marks, now.marks, strict=True):
                found |= _marks_differ(was, is_now)
    return found


def _marks_differ(then: Array, now: Array) -> Array:
    if len(then) == len(now):
        return np.asarray((then != now).any(axis=0))
    return np.asarray((then if len(then) else now).any(axis=0))


def delta_profiles(
    encoded: Encoded, rows: Array, fresh: Encoded, *, bound: Bound | None = None, threads: int = 2
) -> tuple[Encoded, Iterator[pa.RecordBatch]]:
    """Changed profiles × all policies.

    Args:
        encoded: all profiles as they were.
        rows: the rows of the table that changed.
        fresh: those rows' new codes, from ``encode`` or ``encode_profiles`` with ``like=encoded``.
        bound: of the last run (``Verdicts.bound``); saves making it again.
        threads: how many stretches of policies at once.

    Returns:
        The codes as they are now, and what changed (see ``changes``).
    """
    found = row_changes(encoded.take(rows), fresh, rows, bound=bound, threads=threads)
    return encoded.updated(rows, fresh), found


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
            yield from pair_changes(key, encoded, start, *(None if n is None else planes[n] for n in (old, new)))


def pair_changes(key: Hashable, encoded: Encoded, start: int, old: Array | None, new: Array | None) -> Iterator[Change]:
    """Where an item's verdict planes of a block differ from those before; None where there was, or is, no such item."""
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
