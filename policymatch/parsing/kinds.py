"""Kinds of applicant told apart by a document: each with conditions of its own for the support that names it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policymatch.parsing.drafts import Draft
from policymatch.parsing.outline import Node
from policymatch.spans import Span

_TITLED = re.compile(
    r"(?P<kind>[^，。；：]{2,16}?)(?:类)?(?:借款人|申[请报领]人|申[请报]单位|申[请报]主体|申[请报]企业|承租人)?(?:的|应|须|需|应当)?(?:同时)?(?:符合|满足|具备)?(?:以下|下列)?(?:申[请报领]|认定|基本|补[贴助]|贷款|扶持|资助|支持)?(?:条件|要求|资格|对象|范围)[：。]?"
)


_COMMON = re.compile(r"不予|不得|情形|情况之一|基本|共同|通用|全部|所有")
_NOUN = re.compile(r"(?:类)?(?:单位|企业|机构|主体|人员|个人|人|者|方)$")


@dataclass(frozen=True, slots=True, eq=False)
class Kinds:
    """One kind of applicant.

    Args:
        group: the section of its conditions.
        name: where its title names it.
        drafts: the supports that name it.
    """

    group: Node
    name: Span
    drafts: list[Draft]


def by_kind(text: str, groups: list[Node], found: list[Draft]) -> list[Kinds] | None:
    """The kinds whose conditions the groups hold (个人借款人申请条件：…小微企业借款人申请条件：…).

    None where the groups are titled otherwise, or no support names any of the kinds.
    """
    groups = [
        group for group in groups if not _COMMON.search((group.heading if len(group.heading) else group.body).of(text))
    ]
    titles = [(group.heading if len(group.heading) else group.body).of(text).strip() for group in groups]
    named = [_TITLED.fullmatch(title) for title in titles]
    words = [match["kind"] for match in named if match is not None]
    if len(words) < 2 or len(words) != len(groups) or len(set(words)) < len(words):
        return None
    told = _told(text, words, found)
    if len(set(filter(None, told))) < 2:
        return None
    starts = [(group.heading if len(group.heading) else group.body).start for group in groups]
    return [
        Kinds(
            group,
            Span(start, start + len(word)),
            [draft for draft, kind in zip(found, told, strict=True) if kind == word],
        )
        for group, word, start in zip(groups, words, starts, strict=True)
    ]


def only_names(text: str, section: Node, kinds: list[Kinds]) -> bool:
    """Whether a section on subjects says no more than which kinds there are (申请对象分为个人和小微企业)."""
    said = section.span.of(text)
    return len(said) <= 80 and all(kind.name.of(text) in said for kind in kinds)


def _told(text: str, words: list[str], found: list[Draft]) -> list[str | None]:
    """The kind that each support names; one that names none goes on with its sentence's."""
    told: list[str | None] = []
    for at, draft in enumerate(found):
        said = "".join(span.of(text) for span in [draft.anchor, *draft.passage, *draft.benefits])
        said += "".join(node.heading.of(text) for node in (draft.node, *draft.node.ancestors()) if node.topic is None)
        named = [word for word in words if word in said] or [word for word in words if _stem(word) in said]
        goes_on = at and not named and found[at - 1].node is draft.node and found[at - 1].sentence == draft.sentence
        told.append(max(named, key=len) if named else told[-1] if goes_on else None)
    return told


def _stem(word: str) -> str:
    """What tells a kind from the others: 应用单位 is told by 应用."""
    stem = _NOUN.sub("", word)
    return stem if len(stem) >= 2 else word


__all__ = ["Kinds", "by_kind", "only_names"]
