"""Every step from every state: lawful ones lead where the table says, all others are refused with what is allowed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from policymatch.applications.flow import (
    SYSTEM,
    TRANSITIONS,
    Act,
    Actor,
    CaseOrigin,
    CaseState,
    Party,
    Standing,
    allowed,
    find,
    take,
)
from policymatch.errors import ConflictError, ForbiddenError, InvalidInputError
from policymatch.registry.roles import Role

TODAY = date(2026, 6, 30)
CASE = Standing(CaseState.DRAFT, CaseOrigin.APPLIED, "A" * 18, "科技局", "财政局")
WHO = {
    Party.ENTERPRISE: Actor("qiye", Role.ENTERPRISE, subject="A" * 18),
    Party.DEPARTMENT: Actor("keji", Role.OFFICER, departments=("科技局",)),
    Party.PAYER: Actor("caizheng", Role.OFFICER, departments=("财政局",)),
    Party.SYSTEM: SYSTEM,
}
PARTY = {act: next(line.party for line in TRANSITIONS if line.act is act) for act in Act}


def standing(state: CaseState, act: Act) -> Standing:
    """A case in a state in which nothing but the state can forbid a step."""
    origin = CaseOrigin.UNASKED if act in (Act.CONFIRM, Act.OFFER) else CaseOrigin.APPLIED
    return replace(CASE, state=state, origin=origin, publicity_ends_on=date(2026, 6, 29))


@pytest.mark.parametrize("state", list(CaseState))
@pytest.mark.parametrize("act", list(Act))
def test_every_pair(act: Act, state: CaseState) -> None:
    case, actor, line = standing(state, act), WHO[PARTY[act]], find(act, state)
    if line is not None:
        assert take(act, case, actor, today=TODAY, reason="理由充分") is line
        return
    with pytest.raises(ConflictError) as refused:
        take(act, case, actor, today=TODAY, reason="理由充分")
    assert f"办件{state.label}，不能{act.label}" == refused.value.message
    lines = [one for one in TRANSITIONS if one.source is state]
    for one in lines:
        assert f"{one.act.label}（{one.party.label}）" in refused.value.hint
    assert lines or refused.value.hint == "办件已办结，没有可以再做的步骤"


@pytest.mark.parametrize("line", TRANSITIONS, ids=lambda line: f"{line.act}-{line.source}")
def test_only_its_party_takes_a_step(line: object) -> None:
    assert hasattr(line, "act")
    case = standing(line.source, line.act)
    others = [actor for party, actor in WHO.items() if party is not line.party]
    others += [
        Actor("bieren", Role.ENTERPRISE, subject="B" * 18),
        Actor("wenlv", Role.OFFICER, departments=("文旅局",)),
        Actor("ducha", Role.SUPERVISOR),
        Actor("zuoxi", Role.AGENT),
        Actor("admin", Role.ADMIN, departments=("科技局", "财政局")),
    ]
    for actor in others:
        with pytest.raises(ForbiddenError) as refused:
            take(line.act, case, actor, today=TODAY, reason="理由充分")
        assert line.party.label in refused.value.message


@pytest.mark.parametrize(
    "line", [line for line in TRANSITIONS if line.reasoned], ids=lambda line: f"{line.act}-{line.source}"
)
def test_where_a_reason_is_due_it_is_asked_for(line: object) -> None:
    assert hasattr(line, "act")
    with pytest.raises(InvalidInputError, match="须写明理由"):
        take(line.act, standing(line.source, line.act), WHO[line.party], today=TODAY, reason=" ")


@pytest.mark.parametrize(
    ("act", "case", "words"),
    [
        (Act.RETURN, replace(CASE, state=CaseState.SUBMITTED, returns=1), "不得再次退回"),
        (Act.APPEAL, replace(CASE, state=CaseState.REJECTED, appeals=1), "行政复议"),
        (Act.APPROVE, replace(CASE, state=CaseState.REVIEWED, publicity_needed=True), "须先公示"),
        (Act.APPROVE, replace(CASE, state=CaseState.PUBLISHED, publicity_ends_on=TODAY), "期满后才能批准"),
        (Act.APPROVE, replace(CASE, state=CaseState.PUBLISHED), "待历法公布"),
        (Act.UPHOLD, replace(CASE, state=CaseState.APPEALED, decided_by="keji"), "原决定的人"),
        (Act.OVERTURN, replace(CASE, state=CaseState.APPEALED, decided_by="keji"), "原决定的人"),
        (Act.CONFIRM, CASE, "不是免申即享"),
        (Act.SUBMIT, replace(CASE, origin=CaseOrigin.UNASKED), "只须企业确认"),
    ],
)
def test_what_else_must_hold(act: Act, case: Standing, words: str) -> None:
    with pytest.raises(ConflictError, match=words):
        take(act, case, WHO[PARTY[act]], today=TODAY, reason="理由充分")


def test_every_state_is_reached_and_every_open_one_can_be_left() -> None:
    reached = {line.target for line in TRANSITIONS} | {CaseState.DRAFT}
    assert reached == set(CaseState)
    left = {line.source for line in TRANSITIONS if line.target is not line.source}
    assert {state for state in CaseState if state not in left} == {CaseState.PAID, CaseState.WITHDRAWN}


def test_who_may_do_what_now() -> None:
    case = replace(CASE, state=CaseState.SUBMITTED)
    assert set(allowed(case, WHO[Party.DEPARTMENT], today=TODAY)) == {Act.ACCEPT, Act.RETURN, Act.REJECT}
    assert set(allowed(case, WHO[Party.ENTERPRISE], today=TODAY)) == {Act.WITHDRAW}
    assert set(allowed(case, Actor("x", Role.SUPERVISOR), today=TODAY)) == set()
