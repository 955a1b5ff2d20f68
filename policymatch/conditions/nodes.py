"""READ FIRST: the condition language, six frozen nodes.

    Node = All | Any | AtLeast | Not          (groups)
         | Test                               (a fact against a value)
         | Judgement                          (a person or a declaration must decide)

Nodes are checked when they are built (see ``check.py``) and carry the words they came from in ``source``, which is
left out of equality and hash: equal conditions of two policies are one condition. ``exchange.py`` reads and writes
the form of files and API, ``rendering.py`` says a node in Chinese, ``truth.py`` holds the three-valued law.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as beside
from datetime import date
from decimal import Decimal
from enum import StrEnum

from policymatch.conditions import check
from policymatch.quantities import Money, Period
from policymatch.spans import SourceRef


class Op(StrEnum):
    """The operators of a test."""

    GE = ">="
    GT = ">"
    LE = "<="
    LT = "<"
    EQ = "=="
    IN = "in"
    NOT_IN = "not_in"
    HAS_ANY = "has_any"
    HAS_ALL = "has_all"
    HAS_NONE = "has_none"
    IS = "is"


Value = Decimal | Money | date | bool | tuple[str, ...]
"""What a test compares with: a number in the field's base unit, foreign money, a day, a truth value, or names."""


@dataclass(frozen=True, slots=True)
class Test:
    """A fact of the enterprise (or its application) against a value.

    Args:
        field: an id of the field catalogue.
        op: must suit the field's type.
        value: in the field's base unit; names for lists.
        period: the window of the fact; None where the text gives none.
        label: the name of the number, for the field ``declared_number`` alone.
        source: the words it came from; not part of equality.
        confidence: how sure the parser is, 0 to 1; None for what a person wrote; not part of equality.

    Raises:
        ConditionError: unknown field, unsuitable operator or value, empty list.
    """

    __test__ = False  # pytest must not collect it

    field: str
    op: Op
    value: Value
    period: Period | None = None
    label: str | None = None
    source: SourceRef | None = beside(default=None, compare=False)
    confidence: float | None = beside(default=None, compare=False)

    def __post_init__(self) -> None:
        check.check_test(self.field, self.op, self.value, self.period, self.label)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A condition that no field can decide: a person, or a declaration, must (人工认定)."""

    label: str
    source: SourceRef | None = beside(default=None, compare=False)
    confidence: float | None = beside(default=None, compare=False)

    def __post_init__(self) -> None:
        check.check_label(self.label)


@dataclass(frozen=True, slots=True)
class All:
    """Every child holds; of nothing it is true."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one child holds (符合下列条件之一)."""

    children: tuple[Node, ...]

    def __post_init__(self) -> None:
        check.check_children(self.children, "any")


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least ``count`` children hold (符合下列条件中的两项)."""

    count: int
    children: tuple[Node, ...]

    def __post_init__(self) -> None:
        check.check_children(self.children, "of")
        check.check_count(self.count, len(self.children))


@dataclass(frozen=True, slots=True)
class Not:
    """The child does not hold."""

    child: Node


Leaf = Test | Judgement
Group = All | Any | AtLeast | Not
Node = All | Any | AtLeast | Not | Test | Judgement

ALWAYS = All(())
"""The condition that everybody meets."""


def children(node: Node) -> tuple[Node, ...]:
    """The direct children; none for a leaf."""
    if isinstance(node, Leaf):
        return ()
    if isinstance(node, Not):
        return (node.child,)
    return node.children


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, depth first, in order."""
    ahead = [node]
    while ahead:
        part = ahead.pop()
        yield part
        ahead += reversed(children(part))


def leaves(node: Node) -> Iterator[Leaf]:
    """The leaves in reading order."""
    found: list[Leaf] = []
    ahead = [node]
    while ahead:
        part = ahead.pop()
        if isinstance(part, Leaf):
            found.append(part)
        elif isinstance(part, Not):
            ahead.append(part.child)
        else:
            ahead += part.children[::-1]
    return iter(found)  # asked a hundred thousand times a document: a list is made faster than a generator goes on


def tests(node: Node) -> Iterator[Test]:
    """The field tests in reading order."""
    return (leaf for leaf in leaves(node) if isinstance(leaf, Test))
