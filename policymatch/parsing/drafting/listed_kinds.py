"""Whom an article lists before it grants: 支持以下三类企业：一是甲；二是乙。每家给予10万元; 支持对象包括：（一）甲；（二）乙。给予…."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.drafting.phrase import MONEY
from policymatch.parsing.drafting.whowords import WHO_LAST
from policymatch.parsing.structure.headings import Topic
from policymatch.parsing.structure.outline import Kind, Node
from policymatch.parsing.structure.points import led_lists
from policymatch.parsing.structure.relations import kinds_joiner
from policymatch.parsing.structure.requirements import Clause, Group, Requirement
from policymatch.parsing.text.sentences import trimmed
from policymatch.parsing.text.stretches import Stretches
from policymatch.spans import Span

_ANNOUNCES = re.compile(r"以下|下列|如下|包括|分为|对象|主体|范围|之一")
_GIVES = re.compile("[给予][予以与]|奖[励补]|补[贴助]|资助|贴息")


def add_listed_kinds(text: str, root: Node, drafts: list[Draft]) -> None:
    """Give the supports behind a list of kinds or demands what it lists, where they took nothing of it."""
    taken = Stretches((span, draft) for draft in drafts for span in _taken(draft))
    for node in root.walk():
        for lead, points, home in _lists(text, node):
            said = [_own(text, point) for point in points]
            if any(one is None or MONEY_GIVEN.search(one.of(text)) for one in said) or not _is_lead(text, lead):
                continue
            spans = [one for one in said if one is not None]
            behind = [one for one in drafts if spans[-1].end <= one.anchor.start < home.end]
            if not behind or any(taken.touch(span) for span in spans):
                continue
            members: tuple[Requirement, ...] = tuple(
                Clause(span, subject=WHO_LAST.search(span.of(text)) is not None) for span in spans
            )
            group = Group(kinds_joiner(lead.of(text)), members, lead)
            for draft in behind:
                draft.context.insert(0, group)


MONEY_GIVEN = re.compile(rf"(?:[给予][予以与]|奖[励补]|补[贴助]|资助)[^，。；]{{0,12}}?(?:{MONEY.pattern})")


def _lists(text: str, node: Node) -> Iterator[tuple[Span, list[Node], Span]]:
    """The lists among a node's children: the words that announce one, its points, where its supports may stand."""
    if node.kind is Kind.LABEL and node.topic in (Topic.SUBJECT, Topic.ELIGIBILITY) and node.parent is not None:
        points = [child for child in node.children if child.kind is not Kind.TEXT]
        if len(points) > 1 and not len(node.body):
            yield node.heading, points, node.parent.span
        return
    if node.kind is Kind.ROOT:
        return
    yield from ((lead, points, node.span) for lead, points in led_lists(text, node, node.body) if len(points) > 1)


_SHUTS_OUT = re.compile("不[予得再纳列享属适能包]|除外|否决|取消|禁止|优先")


def _is_lead(text: str, lead: Span) -> bool:
    words = lead.of(text).strip()
    return (
        bool(_ANNOUNCES.search(words))
        and not _SHUTS_OUT.search(words)
        and not _GIVES.search(words[-12:].replace("补贴对象", "").replace("奖励对象", "").replace("补助对象", ""))
    )


def _own(text: str, point: Node) -> Span | None:
    """What a point says itself; None where it has points of its own."""
    if any(child.kind is not Kind.TEXT for child in point.children):
        return None
    start = point.heading.start if len(point.heading) else point.body.start
    span = trimmed(text, Span(start, point.body.end))
    return span if len(span) > 1 else None


def _taken(draft: Draft) -> Iterator[Span]:
    """What a support has taken already."""
    yield from (clause.span for clause in draft.told())
    yield from draft.passage


__all__ = ["add_listed_kinds"]
