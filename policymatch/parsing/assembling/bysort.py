"""Limits told apart for sorts of applicants: 工业企业营业收入不低于2亿元，服务业企业不低于5000万元.

Where a sentence names two sorts or more, each with a limit of its own, a limit binds its sort alone: who is of none of
them is kept out by none.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from policymatch.conditions.nodes import Any, Node
from policymatch.parsing.assembling.cases import Case, only_for
from policymatch.parsing.fields.reading import Reading
from policymatch.parsing.structure.others import OTHERS

_NOUN = r"(?:企业|单位|机构|院所|高校|高等学校|高等院校|学校|合作社|园区|商户|门店|医院|协会|社会组织|个体工商户|事务所|项目)"
_SORT = re.compile(
    rf"(?:其中|(?:、|，|；))?(?P<sort>[^，。；：\d（）]{{1,20}}?{_NOUN}(?:、[^，。；、：\d（）]{{2,8}}?{_NOUN})*)的?"
    r"(?=(?!数|总数|家数|占|达|不|超|未|为|入驻|每)[^，。；：\d（）]{2,28}\d)"
)
_ANYBODY = re.compile(
    rf"(?:原则上|一般|申[请报](?:的)?|上述|该|本|各类?|所有|其他?|其余|参[评选]|承担|实施|相关|有关|[本我全区市县省]|[区市]内|在库|入库|拟)*{_NOUN}"
)
_SPEAKS = re.compile(
    r"^(?:符合|具有|具备|属于|为|是|且|并|或|拥有|近|上|年度?|当|已|被|经|注册在|成立|对|与|向|由|服务(?!机构|平台|商|型|类|业)|引进|帮助|带动|每)"
)


def by_sort(reading: Reading) -> dict[int, tuple[int, int]]:
    """For each segment that limits one sort of applicants, where the sort stands; empty where fewer than two do."""
    found: dict[int, tuple[int, int]] = {}
    if len(reading.segments) < 2:
        return found
    for low, high in reading.segments:
        match = _SORT.match(reading.text, low, high)
        if (
            match
            and not OTHERS.match(match["sort"] + "有")
            and "在孵" not in match["sort"]
            and not _ANYBODY.fullmatch(match["sort"])
            and not _SPEAKS.match(match["sort"])
        ):
            found[low] = match.span("sort")
    return found if len({reading.text[a:b] for a, b in found.values()}) > 1 else {}


def only_that_sort(
    reading: Reading, sort: tuple[int, int], end: int, read: Callable[[int, int, bool], Node | None]
) -> Node | None:
    """The limit of a segment for its sort alone; None where the segment limits nothing."""
    then = read(sort[1], end, False)
    who = read(*sort, True) or reading.judgement(reading.text[sort[0] : sort[1]], *sort, 0.6)
    return only_for(Case(who, then)) if then is not None else None


_BUT = re.compile(r"(?:其中|但)?，?(?P<who>[^，。；：]{2,24}?)的?除外")


def but_for(reading: Reading, before: Node, start: int, end: int) -> Node | None:
    """The limit of a sort with those whom the next segment frees from it; None where it frees nobody."""
    match = _BUT.fullmatch(reading.text, start, end)
    if match is None:
        return None
    who = reading.judgement(match["who"], match.start("who"), end, 0.6)
    return Any((*before.children, who)) if isinstance(before, Any) else Any((before, who))


__all__ = ["but_for", "by_sort", "only_that_sort"]
