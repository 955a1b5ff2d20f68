"""Negative records: credit, operation lists, accidents, violations, arrears — each with its look-back."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policymatch.conditions.nodes import Op
from policymatch.parsing.fields.denied import PART, beside, denied, unrecorded
from policymatch.parsing.fields.reading import Fact, Reading
from policymatch.quantities import Period

_OWES = r"(?:拖欠|欠缴|欠付)(?:[^，。；、]{2,8}(?:、|和|及|或|与|以及))*?"
_OWED = r"(?:(?:、|和|及|或|与|以及)[^，。；、无未]{2,8})*(?:均|都)?(?:无|未|没有|不存在)(?:发生)?(?:拖欠|欠缴|欠费)"
"""What is owed in a row: 拖欠税款、职工工资和社会保险费; 税款、社会保险费无欠缴."""
RECORDS = (
    ("dishonest", re.compile(
        r"失信被执行人|严重失信|失信主体|失信名单|失信企业|失信联合惩戒|联合惩戒|信用惩戒(?:名单|对象|主体)|失信行为|不良信用(?:记录)?|"
        r"不良诚信记录|不良信用|信用黑名单|黑名单|信用不良|"
        r"失信惩戒|失信记录|信用记录良好|失信(?:黑)?名单|失信信息|信用失信|严重违法失信|失信惩戒对象|失信")),
    ("abnormal_operation", re.compile(r"经营异常名录|异常经营名录|异常名录|经营异常")),
    ("safety_accident", re.compile(
        r"(?<![产食药]品)质量安全(?:生产)?(?:责任)?事故|(?<!质量)(?<![食药]品)(?<!网络)(?<!数据)(?<!信息)(?:重大|较大|特别重大|一般|严重|较大及以上|较大以上|重特大|特大|"
        r"亡人)*(?:生产)?(?:及以上)?(?:等级)?(?:生产)?安全(?:生产)?(?:责任)?(?:、(?:重大)?(?:质量|环境|环保|"
        r"环境污染)(?:、[^，。；]{2,6})?)?(?:死亡|亡人|伤亡|致人死亡)*(?:责任)?事故|安全生产[^，。；]{0,8}事故|安全(?:生产)?(?:、|和|及|与|或)[^，。；]{1,24}?事故|"
        r"安全(?:生产)?(?:环保|环境|质量|消防)+(?:责任)?事故|(?<=[无有生过、，及或和])(?:重大|较大|特别重大|一般|严重)*责任事故"
        r"|(?:重大|较大|特别重大|一般|严重|重特大|特大|亡人|及?以上|等级)*(?:水上|海上|道路|公路|铁路|航空|内河)?(?:交通|运输|火灾|消防|施工|爆炸)(?:安全)?(?:责任|死亡|伤亡|亡人)*事故")),
    ("quality_accident", re.compile(
        r"(?:重大|严重)?(?:产品)?质量(?:安全)?(?:责任)?(?:、环境污染|、环保|和环境污染|"
        r"、环境)?(?:等)?(?:责任)?(?:事故|问题|事件)|质量(?:、|和|及|与|或)[^，。；]{1,24}?事故|质量(?:安全|环保|环境)+(?:责任)?事故"
    )),
    ("environmental_violation", re.compile(
        r"环境违法|(?<=安全)(?:环保|环境)(?:质量)?(?:责任)?事故|(?:环保|环境)(?:安全|质量)+(?:责任)?事故|(?:环保|生态环境)(?:部门|主管部门)?(?:的)?(?:行政)?处罚|环保违法|环境污染(?:责任)?事故|(?:严重|重大|突发)?(?:环境|环保|生态环境)(?:污染)?(?:违法|事件|"
        r"事故|问题)|环境保护(?:方面)?(?:的)?违法|(?:环保|环境(?:保护|污染)?)(?:、[^，。；、]{2,6}|[和及或与][^，。；、]{2,6})*(?:等)?(?:方面)?(?:的)?(?:未发生|没有|无)?(?:过)?(?:重大|较大|严重|责任)*(?:事故|事件)")),
    ("tax_arrears", re.compile(r"欠税|偷税(?:、?[漏逃抗骗]税)*|偷漏税|漏税|逃税|骗税|偷逃(?:[漏抗骗]?税款?)?|骗取出口退税|税收违法|涉税违法|税务违法|"
        rf"{_OWES}(?:国家)?税[款费收金]?|税[款费收金]?(?={_OWED})")),
    ("wage_arrears", re.compile(rf"(?:拖欠|欠付|克扣)[^，。；、]{{0,8}}?的?(?:工资|劳动报酬|薪酬|薪资)|工资(?:拖欠|欠付)|欠薪|"
        rf"{_OWES}(?:农民工|职工|员工|劳动者)?的?(?:工资|薪)|工资(?={_OWED})")),
    ("major_violation", re.compile(
        r"(?:重大|严重)(?:的)?(?:违法|违规|违纪)(?:违纪|违规|违法|失信)*(?:行为|记录|情况|问题|事件|经营)?|(?:违法|"
        r"违规|违纪)(?:违纪|违规|违法)*(?:行为|记录|情况|问题|事件|经营)|违法违规(?!的?(?:用地|占地|占用|建设|建筑|搭建|排污)|或?[^，。；]{0,14}(?:开展|使用|经营|从事))|违纪违法|(?:受到|受)[^，。；]{0,10}处罚(?:(?:、|或者?|和|及|以及)(?:行业|协会|自律|纪律|通报)[^，。；、的]{0,6}(?:惩戒|处分|处罚|惩处|批评))?|违法犯罪|(?:被处?)?(?:吊销|责令|暂扣|罚款|查封|没收)[^，。；]{0,20}?等(?:重大|严重|较重)*行政处罚|行政处罚|"
        r"刑事处罚|犯罪(?:记录|行为)|司法.{0,3}处罚|刑事责任|重大税收违法|处罚记录|因(?:涉嫌)?(?:[^，。；、]{0,4}(?:违法|违规|违纪|犯罪))+[^，。；]{0,6}被[^，。；]{0,6}(?:立案|查处)(?:调查|侦查|查处)?")),
)  # fmt: skip
_RECORDED = tuple(pattern for _, pattern in RECORDS)
_KNOWN = (*_RECORDED, re.compile("社会保险|社保|养老保险"))
NEGATION = re.compile(
    r"未|无|没有|不存在|不得|不在|不是|非|不属于|没|不曾|从未|不具有|杜绝|不予|不能|不支持|除外|排除|取消|禁止|"
    r"不享受|不纳入|不适用|不给予|限制|否决"
)
NEEDS = [
    "失信",
    "信用",
    "诚信",
    "黑名单",
    "惩戒",
    "异常",
    "事故",
    "环境",
    "环保",
    "税",
    "拖欠",
    "欠薪",
    "违法",
    "违规",
    "处罚",
    "犯罪",
    "质量",
    "刑事",
]
_NEEDED = re.compile("|".join(NEEDS))
PUNISH = re.compile(
    r"(?:追回|收回|责令|依法追究|骗取(?!出口退税)|弄虚作假|虚报|截留|挪用|套取|提供虚假|违反本|承担|移送)"
)
_DENIES = re.compile(
    r"(?:(?<!有)无|未(?:发生|出现|有|存在)过?|没有|不存在)[^，。；、]{0,6}(?:违法|违规|失信|不良)[^，。；、]{0,8}[、和及或]"
    r"|(?:未|没有)(?:曾|因[^，。；]{2,16})?(?:受到?|被)过?[^，。；]{0,16}责令$"
)
"""A row of records that are denied, fraud among them: 近三年内无严重违法违规、骗取专项资金等情况; a penalty named: 未受到…责令停产的处罚."""


_SHUTS_OUT = re.compile(
    r"不予支持|不得申[报请]|不予[受办]理|不支持|不享受|不得享受|不予(?:扶持|补助|奖励|认定|资助|推荐|申报)|"
    r"取消[^，。；]{0,8}(?:申报|资格)|除外|不给予"
)


def find(reading: Reading) -> Iterator[Fact]:
    """Facts of negative records."""
    text = reading.text
    if "纳税" in text and "级" in text:
        yield from _grades(reading)
    if not _NEEDED.search(text):
        return
    whole_negative = bool(_SHUTS_OUT.search(text + reading.subject))
    done: set[str] = set()
    for start, end in reading.segments:
        segment = text[start:end]
        if (punished := PUNISH.search(segment)) and not _DENIES.search(segment, 0, punished.end()):
            continue
        others = list(beside(segment, _KNOWN)) if whole_negative else []
        apart = [(low, high) for low, high, _ in others]
        if facts := list(_segment(reading, segment, start, end, whole_negative, done, apart)):
            yield from facts
            yield from _unrecorded(reading, segment, start)
            yield from _beside(reading, segment, start, others)


_UNDER_WAY = re.compile(
    r"(?:或者?|、|及|和)(?P<said>(?:因|有)?(?:涉嫌[^，。；、]{2,20}|正在(?:接受|被)[^，。；、]{2,12}))$"
)
"""没有违法行为或正在接受立案调查: what is under way is no record yet."""


def _unrecorded(reading: Reading, segment: str, start: int) -> Iterator[Fact]:
    """What a row of records denies beside them, for a person to see."""
    if under := _UNDER_WAY.search(segment):
        low, high = under.span("said")
        leaf = reading.judgement(f"不存在：{under['said']}", start + low, start + high, 0.5)
        yield reading.fact("信用.其他", leaf, start + low, start + high)
    for low, high in unrecorded(segment, _KNOWN):
        words = segment[low:high]
        leaf = reading.judgement(words if low == 0 else f"不存在：{words}", start + low, start + high, 0.5)
        yield reading.fact("信用.其他", leaf, start + low, start + high)


def _beside(reading: Reading, segment: str, start: int, others: list[tuple[int, int, bool]]) -> Iterator[Fact]:
    """Who else stays out in a row of offences, for a person to see where no other field holds it."""
    for low, high, lost in others:
        leaf = reading.judgement(segment[low:high], start + low, start + high, 0.5)
        yield reading.fact("信用.其他", leaf, start + low, start + high, rank=8 if lost else 1)


HAPPENED = re.compile(
    r"(?:存在|发生|出现|被列入|列入|纳入|受到|有|因|正在|涉及|涉嫌|被[^，。；]{0,8}列为)[^，。；]{0,20}(?:的|情形|"
    r"情况)?$"
)


GRADE = re.compile(
    r"纳税信用(?:等级|级别|评价(?:等级|结果)?|评级)?(?:应|须|需|均|连续[^，。；]{1,4})*(?P<neg>(?:不|非|未)(?:被)?(?:得|能)?(?:评[定价]?)?(?:为)?)?(?:为|"
    r"达到?|在|评[定价]为|获得|是|不低于)*(?P<grades>[ABMCD]级?(?:(?:、|或者?|和|及)[ABMCD]级?)*)(?:纳税人)?(?:（含）)?(?P<above>及?其?以上)?"
    r"|(?:(?:上一?|当|[近最]+近?[一两二三\d]个?)年(?:度)?)?(?:连续)?(?:(?:被)?(?:获评|评定?为|评定|评)(?:为)?|(?:被)?认定为|为|属于)?(?P<plain>[AB]级)纳税(?:信用)?(?:人|企业|单位)"
    r"|(?P<not>未(?:被)?[^，。；]{0,10}?(?:评|认|判|列)[定价为]*(?:为)?)(?P<poor>[CDM]级?(?:(?:、|或者?|和|及)[CDM]级?)*)的?纳税(?:信用)?(?:人|企业|等级|级别)?"
)
ORDER = "ABMCD"


def _grades(reading: Reading) -> Iterator[Fact]:
    """The grade of tax credit: A级或B级; B级以上 is A and B; not D is D left out."""
    for match in GRADE.finditer(reading.text):
        letters = re.findall("[ABMCD]", match["grades"] or match["plain"] or match["poor"])
        above = match["above"] or "不低于" in match[0]
        names = tuple(ORDER[: ORDER.index(letters[-1]) + 1]) if above else tuple(dict.fromkeys(letters))
        op = Op.NOT_IN if match["neg"] or match["not"] else Op.IN
        leaf = reading.test("tax_credit_grade", op, names, *match.span(), confidence=0.93)
        yield reading.fact("信用.纳税等级", leaf, match.start(), match.end(), rank=7)


def _segment(
    reading: Reading, segment: str, start: int, end: int, listed: bool, done: set[str], apart: list[tuple[int, int]]
) -> Iterator[Fact]:
    negation = NEGATION.search(segment)
    if not negation and not listed and not HAPPENED.search(segment):
        return
    rest = _PUNISHED_FOR.sub(_blank, segment) if "处罚" in segment else segment
    polluted = _POLLUTED.search(segment) if "处罚" in segment else None
    for name, pattern in RECORDS:
        match = _told(name, pattern, segment if name == "wage_arrears" else rest, polluted)
        if match is None or re.search("涉嫌[^，。；]{0,4}$", rest[: match.start()]):
            continue  # 涉嫌违法犯罪正在接受立案调查: no record yet, a person must see
        if (
            name == "major_violation"
            and re.search(r"失信|税(?!等)", segment[match.start() - 2 : match.end() + 2])
            and {"dishonest", "tax_arrears"} & done
        ):
            continue
        if name == "major_violation" and _IN_APPLYING.search(rest[: match.start()]):
            continue
        if name == "dishonest" and not re.search("失信|不良|黑名单|惩戒|异常", match[0]):
            continue
        if not re.search("事故|事件|违法|问题|处罚", segment) and name.endswith("accident"):
            continue
        done.add(name)
        if name in ("dishonest", "environmental_violation", "tax_arrears"):
            rest = (
                rest[: match.start()]
                + "\0" * (match.end() - match.start())
                + VIOLATION_TAIL.sub(_blank, rest[match.end() :], count=1)
            )
        low, high = _quote(segment, match, negation)
        low = max(low, _past_unknown(segment, match.start()))
        low = max([low, *(stop + 1 for begin, stop in apart if stop <= match.start())])
        high = min([high, *(begin - 1 for begin, stop in apart if match.end() <= begin)])
        leaf = reading.test(
            name, Op.IS, False, start + low, start + high, period=_period(reading, name, start, end), confidence=0.93
        )
        yield reading.fact(
            f"信用.{name}", leaf, start + low, start + high, rank=6, cover=_explained(segment, start, apart)
        )


def _told(name: str, pattern: re.Pattern[str], words: str, polluted: re.Match[str] | None) -> re.Match[str] | None:
    """Where words tell a record of one kind; punished for polluting is one of environment, and no other offence."""
    if polluted is not None and name == "environmental_violation":
        return polluted
    if polluted is not None and name == "major_violation":
        return _past(pattern, words, polluted)
    return _not_for_wages(pattern, words) if name == "dishonest" else pattern.search(words)


_FOR_WAGES = re.compile(r"(?:拖欠|欠付|克扣)[^，。；、]{0,10}?(?:工资|薪酬|薪资|劳动报酬)[^，。；、或和及]{0,14}$")


def _not_for_wages(pattern: re.Pattern[str], segment: str) -> re.Match[str] | None:
    """The first list of the dishonest; that of firms that owe wages (拖欠工资被列入“黑名单”) says but that they owe them."""
    return next(
        (
            match
            for match in pattern.finditer(segment)
            if match[0] == "失信被执行人" or not _FOR_WAGES.search(segment[: match.start()])
        ),
        None,
    )


_PUNISHED_FOR = re.compile(
    "(?<=因)(?:环|安全|质量|产品|食品|生态|消防|税|知识产权)[^，。；]{2,30}?(?=(?:而|被)?(?:受到?|受过|被处)[^，。；]{0,10}处罚)"
)
"""What somebody is punished for (因环保、质量等问题受到处罚) names no accident."""
_POLLUTED = re.compile(
    "因(?:生态环境(?:保护)?|环境(?:保护|污染)?|环保|污染环境)(?:方面|领域|的|等)*(?:违法违规|违法|违规|问题|原因|行为|事件|事故)*(?:而|被)?(?:受到?|受过|被处|处)?(?:过|以)?[^，。；、因]{0,10}处罚"
)
"""因环境违法受到处罚: punished for the environment alone is a violation of that kind."""
_IN_APPLYING = re.compile(
    r"(?:申[报请]|认定|评审|评选|审核|复核|检查|验收)(?:、|和|及|与|或|申[报请]|认定|评审|评选|审核|复核|检查|验收|材料|项目|工作|过程)*[中时](?:存在|有|发生|出现|其他|被)*$"
)
"""What is done wrong in applying is no record: a person sees it."""
VIOLATION_TAIL = re.compile(r"^(?:违法|违规|失信|行为|记录|、)+")


def _past(pattern: re.Pattern[str], rest: str, read: re.Match[str]) -> re.Match[str] | None:
    """The first find that lies outside what was read already."""
    return next((found for found in pattern.finditer(rest) if not read.start() <= found.start() < read.end()), None)


def _blank(match: re.Match[str]) -> str:
    return "\0" * len(match[0])


_SOUND = re.compile(
    r"(?:[^，。；、]{2,}(?:健全|完善|规范|完备|齐全|明晰|清晰|稳定|正常|良好|优良)|[^，。；、]{0,8}(?:独立核算|自负盈亏|依法纳税|照章纳税|诚信经营|"
    r"守法经营|合法经营|规范经营|诚实守信|诚信守法|守法诚信|遵纪守法|依法经营))(?:的|地)?"
)
"""A demand of its own in a row with records (财务制度健全、无不良信用记录)."""


def _past_unknown(segment: str, at: int) -> int:
    """Where the words of a record may begin: behind the members before it that no record holds."""
    begin = past = 0
    for stop in PART.finditer(segment[:at]):
        past = stop.end() if denied(segment[begin : stop.start()], _RECORDED) else past
        begin = stop.end()
    return past


def _explained(segment: str, start: int, others: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The stretches of a segment that its records explain: all of it but the demands of another kind in the same row."""
    found: list[tuple[int, int]] = []
    if others:
        edges = [0, *(edge for member in others for edge in member), len(segment)]
        return tuple((start + a, start + b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b)
    others = list(unrecorded(segment, _KNOWN))
    at = low = 0
    for stop in PART.finditer(segment):
        apart = any(begin <= at < end or begin < stop.start() <= end for begin, end in others)
        if apart or _SOUND.fullmatch(segment, at, stop.start()) or denied(segment[at : stop.start()], _RECORDED):
            found += [(start + low, start + at)] if at > low else []
            low = stop.start()
        at = stop.end()
    return (*found, (start + low, start + len(segment)))


_SUBJECT = re.compile(
    r"^(?:申[请报](?:企业|单位|主体|人|者)|企业|单位|项目单位)+(?=存在|发生|出现|被|列入|有|因|涉嫌|受到|纳入)"
)


def _quote(segment: str, match: re.Match[str], negation: re.Match[str] | None) -> tuple[int, int]:
    low = min(match.start(), negation.start()) if negation and match.start() - negation.start() < 28 else match.start()
    if negation is None and len(segment) <= 40:
        subject = _SUBJECT.match(segment)
        return (subject.end() if subject and subject.end() <= match.start() else 0), len(segment)
    lead = re.search(
        r"(?:(?:近|最近|过去|前)?(?:(?<!\d)[一二三两\d]年度?|20\d\d年度?|\d\d个月)(?:之|以)?内?(?:来)?|上年度|当年)(?:均)?$",
        segment[:low],
    )
    low = lead.start() if lead else low
    happened = HAPPENED.search(segment) if negation is None else None
    if happened and happened.start() <= match.start() and match.start() - happened.start() < 24:
        low = happened.start()
    tail = re.match(
        r"(?:“?黑名单”?|名单|记录|行为|事故|[款费金](?=、|和|及|$)|责任|情况|的|情形|等|情节|和|、|处罚|主体|企业|”|不予[^，。；]{0,6})*",
        segment[match.end() :],
    )
    high = match.end() + (tail.end() if tail else 0)
    if negation and negation.start() > high:
        high = min(len(segment), negation.end() + 4)
    return low, max(high, low + 2)


_OF_SUPPORT = re.compile("(?:的|本|相关|该项)*(?:扶持|政策|奖[励补]|补[贴助]|资助|支持|兑现|申[请报])")
"""The year whose support is lost (不予享受当年政策), not that of the offence."""


_EVENTS = {"safety_accident", "quality_accident", "environmental_violation", "major_violation", "wage_arrears"}
"""What happens on a day, where a list of the dishonest holds whoever stands in it now."""
_GOES_ON = re.compile("(?:并?且|也|亦|均|同时)*(?:未|无(?!需)|没有|不存在)")


def _period(reading: Reading, name: str, start: int, end: int) -> Period | None:
    """The window of an event: told with it, or with the denial before it (近三年内未发生事故，未受到处罚)."""
    if inside := _periods_in(reading, start, end):
        return inside[0]
    before = next((one for one in reading.segments if one[1] + 1 == start and reading.text[one[1]] == "，"), None)
    if name in _EVENTS and before is not None and (opened := _opened_with(reading, *before)) is not None:
        return opened
    if name not in _EVENTS or not _GOES_ON.match(reading.text, start):
        return None
    denied_before = before is not None and re.search("未|无|没有|不存在", reading.text[before[0] : before[1]])
    told = _periods_in(reading, *before) if before is not None and denied_before else []
    return told[0] if told else None


_ONLY_WHEN = re.compile(
    "(?:申[请报]|项目|承担|建设|实施)?(?:单位|企业|机构|主体|人|者|公司)?(?:在|应|须|需|自)?|(?:之|以)?(?:内|来|间|期间)?"
)


def _opened_with(reading: Reading, start: int, end: int) -> Period | None:
    """The time that a sentence opens with: 近三年内，|未发生安全事故; None where the words before say anything else."""
    told = [one for one in reading.periods if start <= one.start and one.end <= end and one.value.period is not None]
    if len(told) != 1:
        return None
    around = reading.text[start : told[0].start], reading.text[told[0].end : end]
    return told[0].value.period if all(map(_ONLY_WHEN.fullmatch, around)) else None


def _periods_in(reading: Reading, start: int, end: int) -> list[Period]:
    inside = [p for p in reading.periods if start <= p.start < end and not _OF_SUPPORT.match(reading.text, p.end)]
    return [one.value.period for one in inside if one.value.period is not None]
