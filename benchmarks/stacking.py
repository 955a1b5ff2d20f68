"""The best lawful set of 200 supports: ``python -m benchmarks.stacking [--json]``.

Instances are drawn from seeds: 200 choices in groups of 5, 10 and 20 that rules of every kind tie together, denser than those
of real policies, and in groups of 5 under one ceiling over all. Each is solved from nothing with its runner-up and ties; the best set is proven.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from typing import Any

from policymatch.decisions.stacking import Problem, solve
from tests.properties.stacking_instances import Drawer
from tests.properties.test_stacking import joined, roofed

SIZE, RUNS, GROUPS = 200, 7, (5, 10, 20)


def instance(seed: int, group: int) -> Problem:
    """200 choices in groups of a size."""
    return joined([Drawer(seed * 1000 + part).problem(group) for part in range(SIZE // group)])


def measure(make: Any) -> dict[str, Any]:
    """Seconds of several instances, and whether all were proven."""
    seconds, proven = [], []
    for seed in range(RUNS):
        problem = make(seed)
        began = time.perf_counter()
        found = solve(problem)
        seconds.append(time.perf_counter() - began)
        proven.append(found.best.proven)
    return {"median_s": round(statistics.median(seconds), 4), "worst_s": round(max(seconds), 4), "proven": all(proven)}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="benchmarks.stacking", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    rows = {f"groups of {group}": measure(lambda seed, size=group: instance(seed, size)) for group in GROUPS}
    rows["groups of 5, one ceiling"] = measure(lambda seed: roofed(instance(seed, 5), Drawer(seed)))
    if options.json:
        print(json.dumps(rows, indent=2))
        return
    for name, row in rows.items():
        print(f"{name:24} median {row['median_s']:.3f} s, worst {row['worst_s']:.3f} s, proven: {row['proven']}")


if __name__ == "__main__":
    main()
