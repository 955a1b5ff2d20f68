"""The facts that an answer rests on, in plain form: written, read back equal, always in the same order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from policymatch.conditions import Judgement, Node, leaves, tests
from policymatch.documents import Item
from policymatch.errors import InvalidInputError
from policymatch.profiles import Fact, FactValue, Origin, Profile
from policymatch.quantities import Money, plain
from policymatch.vocabulary.fields import FieldType
from policymatch.vocabulary.fields import field as catalogue_field

Plain = dict[str, Any]
READ_FROM = {"years_established": ("established_on",)}
"""Fields that are read from others where no fact states them."""


def canonical(data: object) -> str:
    """The one JSON text of plain data."""
    return _ENCODER.encode(data)


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def as_plain(value: Any) -> Any:
    """A frozen value (an impact, a checklist, a decidability) as plain data: exact numbers as text, days in ISO form."""
    if is_dataclass(value) and not isinstance(value, type):
        return {part.name: as_plain(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): as_plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [as_plain(part) for part in value]
    if isinstance(value, Decimal):
        return plain(value)
    return value.isoformat() if isinstance(value, date) else value


def nodes_of(item: Item) -> tuple[Node, ...]:
    """All conditions of an item: its own and its grades'."""
    return (item.condition, *(benefit.when for benefit in item.benefits if benefit.when is not None))


def used_fields(items: Iterable[Item]) -> frozenset[str]:
    """The fields that deciding items and bounding their amounts reads."""
    listed = list(items)
    named = {test.field for item in listed for node in nodes_of(item) for test in tests(node)}
    benefits = [benefit for item in listed for benefit in item.benefits]
    bases = [*(one.base for one in benefits), *(ceiling.base for one in benefits for ceiling in one.ceilings)]
    named |= {base for base in bases if base is not None}
    return frozenset(named | {source for name in named for source in READ_FROM.get(name, ())})


def used_answers(items: Iterable[Item]) -> frozenset[str]:
    """The judgements that deciding items asks for."""
    nodes = (node for item in items for node in nodes_of(item))
    return frozenset(leaf.label for node in nodes for leaf in leaves(node) if isinstance(leaf, Judgement))


@dataclass(frozen=True, slots=True)
class Uses:
    """What items read of a profile.

    Args:
        fields: ids of fields, in order.
        labels: of judgements, in order.
    """

    fields: tuple[str, ...]
    labels: tuple[str, ...]

    @classmethod
    def of(cls, items: Iterable[Item]) -> Uses:
        """What some items read."""
        listed = list(items)
        return cls(tuple(sorted(used_fields(listed))), tuple(sorted(used_answers(listed))))


def snapshot(profile: Profile, items: Iterable[Item]) -> Profile:
    """What items read of a profile, in one order whatever order the facts came in; they decide the same for both."""
    return snapshot_text(profile, Uses.of(items))[0]


def snapshot_text(profile: Profile, uses: Uses) -> tuple[Profile, str]:
    """A snapshot, and the canonical text of its plain form."""
    facts = {name: _in_order(profile.known(name)) for name in uses.fields if profile.known(name)}
    answers = {label: profile.answers[label] for label in uses.labels if label in profile.answers}
    held = {name: tuple(fact for _, fact in group) for name, group in facts.items()}
    listed = ",".join(text for group in facts.values() for text, _ in group)
    head = canonical({"answers": answers, "code": profile.subject})
    text = f'{head[:-1]},"facts":[{listed}],"name":{canonical(profile.name)}}}'
    return Profile(profile.subject, profile.name, held, answers), text


def _in_order(facts: Iterable[Fact]) -> list[tuple[str, Fact]]:
    return sorted(((canonical(write_fact(fact)), fact) for fact in facts), key=lambda pair: pair[0])


def write_profile(profile: Profile) -> Plain:
    """A profile in plain form."""
    facts = [write_fact(fact) for group in profile.facts.values() for fact in group]
    return {"code": profile.subject, "name": profile.name, "facts": facts, "answers": dict(profile.answers)}


def read_profile(data: Mapping[str, Any]) -> Profile:
    """A profile from its plain form."""
    facts = [read_fact(fact) for fact in data["facts"]]
    return Profile.of(data["code"], facts, name=data["name"], answers=data["answers"])


def write_fact(fact: Fact) -> Plain:
    """A fact in plain form; what says nothing is left out."""
    body = {
        "field": fact.field, "value": _write_value(fact.value), "year": fact.year, "label": fact.label,
        "from": _iso(fact.valid_from), "to": _iso(fact.valid_to), "origin": _write_origin(fact.origin),
    }  # fmt: skip
    return {key: value for key, value in body.items() if value is not None or key == "value"}


def _write_origin(origin: Origin) -> Plain:
    body = {
        "source": origin.source, "department": origin.department, "batch": origin.batch, "record": origin.record,
        "known_on": _iso(origin.known_on), "inputs": list(origin.inputs),
        "confidence": None if origin.confidence == 1 else origin.confidence,
    }  # fmt: skip
    return {key: value for key, value in body.items() if value}


def _write_value(value: FactValue | None) -> Any:
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Money) else value


def read_fact(data: Mapping[str, Any]) -> Fact:
    """A fact from its plain form.

    Raises:
        InvalidInputError: it is none.
    """
    try:
        return Fact(
            data["field"], _read_value(data["field"], data["value"]), _read_origin(data["origin"]), data.get("year"),
            _day(data.get("from")), _day(data.get("to")), data.get("label"),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise InvalidInputError("无法读取事实", where=canonical(data)[:80], hint="见回执格式说明") from error


def _read_value(field: str, value: Any) -> FactValue | None:
    kind = catalogue_field(field).type
    if value is None or isinstance(value, bool):
        return value
    if kind is FieldType.NUMBER:
        return Money.parse(value) or Decimal(value)
    return date.fromisoformat(value) if kind is FieldType.DATE else str(value)


def _read_origin(data: Mapping[str, Any]) -> Origin:
    return Origin(
        data["source"], data.get("department", ""), data.get("batch", ""), data.get("record", ""),
        _day(data.get("known_on")), tuple(data.get("inputs", ())), data.get("confidence", 1.0),
    )  # fmt: skip


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
