"""Sorts of applicants that a limit is told for: 工业企业产值5000万元以上, 社会组织开办资金30万元以上, 其他企业….

Points side by side that each limit a sort of their own are a choice: an applicant is of one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from policymatch.parsing.structure.others import OTHERS
from policymatch.parsing.structure.stated import Clause, Group, Requirement
from policymatch.parsing.text.sentences import trimmed
from policymatch.spans import Span

BODIES = "社会组织|社会团体|个体工商户|高校|高等学校|高等院校|科研院所"
"""Sorts of applicants by themselves."""
_PLAIN = r"(?:企业|单位|机构|院所|学校|合作社|园区|基地|商户|门店|医院|协会|事务所|项目)(?!型)"
_NOUN = rf"(?:{_PLAIN}|{BODIES})"
_OF_FIRMS = "孵化(?:载体|器|基地|平台)|加速器|技术(?:研究)?中心|(?:公共)?服务(?:站|平台|中心)|研究院|重点实验室|工作站"
"""What is named after firms and counted itself: 科技企业孵化器, 企业技术中心."""
LIMITS = (
    rf"的?(?=(?!数|总数|家数|占|达|不|超|未|为|入驻|每|用户|客户|会员|账号|{_OF_FIRMS})[^，。；：\d（）]{{2,28}}\d)"
)
_TYPE = r"[^，。；：、\d（）的]{1,8}(?<!类)(?<!转)(?<!小)(?<!中)(?<!大)(?<!微)型"
_TYPED = rf"{_TYPE}(?:、{_TYPE})*(?:[和及]{_TYPE})?(?=(?!企业|单位|机构)[^，。；：\d]{{4,40}}\d)"
SORT = re.compile(
    rf"(?:其中，?|(?:、|，|；))?(?:(?=(?P<typed>{_TYPED}))|)"
    rf"(?P<sort>(?(typed)(?P=typed)|(?:{BODIES}|[^，。；：\d（）]{{1,20}}?{_NOUN})(?:、[^，。；、：\d（）]{{2,8}}?{_NOUN})*{LIMITS}))"
)
"""A sort and, ahead, its limit: 批发企业年销售额…, 高校型、楼宇型和物流型基地入驻企业户数…."""
REST = re.compile(rf"(?P<sort>(?:其[他它]|其余)[^，。；：\d（）]{{0,6}}?{_NOUN}){LIMITS}")
"""Those of no sort named: 其他企业年营业收入达到2000万元."""
_ANYBODY = re.compile(
    rf"(?:原则上|一般|申[请报](?:的)?|上述|该|本|各类?|所有|其[他它]?|其余|参[评选]|承担|实施|相关|有关|[本我全区市县省]|[区市]内|在库|入库|拟)*{_PLAIN}"
)
LONE = re.compile(rf"(?:{BODIES}|[^，。；：\d（）]{{2,16}}(?:企业|机构|合作社|事务所|院所|学校)){LIMITS}")
_SPEAKS = re.compile(
    r"^(?:即|符合|具有|具备|属于|为|是|且|并|或|拥有|近|上|年度?|当|已|被|经|注册在|成立|对|与|向|由|服务(?!机构|平台|商|型|类|业)|引进|帮助|带动|每)"
)


def names_sort(words: str) -> bool:
    """Whether words that end in a noun for applicants tell some of them, not all."""
    return (
        not OTHERS.match(words + "有")
        and "在孵" not in words
        and not _ANYBODY.fullmatch(words)
        and not _SPEAKS.match(words)
    )


_SPACE = re.compile(r"\s")


def sort_limited(words: str) -> str | None:
    """The sort of applicants that a point opens with and limits (批发企业年销售额2亿元以上); None where it opens otherwise."""
    said = _SPACE.sub("", words)
    match = REST.match(said) or SORT.match(said)
    if match is None or "占" in said or said.startswith("其中"):
        return None
    return match["sort"] if match.re is REST or names_sort(match["sort"]) else None


_END = (
    "企业|单位|机构|组织|个人|人员|合作社|园区|基地|平台|工商户|团队|农场|公司|协会|商会"
    "|毕业生|士兵|军人|农民工|学生|青年|院校|高校|院所|银行|孵化器|众创空间|驿站|人才|群体|技师|教师|劳动者|创业者|农户|大户"
)
_WHOLE_KIND = rf"[^，。；：、（）]{{4,40}}的(?!企业|单位|机构)[^，。；：、（）的]{{0,10}}(?:{_END})"
_NO_KIND = "(?:不|指|是|所称|对|并|且|签|与|其|应|须|需|除|但|包括|含|均|还|同时|缴|依法|具|符合|满足|已|未|无|有|经|近|上|年|当|获|招|吸纳|属)"
_KIND = rf"(?:(?!{_NO_KIND})(?:[^，。；：（）]|（[^（），。；]{{1,20}}）){{2,60}}?(?:{_END}))"
PERSONS = re.compile(
    "(?:个人|人员|毕业生|士兵|军人|农民工|学生|青年|人才|技师|教师|劳动者|创业者|群体|博士后?|工匠|居民)(?:（[^（）]*）)?(?:等)?[；。]?$"
)
"""Whoever is told by these is no firm: what is said of the firms beside them goes for these alone."""
_ROW_OF_KINDS = re.compile(
    rf"{_WHOLE_KIND}(?:(?:、|，)(?:以及|及|和|或)?{_WHOLE_KIND})+[。；]?|(?P<apart>{_KIND}(?:[，；](?:以及|及|和|或者?|与)?{_KIND})+)[。；]?"
)
_BETWEEN = re.compile("[、，](?:以及|及|和|或)?")
_APART = re.compile("[，；](?:以及|及|和|或者?|与)?")
_AND_TAKEN = re.compile(
    r"(?P<who>[^，。；：（）]{2,20}?(?:个人|人员|毕业生|士兵|军人|农民工|学生|青年|创业者|求职者|劳动者))[、，]?(?:和|及|以及|或)(?P<taker>(?:招用|吸纳|录用|招聘|聘用|新招|安置|带动)[^，。；：（）]{2,30}的[^，。；：的]{0,10}(?:企业|单位|机构|组织|主体))[。；]?"
)
"""People, and those who take them on: 退役军人和招用退役军人的企业."""
_A_BODY = r"[^，。；：、（）的]{0,10}(?:高校|学校|院校|院所|机构|组织|医院|单位|园区|基地|平台|协会)"
_BODIES_AND_FIRMS = re.compile(
    rf"(?P<bodies>{_A_BODY}(?:、{_A_BODY})*)(?:[、，](?:以及|及|和|或)?|以及|及|和|或者?)"
    r"(?P<firms>(?:在|注册|设立|工商|登记)[^，。；：、（）]{2,24}的[^，。；：、（）的]{0,10}(?:企业|公司|单位)(?:等)?)[。；]?"
)
"""高等学校、科研机构以及在本市注册的企业: the place binds the firms alone."""


_FIRM = "[^，。；：、（）的]{2,16}(?:企业|机构|单位|公司|平台|园区|基地|合作社|商户|高校|院所)"
_AND_WHOEVER = re.compile(
    rf"(?P<lead>[^，。；：、（）的]{{1,12}}(?:注册|登记|设立|备案)的)?(?P<row>{_FIRM}(?:、{_FIRM})*)(?:、|，)(?:以及|及|和|或)?"
    r"(?P<last>(?:[在于从利通拥设依]|开展|经营|运营|持有)[^，。；：]{4,40}，[^。；：]{4,60}的(?:企业|单位|机构|公司|主体|商户|平台))[。；]?"
)
"""Sorts of firms, and whoever does what words with commas tell: 甲企业、乙企业、在市内开设门店，开展丙销售的企业."""


def row_of_kinds(text: str, said: Span) -> Group | None:
    """Kinds of applicants told in full in a row, of which one is enough: 创业的小微企业、吸纳重点群体就业的小微企业."""
    if whoever := _AND_WHOEVER.fullmatch(text, said.start, said.end):
        kinds = Group("any", tuple(Clause(Span(*whoever.span(name)), subject=True) for name in ("row", "last")))
        return Group("all", (Clause(Span(*whoever.span("lead")), subject=True), kinds)) if whoever["lead"] else kinds
    if beside := _BODIES_AND_FIRMS.fullmatch(text, said.start, said.end):
        return Group("any", tuple(Clause(Span(*beside.span(name)), subject=True) for name in ("bodies", "firms")))
    taken = _AND_TAKEN.fullmatch(text, said.start, said.end)
    if taken is not None:
        return Group("any", tuple(Clause(Span(*taken.span(one)), subject=True) for one in ("who", "taker")))
    row = _ROW_OF_KINDS.fullmatch(text, said.start, said.end)
    if row is None or (row["apart"] and _shares_lead(row["apart"])):
        return None
    between = _APART if row["apart"] else _BETWEEN
    edges = [said.start, *(at for sign in between.finditer(text, said.start, said.end) for at in sign.span()), said.end]
    told = zip(edges[::2], edges[1::2], strict=True)
    return Group("any", tuple(Clause(trimmed(text, Span(low, high)), subject=True) for low, high in told))


def _shares_lead(row: str) -> bool:
    """Whether the first of a row says what all of them are: 在本市注册的甲企业、乙单位，以及丙单位."""
    first, *others = _APART.split(row)
    if all(PERSONS.search(other) for other in others) and not PERSONS.search(first):
        return False
    return "的" in first and not all("的" in other for other in others)


def choices(text: str, requirements: Iterable[Requirement]) -> list[Requirement]:
    """The requirements with those side by side that each limit a sort of applicants as one choice."""
    found: list[Requirement] = []
    for limited, row in groupby(requirements, key=lambda one: _limited(text, one) is not None):
        points = list(row)
        apart = limited and len({_limited(text, one) for one in points}) == len(points) > 1
        found += [Group("any", tuple(points))] if apart else points
    return _with_others(text, _or_else(text, found))


_OTHERS_TOO = re.compile(
    r"(?:其[他它]|其余)(?:的)?(?:人员|申请人|借款人|群体|人群|创业者|劳动者|创业人员|企业|单位|机构)[^，。；]{0,24}?，"
    r"(?:除(?:应当?|须|需)?(?:符合|满足|具备)?(?:上述|以上|前述|前款|本条)[^，。；]{0,10}外，)(?:还|另)?(?:应当?|须|需)?(?:同时)?(?:符合|满足)?(?:[：，])?"
)
"""其他人员申请贷款的，除上述条件外，创业主体登记时间应在3年内: they may come in beside those listed."""
_KINDS_LISTED = re.compile(r"[^，。；：]{2,20}(?:（[^（）]*）)?、[^。；：]*")


def _with_others(text: str, found: list[Requirement]) -> list[Requirement]:
    """The requirements, the others who are asked for more than those listed as a choice beside the list."""
    for at, one in enumerate(found):
        told = _OTHERS_TOO.match(text, one.span.start) if isinstance(one, Clause) and not one.negated else None
        if told is None or not isinstance(one, Clause):
            continue
        stop = min((end for sign in "。\n" if (end := text.find(sign, told.end())) >= 0), default=len(text))
        behind = next((to for to in range(at, len(found)) if not _within(found[to], one.span.start, stop)), len(found))
        also = Clause(trimmed(text, Span(told.end(), stop)))
        for before, row in enumerate(found[:at]):
            if (both := _beside_list(text, row, also)) is not None:
                return [*found[:before], both, *found[before + 1 : at], *found[behind:]]
    return found


def _within(one: Requirement, start: int, stop: int) -> bool:
    return isinstance(one, Clause) and start <= one.span.start and one.span.end <= stop


def _beside_list(text: str, one: Requirement, also: Clause) -> Requirement | None:
    """A requirement that opens with a list of kinds, with what stands beside the list; None where it opens otherwise."""
    if isinstance(one, Group):
        first = _beside_list(text, one.members[0], also) if one.joiner == "all" and one.members else None
        return first and replace(one, members=(first, *one.members[1:]))
    listed = not one.negated and _KINDS_LISTED.match(text, one.span.start, one.span.end)
    return Group("any", (one, also)) if listed else None


_OR_ELSE = re.compile(r"(?:或者|或是|或(?![多少许然有]))")


def _or_else(text: str, found: list[Requirement]) -> list[Requirement]:
    """Points of which one opens with 或, beside the one before it: （1）已备案；（2）或者已登记."""
    kept: list[Requirement] = []
    for one in found:
        first = one if isinstance(one, Clause) else next(iter(one.members), None) if one.lead is None else None
        opens = isinstance(first, Clause) and not first.negated and _OR_ELSE.match(text, first.span.start) is not None
        if not opens or not kept or (isinstance(kept[-1], Clause) and kept[-1].subject):
            kept.append(one)
            continue
        last = kept.pop()
        row = last.members if isinstance(last, Group) and last.lead is None and last.joiner == "any" else (last,)
        kept.append(Group("any", (*row, one)))
    return kept


def _limited(text: str, requirement: Requirement) -> str | None:
    if not isinstance(requirement, Clause) or requirement.negated or requirement.verbatim:
        return None
    return sort_limited(requirement.span.of(text))


__all__ = ["BODIES", "LIMITS", "LONE", "REST", "SORT", "choices", "names_sort", "row_of_kinds"]
