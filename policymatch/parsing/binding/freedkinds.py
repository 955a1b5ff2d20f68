"""Applicants whom a sentence frees from points of a list by their numbers: 建有国家重点实验室的，不受第（2）（3）项限制."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policymatch.conditions.nodes import All, Any, Node, leaves
from policymatch.parsing.binding.bynumber import FREE, asking_sentences, points_at
from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.drafting.naming import opening_of
from policymatch.parsing.immutable import immutable
from policymatch.parsing.structure import relations
from policymatch.parsing.structure.outline import Node as Passage
from policymatch.parsing.text.sentences import trimmed, unmarked
from policymatch.spans import Span

_FREED = re.compile(
    rf"(?:对于?|凡|其中，?|但是?，?)?(?P<who>(?!申[请报领]|其中|本|上述)[^。；：]{{2,80}}?)(?:的(?:企业|单位|机构|主体|项目)?)?，?{FREE.pattern}"
)


@immutable
class FreedKind:
    """Who is freed, and the points that do not bind them."""

    who: Span
    points: tuple[Span, ...]


def find_freed_kinds(text: str, root: Passage, drafts: Sequence[Draft]) -> list[FreedKind]:
    """The applicants whom sentences below or among points free from some of these, where they name no support."""
    if not re.search("不受|不适用|不要求|无需|无须|不需|不必|免于", text):
        return []
    return [
        freed
        for node, sentence in asking_sentences(text, root)
        for freed in _freed(text, node, unmarked(text, trimmed(text, sentence)), drafts)
    ]


def _freed(text: str, node: Passage, sentence: Span, drafts: Sequence[Draft]) -> Iterator[FreedKind]:
    match = _FREED.fullmatch(text, sentence.start, sentence.end)
    if match is None or (len(drafts) > 1 and opening_of(text, sentence, list(drafts)) is not None):
        return
    if cited := points_at(node, match["where"])[0]:
        yield FreedKind(Span(*match.span("who")), tuple(one.span for one in cited))


def freeing(node: Node, who: Node, points: Sequence[Span]) -> Node:
    """A condition whose demands of those points bind nobody who is freed from them."""
    if _stands_in(node, points):
        return Any((who, node))
    if not isinstance(node, All):
        return node
    kept: list[Node] = []
    held: list[Node] = []
    for child in node.children:
        if _stands_in(child, points):
            held.append(child)
            continue
        kept += _eased(held, who)
        held = []
        kept.append(freeing(child, who, points))
    return All((*kept, *_eased(held, who)))


def _eased(held: list[Node], who: Node) -> list[Node]:
    joined = relations.group("all", held) if held else None
    return [Any((who, joined))] if joined is not None else []


def _stands_in(node: Node, points: Sequence[Span]) -> bool:
    """Whether all that a condition quotes stands in the points."""
    spans = [leaf.source.span if leaf.source is not None else None for leaf in leaves(node)]
    return bool(spans) and all(span is not None and any(one.contains(span) for one in points) for span in spans)


__all__ = ["FreedKind", "find_freed_kinds", "freeing"]
