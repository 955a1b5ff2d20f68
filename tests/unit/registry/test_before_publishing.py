"""What an officer sees before publishing: what the data can answer, what the version changes, what its basis became."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from policymatch.conditions import read_node
from policymatch.decisions import Verdict
from policymatch.documents import PolicyDocument, read_document
from policymatch.profiles import Fact, Origin, Profile
from policymatch.registry.basis import KnownPolicy, basis_findings
from policymatch.registry.decidability import Service, decidability
from policymatch.registry.impact import Cost, impact
from policymatch.registry.lifecycle import Status
from policymatch.registry.lint import Fault

DAY = date(2026, 6, 30)
ORIGIN = Origin("test", "税务局")
YES, NO, OPEN, JUDGE = Verdict.ELIGIBLE, Verdict.NOT_ELIGIBLE, Verdict.OPEN, Verdict.JUDGEMENT


def firm(name: str, revenue: int | None, **answers: bool) -> Profile:
    facts = [] if revenue is None else [Fact("revenue", Decimal(revenue), ORIGIN, year=2025)]
    return Profile.of(name, facts, name=f"企业{name}", answers=answers)


FIRMS = [firm("a", 900), firm("b", 960), firm("c", 1000), firm("d", 1050), firm("e", 1060), firm("f", None)]


def source(firms: Iterable[Profile] = FIRMS) -> Any:
    by_code = {one.subject: one for one in firms}

    def some(subjects: Iterable[str] | None) -> Iterable[Profile]:
        return list(by_code.values()) if subjects is None else [by_code[subject] for subject in subjects]

    return some


def revenue(limit: int, op: str = ">=") -> dict[str, Any]:
    return {"field": "revenue", "op": op, "value": limit, "period": "last_year", "quote": "上年度营业收入"}


def document(*items: dict[str, Any]) -> PolicyDocument:
    return read_document({"id": "p", "title": "政策", "items": list(items)})


def item(condition: dict[str, Any], name: str = "1", **more: Any) -> dict[str, Any]:
    return {
        "id": name,
        "name": f"事项{name}",
        "condition": condition,
        "benefits": [{"type": "lump_sum", "amount": 100}],
    } | more


def test_each_condition_is_asked_of_every_enterprise() -> None:
    found = decidability(
        document(item({"all": [revenue(1000), {"manual": "信用良好"}]}), item(revenue(1000), "2")), source(), DAY
    )
    assert [(leaf.decided, leaf.met, leaf.items) for leaf in found.leaves] == [(5, 3, ("1", "2")), (0, 0, ("1",))]
    assert found.share == 5 / 12
    assert found.items[0].counts == {YES: 0, NO: 2, OPEN: 1, JUDGE: 3}
    assert found.items[1].counts == {YES: 3, NO: 2, OPEN: 1, JUDGE: 0}


def test_missing_facts_become_a_list_of_demands() -> None:
    (demand,) = decidability(document(item({"all": [revenue(1000), revenue(2000, "<")]})), source(), DAY).demands
    assert (demand.field, demand.label, demand.owner, demand.missing) == ("revenue", "营业收入", "税务局", 1)
    assert len(demand.conditions) == 2


@pytest.mark.parametrize(
    ("condition", "more", "firms", "service", "why"),
    [
        (revenue(1000), {}, FIRMS[:5], Service.UNASKED, "定论率100.0%"),
        (revenue(1000), {}, FIRMS, Service.AT_ONCE, "83.3%"),
        (revenue(1000), {}, [], Service.AT_ONCE, "无企业数据"),
        ({"all": [revenue(1000), {"manual": "信用良好"}]}, {}, FIRMS[:5], Service.REVIEWED, "信用良好"),
        (
            {"all": [revenue(1000), {"field": "equipment_investment", "op": ">=", "value": 1}]},
            {}, FIRMS[:5], Service.AT_ONCE, "须企业申报",
        ),
        (
            revenue(1000), {"benefits": [{"type": "rate", "rate": 0.1, "base_label": "审定投资额"}]},
            FIRMS[:5], Service.AT_ONCE, "基数",
        ),
        (revenue(1000), {"benefits": [{"type": "rate", "rate": 0.1, "base": "revenue"}]}, FIRMS[:5], Service.UNASKED, "全部"),
    ],
)  # fmt: skip
def test_how_an_item_can_be_granted(
    condition: dict[str, Any], more: dict[str, Any], firms: list[Profile], service: Service, why: str
) -> None:
    (found,) = decidability(document(item(condition, **more)), source(firms), DAY).items
    assert found.service is service
    assert why in found.why


def test_nobody_and_everybody_are_findings() -> None:
    found = decidability(
        document(item(revenue(5000)), item(revenue(1), "2"), item(revenue(1000), "3")), source(FIRMS[:5]), DAY
    )
    assert [(one.fault, one.where) for one in found.findings()] == [(Fault.NOBODY, "事项1"), (Fault.EVERYBODY, "事项2")]
    assert decidability(document(item(revenue(5000))), source([]), DAY).findings() == []


def test_who_gains_and_who_loses() -> None:
    (found,) = impact(document(item(revenue(1000))), document(item(revenue(1055))), source(), DAY).items
    assert (found.gains, found.losses, found.opened) == (0, 2, 0)
    (change,) = found.changes
    assert (change.before, change.after, change.count, change.example, change.name) == (YES, NO, 2, "c", "企业c")
    assert "1055元" in change.reason
    assert found.before == Cost(3, Decimal(300), Decimal(300), 1)
    assert found.after == Cost(1, Decimal(100), Decimal(100), 1)


def test_what_is_new_gone_or_only_open_now() -> None:
    old = document(item(revenue(1000)), item(revenue(1000), "gone"))
    new = document(item({"all": [revenue(1000), {"manual": "信用良好"}]}), item(revenue(1000), "new"))
    kept, added, removed = impact(old, new, source(), DAY).items
    assert (kept.gains, kept.losses, kept.opened) == (0, 3, 3)
    assert {(change.before, change.after): change.count for change in kept.changes} == {(YES, JUDGE): 3}
    assert {(change.before, change.after): change.count for change in added.changes} == {
        (None, YES): 3,
        (None, OPEN): 1,
    }
    assert (added.gains, added.before, added.after) == (3, None, Cost(3, Decimal(300), Decimal(300), 1))
    assert (removed.item_id, removed.losses, removed.after) == ("gone", 3, None)


def test_another_amount_is_a_difference_too() -> None:
    dearer = item(revenue(1000), benefits=[{"type": "lump_sum", "amount": 250}])
    (found,) = impact(document(item(revenue(1000))), document(dearer), source(), DAY).items
    (change,) = found.changes
    assert (change.before, change.after, change.count, change.reason) == (YES, YES, 3, "支持金额由100元变为250元")
    assert found.after == Cost(3, Decimal(750), Decimal(750), 1)


def test_the_cost_of_what_depends_on_each_enterprise() -> None:
    rated = item(revenue(1000), benefits=[{"type": "rate", "rate": 0.1, "base": "revenue", "cap": 105.5}])
    result = impact(None, document(rated), source(), DAY)
    assert result.items[0].after == Cost(3, Decimal("310.5"), Decimal("310.5"), 1)
    assert result.cost_after == (Decimal("310.5"), Decimal("310.5"))
    unbounded = item(revenue(1000), benefits=[{"type": "rate", "rate": 0.1, "base_label": "投资额"}])
    assert impact(None, document(unbounded), source(), DAY).cost_after == (Decimal(0), None)


@pytest.mark.parametrize(
    ("op", "limit", "below", "above"), [(">=", 1000, 1, 2), (">", 1000, 2, 1), ("<", 1000, 1, 2), ("<=", 1000, 2, 1)]
)
def test_who_sits_within_five_percent_of_a_limit(op: str, limit: int, below: int, above: int) -> None:
    (near,) = impact(None, document(item(revenue(limit, op))), source(), DAY).items[0].near
    assert (near.below, near.above, near.example) == (below, above, "b")


def test_a_limit_of_nought_has_no_neighbourhood() -> None:
    assert impact(None, document(item(revenue(0, ">"))), source(), DAY).items[0].near == ()


def test_who_stays_keeps_the_old_terms() -> None:
    stays = read_node(revenue(1050, "<"))
    dearer = item(revenue(900), benefits=[{"type": "lump_sum", "amount": 250}])
    (found,) = impact(document(item(revenue(1000))), document(dearer), source(), DAY, stays=stays).items
    assert found.changes == (), "a and b stay and still fall short; c stays; d and e move and still qualify"
    assert found.after == Cost(3, Decimal(600), Decimal(600), 1)


def test_without_enterprises_nothing_changes() -> None:
    result = impact(document(item(revenue(1000))), document(item(revenue(2000))), source([]), DAY)
    assert (result.enterprises, result.items[0].changes) == (0, ())


TEXT = "根据《关于加快数字\n化转型的若干意见》（浙政发〔2020〕1号）和《科技创新条例》，制定本办法。"


@pytest.mark.parametrize("status", list(Status))
def test_a_basis_that_has_ended_is_said(status: Status) -> None:
    known = [KnownPolicy("old", "关于加快数字化转型的若干意见", "浙政发〔2020〕9号", status)]
    found = [one.message for one in basis_findings(TEXT, known)]
    ended = status in (Status.EXPIRED, Status.REPEALED, Status.SUPERSEDED)
    assert found == ([f"《关于加快数字化转型的若干意见》{status.label}"] if ended else [])
    assert list(basis_findings(TEXT, known, policy_id="old")) == []


def test_a_basis_is_found_by_its_number() -> None:
    known = [KnownPolicy("old", "另一个标题", "浙政发〔2020〕1号", Status.REPEALED)]
    (found,) = basis_findings(TEXT, known)
    assert found.span is not None
    assert found.span.of(TEXT) == "浙政发〔2020〕1号"
