"""Requirements as the text lays them out: single clauses, and lists with their joiner (之一, 同时, 任意两项)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from policymatch.parsing.seldom import Seldom
from policymatch.parsing.structure.agecases import part_by_age
from policymatch.parsing.structure.besideprocedure import demanded_beside
from policymatch.parsing.structure.deeming import by_cases, deemed, deemed_list, join_easier, of_some, speak_for_several
from policymatch.parsing.structure.exclusions import (
    ASIDE,
    ASKED_BEFORE,
    GOES_ON,
    ONLY_DOES,
    SHUT_OUT,
    all_but,
    excludes,
    inline_exclusions,
    left_out_behind,
    named_behind,
    not_twice,
    shut_out,
    shuts_out,
    trades_named,
)
from policymatch.parsing.structure.explaining import before_meaning, is_explained
from policymatch.parsing.structure.headings import PREFERENCE, Topic
from policymatch.parsing.structure.leads import announced, joiner_among, lead_in
from policymatch.parsing.structure.others import LED, object_defined
from policymatch.parsing.structure.outline import Kind, Node
from policymatch.parsing.structure.points import (
    INCLUDES,
    are_directions,
    are_subjects,
    demanded_by,
    named_alone,
    points_and_lines,
    points_before_lines,
    speak_apart,
)
from policymatch.parsing.structure.sorts import choices, row_of_kinds
from policymatch.parsing.structure.stated import Clause, Group, Requirement, clauses, lent
from policymatch.parsing.structure.tiers import tiers, told_kinds, told_tiers
from policymatch.parsing.text.asides import demanding_runs, demands_nothing
from policymatch.parsing.text.sentences import parts, sentences, trimmed
from policymatch.spans import Span


def read_requirements(
    text: str, node: Node, *, negated: bool = False, subject: bool = False
) -> tuple[Requirement, ...]:
    """The requirements of an eligibility section: its own sentences and its lists."""
    if (cases := shut_out(text, node, list(node.children))) is not None:
        return (cases,)
    negated = negated or (len(node.heading) > 0 and excludes(text, node.heading))
    subject = subject or node.topic is Topic.SUBJECT
    points, after = points_before_lines(text, node.children)
    led = lead_in(text, condition_words(node)) is not None and "之一" in node.body.of(text)
    if subject and not led and (are_subjects(text, points) or are_directions(text, node)):
        told = (_sequence(text, [named_alone(text, child)], negated=negated, subject=True) for child in points)
        members = tuple(Group("all", said) if len(said) > 1 else said[0] for said in told if said)
        lead = _sequence(text, [condition_words(node)], negated=negated, subject=True)
        return (*lead, Group("any", members), *_sequence(text, after, negated=negated, subject=True))
    read = _sequence(text, [condition_words(node), *node.children], negated=negated, subject=subject)
    return tuple(_of_others(text, node, read))


def read_requirements_of(text: str, node: Node) -> tuple[Requirement, ...]:
    """The requirements of one point of an eligibility section, with the list below it."""
    return _sequence(text, [node], negated=False, subject=False)


def read_list(text: str, lead: Node, points: list[Node]) -> tuple[Requirement, ...]:
    """The requirements of a line and of the points beside it that it announces."""
    return _sequence(text, [lead, *points], negated=False, subject=False)


def condition_words(node: Node) -> Node:
    """A node's own words as a node of their own, without its points."""
    return Node(Kind.TEXT, 0, "", node.body, Span(node.body.start, node.body.start), node.body)


def _sequence(
    text: str, nodes: list[Node], *, negated: bool, subject: bool, before: Sequence[Requirement] = ()
) -> tuple[Requirement, ...]:
    """Requirements of nodes side by side, behind those before them; a lead-in takes the list that follows it."""
    found: list[Requirement] = list(before)
    at = 0
    while at < len(nodes):
        node = nodes[at]
        at += 1
        if len(node.heading) and _SORTS.fullmatch(node.heading.of(text)):
            sorts = [_point(text, child, negated=negated) for child in node.children]
            found += [Group("any", tuple(one for one in sorts if one is not None), node.heading)] if any(sorts) else []
            continue
        if node.topic is Topic.SUBJECT and len(node.heading) and node.children:
            found += read_requirements(text, node, negated=negated)
            continue
        if node.topic in (Topic.MATERIALS, Topic.PROCEDURE, Topic.WINDOW, Topic.CONTACT, Topic.BASIS, Topic.ATTACHMENT):
            continue
        lead = lead_in(text, node)
        members = list(node.children)
        if lead is not None and not members:
            while at < len(nodes) and nodes[at].kind is not Kind.TEXT and (nodes[at].number != 1 or not members):
                members.append(nodes[at])
                at += 1
            while at < len(nodes) and nodes[at].kind is Kind.TEXT and _FIRSTLY.match(text, nodes[at].body.start):
                members.append(nodes[at])
                at += 1
            while at < len(nodes) and nodes[at].kind is Kind.TEXT and _alternatives(text, nodes[at].body):
                members.append(nodes[at])
                at += 1
        read = _of_others(text, node, _one(text, node, lead, members, negated=negated, subject=subject))
        if not deemed_list(text, lead, found, read):
            found += of_some(text, lead, found, read)
    return tuple(choices(text, found))


def _of_others(text: str, node: Node, read: Sequence[Requirement]) -> list[Requirement]:
    """What a node demands, as demands on others where its words name them (在孵企业应当具备以下条件：)."""
    start = node.heading.start if len(node.heading) else node.body.start
    led = LED.match(text, start, node.span.end)
    if led is None and len(node.body) and (defined := object_defined(text, node.body)) is not None:
        return [_about(one, defined[0]) for one in read]
    return [_about(one, Span(*led.span("who"))) for one in read] if led else list(read)


def _about(requirement: Requirement, others: Span) -> Requirement:
    if isinstance(requirement, Clause):
        return replace(requirement, others=others)
    return replace(requirement, members=tuple(_about(member, others) for member in requirement.members))


def _one(
    text: str, node: Node, lead: Span | None, members: list[Node], *, negated: bool, subject: bool
) -> list[Requirement]:
    cases = shut_out(text, node, members)
    if cases is not None:
        return [cases]
    if not members:
        return _plain(text, demanded_by(text, node), negated=negated, subject=subject)
    again = next((at for at in range(len(members) - 1) if _opens_list(text, members, at)), None)
    if again == 0 and lead is None:
        own = _plain(text, node.body, negated=negated, subject=subject) if len(node.body) else []
        return list(_sequence(text, members, negated=negated, subject=subject, before=own))
    if again:
        rest = _sequence(text, members[again:], negated=negated, subject=subject)
        return [*_one(text, node, lead, members[:again], negated=negated, subject=subject), *rest]
    if (read := _told_otherwise(text, node, lead, members, negated=negated, subject=subject)) is not None:
        return read
    listed, trailing = points_and_lines(text, members, lead)
    excluded = negated or excludes(text, lead or node.heading)
    inner = tuple(point for member in listed if (point := _point(text, member, negated=excluded)) is not None)
    before: list[Requirement] = []
    if lead is not None:
        before = _plain(text, Span(node.body.start, max(node.body.start, lead.start)), negated=negated, subject=subject)
        before += [] if excluded else announced(text, lead)
    elif len(node.body):
        before = _plain(text, node.body, negated=negated, subject=subject)
    others = [other for member in trailing for other in _alternatives(text, member.body)]
    lines = [member for member in trailing if not _alternatives(text, member.body)]
    after = list(_sequence(text, lines, negated=negated, subject=False))
    if not inner:
        return [*before, *after]
    joiner = joiner_among(text, lead or node.heading, listed, excluded=excluded)
    group = Group(joiner, tuple(choices(text, inner)) if joiner == "all" else inner, lead)
    before, group = _either(text, lead, *_of_the_first(text, listed, before, group))
    if others:
        return [*before, Group("any", (Group("all", (group, *after)), *others))]
    return [*before, group, *after]


def _told_otherwise(
    text: str, node: Node, lead: Span | None, members: list[Node], *, negated: bool, subject: bool
) -> list[Requirement] | None:
    """A list that is none of demands side by side: who comes first, or the tiers of one demand."""
    if _PREFERS.search((lead or node.heading).of(text)):
        return []
    tiered = tiers(text, node.body, members)
    return None if tiered is None else [*_plain(text, tiered[0], negated=negated, subject=subject), tiered[1]]


def _either(text: str, lead: Span | None, before: list[Requirement], group: Group) -> tuple[list[Requirement], Group]:
    """What stands before a list, beside it where the words say 或: 评分达到60分以上或满足下列条件之一：."""
    if lead is None or not before or not _OR_LISTED.search(lead.of(text)):
        return before, group
    return [], Group("any", (Group("all", tuple(before)), group))


def _of_the_first(
    text: str, listed: list[Node], before: list[Requirement], group: Group
) -> tuple[list[Requirement], Group]:
    """Who a list is announced for, with the points before the first that names applicants of its own."""
    if not before or not speak_apart(text, listed) or speak_apart(text, [listed[0], listed[0]]):
        return before, group
    first, *others = group.members
    return [], Group(group.joiner, (Group("all", (*before, first)), *others), group.lead)


_OR_LISTED = re.compile(r"或者?(?:同时)?(?:符合|满足|具备|达到|属于|有)?(?:以下|下列|如下)")
_SORTS = re.compile(r"(?:企业|项目|人才|单位|申[请报]人|主体)?(?:分类|类别|类型|分级)(?:说明)?[：:。]?")


_FIRSTLY = re.compile("[一二三四五六七八九]是")
"""A point told in words, one a line: 一是…；."""


def _opens_list(text: str, members: list[Node], at: int) -> bool:
    """Whether a paragraph among the points of a list announces a list of its own."""
    member = members[at]
    return member.kind is Kind.TEXT and members[at + 1].number == 1 and lead_in(text, member) is not None


_PREFERS = re.compile(
    r"(?:予以|[给予][予以与]|可|可以|将)?优先(?:支持|资助|扶持|考虑|安排|推荐|给予|予以|纳入|享受|认定|评定|遴选)"
)
"""Who comes first is not who may come: 对符合以下条件之一的予以优先资助：."""
_PREFERENCE = re.compile(rf"{PREFERENCE}：")
_ALSO = re.compile(
    r"^(?:此外|另外|同时)?，?(?:对于?)?(?P<who>[^。；]{8,}?)(?:的)?，?(?:也|亦|还|同样)可以?(?:申[请报]|参[加评]|推荐|享受|纳入)"
)


def _alternatives(text: str, span: Span) -> list[Clause]:
    """Who may apply beside those who meet a list: 此外，新设园区承诺三年内达到条件的也可申报."""
    found = []
    for sentence in sentences(text, span):
        also = _ALSO.match(sentence.of(text))
        if also:
            found.append(
                Clause(trimmed(text, Span(sentence.start + also.start("who"), sentence.start + also.end("who"))))
            )
    return found


def _point(text: str, node: Node, *, negated: bool) -> Requirement | None:
    """One point of a list: all that it says holds together."""
    read = _sequence(text, [node], negated=negated, subject=False)
    if len(read) > 1:
        return Group("all", read)
    return read[0] if read else None


_ONLY_ANNOUNCES = Seldom(
    r"(?:(?<![元人%）〕\d件个家岁年月米吨项次名万亿倍])(?<![元人%）〕\d件个家岁年月米吨项次名万亿倍级][及含])以下(?!也?[简统]?称|类?同)|下列|如下|下述)[^。；，]{0,14}(?:条件|要求|情形|情况|标准|之一|资格|规定)?[^。；，]{0,6}$|^(?:申报|申请|支持|基本|认定)?(?:条件|要求|对象|范围)(?:如下|为|是)?$"
)


def _plain(text: str, span: Span, *, negated: bool, subject: bool) -> list[Requirement]:
    """Sentences that state requirements themselves."""
    found: list[Requirement] = []
    for sentence in sentences(text, span):
        if (told := _told_apart(text, sentence, found, negated=negated, subject=subject)) is not None:
            found += told
            continue
        kept = before_meaning(text, trimmed(text, sentence))
        words = kept.of(text)
        like = _LIKEWISE.match(words)
        if like and found:
            found = [_with_likewise(one, Span(kept.start + like.start("who"), kept.end)) for one in found]
            continue
        if (
            len(words) < 2
            or _ONLY_ANNOUNCES.search(words)
            or _PREFERENCE.match(words)
            or (subject and found and INCLUDES.match(words))
        ):
            continue
        if (speakers := speak_for_several(text, kept)) and not negated:
            found += speakers
            continue
        if demands_nothing(words) or by_cases(text, kept):
            found += _demanding(text, kept, negated=negated, subject=subject)
            continue
        if not negated and (apart := _with_shut_out(text, kept, subject=subject)):
            found += apart
            continue
        meant = _MEANT.match(words)
        if meant:
            found.append(Clause(trimmed(text, Span(kept.start + meant.start("said"), kept.end)), subject=True))
            continue
        last = found[-1] if found else None
        if isinstance(last, Clause) and part_by_age(text, (last.span.start, last.span.end), (kept.start, kept.end)):
            found[-1] = replace(last, span=last.span.cover(kept))
            continue
        runs = join_easier(text, found, demanding_runs(text, kept))
        found += [Clause(run, subject=subject, negated=negated) for run in runs]
    return found


def _told_apart(
    text: str, sentence: Span, found: list[Requirement], *, negated: bool, subject: bool
) -> list[Requirement] | None:
    """What a sentence demands that explains a word, or is a list by itself; None where it is neither."""
    if (defined := object_defined(text, sentence)) is not None:
        told = _plain(text, defined[1], negated=negated, subject=subject)
        return [_about(one, defined[0]) for one in told]
    if is_explained(text, sentence, found) or (not negated and deemed(text, sentence, found)):
        return []
    inline = _told_inline(text, sentence, negated=negated, subject=subject)
    return None if inline is None else [inline]


def _told_inline(text: str, sentence: Span, *, negated: bool, subject: bool) -> Group | None:
    """A sentence that is a list by itself: who stays out, a demand by tiers, or kinds of applicants told in full."""
    told = inline_exclusions(text, sentence)
    if told is not None or negated:
        return told
    kinds = row_of_kinds(text, trimmed(text, sentence)) if subject else None
    return kinds or told_tiers(text, sentence) or told_kinds(text, sentence)


_MEANT = re.compile(
    r"^(?:本|该)[^，。；]{2,8}(?:中|内)?(?:所称|所指|所说)的?[^，。；]{2,20}?，?(?:主要)?(?:是指|指的是|指|为|是)(?P<said>[^。]{6,})$"
)
"""Whom the document means by a word, told among its conditions: 本办法所称养老机构，是指…."""


def _with_shut_out(text: str, sentence: Span, *, subject: bool) -> list[Requirement]:
    """Who stays out, with what is said before a bracket that tells it; empty where nobody does."""
    words = sentence.of(text)
    said = [trimmed(text, part) for part in parts(text, sentence)] if "；" in words else []
    if any(SHUT_OUT.fullmatch(text, part.start, part.end) for part in said):
        return [one for part in said for one in _plain(text, part, negated=False, subject=subject)]
    aside = ASIDE.search(words)
    if aside and SHUT_OUT.fullmatch(aside["out"]):
        apart = (sentence.start, sentence.start + aside.start()), tuple(sentence.start + at for at in aside.span("out"))
        return [one for part in apart for one in _plain(text, Span(*part), negated=False, subject=subject)]
    if aside and (also := _ALSO.match(aside["out"])):
        before = _plain(text, Span(sentence.start, sentence.start + aside.start()), negated=False, subject=subject)
        at = sentence.start + aside.start("out")
        return [Group("any", (Group("all", tuple(before)), Clause(Span(at + also.start("who"), at + also.end("who")))))]
    if (tail := left_out_behind(text, sentence)) is not None:
        alone = ONLY_DOES.match(text, tail[1].start) is not None
        told = _plain(text, tail[0], negated=False, subject=subject)
        return [*told, Clause(tail[1], negated=True, verbatim=alone)]
    shut = SHUT_OUT.fullmatch(words)
    if shut is None and (twice := not_twice(text, sentence)) is not None:
        return [*_plain(text, twice[0], negated=False, subject=subject), Clause(twice[1], negated=True)]
    if shut is None:
        return [Clause(kind, negated=True) for kind in named_behind(text, sentence)]
    if (asked := ASKED_BEFORE.match(words)) and SHUT_OUT.fullmatch(words, asked.end()):
        goes_on = GOES_ON.match(words, asked.end())
        on = goes_on if goes_on is not None and SHUT_OUT.fullmatch(words, goes_on.end()) else asked
        apart = (sentence.start, sentence.start + on.end() - 1), (sentence.start + on.end(), sentence.end)
        return [one for part in apart for one in _plain(text, Span(*part), negated=False, subject=subject)]
    low, high = shut.span("who" if shut["who"] else "barred")
    who = Span(sentence.start + low, sentence.start + high)
    if named := trades_named(text, who):
        return [Clause(one, negated=True) for one in named]
    only = all_but(text, who)
    return [Clause(who, negated=True) if only is None else Clause(only, subject=True)]


def _demanding(text: str, sentence: Span, *, negated: bool, subject: bool) -> list[Requirement]:
    """The parts of a sentence that demand something, where another part is procedure."""
    said = [trimmed(text, part) for part in parts(text, sentence)]
    whole = [len(said) > 1 and not demands_nothing(part.of(text)) for part in said]
    beside = [
        [part] if all_of else [] if negated else demanded_beside(text, part)
        for part, all_of in zip(said, whole, strict=True)
    ]
    kept = [one for some in beside for one in some]
    return [one for part in kept for one in _plain(text, part, negated=negated, subject=subject)]


def _with_likewise(requirement: Requirement, who: Span) -> Requirement:
    if isinstance(requirement, Clause):
        return replace(requirement, likewise=who)
    return replace(requirement, members=tuple(_with_likewise(member, who) for member in requirement.members))


_LIKEWISE = re.compile(
    r"^(?:对)?(?:符合[^，。；]{0,8}条件的?，?)?(?P<who>[^，。；]{0,4}(?:注册|登记|设立|落户)[^，。；]{2,30}?)，?(?:可以?)?(?:参照|比照)(?:本[^，。；]{0,6})?(?:执行|享受)$"
)


__all__ = [
    "Clause",
    "Group",
    "Requirement",
    "announced",
    "clauses",
    "condition_words",
    "inline_exclusions",
    "lent",
    "read_list",
    "read_requirements",
    "read_requirements_of",
    "shuts_out",
]
