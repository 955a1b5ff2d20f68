"""Sections whose headings do not tell what they hold: chapters on who may claim and what is given, a line with its points.

申请条件及支持额度; 申报单位应符合以下条件：1.…2.…, straight below the title of a notice.
"""

from __future__ import annotations

import re
from dataclasses import replace

from policymatch.parsing.drafting.amongst import money_in
from policymatch.parsing.drafting.phrase import MONEY
from policymatch.parsing.drafting.segments import read_segments
from policymatch.parsing.structure.headings import Topic
from policymatch.parsing.structure.nodes import POINTS
from policymatch.parsing.structure.outline import Kind, Node
from policymatch.parsing.text.sentences import sentences
from policymatch.spans import Span


def settle_mixed(text: str, root: Node) -> None:
    """Change the topic of chapters whose headings tell less, or more, than they hold."""
    for node in root.walk():
        mixed = node.topic is Topic.ELIGIBILITY and node.children
        if mixed and (_DEFINES.match(node.heading.of(text)) or _grants_behind(text, node)):
            node.topic = None
        elif mixed and (_MIXED.search(node.heading.of(text)) or _holds_money(text, node)):
            node.topic = None if is_measure(text, node, least=1) else node.topic
        elif node.topic is Topic.BENEFIT and _MIXED.search(node.heading.of(text)) and _asks_first(text, node):
            node.topic = Topic.ELIGIBILITY


def is_measure(text: str, node: Node, *, least: int = 2) -> bool:
    """Whether a section called 支持范围 or the like holds grants rather than conditions; ``least`` of them."""
    grants = 0
    for child in node.walk():
        if not _MAY_COUNT.search(text, child.body.start, child.body.end):
            continue
        for segment in read_segments(text, child.body):
            words = segment.benefit.of(text)
            grants += bool(MONEY.search(words)) or bool(_CLAIM.search(words))
    return grants >= least


_CLAIM = re.compile(r"可以?(?:申请|享受|获得|优先)(?!条件)|一[事企]一[议策]")
_MAY_COUNT = re.compile("[元万亿%‰可]|分之|一[事企]一")
"""Without one of these a stretch states neither money nor a claim, and its phrases need not be read."""


_DEFINES = re.compile(
    r"(?:本|该)[^，。；]{2,8}(?:中|内)?所[称指述][^，。；：]{2,16}?(?:是指|指|包括|应|须)[^。；]{0,30}：$"
)
"""A heading that opens what a word means: 本办法所称总部企业应同时符合以下条件：."""


def _grants_behind(text: str, node: Node) -> bool:
    """Whether an article lists in its own words what it asks for and then grants: 企业应具备以下条件：甲；乙。按…给予…."""
    lines = [child for child in node.children if child.kind is Kind.TEXT]
    if len(lines) < len(node.children) or not len(node.body) or not node.heading.of(text).rstrip().endswith("："):
        return False
    return any(MONEY.search(one.benefit.of(text)) for line in lines for one in read_segments(text, line.body))


_MIXED = re.compile(r"条件.{0,6}(?:标准|方式|额度|金额|比例)：?$|(?:标准|方式|额度).{0,6}条件：?$")
"""A chapter of conditions and of money (资助条件和标准), whose supports have both."""


def _asks_first(text: str, node: Node) -> bool:
    """Whether a chapter of conditions and of money (申请条件及支持额度) tells conditions, and of money once at most."""
    points = [child for child in node.children if child.kind is not Kind.TEXT]
    giving = [point for point in points if any(any(money_in(text, one)) for one in point.walk())]
    return len(points) > 1 and len(giving) <= 1


def _holds_money(text: str, node: Node) -> bool:
    """Whether a section of demands has a part of its own that says what is given: 申报要求 with 补助标准 below."""
    return any(child.topic is Topic.BENEFIT and MONEY.search(child.span.of(text)) for child in node.children)


_LEAD = re.compile(
    r"(?![^。；：]*(?:不予|不得|优先|材料|程序|[给予][予以与]|补[贴助]\d|之一))[^。；：]*?"
    r"(?:(?:符合|具备|满足)(?:以下|下列|如下)[^，。；：]{0,8}(?:条件|要求)|(?:基本|申[请报]|认定|参[评加]|入库|备案)(?:条件|要求)(?:如下|包括|为)?)：$"
)


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
    return nodes[at + 1 : stop] if kind in POINTS and nodes[at + 1].number == 1 else []


__all__ = ["is_measure", "settle_mixed", "with_conditions"]
