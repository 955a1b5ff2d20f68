"""Whom somebody helps, told before or in place of a grant: asked of the applicant, or wished of others (鼓励金融机构…，为企业提供贷款)."""

from __future__ import annotations

import re
from itertools import pairwise

from policymatch.parsing.drafting.phrase import Phrase, Role


def settle_help(text: str, found: list[Phrase]) -> None:
    """Change the roles of phrases that tell whom somebody helps; in place."""
    _serving(text, found)
    _urged(text, found)


_SERVED = re.compile(
    "为[^，。；]{2,24}?(?:企业|机构|单位|园区|商户|项目|居民|老人|老年人|学生|员工|职工|人员|群众|农户|客户|家庭)(?:免费)?(?:提供(?!便利|保障|支撑|支持|条件)|开展|实施|办理|代理|组织|出具|配送)"
)


def _serving(text: str, found: list[Phrase]) -> None:
    """为中小企业开展诊断，年服务50家以上的，…: whom the applicant serves is asked of it where a demand goes on behind."""
    for at, (phrase, following) in enumerate(pairwise(found)):
        served = phrase.role is Role.DRESS and _SERVED.match(text, phrase.span.start, phrase.span.end)
        if served and following.role is Role.CONDITION and following.span.of(text).endswith("的"):
            found[at] = Phrase(phrase.span, Role.CONDITION)


_URGED = re.compile(
    r"(?:大力|积极|进一步)*(?:鼓励|引导|支持|推动|促进|督促)[^，。；]{0,10}(?:金融机构|银行|(?:担保|保险|租赁|中介|创投|投资)(?:机构|公司)|(?:行业)?协会|商会|高校|科研院所|社会力量|社会资本)(?![^，。；]*的$)"
)
_HELPS = re.compile(
    r"(?:(?:主动|积极|优先|加快)*(?:为|向|给|对)|加大对)[^，。；\d]{2,30}(?:提供|开展|发放|支持|投放)[^，。；\d]*"
)


def _urged(text: str, found: list[Phrase]) -> None:
    """鼓励金融机构创新产品，为民营企业提供信用贷款: whom others are asked to help is given nothing here."""
    if not found or not _URGED.match(text, found[0].span.start, found[0].span.end):
        return
    for at, phrase in enumerate(found):
        if phrase.role is Role.OFFER and _HELPS.fullmatch(text, phrase.span.start, phrase.span.end):
            found[at] = Phrase(phrase.span, Role.DRESS)


__all__ = ["settle_help"]
