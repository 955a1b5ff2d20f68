"""Which grade a benefit is bound to: 国家级、省级分别给予100万元、50万元; 一等奖20万元; 对市级的给予50%."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from policymatch.conditions import Judgement, Node, Op, Test, leaves
from policymatch.parsing.benefits.drafts import NEAR, Draft
from policymatch.parsing.benefits.figures import Figure
from policymatch.parsing.benefits.words import VERB
from policymatch.parsing.structure.definitions import Definitions
from policymatch.spans import SourceRef, Span

LONGEST_GRADE = 30
_GRADE = re.compile(
    r"奖$|级|类|[一二三四甲乙丙特]等|档|企业|单位|机构|项目|人才|博士|硕士|本科|专科|生$|地区|[省市区县]$|店|楼|优秀|良好|合格|平台|中心|基地|标准|"
    r"产品|作品|园区|团队|活动|赛事|国家|设备|装备|课程|培训|线路|商标|专利|者$|技师|高级工|星|\d"
)
_JOIN = re.compile(r"[、和及与或/]|以及")
_RESPECTIVELY = re.compile(r"分别|依次|按照?[^，。；]{0,10}(?:档次|等级|等次)")
_HEAD = re.compile(
    r"^(?:第?[一二三四五六七八九十\d]+[、.．)）条]|（[一二三四五六七八九十\d]+）|其中|对于?|凡|按照?|将|[给予][予以与]|"
    r"首次|当年|年度|新|获得?|通过|取得|被|评(?:选|定)?为|认定为|评为|列入|纳入|认定的?|为|入选|荣获|的|，|：|"
    r"另|再|并|且|若|如)+"
)
_TAIL = re.compile(
    r"(?:的|，|可|均|则|再|另|按|每[人年月家个件项名]|最高|不超过|一次性|分别|[给予][予以与]|奖励|补[助贴]|资助|支持|"
    r"扶持|提供|为|是|：|标准|额度|限额|上限|企业可|学位人员|最多|约|共|合计|贷款|可补贴|每年|人民币)+$"
)
_IDLE = re.compile(
    r"^(?:企业|单位|项目|机构|其|该|申请人|符合条件的?.{0,6}|每.{1,4}|年|上述.*|以上.*|同一.*|总额.*|累计.*|"
    r"单[个项].*|最.*|金额|补[贴助]标准.*|奖励标准.*|资助标准.*|其(?!他|它|余).*|在.*基础上?|（.*）.{0,3}|"
    r"另?[给予][予以与]|增加|生活|安家|单.|按.*|根据.*|依据.*|不超过.*|符合.*|.*额度|(?:补[贴助]|支持|奖励|资助)金额.*|"
    r"[前后第首].{0,3}年.{0,3}|[我本该][省市区县]|[一-龥]{2,3}[省市]|参照.*|一[家个].*|.*财政|.{0,1})$"
)


def grades_of(text: str, drafts: Sequence[Draft], definitions: Definitions) -> list[Node | None]:
    """The grade of each benefit, in order; None where it has none or stands alone."""
    found: list[Node | None] = [None] * len(drafts)
    if len(drafts) < 2:
        return found
    at = 0
    while at < len(drafts):
        size = _run(drafts, at)
        if size > 1:
            found[at : at + size] = _aligned(text, drafts[at].main, size, definitions)
        else:
            found[at] = _own(text, drafts, at, definitions)
        at += size
    named = [node for node in found if node is not None]
    return found if len(set(named)) == len(named) and named else [None] * len(drafts)


def _run(drafts: Sequence[Draft], at: int) -> int:
    """How many benefits from here on are steps of one series."""
    first = drafts[at].main
    end = at + 1
    while end < len(drafts) and first.series >= 0 and drafts[end].main.series == first.series:
        end += 1
    return end - at


def _aligned(text: str, first: Figure, size: int, definitions: Definitions) -> list[Node | None]:
    """The grades that a series of amounts goes with, position by position."""
    before = Span(first.sentence.start, first.span.start)
    words = before.of(text)
    marks = list(_RESPECTIVELY.finditer(words))
    reach = before.start + (marks[-1].start() if marks else len(words))
    for phrase in reversed(_phrases(text, Span(before.start, reach))):
        members = _members(text, phrase, size)
        if members:
            if any(re.search(r"\d", member.of(text)) for member in members):
                return [None] * size  # a ladder of figures: its rungs are conditions
            return _tests(text, phrase, members, definitions) or [_judgement(text, member) for member in members]
    return [None] * size


def _phrases(text: str, span: Span) -> list[Span]:
    found = []
    at = span.start
    for piece in re.split(r"([，；：])", span.of(text)):
        if piece not in "，；：":
            found.append(Span(at, at + len(piece)))
        at += len(piece)
    return found


_LEVEL = re.compile(r"(?:国家|国际|自治区|[部省市区县州镇])级?")
_LEVELS = re.compile(
    rf"{_LEVEL.pattern}(?:(?:[、和及与或]|以及){_LEVEL.pattern})+(?=(?:以上)?(?:部门|主管部门)?(?:认定|评定|命名|批准|授予|评选|表彰)的)"
)
"""获得国家级、省级或市级认定的园区、基地，分别…: the levels are what the sums go with, not the things."""


def _members(text: str, phrase: Span, size: int) -> list[Span]:
    """The members of an enumeration of just so many; empty where the phrase holds none."""
    levels = next((run for run in _LEVELS.finditer(text, phrase.start, phrase.end)), None)
    if levels is not None and len(ranks := list(_LEVEL.finditer(text, *levels.span()))) == size:
        return [Span(*rank.span()) for rank in ranks]
    pieces: list[Span] = []
    at = phrase.start
    for found in _JOIN.finditer(text, phrase.start, phrase.end):
        pieces.append(Span(at, found.start()))
        at = found.end()
    pieces.append(Span(at, phrase.end))
    if len(pieces) < size:
        return []
    kept = [_member(text, piece) for piece in pieces[-size:]]
    return kept if all(1 < len(piece) <= LONGEST_GRADE for piece in kept) else []


_LEADS_IN = re.compile(r".*(?:获批|获评|发布的?|设立的?|制定|参与|为|获得|认定|列入|按照|引进|取得|年)(?=.{2})")
_MEMBER_END = re.compile(r"(?:的|，|等|[两二三四]?个?(?:等级|级别|档次|等次)|(?:的)?(?:企业|项目|单位|机构))+$")


def _member(text: str, span: Span) -> Span:
    """A member of an enumeration without what leads in to the first or follows the last."""
    words = span.of(text)
    lead = _LEADS_IN.match(words) or _HEAD.match(words)
    start = span.start + (lead.end() if lead and lead.end() < len(words) else 0)
    start += text[start : span.end].startswith("的")
    end = _MEMBER_END.search(text[start : span.end])
    return Span(start, start + end.start() if end and end.start() > 0 else span.end)


def _trimmed(text: str, span: Span) -> Span:
    """A grade without the words around it."""
    start, end = span.start, span.end
    head = _HEAD.match(text[start:end])
    start += head.end() if head and head.end() < end - start else 0
    tail = _TAIL.search(text[start:end])
    end = start + tail.start() if tail and tail.start() > 0 else end
    return Span(start, end)


def _tests(text: str, phrase: Span, members: Sequence[Span], definitions: Definitions) -> list[Node | None]:
    """One value each of a list condition of just so many values; empty where the phrase states none."""
    from policymatch.parsing.assembling.clauses import read_clause

    node = read_clause(text, phrase, definitions).node
    for leaf in leaves(node) if node is not None else ():
        if not isinstance(leaf, Test) or leaf.op not in (Op.IN, Op.HAS_ANY) or not isinstance(leaf.value, tuple):
            continue
        if len(leaf.value) == len(members):
            return [
                replace(leaf, value=(value,), source=_source(text, member))
                for value, member in zip(leaf.value, members, strict=True)
            ]
        if by_level := _by_level(text, phrase, leaf, len(members)):
            return by_level
    return []


_LEVEL = re.compile("国家级|省部级|省级|自治区级|市级|州级|区级|县级")


def _by_level(text: str, phrase: Span, test: Test, size: int) -> list[Node | None]:
    """The names of a row one level at a time (国家级、省级示范基地、示范单位分别…); empty where they are not so many levels."""
    names: dict[str, list[str]] = {}
    for value in map(str, test.value if isinstance(test.value, tuple) else ()):
        level = _LEVEL.match(value)
        names.setdefault(level[0] if level else "", []).append(value)
    found = {level: text.find(level.removesuffix("级"), phrase.start, phrase.end) for level in names}
    if "" in names or len(names) != size or min(found.values()) < 0:
        return []
    told = sorted(names, key=lambda level: found[level])
    ends = {level: found[level] + len(level.removesuffix("级")) for level in told}
    return [
        replace(test, value=tuple(names[level]), source=_source(text, Span(found[level], ends[level])))
        for level in told
    ]


def _judgement(text: str, span: Span) -> Judgement:
    return Judgement(span.of(text), _source(text, span), 0.7)


def _source(text: str, span: Span) -> SourceRef:
    return SourceRef(span.of(text), span)


def _own(text: str, drafts: Sequence[Draft], at: int, definitions: Definitions) -> Node | None:
    """The grade that stands before a benefit's own figure: 一等奖20万元, 对省级的给予70%."""
    first = drafts[at].first if drafts[at].rate is None else drafts[at].main
    if drafts[at].rate is not None and any(
        other is not drafts[at] and other.rate is drafts[at].rate for other in drafts[max(0, at - NEAR) : at + NEAR]
    ):
        first = drafts[at].cap or first
    begin = max(first.phrase.start, _end_before(drafts, at, first))
    span = _grade_span(text, Span(begin, first.span.start), first)
    if span is None:
        return None
    from policymatch.parsing.assembling.clauses import read_clause

    node = read_clause(text, span, definitions).node
    if re.search(r"\d", span.of(text)) and re.search(r"以上|以下|达到|超过|不低于|不少于|不足|满", span.of(text)):
        return node if node is not None and any(isinstance(leaf, Test) for leaf in leaves(node)) else None
    return node if isinstance(node, Test) else _judgement(text, span)


def _end_before(drafts: Sequence[Draft], at: int, first: Figure) -> int:
    ends = [
        figure.span.end
        for draft in drafts[max(0, at - NEAR) : at]
        for figure in draft.figures
        if figure.span.end <= first.span.start
    ]
    return max(ends, default=0)


def _grade_span(text: str, span: Span, figure: Figure) -> Span | None:
    """The grade in the words before a figure, or in the condition that opens its part."""
    listed = re.search(
        r"(?:(?:限额|额度|标准|金额|上限|最高|分别)(?:为|是|：)|(?:补[贴助]|奖励|资助|奖金)：)(?=[^，。；]{2,})",
        span.of(text),
    )
    span = Span(span.start + listed.end(), span.end) if listed else span
    words = span.of(text)
    titled = re.search(r"[：:](?:一次性|每[家个人])?(?:[给予][予以与]|奖励|补[助贴]|资助)?(?:最高|不超过)?$", words)
    words = words[: titled.start()] if titled and titled.start() > 1 else words
    verb = VERB.search(words)
    head = words[: verb.start()] if verb and verb.start() > 1 else words
    head = re.split(r"(?<=.)(?:按照?|每年|可获得?|可使用|参照|以其|最高|每[人家张个件名亩台辆场户项])", head)[0]
    joined = list(re.finditer(r"[、，：]", head))
    start = span.start + (joined[-1].end() if joined else 0)
    own = _trimmed(text, Span(start, span.start + len(head)))
    if 1 < len(own) <= LONGEST_GRADE and _GRADE.search(own.of(text)) and not _IDLE.match(own.of(text)):
        return own
    opening = re.match(r"[^，。；]{2,40}?的(?=，)", text[figure.part.start : span.start])
    if opening is None:
        return None
    condition = _trimmed(text, Span(figure.part.start, figure.part.start + opening.end()))
    return condition if 3 < len(condition) <= LONGEST_GRADE and not _IDLE.match(condition.of(text)) else None
