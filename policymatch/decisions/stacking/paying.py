"""What a lawful set of supports gives: needs, queues, offsets and ceilings, in this order. Exact, in whole 分.

Taking more never gives less: what is not worth having is paid nothing. The solver rests on that.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, permutations, product
from operator import mul

from policymatch.decisions.stacking.problem import Payment, Problem, Queue

LONGEST = 6
"""Members of a queue up to which every order is tried where limits cut them; the longer go by their own best order."""
TRIES = 4096
"""Ways to drop the useless that are tried before the payment is no longer called exact."""
Limit = tuple[frozenset[int], int]
"""Members and what they give together at most."""


def pay(problem: Problem, taken: Iterable[int]) -> Payment:
    """What a set gives, at least and at most; who lacks what it needs gives nothing."""
    held = supplied(problem, frozenset(taken))
    orders = [_order(problem, queue, held) for queue in problem.queues]
    (low, low_exact), (high, high_exact) = (_side(problem, held, side) for side in (0, 1))
    return Payment(low, high, tuple(one for order in orders for one in order), exact=low_exact and high_exact)


def supplied(problem: Problem, taken: frozenset[int]) -> frozenset[int]:
    """Those that have what they need, and what they need has it too."""
    while True:
        lacking = {need.item for need in problem.needs if need.item in taken and not need.any_of & taken}
        if not lacking:
            return taken
        taken -= lacking


def _side(problem: Problem, held: frozenset[int], side: int) -> tuple[dict[int, int], bool]:
    """The payments that give most, and whether that is sure; who would only take from others is paid nothing."""
    optional = sorted(set(_optional(problem, held, side)))
    best = _payments(problem, held, side)
    if not optional:
        return best, True
    bound = sum(_payments(problem, held, side, relaxed=True).values())
    for tried, gone in enumerate(_dropped(optional)):
        if sum(best.values()) >= bound or tried > TRIES:
            break
        found = _payments(problem, supplied(problem, held - set(gone)), side)
        if sum(found.values()) > sum(best.values()):
            best = found
    return dict.fromkeys(sorted(held), 0) | best, sum(best.values()) >= bound or 2 ** len(optional) <= TRIES


def _dropped(optional: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Every choice among those that may be paid nothing: all of them first, for that is mostly best."""
    yield tuple(optional)
    for count in range(1, len(optional)):
        yield from combinations(optional, count)


def _optional(problem: Problem, held: frozenset[int], side: int) -> Iterator[int]:
    """Those whose presence may cost the others more than they give."""
    for offset in problem.offsets:
        by = sum(problem.choices[one].amount(side) for one in offset.by & held)
        choice = problem.choices[offset.item]
        if offset.item in held and by and (choice.terms is not None or choice.amount(side) < by):
            yield offset.item


def _payments(problem: Problem, held: frozenset[int], side: int, *, relaxed: bool = False) -> dict[int, int]:
    """All of them paid; ``relaxed``: together with those that they are deducted for no more than the larger of the two."""
    amounts = {one: problem.choices[one].amount(side) for one in sorted(held)}
    ceilings = [(ceiling.members & held, ceiling.limit(side)) for ceiling in problem.ceilings]
    offsets = [(one.item, one.by & held) for one in problem.offsets if one.item in held and one.by & held]
    bound = frozenset().union(*(members for members, _ in ceilings), *(by | {item} for item, by in offsets))
    best: dict[int, int] = {}
    for way in product(*(_ways(problem, queue, held, side, bound) for queue in problem.queues)):
        asked = dict(ChainMap(*way, amounts))
        found = fill(asked, [*ceilings, *_limits(asked, offsets, relaxed=relaxed)])
        if not best or sum(found.values()) > sum(best.values()):
            best = found
    return best


def _limits(
    asked: Mapping[int, int], offsets: Sequence[tuple[int, frozenset[int]]], *, relaxed: bool
) -> Iterator[Limit]:
    for item, by in offsets:
        others = sum(asked[one] for one in by) if relaxed else 0
        yield by | {item}, max(asked[item], others)


def _ways(
    problem: Problem, queue: Queue, held: frozenset[int], side: int, bound: frozenset[int]
) -> list[dict[int, int]]:
    """What a queue may pay: in its best order; where limits cut its members, in any order, for another may then be best."""
    members = [one for one in sorted(queue.members & held) if problem.choices[one].terms]
    if not bound & set(members) or len(members) > LONGEST:
        return [queued(problem, queue, held, side)[1]]
    return [dict(_in_order(problem, order, side)) for order in permutations(members)]


def queued(problem: Problem, queue: Queue, held: frozenset[int], side: int) -> tuple[tuple[int, ...], dict[int, int]]:
    """The order of a queue that gives most, and what each gives in it.

    What the next one adds to a total never makes the total smaller, so the best order of a subset ends with some member
    after the best order of the rest.
    """
    members = [one for one in sorted(queue.members & held) if problem.choices[one].terms]
    best: dict[frozenset[int], tuple[int, tuple[int, ...]]] = {frozenset(): (0, ())}
    for size in range(1, len(members) + 1):
        for chosen in map(frozenset, combinations(members, size)):
            ends = ((best[chosen - {last}], last) for last in sorted(chosen))
            best[chosen] = max(
                ((total + _terms_pay(problem, last, total, side), (*order, last)) for (total, order), last in ends),
                key=lambda found: found[0],
            )
    order = best[frozenset(members)][1]
    return order, dict(_in_order(problem, order, side))


def _terms_pay(problem: Problem, one: int, gone: int, side: int) -> int:
    terms = problem.choices[one].terms
    assert terms is not None
    return terms.pays(gone, side)


def _in_order(problem: Problem, order: Sequence[int], side: int) -> Iterator[tuple[int, int]]:
    gone = 0
    for one in order:
        paid = _terms_pay(problem, one, gone, side)
        gone += paid
        yield one, paid


def _order(problem: Problem, queue: Queue, held: frozenset[int]) -> tuple[int, ...]:
    """The order that is best for what is sure; for what is possible where nothing is sure."""
    order, paid = queued(problem, queue, held, 0)
    return order if any(paid.values()) else queued(problem, queue, held, 1)[0]


def fill(amounts: Mapping[int, int], limits: Sequence[Limit]) -> dict[int, int]:
    """The largest payments within all limits."""
    bound = [(members & amounts.keys(), limit) for members, limit in limits]
    tight = [(members, limit) for members, limit in bound if sum(amounts[one] for one in members) > limit]
    if is_nested([members for members, _ in tight]):
        return _fill_nested(amounts, tight)
    outer = next((one for one in tight if all(one[0] >= it[0] or not one[0] & it[0] for it in tight)), None)
    area = outer[0] if outer else _tied([members for members, _ in tight])
    inside = [it for it in tight if it is not outer and it[0] & area]
    inner = {one: amounts[one] for one in area}
    paid = trimmed(fill(inner, inside), outer[1]) if outer else _fill_crossing(inner, inside)
    rest = {one: amount for one, amount in amounts.items() if one not in area}
    return paid | fill(rest, [it for it in tight if not it[0] & area])


def _tied(sets: Sequence[frozenset[int]]) -> frozenset[int]:
    """The first set with all that overlap it, directly or through others."""
    area = sets[0]
    while (wider := area.union(*(one for one in sets if one & area))) != area:
        area = wider
    return area


def trimmed(paid: dict[int, int], limit: int) -> dict[int, int]:
    """The payments cut to a limit, the last first."""
    left, kept = limit, {}
    for one, amount in paid.items():
        kept[one] = min(amount, left)
        left -= kept[one]
    return kept


def is_nested(sets: Sequence[frozenset[int]]) -> bool:
    """Whether any two of them are apart or one lies in the other."""
    return all(not a & b or a <= b or b <= a for a, b in combinations(sets, 2))


def _fill_nested(amounts: Mapping[int, int], limits: Sequence[Limit]) -> dict[int, int]:
    """One after another as much as is left: of nested limits no order gives more."""
    left = [limit for _, limit in limits]
    paid: dict[int, int] = {}
    for one, amount in amounts.items():
        places = [place for place, (members, _) in enumerate(limits) if one in members]
        paid[one] = min([amount, *(left[place] for place in places)])
        for place in places:
            left[place] -= paid[one]
    return paid


def _fill_crossing(amounts: Mapping[int, int], limits: Sequence[Limit]) -> dict[int, int]:
    """Limits that cross: a linear programme, solved exactly; parts of a 分 are cut, and whole ones put back where room is."""
    names = list(amounts)
    rows = [[*(int(one in members) for one in names), limit] for members, limit in limits]
    rows += [[*(int(place == at) for place in range(len(names))), amounts[one]] for at, one in enumerate(names)]
    paid = _simplex(rows, len(names))
    for at in range(len(names)):
        paid[at] += min(row[-1] - sum(map(mul, row, paid)) for row in rows if row[at])
    return dict(zip(names, paid, strict=True))


def _simplex(rows: Sequence[Sequence[int]], size: int) -> list[int]:
    """Maximise the sum of ``size`` variables ≥ 0 under rows ``a·x ≤ b`` with b ≥ 0; the solution cut to whole numbers.

    Whole numbers over one denominator (the last pivot), so nothing is rounded on the way; Bland's rule, so it ends.
    """
    count = len(rows)
    table = [
        [*row[:-1], *(int(at == place) for place in range(count)), row[-1]] for at, row in enumerate(rows)
    ]  # fmt: skip
    table.append([1] * size + [0] * (count + 1))
    basis, shared = list(range(size, size + count)), 1
    while (enter := next((at for at in range(size + count) if table[-1][at] > 0), None)) is not None:
        ratios = [(Fraction(row[-1], row[enter]), basis[at], at) for at, row in enumerate(table[:-1]) if row[enter] > 0]
        leave = min(ratios)[2]
        shared = _pivot(table, leave, enter, shared)
        basis[leave] = enter
    values = {variable: table[at][-1] // shared for at, variable in enumerate(basis)}
    return [values.get(variable, 0) for variable in range(size)]


def _pivot(table: list[list[int]], leave: int, enter: int, shared: int) -> int:
    """One exchange; the new common denominator comes back. The divisions leave nothing over."""
    chosen = table[leave]
    pivot = chosen[enter]
    for at, row in enumerate(table):
        if at != leave:
            factor = row[enter]
            table[at] = [
                (value * pivot - factor * base) // shared for value, base in zip(row, chosen, strict=True)
            ]  # fmt: skip
    return pivot
