"""The period that the words before a list tell for all of it: 近三年内有下列行为之一的：（一）偷税；（二）…."""

from __future__ import annotations

import re
from dataclasses import replace

from policymatch.conditions import All, Any, Node, Test
from policymatch.parsing.values.calendar import read_periods
from policymatch.quantities import Period
from policymatch.spans import Span

_EVENTS = frozenset(
    {"safety_accident", "quality_accident", "environmental_violation", "major_violation", "tax_arrears", "wage_arrears"}
)
"""What happens on a day; to be on a list is a state."""
_BEFORE_A_LIST = re.compile(
    "(?:内|来|期间|以来)?，?(?:曾|均|都|不得|不)?(?:有|存在|发生|出现)(?:过)?(?:下列|以下|如下|下述)"
)


def in_period(text: str, lead: Span, node: Node) -> Node:
    """The condition, its events in the period that the lead-in tells; they keep what they say themselves."""
    words = lead.of(text)
    told = next((one.value.period for one in read_periods(words) if _BEFORE_A_LIST.match(words, one.end)), None)
    return _dated(node, told) if told is not None else node


def _dated(node: Node, period: Period) -> Node:
    if isinstance(node, Test):
        return replace(node, period=period) if node.field in _EVENTS and node.period is None else node
    if isinstance(node, All | Any):
        return replace(node, children=tuple(_dated(child, period) for child in node.children))
    return node


__all__ = ["in_period"]
