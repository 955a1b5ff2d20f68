"""Kinds of applicant told apart by a document: each with conditions of its own for the support that names it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.drafting.rowkinds import kind_of_row, of_sort
from policymatch.parsing.immutable import immutable
from policymatch.parsing.structure.outline import Node
from policymatch.parsing.structure.stated import Clause, Group, Requirement
from policymatch.parsing.text.sentences import parts, trimmed
from policymatch.spans import Span

_TITLED = re.compile(
    r"(?P<kind>[^，。；：]{2,16}?)(?:类)?(?:借款人|申[请报领]人|申[请报]单位|申[请报]主体|申[请报]企业|承租人)?(?:的|应|须|需|应当)?(?:同时)?(?:符合|满足|具备)?(?:以下|下列)?(?:申[请报领]|认定|基本|补[贴助]|贷款|扶持|资助|支持)?(?:条件|要求|资格|对象|范围)[：。]?"
)
_BARE = re.compile(
    r"(?P<kind>(?!项目|支持|申[请报]|享受|获奖|(?:单位|主体|机构)(?:类|[：。]|$))[^，。；：、应须需的]{0,14}(?:企业|机构|单位|组织|院校|高校|院所|个人|团队|平台|园区|协会|联盟|合作社|银行|公司|医院))(?:类)?[：。]?"
)
"""A kind named alone over its conditions: （一）担保机构 | 1.…."""


_COMMON = re.compile(r"不予|不得|情形|情况之一|基本|共同|通用|全部|所有")
_MONEY = re.compile("(?:奖励|补[贴助]|资助|贴息|奖补|扶持|支持)$")
"""Whose title ends so is a support, no kind of applicant: 算力租用补贴申报条件."""
_NOUN = re.compile(r"(?:类)?(?:单位|企业|机构|主体|人员|个人|人|者|方)$")


@dataclass(frozen=True, slots=True, eq=False)
class Kinds:
    """One kind of applicant.

    Args:
        group: the section of its conditions.
        name: where its title names it.
        drafts: the supports that name it.
    """

    group: Node
    name: Span
    drafts: list[Draft]


_LABELLED = re.compile(
    r"(?P<name>[^，。；：（）]{0,10}(?:企业|单位|机构|组织|个人|自然人|团体|高校|院校|学校|院所|合作社|农场|农户|大户|楼宇|园区|基地|平台|总部"
    r"|协会|商会|团队|人才|人员|工商户|医院|银行|公司|主体))(?:类|申[请报](?!项目))?(?:申[请报](?:条件|主体|人)?)?：(?=.)"
)
_ANYBODY = re.compile(
    r"(?:(?:项目|申[请报]|支持|扶持|奖励|资助|补[贴助]|适用|受益)(?:的|类)?(?:企业|单位|机构|主体|人员)?|单位|主体|人员)(?:对象)?"
)
_RANKED = re.compile(r"^(?:重点|优质|优秀|各类|新[建型引设]?|其他)")


@immutable
class Kind:
    """A kind of applicant that a point describes (总部企业：在本区注册，…).

    Args:
        name: where it is named.
        said: what is said of it.
        node: the point that describes it.
    """

    name: Span
    said: Span
    node: Node


def labelled(text: str, members: list[Node]) -> list[Kind]:
    """The kinds of applicant that points describe, one a point; none where the points are of another sort.

    Points without a name, such as 其他经认定的企业, are kinds as well where two others are named.
    """
    kinds = []
    for member in members:
        found = _LABELLED.match(
            text, member.heading.start if len(member.heading) else member.body.start, member.span.end
        )
        if found is not None and not _ANYBODY.fullmatch(found["name"]):
            kinds.append(Kind(Span(*found.span("name")), trimmed(text, Span(found.end(), member.span.end)), member))
    names = [kind.name.of(text) for kind in kinds]
    return kinds if len(kinds) >= 2 and len(set(names)) == len(kinds) else []


_CONFERS = re.compile(r"(?:可以?|予以)?(?:认定|评定|评选|命名)为")


def named_by(text: str, draft: Draft, kinds: list[Kind]) -> list[Kind]:
    """The kinds that a support is for; all of them where it names none, unless it says itself who is recognised."""
    said = "".join(draft.words(text))
    for words in ("".join(draft.titles(text)), said):
        chosen = [kind for kind in kinds if _names(words, kind.name.of(text))]
        if chosen:
            return chosen
    return [] if _CONFERS.search(said) else kinds


def of_row(text: str, requirement: Requirement, draft: Draft) -> Requirement:
    """The one of a row of kinds of applicants that opens a support's words; the whole row where none does.

    服务对象 小微企业，为其提供担保的机构: 担保机构对小微企业… is for the second.
    """
    if isinstance(requirement, Clause) and requirement.subject and not requirement.negated:
        return _explained(text, requirement, draft) or kind_of_row(text, requirement, draft)
    if not isinstance(requirement, Group) or requirement.joiner != "any":
        return requirement
    kinds = [one for one in requirement.members if isinstance(one, Clause) and one.subject and not one.negated]
    if len(kinds) < 2 or len(kinds) < len(requirement.members):
        return requirement
    words = "，".join(span.of(text) for span in [draft.anchor, *draft.passage])
    names = [_called(text, kind.span) for kind in kinds]
    named = [(at, kind) for kind, name in zip(kinds, names, strict=True) if (at := _opens_at(words, name)) >= 0]
    first = min(named, key=lambda one: one[0], default=None)
    if first is not None and sum(at == first[0] for at, _ in named) == 1:
        return kind_of_row(text, first[1], draft)
    told = of_sort(text, draft, names) or [True] * len(kinds)
    chosen = [kind_of_row(text, kind, draft) for kind, is_meant in zip(kinds, told, strict=True) if is_meant]
    if len(chosen) == len(kinds):
        return requirement
    return chosen[0] if len(chosen) == 1 else replace(requirement, members=tuple(chosen))


_EXPLAINS = re.compile(r"(?P<name>[^，。；：（）]{3,16})：(?P<said>[^；。]{4,})")
_LISTS = re.compile(r"(?:主要)?(?:包括|包含|含|指|是指|如)[^\d]*")


def _explained(text: str, whom: Clause, draft: Draft) -> Requirement | None:
    """The kinds of a line that explains several which a support names, else a choice of all: 大型作品：包括戏曲；小型作品：包括小戏."""
    said = (trimmed(text, part) for part in parts(text, whom.span))
    found = [_EXPLAINS.fullmatch(text, part.start, part.end) for part in said]
    kinds = [one for one in found if one is not None]
    if len(kinds) < max(2, len(found)) or len({one["name"] for one in kinds}) < len(kinds):
        return None
    meant = [one for one in kinds if draft.says(text, one["name"])] or kinds
    spans = (Span(*one.span("name")) if _LISTS.fullmatch(one["said"]) else Span(*one.span()) for one in meant)
    told = tuple(replace(whom, span=span) for span in spans)
    return told[0] if len(told) == 1 else Group("any", told)


_MEANT = re.compile("(?P<name>[^，。；：、\n]{2,16}?)(?:主要)?(?:是指|指的是|指)[：:]?$")


def _called(text: str, span: Span) -> str:
    """A kind's name, which stands before its words where these explain it: 金融服务机构|是指在本市设立的总部."""
    found = _MEANT.search(text, max(0, span.start - 24), span.start)
    return found["name"] if found else span.of(text)


_TAKES = re.compile("(?:招用|吸纳|录用|招聘|聘用|新招|安置|带动)")
_SERVED = re.compile(
    r"(?:为|向|与|由|服务|面向|帮助|带动|吸纳|招[用收聘]|聘[用请]|录用|培养|组织|引进|推荐)[^，。；：的]{0,6}$|对[^，。；：]{0,6}(?<!^对)$"
)


def _opens_at(words: str, kind: str) -> int:
    """Where the words first name a kind, not as whom somebody serves; -1 where they do not."""
    places = []
    taken = _TAKES.match(kind)
    for head in kind.rsplit("的", 1)[-1].split("、"):
        for low in range(max(1, len(head) - 3)):
            at = words.find(head[low:]) if len(head) - low >= 4 else -1
            if at >= 0:
                places += [] if _SERVED.search(words[:at]) else [at]
                break
    if taken is not None and (at := words.find(taken[0])) >= 0:
        places.append(max(0, at - 4))
    return min(places, default=-1)


def _names(words: str, name: str) -> bool:
    stem = _RANKED.sub("", name)
    if len(name) >= 3:
        return stem in words
    return bool(
        re.search(
            rf"(?:限|由|面向)[^，。；]{{0,12}}{name}|{name}[^，。；]{{0,12}}(?:申[请报]|主办|承办)|^(?:支持|鼓励|引导)?{name}|的{name}(?=，|[给按]|$)",
            words,
        )
    )


def by_kind(text: str, groups: list[Node], found: list[Draft]) -> list[Kinds] | None:
    """The kinds whose conditions the groups hold (个人借款人申请条件：…小微企业借款人申请条件：…).

    None where the groups are titled otherwise, or no support names any of the kinds.
    """
    groups = [group for group in groups if not _COMMON.search(group.opening.of(text))]
    titles = [group.opening.of(text).strip() for group in groups]
    named = [_TITLED.fullmatch(title) or _BARE.fullmatch(title) for title in titles]
    words = [match["kind"] for match in named if match is not None]
    if len(words) < 2 or len(words) != len(groups) or len(set(words)) < len(words) or any(map(_MONEY.search, words)):
        return None
    told = _told(text, words, found)
    if len(set(filter(None, told))) < 2:
        return None
    starts = [group.opening.start for group in groups]
    return [
        Kinds(
            group,
            Span(start, start + len(word)),
            [draft for draft, kind in zip(found, told, strict=True) if kind == word],
        )
        for group, word, start in zip(groups, words, starts, strict=True)
    ]


def only_names(text: str, section: Node, kinds: list[Kinds]) -> bool:
    """Whether a section on subjects says no more than which kinds there are (申请对象分为个人和小微企业)."""
    said = section.span.of(text)
    told = labelled(text, section.children)  # 担保机构：在本市设立 says more
    return len(said) <= 80 and not told and all(kind.name.of(text) in said for kind in kinds)


def _told(text: str, words: list[str], found: list[Draft]) -> list[str | None]:
    """The kind that each support names; one that names none goes on with its sentence's."""
    told: list[str | None] = []
    for at, draft in enumerate(found):
        said = "".join([*draft.words(text), *draft.titles(text)])
        named = [word for word in words if word in said] or [word for word in words if _stem(word) in said]
        goes_on = at and not named and found[at - 1].node is draft.node and found[at - 1].sentence == draft.sentence
        told.append(max(named, key=len) if named else told[-1] if goes_on else None)
    return told


def _stem(word: str) -> str:
    """What tells a kind from the others: 应用单位 is told by 应用."""
    stem = _NOUN.sub("", word)
    return stem if len(stem) >= 2 else word


__all__ = ["Kind", "Kinds", "by_kind", "labelled", "named_by", "of_row", "only_names"]
