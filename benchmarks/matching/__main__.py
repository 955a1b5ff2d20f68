"""``python -m benchmarks.matching [--case 100kx1k] [--json]``: ratios of one run, side by side; peers after us, same data."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import psutil

from benchmarks.matching import cases

Figures = dict[str, Any]
K, M = 1_000, 1_000_000
OURS: dict[str, Callable[[], Figures]] = {
    "100kx1k": lambda: cases.matching(100 * K, K),
    "100kx10k": lambda: cases.matching(100 * K, 10 * K),
    "1Mx100": lambda: cases.matching(M, 100),
    "1Mx10k": lambda: cases.matching(M, 10 * K),
    "1Mx10k numpy": lambda: cases.numpy_alone(M, 10 * K),
    "one profile x10k": lambda: cases.one_profile(10 * K),
    "delta 1% of 1Mx10k": lambda: cases.delta(M, 10 * K),
    "pairs of 1Mx10k as Parquet": lambda: cases.parquet(M, 10 * K),
    "50k predicates": lambda: cases.many_predicates(100 * K, 26 * K, 2500),
    "dask 1Mx10k": lambda: cases.dask(M, 10 * K),
}
PEERS: dict[str, dict[str, Callable[[], Figures]]] = {
    "100kx1k": {
        "polars": lambda: cases.peer_matching("polars", 100 * K, K, K),
        "polars, planned by hand": lambda: cases.peer_matching("polars, planned by hand", 100 * K, K, K),
        "duckdb": lambda: cases.peer_matching("duckdb", 100 * K, K, 200),
    },
    "100kx10k": {
        "polars": lambda: cases.peer_matching("polars", 100 * K, 10 * K, K),
        "polars, planned by hand": lambda: cases.peer_matching("polars, planned by hand", 100 * K, 10 * K, 10 * K),
    },
    "1Mx100": {
        "polars": lambda: cases.peer_matching("polars", M, 100, 100),
        "polars, planned by hand": lambda: cases.peer_matching("polars, planned by hand", M, 100, 100),
        "duckdb": lambda: cases.peer_matching("duckdb", M, 100, 100),
    },
    "one profile x10k": {"zen-engine": lambda: cases.peer_one_profile(10 * K)},
}
POLL = 0.02


def measured(case: str, peer: str = "") -> Figures:
    """Run one case, or its peer, in a process of its own; its peak memory is read from outside."""
    command = [sys.executable, "-m", "benchmarks.matching", "--child", case, "--peer", peer]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    peak, watched = 0, psutil.Process(child.pid)
    while child.poll() is None:
        peak = max(peak, _resident(watched))
        time.sleep(POLL)
    output = child.stdout.read() if child.stdout else ""
    if child.returncode:
        raise SystemExit(f"{case} {peer}: exit {child.returncode}")
    return {**json.loads(output.splitlines()[-1]), "peak_mb": peak / 1e6}


def _resident(process: psutil.Process) -> int:
    """The memory of a process and those it started."""
    try:
        return sum(one.memory_info().rss for one in [process, *process.children(recursive=True)])
    except psutil.Error:
        return 0


def rows_of(case: str) -> list[Figures]:
    """One row a peer, or a single one."""
    ours = measured(case)
    answer, peak = ours.pop("answer", None), round(ours.pop("peak_mb"))
    common = {"case": case, **dict.fromkeys(("peer", "peer_seconds", "ratio", "ratio_encoded")), "peak_mb": peak}
    rows = []
    for peer in PEERS.get(case, {}):
        theirs = measured(case, peer)
        if answer != theirs.get("answer"):
            raise SystemExit(f"{case}: {peer} gives other answers: {theirs.get('answer')} instead of {answer}")
        ratios = {"ratio": theirs["seconds"] / ours["seconds"]}
        if "seconds_encoded" in ours:
            ratios["ratio_encoded"] = theirs["seconds"] / ours["seconds_encoded"]
            ratios["ratio_cpu"] = theirs["cpu"] / ours["cpu"]
            ratios["ratio_cpu_encoded"] = theirs["cpu"] / ours["cpu_encoded"]
        extrapolated = {"peer_extrapolated": theirs["extrapolated"]} if theirs.get("extrapolated", 1) != 1 else {}
        rows.append(
            {
                **common,
                "peer": peer,
                **ours,
                "peer_seconds": theirs["seconds"],
                "peer_cpu": theirs.get("cpu"),
                **ratios,
                **extrapolated,
            }
        )
    return rows or [{**common, **ours}]


def shown(row: Figures) -> str:
    """One row for people."""
    parts = [f"{key}={value:.4g}" if isinstance(value, float) else f"{key}={value}" for key, value in row.items()]
    return "  ".join(parts)


def main() -> None:
    """Measure the cases asked for, one after the other."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.matching")
    parser.add_argument("--case", action="append", choices=list(OURS), help="default: all")
    parser.add_argument("--json", action="store_true", help="print one JSON list at the end")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    parser.add_argument("--peer", default="", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.child:
        print(json.dumps(PEERS[chosen.child][chosen.peer]() if chosen.peer else OURS[chosen.child]()))
        return
    rows: list[Figures] = []
    for case in chosen.case or OURS:
        for row in rows_of(case):
            rows.append(row)
            print(shown(row), file=sys.stderr if chosen.json else sys.stdout, flush=True)
    if chosen.json:
        print(json.dumps(rows, ensure_ascii=False))


if __name__ == "__main__":
    main()
