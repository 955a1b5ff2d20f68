"""One form, materials once, one transaction, a case for each department."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from policymatch.applications.bundles import choose_way, create, discard, fill, keys_of, object_to, set_items
from policymatch.applications.errors import IncompleteError, IneligibleError, WindowClosedError
from policymatch.applications.flow import CaseState
from policymatch.applications.materials import Choice, Way
from policymatch.applications.rows import CaseQuery, events_of, list_cases, stages_of
from policymatch.applications.space import Vault
from policymatch.applications.submission import submit
from policymatch.applications.viewing import Problem, Trouble, view
from policymatch.errors import ConflictError, InvalidInputError, NotFoundError, StaleError
from policymatch.profiles import Fact
from policymatch.store.audit import verify_chain
from policymatch.store.receipts import replay_receipt
from policymatch.store.tables_applications import ApplicationCase
from policymatch.store.transactions import reading, writing
from tests.applications.samples import (
    ANSWERS,
    COMING,
    CONTACT,
    LABOUR,
    LATE,
    NOW,
    OTHER,
    POSTS,
    SCIENCE,
    SUBJECT,
    TODAY,
    UPGRADE,
    begun,
    change,
    handed_in,
    origin,
    profile,
    upload,
)


def test_one_form_asks_each_thing_once_and_only_what_is_missing(engine: Engine) -> None:
    with writing(engine) as session:
        seen = view(
            session, create(session, SUBJECT, [UPGRADE, POSTS], day=TODAY, actor="a", now=NOW), profile(), day=TODAY
        )
    asked = {one.key for one in seen.form if one.asked}
    assert asked == {"project_investment", "equipment_investment", "declare:项目技术先进", *CONTACT, "contact.email"}
    revenue = next(one for one in seen.form if one.key == "revenue@2025")
    assert (revenue.known[0].value, revenue.known[0].department) == ("3000万元", "税务局")
    assert str(revenue.known[0].known_on) == "2026-06-05"
    assert next(one for one in seen.form if one.key == "project_investment").quotes == ("项目投资额500万元以上",)
    assert len({one.key for one in seen.form}) == len(seen.form)


def test_the_form_is_the_same_in_any_order(engine: Engine) -> None:
    with writing(engine) as session:
        made = [create(session, SUBJECT, keys, day=TODAY, actor="a", now=NOW) for keys in ([UPGRADE, POSTS], [POSTS, UPGRADE, POSTS])]  # fmt: skip
        first, second = (view(session, one, profile(), day=TODAY) for one in made)
    assert (first.form, first.materials) == (second.form, second.materials)


def test_materials_are_listed_once_and_proven_by_the_record(engine: Engine) -> None:
    with writing(engine) as session:
        seen = view(session, begun(session), profile(), day=TODAY)
    mets = {met.material.key: met for met in seen.materials}
    assert len(mets) == len(seen.materials) == 5
    licence = mets["business_licence"]
    assert licence.way is Way.PROVEN
    assert licence.material.items == (POSTS, UPGRADE)
    assert "市场监督管理局：成立日期 2015-03-01（market_registration，批次7第3行，2026-06-05获知）" in licence.evidence
    assert mets["social_insurance"].way is Way.PROVEN
    assert mets["application_form"].way is Way.FORM
    assert (mets["audit_report"].way, mets["audit_report"].settled) == (Way.UPLOAD, False)
    assert (mets["no_major_violation"].way, mets["no_major_violation"].may_promise) == (Way.UPLOAD, True)
    assert {one.kind for one in seen.problems} == {Trouble.MATERIAL}


def test_what_was_given_before_is_given_again(engine: Engine, vault: Vault) -> None:
    with writing(engine) as session:
        handed_in(session, vault)
        again = create(session, SUBJECT, [COMING], day=TODAY, actor="a", now=NOW)
        assert json.loads(again.answers) == CONTACT
        assert json.loads(create(session, OTHER, [COMING], day=TODAY, actor="a", now=NOW).answers) == {}


def test_submission_splits_into_cases_by_department(both: Engine, vault: Vault) -> None:
    with writing(both) as session:
        done = handed_in(session, vault)
    with reading(both) as session:
        cases = {one.department: one for one in done.cases}
        assert set(cases) == {SCIENCE, LABOUR}
        upgrade, posts = cases[SCIENCE], cases[LABOUR]
        assert {one["key"] for one in json.loads(posts.form)} & {"project_investment", "revenue@2025"} == set()
        assert set(json.loads(posts.answers)) == set(CONTACT)
        assert (upgrade.verdict, upgrade.applied_low, upgrade.applied_high) == ("to_judge", 60_000_000, 60_000_000)
        assert (posts.verdict, posts.applied_high) == ("eligible", 5_000_000)
        for one in done.cases:
            assert one.state == CaseState.SUBMITTED
            assert replay_receipt(session, str(one.receipt_id)).same
            assert [event.act for event in events_of(session, one.id)] == ["submit"]
            (stage,) = stages_of(session, one.id)
            assert (stage.clock, stage.limit_days, str(stage.due_on)) == ("acceptance", 5, "2026-07-07")
        assert list_cases(session, CaseQuery(departments=(LABOUR,)))[1] == 1
        assert list_cases(session, CaseQuery(subject=OTHER))[1] == 0
        assert verify_chain(session).whole


def test_the_same_bundle_is_submitted_once(both: Engine, vault: Vault) -> None:
    with writing(both) as session:
        done = handed_in(session, vault)
        with pytest.raises(ConflictError, match="已提交"):
            submit(session, change(done.bundle), profile(), day=TODAY)
        with pytest.raises(ConflictError, match="已提交"):
            fill(session, change(done.bundle), {"contact.name": "李四"}, day=TODAY)
        second = begun(session, [POSTS])
        with pytest.raises(ConflictError, match="已有在办的办件"):
            submit(session, change(second), profile(), day=TODAY)
        assert len(list(session.exec(select(ApplicationCase)))) == 2


def test_what_is_surely_not_granted_is_stopped_with_reason_and_clause(engine: Engine, vault: Vault) -> None:
    with writing(engine) as session:
        bundle = begun(session, [POSTS])
        with pytest.raises(IneligibleError) as refused:
            submit(session, change(bundle), profile(layoff="0.2"), day=TODAY)
        assert "✗ 上年度裁员率不高于5.5%" in refused.value.message
        assert "「裁员率不高于5.5%」" in refused.value.message
        with pytest.raises(InvalidInputError, match="说明理由"):
            object_to(session, change(bundle), POSTS, "不服")
        bundle = object_to(session, change(bundle), POSTS, "裁员率统计含劳务派遣人员，应为1%")
        done = submit(session, change(bundle), profile(layoff="0.2"), day=TODAY)
    (case,) = done.cases
    assert (case.verdict, case.objection) == ("not_eligible", "裁员率统计含劳务派遣人员，应为1%")
    assert case.applied_high == 0


def test_a_declaration_against_oneself_stops_too(engine: Engine, vault: Vault) -> None:
    with writing(engine) as session:
        bundle = begun(session, [UPGRADE], ANSWERS | {"declare:项目技术先进": False})
        with pytest.raises(IneligibleError, match="项目技术先进"):
            submit(session, change(bundle), profile(), day=TODAY)
        bundle = fill(session, change(bundle), {"declare:项目技术先进": True, "project_investment": 4999999}, day=TODAY)
        with pytest.raises(IneligibleError, match="项目投资额"):
            submit(session, change(bundle), profile(), day=TODAY)


def test_shared_data_win_over_what_is_declared(engine: Engine) -> None:
    with writing(engine) as session:
        bundle = begun(session, [POSTS], CONTACT | {"layoff_rate@2025": 0})
        assert view(session, bundle, profile(layoff="0.2"), day=TODAY).items[0].stopped


def test_everything_missing_is_told_at_once(engine: Engine) -> None:
    with writing(engine) as session:
        bundle = begun(session, [UPGRADE], {"project_investment": 8000000})
        with pytest.raises(IncompleteError) as refused:
            submit(session, change(bundle), profile(), day=TODAY)
    for part in ("设备(软件)投资额", "联系电话", "银行账号", "审计报告", "无重大违法违规证明", "技术先进"):
        assert part in refused.value.message


@pytest.mark.parametrize(("key", "words"), [(LATE, "已于2026-03-31截止"), (COMING, "2026-09-01起受理")])
def test_windows_are_kept(engine: Engine, key: str, words: str) -> None:
    with writing(engine) as session:
        bundle = begun(session, [key], CONTACT)
        with pytest.raises(WindowClosedError, match=words):
            submit(session, change(bundle), profile(), day=TODAY)


def test_bundles_are_their_owners_alone(engine: Engine) -> None:
    with writing(engine) as session:
        bundle = begun(session)
        strange = change(bundle)
        for act in (
            lambda: fill(session, type(strange)(bundle.id, OTHER, bundle.revision, "x", NOW), {}, day=TODAY),
            lambda: submit(
                session, type(strange)(bundle.id, OTHER, bundle.revision, "x", NOW), profile(OTHER), day=TODAY
            ),
        ):
            with pytest.raises(NotFoundError, match="没有这份申请"):
                act()


def test_changes_need_the_revision_that_was_seen(both: Engine) -> None:
    with writing(both) as session:
        bundle = begun(session)
        seen = change(bundle)
        set_items(session, seen, [POSTS], day=TODAY)
        assert keys_of(bundle) == (POSTS,)
        with pytest.raises(StaleError):
            fill(session, seen, {}, day=TODAY)
        discard(session, change(bundle))
        with pytest.raises(ConflictError, match="已作废"):
            set_items(session, change(bundle), [POSTS], day=TODAY)


@pytest.mark.parametrize(
    ("key", "value"),
    [("contact.phone", "12"), ("bank.account", "abc"), ("revenue@2025", "many"), ("nothing", 1),
     ("declare:x", "yes"), ("contact.x", "1"), ("project_region", "999999")],
)  # fmt: skip
def test_answers_are_checked(engine: Engine, key: str, value: object) -> None:
    with writing(engine) as session, pytest.raises(InvalidInputError):
        fill(session, change(begun(session)), {key: value}, day=TODAY)


def test_a_promise_only_where_it_may_be_given(engine: Engine) -> None:
    with writing(engine) as session:
        bundle = begun(session, [UPGRADE])
        choose_way(session, change(bundle), "audit_report", Choice(Way.PROMISE))
        choose_way(session, change(bundle), "no_major_violation", Choice(Way.PROMISE))
        mets = {met.material.key: met for met in view(session, bundle, profile(), day=TODAY).materials}
        assert (mets["audit_report"].way, mets["no_major_violation"].way) == (Way.UPLOAD, Way.PROMISE)
        with pytest.raises(InvalidInputError, match="只能选择"):
            choose_way(session, change(bundle), "audit_report", Choice(Way.PROVEN))
        with pytest.raises(InvalidInputError, match="没有这个文件"):
            choose_way(session, change(bundle), "audit_report", Choice(Way.SPACE, ("0" * 32,)))


def test_a_complete_list_proves_that_there_is_nothing(engine: Engine) -> None:
    clear = Fact("major_violation", False, origin("market_penalties", "市场监督管理局"))
    with writing(engine) as session:
        seen = view(session, begun(session, [UPGRADE]), profile(extra=[clear]), day=TODAY)
    met = next(met for met in seen.materials if met.material.key == "no_major_violation")
    assert met.way is Way.PROVEN


def test_files_of_the_space_are_used_again(both: Engine, vault: Vault) -> None:
    with writing(both) as session:
        upload(session, vault, "2025年度审计报告（原件）")
        upload(session, vault, "审计报告", subject=OTHER)
        seen = view(session, begun(session, [UPGRADE]), profile(), day=TODAY)
    met = next(met for met in seen.materials if met.material.key == "audit_report")
    assert (met.way, len(met.files)) == (Way.SPACE, 1)


def test_a_policy_that_no_longer_governs_is_named(engine: Engine) -> None:
    from policymatch.registry.lifecycle import EventKind
    from policymatch.store.policies import record_event

    with writing(engine) as session:
        bundle = begun(session, [POSTS], CONTACT)
        said = {"reason": "资金用完", "actor": "li", "now": NOW, "holds_from": TODAY, "next_check_on": TODAY}
        record_event(session, "nanhu-posts", 1, EventKind.SUSPENDED, **said)
        with pytest.raises(ConflictError, match="暂停受理：资金用完"):
            submit(session, change(bundle), profile(), day=TODAY)
        assert isinstance(view(session, bundle, profile(), day=TODAY).problems[0], Problem)


def test_what_was_applied_for_counts_beside_what_is_put_together(engine: Engine, vault: Vault) -> None:
    from policymatch.applications.viewing import awards_of

    with writing(engine) as session:
        handed_in(session, vault, [POSTS])
        (award,) = awards_of(session, SUBJECT)
        assert (award.name, award.amount, award.state) == (POSTS, Decimal(50_000), "applied")
        seen = view(session, begun(session, [UPGRADE]), profile(), day=TODAY)
    assert {one.key for one in seen.plan.taken if not one.applied} == {UPGRADE}
    assert {one.name for one in seen.plan.taken if one.applied} <= {POSTS, "稳岗补助"}


def test_amounts_are_whole_fen_rounded_outwards() -> None:
    from policymatch.applications.rows import from_fen, to_fen

    assert to_fen(Decimal("0.019")) == 1
    assert from_fen(123) == Decimal("1.23")
