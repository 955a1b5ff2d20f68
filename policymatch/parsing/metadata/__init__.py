"""The head of a document: title, number, issuers, region and dates, from labels, signature, title or 附则.

>>> from policymatch.parsing.metadata import read_validity
>>> read_validity("本办法自2017年1月1日起施行，有效期5年。").resolve(None).valid_to
datetime.date(2021, 12, 31)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Protocol

from policymatch.parsing.immutable import immutable
from policymatch.parsing.metadata import issuers as issuing
from policymatch.parsing.metadata.areas import NATION, applies_to
from policymatch.parsing.metadata.decrees import decreed, printed
from policymatch.parsing.metadata.labels import LABELS, Labelled, find_labelled
from policymatch.parsing.metadata.titles import find_title, is_date_line, lines_of, read_number, title_text
from policymatch.parsing.metadata.validity import Validity, read_span, read_validity
from policymatch.parsing.text.days import find_days
from policymatch.spans import SourceRef, Span

__all__ = ["NATION", "Metadata", "read_metadata", "read_validity"]


_NARROW = {code: chr(code - 0xFEE0) for code in range(ord("０"), ord("９") + 1)}
"""Full-width figures to plain ones."""
_WIDE = re.compile("[０-９]")


class HasText(Protocol):
    """What the reader hands over, as far as the head is concerned."""

    @property
    def text(self) -> str: ...


@immutable
class Metadata:
    """The head of a document; None and empty where the text does not say.

    Args:
        region: GB/T 2260 code of where it applies (100000 for the whole country).
        valid_to: the last day on which it is in force.
        sources: the words that a value came from, by the name of the value.
    """

    title: str | None = None
    doc_number: str | None = None
    issuers: tuple[str, ...] = ()
    region: str | None = None
    published_on: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    sources: tuple[tuple[str, SourceRef], ...] = ()


def read_metadata(source: HasText) -> Metadata:
    """Read the head of a document.

    Args:
        source: the document as its reader gave it.
    """
    text = (
        source.text.translate(_NARROW) if _WIDE.search(source.text) else source.text
    )  # as long as the source: places in the one are places in the other
    labelled = find_labelled(text)
    span = find_title(text)
    title = title_text(text, span) if span else None
    decree = decreed(text)
    number = read_number(text, span)
    if number is None and decree is not None and decree.number is not None:
        number = decree.number, decree.span
    named = _issuers(text, labelled, title or "")
    published = _published(text, labelled)
    validity = _validity(text, labelled).resolve(published[0] if published else None)
    sources = {
        "title": span,
        "doc_number": number[1] if number else None,
        "issuers": named[1],
        "published_on": published[1] if published else None,
    }
    return Metadata(
        title=title,
        doc_number=number[0] if number else None,
        issuers=named[0],
        region=applies_to(named[0], title or "", number[0] if number else "", text),
        published_on=published[0] if published else None,
        valid_from=validity.valid_from,
        valid_to=validity.valid_to,
        sources=tuple((name, SourceRef(at.of(source.text), at)) for name, at in sources.items() if at is not None),
    )


def _issuers(text: str, labelled: Sequence[Labelled], title: str) -> tuple[tuple[str, ...], Span | None]:
    """The first of: label, signature or opening of the title, source line, department in charge, who explains."""
    strong = issuing.from_labels(labelled, "issuers")
    signed = issuing.from_signature(text)
    opening = issuing.from_title(title)
    if strong is not None:
        # a page's label often names the first of several; the signature names them all
        more = signed is not None and (set(strong[0]) < set(signed[0]) or _is_visited(text, strong[1]))
        if signed is not None and more:
            return signed
        return _told_in_full(strong, signed, opening) or strong
    if signed is not None and len(signed[0]) >= len(opening):
        city = _city(title, text)
        full = (next((one for one in opening if one.endswith(name)), name) for name in signed[0])
        return tuple(issuing.in_full(name, city) for name in full), signed[1]
    if opening:
        return opening, None
    told = next((one for one in (decreed(text), printed(text)) if one is not None and one.issuers), None)
    if told is not None:
        return told.issuers, told.span
    charged = [value for value in labelled if value.label in _IN_CHARGE]
    alone = [value for value in labelled if value.alone or value.key != "department" or charged == [value]]
    weak = (
        issuing.from_labels(alone, "source")
        or issuing.from_labels(alone, "department")
        or issuing.from_explanation(text)
    )
    if weak is None:
        return (), None
    city = _city(title, text)
    return tuple(issuing.in_full(name, city) for name in weak[0]), weak[1]


def _told_in_full(
    strong: tuple[tuple[str, ...], Span], signed: tuple[tuple[str, ...], Span] | None, opening: tuple[str, ...]
) -> tuple[tuple[str, ...], Span | None] | None:
    """The names of the title or signature where a page's label tells them without their place (区发改局); None elsewhere."""
    if not all(name[0] in "省市区县" for name in strong[0]):
        return None
    if len(opening) >= len(strong[0]) and not any(name[0] in "省市区县" for name in opening):
        return opening, None
    if signed is not None and len(signed[0]) >= len(strong[0]) and not any(n[0] in "省市区县" for n in signed[0]):
        return signed
    return None


_IN_CHARGE = ("业务主管部门", "主管部门")
"""Named once in a guide, whose it is; 责任单位 stands behind every support."""


def _is_visited(text: str, label: Span) -> bool:
    """Whether a label stands in the line in which a page counts its readers: the site names who put the text there."""
    start = text.rfind("\n", 0, label.start) + 1
    end = text.find("\n", label.end)
    return re.search("浏览|点击|访问量|阅读", text[start : end if end >= 0 else len(text)]) is not None


def _city(title: str, text: str) -> str | None:
    """The full name of the place in the title (or the opening), to write 市财政局 in full."""
    from policymatch.vocabulary import regions

    for stretch in (title, text[:1500]):
        for match in regions.find(stretch):
            if match.text[-1] in "省市区县":
                return match.text
    return None


def _published(text: str, labelled: Sequence[Labelled]) -> tuple[date, Span] | None:
    """The day of issue: label, signature or the date under the title, else the page's own date."""
    page: tuple[date, Span] | None = None
    for value in sorted(labelled, key=_strength):
        day = next(find_days(value.value), None)
        if value.key in ("published_on", "page_date") and day is not None:
            if value.key == "published_on" and not _is_page_line(text, value):
                return day.day, value.span
            page = page or (day.day, value.span)
    if (decree := decreed(text)) is not None and decree.day is not None:
        return decree.day, decree.span
    if (signed := _signed_day(text, labelled)) is not None:
        return signed
    last = printed(text)
    return (last.day, last.span) if last is not None and last.day is not None else page


def _strength(value: Labelled) -> int:
    """The place of a label among those of its field: the stronger first."""
    labels = LABELS.get(value.key, ())
    return labels.index(value.label) if value.label in labels else len(labels)


def _is_page_line(text: str, value: Labelled) -> bool:
    """Whether the date belongs to the web page: it shares its line with the source, the font size or a clock time."""
    start = text.rfind("\n", 0, value.span.start) + 1
    end = text.find("\n", value.span.end)
    line = text[start : end if end >= 0 else len(text)]
    return bool(re.search(r"来源|浏览|字号|字体|\d{1,2}:\d{2}", line))


def _signed_day(text: str, labelled: Sequence[Labelled]) -> tuple[date, Span] | None:
    """The date under a signature, else one alone on its line: under the title or at the very end."""
    signed = issuing.from_signature(text)
    if signed is not None:
        for day in find_days(text, signed[1].start, signed[1].end + 60):
            return day.day, signed[1]
    for line in lines_of(text):
        if is_date_line(line.text) and not any(value.span.overlaps(line.span) for value in labelled):
            return next(find_days(line.text)).day, line.span
    return None


def _validity(text: str, labelled: Sequence[Labelled]) -> Validity:
    """Labelled days first, then what the document says of itself, then a card's 时间/频度."""
    begins = _labelled_day(labelled, "valid_from")
    ends = _labelled_day(labelled, "valid_to")
    own = read_validity(text)
    if (begins or ends) and (ends or own.valid_from != begins):
        return Validity(valid_from=begins, valid_to=ends)
    if own != Validity():
        return own
    for value in labelled:
        if value.key not in ("frequency", "validity"):
            continue
        found = read_span(value.value)
        if found != Validity() and not (value.key == "frequency" and _is_round(found)):
            return found
    return Validity()


_SHORTEST_TERM = timedelta(days=180)


def _is_round(found: Validity) -> bool:
    """Whether the days are those within which one applies: 时间/频度 | 2025年4月7日至4月30日."""
    ends = found.valid_from, found.valid_to
    return ends[0] is not None and ends[1] is not None and ends[1] - ends[0] < _SHORTEST_TERM


def _labelled_day(labelled: Sequence[Labelled], key: str) -> date | None:
    for value in labelled:
        if value.key == key and (day := next(find_days(value.value), None)) is not None:
            return day.day
    return None
