"""Demands that a bracket lifts from supports named by number, or asks of these alone: 已竣工投产（方向四除外）."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from policymatch.conditions import All, Any, Node
from policymatch.conditions.nodes import Judgement, Test
from policymatch.parsing.drafting.addressed import WHERE, placed
from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.structure import relations
from policymatch.spans import Span

_OF = r"(?:的|类|中的?)?(?:项目|企业|单位|申[请报](?:人|单位|企业))?"
_BRACKET = re.compile(
    rf"（(?:除|申[请报])?(?P<but>{WHERE}){_OF}(?:的?除?外|以外|无需(?:满足|符合|具备)?|不(?:作|做|受)此?[^（），；]{{0,4}}(?:要求|限制?)|不适用)）"
    rf"|（(?:[仅只]?(?:限于?|适用于|针对|面向)|申[请报])(?P<only>{WHERE}){_OF}(?:的?(?:须|需|应)(?:满足|符合|具备))?）"
)


@dataclass(frozen=True, slots=True)
class Spared:
    """A phrase, and the supports for which it demands nothing."""

    said: Span
    free: frozenset[int]


def find_spared(text: str, drafts: Sequence[Draft]) -> list[Spared]:
    """The phrases behind which a bracket names some of the supports."""
    found = []
    for match in _BRACKET.finditer(text):
        named = {id(draft) for draft in placed(text, match["but"] or match["only"], drafts)}
        others = {id(draft) for draft in drafts} - named
        if named and others:
            start = max(text.rfind(sign, 0, match.start()) for sign in "，。；：\n") + 1
            found.append(Spared(Span(start, match.end()), frozenset(named if match["but"] else others)))
    return found


def without_spared(node: Node, draft: Draft, spared: Sequence[Spared]) -> Node | None:
    """A condition without what is asked of other supports only."""
    phrases = [one.said for one in spared if id(draft) in one.free]
    return _without(node, phrases) if phrases else node


def _without(node: Node, phrases: Sequence[Span]) -> Node | None:
    if isinstance(node, Test | Judgement):
        where = node.source.span if node.source is not None else None
        return None if where is not None and any(said.contains(where) for said in phrases) else node
    if isinstance(node, All | Any):
        kept = [child for child in (_without(child, phrases) for child in node.children) if child is not None]
        if not kept:
            return None
        return (
            node
            if len(kept) == len(node.children)
            else relations.group("all" if isinstance(node, All) else "any", kept)
        )
    return node


__all__ = ["Spared", "find_spared", "without_spared"]
