"""What an enterprise declares in its application, as facts: beside shared data, never in its place.

An answer's key names its field, year and label: ``project_investment``, ``revenue@2025``, ``declared_number#展位面积``;
judgements are ``declare:`` and their label, contact and bank ``contact.…`` and ``bank.…``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from policymatch.errors import InvalidInputError
from policymatch.profiles import Column, Fact, Gap, Origin, Profile, Reading, read
from policymatch.profiles.stated import read_stated, unfit
from policymatch.quantities import Period
from policymatch.vocabulary.fields import Field, FieldType, PeriodKind
from policymatch.vocabulary.fields import field as catalogue_field

SOURCE = "declared"
DEPARTMENT = "企业申报"
DECLARATION = "declare:"
_KEY = re.compile(r"(?P<field>[a-z][a-z0-9_]*)(?:@(?P<year>[0-9]{4}))?(?:#(?P<label>.{1,80}))?")

Answers = Mapping[str, Any]
"""What was filled in, by key: plain values."""


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """One thing that a form can ask of an enterprise, once, however many items want it."""

    field: str
    year: int | None = None
    label: str | None = None

    @property
    def key(self) -> str:
        """Its name in the form."""
        return self.field + (f"@{self.year}" if self.year else "") + (f"#{self.label}" if self.label else "")

    @classmethod
    def parse(cls, key: str) -> Slot:
        """A slot by its name.

        Raises:
            InvalidInputError: it is no name of one.
        """
        found = _KEY.fullmatch(key)
        if found is None:
            raise InvalidInputError(f"表单没有“{key}”这一项", where=key, hint="项目编号以表单为准")
        return cls(found["field"], int(found["year"]) if found["year"] else None, found["label"])

    @property
    def known(self) -> Field:
        """Its field."""
        return catalogue_field(self.field)

    def column(self) -> Column:
        """What it is in a profile."""
        return Column(self.field, Period(False, self.year, self.year) if self.year else None, self.label)

    def reading(self, profile: Profile, as_of: date) -> Reading:
        """What a profile says of it."""
        return read(profile, self.column(), as_of)


def slots(column: Column, as_of: date) -> tuple[Slot, ...]:
    """What has to be asked for a condition's column to be known: several years' figures one by one."""
    known = catalogue_field(column.field)
    if known.id == "years_established":
        return (Slot("established_on"),)
    yearly = known.type is FieldType.NUMBER and known.period_kind in (PeriodKind.YEAR, PeriodKind.YEAR_END)
    if column.period is not None and known.has_period and known.type is FieldType.NUMBER:
        return tuple(Slot(known.id, year, column.label) for year in column.period.years(as_of.year))
    return (Slot(known.id, as_of.year - 1 if yearly else None, column.label),)


def is_known(slot: Slot, profile: Profile, as_of: date, wanted: tuple[str, ...] = ()) -> bool:
    """Whether shared data answers a slot, if need be with values that disagree: then the sources settle it, not the form.

    Args:
        slot: what is asked.
        profile: what shared data say.
        as_of: the day.
        wanted: of a set, the members that matter.
    """
    reading = slot.reading(profile, as_of)
    if reading.gap in (Gap.CONFLICT, Gap.RULING, Gap.NOT_YET):
        return True
    if slot.known.type is not FieldType.SET or reading.complete:
        return bool(reading.candidates)
    held = next((one for one in reading.candidates if isinstance(one, frozenset)), frozenset())
    return bool(wanted) and all(name in held or name in reading.absent for name in wanted)


def with_declared(profile: Profile, answers: Answers, as_of: date, *, judged: bool = False) -> Profile:
    """The profile with what was declared of what shared data leave open.

    Args:
        profile: what shared data say; it wins.
        answers: what was filled in.
        as_of: the day of the declaration.
        judged: whether declarations on judgements count too; they never make a decision, but may show a sure "no".
    """
    facts = dict(profile.facts)
    for key, value in answers.items():
        if key.startswith((DECLARATION, "contact.", "bank.")) or value is None:
            continue
        slot = Slot.parse(key)
        if not is_known(slot, profile, as_of):
            facts[slot.field] = (*facts.get(slot.field, ()), *declared_facts(slot, value, as_of))
    said = {key.removeprefix(DECLARATION): value for key, value in answers.items() if key.startswith(DECLARATION)}
    return replace(profile, facts=facts, answers={**profile.answers, **(said if judged else {})})


def declared_facts(slot: Slot, value: Any, as_of: date) -> tuple[Fact, ...]:
    """A declared value as facts; a set is declared whole.

    Raises:
        InvalidInputError: the field does not allow it.
    """
    origin = Origin(SOURCE, DEPARTMENT, record=slot.key, known_on=as_of)
    known = slot.known
    if known.type is FieldType.SET:
        return tuple(_members(known, value, origin))
    made = read_stated(known, value)
    if known.type is FieldType.BOOL and known.period_kind is PeriodKind.WINDOW and made is True:
        return (Fact(known.id, True, origin, valid_from=as_of),)
    return (Fact(known.id, made, origin, year=slot.year, label=slot.label),)


def _members(known: Field, value: Any, origin: Origin) -> Iterator[Fact]:
    if not isinstance(value, list | tuple):
        raise unfit(known, value)
    for one in value:
        stated = read_stated(known, one)
        yield Fact(known.id, stated, origin)
    yield Fact(known.id, None, origin)


def check_answer(key: str, value: Any, as_of: date) -> None:
    """Check one answer of a form.

    Raises:
        InvalidInputError: a question that is none, a value that its field does not allow.
    """
    if value is None:
        return
    if key.startswith(DECLARATION):
        if not isinstance(value, bool):
            raise InvalidInputError("声明只能回答是或否", where=key, hint="写 true 或 false")
    elif key.startswith(("contact.", "bank.")):
        _check_plain(key, value)
    else:
        declared_facts(Slot.parse(key), value, as_of)


PLAIN: dict[str, tuple[str, bool, re.Pattern[str], str]] = {
    "contact.name": ("联系人", True, re.compile(r"\S.{1,39}"), "写联系人姓名"),
    "contact.phone": ("联系电话", True, re.compile(r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}(?:-\d{1,6})?"), "手机号或带区号的固定电话"),
    "contact.email": ("电子邮箱", False, re.compile(r"[^@\s]{1,64}@[^@\s]{1,120}\.[A-Za-z]{2,20}"), "如 a@example.com"),
    "bank.holder": ("收款户名", True, re.compile(r"\S.{1,99}"), "与企业名称一致的对公账户户名"),
    "bank.bank": ("开户银行", True, re.compile(r"\S.{2,99}"), "写到支行"),
    "bank.account": ("银行账号", True, re.compile(r"\d{8,32}"), "8至32位数字"),
}  # fmt: skip
"""Asked in every application: label, whether needed, form, hint."""


def _check_plain(key: str, value: Any) -> None:
    if key not in PLAIN:
        raise InvalidInputError(f"表单没有“{key}”这一项", where=key, hint="项目编号以表单为准")
    label, _, pattern, hint = PLAIN[key]
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise InvalidInputError(f"“{label}”格式不符", where=key, hint=hint)
