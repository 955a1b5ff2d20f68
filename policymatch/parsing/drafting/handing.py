"""What the words above a list of grants say of each grant in it: 对在区内注册的企业可享受：（1）…, 采取后补助方式给予支持。1. …."""

from __future__ import annotations

import re

from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.drafting.merging import Merger
from policymatch.parsing.drafting.phrase import MONEY
from policymatch.parsing.drafting.remarks import ONCE, led
from policymatch.parsing.drafting.whowords import WHO
from policymatch.parsing.structure.outline import Kind, Node
from policymatch.parsing.structure.requirements import Clause, Requirement, clauses
from policymatch.parsing.text.sentences import trimmed
from policymatch.spans import Span


def hand_down(text: str, node: Node, merger: Merger, each: list[list[Draft]], lead: Span | None) -> None:
    """Give the grants of the points what the words above them say; a grant that only announced them is none."""
    below = [draft for drafts in each for draft in drafts]
    at = _announcing(merger.drafts, lead)
    if merger.drafts and (
        (merger.drafts[at].vague and (lead is not None or (all(each) and _only_announces(text, merger, below))))
        or (lead is not None and all(each) and _is_total(text, merger.drafts[at], below))
    ):
        announced_grant = merger.drafts.pop(at)
        named = all(
            any(WHO.search(clause.span.of(text)) for one in draft.own for clause in clauses(one)) for draft in below
        )
        said = "".join(clause.span.of(text) for one in announced_grant.own for clause in clauses(one))
        for draft in below:
            draft.context[:0] = announced_grant.context + (
                [one for one in announced_grant.own if _is_once(text, one)]
                if named and not _TELLING.search(said)
                else announced_grant.own
            )
    elif lead is None and node.kind is Kind.LABEL and _only_lead(text, merger, below):
        told = [one for draft in merger.drafts for one in [*draft.context, *draft.own]]
        merger.drafts = []
        for draft in below:
            draft.context[:0] = told
    elif lead is not None and not merger.drafts and below:
        shared = lead_context(text, lead) or led(text, lead) or []
        for draft in below:
            draft.context[:0] = shared


def _announcing(drafts: list[Draft], lead: Span | None) -> int:
    """Which of the grants the words before the points state; the last where none does."""
    if lead is None:
        return -1
    return next((at for at, draft in enumerate(drafts) if any(lead.overlaps(span) for span in draft.passage)), -1)


_TOTAL = re.compile(r"分(?:阶段|档|级|类|步|别|期)|合计|共计|累计|总计")


def _is_total(text: str, draft: Draft, below: list[Draft]) -> bool:
    """Whether a grant only bounds the sum of those in its points: 分阶段给予合计不超过500万元奖励：（1）…奖励100万元."""
    stated = all(one.names_sum(text) for one in below)
    return stated and any(_TOTAL.search(span.of(text)) for span in draft.passage)


_MANNER = re.compile(
    r"采[取用][^，。；]{2,16}方式(?:给予|予以|进行)?[^，。；]{0,4}(?:支持|资助|补[助贴]|奖励)"
    r"|(?:根据|依据|按照?)[^，。；]{0,14}(?:考[核评]|评[价定估审]|绩效|运营|验收)[^，。；]{0,6}(?:结果|情况|等级|等次)，?(?:分[档级类]|分别|择优)*(?:给予|予以)[^，。；\d]{0,6}(?:支持|资助|补[助贴]|奖励)(?=[，。；]|$)"
)
"""采取后补助方式给予支持, 根据年度考核结果给予奖励: how the grants in the points below are paid."""


def _only_announces(text: str, merger: Merger, below: list[Draft]) -> bool:
    """Whether the words before the points only tell how all of them are paid (采取后补助方式给予支持) or what they are.

    总部企业可申请购置或租赁用房补贴, where each point gives money of that kind and its heading names it.
    """
    if len(merger.drafts) != 1:
        return False
    if _MANNER.match(merger.drafts[0].passage[0].of(text)):
        return True
    kinds = _KINDS.findall(merger.drafts[0].benefits[-1].of(text))
    stated = all(one.names_sum(text) for one in below)
    if len(below) > 1 and stated and _BY_TIERS.search(merger.drafts[0].passage[0].of(text)):
        return True
    return len(below) > 1 and stated and all(any(kind in _called(text, one) for kind in kinds) for one in below)


_BY_TIERS = re.compile(
    r"[按分](?:照|为)?(?:[二两三四五六2-6]个?|不同|以下|下列|如下|相应)*(?:档次?|等级|等次|级别|类别|层次|情形|标准)，?(?:分别|择优)*(?:给予|予以|进行)[^，。；\d]{0,8}(?:支持|资助|补[助贴]|奖[励补])[。：；]?$"
)
"""进行综合评估，按三个档次给予奖励。: the tiers are the grants in the points below."""
_KINDS = re.compile("补贴|补助|奖励|资助|扶持|贴息|奖补")


def _called(text: str, draft: Draft) -> str:
    """The heading of a grant's point, or the first words of its passage where a full stop sets them apart."""
    return text[draft.node.span.start : draft.anchor.start] + draft.node.heading.of(text)


def _is_once(text: str, requirement: Requirement) -> bool:
    return isinstance(requirement, Clause) and bool(ONCE.search(requirement.span.of(text)))


def _only_lead(text: str, merger: Merger, below: list[Draft]) -> bool:
    """Sentences without an amount above points that state theirs: 采取后补助方式给予支持。1. …给予不超过30万元."""
    stated = sum(bool(MONEY.search(span.of(text))) for draft in below for span in draft.benefits)
    return len(below) >= 2 and stated >= 2 and bool(merger.drafts) and all(draft.vague for draft in merger.drafts)


_TELLING = re.compile(
    r"注册|登记|认定|备案|纳税|规上|规模以上|限上|限额|\d|高新|专精|[区市县省]内|[我本][区市县省]|新引进|新设"
)
LISTING = re.compile(
    r"(?:符合|满足|具备|属于|达到|有)(?:以下|下列|如下)[^，。；]{0,10}(?:条件|情形|要求|标准|情况|类型|之一)"
)
_GRANTING_LEAD = re.compile(
    r"，?(?:均)?(?:可(?:以)?(?:按[^，。；]{0,6})?(?:享受|申请|获得|[给予][予以与])|按(?:照)?(?:以下|下列|如下)|[给予][予以与](?:以下|下列|如下)|享受(?:以下|下列|如下)|分别(?:[给予][予以与]|按)|(?:具体)?(?:奖励|支持|补[贴助])?(?:标准|内容|措施)(?:如下|为))"
)


def lead_context(text: str, lead: Span) -> list[Requirement]:
    """Who a lead-in to several grants speaks of: 对在区内注册的企业可享受：…."""
    found = _GRANTING_LEAD.search(lead.of(text))
    if not found:
        return []
    own = trimmed(text, Span(lead.start, lead.start + found.start()))
    lead_word = _WHOM.match(own.of(text))
    own = Span(own.start + lead_word.end(), own.end) if lead_word else own
    said = own.of(text)
    named = WHO.search(said) or (said.endswith("的") and not LISTING.search(said))
    return [Clause(own)] if len(own) >= 8 and named and not _TOLD_OF.search(text, lead.start, lead.end) else []


_TOLD_OF = re.compile(
    "(?:政策|措施|方式|内容|项目|补[贴助]|奖励|资金)(?:主要|具体)?(?:包括|分为|有|由[^，。；]{2,}组成)"
)
"""What the lines below tell of: 扶持政策主要包括床位补助、运营补助，具体标准如下：."""
_WHOM = re.compile(r"(?:[自从][^，。；]{4,14}起，)?(?:对于?|凡是?)")
