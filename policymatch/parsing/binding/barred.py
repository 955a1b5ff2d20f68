"""Kinds of applicants that a sentence shuts out in one row: 僵尸企业、高耗能企业或受到处罚的企业，不享受本政策."""

from __future__ import annotations

import re

from policymatch.parsing.binding.terms import WHO
from policymatch.parsing.structure.stated import Clause
from policymatch.parsing.text.sentences import trimmed
from policymatch.spans import Span

_BY_RULE = re.compile(
    r"(?:依据|根据|按照?|依照|遵照)[^，。；]{2,40}?(?:规定|要求|精神|政策|文件|办法|原则|通知|意见)(?:的?(?:规定|要求|精神))?，"
)
"""By what rule somebody stays out, which is no record of his."""
_BETWEEN = re.compile("、|，?(?:或者?|以及|和|及|与)")

_KIND = re.compile(rf"[^，。；]{{2,}}{WHO}")


def without_rule(text: str, span: Span) -> Span:
    """The stretch without the rule it begins with: 依据上级有关规定，|欠税的企业."""
    lead = _BY_RULE.match(text, span.start, span.end)
    return Span(lead.end(), span.end) if lead and lead.end() < span.end - 3 else span


def barred(text: str, who: Span) -> list[Clause]:
    """The kinds of a row, each shut out by itself; nothing where the words are no row of kinds."""
    members: list[Span] = []
    start = who.start
    for cut in [*_BETWEEN.finditer(text, who.start, who.end), None]:
        end = cut.start() if cut else who.end
        if _KIND.fullmatch(text, start, end):
            members.append(trimmed(text, Span(start, end)))
            start = cut.end() if cut else who.end
    if start < who.end or len(members) < 2:
        return []
    return [Clause(member, negated=True) for member in members]
