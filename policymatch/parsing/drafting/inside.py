"""What an offer's own phrase says beside its money: conditions before the verb, whom it is given to, what was done for it, tiers as its base."""

from __future__ import annotations

import re

from policymatch.parsing.drafting.phrase import AMOUNT, Phrase, Role
from policymatch.parsing.drafting.segment_words import BASE_START, IDLE, PREFERRED, SHORTLY, STANDARD_OF
from policymatch.parsing.drafting.themes import charged
from policymatch.parsing.seldom import Seldom
from policymatch.parsing.text.wording import one_of
from policymatch.parsing.values.calendar import YEAR_OF_SUPPORT
from policymatch.spans import Span

_GENERIC = re.compile(
    one_of(
        r"^(?:(?:上述|以上|该类?)(?:项目|企业|单位|产品|主体|活动)（(?:包括|包含|含)[^（）]*）|对于?|并对|且对|可|则|再|另|均|也|还|分别|每年|每家|每个|每人|给|向|按|其|该|企业|单位|一次性|最高|最多|不超过|连续[\d一二两三四五六]{1,2}年|当年|年度|前.年|后.年|第.年|上述|符合条件的?|的|由(?![^，。；]*的)[^对向为]{2,10}|区|市|县|原则上|同样|可以|直接|额外|相应|分阶段|分期|合计|共计|累计|[省市区县]级?财政|财政|按(?:相关)?规定|经[^，。；]{0,6}(?:认定|评审|考核|验收|审核)后)+$",
    )
)
_RECIPIENT = re.compile(
    r"(?:给予|给与|予以|奖励|补助|补贴|资助|发放|提供)(?P<who>(?!\d|按|金额|额度|标准|经费|资金|比例|分[为档])[^，。；]{2,60}?)(?:最高|最多|不超过|一次性|每[人年家]|[\d.]+(?:万|亿)?元|共计|总额)"
)
_MEASURED = re.compile(
    r"(?:分别)?按照?(?P<what>(?!每)[^，。；\d]{2,16}\d[^，。；]*?(?:[—\-~至]\d[^，。；]*?元|以[上下内]))(?=(?:奖励|[给予][予以与]|补|资助|$))"
)


_ACTED = re.compile(
    r"(?:按照?|根据|依据|以)其?(?P<what>[^，。；（]{0,20}(?:提供|培育|引[进入]|吸纳|在岗|投资(?=[^，]{0,8}项目)|使用(?=情况))[^，。；（]{2,30}?)(?:的?\d+(?:\.\d+)?%|的?比例|情况|的?总?数量|总?金额|总?额的)"
)


def acted_on(text: str, phrase: Phrase) -> Span | None:
    """What the applicant does, where only the base of its money says so: 按其为企业提供检测服务收入的5%."""
    if phrase.role not in (Role.BASE, Role.OFFER):
        return None
    found = _ACTED.match(text, phrase.span.start, phrase.span.end)
    return Span(*found.span("what")) if found and len(found["what"]) >= 8 else None


_SUM_START = Seldom(
    rf"(?<!含)(?<!超过)(?<!达到)(?<!突破)(?<![大高低小]于)(?<!不[少足]于)(?<!不足)(?<![\d.])(?<![—\-~至到]){AMOUNT}(?!(?:（含[^（）]*）)?(?:及|或)?以[上下内]|（含|的|部分|台阶|大关|[—\-~至到]\d)"
)


_CHARGE = re.compile("(?![对凡])[^，。；的]{2,14}(?:费|费用|税|租金|价格?|出让金)(?:一律|均|可以?)?")
_LET_OFF = ("减半", "减免", "免", "全免", "返还", "全额返还", "全部返还", "一律返还", "减按", "按")


def benefit_start(text: str, offer: Phrase, verb: int) -> int:
    """Where the money begins in an offer phrase: its base or rate may stand before the verb."""
    own = text[offer.span.start : verb]
    if not own:
        return verb
    if _CHARGE.fullmatch(own) and text.startswith(_LET_OFF, verb):
        return offer.span.start
    base = BASE_START.search(own, 2 * own.startswith(("每年向", "每年对")))  # 每年向企业发放: whom, no base
    amount = _SUM_START.search(own)
    starts = [offer.span.start + match.start() for match in (base, amount) if match]
    return min(starts, default=verb)


def inside(text: str, offer: Phrase, has_condition: bool) -> list[Span]:
    """Conditions inside the offer's own phrase: before its verb, or the recipient after it."""
    found: list[Span] = []
    verb = offer.verb or offer.span.start
    end = benefit_start(text, offer, verb)
    before = Span(offer.span.start, max(offer.span.start, end))
    if standard := STANDARD_OF.search(text, before.start, before.end):
        before = Span(before.start, standard.start())
    words = before.of(text)
    if (
        (len(words) >= 4 or SHORTLY.fullmatch(words))
        and not _GENERIC.match(words)
        and not _STEP.fullmatch(words)
        and not _STAGE.fullmatch(words)
        and not re.match(r"(?:补[贴助]|奖励|资助)?标准(?:为|是)", words)
        and not words.startswith(
            ("其余", "余下", "按", "在市", "参照", "根据", "依据", "视", "综合", "不超过", "不高于")
        )
    ):
        found.append(before)
    if not (words or has_condition) and verb > end and (who_ := charged(text, Span(offer.span.start, verb))):
        found.append(who_)
    stated = _MEASURED.match(text, end, offer.verb or end)
    if stated and end < (offer.verb or end):
        found.append(Span(*stated.span("what")))
    who = _RECIPIENT.match(text, verb, offer.span.end) or PREFERRED.match(text, verb, offer.span.end)
    if (
        who
        and not IDLE.match(who["who"])
        and not _OF_A_SUM.search(who["who"])
        and ("的" in who["who"] or not (has_condition or found))
    ):
        found.append(Span(*who.span("who")))
    return found


_STAGE = re.compile(rf"{YEAR_OF_SUPPORT}(?:按|为|给予)?{AMOUNT}的[^，。；]{{0,8}}")
"""A year's share before what it is a share of: 前两年50%的租金|补贴."""
_STEP = re.compile(
    r"[^，。；的]{0,10}每(?:再|新|净)?(?:增|超|提|上|高|多|降|下|减|递)[^，。；\d]{0,4}\d[\d.]*[^，。；\d]{0,6}"
)
"""What a sum is counted by (增速每超过1个百分点奖励1万元), which nobody need reach."""
_OF_A_SUM = re.compile(r"\d(?![^，。；]*以[上下内])")
"""What the money is a part of, no recipient: 给予贷款利息的50%、不超过100万元的贴息."""


_NUMBER = r"\d[\d,.]*[万亿千百]?(?:元|美元|人|家|亩|平方米|吨|件|个|台|辆|架|%)?(?:（[^（）]{1,8}）)?"
_REACHED = r"(?:首次)?(?:达到?|突破|超过|满|在|不低于|不少于)?"
_RUNG = rf"{_REACHED}{_NUMBER}(?:[及或]?以[上下内])?(?:(?:至|到|[—\-~])(?:{_NUMBER}))?(?:[及或]?以[上下内])?"
_TIERS = re.compile(
    r"(?:并)?(?:按照?|根据|依据|依照|视)(?:其|企业|项目)?"
    rf"(?P<tiers>(?![^，。；\d]*(?:标准|比例|单价|每))[^，。；\d的]{{2,24}}?{_RUNG}(?:(?:、|和|及){_RUNG})+)的?(?=(?P<each>分别|依次)|$)"
)
_LIMIT = re.compile("以[上下内]|至|到|[—~-]|达|突破|超过|满|不[低少]")


def part_tiers(text: str, found: list[Phrase]) -> None:
    """Make conditions of the tiers by which money is given one by one (分别); in place."""
    for at in range(len(found) - 1, -1, -1):
        phrase = found[at]
        if phrase.role not in (Role.BASE, Role.OFFER, Role.MONEY):
            continue
        tiers = _TIERS.match(text, phrase.span.start, phrase.span.end)
        if tiers is None or not _LIMIT.search(tiers["tiers"]):
            continue
        asked = Phrase(Span(*tiers.span("tiers")), Role.CONDITION)
        if phrase.role is Role.OFFER and tiers["each"] and phrase.verb is not None:
            rest = Span(tiers.end(), phrase.span.end)
            found[at : at + 1] = [asked, Phrase(rest, Role.OFFER, max(phrase.verb, rest.start), phrase.bare)]
        elif not tiers["each"] and tiers.end() == phrase.span.end and _follows(text, found[at + 1 : at + 2]):
            found[at] = asked


def _follows(text: str, following: list[Phrase]) -> bool:
    """Whether the next phrase gives to each tier its own sum."""
    return any(one.role is Role.OFFER and text.startswith(("分别", "依次"), one.span.start) for one in following)


__all__ = ["acted_on", "benefit_start", "inside", "part_tiers"]
