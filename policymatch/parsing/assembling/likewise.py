"""Who is elsewhere and treated alike: 注册在示范区的企业. 注册在本市其他区域的企业参照执行: either place will do."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policymatch.conditions import All, Any, Judgement, Leaf, Node, Test

_PLACED = re.compile(r"注册|登记|设立|落户")


def is_place(leaf: Leaf) -> bool:
    """Whether a condition says where somebody is registered."""
    if isinstance(leaf, Test):
        return leaf.field == "registered_region"
    return bool(_PLACED.search(leaf.label))


def with_place(node: Node, place: Test) -> Node:
    """The first place of a node, or the other."""
    if isinstance(node, Test | Judgement):
        return Any((node, place)) if is_place(node) else node
    if isinstance(node, All):
        at = next((at for at, child in enumerate(node.children) if with_place(child, place) is not child), None)
        if at is None:
            return node
        end = at + 1 + (_same_words(node.children[at], node.children[at + 1 : at + 2]))
        here = All(node.children[at:end]) if end > at + 1 else node.children[at]
        beside = Any((here, place)) if end > at + 1 else with_place(here, place)
        return All((*node.children[:at], beside, *node.children[end:]))
    return node


def _same_words(place: Node, following: Sequence[Node]) -> bool:
    """Whether what follows a place judges the same words: a zone, behind the divisions that it lies in."""
    told = [one.source for one in (place, *following) if isinstance(one, Test | Judgement)]
    return len(told) == 2 and told[0] == told[1]


__all__ = ["is_place", "with_place"]
