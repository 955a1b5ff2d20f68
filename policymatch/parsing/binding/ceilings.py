"""Ceilings told once for all supports: 第九条 单个项目补助资金原则上不超过50万元."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from policymatch.documents import Benefit
from policymatch.parsing.binding.scope import Scopes
from policymatch.parsing.drafting.behind import SHARED_CEILING, follows_points
from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.immutable import immutable
from policymatch.parsing.structure.headings import Topic
from policymatch.parsing.structure.outline import Kind
from policymatch.parsing.text.stretches import Stretches
from policymatch.parsing.values import Amount, Bound, find
from policymatch.spans import Span

_OPENS = r"(?:(?:原则上|一般|上述|以上|前述|各项|各类|本(?:办法|措施|政策|细则))[^，。；\d]{0,16}，?|对(?:(?:具有|符合)[^，。；\d]{2,12}的)?)?"
_MOST = r"(?:最高|最多|不(?:得|能)?超过|限额|上限|控制在)"
_GIVEN = r"(?:支持|补[贴助偿]|资助|奖[励补]|扶持|资金|额度|限额|金额|贴息|上限)"
_SUM = r"\d[\d.]*[万亿]?元"
_OF_PROJECTS = re.compile(
    rf"(?:(?:单个|每个|单一|同一|各)(?:项目|产品|品种|事项)|单项)(?=[^，。；\d]{{0,30}}{_MOST})(?=[^，。；\d]{{0,40}}{_GIVEN})[^，。；\d]{{0,40}}(?<!投资)(?P<sum>{_SUM})(?!以上)"
)
_ONLY_BOUNDS = re.compile(
    rf"{_OPENS}(?:同一|单[个家一户项]|每[个家户])(?:项目|企业|单位|主体|申[请报](?:人|单位|企业)|农户|合作社)?[^，。；\d]{{0,30}}{_MOST}[^，。；\d]{{0,14}}{_SUM}(?:，[^。；]*)?[。；]?"
)
_OF_APPLICANTS = re.compile(
    rf"(?:单[个家户一]|每[个家户]|同一)[^，。；\d]{{0,8}}?(?:企业|单位|机构|公司|主体|合作社|园区|申[请报]人|农户)(?=[^，。；\d]{{0,30}}{_MOST})(?=[^，。；\d]{{0,40}}{_GIVEN})[^，。；\d]{{0,40}}(?P<sum>{_SUM})(?!以上)"
)
_PLAIN_HEADING = re.compile(r"限额|上限|总额|标准|管理|附则|其他|其它|额度|要求|规定|方式|资金")
_SIGNS = ("单个", "每个", "单一", "同一", "单项", "每家", "每户", "单家", "单户", "一家")


@immutable
class Ceiling:
    """What a project gets at most.

    Args:
        span: where that is said.
        most: 元.
        over: the supports that it bounds, where it stands behind them; empty where it stands for itself.
    """

    span: Span
    most: Decimal
    over: tuple[Draft, ...] = ()


def without_bounds(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without those that only bound what others grant (上述各项补助，每家企业每年最高不超过200万元)."""
    kept = [draft for draft in drafts if not _only_bounds(text, draft) or _alone_in_block(draft, drafts)]
    return kept or list(drafts)


def _alone_in_block(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether a ceiling is all that a block with conditions of its own grants: 申报要求：…. 补助标准：每家机构最高10万元."""
    block = draft.node.parent
    if draft.node.topic is not Topic.BENEFIT or block is None or block.kind is Kind.ROOT:
        return False
    asks = any(part.topic in (Topic.ELIGIBILITY, Topic.SUBJECT) for part in block.children)
    return asks and not any(other is not draft and block.span.contains(other.anchor) for other in drafts)


_ANY_LEGAL = re.compile(
    r"(?:对)?(?:具有独立法人资格的?|符合条件的?)?(?:单[个家户一]|同一|每[个家户])[^，。；\d]{0,12}(?:每?年度?)?"
)
"""Whom a ceiling for everybody names: 具有独立法人资格的单个担保机构."""


def _only_bounds(text: str, draft: Draft) -> bool:
    if draft.grades or draft.name or draft.title or not draft.passage:
        return False
    spans = [clause.span for clause in draft.told()]
    told = "".join(span.of(text) for span in spans if draft.passage[0].contains(span))
    if (told and not _ANY_LEGAL.fullmatch(told)) or (draft.own and not told):
        return False
    heading = draft.node.heading.of(text).strip("。： ")
    if heading and not _PLAIN_HEADING.search(heading) and not _ONLY_BOUNDS.fullmatch(heading):
        return False
    return _ONLY_BOUNDS.fullmatch(draft.passage[0].of(text).strip()) is not None


def find_ceilings(text: str, drafts: Sequence[Draft]) -> tuple[Ceiling, ...]:
    """The ceilings that stand outside the passages of all supports: for projects, or behind several supports."""
    if not any(sign in text for sign in _SIGNS):
        return ()
    taken = Stretches((passage, draft) for draft in drafts for passage in draft.passage)
    found = []
    for opens in _OPENING.finditer(text):
        match = SHARED_CEILING.match(text, opens.end())
        over = () if match is None or taken.touch(Span(*match.span())) else _behind(text, drafts, opens.end())
        if match is not None and over and (most := _sum(text, Span(*match.span("sum")))) is not None:
            found.append(Ceiling(Span(*match.span()), most, tuple(over)))
    one = len({draft.node for draft in drafts}) == 1  # one article's grants: what an applicant gets bounds them all
    patterns = [_OF_PROJECTS, _OF_APPLICANTS] if one else [_OF_PROJECTS]
    for match in (match for pattern in patterns for match in pattern.finditer(text)):
        span = Span(*match.span())
        if not taken.touch(span) and not any(one.span.overlaps(span) for one in found):
            most = _sum(text, Span(*match.span("sum")))
            found += [Ceiling(span, most)] if most is not None else []
    return tuple(found)


_OPENING = re.compile(r"[。；\n](?=.{0,20}(?:同一|单[个家一户项]|每[个家户]|一家))")


def _behind(text: str, drafts: Sequence[Draft], at: int) -> Sequence[Draft]:
    """The supports that a ceiling stands behind: those of its line, else those of the passage or of the points above it."""
    line = text.rfind("\n", 0, at) + 1
    if here := [draft for draft in drafts if line <= draft.anchor.start < at]:
        return here
    last = max(
        (draft for draft in drafts if draft.anchor.start < at), key=lambda draft: draft.anchor.start, default=None
    )
    if last is not None and (points := last.node.parent) is not None and points.kind is not Kind.ROOT:
        lines = [line for line in points.children if line.kind is Kind.TEXT and last.node.span < line.span]
        if last.node.kind is not Kind.TEXT and any(line.body.start <= at < line.body.end for line in lines):
            return [draft for draft in drafts if draft.node.parent is points]
    if last is None or last.node.kind is Kind.ROOT or not last.node.span.contains(Span(at, at + 1)):
        return ()
    if (here := [draft for draft in drafts if draft.node is last.node]) and len(here) > 1:
        return here
    beside = last.node.parent if follows_points(last.node, Span(at, at + 1)) else None
    return [draft for draft in drafts if beside is not None and draft.node.parent is beside]


def _sum(text: str, span: Span) -> Decimal | None:
    value = next((one.value for one in find(text, span.start, span.end)), None)
    value = value.amount if isinstance(value, Bound) else value
    return value.number if isinstance(value, Amount) and value.dimension == "money" else None


def bounded(
    benefits: tuple[Benefit, ...], ceilings: Sequence[Ceiling], scopes: Scopes, draft: Draft
) -> tuple[Benefit, ...]:
    """The benefits of an item, those without a sum or a ceiling of their own bounded by the one told for all."""
    if any(benefit.cap is not None for benefit in benefits):
        return benefits
    bounds = (one for one in ceilings if (draft in one.over if one.over else scopes.binds(one.span, draft)))
    bound = next(bounds, None)
    if bound is None:
        return benefits
    return tuple(replace(one, cap=bound.most) if _is_open(one, bound) else one for one in benefits)


def _is_open(benefit: Benefit, bound: Ceiling) -> bool:
    """Whether a benefit may come to more than the ceiling: a share, so much a head; no sum that is paid once."""
    if benefit.amount is None:
        return True
    return bool(bound.over) and benefit.per is not None and benefit.amount < bound.most
