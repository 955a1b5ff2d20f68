"""Sentences on those of an age and on those who have not reached it: whoever applies is of one, and meets its demand alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from policymatch.conditions.nodes import Node
from policymatch.parsing.structure import relations
from policymatch.parsing.structure.agecases import part_by_age


def parted_by_age(
    text: str, spans: Sequence[tuple[int, int]], read: Callable[[int, int], Node | None]
) -> tuple[int, Node] | None:
    """The ordinal of the first of two such sentences, and the choice that they make; None where none part by age.

    Args:
        text: the clause.
        spans: its sentences.
        read: what a sentence demands, its age included.
    """
    at = next((at for at, pair in enumerate(pairwise(spans)) if part_by_age(text, *pair)), None)
    if at is None:
        return None
    nodes = [node for span in spans[at : at + 2] if (node := read(*span)) is not None]
    choice = relations.group("any", nodes)
    return (at, choice) if choice is not None and len(nodes) > 1 else None


__all__ = ["parted_by_age"]
