"""What a phrase becomes beside its neighbours: a ceiling that grants, a demand before an offer, a sort with its sum."""

from __future__ import annotations

import re
from dataclasses import replace

from policymatch.parsing.drafting.phrase import AMOUNT, MONEY, Phrase, Role
from policymatch.parsing.drafting.segment_words import RANGE, SETS, WHOSE
from policymatch.parsing.seldom import Seldom
from policymatch.parsing.values.calendar import YEAR_OF_SUPPORT
from policymatch.spans import Span


def settle(text: str, found: list[Phrase]) -> None:
    """Change the roles of phrases that mean something else beside those around them."""
    _label(text, found)
    _say_what_for(text, found)
    _carry_out(text, found)
    _confer(text, found)
    _demote(text, found)
    _ask_use(text, found)
    _pair_bases(text, found)
    _promote(text, found)
    _use(text, found)
    _stage(text, found)
    _offer_ceiling(text, found)


PLAIN_GIVE = re.compile(
    r"给予|给与|予以|发放|奖励|补助|补贴|补给(?![站线率品])|资助|扶持|奖补|贴息|配套|追加|享受|补偿|返还|退还|激励|(?:依次)?(?:扣减|抵减)|安排(?![^，。；]{0,12}(?:专项|经费|预算))(?=[^，。；]{0,12}(?:资金|奖励|补[贴助]))"
)


_FOR_SOME = re.compile(r"对于?(?!同一|单[个一家笔项次户]|每|一[家个])[^，。；]{2,}$")
_CEILING_OF = re.compile(
    r"[^，。；\d]{0,16}?(?:补偿|补[贴助]|贴息|奖励|奖补|资助|扶持|支持|授信|担保|贷款)(?:资金)?(?:总额度?|金额|额度?|限额|上限)[^，。；\d]{0,6}?(?:最高|不超过|上限)"
)


def _offer_ceiling(text: str, found: list[Phrase]) -> None:
    """对瞪羚企业，风险补偿额不超过700万元: what some get at most is given to them, where no verb gives anything."""
    if any(phrase.role is Role.OFFER for phrase in found) or not _FOR_SOME.match(found[0].span.of(text)):
        return
    for at, phrase in enumerate(found[1:], 1):
        if phrase.role is Role.MONEY and _CEILING_OF.match(text, phrase.span.start, phrase.span.end):
            found[at] = Phrase(phrase.span, Role.OFFER, phrase.span.start)
            return


MEANT_FOR = re.compile(
    r"[^，。；]{2,30}(?:项目|资金|专项|经费|基金)(?:主要|重点|专项)?用于(?:对|为)?(?:补偿|补[助贴]|支持|资助|奖励|奖补|扶持|投资于?|[^，。；]{2,30}?(?:企业|单位|机构|个人))"
)
"""贴息项目用于补助企业贷款利息支出: what a fund is for; who gets how much is told by itself."""
_SUBJECT = re.compile(
    r"(?:本|该|此)?[^，。；的对]{0,14}(?:政策|办法|措施|项目|资金|专项|基金|计划|补[贴助]|奖励|资助)(?=对(?!外|接|应|口|象|方)[^，。；]{2,})"
)


def _say_what_for(text: str, found: list[Phrase]) -> None:
    """保费补贴项目|对购买保险的企业给予补贴; 专项资金用于支持技改，对…: what gives, and what for, asks nothing of those who get it."""
    if not found:
        return
    first = found[0]
    gives = any(phrase.role is Role.OFFER for phrase in found)
    if gives and (told := _SUBJECT.match(text, first.span.start, first.span.end)) is not None:
        found[0] = replace(first, span=Span(told.end(), first.span.end))
    elif (
        len(found) > 1
        and MEANT_FOR.match(text, first.span.start, first.span.end)
        and text.startswith("对", found[1].span.start)
    ):
        found[0] = Phrase(first.span, Role.DRESS)


_LABEL = re.compile(
    r"(?!对|凡|[给予][予以与]|可)[^，。；：\d的]{0,10}(?:奖[励补]|补[贴助偿]|资助|扶持|支持|津贴)(?=：)"
)


def _label(text: str, found: list[Phrase]) -> None:
    """省级奖补：面积达到3000平方米的，给予50万元: what a support is called before a colon offers nothing beside the offer."""
    if not found or found[0].role is not Role.OFFER or not _LABEL.match(text, found[0].span.start):
        return
    if any(phrase.role is Role.OFFER and MONEY.search(phrase.span.of(text)) for phrase in found[1:]):
        found[0] = Phrase(found[0].span, Role.DRESS)


_CARRIED_OUT = re.compile(
    r"开展(?![^，。；]*(?:[行活]动|计划|工作|培育|创建|评[选定估比]|试点|专项|提升|攻坚|推广|宣传|建设|改革|认定|合作|体系|机制|培训|服务|(?<!承包)工程)$)[^，。；]{2,40}"
)
_OF_IT = re.compile(r"(?!对(?!外)|凡|[为经按给在由根]|[^，。；]*(?:部门|财政|政府))[^，。；]*?\d[^，。；]*的")


def _carry_out(text: str, found: list[Phrase]) -> None:
    """开展对外承包工程，当年完成营业额500万美元以上的，…: what the applicant does, where a limit on it closes the demand."""
    for at, phrase in enumerate(found[:-1]):
        deed = phrase.role is Role.DRESS and _CARRIED_OUT.fullmatch(text, phrase.span.start, phrase.span.end)
        after = found[at + 1]
        if deed and after.role is Role.CONDITION and _OF_IT.fullmatch(text, after.span.start, after.span.end):
            found[at] = Phrase(phrase.span, Role.CONDITION)


_CONFERS = Seldom(
    r"(?:对于?|凡|将)?(?![^，。；]{0,30}(?:[被获]|经|由[^，。；]{2,12})授予)[^，。；]{2,30}?(?P<act>授予[^，。；]{2,30}(?:称号|牌匾?|荣誉|证书|”))"
)
_FOR_HOW_LONG = re.compile(r"(?:称号|命名|资格|认定|证书)?的?有效期限?(?:为|是)?(?:\d{1,2}|[一二两三四五六])年")


def _confer(text: str, found: list[Phrase]) -> None:
    """对通过评审的基地授予“示范基地”称号，有效期三年，给予50万元: the title and its term are given with the money, nobody must hold it."""
    if not found or found[0].role is not Role.CONDITION or not any(one.role is Role.OFFER for one in found[1:]):
        return
    gives = _CONFERS.fullmatch(text, found[0].span.start, found[0].span.end)
    if gives:
        found[0] = Phrase(Span(found[0].span.start, gives.start("act")), Role.CONDITION)
    for at, phrase in enumerate(found):
        if _FOR_HOW_LONG.fullmatch(text, phrase.span.start, phrase.span.end):
            found[at] = Phrase(phrase.span, Role.DRESS)


_STAGE = re.compile(rf"{YEAR_OF_SUPPORT}(?:按|为|给予|的)*{AMOUNT}(?:的[^，。；]{{0,8}})?(?:补[贴助]|奖励|资助)?")
"""What is given in a later year, told in few words: 第二年50%, 后三年50%的奖励."""


def _stage(text: str, found: list[Phrase]) -> None:
    """A later year's share behind an offer is more of its money, neither a condition nor a grant of its own."""
    offered = False
    for at, phrase in enumerate(found):
        if offered and _STAGE.fullmatch(text, phrase.span.start, phrase.span.end):
            found[at] = Phrase(phrase.span, Role.MONEY)
        offered = offered or phrase.role is Role.OFFER


_USED_FOR = re.compile(r"[^，。；]{0,30}资金[^，。；]{0,8}用于[^，。；]{2,40}(?:补[贴助]|奖[励补]|资助)$")


def _use(text: str, found: list[Phrase]) -> None:
    """安排资金用于设备更新补贴，补贴范围包括…: what money is set aside for is given for what its range names."""
    for at, phrase in enumerate(found[:-1]):
        follows = RANGE.match(text, found[at + 1].span.start, found[at + 1].span.end)
        if follows and _USED_FOR.fullmatch(text, phrase.span.start, phrase.span.end):
            found[at] = Phrase(phrase.span, Role.OFFER, phrase.span.start)
            found[at + 1] = Phrase(Span(follows.end(), found[at + 1].span.end), Role.CONDITION)


_SERVING = re.compile(
    r"(?:^|[^针应])对(?:[为向给]|面向)[^，。；]{2,40}的[^，。；的]{2,20}$|^对(?:[为向给]|面向)(?!符合|满足)[^，。；的]{2,40}提供[^，。；的]{2,24}$"
)
"""Who serves others: 对为中小微企业提供担保的机构，…, where nobody gives the 担保 to the applicant; 对为小微企业提供担保，且…的机构."""
_A_SERVER = re.compile(
    r"(?:对于?|支持|鼓励)?[^，。；为向给]{0,16}(?:机构|公司|银行|企业|平台|基地|中心|协会|商会|园区|院校|医院)(?:为|向|给)[^，。；]{2,40}提供[^，。；]{2,24}"
)
_PAID = re.compile("(?:奖[励补]|补[贴助偿]|资助|贴息)(?:[。；：]|$)|[给予][予以与]")
"""融资担保机构为小微企业提供贷款担保，按担保额分档奖补：: what the applicant does before it is said what he is paid."""


def _demote(text: str, found: list[Phrase]) -> None:
    """…支付工作补贴的，可享受…: a phrase ending in 的 before a later offer is a condition, as is who serves others."""
    offers = [at for at, phrase in enumerate(found) if phrase.role is Role.OFFER]
    for at, phrase in enumerate(found[: offers[-1]] if offers else []):
        if phrase.role is Role.MONEY and (WHOSE.fullmatch(words := phrase.span.of(text)) or _LIMITED.match(words)):
            found[at] = Phrase(phrase.span, Role.CONDITION)
    for at in offers:
        paid = any(_PAID.search(later.span.of(text)) for later in found[at + 1 :])
        if paid and _A_SERVER.fullmatch(found[at].span.of(text)):
            found[at] = Phrase(found[at].span, Role.CONDITION)
    for at in offers[:-1]:
        if _A_LOAN.fullmatch(found[at].span.of(text)):
            found[at] = Phrase(found[at].span, Role.CONDITION)
        if _SERVING.search(found[at].span.of(text)) or (
            text[found[at].span.end - 1] == "的" and not text.startswith(("给予", "予以", "给与"), found[at].span.start)
        ):
            found[at] = Phrase(found[at].span, Role.CONDITION)


_A_LOAN = re.compile(
    r"(?![给提]|可|最高|每)[^，。；]*?\d[^，。；]*以[下内](?:（[^（）]*）)?(?:、[^，。；]*?)?的[^，。；的\d]{0,12}(?:贷款|借款|授信|融资|保单)"
)
"""Which loan it is for, as a noun before what is given: 经平台发放、单户100万元以下的农业贷款，按年利率2%贴息."""
_LIMITED = re.compile(
    r"(?:且|其)?(?:单[笔户个]|每[笔户]|累计)?[^，。；、\d]{0,6}(?:贷款|授信|融资|借款|担保|保单)(?:额度?|金额|本金|余额|合同额)?(?:在|达到?|为|控制在|不[超高低少][过于])*\d[^，。；]*的$"
)
"""Which loan it is for, told before what is given: 单笔贷款额度不超过500万元、期限一年以上的，按…给予贴息."""
_SHARE_GIVEN = re.compile(rf"按[^，。；]*{AMOUNT}用于[^，。；]{{0,20}}(?:奖[励补]|补[助贴])$")


_OF_MONEY = re.compile(
    rf"(?:资助|补[助贴]|奖[励补]|扶持|激励)[^，。；]{{0,10}}{AMOUNT}|{AMOUNT}[^，。；]{{0,24}}(?:资助|补[助贴]|奖[励补]|扶持|激励)$"
)


_SOMEBODY = re.compile(r"(?:对于?|凡是?)(?!同一|单[个家项]|每|上述|以上|各|同时|符合|已)")


_STANDS = re.compile(  # 每张床位一次性补助标准为5000元, 最高奖励金额可达50万元
    rf"(?:每[^，。；\d]{{1,6}}|一次性|[^，。；\d的]{{0,10}}?)(?:补[助贴]|奖励|资助|奖补|津贴|补偿|贴息|(?:支持|扶持)(?=[金额资标]))(?:金额?|总额|额度?|资金)?(?:最高)?(?:标准|额度|限额|金额)?(?:一般|原则上)*"
    rf"(?:(?:最高)?(?:为|是|达|可达|不超过|不高于|不低于|按|最[高多])(?:每[^，。；\d]{{1,6}}|最高|不超过|不低于)?){AMOUNT}(?!以上|以下)"
)


_CASE = re.compile(
    r"(?!(?:对于?)?(?:同一|单[个家项]|每|各|上述|以上)).*(?:的|企业|机构|单位|人员|人才|项目|毕业生|团队)$"
)


def _promote(text: str, found: list[Phrase]) -> None:
    """对参加展会的企业，每个展位最高资助不超过5000元: where a part says for whom and no phrase else grants, the ceiling does.

    So does a standard, whatever opens the part: …的，每张床位一次性补助标准为5000元.
    """
    if any(phrase.role is Role.OFFER for phrase in found):
        return
    told = _OF_MONEY if _SOMEBODY.match(text, found[0].span.start) else _SHARE_GIVEN
    asked = cased = False
    for at, phrase in enumerate(found):
        words = phrase.span.of(text)
        if cased and phrase.role is not Role.DRESS and _STANDS.match(words):
            found[at] = Phrase(phrase.span, Role.OFFER, phrase.span.start, bare=True)
            _promote_beside(text, found, at)
            return
        asked = asked or phrase.role is Role.CONDITION
        cased = cased or (phrase.role is Role.CONDITION and _CASE.match(words) is not None)
        sets = at > 0 and SETS.search(found[at - 1].span.of(text)) is not None
        if asked and phrase.role is Role.MONEY and (told.search(words) or sets):
            found[at - 1] = Phrase(found[at - 1].span, Role.BASE) if sets else found[at - 1]
            found[at] = Phrase(phrase.span, Role.OFFER, money_start(text, phrase.span), bare=True)
            _promote_beside(text, found, at)
            return


_OTHER_CASE = re.compile(r"(?!上述|以上|同一|其中)[^，。；]{4,}的")


def _promote_beside(text: str, found: list[Phrase], first: int) -> None:
    """在甲地注册的，每件资助不超过5万元，|在乙地注册的，每件资助不超过2万元: the next case with a ceiling of its own, too."""
    for at in range(first + 2, len(found)):
        case, money = found[at - 1], found[at]
        if case.role is not Role.CONDITION or _OTHER_CASE.fullmatch(text, case.span.start, case.span.end) is None:
            continue
        if money.role is Role.MONEY and _OF_MONEY.search(money.span.of(text)):
            found[at] = Phrase(money.span, Role.OFFER, money_start(text, money.span), bare=True)


def _ask_use(text: str, found: list[Phrase]) -> None:
    """用于社区养老的建设项目，免征…: what a thing is for, before anything is given, says which things count."""
    if len(found) > 1 and found[0].role is Role.TAIL and found[1].role is Role.OFFER:
        words = found[0].span.of(text)
        if words.startswith(("用于", "专项用于")) and "的" in words and "资金" not in words:
            found[0] = Phrase(found[0].span, Role.CONDITION)


_GIVEN = r"(?:资金|财政|资助|补[贴助]|奖励|支持|补偿|贴息|扶持|贷款|最高){1,3}"


_SORTED = re.compile(
    r"(?P<who>(?!同一|单[个家一]|一[个家]|该|其中单|(?:同时|并|再|另)*(?:[给予][予以与]|奖励|补[贴助]|资助))(?:[^，。；\d按每]{2,12}(?:企业|单位|机构|项目|人员|人才|毕业生|学历|学位)|[^，。；\d按每]{0,12}(?:批发|零售|住宿|餐饮|批零|住餐|建筑|制造|服务|工|农)业))(?:的|则|可|分别)?"
    rf"(?:(?:{_GIVEN})?(?:经费|资金|金额|额度|标准|比例|强度)?(?:一般|原则上)?为?(?:按|最高|不超过|不高于|[给予][予以与]|每[人家个项])|(?:{_GIVEN})(?:经费|资金|金额|额度)?为?(?=\d))[^，。；]*?{AMOUNT}[^，。；]*"
)


def part_sorts(text: str, found: list[Phrase]) -> None:
    """大型企业按30%返还，中小微企业按60%返还: money for another sort of applicant is an offer of its own."""
    first = next((phrase for phrase in found if phrase.role is Role.OFFER), None)
    if first is None or not _SORTED.fullmatch(first.span.of(text)):
        return
    for at, phrase in enumerate(found):
        paid = phrase.role is Role.MONEY or (phrase.role is Role.OFFER and phrase is not first)
        sort = _SORTED.fullmatch(phrase.span.of(text)) if paid else None
        if sort:
            found[at] = Phrase(phrase.span, Role.OFFER, phrase.span.start + sort.end("who"), bare=True)


_COUNTED = r"(?:每[人年月家件个亩项](?:每[年月])?)?"


_MONEY_STARTS = (  # the longest way of saying how much first
    re.compile(rf"{_COUNTED}{_GIVEN}(?:比例|金额|额度|标准|限额|总额|经费|强度)[^，。；]*?(?:{AMOUNT}|\d)"),
    re.compile(
        rf"{_COUNTED}(?:可?使用的?.{{0,8}}额度|单笔[^，。；\d]{{0,6}}额度|单张|单次|一次性)[^，。；\d]{{0,8}}(?:{AMOUNT}|\d)"
    ),
    re.compile(rf"{_COUNTED}(?:一般)?(?:最高|最多|限额|不超过|按|占)[^，。；\d]{{0,4}}(?:{AMOUNT}|\d)"),
    re.compile(rf"{_COUNTED}[^，。；\d]{{0,4}}(?:{AMOUNT}|\d)"),
)


_SHARE_OF_BASE = re.compile(
    r"(?!其中|对|[^，。；\d]*(?:企业|单位|机构|人员|人才|个人|合作社|农户|项目(?![^，。；\d]{0,6}投)|的(?!\d)|按|占|最高|超过|单|每|同一|申[请领]))"
    r"[^，。；\d]{2,20}(?:额|费用?|支出|租金|房租|投资|成本|利息|保费|价格?)的?\d[\d.]*%"
)
"""A share of what was spent, told without a verb: 核定设备投资额的15%."""


def money_start(text: str, span: Span) -> int:
    """Where the words of a phrase begin to say how much."""
    words = span.of(text)
    if _SHARE_OF_BASE.match(words):
        return span.start
    found = next((match for pattern in _MONEY_STARTS if (match := pattern.search(words))), None)
    return span.start + (found.start() if found else 0)


def _pair_bases(text: str, found: list[Phrase]) -> None:
    """按每人800元的标准计算，补助给承训单位: a bare verb after stated money is an offer; money without one is only money."""
    for at, phrase in enumerate(found):
        if phrase.role is not Role.BASE:
            continue
        following = found[at + 1] if at + 1 < len(found) else None
        stated = bool(MONEY.search(phrase.span.of(text)))
        if (
            stated
            and following
            and following.role in (Role.CONDITION, Role.TAIL)
            and PLAIN_GIVE.match(following.span.of(text))
        ):
            found[at + 1] = Phrase(following.span, Role.OFFER, following.span.start)
        elif not any(later.role in (Role.OFFER, Role.MONEY) for later in found[at + 1 :]):
            found[at] = Phrase(phrase.span, Role.MONEY if stated else Role.DRESS)
