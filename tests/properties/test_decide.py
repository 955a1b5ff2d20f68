"""What must hold of every decision, whatever the condition and the profile."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from policymatch.conditions import All, Any, AtLeast, Node, Not, children, read_node, walk, write_node
from policymatch.conditions.rendering import render
from policymatch.decisions import Decision, Verdict, decide
from policymatch.decisions.explain import deciding, missing, reasons
from policymatch.documents.yaml_text import dump_yaml, load_yaml
from policymatch.profiles import Gap, Profile
from tests.properties.strategies import AS_OF, conditions, profiles


@given(conditions, profiles, st.data())
def test_forgetting_a_field_never_turns_a_definite_answer(
    condition: Node, profile: Profile, data: st.DataObject
) -> None:
    known = decide(condition, profile, AS_OF).truth
    if not profile.facts:
        return
    gone = data.draw(st.sampled_from(sorted(profile.facts)))
    poorer = Profile(profile.subject, "", {k: v for k, v in profile.facts.items() if k != gone}, profile.answers)
    before = decide(condition, poorer, AS_OF).truth
    assert before is None or before is known


@given(conditions, profiles)
def test_answering_a_judgement_never_turns_a_definite_answer(condition: Node, profile: Profile) -> None:
    silent = Profile(profile.subject, "", profile.facts)
    before = decide(condition, silent, AS_OF).truth
    assert before is None or before is decide(condition, profile, AS_OF).truth


def shuffled(node: Node, rng: random.Random) -> Node:
    if isinstance(node, All | Any | AtLeast):
        parts = [shuffled(child, rng) for child in node.children]
        rng.shuffle(parts)
        return AtLeast(node.count, tuple(parts)) if isinstance(node, AtLeast) else type(node)(tuple(parts))
    return Not(shuffled(node.child, rng)) if isinstance(node, Not) else node


@given(conditions, profiles, st.randoms(use_true_random=False))
def test_order_of_conditions_and_facts_changes_nothing(condition: Node, profile: Profile, rng: random.Random) -> None:
    facts = [fact for group in profile.facts.values() for fact in group]
    rng.shuffle(facts)
    other = Profile.of(profile.subject, facts, answers=profile.answers)
    here, there = decide(condition, profile, AS_OF), decide(shuffled(condition, rng), other, AS_OF)
    assert (here.truth, here.verdict) == (there.truth, there.verdict)


def _shape(decision: Decision) -> object:
    return [_shape(child) for child in decision.children]


def _node_shape(node: Node) -> object:
    return [_node_shape(child) for child in children(node)]


@given(conditions, profiles)
def test_the_tree_has_the_shape_of_the_condition(condition: Node, profile: Profile) -> None:
    assert _shape(decide(condition, profile, AS_OF)) == _node_shape(condition)


@given(conditions, profiles)
def test_every_answer_names_what_made_it(condition: Node, profile: Profile) -> None:
    decision = decide(condition, profile, AS_OF)
    assert all(reason.condition for reason in reasons(decision))
    if decision.verdict is Verdict.NOT_ELIGIBLE:
        assert deciding(decision)
    if decision.truth is None:
        open_ones = missing(decision)
        assert open_ones
        judged = all(reason.gap is Gap.JUDGEMENT for reason in open_ones)
        assert decision.verdict is (Verdict.JUDGEMENT if judged else Verdict.OPEN)


@given(conditions)
def test_exchange_form_round_trips(condition: Node) -> None:
    form = write_node(condition)
    assert read_node(form) == condition
    assert write_node(read_node(form)) == form
    assert read_node(load_yaml(dump_yaml(form), where="test")) == condition


@given(conditions)
def test_every_condition_has_a_sentence(condition: Node) -> None:
    assert render(condition).strip()
    assert all(render(node).strip() for node in walk(condition))
