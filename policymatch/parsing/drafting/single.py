"""A block that tells conditions for one support in a bare figure, or for a recognition: 入驻条件：…, with what it gives told elsewhere."""

from __future__ import annotations

import re

from policymatch.parsing.drafting.amongst import money_in
from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.drafting.recognition import RECOGNISE
from policymatch.parsing.structure.headings import Topic
from policymatch.parsing.structure.outline import Kind, Node


def single_item(text: str, node: Node, conditions: list[Node]) -> list[Draft]:
    """A block with conditions whose money stands in a bare figure, or that grants a recognition."""
    benefits = [child for child in node.children if child.topic is Topic.BENEFIT]
    head = text[: 200 if node.kind is Kind.ROOT else 0] + node.heading.of(text)
    titled = re.search(
        r"认定|申报|申请|奖|补|资助|支持|扶持|券|贷款|基地|示范|试点|入驻|公寓|评选|遴选|征集|培育|推荐|备案|招商|入库|登记(?!机关|注册|证)",
        head,
    )
    if not benefits and not titled:
        return []
    opening = conditions[-1]
    start = node.heading if len(node.heading) else (opening.children[0].span if opening.children else opening.body)
    draft = Draft(node, start, benefits=[child.span for child in benefits])
    if not benefits:
        draft.benefits = [
            money for section in conditions for below in section.walk() for money in money_in(text, below)
        ]
    named = [found["name"] for below in opening.walk() if (found := RECOGNISE.match(below.opening.of(text)))]
    draft.name = named[0] if named else ""
    return [draft]


__all__ = ["single_item"]
