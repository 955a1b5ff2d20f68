"""Which facts can be lawfully changed by the enterprise itself, how, and how fast; and which never."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from policymatch.vocabulary.fields import field as catalogue_field
from policymatch.vocabulary.tables import read_yaml


class Direction(StrEnum):
    """In which direction a fact may be changed."""

    UP = "up"
    DOWN = "down"
    GAIN = "gain"
    TRUE = "true"


@dataclass(frozen=True, slots=True)
class Change:
    """How a fact is changed.

    Args:
        field: its id.
        direction: the only lawful direction.
        months: how long it takes at least.
        how: what the enterprise does, in Chinese.
        whole: whether it comes in whole units.
        months_each: further months for each unit that is missing.
    """

    field: str
    direction: Direction
    months: int
    how: str
    whole: bool
    months_each: int = 0


def change_of(field_id: str) -> Change | None:
    """How a fact can be changed; None where it cannot, or must not."""
    return _changes().get(field_id)


def why_never(field_id: str) -> str:
    """Why a change is not proposed; empty where the catalogue gives no reason."""
    return _never().get(field_id, "")


@cache
def _changes() -> dict[str, Change]:
    return {
        catalogue_field(one["field"]).id: Change(
            one["field"],
            Direction(one["direction"]),
            one["months"],
            one["how"],
            one.get("whole", False),
            one.get("months_each", 0),
        )
        for one in read_yaml("changes.yaml")["may"]
    }


@cache
def _never() -> dict[str, str]:
    return {
        catalogue_field(name).id: entry["why"]
        for entry in read_yaml("changes.yaml")["never"]
        for name in entry["fields"]
    }
