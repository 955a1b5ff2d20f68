"""Groups of conditions: in the order of the supports, for one kind of applicant, with a last line on everybody."""

from __future__ import annotations

import re
from dataclasses import replace

from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.structure import outline
from policymatch.parsing.structure.outline import Node
from policymatch.parsing.text.wording import members, tells, without_brackets


def in_order(text: str, groups: list[Node], found: list[Draft]) -> dict[Node, list[Draft]]:
    """As many groups as supports, each titled by a bare name that the support in its place speaks of; else nothing."""
    if len(groups) != len(found) or len(found) < 2:
        return {}
    titles = [without_brackets(group.opening.of(text)).strip("。： ") for group in groups]
    named = all(2 < len(title) <= 16 and not re.search("[，；]|[条对][件象]|要求", title) for title in titles)
    if not named or not all(tells(_said(text, draft), title) for title, draft in zip(titles, found, strict=True)):
        return {}
    return {group: [draft] for group, draft in zip(groups, found, strict=True)}


_DRESS = re.compile(
    r"^(?:凡|拟|对于?|关于|申[请报领]|享受|开展|实施|从事|参加|支持|鼓励)+|(?:类|的)?(?:项目|企业|单位|机构|主体|者|方|团队)*(?:的)?(?:申[请报领]的?)?$"
)


def told_by(text: str, title: str, found: list[Draft]) -> list[Draft]:
    """The one support of which a group's title speaks in other words: 租用算力的企业 for 算力租用补贴。企业租用算力的，…."""
    core = _DRESS.sub("", title)
    if not 4 <= len(core) <= 16:
        return []
    named = [draft for draft in found if tells(_said(text, draft), core)]
    return named if len(named) == 1 else []


def _said(text: str, draft: Draft) -> str:
    """What a support says, its heading with it."""
    return "".join([*draft.words(text), *draft.titles(text)[:1]])


def first_line(text: str, section: Node) -> str:
    """The one line below a label; empty where there are more."""
    return section.children[0].body.of(text) if len(section.children) == 1 else ""


def is_row_of(words: str, titles: list[str]) -> bool:
    """Whether the words only name the kinds that groups of conditions are titled by."""
    row = members(words.strip("。 \n").replace("，", "、"))
    return len(row) >= 2 and all(one in titles for one in row)


_OF_EVERYBODY = re.compile(
    r"(?:对)?(?:同一(?:企业|单位|项目|产品|主体|事项|申[请报])?|同类|申[请报](?:主体|单位|企业|项目|人)|凡|以上|上述|各类|所有|(?:有|存在)(?:下列|以下)|存在|列入|被列入"
    r"|本(?:办法|政策|细则|措施|指南)|已(?:经)?(?:享受|获得)|提供虚假|弄虚作假)"
)


def on_everybody(text: str, point: Node) -> list[Node]:
    """The plain lines behind a point that speak of whoever applies: 同一事项已获支持的，不再支持."""
    lines = [child for child in point.children if child.kind is outline.Kind.TEXT]
    return [line for line in lines if _OF_EVERYBODY.match(line.body.of(text))]


def lifted(text: str, section: Node) -> Node:
    """A section whose last point ends in a line of its own on everybody: （五）…。| 同一产品已获支持的，不再支持. That line is the section's."""
    points = [child for child in section.children if child.kind is not outline.Kind.TEXT]
    if len(points) < 2 or points[-1] is not section.children[-1]:
        return section
    last = points[-1]
    lines = on_everybody(text, last)
    told = any(one.kind is outline.Kind.TEXT for point in points[:-1] for one in point.children)
    if told or not lines or (not len(last.body) and len(lines) == len(last.children)):
        return section
    kept = replace(last, children=[child for child in last.children if child not in lines])
    return replace(section, children=[*section.children[:-1], kept, *lines])


APPLIES = re.compile(
    r"由?(?P<kind>[^，。；：]{0,10}(?:企业|机构|高校|院校|院所|组织|医院|学校|团队|个人|协会|商会|园区))(?:作为[^，。；：]{2,8})?(?:申[请报领]|牵头)的"
)
"""企业申报的，应符合下列条件：, one kind of those who may apply."""
_OTHER_KIND = re.compile(
    r"(?:对于?|支持|鼓励)?[^，。；：、的企业]{0,8}(?:医疗(?:卫生)?机构|医院|高校|高等院?校|高等学校|院所|学校|协会|商会|社会组织|个人|团队|银行|金融机构|合作社|工商户)"
)


def for_kind(text: str, kind: str, found: list[Draft]) -> list[Draft]:
    """The supports for a kind of applicant: those that name it, or all but those for others."""
    named = [draft for draft in found if kind in _said(text, draft)]
    if kind == "企业":
        named = [
            one for one in found if one in named or not any(_OTHER_KIND.match(words) for words in one.words(text)[:2])
        ]
    return named if len(named) < len(found) else []
