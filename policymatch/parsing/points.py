"""The points of a list: which lines are points of it, and which of them speak of sorts or applicants of their own."""

from __future__ import annotations

import re

from policymatch.parsing.outline import Kind, Node
from policymatch.spans import Span

_SORT = re.compile(r"(?P<kind>[^，。；：]{1,8}(?:型|类|级))(?P<noun>[^，。；：]{2,10})[。：]?")


def are_sorts(text: str, members: list[Node]) -> bool:
    """Points that each speak of another sort of one thing (综合型高新区, 特色型高新区): whoever is one is not the other."""
    found = [_SORT.fullmatch(member.heading.of(text)) for member in members if len(member.heading)]
    sorts = [match for match in found if match is not None]
    return len(sorts) == len(members) > 1 and len({match["noun"] for match in sorts}) == 1


_OWN = re.compile(
    r"(?P<who>[^，。；：]{4,20}(?:企业|单位|项目|机构|人员|团队))(?:应当?|须|需)(?:满足|符合|具备)(?:以下|下列)?条件"
)


def speak_apart(text: str, members: list[Node]) -> bool:
    """A later point that names applicants of its own (2．相关赛事获奖优胜企业须满足条件：…) does not bind those before."""
    return any(_OWN.match((member.heading if len(member.heading) else member.body).of(text)) for member in members[1:])


def points_and_lines(text: str, members: list[Node], lead: Span | None) -> tuple[list[Node], list[Node]]:
    """The points of a list and the plain lines after them."""
    listed = [member for member in members if member.kind is not Kind.TEXT]
    lines = [member for member in members if member.kind is Kind.TEXT]
    return _lines_of_list(text, lines) if lead is not None and not listed else (listed, lines)


def _lines_of_list(text: str, lines: list[Node]) -> tuple[list[Node], list[Node]]:
    """Unnumbered lines after a lead-in, each closed by a semicolon but the last; and what follows them."""
    stop = next((at for at, line in enumerate(lines) if text[line.body.end - 1] not in "；;"), len(lines) - 1)
    return (lines[: stop + 1], lines[stop + 1 :]) if stop >= 1 else ([], lines)


_NAMED = re.compile(
    r"[^；]{0,60}?(?:企业|单位|机构|组织|个人|人员|人才|团队|合作社|个体工商户|商户|农户|平台|园区|基地|院所|高校|院校|学校|公司|项目|毕业生|学生|军人|居民|青年|妇女|残疾人|者)(?:（[^（）]{1,40}）)?(?:等)?[；。]?"
)
_DEMANDS = re.compile(r"应当?|须|需|必须|不得|未|无(?!人)|不低于|不少于|经营状况|诚信|良好")


def are_subjects(text: str, members: list[Node]) -> bool:
    """Points that each name a kind of applicant and demand nothing: whoever is one of them may apply."""
    listed = [member for member in members if member.kind is not Kind.TEXT]
    if len(listed) < 2 or len(listed) != len(members) or any(member.children for member in listed):
        return False
    said = [(member.body if len(member.body) else member.heading).of(text).strip() for member in listed]
    return all(_NAMED.fullmatch(words) and not _DEMANDS.search(words) for words in said)
