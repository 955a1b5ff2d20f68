"""What every family of fields works on: one clause in its compact view, and the facts found in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property

from policymatch.conditions.nodes import Judgement, Node, Op, Test, Value, tests
from policymatch.parsing.immutable import immutable
from policymatch.parsing.rules import Derived
from policymatch.parsing.structure.definitions import Definitions
from policymatch.parsing.text.sentences import begin_of
from policymatch.parsing.values import blank, calendar, quantity
from policymatch.parsing.values.folded import Folded
from policymatch.quantities import Period
from policymatch.spans import SourceRef

STOPS = "，。；：？！"


@immutable
class Fact:
    """One thing that a clause demands, before the clause becomes a tree.

    Args:
        rule: the rule that read it.
        start, end: its words in the compact view (quote).
        node: what it means; a leaf, or a small tree where one phrase says several things.
        rank: which of two overlapping facts stays (higher), before length.
        cover: further stretches that it explains, so that nothing is made of them again.
        ladder: the tests of the further steps of a series, the first being ``node``.
        parts: what it was read from.
    """

    rule: str
    start: int
    end: int
    node: Node
    rank: int = 5
    cover: tuple[tuple[int, int], ...] = ()
    ladder: tuple[Node, ...] = ()
    parts: tuple[Derived, ...] = ()

    @property
    def fields(self) -> frozenset[str]:
        """The fields that its tests look at; the rule's name where it has none."""
        return frozenset(test.field for test in tests(self.node)) or frozenset({self.rule})


@dataclass(eq=False)
class Reading:
    """One clause being read.

    Attributes:
        folded: the compact view.
        definitions: how the document's words are to be read.
        subject: who the clause speaks of, where the sentence says it elsewhere.
        segments: stretches between commas, semicolons and stops that stand outside brackets and quotes.
    """

    folded: Folded
    definitions: Definitions
    subject: str = ""
    text: str = field(init=False)
    segments: tuple[tuple[int, int], ...] = field(init=False)

    def __post_init__(self) -> None:
        self.text = self.folded.text
        self.segments = tuple(split_outside(self.text, STOPS))

    @cached_property
    def days(self) -> tuple[calendar.ReadDay, ...]:
        """Days of the clause."""
        return tuple(calendar.read_days(self.text)) if "20" in self.text or "19" in self.text else ()

    @cached_property
    def periods(self) -> tuple[calendar.ReadPeriod, ...]:
        """Periods of the clause that are no days."""
        found = calendar.read_periods(self.text) if "年" in self.text or "月内" in self.text else ()
        return tuple(p for p in found if not any(d.start < p.end and p.start < d.end for d in self.days))

    @cached_property
    def quantities(self) -> tuple[quantity.Read, ...]:
        """Amounts, limits, ranges and series of the clause, days and periods apart."""
        taken = [(day.start, day.end) for day in self.days]
        taken += [(p.start, p.end) for p in self.periods if p.rule != "期间.年内"]
        taken += [found.span("channel") for found in _CHANNEL.finditer(self.text)] if "套" in self.text else []
        return tuple(quantity.read(blank(self.text, taken), inclusive=self.definitions.inclusive))

    @cached_property
    def before(self) -> str:
        """The words of the same sentence that stand before the clause, compact."""
        source, end = self.folded.source, self.folded.start
        return Folded(source, begin_of(source, end, "。；;\n", max(0, end - 120)), end).text

    @cached_property
    def around(self) -> str:
        """The clause with the words that stand beside it, as they are."""
        start = self.folded.start
        return self.folded.source[max(0, start - 80) : start + len(self.text) + 80]

    def segment(self, at: int) -> tuple[int, int]:
        """The segment around a place."""
        for start, end in self.segments:
            if start <= at <= end:
                return start, end
        return 0, len(self.text)

    def source(self, start: int, end: int) -> SourceRef:
        """The verbatim words of a compact stretch, without what only joins it to the words before."""
        while start < end - 2 and (
            self.text[start] in "，、；的且" or self.text[max(0, start - 1) : start + 1] == "或者"
        ):
            start += 1
        span = self.folded.span(start, end)
        return SourceRef(span.of(self.folded.source), span)

    def test(self, name: str, op: Op, value: Value, start: int, end: int, *, period: Period | None = None,
             label: str | None = None, confidence: float = 0.9) -> Test:  # fmt: skip
        """A field test with its words."""
        return Test(name, op, value, period, label, self.source(start, end), confidence)

    def judgement(self, label: str, start: int, end: int, confidence: float = 0.7) -> Judgement:
        """A judgement with its words."""
        return Judgement(label[:120], self.source(start, end), confidence)

    def fact(self, rule: str, node: Node, start: int, end: int, *, rank: int = 5,
             cover: tuple[tuple[int, int], ...] = (), ladder: tuple[Node, ...] = (),
             parts: tuple[Derived, ...] = ()) -> Fact:  # fmt: skip
        """A fact at a place."""
        return Fact(rule, start, end, node, rank, cover, ladder, parts)

    def bracket(self, at: int) -> tuple[int, int] | None:
        """The bracket around a place; None outside brackets."""
        opened = self.text.rfind("（", 0, at + 1)
        if opened < 0 or self.text.rfind("）", opened, at) >= 0:
            return None
        closed = self.text.find("）", at)
        return (opened, closed + 1) if closed >= 0 else None


_CHANNEL = re.compile(
    "(?:电视台|央视)(?P<channel>[一二三四五六七八九十]{1,2}套(?:[、和或及][一二三四五六七八九十]{1,2}套)*)"
)
"""中央电视台一套、八套: a channel, nothing counted."""


def _of_day(text: str, at: int) -> bool:
    """Whether a colon stands in a time of day: 20：00-22：00."""
    return text[at] == "：" and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()


@cache
def _signs(stops: str) -> re.Pattern[str]:
    return re.compile(f"[（“《）”》{re.escape(stops)}]")


def split_outside(text: str, stops: str) -> Iterator[tuple[int, int]]:
    """Cut at any of the stops that stand outside brackets, quotes and titles."""
    depth, start = 0, 0
    for sign in _signs(stops).finditer(text):
        character, at = sign[0], sign.start()
        if character in "（“《":
            depth += 1
        elif character in "）”》":
            depth = max(0, depth - 1)
        elif depth == 0 and not _of_day(text, at):
            if at > start:
                yield start, at
            start = at + 1
    if start < len(text):
        yield start, len(text)
