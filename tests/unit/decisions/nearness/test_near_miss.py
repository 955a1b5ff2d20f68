"""差一点: the smallest lawful change and its day; never what a policy forbids or nobody can change."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Any

import pytest

from policymatch.conditions import All, AtLeast, Judgement, Node, Not, read_node
from policymatch.conditions import Any as AnyOf
from policymatch.conditions.truth import Truth
from policymatch.decisions import Verdict, decide
from policymatch.decisions.nearness import NearMiss, near_miss, out_of_reach
from policymatch.decisions.nearness.adjusting import with_facts
from policymatch.decisions.nearness.repairs import LARGEST, Turn, repairs
from policymatch.documents import Item, PolicyDocument, Window
from policymatch.profiles import Fact, Origin, Profile
from policymatch.vocabulary import changes
from policymatch.vocabulary.fields import catalogue

AS_OF = date(2026, 6, 30)
ORIGIN = Origin("test", "测试局")
OPEN = Window()


def plans(condition: dict[str, Any], *facts: Fact, window: Window = OPEN, ends: date | None = None) -> list[NearMiss]:
    item = Item("1", "奖励", read_node(condition), window=window)
    return near_miss(PolicyDocument("政策", (item,), id="p", valid_to=ends), item, Profile.of("x", facts), AS_OF)


def fact(field: str, value: Any, **keys: Any) -> Fact:
    return Fact(
        field, Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value, ORIGIN, **keys
    )


def at_least(field: str, value: Any, **keys: Any) -> dict[str, Any]:
    return {"field": field, "op": ">=", "value": value, **keys}


def test_two_more_researchers() -> None:
    (plan,) = plans(at_least("rd_staff", 12), fact("rd_staff", 10, year=2025))
    (step,) = plan.steps
    assert step.action == "招用研发人员并依法参保，再增2人，使2026年度研发(科技)人员数达到12人"
    assert plan.reached_on == date(2027, 5, 31), "without a period the last final year counts"


def test_a_share_of_staff_is_said_in_heads() -> None:
    (plan,) = plans(
        at_least("rd_staff_ratio", 0.1), fact("rd_staff_ratio", Decimal("0.08"), year=2025), fact("rd_staff", 8, year=2025),
        fact("employees", 100, year=2025),
    )  # fmt: skip
    assert "再增3人" in plan.steps[0].action, "(8 + 3) / (100 + 3) is more than a tenth, (8 + 2) / 102 is not"


def test_three_years_are_waited_for() -> None:
    (plan,) = plans(at_least("years_established", 3), fact("established_on", date(2024, 2, 29)))
    assert plan.steps[0].waiting
    assert plan.reached_on == date(2027, 2, 28)
    assert plan.steps[0].action == "等待至2027年2月28日即可"


def test_a_record_is_waited_out_and_never_changed() -> None:
    clean = {"field": "safety_accident", "op": "is", "value": False, "period": "last_2_years"}
    (plan,) = plans(
        clean, fact("safety_accident", True, valid_from=date(2025, 9, 1), valid_to=date(2025, 9, 1)),
        fact("safety_accident", False, valid_from=date(2000, 1, 1), valid_to=date(2040, 1, 1)),
    )  # fmt: skip
    assert plan.steps[0].waiting
    assert plan.reached_on == date(2028, 1, 1), "both readings of 近两年 agree only then"


@pytest.mark.parametrize(
    ("condition", "known"),
    [
        ({"field": "registered_region", "op": "in", "value": ["330110"]}, fact("registered_region", "110108")),
        ({"field": "size", "op": "in", "value": ["小型", "微型"]}, fact("size", "大型")),
        ({"field": "employees", "op": "<=", "value": 300}, fact("employees", 400, year=2025)),
        ({"field": "established_on", "op": ">=", "value": "2025-01-01"}, fact("established_on", date(2020, 1, 1))),
        ({"field": "dishonest", "op": "is", "value": False}, fact("dishonest", True)),
        ({"field": "contract_amount", "op": ">=", "value": 200000}, fact("contract_amount", 100000, year=2025)),
        (
            {"field": "project_started_on", "op": ">=", "value": "2026-01-01"},
            fact("project_started_on", date(2025, 1, 1)),
        ),
    ],
    ids=lambda value: value["field"] if isinstance(value, dict) else "",
)
def test_what_cannot_be_changed_lawfully_is_never_proposed(condition: dict[str, Any], known: Fact) -> None:
    assert plans(condition, known) == []
    reasons = out_of_reach(Item("1", "奖励", read_node(condition)), Profile.of("x", [known]), AS_OF)
    assert len(reasons) == 1


def test_one_hopeless_condition_makes_the_whole_hopeless_and_an_alternative_does_not() -> None:
    hopeless, known = {"field": "size", "op": "in", "value": ["小型"]}, fact("size", "大型")
    missed, few = at_least("premises_area", 1000), fact("premises_area", 900)
    assert plans({"all": [hopeless, missed]}, known, few) == []
    (plan,) = plans({"any": [hopeless, missed]}, known, few)
    assert "再增100平方米" in plan.steps[0].action


def test_of_several_ways_the_soonest_of_the_fewest_comes_first() -> None:
    found = plans(
        {"at_least": 2, "of": [at_least("premises_area", 1000), at_least("registered_capital", 5000000), at_least("trademarks", 3)]},
        fact("premises_area", 2000), fact("registered_capital", 1000000), fact("trademarks", 1),
    )  # fmt: skip
    assert [len(plan.steps) for plan in found] == [1, 1]
    assert "依法增资" in found[0].steps[0].action


def test_steps_that_show_in_different_years_are_dated_together() -> None:
    (plan,) = plans(
        {"all": [at_least("years_established", 3), at_least("rd_expense", 5000000, period="last_year")]},
        fact("established_on", date(2025, 9, 1)), fact("rd_expense", 3000000, year=2025),
    )  # fmt: skip
    assert plan.reached_on >= date(2028, 9, 1)
    assert "2027年度研发费用达到500万元" in plan.sentence, "in 2028 last year is 2027"


def test_a_sum_of_years_asks_only_for_what_is_short() -> None:
    (plan,) = plans(
        at_least("financing_amount", 10000000, period="last_3_years:sum"),
        *(
            fact("financing_amount", value, year=year)
            for value, year in ((2000000, 2023), (3000000, 2024), (1000000, 2025))
        ),
    )
    assert "600万元" in plan.steps[0].action, "2024 to 2026: 300万 and 100万 are there"


def test_the_window_it_meets() -> None:
    late = plans(at_least("premises_area", 1000), fact("premises_area", 900), window=Window(None, date(2026, 7, 31)))[0]
    assert late.window is None
    assert "赶不上本期申报" in late.remark
    met = plans(
        at_least("premises_area", 1000), fact("premises_area", 900), window=Window(date(2026, 9, 1), date(2026, 10, 31))
    )[0]
    assert met.window == (date(2026, 9, 1), date(2026, 10, 31))


def test_a_policy_that_has_ended_by_then_is_not_held_out() -> None:
    assert plans(at_least("premises_area", 1000), fact("premises_area", 900), ends=date(2026, 7, 31)) == []


def test_what_is_open_stays_open_and_is_named() -> None:
    (plan,) = plans({"all": [at_least("premises_area", 1000), {"manual": "示范作用"}]}, fact("premises_area", 900))
    assert plan.open == ("示范作用（须人工认定）",)


def test_every_plan_holds_when_decided_again() -> None:
    condition = {
        "all": [at_least("rd_staff", 12), {"field": "qualification", "op": "has_any", "value": ["高新技术企业"]}]
    }
    (plan,) = plans(condition, fact("rd_staff", 10, year=2025), Fact("qualification", None, ORIGIN))
    then = with_facts(
        Profile.of("x", [fact("rd_staff", 10, year=2025), Fact("qualification", None, ORIGIN)]),
        tuple(one for step in plan.steps for one in step.facts),
    )
    assert decide(read_node(condition), then, plan.reached_on).verdict is Verdict.ELIGIBLE


def test_the_catalogue_of_changes_names_known_fields_once() -> None:
    may = {field.id for field in catalogue() if changes.change_of(field.id)}
    never = {field.id for field in catalogue() if changes.why_never(field.id)}
    assert not may & never
    assert may
    assert {"registered_region", "established_on", "size", "dishonest", "contract_amount"} <= never


def random_tree(rng: random.Random, names: list[str], depth: int) -> Node:
    if depth == 0 or rng.random() < 0.3:
        return Judgement(rng.choice(names))
    parts = tuple(random_tree(rng, names, depth - 1) for _ in range(rng.randint(1, 4)))
    kind = rng.randrange(4)
    if kind == 3:
        return AtLeast(rng.randint(1, len(parts)), parts)
    return (All(parts), AnyOf(parts), Not(parts[0]))[kind]


def test_the_sets_are_all_the_minimal_ones() -> None:
    """Against every subset of turns, on trees in which each name stands once or more, in either sense."""
    for seed in range(300):
        rng = random.Random(seed)
        names = [f"甲{at}" for at in range(6)]
        tree = random_tree(rng, names, 3)
        answers: dict[str, bool] = {name: rng.random() < 0.5 for name in names if rng.random() < 0.8}
        fixed = {name for name in names if rng.random() < 0.2}
        decision = decide(tree, Profile("x", "", {}, answers), AS_OF)
        if decision.truth is not False:
            continue
        found = repairs(decision, lambda turn, fixed=fixed: turn[0].label not in fixed)
        turned = {frozenset(turns) for turns in found}
        assert turned == brute_force(tree, answers, fixed), seed


def brute_force(tree: Node, answers: dict[str, bool], fixed: set[str]) -> set[frozenset[Turn]]:
    """All minimal sets of occurrences' turns that make the tree no longer false, told by setting them."""
    possible = [(Judgement(name), wanted) for name in answers if name not in fixed for wanted in (True, False)]
    good: list[frozenset[Turn]] = []
    for size in range(1, LARGEST + 1):
        for chosen in map(frozenset, combinations(possible, size)):
            if not any(one <= chosen for one in good) and _truth(tree, answers, chosen, wanted=True) is not False:
                good.append(chosen)
    return set(good)


def _truth(node: Node, answers: dict[str, bool], turns: frozenset[Turn], *, wanted: bool) -> Truth:
    """The truth seen by a place that wants an answer: a leaf gives it where it is turned that way."""
    if isinstance(node, Judgement):
        return wanted if (node, wanted) in turns else answers.get(node.label)
    if isinstance(node, Not):
        inner = _truth(node.child, answers, turns, wanted=not wanted)
        return None if inner is None else not inner
    parts = [_truth(child, answers, turns, wanted=wanted) for child in node.children]
    count = len(parts) if isinstance(node, All) else node.count if isinstance(node, AtLeast) else 1
    if sum(part is True for part in parts) >= count:
        return True
    return None if sum(part is not False for part in parts) >= count else False
