"""Words around the names of persons: brackets that say who is meant, and what ends a row of them."""

from __future__ import annotations

import re

ETC = re.compile(
    r"等(?:[^，。；、的（）]{0,10}?(?:人员|群体|人群|劳动者|对象))(?=的|可|，|。|；|$|首次|创办|自主|从事)"
)
_PEOPLE = r"(?:人员|家庭|成员|农民|军人|青年|妇女|人|者|户)"
EXPLAINED = re.compile(
    rf"（(?:[^（）、；]{{2,24}}{_PEOPLE}、){{2,}}[^（）、；]{{2,24}}{_PEOPLE}）|"
    r"（(?!不?含|包括|包含|其中|除)(?:(?!须|应|除外|不含|以[上下]|之日|\d年内|\d岁|[一二两三五]年内)[^（）；]){4,150}）(?=[、，；。]|和|及|以及|或|等|$)"
)
"""A bracket that says who is meant by the name before it: 就业困难人员（4050人员、零就业家庭成员）、."""
NOT_A_PERSON = re.compile(
    r"(?:(?:领办|创办)?企业(?!家|主(?!营)|经营者|负责人|法定代表人|法人代表|高管)|卡|梯队|队伍|团队|(?:的)?(?:培养|选拔|引进|评价|激励|使用|管理|培训|评选|表彰)(?:[、和与]|制度|机制|体系|计划|工作|$)|公寓|政策|工资|设站|创办的|领办的|(?:（专家）)?工作站|流动站|科研流动站|科研平台|创新|[一-龥]{0,2}(?:实践|示范)基地|[、和及][^，。；、]{2,5}(?:科研平台|工作站|流动站)|科研工作站|专家工作站|占|(?:总)?(?:人数|规模|数量)|比例|\d|不少于|以上|实名制|就业创业|创业园|服务|家庭成员)"
)
HAS_SUCH = re.compile(r"(?:拥有|(?<![没享只具所])有(?!限)|配备|聘请|成员可以[是为])[^，。；、]{0,8}$")
"""有符合条件的技能大师: the applicant has such people, it is none."""
HIRED = re.compile(r"(?:安[置排]|招用|吸纳|招聘|招收|录用|雇[佣用])[^，。；]{0,20}$")
"""Whom the applicant has hired, who is not the applicant."""
_SERVED = re.compile(
    r"(?:周?岁)?(?:（[^（）]*）)?(?:以[上下]|以内|及以[上下])?的?[^，。；、]{0,6}(?:老年?人|婴幼儿|幼儿|儿童|未成年人|青少年|患者|失能|孤儿|妇女|残疾人)"
)
_SERVES = re.compile(
    r"(?:为|向|给|供|面向|收[托住养治]|接[收纳]|招[收生]|培训|照[护料]|服务|护理|托养|助|针对|对|满足|保障)[^，。；]{0,10}$"
)
_SERVICE = re.compile(r"[^，。；]{0,12}(?:提供|开展|服务|照[护料]|护理|托养|就餐|助餐|免费|优惠|看护|托育|入住)")


def of_those_served(text: str, start: int, end: int) -> bool:
    """Whether an age is that of whom the applicant serves: 为80周岁以上老年人提供服务, 收托3岁以下婴幼儿.

    >>> of_those_served("为80周岁以上老年人提供服务的机构", 1, 7), of_those_served("年满60周岁的老年人", 2, 6)
    (True, False)
    """
    named = _SERVED.match(text, max(start, end - 4)) or _SERVED.match(text, end)
    return named is not None and bool(
        _SERVES.search(text, max(0, start - 16), start) or _SERVICE.match(text, named.end())
    )


_BRINGS = re.compile(
    r"(?:机构|平台|组织|公司|中介|协会|商会)(?!的)[^，。；]{0,16}?(?:引进|引荐|招引|推荐)[^，。；、]{0,6}$"
)
_BRINGER = re.compile(r"(?:及其?团队)?的(?:用人)?(?:单位|企业|机构|平台|组织|协会|商会)")


def is_brought(text: str, start: int, end: int) -> bool:
    """Whether a body brings in the persons named, who then do not apply: 引进高层次人才的用人单位."""
    before = text[:start]
    return bool(
        _BRINGS.search(before)
        or (re.search("(?:引进|引荐|招引|聘用)[^，。；、]{0,4}$", before) and _BRINGER.match(text, end))
    )
