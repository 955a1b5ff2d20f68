"""A sentence that states what somebody has or did, before a grant that asks for nothing: 企业参加境外展会，展位面积不少于9平方米。按展位费的50%给予补贴."""

from __future__ import annotations

import re

from policymatch.parsing.drafting.headed import GOALS, spent_on
from policymatch.parsing.drafting.remarks import SLOGAN, grants_nothing
from policymatch.parsing.drafting.whowords import WHO
from policymatch.parsing.seldom import Seldom
from policymatch.parsing.structure.requirements import Clause, Requirement
from policymatch.parsing.text.asides import demands_nothing
from policymatch.parsing.text.sentences import trimmed
from policymatch.spans import Span

_DEED = re.compile(
    r"(?:自主|首次|新|实际|成功|联合|年度)*(?:参[加与]|[建设]有|取得|获[得评批]|完成|投资|新?[建购][设成置买]?|租[用赁]|开[展设办]|组织|实施|引进|招[用聘录]|吸纳|举办|承[办担接]|入[驻选围]|购[买置]|通过|利用|自有|持有|拥有"
    r"|注册|登记|设立|成立|从事|主营|签订|投保|发行|制定|改造|使用|聘[请用]|纳入|缴纳|在[^，。；]{2,24}[^，。；内])"
)
_ACTOR = re.compile(
    rf"(?:上述|凡|对于?|在[^，。；]{{2,16}}的)*(?:[^，。；\d]{{0,12}}(?:{WHO.pattern}))(?:（[^（）]*）)?(?:在[^，。；]{{2,24}}?|于[^，。；]{{4,30}}?)?(?={_DEED.pattern})"
)
_LIMIT = re.compile(r"不[低少高多]于\d|不超过\d|(?:达到?|超过?|满)\d|\d[^，。；]{0,10}(?:以[上下内]|（含）|及以上)")
_OF_SUPPORT = Seldom(
    r"补[贴助]|奖[励补金]|资助|扶持|支持|额度|名额|兑[现付]|拨付|贴息|配套|力争|目标|计划|到20\d\d年|全[区市县省]|安排|政府|财政|部门|领导小组|专项资金|引导基金"
    r"|本(?:政策|办法|措施|细则|意见|条|款|项|通知|指南)|是指|指的?是|分为|包括|如下|下列|以下(?!企业|简称)|视为|为准|[：？]"
)


_OFFICE = re.compile(
    r"(?:由)?(?:我|本|全|各)?[省市区县镇街](?!内|域|外|属)[^，。；]{0,10}?(?:中心|[局委办厅]|平台|窗口|大厅|园区|街区|已)"
)
"""What an office sets up, or what a district has: 区政务中心设立专窗; 我区已建成街区5个."""


def stated(text: str, sentence: Span) -> Requirement | None:
    """What a sentence without 应 or …的 says that the grant behind it is for; None where it says no such thing."""
    said = trimmed(text, sentence)
    words = said.of(text)
    if (spent := spent_on(text, said)) is not None:
        return Clause(spent, subject=True)
    if _OF_SUPPORT.search(words) or any(one.match(words) for one in (GOALS, SLOGAN, _OFFICE)):
        return None
    if grants_nothing(words) or demands_nothing(words):
        return None
    return Clause(said) if _ACTOR.match(words) or (_LIMIT.search(words) and _DEED.match(words)) else None
