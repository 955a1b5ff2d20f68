"""Directions told one a point, of which a grant elsewhere says that a project must be of one: 符合上述支持方向的项目."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.seldom import Seldom
from policymatch.parsing.structure.outline import Kind, Node
from policymatch.parsing.structure.requirements import Clause, Group
from policymatch.parsing.text.sentences import phrases, sentences, trimmed
from policymatch.spans import Span

_POINTS_BACK = re.compile(
    r"(?:上述|以上|前述|所列|本条|前款|前条)[^，。；：]{0,8}(?:方向|领域|范围|内容|类别|类型|重点|任务)"
)
_COUNTED = r"[两二三四五六七八九十\d]+?(?:个|大|类)(?:支持|重点)?(?:领域|方向|类别|方面|类型)"
_COUNT = Seldom(_COUNTED)
_ROW_COUNTED = re.compile(rf"[^，。；：]{{1,8}}(?:、[^，。；、：]{{1,8}}){{1,8}}(?:等)?{_COUNTED}")
_TITLED = re.compile(
    r"(?:重点|主要)?(?:支持|扶持|资助|奖励|申报|使用)(?:的)?(?:重点)?(?:方向|领域|范围|内容|类别|重点)(?:和重点|及重点)?"
)
_WISH = re.compile(r"(?:大力|积极|重点|优先)?(?:支持|鼓励|推动|引导|促进|推进)(?=[^，。；]{4})")
_LONGEST = 40


def add_directions(text: str, drafts: Sequence[Draft]) -> None:
    """Give each draft that refers to them the directions that the points before it name, one of which is enough."""
    granting = {node for draft in drafts for node in draft.node.upwards()}
    for draft in drafts:
        said = "".join(span.of(text) for span in draft.passage)
        if draft.node.kind is Kind.ROOT or not _refers(said):
            continue
        known = "".join(clause.span.of(text) for clause in draft.told())
        for points in _lists_before(text, draft.node):
            named = [name for point in points if (name := _name(text, point)) is not None]
            free = not any(point in granting for point in points)
            if free and len(named) == len(points) and not any(name.of(text) in known for name in named):
                draft.ask(Group("any", tuple(Clause(name, verbatim=True) for name in named)))
                break


def _refers(said: str) -> bool:
    """Whether a grant speaks of directions told elsewhere: 上述领域; 甲、乙、丙三大领域, whose row is looked for where a count ends one."""
    return bool(_POINTS_BACK.search(said) or (_COUNT.search(said) and _ROW_COUNTED.search(said)))


def add_only_direction(text: str, parts: Sequence[Node], drafts: Sequence[Draft]) -> None:
    """Tell the one support of a guide what its 支持方向 says is supported, where that section grants nothing itself.

    Args:
        text: the working text.
        parts: the sections of the guide.
        drafts: its supports; where there are several, nothing tells whose direction it is.
    """
    if len(drafts) != 1:
        return
    granting = {*drafts[0].node.upwards()}
    known = "".join(clause.span.of(text) for clause in drafts[0].told())
    for part in parts:
        titled = part.topic is None and _TITLED.fullmatch(part.heading.of(text).strip().strip("：。"))
        if not titled or part in granting or any(child.kind is not Kind.TEXT for child in part.children):
            continue
        bodies = [part.body, *(child.body for child in part.children)]
        told = [span for body in bodies for sentence in sentences(text, body) if (span := _promoted(text, sentence))]
        drafts[0].own += [Clause(span, verbatim=True) for span in told if span.of(text) not in known]


_CHOSEN = re.compile(r"(?:择优|每年|原则上|本次|拟)?(?:支持|遴选|立项|评选)[^，。；]{0,8}\d")


def _promoted(text: str, sentence: Span) -> Span | None:
    """What a sentence says is supported (支持企业建设…，开展…), without why and how many; None where it promotes nothing."""
    said = [trimmed(text, phrase) for phrase in phrases(text, sentence)]
    at = next((at for at, phrase in enumerate(said) if _WISH.match(text, phrase.start, phrase.end)), None)
    if at is None or _CHOSEN.match(text, said[at].start):
        return None
    end = next((k for k in range(at + 1, len(said)) if _CHOSEN.match(text, said[k].start)), len(said))
    return said[at].cover(said[end - 1])


def _lists_before(text: str, node: Node) -> Iterator[list[Node]]:
    """The points beside the grant that stand before it, then those of the section on directions before its own."""
    for here in node.upwards():
        if here.parent is None:
            return
        beside = [one for one in here.parent.children if one.span.start < here.span.start]
        points = [one for one in beside if one.kind is here.kind]
        if here is node and len(points) >= 2:
            yield points
        for section in reversed(beside):
            inner = [one for one in section.children if one.kind is not Kind.TEXT]
            if len(inner) >= 2 and _TITLED.search(section.heading.of(text)):
                yield inner
                return


def _name(text: str, point: Node) -> Span | None:
    """What a point promotes: its title, or its first words; None where it names nothing."""
    whole = point.heading if len(point.heading) else next(iter(phrases(text, point.body)), point.body)
    span = trimmed(text, whole)
    wish = _WISH.match(text, span.start, span.end)
    return Span(wish.end(), span.end) if wish and len(span) <= _LONGEST else None


__all__ = ["add_directions", "add_only_direction"]
