"""Figures of a stretch that could be money granted: amounts, shares and ceilings, each with the words around it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from policymatch.conditions import Op
from policymatch.parsing import values
from policymatch.parsing.benefits.words import HALF, WHOLE
from policymatch.parsing.immutable import immutable
from policymatch.parsing.text.sentences import begin_of, end_of
from policymatch.parsing.values import Amount, Bound, Found, Range, Series
from policymatch.spans import Span

_SAID_LATER = re.compile(r"（[^（）]{0,6}）(?:元|[美港欧日]元)")
_PHRASE_END = "，。；\n\t"
_PART_END = "；。\n"
_SENTENCE_END = "。\n"
_REACH = 2000


@immutable
class Figure:
    """A number of money or a share, with its place.

    Args:
        span: where it stands.
        number: 元 (or the currency's unit) or a fraction; the upper end of a range.
        low: the lower end of a range, else None.
        ratio: a share, not money.
        op: the limit that its own words state.
        unit: what follows the money's slash: 件 of 2000元/件; empty.
        currency: ISO code.
        series: ordinal of the series it is a step of (300万元、200万元), with ``step`` its place in it; -1 alone.
        phrase, part, sentence: the stretches between commas, semicolons and full stops that it stands in.
    """

    span: Span
    number: Decimal
    low: Decimal | None
    ratio: bool
    op: Op | None
    unit: str
    currency: str
    phrase: Span
    part: Span
    sentence: Span
    series: int = -1
    step: int = 0

    def before(self, text: str) -> str:
        """The words of its phrase before it."""
        return text[self.phrase.start : self.span.start]

    def after(self, text: str) -> str:
        """The words of its phrase after it."""
        return text[self.span.end : self.phrase.end]


def find_figures(text: str, spans: Sequence[Span]) -> list[Figure]:
    """Every amount of money and every share in the stretches, in order; the words around them may lie outside."""
    found: list[Figure] = []
    number = 0
    for span in merged(spans):
        for value in values.find(text, span.start, span.end):
            number += 1
            found += _figures(text, value, number)
        found += [*_worded(text, span, found), *_against_one(text, span)]
    return sorted(found, key=lambda figure: figure.span)


def merged(spans: Sequence[Span]) -> list[Span]:
    """The same stretches in order, overlapping ones as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = found[-1].cover(span)
        else:
            found.append(span)
    return found


def _figures(text: str, found: Found, number: int) -> Iterator[Figure]:
    if isinstance(found.value, Series):
        for step, (value, part) in enumerate(zip(found.value.steps, _parts(found), strict=False)):
            yield from _built(text, part, value, number, step)
    elif isinstance(found.value, Amount | Bound | Range):
        yield from _built(text, found.span, found.value, -1, 0)


def _parts(found: Found) -> list[Span]:
    return [part.span for part in found.parts] or [found.span]


def _built(text: str, span: Span, value: Amount | Bound | Range, series: int, step: int) -> Iterator[Figure]:
    low: Decimal | None = None
    if isinstance(value, Range):
        low, amount, op = value.low.amount.number, value.high.amount, None
    elif isinstance(value, Bound):
        amount, op = value.amount, value.op
    else:
        amount, op = value, None
    head, _, unit = amount.unit.partition("/")
    unsaid = not amount.unit and amount.scaled and not _SAID_LATER.match(text, span.end)  # 奖励50万, 5万—500万的资助
    if not unsaid and (
        amount.dimension not in ("money", "ratio", "rate") or (amount.dimension == "rate" and head != "元")
    ):
        return
    yield Figure(
        span, amount.number, low, amount.dimension == "ratio", op, unit, amount.currency,
        stretch(text, span, _PHRASE_END), stretch(text, span, _PART_END), sentence_of(text, span), series, step,
    )  # fmt: skip


def _worded(text: str, within: Span, known: list[Figure]) -> Iterator[Figure]:
    """Shares said in words: 全额, 等额配套, 减半收取."""
    starts = sorted(figure.span.start for figure in known if figure.ratio)
    for pattern, share in ((WHOLE, Decimal(1)), (HALF, Decimal("0.5"))):
        for found in pattern.finditer(text, within.start, within.end):
            span = Span(*found.span())
            phrase = stretch(text, span, _PHRASE_END)
            near = [start for start in _around(starts, span.start) if phrase.start <= start < phrase.end]
            if not any(abs(start - span.start) < 10 for start in near):
                yield Figure(
                    span, share, None, True, None, "", "CNY", phrase, stretch(text, span, _PART_END),
                    sentence_of(text, span),
                )  # fmt: skip


def _around(starts: list[int], at: int) -> list[int]:
    """The sorted places next to a place, before and after."""
    number = bisect_left(starts, at)
    return starts[max(0, number - 1) : number + 1]


_TO_ONE = re.compile(
    r"1\s*[:：∶比]\s*(?P<share>\d(?:\.\d+)?)(?=(?:的)?(?:比例)?[^，。；]{0,6}(?:配套|奖|补|资助|支持|给))"
)


def _against_one(text: str, within: Span) -> Iterator[Figure]:
    """A share said as a ratio: 1∶0.5配套."""
    for found in _TO_ONE.finditer(text, within.start, within.end):
        if found["share"] != "1":
            span = Span(*found.span())
            yield Figure(
                span, Decimal(found["share"]), None, True, None, "", "CNY", stretch(text, span, _PHRASE_END),
                stretch(text, span, _PART_END), sentence_of(text, span),
            )  # fmt: skip


@lru_cache(maxsize=256)  # a figure's phrase and part are asked for with the passage and again with its tail
def stretch(text: str, at: Span, ends: str) -> Span:
    """The stretch around a place up to the nearest signs outside brackets, at most 600 characters either way."""
    return Span(
        _left(text, at.start, max(0, at.start - 600), ends), _right(text, at.end, min(len(text), at.end + 600), ends)
    )


def sentence_of(text: str, at: Span) -> Span:
    """The sentence around a place, at most 2000 characters either way; brackets do not end it."""
    first, last = max(0, at.start - _REACH), min(len(text), at.end + _REACH)
    return Span(begin_of(text, at.start, _SENTENCE_END, first), end_of(text, at.end, _SENTENCE_END, last))


def _left(text: str, at: int, stop: int, ends: str) -> int:
    nearest = begin_of(text, at, ends, stop)
    if text.find("）", nearest, at) < 0 and text.find("（", nearest, at) < 0:
        return nearest
    depth = 0
    while at > stop:
        sign = text[at - 1]
        if sign == "）":
            depth += 1
        elif sign == "（":
            if depth == 0:
                return at
            depth -= 1
        elif (depth == 0 and sign in ends) or sign == "\n":
            return at
        at -= 1
    return at


def _right(text: str, at: int, stop: int, ends: str) -> int:
    nearest = end_of(text, at, ends, stop)
    if text.find("（", at, nearest) < 0 and text.find("）", at, nearest) < 0:
        return nearest
    depth = 0
    while at < stop:
        sign = text[at]
        if sign == "（":
            depth += 1
        elif sign == "）":
            if depth == 0:
                return at
            depth -= 1
        elif (depth == 0 and sign in ends) or sign == "\n":
            return at
        at += 1
    return at


def in_bracket(text: str, figure: Figure) -> bool:
    """Whether the figure stands in a bracket."""
    return (
        text[figure.phrase.start - 1 : figure.phrase.start] == "（"
        or text[figure.part.start - 1 : figure.part.start] == "（"
    )


def re_ends(pattern: re.Pattern[str], text: str) -> bool:
    """Whether the pattern, anchored at its end, fits the end of a text (the last 40 characters are looked at)."""
    return bool(pattern.search(text[-40:]))
