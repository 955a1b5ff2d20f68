"""The best lawful set is what a search through every set finds."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from policymatch.decisions.stacking import Ceiling, Exclusion, Problem, solve
from policymatch.decisions.stacking.paying import supplied
from tests.properties.stacking_instances import Drawer, every_score, lawful_sets


def drawn(seed: int) -> Problem:
    drawer = Drawer(seed)
    size = drawer.rng.randint(2, 9) if seed % 8 else drawer.rng.randint(10, 16)
    return drawer.problem(size, crowded=1 + size / 12)


@pytest.mark.parametrize("start", range(0, 1000, 125))
def test_a_thousand_instances_equal_brute_force(start: int) -> None:
    for seed in range(start, start + 125):
        equals_brute_force(drawn(seed), seed)


@pytest.mark.parametrize("start", range(5000, 5080, 20))
def test_a_ceiling_over_everything_equals_brute_force(start: int) -> None:
    for seed in range(start, start + 20):
        drawer = Drawer(seed)
        equals_brute_force(roofed(drawer.problem(drawer.rng.randint(8, 10)), drawer), seed)


def roofed(problem: Problem, drawer: Drawer) -> Problem:
    """The problem under a ceiling over all of it, which cuts mostly the one sum or both."""
    most = sum(choice.high for choice in problem.choices)
    low = drawer.rng.randrange(1 + most // 2)
    roof = Ceiling(frozenset(range(len(problem.choices))), low, low + drawer.rng.randrange(1 + most // 2))
    return replace(problem, ceilings=(*problem.ceilings, roof))


def equals_brute_force(problem: Problem, seed: int) -> None:
    scores, found = every_score(problem), solve(problem)
    best = found.best
    held = bits(best.taken)
    assert best.proven
    assert held in scores, f"{seed}: not lawful"
    assert best.score == scores[held] == max(scores.values()), seed
    beside = [scores[one] for one in lawful_sets(problem) if takes_another(problem, one, held)]
    assert (found.runner_up.score if found.runner_up else None) == max(beside, default=None), seed
    assert all(tie.score == best.score and tie.taken != best.taken for tie in found.ties), seed


def bits(places: tuple[int, ...]) -> int:
    return sum(1 << one for one in places)


def takes_another(problem: Problem, one: int, held: int) -> bool:
    """Whether a set that can stand as it is takes something worth having that the other does not."""
    places = frozenset(at for at in range(len(problem.choices)) if one >> at & 1)
    outside = (at for at in places if not held >> at & 1 and problem.choices[at].high > 0)
    return supplied(problem, places) == places and any(True for _ in outside)


def test_thirty_items_equal_brute_force_by_components() -> None:
    for seed in range(5):
        parts = [Drawer(seed * 10 + part).problem(6) for part in range(5)]
        expected = [max(every_score(part).values()) for part in parts]
        best = solve(joined(parts)).best
        assert best.score == (sum(low for low, _ in expected), sum(high for _, high in expected))


def joined(parts: list[Problem]) -> Problem:
    """The problems side by side, their places counted on."""
    choices, exclusions, offsets, ceilings, needs, queues = [], [], [], [], [], []
    for part in parts:
        start = len(choices)

        def moved(places: frozenset[int], by: int = start) -> frozenset[int]:
            return frozenset(one + by for one in places)

        choices += part.choices
        exclusions += [Exclusion(one.first + start, one.second + start) for one in part.exclusions]
        offsets += [type(one)(one.item + start, moved(one.by)) for one in part.offsets]
        ceilings += [type(one)(moved(one.members), one.low, one.high) for one in part.ceilings]
        needs += [type(one)(one.item + start, moved(one.any_of)) for one in part.needs]
        queues += [type(one)(moved(one.members)) for one in part.queues]
    return Problem(*map(tuple, (choices, exclusions, offsets, ceilings, needs, queues)))


@pytest.mark.parametrize("under_one_ceiling", [False, True])
def test_two_hundred_items_are_solved_at_once(under_one_ceiling: bool) -> None:
    problem = joined(
        [
            Drawer(seed).problem(20 if not under_one_ceiling else 5)
            for seed in range(10 if not under_one_ceiling else 40)
        ]
    )
    if under_one_ceiling:
        problem = roofed(problem, Drawer(7))
    began = time.thread_time()
    found = solve(problem)
    assert found.best.proven
    assert time.thread_time() - began < 10, "about a second on an idle core"
