r"""Beyond one machine: the same kernel over Parquet partitions under Dask, started against an existing scheduler.

    python -m policymatch.batch.distributed --scheduler tcp://HOST:8786 --policies policies.jsonl \
        --profiles 'profiles/*.parquet' --out matches --as-of 2026-06-30

Every partition's pairs are files of their own, written whole or not at all and named after the partition, so that an
attempt repeated after a failure replaces what the failed one may have left, and nothing is lost or doubled.
"""

from __future__ import annotations

import argparse
import glob
import json
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from policymatch.batch.compiling import Program, compile_policies
from policymatch.batch.encoding import encode
from policymatch.batch.outputs import write_pairs
from policymatch.batch.running import run
from policymatch.conditions import Node, read_node
from policymatch.decisions import Verdict
from policymatch.errors import NotFoundError

RETRIES = 3


@dataclass(frozen=True, slots=True)
class Partition:
    """What became of one partition.

    Args:
        path: the Parquet file.
        rows: enterprises in it.
        pairs: pairs written, by verdict.
    """

    path: str
    rows: int
    pairs: dict[Verdict, int]


def match_partition(
    path: str,
    program: Program,
    out: str,
    as_of: date,
    verdicts: Sequence[Verdict] = (Verdict.ELIGIBLE,),
    threads: int = 1,
) -> Partition:
    """Decide one partition and write its pairs; may be called again for the same partition at any time."""
    table = pq.read_table(path)
    found = run(program, encode(table, program, as_of, threads=threads), threads=threads)
    folder, stem = Path(out), Path(path).stem
    pairs = {verdict: write_pairs(found, folder, verdict, name=f"{stem}.{verdict}") for verdict in verdicts}
    return Partition(path, table.num_rows, pairs)


def match_partitions(
    client: Any,
    paths: Sequence[str],
    items: Sequence[tuple[Hashable, Node]],
    out: Path,
    as_of: date,
    *,
    verdicts: Sequence[Verdict] = (Verdict.ELIGIBLE,),
    threads: int = 1,
    retries: int = RETRIES,
) -> list[Partition]:
    """Decide all partitions on the workers of a Dask cluster.

    Args:
        client: a ``distributed.Client``.
        paths: Parquet files with columns as in ``names``, of different stems, readable by every worker.
        items: key and condition of each policy item.
        out: a folder that every worker can write to.
        as_of: the date that the partitions' columns were read for.
        verdicts: which pairs to write.
        threads: threads a worker's task may use.
        retries: how often a partition that fails is tried again.

    Returns:
        What became of each partition, in the order of ``paths``.

    Raises:
        ValueError: two partitions of the same stem would overwrite each other.
        Exception: the error of a partition that failed every time; partitions that were written stay.
    """
    if len({Path(path).stem for path in paths}) != len(paths):
        raise ValueError("partitions must have different file names")
    program = client.scatter(compile_policies(items), broadcast=True)
    tasks = [
        client.submit(
            match_partition, path, program, str(out), as_of, tuple(verdicts), threads, retries=retries, pure=False
        )
        for path in paths
    ]
    done: list[Partition] = client.gather(tasks)
    return done


def read_items(lines: Iterable[str]) -> list[tuple[str, Node]]:
    """Policies from JSON lines: ``{"key": "…", "condition": NODE}``."""
    records = [json.loads(line) for line in lines if line.strip()]
    return [(str(record["key"]), read_node(record["condition"])) for record in records]


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m policymatch.batch.distributed", description="在 Dask 集群上匹配企业与政策"
    )
    parser.add_argument("--scheduler", required=True, help="调度器地址，如 tcp://10.0.0.1:8786")
    parser.add_argument("--policies", type=Path, required=True, help="每行一个事项的 JSON：key 与 condition")
    parser.add_argument("--profiles", required=True, help="画像 Parquet 分区，可用通配符")
    parser.add_argument("--out", type=Path, required=True, help="结果目录，所有 worker 可写")
    parser.add_argument("--as-of", type=date.fromisoformat, required=True, help="判定日期 YYYY-MM-DD")
    parser.add_argument("--verdict", type=Verdict, action="append", help="写出哪些结论的配对，默认 eligible")
    parser.add_argument("--threads", type=int, default=1, help="每个任务的线程数")
    return parser.parse_args(given)


def main(given: Sequence[str] | None = None) -> None:
    """Run from the command line; prints one JSON line a partition.

    Raises:
        NotFoundError: no partition matches.
    """
    from distributed import Client  # an optional extra

    chosen = _arguments(given)
    paths = sorted(glob.glob(chosen.profiles))  # noqa: PTH207 - the pattern may be absolute
    if not paths:
        raise NotFoundError("没有找到画像分区", where=chosen.profiles, hint="检查路径与通配符，加引号以免被 shell 展开")
    with chosen.policies.open(encoding="utf-8") as lines:
        items = read_items(lines)
    verdicts = chosen.verdict or [Verdict.ELIGIBLE]
    with Client(chosen.scheduler) as client:
        done = match_partitions(
            client, paths, items, chosen.out, chosen.as_of, verdicts=verdicts, threads=chosen.threads
        )
    for part in done:
        print(json.dumps({"path": part.path, "rows": part.rows, "pairs": part.pairs}, ensure_ascii=False))


if __name__ == "__main__":
    from policymatch.batch import distributed  # as workers know it, not as __main__

    distributed.main()
