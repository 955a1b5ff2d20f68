"""Supports excused from an article by its number: 行业协会不受第二条第（二）项、第（三）项限制; 人才奖励不适用第四条第一项."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policymatch.parsing.binding.earlier import PLACE, nodes_at
from policymatch.parsing.binding.spared import Spared
from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.drafting.places import placed
from policymatch.parsing.seldom import Seldom
from policymatch.parsing.structure.outline import Kind, Node
from policymatch.parsing.text.sentences import begin_of
from policymatch.spans import Span

_OF = r"(?:中|内)?(?:所列|所述|所规定|规定|明确)?(?:的)?(?:申[请报])?(?:各项|相关|有关)?(?:条件|要求|规定)?(?:的)?"
_EXCUSED = Seldom(
    r"(?P<who>[^，。；：（）\n]{0,30}?)(?:的)?，?(?:可以?|均|则|一律|原则上)*"
    rf"(?:不受(?:本(?:办法|细则|措施|政策|意见|规定|指南)的?|上述|前述)?(?P<held>{PLACE}){_OF}(?:限制|约束|制约)"
    rf"|(?:不适用|(?:无需|无须|不需要?|不必)(?:满足|符合|具备)|不要求(?:满足|符合|具备))(?:本(?:办法|细则|措施|政策|意见|规定|指南)的?|上述|前述)?(?P<met>{PLACE}){_OF})"
    r"(?=[，。；）\n]|$)"
)
_SENTENCE = re.compile(r"[^。；\n]+")
_ITS_OWN = re.compile(
    r"(?:(?:申[请报领]|享受|获得|适用)?(?:本|该|上述|以上|此)(?:条|款|项|类|奖励|补[贴助]|资助|政策|支持|扶持)*(?:的|规定的)?)?"
    r"(?:上述|该类?|此类|以上|相关|申[请报])?(?:企业|单位|机构|主体|项目|对象|人员|人|者|个人)?"
)
_SOME = re.compile("其中|但|如|若|特别|重大|确")
"""其中上市公司不受第二条限制: some of those a support is for, not all of them."""
_TAIL = 2


def find_excused(text: str, root: Node, drafts: Sequence[Draft]) -> list[Spared]:
    """The places by whose number a sentence excuses the supports it stands with or names."""
    return list(_excused(text, root, drafts)) if "不" in text or "无" in text else []


def _excused(text: str, root: Node, drafts: Sequence[Draft]) -> Iterator[Spared]:
    said = (match for told in _SENTENCE.finditer(text) for match in _EXCUSED.finditer(text, *told.span()))
    for match in said:
        free = frozenset(_whom(text, match, drafts))
        if not free:
            continue
        for node in nodes_at(text, root, match["held"] or match["met"]):
            if not node.span.contains(Span(*match.span())):
                yield Spared(node.span, free)
        start = begin_of(text, match.start(), "，。；：\n")
        yield Spared(Span(start, match.end()), frozenset(drafts))


def _whom(text: str, match: re.Match[str], drafts: Sequence[Draft]) -> list[Draft]:
    """The supports excused: those named by number, else those of the passage if all of its applicants are meant."""
    who = match["who"]
    if _SOME.match(who):
        return []
    if "第" in who:
        return placed(text, who, drafts)
    here = [
        draft
        for draft in drafts
        if draft.node.kind is not Kind.ROOT
        and draft.node.span.contains(Span(*match.span()))
        and draft.anchor.start < match.end()
    ]
    if not here or _ITS_OWN.fullmatch(who):
        return here
    kind = who[-_TAIL:]
    return [
        draft
        for draft in here
        if any(kind in one.span.of(text) and not one.negated for one in draft.told() if one.span.end <= match.start())
    ]


__all__ = ["find_excused"]
