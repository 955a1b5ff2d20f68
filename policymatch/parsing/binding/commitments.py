"""Promises not to move away, wherever a document words them: 承诺10年内不迁离本区."""

from __future__ import annotations

import re
from collections.abc import Iterable

from policymatch.parsing.binding.terms import WHO
from policymatch.parsing.structure.requirements import Clause, Requirement, clauses
from policymatch.parsing.text.sentences import trimmed
from policymatch.spans import Span

_COMMITS = re.compile(
    r"承诺(?:[^。；]{0,30}?后?，?|[^。]{0,90}?[；，]\n?(?:[一二三四五][、.]|（[一二三四五]）|[1-9][.、])?(?:我(?:单位|公司|司))?(?:自|在)[^。；，]{2,20}(?:之?日起?|后|起)，?)"
    r"(?P<said>(?:\d+|[三五十])年内[^。；）]{0,50}?不(?:迁|改变|减少|搬)[^。；）]{0,60})"
)


def commitment(text: str, told: Iterable[Requirement]) -> list[Requirement]:
    """The promise that a document asks of everybody, unless what it demands tells of one."""
    said = (clause.span.of(text) for one in told for clause in clauses(one))
    found = _COMMITS.search(text)
    if found is None or any("承诺" in words or _COMMITS.search(words) for words in said):
        return []
    return [Clause(trimmed(text, Span(*found.span("said"))))]


def promised_in(text: str, part: Span) -> Span:
    """What is promised, without who of all applicants has to: 享受本措施的企业须|承诺十年内不迁离."""
    said = trimmed(text, part)
    who = re.match(
        rf"(?:凡)?(?:申[请报领]|享受|获得)[^，。；]{{0,14}}{WHO}(?:应当?|须|需)(?=(?:书面)?承诺)", said.of(text)
    )
    return Span(said.start + who.end(), said.end) if who else said


__all__ = ["commitment", "promised_in"]
