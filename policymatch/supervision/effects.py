"""成效: how figures of those who were paid ran before and after. A description: other causes are not taken out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from sqlalchemy import Engine
from sqlmodel import Session

from policymatch.errors import InvalidInputError
from policymatch.ingest.profiles import load_profiles
from policymatch.profiles import Profile
from policymatch.store.transactions import reading
from policymatch.supervision.ratings import FEWEST
from policymatch.supervision.scope import EVERYTHING, Scope, policies_of, rows
from policymatch.vocabulary.fields import FieldType, catalogue
from policymatch.vocabulary.fields import field as catalogue_field

FIELDS = ("revenue", "insured_employees", "tax_paid")
BEFORE, AFTER = 2, 3
"""Years that are shown."""


@dataclass(frozen=True, slots=True)
class Effect:
    """One figure of those who were paid for an item, so many years after the year of their first payment.

    Args:
        policy_id: the policy.
        item_id: the item.
        field: the figure.
        label: its name.
        offset: years after; negative: before; 0: the year itself.
        receivers: how many were paid.
        known: for how many of them one figure is known.
        middle: the median; None where too few are known to be shown.
    """

    policy_id: str
    item_id: str
    field: str
    label: str
    offset: int
    receivers: int
    known: int
    middle: Decimal | None


_PAID = """
SELECT c.policy_id, c.item_id, c.subject, min(p.paid_on) FROM payment p JOIN application_case c ON c.id = p.case_id
{more} GROUP BY c.policy_id, c.item_id, c.subject
"""


def effects(engine: Engine, day: date, *, fields: Iterable[str] = FIELDS, scope: Scope = EVERYTHING) -> list[Effect]:
    """How annual figures of receivers ran, by item, figure and year.

    Args:
        engine: the store.
        day: the day; years that have not ended by then are left out.
        fields: annual figures of the catalogue.
        scope: whose policies.

    Raises:
        InvalidInputError: a field that is no annual figure.
    """
    chosen = [_checked(one) for one in fields]
    with reading(engine) as session:
        paid = _paid(session, scope)
    years = {(item, subject): year for item, people in paid.items() for subject, year in people.items()}
    values: dict[tuple[str, str, str, int], list[Decimal]] = defaultdict(list)
    by_subject: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for item, subject in years:
        by_subject[subject].append(item)
    for profile in load_profiles(engine, subjects=sorted(by_subject)) if by_subject else ():
        for item in by_subject[profile.subject]:
            _add(values, item, profile, chosen, years[item, profile.subject])
    return [
        _effect(item, name, offset, len(paid[item]), values[*item, name, offset])
        for item in sorted(paid) for name in chosen for offset in _offsets(paid[item].values(), day)
    ]  # fmt: skip


def _checked(name: str) -> str:
    known = catalogue_field(name) if name in catalogue() else None
    if known is None or not known.has_period or known.type is not FieldType.NUMBER:
        raise InvalidInputError("不是年度数值字段", where=name, hint=f"例如：{'、'.join(FIELDS)}")
    return name


def _paid(session: Session, scope: Scope) -> dict[tuple[str, str], dict[str, int]]:
    own = policies_of(session, scope)
    more, lists = ("WHERE c.policy_id IN :own", {"own": own}) if own is not None else ("", None)
    found: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for policy, item, subject, first in rows(session, _PAID.format(more=more), None, lists):
        found[policy, item][subject] = int(str(first)[:4])
    return found


def _add(
    values: dict[tuple[str, str, str, int], list[Decimal]], item: tuple[str, str], profile: Profile, fields: Iterable[str], year: int
) -> None:  # fmt: skip
    for name in fields:
        for offset in range(-BEFORE, AFTER + 1):
            found = _figure(profile, name, year + offset)
            if found is not None:
                values[*item, name, offset].append(found)


def _figure(profile: Profile, field: str, year: int) -> Decimal | None:
    """The one figure of a year; None where none is known, or sources disagree."""
    found = {fact.value for fact in profile.known(field) if fact.year == year and fact.label is None}
    value = next(iter(found)) if len(found) == 1 else None
    return value if isinstance(value, Decimal) else None


def _offsets(years: Iterable[int], day: date) -> range:
    """The years of which at least one receiver can have a figure."""
    return range(-BEFORE, min(AFTER, day.year - 1 - min(years)) + 1)


def _effect(item: tuple[str, str], field: str, offset: int, receivers: int, values: list[Decimal]) -> Effect:
    middle = median(values) if len(values) >= FEWEST else None
    return Effect(*item, field, catalogue_field(field).label, offset, receivers, len(values), middle)
