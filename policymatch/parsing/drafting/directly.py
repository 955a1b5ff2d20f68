"""Who is recognised without what is asked of others: 已认定为国家级基地的单位，可直接认定，不受上述条件限制."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from policymatch.parsing.structure.requirements import Clause, Group, Requirement, clauses
from policymatch.spans import Span

_ENDS = re.compile("[。；\n]")
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
    return [*whom, Group("any", (*ways, *([Group("all", tuple(rest))] if rest else [])))]


def _end(text: str, clause: Clause) -> int:
    """Where the sentence of a clause ends: the clause may leave out what follows (可直接认定)."""
    found = _ENDS.search(text, clause.span.end)
    return found.start() if found else clause.span.end


def _without(requirement: Requirement, spans: list[Span]) -> Requirement | None:
    if isinstance(requirement, Clause):
        return None if any(span.overlaps(requirement.span) for span in spans) else requirement
    kept = tuple(one for member in requirement.members if (one := _without(member, spans)) is not None)
    return replace(requirement, members=kept) if kept else None


__all__ = ["or_directly"]
