"""What the confidence of a rule is worth in the item that its condition ended up in.

A rule is sure of its words; whether they bind this very item is another matter. What an item says itself is read more
surely than what it shares with others, most of all where the document speaks to several sorts of applicant; and where
much of an item is left to judgement, its measured conditions are wrong more often. The worths below are shares that were
right in documents that the rules met for the first time, each document counting alike; ``python -m benchmarks.confidence``
fits and checks them by leaving one document out at a time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import IntEnum
from functools import partial

from policymatch.conditions.nodes import Judgement, Leaf, Node, Test, leaves, tests
from policymatch.documents import Item
from policymatch.parsing.assembling.copying import Copying
from policymatch.spans import Span

SURE = 0.93
"""From so much on a family is as sure as its rules."""
HIGHEST = 0.89
"""A family that is not sure stays below 0.9 whatever its rule says."""
LOWEST = 0.5
"""Nor does it fall below this: so much says already that a condition is to be read with the text beside it."""
JUDGED = 0.4
"""From this share of judgements on an item is held to be left to judgement."""


class Reach(IntEnum):
    """How many of a document's items hold a condition."""

    OWN = 0
    SOME = 1
    ALL = 2


Kind = tuple[str, Reach, bool]
"""A family of fields, how many items hold the condition, and whether its item is left to judgement."""


_FIELDS = {
    "region": "registered_region tax_region statistics_region operating_region project_region",
    "record": "dishonest major_violation safety_accident quality_accident abnormal_operation environmental_violation "
    "tax_violation tax_arrears wage_arrears social_insurance_arrears labor_dispute ip_infringement fund_fraud",
}
_FAMILY = {field: family for family, fields in _FIELDS.items() for field in fields.split()}
WORTH: dict[str, tuple[tuple[float, float], tuple[float, float], tuple[float, float]]] = {
    "already_funded": ((0.76, 0.67), (0.57, 0.88), (0.91, 0.82)),
    "applicant_age": ((0.94, 0.94), (0.95, 0.60), (0.73, 0.47)),
    "applicant_identity": ((0.67, 0.53), (0.74, 0.43), (0.38, 0.29)),
    "business_domain": ((0.53, 0.71), (0.62, 0.39), (0.53, 0.41)),
    "declared_number": ((0.74, 0.78), (0.70, 0.50), (0.31, 0.33)),
    "entity_type": ((0.69, 0.84), (0.95, 0.74), (0.65, 0.75)),
    "industry": ((0.74, 0.80), (0.95, 0.88), (0.56, 0.45)),
    "insured_months": ((0.92, 0.96), (0.85, 0.85), (0.49, 0.85)),
    "legal_person": ((0.95, 0.78), (0.89, 0.67), (0.95, 0.76)),
    "listing": ((0.88, 0.64), (0.85, 0.85), (0.85, 0.85)),
    "measure": ((0.87, 0.76), (0.73, 0.53), (0.61, 0.45)),
    "ownership": ((0.73, 0.88), (0.91, 0.58), (0.68, 0.31)),
    "qualification": ((0.66, 0.44), (0.27, 0.57), (0.36, 0.28)),
    "record": ((0.91, 0.97), (0.56, 0.68), (0.89, 0.84)),
    "region": ((0.83, 0.88), (0.95, 0.74), (0.90, 0.83)),
    "size": ((0.63, 0.57), (0.85, 0.58), (0.80, 0.43)),
    "years_established": ((0.50, 0.31), (0.44, 0.59), (0.62, 0.46)),
}  # fmt: skip
"""Family → its worth in one item, in some and in all of them; each in items that state what they demand, and in judged ones."""


def family(field: str) -> str:
    """The fields whose conditions go wrong alike: places, records, one field by itself, else what is measured."""
    return _FAMILY.get(field, field if field in WORTH else "measure")


def is_judged(condition: Node) -> bool:
    """Whether much of a condition is left to a person's judgement."""
    found = list(leaves(condition))
    return sum(isinstance(leaf, Judgement) for leaf in found) >= JUDGED * max(1, len(found))


class Held:
    """How many of a document's items hold each of their conditions, told by its field and its words."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._items = len(items)
        self._count = Counter(key for item in items for key in {_key(test) for test in tests(item.condition)})

    def reach(self, test: Test) -> Reach:
        """How far a condition reaches; in a document of one item it is its own."""
        count = self._count[_key(test)]
        return Reach.OWN if count <= 1 else Reach.ALL if count == self._items else Reach.SOME

    def kind(self, test: Test, *, judged: bool) -> Kind:
        """Of which kind a condition is in an item that is left to judgement, or is not."""
        return family(test.field), self.reach(test), judged


def _key(test: Test) -> tuple[str, Span | None]:
    return test.field, test.source.span if test.source else None


def worth_of(kind: Kind) -> float:
    """The share of such conditions that was right."""
    name, reach, judged = kind
    return WORTH[name][reach][judged]


def worth(confidence: float, measured: float) -> float:
    """A rule's confidence where its family has been right in so many of its conditions."""
    return confidence if measured >= SURE else min(confidence, max(measured, LOWEST), HIGHEST)


def weighed(items: Iterable[Item]) -> list[Item]:
    """The items with every field condition as sure as it deserves there."""
    every = list(items)
    held = Held(every)
    weighing = {judged: Copying(partial(_weighed, held=held, judged=judged)) for judged in (False, True)}
    return [replace(item, condition=weighing[is_judged(item.condition)].of(item.condition)) for item in every]


def _weighed(leaf: Leaf, held: Held, *, judged: bool) -> Leaf:
    if isinstance(leaf, Judgement) or leaf.confidence is None:
        return leaf
    deserved = worth(leaf.confidence, worth_of(held.kind(leaf, judged=judged)))
    if deserved == leaf.confidence:
        return leaf
    return Test(leaf.field, leaf.op, leaf.value, leaf.period, leaf.label, leaf.source, deserved)
