"""A case from hand-in to money: every step written down, its clock run, nothing twice."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from policymatch.applications import handling
from policymatch.applications.bundles import create
from policymatch.applications.chosen import choose, guide_of, set_guide
from policymatch.applications.clocks import Clock
from policymatch.applications.correcting import correct
from policymatch.applications.duties import DutyState, list_duties, settle
from policymatch.applications.errors import IncompleteError
from policymatch.applications.flow import Act, Actor, CaseState, find
from policymatch.applications.materials import Choice, Way
from policymatch.applications.periodic import Office, look_at_cases, watch_duties
from policymatch.applications.rows import events_of, get_case, stages_of
from policymatch.applications.space import Vault
from policymatch.applications.submission import submit
from policymatch.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError, StaleError
from policymatch.registry.roles import Role
from policymatch.store.audit import entries, verify_chain
from policymatch.store.tables_applications import ApplicationCase
from policymatch.store.transactions import reading, writing
from tests.applications.samples import (
    CONTACT,
    ENTERPRISE,
    LABOURER,
    NOW,
    OFFICER,
    POSTS,
    SCIENCE,
    SECOND,
    STRANGER,
    SUBJECT,
    TODAY,
    UPGRADE,
    begun,
    change,
    handed_in,
    profile,
    step,
)

S = CaseState
LONG = "条件逐项核对"


def case_of(session: Session, vault: Vault, key: str = UPGRADE) -> ApplicationCase:
    (row,) = handed_in(session, vault, [key]).cases
    return row


def walk(session: Session, row: ApplicationCase, state: CaseState) -> ApplicationCase:
    """Bring a case to a state by lawful steps."""
    ways: dict[CaseState, list[Any]] = {
        S.SUBMITTED: [],
        S.RETURNED: [lambda: handling.send_back(session, step(row, OFFICER), ["缺审计报告附注"])],
        S.ACCEPTED: [lambda: handling.accept(session, step(row, OFFICER))],
        S.REVIEWED: [S.ACCEPTED, lambda: handling.review(session, step(row, OFFICER))],
        S.PUBLISHED: [S.REVIEWED, lambda: handling.publish(session, step(row, OFFICER))],
        S.APPROVED: [
            S.PUBLISHED,
            lambda: handling.approve(session, step(row, OFFICER, date(2026, 7, 8)), Decimal(500_000), profile=profile()),
        ],
        S.PAID: [S.APPROVED, lambda: paid(session, row, "500000")],
        S.REJECTED: [S.ACCEPTED, lambda: handling.reject(session, step(row, OFFICER), code="materials", reason=LONG)],
        S.APPEALED: [S.REJECTED, lambda: handling.appeal(session, step(row, ENTERPRISE), reason=LONG)],
        S.WITHDRAWN: [lambda: handling.withdraw(session, step(row, ENTERPRISE))],
    }  # fmt: skip
    for way in ways[state]:
        walk(session, row, way) if isinstance(way, CaseState) else way()
    assert row.state == state
    return row


def paid(session: Session, row: ApplicationCase, amount: str, number: str = "P1") -> ApplicationCase:
    day = date(2026, 7, 20)
    return handling.pay(session, step(row, OFFICER, day), Decimal(amount), paid_on=day, reference=number)


def do(session: Session, row: ApplicationCase, act: Act, actor: Actor, day: date = date(2026, 7, 20)) -> Any:
    """A step with good input, whatever the state."""
    at = step(row, actor, day)
    ways: dict[Act, Any] = {
        Act.ACCEPT: lambda: handling.accept(session, at), Act.RETURN: lambda: handling.send_back(session, at, ["缺附注"]),
        Act.CORRECT: lambda: correct(session, at, profile(), answers={}, choices={}),
        Act.REVIEW: lambda: handling.review(session, at), Act.PUBLISH: lambda: handling.publish(session, at, reason=LONG),
        Act.APPROVE: lambda: handling.approve(session, at, Decimal(1), profile=profile()),
        Act.REJECT: lambda: handling.reject(session, at, code="other", reason=LONG),
        Act.PAY: lambda: handling.pay(session, at, Decimal(500_000), paid_on=day, reference="P9"),
        Act.WITHDRAW: lambda: handling.withdraw(session, at), Act.APPEAL: lambda: handling.appeal(session, at, reason=LONG),
        Act.UPHOLD: lambda: handling.uphold(session, at, reason=LONG), Act.OVERTURN: lambda: handling.overturn(session, at, reason=LONG),
    }  # fmt: skip
    return ways[act]()


BY_ENTERPRISE = {Act.CORRECT, Act.WITHDRAW, Act.APPEAL}
DONE = [Act.ACCEPT, Act.RETURN, Act.CORRECT, Act.REVIEW, Act.PUBLISH, Act.APPROVE, Act.REJECT, Act.PAY, Act.WITHDRAW, Act.APPEAL, Act.UPHOLD,
        Act.OVERTURN]  # fmt: skip


@pytest.mark.parametrize("state", [state for state in S if state is not S.DRAFT])
def test_every_step_in_the_store_follows_the_table(engine: Engine, vault: Vault, state: CaseState) -> None:
    with writing(engine) as session:
        for act in DONE:
            point = session.begin_nested()
            try_step(session, walk(session, case_of(session, vault), state), act)
            point.rollback()


def try_step(session: Session, row: ApplicationCase, act: Act) -> None:
    actor, state = ENTERPRISE if act in BY_ENTERPRISE else SECOND, CaseState(row.state)
    events, audited = len(events_of(session, row.id)), len(entries(session, target=row.id))
    line = find(act, state)
    if line is None or (act, state) == (Act.APPROVE, S.REVIEWED):
        with pytest.raises(ConflictError) as refused:
            do(session, row, act, actor)
        assert refused.value.hint.startswith(("此时可以", "办件已办结"))
        assert len(events_of(session, row.id)) == events
        return
    do(session, row, act, actor)
    assert row.state == line.target
    assert len(events_of(session, row.id)) == events + 1
    assert len(entries(session, target=row.id)) == audited + 1
    assert (row.open_key is None) == line.target.closed


def test_the_whole_way_to_the_money(both: Engine, vault: Vault) -> None:
    with writing(both) as session:
        row = case_of(session, vault)
        handling.accept(session, step(row, OFFICER, date(2026, 7, 2)))
        handling.review(session, step(row, OFFICER, date(2026, 7, 6)), comment="材料齐全，条件符合")
        handling.publish(session, step(row, OFFICER, date(2026, 7, 7)))
        assert row.publicity_ends_on == date(2026, 7, 14)
        with pytest.raises(ConflictError, match="公示至2026-07-14"):
            handling.approve(session, step(row, OFFICER, date(2026, 7, 14)), Decimal(600_000), profile=profile())
        handling.approve(session, step(row, OFFICER, date(2026, 7, 15)), Decimal(600_000), profile=profile())
        assert (row.approved, row.clock, str(row.due_on)) == (60_000_000, "payment", "2026-08-05")
        with pytest.raises(ConflictError, match="尚可兑付 60万元"):
            paid(session, row, "600000.01")
        paid(session, row, "300000", "P1")
        assert (row.state, row.paid) == (S.APPROVED, 30_000_000)
        with pytest.raises(ConflictError, match="已登记过"):
            paid(session, row, "300000", "P1")
        paid(session, row, "300000", "P2")
        assert (row.state, row.paid, row.clock, row.due_on) == (S.PAID, 60_000_000, "", None)
        assert [one.amount for one in handling.payments_of(session, row.id)] == [30_000_000, 30_000_000]
    with reading(both) as session:
        acts = [event.act for event in events_of(session, row.id)]
        assert acts == ["submit", "accept", "review", "publish", "approve", "pay_part", "pay"]
        clocks = {stage.clock: (stage.owner, stage.limit_days, stage.ended_on) for stage in stages_of(session, row.id)}
        assert clocks["handling"] == (SCIENCE, 10, date(2026, 7, 15))
        assert set(clocks) == {"acceptance", "handling", "publicity", "payment"}
        assert verify_chain(session).whole


def test_everything_missing_is_told_once(both: Engine, vault: Vault) -> None:
    with writing(both) as session:
        row = case_of(session, vault)
        with pytest.raises(InvalidInputError):
            handling.send_back(session, step(row, OFFICER), [" "])
        handling.send_back(session, step(row, OFFICER, date(2026, 7, 2)), ["缺审计报告附注", "设备清单未盖章"])
        assert handling.missing_of(row) == ["缺审计报告附注", "设备清单未盖章"]
        assert (row.clock, row.state) == ("correction", S.RETURNED)
        with pytest.raises(IncompleteError, match="设备"):
            correct(
                session,
                step(row, ENTERPRISE, date(2026, 7, 9)),
                profile(),
                answers={"equipment_investment": None},
                choices={},
            )
        correct(
            session,
            step(row, ENTERPRISE, date(2026, 7, 9)),
            profile(),
            answers={"equipment_investment": 7000000},
            choices={},
        )
        assert (row.state, row.applied_high) == (S.SUBMITTED, 70_000_000)
        acceptance = next(one for one in stages_of(session, row.id) if one.clock == "acceptance")
        assert acceptance.due_on == date(2026, 7, 14), "two of five days were used before the clock stood still"
        with pytest.raises(ConflictError, match="不得再次退回"):
            handling.send_back(session, step(row, OFFICER, date(2026, 7, 10)), ["又缺一样"])
        handling.accept(session, step(row, OFFICER, date(2026, 7, 10)))


def test_corrections_may_change_materials(engine: Engine, vault: Vault) -> None:
    with writing(engine) as session:
        row = walk(session, case_of(session, vault), S.RETURNED)
        before = {one["key"]: one["way"] for one in json.loads(row.materials)}
        assert before["no_major_violation"] == "promise"
        with pytest.raises(IncompleteError, match="无重大违法违规证明"):
            correct(session, step(row, ENTERPRISE), profile(), answers={}, choices={"no_major_violation": None})
        correct(
            session, step(row, ENTERPRISE), profile(), answers={}, choices={"no_major_violation": Choice(Way.PROMISE)}
        )


def test_a_rejection_names_the_condition(engine: Engine, vault: Vault) -> None:
    with writing(engine) as session:
        row = walk(session, case_of(session, vault), S.ACCEPTED)
        with pytest.raises(InvalidInputError, match="没有理由代码"):
            handling.reject(session, step(row, OFFICER), code="x", reason=LONG)
        with pytest.raises(InvalidInputError, match="不符合哪一项条件"):
            handling.reject(session, step(row, OFFICER), code="condition", reason=LONG, condition="身高")
        known = handling.conditions_of(session, row)
        handling.reject(session, step(row, OFFICER), code="condition", reason=LONG, condition=known[2])
        assert (row.reason_code, row.reason_condition) == ("condition", known[2])
        assert "项目技术先进" in known[2]


def test_an_appeal_is_decided_by_somebody_else_and_once(engine: Engine, vault: Vault) -> None:
    with writing(engine) as session:
        row = walk(session, case_of(session, vault), S.APPEALED)
        with pytest.raises(ConflictError, match="原决定的人"):
            handling.overturn(session, step(row, OFFICER), reason=LONG)
        handling.uphold(session, step(row, SECOND), reason=LONG)
        assert row.open_key is None
        with pytest.raises(ConflictError, match="行政复议"):
            handling.appeal(session, step(row, ENTERPRISE), reason=LONG)


def test_an_appeal_in_time_and_what_it_brings(engine: Engine, vault: Vault) -> None:
    with writing(engine) as session:
        row = walk(session, case_of(session, vault), S.REJECTED)
        with pytest.raises(ConflictError, match="60日内提出"):
            handling.appeal(session, step(row, ENTERPRISE, date(2026, 8, 30)), reason=LONG)
        handling.appeal(session, step(row, ENTERPRISE, date(2026, 8, 29)), reason=LONG)
        handling.overturn(session, step(row, SECOND, date(2026, 8, 31)), reason=LONG)
        assert (row.state, row.reason_code, row.clock) == (S.ACCEPTED, "", "handling")
        assert [one.round for one in stages_of(session, row.id) if one.clock == "handling"] == [1, 2]


def test_no_appeal_while_the_same_is_applied_for_anew(engine: Engine, vault: Vault) -> None:
    with writing(engine) as session:
        row = walk(session, case_of(session, vault), S.REJECTED)
        case_of(session, vault)
        with pytest.raises(ConflictError, match="另有在办的办件"):
            handling.appeal(session, step(row, ENTERPRISE), reason=LONG)


def test_more_than_the_rule_grants_needs_a_reason(engine: Engine, vault: Vault) -> None:
    at = date(2026, 7, 8)
    with writing(engine) as session:
        row = walk(session, case_of(session, vault), S.PUBLISHED)
        for amount in (Decimal("0.001"), Decimal(-1), Decimal("NaN"), Decimal("600000.01")):
            with pytest.raises(InvalidInputError):
                handling.approve(session, step(row, OFFICER, at), amount, profile=profile())
        handling.approve(
            session, step(row, OFFICER, at), Decimal("600000.01"), profile=profile(), reason="区政府会议纪要"
        )


def test_publicity_may_be_given_a_last_day_and_not_too_early(engine: Engine, vault: Vault) -> None:
    with writing(engine) as session:
        row = walk(session, case_of(session, vault), S.REVIEWED)
        with pytest.raises(InvalidInputError, match="公示须满5个工作日"):
            handling.publish(session, step(row, OFFICER), ends_on=date(2026, 7, 6))
        handling.publish(session, step(row, OFFICER), ends_on=date(2026, 7, 10))
        with pytest.raises(InvalidInputError, match="写明理由"):
            handling.publish(session, step(row, OFFICER), ends_on=date(2026, 7, 20))
        handling.publish(session, step(row, OFFICER), ends_on=date(2026, 7, 20), reason="公示内容有误，重新公示")
        assert row.publicity_ends_on == date(2026, 7, 20)


def test_publicity_into_a_year_without_calendar_waits_for_it(engine: Engine, vault: Vault) -> None:
    late = date(2026, 12, 30)
    with writing(engine) as session:
        row = walk(session, case_of(session, vault), S.REVIEWED)
        handling.publish(session, step(row, OFFICER, late))
        assert (row.publicity_ends_on, row.due_on, row.waits_for) == (None, None, 2027)
        with pytest.raises(ConflictError, match="待历法公布"):
            handling.approve(session, step(row, OFFICER, date(2027, 2, 1)), Decimal(1), profile=profile())
        handling.publish(session, step(row, OFFICER, late), ends_on=date(2027, 1, 8), reason="写明截止日")
        handling.approve(session, step(row, OFFICER, date(2027, 1, 9)), Decimal(1), profile=profile())


def test_others_have_no_hand_in_it(engine: Engine, vault: Vault) -> None:
    with writing(engine) as session:
        row = case_of(session, vault)
        for actor in (LABOURER, STRANGER, ENTERPRISE, Actor("x", Role.SUPERVISOR)):
            with pytest.raises(ForbiddenError, match=SCIENCE):
                handling.accept(session, step(row, actor))
        with pytest.raises(ForbiddenError, match="申报企业"):
            handling.withdraw(session, step(row, STRANGER))


def test_a_step_needs_the_revision_that_was_seen(both: Engine, vault: Vault) -> None:
    with writing(both) as session:
        row = case_of(session, vault)
        seen = step(row, OFFICER)
        handling.accept(session, seen)
        with pytest.raises(StaleError):
            handling.review(session, seen)
        with pytest.raises(NotFoundError):
            handling.accept(session, replace(seen, case_id="nothing"))
        assert get_case(session, row.number.lower()).id == row.id


def test_a_payer_of_its_own(engine: Engine, vault: Vault) -> None:
    treasury = Actor("caizheng", Role.OFFICER, departments=("财政局",))
    with writing(engine) as session:
        (chosen,) = choose(session, [UPGRADE], TODAY)
        set_guide(session, "nanhu-tech", "*", {"payer": "财政局"}, None, revision=0, actor="keji", now=NOW)
        row = walk(session, case_of(session, vault), S.APPROVED)
        with pytest.raises(ForbiddenError, match="兑付部门（财政局）"):
            paid(session, row, "500000")
        day = date(2026, 7, 20)
        handling.pay(session, step(row, treasury, day), Decimal(500_000), paid_on=day, reference="P1")
        assert chosen.payer == SCIENCE


def test_corrections_that_never_come_lapse(both: Engine, vault: Vault) -> None:
    with writing(both) as session:
        row = walk(session, case_of(session, vault), S.RETURNED)
    due = row.due_on
    assert due == date(2026, 7, 21)
    assert "逾期终止 0 个" in look_at_cases(both, datetime(2026, 7, 21, 2, tzinfo=UTC), Office())
    assert "逾期终止 1 个" in look_at_cases(both, datetime(2026, 7, 22, 2, tzinfo=UTC), Office())
    assert look_at_cases(both, datetime(2026, 7, 23, 2, tzinfo=UTC), Office()) == ""
    with reading(both) as session:
        last = events_of(session, row.id)[-1]
        assert (last.act, last.role, last.reason) == ("lapse", "system", "补正期限2026-07-21已过，视为撤回；可重新申报")
        assert get_case(session, row.id).open_key is None


def test_due_days_come_with_the_calendar(engine: Engine, vault: Vault) -> None:
    from policymatch.vocabulary.calendars import WorkingCalendar, calendar

    with writing(engine) as session:
        row = case_of(session, vault)
        handling.accept(session, step(row, OFFICER, date(2026, 12, 28)))
        assert (row.due_on, row.waits_for) == (None, 2027)
    office = Office(
        calendar().with_years(WorkingCalendar(frozenset({date(2027, 1, 1)}), frozenset(), frozenset({2027})))
    )
    look_at_cases(engine, datetime(2026, 12, 29, 2, tzinfo=UTC), office)
    with reading(engine) as session:
        found = get_case(session, row.id)
        assert (found.due_on, found.waits_for) == (date(2027, 1, 12), None)


DUTIES = {"duties": [
    {"kind": "stay_registered", "years": 5, "words": "5年内注册地址不迁离"}, {"kind": "keep_capital", "years": 5},
    {"kind": "other", "years": 3, "words": "按期报送报表"},
]}  # fmt: skip


def test_duties_begin_with_the_award_and_are_watched(both: Engine, vault: Vault) -> None:
    with writing(both) as session:
        (chosen,) = choose(session, [UPGRADE], TODAY)
        set_guide(session, "nanhu-tech", "upgrade", DUTIES, chosen.item, revision=0, actor="keji", now=NOW)
        row = walk(session, case_of(session, vault), S.APPROVED)
        duties = {one.kind: one for one in list_duties(session, departments=[SCIENCE])}
        assert {one.ends_on for one in duties.values()} == {date(2031, 7, 8), date(2029, 7, 8)}
        assert json.loads(str(duties["keep_capital"].condition))["value"] == 10_000_000
        assert duties["other"].condition is None
        assert list_duties(session, departments=["文旅局"]) == []
    from policymatch.applications.duties import watch

    with writing(both) as session:
        at = datetime(2027, 3, 1, 2, tzinfo=UTC)
        assert watch(session, {SUBJECT: profile()}, day=date(2027, 3, 1), now=at) == []
        assert watch(session, {SUBJECT: replace(profile(), facts={})}, day=date(2027, 3, 2), now=at) == []
        (broken,) = watch(session, {SUBJECT: profile(region="330411")}, day=date(2027, 3, 3), now=at)
        assert (broken.kind, broken.state, broken.breached_on) == ("stay_registered", "breached", date(2027, 3, 3))
        assert "秀洲区" in broken.remark
        assert entries(session, action="duty.breach")[0].target == str(broken.id)
        with pytest.raises(ForbiddenError):
            settle(session, int(broken.id or 0), DutyState.RELEASED, actor=LABOURER, reason=LONG, now=at)
        settle(session, int(broken.id or 0), DutyState.CLAWED_BACK, actor=OFFICER, reason="已迁出，追回", now=at)
        with pytest.raises(ConflictError, match="无须核查"):
            settle(session, int(broken.id or 0), DutyState.RELEASED, actor=OFFICER, reason=LONG, now=at)
        watch(session, {SUBJECT: profile()}, day=date(2031, 7, 9), now=at)
        states = {one.kind: one.state for one in list_duties(session, subject=SUBJECT)}
        assert states == {"stay_registered": "clawed_back", "keep_capital": "fulfilled", "other": "fulfilled"}
        assert row.state == S.APPROVED
    assert watch_duties(both, NOW, Office()) == ""


def test_what_was_promised_in_the_form_is_a_duty(engine: Engine, vault: Vault) -> None:
    from policymatch.applications.duties import rules_of

    with writing(engine) as session:
        row = case_of(session, vault)
        row.answers = json.dumps({"investment_period_years": 10})
        (rule,) = rules_of(row)
        assert (rule.kind, rule.years) == ("stay_registered", 10)


def test_the_texts_limits_hold_unless_the_officer_sets_others(engine: Engine) -> None:
    with writing(engine) as session:
        (chosen,) = choose(session, [UPGRADE], TODAY)
        assert (chosen.guide.limits[Clock.HANDLING], chosen.guide.publicity_days) == (10, 5)
        set_guide(
            session,
            "nanhu-tech",
            "*",
            {"limits": {"handling": 8}, "payer": "财政局"},
            None,
            revision=0,
            actor="a",
            now=NOW,
        )
        set_guide(
            session, "nanhu-tech", "upgrade", {"limits": {"publicity": 0}}, chosen.item, revision=0, actor="a", now=NOW
        )
        found = guide_of(session, "nanhu-tech", "upgrade", chosen.placed.row.source_text)
        assert (found.limits[Clock.HANDLING], found.publicity_days, found.payer) == (8, 0, "财政局")
        with pytest.raises(StaleError):
            set_guide(session, "nanhu-tech", "upgrade", {}, chosen.item, revision=0, actor="a", now=NOW)
        row = case_of_posts(session)
        handling.review(session, step(handling.accept(session, step(row, LABOURER)), LABOURER))
        with pytest.raises(ConflictError, match="须先公示"):
            handling.approve(session, step(row, LABOURER), Decimal(50_000), profile=profile())


def case_of_posts(session: Session) -> ApplicationCase:
    (row,) = submit(session, change(begun(session, [POSTS], CONTACT)), profile(), day=TODAY).cases
    return row


@pytest.mark.parametrize(
    "body",
    [{"service": "x"}, {"limits": {"handling": -1}}, {"limits": {"x": 1}}, {"limits": {"handling": "5"}}, {"nothing": 1},
     {"duties": [{"kind": "other", "years": 1}]}, {"duties": [{"kind": "stay_taxed"}]}, {"appeal_days": 0}, {"service": "unasked"}],
)  # fmt: skip
def test_guides_are_checked(engine: Engine, body: dict[str, Any]) -> None:
    with writing(engine) as session:
        (chosen,) = choose(session, [UPGRADE], TODAY)
        with pytest.raises(InvalidInputError):
            set_guide(session, "nanhu-tech", "upgrade", body, chosen.item, revision=0, actor="a", now=NOW)


def test_a_bundle_needs_items(engine: Engine) -> None:
    with writing(engine) as session:
        for keys in ([], [f"x/{number}" for number in range(60)]):
            with pytest.raises(InvalidInputError):
                create(session, SUBJECT, keys, day=TODAY, actor="a", now=NOW)
        with pytest.raises(NotFoundError):
            create(session, SUBJECT, ["nothing/1"], day=TODAY, actor="a", now=NOW)
