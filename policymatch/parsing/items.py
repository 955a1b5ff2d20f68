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
from policymatch.parsing.sentences import sentences, trimmed
from policymatch.parsing.stacking import is_stacking
from policymatch.spans import Span

SKIPPED = frozenset({Topic.BASIS, Topic.METADATA, Topic.CONTACT, Topic.MATERIALS, Topic.WINDOW, Topic.PROCEDURE,
                     Topic.GENERAL, Topic.STACKING, Topic.ATTACHMENT})  # fmt: skip
STRICT = frozenset({Topic.ORGANISATION})
_MONEY = re.compile(AMOUNT)
_NUMERIC = re.compile(r"\d.{0,12}(?:以[上下内]|美元|含）)|(?:达到?|超过?|不低于|不少于|不超过|突破|满|高于|低于|增长).{0,10}\d|\d[^，]{0,8}[—\-~至]\d")
_ENUMERATED = 4
_LEVELS = re.compile(
    r"国家级?|省级?|自治区级?|市级?|区级?|县级?|国际级?|世界级?|全国|部级|镇级|主板|中小板|创业板|科创板|北交所|新三板|创新层|基础层|境内|境外|上市|挂牌|[一二三四五特]等奖?|[一二三四五]级|[甲乙丙]级|[金银铜]奖|优秀|良好|合格|优胜奖"
    r"|年度|新型?|首次|[A]{1,5}级?|博士|硕士|本科|高级|中级|初级|大专|研究生|[Ⅰ-Ⅴ]类|[一二三]类|Ⅰ|Ⅱ|、|，|的|在|对|等|及|和|或|获得?|认定|为|被|级|企业|单位|“|”"
)
_NON_GRANT = re.compile(
    r"重复(?:享受|奖励|申报|支持)|不重复|叠加|抵扣|追回|追缴|违反|虚假|弄虚作假|迁出|取消.{0,6}资格|不再(?:享受|支持|给予)|另有规定|按照?本.{2,8}第.{1,5}条.{0,10}规定|享受过|低于.{0,8}标准的?，?按|已(?:享受|获得).{0,20}(?:奖励|补[贴助]|资助|支持)(?:的|后)"
)
_SLOGAN = re.compile(r"^(?:坚持|进一步|不断|努力|力争|全面|积极|大力|着力|深入|逐年|鼓励有条件的?|鼓励各?(?:区|县|市|地|镇)|引导|[^，。；]{0,8}(?:财政|部门|政府|镇街|委|局)[^，。；]{0,12}(?:要|应|须|负责|会同|组织))")
_INTENSIVE = re.compile(r"给予(?:更大|优先|重点|大力|适当|一定|积极)(?:的)?(?:政策)?(?:扶持|支持|倾斜|关注)(?:力度)?$")
_STEP = re.compile(r"^(?:每|此后每|以后每|其后每)(?:再)?(?:增加|新增|提高|增长|超过|多)")
_HEADCOUNT = re.compile(r"^(?:招用|吸纳|新增|安置|录用)?\d+[人名家件户](?:\(含\))?(?:及|或)?以[上下内]$")
_STANDARD = re.compile(r"^(?:(?:具体)?(?:补[贴助]|奖励|资助|支持|扶持|贴息|贷款)?(?:标准|额度|期限|金额|比例)(?:为|是|按|：|最高|不超过)|首次申请|最后一次|该(?:补助|补贴|奖励)|上述|以上)")
_IDLE_CONDITION = re.compile(
    r"^(?:以?(?:上述|以上|下列|以下|前款|相关).{0,8}|符合(?:相关|规定|上述|以上|本)?.{0,6}(?:企业|单位|条件|规定|要求)|企业|单位|项目|个人|申请人|补[贴助]标准.{0,4}|奖励标准|资助标准|支持标准|标准为?|具体标准.{0,4}|.{0,6}额度|\d.{0,8}元?|视情况追加)$"
)
_DEFINES = re.compile(r"^(?P<what>[^。；]{6,}的[^，。；]{2,20})(?:为|视为|认定为|属于)(?P<name>[^，。；]{3,14})[。；]?$")
_SHOULD = re.compile(
    r"^(?:其中，?)?(?:相关|该|上述|所)?[^，。；]{0,24}?(?:应当?|须|需|必须|不得低于|不低于)[^。；]*?(?:符合|具备|具有|备案|登记|达到|不低于|不少于|满足|取得|通过|提供不低于|纳入|已)"
)


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
    topic = node.inherited_topic()
    bare = topic is Topic.BENEFIT
    merger = _Merger(text, node, strict=topic in STRICT, bare=bare)
    bodies = [node.body, *(child.body for child in node.children if child.kind is Kind.TEXT)]
    if len(node.heading) and not len(node.body) and not node.children:
        bodies = [node.heading]
    for body in bodies:
        if len(body):
            merger.add(body)
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

    def __init__(self, text: str, node: Node, *, strict: bool = False, bare: bool = False) -> None:
        self.text = text
        self.node = node
        self.strict = strict
        self.bare = bare
        self.drafts: list[Draft] = []
        self.last: Segment | None = None
        self.pending: list[Requirement] = []

    def add(self, body: Span) -> None:
        """Read one paragraph of the passage."""
        segments = read_segments(self.text, body, vague=not self.strict, bare=self.bare)
        if not (segments and segments[0].graded):
            self.last = None
        granting = {segment.sentence for segment in segments}
        for ordinal, sentence in enumerate(sentences(self.text, body)):
            if ordinal in granting:
                for segment in segments:
                    if segment.sentence == ordinal:
                        self._consider(segment, sentence)
            else:
                self._remark(sentence)

    def _remark(self, sentence: Span) -> None:
        """A sentence that grants nothing: a definition or a demand bears on the grant beside it."""
        words = sentence.of(self.text)
        defined = _DEFINES.match(words.strip())
        following = self.text[sentence.end : sentence.end + 60]
        if defined and following.startswith(defined["name"]):
            start = sentence.start + words.index(defined["what"])
            self.pending.append(Clause(Span(start, start + len(defined["what"]))))
        elif _SHOULD.match(words) and not _SLOGAN.match(words) and not _NON_GRANT.search(words):
            requirement = Clause(trimmed(self.text, sentence))
            if self.drafts:
                self.drafts[-1].own.append(requirement)
                self.drafts[-1].passage.append(sentence)
            else:
                self.pending.append(requirement)
        elif self.drafts:
            self.drafts[-1].passage.append(sentence)

    def _consider(self, segment: Segment, sentence: Span) -> None:
        words = segment.span.of(self.text)
        money = self._has_money(segment)
        idle = _NON_GRANT.search(words) or is_stacking(words) or _SLOGAN.match(words) or (self.drafts and _INTENSIVE.search(words))
        if idle and not money:
            self._remark(segment.span)
            return
        if money and is_stacking(words) and _NON_GRANT.search(words):
            return
        self._segment(segment)

    def _segment(self, segment: Segment) -> None:
        own = [span for span in segment.conditions if not _IDLE_CONDITION.match(span.of(self.text))]
        last = self.drafts[-1] if self.drafts else None
        if last is not None and (not own or self._continues(own, segment, last)):
            self._extend(last, segment)
        elif last is not None and self.last is not None and self._is_grade(own, segment):
            self._grade(last, own, segment)
        else:
            self._open(own, segment)
        self.last = segment

    def _continues(self, own: list[Span], segment: Segment, last: Draft) -> bool:
        """Whether the words before the money only name a grade, a step or a standard of the grant before."""
        words = "".join(span.of(self.text) for span in own)
        if _STANDARD.match(segment.span.of(self.text)) or _STEP.match(words) or self._is_level(own):
            return True
        if _HEADCOUNT.match(words) and "每" in segment.span.of(self.text):
            return True
        if last.vague and self._has_money(segment):
            return False
        listed = "".join(clause.span.of(self.text) for one in [*last.context, *last.own] if isinstance(one, Clause) for clause in [one])
        return segment.graded and len(words) >= _ENUMERATED and words in listed

    def _extend(self, draft: Draft, segment: Segment) -> None:
        draft.benefits.append(segment.benefit)
        draft.passage.append(segment.span)
        draft.vague = draft.vague and not self._has_money(segment)

    def _grade(self, draft: Draft, own: list[Span], segment: Segment) -> None:
        requirements: list[Requirement] = [Clause(span) for span in own]
        if draft.vague or (segment.graded and self.last is not None and not self.last.graded):
            draft.context = [*draft.context, *draft.own]
            draft.own = requirements
        else:
            draft.grades.append(requirements)
        self._extend(draft, segment)

    def _open(self, own: list[Span], segment: Segment) -> None:
        draft = Draft(self.node, segment.span, own=[Clause(span) for span in own], benefits=[segment.benefit], passage=[segment.span])
        draft.context = [*self.pending, *(Clause(span) for span in segment.lead)]
        self.pending = []
        draft.vague, draft.sentence = not self._has_money(segment), segment.sentence
        last = self.drafts[-1] if self.drafts else None
        if last is not None and last.vague and not draft.vague and (self.last is not None or not has_subject(self.text, segment)):
            self.drafts.pop()
            draft.anchor = last.anchor
            draft.context = [*last.context, *draft.context]
            if not has_subject(self.text, segment) or segment.graded:
                draft.context += last.own
        elif last is not None and self.last is not None and self.last.sentence == segment.sentence and not segment.lead:
            self._inherit(draft, last, segment)
        self.drafts.append(draft)

    def _inherit(self, draft: Draft, last: Draft, segment: Segment) -> None:
        """再给予… takes over all of the grant before it; a grant without a subject takes over who it was for."""
        if segment.again:
            draft.context = [*last.context, *last.own]
        elif not has_subject(self.text, segment):
            first = next(known for known in self.drafts if known.sentence == segment.sentence)
            draft.context = [*first.context, *first.own[:1]]

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
        before = "".join(span.of(self.text) for span in self.last.conditions)
        if segment.graded:
            return self.last.graded or not _NUMERIC.search(before)
        return _alike(before, words)


def _alike(before: str, words: str) -> bool:
    a, b = _LEVELS.sub("", before), _LEVELS.sub("", words)
    if _NUMERIC.search(before):
        return False
    return a == b or (min(len(a), len(b)) >= 4 and SequenceMatcher(None, a, b).ratio() >= 0.8)


__all__ = ["Draft", "draft_items", "joiner_of"]
