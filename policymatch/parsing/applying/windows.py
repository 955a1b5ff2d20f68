"""Application windows: 申请时间为6月13日至7月4日. Only full days count; 每年3月 keeps its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache

from policymatch.documents import Window
from policymatch.parsing.immutable import immutable
from policymatch.parsing.seldom import Seldom
from policymatch.parsing.structure.citations import applies
from policymatch.parsing.text.days import build_day, small_number, year_number
from policymatch.spans import SourceRef, Span

_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR = r"(?:(?:20\s*\d\s*\d|二[〇零○][一二三四五六七八九〇零]{2})\s*年?|(?:当|本|次|今)年|该年度)"
_CLOCK = (
    r"(?:\s*[（(][^（）()]{1,10}[）)])?(?:\s*(?:上午|下午|中午|晚)?\s*\d{1,2}\s*(?:[:：]\s*\d{2}|"
    r"[时点](?:整)?))?\s*(?:[（(][^（）()]{1,16}[）)])?"
)
_TO = r"\s*(?:起|开始)?，?\s*(?:至|到|—+|－|-|~|～|–|一(?=\d{1,2}[月日号]))\s*(?:[^\d，。；]{0,6}(?=20\d\d))?"


def _day_pattern(side: int) -> str:
    month = rf"(?:(?P<m{side}>{_N})\s*[月\-./]\s*)?(?P<d{side}>{_N})\s*[日号]?"
    return rf"(?:(?P<y{side}>{_YEAR})\s*度?\s*[-./]?\s*)?{month}"


_APPLIED = "申报|申请|受理|报名|系统|网上申报|平台|通道"
_OPENS = r"(?=[\d一二三四五六七八九十当本次今该])"
"""What a day may open with: one look, where trying all ways to write it in turn would find none."""
_RANGE = Seldom(_OPENS + _day_pattern(1) + _CLOCK + _TO + _day_pattern(2))
_ONE = Seldom(
    rf"{_OPENS}(?P<y1>{_YEAR})\s*[-./]?\s*(?P<m1>{_N})\s*[月\-./]\s*(?P<d1>{_N})\s*[日号]?{_CLOCK}\s*(?P<after>之前|"
    rf"以前|前|止|(?:{_APPLIED})?(?:截止|关闭)|起|开始|之日起)?"
)
_NO_YEAR = re.compile(
    rf"(?<![\d年月到~—-])(?:(?<!至)|(?<=起至))(?P<m1>\d{{1,2}})\s*月\s*(?P<d1>\d{{1,2}})\s*[日号]{_CLOCK}\s*(?P<after>之前|以前|前|止|(?:{_APPLIED})?(?:截止|关闭))?(?!\s*(?:至|到|—|-|~))"
)
"""A day of the document's own year: 请于8月13日前提交."""
_OFFICES = re.compile(r"各(?:地|区|县|市|镇|街道|乡|级|推荐|归口)|主管部门|推荐单位|初审|推荐函|汇总(?!表)")
_ACTS = "申报|申请|受理|报名|征集|填报|报送|提交|申领|网报|兑现|集中受理|接受申报|推荐"
_APPLYING = f"(?:{_ACTS})"
_HOLDING = r"[\u4e00-\u9fa5（）]{0,6}?(?:实施|建设|执行|施工|完工|投产|发生|有效|服务|支持|补[贴助]|所属|所在|统计|核算|考核|评价|项目)(?:期|时间|周期|年度)"
"""When a project runs or money is spent, not when to apply: 申报项目实施期."""
_LABEL = Seldom(
    rf"{_APPLYING}(?!{_HOLDING})[\u4e00-\u9fa5（）]{{0,8}}?(?:时间|日期|期限|时限|期|窗口|截止)[^。；\n]{{0,16}}?(?:为|是|"
    rf"[：:】]|自|从|于|在|\n|\s|。)|(?:(?<![\u4e00-\u9fa5])(?:时间(?:要求|安排)|截止(?:日期|时间)|起止(?:日期|时间))\s*(?:为|[：:】]|\n|\s))|(?:什么时[候间]|何时|几时)(?:可以?|能|开始)?(?:{_APPLYING}|[办领报交])|时间/频度\s*(?:[：:]|\n)?|(?:办理|接件|开放)(?:时间|期限|日期)\s*(?:为|[：:】]|\n|\s)"
)
_FROM = re.compile(r"(?:申报|申请|受理|报名)(?:期间|工作)?[自从于]")
_ACT = re.compile(rf"{_ACTS}|上报|登录|递交|送交|送至|寄至|交至|提出|报至|报市|报区|逾期")
_UNRELATED = re.compile(
    r"(?:期间|内|之间|以来)?(?:完成|通过|已|已经|正式|全部|首次|新)*(?:完成(?:受理|审核|评审|拨付|兑付|发放)|(?<=完成)(?:受理|审核|评审|拨付|兑付|发放)|注册|成立|登记|设立|开工|竣工|完工|"
    r"投产|验收|发生|实现|取得|获得|认定|签订|开业|入驻|迁入|购买|新增|举办|立项|备案|缴纳|出生|毕业|投入使用|施行|试行|生效)"
    r"|[另补][行交报充齐正]|单独提[供交]|(?:计划|拟|已)?(?:购置|采购|销售|支付|付款|开具)(?!企业|单位)"
)
"""What days are for that is no application: 2024年后|投产的, 10月10日前|另行提供清单."""
_IN_FORCE = re.compile(r"(?:有效期|执行期|施行期?|试行期?|实施|执行)限?(?:截止|延长)?(?:至|到|为)\s*$")
"""Before the day until which the document holds: 有效期至."""
_RECURRING = re.compile(
    r"每[一两二三]?年度?[^。；\n]{0,24}(?:[\d一二三四五六七八九十]+\s*月|季度|上半年|下半年|年[初末底])|"
    r"每[年季月][^。；\n]{0,10}(?:集中|定期|一次)|常年(?:受理|申报)|全年受理|随时(?:受理|申报)|"
    r"之日起[^，。；\n]{1,14}内[^。；\n]{0,30}(?:申请|提出|申报)"
)
_SENTENCE = re.compile(r"[^。；\n]+")
_OTHERWISE = re.compile(
    rf"[\s（）一二三四五六七八九十\d.、]*(?:(?!{_APPLYING})[^，。；：\n\d]){{0,10}}(?:支持|补[贴助]|奖励|执行|实施|建设|有效|发生|服务|统计|政策|投资|任务)(?:时间|期限|期间|周期|期)\s*(?:为|是|[：:])"
)
"""What else a time is told of, under a heading that names both: 资金支持时间为…."""
_UNASKED = re.compile(
    r"(?:服务|办理|申报|享受)(?:流程|方式)\s*[：:]?\s*[^\n]{0,30}(?:缴纳税款时|缴税时|纳税申报时|申报纳税时|缴费时|无需申[请报]|免申即享|自动享受|自行判[别断])"
)
"""What nobody applies for: a tax that is not levied, money that comes by itself."""


@immutable
class _Read:
    opens_on: date | None
    closes_on: date | None
    span: Span
    dated: bool = True


def find_windows(text: str) -> tuple[Span, ...]:
    """The stretches that speak of when to apply, in order; one may only say 每年3月."""
    found = []
    unasked = _UNASKED.search(text) is not None
    for sentence in _SENTENCE.finditer(text):
        words = sentence[0]
        if ("期" in words or "时间" in words) and _OTHERWISE.match(words):
            continue
        near = _said_before(text, sentence.start()) + words
        if unasked and "时间/频度" in near:
            continue  # when it holds, not when to apply
        if _is_labelled(near) or (_ACT.search(words) and _is_timed(words)):
            found.append(Span(*sentence.span()))
    return tuple(found)


def _is_labelled(words: str) -> bool:
    """Whether the words announce a time to apply; a label names a 时, a 期, a 窗口 or a 截止."""
    named = "时" in words or "期" in words or "窗口" in words or "截止" in words
    return bool((named and _LABEL.search(words)) or _FROM.search(words))


def _is_timed(words: str) -> bool:
    if _RANGE.search(words) or _ONE.search(words) or _RECURRING.search(words):
        return True
    return "月" in words and bool(_NO_YEAR.search(words)) and not _OFFICES.search(words)


_HEADED = re.compile(rf"(?:{_APPLYING}(?:时间|日期|期限|时限))。$")
"""A heading of the clause's own line: （五）申报时间。2026年4月1日至4月30日."""


def _said_before(text: str, at: int) -> str:
    """What stands before a clause in its sentence, and the end of the line above: a label may stand there."""
    first = max(at - 80, 0)
    if text[at - 1 : at] == "。" and (headed := _HEADED.search(text, first, at)):
        return headed[0]
    start = max(text.rfind("。", first, at), text.rfind("\n", first, max(at - 1, 0)) - 13, first)
    return text[start:at]


def read_window(
    text: str,
    spans: Iterable[Span],
    *,
    year: int | None = None,
    path: str = "",
    name: str = "",
    names: Sequence[str] = (),
    told: bool = False,
) -> Window:
    """When an application may be handed in.

    Args:
        text: the whole source.
        spans: the stretches that may say so, such as the section 申请时间; what names the item counts before the rest.
        year: the year of days that name none; None leaves them unread.
        path: where the item stands (第三条/（二）), for windows of single articles.
        name: what the item is called, for windows of single supports.
        names: what all items are called.
        told: the stretches stand under 申报时间 in a table, so that their days need no word of applying.

    Returns:
        The window; without days but with its words where the text names no full date.
    """
    words: Span | None = None
    guessed: _Read | None = None
    for at in _clauses(text, spans, path, name, names):
        read = _reading(text, at, year, told)
        if words is not None and _RUNS.search(at.of(text)):
            continue  # 每年1月；自2024年1月1日起执行
        if read is not None and read.closes_on and (last := _last_batch(text, at, year)) is not None:
            read = _Read(read.opens_on, last.closes_on, last.span, last.dated)
        if read is not None and read.dated:
            return Window(read.opens_on, read.closes_on, _source(text, read.span))
        guessed = guessed or read
        if words is None and _RECURRING.search(at.of(text)):
            words = at
    if guessed is not None:
        return Window(guessed.opens_on, guessed.closes_on, _source(text, guessed.span))
    return Window(source=_source(text, words)) if words else Window()


_BATCH = re.compile(r"[\s（）()\d.、]*第[一二三四五1-5][批期轮](?:次)?(?:申[请报]|受理|集中)?[^，。；\n]{0,8}[：:]?")


def _last_batch(text: str, at: Span, year: int | None) -> _Read | None:
    """The last of the batches that are told one a line, where the clause is the first (第一批：…7月21日；第二批：…9月15日)."""
    if not _BATCH.match(text, at.start, at.end):
        return None
    last = None
    for clause in _SENTENCE.finditer(text, at.end, min(len(text), at.end + 400)):
        if not _BATCH.match(clause[0]):
            break
        read = _reading(text, Span(*clause.span()), year, True) or last
        last = read if read is not None and read.closes_on else last
    return last


_RUNS = re.compile(r"[自从]?20\d\d\s*年[^，。；]{3,12}起(?:执行|实施|施行|试行|生效)")
"""From when a document is in force, told beside the month in which one applies each year."""


def _clauses(text: str, spans: Iterable[Span], path: str, name: str, names: Sequence[str]) -> list[Span]:
    """The clauses of the stretches that are about the item, those that name it first."""
    named: list[Span] = []
    general: list[Span] = []
    for span in spans:
        for clause in _SENTENCE.finditer(text, span.start, span.end):
            at = Span(*clause.span())
            about = applies(clause[0], _line(text, at), path, name=name, names=names) if path or name else None
            if about is not False:
                (named if about else general).append(at)
    return named or general


def _line(text: str, at: Span) -> str:
    first, last = max(0, at.start - 1000), min(len(text), at.end + 1000)
    end = text.find("\n", at.end, last)
    return text[max(first, text.rfind("\n", first, at.start) + 1) : end if end >= 0 else last]


def _source(text: str, span: Span) -> SourceRef:
    """The words of a window, without what is blank around them and at most 100 characters."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    kept = Span(start, min(start + len(words.strip()), start + 100))
    return SourceRef(kept.of(text), kept)


@lru_cache(maxsize=512)  # items share the windows that stand outside them
def _reading(text: str, at: Span, year: int | None, told: bool) -> _Read | None:
    """What a clause says of when to apply; None where it names no day."""
    sentence = at.of(text)
    before = _said_before(text, at.start)
    labelled = told or _is_labelled(before + sentence)
    if not labelled and not _ACT.search(sentence):
        return None
    known = _year_of(before + sentence) or year
    for found in _RANGE.finditer(sentence):
        yearly = not found["y1"] and _OTHER_YEAR.search(sentence[: found.start()])
        read = None if yearly else _range(found, known)
        if read is not None and _is_for_applying(sentence, found, labelled):
            return _Read(*read, at, _has_year(found))
    opened: tuple[date, bool] | None = None
    for found in _single_days(before, sentence, known):
        day = _day(found.groupdict().get("y1"), found["m1"], found["d1"], known)
        if day is None or not _is_for_applying(sentence, found, labelled):
            continue
        if not _has_year(found) and ("每年" in sentence[: found.start()] or _is_any_years(found, before + sentence)):
            continue
        opens, closes = _side(found, sentence, labelled)
        if closes and opened is not None and day >= opened[0]:
            return _Read(opened[0], day, at, opened[1])  # 自3月1日开始，4月30日截止
        if closes or (opens and (last := _end_of_term(sentence, found.end(), day)) is not None):
            return _Read(None if closes else day, day if closes else last, at, _has_year(found))
        opened = (day, _has_year(found)) if opens and opened is None else opened
    return _Read(opened[0], None, at, opened[1]) if opened is not None else None


_OTHER_YEAR = re.compile(r"(?:每[一二两]?年|上一?年度?|去年|前一年|[于在]?当年)[^，。；]{0,12}$")
"""Before a range of days without a year: it comes again each year, or it is past."""


def _has_year(found: re.Match[str]) -> bool:
    """Whether a day names its year, where others take the document's."""
    return bool(re.search(r"\d|二", found.groupdict().get("y1") or ""))


def _is_any_years(found: re.Match[str], words: str) -> bool:
    """Whether a day comes in each year of a support (当年10月31日前申报), where the sentence names no year that is meant."""
    return found.groupdict().get("y1") == "当年" and _year_of(words) is None


def _single_days(before: str, sentence: str, known: int | None) -> list[re.Match[str]]:
    """The days of a sentence, those with a year first; without one they are days of the document's year, if offices are not meant."""
    found = list(_ONE.finditer(sentence))
    if found or known is None or re.search("每[一两二三]?[年月]", before + sentence):
        return found
    return [
        day
        for day in _NO_YEAR.finditer(sentence)
        if _side(day, sentence, labelled=False)[1]
        and not _OFFICES.search(sentence[: day.end()] + _PHRASE_END.split(sentence[day.end() :], maxsplit=1)[0])
    ]


_PHRASE_END = re.compile("[，；]")
_FOR_YEARS = re.compile(
    r"\s*，?\s*(?:有效期|执行期|实施期|受理期)限?\s*(?:为|是)?\s*(?P<n>\d{1,2}|[一二两三四五六七八九十])\s*年"
)


def _end_of_term(sentence: str, at: int, opens: date) -> date | None:
    """The last day where the words go on to say for how many years (8月1日起，有效期三年)."""
    found = _FOR_YEARS.match(sentence, at)
    years = small_number(found["n"].replace("两", "二")) if found else None
    after = build_day(opens.year + years, opens.month, opens.day) if years else None
    return after - timedelta(days=1) if after else None


def _side(found: re.Match[str], sentence: str, labelled: bool) -> tuple[bool, bool]:
    """Whether a single day opens or closes the window."""
    after, before = found["after"] or "", sentence[max(0, found.start() - 12) : found.start()]
    if (
        after in ("之前", "以前", "前", "止")
        or after.endswith(("截止", "关闭"))
        or re.search(r"(?:截止|截至|至|到|最迟|不晚于|不迟于)[^，]{0,8}$", before)
    ):
        return False, True
    if after in ("起", "开始", "之日起"):
        return (True, False) if labelled or _ACT.search(sentence[found.end() : found.end() + 16]) else (False, False)
    return False, False


def _is_for_applying(sentence: str, found: re.Match[str], labelled: bool) -> bool:
    """Whether the dates say when to apply, not when a fact must lie."""
    after = sentence[found.end() : found.end() + 14]
    if _IN_FORCE.search(sentence, 0, found.start()) and not re.search(f"{_APPLYING}有效期", sentence):
        return False
    if _UNRELATED.match(re.sub(r"^[\s，、]*(?:期间|以内|之间|内|前|后|起|，)*", "", after)):
        return False
    if re.match(r"\s*(?:期间|之间|以来|以后|（含）|后)", after) and not labelled:
        return False
    if _ANOTHER_TIME.search(after):
        return False
    return (
        labelled
        or bool(_ACT.search(after + sentence[found.end() + 14 : found.end() + 50]))
        or _acts_before(sentence, found)
    )


_ANOTHER_TIME = re.compile(
    "^[^，。；]{0,4}(?:另行|补充?|后续|再|单独)(?:单独|另行)?(?:提[供交]|[上补]?报|补[交齐报]|递交|报送)"
)
"""A paper that may come later than the application: 可在10月10日前另行提供."""


def _acts_before(sentence: str, found: re.Match[str]) -> bool:
    before = sentence[: found.start()]
    if re.search(r"年度(?:的)?(?:为|是|[：:])$", before) and _ACT.search(before):
        return True  # 每年6月受理申报，2024年度为…
    return _LEADS_TO_DAY.search(before) is not None


_LEADS_TO_DAY = re.compile(
    rf"{_APPLYING}(?!{_HOLDING})(?:[\u4e00-\u9fa5]{{0,6}}，(?=截[止至])|[\u4e00-\u9fa5]{{0,6}})(?:截止|截至|时间|日期|至|为|于|从|自)[^，]{{0,8}}$|{_APPLYING}(?:受理|工作)?[：:（(]$"
)


def _range(found: re.Match[str], year: int | None) -> tuple[date, date] | None:
    if found["m1"] is None:
        return None
    opens = _day(found["y1"], found["m1"], found["d1"], year)
    if opens is None:
        return None
    month = found["m2"] or found["m1"]
    closes = _day(found["y2"], month, found["d2"], opens.year)
    if closes is not None and closes < opens and not found["y2"]:
        closes = build_day(closes.year + 1, closes.month, closes.day)
    return (opens, closes) if closes is not None and closes >= opens else None


def _day(year: str | None, month: str | None, day: str, known: int | None) -> date | None:
    named = year_number(re.sub(r"[年度\s]", "", year)) if year and re.search(r"\d|二", year) else None
    return build_day(named or known, small_number(month) if month else None, small_number(day))


def _year_of(text: str) -> int | None:
    """The one year that a sentence names; None where it names none or several."""
    years = {int(re.sub(r"\s", "", found)) for found in re.findall(r"(?<!\d)20\s*\d\s*\d(?=\s*年)", text)}
    return years.pop() if len(years) == 1 else None
