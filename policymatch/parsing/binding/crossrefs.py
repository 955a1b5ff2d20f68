"""Conditions by reference: 符合第四条第（一）项的, 符合本办法第五条规定条件的."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policymatch.parsing.structure.nodes import POINTS
from policymatch.parsing.structure.outline import Kind, Node, ordinal
from policymatch.parsing.structure.requirements import Clause, Group, Requirement, read_requirements_of
from policymatch.spans import Span

_NUMERAL = "[一二三四五六七八九十百零]{1,4}|\\d{1,3}"
_REFERENCE = re.compile(
    r"(?:(?:申[请报]|牵头|依托|项目|承担)?(?:单位|企业|机构|主体|人)?(?P<must>(?:应当?|须|需|必须)?(?:持续|继续|仍)+|(?:应当?|须|需|必须))(?:同时)?)?"
    rf"(?:符合|满足|具备|属于|有)(?:本(?:办法|细则|措施|政策|方案|规定|意见|指南)|前述|上述)?(?:第(?P<article>{_NUMERAL})条|前条)?"
    rf"(?P<points>(?:第?（(?:{_NUMERAL})）(?:项)?[、和或及至]?|第(?:{_NUMERAL})项[、和或及]?)+)?(?:项)?(?:所列|规定|情形|条件|要求|的|之)*"
)
_POINT = re.compile(rf"（(?P<a>{_NUMERAL})）|第(?P<b>{_NUMERAL})项")


def resolve(text: str, root: Node, requirement: Requirement) -> tuple[Requirement, ...]:
    """What a requirement refers to, in place of the reference; the requirement itself where it refers to nothing."""
    if isinstance(requirement, Group):
        members = [one for member in requirement.members for one in resolve(text, root, member)]
        return (Group(requirement.joiner, tuple(members), requirement.lead),)
    found = _REFERENCE.match(text, requirement.span.start, requirement.span.end)
    if not found or not found["article"]:
        return (requirement,)
    article = next(
        (node for node in root.walk() if node.kind is Kind.ARTICLE and node.number == _number(found["article"])), None
    )
    meant = list(_meant(text, article, found["points"] or "")) if article is not None else []
    if not meant:
        return (requirement,)
    joiner = "all" if found["must"] and "或" not in found[0] else "any"
    resolved: Requirement = meant[0] if len(meant) == 1 else Group(joiner, tuple(meant))
    rest = Span(found.end(), requirement.span.end)
    lead = re.match(r"[，、且并的]+", rest.of(text))
    rest = Span(rest.start + lead.end(), rest.end) if lead else rest
    return (resolved, Clause(rest)) if len(rest) >= 4 else (resolved,)


def _meant(text: str, article: Node, points: str) -> Iterator[Requirement]:
    """The points of an article that a reference names; all that it demands where it names none."""
    numbers = {_number(match["a"] or match["b"]) for match in _POINT.finditer(points)}
    listed = [child for child in article.children if child.kind in POINTS]
    for child in listed if numbers else [article]:
        if not numbers or child.number in numbers:
            read = read_requirements_of(text, child)
            if read:
                yield read[0] if len(read) == 1 else Group("all", read)


def _number(numeral: str) -> int:
    return int(numeral) if numeral.isdigit() else ordinal(numeral)
