"""Limits that several quantities share (营业收入或产值1000万元以上), or that one has by the month as well (月均40万元)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from policymatch.conditions.nodes import Any, Test
from policymatch.parsing.fields.metrics import find as find_metrics
from policymatch.parsing.fields.reading import Fact, Reading

if TYPE_CHECKING:
    from policymatch.parsing.fields.targets import Target

_BEFORE = re.compile(r"(?:^|[，；：（])(?P<names>[^，；：（）\d]{2,30}?)(?:或者?|/)$")
_ROW = re.compile(r"、|或者?|/")
_OTHERS = re.compile(r"[国区市]外|境外|项目|产品|单[店品项个]|企业")
_EACH = re.compile(r"(?:或者?|且|并|其中)?(?P<each>[月日季周年]均|平均每[月日季年]|每[月日季年]|每季度)")


def either(reading: Reading, fact: Fact) -> Fact | None:
    """The fact with the quantities named before it, of which each may meet its limit; None where it stands alone."""
    test = fact.node
    if not isinstance(test, Test) or test.op not in (">=", ">"):
        return None
    start, _ = reading.segment(fact.start)
    match = _BEFORE.search(reading.text[start : fact.start])
    if match is None:
        return None
    held = [*_named(reading, match["names"], start + match.start("names"), fact)]
    if len(held) != len(_ROW.split(match["names"])):
        return None
    return replace(fact, start=start + match.start("names"), node=Any((*held, test)))


def _named(reading: Reading, names: str, at: int, fact: Fact) -> Iterator[Test]:
    """The tests of the names that are fields of their own, counted as the fact's is."""
    assert isinstance(fact.node, Test)
    dimension = _dimension(fact.node)
    for part in re.finditer(r"[^、或/者]+", names):
        found = [one for one in find_metrics(part[0]) if one.span.end == len(part[0])]
        metric = found[-1].value if found else None
        if metric is None or not metric.field or metric.dimension != dimension or _OTHERS.search(part[0]):
            return
        period = next((p.value.period for p in reading.periods if at <= p.start < at + part.end()), fact.node.period)
        source = reading.source(at + part.start(), fact.end)
        yield replace(fact.node, field=metric.field, label=None, period=period, source=source)


def _dimension(test: Test) -> str:
    found = [one.value for one in find_metrics(test.source.quote) if test.source] if test.source else []
    return next((one.dimension for one in found if one.field == test.field), "")


def averaged(carried: Target | None, words: str, dimension: str, *, at: int, end: int) -> Target | None:
    """What was limited, by the month or the day: 年销售额500万元（或月均40万元）; None where the words say otherwise."""
    if carried is None or carried.dimension != dimension:
        return None
    match = _EACH.fullmatch(words)
    name = re.sub("（[^）]*）", "", carried.label or carried.words)
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


__all__ = ["averaged", "either"]
