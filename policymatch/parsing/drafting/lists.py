"""Passages followed by points: conditions of their grant, parts of its money, or grants of their own."""

from __future__ import annotations

import re

from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.drafting.handing import LISTING, hand_down
from policymatch.parsing.drafting.headed import GOALS
from policymatch.parsing.drafting.merging import Merger
from policymatch.parsing.drafting.phrase import MONEY
from policymatch.parsing.drafting.segments import read_segments
from policymatch.parsing.drafting.sumrows import choice_of, is_graded, row_of_point
from policymatch.parsing.drafting.whowords import WHO
from policymatch.parsing.structure.headings import Topic
from policymatch.parsing.structure.leads import LEAD, MUST, joiner_of
from policymatch.parsing.structure.outline import Kind, Node
from policymatch.parsing.structure.requirements import (
    Clause,
    Group,
    Requirement,
    announced,
    clauses,
    condition_words,
    read_list,
    read_requirements,
    read_requirements_of,
    shuts_out,
)
from policymatch.parsing.text.sentences import phrases, sentences, trimmed
from policymatch.spans import Span


def beside_others(node: Node) -> bool:
    """Whether the node is one of several points of one passage."""
    return (
        node.parent is not None
        and node.parent.kind not in (Kind.LABEL, Kind.ROOT)
        and sum(child.kind is node.kind for child in node.parent.children) > 1
    )


CONTENT = re.compile(r"支持(?:的)?(?:内容|方向|范围|环节|费用)(?:主要)?(?:包括|为|是|：)")


def by_content(text: str, node: Node, lists: list[Node]) -> list[Draft]:
    """Points that say what is supported, money told once for all of them (支持内容包括…)."""
    content = _content(text, node)
    if content is None:
        return []
    return [_supported(text, child, _content(text, child) or content) for child in lists or [node]]


def _content(text: str, node: Node) -> Span | None:
    """The first words of a node that list what the money may be spent on."""
    told = (sentence for below in node.walk() for sentence in sentences(text, below.body))
    return next((said for sentence in told if (said := _listed(text, sentence)) is not None), None)


def _listed(text: str, sentence: Span) -> Span | None:
    """A sentence, or the end of one, that lists what the money may be spent on: 鼓励改造停车场，|支持内容包括设备购置."""
    starts = (phrase.start for phrase in phrases(text, sentence) if CONTENT.match(text, phrase.start))
    start = next(starts, None)
    return Span(start, sentence.end) if start is not None else None


_SERVES = re.compile(
    r"优先(?:推荐|支持|安排|配租|保障)|提供[^，。；]{0,30}(?:支撑|便利|保障)|纳入[^，。；]{2,24}范围|绿色通道|办理[^，。；]{0,20}(?:手续|落户)|增容"
    r"|加大[^，。；]{0,10}(?:支持|力度)|简化[^，。；]{2,20}|推荐[^，。；]{2,12}申报|免费(?:为[^，。；]{2,16}?)?(?:提供|开展|组织|参加)|提供[^，。；]{0,8}免费"
)


_INTENDS = re.compile(r"^(?:并|要|将)?(?:积极|不断|逐步|进一步)?(?:探索|研究|推动|优化|完善|健全|加强|加快)")
"""What a department means to do, not what it grants: 探索简化审批流程."""


def _serves(words: str) -> bool:
    return bool(_SERVES.search(words)) and (not _INTENDS.match(words) or "提供" in words)


def service_of(text: str, node: Node) -> list[Draft]:
    """What a point of a card grants in service rather than money (优先推荐…申报, 纳入…支持范围), one draft a grant."""
    bodies = [node.heading, node.body, *(child.body for child in node.children if child.kind is Kind.TEXT)]
    found: list[Draft] = []
    for sentence in [sentence for body in bodies for sentence in sentences(text, body)]:
        said = [kept for phrase in phrases(text, sentence) if len(kept := trimmed(text, phrase)) >= 4]
        served = next((at for at, phrase in enumerate(said) if _serves(phrase.of(text))), None)
        if served is None or (found and not _names_who(text, said[:served])):
            continue
        own: list[Requirement] = [Clause(phrase) for phrase in said[:served]]
        context = _those(text, found, own)
        found.append(
            Draft(node, sentence, context=context, own=own, benefits=[said[served]], passage=[sentence], vague=True)
        )
    return found


def _names_who(text: str, said: list[Span]) -> bool:
    """Whether the words before an offer say who or when: 符合购房条件的，可优先保障."""
    return bool(said) and said[-1].of(text).endswith("的")


def _those(text: str, found: list[Draft], own: list[Requirement]) -> list[Requirement]:
    """A further grant of one point that names nobody is for those of the first."""
    if not found or any(WHO.search(clause.span.of(text)) for one in own for clause in clauses(one)):
        return []
    return list(found[0].own[:1])


def _supported(text: str, node: Node, content: Span) -> Draft:
    start = node.body.start if len(node.body) else node.span.start
    draft = Draft(node, Span(start, node.span.end), benefits=[content])
    heading = trimmed(text, node.heading)
    if GOALS.match(heading.of(text)):
        draft.own.append(Clause(heading))
    bodies = [node.body, *(child.body for child in node.children if child.kind is Kind.TEXT)]
    for sentence in [sentence for body in bodies for sentence in sentences(text, body)]:
        listed = _listed(text, sentence)
        said = Span(sentence.start, listed.start) if listed is not None else sentence
        if len(kept := trimmed(text, said)) > 1:
            draft.own.append(Clause(kept))
            draft.passage.append(sentence)
    return draft


def _conditional(text: str, child: Node) -> list[Draft]:
    """A kind of applicant with conditions of its own beside others whose grants are spelt out."""
    if not child.children or (_announces(text, child) is None and _lead(text, child) is None):
        return []
    own = list(read_requirements(text, child))
    start = child.body if len(child.body) else child.children[0].body
    return [Draft(child, Span(start.start, child.span.end), own=own)] if own else []


def with_list(text: str, node: Node, merger: Merger, lists: list[Node], each: list[list[Draft]]) -> list[Draft]:
    """A passage followed by points: conditions of its grant, parts of its money, or grants of their own."""
    graded = lists[: _leading_rows(text, lists, each)]
    if (rows := rows_below(text, node, merger, graded)) is not None:
        return rows
    if any(each) and node.inherited_topic() is Topic.ELIGIBILITY:
        each = [drafts or _conditional(text, child) for child, drafts in zip(lists, each, strict=True)]
    below = [draft for drafts in each for draft in drafts]
    if merger.drafts and len(lists) > 1 and all(each) and _by_size(text, merger.drafts[-1], below):
        return merger.drafts
    lead = _lead(text, node, lists[0])
    if merger.bare and not below and not merger.drafts:
        return by_content(text, node, lists)
    if lead is not None and merger.drafts and not below:
        below = _quotas(text, lists)
        each = [below]
    announced_list = _announces(text, node)
    if merger.drafts and not below and (said := leave_out(text, node, lists)) is not None:
        merger.drafts[-1].own += [one for one in read_list(text, said, lists) if isinstance(one, Group)]
        return merger.drafts
    if merger.drafts and not below and announced_list is not None:
        members = [one for child in lists for one in read_requirements_of(text, child)]
        if members:
            merger.drafts[-1].ask(Group(joiner_of(text, announced_list), tuple(members), announced_list))
        return merger.drafts
    if lead is not None and merger.drafts and below and all(not draft.own for draft in below):
        last = merger.drafts[-1]
        last.benefits += [span for draft in below for span in draft.benefits]
        last.passage += [child.span for child in lists]
        return merger.drafts
    hand_down(text, node, merger, each, lead)
    return [*merger.drafts, *below]


_SIZE = re.compile(
    r"(?:其中，?|对|(?:获评|认定为|属于|为)(?:的)?)*(?=[^，。；]*(?:型|微|规[上下]|专精特新))(?:[大中小微]型?|规[上下]|“?专精特新”?(?:“?小巨人”?)?|、|和|及|或者?|企业|单位|工业|的)+"
)


def _by_size(text: str, draft: Draft, below: list[Draft]) -> bool:
    """Make points that only tell the shares of firms of each size (小型企业按40%；中型企业按30%) grades of the grant above."""
    if MONEY.search(draft.benefits[0].of(text)) or draft.grades:
        return False
    told = [[clause.span for one in each.own for clause in clauses(one)] for each in below]
    if not all(spans and all(_SIZE.fullmatch(span.of(text)) for span in spans) for spans in told):
        return False
    if not all(each.names_sum(text) and not each.grades for each in below):
        return False
    kinds = [
        one for each, spans in zip(below, told, strict=True) if "专精" not in spans[0].of(text) for one in each.own
    ]
    draft.own += [Group("any", tuple(kinds))] if len(kinds) > 1 else kinds
    draft.benefits = [span for each in below for span in each.benefits] + draft.benefits[1:]
    draft.passage += [span for each in below for span in each.passage]
    draft.vague = False
    return True


_STANDARDS = re.compile(r"(?:奖[励补]?|补[贴助]?|资助|支持|扶持|津贴)[^，。；\d]{0,10}[：。]?$")


def last_rows(text: str, lines: list[Node]) -> list[Node]:
    """The last lines of a passage that are rows of sums, two at least; a line or two may stand behind them."""
    told = [row_of_point(text, line.body) is not None for line in lines]
    end = next((at for at in range(len(told), max(0, len(told) - 3), -1) if told[at - 1]), 0)
    start = next((at for at in range(end, 0, -1) if not told[at - 1]), 0)
    return lines[start:end] if end - start > 1 else []


def _leading_rows(text: str, points: list[Node], each: list[list[Draft]]) -> int:
    """How many points are rows of sums, where those behind them give no sum of their own; all where none is told apart."""
    rows = next((at for at, one in enumerate(points) if row_of_point(text, one.span) is None), len(points))
    rest = [span for drafts in each[rows:] for draft in drafts for span in draft.benefits]
    return rows if rows > 1 and not any(MONEY.search(span.of(text)) for span in rest) else len(points)


def rows_below(text: str, node: Node, merger: Merger, points: list[Node]) -> list[Draft] | None:
    """One support whose points are its grades with their sums (1.博士：每人5万元；2.硕士：…); None where they are none."""
    spans = [Span(one.opening.start, one.body.end) for one in points]
    sorts = [sort for one, span in zip(points, spans, strict=True)
             if not one.children and (sort := row_of_point(text, span)) is not None]  # fmt: skip
    if len(points) < 2 or len(sorts) < len(points) or not is_graded(text, sorts, spans):
        return None
    if not merger.drafts:
        lead = node.heading if len(node.heading) and not len(node.body) else node.body
        if not len(lead) or not _STANDARDS.search(lead.of(text).strip()):
            return None
        merger.drafts.append(
            Draft(node, Span(lead.start, spans[-1].end), passage=[lead], vague=True, context=list(merger.led))
        )
    draft = merger.drafts[-1]
    if not draft.vague:
        return None
    choice = choice_of(text, sorts, told=bool(draft.own or draft.context))
    draft.own += [Group("any", tuple(Clause(sort, subject=True) for sort in choice))] if choice else []
    told = [*spans, *(line.body for line in node.children if is_share_behind(text, line, points))]
    draft.benefits = told
    draft.passage += told
    draft.vague = False
    return merger.drafts


_OF_ABOVE = re.compile(r"按照?(?:上述|以上|前款|前述|该|同等)[^，。；]{0,6}标准的?(?:\d|[一二三四五六七八九]折)")


def is_share_behind(text: str, line: Node, points: list[Node]) -> bool:
    """Whether a line behind points gives another kind a share of what they give: 公建民营机构按上述标准的80%执行."""
    behind = line.kind is Kind.TEXT and bool(points) and points[0].span < line.span
    return behind and _OF_ABOVE.search(text, line.body.start, line.body.end) is not None


def _quotas(text: str, lists: list[Node]) -> list[Draft]:
    """Points that each give an amount or a quota to those who meet a limit: 税收500万元以上的企业，不超过2名."""
    found: list[Draft] = []
    for child in lists:
        merger = Merger(text, child, bare=True)
        merger.add(child.body)
        found += merger.drafts[:1]
    groups = [one for child in lists for one in read_requirements(text, child) if isinstance(one, Group)]
    inner = [each for one in groups for each in [*(announced(text, one.lead) if one.lead else []), one]]
    for draft in found:
        draft.own += inner
    return found if len(found) == len(lists) and all(draft.own for draft in found) else []


_DUTY = re.compile(r"申[请报](?:单位|企业|人|主体|机构)?(?:应当?|须|必须)：$")
_CALLED = re.compile(
    r"(?:具体|基本|相关|有关|申[请报领]|享受|奖[励补]|补[贴助]|资助|支持|扶持|企业|单位|项目|主体|人)*(?:条件|要求)(?:如下|为|是|包括)?：$"
)
"""具体要求：, 申报条件如下：, before points in the grant's own line."""


def leave_out(text: str, node: Node, lists: list[Node]) -> Node | None:
    """What announces the points of a passage as who stays out: its own words, or the line before them; None if nothing."""
    lines = [child for child in node.children if child.kind is Kind.TEXT and child.span < lists[0].span]
    said = lines[-1] if lines else condition_words(node)
    return said if shuts_out(text, said) else None


def grants_money(text: str, node: Node) -> bool:
    """Whether the node's own words grant money before they say who stays out of it."""
    return any(MONEY.search(segment.benefit.of(text)) for segment in read_segments(text, node.body))


def _announces(text: str, node: Node) -> Span | None:
    """The sentence of a passage that announces conditions in the points below it."""
    for body in [node.body, *(child.body for child in node.children if child.kind is Kind.TEXT)]:
        for sentence in (trimmed(text, one, " \n") for one in sentences(text, body)):
            said = sentence.of(text)
            found = LISTING.search(said) or MUST.search(said) or _DUTY.search(said) or _CALLED.match(said)
            if found:
                return Span(sentence.start, min(sentence.end, sentence.start + found.end() + 16))
    return None


def announcing(text: str, node: Node) -> list[Span]:
    """The sentences of a line that ends in a colon; none of another."""
    return sentences(text, node.body) if node.body.of(text).rstrip().endswith("：") else []


def _lead(text: str, node: Node, first: Node | None = None) -> Span | None:
    """The sentence that opens the points of a node: the last of its own words before the first of them."""
    bodies = [child.body for child in node.children if child.kind is Kind.TEXT and first and child.span < first.span]
    last = sentences(text, bodies[-1] if bodies else node.body)
    if not last:
        return None
    words = last[-1].of(text).strip()
    return last[-1] if words.endswith("：") or LEAD.search(words) else None
