"""Everybody × everything: counts, pairs and bitmaps, block by block, so that memory does not grow with the answers."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from threading import local
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from policymatch.batch import kernels
from policymatch.batch.binding import Bound, bind
from policymatch.batch.blocks import VERDICTS, Workspace
from policymatch.batch.compiling import Program, compile_policies
from policymatch.batch.encoding import Encoded
from policymatch.batch.reading import encode_profiles
from policymatch.conditions import Node
from policymatch.decisions import Verdict
from policymatch.profiles import Profile

Array = npt.NDArray[Any]
Result = TypeVar("Result")
PLANES = (Verdict.ELIGIBLE, Verdict.JUDGEMENT, Verdict.OPEN)
"""What the kernel's three planes mean; who is in none is not eligible."""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The verdicts of every profile for every policy; computed, block by block, when asked for.

    Args:
        program: the policies.
        encoded: the profiles.
        bound: the two together.
        threads: how many blocks at once.
    """

    program: Program
    encoded: Encoded
    bound: Bound
    threads: int

    @property
    def keys(self) -> tuple[Hashable, ...]:
        """The policies' keys, in the order of all that is by policy."""
        return self.program.keys

    def counts(self) -> dict[Verdict, Array]:
        """How many profiles have each verdict, by policy.

        Shape:
            One array a verdict, as long as ``keys``.
        """
        partial = [np.zeros((len(self.keys), VERDICTS), np.int64) for _ in range(self.threads)]
        free = list(partial)

        def count(space: Workspace) -> None:
            own = free.pop()
            space.count(own)
            free.append(own)

        for _ in self._blocks(count):
            pass
        total = np.sum(partial, axis=0)
        found = {verdict: total[:, place] for place, verdict in enumerate(PLANES)}
        found[Verdict.NOT_ELIGIBLE] = self.encoded.rows - total.sum(axis=1)
        return found

    def pairs(self, verdict: Verdict = Verdict.ELIGIBLE) -> Iterator[pa.RecordBatch]:
        """All pairs of one verdict as record batches: ``policy`` (place in ``keys``) and ``place`` (stored place).

        ``subjects`` tells whose a stored place is. Pairs come block by block, ordered by policy, then by place.

        Raises:
            ValueError: for 不符合, which nearly all are: count them, or take a policy's ``bitmap``.
        """
        plane = _plane(verdict)
        for found in self._blocks(lambda space: [_record(pair) for pair in space.pairs(plane)]):
            yield from found

    def subjects(self, places: Array | None = None) -> pa.Array:
        """The subjects at stored places (None: all); numbers of the table's rows where it names none."""
        rows = self.encoded.table_rows(np.arange(self.encoded.rows) if places is None else places)
        return pa.array(rows) if self.encoded.subjects is None else self.encoded.subjects.take(pa.array(rows))

    def bitmap(self, key: Hashable, verdict: Verdict = Verdict.ELIGIBLE) -> Array:
        """Who has a verdict for one policy.

        Shape:
            One truth value a row, in the order of the table.
        """
        one = run(self.program.only([self.keys.index(key)]), self.encoded, threads=self.threads)
        found = np.zeros(self.encoded.rows, np.bool_)
        for start, (planes,) in one.planes():
            known = planes[PLANES.index(verdict)] if verdict in PLANES else ~np.bitwise_or.reduce(planes)
            bits = np.unpackbits(known.view(np.uint8), bitorder="little").view(np.bool_)
            rows = self.encoded.table_rows(np.arange(start, min(start + len(bits), self.encoded.rows)))
            found[rows] = bits[: len(rows)]
        return found

    def planes(self) -> Iterator[tuple[int, Array]]:
        """The verdicts of a few policies as bit planes, block by block, with the block's first stored place.

        Shape:
            policies × (eligible, to judge, to verify) × words of 64 stored places, the lowest bit first.
        """
        shape = (len(self.keys), VERDICTS, self.bound.words)

        def all_of(space: Workspace) -> tuple[int, Array]:
            out = np.empty(shape, np.uint64)
            space.write_planes(0, out)
            return space.start, out

        yield from self._blocks(all_of)

    def _blocks(self, work: Callable[[Workspace], Result]) -> Iterator[Result]:
        """Do something with every block, some at once, results in order."""
        own = local()

        def one(block: int) -> Result:
            if not hasattr(own, "space"):
                own.space = Workspace(self.bound)
            own.space.load(block)
            return work(own.space)

        with ThreadPoolExecutor(self.threads) as pool:
            yield from _in_order(pool, one, self.bound.blocks, 2 * self.threads)


def _in_order(pool: Executor, work: Callable[[int], Result], count: int, ahead: int) -> Iterator[Result]:
    """Results in order, never more than ``ahead`` of them waiting to be taken."""
    waiting: deque[Future[Result]] = deque()
    for number in range(count):
        waiting.append(pool.submit(work, number))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _record(pair: tuple[Array, Array]) -> pa.RecordBatch:
    return pa.record_batch([pa.array(numbers.copy()) for numbers in pair], schema=PAIRS)


PAIRS = pa.schema([("policy", pa.int32()), ("place", pa.int32())])


def _plane(verdict: Verdict) -> int:
    if verdict not in PLANES:
        raise ValueError("pairs that are not eligible are not listed; use counts() or bitmap()")
    return PLANES.index(verdict)


def run(program: Program, encoded: Encoded, *, threads: int = 2, words: int | None = None) -> Verdicts:
    """Decide every profile for every policy.

    Args:
        program: from ``compile_policies``.
        encoded: from ``encode`` or ``encode_profiles``, for this program.
        threads: how many blocks at once.
        words: 64-row words a block; None for what fits the cache.
    """
    kernels.prepare(encoded.rows * len(program))
    return Verdicts(program, encoded, bind(program, encoded, words=words), threads)


def match_everything(
    items: Sequence[tuple[Hashable, Node]], profiles: Iterable[Profile], as_of: date, *, threads: int = 2
) -> Verdicts:
    """Decide every profile for every policy item on a date: compile, read, encode and run in one.

    Args:
        items: key and condition of each item.
        profiles: read once.
        as_of: the day for which the answers are given.
        threads: how many blocks at once.
    """
    program = compile_policies(items)
    return run(program, encode_profiles(profiles, program, as_of), threads=threads)
