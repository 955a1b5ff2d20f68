"""For which items a passage outside them speaks: those of the smallest section around it that has any."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.structure.outline import Node
from policymatch.spans import Span


class Scopes:
    """The sections of a document with the items that each holds.

    A list of cards states times and papers card by card: what stands in one card binds none of the others.
    """

    def __init__(self, root: Node, drafts: Iterable[Draft]) -> None:
        self._root = root
        self._holding: dict[Node, set[Draft]] = {}
        for draft in drafts:
            # The node of a table's row stands in no outline: its section is the one around its words.
            for node in (*draft.node.upwards(), *_around(root, draft.anchor)):
                self._holding.setdefault(node, set()).add(draft)

    def binds(self, span: Span, draft: Draft) -> bool:
        """Whether a passage speaks for an item too."""
        around = list(_around(self._root, span))
        holding = next((held for node in reversed(around) if (held := self._holding.get(node))), None)
        return holding is None or draft in holding


def _around(node: Node, span: Span) -> Iterator[Node]:
    """The nodes that contain a passage, outermost first."""
    yield node
    at = bisect_right(node.children, span.start, key=lambda child: child.span.start) - 1
    if at >= 0 and node.children[at].span.contains(span):
        yield from _around(node.children[at], span)
