"""Several limits after 分别, each with its own sort of applicant or its own quantity, and one told in two currencies.

营业收入、利润总额分别达到1亿元、1000万元: each limit is of its own quantity, and all are asked.
批发、零售、住宿企业年销售额分别达到2亿元、5000万元、1000万元: each limit is asked of its sort alone.
总投资1亿元或1500万美元以上: either amount will do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from policymatch.conditions.nodes import All, Any, Node, Test
from policymatch.parsing.fields.metrics import EXTENDED, Metric
from policymatch.parsing.fields.metrics import find as find_metrics
from policymatch.parsing.fields.reading import Fact, Reading
from policymatch.parsing.text.wording import members
from policymatch.quantities import Money
from policymatch.spans import Span

_NAME = r"(?:(?![和及或与])[^，。；：、（）\d的对]){2,8}?"
_SORTS = re.compile(
    rf"(?:^|的|对|凡|，|为|属于)(?P<row>{_NAME}(?:、{_NAME}){{0,6}}(?:、|和|及|以及|或){_NAME})"
    r"(?:类|业|行业)?(?:独立)?(?:法人)?(?:企业|单位|机构|商户|项目|主体)(?:，)?(?:且|其|上一?年度?|当年|次年|首次|年度|年)*$"
)
_AND = re.compile("、|以及|和|及|或")
_APART = re.compile(r"分别[^，。；\d]{0,6}\d")


def by_sorts(reading: Reading, nodes: Sequence[Node], start: int, end: int) -> tuple[int, tuple[Node, ...]] | None:
    """The limits of a series, each bound to its own sort of the row before it, and where they begin; None without one."""
    if not _APART.search(reading.text[start:end]):
        return None
    said = reading.text[:start]
    found = _SORTS.search(said) or _SORTS.search(reading.before + said)
    names = _AND.split(found["row"]) if found else []
    if found is None or len(names) != len(nodes):
        return None
    inside = _SORTS.search(said) is not None
    at = found.start("row") if inside else start
    limits, place = [], at
    for name, node in zip(names, nodes, strict=True):
        low = said.find(name, place) if inside else start
        place = low + len(name) if inside else end
        limits.append(All((_sort(reading, name, low, place), node)))
    return at, tuple(limits)


def _sort(reading: Reading, name: str, start: int, end: int) -> Node:
    """The leaf that a sort's name gives where it stands alone; a judgement where no field holds it."""
    from policymatch.parsing.assembling.clauses import read_clause

    words = name if name.endswith("企业") else name + "企业"
    node = read_clause(words, Span(0, len(words)), reading.definitions).node
    if isinstance(node, Test):
        return replace(node, source=reading.source(start, end))
    return reading.judgement(name, start, end, 0.6)


_QUANTITIES = re.compile(
    r"(?:^|[，。；：的])(?P<row>[^，。；：、和及\d]{2,16}(?:(?:、|和|及|以及)[^，。；：、和及\d]{2,12}?)+)(?:应|须|需|均|首次)*分别$"
)


def by_quantities(reading: Reading, nodes: Sequence[Node], at: int, end: int) -> tuple[int, Node] | None:
    """The limits of a series, each of its own quantity of the row that ends at ``at``, and where the row begins."""
    low, _ = reading.segment(at)
    row = _QUANTITIES.search(reading.text[low:at])
    names = members(row["row"]) if row else []
    if row is None or len(names) != len(nodes):
        return None
    named = [_metric(name, node) for name, node in zip(names, nodes, strict=True)]
    if any(one is None for one in named):
        return None
    source = reading.source(low + row.start("row"), end)
    return low + row.start("row"), All(tuple(replace(one, source=source) for one in named if one is not None))


def _metric(name: str, node: Node) -> Test | None:
    """The test of the quantity that a name ends in; None where no field holds it."""
    if not isinstance(node, Test):
        return None
    found: list[Metric] = [one.value for one in find_metrics(name) if one.span.end == len(name)]
    if found and found[-1].field:
        return replace(node, field=found[-1].field, label=None)
    return replace(node, field="declared_number", label=name) if _SHARE.search(name) and node.label else None


_SHARE = re.compile("(?:率|比[例重]|占比|增速|增幅)$")
"""A share that no field holds, which its own name tells: 数控化率、联网率分别不低于70%、50%."""


_ROW_BEFORE = re.compile(r"(?:^|[，；：的且并])(?P<names>(?:[^，；：（）\d、和及与的]{2,14}(?:、|和|以?及|与))+)$")


def all_of_them(reading: Reading, fact: Fact) -> Fact | None:
    """The fact with the quantities named before it, all of which 均 holds to its limit; None where it stands alone.

    营业收入和利润总额均不低于1000万元; 营业收入、纳税额均增长10%以上.
    """
    words = reading.text[fact.start : fact.end]
    if (
        not isinstance(fact.node, Test)
        or fact.node.op not in (">=", ">")
        or not re.search("均|都|各(?=[不达须应\\d])", words)
    ):
        return None
    low, _ = reading.segment(fact.start)
    row = _ROW_BEFORE.search(reading.text[low : fact.start])
    if row is None:
        return None
    begin = low + row.start("names")
    tests = [_alike(reading, fact, name, begin, growth="增" in words) for name in members(row["names"])]
    if not tests or any(test is None for test in tests):
        return None
    return replace(fact, start=begin, node=All((*(test for test in tests if test is not None), fact.node)), rank=8)


def _alike(reading: Reading, fact: Fact, name: str, start: int, *, growth: bool) -> Test | None:
    """The fact's limit for another quantity; None where the words name none."""
    found = [one.value for one in find_metrics(name) if one.span.end == len(name)]
    if not found or not isinstance(fact.node, Test):
        return None
    field = found[-1].growth if growth else found[-1].field
    label = None
    if growth and (not field or field in EXTENDED):
        field, label = "declared_number", name + "增长率"
    source = reading.source(start, fact.end)
    return replace(fact.node, field=field, label=label, source=source) if field else None


def in_either_currency(nodes: Sequence[Node]) -> Node | None:
    """The limits of which one suffices, where they say one amount in several currencies; else None."""
    values = [node.value for node in nodes if isinstance(node, Test)]
    moneys = {value.currency if isinstance(value, Money) else "CNY" for value in values}
    return Any(tuple(nodes)) if len(values) == len(nodes) == len(moneys) > 1 else None


__all__ = ["all_of_them", "by_quantities", "by_sorts", "in_either_currency"]
