"""Recognitions beside supports: points that ask one of these alone (（二）申请贷款贴息的，应…), and who is recognised directly.

已认定为国家级基地的单位，可直接认定，不受上述条件限制.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from policymatch.parsing.drafting.addressed import any_support, sort_named
from policymatch.parsing.drafting.amongst import without
from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.drafting.naming import is_for_all, named_by
from policymatch.parsing.drafting.nursed import taken_up, with_shared
from policymatch.parsing.drafting.recognition import (
    RECOGNISE,
    apart,
    is_recognition,
    recognition_of,
    recognitions,
    with_awards,
)
from policymatch.parsing.drafting.sought import LAST
from policymatch.parsing.drafting.varieties import varieties
from policymatch.parsing.structure.headings import Topic
from policymatch.parsing.structure.outline import Kind, Node, ordinal
from policymatch.parsing.structure.requirements import Clause, Group, Requirement, clauses, read_requirements_of
from policymatch.parsing.text.sentences import end_of
from policymatch.parsing.text.wording import tells
from policymatch.spans import Span

Asked = tuple[Requirement, list[Draft]]

_SEEKING = re.compile(
    r"(?:对于?|凡是?|拟)*(?:申[请报领]|享受)(?!认定|评定|设立|组建|创建|备案|命名)(?P<what>[^，。；：的]{2,14})的"
    r"(?:[^，。；：的]{0,10}(?:单位|企业|机构|主体|项目|个人|人员|人|团队|园区|基地))?(?:，(?!由|向|提[交供]|填|经|除)|(?:还|均|另)*(?:应|须|需|必须|要|不))"
)
_ABOUT = re.compile(
    r"(?!申[请报]|项目|拟|凡|各|本|该)(?P<what>[^，。；：]{4,12}?(?<!企业)(?<!单位)(?<!机构)(?<!主体)(?<!基地)(?<!园区)(?<!平台)(?<!中心))(?:应当?|须|需|必须)(?!急|用|届|求|(?:同时)?(?:符合|满足|具备)(?:以下|下列|如下))"
)
"""原创作品应导向正确: what a support is for."""
_CONFERS = re.compile("认定|评定|评选|备案|命名|设立|创建|组建")
_RECOGNISED = re.compile(rf"(?:{_CONFERS.pattern})$")


def with_title(text: str, node: Node, conditions: list[Node], found: list[Draft]) -> list[Draft]:
    """The titles that a block confers, and the supports that stand apart from them with what is asked for these alone.

    Nothing where nobody is recognised.
    """
    conditions, nursed = taken_up(text, conditions)
    if is_recognition(text, node) and (sorts := varieties(text, conditions, [], recognised=True)):
        return with_awards(text, with_shared(nursed, sorts), found, conditions)
    conditions, asked = _asked_apart(text, conditions, found)
    recognition = recognition_of(text, node, conditions, found)
    if recognition is None or _is_one_of_several(text, node, recognition, found):
        return []
    made = recognitions(text, recognition, conditions)
    rest = apart(text, made, found, conditions, [draft for _, drafts in asked for draft in drafts])
    for one in made if len(made) == 1 else ():
        one.context = or_directly(text, one.context)
    _ask(rest or made, asked)
    return [*with_shared(nursed, made), *rest]


def _is_one_of_several(text: str, node: Node, recognition: Draft, found: list[Draft]) -> bool:
    """Whether a title is sought by one of several supports, which a document tells side by side and not in its own title.

    1.特色基地培育。对首次获评的…；2.服务机构引育。对新设立的…, with 申报特色基地的，还应满足 in one group of the conditions.
    """
    above = recognition.node.parent
    if is_recognition(text, node) or above is None or len(above.children) < 2:
        return False
    leads = [one.opening.of(text) for one in above.children]
    seeking = [lead for lead in leads if RECOGNISE.match(lead)]
    if len(seeking) != 1 or not _FURTHER.search(seeking[0]):
        return False
    names = [recognition.name in draft.node.span.of(text) for draft in found]
    others = [draft for draft, named in zip(found, names, strict=True) if not named and draft.names_sum(text)]
    return any(names) and len({draft.node for draft in others}) > 1


_FURTHER = re.compile("还(?:应|须|需|必须|要)")


def _asked_apart(text: str, conditions: list[Node], found: list[Draft]) -> tuple[list[Node], list[Asked]]:
    """The sections of a recognition without the points that ask for some of the supports, and these with whom they bind."""
    told = [
        (point, drafts)
        for condition in conditions
        if condition.topic is not Topic.SUBJECT
        for point in condition.children
        if (drafts := _sought(text, point, found)) is not None
    ]
    points = [point for point, _ in told]
    asked = [(one, drafts) for point, drafts in told for one in read_requirements_of(text, point)]
    return [without(condition, points) for condition in conditions] if points else conditions, asked


def _sought(text: str, point: Node, found: list[Draft]) -> list[Draft] | None:
    """The supports that a point asks something for; none if it names one in words of its own, None for the recognition."""
    title = point.opening.of(text)
    seeking = _SEEKING.match(title)
    if seeking is None:
        about = _ABOUT.match(title) if point.kind is not Kind.TEXT else None
        meant = _in_parts(text, about["what"], found) if about else []
        return meant if len(meant) == 1 < len(found) else _titled(text, point, found)
    if _RECOGNISED.search(seeking["what"]) or any_support(seeking["what"]) or _is_conferred(text, seeking["what"]):
        return None
    what = sort_named(seeking["what"])
    whole = [draft for draft in found if draft.says(text, what)]
    if whole or LAST.search(what):
        return whole or None
    return _in_parts(text, what, found)


_HEAD = 200
"""Characters of a document that hold its title and what it rests on."""


def _is_conferred(text: str, what: str) -> bool:
    """Whether the document's own title recognises what is sought: 申报示范基地的单位, in 体育产业示范基地认定."""
    return (
        re.search(rf"{re.escape(what)}(?:的)?(?:申报|评审|培育|和|及|与|、)*(?:{_CONFERS.pattern})", text[:_HEAD])
        is not None
    )


def _titled(text: str, point: Node, found: list[Draft]) -> list[Draft] | None:
    """The supports that the title of a list names: 申报能力提升项目，还应满足：."""
    title = point.opening.of(text)
    if not point.children or RECOGNISE.match(title) or is_for_all(title) or _CONFERS.search(title):
        return None
    return named_by(text, title, found) or None


def _in_parts(text: str, what: str, found: list[Draft]) -> list[Draft]:
    """The supports that say the words in whatever order: 能力提升, in 提升服务能力."""
    core = sort_named(what)
    return [draft for draft in found if tells("".join([*draft.words(text), *draft.titles(text)]), core)]


def _ask(drafts: list[Draft], asked: list[Asked]) -> None:
    """Ask what the points say of the supports that stand apart from the recognition."""
    for draft in drafts:
        draft.ask(*(one for one, bound in asked if not bound or draft in bound))


_DIRECTLY = re.compile(
    r"(?P<who>[^。；]{4,60}?)(?:的?(?:企业|单位|机构|主体)|的)?，(?:可以?|均可|经[^，。；]{2,12}后，?)(?:直接|免[审予]?)(?:申[请报])?(?:认定|评定|命名|备案|纳入|确定)[^。；]*[。；]?"
)


def or_directly(text: str, asked: Sequence[Requirement]) -> list[Requirement]:
    """What is asked, or that by which somebody is recognised without it; whom the document is for holds for both."""
    spared = [found for one in clauses(*asked) if (found := _DIRECTLY.fullmatch(text, one.span.start, _end(text, one)))]
    if not spared:
        return list(asked)
    spans = [Span(*one.span()) for one in spared]
    kept = [one for member in asked if (one := _without(member, spans)) is not None]
    whom = [one for one in kept if all(clause.subject for clause in clauses(one))]
    rest = [one for one in kept if one not in whom]
    ways = [Clause(Span(*one.span("who"))) for one in spared]
    named = {ordinal(number) for one in spared for place in _NAMED.findall(one[0]) for number in _NUMBER.findall(place)}
    freed = [one for one in _points(rest) if _number(text, one) in named] if named else rest
    still = [one for one in _points(rest) if one not in freed] if named else []
    if named and not freed:
        return [*whom, *rest]
    return [*whom, *still, Group("any", (*ways, *([Group("all", tuple(freed))] if freed else [])))]


_NAMED = re.compile(
    r"第\s*（?(?:[\d一二三四五六七八九十]{1,3})）?\s*[条项款点](?:[、和及至]|第|（|）|[\d一二三四五六七八九十]|\s|[条项款点])*"
)
_NUMBER = re.compile(r"\d{1,2}|[一二三四五六七八九十]{1,3}")
_MARK = re.compile(r"\s*（?(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})[）.．、]")
"""不受上述第3条、第5条限制: what the other points ask is asked of them too."""


def _points(requirements: Sequence[Requirement]) -> list[Requirement]:
    """The single demands of a list of demands, where all are asked."""
    return [
        member
        for one in requirements
        for member in (_points(one.members) if isinstance(one, Group) and one.joiner == "all" else [one])
    ]


def _number(text: str, requirement: Requirement) -> int | None:
    """The number of the point that a demand opens or stands in."""
    start = next(clauses(requirement)).span.start
    mark = _MARK.match(text, text.rfind("\n", 0, start) + 1)
    return ordinal(mark["number"]) if mark else None


def _end(text: str, clause: Clause) -> int:
    """Where the sentence of a clause ends: the clause may leave out what follows (可直接认定)."""
    return end_of(text, clause.span.end)


def _without(requirement: Requirement, spans: list[Span]) -> Requirement | None:
    if isinstance(requirement, Clause):
        return None if any(span.overlaps(requirement.span) for span in spans) else requirement
    kept = tuple(one for member in requirement.members if (one := _without(member, spans)) is not None)
    return replace(requirement, members=kept) if kept else None


__all__ = ["or_directly", "with_title"]
