"""Points under the standards of one support that are its grades: 1.获得一级资质的，奖励20万元。2.获得二级资质的，奖励10万元…."""

from __future__ import annotations

import re

from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.structure.headings import Topic
from policymatch.parsing.structure.requirements import Clause


def graded_points(text: str, found: list[Draft]) -> list[Draft]:
    """Points under the standards of one support that differ in nothing but a level; each as a grade of the first."""
    kept: list[Draft] = []
    for draft in found:
        last = kept[-1] if kept else None
        if last is not None and draft.node.inherited_topic() is Topic.BENEFIT and _beside_at_a_level(text, last, draft):
            last.grades += [draft.own, *draft.grades]
            last.benefits += draft.benefits
            last.passage += draft.passage
        else:
            kept.append(draft)
    return kept


def _beside_at_a_level(text: str, last: Draft, draft: Draft) -> bool:
    if draft.node.parent is not last.node.parent or draft.node.kind is not last.node.kind or draft.node is last.node:
        return False
    asked = [one.own[0] for one in (last, draft) if len(one.own) == 1 and not one.context]
    spans = [one.span for one in asked if isinstance(one, Clause) and not one.negated]
    said = [span.of(text) for span in spans]
    return len(said) == 2 and said[0] != said[1] and _RANK.sub("", said[0]) == _RANK.sub("", said[1])


_RANK = re.compile("第?[一二三四五六七八九十]类|[一二三四五特甲乙丙]级|[一二三特]等奖?|[A-EⅠⅡⅢ][级类]|[金银铜][奖牌]")
"""Ranks of one thing; at which level of government something was recognised makes it another thing."""


__all__ = ["graded_points"]
