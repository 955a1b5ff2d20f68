"""Figures of oversight, counted by hand beside the store's own rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from policymatch.applications.clocks import Clock
from policymatch.applications.duties import DutyState
from policymatch.applications.flow import Actor
from policymatch.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError, StaleError
from policymatch.registry.roles import Role
from policymatch.store.audit import entries
from policymatch.store.policies import placed
from policymatch.store.receipts import governed, issue
from policymatch.store.tables_applications import Duty
from policymatch.store.tables_supervision import EnterpriseSegment
from policymatch.store.transactions import reading, writing
from policymatch.supervision.budgets import Plan, budget_use, set_budget
from policymatch.supervision.effects import effects
from policymatch.supervision.funnels import Dimension, Step, funnels
from policymatch.supervision.limits import limits, stuck
from policymatch.supervision.outcomes import Miss, outcomes, wrong_conditions
from policymatch.supervision.promises import broken_duties
from policymatch.supervision.ratings import public_ratings, rate, ratings, remarks
from policymatch.supervision.scope import Scope
from policymatch.supervision.segments import note
from policymatch.supervision.unclaimed import entitled, unclaimed
from policymatch.vocabulary.calendars import WorkingCalendar, calendar
from tests.applications.samples import LABOUR, LABOURER, NOW, OFFICER, SCIENCE, TODAY, profile
from tests.supervision.conftest import Rows

OWN = Scope((LABOUR,))
NOTHING = WorkingCalendar(frozenset(), frozenset(), frozenset())


def test_limits_due_and_passed_by_department(both: Engine) -> None:
    with writing(both) as session:
        rows = Rows(session)
        late, near, done = (
            rows.case("late"),
            rows.case("near", "B"),
            rows.case("done", "C", posts=False, state="approved"),
        )
        rows.stage(late, "acceptance", due_on=date(2026, 6, 23))
        rows.stage(near, "acceptance", due_on=date(2026, 7, 2))
        rows.stage(done, "handling", ended_on=date(2026, 6, 20), used_days=9)
        rows.stage(done, "acceptance", ended_on=date(2026, 6, 5), used_days=2)
        rows.stage(done, "correction", owner="C公司", due_on=date(2026, 1, 1))
        rows.event(late, date(2026, 6, 1))
        rows.event(near, date(2026, 6, 29))
        found = {(one.department, one.clock): one for one in limits(session, TODAY, working=calendar())}
        own = limits(session, TODAY, working=calendar(), scope=OWN)
        assert {one.department for one in own} == {LABOUR}
        first = found[LABOUR, Clock.ACCEPTANCE]
        assert (first.running, first.soon, first.passed, first.on_time) == (2, 1, 1, None)
        handled = found[SCIENCE, Clock.HANDLING]
        assert (handled.ended, handled.late, handled.mean_days, handled.on_time) == (1, 1, 9.0, 0.0)
        assert found[SCIENCE, Clock.ACCEPTANCE].on_time == 1.0
        assert (SCIENCE, Clock.CORRECTION) not in found
        (one,) = stuck(session, TODAY, working=calendar())
        # 2026-06-24, 25, 26, 29, 30 are worked; 06-19 is 端午.
        assert (one.number, one.department, one.over, one.last_on) == ("N-LATE", LABOUR, 5, date(2026, 6, 1))
        assert one.passed
        assert list(stuck(session, TODAY, working=calendar(), scope=Scope((SCIENCE,)))) == []


def test_a_case_that_nobody_touches_is_stuck_before_its_limit(plain: Engine) -> None:
    with writing(plain) as session:
        rows = Rows(session)
        case = rows.case("c")
        rows.stage(case, "handling", due_on=date(2026, 7, 30))
        rows.event(case, date(2026, 6, 15))
        (one,) = stuck(session, TODAY, working=calendar())
        assert (one.idle, one.over, one.passed) == (10, 0, False)
        assert list(stuck(session, TODAY, working=calendar(), idle=11)) == []
        (blind,) = stuck(session, TODAY, working=NOTHING)
        assert blind.idle is None


def funnel_rows(session: Session) -> None:
    rows = Rows(session)
    rows.ground()
    for subject in "ABC":
        rows.match(subject, 1)
    rows.match("A", 2, verdict=1)
    for subject, read in (("A", True), ("B", False)):
        rows.told(subject, 1, read=read)
        rows.told(subject, 1, read=False)
    rows.told("D", 1, sent=False)
    paid = rows.case("a", state="paid", approved=500, decided_at=NOW)
    rows.pay(paid, 500)
    rows.case("a2", "A", state="withdrawn")
    rows.case("u", "A", posts=False)
    rows.case("draft", "B", submitted_at=None, state="draft")


def test_funnels_count_each_pair_once_a_stage(both: Engine) -> None:
    with writing(both) as session:
        funnel_rows(session)
    with reading(both) as session:
        by_item = {one.key: one for one in funnels(session, Dimension.ITEM)}
        posts, upgrade = by_item["nanhu-posts/posts"], by_item["nanhu-tech/upgrade"]
        # D was matched once, its message is not sent; every other count is by hand.
        assert [posts.at(step) for step in Step] == [0, 4, 2, 1, 1, 1, 1]
        assert [upgrade.at(step) for step in Step] == [1, 0, 0, 0, 1, 0, 0]
        assert (posts.label, funnels(session, Dimension.POLICY)[0].label) == ("稳岗补助", "南湖区就业政策")
        regions = {one.label: one.at(Step.MATCHED) for one in funnels(session, Dimension.REGION)}
        assert regions == {"浙江省嘉兴市南湖区": 2, "不明": 2}
        sizes = {one.label: one.at(Step.APPLIED) for one in funnels(session, Dimension.SIZE)}
        assert sizes == {"小型": 2, "微型": 0, "不明": 0}
        assert {one.key for one in funnels(session, Dimension.POLICY, scope=OWN)} == {"nanhu-posts"}
        assert funnels(session, Dimension.POLICY, scope=Scope(())) == []
        for by in Dimension:
            assert sum(one.at(Step.PUSHED) for one in funnels(session, by)) == 2


def test_segments_follow_the_profiles(both: Engine) -> None:
    with writing(both) as session:
        note(session, [profile(region="330402")], day=TODAY)
        note(session, [profile(region="330411")], day=TODAY + timedelta(days=1))
        (row,) = session.exec(select(EnterpriseSegment))
        assert (row.region, row.size, row.known_on) == ("330411", None, TODAY + timedelta(days=1))


def test_entitled_and_never_applied(both: Engine) -> None:
    with writing(both) as session:
        funnel_rows(session)
    with reading(both) as session:
        found = {(one.item_id, one.size): one for one in unclaimed(session, TODAY)}
        assert set(found) == {("posts", "微型"), ("posts", "不明")}
        micro = found["posts", "微型"]
        assert (micro.enterprises, micro.low_yuan, micro.untold, micro.read) == (1, Decimal(1), 0, 0)
        assert found["posts", "不明"].untold == 1
        assert [one.subject for one in entitled(session, TODAY)] == ["B", "C"]
        assert [one.subject for one in entitled(session, TODAY, size=1, start=1)] == ["C"]
        assert list(entitled(session, TODAY, scope=Scope((SCIENCE,)))) == []


def test_who_is_outside_the_window_has_not_been_passed_over(plain: Engine) -> None:
    with writing(plain) as session:
        rows = Rows(session)
        rows.ground()
        rows.match("A", 2)
        assert [len(unclaimed(session, day)) for day in (date(2026, 5, 31), TODAY, date(2026, 8, 1))] == [0, 1, 0]


def plan(amount: str = "1000", **more: object) -> Plan:
    return Plan("nanhu-posts", 2026, Decimal(amount), **more)  # type: ignore[arg-type]


def test_budgets_and_what_is_used_of_them(both: Engine) -> None:
    with writing(both) as session:
        rows = Rows(session)
        set_budget(session, plan(), LABOURER, now=NOW)
        set_budget(session, plan("10", item_id="posts", version=1), LABOURER, now=NOW)
        one = rows.case("a", state="paid", approved=60_000, decided_at=NOW)
        rows.pay(one, 40_000)
        before = datetime(2025, 12, 31, 15, 59, tzinfo=UTC)
        rows.case("old", "B", state="approved", approved=7, decided_at=before)
        rows.case("new", "C", state="approved", approved=8, decided_at=before + timedelta(minutes=1))
        rows.case("open", "D", applied_low=500)
        used = {one.item_id: one for one in budget_use(session, year=2026)}
        whole = used["*"]
        assert (whole.approved, whole.paid, whole.asked, whole.cases) == (60_008, 40_000, 500, 2)
        assert (whole.planned_yuan, whole.left_yuan, whole.share) == (Decimal(1000), Decimal("399.92"), 0.6001)
        assert used["posts"].left < 0
        assert budget_use(session, scope=Scope((SCIENCE,))) == []
        again = set_budget(session, plan("2000", seen=1), LABOURER, now=NOW)
        assert (again.revision, again.planned) == (2, 200_000)
        assert entries(session, action="budget.set")[0].actor == LABOURER.login


@pytest.mark.parametrize(
    ("given", "actor", "error"),
    [
        (plan(), OFFICER, ForbiddenError),
        (plan(seen=3), LABOURER, StaleError),
        (plan("0.001"), LABOURER, InvalidInputError),
        (plan("NaN"), LABOURER, InvalidInputError),
        (plan("-1"), LABOURER, InvalidInputError),
        (plan(item_id="none"), LABOURER, NotFoundError),
        (plan(version=9), LABOURER, NotFoundError),
        (Plan("none", 2026, Decimal(1)), LABOURER, NotFoundError),
        (Plan("nanhu-posts", 26, Decimal(1)), LABOURER, InvalidInputError),
    ],
)
def test_a_budget_that_cannot_be(plain: Engine, given: Plan, actor: Actor, error: type[Exception]) -> None:
    with writing(plain) as session, pytest.raises(error):
        set_budget(session, given, actor, now=NOW)


def of(subject: str) -> Actor:
    return Actor(subject.lower(), Role.ENTERPRISE, subject=subject)


def rated(session: Session, scores: Sequence[tuple[str, int]], *, posts: bool = True) -> None:
    rows = Rows(session)
    for at, (subject, score) in enumerate(scores):
        name = f"{'p' if posts else 't'}{at}"
        rows.case(name, subject, posts=posts, state="paid")
        rate(
            session, of(subject), name, score=score, words="很快" if score > 4 else "", now=NOW + timedelta(minutes=at)
        )


def test_a_case_is_rated_once_by_its_enterprise_after_its_end(both: Engine) -> None:
    with writing(both) as session:
        rows = Rows(session)
        rows.case("open")
        rows.case("done", "A", posts=False, state="rejected")
        with pytest.raises(ConflictError, match="办结后"):
            rate(session, of("A"), "open", score=5, now=NOW)
        for actor in (of("B"), OFFICER):
            with pytest.raises(ForbiddenError):
                rate(session, actor, "done", score=5, now=NOW)
        for score in (0, 6):
            with pytest.raises(InvalidInputError):
                rate(session, of("A"), "done", score=score, now=NOW)
        rate(session, of("A"), "N-done", score=2, words=" 等了很久 ", now=NOW)
        with pytest.raises(ConflictError, match="评价过"):
            rate(session, of("A"), "done", score=5, now=NOW)
        assert remarks(session, named=True)[0].number == "N-DONE"
        assert remarks(session, named=False)[0] == remarks(session, named=False, scope=Scope((SCIENCE,)))[0]
        assert remarks(session, named=False)[0].number == ""
        assert remarks(session, named=False, scope=OWN) == []


def test_the_public_never_sees_fewer_than_five_enterprises(both: Engine) -> None:
    with writing(both) as session:
        rated(session, [("A", 5), ("A", 1), ("B", 5), ("C", 5), ("D", 5)])
        assert public_ratings(session) == []
        (whole,) = ratings(session)
        assert (whole.count, whole.mean, whole.satisfied) == (5, 4.2, 0.8)
    with writing(both) as session:
        rated(session, [("E", 4), ("F", 2)], posts=False)
        assert public_ratings(session) == []
        assert [one.department for one in ratings(session, scope=OWN)] == [LABOUR]


def test_every_step_of_what_is_public_is_a_group(plain: Engine) -> None:
    """Whoever notes the figures after each rating sees them change by five enterprises or more, or not at all."""
    seen: list[Counter[int]] = [Counter()]
    subjects = [chr(65 + (at * 7) % 11) for at in range(40)]
    with writing(plain) as session:
        rows, since = Rows(session), set()
        for at, subject in enumerate(subjects):
            rows.case(f"c{at}", subject, state="paid")
            rate(session, of(subject), f"c{at}", score=1 + at % 5, now=NOW + timedelta(minutes=at))
            since.add(subject)
            shown = Counter({score: n for one in public_ratings(session) for score, n in enumerate(one.scores, 1)})
            if shown != seen[-1]:
                assert len(since) >= 5
                assert (shown - seen[-1]).total() >= 5
                assert not seen[-1] - shown
                seen.append(shown)
                since = set()
    assert len(seen) > 4


def test_predictions_against_decisions(both: Engine) -> None:
    with writing(both) as session:
        rows = Rows(session)
        asked = [(governed(one), "posts") for one in placed(session, TODAY, policy_id="nanhu-posts")]
        shown = issue(
            session, profile(layoff="0.2"), asked, as_of=TODAY, known_on=TODAY, actor="a", channel="apply", now=NOW
        )
        rows.case("a", state="approved", approved=1, verdict="not_eligible", receipt_id=shown.receipt_id)
        rows.case("b", "B", state="paid", approved=1)
        for at in range(2):
            more = {"reason_code": "condition", "reason": "x", "reason_condition": "上年度裁员率不高于5.5%"}
            rows.case(f"c{at}", "C", state="rejected", **more)
        rows.case("d", "D", state="rejected", reason_code="budget", reason="x")
        rows.case("e", "E", state="rejected", verdict="to_judge", reason_code="condition", reason="x")
        rows.case("f", "F")
        (one,) = outcomes(session)
        assert (one.decided, one.certain, one.wrongly_no, one.wrongly_yes, one.agreement) == (6, 5, 1, 3, 0.2)
        wrong = wrong_conditions(session, scope=OWN)
        assert [(w.miss, w.code, w.cases) for w in wrong[:1]] == [(Miss.REFUSED, "condition", 2)]
        granted = [w for w in wrong if w.miss is Miss.GRANTED]
        assert len(granted) == 1
        assert "裁员率" in granted[0].condition
        assert outcomes(session, scope=Scope((SCIENCE,))) == [] == wrong_conditions(session, scope=Scope((SCIENCE,)))


def test_effects_are_shown_from_five_known_figures_on(plain: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    people = [profile(subject=chr(65 + at), revenue=str(100 * (at + 1))) for at in range(6)]
    monkeypatch.setattr("policymatch.supervision.effects.load_profiles", lambda engine, subjects: iter(people))
    with writing(plain) as session:
        rows = Rows(session)
        for at in range(6):
            rows.pay(rows.case(f"c{at}", chr(65 + at), state="paid", approved=1), 1, date(2024, 5, 1))
    found = {(one.field, one.offset): one for one in effects(plain, TODAY, fields=("revenue", "tax_paid"))}
    after = found["revenue", 1]
    assert (after.receivers, after.known, after.middle) == (6, 6, Decimal(350))
    assert (found["revenue", 0].known, found["revenue", 0].middle) == (0, None)
    assert ("revenue", 2) not in found
    assert effects(plain, TODAY, scope=Scope((SCIENCE,))) == []
    with pytest.raises(InvalidInputError, match="年度"):
        effects(plain, TODAY, fields=("size",))


def test_duties_that_look_broken(both: Engine) -> None:
    with writing(both) as session:
        rows = Rows(session)
        case = rows.case("a", state="paid")
        for kind, state in (("stay_registered", DutyState.BREACHED), ("keep_capital", DutyState.ACTIVE)):
            rows.add(
                Duty(
                    case_id="a",
                    subject="A",
                    department=case.department,
                    kind=kind,
                    begins_on=TODAY,
                    ends_on=TODAY,
                    state=str(state),
                )
            )
        (one,) = broken_duties(session)
        assert (one.number, one.kind_label) == ("N-A", "注册地不迁离")
        assert broken_duties(session, scope=Scope((SCIENCE,))) == []
