"""What one applicant may have in all, told behind what is paid for each: 每件资助不超过5万元。…申请人年度资助总额不超过200万元.

What each may cost at most is then the sum paid for it, and the total its ceiling.
"""

from __future__ import annotations

import re

from policymatch.parsing.benefits.drafts import NEAR, Draft
from policymatch.parsing.benefits.figures import Figure

_TAKER = r"(?:申[请报]|获[奖得]|受[奖补])?(?:人|单位|企业|机构|主体|个人|园区|平台|基地|合作社|公司|院校|学校)"
_TOTAL = re.compile(
    rf"(?:\d{{1,2}}[.．、]|（[\d一二三四五六七八九十]{{1,2}}）)?(?=[^，。；\d]*(?:总|累计|合计|年|之和))(?:但|且|其中|原则上|对)*(?:(?:同一|单[个家户一]|每[一个家户]?|一[个家])(?:{_TAKER})?|{_TAKER})(?:（[^（）]*）)?"
    r"(?:的|每|个|全|当|一|内|年度?|自然年度?|获得|获|享受|领取|申请|取得|所|可|上述|以上|该项?|本[条款项](?:所?规定)?|各项|各类|累计|合计|共计?|最多)*"
    r"(?:补[贴助]|资助|奖[励补]|扶持|支持|金额|资金)(?:资金|经费)?的?(?:总|金|额|度|量|和|之|上限|累计|合计|原则上|均|最高|最多|应|不(?:得|能)?(?:超过|高于)|限|为)*$"
)
_TAKERS = frozenset("家户")


def is_total(text: str, made: list[Draft], figure: Figure) -> bool:
    """Whether a ceiling is a point of its own, on what one applicant may have of all: 4.单个单位年度补助总额不超过200万元."""
    words = figure.before(text)
    return bool(made) and _POINT.match(words) is not None and _TOTAL.fullmatch(words) is not None


_POINT = re.compile(r"\d{1,2}[.．、]|（[\d一二三四五六七八九十]{1,2}）")


def over_units(text: str, made: list[Draft], figure: Figure) -> bool:
    """Whether a ceiling is what one applicant may have in all; the sums for each before it then are bounded by it."""
    if not made or not _TOTAL.fullmatch(figure.before(text)):
        return False
    bounded: list[Draft] = []
    for draft in reversed(made[-NEAR:]):
        each = draft.amount or draft.cap
        if draft.rate is not None or draft.per is None or draft.per[:1] in _TAKERS or each is None or each.low:
            break
        if each.number >= figure.number or (draft.amount is not None and draft.cap is not None):
            break
        bounded.append(draft)
    if len(bounded) < len(made):
        return False
    for draft in bounded:
        draft.amount, draft.cap = draft.amount or draft.cap, figure
    return bool(bounded)


_OF_EACH = re.compile(r"(?:单[个家户一]|每[个家户]|同一)[^，。；\d]{0,16}$")


def points_before(text: str, made: list[Draft], figure: Figure) -> list[Draft]:
    """The shares of the points of a list behind which a sentence bounds what each applicant gets: （1）…40%；（2）…30%。单家企业最高…."""
    if not made or figure.sentence.start - made[-1].main.sentence.end > 2 or not _OF_EACH.search(figure.before(text)):
        return []
    points: list[Draft] = []
    for draft in reversed(made[-NEAR:]):
        behind = points[-1].main.sentence if points else None
        linked = (
            behind is None
            or draft.main.sentence == behind
            or _BETWEEN_POINTS.fullmatch(text, draft.main.sentence.end - 1, behind.start)
        )
        if draft.rate is None or not linked:
            break
        points.append(draft)
    return points[::-1] if len({draft.main.sentence for draft in points}) > 1 else []


_BETWEEN_POINTS = re.compile(r"；?\s*；?\s*(?:（\d{1,2}）|\d{1,2}[.、]|[①-⑳])?\s*；?")


__all__ = ["is_total", "over_units", "points_before"]
