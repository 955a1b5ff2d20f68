"""The best lawful set, proven: branch and bound, component by component.

Sets are compared by what is sure (the sum of the lower bounds), then by what is possible (the sum of the upper ones).
Taking more never gives less (see ``paying``), so only those branch that exclude each other; once they are decided, what
is no longer tied together is solved apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from policymatch.decisions.stacking.paying import pay, supplied, trimmed
from policymatch.decisions.stacking.problem import UNBOUNDED, Ceiling, Need, Payment, Problem, Score

NODES = 20_000
"""Branchings before the search gives up proving; far more than rules of real policies need."""
FEW = 8
"""Choices that a search of their own is not worth."""
Found = tuple[Score, int]
"""The score of a part and who is taken in it, as bits."""


@dataclass(frozen=True, slots=True)
class Solution:
    """A lawful set.

    Args:
        taken: the places of its choices, ascending.
        payment: what it gives.
        proven: whether no lawful set is better; False only where the search was cut off.
    """

    taken: tuple[int, ...]
    payment: Payment
    proven: bool = True

    @property
    def score(self) -> Score:
        """What is sure, what is possible, 分."""
        return self.payment.score


@dataclass(frozen=True, slots=True)
class Solved:
    """The best set and those beside it.

    Args:
        best: the best lawful set.
        runner_up: the best set that takes something the best one does not; None where there is none.
        ties: further sets that give exactly as much as the best, each taking something else.
    """

    best: Solution
    runner_up: Solution | None
    ties: tuple[Solution, ...]


def solve(problem: Problem, *, nodes: int = NODES) -> Solved:
    """Find the best lawful set.

    Args:
        problem: choices and what binds them.
        nodes: branchings before proving is given up.

    Returns:
        The best set, the runner-up and the ties.
    """
    search = _Search(problem, nodes)
    everyone = (1 << len(problem.choices)) - 1
    best = search.solution(search.solve(0, everyone)[1])
    others = sorted(_beside(search, best, everyone), key=lambda found: found.score, reverse=True)
    ties = tuple(found for found in others if found.score == best.score)
    return Solved(search.marked(best), others[0] if others else None, ties)


def _beside(search: _Search, best: Solution, everyone: int) -> Iterator[Solution]:
    """For each that the best set leaves out, the best set that takes it, each set once."""
    held = _bits(best.taken)
    seen = {held}
    for one in range(len(search.problem.choices)):
        if held >> one & 1 or search.problem.choices[one].high <= 0:
            continue
        forced = [search.solution(search.solve(wanted, free)[1]) for wanted, free in search.forced(one, everyone)]
        fitting = [found for found in forced if one in found.taken]
        if fitting and _bits((found := max(fitting, key=lambda each: each.score)).taken) not in seen:
            seen.add(_bits(found.taken))
            yield search.marked(found)


def _low(payment: Payment) -> dict[int, int]:
    return payment.low


def _high(payment: Payment) -> dict[int, int]:
    return payment.high


def _bits(places: tuple[int, ...]) -> int:
    return sum(1 << one for one in places)


def members(bits: int) -> Iterator[int]:
    """The places of set bits."""
    while bits:
        last = bits & -bits
        yield last.bit_length() - 1
        bits ^= last


@dataclass(slots=True)
class _Search:
    """Branch and bound over one problem; ``side`` is what sets are compared by first: what is sure (0), what is possible (1)."""

    problem: Problem
    nodes: int
    side: int = 0
    bars: list[int] = field(init=False)
    links: list[int] = field(init=False)
    payments: dict[int, Payment] = field(default_factory=dict)
    known: dict[tuple[int, int], Found] = field(default_factory=dict)
    opened: dict[tuple[int, int], _Search] = field(default_factory=dict)
    cut_off: bool = False

    def __post_init__(self) -> None:
        count = len(self.problem.choices)
        self.bars = [0] * count
        for exclusion in self.problem.exclusions:
            self.bars[exclusion.first] |= 1 << exclusion.second
            self.bars[exclusion.second] |= 1 << exclusion.first
        groups = [
            *(offset.by | {offset.item} for offset in self.problem.offsets),
            *(ceiling.members for ceiling in self.problem.ceilings),
            *(need.any_of | {need.item} for need in self.problem.needs),
            *(queue.members for queue in self.problem.queues),
        ]
        self.links = [_bits(tuple(group)) for group in groups]

    def solution(self, taken: int) -> Solution:
        """A set with what it gives, those aside that lack what they need."""
        held = tuple(sorted(supplied(self.problem, frozenset(members(taken)))))
        paid = [self._paid(part) for part, _ in self._components(_bits(held), 0)]
        low, high = ({at: most for one in paid for at, most in side(one).items()} for side in (_low, _high))
        return Solution(held, Payment(low, high, tuple(at for one in paid for at in one.order)))

    def marked(self, found: Solution) -> Solution:
        """The solution with whether it is proven."""
        return Solution(found.taken, found.payment, not self.cut_off)

    def forced(self, one: int, free: int, taken: int = 0) -> Iterator[tuple[int, int]]:
        """The ways to take a choice together with what it needs: who is taken, and who is still free."""
        taken, free = taken | 1 << one, free & ~(1 << one) & ~self.bars[one]
        lacking = next((need for need in self._needs(taken) if not _bits(tuple(need.any_of)) & taken), None)
        if lacking is None:
            yield taken, free
            return
        for other in sorted(lacking.any_of):
            if free >> other & 1:
                yield from self.forced(other, free, taken)

    def _needs(self, taken: int) -> Iterator[Need]:
        return (need for need in self.problem.needs if taken >> need.item & 1)

    def solve(self, taken: int, free: int) -> Found:
        """The best set that holds ``taken`` and otherwise only some of ``free``."""
        low = high = chosen = 0
        for part_taken, part_free in self._components(taken, free):
            (part_low, part_high), part = self._best(part_taken, part_free)
            low, high, chosen = low + part_low, high + part_high, chosen | part
        return (low, high), chosen

    def _components(self, taken: int, free: int) -> Iterator[tuple[int, int]]:
        """Parts that nothing ties together: exclusions among the free, all other ties among both."""
        rest = taken | free
        while rest:
            part, fresh = 0, rest & -rest
            while fresh:
                part |= fresh
                reached = self._reached(fresh, free)
                fresh = reached & rest & ~part
            rest &= ~part
            yield part & taken, part & free

    def _reached(self, places: int, free: int) -> int:
        reached = 0
        for link in self.links:
            if link & places:
                reached |= link
        for one in members(places & free):
            reached |= self.bars[one] & free
        return reached

    def _best(self, taken: int, free: int) -> Found:
        for one in members(free):  # whom nobody excludes is taken: more never gives less
            if not self.bars[one] & free:
                taken, free = taken | 1 << one, free & ~(1 << one)
        key = taken, free
        if key not in self.known:
            self.known[key] = self._decide(taken, free) if free else (self._paid(taken).score, taken)
        return self.known[key]

    def _decide(self, taken: int, free: int) -> Found:
        return self._under_a_roof(taken, free) or self._branch(taken, free)

    def _roof(self, part: int) -> Ceiling | None:
        """A ceiling over everything that a part holds; a few are as quickly tried one by one."""
        if part.bit_count() < FEW:
            return None
        return next((one for one in self.problem.ceilings if not part & ~_bits(tuple(one.members))), None)

    def _open(self, roof: Ceiling, side: int) -> _Search:
        """The search without a ceiling, which falls apart where only the ceiling held things together."""
        key = id(roof), side
        if key not in self.opened:
            rest = tuple(one for one in self.problem.ceilings if one is not roof)
            self.opened[key] = _Search(replace(self.problem, ceilings=rest), self.nodes, side)
        return self.opened[key]

    def _under_a_roof(self, taken: int, free: int) -> Found | None:
        """The best set under a ceiling over the whole part: the best one without it, which it can only cut.

        Unless the ceiling cuts what is compared first while the other sum has room left: then the set that is best by
        the other sum is better where it fills the first too. None where neither answers it.
        """
        roof = self._roof(taken | free)
        if roof is None:
            return None
        score, chosen = self._ask(roof, self.side, taken, free)
        first, other = roof.limit(self.side), roof.limit(1 - self.side)
        if score[self.side] > first and score[1 - self.side] < other:
            beside, instead = self._ask(roof, 1 - self.side, taken, free)
            if beside[self.side] >= first:
                score, chosen = beside, instead
            elif beside[1 - self.side] > score[1 - self.side]:
                return None
        given = self._paid(chosen).score
        return (given, chosen) if given == (min(score[0], roof.low), min(score[1], roof.high)) else None

    def _ask(self, roof: Ceiling, side: int, taken: int, free: int) -> Found:
        search = self._open(roof, side)
        found = search.solve(taken, free)
        self.cut_off |= search.cut_off
        return found

    def _paid(self, taken: int) -> Payment:
        """What a part gives."""
        if taken not in self.payments:
            roof = self._roof(taken)
            found = pay(self._part(taken), members(taken)) if roof is None else self._paid_under(roof, taken)
            self.payments[taken] = found
            self.cut_off |= not found.exact
        return self.payments[taken]

    def _paid_under(self, roof: Ceiling, taken: int) -> Payment:
        """What a part gives without its ceiling, cut to it."""
        search = self._open(roof, self.side)
        paid = search.solution(taken).payment
        low, high = (trimmed(given, roof.limit(side)) for side, given in enumerate((paid.low, paid.high)))
        return Payment(low, high, paid.order, exact=not search.cut_off)

    def _part(self, taken: int) -> Problem:
        """The problem with only what concerns a part: paying must not look at all the rest."""
        whole, held = self.problem, frozenset(members(taken))
        return Problem(
            whole.choices,
            offsets=tuple(one for one in whole.offsets if one.item in held),
            ceilings=tuple(one for one in whole.ceilings if one.members & held),
            needs=tuple(one for one in whole.needs if one.item in held),
            queues=tuple(one for one in whole.queues if one.members & held),
        )

    def _branch(self, taken: int, free: int) -> Found:
        self.nodes -= 1
        one = max(members(free), key=self._weight(free))
        with_it = self.solve(taken | 1 << one, free & ~(1 << one) & ~self.bars[one])
        if self.nodes < 0:
            self.cut_off = True
            return with_it
        rest = free & ~(1 << one)
        if self._rank(self._bound(taken, rest)) <= self._rank(with_it[0]):
            return with_it
        without = self.solve(taken, rest)
        return without if self._rank(without[0]) > self._rank(with_it[0]) else with_it

    def _rank(self, score: Score) -> Score:
        """What sets are compared by."""
        return score if self.side == 0 else (score[1], score[0])

    def _weight(self, free: int) -> _Weight:
        return _Weight(self, free)

    def _bound(self, taken: int, free: int) -> Score:
        """No set of these gives more: cliques of exclusions give their largest, ceilings their limit."""
        return self._bound_of(taken, free, 0), self._bound_of(taken, free, 1)

    def _bound_of(self, taken: int, free: int, side: int) -> int:
        plain = self._cover(taken, free, side)
        capped, left = 0, taken | free
        for ceiling in self.problem.ceilings:
            inside = _bits(tuple(ceiling.members)) & left
            if inside:
                capped += min(ceiling.limit(side), self._cover(taken & inside, free & inside, side))
                left &= ~inside
        return min(plain, capped + self._cover(taken & left, free & left, side))

    def _cover(self, taken: int, free: int, side: int) -> int:
        choices = self.problem.choices
        total = sum(choices[one].amount(side) for one in members(taken))
        rest = sorted(members(free), key=lambda one: -choices[one].amount(side))
        while rest:
            clique = [rest[0]]
            for one in rest[1:]:
                if all(self.bars[one] >> other & 1 for other in clique):
                    clique.append(one)
            total += choices[clique[0]].amount(side)
            rest = [one for one in rest if one not in clique]
        return total


@dataclass(frozen=True, slots=True)
class _Weight:
    """Who is decided first: whoever excludes most, then whoever gives most."""

    search: _Search
    free: int

    def __call__(self, one: int) -> tuple[int, int, int, int]:
        """The sort key of a choice."""
        choice = self.search.problem.choices[one]
        barred = (self.search.bars[one] & self.free).bit_count()
        return barred, choice.low, min(choice.high, UNBOUNDED), -one
