"""The two kernels, function by function and on whole blocks, say the same."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest

from policymatch.batch import Verdicts, compile_policies, encode, kernels, run
from policymatch.batch.arrays import Whole
from policymatch.conditions import All, Any, AtLeast, Judgement, Node, Not, Op, Test
from policymatch.decisions import Verdict
from policymatch.quantities import Period

AS_OF = date(2026, 6, 30)
LAST = Period.parse("last_year")
ROWS = 1500
RNG = np.random.default_rng(5)
EDGES = np.array(
    [-(2**63) + 1, -(2**40), -(2**31) - 1, -(2**31), -33, -32, -1, 0, 1, 2, 31, 32, 33, 2**31 - 1, 2**31, 2**53,
     2**53 + 1, 2**62, 2**63 - 1],
)  # fmt: skip


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize(
    "bounds",
    [
        [],
        [0],
        [-33, -32, 0, 1, 33],
        list(range(-40, 40)),
        list(range(-60, 60)),
        [-(2**31), 0],
        [-(2**31) + 1, 2**31 - 1],
        [2**53, 2**53 + 1, 2**63 - 1],
        sorted(EDGES.tolist()),
    ],
)
def test_ranks_are_counts_of_bounds_reached(kernel: str, bounds: list[int], known: bool) -> None:
    assert kernel
    values = np.concatenate([EDGES, RNG.integers(-50, 50, ROWS)])
    seen = RNG.integers(0, 2, len(values)).astype(np.uint8) if known else None
    words = None if seen is None else np.packbits(np.pad(seen, (0, -len(seen) % 64)), bitorder="little").view(np.uint64)
    found = kernels.rank(Whole(values, words), np.array(bounds, np.int64), 3, np.empty(len(values), np.uint16))
    for place, value in enumerate(values.tolist()):
        unknown = seen is not None and not seen[place]
        assert found[place] == (0 if unknown else 3 + sum(value >= bound for bound in bounds))


LISTINGS = [f"板块{number}" for number in range(70)]


def some_listings() -> tuple[str, ...]:
    return tuple(sorted(set(RNG.choice(LISTINGS, RNG.integers(1, 9)).tolist())))


def table() -> pa.Table:
    def gaps() -> np.ndarray:
        return RNG.random(ROWS) < 0.2

    sizes = np.array(["大型", "中型", "小型", "微型"])
    places = np.array(["440115", "440100", "330110", "110108"])
    listings = [None if RNG.random() < 0.2 else list(RNG.choice(LISTINGS, RNG.integers(0, 7))) for _ in range(ROWS)]
    conflicts = [["5", "25"] if RNG.random() < 0.05 else [None] if RNG.random() < 0.05 else None for _ in range(ROWS)]
    return pa.table({
        "revenue@last_year": pa.array(RNG.integers(0, 40, ROWS), mask=gaps()),
        "revenue@last_year|candidates": pa.array(conflicts, pa.list_(pa.string())),
        "employees@last_year": pa.array(RNG.integers(0, 2000, ROWS), mask=gaps()),
        "size": pa.array(RNG.choice(sizes, ROWS), mask=gaps()),
        "registered_region": pa.array(RNG.choice(places, ROWS), mask=gaps()),
        "listing": pa.array(listings, pa.list_(pa.string())),
        "dishonest": pa.array(RNG.random(ROWS) < 0.3, mask=gaps()),
        "?符合产业政策": pa.array(RNG.random(ROWS) < 0.5, mask=RNG.random(ROWS) < 0.8),
    })  # fmt: skip


def leaf() -> Node:
    number = Decimal(int(RNG.integers(0, 40)))
    order = (Op.GE, Op.GT, Op.LE, Op.LT, Op.EQ)[RNG.integers(5)]
    return (
        Test("revenue", order, number, LAST),
        Test("employees", order, number * 50, LAST),
        Test("size", (Op.IN, Op.NOT_IN)[RNG.integers(2)], ("小型", "微型")[: RNG.integers(1, 3)]),
        Test("registered_region", Op.IN, ("440100",)),
        Test("registered_region", Op.IN, ("440115", "110000")),
        Test("listing", (Op.HAS_ANY, Op.HAS_NONE, Op.HAS_ALL)[RNG.integers(3)], some_listings()),
        Test("dishonest", Op.IS, False),
        Judgement("符合产业政策"),
        Judgement("没有人回答"),
    )[RNG.integers(9)]


def condition(depth: int) -> Node:
    if depth == 0 or RNG.random() < 0.2:
        return leaf()
    parts = tuple(condition(depth - 1) for _ in range(RNG.integers(2, 5)))
    return (All(parts), Any(parts), AtLeast(2, parts), Not(All(parts)))[RNG.integers(4)]


def answers(verdicts: Verdicts) -> tuple[object, ...]:
    counts = {verdict: found.tolist() for verdict, found in verdicts.counts().items()}
    pairs = {
        verdict: sorted(
            (p, n)
            for batch in verdicts.pairs(verdict)
            for p, n in zip(*map(pa.Array.to_pylist, batch.columns), strict=True)
        )
        for verdict in (Verdict.ELIGIBLE, Verdict.JUDGEMENT, Verdict.OPEN)
    }
    bitmaps = {verdict: [verdicts.bitmap(key, verdict).tolist() for key in verdicts.keys] for verdict in Verdict}
    return counts, pairs, bitmaps


def test_both_kernels_give_the_same_answers_on_many_blocks() -> None:
    columns = table()
    nodes = [condition(3) for _ in range(40)]
    found = {}
    for name in ("numpy", "numba"):
        kernels.use(name)
        program = compile_policies(list(enumerate(nodes)))
        for sort in (False, True):
            encoded = encode(columns, program, AS_OF, sort=sort)
            for words in (2, 16):
                _, pairs, bitmaps = found[name, sort, words] = answers(run(program, encoded, words=words))
                assert {verdict: len(listed) for verdict, listed in pairs.items()} == {
                    verdict: sum(sum(row) for row in bitmaps[verdict]) for verdict in pairs
                }
    kernels.use()
    first = found["numpy", False, 2]
    assert all(one[0] == first[0] and one[2] == first[2] for one in found.values())
    assert all(found["numpy", sort, words] == found["numba", sort, words] for _, sort, words in found)
    assert all(sum(counts) > 0 for counts in first[0].values())


def test_small_jobs_do_not_wait_for_the_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("POLICYMATCH_KERNEL", raising=False)
    assert kernels.use() == "numpy"
    kernels.prepare(1_000_000)
    assert kernels.kernel().__name__.endswith("plain")
    kernels.prepare(10**9)
    assert kernels.kernel().__name__.endswith("compiled")
    monkeypatch.setenv("POLICYMATCH_KERNEL", "numpy")
    assert kernels.use() == "numpy"
    kernels.prepare(10**9)
    assert kernels.kernel().__name__.endswith("plain")
    monkeypatch.delenv("POLICYMATCH_KERNEL")
    kernels.use()


def test_without_numba_numpy_answers() -> None:
    script = (
        "import sys; sys.modules['numba'] = None\n"
        "from policymatch.batch import kernels\n"
        "kernels.prepare(10**10)\n"
        "assert kernels.use() == 'numpy'\n"
        "try: kernels.use('numba')\n"
        "except ImportError: print('as expected')"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "as expected"
