"""Conditions standing in another section, joined back to the items that they speak of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from policymatch.parsing.drafting.addressed import any_support, sort_named
from policymatch.parsing.drafting.amongst import without
from policymatch.parsing.drafting.bodies import Recipients
from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.drafting.groups import first_line, in_order, is_row_of, lifted, on_everybody
from policymatch.parsing.drafting.kinds import Kind, Kinds, by_kind, labelled, named_by, of_row, only_names
from policymatch.parsing.drafting.naming import COMMON, CORE, matches, targets, titles_of
from policymatch.parsing.drafting.particular import Bound, bindings
from policymatch.parsing.drafting.remarks import ONCE
from policymatch.parsing.drafting.sought import is_the_recognised
from policymatch.parsing.structure import outline
from policymatch.parsing.structure.deeming import for_some
from policymatch.parsing.structure.headings import Topic
from policymatch.parsing.structure.outline import Node
from policymatch.parsing.structure.requirements import (
    Clause,
    Group,
    Requirement,
    condition_words,
    read_requirements,
    read_requirements_of,
)
from policymatch.spans import Span


def share_conditions(text: str, conditions: list[Node], found: list[Draft]) -> list[Draft]:
    """Hand the requirements of eligibility sections to the items they speak of; the others are everybody's."""
    shared: list[Bound] = []
    if any(one.topic is Topic.ELIGIBILITY for one in conditions):
        conditions = [one for one in conditions if not is_the_recognised(text, one)]
    told = [kinds for condition in conditions if (kinds := by_kind(text, _groups(condition), found)) is not None]
    conditions = [one for one in conditions if one.topic is not Topic.SUBJECT or not _only_named(text, one, told)]
    titles = [group.opening.of(text).strip("。： ") for one in conditions for group in _groups(one)]
    conditions = [
        lifted(text, one)
        for one in conditions
        if one.topic is not Topic.SUBJECT or not is_row_of(one.body.of(text) or first_line(text, one), titles)
    ]
    for condition in conditions:
        condition, apart = _particular(text, condition, found)
        shared += [(one, found) for one in apart]
        if described := labelled(text, condition.children):
            _describe(text, condition, described, found)
            continue
        groups = _groups(condition)
        if (kinds := by_kind(text, groups, found)) is not None:
            _hand_out(text, condition, kinds, found)
            continue
        variants = _variants(text, groups, found)
        if variants:
            found, rest = _vary(
                text, found, variants, [group for group in groups if group not in [one for one, _ in variants]]
            )
            shared += [(one, found) for one in rest]
            continue
        shared += _handed_out(text, condition, groups, found)
    for draft in found:
        draft.context[:0] = [
            of_row(text, one, draft) if len(found) > 1 else one for one, bound in shared if draft in bound
        ]
    return found


def _handed_out(text: str, condition: Node, groups: list[Node], found: list[Draft]) -> list[Bound]:
    """Give each group of a section to the items that it names; what is left, with those whom it binds."""
    whom = Recipients(text, found)
    chosen_by = in_order(text, groups, found) or {group: targets(text, group, groups, found) for group in groups}
    kinds = {group: _kinds(text, group, found) for group in [condition, *groups]}
    if len(found) < 2 or not (any(chosen_by.values()) or any(kinds.values())):
        return list(bindings(text, condition.children, list(read_requirements(text, condition)), found, whom))
    shared: list[Bound] = []
    points = [condition] if kinds[condition] else [condition_words(condition), *condition.children]
    for child in points:
        named = kinds.get(child) or []
        for point, drafts in named:
            for draft in drafts:
                _give(text, draft, point, list(read_requirements_of(text, point)))
        if named:
            continue
        read = list(read_requirements_of(text, child))
        chosen = chosen_by.get(child) or []
        if len(chosen) > 1 and (apart := _told_apart(text, child, chosen)):
            for point, draft in apart:
                draft.ask(*read_requirements_of(text, point))
            continue
        for draft in chosen:
            draft.ask(*(one for one in read if not _is_others(text, one, draft, chosen)))
        if not chosen:
            shared += bindings(text, [child], read, found, whom)
    return shared


def _kinds(text: str, group: Node, found: list[Draft]) -> list[tuple[Node, list[Draft]]]:
    """Points that each state who may have one of the items: 资助分为三类：（一）首次认定资助。申请单位应当…."""
    points = [child for child in group.children if child.kind is not outline.Kind.TEXT]
    named = []
    for point in points:
        title = CORE.sub("", point.heading.of(text)) if len(point.heading) and len(point.body) else ""
        drafts = [
            draft
            for draft in found
            if len(title) >= 3 and any(matches(title, known) for known in titles_of(text, draft))
        ]
        named.append((point, drafts))
    told = {draft for _, drafts in named for draft in drafts}
    if len(points) >= 2 and len(told) == len(found) >= 2 and _are_supports(text, points):
        return named  # a point for a support that is no item binds none of those that are
    whole = len(points) >= 2 and all(drafts for _, drafts in named)
    return named if whole and len(told) >= 2 else []


def _told_apart(text: str, group: Node, chosen: list[Draft]) -> list[tuple[Node, Draft]]:
    """The points of a group, each with the one item that names its applicant: 培训机构：… for 培训机构每名学员资助….

    The last of as many points as items may go by a name that its item does not use.
    """
    named_ = [_POINT_FOR.match(text, child.span.start, child.span.end) for child in group.children]
    if len(named_) != len(chosen) or not all(named_):
        return []
    told: list[tuple[Node, Draft]] = []
    left = list(chosen)
    unnamed: list[Node] = []
    for point, found in zip(group.children, named_, strict=True):
        named = [draft for draft in left if found is not None and found["name"] in "".join(draft.words(text))]
        if len(named) == 1:
            told.append((point, named[0]))
            left.remove(named[0])
        else:
            unnamed.append(point)
    return [*told, *zip(unnamed, left, strict=True)] if told and len(unnamed) <= 1 else []


_POINT_FOR = re.compile(r"[\s\d（）()①-⑨.、．一二三四五六七八九十]*(?P<name>[^，。；：]{2,14})：")
_SUPPORT_TITLE = re.compile(
    r"[^，。；：]{3,24}(?:奖励|补[贴助]|资助|扶持|支持|贴息|奖补|认定)(?:项目|资金|事项|政策)?(?:（[^（）]*）)?[：:]?"
)


def _are_supports(text: str, points: list[Node]) -> bool:
    """Whether every point goes by the name of a support and says something under it (首店奖励项目：…)."""
    return all(len(one.body) and _SUPPORT_TITLE.fullmatch(one.heading.of(text).strip("。 ")) for one in points)


def _give(text: str, draft: Draft, point: Node, requirements: list[Requirement]) -> None:
    """The requirements of a point, in place of the mere name by which the passage refers to it."""
    title = point.heading.of(text).strip("。：")
    if _APPLICANT.search(CORE.sub("", title)):
        draft.own = [*draft.own, *requirements]  # 甲企业须满足以下条件：…: the kind is asked for as well
        return
    draft.own = [*requirements, *_unlike(text, draft.own, title)]
    draft.context = _unlike(text, draft.context, title)
    draft.name = draft.name or title


_APPLICANT = re.compile("(?:企业|公司|单位|机构|组织|合作社|团队|个人|人才|人员)$")


def _unlike(text: str, requirements: list[Requirement], title: str) -> list[Requirement]:
    return [one for one in requirements if not (isinstance(one, Clause) and one.span.of(text) in title)]


def _groups(condition: Node) -> list[Node]:
    return [child for child in condition.children if child.kind is not outline.Kind.TEXT and child.children]


def _only_named(text: str, section: Node, told: list[list[Kinds]]) -> bool:
    return any(only_names(text, section, kinds) for kinds in told)


def _hand_out(text: str, condition: Node, kinds: list[Kinds], found: list[Draft]) -> None:
    """Each kind's conditions to the supports for it, any of them to those for all kinds, the rest to everybody."""
    titled = [kind.group for kind in kinds]
    last = kinds[-1].group.children[-1:]
    behind = [line for point in last for line in on_everybody(text, point)]
    read = [list(_apart(read_requirements_of(text, without(kind.group, behind)))) for kind in kinds]
    groups = [Group("all", (Clause(kind.name, subject=True), *asked)) for kind, asked in zip(kinds, read, strict=True)]
    bound = [
        list(bindings(text, kind.group.children, asked, kind.drafts, Recipients(text, kind.drafts)))
        for kind, asked in zip(kinds, read, strict=True)
    ]
    rest = replace(condition, children=[child for child in condition.children if child not in titled])
    shared = [*read_requirements(text, rest), *(one for node in behind for one in read_requirements_of(text, node))]
    for draft in found:
        own = [at for at, kind in enumerate(kinds) if draft in kind.drafts]
        draft.context[:0] = shared
        if len(own) == 1:
            draft.context.append(groups[own[0]].members[0])
            draft.context += [one for one, drafts in bound[own[0]] if draft in drafts]
        else:
            draft.own.append(Group("any", tuple(groups[at] for at in own) or tuple(groups)))


def _apart(requirements: Iterable[Requirement]) -> Iterator[Requirement]:
    """Requirements that all hold, one by one, where no words lead them as a list."""
    for one in requirements:
        if isinstance(one, Group) and one.joiner == "all" and one.lead is None:
            yield from _apart(one.members)
        else:
            yield one


def _describe(text: str, condition: Node, kinds: list[Kind], found: list[Draft]) -> None:
    """Each support may be had by any of the kinds of applicant that it names, of all where it names none."""
    told = [kind.name.start for kind in kinds]
    others = [
        child for child in condition.children if not any(at in range(child.span.start, child.span.end) for at in told)
    ]
    rest = [child for child in others if child.kind is outline.Kind.TEXT]
    shared = list(read_requirements(text, replace(condition, children=rest)))
    also = [Group("all", read_requirements_of(text, child)) for child in others if child.kind is not outline.Kind.TEXT]
    recognised = _RECOGNISED.search(condition.heading.of(text)) is not None
    asked = {kind.name: Group("all", tuple(_asked_of(text, kind, named=not recognised))) for kind in kinds}
    for draft in found:
        named = named_by(text, draft, kinds)
        groups = [asked[kind.name] for kind in named]
        if len(named) == len(kinds):
            groups += also
        if groups:
            draft.context[:0] = [*shared, Group("any", tuple(groups)) if len(groups) > 1 else groups[0]]


_RECOGNISED = re.compile("认定|评定|准入")
"""A section on who counts as what: the name of a kind there says no more than its conditions do."""


def _asked_of(text: str, kind: Kind, *, named: bool) -> Iterator[Requirement]:
    if named:
        yield Clause(kind.name, subject=True)
    told = (
        kind.node
        if kind.node.children
        else replace(kind.node, heading=Span(kind.said.start, kind.said.start), body=kind.said)
    )
    yield from read_requirements_of(text, told)


_LED = re.compile(r"(?P<who>[^，。；：]{3,14}?)(?:还)?(?:应当?|须|需|必须)(?:同时)?(?:符合|具备|满足)")


def _is_others(text: str, requirement: Requirement, draft: Draft, chosen: list[Draft]) -> bool:
    """Whether the words before a list name who another of the drafts is for: 研发创新中心应当符合下列条件：…."""
    if isinstance(requirement, Group):
        led = _LED.match(requirement.lead.of(text)) if requirement.lead is not None else None
        who = led["who"] if led else ""
    else:
        who = requirement.span.of(text) if requirement.subject and len(requirement.span) <= 14 else ""
    if not who or who in "".join(draft.words(text)):
        return False
    return any(who in "".join(other.words(text)) for other in chosen)


_PARTICULAR = re.compile(
    r"(?P<who>(?:申请|申报)(?P<what>[^，。；]{2,12}?)的[^，。；]{2,12}?)(?:还)?(?:应当?|须|需)(?:符合|具备|满足)[^，。；]{0,12}"
)


def _particular(text: str, condition: Node, found: list[Draft]) -> tuple[Node, list[Requirement]]:
    """A section without the points for a support that no item names, and those points for who asks for it alone.

    申请团体项目的组织单位应符合下列条件：… asks nothing of the others.
    """
    kept: list[Node] = []
    apart: list[Requirement] = []
    for child in condition.children:
        named = _PARTICULAR.match(text, child.opening.start, child.span.end)
        if named is None or len(found) < 2 or COMMON.search(named[0]) or _is_named(text, named["what"], found):
            kept.append(child)
        else:
            apart += for_some(Span(*named.span("who")), read_requirements_of(text, child))
    return (replace(condition, children=kept) if apart else condition), apart


def _is_named(text: str, what: str, found: list[Draft]) -> bool:
    core = sort_named(what)
    return any_support(what) or any(
        what[:4] in "".join(draft.words(text)) or any(matches(core, title) for title in titles_of(text, draft))
        for draft in found
    )


_VARIANT = re.compile(
    r"^(?P<who>[^，。；：]{2,16}?)(?:在)?(?:申[请报领]|领取|享受|办理|使用)(?P<what>[^，。；：]{2,12}?)(?:时|的)?，?(?:还|均)?(?:应当?|须|需|必须|要)?(?:同时)?(?:符合|满足|具备)"
)


def _variants(text: str, groups: list[Node], found: list[Draft]) -> list[tuple[Node, list[Draft]]]:
    """Groups of conditions for different applicants of the same support: 企业领取创新券时…；团队领取创新券时…."""
    named: list[tuple[Node, list[Draft]]] = []
    for group in groups:
        title = group.opening.of(text)
        variant = _VARIANT.match(title)
        if variant and not re.fullmatch(r"项目|单位|企业|申请人|申报单位", variant["who"]):
            drafts = [draft for draft in found if variant["what"] in "".join(draft.words(text))]
            named += [(group, drafts)] if drafts else []
    return named if len(named) >= 2 else []


def _vary(
    text: str, found: list[Draft], variants: list[tuple[Node, list[Draft]]], others: list[Node]
) -> tuple[list[Draft], list[Requirement]]:
    """One item a kind of applicant; the remaining groups go to the items that no variant covers, if they speak of them."""
    varied = {draft for _, drafts in variants for draft in drafts}
    plain = [draft for draft in found if draft not in varied]
    rest: list[Requirement] = []
    for group in others:
        read = list(read_requirements_of(text, group))
        if len(plain) == 1 and _shared_grams(text, group.span, plain[0]) >= 3:
            plain[0].ask(*read)
        else:
            rest += read
    made = [_variant_of(text, group, drafts[0]) for group, drafts in variants]
    return [*plain, *made], rest


def _variant_of(text: str, group: Node, draft: Draft) -> Draft:
    title = group.opening
    named = _VARIANT.match(title.of(text))
    who = Span(title.start, title.start + (named.end("who") if named else 0))
    own: list[Requirement] = [Clause(who, subject=True), *read_requirements_of(text, group)]
    own += [one for one in draft.own if isinstance(one, Clause) and ONCE.search(one.span.of(text))]
    return Draft(
        group, title, own=own, context=list(draft.context), benefits=list(draft.benefits), passage=[group.span]
    )


def _shared_grams(text: str, span: Span, draft: Draft) -> int:
    """How many runs of six characters a stretch shares with what an item says."""
    words = span.of(text)
    known = "".join(draft.words(text))
    return sum(words[at : at + 6] in known for at in range(0, len(words) - 6, 3))
