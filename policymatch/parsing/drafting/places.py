"""Where a text says that a support stands: 第二、三类项目, 第三条第（一）项, 第五条至第七条, 方向四."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.structure.citations import COUNTED
from policymatch.parsing.structure.outline import Kind, Node, ordinal

_N = r"（?(?:[一二三四五六七八九十]{1,3}|\d{1,2})）?"
_SORTED = rf"(?:{COUNTED})"
_UNIT = rf"(?:条|大?类|[款项点章问题]|部分|个?{_SORTED})"
_PLACE = rf"第?{_N}(?:(?:、|和|及|与|或|以及|至|到|-)?(?:第|(?<=[、和及与或至到-])|(?=（)){_N})*[两三四五]?{_UNIT}"
_BEHIND = rf"(?:支持|申报|扶持|资助)?{_SORTED}{_N}(?:(?:、|和|及|与|或|至|到|-){_SORTED}?{_N})*"
_PLACES = rf"(?:{_PLACE}(?:(?:、|和|及|与|或|以及|至|到|-|中的?|的)?{_PLACE})*|{_BEHIND})"
_NUMBER_BEHIND = re.compile(rf"(?:支持|申报|扶持|资助)?({_SORTED})({_N}(?:(?:、|和|及|与|或|至|到|-){_N})*)")
_FROM_TO = re.compile(rf"(第?{_N})({_UNIT})(至|到|-)第?({_N})\2")
_CONTENTS = "(?:服务|支持|扶持|政策|奖[励补]|资助|补[贴助])(?:内容|事项|范围|措施|标准)(?:中的?|的)?"
WHERE = rf"(?:本(?:办法|措施|政策|细则|意见|指南|通知|公告|规程|操作规程|规定|条款|文件|条)(?:中|的)?|上述|以上)?(?:{_CONTENTS})?(?:{_PLACES})"
SORT = rf"(?:{_BEHIND}|第{_N}(?:(?:、|和|及|与|或)第?{_N})*[两三四五]?(?:大?类|个?{_SORTED}))"
"""Where a support stands by the sort it is: 方向一, 第二类, 第一、三专题."""
_PARTS = re.compile(rf"第?(?P<numbers>{_N}(?:(?:、|和|及|与|或|以及|至|到|-)?第?{_N})*)[两三四五]?(?P<unit>{_UNIT})")
_NUMBER = re.compile(r"[一二三四五六七八九十]{1,3}|\d{1,2}|至|到|-")
_BELOW = (Kind.HAN, Kind.ARTICLE, Kind.HAN_PAREN, Kind.NUMBER, Kind.NUMBER_PAREN, Kind.CIRCLE)


def placed(text: str, where: str, drafts: Sequence[Draft]) -> list[Draft]:
    """The supports that stand at the places named; a place right behind another stands inside it (第三条第（一）项)."""
    groups: list[list[Draft]] = []
    end = -1
    where = _FROM_TO.sub(r"\1\3\4\2", where)  # 第五条至第七条 is 第五至七条
    where = _NUMBER_BEHIND.sub(r"第\2\1", where)  # 方向四 is 第四方向
    for part in _PARTS.finditer(where):
        inside = part.start() == end and bool(groups) and part["unit"] not in ("条", "章", "部分")
        among = groups.pop() if inside else drafts
        groups.append(_at(text, part["unit"], _numbers(part["numbers"]), among, deeper=inside))
        end = part.end()
    return [draft for draft in drafts if any(draft in group for group in groups)]


def numbers_of(where: str) -> frozenset[int]:
    """The numbers at which a place stands, whatever they count: 第1项至第3项, 第（二）、（四）项."""
    where = _FROM_TO.sub(r"\1\3\4\2", where)
    return frozenset(one for part in _PARTS.finditer(where) for one in _numbers(part["numbers"]))


def _numbers(words: str) -> frozenset[int]:
    """一、三 are two numbers, 一至三 three."""
    told = _NUMBER.findall(words)
    numbers = {ordinal(one) for one in told if one not in ("至", "到", "-")}
    for at, one in enumerate(told[1:-1], 1):
        if one in ("至", "到", "-"):
            numbers |= set(range(ordinal(told[at - 1]), ordinal(told[at + 1]) + 1))
    return frozenset(numbers)


def _at(text: str, unit: str, numbers: frozenset[int], drafts: Sequence[Draft], *, deeper: bool) -> list[Draft]:
    """The supports below nodes of such a number and such a kind."""
    if unit.endswith("类") or _SORT_UNIT.fullmatch(unit):
        named = [draft for draft in drafts if any(_sort(text, node) in numbers for node in draft.node.upwards())]
        if named:
            return named
    kind = _kind(unit, drafts, deeper=deeper)
    return [
        draft for draft in drafts if any(node.kind is kind and node.number in numbers for node in draft.node.upwards())
    ]


_SORT_UNIT = re.compile(rf"个?{_SORTED}")
_SORT = re.compile(rf"(?:第|{_SORTED})(?P<n>[一二三四五六七八九十]{{1,3}}|\d{{1,2}})(?:类|个?{_SORTED}|[：:、．.]|$)")


def _sort(text: str, node: Node) -> int:
    """Which sort a mark or a heading counts (第二类：首版次软件); 0 where it counts none."""
    if node.kind is Kind.LETTER:
        return node.number
    found = _SORT.match(node.heading.of(text))
    return ordinal(found["n"]) if found else 0


def _kind(unit: str, drafts: Sequence[Draft], *, deeper: bool) -> Kind | None:
    """Which marks a unit counts: 条 the articles where there are any, 项 the marks that tell the supports apart."""
    kinds = [{node.kind for node in draft.node.upwards()} for draft in drafts]
    if unit == "章":
        return Kind.CHAPTER
    if unit == "条" and any(Kind.ARTICLE in each for each in kinds):
        return Kind.ARTICLE
    if unit == "部分":
        return Kind.HAN
    order = [kind for kind in _BELOW if not (deeper and kind in (Kind.HAN, Kind.ARTICLE))]
    counted = [
        (kind, {node: node.number for draft in drafts for node in draft.node.upwards() if node.kind is kind})
        for kind in order
    ]
    several = [(kind, list(numbers.values())) for kind, numbers in counted if len(numbers) > 1]
    one = [(kind, list(numbers.values())) for kind, numbers in counted if numbers]
    told = several or one if deeper else several  # in 第（二）条第2款 the mark of （二） is all theirs
    if unit == "条" and not deeper:  # （一） to （十八） counted on through chapters are what 第十条 means
        told = [each for each in told if len(set(each[1])) == len(each[1]) > len(told[0][1])] or told
    return told[0][0] if told else None


__all__ = ["SORT", "WHERE", "numbers_of", "placed"]
