"""Where words stand: half-open character spans in a source text, and references that carry the words along."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True, init=False)
class Span:
    """Half-open range of characters ``[start, end)`` in one source text."""

    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:
        if not 0 <= start <= end:
            raise ValueError(f"not a span: [{start}, {end})")
        _set_start(self, start)
        _set_end(self, end)

    def __len__(self) -> int:
        return self.end - self.start

    def shift(self, by: int) -> Span:
        """The span seen from a text in which this one's text begins at ``by``."""
        return Span(self.start + by, self.end + by)

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether the other lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def cover(self, other: Span) -> Span:
        """The shortest span that holds both."""
        return Span(min(self.start, other.start), max(self.end, other.end))

    def of(self, text: str) -> str:
        """The words."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, init=False)
class SourceRef:
    """The words that a statement came from.

    Args:
        quote: the words, verbatim.
        span: their place in the source text; None where only the words are known.
        path: the article they stand in, such as ``第三条/（二）``; empty where unknown.
    """

    quote: str
    span: Span | None
    path: str

    def __init__(self, quote: str, span: Span | None = None, path: str = "") -> None:
        _set_quote(self, quote)
        _set_span(self, span)
        _set_path(self, path)


# a document makes tens of thousands of spans and quotes: the slots are filled without the checks of a frozen class
_set_start = Span.__dict__["start"].__set__
_set_end = Span.__dict__["end"].__set__
_set_quote = SourceRef.__dict__["quote"].__set__
_set_span = SourceRef.__dict__["span"].__set__
_set_path = SourceRef.__dict__["path"].__set__
