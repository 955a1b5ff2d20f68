"""Categories of applicants (申请类别, 人才类型), each with demands of its own: one item a category, the support shared."""

from __future__ import annotations

import re
from dataclasses import replace

from policymatch.parsing.drafting.amongst import without
from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.structure.headings import Topic
from policymatch.parsing.structure.outline import Kind, Node
from policymatch.parsing.structure.requirements import Clause, Requirement, read_requirements, read_requirements_of
from policymatch.parsing.text.sentences import trimmed
from policymatch.spans import Span

_SECTION = re.compile(r"类[别型]|种类|分类")
_TITLE = re.compile(
    r"[^，；：]{2,30}?(?:人才|人员|员工|职工|个人|人|企业|单位|机构|组织|团队|基地|平台|园区|项目|合作社|农场|商户|主体|对象|类)(?:（[^）]{1,16}）)?[。：]?"
)
_DEMANDS = re.compile(
    r"申[请报领]人|申[请报]单位|申报企业|所在(?:企业|单位)|应|须|需|必须|具备|具有|符合|以上|以下|满足"
)


def categories(text: str, node: Node, conditions: list[Node]) -> list[Draft]:
    """An item a category where a document receives several categories of applicants for one support; else none."""
    for condition in conditions:
        for section in condition.walk():
            if not len(section.heading) or not _SECTION.search(section.heading.of(text)):
                continue
            points = [child for child in section.children if child.kind is not Kind.TEXT]
            if _are_categories(text, points):
                shared = [
                    one
                    for other in conditions
                    for one in read_requirements(text, without(other, [section]))
                    if other.kind is not Kind.TEXT
                ]
                benefits = _benefits(node)
                return [_category(text, point, shared, benefits) for point in points]
    return []


def _are_categories(text: str, points: list[Node]) -> bool:
    titled = [point for point in points if len(point.heading) and _TITLE.fullmatch(point.heading.of(text))]
    demanding = [point for point in titled if _DEMANDS.search(point.body.of(text))]
    return len(points) == len(titled) >= 2 and len(demanding) >= 2


def _benefits(node: Node) -> list[Span]:
    """The sections that say what all categories are given."""
    return [
        below.span
        for below in node.walk()
        if below.topic is Topic.BENEFIT and not any(above.topic is Topic.BENEFIT for above in below.ancestors())
    ]


def _category(text: str, point: Node, shared: list[Requirement], benefits: list[Span]) -> Draft:
    stated = replace(point, children=[child for child in point.children if child.kind is not Kind.TEXT])
    own = list(read_requirements_of(text, stated))
    title = trimmed(text, point.heading)
    own = own or [Clause(title, subject=True)]
    draft = Draft(point, point.heading, own=own, context=list(shared), benefits=list(benefits), passage=[point.span])
    draft.title = title.of(text)
    return draft


__all__ = ["categories"]
