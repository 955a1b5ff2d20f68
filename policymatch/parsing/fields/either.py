"""Limits that several quantities share (营业收入或产值1000万元以上), or that one has by the month as well (月均40万元)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from policymatch.conditions.nodes import Any, Test
from policymatch.parsing.fields.labels import PERIODS
from policymatch.parsing.fields.metrics import UNITS_OF_COUNT
from policymatch.parsing.fields.metrics import find as find_metrics
from policymatch.parsing.fields.reading import Fact, Reading
from policymatch.parsing.text.wording import without_brackets

if TYPE_CHECKING:
    from policymatch.parsing.fields.measured import Target

_BEFORE = re.compile(r"(?:^|[，；：（]|(?<=以上)或者?)(?P<names>[^，；：（）\d]{2,30}?)(?:或者?|/)$")
_ROW = re.compile(r"、|或者?|/")
_OTHERS = re.compile(r"[国区市]外|境外|项目|产品|单[店品项个]|企业")
_APPLICANT = re.compile("^(?:申[报请])?(?:企业|单位|机构|公司|主体)(?:应当?|须|需)?(?=.{2})")
"""Who a limit is for, told before its names: 企业|年度营业收入或纳税总额."""
_EACH = re.compile(r"(?:或者?|且|并|其中)?(?P<each>[月日季周年]均|平均每[月日季年]|每[月日季年]|每季度)")


def either(reading: Reading, fact: Fact, dimension: str) -> Fact | None:
    """The fact with the quantities named before it, of which each may meet its limit; None where it stands alone.

    Args:
        reading: the clause.
        fact: the last of the quantities with its limit.
        dimension: what the limit counts.
    """
    test = fact.node
    if not isinstance(test, Test) or test.op not in (">=", ">"):
        return None
    start, _ = reading.segment(fact.start)
    match = _BEFORE.search(reading.text[start : fact.start])
    if match is None:
        return _within_its_name(reading, fact, test, dimension)
    held = [*_named(reading, match["names"], start + match.start("names"), fact, dimension)]
    if len(held) != len(_ROW.split(match["names"])):
        return None
    return replace(fact, start=start + match.start("names"), node=Any((*held, test)))


_NAME = re.compile("(?P<first>[^、或（）]{2,5})或者?(?P<last>[^、或]{3,})")


def _within_its_name(reading: Reading, fact: Fact, test: Test, dimension: str) -> Fact | None:
    """A number's name of two (贷款或担保金额) parted, where a field holds the first of them; None where none does."""
    told = _NAME.fullmatch(test.label or "")
    whose = re.match("获得|取得|新增", told["first"]) if told else None
    first = told["first"][whose.end() if whose else 0 :] if told else ""
    metric = next((one.value for one in find_metrics(first) if len(one.span) == len(first)), None)
    if told is None or metric is None or not metric.field or metric.dimension != dimension:
        return None
    at = reading.text.find("或", fact.start, fact.end)
    other = replace(test, label=told["last"], source=reading.source(at + 1, fact.end))
    return replace(fact, node=Any((replace(test, field=metric.field, label=None), other)))


def _named(reading: Reading, names: str, at: int, fact: Fact, dimension: str) -> Iterator[Test]:
    """The tests of the names, counted as the fact's is; a name that no field holds beside another is a number to declare."""
    assert isinstance(fact.node, Test)
    declared = fact.node.label if _QUANTITY.search(fact.node.label or "") else None
    for part in re.finditer(r"[^、或/者]+", names):
        words = _APPLICANT.sub("", part[0], count=1)
        name = PERIODS.sub("", words)
        found = [one for one in find_metrics(words) if one.span.end == len(words)]
        metric = found[-1].value if found else None
        period = next((p.value.period for p in reading.periods if at <= p.start < at + part.end()), fact.node.period)
        source = reading.source(at + part.start(), fact.end)
        counts = metric is not None and (
            metric.dimension == dimension
            or (dimension == "count" and metric.dimension in UNITS_OF_COUNT and not fact.node.label)
        )
        kind = _RIGHT.fullmatch(name) if dimension == "count" else None
        if kind is not None:
            yield replace(fact.node, field="declared_number", label=kind["right"] + "数", period=period, source=source)
        elif metric is not None and metric.field and counts and not _OTHERS.search(words):
            yield replace(fact.node, field=metric.field, label=None, period=period, source=source)
        elif declared is not None and _QUANTITY.search(name):
            label = name + declared[declared.find("（") :] if declared.endswith("）") and "（" not in name else name
            yield replace(fact.node, field="declared_number", label=label, period=period, source=source)
        else:
            return


_RIGHT = re.compile(
    "(?:拥有|取得|获得|具有|有)?(?P<right>(?:有效|授权|自主)*(?:实用新型专利|外观设计专利|实用新型|外观专利|集成电路布图设计|植物新品种权?|注册商标))"
)
"""Rights that no field counts."""
_QUANTITY = re.compile(
    "(?<=[^，])(?:[人场批频]次|[^率]数量?|[额量值]|(?:[^营]|主营)收入|面积|规模|费用?|时长)(?:（[^（）]*）)?$"
)
"""成果转化合同数, 受托运营的有效专利数量: words that name how many or how much, and of what."""


def averaged(carried: Target | None, words: str, dimension: str, *, at: int, end: int) -> Target | None:
    """What was limited, by the month or the day: 年销售额500万元（或月均40万元）; None where the words say otherwise."""
    if carried is None or carried.dimension != dimension:
        return None
    match = _EACH.fullmatch(words)
    name = without_brackets(carried.label or carried.words)
    if match is None or not name:
        return None
    bare = re.sub(r"(?:上一?|当|全|每)?年度?(?:的)?", "\0", name, count=1)
    label = bare.replace("\0", match["each"]) if "\0" in bare else match["each"] + name
    return replace(
        carried,
        field="declared_number",
        label=label,
        start=at - len(match["each"]),
        end=end,
        confidence=0.7,
        rule="数值.均数",
    )


_SHARE_OF_PEOPLE = re.compile(
    "(?P<who>.*?(?:人员|人才|员工|职工|团队|毕业生|教师|会员))(?:占(?:比|.{2,12})|的?比例|的?比重)"
)
_ITS_SHARE = re.compile("(?:或者?|且|，)*(?P<share>占比|比例|比重)(?:应|须|为|达到?)*")
_WHOLE = {"rd_staff_ratio": ("count", "rd_staff"), "rd_ratio": ("money", "rd_expense")}


def counted_otherwise(carried: Target, dimension: str, unit: str, *, at: int, end: int) -> Target | None:
    """What was limited as a share, as a number: 占比不低于30%或不少于5人; None where the limit is of another kind."""
    share = _WHOLE.get(carried.field)
    if share is not None and share[0] == dimension and (dimension == "money" or unit in ("人", "名")):
        return _as(carried, share[1], None, at, end)
    people = _SHARE_OF_PEOPLE.fullmatch(carried.label or "") if unit in ("人", "名") else None
    return _as(carried, "declared_number", people["who"] + "人数", at, end) if people else None


def as_share(carried: Target | None, words: str, dimension: str, *, at: int, end: int) -> Target | None:
    """What was counted, as a share: 高级职称人员不少于3人或占比不低于20%; None where the words name something else."""
    share = _ITS_SHARE.fullmatch(words) if carried is not None and dimension == "ratio" else None
    if share is None or carried is None:
        return None
    at += share.start("share")
    if carried.field == "rd_staff":
        return _as(carried, "rd_staff_ratio", None, at, end)
    who = re.sub("(?:(?<=员)|人)数$", "", carried.label or "")
    return _as(carried, "declared_number", who + "占比", at, end) if who != (carried.label or "") else None


def _as(carried: Target, name: str, label: str | None, at: int, end: int) -> Target:
    rule = "数值.申报数" if label else f"数值.{name}"
    return replace(carried, field=name, label=label, start=at, end=end, confidence=0.8, rule=rule)


__all__ = ["as_share", "averaged", "counted_otherwise", "either"]
