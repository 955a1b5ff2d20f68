"""The kinds of applicants in the row after 服务对象 (制作机构、播出平台及基地运营单位), and what is asked of one of them alone."""

from __future__ import annotations

import re
from functools import lru_cache

from policymatch.parsing.text.wording import without_brackets
from policymatch.spans import Span

KIND = (
    r"(?:企业|单位|机构|组织|公司|平台|团体|团队|剧[团院场]|影[院城]|书[店吧城]|民宿|[酒饭]店|宾馆|旅行社|景区|[物术念化览体育艺剧书]馆|场馆|商[场圈户会]|综合体|门店|超市|市场|俱乐部|[协学]会"
    r"|联盟|高校|[院学]校|院所|医院|[基营]地|园区|街区|工商户|出版社|报社|[务牌应成]商|[营办管理]方|主体|书画院|乐园|工作室|中心|基金会)"
)
"""What a kind of applicant is called by at its end."""
JOINTS = re.compile("(?:[、，](?:以及|及|和|或)?|以及|及|和|与|或者?)")
_ROW = re.compile(
    r"\n[ 　]*(?:服务|支持|扶持|适用|申[请报]|资助|补[贴助]|奖励)对象[：:\s]{0,3}(?P<row>[^。；\n]{6,160})"
)
_MEMBER = re.compile(rf"(?!不|但|且|并|其中|应|须|需|包括)[^，。；：、的]{{0,18}}?{KIND}")
_ASKED = re.compile(r"(?P<who>[^，。；：、\d（）]{2,14}?)(?:还|均|另)*(?:应当?|须|需要?|必须)(?=[^，。；]{2})")
_ANYBODY = re.compile(
    "(?:申[请报]|项目|各类|所有|上述|以上|该|本)*(?:企业|单位|机构|组织|公司|主体|团队|平台(?=企业)|方|者|人)"
)


@lru_cache(maxsize=8)
def kinds_of_applicants(text: str) -> tuple[str, ...]:
    """The kinds of the row; none where the document names but one, or no row."""
    found = _ROW.search(text)
    if found is None:
        return ()
    row = without_brackets(found["row"]).rpartition("的")[2].removesuffix("等").strip()
    kinds = [one.strip() for one in JOINTS.split(row)]
    told = len(kinds) > 1 and all(_MEMBER.fullmatch(one) for one in kinds)
    return tuple(kinds) if told else ()


def asked_of_kind(text: str, said: Span) -> tuple[str, Span] | None:
    """The kind of the row that a demand opens with, and the words for it: 平台|应持有…, of 播出平台; None where it names none."""
    kinds = kinds_of_applicants(text)
    found = _ASKED.match(text, said.start, said.end) if kinds else None
    if found is None or _ANYBODY.fullmatch(found["who"]):
        return None
    named = [kind for kind in kinds if kind.endswith(found["who"])]
    return (named[0], Span(*found.span("who"))) if len(named) == 1 else None


__all__ = ["JOINTS", "KIND", "asked_of_kind", "kinds_of_applicants"]
