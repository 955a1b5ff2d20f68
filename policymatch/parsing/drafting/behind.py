"""Whom a demand behind several grants binds: 对甲给予…；对乙给予…。申请企业应… binds both, 乙须… the second alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.drafting.grants import CEILING
from policymatch.parsing.structure.outline import Kind, Node
from policymatch.parsing.structure.requirements import Clause, Requirement, clauses
from policymatch.parsing.text.sentences import phrases, trimmed
from policymatch.spans import Span

_MUST = r"(?:均|都|还|同时|一般|原则上)*(?:应(?![用急届税对付收邀征聘])当?|须|需(?!求)要?|必须|要(?!求))"
_WHO = r"(?:企业|单位|机构|公司|主体|项目|对象|人员|人才|个人|团队|申[请报领]人|者|合作社|平台|基地|载体|产品)"
_OF_ALL = re.compile(
    rf"(?:同时|且|另外)?，?(?:(?:以上|上述|前述|所有|各类|各|本[条款项])|(?:凡|拟)?(?:申[请报领]|享受|获得|领取)(?![^，。；]{{0,6}}(?:认定|称号|资质|证书)))"
    rf"[^，。；]{{0,20}}?(?:{_WHO}|的)，?{_MUST}"
)
"""上述企业应…, 申请补贴的单位须…: everybody who is granted something before it."""
_ANYBODY = re.compile(rf"(?:同时|且|另外)?，?(?:相关|有关|该类?)?{_WHO}?{_MUST}")
_NAMES = re.compile(rf"(?:同时|且|另外|其中)?，?(?P<who>[^，。；\d]{{2,16}}?)(?:{_WHO})?{_MUST}")


_EACH = rf"(?:同一|单[个家一户项]|每[个家户]|一家)(?:申[请报]|获[奖得]|受[奖补])?(?:的)?(?:{_WHO[3:-1]}|农户|协会|园区|机构|申[请报](?:企业|单位))?"
SHARED_CEILING = re.compile(
    rf"(?:(?:上述|以上|前述)[^，。；\d]{{0,16}}，?)?(?:原则上|对)?{_EACH}(?![^，。；]*(?:投资|投入|注册|收入|销售|产值|利润|纳税|面积))"
    rf"[^，。；\d]{{0,24}}(?:最高|最多|不(?:得|能)?超过|限额|上限|控制在)[^，。；\d]{{0,10}}(?P<sum>\d[\d.]*[万亿]?元)(?=[，。；]|$)"
)
"""A ceiling in a sentence of its own over what stands before it: 单个企业年度补助合计不超过30万元."""


_OF_ONE = re.compile(
    r"(?:如果?|若)?(?:同一|单[个家一]|每[个家户]|一[个家])[^，。；]{2,10}?(?:如果?|若)?[^，。；]{0,8}(?:多个|多项|多种|[两二2]?[个项]以上|若干|不同)[^，。；\d]{0,16}，[^。；\d]{0,24}(?:不超过|最高|不高于|限额)"
)
"""A ceiling over several claims of one applicant: 单个企业有多个项目符合条件的，年度奖励最高不超过200万元."""


MAY_HAVE_SEVERAL = re.compile(
    r"[^，。；\d]{0,14}?可(?:以)?(?:同时|叠加|重复|累计)(?:申[请报领]|享受|获得)(?![^，。；]*的$)[^，。；]{0,30}$"
)
"""What one may have together, before its ceiling: 同一企业可同时申报前两项，合计不超过200万元."""


def bounds_several(text: str, node: Node, sentence: Span, drafts: Sequence[Draft], begun: int) -> bool:
    """Whether a sentence is a ceiling over several grants before it, in its paragraph or above it, not over the last alone."""
    if drafts and _OF_ONE.match(text, trimmed(text, sentence).start, sentence.end):
        return True
    if SHARED_CEILING.match(text, trimmed(text, sentence).start, sentence.end) is None:
        return False
    here = len(drafts) - begun
    return here > 1 or (here == 0 and (len(drafts) > 1 or follows_points(node, sentence)))


def is_ceiling(text: str, line: Node) -> bool:
    """Whether a line says no more than what one may have at most: 每家机构年度奖补最高300万元。."""
    said = trimmed(text, line.body)
    return SHARED_CEILING.fullmatch(text, said.start, said.end) is not None


def follows_points(node: Node, sentence: Span) -> bool:
    """Whether a line stands below the last of several points, beside its words."""
    points = [] if node.parent is None else [one for one in node.parent.children if one.kind is node.kind]
    lines = (child for child in node.children if child.kind is Kind.TEXT and child.span.contains(sentence))
    return len(points) > 1 and points[-1] is node and node.kind is not Kind.TEXT and any(lines)


def behind_ceiling(text: str, sentence: Span) -> Span:
    """A sentence without the ceiling that it opens with: 单个项目补助不超过50万元，申请企业应…."""
    first, *rest = phrases(text, sentence)
    return Span(rest[0].start, sentence.end) if rest and CEILING.match(first.of(text)) else sentence


def ask(text: str, demand: Requirement, drafts: Sequence[Draft], begun: int) -> None:
    """Put a demand behind grants to those of them that it speaks of.

    Args:
        text: the working text.
        demand: what is demanded.
        drafts: the grants before it, one at least.
        begun: how many of them stand before its paragraph.
    """
    said = trimmed(text, next(clauses(demand)).span)
    here = list(drafts[begun:]) or list(drafts)
    apart = len(drafts) == begun
    everybody = apart and isinstance(demand, Clause) and demand.negated
    for draft in drafts if everybody else _bound(text, said, here, apart=apart):
        if draft.grades and not _only_last(text, said, draft):
            draft.ask(demand)
        elif draft.grades:
            draft.grades[-1].append(demand)
        else:
            draft.own.append(demand)


def _bound(text: str, said: Span, drafts: list[Draft], *, apart: bool) -> list[Draft]:
    last = drafts[-1]
    if len(drafts) == 1 or text.startswith("其中", said.start):
        return [last]
    if _OF_ALL.match(text, said.start, said.end):
        return drafts
    if _ANYBODY.match(text, said.start, said.end):
        one_sentence = all(draft.sentence == last.sentence for draft in drafts)
        return drafts if apart or one_sentence else [last]
    return [last]


def _only_last(text: str, said: Span, draft: Draft) -> bool:
    """Whether a demand names the last grade, and not the first: 市级平台须…."""
    named = _NAMES.match(text, said.start, said.end)
    if named is None:
        return False
    first, last = (
        "".join(clause.span.of(text) for one in grade for clause in clauses(one))
        for grade in (draft.own, draft.grades[-1])
    )
    return named["who"] in last and named["who"] not in first


__all__ = [
    "MAY_HAVE_SEVERAL",
    "SHARED_CEILING",
    "ask",
    "behind_ceiling",
    "bounds_several",
    "follows_points",
    "is_ceiling",
]
