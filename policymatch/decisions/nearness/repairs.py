"""Which leaves would have to turn for a condition no longer to fail: all minimal sets of them, exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce
from itertools import combinations

from policymatch.conditions import All, AtLeast, Node, Not
from policymatch.conditions import Any as AnyOf
from policymatch.decisions.decide import Decision

Turn = tuple[Node, bool]
"""A leaf and the answer that it must get."""
Sets = frozenset[frozenset[Turn]]
NOTHING: Sets = frozenset({frozenset()})
NEVER: Sets = frozenset()
LARGEST = 4
"""More changes than these are no 差一点."""


def repairs(decision: Decision, can_turn: Callable[[Turn], bool], *, wanted: bool = True) -> Sets:
    """The minimal sets of leaves that must turn so that the answer is no longer the opposite of what is wanted.

    What is unknown stays so and stands in nobody's way. Sets that hold another set are left out, and so are those of more
    than four leaves.

    Args:
        decision: the answers as they are.
        can_turn: whether a leaf can lawfully get an answer.
        wanted: the answer wanted.

    Returns:
        The sets; the empty set alone where nothing need turn, none where nothing lawful helps.
    """
    if decision.truth is wanted or decision.truth is None:
        return NOTHING
    node = decision.node
    if isinstance(node, Not):
        return repairs(decision.children[0], can_turn, wanted=not wanted)
    if not decision.children:
        turn = (node, wanted)
        return frozenset({frozenset({turn})}) if can_turn(turn) else NEVER
    parts = [repairs(child, can_turn, wanted=wanted) for child in decision.children]
    needed = _needed(node, len(parts))
    count = needed if wanted else len(parts) - needed + 1
    return minimal(one for chosen in combinations(parts, count) for one in _together(chosen))


def _needed(group: Node, size: int) -> int:
    """How many children must hold for the group to hold."""
    if isinstance(group, AnyOf):
        return 1
    assert isinstance(group, All | AtLeast)
    return group.count if isinstance(group, AtLeast) else size


def _together(parts: Iterable[Sets]) -> Sets:
    def joined(one: Sets, other: Sets) -> Sets:
        return minimal(a | b for a in one for b in other if len(a | b) <= LARGEST)

    return reduce(joined, parts, NOTHING)


def minimal(sets: Iterable[frozenset[Turn]]) -> Sets:
    """Those that hold no other."""
    kept: list[frozenset[Turn]] = []
    for one in sorted(set(sets), key=len):
        if not any(other <= one for other in kept):
            kept.append(one)
    return frozenset(kept)
