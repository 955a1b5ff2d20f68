"""The words that announce a list: which they are, how its points hang together, what they demand (在本区注册，并符合以下条件：)."""

from __future__ import annotations

import re

from policymatch.parsing.seldom import Seldom
from policymatch.parsing.structure.others import object_defined
from policymatch.parsing.structure.outline import Node
from policymatch.parsing.structure.points import are_sorts, are_subjects, speak_apart
from policymatch.parsing.structure.relations import joiner
from policymatch.parsing.structure.sorts import PERSONS
from policymatch.parsing.structure.stated import Clause, Joiner, Requirement
from policymatch.parsing.text.asides import IDLE_PHRASE, demands_nothing
from policymatch.parsing.text.sentences import phrases, sentences, trimmed
from policymatch.spans import Span

LEAD = Seldom(
    r"(?:符合|满足|具备|达到|具有|属于|有|为|存在|取得|获得).{0,14}(?:下列|(?<![元人%）〕\d件个家岁年月米吨项次名万亿倍])以下(?!类?同|简称|统称)|如下|下述|上述)[^。；]{0,24}(?:条件|要求|情形|情况|标准|之一|资格|行为|项|类型|规定)?[^。；，]{0,16}[：。]?$"
    r"|(?:条件|要求|情形|之一|情况|资格|对象|范围|如下|包括|分别为|规定|标准)[^。；，]{0,6}[：]$"
)
_GRANTED = re.compile(r"[给予][予以与]|奖励|补[贴助]|资助|可以?(?:申|享)|不予|不得")
_ANNOUNCES = re.compile(
    r"[，、]?(?:并|且|还|均|或者|或|应当?|须|需|必须|要|可|同时)*(?:符合|满足|具备|达到|具有|属于|为|有|存在)?(?:上述|(?<![元人%）〕\d件个家岁年月米吨项次名万亿倍])以下(?!简称|统称)|下列|如下|(?:相应|各自|对应)(?=的?(?:条件|要求)))[^，。；：]{0,10}?(?:条件|要求|标准|情形|情况|资格|规定|类型)?(?:的?(?:其中|任意|任何)?(?:之一|一项|[一二两三四五1-5]项|[一二两三四五1-5]个)[^，。；：的]{0,8})?(?P<rest>的[^，。；：]{2,30})?"
)
_PURPOSE = re.compile(
    r"^(?![^，。；]{0,8}(?:应|须|需|必须)[^，。；]*\d)(?:凡)?(?:根据|依据|依照|按照|在[^，。；]{1,16}基础上(?:，?(?:还|另|同时)*(?:应当?|须|需|必须)?(?:同时)?(?:符合|满足|具备|达到)?)?$|申[请报领](?!(?:人|单位|企业|主体|项目)[^，。；]*(?:属于|注册|纳入|具有|具备|为))|享受|参加|获得|符合|拟申[请报]|认定"
    r"|(?![^，。；]*(?:属于|注册|纳入|具有|具备|[人员][应须需为]))[^，。；]{0,16}(?:领取|申[请报领](?![日号量数]|人[、以在]|专利|商标)|享受|认定)[^，。；]{0,12}"
    r"|(?![在经于自由])(?:(?!依法|已)[^，。；]){3,16}(?:登记|备案|评[定选审]|遴选|入库)(?:的?(?:单位|企业|机构))?$)"
)
_NOBODY = re.compile(
    r"^[^，。；]{0,8}(?:资金|基金|政策|办法|措施)?(?:重点|主要|优先)*(?:支持|扶持|资助|用于)$|^(?:项目)?(?:申[请报]|支持|扶持|资助|奖励|补[贴助]|服务|上述)?(?:项目|单位|企业|对象|主体|人|机构|申请人|条件|要求)?(?:应|须|需)?$"
)


def announced(text: str, lead: Span) -> list[Requirement]:
    """Conditions in the words that announce a list: A、B，并符合以下条件：; 符合以下条件之一的独立法人企业：."""
    if (explained := _EXPLAINED.search(lead.of(text))) is not None:
        return _explained(text, trimmed(text, Span(lead.start, lead.start + explained.start())))
    return _announced(text, lead)


def _announced(text: str, lead: Span) -> list[Requirement]:
    words = lead.of(text)
    elsewhere = _ELSEWHERE.search(words)
    kept: list[Requirement] = []
    if elsewhere:
        kept.append(Clause(Span(lead.start + elsewhere.start("said"), lead.start + elsewhere.end("said"))))
    found = _ANNOUNCES.search(words) or MUST.search(words)
    if not found or elsewhere:
        return kept
    before = trimmed(text, Span(lead.start, lead.start + found.start()))
    if (applicant := _APPLICANT.fullmatch(text, before.start, before.end)) is not None:
        who = Span(*applicant.span(applicant.lastgroup or 0))
        return [*kept, Clause(who, subject=True)] if not _ANY_APPLICANT.fullmatch(who.of(text)) else kept
    asking = _ASKS.match(text, before.start, before.end)
    before = _beyond_purpose(text, Span(asking.end(), before.end) if asking else before)
    if (besides := _BESIDES.search(before.of(text))) is not None:
        said = Span(before.start + besides.start("said"), before.start + besides.end("said"))
        return (
            [*kept, Clause(said)]
            if not IDLE_PHRASE.fullmatch(said.of(text)) and not _SAID.search(said.of(text))
            else kept
        )
    if (
        len(before) >= 5
        and not _NOBODY.match(before.of(text))
        and not EACH_SORT.search(before.of(text))
        and not IDLE_PHRASE.fullmatch(before.of(text))
    ):
        kept.append(Clause(before, subject="，" not in before.of(text) and not _STATES.search(before.of(text))))
    if found.re is _ANNOUNCES and found["rest"]:
        after = trimmed(text, Span(lead.start + found.start("rest") + 1, lead.start + found.end("rest")))
        if len(after) >= 4 and not _NOBODY.match(after.of(text)) and not _GRANTED.search(after.of(text)):
            kept.append(Clause(after, subject=True))
    if found.re is _ANNOUNCES and (behind := _BEHIND.match(words, found.end())) is not None:
        also = trimmed(text, Span(lead.start + behind.start("also"), lead.start + behind.end("also")))
        if not demands_nothing(also.of(text)) and not _GRANTED.search(also.of(text)):
            kept.append(Clause(also))
    return kept


_BEHIND = re.compile(
    "，(?:并|且|同时|还)+(?:应当?|须|需|必须)?(?P<also>(?!符合|满足|具备以下)[^。；：，]{4,60})[：。]?$"
)
"""What is asked besides, behind the words that announce the list: 符合以下条件之一，并在平台完成入库：."""


_EXPLAINED = re.compile(
    r"，?(?:共|主要|具体|分别)*(?:包括|包含|是指|指)(?:以下|下列|如下)(?:[几一二三四五六七八九\d]{0,2}[类种])?[^，。；：]{0,4}?"
    r"(?:类型|类别|人员|群体|对象|人才|企业|单位|机构|主体|者)(?:之一)?：?$"
)
"""申请人为高层次人才，包括以下类型：, the points below saying which they are."""
_PLAIN_KIND = re.compile("注册|登记|纳税|社保|社会保险|参保|户籍|周岁|以上|\\d")
_BEING = re.compile("(?:申[请报领]人|申[请报]对象|对象|借款人)?(?:应当?|须|需|必须)?(?:为|属于|是)(?!期|止)")


def _explained(text: str, before: Span) -> list[Requirement]:
    """What stands before a list that explains a kind: persons called so are those of the list, so that the name is only judged."""
    told = [trimmed(text, phrase) for phrase in phrases(text, before)]
    told = [Span(begun.end(), one.end) if (begun := _BEING.match(text, one.start, one.end)) else one for one in told]
    said = [phrase for phrase in told if len(phrase) >= 4 and not _NOBODY.match(phrase.of(text))]
    return [
        Clause(phrase, verbatim=PERSONS.search(phrase.of(text)) is not None and not _PLAIN_KIND.search(phrase.of(text)))
        for phrase in said
    ]


MUST = Seldom(
    r"[，、]?(?:(?<=[，、])(?:[^，。；：]{0,8}时|申[请报](?:单位|企业|人|主体|机构|项目)))?(?:并|且|还|均|同时)*(?:(?:应当?|须|需要?|必须|要)(?:同时|还|均|都|全部)*|(?<=同时))(?:符合|满足|具备|具有|达到|做到)：$"
)
"""The same without a word for what follows: …的工业企业，申报时应满足：; 参保企业同时满足：."""
_ASKS = re.compile(
    r"(?:凡)?(?:申[请报领]|享受|获得)[^，。；]{0,24}?(?:企业|单位|机构|主体|项目|组织|人|者)(?:应当?|须|需|必须)(?=在|具[有备]|依法|是|为|属于|成立|注册|登记)"
)
"""Who asks, before what is demanded of them in the same line: 申请资金的企业应当|在本区注册，并符合以下条件：."""
_BODY = "(?:企业|机构|公司|协会|商会|园区|平台|中心|合作社|农场|旅行社|医院|民宿|酒店|院校|基金)"
_SEEKS = r"(?:申[请报领]|享受|获得)(?![^，。；：]{0,16}(?:认定|备案|评[定选审]|设立|创建|建设|组建|入库|称号|资格|资质|命名))"
_APPLICANT = re.compile(
    rf"(?:凡|对)?{_SEEKS}[^，。；：的]{{0,16}}的(?P<who>[^，。；：、的（）]{{2,16}}?{_BODY})(?:（[^（）]*）)?(?:应当?|须|需|必须|要|均|还|同时)*"
    rf"|(?P<first>[^，。；：、的（）]{{2,16}}?{_BODY})(?:（[^（）]*）)?{_SEEKS}[^，。；：的]{{0,16}}?(?:的，|的|，)?(?:应当?|须|需|必须|要|均|还|同时)*"
)
"""申请扶持的养老机构应|符合以下条件：, 旅行社申请奖励的，应|…: a kind of applicant before what is demanded of it."""
_ANY_APPLICANT = re.compile(
    r"(?:申[请报]|相关|有关|上述|各类?|项目|用人|参[评保与]|承[办担]|主办|实施|建设|运营|经营|管理|推荐|扶持|支持|[本我全][市区县省]|[市区县省]内|符合|所有|以上|该|此|其|同一|单个|多个|新|拟|获)*"
    rf"(?:{_BODY}|项目|单位)"
)
_ELSEWHERE = re.compile(
    r"(?P<said>(?:符合|满足|具备|达到)(?:了)?《[^》]{2,40}》(?:（[^（）]{0,30}）)?[^，。；：《》]{0,24}?(?:规定的?)?(?:[^，。；：《》]{0,6}(?:条件|要求|标准)|规定))"
    r"(?:的)?(?:外|基础上|以外|之外|，?(?:且|并|同时|还))"
)
"""What another document demands, beside the list: 除满足《若干措施》第五条规定外，还须满足：."""
_BESIDES = re.compile(
    r"(?:^|(?<=，))(?:各类)?(?:申[请报](?:单位|企业|主体|人|项目)|企业|单位)?除(?P<said>[^；：]{4,60}?)(?:以|之)?外，?$"
)
"""除须持续符合第六条第（一）项规定外，还应满足：, which is asked as well."""
_SAID = re.compile(
    r"(?:上述|以上|前述|前款|基本|共同|通用|一般|本[^，；：第]{0,6})(?:规定的?)?[^，；：第]{0,6}(?:条件|要求|标准|规定)$"
    r"|第[一二三四五六七八九十\d]{1,3}条(?:的?规定|所列|条件|要求|的)*$"
)
"""What binds everybody is asked anyway: 除符合第二条规定外."""
_STATES = re.compile(r"(?:应当?|须|需|必须)(?:为|是|属于|在|依法|具有|具备|纳入)|(?:^申[请报]人|所在企业)")


def _beyond_purpose(text: str, span: Span) -> Span:
    """What an opening says beyond what is applied for: 申请补贴的企业，在本区注册，且…; empty where it says no more."""
    open_ = [phrase for phrase in phrases(text, span) if not _PURPOSE.match(trimmed(text, phrase).of(text))]
    return trimmed(text, Span(open_[0].start, open_[-1].end)) if open_ else Span(span.start, span.start)


def joiner_among(text: str, lead: Span, points: list[Node], *, excluded: bool) -> Joiner:
    """How points hang together; those that each name a sort or a kind of applicant are for one of them."""
    kinds = are_sorts(text, points) or speak_apart(text, points)
    if not excluded and EACH_SORT.search(lead.of(text)) and all(_TITLED.match(text, _start(point)) for point in points):
        return "any"
    if not excluded and _EXPLAINED.search(lead.of(text).strip()):
        return "any"
    if not excluded and (kinds or (_THESE.search(lead.of(text)) and are_subjects(text, points))):
        return "any"
    return joiner_of(text, lead, excluded=excluded)


EACH_SORT = re.compile(
    r"(?:各类?|不同(?:类型|类别|类|种类)的?|按(?:类型|类别)|每类)[^，。；：]{0,14}?(?:还|均)?(?:应当?|须|需|必须|要)?(?:还|分别|各自)*(?:(?:符合|满足|具备|达到)[^，。；]{0,12}[：:]?)?$"
)
"""各类基地还应分别符合下列条件：, the points below being a sort each."""
_TITLED = re.compile(r"[\s\d（）()①-⑨.、．一二三四五六七八九十]*[^，。；：]{2,16}[：。]?(?:\n|(?<=[：。])[^\n])")


def _start(point: Node) -> int:
    return point.span.start


_THESE = re.compile(
    r"(?:下列|以下|如下)[^，。；：]{0,6}(?:人员|对象|群体|人群|主体|企业|单位|机构|者|人才|产业|领域|行业|方向|专利|商标|知识产权|作品|产品|设备|证书|贷款|成果|活动|赛事|展会|奖项|荣誉)(?:[^，。；：]{0,4}：?$|(?!.*(?:条件|要求))[^。；：]{2,80}：$)"
    r"|(?:具体|主要)?(?:包括|包含)：$"
)
"""的下列人员：, 具体包括：, with a kind of applicant a point."""


def lead_in(text: str, node: Node) -> Span | None:
    """The last sentence of a node's own words where it announces a list, without the word that it explains (初创企业，是指…)."""
    if not len(node.body):
        return node.heading if len(node.heading) and text[node.heading.end - 1] in "：" else None
    last = sentences(text, node.body)
    if last and (LEAD.search(last[-1].of(text).strip()) or last[-1].of(text).strip().endswith("：")):
        defined = object_defined(text, last[-1])
        return last[-1] if defined is None else defined[1]
    return None


def joiner_of(text: str, lead: Span, *, excluded: bool = False) -> Joiner:
    """How the points of a list hang together; the points of a list of exclusions must each not hold."""
    if excluded:
        return "all"
    return joiner(lead.of(text))


__all__ = ["LEAD", "MUST", "announced", "joiner_among", "joiner_of", "lead_in"]
