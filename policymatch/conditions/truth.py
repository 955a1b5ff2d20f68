"""Kleene's three-valued logic: true, false, unknown (``None``)."""

from __future__ import annotations

from collections.abc import Iterable

Truth = bool | None
"""True, False, or None for *unknown*: a value, never an exception and never a default."""


def negate(value: Truth) -> Truth:
    """Not: unknown stays unknown."""
    return None if value is None else not value


def at_least(count: int, values: Iterable[Truth]) -> Truth:
    """True where ``count`` are surely true, False where too few can still be, else unknown."""
    surely = possibly = 0
    for value in values:
        surely += value is True
        possibly += value is not False
    if surely >= count:
        return True
    return None if possibly >= count else False


def all_of(values: Iterable[Truth]) -> Truth:
    """And; of nothing it is true."""
    listed = tuple(values)
    return at_least(len(listed), listed)


def any_of(values: Iterable[Truth]) -> Truth:
    """Or; of nothing it is false."""
    return at_least(1, values)
