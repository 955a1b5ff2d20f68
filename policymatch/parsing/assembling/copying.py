"""Conditions with their leaves changed; a leaf that many items share is changed once."""

from __future__ import annotations

from collections.abc import Callable
from operator import is_

from policymatch.conditions.nodes import All, Any, AtLeast, Leaf, Node, Not


class Copying:
    """Copies conditions, each leaf as ``change`` gives it; the same leaf gives the same copy.

    Args:
        change: the leaf that stands in place of another; the same leaf where nothing changes.
    """

    def __init__(self, change: Callable[[Leaf], Leaf]) -> None:
        self._change = change
        self._known: dict[int, tuple[Leaf, Leaf]] = {}

    def of(self, node: Node) -> Node:
        """The condition with every leaf changed."""
        if isinstance(node, Leaf):
            return self._leaf(node)
        if isinstance(node, Not):
            return Not(self.of(node.child))
        children = tuple(map(self.of, node.children))
        if all(map(is_, children, node.children)):
            return node
        if isinstance(node, AtLeast):
            return AtLeast(node.count, children)
        return Any(children) if isinstance(node, Any) else All(children)

    def _leaf(self, leaf: Leaf) -> Leaf:
        known = self._known.get(id(leaf))
        if (
            known is None
        ):  # by identity: equal leaves may quote other words; the first is kept so that its id stays its own
            known = self._known[id(leaf)] = (leaf, self._change(leaf))
        return known[1]
