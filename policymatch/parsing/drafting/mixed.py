"""Chapters that tell both whom a support is for and what is given: 资助条件和标准, 申请条件及支持额度."""

from __future__ import annotations

import re

from policymatch.parsing.drafting.amongst import money_in
from policymatch.parsing.drafting.phrase import MONEY
from policymatch.parsing.drafting.segments import read_segments
from policymatch.parsing.structure.headings import Topic
from policymatch.parsing.structure.outline import Kind, Node


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


__all__ = ["is_measure", "settle_mixed"]
