"""The nodes of an outline: what opens each, where its heading, its own words and its points stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from policymatch.parsing.structure.headings import Topic
from policymatch.spans import Span


class Kind(StrEnum):
    """What kind of mark opens a node."""

    ROOT = "root"
    LABEL = "label"
    HEADING = "heading"
    CHAPTER = "chapter"
    SECTION = "section"
    HAN = "han"
    ARTICLE = "article"
    HAN_PAREN = "han_paren"
    PADDED = "padded"
    NUMBER = "number"
    NUMBER_PAREN = "number_paren"
    CIRCLE = "circle"
    LETTER = "letter"
    BULLET = "bullet"
    TEXT = "text"


LINES = frozenset({Kind.TEXT, Kind.LABEL, Kind.HEADING})
"""What stands beside points and is none."""
POINTS = frozenset({Kind.NUMBER, Kind.NUMBER_PAREN, Kind.HAN_PAREN, Kind.CIRCLE})
"""The marks of points below an article or a heading."""


@dataclass(slots=True, eq=False)
class Node:
    """One node of the outline.

    Args:
        kind: what opens it.
        number: its ordinal, 0 where it has none.
        label: its mark as written, such as ``第三条``; a label's own words.
        span: everything, children included.
        heading: where its heading stands; empty where it has none.
        body: its own words, marker and heading left out, children left out.
    """

    kind: Kind
    number: int
    label: str
    span: Span
    heading: Span
    body: Span
    children: list[Node] = field(default_factory=list)
    parent: Node | None = None
    topic: Topic | None = None

    @property
    def opening(self) -> Span:
        """Its heading, or its words where it has none."""
        return self.heading if len(self.heading) else self.body

    def walk(self) -> Iterator[Node]:
        """The node and everything below, in reading order."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            if node.children:
                waiting += reversed(node.children)

    def upwards(self) -> Iterator[Node]:
        """The node and those above it, the nearest first."""
        yield self
        yield from self.ancestors()

    def ancestors(self) -> Iterator[Node]:
        """The nodes above, the nearest first."""
        above = self.parent
        while above is not None:
            yield above
            above = above.parent

    def path(self) -> str:
        """Where it stands: ``第三条/（二）``."""
        return "/".join(reversed([node.label for node in self.upwards() if node.label]))

    def inherited_topic(self) -> Topic | None:
        """Its own topic or that of the nearest node above that has one."""
        node: Node | None = self
        while node is not None and node.topic is None:
            node = node.parent
        return node.topic if node is not None else None


__all__ = ["LINES", "POINTS", "Kind", "Node"]
