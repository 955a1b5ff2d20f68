"""Rows of what must not be of which a record holds only some: 未发生安全事故、群体性事件; the others are for a person to see."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

PART = re.compile(r"(?:、|且|并且|并|以及|和|及)(?!其)|$")
_OPENS = re.compile(
    r"(?:无|未(?:发生|出现|有|存在|涉及|产生)|没有(?:发生|出现|存在|产生)?|不存在|不得(?:有|存在|发生))过?(?!违反)"
)
_ACT = re.compile(
    r"虚报|瞒报|截留|挪用|套取|弄虚作假|侵权|不端|纠纷|争议|诉讼|仲裁|投诉|走私|虚开|逃废债|诈骗|造假|传销|非法|贿|违建|逃|骗|欠|虐待|霸凌|抄袭|剽窃|泄[密露]|群体性|上访|舆情|垄断|不正当竞争|洗钱|停产|破产|虚假|伪造|欺诈|滥用|转包|挂靠|[串围]标|失职|腐败|涉黑|涉恶|中毒|污染|不良|负面"
    r"|(?:行为|记录|事件|纠纷|案件|投诉|诉讼|债务|诉求|举报)$"
)
_APART = re.compile(r"良好|健全|规范|完善|依法|按时|具有|具备|^(?:无|没有|不存在|未(?:发生|有|出现|被|受))")
"""A member that says something good, or denies what it denies itself."""
_BARE = re.compile(r"拖欠|欠缴|欠费|欠付|逾期")
_OF_VIOLATIONS = re.compile(r"等(?:严重|重大|其他)*(?:违法|违规|违纪)")
"""走私、行贿等违法行为: the deeds are told as violations, which a record holds."""
_TAIL = re.compile(r"等?(?:的)?(?:情形|情况)?的?$")
_DENIED = re.compile(
    r"[^，。；、]{0,8}?(?:无|未发生过?|未有|没有(?:发生)?过?|不存在)[^，。；、]{3,}(?:行为|记录|情况|情形|事故|事件|问题|纠纷|投诉)(?:的)?"
)

UNHELD = re.compile(
    r"(?:非|不|不是|不属于|不含|(?:从|尚|均)?(?:未|没有?)(?:曾|能|经)?(?:被|获得?|取得|通过|认定|评[定为选]|列入|入选|为|过|之前|此前|以往|往年|历年|任何|以往年度)*)$"
)
"""Words right before an honour that say the applicant does not hold it: 未被认定为."""


def denied(member: str, records: Iterable[re.Pattern[str]]) -> bool:
    """Whether a member of a row denies something itself that no record holds (无虐待老年人行为)."""
    return _DENIED.fullmatch(member) is not None and not any(record.search(member) for record in records)


def unrecorded(segment: str, records: Iterable[re.Pattern[str]]) -> Iterator[tuple[int, int]]:
    """Stretches of a denied row that no record holds, those side by side as one; the first with the word that denies it.

    Only what names a deed or an event: in 生态环境、市场监管等部门处罚 the first are whose penalty it is.
    """
    opened = _OPENS.search(segment)
    if opened is None or ("、" not in segment and "和" not in segment and "及" not in segment):
        return
    if _OF_VIOLATIONS.search(segment):
        return
    held = [match.span() for record in records for match in record.finditer(segment)]
    begin = end = at = opened.end()
    for stop in PART.finditer(segment, at):
        low, high = at, stop.start() - len(_tail(segment[at : stop.start()]))
        at = stop.end()
        words = segment[low:high]
        if any(low < last and first < high for first, last in held) or _APART.search(words):
            if end > begin:
                yield (0 if begin == opened.end() else begin), end
            begin = end = at
        elif _ACT.search(words) and not _BARE.fullmatch(words):
            end = high
    if end > begin:
        yield (0 if begin == opened.end() else begin), end


_DEED = (
    r"(?:(?:近|最近|过去)?[一二三两\d]年(?:之)?内|上一?年度|当年度?|申[请报]时)?(?:企业|单位)?(?:曾|已|仍|尚|正|因[^，。；、]{2,12})?"
    r"(?:被|未|正在|处于|受到|受过|存在|发生|列入|纳入|涉嫌|涉及|拒不|提供|违反|超出|擅自|恶意|不按|不履行|不服从|不配合|逾期|停产|停业|破产|注销|吊销"
    r"|[^，。；、]{2,14}(?:(?:评[价定级]|等级|结果|类别)为|被(?:撤销|取消|吊销|注销|收回|摘牌|暂停|终止|评[定为])))"
)
_SHUT_OUT = re.compile(
    rf"(?:(?<=企业)|(?<=单位)|(?<=项目)|(?<=机构)|(?<=主体)|(?<=的))(?:、|以及|及|和|或者?)|(?:、|以及|及|和|或者?)(?={_DEED})|$"
)
_LOST = re.compile("(?:被|已)(?:撤销|取消|吊销|注销|收回|摘牌|暂停)")


def beside(segment: str, records: Iterable[re.Pattern[str]]) -> Iterator[tuple[int, int, bool]]:
    """Members of a row of who stays out (被列入失信名单、环保信用评价为红色的企业) that no record holds.

    Yields:
        Where the member stands, and whether it says what was taken from the applicant (资格被撤销), so that what is named
        there is not held.
    """
    held = [match.span() for record in records for match in record.finditer(segment)]
    at = 0
    rows: list[tuple[int, int]] = []
    for stop in _SHUT_OUT.finditer(segment):
        if stop.start() - at >= _SHORTEST:
            rows.append((at, stop.start()))
        at = stop.end()
    if len(rows) < 2:
        return
    for low, high in rows:
        if not any(low < last and first < high for first, last in held):
            yield low, high, _LOST.search(segment, low, high) is not None


_SHORTEST = 4


def _tail(member: str) -> str:
    found = _TAIL.search(member)
    return found[0] if found else ""


__all__ = ["PART", "UNHELD", "beside", "denied", "unrecorded"]
