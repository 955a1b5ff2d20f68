"""Cases of a demand that are a support's own: its limit where the case names it, and no kind left out that it is for.

带动就业不少于10人，景观利用项目不少于5人 asks five of 景观利用 and ten of the supports beside it; of those whom a support is
for, a remark leaves out some (2024年前建成的换电站不在此列) by what it says of them, not for being what all of them are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from policymatch.conditions.nodes import All, Any, Judgement, Node, Op, Test
from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.structure import relations
from policymatch.spans import SourceRef

_SORT = re.compile("(?:类|项目|企业|单位|主体|机构|申[请报](?:人|单位|企业|主体)|的)+$")
_SHORTEST = 3
_OUT = "不存在："


def at_its_case(text: str, node: Node, draft: Draft, drafts: Sequence[Draft]) -> Node:
    """A condition of several supports with the limit that a case names a support for, and without it for the others."""
    if isinstance(node, All):
        return All(tuple(at_its_case(text, child, draft, drafts) for child in node.children))
    if not isinstance(node, Any) or len(node.children) != 2:
        return node
    limit, case = node.children
    if not isinstance(case, All) or len(case.children) != 2 or not isinstance(limit, Test):
        return node
    kind, other = case.children
    if not isinstance(kind, Judgement | Test) or kind.source is None or not isinstance(other, Test):
        return node
    name = _SORT.sub("", kind.source.quote)
    if len(name) < _SHORTEST or (limit.field, limit.label) != (other.field, other.label):
        return node
    named = [each for each in drafts if each.goes_by(text, name)]
    if not 0 < len(named) < len(drafts):
        return node
    if draft not in named:
        return limit
    spans = [leaf.source.span for leaf in case.children if isinstance(leaf, Test | Judgement) and leaf.source]
    both = spans[0].cover(spans[1]) if len(spans) == len(case.children) and spans[0] and spans[1] else None
    return other if both is None else replace(other, source=SourceRef(both.of(text), both))


def without_own_kind(whole: All) -> All:
    """The condition without a kind that a remark leaves out and that all applicants are, beside what else it says of these."""
    children = tuple(_without_kind(child, whole) if isinstance(child, Any) else child for child in whole.children)
    return All(children) if children != whole.children else whole


def _without_kind(cases: Any, whole: All) -> Node:
    kept = [case for case in cases.children if not _is_own(case, whole)]
    if not kept or len(kept) == len(cases.children) or not all(_leaves_out(case) for case in kept):
        return cases
    return relations.group("any", kept) or cases


def _leaves_out(case: Node) -> bool:
    """Whether a case says what those are not who are let in: a limit, or what a person has to deny."""
    return isinstance(case, Test) or (isinstance(case, Judgement) and case.label.startswith(_OUT))


def _is_own(case: Node, whole: All) -> bool:
    """Whether a case denies the kind that the condition asks for."""
    if isinstance(case, Test):
        return case.op is Op.HAS_NONE and any(
            isinstance(one, Test) and (one.field, one.op, one.value) == (case.field, Op.HAS_ANY, case.value)
            for one in whole.children
        )
    if not isinstance(case, Judgement) or not case.label.startswith(_OUT):
        return False
    kind = case.label.removeprefix(_OUT)
    return len(kind) > 1 and any(
        isinstance(one, Judgement) and not one.label.startswith(_OUT) and one.label.endswith(kind)
        for one in whole.children
    )
