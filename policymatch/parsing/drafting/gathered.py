"""Conditions that no heading names: a line 申报单位应符合以下条件： and its points, straight below the title of a notice."""

from __future__ import annotations

import re
from dataclasses import replace

from policymatch.parsing.structure.headings import Topic
from policymatch.parsing.structure.outline import Kind, Node
from policymatch.parsing.text.sentences import sentences
from policymatch.spans import Span

_LEAD = re.compile(
    r"(?![^。；：]*(?:不予|不得|优先|材料|程序|[给予][予以与]|补[贴助]\d|之一))[^。；：]*?"
    r"(?:(?:符合|具备|满足)(?:以下|下列|如下)[^，。；：]{0,8}(?:条件|要求)|(?:基本|申[请报]|认定|参[评加]|入库|备案)(?:条件|要求)(?:如下|包括|为)?)：$"
)
_POINTS = (Kind.NUMBER, Kind.NUMBER_PAREN, Kind.HAN_PAREN, Kind.CIRCLE)


def with_conditions(text: str, root: Node) -> Node:
    """The root with such a line and its points as one section of conditions; itself where its parts have headings."""
    told = {Topic.ELIGIBILITY, Topic.SUBJECT, Topic.BENEFIT}
    if root.kind is not Kind.ROOT or any(child.topic in told for child in root.children):
        return root
    for at, child in enumerate(root.children):
        lead = _lead(text, child)
        points = _points_behind(root.children, at) if lead is not None else []
        if lead is None or len(points) < 2:
            continue
        section = Node(
            Kind.HEADING, 0, lead.of(text), Span(lead.start, points[-1].span.end), Span(lead.start, lead.start), lead,
            points, root, Topic.ELIGIBILITY,
        )  # fmt: skip
        before = Span(child.body.start, lead.start)
        kept = [replace(child, body=before)] if len(before) else []
        return replace(root, children=[*root.children[:at], *kept, section, *root.children[at + 1 + len(points) :]])
    return root


def _lead(text: str, node: Node) -> Span | None:
    """The last sentence of a plain line, where it announces conditions."""
    last = sentences(text, node.body)[-1:] if node.kind is Kind.TEXT else []
    return last[0] if last and _LEAD.match(last[0].of(text).strip()) else None


def _points_behind(nodes: list[Node], at: int) -> list[Node]:
    kind = nodes[at + 1].kind if at + 1 < len(nodes) else Kind.TEXT
    stop = next((k for k in range(at + 1, len(nodes)) if nodes[k].kind is not kind), len(nodes))
    return nodes[at + 1 : stop] if kind in _POINTS and nodes[at + 1].number == 1 else []


__all__ = ["with_conditions"]
