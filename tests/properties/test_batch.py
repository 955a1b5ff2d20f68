"""The batch says of every pair what ``decide`` says: with gaps, conflicts, dates, currencies, judgements, answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policymatch.batch import (
    Comparison,
    Matcher,
    Verdicts,
    changes,
    compile_policies,
    delta_policies,
    delta_profiles,
    delta_time,
    encode_profiles,
    kernels,
    match,
    named,
    run,
)  # fmt: skip
from policymatch.conditions import Node
from policymatch.decisions import Verdict, decide
from policymatch.profiles import Profile
from tests.properties.strategies import AS_OF, conditions, profiles

DATES = (AS_OF, date(2026, 1, 15), date(2025, 12, 31), date(2025, 5, 31))
some_conditions = st.lists(conditions, min_size=1, max_size=6)
some_profiles = st.lists(profiles, min_size=1, max_size=20)
patient = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])

EXAMPLES = settings.default.max_examples


@pytest.fixture(params=["numpy", "numba"], autouse=True)
def kernel(request: pytest.FixtureRequest) -> Iterator[str]:
    assert kernels.use(request.param) == request.param
    yield request.param
    kernels.use()


def decided(nodes: list[Node], firms: list[Profile], as_of: date) -> list[list[Verdict]]:
    return [[decide(node, firm, as_of).verdict for firm in firms] for node in nodes]


def matched(verdicts: Verdicts, rows: int) -> list[list[Verdict]]:
    table = np.full((len(verdicts.keys), rows), None, dtype=object)
    for place, key in enumerate(verdicts.keys):
        for verdict in Verdict:
            table[place, verdicts.bitmap(key, verdict)] = verdict
    return table.tolist()


def numbered(nodes: list[Node]) -> list[tuple[int, Node]]:
    return list(enumerate(nodes))


@settings(patient, max_examples=EXAMPLES)
@given(nodes=some_conditions, firms=some_profiles, as_of=st.sampled_from(DATES), sort=st.booleans())
def test_batch_equals_decide(nodes: list[Node], firms: list[Profile], as_of: date, sort: bool) -> None:
    program = compile_policies(numbered(nodes))
    verdicts = run(program, encode_profiles(firms, program, as_of, sort=sort), words=16)
    expected = decided(nodes, firms, as_of)
    assert matched(verdicts, len(firms)) == expected
    for verdict, counts in verdicts.counts().items():
        assert counts.tolist() == [row.count(verdict) for row in expected]


@settings(patient, max_examples=EXAMPLES // 2)
@given(nodes=some_conditions, firms=some_profiles, sort=st.booleans())
def test_pairs_are_those_of_decide(nodes: list[Node], firms: list[Profile], sort: bool) -> None:
    named_firms = [Profile(f"firm {n}", "", firm.facts, firm.answers) for n, firm in enumerate(firms)]
    program = compile_policies(numbered(nodes))
    verdicts = run(program, encode_profiles(named_firms, program, AS_OF, sort=sort), words=16)
    expected = decided(nodes, firms, AS_OF)
    for verdict in (Verdict.ELIGIBLE, Verdict.OPEN, Verdict.JUDGEMENT):
        listed = [
            (policy, subject)
            for batch in verdicts.pairs(verdict)
            for policy, subject in zip(
                batch["policy"].to_pylist(), verdicts.subjects(batch["place"].to_numpy()).to_pylist(), strict=True
            )
        ]
        wanted = [(p, f"firm {n}") for p, row in enumerate(expected) for n, found in enumerate(row) if found is verdict]
        assert sorted(listed) == sorted(wanted)


@settings(patient, max_examples=EXAMPLES)
@given(nodes=some_conditions, firm=profiles, as_of=st.sampled_from(DATES))
def test_one_profile_against_all_policies_equals_decide(nodes: list[Node], firm: Profile, as_of: date) -> None:
    expected = [(key, decide(node, firm, as_of).verdict) for key, node in numbered(nodes)]
    assert match(compile_policies(numbered(nodes)), firm, as_of) == expected


@settings(patient, max_examples=EXAMPLES // 2)
@given(nodes=some_conditions, firms=some_profiles)
def test_what_a_matcher_has_learnt_does_not_matter(nodes: list[Node], firms: list[Profile]) -> None:
    matcher = Matcher(compile_policies(numbered(nodes)))
    for as_of in DATES:
        for firm in firms:
            assert matcher.match(firm, as_of) == [(n, decide(node, firm, as_of).verdict) for n, node in numbered(nodes)]


@settings(patient, max_examples=EXAMPLES // 2)
@given(nodes=some_conditions, firms=some_profiles, data=st.data(), sort=st.booleans())
def test_changed_profiles(nodes: list[Node], firms: list[Profile], data: st.DataObject, sort: bool) -> None:
    rows = data.draw(st.lists(st.integers(0, len(firms) - 1), unique=True, max_size=5))
    others = data.draw(st.lists(profiles, min_size=len(rows), max_size=len(rows)))
    later = list(firms)
    for row, other in zip(rows, others, strict=True):
        later[row] = other
    program = compile_policies(numbered(nodes))
    encoded = encode_profiles(firms, program, AS_OF, sort=sort)
    fresh = encode_profiles(others, program, AS_OF, like=encoded)
    updated, found = delta_profiles(encoded, np.array(rows, np.int64), fresh)
    before, after = decided(nodes, firms, AS_OF), decided(nodes, later, AS_OF)
    wanted = {
        (p, n, before[p][n], after[p][n])
        for p in range(len(nodes)) for n in range(len(firms)) if before[p][n] is not after[p][n]
    }  # fmt: skip
    assert {(c.key, c.row, c.before, c.after) for c in named(found, program)} == wanted
    assert {(c.key, c.row, c.before, c.after) for c in named(changes(encoded, updated), program)} == wanted
    assert matched(run(program, updated), len(firms)) == after


@settings(patient, max_examples=EXAMPLES // 2)
@given(nodes=some_conditions, others=some_conditions, firms=some_profiles)
def test_changed_policies(nodes: list[Node], others: list[Node], firms: list[Profile]) -> None:
    then, now = numbered(nodes), [*numbered(others)[1:], ("same", nodes[0])]
    found = delta_policies([*then, ("same", nodes[0])], now, lambda program: encode_profiles(firms, program, AS_OF))
    wanted = set()
    for key in {**dict(then), **dict(now)}:
        for row, firm in enumerate(firms):
            before, after = (
                decide(side[key], firm, AS_OF).verdict if key in side else None
                for side in (dict([*then, ("same", nodes[0])]), dict(now))
            )
            no = (None, Verdict.NOT_ELIGIBLE)
            if before is not after and not (before in no and after in no):
                wanted.add((key, row, before, after))
    assert {(c.key, c.row, c.before, c.after) for c in found} == wanted


@settings(patient, max_examples=EXAMPLES // 2)
@given(nodes=some_conditions, others=some_conditions, firms=some_profiles, data=st.data(), sort=st.booleans())
def test_all_that_differs_between_two_states(
    nodes: list[Node], others: list[Node], firms: list[Profile], data: st.DataObject, sort: bool
) -> None:
    later = [data.draw(profiles) if data.draw(st.booleans()) else firm for firm in firms]
    day = data.draw(st.sampled_from(DATES))
    then, now = dict(numbered(nodes)), {**dict(numbered(others)[1:]), "same": nodes[0]}
    comparison = Comparison({**then, "same": nodes[0]}, now)
    old = encode_profiles(firms, comparison.program, AS_OF, sort=sort)
    new = encode_profiles(later, comparison.program, day, like=old)
    wanted = set()
    for key in {**then, **now}:
        was = [decide(then[key], firm, AS_OF).verdict if key in then else None for firm in firms]
        if key == "same":
            was = [decide(nodes[0], firm, AS_OF).verdict for firm in firms]
        is_now = [decide(now[key], firm, day).verdict if key in now else None for firm in later]
        no = (None, Verdict.NOT_ELIGIBLE)
        wanted |= {
            (key, row, *pair)
            for row, pair in enumerate(zip(was, is_now, strict=True))
            if pair[0] is not pair[1] and not (pair[0] in no and pair[1] in no)
        }
    assert {(c.key, c.row, c.before, c.after) for c in comparison.changes(old, new)} == wanted
    assert set(comparison.now.keys) == set(now)


@settings(patient, max_examples=EXAMPLES)
@given(nodes=some_conditions, firms=some_profiles, days=st.tuples(st.sampled_from(DATES), st.integers(0, 400)))
def test_passing_time(nodes: list[Node], firms: list[Profile], days: tuple[date, int]) -> None:
    first, last = days[0], date.fromordinal(days[0].toordinal() + days[1])
    program = compile_policies(numbered(nodes))
    moved, found = delta_time(firms, program, first, last)
    before, after = decided(nodes, firms, first), decided(nodes, firms, last)
    wanted = {
        (p, n, before[p][n], after[p][n])
        for p in range(len(nodes)) for n in range(len(firms)) if before[p][n] is not after[p][n]
    }  # fmt: skip
    assert {(c.key, c.row, c.before, c.after) for c in named(found, program)} == wanted
    assert {n for _, n, _, _ in wanted} <= set(moved)
