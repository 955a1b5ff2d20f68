"""How much of the eligibility text became conditions: structured, left to judgement, not understood."""

from __future__ import annotations

import re
from collections.abc import Iterable

from policymatch.conditions import Judgement, Node, leaves
from policymatch.parsing.immutable import immutable
from policymatch.parsing.structure.requirements import Clause, Requirement, clauses
from policymatch.spans import Span

_COUNTED = re.compile(r"[^\W_]+")
"""Letters and figures."""


@immutable
class Coverage:
    """Characters of a document's eligibility text by what became of them.

    Args:
        structured: in a field condition.
        judgement: in a condition that a person must decide.
        not_understood: in neither.
    """

    structured: int = 0
    judgement: int = 0
    not_understood: int = 0

    @property
    def total(self) -> int:
        """All characters of eligibility text."""
        return self.structured + self.judgement + self.not_understood

    @property
    def share(self) -> float:
        """The share that became a condition of either kind; 1 where there is no eligibility text."""
        return (self.structured + self.judgement) / self.total if self.total else 1.0

    @property
    def structured_share(self) -> float:
        """The share that became field conditions; 1 where there is no eligibility text."""
        return self.structured / self.total if self.total else 1.0


def measure(requirements: Iterable[Requirement], conditions: Iterable[Node], text: str) -> Coverage:
    """Measure a document.

    Args:
        requirements: everything that was read as eligibility.
        conditions: what it became, spans in the working text.
        text: the working text; signs and spaces do not count.
    """
    spans = (
        clause.span for requirement in requirements for clause in clauses(requirement) if isinstance(clause, Clause)
    )
    counted = bytearray(len(text))
    for run in _COUNTED.finditer(text):
        counted[run.start() : run.end()] = b"\1" * (run.end() - run.start())
    wanted = _mask(spans, counted)
    fields: list[Span] = []
    judged: list[Span] = []
    for condition in conditions:
        for leaf in leaves(condition):
            if leaf.source is not None and leaf.source.span is not None:
                (judged if isinstance(leaf, Judgement) else fields).append(leaf.source.span)
    structured = wanted & _mask(fields, counted)
    judgement = wanted & _mask(judged, counted) & ~structured
    counts = structured.bit_count(), judgement.bit_count()
    return Coverage(*counts, wanted.bit_count() - sum(counts))


def _mask(spans: Iterable[Span], counted: bytearray) -> int:
    """The letters and figures of the stretches, a bit of one number each (one byte a character)."""
    mask = bytearray(len(counted))
    for span in spans:
        part = counted[span.start : span.end]
        mask[span.start : span.start + len(part)] = part
    return int.from_bytes(mask, "little")
