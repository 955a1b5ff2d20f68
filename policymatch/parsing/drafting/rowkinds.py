"""The one of a row of kinds of applicants that a support is for: 服务对象 用能单位和节能服务机构, with 节能服务机构…的，奖励…."""

from __future__ import annotations

import re
from dataclasses import replace

from policymatch.parsing.drafting.bodies import FIRM, NOBODY, PERSONS, bodies, recipients
from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.structure.stated import Clause, Group, Requirement
from policymatch.spans import Span

_BODY = r"(?:企业|单位|机构|组织|学校|院校|高校|院所|医院|公司|协会|商会|联盟|平台|基地|园区|孵化器|团队|个人|合作社|银行|中心|工商户|驿站|门店|人才|人员|群体)"
_MEMBER = re.compile(rf"[^，。；：、]{{0,14}}?{_BODY}(?:等(?:各类|创新|市场)?(?:主体|单位|机构)?)?")
_PARTED = re.compile("、|以及|和|及|与|或者?")
_OPENS = re.compile("(?:对于?|支持|鼓励|引导|推动|培育|优先)*")
_PLACED = re.compile("注册|登记|设立|区域|范围|境内|辖区|本[省市区县]|在京")
"""What is said of a place goes for all of a row; what the first of them does (从事…的企业及医院) for that one."""
_TAIL = 4
"""Characters of a kind's name that its support goes on using: 服务机构 for 技术转移服务机构."""


def kind_of_row(text: str, whom: Clause, draft: Draft) -> Requirement:
    """What is said of all kinds of a row, and those of them that open a support's words; the clause where none does."""
    row = _row(text, whom.span)
    if len(row) < 2:
        return whom
    words = draft.anchor.of(text)
    names = [one.of(text) for one in row]
    meant = _meant(words[: len(words) if "，" not in words else words.index("，")], names)
    if meant is None:
        meant = of_sort(text, draft, names)
    if meant is None or all(meant):
        return _apart(text, whom, row) or whom
    runs: list[Span] = []
    for at, one in enumerate(row):
        if meant[at]:
            runs[-1:] = [runs[-1].cover(one)] if at and meant[at - 1] else [*runs[-1:], one]
    if meant[0]:
        runs[0] = Span(whom.span.start, runs[0].end)
    chosen = tuple(replace(whom, span=one) for one in runs)
    of_all = Span(whom.span.start, whom.span.start if meant[0] else row[0].start)
    before = (replace(whom, span=of_all),) if _PLACED.search(of_all.of(text)) else ()
    return Group("all", (*before, *([Group("any", chosen)] if len(chosen) > 1 else chosen)))


def _apart(text: str, whom: Clause, row: list[Span]) -> Requirement | None:
    """The kinds of a row as a choice, where they are of different sorts (担保机构、银行、小微企业); None where one reading holds all."""
    sorts = {bodies(one.of(text)) for one in row}
    before = Span(whom.span.start, row[0].start)
    if len(sorts) < _DIFFERENT or not any(sorts - _FORMS) or (len(before) and not _PLACED.search(before.of(text))):
        return None
    kinds = Group("any", tuple(replace(whom, span=one) for one in row))
    return Group("all", (replace(whom, span=before), kinds)) if len(before) else kinds


_DIFFERENT = 2
_FORMS = frozenset({frozenset({sort}) for sort in (FIRM, "高校院所", "农户")} | {NOBODY})
"""Sorts that a field names side by side: 高校、科研院所、企业 are forms of one applicant."""


def of_sort(text: str, draft: Draft, kinds: list[str]) -> list[bool] | None:
    """Which kinds are of the sort of body that a support is for (…的银行机构，奖励… of 担保机构、银行、小微企业); None where none is."""
    meant = recipients(text, draft) - _ALIKE
    if not meant and _BODY_ITSELF.match(draft.anchor.of(text)):
        told = [bodies(one) != PERSONS for one in kinds]
    else:
        told = [bool(bodies(one) & meant) for one in kinds]
        told = told if any(told) or not meant & _FINANCIAL else [bodies(one) == _FINANCE for one in kinds]
    return told if any(told) else None


_FINANCE = frozenset({"金融机构"})
_FINANCIAL = frozenset({"担保机构", "租赁公司"})
"""Financial bodies of a name of their own: a support for 担保机构 is for the 金融服务机构 of 服务对象."""
_ALIKE = frozenset({"农户"})
"""合作社、家庭农场、农业企业 are forms of one applicant: a support that names one says so itself."""
_BODY_ITSELF = re.compile("[^，。；：]{0,6}(?:主体|机构|单位|组织)(?!数|的)")


def _row(text: str, span: Span) -> list[Span]:
    """The kinds of a row, what is said of all of them left out: 本市行政区域内的|用能单位|节能服务机构."""
    words = span.of(text)
    first = words[: found.start()] if (found := _PARTED.search(words, words.find("的") + 1)) else ""
    at = first.rfind("的") + 1
    row = []
    for one in _PARTED.split(words[at:]):
        start = words.index(one, at)
        at = start + len(one)
        if not _MEMBER.fullmatch(one):
            return []
        row.append(Span(span.start + start, span.start + at))
    return row


def _meant(opening: str, row: list[str]) -> list[bool] | None:
    """Which kinds the first words of a support name as whom it is for; None where they name none, or others beside them."""
    if opening.startswith("对") and (named := _named(opening[opening.rfind("的") + 1 :], row)):
        return named
    return _named(opening[len(found[0]) if (found := _OPENS.match(opening)) else 0 :], row)


def _named(words: str, row: list[str]) -> list[bool] | None:
    named = [one for one in row if _opens(words, one)]
    if not named and words.startswith("企业"):
        named = [one for one in row if one.endswith("企业")]
    if not named:
        return None
    rest = words
    taken = {id(one) for one in named}
    while found := re.match(rf"[^，。；：、]*?{_BODY}、", rest):
        rest = rest[found.end() :]
        taken |= {id(one) for one in row if _opens(rest, one)}
    return [id(one) in taken for one in row]


def _opens(words: str, kind: str) -> bool:
    """Whether words open with a kind or the end of its name: 融资担保机构 for 政府性融资担保机构."""
    return any(words.startswith(kind[at:]) for at in range(max(1, len(kind) - _TAIL + 1)))


__all__ = ["kind_of_row", "of_sort"]
