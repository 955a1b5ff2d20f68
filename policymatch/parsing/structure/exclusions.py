"""Lists of who stays out: 有下列情形之一的，不予支持：…, within a paragraph or below one."""

from __future__ import annotations

import re

from policymatch.parsing.seldom import Seldom
from policymatch.parsing.structure.outline import Kind, Node
from policymatch.parsing.structure.stated import Clause, Group
from policymatch.parsing.text.asides import is_procedural
from policymatch.parsing.text.sentences import parts, sentences, trimmed, unmarked
from policymatch.parsing.text.wording import without_brackets
from policymatch.spans import Span

_EXCLUDING = Seldom(
    r"(?:(?<!有)(?:无|没有|不存在|未(?:发生|出现|有|存在)过?)(?:下述|下列|以下|如下)|不予|不得|不再|不能|取消(?![^，。；：]{0,8}(?:称号|认定|命名|牌匾|荣誉))|不享受|不属于|不支持|不纳入|不列入|不适用|不受理|不在(?=[^，。；：]{0,10}(?:范围|之列|之内))|停止|除外|一票否决|不(?:含|包括|包含)(?=[^，。；：]{0,4}(?:下列|以下|如下))|不(?:可|得)(?:申报|申请|享受)|无权|暂停|(?<!限制[和或、及])禁止(?!类|[和或、及]限制|行业))"
)
_EXCLUDED = re.compile(
    r"(?:有|存在|发生|具有|属于|为)?(?:下列|下述|以下|如下)[^。；：]{0,12}(?:情形|情况|行为|之一|企业|单位|项目|的)"
    r"|(?:下列|以下|如下)[^，。；：]{1,12}(?:不享受|不予|不得|不纳入|不列入)"
)


_HEADED_OUT = re.compile(
    r"(?:负面清单|(?:否决|禁止|排除)性?(?:条件|情形|事项|条款|清单)|不(?:予|在|得|宜|属于|纳入|列入|享受)?"
    r"(?:[给予][予以与])?(?:本|专项)?(?:支持|扶持|资助|奖[励补]|补[贴助偿]|申[报请领]|受理|享受|认定|贴息|安排|推荐)(?:政策|资金)?"
    r"(?:的?(?:范围|对象))?(?:之?内)?(?:的?(?:范围|对象|项目|企业|单位|机构|主体|人员|行业|产业|领域|情形|情况))?)[：。]?"
)
"""A heading above those who stay out: 不予支持的项目, 不在扶持范围的企业, 负面清单."""
_ADMITTING = re.compile(
    r"(?:符合|满足|具备|达到)(?:以下|下列|如下)[^，。；：不]{0,14}(?:条件|要求|标准|之一|项)(?:[^，。；：不]{0,4}|[^。；：不未无停消除禁]{0,40})[：:]?$"
)
"""A lead-in that ends so lists whom it is for, whoever a bracket before leaves out: …企业（银行除外），且符合以下条件之一."""


def shut_out(text: str, node: Node, members: list[Node]) -> Group | None:
    """A heading that shuts out (有下列情形的不予支持：) with its cases in its own words and in plain lines below."""
    listed = any(member.kind is not Kind.TEXT for member in members)
    if listed or not len(node.heading) or not len(node.body) or not excludes(text, node.heading):
        return None
    bodies = [node.body, *(member.body for member in members)]
    cases = [
        Clause(kept, negated=True)
        for body in bodies
        for sentence in sentences(text, body)
        for part in parts(text, _beyond_lead(text, sentence))
        if len(kept := _case(text, part)) > 2 and not is_procedural(kept.of(text))
    ]
    return Group("all", tuple(cases), node.heading) if cases else None


def _beyond_lead(text: str, sentence: Span) -> Span:
    """A sentence without the words that say once more that its cases are shut out: 企业存在下列情形之一的，不予支持：|…."""
    colon = text.find("：", sentence.start, sentence.end)
    led = colon >= 0 and excludes(text, Span(sentence.start, colon))
    return Span(colon + 1, sentence.end) if led else sentence


def _case(text: str, part: Span) -> Span:
    """A case without its mark and without who finds that it is one: 经评审，|审定投资额小于2万元的."""
    kept = unmarked(text, trimmed(text, part))
    found = _EXAMINED.match(text, kept.start, kept.end)
    return Span(found.end(), kept.end) if found is not None else kept


_EXAMINED = re.compile(
    r"一?经[^，。；、：]{0,16}(?:评[审估]|审[核查议计]|核[查实]|查[证实]|检查|论证|调查|认定)(?:后|属实)?，"
)


def inline_exclusions(text: str, sentence: Span) -> Group | None:
    """有下列情形的不予支持：A的；B的；C的 within one paragraph."""
    words = sentence.of(text)
    if (event := _EVENTS_OUT.match(text, sentence.start, sentence.end)) is not None:
        return Group("all", (Clause(Span(*event.span("who")), negated=True, verbatim=True),))
    colon = words.find("：")
    if colon < 4 or not excludes(text, Span(sentence.start, sentence.start + colon)):
        return None
    members = [
        Clause(kept, negated=True)
        for part in parts(text, Span(sentence.start + colon + 1, sentence.end))
        if len(kept := _case(text, part)) > 2
    ]
    return Group("all", tuple(members), Span(sentence.start, sentence.start + colon)) if members else None


_EVENTS_OUT = Seldom(
    r"(?P<who>[^。；：]{2,80}?(?:展会|展销会|展览|活动|会议|论坛|庆典|年会|赛事|演出|培训班?|课程))(?:的)?，?(?:均|一律|原则上|暂)?"
    r"不(?:予|再|属于|纳入|列入|在|享受)(?:本|各类)?(?:支持|扶持|资助|奖[励补]|补[贴助]|申报)(?:的)?(?:范围|对象|之列|政策)?(?:之?内)?[。；]?$"
)
"""What the applicant may not apply for is told of by its trade, which is not his: 以零售为主的展销会不纳入支持范围."""


def excludes(text: str, lead: Span) -> bool:
    """Whether a lead-in says that whoever it is about gets nothing."""
    words = without_brackets(lead.of(text))
    if _HEADED_OUT.fullmatch(words.strip()):
        return True
    if _ADMITTING.search(words):
        return False
    return bool(_EXCLUDING.search(words)) and (bool(_EXCLUDED.search(words)) or "情形" in words or "情况" in words)


def shuts_out(text: str, node: Node) -> bool:
    """Whether the node's own words announce who stays out: 有下列情形之一的，不予支持：."""
    last = sentences(text, node.body if len(node.body) else node.heading)
    words = last[-1].of(text).strip() if last else ""
    return words.endswith("：") and excludes(text, last[-1])


_NAMED_BEHIND = re.compile(
    r"(?:但|其中)?(?:(?:本|该)[^，。；：]{1,8}|(?:扶持|支持|奖[励补]|补[贴助]|资助|申[请报领]|适用|享受)的?(?:对象|范围|主体|企业|单位|项目))"
    r"(?:均|一律|原则上|暂)?(?:不适用于?|不(?:包括|包含|含|涉及|覆盖|得为)|不(?:扶持|支持|受理)(?!的)|不适合|不再适用于?)：?(?P<who>(?![^。；]*(?:情形|条款|规定|部分|下列|以下))[^。；：]{2,}?)[。；]?$"
)
"""本办法不适用于甲业、乙业; 支持对象不包括上市公司."""


def named_behind(text: str, sentence: Span) -> list[Span]:
    """The kinds that a sentence names behind the verb that shuts them out; empty where it names none."""
    found = _NAMED_BEHIND.match(text, sentence.start, sentence.end) if "不" in sentence.of(text) else None
    if found is None:
        return []
    row = Span(*found.span("who"))
    kinds = _members(text, row)
    return kinds if all(len(kind) < _LONGEST_KIND for kind in kinds) else [row]


_NOT_TWICE = re.compile(
    r"(?:对于?|凡是?)?(?P<who>(?![^；]*(?:支持|资助|资金|补[贴助]|奖[励补]|扶持|政策|享受|同[一类]|相同|每[家个]))[^；：，]{4,30}?)(?:的|的?(?:企业|单位|机构))?，?"
    r"(?:均|一律|原则上)?不(?:[得能可予再])*重复(?:申[请报]|认定|评定|推荐|参[评选])[^，。；]{0,16}"
)


def not_twice(text: str, sentence: Span) -> tuple[Span, Span] | None:
    """What stands before, and who stays out for what he is already: 已认定的国家级绿色工厂不再重复申报市级绿色工厂."""
    words = sentence.of(text)
    if "重复" not in words:
        return None
    for at in (0, words.rfind("，") + 1):
        if (found := _NOT_TWICE.fullmatch(words, at)) is not None:
            low, high = found.span("who")
            start = sentence.start
            return Span(start, start + max(0, at - 1)), Span(start + low, start + high)
    return None


def _members(text: str, row: Span) -> list[Span]:
    """The members of a row, brackets and quotation marks left whole."""
    cuts = [sign for sign in _ROW.finditer(text, row.start, row.end) if not _is_enclosed(text, row.start, sign.start())]
    edges = [row.start, *(edge for sign in cuts for edge in sign.span()), row.end]
    return [Span(low, high) for low, high in zip(edges[::2], edges[1::2], strict=True) if high - low > 1]


_ROW = re.compile("、|以及|及(?!其)|和(?!其)|或者?|等(?=[^，。；、等]{2,8}[类型业](?:项目|企业|产业|行业)?)")
_TRADES_NAMED = re.compile("[^，。；：]{2,}?(?:类|型)?(?:项目|行业|产业|企业|领域)(?:（[^（）]{1,6}）)?")
_NO_TRADE = re.compile(
    r"[的有无未被已不其该本]|高[耗污排能风]|两高|限制|淘汰|落后|禁止|违|失信|僵尸|空壳|异常|处罚|事故|获得|享受|符合|属于|列入|上市|国有|外资|合资|总部|规[上下模]|\d"
)


def trades_named(text: str, who: Span) -> list[Span]:
    """The trades of a row told before the verb that shuts them out (房地产、采矿等资源类项目不享受…); empty where it is none."""
    if not _TRADES_NAMED.fullmatch(text, who.start, who.end) or _NO_TRADE.search(text, who.start, who.end):
        return []
    members = _members(text, who)
    return members if len(members) > 1 and all(len(one) < _LONGEST_KIND for one in members) else []


_LONGEST_KIND = 24


def _is_enclosed(text: str, start: int, at: int) -> bool:
    """Whether a bracket or quotation mark that opened before the place is still open there."""
    return any(text.rfind(sign, start, at) > text.rfind(close, start, at) for sign, close in ("（）", "“”", "《》"))


_ALL_BUT = re.compile(
    r"(?:对于?)?除(?P<who>[^，。；]{2,30}?)(?:以)?外，?的?(?:其[他它余]|所有)的?(?:各类)?(?:企业|单位|机构|主体|组织|项目|个人|人员|申[请报]人)"
)


def all_but(text: str, who: Span) -> Span | None:
    """Who alone may, where all others are shut out: 除高新技术企业外，其他企业不享受; None where it is not told so."""
    found = _ALL_BUT.fullmatch(text, who.start, who.end)
    return Span(*found.span("who")) if found else None


_NAMED_BELOW = re.compile(
    r"^(?:（?[一二三四五六七八九十\d]{1,2}[）.．、])?(?:对)?(?:下列|以下|如下)[^，。；：]{1,12}?，?(?:均|一律|原则上)?"
    r"不(?:予|得|再|能|可)?(?P<what>[^，。；：]{2,24})：(?P<who>[^。；：]{2,}?)[。；]?$"
)
"""以下行业不享受：甲业、乙业; 以下行业不适用前项规定：甲业."""


def named_below(text: str, sentence: Span) -> tuple[Span, bool] | None:
    """The sorts that a sentence names behind its verb, and whether only the provision before it is not for them."""
    words = sentence.of(text)
    found = _NAMED_BELOW.match(words) if _EXCLUDING.search(words) and "情形" not in words else None
    if found is None:
        return None
    who = trimmed(text, Span(sentence.start + found.start("who"), sentence.start + found.end("who")))
    return who, re.search("[前上该][项款条述]", found["what"]) is not None


ASKED_BEFORE = re.compile(
    r"(?P<asked>(?:[^，；：]*，)*?[^，；：]*?(?:应(?![用急届缴付收税对邀征])当?|须|必须|[只仅]能|[仅只]限|限(?=[申报享])|具[有备](?:合法|完全)?(?:独立)?法人|不得?[低少高多]于|不得?超过)[^，；：]*(?<![的时后])|[^，；：]{0,10}未(?:被)?(?:列入|纳入)[^，；：的]{2,20}(?=，[即凡对]))，(?=[^，；：]{4,})"
)
"""What a sentence asks before it says who stays out: 每家只能申报一项，|已获资助的不再支持."""
GOES_ON = re.compile(
    r"(?:(?!存在|[有被因如若近对]|发生|曾|经|已|凡|其|未|拒|逾期|违反)[^，；：]{3,24}(?<![的时后内])，)+(?=(?:未|拒|逾期|违反)[^，；：]*的?，?[^，；：]*$)"
)
"""应单独核算，|合理分摊费用，|未单独核算的不得享受: what is asked further on before it says who stays out."""
ASIDE = re.compile(r"(?<=....)（(?P<out>[^（）]{6,})）$")
SHUT_OUT = Seldom(
    r"(?:对于?|凡是?)?(?P<who>(?:[^；：]{4,}?的|(?![同单]一?[个家]?企业|每[个家])[^；：]{2,}?(?:企业|单位|机构|主体|个人|组织|商户|人员|申[请报]人|者|项目|行业|产业|领域|[景园]区|基地|平台|市场|中心|[^，。；：]{2}(?:[馆店院校园社]|民宿|场所)|影片|剧目|节目|赛事|展会|(?<!的)(?:产品|设备|作品|活动)))(?:（[^）]{2,30}）)?|[^，；：]{4,30}，(?:如果?|若)[^，；：]{4,40})，?(?:均|一律|原则上)?"
    r"(?:本年度|当年度?|原则上|暂|[\d一二三四五两]{1,2}年(?:之)?内)?不(?:(?:[得能可宜]|应当?)?作为(?=[^，。；]{0,8}(?:主体|对象|单位|项目|申[请报]人))|[得能可](?:再(?!次))?(?:申[请报领]|享受|参[加评与]|推荐)|予(?:支持|受理|补[贴助]|认定|奖[励补]|资助|扶持|享受|申[请报]|推荐|立项|安排|备案|兑[现付])|受理|再(?:次)?(?:予以|[给予][予以与])?(?:申[请报]|支持|资助|补[贴助]|奖励|扶持|参[评选]|参[加与][^，。；]{0,4}[评遴推])|(?:再)?(?:享受|适用|纳入|列入|参与(?=补|奖|资助|扶持|申报|评))(?!的|计算|统计|核算)|予引进|(?:属于|在)(?=[^，。；]{0,10}(?:支持|扶持|奖励|奖补|补[贴助]|资助|政策|适用|申报)的?(?:范围|对象|之列)))[^，。；]{0,16}"
    r"|(?:对于?|凡是?)?(?P<barred>[^；：]{4,}?(?:的|的?(?:企业|单位|机构|主体|个人|组织|人员|申[请报]人)))，?(?:均|一律)?(?:取消[^，。；]{0,14}资格(?:，?[并且]?(?:依法|予以|全额)*追[回缴究][^，。；]{0,12})?|暂停(?:享受|兑现|拨付|申[请报])[^，。；]{0,10}|(?:实[行施])?[“\"]?一票否决[”\"]?制?)"
)
"""入驻政府基地且已享受减免的，不得申请."""
_LEFT_OUT = re.compile(
    r"(?<=[^，。；：][^，。；：][^，。；：][^，。；：])，(?:但|且)?不(?:包括|包含|含)(?P<who>(?!本数|税|以)[^，。；：（）、\d]{4,40}(?:企业|单位|机构|主体|个人|人员|组织|项目|店|馆|的))[。；]?$"
)
ONLY_DOES = re.compile("[只仅]|单[纯一]")
"""只从事网络发行的单位: who does that alone, which no field tells from those who do it as well."""


def left_out_behind(text: str, sentence: Span) -> tuple[Span, Span] | None:
    """What a sentence says before its last words leave somebody out, and whom: 实体书店，不包括|只从事网络发行的单位."""
    found = _LEFT_OUT.search(sentence.of(text))
    if found is None:
        return None
    return Span(sentence.start, sentence.start + found.start()), Span(
        sentence.start + found.start("who"), sentence.start + found.end("who")
    )


__all__ = [
    "ASIDE",
    "ASKED_BEFORE",
    "GOES_ON",
    "ONLY_DOES",
    "SHUT_OUT",
    "all_but",
    "excludes",
    "inline_exclusions",
    "left_out_behind",
    "named_behind",
    "named_below",
    "not_twice",
    "shut_out",
    "shuts_out",
    "trades_named",
]
