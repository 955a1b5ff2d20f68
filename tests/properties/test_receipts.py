"""A receipt decides as the profile does, and says the same again, whatever the facts and in whatever order they came."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from policymatch.conditions import Node
from policymatch.decisions import decide
from policymatch.documents import Item, PolicyDocument
from policymatch.profiles import Profile
from policymatch.registry.receipts import Governed, Published, make_receipt, replay
from policymatch.registry.snapshots import canonical, read_profile, snapshot, write_profile
from tests.properties.strategies import AS_OF, conditions, profiles

DATES = st.sampled_from((AS_OF, date(2026, 1, 15), date(2025, 12, 31)))


def governed(condition: Node) -> Governed:
    return Governed("p", 1, "hash", PolicyDocument("政策", (Item("1", "事项", condition),), id="p"))


@given(conditions, profiles, DATES)
def test_a_snapshot_decides_as_the_profile_does(condition: Node, profile: Profile, as_of: date) -> None:
    seen = snapshot(profile, [Item("1", "事项", condition)])
    assert decide(condition, seen, as_of).verdict is decide(condition, profile, as_of).verdict


@given(profiles)
def test_a_profile_is_written_and_read_back_equal(profile: Profile) -> None:
    written = json.loads(canonical(write_profile(profile)))
    assert read_profile(written) == Profile.of(
        profile.subject, _facts(profile), name=profile.name, answers=profile.answers
    )


def _facts(profile: Profile) -> list[object]:
    return [fact for group in profile.facts.values() for fact in group]


@given(conditions, profiles, DATES, st.booleans())
def test_it_is_said_again_byte_for_byte(condition: Node, profile: Profile, as_of: date, full: bool) -> None:
    version = governed(condition)
    made = make_receipt(profile, [(version, "1")], as_of=as_of, known_on=AS_OF, full=full)
    again = replay(made.body, lambda *_: Published("hash", version.document))
    assert again.same
    assert again.made.id == made.id
    assert made.matches[0].verdict is decide(condition, profile, as_of).verdict


@given(conditions, profiles, st.randoms(use_true_random=False))
def test_the_order_of_facts_does_not_change_a_receipt(condition: Node, profile: Profile, chance: object) -> None:
    shuffled = {name: tuple(chance.sample(group, len(group))) for name, group in profile.facts.items()}  # type: ignore[attr-defined]
    other = replace(profile, facts=shuffled)
    one, two = (
        make_receipt(who, [(governed(condition), "1")], as_of=AS_OF, known_on=AS_OF) for who in (profile, other)
    )
    assert one.body == two.body


@given(conditions, conditions, profiles)
def test_who_stays_is_asked_again(condition: Node, stays: Node, profile: Profile) -> None:
    from policymatch.conditions import All

    document = governed(condition).document
    led = replace(document, id="p@v1", items=(Item("1", "事项", All((stays, condition))),))
    made = make_receipt(profile, [(Governed("p", 1, "hash", led, (stays,)), "1")], as_of=AS_OF, known_on=AS_OF)
    assert replay(made.body, lambda *_: Published("hash", document)).same
