"""Where neighbouring tiers meet: a number that one of them holds in so many words (含500亩), the other does not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from policymatch.conditions import Leaf, Op, Test, leaves
from policymatch.documents import Item
from policymatch.parsing.assembling.copying import Copying

_NUMBER = re.compile(r"\d[\d.]*")
_BRACKET = re.compile(r"[（(](?<!不)包?含(?:本数)?(?P<number>\d[\d.]*)?[^（）()]*[)）]")
_STRICT = {Op.GE: Op.GT, Op.LE: Op.LT}
_MEETS = {Op.GE: Op.LE, Op.LE: Op.GE}


def met(items: Sequence[Item]) -> list[Item]:
    """The items, limits where they meet a neighbour's made to exclude what that one's bracket includes."""
    told = [list(_held(item)) for item in items]
    return [
        _apart(item, [limit for one in (at, *_beside(items, at)) for limit in told[one]])
        for at, item in enumerate(items)
    ]


def _beside(items: Sequence[Item], at: int) -> Iterator[int]:
    """The neighbours that give the same sort of thing: tiers of one support, where an award and a rent are two."""
    given = {benefit.type for benefit in items[at].benefits}
    for beside in (at - 1, at + 1):
        if 0 <= beside < len(items) and given & {benefit.type for benefit in items[beside].benefits}:
            yield beside


def _held(item: Item) -> Iterator[Test]:
    """The limits of an item whose own words say that the number is included."""
    for leaf in leaves(item.condition):
        if isinstance(leaf, Test) and leaf.op in _STRICT and isinstance(leaf.value, Decimal) and _says_so(leaf):
            yield leaf


def _says_so(test: Test) -> bool:
    """Whether a bracket in the words of a limit names its number: 300万元-500万元（含500万元） names the upper one."""
    words = test.source.quote if test.source is not None else ""
    bracket = _BRACKET.search(words)
    if bracket is None:
        return False
    before = _NUMBER.findall(words, 0, bracket.start())
    own = before[0 if test.op is Op.GE else -1] if before else ""
    return own != "" and own == (bracket["number"] or before[-1])


def _apart(item: Item, held: list[Test]) -> Item:
    if not held:
        return item

    def leaf(known: Leaf) -> Leaf:
        meets = isinstance(known, Test) and known.op in _STRICT and any(_meets(known, other) for other in held)
        return replace(known, op=_STRICT[known.op]) if meets and isinstance(known, Test) else known

    return replace(item, condition=Copying(leaf).of(item.condition))


def _meets(known: Test, other: Test) -> bool:
    """Whether one limit begins where the other ends, and only the other's words include the number."""
    if known.field != other.field or known.label != other.label or known.value != other.value:
        return False
    return other.op is _MEETS[known.op] and known.period == other.period and not _says_so(known)


__all__ = ["met"]
