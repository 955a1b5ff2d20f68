"""The names nearest to one that is unknown, for messages that help."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, names: Iterable[str], *, limit: int = 5) -> tuple[str, ...]:
    """Up to ``limit`` of the names, the most alike first."""
    from rapidfuzz import process  # loaded only when something went wrong

    return tuple(name for name, _, _ in process.extract(word, list(names), limit=limit))
