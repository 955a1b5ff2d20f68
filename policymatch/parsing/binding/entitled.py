"""Whom a sentence outside the items says that the document is for: 适用于…; …的企业可申请本专项资金; 支持对象为…."""

from __future__ import annotations

import re

from policymatch.parsing.binding.terms import TEXT, WHO, said_of
from policymatch.parsing.seldom import Seldom
from policymatch.parsing.structure.outline import Node
from policymatch.parsing.structure.requirements import Clause, Group, Requirement
from policymatch.parsing.text.sentences import phrases, trimmed
from policymatch.spans import Span

APPLIES = Seldom(
    rf"(?:{TEXT}(?:主要)?|^)(?:(?:以下|上述|以上)?(?:政策|措施|奖[励补]|补[贴助]|扶持|支持)?[只仅]?适用于|的适用(?:对象|范围)为|适用(?:对象|范围)[为是：]|支持对象为|扶持对象为)(?P<said>[^。；]{{6,}})"
)
_BODIES = (
    "(?:医院|诊所|护理院|养老院|幼儿园|托儿所|学校|高校|院校|院所|酒店|民宿|旅行社|景区|门店|商场|超市|影院|书店|市场|楼宇|"
    "平台|中心|协会|商会|毕业生|劳动者)"
)
_MAY_APPLY = Seldom(
    rf"^(?:凡是?)?(?P<said>[^。；]{{4,}}?(?:{WHO}|{_BODIES})(?:（[^（）]*）)?(?:，以及[^。；，]{{4,}})?)，?(?:均|都|方)?"
    r"(?:(?:可以?|有权|有资格|具[有备][^，。；]{0,4}资格)(?:按照?|依照|依据|根据)?|(?=适用))"
    rf"(?:{TEXT})?(?:的?规定)?(?:(?:申[请报领]|享受)(?:[。；]?$|{TEXT}|[本该]?(?:专项|相关|引导|补偿|扶持)?(?:资金|基金)|认定"
    rf"|(?:以下|下列|如下|相关|有关|各项|财政|税收)*(?:扶持|优惠|资助|支持|奖[励补]|补[贴助]))|适用于?{TEXT})"
)
_BUT_FOR = re.compile(r"除(?P<who>[^，。；]{2,24}?)(?:以)?外，(?=[^，。；]{4,})")
"""除个体工商户外，在本区注册的各类主体均可申请."""
_SERVED = re.compile(
    rf"(?:{TEXT}所?(?:(?:扶持|支持|奖励|奖补|补[贴助]|鼓励|资助)(?:和|与|、)?)+的?[^，。；为是]{{0,12}}?(?:项目|企业|单位|机构|对象)"
    r"|(?:以上|上述|前述|各项|所有)?(?:(?:扶持|支持|奖[励补]|补[贴助]|优惠|资助)*(?:政策|措施|条款)的?)?(?:(?:本(?:办法|措施|细则|政策|方案|规程|操作规程|规定|资金|专项资金|项目|计划)|[^，。；：]{2,12}的)(?:的)?)?(?:服务|补[贴助]|资助|保障|支持|扶持|奖励|奖补|申请|申报|受益|适用|使用|享受|兑现)的?(?:对象|主体)"
    r"|(?:以上|上述|前述)(?:所[称指说])?的?(?:各类)?(?:企业|单位|机构|项目))"
    r"(?:主要|均|都|应当?|须|需|必须|[只仅])*(?:为|是指?|包括|指|限于|仅限|限)：?(?P<said>[^。；]{6,})"
)
_SUPPORTS = re.compile(
    rf"{TEXT}(?:只|仅|主要)?(?:支持|扶持|奖励|资助|面向|针对)(?P<said>[^。；]{{0,30}}(?:注册|登记|独立法人)[^。；]*{WHO})[。；]?$"
)
"""本办法支持在本区注册登记的软件企业."""
_MUST_BE = re.compile(  # 申请人须为毕业五年内的高校毕业生（含技师学院毕业生）
    rf"^(?:(?:申[请报领](?:人|对象|单位|主体)|创业者|补[贴助]对象)?(?:应当?|须|需要?|必须)(?:是|为|属于)|仅?限于?)(?P<said>[^。；]{{4,}}?(?:{WHO}|毕业生|学生|居民|青年|妇女|军人|劳动者|农民)(?:（[^）]*）)?)[。；]?$"
)
_ONLY = re.compile(
    rf"(?:注：|备注：|说明：)?(?:以上|上述|本|该)[^，。；：]{{0,6}}(?:奖[励补]|补[贴助]|政策|措施|资金|项目)(?:均|都)?(?:仅限|限于|限)(?P<said>[^。；]{{4,}}?{WHO})(?:方可|才[能可]|可以?)?(?:申[请报领]|享受)?[。；]?$"
    rf"|只有(?P<only>[^。；]{{4,}}?{WHO})，?(?:才|方)可?(?:以|能)?(?:申[请报领]|享受)"
)
"""以上奖励仅限在本区纳税的企业申报; 只有在本区注册的企业才能享受本措施."""
_ENJOYS = Seldom(
    rf"^(?:凡是?)?(?P<said>[^。；]{{4,}}?\d[^，。；]*?以上(?:（[^）]*）)?的?(?:企业|项目)?)，(?:均|方|一律)?可?享受(?:{TEXT}|本[^，。；]{{0,4}}优惠(?:政策|办法))"
)
"""引进项目固定资产投资达到5000万元以上，享受本政策."""
_OF_THE_FUND = re.compile(
    "组织(?:实施|开展|申报)|(?:项目|企业|单位)?(?:资金|专项资金)的?(?:申[请报]|管理|使用|审核|拨付|监督)[^，。；]*|[^，。；]*(?:计划|资金|管理|监督|拨付|审核|使用|评审|验收)(?:工作|活动)?$"
)
"""What the document regulates, which names no applicant: 本规程适用于专项资金的申报、审核、拨付."""


def entitled(text: str, sentence: Span) -> list[Requirement] | None:
    """Who may apply, as a sentence says; None where it does not say so."""
    words = sentence.of(text)
    applies = APPLIES.search(words)
    if applies and re.search(WHO, _OF_THE_FUND.sub("", applies["said"])):
        return [Clause(said_of(text, sentence, applies), subject=True)]
    served = next(
        (said for way in (_SERVED, _MAY_APPLY, _ENJOYS, _MUST_BE, _SUPPORTS) if (said := way.match(words))), None
    )
    if served:
        return _served(text, said_of(text, sentence, served))
    if (only := _ONLY.match(words)) is not None:
        low, high = only.span("said" if only["said"] else "only")
        return _served(text, Span(sentence.start + low, sentence.start + high))
    return None


def _served(text: str, said: Span) -> list[Requirement]:
    """Who may apply, and who of them may not."""
    but = _BUT_FOR.match(text, said.start, said.end)
    if but is None:
        return _applicants(text, said)
    return [Clause(Span(*but.span("who")), negated=True), *_applicants(text, Span(but.end(), said.end))]


_KIND = re.compile(rf"[^。；]{{4,}}{WHO}(?:等)?")


def _applicants(text: str, said: Span) -> list[Requirement]:
    """Who may apply; kinds set apart by commas (在本区注册的企业，在本市注册的…分支机构，…等组织) are alternatives."""
    kinds = [trimmed(text, phrase) for phrase in phrases(text, said)]
    if len(kinds) < 2 or not all(_KIND.fullmatch(kind.of(text)) for kind in kinds):
        return [Clause(said, subject=True)]
    return [Group("any", tuple(Clause(kind, subject=True) for kind in kinds))]


_WHOM = r"(?:扶持|支持|适用|申[请报]|补[贴助]|奖[励补]|资助|享受)的?(?:对象|主体|范围)"
_MORE = r"[^。；：]{2,160}(?:并|且|还|均|同时|应当?|须|需)(?:符合|满足|具备|达到)[^。；，：]{0,14}：$"
_WHOM_AND_MORE = re.compile(rf"(?:本[^，。；：]{{1,8}}的?)?{_WHOM}(?:主要)?(?:为|是|指|包括|：){_MORE}")
"""Whom the support is for, at any length, before the list: 扶持对象为…的农业企业、合作社、家庭农场，同时应满足：."""
_LABELLED_WHOM, _AND_MORE = re.compile(f"{_WHOM}[：。]?$"), re.compile(_MORE)


def announces_whom(text: str, node: Node, words: str) -> bool:
    """Whether a sentence says whom the document is for and lists what more is asked, by its own words or under a label."""
    if _WHOM_AND_MORE.match(words):
        return True
    return _LABELLED_WHOM.search(node.heading.of(text).strip()) is not None and _AND_MORE.match(words) is not None


__all__ = ["APPLIES", "announces_whom", "entitled"]
