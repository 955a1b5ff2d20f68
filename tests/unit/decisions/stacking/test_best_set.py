"""The vectors of the domain: who may have what together, and what is said of the rest."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from policymatch.decisions.matching import match_all
from policymatch.decisions.stacking import Award, Plan, best_set
from policymatch.documents import PolicyDocument, read_document
from policymatch.documents.stacking import AwardState, Others, Scope
from policymatch.profiles import Fact, Origin, Profile

AS_OF = date(2026, 6, 30)
ORIGIN = Origin("test", "测试局")
WAN = 10_000


def policy(
    name: str, items: dict[str, Any], rules: Iterable[dict[str, Any]] = (), region: str = "330110"
) -> PolicyDocument:
    """A document of lump sums in 万元, or of benefits as they are written."""
    return read_document(
        {
            "id": name, "title": name, "region": region, "stacking_rules": list(rules),
            "items": [
                {"id": one, "name": f"{name}{one}", "themes": ["技改"], "benefits": [_benefit(given)]}
                for one, given in items.items()
            ],
        }
    )  # fmt: skip


def _benefit(given: Any) -> dict[str, Any]:
    return given if isinstance(given, dict) else {"type": "lump_sum", "amount": given * WAN}


def plan(*documents: PolicyDocument, facts: dict[str, int] | None = None, **options: Any) -> Plan:
    listed = [Fact(field, Decimal(value), ORIGIN, year=2025) for field, value in (facts or {}).items()]
    profile = Profile.of("x", listed)
    return best_set(match_all(documents, profile, AS_OF), profile, AS_OF, **options)


def taken(found: Plan) -> dict[str, Decimal]:
    return {one.key: one.paid.low / WAN for one in found.taken}


HIGHEST = {"kind": "max_of", "scope": ["project"], "others": ["same_level"], "quote": "同一项目就高不重复"}
ONE = {"kind": "one_of", "scope": ["project"], "others": ["upper"], "quote": "已获上级支持的不再支持"}


def keyed(**projects: str) -> dict[str, dict[Scope, str]]:
    return {key.replace("_", "/"): {Scope.PROJECT: name} for key, name in projects.items()}


def test_the_same_project_gives_the_larger_and_different_projects_both() -> None:
    documents = policy("a", {"1": 100}, [HIGHEST]), policy("b", {"1": 80})
    same = plan(*documents, keys=keyed(a_1="厂房", b_1="厂房"))
    assert taken(same) == {"a/1": 100}
    assert same.total.label == "100万元"
    (left,) = same.left
    assert (left.key, left.because, left.quote) == ("b/1", "a/1", "同一项目就高不重复")
    assert left.reason == "与“a1”就高不重复：“a1”100万元，“b1”80万元"
    assert same.presumed == ()
    assert same.runner_up is not None
    assert same.runner_up.keys == ("b/1",)
    different = plan(*documents, keys=keyed(a_1="厂房", b_1="仓库"))
    assert taken(different) == {"a/1": 100, "b/1": 80}
    assert different.total.low == 180 * WAN


def test_what_nobody_said_is_presumed_and_named() -> None:
    found = plan(policy("a", {"1": 100}, [HIGHEST]), policy("b", {"1": 80}))
    assert taken(found) == {"a/1": 100}
    assert "按同一项目处理" in found.presumed[0]


def test_items_of_one_document_are_different_matters() -> None:
    assert taken(plan(policy("a", {"1": 100, "2": 80}, [HIGHEST]))) == {"a/1": 100, "a/2": 80}


def test_a_tie_lists_both() -> None:
    found = plan(policy("a", {"1": 80}, [HIGHEST]), policy("b", {"1": 80}))
    assert len(found.taken) == 1
    assert [tie.keys for tie in found.ties] == [("b/1",)]


def test_the_sum_is_held_below_three_quarters_of_the_investment() -> None:
    rule = {"kind": "cap_of_sum", "scope": ["enterprise"], "cap_rate": 0.75, "cap_base": "fixed_investment", "cap_period": "last_year",
            "quote": "不超过投资额的75%"}  # fmt: skip
    document = policy("a", {"1": 50, "2": 40}, [rule])
    held = plan(document, facts={"fixed_investment": 100 * WAN})
    assert held.total.low == 75 * WAN
    assert sum(taken(held).values()) == 75
    assert any("75%" in one.note for one in held.taken)
    assert plan(document, facts={"fixed_investment": 120 * WAN}).total.low == 90 * WAN
    unknown = plan(document)
    assert (unknown.total.low, unknown.total.high) == (0, 90 * WAN)


def test_a_spared_item_does_not_count_towards_the_ceiling() -> None:
    rule = {
        "kind": "cap_of_sum",
        "scope": ["enterprise"],
        "cap": 30 * WAN,
        "exempt": ["2"],
        "quote": "资质奖励不受此限",
    }
    assert plan(policy("a", {"1": 50, "2": 40}, [rule])).total.low == 70 * WAN


def test_an_upper_award_is_deducted_and_comes_first() -> None:
    rule = {"kind": "offset", "scope": ["project"], "others": ["upper"], "quote": "扣除上级已安排资金后给予差额"}
    found = plan(policy("district", {"1": 100}, [rule]), policy("city", {"1": 60}, region="330100"))
    assert taken(found) == {"city/1": 60, "district/1": 40}
    assert [(step.first, step.then) for step in found.steps] == [("city/1", "district/1")]
    (short,) = [one for one in found.taken if one.note]
    assert short.key == "district/1"
    larger = plan(policy("district", {"1": 50}, [rule]), policy("city", {"1": 60}, region="330100"))
    assert larger.total.low == 60 * WAN


def test_a_received_award_is_deducted_and_bars_where_the_rule_says_so() -> None:
    award = Award("city/1", Decimal(60 * WAN), level=Others.UPPER, themes=("技改",))
    offset = {"kind": "offset", "scope": ["project"], "others": ["upper"], "quote": "扣除"}
    assert plan(policy("a", {"1": 100}, [offset]), awards=[award]).total.low == 40 * WAN
    barred = plan(policy("a", {"1": 100}, [ONE]), awards=[award])
    assert barred.taken == ()
    assert barred.left[0].reason == "已获得“city/1”60万元，不能再享受“a1”"
    highest = {**HIGHEST, "others": ["upper"]}
    assert plan(policy("a", {"1": 100}, [highest]), awards=[award]).total.low == 40 * WAN, "the larger in all"


def test_what_is_only_applied_for_competes_and_what_is_received_binds() -> None:
    documents = policy("a", {"1": 100}, [ONE]), policy("b", {"1": 80}, region="330100")
    applied = plan(*documents, awards=[Award("b/1", state=AwardState.APPLIED)])
    assert taken(applied) == {"a/1": 100}
    assert [one.key for one in applied.left] == ["b/1"]
    assert "先撤回" in applied.steps[0].reason
    received = plan(*documents, awards=[Award("b/1", Decimal(80 * WAN))])
    assert "a/1" not in taken(received)


def test_a_rule_may_bind_those_that_are_only_applied_for() -> None:
    rule = {"kind": "one_of", "members": ["1", "2"], "states": ["holds", "pending", "applied"], "quote": "不可同时申请"}
    found = plan(policy("a", {"1": 100, "2": 80}, [rule]), awards=[Award("a/2", state=AwardState.APPLIED)])
    assert taken(found) == {"a/2": 80}


def test_a_subsidiary_may_not_claim_what_the_headquarters_has() -> None:
    rule = {"kind": "one_of", "scope": ["group"], "quote": "下属公司不得以同一类型奖项重复申请"}
    document = policy("a", {"1": 100, "2": 80}, [rule])
    assert taken(plan(document)) == {"a/1": 100, "a/2": 80}
    found = plan(document, awards=[Award("a/1", Decimal(100 * WAN), subject="总部")])
    assert taken(found) == {"a/2": 80}


def test_one_contract_serves_once_and_the_larger_share_takes_it() -> None:
    rule = {"kind": "one_of", "scope": ["contract"], "others": ["upper"], "quote": "同一合同只能申请一次"}
    half = {"type": "rate", "rate": 0.5, "base": "contract_amount"}
    third = {"type": "rate", "rate": 0.3, "base": "contract_amount"}
    documents = policy("a", {"1": third}, [rule]), policy("b", {"1": half}, region="330100")
    assert taken(plan(*documents, facts={"contract_amount": 100 * WAN})) == {"b/1": 50}


def test_the_order_matters_where_one_leaves_the_base_of_the_other() -> None:
    rule = {"kind": "offset", "scope": ["contract"], "others": ["upper"], "from_base": True, "quote": "按净支付额计算"}
    half = {"type": "rate", "rate": 0.5, "cap": 20 * WAN, "base": "contract_amount"}
    third = {"type": "rate", "rate": 0.3, "base": "contract_amount"}
    found = plan(
        policy("a", {"1": third}, [rule]),
        policy("b", {"1": half}, region="330100"),
        facts={"contract_amount": 100 * WAN},
    )
    assert found.total.low == 50 * WAN, "30 first, then the other up to its 20; the other way round 20 and 24"
    assert [(step.first, step.then) for step in found.steps] == [("a/1", "b/1")]


def test_otherwise_provided() -> None:
    yields = {**HIGHEST, "unless_otherwise": True}
    allows = {"kind": "allow", "members": ["1"], "others": ["same_level"], "quote": "可以叠加"}
    documents = policy("a", {"1": 100}, [yields]), policy("b", {"1": 80}, [allows])
    assert plan(*documents).total.low == 180 * WAN
    assert plan(policy("a", {"1": 100}, [HIGHEST]), documents[1]).total.low == 100 * WAN, "who yields to nobody"


def test_what_rests_on_another_goes_with_it() -> None:
    rule = {"kind": "requires", "members": ["2"], "against": ["1"], "quote": "须先获得"}
    both = policy("a", {"1": 10, "2": 80}, [rule])
    assert taken(plan(both)) == {"a/1": 10, "a/2": 80}
    assert plan(both).steps[0].first == "a/1"
    alone = policy("a", {"2": 80}, [rule])
    assert plan(alone).taken == ()
    assert plan(alone, awards=[Award("a/1", Decimal(10 * WAN))]).total.low == 80 * WAN


def test_rules_of_a_year_forget_other_years() -> None:
    rule = {"kind": "one_of", "scope": ["enterprise"], "per_year": True, "quote": "每年一次"}
    document = policy("a", {"1": 100}, [rule])
    assert plan(document, awards=[Award("a/1", year=2025)]).total.low == 100 * WAN
    assert plan(document, awards=[Award("a/1", year=2026)]).taken == ()


def test_an_award_of_unknown_amount_leaves_bounds() -> None:
    offset = {"kind": "offset", "scope": ["project"], "against": ["市级配套资金"], "quote": "计入"}
    found = plan(policy("a", {"1": 100}, [offset]), awards=[Award("市级配套资金")])
    assert (found.total.low, found.total.high) == (0, 100 * WAN)


def test_what_is_not_surely_met_is_not_sure_money() -> None:
    document = policy("a", {"1": 100}, [HIGHEST])
    open_one = read_document(
        {
            "id": "b", "region": "330110",
            "items": [{"id": "1", "name": "b1", "themes": ["技改"], "condition": {"manual": "示范作用"}, "benefits": [_benefit(500)]}],
        }
    )  # fmt: skip
    found = plan(document, open_one)
    assert taken(found) == {"a/1": 100}
    assert found.runner_up is not None
    assert (found.runner_up.total.low, found.runner_up.total.high) == (0, 500 * WAN)


@pytest.mark.parametrize("size", [1, 3])
def test_every_exclusion_has_its_rule_and_quote(size: int) -> None:
    documents = [policy(f"p{at}", {"1": 10 + at}, [HIGHEST]) for at in range(size + 1)]
    found = plan(*documents)
    assert len(found.left) == size
    assert all(one.rule and one.quote and one.because for one in found.left)
