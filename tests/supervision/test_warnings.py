"""Departments are warned once of each thing, in their inbox and by mail; what is over ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from policymatch.applications.duties import DutyState
from policymatch.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from policymatch.push.channels import Parcel, Sent
from policymatch.push.channels.inbox import Inbox
from policymatch.push.inbox import inbox
from policymatch.push.outbox import counts
from policymatch.push.subscriptions import Subscription, Target, write_subscription
from policymatch.push.tokens import Links
from policymatch.push.worker import Worker
from policymatch.store.tables_applications import CaseStage, Duty
from policymatch.store.transactions import reading, writing
from policymatch.supervision.budgets import Plan, set_budget
from policymatch.supervision.scope import Scope
from policymatch.supervision.warning import PREFIX, Warned, WarningKind, answer, list_warnings, warn, write_warnings
from policymatch.vocabulary.calendars import calendar
from tests.applications.samples import LABOUR, LABOURER, NOW, OFFICER, SCIENCE, TODAY
from tests.supervision.conftest import Rows


class Mail:
    name, knows_again, kept_here = "smtp", True, False

    def __init__(self) -> None:
        self.taken: list[Parcel] = []

    def send(self, parcel: Parcel) -> Sent:
        self.taken.append(parcel)
        return Sent()

    def close(self) -> None:
        pass


def look(session: Session, day: date = TODAY, **more: Any) -> Warned:
    return warn(session, day, now=NOW, working=calendar(), **more)


def troubles(session: Session) -> CaseStage:
    rows = Rows(session)
    late, idle = rows.case("late"), rows.case("idle", "B", posts=False)
    rows.stage(late, "acceptance", due_on=date(2026, 6, 23))
    rows.event(late, date(2026, 6, 22))
    rows.stage(idle, "handling", due_on=date(2026, 7, 30))
    rows.event(idle, date(2026, 6, 10))
    set_budget(session, Plan("nanhu-posts", 2026, Decimal(100)), LABOURER, now=NOW)
    rows.case("granted", "C", state="approved", approved=8500, decided_at=NOW)
    rows.add(
        Duty(case_id="late", subject="A", department=LABOUR, kind="stay_registered", begins_on=TODAY, ends_on=TODAY,
             state=str(DutyState.BREACHED), breached_on=TODAY, remark="注册地迁出")
    )  # fmt: skip
    return session.get_one(CaseStage, 1)


def test_each_department_is_told_once_of_what_is_its_own(both: Engine) -> None:
    mail = Mail()
    with writing(both) as session:
        troubles(session)
        wanted = Subscription(PREFIX + LABOUR, channels={"smtp": Target("renshe@gov.example")})
        write_subscription(session, wanted, seen=0, now=NOW)
        assert look(session, channels=("inbox", "smtp")) == Warned(4, 0, 3)
        assert look(session, channels=("inbox", "smtp")) == Warned()
        own = list_warnings(session, scope=Scope((LABOUR,)))
        assert {WarningKind(one.kind) for one in own} == {WarningKind.PASSED, WarningKind.BUDGET, WarningKind.DUTY}
        (other,) = list_warnings(session, scope=Scope((SCIENCE,)))
        assert (other.kind, other.case_id) == ("stuck", "idle")
    worker = Worker(
        both, {"inbox": Inbox(), "smtp": mail}, clock=lambda: NOW, links=Links("s", ""), writers=(write_warnings,)
    )
    assert (worker.drain(), worker.drain()) == (3, 0)
    with reading(both) as session:
        assert {state for states in counts(session).values() for state in states} == {"sent"}
        (entry,) = inbox(session, PREFIX + LABOUR).entries
    (parcel,) = mail.taken
    assert parcel.target.address == "renshe@gov.example"
    assert parcel.message.text == entry.body
    assert entry.title == f"督查预警：{LABOUR} 3 项"
    assert "【超期】办件 N-LATE“稳岗补助”受理期限 2026-06-23 已过" in entry.body
    assert "预算已批 85%，余 15 元" in entry.body
    assert parcel.opt_out == ""


def test_what_is_over_ends_and_a_further_step_of_a_budget_is_new(both: Engine) -> None:
    with writing(both) as session:
        stage = troubles(session)
        look(session)
        stage.ended_on = TODAY
        Rows(session).case("more", "D", state="approved", approved=1500, decided_at=NOW)
        session.add(stage)
        session.flush()
        again = look(session, TODAY + timedelta(days=1))
        # The passed limit and the first step of the budget are over, the second step is new.
        assert again == Warned(1, 2, 1)
        assert {one.kind for one in list_warnings(session)} == {"stuck", "budget", "duty"}
        assert len(list_warnings(session, open_only=False)) == 5


def test_a_warning_is_answered_once_by_its_department(plain: Engine) -> None:
    with writing(plain) as session:
        troubles(session)
        look(session)
        one = list_warnings(session, scope=Scope((LABOUR,)))[0]
        assert one.id is not None
        for actor, words, error in (
            (OFFICER, "已催办", ForbiddenError), (LABOURER, " ", InvalidInputError), (replace(LABOURER, role=None), "x", ForbiddenError),
        ):  # fmt: skip
            with pytest.raises(error):
                answer(session, one.id, actor, words, now=NOW)
        assert answer(session, one.id, LABOURER, "已催办", now=NOW).seen_by == LABOURER.login
        with pytest.raises(ConflictError):
            answer(session, one.id, LABOURER, "已催办", now=NOW)
        with pytest.raises(NotFoundError):
            answer(session, 999, LABOURER, "已催办", now=NOW)
