"""What must hold of every policy, whatever it says: the invariants of the domain, on all boundary cases."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from policymatch.conditions import All, AtLeast, Judgement, Node, Not, Test
from policymatch.conditions import Any as AnyOf
from policymatch.decisions import Verdict, decide
from policymatch.decisions.amounts import estimate_item
from policymatch.profiles import Fact, Profile
from policymatch.registry.shelf import ShelfPolicy
from tests.policies.casebook import Case, cases, shelf

VERSIONS = pytest.mark.parametrize("policy", shelf(), ids=lambda policy: f"{policy.document.id}-v{policy.version}")


def growing(case: Case) -> Iterator[Profile]:
    """Ever more of a case's facts, a field at a time, in an order that its name fixes; then its answers."""
    fields = sorted({fact.field for fact in case.facts})
    random.Random(case.name).shuffle(fields)
    known: list[Fact] = []
    for field in fields:
        yield Profile.of("case", known)
        known += [fact for fact in case.facts if fact.field == field]
    yield Profile.of("case", known)
    yield case.profile


@VERSIONS
def test_a_further_fact_never_turns_a_definite_verdict(policy: ShelfPolicy) -> None:
    for case in cases(policy):
        settled: bool | None = None
        for profile in growing(case):
            truth = decide(case.item.condition, profile, case.as_of).truth
            assert settled is None or truth is settled, case.name
            settled = truth


@VERSIONS
def test_a_further_fact_never_widens_the_amount(policy: ShelfPolicy) -> None:
    for case in cases(policy):
        low, high = estimate_item(case.item, Profile.of("case", ()), case.as_of).low, None
        for profile in growing(case):
            estimate = estimate_item(case.item, profile, case.as_of)
            assert estimate.low >= low or estimate.high == 0, case.name
            assert high is None or (estimate.high is not None and estimate.high <= high), case.name
            low, high = estimate.low, estimate.high


@VERSIONS
def test_every_no_names_what_failed_and_every_open_verdict_what_is_missing(policy: ShelfPolicy) -> None:
    for case in cases(policy):
        decision = decide(case.item.condition, case.profile, case.as_of)
        if decision.verdict is Verdict.NOT_ELIGIBLE:
            failed = list(decision.deciding_leaves())
            assert failed, case.name
            assert all(isinstance(leaf.node, Test | Judgement) and leaf.node.source for leaf in failed), case.name
        if decision.truth is None:
            assert any(leaf.gap is not None for leaf in decision.open_leaves()), case.name


@VERSIONS
def test_order_of_facts_and_conditions_does_not_matter(policy: ShelfPolicy) -> None:
    for case in cases(policy):
        backwards = Profile.of("case", case.facts[::-1], answers=case.answers)
        told = decide(case.item.condition, case.profile, case.as_of)
        assert decide(turned(case.item.condition), backwards, case.as_of).verdict is told.verdict, case.name


def turned(node: Node) -> Node:
    """The condition with the children of every group in reverse order."""
    if isinstance(node, Not):
        return Not(turned(node.child))
    if isinstance(node, AtLeast):
        return AtLeast(node.count, tuple(map(turned, node.children[::-1])))
    if isinstance(node, All | AnyOf):
        return type(node)(tuple(map(turned, node.children[::-1])))
    return node


@VERSIONS
def test_an_empty_profile_is_promised_and_refused_nothing(policy: ShelfPolicy) -> None:
    day = next(cases(policy)).as_of
    for item in policy.document.items:
        assert decide(item.condition, Profile.of("case", ()), day).truth is None, item.id
