"""What if: the verdicts of an enterprise with some facts supposed. Nothing of it is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from api.catalogue import Entry
from api.enterprise.schemas import Supposed, Turned, WhatIf, WhatIfShown
from api.presenting import amount_words, coded
from api.service import Service
from policymatch.decisions.matching import ORDER, match_item
from policymatch.errors import InvalidInputError
from policymatch.profiles import Fact, Origin, Profile
from policymatch.profiles.stated import read_stated
from policymatch.vocabulary.fields import Field, FieldType
from policymatch.vocabulary.fields import field as catalogue_field

ORIGIN = Origin("supposed", "假设")
AMOUNTS_COMPARED = 300


def what_if(service: Service, subject: str, supposed: WhatIf) -> WhatIfShown:
    """The items whose verdict or amount would differ.

    Raises:
        NotFoundError: no such enterprise or item.
        InvalidInputError: a supposition that its field does not allow.
    """
    catalogue, profile = service.catalogue(), service.profile(subject)
    other = suppose(profile, supposed)
    before, after = catalogue.match(profile).codes, catalogue.match(other).codes
    wanted = {catalogue.entry(key).key for key in supposed.items}
    entries = [(at, entry) for at, entry in enumerate(catalogue.governing) if not wanted or entry.key in wanted]
    turned = [entry for at, entry in entries if before[at] != after[at]]
    same = [entry for at, entry in entries if before[at] == after[at] and ORDER[before[at]].value != "not_eligible"]
    changes = list(_compared(turned, profile, other, catalogue.day)) + list(
        _compared(same[:AMOUNTS_COMPARED], profile, other, catalogue.day)
    )
    return WhatIfShown(credit_code=subject, as_of=catalogue.day, changes=changes)


def _compared(entries: Sequence[Entry], profile: Profile, other: Profile, day: date) -> Iterator[Turned]:
    for entry in entries:
        old = match_item(entry.policy.document, entry.item, profile, day)
        new = match_item(entry.policy.document, entry.item, other, day)
        if (old.verdict, amount_words(old)) != (new.verdict, amount_words(new)):
            yield Turned(
                key=entry.key, name=entry.item.name, before=coded(old.verdict), after=coded(new.verdict),
                amount_before=amount_words(old), amount_after=amount_words(new),
            )  # fmt: skip


def suppose(profile: Profile, supposed: WhatIf) -> Profile:
    """The profile with what is supposed in place of what is known of the same field and year."""
    facts = dict(profile.facts)
    for one in supposed.facts:
        known = catalogue_field(one.field)
        made = _fact(known, one)
        kept = tuple(fact for fact in facts.get(known.id, ()) if _stays(known, fact, made))
        facts[known.id] = (*kept, made)
    return replace(profile, facts=facts, answers={**profile.answers, **supposed.answers})


def _stays(known: Field, fact: Fact, made: Fact) -> bool:
    if known.type is FieldType.SET:
        return made.value is not None and fact.value is not None and fact.value != made.value
    return made.year is not None and fact.year != made.year


def _fact(known: Field, one: Supposed) -> Fact:
    """The supposed fact.

    Raises:
        InvalidInputError: a year too many or missing, a value of the wrong kind.
    """
    if known.has_period and one.year is None and known.type is FieldType.NUMBER:
        raise InvalidInputError(f"“{known.label}”是年度指标", where=one.field, hint="写明 year")
    if one.year is not None and not known.has_period:
        raise InvalidInputError(f"“{known.label}”不分年度", where=one.field, hint="去掉 year")
    return Fact(known.id, None if one.value is None else read_stated(known, one.value), ORIGIN, year=one.year)
