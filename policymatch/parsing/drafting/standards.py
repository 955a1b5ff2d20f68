"""Standards told apart from what they are for: 支持方向 with its points, then 支持标准 for one of them and for the others."""

from __future__ import annotations

import re

from policymatch.parsing.drafting.drafts import Draft, take_over
from policymatch.parsing.drafting.lists import CONTENT
from policymatch.parsing.structure.outline import Node

_FOR = re.compile(r"(?:对于?)?(?P<what>[^，。；：]{4,40}?)的?(?:支持|补[贴助]|奖励|资助|扶持)(?:标准|额度|比例)[：，]")
_OTHERS = re.compile(r"其[他它余](?:各类)?(?:项目|方向|内容|情形|企业|单位)?$|上述|以上")
SHARED = 8
"""Characters in a row that name the same thing in both places."""


def with_standards(text: str, found: list[Draft]) -> list[Draft]:
    """The supports with the money that stands in a passage of its own: for the one it names, or for all that state none."""
    kept: list[Draft] = []
    for draft in found:
        what = _named(text, draft.node)
        promised = [other for other in kept if not _states(text, other)]
        same = next((other for other in reversed(promised) if what and _alike(what, _words(text, other))), None)
        listed = (
            [other for other in promised if other.benefits and CONTENT.match(other.benefits[0].of(text))]
            if promised
            else []
        )
        if same is not None and _states(text, draft):
            take_over(same, draft)
        elif len(listed) >= 2 and _states(text, draft) and not draft.own and (not what or _OTHERS.search(what)):
            for other in listed:
                other.benefits = list(draft.benefits)
                other.passage += draft.passage
        else:
            kept.append(draft)
    return kept


def _named(text: str, node: Node) -> str:
    head = node.opening
    found = _FOR.match(text, head.start, max(head.end, node.body.end))
    return found["what"] if found else ""


def _states(text: str, draft: Draft) -> bool:
    return draft.names_sum(text)


def _words(text: str, draft: Draft) -> str:
    return "".join(span.of(text) for span in draft.passage)


def _alike(what: str, words: str) -> bool:
    size = min(SHARED, len(what))
    return any(what[at : at + size] in words for at in range(len(what) - size + 1))


__all__ = ["with_standards"]
