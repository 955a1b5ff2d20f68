"""Requirements as the text lays them out: single clauses, and lists with their joiner (之一, 同时, 任意两项)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from policymatch.parsing.headings import Topic
from policymatch.parsing.outline import Kind, Node
from policymatch.parsing.sentences import sentences, trimmed
from policymatch.spans import Span

Joiner = str | int
"""``all``, ``any``, or how many of them."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One stretch of conditions, read by the clause reader.

    Args:
        subject: it is a noun phrase that names the applicant (服务对象).
        negated: what it says must not be so (有下列情形的不予支持).
    """

    span: Span
    subject: bool = False
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Requirements held together by a lead-in.

    Args:
        lead: the words before the colon; empty where there are none.
    """

    joiner: Joiner
    members: tuple[Requirement, ...]
    lead: Span | None = None


Requirement = Clause | Group

LEAD = re.compile(
    r"(?:符合|满足|具备|达到|具有|属于|有|为|存在|取得|获得).{0,14}(?:下列|以下|如下|下述|上述)[^。；]{0,24}(?:条件|要求|情形|情况|标准|之一|资格|行为|项|类型|规定)?[^。；，]{0,16}[：。]?$"
    r"|(?:条件|要求|情形|之一|情况|资格|对象|范围|如下|包括|分别为|规定|标准)[^。；，]{0,6}[：]$"
)
_EXCLUDING = re.compile(
    r"(?:不予|不得|不再|不能|取消|不享受|不属于|不支持|不纳入|不列入|不适用|不受理|停止|除外|不(?:可|得)(?:申报|申请|享受)|无权|暂停|禁止)"
)
_EXCLUDED = re.compile(r"(?:有|存在|发生|具有|属于|为)?(?:下列|以下|如下)[^。；：]{0,12}(?:情形|情况|行为|之一|企业|单位|项目|的)")
_PROCEDURAL = re.compile(
    r"^(?:申[请报]人?(?:单位|企业)?(?:应当?|须|需|可|要)?(?:[按向在于通提登]|如实|提前)|(?:由|经)[^，。]{2,20}(?:负责|组织|审核|解释)|具体.{0,12}(?:以|按|由|另行)|详见|按照?.{2,20}(?:执行|办理)|.{2,24}(?:另行制定|负责解释))"
    r"|提交.{0,12}材料|(?:联系|咨询)电话|逾期|视为|工作日内"
)


def clauses(requirement: Requirement) -> Iterator[Clause]:
    """The clauses in reading order."""
    if isinstance(requirement, Clause):
        yield requirement
    else:
        for member in requirement.members:
            yield from clauses(member)


def read_requirements(text: str, node: Node, *, negated: bool = False, subject: bool = False) -> tuple[Requirement, ...]:
    """The requirements of an eligibility section: its own sentences and its lists."""
    return _sequence(text, [_own(node), *node.children], negated=negated, subject=subject or node.topic is Topic.SUBJECT)


def read_requirements_of(text: str, node: Node) -> tuple[Requirement, ...]:
    """The requirements of one point of an eligibility section, with the list below it."""
    return _sequence(text, [node], negated=False, subject=False)


def _own(node: Node) -> Node:
    return Node(Kind.TEXT, 0, "", node.body, Span(node.body.start, node.body.start), node.body)


def _sequence(text: str, nodes: list[Node], *, negated: bool, subject: bool) -> tuple[Requirement, ...]:
    """Requirements of nodes side by side; a lead-in takes the list that follows it."""
    found: list[Requirement] = []
    at = 0
    while at < len(nodes):
        node = nodes[at]
        at += 1
        if node.topic in (Topic.MATERIALS, Topic.PROCEDURE, Topic.WINDOW, Topic.CONTACT, Topic.BASIS, Topic.ATTACHMENT):
            continue
        lead = _lead_in(text, node)
        members = list(node.children)
        if lead is not None and not members:
            while at < len(nodes) and nodes[at].kind is not Kind.TEXT:
                members.append(nodes[at])
                at += 1
        found += _one(text, node, lead, members, negated=negated, subject=subject)
    return tuple(found)


def _one(
    text: str, node: Node, lead: Span | None, members: list[Node], *, negated: bool, subject: bool
) -> list[Requirement]:
    if not members:
        return _plain(text, node.body, negated=negated, subject=subject)
    listed = [member for member in members if member.kind is not Kind.TEXT]
    trailing = [member for member in members if member.kind is Kind.TEXT]
    excluded = negated or _excludes(text, lead or node.heading)
    inner = _sequence(text, listed, negated=excluded, subject=False)
    before: list[Requirement] = []
    if lead is not None:
        before = _plain(text, Span(node.body.start, max(node.body.start, lead.start)), negated=negated, subject=subject)
    elif len(node.body):
        before = _plain(text, node.body, negated=negated, subject=subject)
    after = [kept for member in trailing for kept in _plain(text, member.body, negated=negated, subject=False)]
    if not inner:
        return [*before, *after]
    group = Group(joiner_of(text, lead or node.heading, excluded=excluded), inner, lead)
    return [*before, group, *after]


def _lead_in(text: str, node: Node) -> Span | None:
    """The last sentence of a node's own words where it announces a list."""
    if not len(node.body):
        return node.heading if len(node.heading) and text[node.heading.end - 1] in "：" else None
    last = sentences(text, node.body)
    if last and (LEAD.search(last[-1].of(text).strip()) or last[-1].of(text).strip().endswith("：")):
        return last[-1]
    return None


def _plain(text: str, span: Span, *, negated: bool, subject: bool) -> list[Requirement]:
    """Sentences that state requirements themselves."""
    found: list[Requirement] = []
    for sentence in sentences(text, span):
        kept = trimmed(text, sentence)
        words = kept.of(text)
        if len(words) < 2 or _PROCEDURAL.search(words) or LEAD.search(words + "："):
            continue
        found += [Clause(kept, subject=subject, negated=negated)]
    return found


def _excludes(text: str, lead: Span) -> bool:
    words = lead.of(text)
    return bool(_EXCLUDING.search(words)) and (bool(_EXCLUDED.search(words)) or "情形" in words or "情况" in words)


def joiner_of(text: str, lead: Span, *, excluded: bool = False) -> Joiner:
    """How the points of a list hang together; the points of a list of exclusions must each not hold."""
    if excluded:
        return "all"
    from policymatch.parsing.relations import joiner

    return joiner(lead.of(text))


def shifted(requirement: Requirement, *, negated: bool) -> Requirement:
    """The same requirement, negated or not."""
    if isinstance(requirement, Clause):
        return replace(requirement, negated=negated)
    return replace(requirement, members=tuple(shifted(member, negated=negated) for member in requirement.members))
