"""Sentences, parts and phrases of a stretch of text, as spans; brackets and quotation marks are never cut open."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policymatch.spans import Span

OPENING = "（〔【《〈“‘「『"
CLOSING = "）〕】》〉”’」』"
SENTENCE_ENDS = frozenset("。！？\n")
PART_ENDS = frozenset("；")
PHRASE_ENDS = frozenset("，")
LONGEST_BRACKET = 400
_BRACKET = re.compile(f"[{OPENING}{CLOSING}]")
_GRADE = re.compile(
    r"(?:[^，。；、\d]{2,10}|\d)[^，。；、]{0,24}的，?(?:按|每|给予|奖励|补[贴助])[^，。；]{0,16}\d[^，。；]{0,10}(?:元|%)"
)
_SIGN = re.compile(f"[{OPENING}。！？\n；，、]")


def sentences(text: str, span: Span) -> list[Span]:
    """The sentences of a stretch, each with its closing sign."""
    return _cut(text, span, SENTENCE_ENDS)


def parts(text: str, span: Span) -> list[Span]:
    """The parts of a sentence between semicolons."""
    return _cut(text, span, PART_ENDS | SENTENCE_ENDS)


def phrases(text: str, span: Span) -> list[Span]:
    """The phrases of a part between commas."""
    return _cut(text, span, PHRASE_ENDS | PART_ENDS | SENTENCE_ENDS)


def trimmed(text: str, span: Span, signs: str = "，。；：、！？\n\t ") -> Span:
    """The stretch without the signs and spaces at its ends."""
    start, end = span.start, span.end
    while start < end and text[start] in signs:
        start += 1
    while end > start and text[end - 1] in signs:
        end -= 1
    return Span(start, end)


def _cut(text: str, span: Span, ends: frozenset[str]) -> list[Span]:
    return [piece for piece in _pieces(text, span, ends) if len(trimmed(text, piece))]


def _pieces(text: str, span: Span, ends: frozenset[str]) -> Iterator[Span]:
    start, closing = span.start, _closings(text, span)
    skip = span.start
    for found in _SIGN.finditer(text, span.start, span.end):
        at = found.start()
        if at < skip:
            continue
        if at in closing:
            skip = closing[at]
        elif text[at] in ends or ("；" in ends and text[at] == "、" and _parts_grants(text, at)):
            at += 1
            while at < span.end and text[at] in "”’）」":
                at += 1
            yield Span(start, at)
            start = skip = at
    if start < span.end:
        yield Span(start, span.end)


def _parts_grants(text: str, at: int) -> bool:
    """给予…奖励、对…给予…; 自有的每张床位1.5万元、租赁的每张床位8000元: a pause mark that parts two grants."""
    if text[at] != "、":
        return False
    if text[at - 1 : at] in ("元", "%") and _GRADE.match(text, at + 1):
        return True
    return text[at + 1 : at + 2] == "对" and text[max(0, at - 2) : at] in ("奖励", "补贴", "补助", "资助", "支持")


def _closings(text: str, span: Span) -> dict[int, int]:
    """Opening bracket → the place after its partner; brackets that never close are left out."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for bracket in _BRACKET.finditer(text, span.start, span.end):
        at = bracket.start()
        if text[at] in OPENING:
            opened.append(at)
            continue
        kind = CLOSING.index(text[at])
        while opened:
            start = opened.pop()
            if text[start] == OPENING[kind]:
                if at - start < LONGEST_BRACKET:
                    found[start] = at + 1
                break
    return found
