"""Supports told among the conditions, where a document tells them nowhere else: 三、项目要求 … 给予不超过投资30%的补贴."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.drafting.phrase import MONEY
from policymatch.parsing.drafting.segments import read_segments
from policymatch.parsing.structure.outline import Kind, Node
from policymatch.parsing.text.sentences import sentences
from policymatch.spans import Span

_GIVES = re.compile(
    r"[给予][予以与]|可以?(?:申[请领]|享受|获得|领取)|(?:一次性|最高|分别|再|按.{2,40})(?:奖励|补[助贴]|资助)"
)
_HELD = re.compile(r"已(?:经)?(?:获得?|享受|得到|领取)|曾(?:经)?(?:获|享)|不再|不予|不得|累计(?:获得|享受)")


def without(node: Node, left_out: list[Node]) -> Node:
    """The section without some of the points below it, and without headings that all their points leave (（二）定量条件)."""
    kept = [(child, without(child, left_out)) for child in node.children if child not in left_out]
    return replace(
        node, children=[left for child, left in kept if left.children or len(left.body) or not child.children]
    )


def _without_grants(text: str, node: Node, granting: list[Node]) -> Node:
    """The section with what its granting points say before they grant: 申报企业为…的企业。| 按…给予配套."""
    kept = []
    for child in node.children:
        if child not in granting:
            kept.append(_without_grants(text, child, granting))
        elif before := _told_before(text, child):
            kept.append(before)
    return replace(node, children=kept)


def _told_before(text: str, point: Node) -> Node | None:
    said = sentences(text, point.body)
    at = next((at for at, sentence in enumerate(said) if any(read_segments(text, sentence))), 0)
    if at or text[point.heading.start : point.heading.end].endswith("。"):
        return replace(point, body=Span(point.body.start, said[at].start if at else point.body.start))
    return None


def amongst(
    text: str, conditions: list[Node], passage: Callable[[str, Node], list[Draft]]
) -> tuple[list[Node], list[Draft]]:
    """The supports that points of the conditions grant, and the conditions without these points.

    Args:
        text: the working text.
        conditions: the eligibility sections of a block that grants nothing beside them.
        passage: reads the supports of one point.
    """
    points = [
        point
        for condition in conditions
        for point in condition.walk()
        if point is not condition and point.kind is not Kind.TEXT and not point.children and any(money_in(text, point))
    ]
    found = [draft for point in points for draft in passage(text, point)]
    if not found:
        return conditions, []
    return [_without_grants(text, condition, points) for condition in conditions], found


def money_in(text: str, node: Node) -> Iterator[Span]:
    """The stretches of a passage that give money, not those that speak of money had before."""
    for segment in read_segments(text, node.body):
        said = segment.benefit.of(text)
        told = text[segment.span.start : segment.benefit.end]
        if MONEY.search(said) and _GIVES.search(said) and not _HELD.search(told):
            yield segment.benefit
