"""Pairs as Parquet, and the same pairs from a cluster, also where a partition fails at first."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from policymatch.batch import columns_from_profiles, compile_policies, distributed, encode, run, write_pairs
from policymatch.conditions import All, Judgement, Node, Op, Test, write_node
from policymatch.decisions import Verdict, decide
from policymatch.profiles import Fact, Origin, Profile
from policymatch.quantities import Period

AS_OF = date(2026, 6, 30)
LAST = Period.parse("last_year")
ORIGIN = Origin("t", "测试局")
ITEMS: list[tuple[str, Node]] = [
    *((f"revenue {n}", Test("revenue", Op.GE, Decimal(n * 10), LAST)) for n in range(5)),
    ("judged", All((Test("revenue", Op.LT, Decimal(25), LAST), Judgement("符合产业政策")))),
]
FIRMS = [Profile.of(f"firm {n}", [Fact("revenue", Decimal(n), ORIGIN, year=2025)] if n % 7 else []) for n in range(60)]


def pairs(folder: Path, name: str) -> set[tuple[str, str]]:
    listed = pq.read_table(folder / f"{name}.parquet").to_pylist()
    keys = {row["policy"]: row["key"] for row in pq.read_table(folder / f"{name}.policies.parquet").to_pylist()}
    subjects = {row["place"]: row["subject"] for row in pq.read_table(folder / f"{name}.subjects.parquet").to_pylist()}
    named = [(keys[row["policy"]], subjects[row["place"]]) for row in listed]
    assert len(named) == len(set(named))
    return set(named)


def expected(verdict: Verdict) -> set[tuple[str, str]]:
    return {
        (key, firm.subject) for key, node in ITEMS for firm in FIRMS if decide(node, firm, AS_OF).verdict is verdict
    }


def table(firms: list[Profile]) -> pa.Table:
    return columns_from_profiles(firms, compile_policies(ITEMS).columns, AS_OF)


@pytest.mark.parametrize("verdict", [Verdict.ELIGIBLE, Verdict.OPEN, Verdict.JUDGEMENT])
def test_pairs_are_written_once_and_whole(tmp_path: Path, verdict: Verdict) -> None:
    program = compile_policies(ITEMS)
    found = run(program, encode(table(FIRMS), program, AS_OF, sort=True))
    assert write_pairs(found, tmp_path, verdict) == len(expected(verdict))
    assert pairs(tmp_path, "pairs") == expected(verdict)
    assert not list(tmp_path.glob("*.partial")) + list(tmp_path.glob(".*"))
    metadata = pq.ParquetFile(tmp_path / "pairs.parquet").metadata.row_group(0).column(0)
    assert metadata.compression == "ZSTD"
    assert "DELTA_BINARY_PACKED" in metadata.encodings


def test_those_not_eligible_are_counted_not_listed() -> None:
    program = compile_policies(ITEMS)
    with pytest.raises(ValueError, match="counts"):
        list(run(program, encode(table(FIRMS), program, AS_OF)).pairs(Verdict.NOT_ELIGIBLE))


@pytest.fixture
def cluster() -> Iterator[Any]:
    from distributed import Client, LocalCluster

    with (
        LocalCluster(n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None) as started,
        Client(started) as client,
    ):
        yield client


@pytest.fixture
def partitions(tmp_path: Path) -> list[str]:
    paths = [tmp_path / f"part-{n}.parquet" for n in range(4)]
    for n, path in enumerate(paths):
        pq.write_table(table(FIRMS[n * 15 : n * 15 + 15]), path)
    return list(map(str, paths))


def test_a_cluster_gives_the_same_pairs_even_after_failures(
    cluster: Any, partitions: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = dict.fromkeys(partitions[1:3], 2)
    real = distributed.write_pairs

    def failing(found: object, folder: Path, verdict: Verdict, *, name: str) -> int:
        written = real(found, folder, verdict, name=name)  # type: ignore[arg-type]
        path = next(path for path in partitions if name.startswith(Path(path).stem))
        if failures.get(path, 0):
            failures[path] -= 1
            raise OSError("disk gone after writing")
        return written

    monkeypatch.setattr(distributed, "write_pairs", failing)
    out = tmp_path / "out"
    done = distributed.match_partitions(cluster, partitions, ITEMS, out, AS_OF)
    assert set(failures.values()) == {0}
    assert [part.path for part in done] == partitions
    assert sum(part.rows for part in done) == len(FIRMS)
    together = [pairs(out, f"{Path(path).stem}.eligible") for path in partitions]
    assert set().union(*together) == expected(Verdict.ELIGIBLE)
    assert (
        sum(map(len, together)) == sum(part.pairs[Verdict.ELIGIBLE] for part in done) == len(expected(Verdict.ELIGIBLE))
    )


def test_a_partition_that_never_works_is_an_error(cluster: Any, partitions: list[str], tmp_path: Path) -> None:
    Path(partitions[0]).write_bytes(b"no parquet")
    with pytest.raises(pa.ArrowInvalid):
        distributed.match_partitions(cluster, partitions, ITEMS, tmp_path / "out", AS_OF, retries=1)


def test_partitions_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="names"):
        distributed.match_partitions(None, ["a/x.parquet", "b/x.parquet"], ITEMS, tmp_path, AS_OF)


def test_the_command_runs_against_an_existing_scheduler(
    cluster: Any,
    partitions: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    policies = tmp_path / "policies.jsonl"
    lines = [json.dumps({"key": key, "condition": write_node(node)}, ensure_ascii=False) for key, node in ITEMS]
    policies.write_text("\n".join(lines), encoding="utf-8")
    where = ["--scheduler", cluster.scheduler.address, "--profiles", str(tmp_path / "part-*.parquet")]
    what = ["--policies", str(policies), "--as-of", "2026-06-30", "--out", str(tmp_path / "out")]
    distributed.main([*where, *what, "--verdict", "eligible", "--verdict", "to_judge"])
    assert partitions
    shown = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert sum(part["pairs"]["to_judge"] for part in shown) == len(expected(Verdict.JUDGEMENT))
    assert sum(part["pairs"]["eligible"] for part in shown) == len(expected(Verdict.ELIGIBLE))
