"""Whom the title of a support names, where its sentence names nobody: 餐饮企业升级奖励。年营业额突破1000万元的，…."""

from __future__ import annotations

import re

from policymatch.parsing.drafting.remarks import WHO
from policymatch.parsing.drafting.subjects import ACTOR, ANY_ACTOR
from policymatch.spans import Span

_TITLE = re.compile(
    r"(?:对)?(?P<who>(?!培育|壮大|做[大强优]|支持|鼓励|引[进导]|新|首次|加[大强快]|推[动进]|促进|扩大|提升|优化|降低|减轻|企业|各类|相关)[^，。；：、的\d]{2,12}?"
    r"(?:企业|合作社|农场|机构|医院|幼儿园|酒店|民宿|旅行社|景区|商户|大户))"
    r"(?P<what>[^，。；：]{0,10}?)(?:奖励|奖补|补[助贴偿]|资助|扶持|支持|贴息)(?:政策|资金|标准)?"
)
_BECOMES = re.compile(
    r"培育|孵化|引|招|服务|担保|融资|贷款|信贷|人才|员工|职工|高管|入驻|落户|认定|上市|挂牌|升[规限上]|上规|纳统|入统|创建|培训|岗位|就业"
)
"""What a firm is to become, or who deals with it: the title does not say that the applicant is one."""
_ASIDE = re.compile("（[^（）]*）")
_ENDS_IN_WHO = re.compile(rf"(?:{WHO.pattern})的?$")


def headed(text: str, heading: Span, own: list[Span]) -> Span | None:
    """The kind of applicant in a title, where the grant's own conditions name nobody; None where the title names none."""
    found = _TITLE.fullmatch(text, heading.start, heading.end) if len(heading) else None
    if found is None or _BECOMES.search(found["what"]) or any(_names(span.of(text)) for span in own):
        return None
    return Span(*found.span("who"))


def _names(words: str) -> bool:
    """Whether a condition says who is meant, brackets left out."""
    plain = _ASIDE.sub("", words)
    actor = ACTOR.match(plain)
    return bool(_ENDS_IN_WHO.search(plain)) or (actor is not None and not ANY_ACTOR.fullmatch(actor["who"]))


__all__ = ["headed"]
