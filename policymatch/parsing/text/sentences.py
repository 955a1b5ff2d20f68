"""Sentences, parts and phrases of a stretch of text, as spans; brackets and quotation marks are never cut open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from policymatch.spans import Span

OPENING = "（〔【《〈“‘「『"
CLOSING = "）〕】》〉”’」』"
SENTENCE_ENDS = frozenset("。！？\n")
PART_ENDS = frozenset("；")
PHRASE_ENDS = frozenset("，")
LONGEST_BRACKET = 400
_PART_ENDS = PART_ENDS | SENTENCE_ENDS
_PHRASE_ENDS = PHRASE_ENDS | _PART_ENDS
_SIGNS = "，。；：、！？\n\t "
_BRACKET = re.compile(f"[{OPENING}{CLOSING}]")
_GRADE = re.compile(
    r"(?:[^，。；、\d]{2,10}|\d)[^，。；、]{0,24}的，?(?:按|每|给予|奖励|补[贴助])[^，。；]{0,16}\d[^，。；]{0,10}(?:元|%)"
)
_GRADED = re.compile(r"的，?(?:按|每|给予|奖励|补[贴助])[^。；]{0,30}$|[给予][予以与][^，。；]{0,16}$")
"""A grade before a pause mark, which a limit is not: 单笔金额300万元以上、期限1年以上的，按35%贴息."""
_RUNG = re.compile(
    r"[^，。；、]{0,30}?\d[^，。；、]{0,24}?(?:给予|奖[励补]?|补[贴助]|资助)[^，。；、\d]{0,10}\d[\d.]*[万亿千百]*元"
)
_PAID = re.compile(r"(?:给予|奖[励补]?|补[贴助]|资助)[^，。；、\d]{0,10}\d[\d.]*[万亿千百]*元$")
_SIGNS_OF = {  # what each kind of cut stops at to look
    SENTENCE_ENDS: re.compile(f"[{OPENING}。！？\n]"),
    _PART_ENDS: re.compile(f"[{OPENING}。！？\n；、]"),
    _PHRASE_ENDS: re.compile(f"[{OPENING}。！？\n；，、]"),
}


def sentences(text: str, span: Span) -> list[Span]:
    """The sentences of a stretch, each with its closing sign."""
    return list(_cut(text, span.start, span.end, SENTENCE_ENDS))


def parts(text: str, span: Span) -> list[Span]:
    """The parts of a sentence between semicolons."""
    return list(_cut(text, span.start, span.end, _PART_ENDS))


def phrases(text: str, span: Span) -> list[Span]:
    """The phrases of a part between commas."""
    return list(_cut(text, span.start, span.end, _PHRASE_ENDS))


_DASHES = ("——", "--")


def trimmed(text: str, span: Span, signs: str = _SIGNS) -> Span:
    """The stretch without the signs and spaces at its ends, and without the dashes that mark a point (——弄虚作假的)."""
    start, end = span.start, span.end
    start += 2 * text.startswith(_DASHES, start, end)
    while start < end and text[start] in signs:
        start += 1
    while start < end and text[end - 1] in signs:
        end -= 1
    return span if start == span.start and end == span.end else Span(start, end)


@lru_cache(maxsize=4096)
def _cut(text: str, start: int, stop: int, ends: frozenset[str]) -> tuple[Span, ...]:
    """The pieces that hold more than signs; several stages ask for those of the same stretch."""
    found = []
    closing: dict[int, int] | None = None
    skip = start
    for sign in _SIGNS_OF[ends].finditer(text, start, stop):
        at = sign.start()
        if at < skip:
            continue
        if sign[0] in OPENING:
            closing = _closings(text, start, stop) if closing is None else closing
            skip = closing.get(at, skip)
        elif sign[0] != "、" or _parts_grants(text, at):
            at += 1
            while at < stop and text[at] in "”’）」":
                at += 1
            found.append((start, at))
            start = skip = at
    found.append((start, stop))
    return tuple([Span(a, b) for a, b in found if a < b and (text[a] not in _SIGNS or text[a:b].strip(_SIGNS))])


def _parts_grants(text: str, at: int) -> bool:
    """给予…奖励、对…给予…; 自有的每张床位1.5万元、租赁的每张床位8000元: a pause mark that parts two grants.

    So does one between two limits with their sums: 3亩至10亩奖励20万元、10亩至30亩奖励50万元.
    """
    if text[at - 1 : at] in ("元", "%") and _GRADE.match(text, at + 1) and _GRADED.search(text, max(0, at - 60), at):
        return True
    if text[at - 1 : at] == "元" and _RUNG.match(text, at + 1) and _PAID.search(text, max(0, at - 24), at):
        return True
    return text[at + 1 : at + 2] == "对" and text[max(0, at - 2) : at] in ("奖励", "补贴", "补助", "资助", "支持")


def _closings(text: str, first: int, stop: int) -> dict[int, int]:
    """Opening bracket → the place after its partner; brackets that never close are left out."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for bracket in _BRACKET.finditer(text, first, stop):
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


_POINT_MARK = re.compile(
    r"(?:\s*第[一二三四五六七八九十百\d]{1,5}条)?(?:\s*（?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）.．、]\s*)*(?:[①-⑳]|[一二三四五六七八九]是)?\s*"
)


def unmarked(text: str, span: Span) -> Span:
    """A stretch without the numbers that open it: 第三条, （一）, 1., ①."""
    mark = _POINT_MARK.match(text, span.start, span.end)
    return Span(mark.end(), span.end) if mark else span


def begin_of(text: str, at: int, ends: str = "。；\n", first: int = 0) -> int:
    """Where the words begin that a place stands in: behind the last of the signs that may end those before it."""
    for sign in ends:
        first = max(first, text.rfind(sign, first, at) + 1)
    return first


def end_of(text: str, at: int, ends: str = "。；\n", last: int | None = None) -> int:
    """Where the words end that a place stands in: before the next of the signs that may end them."""
    last = len(text) if last is None else last
    for sign in ends:
        found = text.find(sign, at, last)
        last = last if found < 0 else found
    return last


def cut_long(text: str, span: Span, longest: int) -> Iterator[Span]:
    """A stretch in pieces of at most so many characters, cut after a stop where there is one."""
    start = span.start
    while span.end - start > longest:
        stops = [text.rfind(stop, start, start + longest) for stop in "。；\n，"]
        end = next((stop + 1 for stop in stops if stop > start), start + longest)
        yield Span(start, end)
        start = end
    yield Span(start, span.end)
