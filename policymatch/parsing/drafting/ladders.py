"""Items of a ladder: …达到5000万元、1亿元、2亿元的，分别奖励10万元、20万元、30万元 is three items, paired by position."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any as Anything

from policymatch.conditions import All, Any, Node, Test
from policymatch.conditions.nodes import AtLeast, Judgement, Not
from policymatch.documents import Item
from policymatch.parsing.assembling.assemble import Reader
from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.structure.requirements import clauses
from policymatch.spans import SourceRef, Span


def split_ladders(item: Item, draft: Draft, reader: Reader) -> list[Item]:
    """One item a rung where money is paired with the rungs; the item itself otherwise.

    What each step beyond the last gets (此后每上一个台阶再奖励…) goes with the last.
    """
    ladders = _ladders(draft, reader, len(item.benefits))
    beyond = 0
    if not ladders and item.benefits and item.benefits[-1].per:
        beyond = 1
        ladders = _ladders(draft, reader, len(item.benefits) - 1)
    if not ladders:
        return _beside(item, draft, reader)
    size = len(ladders[0].rungs)
    paired = replace(item, benefits=item.benefits[: len(item.benefits) - beyond])
    rungs = [_rung(paired, ladders, at, size) for at in range(size)]
    top = replace(rungs[-1], benefits=(*rungs[-1].benefits, *item.benefits[len(item.benefits) - beyond :]))
    return [*rungs[:-1], top]


def _beside(item: Item, draft: Draft, reader: Reader) -> list[Item]:
    """The rungs where only some of the sums are paired: …分别奖励3万元、1.5万元，同时奖励负责人5000元."""
    each = [one for one in item.benefits if one.source is not None and "分别" in one.source.quote]
    if len(each) == len(item.benefits) or not _ladders(draft, reader, len(each)):
        return [item]
    shared = [one for one in item.benefits if one not in each]
    rungs = split_ladders(replace(item, benefits=tuple(each)), draft, reader)
    return [replace(rung, benefits=(*rung.benefits, *shared)) for rung in rungs]


def _ladders(draft: Draft, reader: Reader, benefits: int) -> list[Anything]:
    """The ladders among the draft's own clauses whose rungs pair with the benefits; those side by side are of one size.

    投资分别达到5亿元、1亿元且床位分别不少于500张、100张的，分别… climbs on both at once.
    """
    found: list[Anything] = []
    for requirement in draft.requirements():
        for clause in clauses(requirement):
            for ladder in reader.ladders.get(clause.span, ()):
                size = len(ladder.rungs)
                if size > 1 and benefits and benefits % size == 0 and (not found or size == len(found[0].rungs)):
                    found.append(ladder)
    return found


def _rung(item: Item, ladders: list[Anything], at: int, size: int) -> Item:
    rung = ladders[0].rungs[at]
    condition = item.condition
    for ladder in ladders:
        condition = _replaced(condition, ladder.rungs, ladder.rungs[at])
    benefits = item.benefits[at::size]
    name = f"{item.name}（第{at + 1}档）"
    anchor = _opening(item.anchor, rung) if at == 0 else (_source(rung) or item.anchor)
    return replace(item, condition=condition, benefits=benefits, name=name, anchor=anchor)


def _opening(anchor: SourceRef | None, rung: Node) -> SourceRef | None:
    """The anchor of the first rung: up to its own words, so that it does not claim those of the next."""
    own = _source(rung)
    if anchor is None or anchor.span is None or own is None or own.span is None:
        return anchor
    end = own.span.end - 20
    return SourceRef("", Span(anchor.span.start, end)) if end - anchor.span.start >= 10 else anchor


def _source(rung: Node) -> SourceRef | None:
    sources = [leaf.source for leaf in _tests(rung) if leaf.source is not None and leaf.source.span is not None]
    if not sources:
        return None
    spans = [source.span for source in sources if source.span is not None]
    return SourceRef("", Span(min(span.start for span in spans), max(span.end for span in spans) + 20))


def _tests(node: Node) -> Iterator[Test]:
    if isinstance(node, Test):
        yield node
    elif isinstance(node, Not):
        yield from _tests(node.child)
    elif not isinstance(node, Judgement):
        for child in node.children:
            yield from _tests(child)


def _replaced(node: Node, rungs: tuple[Node, ...], rung: Node) -> Node:
    """The condition with one rung in place of the ladder."""
    if isinstance(node, Any | All) and set(rungs) <= set(node.children):
        kept: list[Node] = []
        for child in node.children:
            if child not in rungs:
                kept.append(child)
            elif child == rungs[0]:
                kept += rung.children if isinstance(rung, All) and isinstance(node, All) else [rung]
        if isinstance(node, All):
            return All(tuple(kept))
        return kept[0] if len(kept) == 1 else Any(tuple(kept))
    if node == rungs[0]:
        return rung
    return _replaced_below(node, rungs, rung)


def _replaced_below(node: Node, rungs: tuple[Node, ...], rung: Node) -> Node:
    first = rungs[0]
    if isinstance(node, All) and isinstance(first, All) and set(first.children) <= set(node.children):
        at = node.children.index(first.children[0])  # a rung of two limits stands flattened among its neighbours
        kept = [child for child in node.children if child not in first.children]
        kept[at:at] = rung.children if isinstance(rung, All) else [rung]
        return All(tuple(kept))
    if isinstance(node, Test | Judgement):
        return node
    if isinstance(node, Not):
        return Not(_replaced(node.child, rungs, rung))
    children = tuple(_replaced(child, rungs, rung) for child in node.children)
    if isinstance(node, AtLeast):
        return AtLeast(node.count, children)
    if isinstance(node, All):
        flat: list[Node] = []
        for child in children:
            flat += child.children if isinstance(child, All) else [child]
        return All(tuple(flat))
    return Any(children)
