"""What phrases of a granting sentence say beside who may have it: how it is paid and weighed, what is hoped for, what offices do."""

from __future__ import annotations

import re

from policymatch.spans import Span

HOW = re.compile(  # how it is paid and weighed, not who may have it: 采取后补助方式, 综合评价…等情况
    r"(?:主要|原则上|一般|统一|[^，。；的]{0,6}资金)?(?:采[取用]|通过|以)[^，。；的]{2,14}(?:方式|形式|办法)(?:进行|实施)?"
    r"|(?:企业|单位|申[请报]人)?向[^，。；]{2,20}(?:申领|申请|申报|提出)[^，。；]{0,12}|[^，。；]{2,30}签订[^，。；]{2,20}(?:合同|协议)后"
    r"|对?[^，。；的]{2,20}进行(?:综合|绩效)*(?:评估|评价|考核|评审)(?:后)?"
    r"|此?后?每(?:再|多)?(?:增加|新增|增长|超过?|超出|满|出口|进口|实现|完成|提高)[^，。；\d的]{0,10}\d[\d.]*[万亿]?(?:美元|欧元|元|个百分点|%|人|件|家|台|吨|标箱|平方米|亩)(?!以上)[^，。；的\d]{0,10}"
    r"|(?:综合(?:评价|考虑|考量|评估)?|根据|依据|结合|按照|视|统筹考虑)[^，。；]{2,60}(?:等)?(?:情况|因素|结果|成效|水平|程度)(?:等)?"
    r"|(?:并)?对?其(?!他|它|中|余)[^，。；的\d]{0,6}|(?:自|从)[^，。；的]{0,6}(?:认定|约定|投产|申请|签约|获批|达产|兑现)[^，。；的]{0,8}(?:起|开始)(?:连续[^，。；]{1,4}年|[^，。；]{1,4}年内)?|在(?!获得|取得|享受)[^，。；]{1,40}基础上|(?:依|按)?(?:条件)?在[^，。；的]{0,10}(?:阶段|期限|时间|年限|建设期)内"
    r"|(?:增幅|增速|增长率?)每(?:再|多)?(?:增加|提高|增长|上升)[^，。；\d]{0,4}\d[\d.]*个?(?:百分点|%)"
)
GOAL = re.compile(
    r"^(?:并|以|来|从而|进而|不断|着力)*(?:支持(?!企业)|引导|提高|实现(?!税)|推动|促进|向.{2,20}发展|尽快|形成(?!高|的)|加快|提升|带动|打造|培育|增强|吸引|助力|推进|拓展|优化|营造|通过为|加速|扩大|探索)(?!.*的$)"
)
OFFICE = re.compile(  # what an office does before it gives: 根据布局现状, 遴选优质项目, 将其纳入平台
    r"(?:根据|结合|坚持|遴选|择优遴选|探索|统筹|创新(?=[^，。；]{2,10}(?:管理|机制|体制|服务)$)|健全|畅通|简化|采取[^，。；]{0,8}措施|确定合适"
    r"|将(?=[^，。；]{2,30}纳入)|[^，。；]{2,20}(?:等)?部门(?:应|要|将|须|可|按)[^，。；]{0,4}(?:程序|规定|当|将|时|积极|主动))(?![^，。；]*(?:的|\d[^，。；]*以[上下]|申[请报])$)[^，。；]*$"
)
PLANS = re.compile(  # what an office means to do, beside offers without money
    r"(?:完善|深化|优化|拓宽|保障|落实|发挥|构建|强化|营造|破除|支持(?=[^，。；]{2,16}产业发展$))(?![^，。；]*(?:的|\d[^，。；]*以[上下])$)[^，。；]*$"
)
LASTS = re.compile(
    "用于|(?:期限|年限|时间|时长)(?:累计)?(?:最[长多]|一般|原则上|为|不超过|不得超过){1,3}[^，。；元]{0,6}(?:年|月)(?:（[^（）]*）)?$"
)
"""What a sum is for, and how long it is paid (补贴期限最长不超过3年): no sum by itself."""
MEANT = re.compile("^[^（）]*(?:为准|下同|计算|起算)[^（）]{0,12}）")
"""A bracket that says how a word is meant: （以初次享受补贴时间为准）."""
_OF_A_PART = re.compile(  # 个体工商户年应纳税所得额不超过200万元的部分: who pays it, and which part of the sum counts
    r"(?:对于?)?(?P<who>[^，。；\d]{0,16}?(?:企业|个体工商户|合作社|单位|机构|个人|纳税人))?[^，。；]*\d[^，。；]*的部分"
)
WHOSE = re.compile(
    r"(?:对于?|凡是?)(?!同一|单[个家项]|每)[^，。；]*\d[^，。；]*的[^，。；\d]{2,16}(?:企业|单位|机构|项目|业务|贷款|银行|产品|主体)"
)
"""对担保费率不超过1%的担保业务，: a limit of whom the support is for."""
_ASSESSED = re.compile(
    r"对(?P<who>(?!其|上述|以上|项目)[^，。；的\d]{3,20}?)(?:每年|每两年|定期|年度|按年)?(?:开展|进行|实施|组织)(?:年度|绩效|综合|量化|动态)*(?:评估|评价|考核|评审|评比|评定|测评)(?:后)?"
)
STANDARD_OF = re.compile(
    r"(?:(?<=[员者生业位构])(?:的|社保|岗位|运营|建设|购房|租房|生活)?|^)(?:补[贴助]|奖励|资助|津贴)(?:资金)?标准(?:为|是|按)|(?:运营|建设|生活|租房|购房|岗位|社保|保费|服务)补[贴助](?=按)"
)
"""How much is given, told of the money itself: 运营补贴按实际使用床位每张每月…."""
HELD_MONEY = re.compile(  # 已获得的奖励100万元; but 首次评为5A级、4A级的奖励100万元
    r"(?:获得?|取得|已)$|(?<!获评)(?<!评为)(?:获得?|取得|领取|享受|得到|拨付|发放|应得|所得|应|支付|兑现|规定|相应|同等|上述|(?<![\d元亩人家吨%件个名年台套户次张里度时米）及])以上|企业|单位|人员|项目|财政|政府|有关|相关)(?:到|过|了)?的$"
)


def whose_part(text: str, span: Span) -> Span:
    """Who has a sum of which only a part counts: that part limits nobody."""
    found = _OF_A_PART.fullmatch(span.of(text)) if span.of(text).endswith("部分") else None
    return Span(span.start, span.start + (max(found.span("who")[1], 0))) if found else span


def assessed(text: str, before: list[Span]) -> list[Span]:
    """Whom a support is for where the words before it only say that they are assessed: 对民办博物馆进行绩效评估，给予…."""
    found = (_ASSESSED.fullmatch(text, span.start, span.end) for span in before)
    return [Span(*one.span("who")) for one in found if one is not None][:1]
