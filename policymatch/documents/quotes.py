"""Every statement can be shown in its place: quotes are found in the source, white space and width aside."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator

from policymatch.conditions import leaves
from policymatch.documents.model import PolicyDocument
from policymatch.errors import QuoteNotFoundError
from policymatch.spans import Span

SPACE = re.compile(r"\s")


class QuoteFinder:
    """A source text in which quotes are found whatever their line breaks and widths."""

    def __init__(self, text: str) -> None:
        folded: list[str] = []
        self._places: list[int] = []
        for place, character in enumerate(text):
            for part in unicodedata.normalize("NFKC", character):
                if not SPACE.match(part):
                    folded.append(part)
                    self._places.append(place)
        self._text = "".join(folded)

    def find(self, quote: str, start: int = 0) -> Span | None:
        """The first place of a quote at or after a character of the source; None where it does not stand."""
        wanted = SPACE.sub("", unicodedata.normalize("NFKC", quote))
        if not wanted:
            return None
        at = self._text.find(wanted, self._folded_index(start))
        return None if at < 0 else Span(self._places[at], self._places[at + len(wanted) - 1] + 1)

    def _folded_index(self, start: int) -> int:
        return bisect_left(self._places, start)


def quotes(document: PolicyDocument) -> Iterator[tuple[str, str]]:
    """Every quote of a document with the path of what it stands for."""
    for item in document.items:
        path = f"事项 {item.id}（{item.name}）"
        if item.anchor:
            yield item.anchor.quote, f"{path} anchor"
        for leaf in leaves(item.condition):
            if leaf.source:
                yield leaf.source.quote, f"{path} 条件"
        for benefit in item.benefits:
            if benefit.source:
                yield benefit.source.quote, f"{path} 支持标准"
        for source in (*item.stacking, item.window.source):
            if source:
                yield source.quote, f"{path} 叠加规则或申报时间"
    yield from _rule_quotes(document)


def _rule_quotes(document: PolicyDocument) -> Iterator[tuple[str, str]]:
    for rule in document.stacking_rules:
        if rule.source:
            yield rule.source.quote, "stacking_rules"


def check_quotes(document: PolicyDocument, source_text: str) -> None:
    """Check that every quote stands in the source.

    Raises:
        QuoteNotFoundError: the first one that does not, and where it is used.
    """
    finder = QuoteFinder(source_text)
    for quote, path in quotes(document):
        if finder.find(quote) is None:
            shown = quote if len(quote) <= 40 else quote[:40] + "…"
            raise QuoteNotFoundError(f"原文中没有“{shown}”", where=path, hint="引文须逐字取自原文")
