"""Kleene's laws, against brute force over every completion of the unknown, on trees to depth 3."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from policymatch.conditions.truth import Truth, all_of, any_of, at_least, negate

Tree = int | tuple[str, int, tuple["Tree", ...]]
truths = st.sampled_from((True, False, None))


def _trees(depth: int) -> st.SearchStrategy[Tree]:
    leaf = st.integers(0, 4)
    if depth == 0:
        return leaf
    children = st.lists(_trees(depth - 1), min_size=1, max_size=3).map(tuple)
    group = children.flatmap(
        lambda nodes: st.tuples(st.sampled_from(("all", "any", "of")), st.integers(1, len(nodes)), st.just(nodes))
    )
    negated = _trees(depth - 1).map(lambda node: ("not", 1, (node,)))
    return st.one_of(leaf, group, negated)


def evaluate(tree: Tree, values: tuple[Truth, ...]) -> Truth:
    if isinstance(tree, int):
        return values[tree]
    kind, count, children = tree
    answers = [evaluate(child, values) for child in children]
    if kind == "not":
        return negate(answers[0])
    return {"all": all_of, "any": any_of}.get(kind, lambda listed: at_least(count, listed))(answers)


def completions(values: tuple[Truth, ...]) -> product:
    return product(*((value,) if value is not None else (True, False) for value in values))


@given(_trees(3), st.tuples(*[truths] * 5))
def test_a_definite_answer_holds_for_every_completion(tree: Tree, values: tuple[Truth, ...]) -> None:
    answer = evaluate(tree, values)
    if answer is not None:
        assert {evaluate(tree, complete) for complete in completions(values)} == {answer}


def test_groups_equal_brute_force_over_distinct_unknowns() -> None:
    for values in product((True, False, None), repeat=3):
        for combine in (all_of, any_of, lambda listed: at_least(2, listed)):
            possible = {combine(complete) for complete in completions(values)}
            expected = possible.pop() if len(possible) == 1 else None
            assert combine(values) is expected


@given(truths, truths)
def test_de_morgan(a: Truth, b: Truth) -> None:
    assert negate(all_of((a, b))) is any_of((negate(a), negate(b)))


@given(st.lists(truths, max_size=6), st.integers(1, 6))
def test_not_at_least_k_is_at_least_the_rest_of_the_negated(values: list[Truth], count: int) -> None:
    rest = len(values) - count + 1
    expected = at_least(rest, [negate(value) for value in values]) if rest > 0 else True
    assert negate(at_least(count, values)) is expected


def test_of_nothing() -> None:
    assert all_of(()) is True
    assert any_of(()) is False
