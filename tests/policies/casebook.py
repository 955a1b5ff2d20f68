"""Reads ``cases.yaml``: facts in a compact form and the verdict expected of them (see ``policies/README.md``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources.abc import Traversable
from typing import Any

from policies import published
from policymatch.conditions import Judgement, leaves
from policymatch.decisions import Verdict
from policymatch.documents import Item
from policymatch.documents.yaml_text import load_yaml
from policymatch.profiles import Fact, Origin, Profile
from policymatch.profiles.facts import FactValue
from policymatch.quantities import Money
from policymatch.registry.shelf import ShelfPolicy, read_shelf
from policymatch.vocabulary.fields import Field, FieldType, PeriodKind
from policymatch.vocabulary.fields import field as catalogue_field

ORIGIN = Origin("casebook", "测试")
LONG_AGO = date(1900, 1, 1)
SHOWCASE_DAY = date(2026, 6, 30)
"""The as-of date of the samples that ship."""


@dataclass(frozen=True, slots=True)
class Case:
    """One enterprise against one item on one day."""

    name: str
    item: Item
    facts: tuple[Fact, ...]
    answers: Mapping[str, bool]
    as_of: date
    expect: Verdict
    pays: tuple[Decimal, Decimal] | None = None

    @property
    def profile(self) -> Profile:
        return Profile.of("case", self.facts, answers=self.answers)


@cache
def shelf() -> tuple[ShelfPolicy, ...]:
    return tuple(read_shelf(published()))


def folder(policy: ShelfPolicy) -> Traversable:
    return published() / policy.document.id / f"v{policy.version}"


@cache
def raw(policy_id: str, version: int, name: str) -> Any:
    path = published() / policy_id / f"v{version}" / name
    return load_yaml(path.read_text(encoding="utf-8"), where=f"{policy_id}/v{version}/{name}")


def casebook(policy: ShelfPolicy) -> Any:
    return raw(policy.document.id, policy.version, "cases.yaml")


def cases(policy: ShelfPolicy) -> Iterator[Case]:
    """The base case of every item, then its variations."""
    book = casebook(policy)
    for item_id, entry in book["items"].items():
        item = policy.document.item(item_id)
        assert item is not None, f"{policy.document.id}: no item {item_id}"
        name = f"{policy.document.id}/v{policy.version}/{item_id}"
        given = {"as_of": book["as_of"], "answers": entry.get("answers", "none"), **entry["facts"]}
        base = given | {"expect": entry["expect"]}
        yield _case(name, item, base | {"pays": entry.get("pays")})
        for at, over in enumerate(entry["vary"], 1):
            changed = "，".join(f"{key}={value}" for key, value in over.items() if key != "expect")
            yield _case(f"{name}#{at} {changed}", item, base | over)


def _case(name: str, item: Item, said: Mapping[str, Any]) -> Case:
    reserved = {"as_of", "answers", "expect", "pays"}
    as_of = said["as_of"]
    facts = tuple(
        fact
        for key, value in said.items()
        if key not in reserved and value is not None
        for fact in read_facts(key, value, as_of=as_of)
    )
    low_high = said.get("pays")
    pays = (Decimal(low_high[0]), Decimal(low_high[1])) if low_high else None
    return Case(name, item, facts, _answers(item, said["answers"]), as_of, Verdict(said["expect"]), pays)


def _answers(item: Item, said: str | Mapping[str, bool]) -> Mapping[str, bool]:
    if isinstance(said, Mapping):
        return said
    if said == "none":
        return {}
    assert said == "all", said
    return {leaf.label: True for leaf in leaves(item.condition) if isinstance(leaf, Judgement)}


def read_facts(key: str, value: Any, *, as_of: date) -> tuple[Fact, ...]:
    """The facts that ``field[:label][@year]: value`` stands for."""
    name, _, year = key.partition("@")
    field_id, _, label = name.partition(":")
    known = catalogue_field(field_id)
    if known.type is FieldType.SET:
        return tuple(_members(field_id, value))
    if known.type is FieldType.BOOL and known.period_kind is PeriodKind.WINDOW and not year:
        return _events(field_id, value, as_of)
    return (Fact(field_id, _value(known, value), ORIGIN, year=int(year) if year else None, label=label or None),)


def _members(field_id: str, value: Any) -> Iterator[Fact]:
    """Members of a set that is known to have no others; ``{name: first/last}`` says how long each holds."""
    spans = value if isinstance(value, Mapping) else dict.fromkeys(value, "/")
    for name, span in spans.items():
        first, last = (date.fromisoformat(day) if day else None for day in str(span).split("/"))
        yield Fact(field_id, str(name), ORIGIN, valid_from=first, valid_to=last)
    yield Fact(field_id, None, ORIGIN, valid_from=LONG_AGO)


def _events(field_id: str, value: Any, as_of: date) -> tuple[Fact, ...]:
    """``false``: nothing happened until now; a day: it happened then and at no other time; ``true``: it is so now."""
    nothing_else = Fact(field_id, False, ORIGIN, valid_from=LONG_AGO, valid_to=as_of)
    if value is False:
        return (nothing_else,)
    if value is True:
        return (Fact(field_id, True, ORIGIN),)
    assert isinstance(value, date), value
    return Fact(field_id, True, ORIGIN, valid_from=value, valid_to=value), nothing_else


def _value(known: Field, value: Any) -> FactValue:
    if known.type is FieldType.NUMBER:
        money = Money.parse(value) if isinstance(value, str) else None
        return money or Decimal(str(value))
    if known.type is FieldType.BOOL or known.type is FieldType.DATE:
        assert isinstance(value, bool | date), value
        return value
    return str(value)
