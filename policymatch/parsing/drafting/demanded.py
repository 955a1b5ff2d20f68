"""Which phrases of a granting sentence are demands because they stand in a row of demands.

A phrase by itself may look like dressing (建立运营机制), a ceiling (资产负债率不超过60%) or an offer (为中小企业提供咨询服务). Where an
applicant is named before it and a demand that ends in 的 comes after it, it is one of what he must do or be.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from policymatch.parsing.drafting.phrase import Phrase, Role

_ANEW = ("对", "凡", "给予", "予以", "给与")
_PASSES = re.compile(
    r"(?:在|自|从|于|至)[^，。；]{2,40}(?:基础上|同时|[前起后时]|期间|之日起[^，。；]{0,8}内?|以来|外|内)$|除.{2,40}外$"
    r"|经[^，。；]{0,24}(?:审[核定批议查]|评[审估]|核[定实准查]|公示|同意|批准|确认)[^，。；]{0,8}$"
    r"|(?:由|报)[^，。；]{2,30}|(?:由)?(?:市|区|县|省|镇)?(?:财政|政府|专项资金)[^，。；]{0,8}"
    r"|(?:按照?|根据|依据|参照|视|结合|综合)[^，。；]*(?:标准|比例|[%‰]|情况|结果|程序|规定|原则|额|元|数量?|因素|需要|实际|办法|政策|文件|精神|[高低])(?:的|进行)?"
    r"|(?:采[取用]|通过|以)[^，。；]{2,24}(?:方式|形式|办法|途径)[^，。；]{0,6}"
    r"|(?:每年|每月|连续[^，。；]{1,4}年|分别|一次性|原则上|同时|此外|另外|其中|即|按程序|按规定|分阶段|分期|共计|合计|累计|前.年|后.年|第.年|首年|每次|每人)+"
    r"|(?![^，。；]*(?:以上|不少于|不低于|至少))(?:最高|最多|单个|每[个家人户项件名年]|同一)[^，。；]*(?:\d|[给予][予以与]|最高|不超过)[^，。；]*"
)
"""How and by whom it is paid and weighed: no demand wherever it stands."""
_GIVES = re.compile(
    r"补[贴助]|奖[励补金]|资助|(?:专项|引导|安排|统筹)[^，。；]{0,4}资金|扶持|最高|封顶|上限|[给予][予以与]|享受|申[请领]|额度|限额|配套|返还|优先|免费"
)
"""A phrase that speaks of what is given."""
_AIMS = re.compile(
    r"(?:进一步|积极|大力|全面|持续|不断)*(?:创新|加强|强化|完善|优化|推[进动行]|促进|鼓励|支持|引导|加[快大]|深化|提[升高]|建立|健全|落实|围绕|聚焦|为)"
)
_OF_OFFICES = re.compile("部门|遴选|^(?:根据|结合)")
_ENDS = re.compile("的(?:[^，。；的]{0,4}(?:企业|单位|机构|公司|项目|个人|人员|主体|合作社|毕业生|团队|平台|园区))?$")
_LEAST = 3


def in_rows(text: str, read: Sequence[Phrase]) -> list[Phrase]:
    """The phrases, those between an applicant and a later demand that ends in 的 as demands."""
    found = list(read)
    offers = [at for at, phrase in enumerate(found) if _pays(text, phrase)] or [len(found)]
    last = max((at for at in range(offers[0]) if _closes(text, found[at])), default=0)
    opening = (at for at in range(last) if found[at].role is Role.CONDITION)
    first = next((at for at in opening if not _AIMS.match(text, found[at].span.start)), last)
    anew = max((at for at in range(last) if text.startswith(_ANEW, found[at].span.start)), default=first)
    for at in range(max(first, anew) + 1, last):
        if found[at].role is not Role.CONDITION and _demands(found[at].span.of(text)):
            found[at] = Phrase(found[at].span, Role.CONDITION, asked=True)
        elif found[at].role is Role.CONDITION and not _OF_OFFICES.search(found[at].span.of(text)):
            found[at] = replace(found[at], asked=True)
    return found


def _pays(text: str, phrase: Phrase) -> bool:
    """Whether a phrase offers something that no demand could be mistaken for."""
    return phrase.role is Role.OFFER and _GIVES.search(phrase.span.of(text)) is not None


def _closes(text: str, phrase: Phrase) -> bool:
    """Whether a phrase is a demand that ends a row: …的，给予; …的企业，可申请."""
    return (
        phrase.role is Role.CONDITION
        and _ENDS.search(text, phrase.span.start, phrase.span.end) is not None
        and not text.startswith(_ANEW, phrase.span.start)
    )


def _demands(words: str) -> bool:
    return len(words) >= _LEAST and not _GIVES.search(words) and not _PASSES.fullmatch(words)


__all__ = ["in_rows"]
