"""Whom the title of a support names, where its sentence names nobody: 餐饮企业升级奖励。年营业额突破1000万元的，…."""

from __future__ import annotations

import re

from policymatch.parsing.drafting.remarks import WHO
from policymatch.parsing.drafting.subjects import ACTOR, ANY_ACTOR
from policymatch.parsing.structure.outline import Kind, Node
from policymatch.parsing.text.sentences import trimmed
from policymatch.parsing.text.wording import without_brackets
from policymatch.spans import Span

_TITLE = re.compile(
    r"(?:对)?(?P<who>(?!培育|壮大|做[大强优]|支持|鼓励|引[进导]|新|首次|加[大强快]|推[动进]|促进|扩大|提升|优化|降低|减轻|企业|各类|相关)[^，。；：、的\d]{2,12}?"
    r"(?:企业|合作社|农场|机构|医院|幼儿园|酒店|民宿|旅行社|景区|商户|大户))"
    r"(?P<what>[^，。；：]{0,10}?)(?:奖励|奖补|补[助贴偿]|资助|扶持|支持|贴息)(?:政策|资金|标准)?"
)
_KIND = re.compile(
    r"(?!培育|壮大|做[大强优]|支持|鼓励|引[进导]|首次|加[大强快]|推[动进]|促进|扩大|提升|优化|降低|减轻|各类|相关|其他|有关|申[请报]|奖[励补]|扶持|重点|新增?|开展|建设|打造|发展|服务|实施)"
    r"(?!.*(?:企业|公司|机构|酒店|饭店|民宿|旅行社|景区|农场|合作社|商户)(?:和|与|及))(?P<who>[^，。；：、的\d]{2,14}?(?:企业|公司|总部|合作社|农场|医院|幼儿园|酒店|民宿|旅行社|景区|基金|配套服务机构|金融机构|中介机构|养老机构|培训机构))[。：]?"
)
"""A title that is all a kind of applicant: 股权投资管理企业."""
_COME = re.compile("(?:新增|新设立?|新引进|新落户|引进|存量|现有)(?=[^，。；：、的]{3})")
_BECOMES = re.compile(
    r"培育|孵化|引|招|服务|担保|融资|贷款|信贷|人才|员工|职工|高管|入驻|落户|认定|上市|挂牌|升[规限上]|上规|纳统|入统|创建|培训|岗位|就业"
)
"""What a firm is to become, or who deals with it: the title does not say that the applicant is one."""
_DEALT_WITH = re.compile(
    "培育|孵化|引|招|入驻|落户|认定|升[规限上]|创建|就业|获得|帮扶|服务(?!业|机构|外包|中心|平台)|对接"
)
_ENDS_IN_WHO = re.compile(rf"(?:{WHO.pattern})的?$")


_PROJECTS = re.compile(
    r"(?P<what>(?!支持|鼓励|引[进导]|推[动进]|促进|加[大强快]|各类|相关|其[他它]|单个|重[点大]|[国省市区县]级|示范|优[秀质]|入[选库围]|[一-龥]{0,6}(?:申报|资助|立项|获批|支持|补助|奖励))[^，。；：\d]{4,24}?(?<!建设)(?<!投资)(?<!产业)项目)"
    r"(?:的?(?:补[助贴]|奖[励补]|资助|扶持|支持))?(?:标准)?[。：]?"
)


def headed(text: str, heading: Span, told: list[Span], *, whom: bool, sorts: bool) -> Span | None:
    """What a heading says of whom or what a grant is for, where the words below do not; None where it says nothing.

    Args:
        text: the working text.
        heading: the heading.
        told: the conditions of the grant.
        whom: whether it may name the kind of applicant.
        sorts: whether it may name the sort of project, as headings under the standards do (1.节能改造项目：…).
    """
    if not len(heading):
        return None
    named = _whom(text, heading) if whom and not any(_names(span.of(text)) for span in told) else None
    if named is not None:
        return named
    sort = _PROJECTS.fullmatch(text, heading.start, heading.end) if sorts else None
    if sort is None or any(sort["what"][:4] in span.of(text) or "项目" in span.of(text) for span in told):
        return None
    return Span(*sort.span("what"))


def _whom(text: str, heading: Span) -> Span | None:
    """The kind of applicant that a title names."""
    come = _COME.match(text, heading.start, heading.end)
    found = _TITLE.fullmatch(text, come.end() if come else heading.start, heading.end)
    if found is not None:
        return None if _BECOMES.search(found["what"]) else Span(*found.span("who"))
    kind = _KIND.fullmatch(text, heading.start, heading.end)
    return Span(*kind.span("who")) if kind and not _DEALT_WITH.search(kind["who"]) else None


def title_of(text: str, node: Node) -> Span:
    """The title above a passage: its own, else, for a point without one, that of the section it stands in."""
    if not len(node.heading) and node.kind in _POINTS and node.parent is not None:
        return trimmed(text, node.parent.heading)
    return trimmed(text, node.heading)


_POINTS = (Kind.NUMBER, Kind.NUMBER_PAREN, Kind.HAN_PAREN, Kind.CIRCLE)


def _names(words: str) -> bool:
    """Whether a condition says who is meant, brackets left out."""
    plain = without_brackets(words)
    actor = ACTOR.match(plain)
    return bool(_ENDS_IN_WHO.search(plain)) or (actor is not None and not ANY_ACTOR.fullmatch(actor["who"]))


__all__ = ["headed", "title_of"]
