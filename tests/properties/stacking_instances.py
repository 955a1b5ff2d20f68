"""Stacking problems drawn from a seed, and what a search through every set makes of them."""

from __future__ import annotations

import random
from itertools import permutations

from policymatch.decisions.stacking import Ceiling, Choice, Exclusion, Need, Offset, Problem, Queue, Terms

Pair = tuple[int, int]


class Drawer:
    """Draws problems."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)

    def problem(self, size: int, *, crowded: float = 1.0) -> Problem:
        """As many choices as asked for, and rules of every kind among them."""
        rng = self.rng
        queue = frozenset(rng.sample(range(size), 3)) if size > 4 and rng.random() < 0.3 else frozenset()
        choices = tuple(self._choice(at, at in queue) for at in range(size))
        pairs = {pair for _ in range(max(1, int(size * crowded / 3))) for pair in self._clique(size)}
        return Problem(
            choices,
            exclusions=tuple(Exclusion(*pair) for pair in sorted(pairs)),
            offsets=tuple(self._offset(size) for _ in range(rng.randrange(1 + size // 5))),
            ceilings=tuple(self._ceiling(size) for _ in range(rng.randrange(1 + size // 4))),
            needs=tuple(self._need(size) for _ in range(rng.randrange(1 + size // 5))),
            queues=(Queue(queue),) if queue else (),
        )

    def _choice(self, at: int, queued: bool) -> Choice:
        low = self.rng.choice((0, 0, self.rng.randrange(1, 30)))
        if not queued:
            return Choice(str(at), low, low + self.rng.choice((0, self.rng.randrange(30))))
        base = self.rng.randrange(1, 60)
        terms = Terms(self.rng.randrange(1, 10), 10, (base, base + self.rng.randrange(20)), self.rng.randrange(5, 30))
        return Choice(str(at), terms.pays(0, 0), terms.pays(0, 1), terms)

    def _some(self, size: int, most: int) -> list[int]:
        return self.rng.sample(range(size), self.rng.randint(2, max(2, min(most, size))))

    def _clique(self, size: int) -> list[Pair]:
        members = sorted(self._some(size, 4))
        return [(one, other) for at, one in enumerate(members) for other in members[at + 1 :]]

    def _offset(self, size: int) -> Offset:
        item, *by = self._some(size, 3)
        return Offset(item, frozenset(by))

    def _ceiling(self, size: int) -> Ceiling:
        low = self.rng.randrange(40)
        return Ceiling(frozenset(self._some(size, 6)), low, low + self.rng.randrange(40))

    def _need(self, size: int) -> Need:
        item, *any_of = self._some(size, 3)
        return Need(item, frozenset(any_of))


def lawful_sets(problem: Problem) -> list[int]:
    """Every set in which no two exclude each other, as bits."""
    barred = [0] * len(problem.choices)
    for pair in problem.exclusions:
        barred[max(pair.first, pair.second)] |= 1 << min(pair.first, pair.second)
    found = [0]
    for one, bars in enumerate(barred):
        found += [held | 1 << one for held in found if not held & bars]
    return found


def every_score(problem: Problem) -> dict[int, Pair]:
    """What each lawful set gives, at least and at most: the best that some part of it gives, told by the words of the rules."""
    scores: dict[int, Pair] = {}
    for held in sorted(lawful_sets(problem), key=int.bit_count):
        parts = [scores[held & ~(1 << one)] for one in range(len(problem.choices)) if held >> one & 1]
        parts.append((_literal(problem, held, 0), _literal(problem, held, 1)))
        scores[held] = max(low for low, _ in parts), max(high for _, high in parts)
    return scores


def _literal(problem: Problem, held: int, side: int) -> int:
    """All of the set applied for and paid; nothing where a need or an offset makes one of them void."""
    taken = [one for one in range(len(problem.choices)) if held >> one & 1]
    if any(need.item in taken and not need.any_of & set(taken) for need in problem.needs):
        return 0
    amounts = {one: problem.choices[one].amount(side) for one in taken}
    return max(_limited(problem, amounts | order, side) for order in _orders(problem, taken, side))


def _orders(problem: Problem, taken: list[int], side: int) -> list[dict[int, int]]:
    """What the members of the queue are paid, in every order."""
    found: list[dict[int, int]] = []
    members = [one for queue in problem.queues for one in taken if one in queue.members]
    for order in permutations(members):
        paid: dict[int, int] = {}
        for one in order:
            terms = problem.choices[one].terms
            assert terms is not None
            paid[one] = min(
                terms.cap, max(0, terms.base[side] - sum(paid.values())) * terms.numerator // terms.denominator
            )
        found.append(paid)
    return found


def _limited(problem: Problem, amounts: dict[int, int], side: int) -> int:
    limits = [(set(one.members) & amounts.keys(), one.limit(side)) for one in problem.ceilings]
    deducted = [(one.item, set(one.by) & amounts.keys()) for one in problem.offsets if one.item in amounts]
    limits += [({item} | by, amounts[item]) for item, by in deducted if by]
    return largest(amounts, [limit for limit in limits if limit[0]])


def largest(amounts: dict[int, int], limits: list[tuple[set[int], int]]) -> int:
    """The largest sum of payments within limits, by another program than ours."""
    limits = [(members, limit) for members, limit in limits if sum(amounts[one] for one in members) > limit]
    if not any(one & other for at, (one, _) in enumerate(limits) for other, _ in limits[:at]):
        free = amounts.keys() - set().union(*(members for members, _ in limits))
        return sum(amounts[one] for one in free) + sum(limit for _, limit in limits)
    from scipy.optimize import linprog

    names = list(amounts)
    rows = [[int(one in members) for one in names] for members, _ in limits]
    done = linprog(
        [-1] * len(names), A_ub=rows, b_ub=[limit for _, limit in limits], bounds=[(0, amounts[one]) for one in names]
    )
    return int(-done.fun + 1e-6)
