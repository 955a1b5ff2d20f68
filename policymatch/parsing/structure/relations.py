"""How the parts of a clause hang together: all, any, at least k, not, unless; lists and their lead-ins."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal

from policymatch.conditions.nodes import All, Any, AtLeast, Judgement, Leaf, Node, Not, Test
from policymatch.parsing.values.numerals import read_number

ONE_OF = re.compile(
    r"之一|任一|任意一|任何一|其中一[项个条]|其一(?!次)|至少(?:符合|满足|具备|达到)?(?:下列|以下|"
    r"上述)?(?:条件)?(?:中的?)?(?:一|1)[项条个种]|(?:一|1)[项条]以上(?:条件)?|一项或多项|"
    r"(?:下列|以下|上述)[^，。；]{0,8}(?:一项|一条|1项|任一)|符合其中(?:一|1)|有(?:下列|以下)(?:情形|行为|情况)之一"
)
SOME_OF = re.compile(
    r"(?:至少|任意|任何|其中|以下|下列|上述|条件中的?|满足|符合|"
    r"具备)[^，。；]{0,10}?(?P<n>[二两三四五六七2-9])(?:项|条|个|种)(?:以上|及以上|（含）以上)?(?:条件|要求|指标)?|"
    r"(?P<m>[二两三四五六七2-9])(?:项|条|个)(?:及|或)?以上(?:条件|的)?"
)
CHOSEN = re.compile(
    r"(?:下列|以下|如下|上述)[一二三四五六七八九十\d]+(?:项|条|个|种)[^，。；：]{0,8}?，?(?:应|须|需)?(?:当)?(?:至少|任意|任选|满足|符合|达到|具备|其中|中)+的?"
    r"(?P<n>[一二两三四五六1-6])(?:项|条|个|种)"
)
"""以下三项指标至少满足两项: how many there are, then how many must hold."""
KINDS_OF = re.compile(
    r"(?:包括|包含|分为|涵盖|有)(?:以下|下列|如下)[^，。；：]{0,6}(?:类型|类别|种类|情形|情况|对象|人员|人才|群体|类)[：]?$"
)
"""The points below are sorts of what stands before: 高层次人才，包括以下类型：."""


_SO_MANY_OR_MORE = re.compile(
    r"(?P<n>[二两三四五2-5])(?:项|条|个|种)(?:或者?|及)(?P=n)(?:项|条|个|种)以上(?:的)?(?:条件|要求|情形|标准|指标|$)"
)
"""同时符合以下两个或两个以上条件: so many are enough."""


_CONDITIONS = re.compile("条件|要求|标准")
_ANY_OF = re.compile("之一|任[一意]|其中一")


def kinds_joiner(lead_in: str) -> Literal["all", "any"]:
    """How a list of kinds or conditions joins: whoever is of one kind is meant, conditions hold together unless one is enough."""
    return "all" if _CONDITIONS.search(lead_in) and not _ANY_OF.search(lead_in) else "any"


def joiner(lead_in: str) -> str | int:
    """How the points of a list join, from the words before it.

    Returns:
        ``"all"``, ``"any"`` (之一), or the number of points that must hold (任意两项).
    """
    text = re.sub(r"\s|除[^，。；]{2,40}外，|第[\d一二三四五六七八九十]+(?:[、和及至—-]\d+)*[项条]", "", lead_in)[-80:]
    if several := _SO_MANY_OR_MORE.search(text):
        return int(read_number(several["n"]) or 2)
    if re.search(
        r"同时(?:具备|符合|满足|达到)[^，。；]{0,10}$|同时(?:具备|符合|满足|达到)(?:以下|下列|如下)", text
    ) and not re.search("之一", text):
        return "all"
    found = CHOSEN.search(text)
    if found and read_number(found["n"]) == 1:
        return "any"
    found = found or (None if re.search(r"[项个条种](?:条件|情形|要求)?之一", text) else SOME_OF.search(text))
    if found:
        number = read_number(found["n"] or found.groupdict().get("m") or "")
        if number:
            return int(number)
    if ONE_OF.search(text) or KINDS_OF.search(text):
        return "any"
    return "all"


def group(kind: str | int, nodes: Sequence[Node]) -> Node | None:
    """Nodes under one joiner, flat: no group in a like group, none of one child; None of nothing.

    A number above the count of nodes asks for all of them.
    """
    kept = list(dict.fromkeys(nodes)) if len(nodes) > 1 else list(nodes)
    if not kept:
        return None
    if len(kept) == 1:
        return kept[0]
    if kind == "any":
        return Any(tuple(_flatten(kept, Any)))
    if isinstance(kind, int) and kind < len(kept):
        return AtLeast(kind, tuple(kept)) if kind > 1 else Any(tuple(kept))
    return All(tuple(_flatten(kept, All)))


def without(node: Node, idle: Callable[[Leaf], bool]) -> Node | None:
    """A condition without its idle leaves; None of nothing. How many must hold, and what must not, stays as it is."""
    if isinstance(node, Test | Judgement):
        return None if idle(node) else node
    if not isinstance(node, All | Any):
        return node
    kept = [child for child in (without(child, idle) for child in node.children) if child is not None]
    if len(kept) == len(node.children) and all(map(operator.is_, kept, node.children)):
        return node
    return group("all" if isinstance(node, All) else "any", kept)


def members(node: Node) -> tuple[Node, ...]:
    """What a node demands side by side: the children of an ``All``, else itself."""
    return node.children if isinstance(node, All) else (node,)


def _flatten(nodes: Sequence[Node], kind: type[All] | type[Any]) -> list[Node]:
    flat: list[Node] = []
    for node in nodes:
        flat += node.children if isinstance(node, kind) else (node,)
    return flat


def negate(node: Node) -> Node:
    """The node turned round; a list or truth value turns in itself, anything else under 非."""
    if isinstance(node, Not):
        return node.child
    if isinstance(node, Test) and str(node.op) in OPPOSITE:
        from policymatch.conditions.nodes import Op

        return replace(node, op=Op(OPPOSITE[str(node.op)]))
    if isinstance(node, Test) and node.value is True:
        return replace(node, value=False)
    return Not(node)


OPPOSITE = {
    "in": "not_in", "not_in": "in", "has_any": "has_none", "has_none": "has_any", ">=": "<", "<": ">=", ">": "<=", "<=": ">",
}  # fmt: skip


def merge_lists(nodes: Sequence[Node]) -> list[Node]:
    """Alternatives of one field with the same operator become one list (A企业、B企业)."""
    merged: list[Node] = []
    for node in nodes:
        last = merged[-1] if merged else None
        if mergeable(last, node):
            assert isinstance(last, Test)
            assert isinstance(node, Test)
            merged[-1] = _merged(last, node)
        else:
            merged.append(node)
    return merged


def mergeable(left: Node | None, right: Node) -> bool:
    """Whether two tests are lists of one field that may become one."""
    return (
        isinstance(left, Test) and isinstance(right, Test) and left.field == right.field and left.op == right.op
        and str(left.op) in ("in", "has_any") and left.period == right.period
    )  # fmt: skip


def _merged(left: Test, right: Test) -> Test:

    assert isinstance(left.value, tuple)
    assert isinstance(right.value, tuple)
    source = left.source
    if source is not None and source.span is not None and right.source is not None and right.source.span is not None:
        both = source.span.cover(right.source.span)
        source = replace(source, span=both) if len(both) <= LONGEST_ROW else source
    return replace(left, value=tuple(dict.fromkeys([*left.value, *right.value])), source=source)


LONGEST_ROW = 60
"""Characters up to which a list made of two is quoted whole; its quote is cut from the text where the text is known."""
