"""Sorts of applicants in a row, each with a limit of its own: 批发、零售企业年销售额分别达到5000万元、2000万元.

Whoever is of one of the sorts and reaches its limit will do; nobody is of all sorts, and nobody is asked for all limits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from policymatch.conditions.nodes import All, Any, Node, Test
from policymatch.parsing.fields.metrics import find as find_metrics
from policymatch.parsing.fields.reading import Fact, Reading
from policymatch.parsing.immutable import immutable
from policymatch.parsing.rules import rule
from policymatch.parsing.seldom import Seldom
from policymatch.parsing.text.wording import without_brackets
from policymatch.spans import SourceRef, Span

_BODY = r"(?:企业|单位|法人企业|法人单位|公司|经营者|商户|门店|个体工商户|个体户)"
_TRADE = (
    r"(?:规上|规模以上|限上|限额以上)?(?:批发和零售|批发零售|住宿和餐饮|住宿餐饮|餐饮住宿|批发|零售|住宿|餐饮|批零|住餐|商贸(?:流通)?|工业|制造|建筑|交通运输|现代物流|物流|仓储"
    r"|软件和信息(?:技术)?服务|软件|信息(?:技术)?服务|互联网|文化|旅游|体育|娱乐|农业|林业|渔业|外贸|电商|电子商务|房地产(?:开发)?|租赁和商务服务|金融"
    rf"|生产性服务|生活性服务|(?:其[他它](?:营利性)?|规上|现代|科技|商务)?服务|大型|中型|小型|微型|大中型|中小微?型?|小微型?)(?:业|类|行业)*{_BODY}?"
)
_REST = r"(?:其[他它]|其余)(?:各?类|行业|领域|企业|单位)+"
"""Those of no sort named."""
_AND = r"(?:、|和|及|以及|或者?|与)"
_MEASURE = r"(?:的)?(?:其)?(?P<{0}>(?!分别)[^，。；：、\d（）分的]{{0,16}}?(?:（[^（）\d]{{1,14}}）)?[^，。；：、\d（）分的]{{0,8}}?)(?:的)?"
_REACH = r"(?:首次|均|应当?|须|需|各|实际)*(?P<{0}>达到?|超过?|突破|不低于|不少于|不小于|高于|满|实现|为|在)?(?:了)?"
_NUMBER = r"\d[\d.,]*(?:万|亿|千)*(?:元|美元|平方米|㎡|人|名|家|间|张|个|%|吨|亩)?"
_ABOVE = r"(?:（含）)?(?:及|或)?以上|（含）"
PAIRED = rule(
    "行业.分别",
    rf"(?:对于?)?(?P<sorts>{_TRADE}(?:{_AND}{_TRADE})+)(?:分别)?{_MEASURE.format('noun')}(?:分别)?{_REACH.format('verb')}(?:分别)?"
    rf"(?P<numbers>{_NUMBER}(?:（含）)?(?:{_AND}{_NUMBER}(?:（含）)?)+)(?P<above>{_ABOVE})?(?!\d)",
    needs="、 和",
    confidence=0.85,
)
_ALIKE = re.compile(
    rf"(?P<sorts>{_TRADE}(?:{_AND}{_TRADE})*){_MEASURE.format('noun')}{_REACH.format('verb')}(?P<numbers>{_NUMBER})(?P<above>{_ABOVE})?(?=$|[，。；、）的且并或])"
)
"""One limit for a sort or a few (零售企业达到2000万元以上), beside others with theirs."""
_FIRST = re.compile(
    rf"{_MEASURE.format('noun')}{_REACH.format('verb')}(?P<numbers>{_NUMBER})(?P<above>{_ABOVE})?的(?P<sorts>{_TRADE})(?={_AND}|，|$|的)"
)
"""A limit before its sort (5000万元以上的批发企业)."""
_INTO = re.compile(
    rf"{_MEASURE.format('noun')}(?:分别|首次|新|须|应)*(?P<verb>达到?|超过?|突破|不低于|不少于)(?P<sorts>{_TRADE})(?P<numbers>{_NUMBER})(?P<above>{_ABOVE})?(?={_AND}{_TRADE}\d)"
)
_HEADED = re.compile(
    rf"(?P<noun>(?!分别)[^，。；：、\d（）的]{{2,20}}?)(?:方面|要求|标准|指标)?(?:(?:应当?|须|需)?(?:达到|符合|满足)(?:以下|下列)(?:标准|条件|要求|规模|数额|金额)(?:之一)?)?[：，]?(?:其中，?)?"
    rf"(?P<sorts>{_TRADE}(?:{_AND}{_TRADE})*){_REACH.format('verb')}(?P<numbers>{_NUMBER})(?P<above>{_ABOVE})?(?=[，；、或])"
)
"""What is measured before a row of sorts with their limits (年纳税额：工业企业100万元以上，商贸企业50万元以上)."""
_THEN = re.compile(
    rf"(?P<noun>)(?P<sorts>{_TRADE}|{_REST}){_REACH.format('verb')}(?P<numbers>{_NUMBER})(?P<above>{_ABOVE})?(?=$|[，。；、）的且并或])"
)
"""A row of sorts, each before its limit (年销售额达到批发业5000万元、零售业1000万元)."""
_SORT_LAST = re.compile(f"的{_TRADE}")
_TWO_NUMBERS = re.compile(r"\d[\d.,]*[^\d.,]+\d")
_SORT_WITHIN = re.compile(rf"(?:达到?|突破|超过?|[低少]于){_TRADE}\d")
_SORTS_OF_TRADE = (
    "批发",
    "零售",
    "住宿",
    "餐饮",
    "工业",
    "建筑",
    "服务业",
    "制造",
    "型",
    "商贸",
    "农业",
    "软件",
    "小微",
)
_JOINT = re.compile(r"(?:、|，|；|或者?|和|及|以及|或)+(?:对)?")


def sorts_side_by_side(text: str, first: Span, second: Span) -> bool:
    """Whether two phrases beside each other limit a sort of applicants each (批发企业…以上，零售企业…以上)."""
    if text[first.end : second.start].strip("，、 \n"):
        return False
    sorts = []
    for span in (first, second):
        found = PAIRED.pattern.match(text, span.start, span.end) or _ALIKE.match(text, span.start, span.end)
        if found is None or found.end() != span.end:
            return False
        sorts.append(found["sorts"])
    return sorts[0] != sorts[1]


@immutable
class _Limit:
    """One sort with its limit: where its words stand, and the clause that its name and its limit make."""

    sort: tuple[int, int]
    number: tuple[int, int]
    name: str
    said: str


def find(reading: Reading) -> Iterator[Fact]:
    """Facts of limits told apart for sorts in a row."""
    text = reading.text
    if not _TWO_NUMBERS.search(text):
        return
    if not any(sort in text for sort in _SORTS_OF_TRADE):
        return
    at = 0
    while (units := _chain(text, at)) is not None:
        start, at, limits = units
        rungs = [node for limit in limits if (node := _read(reading, limit)) is not None]
        if len(rungs) == len(limits):
            paired = tuple(rungs) if len({limit.number for limit in limits}) == len(limits) else ()
            yield reading.fact(PAIRED.name, Any(tuple(rungs)), start, at, rank=9, ladder=paired)


def _ways(text: str, at: int) -> tuple[re.Pattern[str] | Seldom, ...]:
    """The ways of saying that can stand from a place on: those that put the sort last, or within, only where one does."""
    ways = [PAIRED.pattern, _ALIKE, _HEADED]
    if _SORT_WITHIN.search(text, at):
        ways.insert(1, _INTO)
    if _SORT_LAST.search(text, at):
        ways.append(_FIRST)
    return tuple(ways)


def _chain(text: str, at: int) -> tuple[int, int, list[_Limit]] | None:
    """The next run of sorts with limits of their own from a place on: where it stands, and its limits."""
    ways = _ways(text, at)
    starts = [found for pattern in ways if (found := pattern.search(text, at))]
    for first in sorted(starts, key=lambda found: found.start()):
        start = first.start()
        limits, end = _unit(first), first.end()
        if not limits or (first.re is _HEADED and not _is_measure(first["noun"])):
            continue
        given = (first["noun"], first["above"], first["verb"])
        while joint := _JOINT.match(text, end):
            found = next((one for pattern in (*ways, _THEN) if (one := pattern.match(text, joint.end()))), None)
            more = _unit(found, *given) if found else []
            if not found or not more:
                break
            limits += more
            end = found.end()
        if len({limit.number for limit in limits}) > 1 and len({text[slice(*limit.sort)] for limit in limits}) > 1:
            return start, end, limits
    return None


def _is_measure(words: str) -> bool:
    """Whether the words name a quantity that a field holds, and nothing behind it."""
    shares = words.endswith(("比例", "占比", "比重")) and len(words) > 4
    return shares or any(one.span.end == len(words) for one in find_metrics(words))


def _unit(found: re.Match[str], noun: str = "", above: str | None = None, reach: str | None = None) -> list[_Limit]:
    """The limits of one match; what it leaves out it takes from the one before; empty where they do not pair."""
    sorts = [(found.start("sorts") + a, found.start("sorts") + b) for a, b in _pieces(found["sorts"])]
    numbers = [(found.start("numbers") + a, found.start("numbers") + b) for a, b in _pieces(found["numbers"])]
    if len(numbers) not in (1, len(sorts)):
        return []
    text, measured = found.string, found["noun"] or noun
    last = text[slice(*numbers[-1])]
    unit = re.search(r"[^\d.,]*$", re.sub("（含）", "", last))
    if not measured or unit is None or not (unit[0] or "%" in last):
        return []
    verb = found["verb"] or reach or "达到"
    verb = "达到" if verb in ("实现", "为", "在") else verb
    limits = []
    for at, sort in enumerate(sorts):
        number = numbers[at if len(numbers) > 1 else 0]
        said = re.sub("（含）", "", text[slice(*number)])
        number = _quoted(found) if len(numbers) == 1 else number
        said += "" if re.search(r"[^\d.,]$", said) and said[-1] not in "万亿千" else re.sub("^[万亿千]*", "", unit[0])
        name = text[slice(*sort)]
        name += "" if re.search(f"{_BODY}$", name) or re.match(_REST, name) else "企业"
        plain = without_brackets(measured) or measured
        limits.append(_Limit(sort, number, name, f"{plain}{verb}{said}{found['above'] or above or ''}"))
    return limits


def _quoted(found: re.Match[str]) -> tuple[int, int]:
    """The words of a single limit: with what it measures, where no sort stands between."""
    between = found.end("noun") <= found.start("sorts") < found.start("numbers") or found.re is _HEADED
    start = found.start("numbers") if between or not found["noun"] else found.start("noun")
    return start, max(found.end("numbers"), found.end("above"))


def _pieces(words: str) -> list[tuple[int, int]]:
    """The members of a row, those of 住宿和餐饮业 kept together."""
    found, at = [], 0
    for joint in re.finditer(r"(?<!批发)(?<!住宿)和|、|以?及|或者?|与|(?<=批发|住宿)和(?!零售|餐饮)", words):
        found.append((at, joint.start()))
        at = joint.end()
    return [piece for piece in (*found, (at, len(words))) if piece[0] < piece[1]]


def _read(reading: Reading, limit: _Limit) -> Node | None:
    """The clause of one sort, its leaves quoting the words it came from."""
    from policymatch.parsing.assembling.clauses import read_clause

    sort, number = reading.source(*limit.sort), reading.source(*limit.number)
    words = limit.name + limit.said
    node = read_clause(words, Span(0, len(words)), reading.definitions).node
    if isinstance(node, All) and all(isinstance(leaf, Test) for leaf in node.children):
        return All(tuple(_sourced(leaf, sort, number) for leaf in node.children))
    node = read_clause(limit.said, Span(0, len(limit.said)), reading.definitions).node
    if not isinstance(node, Test) or not limit.name.startswith("其"):
        return None
    return All((reading.judgement(limit.name, *limit.sort, 0.6), _sourced(node, sort, number)))


def _sourced(leaf: Node, sort: SourceRef, number: SourceRef) -> Node:
    assert isinstance(leaf, Test)
    return replace(leaf, source=sort if isinstance(leaf.value, tuple | bool) else number, confidence=PAIRED.confidence)
