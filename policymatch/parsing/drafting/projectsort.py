"""What is asked of those alone who apply with one sort of project: 早餐项目申报单位年营业收入应在200万元以上."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from policymatch.parsing.drafting.addressed import any_support, sort_named
from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.structure.requirements import Clause, Group, Requirement
from policymatch.parsing.text.sentences import trimmed
from policymatch.parsing.text.wording import members, without_brackets
from policymatch.spans import Span

_OF_SORT = re.compile(
    r"(?:对于?|凡|其中，?)?(?P<sort>(?!申[请报]|本|该|此|上述|以上|各|所有|同一)(?:[^，。；：应须需\d（）]|（[^（）\d]{1,12}）){2,50}?项目)的?(?:项目)?"
    r"(?:申[请报]|实施|承担|建设|运营)的?(?:主体|单位|企业|机构|人)，?(?=[^，。；]{2,40})(?!的|和|、|提[交供]|向|按|与|所在|登录|填)"
)


def by_sort_of_project(
    text: str, clause: Clause, drafts: Sequence[Draft], head: Callable[[str], str]
) -> Iterator[tuple[Requirement, list[Draft]]]:
    """A demand with the supports that it binds: as a case of theirs where it names a sort of project that is only some of theirs.

    Args:
        text: the working text.
        clause: the demand.
        drafts: the supports that it binds.
        head: what tells the sort in a noun phrase.
    """
    found = _OF_SORT.match(text, clause.span.start, clause.span.end) if not (clause.negated or clause.subject) else None
    if found is None or not _is_sort(text, found["sort"]):
        yield clause, list(drafts)
        return
    sort, rest = Span(*found.span("sort")), trimmed(text, Span(found.end(), clause.span.end))
    heads = [
        told for one in members(without_brackets(found["sort"])) if (told := head(f"{one.removesuffix('项目')}项目"))
    ]
    whole = [draft for draft in drafts if _is_of(text, draft, heads)]
    others = [draft for draft in drafts if draft not in whole]
    if whole:
        yield replace(clause, span=rest), whole
    if others:
        none_such = Clause(sort, negated=True, verbatim=True)
        yield Group("any", (none_such, replace(clause, span=rest)), sort), others


_TITLES = re.compile(r"\A[^\n]*(?:\n[^\n]*){0,5}?(?=\n(?:发文|服务|支持|申报|第?一|1)|\Z)")


def _is_sort(text: str, named: str) -> bool:
    """Whether a name is of some projects: neither any support's nor what the document is called by."""
    titles = _TITLES.match(text)
    return not any_support(named) and sort_named(named) not in (titles[0] if titles else text[:80])


def _is_of(text: str, draft: Draft, heads: Sequence[str]) -> bool:
    """Whether a support is for nothing but a sort: all members of a row that it is for name it."""
    told = [*draft.titles(text)[:1], *(clause.span.of(text) for clause in draft.told())]
    rows = [members(without_brackets(words)) for words in told if any(name in words for name in heads)]
    return any(all(any(name in one for name in heads) for one in row) for row in rows)


__all__ = ["by_sort_of_project"]
