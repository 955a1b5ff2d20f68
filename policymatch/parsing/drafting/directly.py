"""Who is recognised without what is asked of others: 已认定为国家级基地的单位，可直接认定，不受上述条件限制."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from policymatch.parsing.structure.outline import ordinal
from policymatch.parsing.structure.requirements import Clause, Group, Requirement, clauses
from policymatch.parsing.text.sentences import end_of
from policymatch.spans import Span

_DIRECTLY = re.compile(
    r"(?P<who>[^。；]{4,60}?)(?:的?(?:企业|单位|机构|主体)|的)?，(?:可以?|均可|经[^，。；]{2,12}后，?)(?:直接|免[审予]?)(?:申[请报])?(?:认定|评定|命名|备案|纳入|确定)[^。；]*[。；]?"
)


def or_directly(text: str, asked: Sequence[Requirement]) -> list[Requirement]:
    """What is asked, or that by which somebody is recognised without it; whom the document is for holds for both."""
    spared = [found for one in clauses(*asked) if (found := _DIRECTLY.fullmatch(text, one.span.start, _end(text, one)))]
    if not spared:
        return list(asked)
    spans = [Span(*one.span()) for one in spared]
    kept = [one for member in asked if (one := _without(member, spans)) is not None]
    whom = [one for one in kept if all(clause.subject for clause in clauses(one))]
    rest = [one for one in kept if one not in whom]
    ways = [Clause(Span(*one.span("who"))) for one in spared]
    named = {ordinal(number) for one in spared for place in _NAMED.findall(one[0]) for number in _NUMBER.findall(place)}
    freed = [one for one in _points(rest) if _number(text, one) in named] if named else rest
    still = [one for one in _points(rest) if one not in freed] if named else []
    if named and not freed:
        return [*whom, *rest]
    return [*whom, *still, Group("any", (*ways, *([Group("all", tuple(freed))] if freed else [])))]


_NAMED = re.compile(
    r"第\s*（?(?:[\d一二三四五六七八九十]{1,3})）?\s*[条项款点](?:[、和及至]|第|（|）|[\d一二三四五六七八九十]|\s|[条项款点])*"
)
_NUMBER = re.compile(r"\d{1,2}|[一二三四五六七八九十]{1,3}")
_MARK = re.compile(r"\s*（?(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})[）.．、]")
"""不受上述第3条、第5条限制: what the other points ask is asked of them too."""


def _points(requirements: Sequence[Requirement]) -> list[Requirement]:
    """The single demands of a list of demands, where all are asked."""
    return [
        member
        for one in requirements
        for member in (_points(one.members) if isinstance(one, Group) and one.joiner == "all" else [one])
    ]


def _number(text: str, requirement: Requirement) -> int | None:
    """The number of the point that a demand opens or stands in."""
    start = next(clauses(requirement)).span.start
    mark = _MARK.match(text, text.rfind("\n", 0, start) + 1)
    return ordinal(mark["number"]) if mark else None


def _end(text: str, clause: Clause) -> int:
    """Where the sentence of a clause ends: the clause may leave out what follows (可直接认定)."""
    return end_of(text, clause.span.end)


def _without(requirement: Requirement, spans: list[Span]) -> Requirement | None:
    if isinstance(requirement, Clause):
        return None if any(span.overlaps(requirement.span) for span in spans) else requirement
    kept = tuple(one for member in requirement.members if (one := _without(member, spans)) is not None)
    return replace(requirement, members=kept) if kept else None


__all__ = ["or_directly"]
