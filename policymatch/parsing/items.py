"""Drafts of items: which passage grants what, under which of the requirements around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from policymatch.parsing.grants import AMOUNT
from policymatch.parsing.headings import Topic
from policymatch.parsing.outline import Kind, Node
from policymatch.parsing.requirements import LEAD, Clause, Group, Requirement, joiner_of, read_requirements
from policymatch.parsing.segments import Segment, has_subject, read_segments
from policymatch.parsing.sentences import sentences
from policymatch.spans import Span

SKIPPED = frozenset({Topic.BASIS, Topic.METADATA, Topic.CONTACT, Topic.MATERIALS, Topic.WINDOW, Topic.PROCEDURE,
                     Topic.GENERAL, Topic.STACKING, Topic.ATTACHMENT})  # fmt: skip
STRICT = frozenset({Topic.ORGANISATION})
_MONEY = re.compile(AMOUNT)
_NUMERIC = re.compile(r"\d.{0,12}(?:以[上下内]|美元|含）)|(?:达到?|超过?|不低于|不少于|不超过|突破|满|高于|低于|增长).{0,10}\d|\d[^，]{0,8}[—\-~至]\d")
_LEVELS = re.compile(
    r"国家级?|省级?|自治区级?|市级?|区级?|县级?|国际级?|世界级?|全国|部级|镇级|主板|中小板|创业板|科创板|北交所|新三板|创新层|基础层|境内|境外|上市|挂牌|[一二三四五特]等奖?|[一二三四五]级|[甲乙丙]级|[金银铜]奖|优秀|良好|合格|优胜奖"
    r"|年度|新型?|首次|[A]{1,5}级?|博士|硕士|本科|高级|中级|初级|大专|研究生|[Ⅰ-Ⅴ]类|[一二三]类|Ⅰ|Ⅱ|、|，|的|在|对|等|及|和|或|获得?|认定|为|被|级|企业|单位|“|”"
)
_NON_GRANT = re.compile(r"就高|重复(?:享受|奖励|申报|支持)|不重复|叠加|抵扣|追回|违反|虚假|弄虚作假|迁出|取消.{0,6}资格|兑现.{0,4}流程|不再(?:享受|支持|给予)|另有规定")
_IDLE_CONDITION = re.compile(r"^(?:以?(?:上述|以上|下列|以下|前款|相关).{0,8}|符合(?:相关|规定|上述|以上|本).{0,6}|企业|单位|项目|个人|申请人|补[贴助]标准|奖励标准|资助标准|支持标准|标准为?|具体标准.{0,4})$")


@dataclass(slots=True, eq=False)
class Draft:
    """An item in the making.

    Args:
        node: the passage that grants it.
        anchor: where that begins.
        own: its own requirements.
        context: requirements it takes over from lead-ins and from the grant before it.
        grades: further alternatives of who may claim it, each with conditions of its own.
        benefits: stretches about its money.
        passage: every stretch that speaks of it alone.
    """

    node: Node
    anchor: Span
    own: list[Requirement] = field(default_factory=list)
    context: list[Requirement] = field(default_factory=list)
    grades: list[list[Requirement]] = field(default_factory=list)
    benefits: list[Span] = field(default_factory=list)
    passage: list[Span] = field(default_factory=list)
    materials: list[Span] = field(default_factory=list)
    windows: list[Span] = field(default_factory=list)
    vague: bool = False
    sentence: int = 0

    def requirements(self) -> list[Requirement]:
        """Context first, then its own."""
        own = self.own
        if self.grades:
            own = [Group("any", tuple(Group("all", tuple(grade)) for grade in [self.own, *self.grades] if grade))]
        return [*self.context, *own]


def draft_items(text: str, root: Node) -> list[Draft]:
    """All items of a document, in reading order."""
    found = _collect(text, root)
    if not found:
        for node in root.children:
            if node.topic is Topic.ATTACHMENT:
                found += _collect(text, node)
    return found


def _collect(text: str, node: Node) -> list[Draft]:
    """The items below a node: those of a block with labelled parts, or of its passages one by one."""
    if node.kind is not Kind.ROOT and node.topic in SKIPPED:
        return []
    fields = [child for child in node.children if child.topic in (Topic.ELIGIBILITY, Topic.SUBJECT)]
    conditions = [child for child in fields if not _is_measure(text, child)]
    if conditions:
        return _block(text, node, conditions)
    if node.kind is Kind.ROOT or node.topic is Topic.ATTACHMENT:
        return [draft for child in node.children for draft in _collect(text, child)]
    return _passage(text, node)


def _is_measure(text: str, node: Node) -> bool:
    """Whether a section called 支持范围 or the like holds grants rather than conditions."""
    grants = sum(bool(_MONEY.search(segment.benefit.of(text))) for child in node.walk() for segment in read_segments(text, child.body, vague=False))
    return grants >= 2


def _block(text: str, node: Node, conditions: list[Node]) -> list[Draft]:
    shared = [requirement for child in conditions for requirement in read_requirements(text, child)]
    found = [draft for child in node.children if child not in conditions for draft in _collect(text, child)]
    if not found:
        found = _single(text, node, conditions)
    for draft in found:
        draft.context[:0] = shared
    return found


def _single(text: str, node: Node, conditions: list[Node]) -> list[Draft]:
    """A block with conditions whose money stands in a bare figure, or that grants a recognition."""
    benefits = [child for child in node.children if child.topic is Topic.BENEFIT]
    titled = re.search(r"认定|申报|申请|奖|补|资助|支持|扶持|券|贷款|基地|示范|试点|入驻|公寓|评选|遴选|备案", text[: 200 if node.kind is Kind.ROOT else 0] + node.heading.of(text))
    if not benefits and not titled:
        return []
    opening = conditions[-1]
    start = node.heading if len(node.heading) else (opening.children[0].span if opening.children else opening.body)
    draft = Draft(node, start, benefits=[child.span for child in benefits])
    return [draft]


def _passage(text: str, node: Node) -> list[Draft]:
    """The items of a node and everything below it."""
    merger = _Merger(text)
    strict = node.inherited_topic() in STRICT
    for body in [node.body, *(child.body for child in node.children if child.kind is Kind.TEXT)]:
        merger.add(node, body, strict=strict)
    lists = [child for child in node.children if child.kind is not Kind.TEXT]
    if not lists:
        return merger.drafts
    return _with_list(text, node, merger, lists)


def _with_list(text: str, node: Node, merger: _Merger, lists: list[Node]) -> list[Draft]:
    """A passage followed by points: conditions of its grant, parts of its money, or grants of their own."""
    below = [draft for child in lists for draft in _collect(text, child)]
    lead = _lead(text, node)
    if lead is not None and merger.drafts and not below:
        own = read_requirements(text, node)
        groups = [requirement for requirement in own if isinstance(requirement, Group)]
        merger.drafts[-1].own += groups
        return merger.drafts
    if lead is not None and merger.drafts and all(not draft.own for draft in below):
        last = merger.drafts[-1]
        last.benefits += [span for draft in below for span in draft.benefits]
        last.passage += [child.span for child in lists]
        return merger.drafts
    if lead is not None and merger.drafts and merger.drafts[-1].vague:
        announced = merger.drafts.pop()
        for draft in below:
            draft.context[:0] = announced.context + announced.own
    return [*merger.drafts, *below]


def _lead(text: str, node: Node) -> Span | None:
    last = sentences(text, node.body)
    if not last:
        return None
    words = last[-1].of(text).strip()
    return last[-1] if words.endswith("：") or LEAD.search(words) else None


class _Merger:
    """Segments of one passage joined into items."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.drafts: list[Draft] = []
        self.last: Segment | None = None

    def add(self, node: Node, body: Span, *, strict: bool) -> None:
        """Read one paragraph of the passage."""
        self.last = None
        for number, segment in enumerate(read_segments(self.text, body, vague=not strict)):
            if not _NON_GRANT.search(segment.span.of(self.text)):
                self._segment(node, segment, first=number == 0)

    def _segment(self, node: Node, segment: Segment, *, first: bool) -> None:
        own = [span for span in segment.conditions if not _IDLE_CONDITION.match(span.of(self.text))]
        last = self.drafts[-1] if self.drafts else None
        if last is not None and (not own or self._is_level(own)):
            self._extend(last, segment)
        elif last is not None and self.last is not None and self._is_grade(own, segment):
            self._grade(last, own, segment)
        else:
            self._open(node, own, segment, first=first)
        self.last = segment

    def _extend(self, draft: Draft, segment: Segment) -> None:
        draft.benefits.append(segment.benefit)
        draft.passage.append(segment.span)
        draft.vague = draft.vague and not self._has_money(segment)

    def _grade(self, draft: Draft, own: list[Span], segment: Segment) -> None:
        requirements: list[Requirement] = [Clause(span) for span in own]
        if draft.vague:
            draft.own, draft.context, draft.benefits, draft.vague = requirements, draft.context + draft.own, [], False
        else:
            draft.grades.append(requirements)
        self._extend(draft, segment)

    def _open(self, node: Node, own: list[Span], segment: Segment, *, first: bool) -> None:
        draft = Draft(node, segment.span, own=[Clause(span) for span in own], benefits=[segment.benefit], passage=[segment.span])
        draft.vague, draft.sentence = not self._has_money(segment), segment.sentence
        last = self.drafts[-1] if self.drafts else None
        if last is not None and self.last is not None:
            if last.vague and not draft.vague and last.node is node:
                self.drafts.pop()
                if not has_subject(self.text, segment):
                    draft.context = last.context + last.own
                    draft.anchor = last.anchor
            elif last.sentence == segment.sentence and (segment.again or not has_subject(self.text, segment)):
                draft.context = last.context + (last.own if segment.again else last.own[:1])
        self.drafts.append(draft)

    def _has_money(self, segment: Segment) -> bool:
        return bool(_MONEY.search(segment.benefit.of(self.text)))

    def _is_level(self, own: list[Span]) -> bool:
        words = "".join(span.of(self.text) for span in own)
        return len(_LEVELS.sub("", words)) <= 1 and len(words) <= 12

    def _is_grade(self, own: list[Span], segment: Segment) -> bool:
        """Whether the segment is a further grade of the grant before it rather than a grant of its own."""
        words = "".join(span.of(self.text) for span in own)
        if _NUMERIC.search(words) or segment.again or self.last is None:
            return False
        if segment.graded:
            return self.last.graded or not _NUMERIC.search("".join(span.of(self.text) for span in self.last.conditions))
        before = "".join(span.of(self.text) for span in self.last.conditions)
        return _alike(before, words)


def _alike(before: str, words: str) -> bool:
    a, b = _LEVELS.sub("", before), _LEVELS.sub("", words)
    if _NUMERIC.search(before):
        return False
    return a == b or (min(len(a), len(b)) >= 4 and SequenceMatcher(None, a, b).ratio() >= 0.8)


__all__ = ["Draft", "draft_items", "joiner_of"]
