"""Every number of a source text, and what the published form makes of it: read, or marked as unused with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from policymatch.documents.quotes import QuoteFinder
from policymatch.quantities import Money, Period
from policymatch.spans import Span

Plain = Mapping[str, Any]

DAY = re.compile(r"(?:(\d{4})(?:年|-))?(\d{1,2})(?:月|-)(\d{1,2})(?:日|(?!\d))")
YEARS = range(2015, 2036)
NUMBERING = re.compile(r"(?m)^\s*(?:\d+[.．、]|[（(]\d+[）)])")
DIGITS = re.compile(r"\d+(?:\.\d+)?")
WORDED = re.compile(r"(?<![一二三四五六七八九十第])[一二两三四五六七八九十](?=年|个月|个会计年度|倍|项条件)")
SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000), "%": Decimal("0.01")}
WORD_VALUES = {word: Decimal(at) for at, word in enumerate("一二三四五六七八九十", 1)} | {"两": Decimal(2)}


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: its place, its words with what follows, the values it may stand for."""

    span: Span
    words: str
    values: frozenset[Decimal]


@dataclass(frozen=True, slots=True)
class Statement:
    """A quote and the numbers that were read from it; None: kept as words."""

    quote: str
    values: frozenset[Decimal] | None


def unread(source: str, data: Plain) -> list[str]:
    """The numbers of a source that nothing in the published form uses and nobody marked."""
    finder = QuoteFinder(source)
    cover = [(span, said.values) for said in statements(data) for span in places(finder, said.quote)]
    blanked = [span for text in whole_texts(data) for span in places(finder, text)]
    return [
        number.words
        for number in numbers(source)
        if not any(span.contains(number.span) for span in blanked)
        and not any(span.contains(number.span) and (values is None or values & number.values) for span, values in cover)
        and not (number.values & header_values(data))
    ]


def numbers(text: str) -> Iterator[Number]:
    """The numbers of a text, the numbering of its lines aside; a full day is one number."""
    skipped = [Span(*found.span()) for found in NUMBERING.finditer(text)]
    for found in DAY.finditer(text):
        skipped.append(Span(*found.span()))
        yield Number(skipped[-1], found[0], days_of(found))
    for pattern in (DIGITS, WORDED):
        for found in pattern.finditer(text):
            span = Span(*found.span())
            if not any(skip.contains(span) for skip in skipped):
                after = text[span.end : span.end + 2]
                yield Number(span, text[max(0, span.start - 6) : span.end + 4], values_of(found[0], after))


def days_of(found: re.Match[str]) -> frozenset[Decimal]:
    """A day; one without year may be that day of any year."""
    years = (int(found[1]),) if found[1] else YEARS
    return frozenset(Decimal(date(year, int(found[2]), int(found[3])).toordinal()) for year in years)


def values_of(digits: str, after: str) -> frozenset[Decimal]:
    value = WORD_VALUES[digits] if digits in WORD_VALUES else Decimal(digits)
    if scale := SCALES.get(after[:1]):
        return frozenset({value * scale})
    if after.startswith("年"):
        return frozenset({value, value * 12})
    if after.startswith(("个月", "月")):
        return frozenset({value, value / 12})
    return frozenset({value})


def places(finder: QuoteFinder, quote: str) -> Iterator[Span]:
    """Every place of a quote."""
    start = 0
    while (span := finder.find(quote, start)) is not None:
        yield span
        start = span.start + 1


def whole_texts(data: Plain) -> Iterator[str]:
    """Texts whose numbers need no reading: the title, the document's number, what was marked as unused."""
    yield data["title"]
    if data.get("doc_number"):
        yield data["doc_number"]
    yield from (entry["text"] for entry in data.get("unused_numbers", ()))


def header_values(data: Plain) -> frozenset[Decimal]:
    """The days of the header; and, in years, how long it is in force."""
    days = [data[key] for key in ("published_on", "valid_from", "valid_to") if data.get(key)]
    found = {Decimal(day.toordinal()) for day in days}
    return frozenset(found)


def statements(data: Plain) -> Iterator[Statement]:
    yield from _lifetime(data)
    for item in data["items"]:
        for leaf in leaves(item["condition"]):
            yield Statement(leaf["quote"], frozenset(_leaf_values(leaf)))
        for benefit in item["benefits"]:
            inner = leaves(benefit["when"]) if "when" in benefit else ()
            values = frozenset(_benefit_values(benefit))
            yield Statement(benefit["quote"], values)
            yield from (Statement(leaf["quote"], frozenset(_leaf_values(leaf))) for leaf in inner)
        window = item.get("window") or {}
        if window:
            days = [Decimal(window[key].toordinal()) for key in ("opens_on", "closes_on") if window[key]]
            yield Statement(window["quote"], frozenset(days) | frozenset(_words(str(window.get("recurring", "")))))
        yield from (
            Statement(words, None) for words in (*item["stacking"], *item["materials"], *item.get("obligations", ()))
        )


def _lifetime(data: Plain) -> Iterator[Statement]:
    """有效期5年, where the header's dates say so."""
    if data.get("valid_from") and data.get("valid_to"):
        years = round((data["valid_to"] - data["valid_from"]).days / 365.25)
        for word in (str(years), "一二三四五六七八九十"[years - 1]):
            for before in ("有效期", "有效期为", "试行"):
                yield Statement(f"{before}{word}年", frozenset({Decimal(years)}))


def leaves(node: Plain) -> Iterator[Plain]:
    if "field" in node or "manual" in node:
        yield node
    elif "not" in node:
        yield from leaves(node["not"])
    else:
        for child in node.get("all") or node.get("any") or node["of"]:
            yield from leaves(child)


def _leaf_values(leaf: Plain) -> Iterator[Decimal]:
    yield from _value(leaf.get("value"))
    yield from _words(" ".join(str(leaf.get(key, "")) for key in ("label", "manual", "comment")))
    if leaf.get("period"):
        period = Period.parse(leaf["period"])
        yield Decimal(period.length)
        if not period.relative:
            yield from (Decimal(period.first), Decimal(period.last))


def _benefit_values(benefit: Plain) -> Iterator[Decimal]:
    for key in ("amount", "rate", "cap", "base_over", "years", "step"):
        yield from _value(benefit.get(key))
    for part in benefit.get("instalments", ()):
        yield from _value(part)
        yield Decimal(str(part)) * 10
    if benefit.get("instalments"):
        yield Decimal(len(benefit["instalments"]))
    yield from _words(" ".join(str(benefit.get(key, "")) for key in ("per", "base_label", "comment")))


def _value(value: Any) -> Iterator[Decimal]:
    if isinstance(value, date):
        yield Decimal(value.toordinal())
    elif isinstance(value, str) and (money := Money.parse(value)):
        yield money.amount
    elif isinstance(value, list):
        yield from _words(" ".join(map(str, value)))
    elif value is not None and not isinstance(value, bool | str):
        yield Decimal(str(value))


def _words(text: str) -> Iterator[Decimal]:
    for number in numbers(text):
        yield from number.values
