"""What the solver is asked: choices with bounds, and what binds them together. Whole 分 throughout; no documents."""

from __future__ import annotations

from dataclasses import dataclass

UNBOUNDED = 10**22
"""Stands for "no upper bound": more than any sum of money, so that one unbounded support outweighs all bounded ones."""


@dataclass(frozen=True, slots=True)
class Terms:
    """A share of a base, for supports whose base shrinks by what others gave.

    Args:
        numerator: of the rate.
        denominator: of the rate.
        base: the base in 分, at least and at most (``UNBOUNDED`` where nothing bounds it).
        cap: the ceiling in 分; ``UNBOUNDED`` for none.
    """

    numerator: int
    denominator: int
    base: tuple[int, int]
    cap: int = UNBOUNDED

    def pays(self, gone: int, side: int) -> int:
        """What it gives once ``gone`` has been taken from its base."""
        if self.base[side] >= UNBOUNDED:
            return self.cap
        return min(self.cap, max(0, self.base[side] - gone) * self.numerator // self.denominator)


@dataclass(frozen=True, slots=True)
class Choice:
    """A support that may be taken.

    Args:
        key: its name.
        low: at least this much, 分.
        high: at most this much, 分; ``UNBOUNDED`` where nothing bounds it.
        terms: how it is computed, for members of a queue.
    """

    key: str
    low: int
    high: int
    terms: Terms | None = None

    def amount(self, side: int) -> int:
        """The lower (0) or the upper (1) bound."""
        return self.high if side else self.low


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Two that cannot both be had; ``tag`` names the rule."""

    first: int
    second: int
    tag: int = 0


@dataclass(frozen=True, slots=True)
class Offset:
    """What ``by`` grant is deducted from ``item``: together they give no more than the larger of the two sides."""

    item: int
    by: frozenset[int]
    tag: int = 0


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The members together give no more than this: at least ``low``, at most ``high`` 分."""

    members: frozenset[int]
    low: int
    high: int
    tag: int = 0

    def limit(self, side: int) -> int:
        """The ceiling in the lower (0) or the upper (1) case."""
        return self.high if side else self.low


@dataclass(frozen=True, slots=True)
class Need:
    """``item`` gives nothing unless one of ``any_of`` is taken too."""

    item: int
    any_of: frozenset[int]
    tag: int = 0


@dataclass(frozen=True, slots=True)
class Queue:
    """Members are paid one after another, and what was paid before leaves the base of the next."""

    members: frozenset[int]
    tag: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """Choices by their place, and what binds them."""

    choices: tuple[Choice, ...]
    exclusions: tuple[Exclusion, ...] = ()
    offsets: tuple[Offset, ...] = ()
    ceilings: tuple[Ceiling, ...] = ()
    needs: tuple[Need, ...] = ()
    queues: tuple[Queue, ...] = ()


Score = tuple[int, int]
"""The sure total, then the highest possible one: sets are compared by the first, then by the second."""


@dataclass(frozen=True, slots=True)
class Payment:
    """What a set gives.

    Args:
        low: at least, by choice, 分.
        high: at most, by choice.
        order: the order of applying for the members of queues, best first.
        exact: whether no other way of paying gives more; False only where there were too many to try.
    """

    low: dict[int, int]
    high: dict[int, int]
    order: tuple[int, ...] = ()
    exact: bool = True

    @property
    def score(self) -> Score:
        """Both totals."""
        return sum(self.low.values()), sum(self.high.values())
