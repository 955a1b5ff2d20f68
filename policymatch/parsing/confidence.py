"""What the confidence of a rule is worth in the item that its condition ended up in.

A rule is sure of its words; whether they bind this very item is another matter. Where most of an item is left to
judgement, or a whole document's conditions were heaped on it, measured conditions are wrong more often. The worths below
are shares that were right, each document counting alike; ``python -m benchmarks.confidence`` fits and checks them by
leaving one document out at a time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from enum import IntEnum
from functools import partial

from policymatch.conditions.nodes import Judgement, Leaf, Node, leaves
from policymatch.documents import Item
from policymatch.parsing.assembling.copying import Copying

SURE = 0.92
"""From so much on a family is as sure as its rules."""
HIGHEST = 0.89
"""A family that is not sure stays below 0.9 whatever its rule says."""
MANY = 28
JUDGED, HEAPED_JUDGED = 0.4, 0.3


class Clarity(IntEnum):
    """How plainly an item states what it demands."""

    PLAIN = 0
    JUDGED = 1
    HEAPED = 2


_FIELDS = {
    "region": "registered_region tax_region statistics_region operating_region project_region",
    "record": "dishonest major_violation safety_accident quality_accident abnormal_operation environmental_violation "
    "tax_violation tax_arrears wage_arrears social_insurance_arrears labor_dispute ip_infringement fund_fraud",
}
_FAMILY = {field: family for family, fields in _FIELDS.items() for field in fields.split()}
WORTH: dict[str, tuple[float, float, float]] = {
    "already_funded": (0.85, 0.94, 0.85),
    "applicant_age": (0.94, 0.93, 0.57),
    "applicant_identity": (0.98, 0.57, 0.49),
    "business_domain": (0.83, 0.83, 0.41),
    "declared_number": (0.92, 0.89, 0.86),
    "entity_type": (0.87, 0.97, 0.81),
    "industry": (0.98, 0.81, 0.68),
    "insured_months": (0.96, 0.89, 0.85),
    "legal_person": (0.97, 0.96, 0.85),
    "listing": (0.94, 0.93, 0.85),
    "measure": (0.98, 0.76, 0.70),
    "ownership": (0.96, 0.88, 0.85),
    "qualification": (0.86, 0.77, 0.62),
    "record": (0.98, 0.97, 0.76),
    "region": (0.97, 0.95, 0.97),
    "size": (0.93, 0.64, 0.64),
    "years_established": (0.97, 0.93, 0.49),
}
"""Family → its worth in plain items, in items mostly judged, and in items with a document's conditions heaped on them."""


def family(field: str) -> str:
    """The fields whose conditions go wrong alike: places, records, one field by itself, else what is measured."""
    return _FAMILY.get(field, field if field in WORTH else "measure")


def clarity(condition: Node) -> Clarity:
    """How plainly a condition states what it demands."""
    found = list(leaves(condition))
    judged = sum(isinstance(leaf, Judgement) for leaf in found) / max(1, len(found))
    if len(found) > MANY and judged >= HEAPED_JUDGED:
        return Clarity.HEAPED
    return Clarity.JUDGED if judged >= JUDGED else Clarity.PLAIN


def worth(confidence: float, measured: float) -> float:
    """A rule's confidence where its family has been right in so many of its conditions."""
    return confidence if measured >= SURE else min(confidence, measured, HIGHEST)


def weighed(items: Iterable[Item]) -> list[Item]:
    """The items with every field condition as sure as it deserves there."""
    weighing = {clear: Copying(partial(_weighed, clear=clear)) for clear in Clarity}
    return [replace(item, condition=weighing[clarity(item.condition)].of(item.condition)) for item in items]


def _weighed(leaf: Leaf, clear: Clarity) -> Leaf:
    if isinstance(leaf, Judgement) or leaf.confidence is None:
        return leaf
    deserved = worth(leaf.confidence, WORTH[family(leaf.field)][clear])
    return leaf if deserved == leaf.confidence else replace(leaf, confidence=deserved)
