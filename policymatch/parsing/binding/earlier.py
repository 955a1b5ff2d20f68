"""Supports that build on others by their number: 在享受第一条支持的基础上，…; 获得前款奖励的企业…; 对第三条所列人员."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policymatch.parsing.drafting.borrowing import lenders
from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.drafting.places import placed
from policymatch.parsing.drafting.whowords import WHO
from policymatch.parsing.structure.outline import Kind, Node, ordinal
from policymatch.parsing.structure.requirements import (
    Clause,
    Group,
    Requirement,
    lent,
    read_requirements,
    read_requirements_of,
)
from policymatch.parsing.text.sentences import trimmed
from policymatch.parsing.text.wording import members
from policymatch.spans import Span

_N = r"(?:[一二三四五六七八九十]{1,3}|\d{1,2})"
PLACE = (
    rf"第（?{_N}）?(?:条|款|项|点|类|问|题)(?:第?（?{_N}）?(?:条|款|项|点|类|问|题))*"
    rf"(?:(?:、|和|及|或)第（?{_N}）?(?:条|款|项|点|类|问|题)(?:第?（?{_N}）?(?:款|项|点|类))*)*"
)
_WHERE = rf"(?:本(?:办法|措施|政策|细则|意见|通知|规定|方案|条)(?:中)?的?|上述|以上|前述)?(?:(?P<place>{PLACE})|(?P<before>前[条款项]|上一?[条款项问题]))"
_OF = r"(?:中|内)?(?:所列|所述|所指|所规定|规定|列明|确定)?(?:的)?(?:各项|相关)?(?:支持|奖励|奖补|补[贴助]|资助|扶持|政策|条件|要求|情形|资格|标准|待遇)*"
REFERENCE = re.compile(
    rf"(?:对于?|凡是?)?(?:已经?|同时|曾)*(?:享受|获得|取得|符合|满足|具备|属于)?(?:了|过)?{_WHERE}(?P<of>{_OF})(?P<who>的?(?:[^，。；、的\d]{{0,4}}?(?:{WHO.pattern}))?(?=$|[，。；、]|的|[^，。；、]{{2,}}))?"
)
_GOES_ON = re.compile("$|[，。；、的且并]")
_LISTED = re.compile(
    r"^(?:对于?|凡是?)?(?!已|曾|享受|获得|取得|符合|满足|具备).*(?:所列|所述|所指|列明).*(?:人员|对象|人才|人群|群体)$"
)
"""Those whom another support names (第四条所列人员), whatever else it asks of them."""
_ON_TOP = re.compile(rf"在(?:享受|获得|取得|符合|满足){_WHERE}{_OF}(?:的)?基础(?:之)?上")
_PARTS = re.compile(rf"第（?(?P<n>{_N})）?(?P<unit>[条款项点类问题])")
_POINTS = (Kind.HAN_PAREN, Kind.NUMBER_PAREN, Kind.NUMBER, Kind.CIRCLE, Kind.LETTER, Kind.LABEL)
_SORT = re.compile(r"第(?P<n>[一二三四五六七八九十]{1,3}|\d{1,2})类[^，。；：]{0,8}(?:：|$)")


def add_earlier(text: str, root: Node, drafts: list[Draft]) -> None:
    """What other supports or points of the document ask for, in place of the words that refer to them."""
    for draft in drafts:
        draft.own = [one for asked in draft.own for one in _resolved(text, root, draft, drafts, asked)]
        draft.grades = [
            [one for asked in grade for one in _resolved(text, root, draft, drafts, asked)] for grade in draft.grades
        ]
        draft.context = [
            one
            for asked in draft.context
            for one in (_resolved(text, root, draft, drafts, asked) if isinstance(asked, Group) else (asked,))
        ]
        on_top = next(
            (found for span in draft.passage[:1] if (found := _ON_TOP.search(text, span.start, span.end))), None
        )
        if on_top is not None and (meant := _meant(text, root, draft, drafts, on_top)) is not None:
            draft.context.insert(0, meant)
        if any(_ELSE_ALIKE.search(text, span.start, span.end) for span in draft.passage):
            before = _before("前款", draft, drafts)
            draft.context += [lent(one) for each in before for one in each.own if not _names_deed(text, one)]
        if any(_BY_ITS_RULES.search(text, span.start, span.end) for span in draft.benefits):
            cited = lenders(text, draft, drafts)
            draft.context += [one for one in cited[0].own if not _names_whom(one)] if len(cited) == 1 else []


_ELSE_ALIKE = re.compile(
    r"(?:其[他它]|其余)(?:申[请报]|补[贴助]|奖[励补])?(?:条件|要求)(?:[及和与、][^，。；]{1,10})?(?:同上|同前款?|不变|与(?:上述|以上|前款|上款|前者)[^，。；]{0,8}(?:相同|一致))"
)
"""每间补助2000元，其他条件同上: what the support before asks holds but for what this one sets anew."""
_BY_ITS_RULES = re.compile(
    r"(?:按照?|依照|根据)(?:本[^，。；]{1,6}?)?的?第[^，。；]{1,8}[条项款]的?(?:规定|条件|要求)(?:享受|给予|申[请领])"
)
"""开设托班的，按照第（五）条规定享受运营补助: what that point asks holds as well, whom it is for aside."""


def _names_deed(text: str, one: Requirement) -> bool:
    """Whether a requirement tells what the support before is for (新建民宿), not what is asked beside."""
    return isinstance(one, Clause) and not re.search(r"\d|验收|[未无]|[备登]", one.span.of(text))


def _names_whom(one: Requirement) -> bool:
    return isinstance(one, Clause) and one.subject


def _resolved(text: str, root: Node, draft: Draft, drafts: list[Draft], asked: Requirement) -> tuple[Requirement, ...]:
    if isinstance(asked, Group):
        members = tuple(one for member in asked.members for one in _resolved(text, root, draft, drafts, member))
        return (Group(asked.joiner, members, asked.lead),)
    words = asked.span.of(text)
    if asked.negated or not ("第" in words[:16] or "前" in words[:8] or "上" in words[:8]):
        return (asked,)
    found = REFERENCE.match(text, asked.span.start, asked.span.end)
    if (
        found is not None
        and not found["who"]
        and not found["of"]
        and not _GOES_ON.match(text, found.end(), asked.span.end)
    ):
        return (asked,)
    meant = _meant(text, root, draft, drafts, found) if found is not None else None
    if found is None or meant is None:
        return (asked,)
    rest = trimmed(text, Span(found.end(), asked.span.end), "，。；：、的且并 ")
    return (meant, Clause(rest)) if len(rest) >= 2 else (meant,)


def _meant(text: str, root: Node, draft: Draft, drafts: list[Draft], found: re.Match[str]) -> Requirement | None:
    """What the place asks for: the demands of the supports that stand there, else of its points."""
    if found["before"]:
        earlier = _before(found["before"], draft, drafts)
    else:
        near = _near(draft, drafts) if "条" not in found["place"] else drafts
        earlier = [one for one in placed(text, found["place"], near) if one is not draft]
    if not all(one.anchor.start < draft.anchor.start for one in earlier):
        return None
    listed = found.re is REFERENCE and found["who"] is not None and _LISTED.search(found[0]) is not None
    told = [tuple(one.own[:1] if listed else one.requirements()) for one in earlier]
    if not told and found["place"]:
        told = [read for node in nodes_at(text, root, found["place"]) if (read := _said(text, node))]
    groups = [one[0] if len(one) == 1 else Group("all", one) for one in told if one]
    if not groups or len(groups) < len(told):
        return None
    return groups[0] if len(groups) == 1 else Group("any", tuple(groups))


def _said(text: str, node: Node) -> tuple[Requirement, ...]:
    """What a node asks for; whoever is of one of the sorts or kinds that it lists is meant."""
    if _sort(text, node):
        said = _after_sort(text, node)
        return (Clause(said, subject=True),) if len(said) > 2 else ()
    sorts = [child for child in node.children if _sort(text, child)]
    if sorts:
        return (Group("any", tuple(one for child in sorts for one in _said(text, child))),)
    return read_requirements(text, node, subject=True) if node.children else read_requirements_of(text, node)


def _near(draft: Draft, drafts: Sequence[Draft]) -> list[Draft]:
    """The supports of the same article: 第1款 counts there."""
    home = draft.node.parent if draft.node.parent is not None and draft.node.kind is not Kind.ARTICLE else draft.node
    return [one for one in drafts if home.span.start <= one.anchor.start < home.span.end]


def _before(words: str, draft: Draft, drafts: Sequence[Draft]) -> list[Draft]:
    """The support before (前款), or those of the article before (前条)."""
    earlier = [one for one in drafts if one.anchor.start < draft.anchor.start]
    if not earlier:
        return []
    if "条" not in words:
        return earlier[-1:]
    own = _article(draft)
    others = [one for one in earlier if _article(one) is not own]
    return [one for one in others if _article(one) is _article(others[-1])] if others else []


def _article(draft: Draft) -> Node:
    above = [*draft.node.upwards()]
    return next((node for node in above if node.kind is Kind.ARTICLE), above[-2] if len(above) > 1 else above[0])


def nodes_at(text: str, root: Node, place: str) -> Iterator[Node]:
    """The nodes that a place names: 第三条第（一）项, 第一条第二类; 第二条第（二）项、第（三）项 are two points of one article."""
    articles = [node for node in root.walk() if node.kind is Kind.ARTICLE]
    articles = articles or [node for node in root.walk() if node.kind is Kind.HAN]
    article: list[Node] = [root]
    for words in members(place):
        here = article
        for part in _PARTS.finditer(words):
            number = ordinal(part["n"])
            if part["unit"] == "条":
                here = article = [node for node in articles if node.number == number]
            elif part["unit"] == "类":
                here = [below for node in here for below in node.children if _sort(text, below) == number]
            else:
                here = [
                    below
                    for node in here
                    for below in node.children
                    if below.kind in _POINTS and below.number == number
                ]
        yield from (node for node in here if node is not root)


def _sort(text: str, node: Node) -> int:
    """Which sort a line or a heading tells of: 第二类：具有硕士学位的人员; 0 where it counts none."""
    if _SORT.match(node.label):
        return node.number
    found = _SORT.match(text, node.heading.start if len(node.heading) else node.body.start, node.span.end)
    return ordinal(found["n"]) if found else 0


def _after_sort(text: str, node: Node) -> Span:
    if len(node.heading) and len(node.body):
        return trimmed(text, node.body)
    found = _SORT.match(text, node.body.start, node.body.end)
    return trimmed(text, Span(found.end() if found else node.body.start, node.body.end))


__all__ = ["PLACE", "add_earlier", "nodes_at"]
