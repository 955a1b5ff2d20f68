"""A demand told by tiers: …占比符合如下要求：（1）营业收入5000万元以下的企业，不低于5%；（2）…，不低于4%.

Each point names a tier of applicants and the limit for it; whoever meets the limit of its own tier meets the demand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from policymatch.parsing.seldom import Seldom
from policymatch.parsing.structure.outline import Node
from policymatch.parsing.structure.stated import Clause, Group, Requirement
from policymatch.parsing.text.sentences import parts, trimmed
from policymatch.spans import Span

_LEAD = Seldom(
    r"(?P<what>[^，；。]{3,60}?(?:比例|占比|比重|总额|金额|投入|收入|数量|人数|面积|费用|增速|增幅|增长率))(?:应当?|须|需|均|分别)*"
    r"(?:符合|满足|达到|按照?)?(?:如下|以下|下列)(?:要求|标准|条件|规定|比例)?(?:之一)?(?:的)?："
)
_TIER = re.compile(
    r"(?P<who>[^；。]{4,60}?)(?:的)?(?:企业|单位|机构|项目|申[请报](?:人|单位|企业))?，(?P<limit>[^，；。]{0,24}?(?:不[低少高]于|不超过|达到?|[大高]于|超过)[^，；。]{0,4}\d[^，；。]{0,12})[；。]?"
)
_LIMITS = re.compile(r"\d|大型|中型|小型|微型|初创|成长|规模以[上下]")


def tiers(text: str, body: Span, points: Sequence[Node]) -> tuple[Span, Group] | None:
    """What stands before a demand told by tiers, and its tiers, of which one holds; None where there are none.

    Args:
        text: the working text.
        body: the words before the points; the demand ends them.
        points: the nodes of the list.
    """
    end = body.start + len(body.of(text).rstrip())
    announced = next((found for found in _LEAD.finditer(text, body.start, end) if found.end() == end), None)
    if announced is None or len(points) < 2:
        return None
    about = Span(*announced.span("what"))
    read = [_tier(text, point, about) for point in points]
    members = tuple(one for one in read if one is not None)
    if len(members) < len(points):
        return None
    return trimmed(text, Span(body.start, about.start)), Group("any", members, about)


def _tier(text: str, point: Node, about: Span) -> Group | None:
    """One point: whom it is for, and their limit of what the lead-in names."""
    found = _TIER.fullmatch(text, point.body.start, point.body.start + len(point.body.of(text).rstrip()))
    if found is None or point.children or not _LIMITS.search(found["who"]):
        return None
    who = trimmed(text, Span(*found.span("who")))
    return Group("all", (Clause(who), Clause(Span(*found.span("limit")), about=about)))


_BODY = "(?:企业|单位|机构|项目|主体|商户|门店|园区|平台|基地)"
_TOLD = re.compile(
    rf"(?:其中[，：]?)?(?:对于?)?(?P<who>[^，。；：]{{0,24}}?\d[^，。；：]{{1,40}}?)(?:的{_BODY}?|(?<=[上下内满足）]){_BODY})，(?P<limit>[^，。；\d]{{0,16}}?"
    r"(?:达到?|不[低少小]于|超过|[大高]于|不[高大]于|为)\d[^；。]*)[；。]?"
)
_UPPER = re.compile(r"以[下内]|不[足满到]|未[满达]|[低小少]于|\d[^，。；]{0,4}(?:至|-|—|~)\d")
_GIVES = re.compile("给予|予以|奖[励补金]|补[贴助]|资助|扶持|兑[现付]|贴息|返还|减免|按[^，。；]{0,12}\\d")


def told_tiers(text: str, sentence: Span) -> Group | None:
    """The tiers of one demand told in a sentence: 收入1亿元以上的，增速不低于5%；1亿元以下的，不低于10%; None where it tells none."""
    words = sentence.of(text)
    if "；" not in words or _GIVES.search(words):
        return None
    said = [trimmed(text, part) for part in parts(text, sentence)]
    read = [_TOLD.fullmatch(text, part.start, part.end) for part in said]
    found = [one for one in read if one is not None]
    if len(found) < max(2, len(read)) or not any(_UPPER.search(one["who"]) for one in found):
        return None
    if len({"%" in one["limit"] for one in found}) > 1:
        return None
    first_who, first_limit = (Span(*found[0].span(name)) for name in ("who", "limit"))
    members = [Group("all", (Clause(first_who), Clause(first_limit)))]
    for one in found[1:]:
        who, limit = (Span(*one.span(name)) for name in ("who", "limit"))
        members.append(Group("all", (Clause(who, like=first_who), Clause(trimmed(text, limit), like=first_limit))))
    return Group("any", tuple(members))


_KIND = re.compile(
    r"(?:其中[，：]?)?(?:对于?)?(?P<who>(?!未|不|无|申[请报领](?!人|单位|企业))[^，。；：\d]{2,20}?)的，"
    r"(?P<limit>(?!由|可|应?提[供交]|须?提[供交]|还?[应需]?附)[^；。]{2,40}?\d[^；。]*)[；。]?"
)


_SORT = re.compile(
    r"(?P<who>[^，。；：\d]{2,12}?[类型](?:基地|企业|平台|机构|园区|项目|中心|单位)?)(?:应当?|须)(?P<limit>[^；。]{4,})[；。]?"
)
"""技术转移类应具备服务能力: what one sort must be, beside others."""


def told_kinds(text: str, sentence: Span) -> Group | None:
    """The kinds that a sentence asks different things of: 独立法人的，投资总额不低于200万美元；内设部门的，研发投入不低于100万美元."""
    words = sentence.of(text)
    if "；" not in words or _GIVES.search(words):
        return None
    if (
        words.count("的，") < 2
        and words.count("类应") + words.count("型应") + words.count("类须") + words.count("型须") < 2
    ):
        return None
    kind = _KIND if words.count("的，") >= 2 else _SORT
    found = [
        kind.fullmatch(text, part.start, part.end) for part in (trimmed(text, one) for one in parts(text, sentence))
    ]
    told = [one for one in found if one is not None]
    if len(told) < len(found):
        return None
    spans = [(Span(*one.span("who")), Span(*one.span("limit"))) for one in told]
    return Group("any", tuple(Group("all", (Clause(who), Clause(trimmed(text, limit)))) for who, limit in spans))


_AMONG = re.compile("，其中[，：]?(?=[^。；]*\\d[^。；]*；)")
_LINE = re.compile("[^。\n]*")


def tiers_behind(text: str, granted: Span) -> list[Requirement]:
    """The tiers of a demand told behind the money of their sentence: 给予奖励10万元，其中：收入…的，增速…；…."""
    line = _LINE.match(text, granted.start)
    among = _AMONG.search(text, granted.start, line.end()) if line else None
    told = told_tiers(text, Span(among.end(), line.end())) if among and line else None
    return [told] if told else []


__all__ = ["tiers", "tiers_behind", "told_kinds", "told_tiers"]
