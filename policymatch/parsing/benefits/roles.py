"""What a figure is: money granted, a share granted, a ceiling, or nothing that anybody receives."""

from __future__ import annotations

import re
from enum import StrEnum

from policymatch.conditions import Op
from policymatch.parsing.benefits.figures import Figure, in_bracket, re_ends
from policymatch.parsing.benefits.giving import (
    GIVES_MONEY,
    by_standard,
    given_after,
    gives,
    gives_near,
    graded,
    is_price,
)
from policymatch.parsing.benefits.shares import GIVES, SERIES_AFTER, SERIES_BEFORE, is_paid
from policymatch.parsing.benefits.words import (
    AFTER_AMOUNT,
    BUDGET,
    CEILING_AFTER,
    CEILING_BEFORE,
    CEILING_LIST,
    FEES,
    HALF,
    STANDARD,
    THRESHOLD_NOUN,
    VERB,
    is_loan_held,
    is_of_another_sort,
)
from policymatch.parsing.values.calendar import YEAR_OF_SUPPORT


class Role(StrEnum):
    """What a figure does."""

    AMOUNT = "amount"
    RATE = "rate"
    CAP = "cap"
    NONE = "none"


_EASED = re.compile(r"减按(?=\d)|减半|减免")
"""What somebody has to pay less of: 履约保证金减半收取, 工资保证金减按50%缴存."""
_BUDGET_BEFORE = re.compile(
    r"^(?!.*(?:[给予][予以与]|奖励|补[助贴]|资助|支持)).*(?:设立|安排|筹集|统筹|预留|列支)[^，。；]{0,12}$"
)
_BUDGET_AFTER = re.compile(r"^(?:的)?[^，。；]{0,10}(?:资金|基金|预算|经费)")


def _paid_then(text: str, figure: Figure) -> bool:
    """Whether the next phrase says what is given to whom the figure's phrase tells."""
    following = text[figure.phrase.end : figure.part.end]
    return following.startswith("，") and GIVES_MONEY.search(following) is not None


def role_of(text: str, figure: Figure, *, trusted: bool = False) -> Role:
    """What a figure does in its phrase; ``trusted`` where it is known that the stretch grants money."""
    before, after = figure.before(text), figure.after(text)
    sentence = figure.sentence.of(text)
    near = text[max(figure.part.start, figure.span.start - 40) : figure.span.start]
    eased = _EASED.search(text, figure.phrase.start, figure.span.end) is not None
    if (BUDGET.search(near) or (FEES.search(before[-40:]) and not eased)) and not given_after(after):
        return Role.NONE
    if _BUDGET_BEFORE.search(before) and _BUDGET_AFTER.match(after):
        return Role.NONE
    if after.endswith("的") and not GIVES.search(before + after) and _paid_then(text, figure):
        return Role.NONE  # 对小微企业检测费减半收取的，按减收额的50%补贴: what he lets others off
    if (_WAS.search(before) and _BECOMES.match(after)) or _is_reckoned(text, figure, after):
        return Role.NONE  # 由每人1500元提高到2000元: what it was
    bracketed = in_bracket(text, figure)
    if bracketed and not figure.ratio and _bounds_given(text, figure, before) and GIVES_MONEY.search(sentence):
        return Role.CAP  # 按25%给予补助（每家最高800万元）
    if bracketed and figure.ratio and is_of_another_sort(text, figure.span):
        return Role.RATE
    if bracketed and not GIVES_MONEY.search(before + after):
        return Role.CAP if not figure.ratio and _explains_limit(text, figure) else Role.NONE
    if figure.ratio:
        return _ratio(before, after, sentence, figure, text)
    return _money(before, after, sentence, figure, text, trusted=trusted)


_BOUNDED = re.compile(
    r"(?:(?:单[个家户项]?|每[家个户年件次]|同一)[^，。；\d给奖补]{0,6})?(?:年度?|全年|累计|合计|总额|补[贴助](?:金额|总额)?|奖励(?:金额|总额)?|原则上)*(?:最高|最多|上限为?)?"
)
"""Whom or when a ceiling in brackets bounds."""
_OFFERED = re.compile("(?:[%元]|之[一二三四五]|补[贴助]|奖[励补]|资助|贴息|扶持|支持|标准|比例|[费租]金?用?)$")


def _bounds_given(text: str, figure: Figure, before: str) -> bool:
    """Whether a ceiling in brackets bounds what stands before them, which is given."""
    if figure.op not in (Op.LE, Op.LT) and not (before and _UP_TO.search(before)):
        return False
    opening = text.rfind("（", figure.sentence.start, figure.span.start)
    return _BOUNDED.fullmatch(before) is not None and (
        not before or _OFFERED.search(text, max(figure.sentence.start, opening - 8), opening) is not None
    )


def _ratio(before: str, after: str, sentence: str, figure: Figure, text: str) -> Role:
    words = figure.span.of(text)
    if not re.search(r"\d|分之", words):
        given = GIVES_MONEY.search(before + words + after) or HALF.search(text, figure.span.start)
        return Role.RATE if given else Role.NONE
    if _EACH_STEP.search(before):
        return Role.NONE  # 每增加1个百分点奖励1万元
    if _OF_A_YEAR.fullmatch(before) and re.match(r"$|的?[^，。；\d]{0,8}(?:补[贴助]|奖励|资助)", after):
        return Role.RATE if GIVES_MONEY.search(sentence) else Role.NONE
    if (
        not after
        and _NEXT_SORT.fullmatch(before)
        and _SHARE_TOLD.search(text, figure.sentence.start, figure.phrase.start)
    ):
        return Role.RATE
    paid = is_paid(before, after, figure, text[figure.phrase.end : figure.part.end])
    return Role.RATE if paid else Role.NONE


_SHARE_TOLD = re.compile(
    r"(?:补[助贴]|奖[励补]|资助|支持|贴息)(?:比例|标准)(?:分别)?(?:为|是|按|：)?[\d.]+%[，、；]\s*$"
)
_NEXT_SORT = re.compile(r"[^，。；：\d按占率达超]{2,12}?(?:为|按|是)?")
"""甲补助比例为70%，乙50%: the next sort's share, told without a word of giving."""
_OF_A_YEAR = re.compile(rf"{YEAR_OF_SUPPORT}(?:按|为|给予|的)*")
"""The year that a share is for: 第一年给予租金100%补贴，第二年50%."""
_RECKONED = re.compile(r"(?:的)?(?:比例|标准|金额|额度)?(?:进行|来)?(?:计算|核算|折算|测算|计(?![提划]))")
_BEYOND = re.compile(r"(?:超过?|[高大多]于|不足|不满|[低少]于)[^，。；]{0,8}$")


def _is_reckoned(text: str, figure: Figure, after: str) -> bool:
    """Whether it is what counts at most or at least: 单笔贷款超过800万元的，按800万元计算贴息."""
    if not _RECKONED.match(after):
        return False
    words = figure.span.of(text)
    at = text.rfind(words, figure.part.start, figure.phrase.start)
    return at >= 0 and _BEYOND.search(text, figure.part.start, at) is not None


_WAS = re.compile(r"由(?:原来?的?)?[^，。；\d]{0,12}$")
_BECOMES = re.compile(r"(?:的)?(?:统一|相应)?(?:提高?|上调|调[整高]?|上浮|增加|降低?|下调|提升|升)(?:至|到|为)")


def _explains_limit(text: str, figure: Figure) -> bool:
    """Whether the bracket gives the number of a limit named before it: 不超过贷款额度上限（500万元）."""
    opening = text.rfind("（", 0, figure.span.start)
    closing = text.find("）", figure.span.end)
    named = re.search(r"(?:不超过|最高)[^，。；]{0,30}(?:上限|限额|额度|标准)$", text[max(0, opening - 48) : opening])
    return bool(named) and not text[closing + 1 : closing + 3].startswith(("之和", "的"))


_KEPT_OF = (
    "标准|奖|补|资|扶|支|一次|额度|安家|经费|津贴|落户|创业|贷款|配套|生活|租|购|住|开办|科研|运|工作|建|股|信用|财政|"
    "专项|研|等额|后|前|事|比例|担保|优惠|特|现金|费用|人才|个人|维|培|启动|交通"
)
_LIMITING = re.compile(
    rf"（[^（）]{{0,6}}不?含[^（）]*）|(?:（[^（）]*）)?(?:及|或)?(?:以[上下])|部分|的(?!{_KEPT_OF})"
)
_THEN_GIVEN = re.compile(
    r"^(?:（[^（）]*）)?(?:的)?(?:企业|单位|项目)?(?:一次性|分别|再|另)?(?:奖[励补]?|给予|予以|补[助贴]?|"
    r"资助)[^，。；、（]{0,8}?\d[\d.]*(?:万|亿)?元"
)


_REFUSED = re.compile(r"[^，。；]{0,14}不(?:予|再|[给予][予以与])(?:安排|补[助贴]|奖[励补]|支持|资助|兑现|发放|享受)")
"""对补贴额3万元以下的企业不予安排: a limit below which nothing is paid."""


def _money(before: str, after: str, sentence: str, figure: Figure, text: str, *, trusted: bool) -> Role:
    if _REFUSED.match(after) or (figure.low is not None and _TO_EACH.match(after) and not GIVES_MONEY.search(before)):
        return Role.NONE
    if figure.low is not None and _TIERS.match(after) and not GIVES.search(before):
        return Role.NONE
    if _LENT.search(before):
        return Role.NONE
    if before.endswith("以") and CEILING_AFTER.match(after):
        before = before[:-1]  # 累计以100万元为限
    told = before
    before, rest = _YEARS_TOO.sub("", SERIES_BEFORE.sub("", before)), SERIES_AFTER.sub("", after)
    reached = bool(_UP_TO.search(before))
    if figure.op in (Op.GE, Op.GT) and not reached:
        return _at_least(told, after)
    noun = re_ends(THRESHOLD_NOUN, _MOST.sub("", before))
    if _limits(before, after, figure.span.of(text)) or (noun and not (gives_near(before) or given_after(rest))):
        return Role.NONE
    given = gives(before) or given_after(rest) or re_ends(STANDARD, before) or graded(before, after, sentence)
    if not noun and not given:
        given = (
            by_standard(before, text[figure.span.end : figure.part.end])
            or (trusted and _ends_there(before, after))
            or is_price(before, after, sentence)
        )
    if reached or _is_ceiling(before, after, figure):
        words = sentence if GIVES_MONEY.search(sentence) else _told_before(text, figure) + sentence
        return Role.CAP if given or _caps(before, after, words) else Role.NONE
    return Role.AMOUNT if given else Role.NONE


_UP_TO = re.compile(r"(?:最高|最多|上限|封顶)[^，。；\d]{0,4}$")
"""最高可达|300万元."""
_MOST = re.compile("(?:不超过|最高|不高于|达到?)$")
_LENT = re.compile(r"贴息的?(?:贷款|本金)(?:本金|额度|总额|金额|规模)?[^，。；\d]{0,6}$")
"""每户贴息贷款额度不超过|300万元: how much of a loan counts, which nobody is given."""
_TO_EACH = re.compile(r"[^，。；给奖补资]*(?:分别|依次)(?:一次性|再|可)*(?:[给予][予以与]|奖励|补[助贴]|资助)")
"""What follows a range by which each gets a sum of its own: 实缴资本1亿元至2亿元、2亿元以上分别给予…."""


_TIERS = re.compile(
    r"(?:、[\d.]+[万亿]*元(?:（[^（）]*）)?(?:[-—至][\d.]+[万亿]*元)?)*及?以[上下](?:（[^（）]*）)?的?$"
)
"""The tiers behind one of a row: 设备投入500万元至2000万元|、2000万元（含）以上的."""
_OF_THOSE = re.compile(r"的，?(?:全额|全部|足额|按|[给予][予以与]|免|减|(?:补[贴助]|奖励|资助)(?:比例|标准)?为?\d)")
"""After a limit: what those within it get (300万元以下的全额补贴)."""
_EACH_STEP = re.compile(
    r"每(?:再|新|净)?(?:满|增加|新增|实现|达到?|超过?|完成|增长|提[高升]|上升|下降|降低|减少|高出?|多|递增|增)?$"
)


def _limits(before: str, after: str, words: str) -> bool:
    """Whether the words around an amount make it a limit of something else, or a step of counting."""
    if _EACH_STEP.search(before) or _THEN_GIVEN.match(after):
        return True
    within = "以下" in words or "以内" in words or "之内" in words or "之下" in words
    if within and _OF_THOSE.match(after):
        return True
    if after == "的" or (_TERM_TOO.match(after) and not gives_near(before)):
        return True  # 给予补助：500万元以上1000万元以下的，
    if within and _PART_HELPED.match(after) and not gives_near(before):
        return True
    if within and is_loan_held(before, after):
        return True
    below = within and not (gives_near(before) or given_after(after))
    return below or (bool(_LIMITING.match(after)) and not gives(before))


_TERM_TOO = re.compile(r"(?:、|，|且)[^，。；]{0,4}(?:贷款|借款)?(?:期限|年限)[^，。；]{2,24}的$")
"""What else is asked of the loan that is limited: 贷款额度不超过500万元、期限一年以上的."""
_PART_HELPED = re.compile(
    r"的?(?:部分|(?:[^，。；、\d的]{0,4}(?:贷款|借款)))[^，。；]{0,16}?(?:按|[给予][予以与]|贴息)"
)
"""对500万元以内的贷款按2%给予贴息: up to what is helped, which nobody gets."""
_YEARS_TOO = re.compile(r"(?<=超过)(?:\d{1,2}|[一二两三四五六])(?:个)?(?:年|月|季度)[、和且及]$")
"""A ceiling of years and money: 累计不超过三年、100万元."""


def _is_ceiling(before: str, after: str, figure: Figure) -> bool:
    if figure.op in (Op.LE, Op.LT) or CEILING_AFTER.match(after):
        return True
    before = _YEARS_TOO.sub("", before)
    return re_ends(CEILING_BEFORE, before) or bool(CEILING_LIST.search(before))


def _ends_there(before: str, after: str) -> bool:
    """Whether a phrase ends with the amount, and no condition stands before it: 话剧项目不超过250万元."""
    return bool(re.match(r"(?:[·•][年月天人])?(?:$|[、（]|和|及|/)", after)) and not re.search(
        r"以上|以下|达到|超过(?<!不超过)|注册|投资|收入|实缴", _LEVEL_UP.sub("", before)
    )


_LEVEL_UP = re.compile("(?:学历|学位|职称|[博硕学]士|研究生|本科|专科|技师|[高中初]级工?|[省市部区县]级)及?以上")
"""A level of people or things upwards, which is no amount: 硕士及以上每人2万元."""


def _at_least(before: str, after: str) -> Role:
    """A floor is granted where it is given or is the standard of a subsidy: 给予不低于5000元的创业补贴."""
    offered = re.search(r"(?:给予|给与|予以|奖励|补[助贴]|资助)[^，。；、：]{0,8}$", before) and AFTER_AMOUNT.match(
        after
    )
    standard = _STANDARD_OF.search(before) and re.match(r"$|的?标准", after)
    paid = _BY_EACH.search(before) and re.match(r"的?标准(?:[给予][予以与]|发放|补[助贴]|奖励|资助)", after)
    return Role.AMOUNT if offered or standard or paid else Role.NONE


_STANDARD_OF = re.compile(
    r"(?:补[助贴]|奖励|资助|津贴|奖补)(?:标准|额度|金额)(?:一般|原则上)?(?:为|按)?(?:每[^，。；\d]{1,6})?$"
)
_BY_EACH = re.compile(r"按[^，。；]{0,14}每[^，。；\d]{1,6}$")


_SCOPED = re.compile(
    r"(?:每(?:赛季|届|场|次|部|年|家|户|个)|单[个家项户]|同一)[^，。；\d]{0,16}(?:最高|最多|不超过|上限)"
)


def _told_before(text: str, figure: Figure) -> str:
    """What stands before a sentence that only bounds it: …给予奖励。每赛季最高不超过800万元."""
    start = figure.sentence.start
    return text[max(0, start - 60) : start] if _SCOPED.match(text, start) else ""


def _caps(before: str, after: str, sentence: str) -> bool:
    """Whether a ceiling that names no money itself follows money given: …，最高不超过50万元."""
    head = re.sub(
        r"(?:原则上|且|并|但|均|都|分别|各|封顶|限额|累计|合计|总额|总计|每年|年度|单个|每家|每个|每户|每赛季|每届|每场|每次|每部|同一|"
        r"最高|最多|不超过|上限|为|单项|当年|企业|项目|单位|机构|基金|金额|全年|个人|家|一个|年|三|其|的|每|"
        r"人|不得|额|单|户|一次性|两项|共计)*$",
        "",
        before,
    )
    if GIVES_MONEY.search(before):
        return True
    gives = bool(VERB.search(sentence) or GIVES_MONEY.search(sentence))
    return gives and (not head.strip() or (len(head) <= 12 and bool(re.match(r"$|[、（]", after))))
