"""Things applied for that one notice tells apart (一般项目, 重点项目; 智能工厂, 数字化车间), each with demands of its own.

A title such as 智能工厂申报条件 may name a part of what everybody must meet, too (项目申报条件): it names a thing applied
for where the document itself sets it beside the others, as 智能工厂和数字化车间.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from policymatch.parsing.drafting.columns import columns
from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.structure.headings import Topic
from policymatch.parsing.structure.outline import Kind, Node
from policymatch.parsing.structure.requirements import (
    Clause,
    Group,
    Requirement,
    clauses,
    read_requirements,
    read_requirements_of,
)
from policymatch.parsing.text.sentences import begin_of, trimmed
from policymatch.parsing.text.wording import without_brackets
from policymatch.spans import Span

_CONDITIONS = re.compile(
    r"(?:的)?(?:，.*|(?:另|还|应当?|须|需|必须)+(?:同时)?(?:符合|满足|具备)[^，。；]*|(?:应当?|须|需|必须|要|还)*(?:同时)?(?:符合|满足|具备)?(?:以下|下列)?(?:申[请报]|认定|评[定选审]|入库|备案|遴选|培育|推荐)?(?:基本|主要|具体|必备)?(?:条件|要求|标准)[^，。；]{0,4})?[：。]?$"
)
_LEAD = re.compile(r"^(?:拟)?(?:申[请报]|参[加评]|申[请报]认定|认定)")
_ANYBODY = re.compile(
    r"^(?:申[请报]|项目|承担|牵头|参与|依托|推荐)?(?:单位|企业|主体|机构|人|人员|个人|者|项目|产品|团队|负责人|对象|材料|基本|通用|共[同性]|一般|其他|企业或个人)?(?:基本|资质|资格)?$"
    r"|^[^，。；]{0,4}(?:范围|对象|主体|额度|金额|标准|方式|方向|时间|流程|程序|内容|依据|领域)$"
)
"""What tells of all that are applied for: its words are those of a section (受理范围、资助额度及资助对象), no thing's name."""
_AND = r"[^，。；]{0,6}?(?:、|和|及|与|或|以及|，)[^，。；]{0,12}?"
_SHORTEST = 4


def varieties(
    text: str, conditions: Sequence[Node], found: Sequence[Draft], *, recognised: bool = False
) -> list[Draft]:
    """One item a thing applied for; none where the conditions are not told apart so.

    Args:
        text: the working text.
        conditions: the eligibility sections of a block.
        found: what grants money in it; what names one of the things is that one's alone.
        recognised: the things are titles to be recognised as, so that groups for everybody may stand among theirs.
    """
    below = [_groups(node) for condition in conditions for node in condition.walk()]
    for groups in (list(conditions), *below):
        for some in (groups, _own_only(text, groups) if recognised else []):
            if len(some) > 1 and (named := _named(text, some)):
                return _made(text, conditions, some, named, found, recognised=recognised)
    return []


def _own_only(text: str, groups: Sequence[Node]) -> list[Node]:
    """The groups without those for everybody among them: 基本条件, 甲平台另须符合, 乙平台另须符合."""
    own = [group for group in groups if not _COMMON.search(_title(text, group))]
    return own if len(own) < len(groups) else []


_COMMON = re.compile(r"基本|共同|通用|一般条件|指标|不予|不得|情形|负面|优先")


def _title(text: str, group: Node) -> str:
    return group.opening.of(text).strip()


def _groups(condition: Node) -> list[Node]:
    return [child for child in condition.children if child.kind is not Kind.TEXT and child.children]


def _named(text: str, groups: Sequence[Node]) -> list[str]:
    """What each group is for, by the words that the document sets side by side; empty where it does not."""
    if len(groups) < 2:
        return []
    titles = [_core(text, group) for group in groups]
    if any(len(title) < _SHORTEST - 1 or _ANYBODY.match(title) for title in titles):
        return []
    apart = without_brackets(text[: groups[0].span.start] + "\n" + text[groups[-1].span.end :])
    return _paired(apart, titles) or _paired(apart, _without_common_end(titles))


def _without_common_end(titles: Sequence[str]) -> list[str]:
    """The titles without the act that all of them end with: 孵化器区级登记, 众创空间区级登记."""
    signs = zip(*(reversed(title) for title in titles), strict=False)
    end = sum(1 for _ in takewhile(lambda each: len({*each}) == 1, signs))
    parted = [title[: len(title) - end] for title in titles]
    return parted if end and all(len(title) >= _SHORTEST - 1 for title in parted) else []


def _paired(apart: str, titles: Sequence[str]) -> list[str]:
    """The titles as the rest of the document sets them side by side; empty where it does not."""
    if not titles:
        return []
    names = [titles[0]]
    for title in titles[1:]:
        pair = next((pair for pair in _endings(names[-1], title) if _beside(apart, *pair)), None)
        if pair is None:
            return []
        names[-1:] = pair
    return names if len(set(names)) == len(names) else []


def _core(text: str, group: Node) -> str:
    return _LEAD.sub("", _CONDITIONS.sub("", _title(text, group))).strip("“”《》")


def _endings(first: str, second: str) -> list[tuple[str, str]]:
    """The two names, and what is left of them when what stands before the kind goes (创新资金一般项目 → 一般项目)."""
    return [
        (a, b)
        for a in dict.fromkeys((first, first[-_SHORTEST:]))
        for b in dict.fromkeys((second, second[-_SHORTEST:]))
        if a != b
    ]


def _beside(apart: str, first: str, second: str) -> bool:
    if first not in apart or second not in apart:
        return False
    a, b = re.escape(first), re.escape(second)
    return re.search(f"{a}{_AND}{b}|{b}{_AND}{a}", apart) is not None


def _made(
    text: str,
    conditions: Sequence[Node],
    groups: Sequence[Node],
    names: Sequence[str],
    found: Sequence[Draft],
    *,
    recognised: bool,
) -> list[Draft]:
    rows, asked = columns(text, conditions, names)
    left = [_without(condition, [*groups, *rows]) for condition in conditions if condition not in groups]
    shared = [one for node in left if not _only_lists(text, node, names) for one in _asked_of_all(text, node, names)]
    made = []
    for group, name, column in zip(groups, names, asked, strict=True):
        start = group.opening
        read = read_requirements_of(text, replace(group, topic=None))
        own = [*column, *(_without_title(start, read) if recognised and len(start) <= len(name) + _LEADS else read)]
        draft = Draft(group, start, own=own, context=list(shared), passage=[group.span])
        draft.title = name
        others = [one for one in names if one != name]
        for granted in found:
            spans = [span for span in granted.benefits if _is_for(text, span, name, others)]
            draft.benefits += spans
            draft.own += [one for one in granted.own if spans and not _names_any(text, one, names)]
        made.append(draft)
    return made


_LEADS = 24
"""Characters around a name in a title that only leads to a list: 申报甲平台的单位另须符合以下三项中的两项."""


def _without_title(title: Span, read: Sequence[Requirement]) -> Iterator[Requirement]:
    """What a group asks, without its title, which names the thing applied for."""
    for one in read:
        if isinstance(one, Clause) and title.contains(one.span):
            continue
        named = isinstance(one, Group) and one.lead is not None and title.contains(one.lead)
        yield replace(one, lead=None) if named and isinstance(one, Group) else one


def _is_for(text: str, span: Span, name: str, others: Sequence[str]) -> bool:
    """Whether money is for one of the things: its phrase names it, or none of the others."""
    words = text[begin_of(text, span.start, "，；。：\n") : span.end]
    return name in words or not any(one in words for one in others)


def _names_any(text: str, requirement: Requirement, names: Sequence[str]) -> bool:
    return any(name in clause.span.of(text) for clause in clauses(requirement) for name in names)


def _without(node: Node, groups: Sequence[Node]) -> Node:
    kept = [_without(child, groups) for child in node.children if child not in groups]
    return replace(node, children=[child for child in kept if child.children or not _emptied(child, groups)])


def _emptied(node: Node, groups: Sequence[Node]) -> bool:
    """Whether the things applied for were all that a section held."""
    return not len(node.body) and node.span.start <= groups[0].span.start and groups[-1].span.end <= node.span.end


def _asked_of_all(text: str, node: Node, names: Sequence[str]) -> Sequence[Requirement]:
    """What a section asks of all; who may become one of the things holds none of them (未获得认定的甲基地、乙空间)."""
    if node.topic is not Topic.SUBJECT or not all(name in node.span.of(text) for name in names):
        return read_requirements(text, node)
    bodies = [node.body, *(child.body for child in node.children)]
    return [Clause(trimmed(text, body), verbatim=True) for body in bodies if len(trimmed(text, body)) > _SHORTEST]


def _only_lists(text: str, node: Node, names: Sequence[str]) -> bool:
    """Whether a section says no more than which things there are (符合条件的甲企业、乙企业和丙企业)."""
    said = node.span.of(text)
    plain = len(said) <= 40 + sum(len(name) + 4 for name in names) and not re.search(r"[未曾].{2,}的|注册|登记的", said)
    return plain and all(name in said for name in names)


__all__ = ["varieties"]
