"""What a recognition confers where no passage grants money: the title itself, or what the section of supports says."""

from __future__ import annotations

import re

from policymatch.documents import Benefit, BenefitType
from policymatch.parsing.drafting.phrase import MONEY
from policymatch.parsing.structure.exclusions import shuts_out
from policymatch.parsing.structure.headings import Topic
from policymatch.parsing.structure.outline import Node
from policymatch.parsing.text.sentences import sentences, trimmed
from policymatch.spans import SourceRef, Span

_CONFERS = re.compile(
    r"(?:授予|颁发|授牌|挂牌|命名为?|予以公布|公布名单|发布名单|发文公布|认定公告|认定结果公告|确[定认]为|认定为|纳入[^，。；]{0,16}(?:名单|名录|培育库|储备库|目录)|列入[^，。；]{0,16}(?:名单|名录|目录)|取得[^，。；]{0,20}(?:资格|称号|证书))"
)
_HELPS = re.compile(r"提供|享受|支持|扶持|给予|服务|优先|推荐|方可|政策|补[贴助]|奖励")
_SENTENCE = 10
"""Characters that say what is given; fewer only head it (支持政策), and a sum is for some support of its own."""
_DEMANDING = frozenset({Topic.ELIGIBILITY, Topic.SUBJECT, Topic.MATERIALS, Topic.BASIS})
"""Where what is listed or held is asked for (未被列入…名单), not given."""
_ASKS = re.compile("应当|必须|应[为是在]")
_TAKES = re.compile(r"撤销|取消|摘牌|收回|不得|不予|弄虚作假|复核不合格")


def conferred(text: str, root: Node) -> tuple[Benefit, ...]:
    """The one benefit of a recognition that states none of its own; empty where the document confers nothing."""
    inside = [span for node in root.walk() if node.inherited_topic() is Topic.BENEFIT for span in _said(text, node)]
    plain = [span for span in inside if len(span) >= _SENTENCE and not MONEY.search(span.of(text))]
    plain = [span for span in plain if not _ASKS.search(span.of(text))]
    found = _first(text, inside, _CONFERS) or _first(text, plain, _HELPS)
    if found is None:
        told = [node for node in root.walk() if not _demands(text, node)]
        found = _first(text, [span for node in told for span in _said(text, node)], _CONFERS)
    if found is None:
        return ()
    words = found.of(text)
    kind = BenefitType.SERVICE if "提供" in words and not _CONFERS.search(words) else BenefitType.OTHER
    return (Benefit(kind, source=SourceRef(words, found), confidence=0.6),)


def _demands(text: str, node: Node) -> bool:
    """Whether a passage asks, or says who stays out, rather than gives."""
    barred = any(shuts_out(text, one) for one in node.upwards())
    return barred or node.inherited_topic() in _DEMANDING


def _said(text: str, node: Node) -> list[Span]:
    return [trimmed(text, sentence) for body in (node.heading, node.body) for sentence in sentences(text, body)]


def _first(text: str, spans: list[Span], sign: re.Pattern[str]) -> Span | None:
    return next((span for span in spans if sign.search(span.of(text)) and not _TAKES.search(span.of(text))), None)


__all__ = ["conferred"]
