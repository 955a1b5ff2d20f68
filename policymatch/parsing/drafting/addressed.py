"""Demands addressed to some of a document's supports by their numbers: 申报第二、三类项目的，还应…; 除第八条外，…."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from policymatch.parsing.drafting.drafts import Draft, some_of
from policymatch.parsing.drafting.places import SORT, WHERE, placed
from policymatch.parsing.immutable import immutable
from policymatch.parsing.seldom import Seldom
from policymatch.parsing.structure.exclusions import named_below
from policymatch.parsing.text.sentences import parts
from policymatch.parsing.text.wording import members
from policymatch.spans import Span

_ADDRESSED = re.compile(
    rf"(?:对于?|凡是?|其中，?)?(?:拟|同时)?(?:申[请报领]|享受|选择|符合|适用|获得)(?P<where>{WHERE})"
    r"(?:规定|中)?(?:的)?[^，。；：、除还应须需]{0,12}?(?:的(?:企业|单位|机构|主体|项目|个人|申[请报]人|[^，。；：、的应须需]{2,10}(?=应当?|须|需))?|企业|单位|机构|主体|项目|申[请报]人)"
    r"(?:，|(?=除|还|应|须|需|必须|不))"
)
_OTHERS = re.compile(
    rf"(?:本(?:办法|措施|政策|细则|意见|规程|规定)中?，?)?除(?P<where>{WHERE})(?:规定|政策|项目|类)?(?:以?外)，"
)
_OF_SORT = re.compile(
    rf"(?:其中，?|对于?)?(?P<where>{SORT})(?:：|(?:的|类)?(?:项目)?(?:的?申[请报]的?(?:单位|企业|主体|机构|项目|人)?|单位|企业|项目|产品|机构)?(?:的|，|：)*"
    r"(?=(?:[^，。；：]{0,16}?)(?:还|均|应当?|须|需|必须|要求|不[少低得高超]|达到?|具[有备]|拥有|未|已)))"
)
"""方向1：销售时间应在…; 方向二申报单位设备投入不低于…; 第一类项目须…."""
_ONLY_FOR = re.compile(
    rf"(?:其中，?|但)?(?P<where>{WHERE})(?:中?的)?(?:各项|有关|相关)?(?:政策|规定|措施|奖[励补]|补[贴助]|支持|扶持|条款|内容)*，?"
    r"(?:(?:[只仅]|均|主要)*(?:适用于|的?(?:适用|支持|扶持|奖[励补]|补[贴助]|资助)对象[为是]|面向|针对)|限于|[只仅]限于?|只支持)(?![^。；]{0,10}(?:期间|之日))"
)
"""其中第二部分的政策，只适用于新签约的招商引资项目."""
_SEEKERS = re.compile(
    r"凡?(?:拟)?申[请报](?:认定|评定|备案|组建|创建)(?:为[^，。；]{2,16})?的?(?:企业|单位|机构|主体|组织|园区|平台)?，?(?=除|还|应|须|需|必须)"
    r"|(?=[^。；]{0,60}?不[得予能](?:申[请报])?(?:认定|评定)(?:为|[^，。；]{0,12}[：。；]?$))(?![^。；]*(?:支持|奖励|补[贴助]|资助|扶持))"
)
"""Who seeks a recognition (申请认定的单位应当…) or may not have it (有下列情形之一的，不得认定), unlike those who hold it."""
_NOT_PAID = re.compile(
    r"(?:不[得予能再]*(?:享受|给予|兑现|拨付)|取消)(?![^，。；]{0,16}(?:认定|资格|称号))[^，。；]{0,16}(?:政策|奖励|奖补|补[贴助]|扶持|资助|资金)[。；]?$"
)
"""…的，不得享受本细则规定的扶持政策, which nobody is shut out by who seeks a recognition alone."""
_SHUT = Seldom(
    rf"(?P<who>[^，。；：]{{2,30}}?)(?:的)?，?(?:均|一律)?不(?:再)?(?:享受|适用|得申[请报]|得享受|能享受|予享受|[纳列]入|属于|在)(?P<where>{WHERE})(?:的|中的?)?"
    r"(?:政策|规定|奖励|补[贴助]|支持|资助|扶持|条款|内容|范围|对象)*[。；]?$"
)
"""公办养老机构不享受第一、二项政策."""


_MAY = re.compile(
    "(?:均|都|还|也|同时|优先|直接)*可(?:以)?(?:按[^，。；]{2,10})?(?:同时|优先|直接)?(?:申[请报领]|享受|获得|入住)"
)
"""What those named may have besides, which asks for nothing."""
FREED = re.compile(
    r"(?:可|可以|则|均|都)*(?:不(?:再|作|做|受)?此(?:项|条|款)?(?:[^，。；]{0,4}要求|[^，。；]{0,6}限制?)|不受[^，。；]{1,10}限制|不作要求|不适用(?:此|本)[条款项]|无此要求)(?=[，。；）\n]|$)"
)
"""What frees those named from the demand before it: 申请第三项的不作此要求."""


@immutable
class Address:
    """Whom a sentence speaks to.

    Args:
        drafts: the supports that it names, in order.
        said: what it demands, the address left out.
        shut_out: it names who has no claim to them.
    """

    drafts: list[Draft]
    said: Span
    shut_out: bool = False


def spoken(text: str, sentence: Span) -> list[Span]:
    """The parts of a sentence that may each speak to supports of their own: 适用于…企业，其中第二部分政策仅适用于…."""
    found: list[Span] = []
    for part in parts(text, sentence):
        start = part.start
        if _OTHERS.match(text, start, part.end) is not None:
            found.append(part)
            continue
        for comma in re.finditer(
            "，(?=(?:其中|但)?[^，。；]{0,8}?第[^，。；]{1,24}(?:适用|对象|面向|针对|限)|(?:(?:其中|但)，?)?(?:申[请报领]|享受|选择)[^，。；]{2,24}的)",
            part.of(text),
        ):
            at = part.start + comma.end()
            if _ONLY_FOR.match(text, at, part.end) is not None or any(
                pattern.match(text, at, part.end) for pattern in (_ADDRESSED, _NAMED)
            ):
                found.append(Span(start, at))
                start = at
        found.append(Span(start, part.end))
    return found


def addressed(text: str, sentence: Span, drafts: Sequence[Draft]) -> Address | None:
    """The supports that a sentence names by number; None where it names none, or none that tells them apart."""
    shut = _SHUT.match(sentence.of(text))
    if shut is not None and (meant := placed(text, shut["where"], drafts)):
        start = sentence.start
        return Address(meant, Span(start + shut.start("who"), start + shut.end("who")), shut_out=True)
    below = named_below(text, sentence)
    before = max((draft for draft in drafts if draft.anchor.start < sentence.start), key=_place, default=None)
    if (
        below is not None
        and below[1]
        and before is not None
        and text.count("\n", before.anchor.end, sentence.start) <= 1
    ):
        return Address([before], below[0], shut_out=True)
    if (sought := _by_recognition(text, sentence, drafts)) is not None:
        return sought
    named_so = _by_name(text, sentence, drafts) or _by_term(text, sentence, drafts)
    if (spoken := named_so or _shut_by_name(text, sentence, drafts)) is not None:
        return spoken
    for pattern, named in ((_ADDRESSED, True), (_ONLY_FOR, True), (_OTHERS, False), (_OF_SORT, True)):
        found = pattern.match(text, sentence.start, sentence.end)
        if found is None or FREED.match(text, found.end(), sentence.end):
            continue
        meant = placed(text, found["where"], drafts)
        chosen = [draft for draft in drafts if (draft in meant) is named]
        if meant and some_of(chosen, drafts) and not _MAY.match(text, found.end(), sentence.end):
            return Address(chosen, Span(found.end(), sentence.end))
    return None


def _by_recognition(text: str, sentence: Span, drafts: Sequence[Draft]) -> Address | None:
    """Who seeks a recognition, or who may not be paid, which are not the same."""
    if (seekers := _SEEKERS.match(text, sentence.start, sentence.end)) is not None:
        seeking = [draft for draft in drafts if draft.name or _RECOGNISED_AS.search(_given(text, draft))]
        if some_of(seeking, drafts):
            return Address(seeking, Span(seekers.end(), sentence.end))
    if _NOT_PAID.search(text, sentence.start, sentence.end) is not None:
        paid = [draft for draft in drafts if draft.benefits and not _RECOGNISED_AS.search(_given(text, draft))]
        if some_of(paid, drafts) and all(draft.name for draft in drafts if not draft.benefits):
            return Address(paid, sentence)
    return None


_DOES = re.compile(
    r"(?:凡|拟|申请)*(?P<deed>购买|购置|受让|租赁|承租|租用|入驻|进驻|迁入)(?P<what>[^，。；：的]{2,12})的"
    r"(?:企业|单位|项目|机构|商户)，?(?:还|均|同时)*(?:应当?|须|需|必须)"
)


def of_a_deed(text: str, sentence: Span, drafts: Sequence[Draft]) -> list[Draft] | None:
    """The supports that speak of what those do for whom a list is (购买厂房的企业须符合：…), where others do otherwise.

    None where nothing tells them apart; no support at all where the document speaks of those who do otherwise, but of no
    money for these.
    """
    told = _DOES.match(text, sentence.start, sentence.end)
    if told is None:
        return None
    object_ = told["what"][-2:]

    def does(draft: Draft) -> bool:
        return any(told["deed"] in words and object_ in words for words in draft.words(text))

    chosen = [draft for draft in drafts if does(draft)]
    if chosen:
        return chosen if len(chosen) < len(drafts) else None
    others = re.compile(
        rf"(?!{told['deed']})(?:购买|购置|受让|租赁|承租|租用)[^，。；：的]{{0,10}}{re.escape(object_)}"
    )
    return [] if others.search(text) is not None else None


_RECOGNISED_AS = re.compile("认定为|评定为|认定成为")


def _given(text: str, draft: Draft) -> str:
    return "".join(span.of(text) for span in draft.benefits)


_SHUT_NAME = Seldom(
    r"(?P<who>[^。；：]{2,60}?)(?:的)?，?(?:均|一律|原则上)?不(?:再)?(?:享受|适用|得申[请报领]|得享受|能享受|予享受|(?:予|得)?[纳列]入|属于)(?P<what>[^，。；：、的]{4,16}?)(?:政策|待遇|支持|发放|范围|对象)*[。；]?$"
)
"""僵尸企业不享受稳岗返还, 不纳入稳岗返还范围."""


def _shut_by_name(text: str, sentence: Span, drafts: Sequence[Draft]) -> Address | None:
    """The supports that a sentence names to those who have no claim to them; None where it names none of some."""
    shut = _SHUT_NAME.match(sentence.of(text))
    if shut is None or any_support(shut["what"]):
        return None
    chosen = [draft for draft in drafts if draft.says(text, shut["what"])]
    if not some_of(chosen, drafts):
        return None
    return Address(chosen, Span(sentence.start + shut.start("who"), sentence.start + shut.end("who")), shut_out=True)


_THING = "(?:贷款|产品|软件|装备|设备|合同|保单|保险|活动|展会|平台|课程|场地|技术)"
"""What a support is for and must itself be so: 申请贴息的|贷款期限应在一年以上."""
_NAMED = re.compile(
    r"(?:对于?|凡是?|其中，?)?(?:拟|同时)?(?:申[请报领]|享受|选择)(?!人|单位|企业|项目的|主体)(?P<what>[^，。；：]{2,24}?)(?:方向|领域|类别|专题)?"
    rf"(?:(?P<thing>的)(?={_THING}[^，。；：的]{{0,8}}?(?:应当?|须|需|必须|不[得少低超]))"
    r"|(?P<whose>的[^，。；：的]{0,12}?(?:（[^（）]{2,16}）)?)?，?(?:除[^，。；]{2,16}外，?)?(?:还|均|都)?(?:[^，。；：]{0,6}(?=应))?(?:应(?![用急届])当?|须|需要?|必须)(?:同时)?"
    r"(?!提[交供出前]|接受|配合|按|如实|[在于]\d[^，。；]*(?:提[交出]|报送|申[请报]|递交|填报|受理|以?前$)|向|填|登录|通过)"
    r"|(?P<who>的[^，。；：的]{0,12}?|(?:项目|单位|企业|主体)的?)，)"
)
_ANY_SUPPORT = re.compile(
    r"(?:[本该此各]|以上|上述|前述|相关|有关|各类|专项|引导|扶持|补[贴助]|奖[励补]|资助|支持|政策|优惠|认定|项目|财政|资金|单位|企业|主体|机构|人员?|[种类项等和及与、])*"
)
_SORT_OF = re.compile("(?:项目|资金|资助|奖[励补]|补[贴助]|扶持|支持|政策|认定|入库|的)+$")


def any_support(what: str) -> bool:
    """Whether a name is of any support: 上述专项资金, 本政策各类补贴."""
    return _ANY_SUPPORT.fullmatch(what) is not None


def sort_named(what: str) -> str:
    """The kind of support that a name tells, without the words that any may end in: 贷款贴息项目 is 贷款贴息."""
    core = _SORT_OF.sub("", what)
    return core if len(core) > 1 else what


def _by_name(text: str, sentence: Span, drafts: Sequence[Draft]) -> Address | None:
    """The supports that a demand names (申报创业团队项目，须满足：…; 申请改造奖励和能源管理奖励的项目，应…)."""
    found = _NAMED.match(text, sentence.start, sentence.end)
    if found is None or any_support(found["what"]):
        return None
    rest = Span(found.end(), sentence.end)
    row = [[draft for draft in drafts if draft.says(text, sort_named(one))] for one in members(found["what"])]
    chosen = [draft for draft in drafts if any(draft in each for each in row)]
    if len(row) > 1 and all(row) and len(chosen) < len(drafts):
        return Address(chosen, rest)
    core = sort_named(found["what"])
    applied_for = any(found[name] for name in ("thing", "whose", "who"))  # 申报示范项目应…: it may be what all seek
    if "、" in core or not (applied_for or told_apart(text, core)):
        return None
    titled = [draft for draft in drafts if any(found["what"] in title for title in draft.titles(text))]
    chosen = titled or [draft for draft in drafts if draft.says(text, core)] or _at_level(text, core, drafts)
    return Address(chosen, rest) if some_of(chosen, drafts) else None


_AT_LEVEL = re.compile("(?P<level>(?:国家|省|自治区|市|区|县)级)(?P<kind>.{3,})")


def _at_level(text: str, core: str, drafts: Sequence[Draft]) -> list[Draft]:
    """The supports for a kind at a level that the words give to a row: 市级智能工厂, of 市级数字化车间、智能工厂."""
    told = _AT_LEVEL.fullmatch(core)
    if told is None:
        return []
    said = [(draft, [span.of(text) for span in (draft.anchor, *draft.passage)]) for draft in drafts]
    return [draft for draft, words in said if any(told["level"] in one and told["kind"] in one for one in words)]


def told_apart(text: str, core: str) -> bool:
    """Whether a name is of some of the supports: not one that all are for, unless the title names others beside it."""
    at = text.find(core)
    if _OPENS.search(text, 0, at) is not None:
        return True
    row = re.compile(rf"[、和及与]{re.escape(core)}|{re.escape(core)}[^，。；：、\n和及与]{{0,6}}[、和及与]")
    return row.search(text, max(0, at - 1), at + len(core) + 8) is not None


_TERM = re.compile(r"所[称指](?:的)?“?(?P<term>[^，。；“”、的]{2,14}?)”?，?(?:是指|指)")
_OF_TERM = re.compile(
    r"(?:凡是?|对于?)?(?:拟)?(?:申[请报领]|享受|获得)(?:本办法|上述|相关)?(?:补[贴助]|资助|奖[励补]|扶持|支持|政策|资金)*的?"
    r"(?P<term>[^，。；：、（）的应须需]{2,14})(?=[，（应须需必均])"
)


@lru_cache(maxsize=8)
def explained(text: str) -> tuple[str, ...]:
    """What a document calls its kinds of applicants, each explained: 养老机构是指…；所称长者饭堂，是指…."""
    found = dict.fromkeys(match["term"] for match in _TERM.finditer(text))
    return tuple(term for term in found if not _MONEY_OR_DEED.search(term))


_MONEY_OR_DEED = re.compile(
    "(?:资金|经费|贷款|融资|补[贴助]|奖[励补]|资助|贴息|基金|费用?|保险|项目|额|率|收入|办法|期)$"
)


def _by_term(text: str, sentence: Span, drafts: Sequence[Draft]) -> Address | None:
    """The supports for a kind of applicant that a demand names, where the others are for another kind the document explains."""
    found = _OF_TERM.match(text, sentence.start, sentence.end) if "所" in text else None
    terms = explained(text) if found is not None else ()
    if found is None or found["term"] not in terms or len(terms) < 2:
        return None
    others = [term for term in terms if term not in found["term"] and found["term"] not in term]
    chosen = [
        draft
        for draft in drafts
        if draft.says(text, found["term"]) or not any(draft.says(text, term) for term in others)
    ]
    return Address(chosen, Span(found.end(), sentence.end)) if some_of(chosen, drafts) else None


_OPENS = re.compile(r"\n\s*(?:第[一二三四五六七八九十\d]{1,3}[章条节部]|（?[一二三四五六七八九十\d]{1,2}[）、.．])")
"""Where the first point opens; what a document names before it is what all its supports are for."""


def _place(draft: Draft) -> int:
    return draft.anchor.start


__all__ = [
    "FREED",
    "Address",
    "addressed",
    "any_support",
    "of_a_deed",
    "sort_named",
    "spoken",
    "told_apart",
]
