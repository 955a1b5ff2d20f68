"""The measured cases: each runs in a process of its own, so that its peak memory can be read from outside."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.matching.data import AS_OF, World, world
from policymatch.batch import (
    Matcher,
    Program,
    Verdicts,
    compile_policies,
    delta_profiles,
    encode,
    kernels,
    run,
    write_pairs,
)  # fmt: skip
from policymatch.batch.binding import bind
from policymatch.batch.deltas import row_changes
from policymatch.decisions import Verdict
from policymatch.profiles import Fact, Origin, Profile
from policymatch.vocabulary.fields import field

Figures = dict[str, Any]
ORIGIN = Origin("bench", "合成数据")


_numpy_only: list[bool] = []


class Best(NamedTuple):
    """The shortest of some runs.

    Args:
        seconds: on the clock.
        cpu: of the processor, all threads together; what counts where others share the machine.
        found: the last result.
    """

    seconds: float
    cpu: float
    found: Any


def best(work: Callable[[], Any], times: int = 3) -> Best:
    """Run some times and keep the shortest."""
    clocks, cpus, found = [], [], None
    for _ in range(times):
        found = None
        clock, cpu = time.perf_counter(), time.process_time()
        found = work()
        clocks.append(time.perf_counter() - clock)
        cpus.append(time.process_time() - cpu)
    return Best(min(clocks), min(cpus), found)


def warm() -> None:
    """Load the compiled kernel; a service has done so long before."""
    if kernels.kernel().__name__.endswith("plain") and not _numpy_only:
        kernels.use("numba")
    small = world(3000, 60)
    program = compile_policies(small.items)
    for sort in (False, True):
        run(program, encode(small.table, program, AS_OF, sort=sort)).counts()


def matching(enterprises: int, policies: int, *, cuts: int = 60, words: int | None = None) -> Figures:
    """Everybody × everything, counted: the kernel alone, and with encoding (best of three)."""
    made = world(enterprises, policies, cuts=cuts)
    warm()
    compiling = best(lambda: compile_policies(made.items), 1)
    program: Program = compiling.found
    first = best(lambda: encode(made.table, program, AS_OF), 1)
    encoding = best(lambda: encode(made.table, program, AS_OF))
    binding = best(lambda: run(program, encoding.found, words=words), 2)
    verdicts: Verdicts = binding.found
    counting = best(verdicts.counts, 4)
    whole = [counting, encoding, binding]
    return {
        "seconds": counting.seconds, "seconds_encoded": sum(one.seconds for one in whole),
        "cpu": counting.cpu, "cpu_encoded": sum(one.cpu for one in whole),
        "first_encoding": first.seconds, "compiling": compiling.seconds, "predicates": len(program.predicates),
        "words": verdicts.bound.words, "answer": _checksum(counting.found, policies),
    }  # fmt: skip


def _checksum(counts: dict[Verdict, Any], policies: int) -> list[int]:
    """Surely true and unknown of a few policies, to be compared with the peer's."""
    few = slice(0, min(policies, 100))
    unknown = counts[Verdict.OPEN] + counts[Verdict.JUDGEMENT]
    return [int(counts[Verdict.ELIGIBLE][few].sum()), int(unknown[few].sum())]


def numpy_alone(enterprises: int, policies: int) -> Figures:
    """The same without numba."""
    _numpy_only.append(True)
    kernels.use("numpy")
    return matching(enterprises, policies, words=2048)


def peer_matching(peer: str, enterprises: int, policies: int, sampled: int) -> Figures:
    """The same question to a general engine; more than ``sampled`` policies are extrapolated."""
    from benchmarks.matching.peers import DuckDB, Polars, favoured

    made = world(enterprises, policies)
    ready = favoured(made)
    items = made.items[:sampled]
    share = policies / len(items)
    if peer == "duckdb":
        engine = DuckDB(ready)
        timed = best(lambda: engine.counts(items), 1)
    else:
        frame = Polars(ready)
        count = frame.counts if peer == "polars, planned by hand" else frame.counts_lazily
        count(items[:20])
        timed = best(lambda: count(items), 2)
    few = timed.found[: min(policies, 100)]
    answer = [sum(one[0] for one in few), sum(one[1] for one in few)]
    return {"seconds": timed.seconds * share, "cpu": timed.cpu * share, "extrapolated": share, "answer": answer}


def profile_of(table: pa.Table, row: int) -> Profile:
    """A row of the table as a profile of facts."""
    facts: list[Fact] = []
    for spec in table.schema:
        value = table[spec.name][row].as_py()
        name, _, period = spec.name.partition("@")
        year = AS_OF.year - 1 if period else None
        scale = int((spec.metadata or {}).get(b"scale", b"0"))
        if value is not None:
            facts += _facts(name, value, year, scale)
    return Profile.of(f"firm {row}", facts)


def _facts(name: str, value: Any, year: int | None, scale: int) -> list[Fact]:
    if isinstance(value, list):
        return [Fact(name, member, ORIGIN) for member in [*value, None]]
    if isinstance(value, int) and not isinstance(value, bool):
        value = Decimal(value).scaleb(-scale)
    known = field(name)
    if str(known.type) == "bool" and year is not None:
        day = date(year, 3, 1) if value else date(year, 1, 1)
        return [Fact(name, value, ORIGIN, valid_from=day, valid_to=None if value else date(year, 12, 31))]
    return [Fact(name, value, ORIGIN, year=year)]


def one_profile(policies: int) -> Figures:
    """One changed profile against all policies: facts read, coded, decided; medians over 300 profiles."""
    made = world(400, policies)
    kernels.use("numba")
    matcher = Matcher(compile_policies(made.items))
    firms = [profile_of(made.table, row) for row in range(400)]
    for firm in firms[:100]:
        matcher.codes(firm, AS_OF)
    taken, listed = [], []
    for firm in firms[100:]:
        start = time.perf_counter()
        matcher.codes(firm, AS_OF)
        taken.append(time.perf_counter() - start)
        start = time.perf_counter()
        matcher.match(firm, AS_OF)
        listed.append(time.perf_counter() - start)
    p99 = statistics.quantiles(taken, n=100)[98]
    return {"seconds": statistics.median(taken), "p99": p99, "seconds_as_list": statistics.median(listed)}


def peer_one_profile(policies: int) -> Figures:
    """The same to zen-engine."""
    from benchmarks.matching.peers import Zen, favoured

    made = world(400, policies)
    engine = Zen(favoured(made), made.items)
    facts = [engine.ready(row) for row in range(20)]
    engine.decision.evaluate(facts[0])
    taken = [best(lambda ready=ready: engine.decision.evaluate(ready), 1)[0] for ready in facts]
    return {"seconds": statistics.median(taken)}


def delta(enterprises: int, policies: int) -> Figures:
    """One in a hundred profiles has six columns changed: from codes to changed verdicts, and with encoding and keeping."""
    made = world(enterprises, policies)
    warm()
    program = compile_policies(made.items)
    encoded = encode(made.table, program, AS_OF)
    verdicts = run(program, encoded)
    full = best(verdicts.counts, 4)
    encoding = best(lambda: encode(made.table, program, AS_OF), 2)
    rows = np.sort(np.random.default_rng(3).choice(enterprises, enterprises // 100, replace=False))
    later = _six_columns_changed(made.table.take(pa.array(rows)))
    old, fresh = encoded.take(rows), encode(later, program, AS_OF, like=encoded)

    def found() -> int:
        return sum(len(batch) for batch in row_changes(old, fresh, rows, bound=verdicts.bound))

    def kept() -> int:
        again = encode(later, program, AS_OF, like=encoded)
        _, batches = delta_profiles(encoded, rows, again, bound=verdicts.bound)
        return sum(len(batch) for batch in batches)

    found()
    timed = best(found, 4)
    keeping = best(kept)
    return {
        "peer": "a full run", "seconds": timed.seconds, "peer_seconds": full.seconds,
        "ratio": full.seconds / timed.seconds, "share_of_full": timed.seconds / full.seconds,
        "share_of_full_cpu": timed.cpu / full.cpu, "seconds_encoded": keeping.seconds,
        "full_encoded": full.seconds + encoding.seconds,
        "ratio_encoded": (full.seconds + encoding.seconds) / keeping.seconds, "changes": timed.found,
    }  # fmt: skip


def _six_columns_changed(table: pa.Table) -> pa.Table:
    other = world(table.num_rows, 1, seed=11).table
    chosen = set(table.column_names[::10])
    columns = [other[name] if name in chosen else table[name] for name in table.column_names]
    return pa.table(columns, schema=table.schema)


def parquet(enterprises: int, policies: int) -> Figures:
    """All pairs of one verdict as Parquet."""
    made = world(enterprises, policies)
    warm()
    program = compile_policies(made.items)
    verdicts = run(program, encode(made.table, program, AS_OF))
    with tempfile.TemporaryDirectory() as folder:
        seconds, cpu, pairs = best(lambda: write_pairs(verdicts, Path(folder)), 2)
        size = (Path(folder) / "pairs.parquet").stat().st_size
    return {"seconds": seconds, "cpu": cpu, "pairs": pairs, "file_mb": size / 1e6}


def dask(enterprises: int, policies: int) -> Figures:
    """Two worker processes over eight Parquet partitions, against the same partitions on two local threads."""
    from concurrent.futures import ThreadPoolExecutor

    from distributed import Client, LocalCluster

    from policymatch.batch.distributed import match_partition, match_partitions

    made = world(enterprises, policies)
    warm()
    with tempfile.TemporaryDirectory() as place:
        paths = _partitions(made, Path(place), 8)

        def local() -> list[Any]:
            program = compile_policies(made.items)  # as the other side does
            with ThreadPoolExecutor(2) as pool:
                return list(pool.map(lambda path: match_partition(path, program, f"{place}/local", AS_OF), paths))

        here, _, done = best(local, 2)
        with (
            LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
            Client(cluster) as client,
        ):
            client.run(warm)
            match_partitions(client, paths, made.items[:10], Path(place) / "first", AS_OF)
            there, _, found = best(lambda: match_partitions(client, paths, made.items, Path(place) / "dask", AS_OF), 2)
    same = [part.pairs for part in done] == [part.pairs for part in found]
    return {
        "peer": "two local threads", "seconds": there, "peer_seconds": here, "ratio": here / there,
        "times_local": there / here, "same_counts": same,
    }  # fmt: skip


def _partitions(made: World, place: Path, count: int) -> list[str]:
    size = -(-made.table.num_rows // count)
    paths = [place / f"part-{number}.parquet" for number in range(count)]
    for number, path in enumerate(paths):
        pq.write_table(made.table.slice(number * size, size), path)
    return list(map(str, paths))


def many_predicates(enterprises: int, policies: int, cuts: int) -> Figures:
    """Very many distinct predicates: which block size suits."""
    made = world(enterprises, policies, cuts=cuts)
    warm()
    program = compile_policies(made.items)
    encoded = encode(made.table, program, AS_OF)
    by_words = {
        words: best(lambda words=words: run(program, encoded, words=words).counts(), 2)[0]
        for words in (16, 32, 64, 128, 256)
    }
    chosen = bind(program, encoded).words
    return {
        "seconds": by_words.get(chosen),
        "predicates": len(program.predicates),
        "words": chosen,
        "by_words": by_words,
    }
