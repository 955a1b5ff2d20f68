"""Short names of items: the heading of the passage, else who it is for and what it gives."""

from __future__ import annotations

import re

from policymatch.parsing.drafts import Draft
from policymatch.parsing.outline import Kind, Node
from policymatch.parsing.requirements import Clause

LONGEST = 30
LONGEST_SUBJECT = 16
_VERB = re.compile(
    r"^(?:大力|积极|进一步|加快)?(?:鼓励|支持|促进|推动|加强|对于?|关于|给予|予以|开展|实施|落实|推进|申请|申报|享受|可)+(?=.{4,})"
)
_GENERIC = re.compile(r"管理|附则|其他|措施|政策|办法|条件|程序|保障|内容|标准|方向|方式")
_NOUN = re.compile(
    r"(?P<noun>[\u4e00-\u9fff“”]{0,12}?(?:奖励|奖补|补贴|补助|资助|配套|贴息|贷款|津贴|补偿|奖金|扶持|支持|券|经费|资金))(?=[，。；、（）]|$|和|或)"
)
_KIND = re.compile(r"奖励|奖补|补贴|补助|资助|贴息|贷款|免[收征]|减半|一[事企]一[议策]")
_RECOGNISED = re.compile(r"(?:认定|评定|命名|授予)为?“?(?P<name>[^，。；“”]{2,24})”?")
_IDLE = re.compile(
    r"^(?:[人件家个户亩]的标准|的?标准|给予|予以|给|的|一次性|最高|每人|每家|每年|元|万元|企业|其|分别|按|标准|再|额外|相应|适当|一定|连续.年|单位|不超过|万|比例|进行|总额|定额|定向|资金|可)+"
)


def item_name(text: str, draft: Draft, *, alone: bool = True) -> str:
    """A short name for a draft.

    Args:
        text: the working text.
        draft: the item in the making.
        alone: whether no other item shares its passage; else the heading alone would name both.
    """
    if draft.name:
        return f"{draft.name}认定"[:LONGEST]
    heading = _heading(text, draft.node)
    if heading and alone:
        return heading[:LONGEST]
    given = _given(text, draft)
    recognised = next((found for span in draft.benefits if (found := _RECOGNISED.search(span.of(text)))), None)
    if recognised:
        return f"{recognised['name']}认定"[:LONGEST]
    subject = _subject(text, draft)
    if len(given) <= 4 and subject:
        return f"{subject}{given}"[:LONGEST]
    return (given or subject or heading or "政策事项")[:LONGEST]


def _heading(text: str, node: Node) -> str:
    """The heading of a passage or, where it has none, of the section that holds it alone."""
    for each in (node, *node.ancestors()):
        if len(each.heading) and each.topic is None and each.kind is not Kind.HEADING:
            heading = _VERB.sub("", each.heading.of(text).strip("。：； "))
            own = each is node or _holds_alone(each)
            return heading if own and not _GENERIC.search(heading) else ""
    return ""


def _holds_alone(section: Node) -> bool:
    return sum(child.kind not in (Kind.TEXT, Kind.LABEL) for child in section.children) <= 1


def _given(text: str, draft: Draft) -> str:
    """What is given, as a noun: 留用补贴, 入统奖励."""
    for span in draft.benefits:
        found = [match["noun"] for match in _NOUN.finditer(span.of(text))]
        nouns = [noun for each in found if len(noun := _IDLE.sub("", each)) >= 2]
        if nouns:
            return max(nouns, key=len)
        kind = _KIND.search(span.of(text))
        if kind:
            return kind[0]
    if not draft.benefits:
        return ""
    return _VERB.sub("", draft.benefits[0].of(text))[:LONGEST].strip("，。；：、 ")


def _subject(text: str, draft: Draft) -> str:
    """Whom it is for: the end of the first condition, where Chinese puts the noun."""
    for one in [*draft.own, *draft.context]:
        if isinstance(one, Clause):
            words = re.sub(r"（[^）]*）|的$", "", one.span.of(text))
            words = words.split("，")[0]
            return words if len(words) <= LONGEST_SUBJECT else _shortened(words)
    return ""


def _shortened(words: str) -> str:
    """The last words of a long phrase, cut where a phrase begins."""
    tail = words[-LONGEST_SUBJECT:]
    pieces = [piece for piece in re.split(r"[、的并及和或，]", tail)[1:] if len(piece) >= 3]
    return pieces[-1] if pieces else tail
