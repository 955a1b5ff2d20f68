"""Days as limits (2020年1月1日以后) and periods (上年度, 近三年, 2021—2023年) in a compact text."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date

from policymatch.conditions.nodes import Op
from policymatch.parsing.immutable import immutable
from policymatch.parsing.seldom import Seldom
from policymatch.parsing.values.model import DayValue, PeriodValue
from policymatch.parsing.values.numerals import read_number
from policymatch.quantities import Aggregate, Period

_DAY = (
    r"(?P<y{0}>(?:19|20)\d\d)(?:年(?:(?P<m{0}>\d{{1,2}})月(?:(?P<d{0}>\d{{1,2}})[日号])?)?"
    r"|[-./](?P<mm{0}>\d{{1,2}})[-./](?P<dd{0}>\d{{1,2}}))"
)
_SIDE = (
    r"(?P<note>（不?含[^）]{0,8}）)?(?P<side>及其?以后|以来(?=[在新，]|[^，。；]{0,4}新[建设开])|(?:\(含\))?以后|之后|及之后|起|后|及其?以前|以前|之前|[底末](?:[之以]?前)?|"
    r"及之前|前|止)?"
    r"(?P<note2>（不?含[^）]{0,8}）)?"
)
SPAN_OF_DAYS = re.compile(
    rf"(?<!\d)自?{_DAY.format('a')}(?:（含）)?(?:起)?(?:至|到|-{{1,2}})"
    r"(?:(?P<yb>(?:19|20)\d\d)年)?(?:(?P<mb>\d{1,2})月)(?:(?P<db>\d{1,2})[日号])?(?:（含）)?(?:止|期间|之间)?"
)
SINGLE_DAY = re.compile(rf"(?<!\d){_DAY.format('a')}{_SIDE}")
AFTER_WORDS = frozenset({"以来", "及以后", "及其以后", "以后", "之后", "及之后", "起", "后"})
BEFORE_WORDS = frozenset({"及以前", "及其以前", "以前", "之前", "及之前", "前", "止"})

LAST = "上一?个?(?:会计|自然|纳税|财务|统计|完整)?年度|上一年(?!级)|(?<![网线])上年(?!级)|去年|前一年度?|上一?财年"
THIS = "(?:申报|申请|认定|评定|本|当|该)(?:的)?(?:当|该)?年度?(?!龄)|当年度?|本年度|今年"
MANY = (
    r"(?P<lead>近|最近|过去|前|连续|此前|之前|上(?=[两二三四五2-5]))(?P<n>\d|[一二两三四五六七八九十])个?(?:完整)?(?:会计|自然|财务|"
    r"纳税)?(?:年度|年)"
    r"(?!以上|及以上|期|（?含|或以上|制)(?:内|来|以来|中)?"
)
YEARS = r"(?<!\d)(?P<first>(?:19|20)\d\d)年?度?(?:至|到|-{1,2})(?P<last>(?:19|20)\d\d)年度?(?!\d|\d{1,2}月)"
LIST = r"(?<!\d)(?P<head>(?:19|20)\d\d)年?(?:[、和](?:19|20)\d\d年?)*[、和](?P<tail>(?:19|20)\d\d)年度?(?!\d{1,2}月)"
YEAR = r"(?<!\d)(?P<year>(?:19|20)\d\d)年(?:度|全年|内|当年|[末底](?!之?前|以前|为?止|[，。；]))?(?!\d{1,2}月|以后|以前|之后|之前|起|后|前|底|末|初|及以后)"
YEAR_OF_SUPPORT = r"(?:第[一二三四五六\d]+年度?(?:[至到—-]第?[一二三四五六\d]+年度?)?|[前后][一二两三四五\d]+年|次年|首年|此后|以后年度)(?:起)?(?:每年)?"
"""The year of the support that a sum is for: 第一年, 后三年."""
PERIOD = re.compile(
    r"(?=[上去前申认评本当该今近最过连此之12])"  # one look at the sign, where trying every way in turn would find none
    rf"(?:(?P<is_last>{LAST})|(?P<is_this>{THIS})|(?P<many>{MANY})|(?P<years>{YEARS})|(?P<list>{LIST})|(?P<one>{YEAR}))"
)
NEGATED_WITHIN = Seldom(
    r"(?:(?P<n>\d|[一二两三四五六七八九十])年|(?P<months>12|24|36|48|60|十二|二十四|三十六)个月)(?:之|以)?内(?=[^，。；]{0,6}(?:未|无|没有|不曾|不得)|(?:曾|因|有)?(?:过)?(?:发生|受到|受过|被列|被处|存在|出现))"
)
_SINCE = frozenset("立册户业校后日起役产营建")
"""成立三年内发生…: years since an event, no look-back."""
EACH, SUM, AVERAGE = (
    re.compile("每年|均(?!衡|可|可以)|逐年|各年"),
    re.compile("累计|合计|总计|之和|总额"),
    re.compile("平均|(?<!每)年均"),
)


@immutable
class ReadDay:
    """A day or a span of days in the compact view."""

    rule: str
    start: int
    end: int
    value: DayValue


@immutable
class ReadPeriod:
    """A period in the compact view."""

    rule: str
    start: int
    end: int
    value: PeriodValue
    streak: bool = False


def read_days(text: str) -> Iterator[ReadDay]:
    """Every day, with the side that the words give it; a bare year counts only with a side (2020年以后)."""
    taken = -1
    spans = {match.start(): match for match in SPAN_OF_DAYS.finditer(text)}
    for match in SINGLE_DAY.finditer(text):
        if match.start() < taken:
            continue
        if whole := spans.get(match.start()) or spans.get(match.start() - 1):
            first, last = _day(whole, "a"), _end_day(whole)
            if first and last and first <= last:
                taken = whole.end()
                yield ReadDay("日期.区间", whole.start(), whole.end(), DayValue(None, first, last))
                continue
        if read := _single(match):
            yield read


def _single(match: re.Match[str]) -> ReadDay | None:
    side = (match["side"] or "").replace("(含)", "")
    excluded = any(note and "不" in note for note in (match["note"], match["note2"]))
    month = match["ma"] or match["mma"]
    bound = _BEFORE_A_DAY.search(match.string, max(0, match.start() - 4), match.start())
    told = bound is not None and bound["side"] is not None
    if side in ("底", "末") and bound is None:
        return None
    if side[:1] in ("底", "末") or (told and not side):
        return _bounded(match, bound if told else None)
    if not month and not side:
        return None
    if side in AFTER_WORDS:
        op, day = (Op.GT if excluded else Op.GE), _day(match, "a")
        if not month and side in ("以后", "之后", "后") and not match["note"]:
            op = Op.GE
    elif side in BEFORE_WORDS:
        op, day = _before(match, side, excluded=excluded)
    else:
        op, day = None, _day(match, "a")
    if day is None:
        return None
    return ReadDay(f"日期.{'界限' if op else '日'}", match.start(), match.end(), DayValue(op, day))


def _before(match: re.Match[str], side: str, *, excluded: bool) -> tuple[Op, date | None]:
    """The limit that 前, 以前 and 止 set: a day itself is let in, but for the first of a month, for 1月1日前 is till December ends."""
    day = _day(match, "a")
    if day and not (match["ma"] or match["mma"]):
        return (Op.LE, date(day.year, 12, 31)) if side.startswith("及") else (Op.LT, date(day.year, 1, 1))
    out = day is not None and day.day == 1 and side in _UNTIL and "含" not in match[0]
    return (Op.LT if excluded or out else Op.LE), day


_UNTIL = frozenset({"以前", "之前", "前"})
_BEFORE_A_DAY = re.compile("(?:不(?P<side>[早晚迟])于|[至到])$")


def _bounded(match: re.Match[str], bound: re.Match[str] | None) -> ReadDay | None:
    """不早于2024年1月1日, and what 2022年底前 leaves: up to the last day of the year, or of the month."""
    day = _day(match, "a")
    if day is None:
        return None
    if (match["side"] or "")[:1] in ("底", "末"):
        month = int(match["ma"] or match["mma"] or 12)
        day = date(day.year, month, calendar.monthrange(day.year, month)[1])
    op = Op.GE if bound and bound["side"] == "早" else Op.LE
    return ReadDay("日期.界限", match.start(), match.end(), DayValue(op, day))


def _day(match: re.Match[str], which: str) -> date | None:
    month = match[f"m{which}"] or match[f"mm{which}"] or "1"
    day = match[f"d{which}"] or match[f"dd{which}"] or "1"
    return _build(int(match[f"y{which}"]), int(month), int(day))


def _end_day(match: re.Match[str]) -> date | None:
    year, month = int(match["yb"] or match["ya"]), int(match["mb"])
    if not 1 <= month <= 12:
        return None
    return _build(year, month, int(match["db"] or calendar.monthrange(year, month)[1]))


def _build(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_periods(text: str) -> Iterator[ReadPeriod]:
    """Every period, with the aggregate that the words after it name (累计, 平均, 每年)."""
    for match in PERIOD.finditer(text):
        if built := _period(match):
            yield ReadPeriod(f"期间.{built[0]}", match.start(), match.end(),
                             PeriodValue(_aggregated(text, match.end(), built[1], match["lead"] == "连续")),
                             match["lead"] == "连续")  # fmt: skip
    for match in NEGATED_WITHIN.finditer(text):
        if (
            (n := _years_within(match))
            and not PERIOD.match(text, match.start() - 1)
            and text[match.start() - 1 : match.start()] not in _SINCE
        ):
            yield ReadPeriod("期间.年内", match.start(), match.end(), PeriodValue(Period(True, -int(n), -1)))


def _years_within(match: re.Match[str]) -> int:
    """三年内 and 36个月内 are three years; 0 where the number says nothing."""
    months = read_number(match["months"]) if match["months"] else None
    number = months / 12 if months else read_number(match["n"] or "")
    return int(number or 0)


def _period(match: re.Match[str]) -> tuple[str, Period] | None:
    if match["is_last"]:
        return "上年度", Period(True, -1, -1)
    if match["is_this"]:
        return "当年", Period(True, 0, 0)
    if match["many"]:
        number = read_number(match["n"])
        return ("近几年", Period(True, -int(number), -1)) if number else None
    if match["year"]:
        return "年度", Period(False, int(match["year"]), int(match["year"]))
    first, last = (match["first"], match["last"]) if match["years"] else (match["head"], match["tail"])
    return ("年度区间", Period(False, int(first), int(last))) if int(first) <= int(last) else None


def _aggregated(text: str, at: int, period: Period, streak: bool) -> Period:
    if period.first == period.last:
        return period
    rest = re.split(r"[，。；]", text[at : at + 24], maxsplit=1)[0]
    if AVERAGE.search(rest):
        kind: Aggregate | None = Aggregate.AVG
    elif SUM.match(rest) or re.search("累计|合计", rest):
        kind = Aggregate.SUM
    elif EACH.search(rest) or streak:
        kind = Aggregate.EACH
    else:
        kind = None
    return Period(period.relative, period.first, period.last, kind)
