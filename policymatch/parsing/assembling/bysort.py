"""Limits told apart for sorts of applicants: 工业企业营业收入不低于2亿元，服务业企业不低于5000万元.

Where a clause names two sorts or more, each with a limit of its own, an applicant is of one of them and meets its limit
(其他企业 are of none of the others). Behind 其中 a sort is only some of them all: who is not of it is kept out by nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from policymatch.conditions.nodes import All, Any, Node
from policymatch.parsing.assembling.adding import Part
from policymatch.parsing.assembling.cases import Case, only_for
from policymatch.parsing.assembling.joining import Read
from policymatch.parsing.fields.reading import Reading
from policymatch.parsing.structure import relations
from policymatch.parsing.structure.sorts import BODIES, LIMITS, LONE, REST, SORT, names_sort


@lru_cache(maxsize=16)  # asked of a clause as a whole, then of each sentence of it
def by_sort(reading: Reading) -> Mapping[int, tuple[int, int]]:
    """For each segment that limits one sort of applicants, where the sort stands; empty where fewer than two do."""
    found: dict[int, tuple[int, int]] = {}
    rest: dict[int, tuple[int, int]] = {}
    if len(reading.segments) < 2:
        return found
    for low, high in reading.segments:
        if match := REST.match(reading.text, low, high):
            rest[low] = match.span("sort")
        elif (match := SORT.match(reading.text, low, high)) and names_sort(match["sort"]):
            found[low] = match.span("sort")
    if any(_BODY.search(reading.text[a:b]) for a, b in found.values()):
        found |= _firms(reading)
    told = {reading.text[a:b] for a, b in (*found.values(), *rest.values())}
    return found | rest if found and len(told) > 1 else {}


_BODY = re.compile(BODIES)
_FIRM = re.compile(rf"(?P<sort>企业){LIMITS}")


def _firms(reading: Reading) -> dict[int, tuple[int, int]]:
    """企业 beside bodies that are none: a sort like them (高校…20人，企业…5人)."""
    return {
        low: match.span("sort") for low, high in reading.segments if (match := _FIRM.match(reading.text, low, high))
    }


@lru_cache(maxsize=16)
def lone_sort(reading: Reading) -> Mapping[int, tuple[int, int]]:
    """The segment that limits a sort of applicants behind a limit of them all (…；社会组织开办资金不低于30万元), by its start."""
    found = [
        (low, match.span("sort"))
        for low, high in reading.segments
        if low and LONE.match(reading.text, low, high)
        if (match := SORT.match(reading.text, low, high)) and names_sort(match["sort"])
    ]
    if len(found) != 1 or "占" in reading.text[found[0][0] :] or not _FIGURE.search(reading.text[: found[0][0]]):
        return {}
    return dict(found)


_FIGURE = re.compile(r"\d[^，。；]*[，；]$|\d[^，。；]*$")
"""A limit just before."""


def of_sort(reading: Reading, sort: tuple[int, int], start: int, end: int, read: Read, *, lone: bool) -> Part | None:
    """The limit of a segment for its sort, the only one or one of several; None where the segment limits nothing."""
    then = read(sort[1], end, False)
    if then is None:
        return None
    words = reading.text[sort[0] : sort[1]]
    who = None if REST.match(words + "年达1") else read(*sort, True)
    case = Case(who or reading.judgement(words, *sort, 0.6), then)
    if reading.text.startswith("其中", start):
        return Part("各", only_for(case), reading.text[start:end])
    return Part("独" if lone else "类", All((case.who, then)), reading.text[start:end])


def goes_on(last: Part, words: str) -> bool:
    """Whether a segment behind the limit of a sort says what else may stand for it: 或专利数量不少于5件."""
    return last.word in ("类", "独") and isinstance(last.node, All) and words.startswith("或")


def further(last: Part, node: Node) -> Part:
    """The limit of a sort with what else may stand for it."""
    assert isinstance(last.node, All)
    who, then = last.node.children
    return replace(last, node=All((who, relations.group("any", [then, node]) or then)))


def gathered(parts: list[Part]) -> list[Part]:
    """The parts with the limits of sorts as one choice, where the first of them stands."""
    parts = _with_lone(parts)
    sorts = [part for part in parts if part.word == "类"]
    if not sorts:
        return parts
    first = parts.index(sorts[0])
    choice = Part("各", Any(tuple(part.node for part in sorts)) if len(sorts) > 1 else _for_some(sorts[0].node))
    return [*parts[:first], choice, *(part for part in parts[first:] if part.word != "类")]


def _with_lone(parts: list[Part]) -> list[Part]:
    """The parts with the limit of a lone sort beside that of all the others, where it is of the same things."""
    found: list[Part] = []
    for part in parts:
        if part.word == "独" and found and _alike(found[-1].text, part.text):
            found[-1] = replace(found[-1], node=relations.group("any", [found[-1].node, part.node]) or part.node)
        else:
            found.append(replace(part, word="各", node=_for_some(part.node)) if part.word == "独" else part)
    return found


_THINGS = re.compile("专利|人员|职工|资本|资金|收入|销售|产值|投资|面积|投入|税|利润|贷款|合同|知识产权|著作权")


def _alike(before: str, words: str) -> bool:
    """Whether two limits are of like things: 有效专利数量 and 专利申请量."""
    return any(thing in before for thing in _THINGS.findall(words))


def _for_some(node: Node) -> Node:
    """A limit that only one sort turned out to have: it binds that sort alone."""
    return only_for(Case(node.children[0], node.children[1])) if isinstance(node, All) else node


_BUT = re.compile(r"(?:其中|但)?，?(?P<who>[^，。；：]{2,24}?)的?除外")


def but_for(reading: Reading, last: Part, start: int, end: int) -> Part | None:
    """The limit of a sort with those whom the next segment frees from it; None where it frees nobody."""
    match = _BUT.fullmatch(reading.text, start, end) if last.word in ("各", "类", "独") else None
    if match is None:
        return None
    who = reading.judgement(match["who"], match.start("who"), end, 0.6)
    freed = Any((*last.node.children, who)) if isinstance(last.node, Any) else Any((last.node, who))
    return replace(last, node=freed)


__all__ = ["but_for", "by_sort", "further", "gathered", "goes_on", "lone_sort", "of_sort"]
