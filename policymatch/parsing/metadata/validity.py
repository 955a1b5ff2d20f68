"""From when to when a document is in force: 自…起施行, 有效期五年, 有效期至…, 从…起至…."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from policymatch.parsing.immutable import immutable
from policymatch.parsing.text.days import FoundDay, find_days, last_day_of, small_number

_SELF = (
    r"(?:(?:本|以上|上述)(?:实施|操作|管理|申报|资助|暂行)?(?:办法|措施|意见|通知|细则|政策|规定|方案|指南|若干措施|条例|规划|文件|制度|政策措施|"
    r"政策意见|实施意见|公告|规则|奖励办法|扶持办法|清单|指引|规程|决定|计划)|政策(?=(?:执行|实施|有效)期|[自从]\s*20))"
)
_BEGINS = r"(?:起|后)?\s*(?:正式|开始|试)?\s*(?:施行|实施|实行|执行|生效|试行|起效|有效)"
_FROM_DAY = re.compile(
    rf"[自从于]?\s*(?P<day>(?:19|20|二)[^，。；\n]{{5,12}}?[日号])\s*(?:（[^（）]{{1,12}}）)?\s*{_BEGINS}"
)
_FROM_ISSUE = re.compile(
    r"[自从]?(?:本[\u4e00-\u9fa5]{2,6})?(?P<what>印发|发布|公布|发文|下文|颁布|下发|发出|签发|"
    r"公告)\s*之?\s*(?:日|时)?\s*"
    rf"(?:起?\s*(?P<later>\d+|[一二三四五六七八九十]+)\s*(?P<unit>个?(?:工作)?[日天月])\s*(?:之)?后?)?\s*{_BEGINS}"
)
_TERM = re.compile(
    r"(?:有效期限?|试行期限?|有效期间|执行期限?|实施期限?|施行期限?|有效时间|期限)\s*(?:暂定|为期|暂为|定为|"
    r"为|是|：|:)?\s*"
    r"(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,3})\s*(?P<unit>年|个月)"
)
_TERM_AFTER = re.compile(
    r"(?:暂定|试行|暂行|有效|为期|执行)\s*(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,3})\s*(?P<unit>年|"
    r"个月)(?:\s*的?有效期)?(?=[，。；\s]|$)"
)
_DAY = r"(?:(?:19|20|二)[^，。；\n]{5,14}?[日号]|20\d{2}\s*年\s*(?:12\s*月)?年?[底末])"
_UNTIL = re.compile(
    r"(?:有效期限?|执行期限?|实施期限?|试行期限?|有效|执行|实施|施行|起?|期限)\s*(?:截止|截至|延长|延续|顺延|暂定|"
    rf"为)?\s*(?:到|至)\s*(?P<day>{_DAY})"
)
_ENDS = re.compile(rf"(?:，|至|到|于)\s*(?P<day>{_DAY})\s*(?:止|结束|截止|终止|失效|到期|自动失效|自行废止)")
_PROLONGED = re.compile(rf"有效期限?(?:统一|继续)*(?:延长|延续|顺延)\s*(?:到|至)\s*(?P<day>{_DAY})")
_YEAR_END = re.compile(r"(20\d{2})\s*年\s*(?:12\s*月)?年?[底末]")
_FOREIGN = re.compile(r"废止|原[《\u4e00-\u9fa5]|证书|合同|资格|协议|贷款|专利|高新技术企业")
_SENTENCE = re.compile(r"[^。\n]+")


@immutable
class Validity:
    """The term of a document; ``from_issue`` means that it begins ``delay`` days after the day of issue."""

    valid_from: date | None = None
    valid_to: date | None = None
    from_issue: bool = False
    delay: int = 0
    years: int = 0
    months: int = 0

    def resolve(self, published_on: date | None) -> Validity:
        """The same with both ends as days, as far as the day of issue and the term tell them."""
        begins = self.valid_from
        if begins is None and self.from_issue and published_on is not None:
            begins = published_on + timedelta(days=self.delay)
        ends = self.valid_to
        if ends is None and begins is not None and (self.years or self.months):
            ends = last_day_of(begins, years=self.years, months=self.months)
        return replace(self, valid_from=begins, valid_to=ends)


def read_validity(text: str) -> Validity:
    """The term that the document gives itself; empty where it gives none.

    The last sentence that speaks of its coming into force counts: before it stand those of documents it cites.
    """
    for sentence in reversed(_SENTENCE.findall(text)):
        found = _read_sentence(sentence)
        if found is not None:
            return _with_neighbour(found, text, sentence)
    prolonged = _PROLONGED.search(text)
    return Validity(valid_to=_day(prolonged["day"])) if prolonged else Validity()


_IN_FORCE = re.compile("起|施行|执行|生效|实施|有效|适用期")
_ITSELF = re.compile(_SELF)
_SINCE = re.compile(r"\s*(?:第[\d一二三四五六七八九十百\s]+条|[\d（(一二三四五六七八九十）)、.．\s]+)?\s*[自从]")


def _read_sentence(sentence: str) -> Validity | None:
    if not _IN_FORCE.search(sentence):
        return None
    named = _ITSELF.search(sentence)
    own = sentence[named.start() :] if named else sentence
    begins = _FROM_DAY.search(own)
    issue = _FROM_ISSUE.search(own)
    if not named and not _SINCE.match(sentence):
        return None
    if begins is None and issue is None:
        return (_both_ends(own) or _only_end(own)) if named else None
    first = _day(begins["day"]) if begins else None
    if begins is not None and first is None:
        return None
    if begins is not None and issue is not None and issue.start() < begins.start():
        first = None
    return _term(
        Validity(valid_from=first, from_issue=first is None, delay=_delay(issue) if issue and first is None else 0), own
    )


def _delay(issue: re.Match[str]) -> int:
    count = small_number(issue["later"]) if issue["later"] else None
    if count is None:
        return 0
    return count * 30 if "月" in issue["unit"] else count


def _both_ends(own: str) -> Validity | None:
    """以上政策自…起至…止执行, 本措施执行时间为…—…: both days in one stretch."""
    span = read_span(own) if _APPLIES.search(own) else Validity()
    return span if span.valid_from and span.valid_to else None


_APPLIES = re.compile(
    rf"{_SELF}(?:的)?(?:有效期|执行|实施|施行|适用|试行|有效)[^，。]{{0,6}}[为：:从自是]|[止日]\s*(?:期间)?(?:有效|执行|实施|施行)$"
)


def _only_end(own: str) -> Validity | None:
    """本办法有效期至…, 本办法有效期5年 without a beginning."""
    if not re.match(rf"{_SELF}[^，。]{{0,6}}(?:有效期|试行|执行期|有效|实施期)", own):
        return None
    both = read_span(own)
    if both.valid_from and both.valid_to:
        return both
    found = _term(Validity(), own)
    return found if found.valid_to or found.years or found.months else None


def _term(known: Validity, own: str) -> Validity:
    until = _UNTIL.search(own) or _ENDS.search(own)
    if until is not None and (day := _day(until["day"])) is not None:
        return replace(known, valid_to=day)
    term = _TERM.search(own) or _TERM_AFTER.search(own)
    count = small_number(term["n"]) if term else None
    if term is None or count is None:
        return known
    return replace(known, years=count) if term["unit"] == "年" else replace(known, months=count)


def _with_neighbour(found: Validity, text: str, sentence: str) -> Validity:
    """The term may stand in the next sentence: 本办法自印发之日起施行。有效期三年."""
    if found.valid_to or found.years or found.months:
        return found
    at = text.rfind(sentence)
    for rest in _SENTENCE.findall(text[at + len(sentence) : at + len(sentence) + 120])[:2]:
        if not _FOREIGN.search(rest):
            found = _term(found, rest)
    return found


def _day(text: str) -> date | None:
    end = _YEAR_END.fullmatch(text.strip())
    if end is not None:
        return date(int(end[1]), 12, 31)
    found = next(find_days(text if text.endswith(("日", "号")) else text + "日"), None)
    return found.day if found else None


def read_span(value: str) -> Validity:
    """A labelled time: 从2023年10月1日起，定期申报; 2022年1月1日至2024年12月31日; bare months give no day."""
    days: list[FoundDay] = list(find_days(value))
    if not days:
        return Validity()
    begins = days[0].day
    between = value[days[0].span.end :]
    if len(days) > 1 and re.match(r"\s*(?:起)?\s*(?:至|到|—|-|－|~|～)", between):
        return Validity(valid_from=begins, valid_to=days[1].day)
    if re.match(r"\s*(?:起|施行|实施)", between):
        return _term(Validity(valid_from=begins), between)
    if re.search(r"(?:至|到|截至|截止)\s*$", value[: days[0].span.start]):
        return Validity(valid_to=begins)
    return Validity()
