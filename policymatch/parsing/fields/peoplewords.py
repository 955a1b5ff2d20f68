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
    r"(?:卡|梯队|队伍|团队|(?:的)?(?:培养|选拔|引进|评价|激励|使用|管理|培训|评选|表彰)(?:[、和与]|制度|机制|体系|计划|工作|$)|公寓|政策|工资|创办的|领办的|工作站|流动站|科研流动站|科研平台|创新|[一-龥]{0,2}(?:实践|示范)基地|[、和及][^，。；、]{2,5}(?:科研平台|工作站|流动站)|科研工作站|专家工作站|占|人数|比例|\d|不少于|以上|实名制|就业创业|创业园|服务|家庭成员)"
)
HAS_SUCH = re.compile(r"(?:拥有|(?<![没享只具所])有(?!限)|配备|聘请|成员可以[是为])[^，。；、]{0,8}$")
"""有符合条件的技能大师: the applicant has such people, it is none."""
HIRED = re.compile(r"(?:安置|招用|吸纳|招聘|招收)[^，。；]{0,20}$")
"""Whom the applicant has hired, who is not the applicant."""
