"""The field catalogue: every fact that a condition may ask for, and who knows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, cached_property
from typing import Any

from policymatch.errors import UnknownFieldError
from policymatch.vocabulary.nearest import nearest
from policymatch.vocabulary.phrases import Match, PhraseIndex
from policymatch.vocabulary.tables import read_yaml
from policymatch.vocabulary.terms import TermList, term_lists


class FieldType(StrEnum):
    """What kind of value a field holds."""

    NUMBER = "number"
    BOOL = "bool"
    ENUM = "enum"
    SET = "set"
    REGION = "region"
    INDUSTRY = "industry"
    DATE = "date"
    TEXT = "text"


class Scope(StrEnum):
    """Whose fact it is: the enterprise's, one application's, or the person's who applies."""

    ENTERPRISE = "enterprise"
    APPLICATION = "application"
    PERSON = "person"


class PeriodKind(StrEnum):
    """How a fact relates to time.

    ``none``: as it stands on the day asked. ``year``: a flow over one year. ``year_end``: a stock at the year's end.
    ``window``: whether, or how much, within a window of time.
    """

    NONE = "none"
    YEAR = "year"
    YEAR_END = "year_end"
    WINDOW = "window"


class Sensitivity(StrEnum):
    """Who may see it: everybody, the departments, the enterprise and its case handlers, the person alone."""

    PUBLIC = "公开"
    INTERNAL = "内部"
    SENSITIVE = "敏感"
    PERSONAL = "个人"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the catalogue.

    Args:
        id: its name in conditions and facts.
        label: its Chinese name, as shown.
        type: the kind of value.
        unit: the base unit of numbers (元, 人, fraction) or the standard of codes (GB/T 2260); else empty.
        said_unit: the unit in words, where it is said otherwise (years of age: 岁).
        scope: whose fact it is.
        period_kind: how it relates to time.
        synonyms: its other wordings in policies.
        owner: the department whose register is authoritative (一数一源).
        sensitivity: who may see it.
        settles: month and day of the following year on which a year's figure is final: (5, 31); None where none.
        values: the canonical values where there is a list.
        closed: whether no other value is allowed.
        notes: remarks.
    """

    id: str
    label: str
    type: FieldType
    unit: str
    said_unit: str
    scope: Scope
    period_kind: PeriodKind
    synonyms: tuple[str, ...]
    owner: str
    sensitivity: Sensitivity
    settles: tuple[int, int] | None
    values: tuple[str, ...]
    closed: bool
    notes: str

    @property
    def has_period(self) -> bool:
        """Whether a condition on it may name a period."""
        return self.period_kind is not PeriodKind.NONE

    def settled_on(self, year: int) -> date | None:
        """The day on which the figure of ``year`` is final; None where the catalogue names none."""
        if self.settles is None:
            return None
        return date(year + 1, *self.settles)

    def canonical(self, word: str) -> str | None:
        """The canonical form of a value of a listed field; None where the list does not know it."""
        terms = term_lists().get(self.id)
        return terms.canonical(word) if terms else None


@dataclass(frozen=True)
class Catalogue:
    """All fields, in the order of the catalogue."""

    fields: tuple[Field, ...]

    def __iter__(self) -> Iterator[Field]:
        return iter(self.fields)

    def __len__(self) -> int:
        return len(self.fields)

    def __contains__(self, field_id: object) -> bool:
        return field_id in self._by_id

    def field(self, field_id: str) -> Field:
        """One field by its id.

        Raises:
            UnknownFieldError: there is none; the nearest ids are named.
        """
        try:
            return self._by_id[field_id]
        except KeyError:
            raise self._unknown(field_id) from None

    def by_label(self, label: str) -> Field | None:
        """The field with this label or synonym; None where there is none."""
        return self._index.get(label)

    def find(self, text: str) -> tuple[Match[Field], ...]:
        """Wordings of fields in a text, the longest at each place, none overlapping."""
        return self._index.find(text)

    @cached_property
    def _by_id(self) -> dict[str, Field]:
        return {field.id: field for field in self.fields}

    @cached_property
    def _index(self) -> PhraseIndex[Field]:
        words = ((word, field) for field in self.fields for word in (field.label, *field.synonyms))
        return PhraseIndex(words, guard=_begins_a_wording)

    def _unknown(self, field_id: str) -> UnknownFieldError:
        labels = {f"{field.id}（{field.label}）": field.id for field in self.fields}
        near = nearest(field_id, self._by_id) if field_id.isascii() else nearest(field_id, labels)
        shown = [next(label for label, known in labels.items() if name in (label, known)) for name in near]
        hint = f"是否指：{'、'.join(shown)}；全部字段见字段目录，没有合适的字段时用 manual 或 declared_number"
        return UnknownFieldError(f"字段目录中没有“{field_id}”", hint=hint)


_YEAR_BEFORE = re.compile(r"[0-9〇零一二两三四五六七八九十上下本当前去次今每近整数多第首同满全跨来]")


def _begins_a_wording(text: str, start: int, end: int) -> bool:
    """Whether 年 begins 年营业收入; in 上年营业收入 and 2023年营业收入 it ends the period."""
    period = text[start] in "年度" and start > 0 and _YEAR_BEFORE.match(text, start - 1)
    return not period and end <= len(text)


@cache
def catalogue() -> Catalogue:
    """The catalogue that ships."""
    return Catalogue(tuple(map(_field, read_yaml("fields.yaml"))))


def field(field_id: str) -> Field:
    """One field of the catalogue that ships, by its id.

    Raises:
        UnknownFieldError: there is none; the nearest ids are named.
    """
    return catalogue().field(field_id)


def _field(record: dict[str, Any]) -> Field:
    terms: TermList | None = term_lists().get(record["id"])
    return Field(
        id=record["id"],
        label=record["label"],
        type=FieldType(record["type"]),
        unit=record.get("unit", ""),
        said_unit=record.get("said_unit", record.get("unit", "")),
        scope=Scope(record.get("scope", "enterprise")),
        period_kind=PeriodKind(record.get("period", "none")),
        synonyms=tuple(record["names"]),
        owner=record["owner"],
        sensitivity=Sensitivity(record["secrecy"]),
        settles=_month_day(record.get("settles", "")),
        values=terms.names if terms else (),
        closed=terms.closed if terms else False,
        notes=record.get("notes", ""),
    )


def _month_day(text: str) -> tuple[int, int] | None:
    month, _, day = text.partition("-")
    return (int(month), int(day)) if day else None
