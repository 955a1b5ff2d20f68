"""Whom a sentence of purpose speaks of (支持区内检验检测机构搭建平台), where the grant after it only says 机构."""

from __future__ import annotations

import re

from policymatch.parsing.seldom import Seldom
from policymatch.parsing.structure.requirements import Clause
from policymatch.parsing.text.wording import members, without_brackets
from policymatch.spans import Span

_THING = (
    r"(?:企业|机构|孵化器|园区|基地|平台|中心|协会|组织|单位|院所|高校|团队|合作社|银行|学校|商会|众创空间|加速器|楼宇|农场|景区|医院|公司"
    r"|老字号|旅行社|书店|酒店|民宿|饭店|剧[院团场]|院[团线]|影院|场馆|博物馆|俱乐部|运营[商方]|主[办体]方|经营主体|市场主体|商户|商家|媒体|名店|门店|商场|商超|市场|载体)"
)
_DOES = (
    r"(?:孵化|培育|引[进入]|招引|搭建|建设|新建|扩建|开展|参[与加]|以|通过|发展|做[大强优]|加[大强快]|申[报请]|创建|承[担办]|设立|组建|提[升高]"
    r"|开拓|购[置买]|进行|实施|利用|推[进广]|联合|在|对|向|为|积极|争创|扩大|增[加资产]|转型|改造|上市|融资|吸[引纳]|牵头|创新|打造|自主|主导|制定|获[得评]"
    r"|举办|组织|接待|承接|改造|创作|出版|演出|排演|邀请|上云|试用|投[资入保]|入驻|落户|租|整合|依托|牵头|运用|使用|采购|升级|并购|走出去|拓展|应用|攻关|研发|聘|招)"
)
_AIMED = re.compile(
    rf"(?:大力|积极)?(?:鼓励|支持|引导|扶持)(?P<who>(?:[^，。；、的]{{0,14}}?{_THING}(?:、|和|及|或者?|与))*(?:[^，。；、的在]{{1,10}}、)*[^，。；、的]{{0,14}}?{_THING})(?=(?:等[^，。；、的]{{0,8}}?)?{_DOES})"
)
SPECIFIC = re.compile(
    r"机构|单位|平台|园区|孵化器|基地|协会|(?:社会|体育|公益|服务|行业|合作|经济|中介|学术)组织|学校|社团|社区|银行|高校|院所|合作社|团队|技术成果"
)
"""Those who act, unlike the enterprises at large that every support is for."""
_BARE = re.compile(rf"的(?P<noun>{_THING})$")


def whom(text: str, goal: Span) -> Span | None:
    """The applicants that a sentence of purpose names; None where it names none."""
    found = _AIMED.match(text, goal.start, goal.end)
    return Span(*found.span("who")) if found else None


_AIM = re.compile(
    r"(?:进一步|逐步|广泛|持续|不断|深入|全面|全力|大力|积极|着力|加快|切实|努力|稳步|主动|重点)*"
    r"(?:支持|鼓励|引导|推动|推进|促进|加[大强快]|强化|(?:修改)?完善|制[定订]|健全|提[升高]|扩大|培育|做[强大优]|壮大|打造|构建|深化|落实|聚焦|围绕"
    r"|优化|拓[展宽]|激[发励]|营造|夯实|发挥|立足|深耕|稳定|助力|保障|增强|改善|搭建|建[立强]|提振|丰富|擦亮|构筑|宣传|弘扬|树立|推介|创新(?=[^，。；]{0,10}(?:模式|机制)))"
    r"[^，。；]*"
)
_ANY_OF_THEM = re.compile(
    r"(?:其|该|此|上述|以上|相关|这[类些]|同一|单[个家]|每[个家])|(?:符合|满足|达到)[^，。；]{0,6}(?:条件|要求|标准)|(?:成功|经|通过)?[^，。；]{0,4}(?:认定|评审|验收|备案)(?:通过|合格)?(?:后)?的?(?:企业|项目|单位)?$"
)


CHOSEN = re.compile(
    rf"(?:对于?)?(?:经|通过|被)[^，。；]{{0,6}}(?:认定|评审|验收|备案|评定|遴选|批准)(?:通过|合格|立项)?后?的?(?:上述|该)?(?:{_THING}|项目)"
)
"""经评审认定的平台: those of the aim that were chosen."""


_WHO = Seldom(rf".{{4,}}的[^，。；的]{{0,16}}{_THING}$")
_TOLD_OFF = re.compile(r"(?:[一二三四五六七八九]是|（?[一二三四五六七八九\d]{1,2}[）、.．])")


_OF_OTHERS = re.compile(
    r"(?:引导|鼓励|推动|支持)(?:各类?)?(?:金融机构|银行|保险(?:机构|公司)|担保机构|社会资本|社会力量)(?:[^，。；的]{0,4})(?:开发|推出|加大|创新|优化|提高|扩大|降低|增加)"
)
"""What lenders and insurers are hoped to do binds nobody who applies: 引导金融机构开发信贷产品，对符合条件的…."""


def without_aims(text: str, conditions: list[Span]) -> list[Span]:
    """The conditions of a grant without the aims before it, where 对… says in full whom it is for.

    推进未来工厂建设，对认定为省级未来工厂的，给予…: who builds none is not shut out by the aim. Where 对符合条件的项目 says
    nothing by itself, or the aim alone names the applicant (鼓励中介组织引荐人才，对成功引进…的), the aim stays.
    """
    told = [
        at
        for at, span in enumerate(conditions)
        if at and (text[span.start - 1] in "对凡" or _WHO.search(span.of(text)))
    ]
    told = [at for at in told if not _ANY_OF_THEM.match(text, conditions[at].start, conditions[at].end)]
    if not told:
        return [span for span in conditions[:-1] if not _OF_OTHERS.match(text, span.start, span.end)] + conditions[-1:]
    named = conditions[told[-1]].of(text)
    kept: list[Span] = []
    aimed = False
    for span in conditions[: told[-1]]:
        aimed = _is_aim(text, span, named) or (aimed and _goes_on(text, span))
        kept += [] if aimed else [_without_hope(text, span)]
    return [*kept, *conditions[told[-1] :]]


_SOMEBODY = re.compile(rf"\d|{_THING}|的$|人员|人才|毕业生|项目")


def _goes_on(text: str, span: Span) -> bool:
    """Whether a phrase carries an aim on: 完善以…为基础，以三级节点为支撑的体系，新建、改造网点."""
    return text[span.end : span.end + 1] != "的" and _SOMEBODY.search(span.of(text)) is None


def _is_aim(text: str, span: Span, named: str) -> bool:
    """Whether a phrase only says what the support is meant to bring about, not who may have it."""
    if text[span.end : span.end + 1] == "的" or not _AIM.fullmatch(
        text, found.end() if (found := _TOLD_OFF.match(text, span.start, span.end)) else span.start, span.end
    ):
        return False
    if _BARE.search(text, span.start, span.end):
        return False  # 建立起追溯系统的单位: who has done it
    who = whom(text, span)
    if who is None or who.of(text)[-2:] in named:
        return True
    if _OF_OTHERS.match(text, span.start, span.end) and not _LENDS.search(named):
        return True
    return who.of(text)[-2:] == "企业" and (_ACTS.search(named) is not None or _SORTED.fullmatch(who.of(text)) is None)


_LENDS = re.compile("发放|投放|提供|开展|办理|承保|放款|(?:机构|银行|公司)$|为[^，。；]{1,16}(?:企业|主体)")
"""What lenders do; who has got a loan is another: 鼓励金融机构加大投放，对获得贷款的项目，给予贴息."""
_HOPED = re.compile(
    r"(?:等[^，。；]{0,6})?(?:进一步|积极|加快|不断|逐步)*(?:做[大强优精]|发展|壮大|转型|升级|提[升质档振]|成长|拓展|加[快大强]|增[产强效]|扩大(?:规模|生产|出口|销售)?|稳[定步产]|创先争优|走出去)"
    r"[^，。；\d]{0,12}"
)


def _without_hope(text: str, span: Span) -> Span:
    """Whom an aim names alone, where all it has them do is to grow: 支持外贸企业|做大做强."""
    found = _AIMED.match(text, span.start, span.end)
    if found is None or _HOPED.fullmatch(text, found.end("who"), span.end) is None:
        return span
    return Span(*found.span("who"))


_ACTS = re.compile(
    rf"(?:{_THING}|[人户者员])(?:（[^（）]*）)?$|^(?:当年|首次|成功|新|年)?(?:获|认定|评[定为]|入选|通过|被)"
)
"""Who may claim is told by the words behind 对 themselves: a sort of applicant, a thing of theirs, what they hold."""
_SORTED = re.compile(
    r"[^，。；]*(?:商贸|批发|零售|餐饮|住宿|外贸|电商|电子商务|跨境|物流|会展|文化|旅游|文旅|体育|演艺|影视|动漫|游戏|出版|广告|工业|制造业?|建筑业?|农业|农产品|科技|软件|服务业|流通|加工|生产|进出口|医药|外资|总部|限上|规上)(?:[^，。；的]{0,4})企业"
)
"""A sort of enterprise, unlike the enterprises at large that every support is for."""


def named_in_full(text: str, goal: Span | None, own: list[Span]) -> Clause | None:
    """The applicants in full, where the grant's own words only refer to them (…的机构, 孵化器); else None."""
    who = whom(text, goal) if goal is not None else None
    if goal is None or who is None or not own:
        return None
    if _names_trade(text, who, own):
        return Clause(goal)
    said = "".join(span.of(text) for span in own)
    names = members(who.of(text))
    refers = _BARE.search(own[-1].of(text))
    again = refers is not None and names[-1].endswith(refers["noun"]) and len(names[-1]) >= len(refers["noun"]) + 2
    short = all(len(name) >= 5 and name[-3:] in said and name not in said for name in names if len(name) > 4) and any(
        len(name) > 4 for name in names
    )
    if (again or short) and who.of(text) not in said:
        return Clause(who, subject=True)
    return None


_TRADE = re.compile(r"[一-龥]{2,8}(?:业|产业|领域|行业)(?:的)?企业$")
_FIRM = re.compile(rf"^(?:对|凡)|{_THING}|主体|个人|人员|者")


def _names_trade(text: str, who: Span, own: list[Span]) -> bool:
    """Whether only the sentence of purpose says in which trade the applicant is: 支持制造业企业实施…。项目列入…，给予…."""
    if _TRADE.search(who.of(text)) is None or text[own[0].start - 1] in "对凡":
        return False
    return not any(_FIRM.search(span.of(text)) for span in own)


_PURPOSE = re.compile(
    r"，(?:引导|推动|促进|带动|不断|持续|进一步|着力|努力|全面|提升|提高|增强|助力|加快|打造|形成|实现|推进)(?!.{0,20}的(?:企业|单位|项目|机构))"
)


HOPES = (
    r"(?:(?:(?:大力|积极|进一步)*(?:鼓励|支持|引导|推动|促进)(?:[区市县]内|各类|广大|有条件的)?企业|，)(?:不断|进一步|积极|持续|加快)*"
    r"(?:扩大|优化|调整|提升|提高|做[大强优精]|加[大快]|增[加强]|壮大|稳定|巩固|拓[展宽]|开拓|转变|转型|改善|稳步)(?![^，。；]*(?:的|\d))[^，。；]{2,24})+[。；]?$"
)
"""A sentence of purpose that says no more than what is hoped of enterprises at large: 鼓励企业扩大出口，优化结构."""


def names_actor(text: str, spans: list[Span]) -> bool:
    """Whether the words, brackets left out, name in particular who acts."""
    return any(SPECIFIC.search(without_brackets(span.of(text))) for span in spans)


def urges(text: str, goal: Span) -> bool:
    """Whether a sentence of zeal names in particular who is to do what: 大力鼓励协会承办赛事."""
    who = whom(text, goal)
    return who is not None and bool(SPECIFIC.search(who.of(text)))


def before_purpose(text: str, span: Span) -> Span:
    """A sentence of purpose up to what it hopes for: 支持新材料领域的小微企业，引导企业加大投入，不断提升…."""
    found = _PURPOSE.search(text, span.start, span.end)
    zeal = 2 if text.startswith(("大力", "积极"), span.start) else 0
    return Span(span.start + zeal, found.start() if found and found.start() - span.start >= 8 else span.end)
