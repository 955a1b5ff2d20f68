"""What turns a fact round within its segment: 不属于房地产业, and who stays out by a bracket (劳务派遣企业除外)."""

from __future__ import annotations

import re

from policymatch.conditions.nodes import Node, Test
from policymatch.parsing.fields.reading import Fact, Reading
from policymatch.parsing.structure import relations

_NOT_OF = re.compile(r"(?:不属于|不是|不得(?:属于|从事|为)|不从事|未从事|不含|不包括)[^，。；、）]{0,4}$")
_SORTS_OF = frozenset({"business_domain", "industry", "entity_type", "size"})


def signed(text: str, start: int, fact: Fact) -> Node:
    """The fact, turned round where it says what the applicant is not: 不属于金融、房地产行业."""
    node = fact.node
    if isinstance(node, Test) and node.field in _SORTS_OF and str(node.op) in ("in", "has_any"):
        return relations.negate(node) if _NOT_OF.search(text, start, fact.start) else node
    return node


_OUTSIDE = re.compile(r"(?:（|，)(?P<who>[^（），]{2,60}?)(?:的)?除外(?=）|，|$)")


def left_out(reading: Reading, start: int, end: int) -> list[tuple[int, int]]:
    """Stretches in brackets that name who stays out: （劳务派遣企业除外）."""
    if reading.text.find("除外", start, end) < 0:
        return []
    return [
        match.span("who")
        for match in _OUTSIDE.finditer(reading.text, start, end)
        if reading.bracket(match.start("who"))
    ]


__all__ = ["left_out", "signed"]
