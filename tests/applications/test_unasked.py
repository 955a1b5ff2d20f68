"""免申即享: only where authorities' facts decide everything, once a year, and the enterprise only confirms."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from policymatch.applications import handling
from policymatch.applications.chosen import Chosen, choose, set_guide
from policymatch.applications.correcting import confirm
from policymatch.applications.errors import IncompleteError, IneligibleError
from policymatch.applications.flow import CaseState
from policymatch.applications.periodic import WORK, Office, draw_up_offers, look_at_cases
from policymatch.applications.rows import CaseQuery, events_of, list_cases
from policymatch.applications.space import Vault
from policymatch.applications.submission import submit
from policymatch.applications.unasked import DrawnUp, draw_up, is_authoritative, obstacles
from policymatch.decisions.decide import decide
from policymatch.errors import ConflictError
from policymatch.profiles import Fact, Origin, Profile
from policymatch.store.transactions import reading, writing
from policymatch.vocabulary.calendars import calendar
from tests.applications.samples import (
    CONTACT,
    ENTERPRISE,
    LABOURER,
    NOW,
    OTHER,
    POSTS,
    SUBJECT,
    TODAY,
    UPGRADE,
    begun,
    change,
    posts,
    profile,
    science,
    step,
)

AUTHORITIES = {
    ("social_insurance_paid", ""): {"hr_insurance"}, ("layoff_rate", ""): {"hr_insurance"}, ("revenue", ""): {"tax_annual"},
}  # fmt: skip


def flagged(session: Session, body: dict[str, Any] | None = None) -> Chosen:
    (chosen,) = choose(session, [POSTS], TODAY)
    set_guide(
        session,
        "nanhu-posts",
        "posts",
        body or {"service": "unasked"},
        chosen.item,
        revision=0,
        actor="renshe",
        now=NOW,
    )
    return choose(session, [POSTS], TODAY)[0]


def drawn(session: Session, chosen: Chosen, *profiles: Profile) -> DrawnUp:
    return draw_up(session, chosen, profiles, AUTHORITIES, day=TODAY, now=NOW, working=calendar())


def test_what_needs_a_person_or_a_declaration_is_never_unasked() -> None:
    upgrade, stable = science().items[0], posts().items[0]
    assert obstacles(stable) == []
    assert obstacles(upgrade) == [
        "有须人工认定的条件：项目技术先进", "有须企业申报的事实：项目投资额", "支持金额须申报的基数才能算出"
    ]  # fmt: skip


def test_the_enterprise_only_confirms(both: Engine, vault: Vault) -> None:
    with writing(both) as session:
        chosen = flagged(session)
        found = drawn(session, chosen, profile(), profile(OTHER, layoff="0.2"))
        (row,) = found.cases
        assert (found.looked_at, row.subject, row.state, row.origin) == (2, SUBJECT, "draft", "unasked")
        assert [event.act for event in events_of(session, row.id)] == ["offer"]
        with pytest.raises(ConflictError, match="只须企业确认"):
            handling.begin(session, step(row, ENTERPRISE), handling.Act.SUBMIT)
        with pytest.raises(IncompleteError, match="联系人.*银行账号"):
            confirm(session, step(row, ENTERPRISE), profile(), answers={})
        with pytest.raises(IneligibleError, match="不能免申即享|不符合条件"):
            confirm(session, step(row, ENTERPRISE), profile(layoff="0.2"), answers=CONTACT)
        confirm(session, step(row, ENTERPRISE), profile(), answers=CONTACT | {"layoff_rate@2025": 0})
        assert (row.state, row.applied_low) == (CaseState.REVIEWED, 5_000_000)
        assert set(json.loads(row.answers)) == set(CONTACT), "contact and bank, and nothing else"
        handling.publish(session, step(row, LABOURER))


def test_it_is_offered_once_a_year_and_not_beside_an_application(both: Engine, vault: Vault) -> None:
    with writing(both) as session:
        chosen = flagged(session)
        (row,) = drawn(session, chosen, profile()).cases
        again = drawn(session, chosen, profile())
        assert (again.cases, again.known) == ((), 1)
        handling.withdraw(session, step(row, ENTERPRISE))
        assert drawn(session, chosen, profile()).cases == ()
        submit(session, change(begun(session, [POSTS], CONTACT, OTHER)), profile(OTHER), day=TODAY)
        assert drawn(session, chosen, profile(OTHER)).known == 1


@pytest.mark.parametrize("source", ["declared", "market_annual_report"])
def test_facts_of_others_than_the_authority_do_not_do(engine: Engine, source: str) -> None:
    paid = Fact("social_insurance_paid", True, Origin(source, "某部门"))
    who = profile()
    other = replace(who, facts={**who.facts, "social_insurance_paid": (paid,)})
    condition = posts().items[0].condition
    assert is_authoritative(decide(condition, who, TODAY), who, AUTHORITIES)
    assert not is_authoritative(decide(condition, other, TODAY), other, AUTHORITIES)
    with writing(engine) as session:
        found = drawn(session, flagged(session), other)
        assert (found.cases, found.uncertain) == ((), 1)


def test_derived_figures_stand_on_their_inputs(engine: Engine) -> None:
    paid = Fact("social_insurance_paid", True, Origin("derived", "计算得出", inputs=("营业收入（2025年）",)))
    who = profile()
    sure = replace(who, facts={**who.facts, "social_insurance_paid": (paid,)})
    condition = posts().items[0].condition
    assert is_authoritative(decide(condition, sure, TODAY), sure, AUTHORITIES)
    unsure = replace(sure, facts={**sure.facts, "revenue": ()})
    assert not is_authoritative(decide(condition, unsure, TODAY), unsure, AUTHORITIES)
    assert not is_authoritative(decide(science().items[0].condition, who, TODAY), who, AUTHORITIES)


def test_only_items_flagged_so(engine: Engine) -> None:
    with writing(engine) as session:
        for key in (POSTS, UPGRADE):
            (chosen,) = choose(session, [key], TODAY)
            with pytest.raises(ConflictError, match="不能免申即享"):
                drawn(session, chosen, profile())


def test_offers_lapse(engine: Engine) -> None:
    with writing(engine) as session:
        chosen = flagged(session, {"service": "unasked", "limits": {"confirmation": 10}})
        (row,) = drawn(session, chosen, profile()).cases
        assert row.due_on == date(2026, 7, 14)
    assert "逾期终止 1 个" in look_at_cases(engine, datetime(2026, 7, 15, 2, tzinfo=UTC), Office())
    with reading(engine) as session:
        assert list_cases(session, CaseQuery(states=(CaseState.WITHDRAWN,)))[1] == 1


def test_periodic_work_on_a_store_without_data(engine: Engine, vault: Vault) -> None:
    with writing(engine) as session:
        flagged(session)
    assert draw_up_offers(engine, NOW, Office()) == f"{POSTS} 免申即享 0 家（查看 0 家）"
    for _, work in WORK:
        assert isinstance(work(engine, NOW, Office(vault=vault)), str)
