"""Bare limits (达到1亿元的, 200万美元以上的) read in the light of the limit before them, which says of what."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from policymatch.conditions import All, Node, Op, Test
from policymatch.conditions import tests as tests_of
from policymatch.parsing.fields.numbers import convert
from policymatch.parsing.structure.definitions import Definitions
from policymatch.parsing.values import Amount, Bound, Range, find
from policymatch.parsing.values.numerals import read_number
from policymatch.quantities import Money
from policymatch.spans import SourceRef, Span
from policymatch.vocabulary.fields import catalogue

BARE = re.compile(
    r"^(?:首次|累计|每年|年)?(?:(?:其|该)?(?:占比|比例|比重))?(?:达到?|超过?|满|突破|(?:迈|跨|跃|登|站)?上|不低于|不少于|≥|大于等于|在|为)?\d[^，。；]{0,30}?(?:以[上下内]|的|元|%|（含）|（不含）|平方米|亩|人|家|件)*的?$"
)


_UNITS = re.compile("以[上下内]|（不?含）|平方米|美元|台阶|的(?:企业|单位|项目|机构|主体)$")


_PLACED = re.compile(
    r"(?:之间)?(?:，?[且并])?(?:的|、|，)?(?:排名|排序|排位|位居|位列|名列)?(?:在)?第?前(?P<place>\d{1,3}|[一二三四五六七八九十]{1,3})[名位]"
    r"(?:以内)?的?(?:企业|单位|机构|主体|项目|商户|个体工商户)?$"
)
"""The first so many among whom the limit holds: 在300万元至500万元的|前五名."""


def is_bare(words: str) -> bool:
    """Whether the words are a limit that does not say of what.

    >>> is_bare("达到1亿元"), is_bare("1亿元以上的企业"), is_bare("年销售额达到1亿元"), is_bare("在1亿元以上的前十名企业")
    (True, True, False, True)
    """
    words = _PLACED.sub("", words) if "前" in words else words
    return bool(BARE.match(words)) and not re.search(r"[\u4e00-\u9fff]{4,}$", _UNITS.sub("", words))


_MEASURED = re.compile(  # 参会企业60家以上: what is counted, and how much of it, and nothing beside
    r"(?P<what>[^，。；：\d]{2,24}?)(?:首次|累计|已|均)?(?:达到?|超过?|满|突破|不低于|不少于|[高大多]于|[低小少]于|不足|在|为|介于)*\d[\d.,%]*"
    r"(?:[^，。；、\d的]{0,6}(?:[—\-~～至到][\d.,%]+)?[^，。；、\d的]{0,6})(?:（[^（）]*）)?(?:及|或)?(?:以[上下内]|之间)?(?:（[^（）]*）)?、?(?:[^，。；、的]{0,4}\d[^，。；、\d的]{0,8})?的?"
)


def same_measure(before: str, words: str) -> bool:
    """Whether the words limit what the words before limit too, and say nothing else.

    >>> same_measure("参会企业30-59家的", "参会企业60家以上的"), same_measure("营业收入1亿元以上", "营业收入5000万元以上的服务业企业")
    (True, False)
    """
    found = _MEASURED.fullmatch(words)
    if found is None:
        return False
    short = _SHORT.fullmatch(found["what"])
    measure = short["measure"] if short else found["what"]
    return re.search(rf"{re.escape(measure)}[^，。；]{{0,4}}\d", before) is not None


_SHORT = re.compile(
    r"(?:对)?(?:其|该|新建|新增|项目|年|年度|当年|实际|完成|实现|总)*(?P<measure>面积|[营销]?[业售]?收入|投资额?|产值|[纳缴]税额?|地方贡献|产量|人数|规模|数量|金额|营业额|销售额|交易额|进出口额|出口额)"
)
"""The measure alone, told anew: 投资新建基地面积100亩至500亩的，…；对新建面积500亩以上的，…."""


_UNIT = r"\d[\d.,]*[百千万亿]*"
_COUNTED = re.compile(rf"{_UNIT}(?P<unit>人次|平方米|%|美元|元|[人家户个件天年次亩张名项场吨辆台套])")


def in_one_unit(before: str, words: str) -> bool:
    """Whether both limit something counted in the same unit: 参观5000人次, 超过1万人次."""
    found = _COUNTED.search(words)
    return found is not None and re.search(_UNIT + found["unit"], before) is not None


def read_rung(text: str, span: Span, before: Node, definitions: Definitions) -> Node | None:
    """The limit at ``span`` put on what the last limit of ``before`` measures; None where they do not suit."""
    found = [
        value
        for value in find(text, span.start, span.end, inclusive=definitions.inclusive)
        if isinstance(value.value, Amount | Bound | Range)
    ]
    templates = [test for test in tests_of(before) if not isinstance(test.value, bool | tuple)]
    if not found or not templates:
        return None
    value = found[0].value
    bounds = (
        [value.low, value.high]
        if isinstance(value, Range)
        else [Bound(None, value) if isinstance(value, Amount) else value]
    )
    if isinstance(value, Bound) and value.op in (Op.GE, Op.GT):  # 2000平方米以上、不到3000平方米
        bounds += [one.value for one in found[1:] if isinstance(one.value, Bound) and one.value.op in (Op.LT, Op.LE)][
            :1
        ]
    made = [
        test
        for bound in bounds
        if isinstance(bound, Bound) and (test := _test(bound, templates, SourceRef(span.of(text), span)))
    ]
    if not made:
        return None
    placed = _PLACED.search(span.of(text))
    if placed and (place := read_number(placed["place"])) is not None:
        made.append(_place(place, made[0], SourceRef(span.of(text), span)))
    return made[0] if len(made) == 1 else All(tuple(made))


def _place(place: Decimal, measured: Test, source: SourceRef) -> Test:
    """A place among those whom the limit leaves, by what it limits."""
    label = measured.label or catalogue().field(measured.field).label
    return Test("declared_number", Op.LE, place, measured.period, f"{label}排名", source, 0.7)


_DIMENSIONS = {"元": "money", "人": "count", "平方米": "area", "fraction": "ratio"}


def _suits(field: str, amount: Amount) -> bool:
    """Whether an amount may limit a field: no count of people limits what is reckoned in 元."""
    wanted = _DIMENSIONS.get(catalogue().field(field).unit or "")
    return wanted is None or amount.dimension in (wanted, "", "rate")


def _test(bound: Bound, templates: list[Test], source: SourceRef) -> Test | None:
    alike = re.compile(rf"\d[\d.]*[百千万亿]?{re.escape(bound.amount.unit)}") if bound.amount.unit else None
    for template in sorted(templates, key=lambda test: not (alike and test.source and alike.search(test.source.quote))):
        value = convert(template.field, bound.amount) if _suits(template.field, bound.amount) else None
        if value is not None and isinstance(value, Money) == isinstance(template.value, Money):
            return replace(template, op=bound.op or Op.GE, value=value, source=source)
    return None
