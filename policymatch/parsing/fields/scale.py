"""Whether an enterprise is counted in the statistics of large ones, and since when: 规模以上, 首次纳统, 规模以下."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policymatch.conditions.nodes import Any, Node, Op
from policymatch.parsing.fields.reading import Fact, Reading
from policymatch.parsing.rules import needed, rule

SCALE_WORDS = r"规模以上|限额以上|规上|限上|“四上”|四上|(?<=新[增上进])规模(?=(?:工业|服务业|商贸业?)?企业)"
FIRST = (
    r"首次|新增|新入|新纳入|新上|新升|新进|新达到|初次|当年新|首度|由规模?以?下|新建投产|小升规|新晋|升规|上规|年度新"
    r"|由(?:小型?微型?|中小微?型?|规下|限下)(?:企业)?(?=[^，。；]{0,6}(?:转|升|成长|晋升|培育))"
    r"|(?:小型?微型?|中小微?型?)(?:企业)?(?=(?:首次|新|当年)?(?:转|升级?|成长|培育|晋升)(?:为|成))"
)
COUNTED_SORTS = (
    r"工业企业|企业|单位|工业|服务业|商贸业|商贸|商业|批发和?零售业?|住宿和?餐饮业?|批零住餐业?|批发业?|零售业?|批零业?|住餐业?|贸易业?|住宿业?|餐饮业?|文化业?"
    r"|建筑业|、|和|（(?:(?:不?含|包括|即|指|以下简?称|下同)[^（）]{1,24}|[^（），]{2,8})）|其他营利性|统计|标准|入库|纳统|联网直报|名录库?|数据库|范围|库|入统"
)
SCALE = rule(
    "规模.纳统",
    rf"(?P<first>(?:{FIRST})[^，。；\d]{{0,14}}?)?(?P<verb>(?:已|被)?(?:纳入|进入|入库|入统|升规|上规|达到|成为|转为|"
    rf"升级?为|成长为|晋升为|培育成?为?|升为|并纳入统计(?:口径|范围)?的?|纳统)[^，。；、\d]{{0,10}}?)?"
    rf"(?P<scale>{SCALE_WORDS})(?:{COUNTED_SORTS})*(?P<row>(?:(?:以?及|或者?)?(?:{SCALE_WORDS})(?:{COUNTED_SORTS})+)*)",
    needs="规模以上 限额以上 规上 限上 四上 新增规模 新上规模 新进规模",
    confidence=0.88,
)
STATISTICS = rule(
    "规模.入统",
    r"(?P<first>首次|新|新增|首年|当年|月度|年度)*(?:在我区|在本区|在我市|在我县|依法)?(?:(?P<up>(?:小升规|小升限|下升上|(?<=首次)(?:升规|上规|入规|进规|升限|上限|入限|进限)|(?<=新)(?:升规|上规|入规|进规|升限|上限|入限|进限|升统)(?!模)|(?<=[增年])(?:升规|上规|入规|升限)(?=的?[^，。；的]{0,6}(?:企业|单位|$))|"
    r"(?:升规|上规|入规|升限)(?=纳统|入统|入库|统计|上限|升限|的?$|的?[，。；]))(?:升限|上限|纳统|入统|入库|统计|上统)*(?!提升|培育|奖励|工作|政策|稳|基础))"
    r"|纳入统计(?!关系)|纳入[^，。；、]{1,4}统计(?=范畴|范围|口径)|纳统|入统|纳入(?:国家|国家统计局|一套表|企业一套表)?(?:联网直报|统计联网直报|限额(?!以下)|规模(?!以下))[^，。；、的]{0,6}|"
    r"(?:列入|纳入|进入)[^，。；]{0,10}统计(?:名录|直报|数据)?(?:库|平台|系统))(?:范围|口径|范畴|库|名录)?(?:的)?(?:企业)?",
    needs="纳统 入统 统计 规 限",
    confidence=0.8,
)
BELOW = rule("规模.以下", "(?:规模|限额)以下|规下|限下", needs="规模以下 限额以下 规下 限下", confidence=0.85)
"""规模以下企业; not those whose rise is spoken of (由规模以下转为规模以上)."""
_NEEDED = needed(SCALE, STATISTICS, BELOW)
NOT_SCALE = re.compile(r"(?:(?<!企业)(?<!单位)(?:增加值|产值|总产值)|数量|占|统计报表|统计局)")


def find(reading: Reading) -> Iterator[Fact]:
    """Facts of statistics of scale."""
    text = reading.text
    if not _NEEDED.search(text):
        return
    taken: list[tuple[int, int]] = []
    for one in (SCALE, STATISTICS):
        for match in one.find(text):
            if NOT_SCALE.match(text, match.end()) or any(a < match.end() and match.start() < b for a, b in taken):
                continue
            segment, _ = reading.segment(match.start())
            lead = text[max(segment, match.start() - 14) : match.start()]
            if one is STATISTICS and not (match["up"] or COUNTED.search(match[0] + lead[-4:])):
                continue
            if match[0].endswith("纳入统计") and _IN_A_ROW.search(text, segment, match.start()):
                continue
            first = bool(
                match["first"]
                or (one is STATISTICS and match["up"])
                or re.search(rf"(?:{FIRST})[^，。；、（）\d]{{0,9}}$", lead)
            )
            start = match.start()
            if first and not match["first"] and (at := re.search(rf"(?:{FIRST})[^，。；]{{0,10}}$", lead)):
                start -= len(lead) - at.start()
            taken.append((start, match.end()))
            row = one is SCALE and match["row"]
            name = "纳统.多类" if row else one.name
            yield from _scale_fact(reading, first, start, match.end(), one.confidence, name)
    for match in BELOW.find(text):
        if _RISEN.match(text, match.end()) or any(a < match.end() and match.start() < b for a, b in taken):
            continue
        leaf = reading.test("above_scale", Op.IS, False, *match.span(), confidence=BELOW.confidence)
        yield reading.fact(BELOW.name, leaf, *match.span(), rank=6)


_IN_A_ROW = re.compile("纳税(?:、|，|并且?|且|和|及)(?:依法|均|已)*$")
"""在本区注册、纳税并纳入统计: where the firm is counted, not its scale."""
_NOT_COUNTED = re.compile("(?:(?:尚未|还未|未|没有|不)(?:被|能|予)?|非|不属于|不是)$")
_RISEN = re.compile("[^，。；]{0,8}(?:转|升|成为|首次|新|纳入|达到)")
COUNTED = re.compile("首次|新|已|须|是|为|应|且|并|企业|统计范畴|统计口径")


def _scale_fact(reading: Reading, first: bool, start: int, end: int, confidence: float, name: str) -> Iterator[Fact]:
    segment, _ = reading.segment(start)
    periods = [
        p
        for p in reading.periods
        if segment <= p.start and p.end <= end + 2 and not re.search(r"\d", reading.text[p.end : start])
    ]
    field = "newly_above_scale" if first else "above_scale"
    end = _trim_end(reading.text, start, end)
    if not first and (none := _NOT_COUNTED.search(reading.text, segment, start)) is not None:
        low = none.start()
        yield reading.fact(name, reading.test(field, Op.IS, False, low, end, confidence=confidence), low, end, rank=6)
        return
    if len(periods) > 1 and first and re.search("或", reading.text[periods[0].end : periods[-1].start]):
        sides = tuple(
            reading.test(field, Op.IS, True, start, end, period=p.value.period, confidence=confidence) for p in periods
        )
        node: Node = Any(sides)
    else:
        period = periods[-1].value.period if periods else None
        node = reading.test(field, Op.IS, True, start, end, period=period, confidence=confidence)
    yield reading.fact(name, node, start, end, rank=9 if name == "纳统.多类" else 6)


def _trim_end(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in "、和":
        end -= 1
    return end
