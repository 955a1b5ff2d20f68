"""What reading a clause yields: its node, the ladders that pair with money, and the facts behind them."""

from __future__ import annotations

from policymatch.conditions.nodes import Node
from policymatch.parsing.assembling.describing import derived
from policymatch.parsing.fields.reading import Fact, Reading
from policymatch.parsing.immutable import immutable
from policymatch.parsing.rules import Derived


@immutable
class Ladder:
    """A series of steps that pairs with a series of benefits (达到5000万元、1亿元的, 分别…).

    Args:
        at: the first rung as it stands in the clause's node.
        rungs: one node a step; a range is a group of two tests.
    """

    at: Node
    rungs: tuple[Node, ...]


@immutable
class ClauseReading:
    """What a clause says.

    Args:
        node: None where the clause states no condition.
        ladders: its series.
        facts: what its rules found, each with the view of the clause that it stands in.
    """

    node: Node | None
    ladders: tuple[Ladder, ...] = ()
    facts: tuple[tuple[Reading, Fact], ...] = ()

    @property
    def derivation(self) -> tuple[Derived, ...]:
        """By which rules it was read."""
        return tuple(derived(reading, fact) for reading, fact in self.facts)


__all__ = ["ClauseReading", "Ladder"]
