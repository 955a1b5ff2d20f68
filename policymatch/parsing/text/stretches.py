"""Many spans at once: does another stretch touch this one?"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

from policymatch.spans import Span


class Stretches:
    """Spans with whom they belong to, in order, so that neighbours are found without looking at all of them.

    Args:
        spans: each span with its owner; spans may lie inside one another.
    """

    def __init__(self, spans: Iterable[tuple[Span, object]]) -> None:
        self._spans = sorted(spans, key=lambda pair: pair[0].start)
        self._starts = [span.start for span, _ in self._spans]
        self._reach = [*accumulate((span.end for span, _ in self._spans), max)]

    def touch(self, span: Span, *, besides: object = None) -> bool:
        """Whether a span shares a character with ``span`` that belongs to someone other than ``besides``.

        >>> Stretches([(Span(0, 4), "a"), (Span(6, 9), "b")]).touch(Span(3, 6), besides="a")
        False
        """
        at = bisect_left(self._starts, span.end) - 1
        while at >= 0 and self._reach[at] > span.start:
            other, owner = self._spans[at]
            if other.end > span.start and len(other) and len(span) and owner is not besides:
                return True
            at -= 1
        return False


__all__ = ["Stretches"]
