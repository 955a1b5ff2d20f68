"""How old a person may be: ranges and limits, one for all or one for each sex or sort."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from policymatch.conditions.nodes import All, Any, Node, Op
from policymatch.parsing.fields.peoplewords import (
    of_those_served,
)
from policymatch.parsing.fields.reading import Fact, Reading
from policymatch.parsing.rules import needed, rule

AGE = rule(
    "人员.年龄",
    r"(?P<sex>女性|男性|女|男)?(?:年龄(?:应|须|在|为)*)?(?:年满|已满|满)?(?P<a>\d{2})(?:周?岁)?(?:（含）|以上|\(含\))?(?:至|到|-|[，、](?=不超过|未满|不满|\d{2}周?岁(?:以下|以内|之间|（含))|(?=不超过|未满|不满))"
    r"(?:不超过|未满|不满)?(?P<b>\d{2})周?岁(?P<post>（不?含[^）]*）|以下|以内|之间)?",
    needs="岁",
    confidence=0.93,
)
AGES_APART = rule(
    "人员.年龄逐类",
    r"(?:年龄)?分别(?:为|应|须|在)*(?:不超过|未满|不满|不高于|低于|小于)?\d{2}(?:周?岁)?(?:以下|以内|（含）)*(?:(?:、|和|及)\d{2}(?:周?岁)?(?:以下|以内|（含）)*)+",
    needs="分别",
    confidence=0.6,
)
"""Ages of several sorts in a row (年龄分别不超过30周岁、35周岁、40周岁): none of them is everybody's."""
AGE_BOUND = rule(
    "人员.年龄界限",
    r"(?P<sex>女性|男性|女|男)?(?:年龄)?(?:应|须|原则上|一般)*(?P<pre>不超过|未满|不满|不高于|低于|小于|年满|已满|"
    r"满|在)?(?P<n>\d{2})周?岁(?P<note>（不?含[^）]*）)?(?P<post>以下|以内|及以下|以上|及以上|"
    r"含以下)?(?P<note2>（不?含[^）]*）)?",
    needs="岁",
    confidence=0.92,
)


_NEEDED = needed(AGE, AGES_APART, AGE_BOUND)


def find(reading: Reading) -> Iterator[Fact]:
    """Ages: ranges and limits; where both sexes have their own, one of the two."""
    if not _NEEDED.search(reading.text):
        return
    for match in AGES_APART.find(reading.text):
        said = reading.judgement(match[0], *match.span(), AGES_APART.confidence)
        yield reading.fact(AGES_APART.name, said, match.start(), match.end(), rank=9)
    ranges = [match for match in AGE.find(reading.text) if not of_those_served(reading.text, *match.span())]
    bounds = [m for m in AGE_BOUND.find(reading.text) if not any(r.start() <= m.start() < r.end() for r in ranges)]
    bounds = [match for match in bounds if not of_those_served(reading.text, *match.span())]
    read = [(m, _range_of_age(reading, m)) for m in ranges]
    read += [(m, _age(reading, m)) for m in bounds if m["pre"] or m["post"] or m["sex"]]
    by_sex = [(match, node) for match, node in read if match["sex"]]
    if len(by_sex) == 2:
        sides = tuple(All((reading.judgement(_sex(m), *m.span()), node)) for m, node in by_sex)
        yield reading.fact("人员.年龄分性别", Any(sides), by_sex[0][0].start(), by_sex[1][0].end(), rank=9)
        return
    sorts = [(sort, match, node) for match, node in read if (sort := _SORT.search(reading.text[: match.start()]))]
    apart = re.compile("[；。]").search(reading.text, sorts[0][1].end(), sorts[-1][1].start()) if sorts else None
    if len(sorts) > 1 and len(sorts) == len(read) and not apart:
        sides = tuple(All((reading.judgement(sort["sort"], *sort.span("sort")), node)) for sort, _, node in sorts)
        start, end = sorts[0][0].start("sort"), max(match.end() for _, match, _ in sorts)
        yield reading.fact("人员.年龄分类", Any(sides), start, end, rank=9)
        return
    if len(read) == 2 and len(sorts) == 1 and sorts[0][1] is read[1][0]:
        (first, limit), ((sort, match, node),) = read[0], sorts
        if _BUT.fullmatch(reading.text, first.end(), sort.start("sort")):  # 年龄不超过35周岁，博士不超过40周岁
            theirs = All((reading.judgement(sort["sort"], *sort.span("sort")), node))
            yield reading.fact("人员.年龄分类", Any((limit, theirs)), first.start(), match.end(), rank=9)
            return
    for match, node in read:
        yield reading.fact(AGE.name, node, match.start(), match.end(), rank=8)


_BUT = re.compile("[，；](?:其中|但|而)?，?(?:具有)?")
_SORT = re.compile(  # 博士年龄…，硕士年龄…: each sort of person has a limit of its own
    r"(?P<sort>(?:全日制)?(?:博士|硕士|本科|大专|研究生|[正副]?高级(?:职称|工|技师)?|[一二三四ABCD]类人才|顶尖人才|领军人才|中级职称|技师)[^，。；、\d]{0,8}?)"
    r"(?:的|，)?(?:年龄)?(?:应|须|原则上|一般|不超过|在|为)*$"
)


def _range_of_age(reading: Reading, match: re.Match[str]) -> Node:
    low, high = Decimal(match["a"]), Decimal(match["b"])
    open_end = "不含" in (match["post"] or "") or re.search(
        "未满|不满", match[0][match.start("b") - match.start() - 3 :]
    )
    least = reading.test("applicant_age", Op.GE, low, *match.span())
    return All((least, reading.test("applicant_age", Op.LT if open_end else Op.LE, high, *match.span())))


def _sex(match: re.Match[str]) -> str:
    return "女性" if match["sex"].startswith("女") else "男性"


def _age(reading: Reading, match: re.Match[str]) -> Node:
    pre, post = match["pre"] or "", match["post"] or ""
    note = (match["note"] or "") + (match["note2"] or "")
    if "以上" in post or pre in ("年满", "已满", "满"):
        op = Op.GT if "不含" in note else Op.GE
    elif pre in ("未满", "不满", "低于", "小于"):
        op = Op.LE if "含" in note and "不含" not in note else Op.LT
    else:
        word = "以下" if "以下" in post else "以内" if "以内" in post else pre
        told = "含" in note or "含" in post or "及" in post
        out = "不含" in note or (not told and reading.definitions.inclusive.get(word) is False)
        op = Op.LT if out else Op.LE
    return reading.test("applicant_age", op, Decimal(match["n"]), *match.span(), confidence=0.92)
