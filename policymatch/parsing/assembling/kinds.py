"""Kinds of applicants in a row of which a field holds only some trades: 孵化载体运营机构、科技服务机构和科技型企业 is judged as one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from policymatch.conditions.nodes import All, Any, Judgement, Node, Op, Test, leaves
from policymatch.parsing.structure.applicants import JOINTS, KIND
from policymatch.spans import SourceRef, Span

_LONGEST_ROW = 60
_ROW = re.compile(r"[^。；：\n\d]+")


def judged_as_row(text: str, node: All) -> All:
    """A condition whose rows of kinds are judged whole where a field could tell but the fewest of them by their trade, or one is any firm.

    A firm of another trade may be of one of the kinds that no field knows, so that the trade alone refuses nobody.
    """
    children = tuple(_judged(text, child) for child in node.children)
    return All(children) if any(a is not b for a, b in zip(children, node.children, strict=True)) else node


def _judged(text: str, node: Node) -> Node:
    if not isinstance(node, Any) or not all(isinstance(child, Test | Judgement) for child in node.children):
        return node
    leaves = [child for child in node.children if isinstance(child, Test | Judgement)]
    trades = [leaf for leaf in leaves if isinstance(leaf, Test)]
    fewest = 2 * len(trades) < len(leaves) and all(_is_trade(leaf) for leaf in trades)
    if not trades or not (fewest or (any(_is_any_firm(leaf) for leaf in leaves) and all(map(_is_kind, trades)))):
        return node
    spans = [leaf.source.span for leaf in leaves if leaf.source is not None and leaf.source.span is not None]
    if len(spans) < len(leaves):
        return node
    row = Span(min(span.start for span in spans), max(span.end for span in spans))
    words = row.of(text)
    if len(row) > _LONGEST_ROW or _ROW.fullmatch(words) is None:
        return node
    worth = min((leaf.confidence for leaf in leaves if leaf.confidence is not None), default=None)
    return Judgement(words, SourceRef(words, row), worth)


_ANY_FIRM = re.compile(
    "(?:.*(?:良好|规范|健全|正常|完善|经营|纳税|注册|登记|设立|运营)的)?(?:各类)?(?:企业|公司|市场主体|经营主体)(?:、[^、]{2,8})*"
)


def _is_any_firm(leaf: Test | Judgement) -> bool:
    """Whether a kind in the row is a firm of whatever trade (诚信经营的企业): whoever else is named shuts no firm out."""
    return isinstance(leaf, Judgement) and _ANY_FIRM.fullmatch(leaf.label) is not None


def _is_kind(leaf: Test) -> bool:
    return leaf.field in ("business_domain", "qualification") and leaf.op is Op.HAS_ANY


def _is_trade(leaf: Test) -> bool:
    return leaf.field == "business_domain" and leaf.op is Op.HAS_ANY


_MEMBER = rf"(?!不|但|且|并|其中|应|须|需|包括)[^，。；：、（）的]{{0,18}}?{KIND}(?:（[^（）]{{1,24}}）)?"
_MIXED = re.compile(
    rf"(?:[^。；：]*的(?![^（）]*）))?(?P<row>{_MEMBER}(?:(?:[、，](?:以及|及|和|或)?|以及|及|和|与|或者?){_MEMBER})+(?:等(?:各类|有关|相关)?(?:主体|单位|机构|企业|组织)?)?)"
    r"(?:（[^（）]{2,40}）)?[。；]?"
)
"""Whom a document is for, told as a row: 在本市注册的|剧场、演出团体、文化企业和社会组织."""
_TOLD = frozenset({"business_domain", "industry", "entity_type", "qualification", "size", "ownership"})


def judged_if_mixed(text: str, said: Span, node: Node) -> Node:
    """A row of kinds whose members were read as demands side by side, judged as one: 体育企业、体育社会组织和高校 are a choice."""
    row = _MIXED.fullmatch(text, said.start, said.end) if isinstance(node, All) else None
    if row is None or not isinstance(node, All):
        return node
    inside = [child for child in node.children if _is_within(child, *row.span("row")) and not _is_place(child)]
    spans = [span for child in inside for span in _spans(child)]
    if len(inside) < 2 or not spans or len(row["row"]) > _LONGEST_ROW:
        return node
    at = node.children.index(inside[0])
    kept = [child for child in node.children if child not in inside]
    if (
        all(isinstance(child, Test) and child.field in _TOLD for child in inside)
        and len(inside) == len(JOINTS.findall(row["row"])) + 1
    ):
        choice = Any(tuple(inside))
        return All((*kept[:at], choice, *kept[at:])) if kept else choice
    whole = Span(min(row.start("row"), *(span.start for span in spans)), row.end("row"))
    judged = Judgement(whole.of(text), SourceRef(whole.of(text), whole), 0.6)
    return All((*kept[:at], judged, *kept[at:])) if kept else judged


def _is_place(node: Node) -> bool:
    """Where all of a row are, which its first member says: 本市|企业、高校和科研机构."""
    return isinstance(node, Test) and node.field.endswith("_region")


def _is_within(node: Node, low: int, high: int) -> bool:
    """Whether a condition is of a row, not of what is said before it of all the row (从事体育培训的|企业、社会组织)."""
    spans = list(_spans(node))
    begins = 0 if isinstance(node, Judgement) else low
    return bool(spans) and all(low < span.end and begins <= span.start < high for span in spans)


def _spans(node: Node) -> Iterator[Span]:
    for leaf in leaves(node):
        if leaf.source is not None and leaf.source.span is not None:
            yield leaf.source.span


_BEFORE_IN_ROW = re.compile(r"(?:[^，。；：、的（）\d]{1,8}、)*$")
_LEAD_OF_ROW = re.compile("^(?:对于?|凡是?|支持|鼓励|引导|由)+")
_GOES_ON = re.compile("、|和|及|与|或者?|以及")


def judged_if_open(text: str, said: Span, node: Node) -> Node:
    """Kinds of body in a row with one that no field knows and that acts for all: 机关、企事业单位、产业园区利用自有场地."""
    if not isinstance(node, All):
        return node
    for at, (kind, other) in enumerate(pairwise(node.children)):
        if not (isinstance(kind, Test) and kind.field == "entity_type" and isinstance(other, Judgement)):
            continue
        spans = [*_spans(kind), *_spans(other)]
        between = Span(spans[0].end, spans[-1].start) if len(spans) == 2 else None
        if between is None or len(between) < 1 or not _GOES_ON.fullmatch(between.of(text)):
            continue
        before = _BEFORE_IN_ROW.search(text, said.start, spans[0].start)
        start = before.start() if before else spans[0].start
        lead = _LEAD_OF_ROW.match(text[start : spans[0].start])
        whole = Span(start + (lead.end() if lead else 0), spans[-1].end)
        if len(whole) <= _LONGEST_ROW:
            judged = Judgement(whole.of(text), SourceRef(whole.of(text), whole), 0.6)
            kept = (*node.children[:at], judged, *node.children[at + 2 :])
            return All(kept) if len(kept) > 1 else judged
    return node


__all__ = ["judged_as_row", "judged_if_mixed", "judged_if_open"]
