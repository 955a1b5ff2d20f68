"""A profile for people: each fact in words, with its origin, its age, and whether the sources agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from policymatch.profiles.derive import DERIVED
from policymatch.profiles.facts import Fact, FactValue, Profile
from policymatch.profiles.masking import HIDDEN, may_see_field
from policymatch.quantities import plain, render_amount, render_ratio
from policymatch.vocabulary import industries, regions
from policymatch.vocabulary.fields import Field, FieldType, PeriodKind, catalogue
from policymatch.vocabulary.fields import field as catalogue_field
from policymatch.vocabulary.viewers import Viewer


class Standing(StrEnum):
    """How well a fact stands."""

    AGREED = "多源一致"
    SINGLE = "单一来源"
    CONFLICT = "来源不一致"
    DERIVED = "计算得出"
    INFERRED = "推测，待确认"
    ABSENT = "名单完整，确认无"


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact as shown.

    Args:
        field: id of the field.
        label: its Chinese name.
        value: in words; hidden where the viewer may not see it.
        time: the year, or the days from and to; empty where always.
        standing: whether sources agree.
        department: who says so.
        source: id of the source.
        where: batch and row.
        known_on: the day on which we got it; None for derived facts.
        age_days: days from then to the day of the view; None where not known.
        authority: whether its source is the field's authority.
        inputs: of derived facts.
    """

    field: str
    label: str
    value: str
    time: str
    standing: Standing
    department: str
    source: str
    where: str
    known_on: date | None
    age_days: int | None
    authority: bool
    inputs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProfileView:
    """A profile as one viewer may see it on one day, in the order of the catalogue."""

    subject: str
    name: str
    as_of: date
    lines: tuple[FactLine, ...]
    disputed: tuple[str, ...] = ()

    @property
    def conflicts(self) -> tuple[FactLine, ...]:
        """The lines on which sources disagree."""
        return tuple(line for line in self.lines if line.standing is Standing.CONFLICT)


def view_profile(
    profile: Profile, as_of: date, *, viewer: Viewer = Viewer.PUBLIC, authorities: Mapping[tuple[str, str], str] | None = None,
    disputed: Sequence[str] = (), everything: bool = False,
) -> ProfileView:  # fmt: skip
    """Put a profile into words.

    Args:
        profile: what is known.
        as_of: the day of the view; states that ended before and silences are left out unless ``everything``.
        viewer: in whose name; what he may not see is said to exist and hidden.
        authorities: source by (field, member): who is the authority of what.
        disputed: fields with a dispute that waits for an answer.
        everything: also history, and what complete lists say by their silence.
    """
    order = {field.id: place for place, field in enumerate(catalogue())}
    lines = [
        line
        for field_id in sorted(profile.facts, key=lambda name: order.get(name, len(order)))
        for line in _lines(
            catalogue_field(field_id), profile.facts[field_id], as_of, viewer, authorities or {}, everything
        )
    ]
    return ProfileView(profile.subject, profile.name, as_of, tuple(lines), tuple(disputed))


def render_value(field: Field, value: FactValue | None) -> str:
    """A value in words: 5000万元, 5%, 广东省广州市南沙区, 是."""
    if value is None:
        return "无"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return _number(field, value)
    if field.type is FieldType.REGION:
        return f"{regions.full_name(str(value))}（{value}）"
    if field.type is FieldType.INDUSTRY:
        known = industries.all_industries().get(str(value))
        return f"{known.name}（{value}）" if known else str(value)
    return str(value)


def render_time(fact: Fact) -> str:
    """When a fact holds: 2024年, 2024-01-01起, 至2026-06-30; empty where always."""
    if fact.year is not None:
        return f"{fact.year}年"
    if fact.valid_from and fact.valid_from == fact.valid_to:
        return str(fact.valid_from)
    begins = f"{fact.valid_from}起" if fact.valid_from else ""
    return begins + (f"至{fact.valid_to}" if fact.valid_to else "")


def _lines(
    field: Field,
    facts: Sequence[Fact],
    as_of: date,
    viewer: Viewer,
    authorities: Mapping[tuple[str, str], str],
    everything: bool,
) -> Iterator[FactLine]:
    shown = [fact for fact in facts if everything or _current(fact, as_of)]
    visible = may_see_field(viewer, field.id)
    for fact in sorted(shown, key=lambda fact: (fact.year or 0, str(fact.value)), reverse=True):
        origin = fact.origin
        member = str(fact.value) if field.type is FieldType.SET else ""
        known = origin.known_on
        yield FactLine(
            field.id, field.label, _words(field, fact) if visible else HIDDEN, render_time(fact), _standing(fact, facts, field), origin.department,
            origin.source, f"批次{origin.batch}第{origin.record}行" if origin.record else "", known, (as_of - known).days if known else None,
            origin.source in (authorities.get((field.id, "")), authorities.get((field.id, member))), origin.inputs,
        )  # fmt: skip


def _words(field: Field, fact: Fact) -> str:
    if fact.value is None:
        return f"无{fact.label}" if fact.label else "无"
    return render_value(field, fact.value)


def _current(fact: Fact, as_of: date) -> bool:
    """Whether a fact is worth a line by itself: it holds, and it is no silence about a single member or event."""
    if fact.value is None or (fact.value is False and not fact.origin.record):
        return fact.value is False and fact.holds_on(as_of) and not catalogue_field(fact.field).has_period
    return fact.year is not None or fact.holds_on(as_of) or catalogue_field(fact.field).has_period


def _standing(fact: Fact, facts: Sequence[Fact], field: Field) -> Standing:
    if fact.origin.confidence < 1:
        return Standing.INFERRED
    if fact.value in (None, False) and not fact.origin.record and fact.origin.source != DERIVED:
        return Standing.ABSENT
    others = [
        other for other in facts if other is not fact and _same_time(other, fact) and other.origin.confidence >= 1
    ]
    if _exclusive(field) and any(other.value != fact.value for other in others):
        return Standing.CONFLICT
    if fact.origin.source == DERIVED:
        return Standing.DERIVED
    agreeing = {other.origin.source for other in others if other.value == fact.value} - {fact.origin.source}
    return Standing.AGREED if agreeing else Standing.SINGLE


def _exclusive(field: Field) -> bool:
    """Whether two values at one time contradict each other: not members of a set, nor a happening in a quiet stretch."""
    return field.type is not FieldType.SET and not (
        field.type is FieldType.BOOL and field.period_kind is PeriodKind.WINDOW
    )


def _same_time(one: Fact, other: Fact) -> bool:
    """Whether two facts speak of the same time."""
    if one.year is not None or other.year is not None:
        return one.year == other.year
    begins = max(one.valid_from or date.min, other.valid_from or date.min)
    return begins <= min(one.valid_to or date.max, other.valid_to or date.max)


def _number(field: Field, value: Decimal) -> str:
    if field.unit == "元":
        return render_amount(value.quantize(Decimal("0.01")) if -(int(value.as_tuple().exponent)) > 2 else value)
    if field.unit in {"fraction", "比例"}:
        return render_ratio(value.quantize(Decimal("0.0001")))
    return plain(value) + (field.unit if field.unit not in {"", "as stated", "按申报"} else "")
