"""What a heading or a sentence of purpose says of the grants below it: 鼓励企业上市。…奖励200万元."""

from __future__ import annotations

import re

from policymatch.parsing.drafting.goals import CHOSEN, HOPES, SPECIFIC, names_actor
from policymatch.parsing.drafting.remarks import WHO
from policymatch.parsing.structure.outline import Node
from policymatch.parsing.structure.requirements import Clause, Requirement
from policymatch.parsing.text.sentences import trimmed
from policymatch.parsing.text.wording import without_brackets
from policymatch.spans import Span

GOALS = re.compile(
    rf"^(?!{HOPES})(?:大力|积极|重点|优先|主要|择优)?(?:鼓励|支持|引导|扶持|推动|推进|促进)(?!有条件)(?P<what>[^。；，]{{4,60}})"
)
_REFERS = re.compile(r"^(?:相关|该|上述|此类|前款)")
_IN_FULL = re.compile(rf"[^，。；]{{4,}}的[^，。；的]{{2,14}}(?:{WHO.pattern}|开发区|集聚区)")
_AMOUNTS_OF = re.compile(
    r"(?P<what>[^，。；：]{4,30}?)的?(?:资助|补[助贴]|奖励|支持|扶持)(?:额度|标准|金额|限额)[：。]?"
)
_BROAD = re.compile(r"(?:发展|交流合作|环境|体系|水平|能力|力度|规模|效率|质量|作用|步伐|机制|积极性|活力|[竞影]\w力)$")
"""What a heading promotes at large: 支持专业化运营服务机构发展 names no deed of the applicant."""


def titled(text: str, node: Node) -> Requirement | None:
    """The heading as a goal: 支持孵化器培育和引入高新技术企业."""
    heading = trimmed(text, node.heading)
    words = heading.of(text)
    return Clause(heading) if GOALS.match(words) and len(heading) >= 12 and not _BROAD.search(words) else None


def listed_under(text: str, node: Node) -> Span | None:
    """What a heading gives amounts for, kind by kind: 新创项目的资助额度：歌剧不超过…；话剧不超过…."""
    heading = trimmed(text, node.heading)
    found = _AMOUNTS_OF.fullmatch(heading.of(text))
    return Span(heading.start, heading.start + found.end("what")) if found else None


def needs_goal(text: str, goal: Requirement | None, own: list[Span]) -> bool:
    """Whether the sentence of purpose before a grant says who may claim it."""
    if own and GOALS.match(text[own[0].start - 2 : own[0].end]):
        return False
    if isinstance(goal, Clause) and goal.verbatim:
        return not names_actor(text, own)
    if all(CHOSEN.fullmatch(span.of(text)) for span in own) or not any(WHO.search(span.of(text)) for span in own):
        return True
    if any(_REFERS.match(span.of(text)) for span in own):
        return True
    if _IN_FULL.fullmatch(without_brackets(own[0].of(text))):
        return False
    said = goal.span.of(text) if isinstance(goal, Clause) else ""
    return len(said) >= 12 and bool(SPECIFIC.search(said)) and not names_actor(text, own)


__all__ = ["GOALS", "listed_under", "needs_goal", "titled"]
