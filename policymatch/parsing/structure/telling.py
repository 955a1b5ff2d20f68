"""Documents that tell of supports and grant none: news, readings of a policy, replies, reports, tenders, lists of names."""

from __future__ import annotations

import re

from policymatch.parsing.seldom import Seldom

_TELLS = re.compile(
    r"工作报告|讲话|致辞|答记者问|总结|招聘|招标|采购|中标|(?:名单|结果|项目|企业|资金|情况|对象).{0,8}(?:公示|通报)|(?:名单|结果|情况)的?公告|公布.{2,40}名单"
)
_CALLS = re.compile("申报|申请|申领|征集|指南|办法|措施|优惠|政策|减免")
"""Titles that speak of lists and purchases all the same: 关于申报项目的通知."""
_ONLY_TELLS = re.compile(
    r"解读|图解|一图(?:读|看)懂|(?:提案|建议|议案|信访|咨询|来信)[^，。]{0,12}(?:答复|复函|回复)|执行情况[^，。]{0,16}报告|实施情况[^，。]{0,8}(?:报告|评估)"
    r"|竞争性(?:磋商|谈判)|询价|比选|(?:招标|采购|投标|磋商|谈判|成交|中标|出让|拍卖|流标|更正)[^，。]{0,6}公告"
    r"|(?:召开|举行|举办|开展|赴|莅临|走访)[^，。]{0,30}(?:会议?|活动|仪式|培训班?|调研|考察|宣讲|走访)$|(?:推进|座谈|宣讲|发布|对接|动员|部署|协调|调度)会$"
    r"|统计公报|经济运行|运行(?:情况|分析|态势)|主要(?:经济)?指标|统计(?:数据|快报|月报|分析)|情况的?(?:通报|报告|汇报)$|(?:兑[现付]|发放|拨付|惠及)[^，。]{0,16}\d[^，。]{0,4}[万亿余多]*(?:元|家|户|人次)"
    r"|(?:拟[^，。]{2,40}|名单|结果)的?公示(?:公告)?$|(?:结果|名单)的?(?:公告|公示|通告)$"
)
_TOLD = Seldom(
    r"本报讯|（(?:见习)?(?:记者|通讯员)|记者(?:从|获悉|了解到|\s)|各位代表|(?:提案|建议|来信)》?[^，。\n]{0,6}收悉|现(?:答复|回复)如下"
)
_ISSUED = re.compile(r"(?:办法|措施|细则|规程|政策|方案|意见|规定|指南|通知|条)(?:（[^（）]*）)?$")


def only_tells(title: str, text: str = "") -> bool:
    """Whether a document reports, explains, replies, buys or names who got what: what it speaks of is granted elsewhere.

    Args:
        title: its title.
        text: its words, which tell news by how they begin; empty where the title alone is to decide.
    """
    if _ONLY_TELLS.search(title) or (_TELLS.search(title) and not _CALLS.search(title)):
        return True
    return not _ISSUED.search(title) and bool(_TOLD.search(text))


def is_regulation(text: str) -> bool:
    """Whether the document is a regulation: what it says of supports in general, other documents grant."""
    return bool(re.match(r"[^\n。]{2,40}(?:条例|(?<!办)法)\n", text))
