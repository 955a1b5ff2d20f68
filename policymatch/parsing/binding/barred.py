"""Who a sentence outside the items shuts out: …的企业，不得享受本办法."""

from __future__ import annotations

import re

from policymatch.parsing.binding.terms import WHO
from policymatch.parsing.seldom import Seldom
from policymatch.parsing.structure.exclusions import all_but, named_below, trades_named
from policymatch.parsing.structure.requirements import Clause, Requirement
from policymatch.parsing.text.sentences import phrases, trimmed
from policymatch.parsing.text.wording import one_of
from policymatch.spans import Span

EXCLUDES = Seldom(
    one_of(
        "(?:均)?(?:(?:暂)?不再?(?:享受|受理(?![的单])|予(?:支持|奖[励补]|补[贴助偿]|资助|扶持|受理|兑[现付]|享受|安排|认定|申报|返还|贴息|减免|发放|办理)|适用|(?:纳入|列入|计入)(?![^，。；]{0,16}(?:总额|基数|总量|编制|统计|计算|核算|指标|名额|限额|成本|总数|预算|收入))|(?:属于|在)(?=[^，。；]{0,10}(?:支持|扶持|奖励|奖补|补[贴助]|资助|政策|适用|申报)(?:的)?(?:范围|对象|之列)))|不参与(?:补[贴助]|奖[励补]|资助|扶持|申报)|不再安排(?=[^，。；]{0,6}(?:资金|补[贴助]|奖[励补]|支持|资助))|不再?[给予][予以与](?:补[助贴偿]|奖[励补]|支持|资助|扶持|贴息|受理|安排)|不(?:得|予|能)(?:重复|再)?(?:申[报请领]|享受|领取)|(?:决定|可以?)不(?:予|[给予][予以与])|(?:实[行施])?一票否决|取消.{0,14}资格|不(?:再|予|得)?重复(?:享受|支持|补[贴助]|奖[励补]|资助|扶持)|不(?:再|予|得)(?:享受|支持|补[贴助]|奖[励补]|资助|扶持))",
    )
)
_RECORD = re.compile(
    r"失信|违法|违规|处罚|犯罪|刑事|事故|经营异常|异常名录|拖欠|欠缴|欠税|偷税|逃税|骗税|骗取(?:国家)?出口退税|黑名单|僵尸"
)
_SANCTION = re.compile(
    r"追[回缴究]|退[回还]|收回|[\d一二三四五两]年(?:内|之内)?(?:不[得予再]|取消)|今后|以后|弄虚作假|(?<!年)(?<!年内)骗取(?!(?:国家)?出口退税|过)|虚报|套取|截留|挪用|隐瞒|期间|获得.{0,10}后|重复|视情|情节"
)


def is_record(words: str) -> bool:
    """Whether those shut out are told by their record, not by what they did with the support."""
    if not _RECORD.search(words):
        return False
    return not _SANCTION.search(words) or _opens_with_register(words)


_REGISTERED = re.compile("失信|名[单录]|经营异常")


def _opens_with_register(words: str) -> bool:
    """Whether a row opens with those who stand in a register, though it ends with a deed: 列入异常名录，或者骗取补贴被追回的企业."""
    verb = EXCLUDES.search(words)
    if verb is None or _SANCTION.search(words, max(0, verb.start() - 5)):
        return False
    first = _BETWEEN.split(words[: verb.start()], 1)[0]
    return bool(_REGISTERED.search(first)) and not _SANCTION.search(first)


def from_record(text: str, sentence: Span) -> Span | None:
    """Where a sentence tells who stays out by their record, behind what it says of the money: 奖补就高不重复，|失信企业不予支持."""
    told = [phrase for phrase in phrases(text, sentence) if _RECORD.search(phrase.of(text))]
    rest = Span(told[0].start, sentence.end) if told else sentence
    words = rest.of(text)
    return rest if told and EXCLUDES.search(words) and is_record(words) else None


_FUNDED = re.compile(
    r"^[^，。；：]{0,12}?(?:已(?:经)?|曾)[^，。；：]{0,6}?(?:获得?|享受|取得|领取)过?[^，。；：]{0,20}?(?:同类|类似|相同|财政|专项|其[他它]|国家|中央|[省市区县]|上级|本级|一[事企]一[议策]|招商引资)"
    r"[^，。；：]{0,20}(?:资金|政策|补[贴助]|奖[励补]|支持|资助|扶持|优惠|贴息|一[事企]一[议策]”?)[^，。；：]{0,6}(?:的|项目|企业|单位|机构|主体|个人|人员)，?"
    r"|^(?:对)?同一[^，。；：]{1,12}?(?:已(?:经)?|曾)(?:获得?|享受|取得|领取)过?[^，。；：]{1,16}?(?:资金|补[贴助]|奖[励补]|支持|资助|扶持)的，?"
    r"|^(?:对)?(?:其[他它]|各级|上级|中央|[省市区县]级)[^，。；：]{0,10}(?:资金|经费)已(?:经)?[^，。；：]{0,8}(?:支持|补[贴助]|资助|安排|扶持)(?:过)?的[^，。；：]{0,16}，?"
)
_FUNDED_ELSE = re.compile(
    "^(?!.*(?:同类|其[他它])).*?一[事企]一[议策][^。]*重复|差额|就高|从[高优]|第[一二三四五六七八九十\\d]{1,3}[条款项]|[低高]于|补足|追[回缴]|退[回还]|收回|期间|较[高低]|晋级|年内|次年|当年"
)


def is_paid(words: str) -> bool:
    """Whether those shut out are told by what others have paid them for it already, whatever the sum."""
    return _FUNDED.match(words) is not None and not _FUNDED_ELSE.search(words)


_CASES_BELOW = re.compile(
    r"(?:下列|以下|如下)[^，。；：]{0,8}(?:情形|情况|行为|之一)|^(?:下列|以下|如下)[^，。；：]{1,12}$"
)


def _is_aside(words: str, at: int) -> bool:
    """Whether a bracket that opened earlier in its sentence is still open: what it shuts out, that passage alone does."""
    return words.rfind("（", 0, at) > max(0, words.rfind("）", 0, at))


_OUTRIGHT = re.compile("(?:，?(?:一律|一概|原则上|则|均|都|将|也|可|应))*$")
"""How firmly they are shut out, which is no case of its own: …的企业，一律|取消资格."""


def _firmly(words: str, end: int) -> int:
    """Where the words end that tell who is shut out, before how firmly they are."""
    found = _OUTRIGHT.search(words, 0, end)
    return found.start() if found else end


_BY_RULE = re.compile(
    r"(?:依据|根据|按照?|依照|遵照)[^，。；]{2,40}?(?:规定|要求|精神|政策|文件|办法|原则|通知|意见)(?:的?(?:规定|要求|精神))?，"
)
"""By what rule somebody stays out, which is no record of his."""
_BETWEEN = re.compile("、|，?(?:或者?|以及|和|及|与)|，(?=[^，。；]*、)")

_KIND = re.compile(
    rf"[^，。；]{{2,}}(?:{WHO}|(?<=[^，。；]{{3}})(?:[展会]|会议|论坛|赛事|演出|活动|用房|住宅|住房|(?<!房)地产|设施|工程))"
)
"""A kind of applicant, or of what is applied for: 人才招聘会, 农业建设用房."""


def without_rule(text: str, span: Span) -> Span:
    """The stretch without the rule it begins with: 依据上级有关规定，|欠税的企业."""
    lead = _BY_RULE.match(text, span.start, span.end)
    return Span(lead.end(), span.end) if lead and lead.end() < span.end - 3 else span


def in_row(text: str, who: Span) -> list[Clause]:
    """The kinds of a row, each shut out by itself; nothing where the words are no row of kinds."""
    members: list[Span] = []
    start = who.start
    for cut in [*_BETWEEN.finditer(text, who.start, who.end), None]:
        end = cut.start() if cut else who.end
        if _KIND.fullmatch(text, start, end):
            members.append(trimmed(text, Span(start, end)))
            start = cut.end() if cut else who.end
    if start < who.end or len(members) < 2:
        return []
    return [Clause(member, negated=True) for member in members]


_ONLY_A_PART = re.compile("(?<![大全])部分，?(?:均|一律|不再|则)?$")
"""超过8%的部分|不予贴息: how much is given, not to whom."""
_DEED = re.compile(
    r"(?:近[一二两三四五\d]{1,2}个?(?:会计)?年度?(?:之?内|来)?)?(?:存在|被|有[^，。；]{0,4}(?:记录|行为|情形)|发生|列入|纳入|拖欠|欠缴|骗取|套取|违反|受到|因|涉嫌|拒不|未[按依履])[^，。；、]{2,}"
)
_WHOSE = re.compile(rf"的(?:用人|申[请报]|参保)?{WHO}?$")


def _deeds(text: str, who: Span) -> list[Span]:
    """The deeds of a row, each of which shuts out: 存在违法记录、被列入失信名单或近三年骗取过补助的单位; empty where one is none.

    A time before the first holds for all of them, which are then read as one.
    """
    whose = _WHOSE.search(text, who.start, who.end)
    if whose is None or "，" in who.of(text):
        return []
    cuts = [*_BETWEEN.finditer(text, who.start, whose.start())]
    edges = [who.start, *(edge for cut in cuts for edge in cut.span()), whose.start()]
    members = [Span(low, high) for low, high in zip(edges[::2], edges[1::2], strict=True)]
    told = len(members) > 1 and all(_DEED.fullmatch(text, one.start, one.end) for one in members)
    shared = text.startswith("近", who.start) and not any(text.startswith("近", one.start) for one in members[1:])
    return members if told and not shared else []


_TITLED = re.compile("《[^《》]*》")
_CASE_OF_IT = re.compile("的?(?:具体)?(?:规定|情形|情况|条件|名单|清单|目录|范围(?=的))")
_NOT_NOW = re.compile(
    "(?:本|该|此)(?:批次?|次|轮|期)，?(?:暂|均)?$|(?:今后|以后|此后|逾期|过期|届时)，?(?:将|均|一律|则)*$"
)
"""本批|不予受理, 今后将|不再受理: when one may apply, not who."""


def _verb(words: str) -> re.Match[str] | None:
    """The verb that shuts out; none in a title, nor one that only names the cases: 符合《不予资助范围》中不予资助规定的|不予资助."""
    masked = _TITLED.sub(lambda title: "\0" * len(title[0]), words) if "《" in words else words
    found = [*EXCLUDES.finditer(masked)]
    acting = (verb for verb in found if not _CASE_OF_IT.match(masked, verb.end()))
    return next(acting, found[0] if found else None)


def barred(text: str, sentence: Span) -> list[Requirement]:
    """Who is shut out: the words before the verb, turned round."""
    words = sentence.of(text)
    verb = _verb(words)
    if verb is None or _is_aside(words, verb.start()) or _ONLY_A_PART.search(words, 0, verb.start()):
        return []
    if _NOT_NOW.search(words, 0, verb.start()):
        return []
    if (below := named_below(text, sentence)) is not None:
        return [] if below[1] else [Clause(below[0], negated=True)]
    if verb.start() < 4 or _CASES_BELOW.search(words[: verb.start()]):
        return []
    who = trimmed(text, without_rule(text, Span(sentence.start, sentence.start + _firmly(words, verb.start()))))
    if kinds := [Clause(one, negated=True) for one in trades_named(text, who)] or in_row(text, who):
        return [*kinds]
    if deeds := _deeds(text, who):
        return [Clause(one, negated=True) for one in deeds]
    if barred_for := _BARRED_FOR.search(text, who.start, who.end):
        who = Span(who.start, barred_for.start())
    told = [phrase for phrase in phrases(text, who) if trimmed(text, phrase).of(text).endswith("的")]
    if told:
        begin = told[-2].end if len(told) > 1 else sentence.start
        who = trimmed(text, Span(begin, told[-1].end))
    who = without_lead(text, who)
    if (only := all_but(text, who)) is not None:
        return [Clause(only, subject=True)]
    close = len(who) <= 14 and "，" not in text[who.end : sentence.start + verb.start()]
    return [Clause(who, negated=True, whole=trimmed(text, Span(who.start, sentence.end)) if close else None)]


_BARRED_FOR = re.compile(r"(?:，[^，。；]{0,6}[一二三四五两\d]年内|，当年度?)$")
"""For how long: …的企业，三年内不得申报."""
_ASKS = re.compile(r"应当?|须|需|必须|要求|不[低少]于|达到")
_NAMES_WHO = re.compile(rf"[^，。；]{{2,}}?(?:的|{WHO})，?(?:均|一律|原则上|则)*$")


def asked_before(text: str, sentence: Span) -> Span | None:
    """What a sentence demands before it says who stays out: 年税收应不低于10万元，评价为C类的企业不享受."""
    shut = EXCLUDES.search(sentence.of(text))
    verb = shut.start() if shut else 0
    told = list(phrases(text, sentence))
    last = next((at for at, phrase in enumerate(told) if phrase.end - sentence.start > verb), 0)
    if not last or not _NAMES_WHO.match(text, told[last].start, sentence.start + verb):
        return None
    before = Span(sentence.start, told[last].start)
    return before if _ASKS.search(before.of(text)) else None


def without_lead(text: str, span: Span) -> Span:
    """The stretch without the words that only lead to who is meant: 但对于…."""
    lead = re.match(r"(?:但|对于?|凡|如|若|企业或组织|企业)+(?:（[^）]{1,6}）)?", span.of(text))
    return Span(span.start + lead.end(), span.end) if lead and lead.end() < len(span) - 3 else span


__all__ = ["EXCLUDES", "asked_before", "barred", "from_record", "is_paid", "is_record", "without_lead"]
