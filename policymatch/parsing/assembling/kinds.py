"""Kinds of applicants in a row of which a field holds only some trades: 孵化载体运营机构、科技服务机构和科技型企业 is judged as one."""

from __future__ import annotations

import re

from policymatch.conditions.nodes import All, Any, Judgement, Node, Op, Test
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


__all__ = ["judged_as_row"]
