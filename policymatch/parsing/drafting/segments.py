"""Granting segments of a passage: who under which condition, and what is given."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

from policymatch.parsing.drafting.aforesaid import either, listed_behind, take_listed
from policymatch.parsing.drafting.demanded import in_rows
from policymatch.parsing.drafting.goals import without_aims
from policymatch.parsing.drafting.grants import GIVE, read_phrases
from policymatch.parsing.drafting.inside import acted_on, benefit_start, inside
from policymatch.parsing.drafting.phrase import AMOUNT, MONEY, Phrase, Role
from policymatch.parsing.drafting.segment_words import (
    AMONG,
    BUT_FOR,
    DEFINES,
    GOAL,
    HOW,
    LEFT_OUT,
    OFFICE,
    PLANS,
    REVIEWED,
    TERM,
    asks_more,
    assessed,
    bracketed,
    is_range,
    whose_part,
)
from policymatch.parsing.drafting.slices import slices
from policymatch.parsing.drafting.sumrows import (
    LED,
    RUNG,
    SORT_ITS_SUM,
    choice_of,
    is_level,
    rowed_parts,
    sorts_of,
    with_rows,
)
from policymatch.parsing.drafting.themes import without_leave, without_theme
from policymatch.parsing.drafting.turns import grouped
from policymatch.parsing.seldom import Seldom
from policymatch.parsing.structure.relations import kinds_joiner
from policymatch.parsing.text.sentences import parts, phrases, sentences, trimmed
from policymatch.spans import Span

_COST = re.compile(
    r"对?(?:其|实际|当年|年度|发生的|支付的)*(?:(?!对)[^，。；的、\d]{0,8}(?:费|费用|利息|租金|成本|支出))(?:(?:、|和|及)[^，。；的、\d]{0,8}(?:费|费用|利息|租金|成本|支出))*"
)
"""参加展会的，|对展位费|给予50%补助: of what the share is paid, beside what is asked."""
_AGAIN = Seldom(
    r"^(?:再|另|额外|追加|还可|另外)|(?:再|另外?|额外|追加)(?:次)?(?:增加|[给予][予以与]|奖励|补[助贴]|资助|一次性)"
)


@dataclass(slots=True, eq=False)
class Segment:
    """One grant: the phrases that say who and when, and the stretch that says what.

    Args:
        span: the whole segment.
        conditions: stretches that condition it.
        benefit: from the first word about money to the last.
        sentence: ordinal of its sentence in the passage.
        lead: conditions before the colon that opens its sentence, shared with its neighbours.
        bare: it states money without a word of giving, as tables of standards do.
        options: alternatives listed before it in its sentence (A；B；C的，给予…).
        among: the last of the alternatives is its own first condition.
        excluded: who is left out, in brackets after the money (房地产项目除外).
        stated: its offer itself names an amount, not only a ceiling around it.
        again: it adds to the grant before it (再给予, 额外).
        graded: it is one grade of what stands before (其中…).
        levels: further levels of what its first words name (国家级…的奖励100万元，省级50万元).
        measure: what its bare limits measure, told before the colon (按设备投资额给予补助：500万元以上的，…).
    """

    span: Span
    conditions: list[Span]
    benefit: Span
    sentence: int
    again: bool = False
    graded: bool = False
    tail: list[Span] = field(default_factory=list)
    lead: list[Span] = field(default_factory=list)
    options: list[Span] = field(default_factory=list)
    among: bool = False
    excluded: list[Span] = field(default_factory=list)
    stated: bool = False
    bare: bool = False
    levels: list[Span] = field(default_factory=list)
    measure: Span | None = None


def read_segments(text: str, span: Span, *, vague: bool = True, bare: bool = False) -> list[Segment]:
    """The granting segments of a passage, in order; sentences that grant nothing go to the tail of the one before.

    Args:
        text: the working text.
        span: the passage.
        vague: whether offers without an amount count.
        bare: whether an amount by itself is an offer.
    """
    return list(_read(text, span, vague, bare))


@lru_cache(maxsize=1024)
def _read(text: str, span: Span, vague: bool, bare: bool) -> tuple[Segment, ...]:
    """A passage is looked at more than once: does its section grant anything, and then what."""
    found: list[Segment] = []
    listed: Span | None = None
    for ordinal, sentence in enumerate(sentences(text, span)):
        read = _sentence(text, sentence, ordinal, vague=vague, bare=bare)
        if read and listed is not None and not found:
            take_listed(text, read[0], [one for part in parts(text, listed) if len(one := _strip(text, part)) >= 4])
        found += read
        if not read and found:
            found[-1].tail.append(sentence)
        listed = sentence
    return tuple(found)


def _is_alike(text: str, segment: Segment) -> bool:
    """Whether the first condition of a grant is one more of the cases before it: limited where they are, and not where they are not."""
    alike = [bool(re.search(r"\d", span.of(text))) for span in (*segment.options[-1:], *segment.conditions[:1])]
    return len(alike) == 2 and alike[0] == alike[1]


def _sentence(text: str, sentence: Span, ordinal: int, *, vague: bool, bare: bool) -> list[Segment]:
    found: list[Segment] = []
    graded = False
    lead: list[Span] = []
    options: list[Span] = []
    if "？" in text[sentence.end - 1 : sentence.end + 1] or DEFINES.match(text, sentence.start):
        return []
    if (told := listed_behind(text, sentence)) is not None:
        return _with_list(text, *told, _sentence(text, told[0], ordinal, vague=vague, bare=bare))
    bare = bare or LED.match(text, sentence.start) is not None
    pieces = _colon_parts(text, sentence)
    if (tiered := _tiers_led(text, pieces)) is not None:
        pieces, who = pieces[1:], tiered[0]
        lead = [kept for phrase in phrases(text, who) if len(kept := _strip(text, phrase)) >= 4]
    rowed = rowed_parts(text, pieces)
    for part in pieces:
        graded = graded or text[trimmed(text, part).start :].startswith("其中")
        carried = bool(found) and SORT_ITS_SUM.match(trimmed(text, part).of(text)) is not None
        carried = carried or RUNG.search(part.of(text)) is not None
        segments = _segments(text, part, ordinal, vague=vague, bare=bare or carried, graded=graded, rowed=part in rowed)
        if not segments and not found and text[part.end - 1] == "：" and not _TOPICAL.match(part.of(text)):
            lead = [kept for phrase in phrases(text, part) if len(kept := _strip(text, phrase)) >= 4]
        elif not segments and not found and text[part.end - 1] == "；" and len(kept := _strip(text, part)) >= 4:
            options.append(kept)
        for segment in segments:
            segment.lead, segment.measure = lead, tiered[1] if tiered else None
        if segments and options:
            segments[0].options, options = options, []
            segments[0].among = _is_alike(text, segments[0])
        found += segments
    for at, slice_ in [*slices(text, [(one.span, one.conditions) for one in found])]:
        found[at].conditions.remove(slice_)
    return found


_LED_TIERS = re.compile(
    r"(?P<who>(?:[^：]*，)??)(?:按照?|根据|依据?|视)(?:其|企业|项目|年度|实际)*(?P<measure>[^，。；：\d]{2,16}?)的?(?:大小|多少|规模|情况|档次|区间|不同)*，?"
    r"(?:分[档级段类]|按档次?|阶梯式?|分别|[给予][予以与]|一次性|相应|以下|如下|进行)*的?(?:补[助贴]|奖[励补]|资助|扶持)：$"
)
_BARE_LIMIT = re.compile(
    r"(?:1[.、)）]|（[1一]）|①)?(?:达到?|超过|在|满)?\d[\d.]*[万亿]?(?:元|人|美元|亩|吨|平方米)?(?:（[^（）]*）)?(?:及?以[上下]|至|到|[—~-])"
)


def _tiers_led(text: str, pieces: list[Span]) -> tuple[Span, Span] | None:
    """Whom tiers are for and what they measure, told before the colon: 新建项目，按设备投资额给予补助：500万元以上的，…."""
    led = _LED_TIERS.match(text, pieces[0].start, pieces[0].end) if len(pieces) > 1 else None
    if led is None or not _BARE_LIMIT.match(text, pieces[1].start):
        return None
    return Span(*led.span("who")), Span(*led.span("measure"))


def _with_list(text: str, grant: Span, listed: list[Span], found: list[Segment]) -> list[Segment]:
    """The grant with what is listed behind it: one of the points is enough, or all of them are asked."""
    points = [kept for part in listed if len(kept := _strip(text, part)) >= 4]
    if found and kinds_joiner(grant.of(text)) == "any":
        found[-1].options = points
    elif found:
        found[-1].conditions = [*found[-1].conditions, *points]
    return found


_TOPICAL = re.compile(r"^[^，；]{2,16}(?:补[贴助]|支持|奖励|资助|贷款|标准|内容|方式|政策|即|包括|如下)[^，；]{0,4}：$")


_AMONG = re.compile(r"，其中，?(?=[^，。；])")
_COLON = re.compile(  # no colon that only opens the sums: 给予奖励，具体标准为：5A级60万元，4A级30万元
    r"(?![^：]*(?:[给予][予以与]|奖励|补[助贴]|资助)[^：]*(?:标准|额度|金额|办法)(?:分别)?(?:为|如下|是)?：)[^：]{4,}：(?=其中|对|凡|[^：]{4,}(?:[给予][予以与]|奖励|补[助贴]|资助|元))"
)


def _colon_parts(text: str, sentence: Span) -> list[Span]:
    """The parts of a sentence; a colon before grants of their own parts the lead-in from them."""
    found: list[Span] = []
    for part in parts(text, sentence):
        words = part.of(text)
        among = _AMONG.search(words, 5)
        aside = among is not None and words.count("（", 0, among.start()) > words.count("）", 0, among.start())
        if among and not aside and _GRADES.search(words, among.end()) and not asks_more(words, among.start()):
            found += [Span(part.start, part.start + among.start() + 1), Span(part.start + among.start() + 1, part.end)]
            continue
        colon = _COLON.match(words) if not found and "：" in words else None
        cut = part.start + colon.end() if colon else part.end
        found += [Span(part.start, cut), Span(cut, part.end)] if colon else [part]
    return found


_GRADES = re.compile(
    rf"(?:[给予][予以与]|奖励|补[贴助]|资助|最高|不超过)[^；。]{{0,20}}{AMOUNT}|{AMOUNT}[^；。]{{0,12}}(?:奖励|补[贴助]|资助)"
)


_SUM = re.compile(r"[\d元%‰]|分之|不超过|最高|限|封顶|上限")
"""What every sum holds, and every ceiling."""


def _segments(
    text: str, part: Span, sentence: int, *, vague: bool, bare: bool, graded: bool, rowed: bool
) -> list[Segment]:
    if not _SUM.search(text, part.start, part.end) and not any(
        GIVE.search(trimmed(text, phrase).of(text)) for phrase in phrases(text, part)
    ):
        return []  # as most sentences on procedure and conditions: neither a verb of giving nor anything counted
    read = in_rows(text, read_phrases(text, part, vague=vague, bare=bare))
    read = with_rows(text, read, least=1 if rowed else 2)
    return [_segment(text, group, sentence, graded=graded, rowed=rowed) for group in grouped(read, text)]


_OCCASION = re.compile(
    r"(?:紧?紧?围绕|聚焦|立足|着眼|瞄准|对接|结合|适应|顺应|服务)[^，。；的\d]{2,30}"
    r"(?:需[求要]|布局|战略|基础|优势|目标|实际|特色|定位|趋势|导向|任务|体系|[强延补][链群]|高质量发展|(?:体系|强[省市区国]|中心|城市|新区|先行区|示范区|高地)建设)"
)
_ZEAL = re.compile(r"(?:大力|积极|重点|优先)?(?:支持|鼓励|引导|推动)")


def _without_occasion(text: str, told: list[Phrase]) -> list[Phrase]:
    """What is told before an offer without the end it serves: 围绕现代化产业体系建设，|支持平台发布研发计划."""
    occasion = len(told) > 1 and _OCCASION.fullmatch(told[0].span.of(text).strip("，。； "))
    return told[1:] if occasion and _ZEAL.match(text, told[1].span.start) else told


def _segment(text: str, group: list[Phrase], sentence: int, *, graded: bool, rowed: bool) -> Segment:
    span = Span(group[0].span.start, group[-1].span.end)
    group, excluded = _but_for(text, group)
    first = next(at for at, phrase in enumerate(group) if phrase.role is Role.OFFER)
    money = MONEY.search(span.of(text)) is not None
    conditions = [
        phrase.span
        for at, phrase in enumerate(_without_occasion(text, group[:first]))
        if phrase.role is Role.CONDITION
        and not (at and not phrase.asked and GOAL.match(phrase.span.of(text)))
        and (phrase.asked or not OFFICE.match(phrase.span.of(text)))
        and (money or phrase.asked or not PLANS.match(phrase.span.of(text)))
    ]
    stretches = [phrase.span for phrase in group if phrase.role is Role.BASE]
    stretches.append(Span(group[first].span.start, group[first].verb or group[first].span.start))
    conditions += [inner for stretch in stretches for inner in bracketed(text, stretch)]
    conditions += [acted for phrase in group[: first + 1] if (acted := acted_on(text, phrase)) is not None]
    inner = inside(text, group[first], bool(conditions))
    if not money:
        conditions = [kept for span_ in conditions if (kept := without_leave(text, span_)) is not None]
        told = bool(conditions)
        inner = [kept for span_ in inner if (kept := without_theme(text, span_, told=told)) is not None]
    inner = [one for one in inner if not any(one.of(text) in told.of(text) for told in conditions)]
    given = [phrase.span for phrase in group[first:] if phrase.role in (Role.OFFER, Role.MONEY)]
    rows = sorts_of(text, [span for span in given if span == given[0] or MONEY.search(span.of(text))])
    options = _parallel(text, inner, group[first + 1 :])
    if not options and (len(rows) > 1 or (rowed and rows)):
        told = bool(conditions) or rowed
        options = choice_of(text, rows, told=told)
        inner = inner if not (told or options or is_level(text, rows[0])) else []
    conditions += [] if options else inner
    conditions = [
        kept
        for span_ in conditions
        if (len(kept := _strip(text, whose_part(text, span_))) >= 3 or kept.of(text) in _SAYS)
        and not HOW.fullmatch(kept.of(text))
    ]
    conditions = _sought(text, conditions, group[first].span)
    if len(conditions) > 1 and _COST.fullmatch(text, conditions[-1].start, conditions[-1].end):
        conditions.pop()
    conditions = either(text, without_aims(text, conditions)) or assessed(
        text, [phrase.span for phrase in group[:first]]
    )
    start = next((phrase.span.start for phrase in group[: first + 1] if phrase.role in (Role.BASE, Role.MONEY)), None)
    verb = group[first].verb or group[first].span.start
    begin = benefit_start(text, group[first], verb) if start is None else start
    end = max(
        phrase.span.end for phrase in group[first:] if phrase.role is not Role.CONDITION or phrase is group[first]
    )
    tail = [phrase.span for phrase in group[first + 1 :] if phrase.role in (Role.TAIL, Role.CONDITION)]
    conditions += [
        phrase.span for phrase in group[first + 1 :] if is_range(text, phrase.span) or TERM.search(phrase.span.of(text))
    ]
    again = any(_AGAIN.search(phrase.span.of(text)) for phrase in group if phrase.role is Role.OFFER) or (
        text[group[0].span.start] == "并"
    )
    offers = [phrase.span for phrase in group if phrase.role in (Role.OFFER, Role.BASE)]
    stated = any(MONEY.search(each.of(text)) for each in offers)
    benefit = Span(min(begin, verb), max(end, begin))
    excluded += [
        Span(*match.span(match.lastindex or 1))
        for match in LEFT_OUT.finditer(text, group[first].verb or span.start, span.end)
    ]
    plain = any(phrase.bare for phrase in group)
    return Segment(
        span, conditions, benefit, sentence, again, graded, tail, options=options, stated=stated, bare=plain,
        excluded=excluded, levels=[row for row in rows if is_level(text, row)],
    )  # fmt: skip


_SAYS = frozenset({"新建", "改建", "扩建", "迁建", "续建", "租赁", "自建", "购置"})
"""Deeds that say in two characters which case is meant: 对新建的，…；对租赁的，…; shorter words say nothing."""
_SOUGHT = re.compile(
    r"(?:[^，。；、]{0,12}?(?:企业|单位|机构|主体|园区|合作社))?(?:积极)?(?:申[请报]|争创|创建|创成)(?:认定)?(?P<what>(?![^，。；]*(?:项目|资金|补[贴助]|专利|贷款|参[展加])$)[^，。；\d]{4,30})"
)
_OBTAINED = re.compile(
    r"对?(?:首次|新|成功|当年|经)*(?:通过|获得?|取得)?(?:认定|评定|命名|授牌)(?:成功|通过)?的?(?:企业|单位)?"
)


_OBTAINED_THEN = re.compile(r"(?:首次|新|重新|成功|当年)*(?:通过|获得?|取得)?(?:认定|评定)的(?=[给予奖补一])")
"""首次通过认定的|给予10万元，重新认定的给予5万元."""


def _sought(text: str, conditions: list[Span], offer: Span) -> list[Span]:
    """申报高新技术企业，首次通过认定的，…: what has been applied for and is obtained is held."""
    for at, (first, then) in enumerate(pairwise(conditions)):
        sought = _SOUGHT.fullmatch(text, first.start, first.end)
        if sought is not None and _OBTAINED.fullmatch(text, then.start, then.end):
            return [*conditions[:at], Span(*sought.span("what")), *conditions[at + 2 :]]
    sought = _SOUGHT.fullmatch(text, conditions[-1].start, conditions[-1].end) if conditions else None
    if sought is not None and _OBTAINED_THEN.match(text, offer.start, offer.end):
        return [*conditions[:-1], Span(*sought.span("what"))]
    return conditions


def _but_for(text: str, group: list[Phrase]) -> tuple[list[Phrase], list[Span]]:
    """The phrases without whom they leave out (除个体工商户外，…; 除金融业以外的服务业企业), and who that is."""
    kept, out = [], []
    for phrase in group:
        but = BUT_FOR.match(text, phrase.span.start, phrase.span.end)
        if but is not None:
            out.append(Span(*but.span(but.lastgroup or 0)))
            phrase = phrase if but["who"] else replace(phrase, span=Span(but.end(), phrase.span.end))
        kept.append(phrase)
    return kept, out


_SORT_OF_PERSON = re.compile(r"博士|硕士|研究生|本科|专科|毕业生|技师|高级工|中级工|职称|人才|[A-E一二三四]类")


def _parallel(text: str, inner: list[Span], later: list[Phrase]) -> list[Span]:
    """Sorts that each get a sum of their own in one sentence: 博士每年补助3万元，硕士每年补助2万元 — one of them is enough."""
    others = [span for phrase in later if phrase.role is Role.OFFER for span in inside(text, phrase, True)]
    sorts = [_strip(text, span) for span in [*inner, *others] if not text.startswith("每", span.start)]
    if len(inner) != 1 or len(sorts) < 2 or not all(_SORT_OF_PERSON.search(span.of(text)) for span in sorts):
        return []
    return sorts


_LEAD = re.compile(
    r"^(?:(?![^，。；]*的[^，。；]*部门)[^，。；]{2,24}部门(?:应当?|要)?(?:按程序|按规定)?将(?=[^，。；]{4})|由?(?:[一-龥]{0,4}[省市区县州旗镇])?(?:本级|级)?(?:人民政府|政府|财政(?:局|部门)?|管委会|主管部门|有关部门|[一-龥]{1,6}局)(?:统一|负责|分别|将|再|每年|按规定)*(?=对(?!口|外|接|符合条件的[^，。；]{1,4}$))|(?:[我本全][市区县省])?“(?=对|凡|鼓励)|(?:大力|积极|重点|优先|主要|择优)(?=支持|鼓励)|每年[向对](?!口|外|接)|其中|即|此外|另外|同时|并且|且|对于?|凡是?|如|若|对我[区市县省](?=新)|另|还(?![款贷债本清息])|也|并)[，：]?"
)
_TRAIL = Seldom(
    r"(?:由[^，。；、]{1,14}(?:资金|财政|经费|所在[地区市县])$|(?<=[一-龥]{4})进行(?:资金|适当|一次性|财政)?$|[给予][予以与]|的$|可$|均$|每年$|一次性$|分别$|单个$|再$|每家$|企业可$|(?<=企业|项目|单位|以上)每(?:再|新)?(?:上|升|跨|迈)[^，。；]{2,16}$)"
)


def _strip(text: str, span: Span) -> Span:
    """A condition without 对…的, leading particles and signs."""
    span = trimmed(text, span, "，。；：、 ")
    if (reviewed := REVIEWED.search(span.of(text))) is not None:
        span = Span(span.start, span.start + reviewed.start())
    if (among := AMONG.fullmatch(text, span.start, span.end)) is not None:
        span = Span(*among.span("who"))
    while (lead := _LEAD.match(span.of(text))) and lead.end() < len(span):
        span = trimmed(text, Span(span.start + lead.end(), span.end), "，。；：、 ")
    while (trail := _TRAIL.search(span.of(text))) and trail.end() == len(span):
        span = Span(span.start, span.start + trail.start())
        if not len(span):
            break
    return Span(span.start, span.end - 1) if _WHO_GOT.fullmatch(text, span.start, span.end) else span


_WHO_GOT = re.compile(
    r"(?:凡|被|新|首次)*(?:评[为定]|认定为|获[评得]?|取得|入选|通过|创成)[^，。；]{4,40}(?<!获得)(?<!入选)者"
)
"""被评为绿色工厂者: 者 is no part of what he got."""
