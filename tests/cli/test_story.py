"""The whole story, from a policy's text to money, rating and figures, and the command that tells it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from policymatch.applications.handling import payments_of
from policymatch.applications.rows import stages_of
from policymatch.cli.tale import GROWTH, LABOUR, POSTS, SCIENCE, SUBJECT, Tale
from policymatch.push.channels import build
from policymatch.push.settings import read_settings
from policymatch.store.audit import verify_chain
from policymatch.store.engine import open_store
from policymatch.store.receipts import replay_receipt
from policymatch.store.tables_applications import ApplicationCase
from policymatch.store.tables_push import InboxEntry, MatchState, OutboxMessage
from policymatch.store.transactions import reading
from policymatch.supervision.budgets import budget_use
from policymatch.supervision.funnels import Dimension, Step, funnels
from policymatch.supervision.limits import limits, stuck
from policymatch.supervision.outcomes import Miss, outcomes, wrong_conditions
from policymatch.supervision.ratings import public_ratings, ratings, remarks
from policymatch.supervision.scope import Scope
from policymatch.supervision.unclaimed import unclaimed
from policymatch.vocabulary.calendars import calendar
from tests.databases import NewStore
from tests.push.peers import MailPeer


@pytest.fixture
def store(new_postgresql: NewStore) -> Iterator[Engine]:
    made = open_store(new_postgresql())
    yield made
    made.dispose()


def test_from_publishing_to_payment_rating_and_figures(store: Engine, tmp_path: Path) -> None:
    peer = MailPeer()
    with peer.running() as port:
        settings = read_settings(
            home=tmp_path, push_smtp_host="127.0.0.1", push_smtp_port=port, push_smtp_security="none",
            push_smtp_from="zhengce@gov.example",
        )  # fmt: skip
        tale = Tale(store, tmp_path / "tale", build(settings))
        told = list(tale.scenes())
        for channel in tale.channels.values():
            channel.close()
    assert len(told) == 17
    (mail,) = peer.taken
    assert (mail["To"], mail["Subject"]) == (tale.address, "政策提醒：新符合2项")
    assert "稳健成长奖励" in mail.get_content()
    with reading(store) as session:
        check_cases(session)
        check_figures(session, tale.day)


def check_cases(session: Session) -> None:
    found = {row.policy_id: row for row in session.exec(select(ApplicationCase))}
    growth, posts = found[GROWTH], found[POSTS]
    assert (growth.state, growth.returns, growth.approved, growth.paid) == ("paid", 1, 20_000_000, 20_000_000)
    assert (posts.state, posts.reason_code, posts.verdict) == ("rejected", "condition", "eligible")
    assert growth.bundle_id == posts.bundle_id is not None
    (payment,) = payments_of(session, growth.id)
    assert (payment.amount, payment.paid_on) == (20_000_000, date(2026, 7, 23))
    assert {one.clock for one in stages_of(session, growth.id)} == {
        "acceptance",
        "correction",
        "handling",
        "publicity",
        "payment",
    }
    for row in (growth, posts):
        assert row.receipt_id is not None
        assert replay_receipt(session, row.receipt_id).same
    assert verify_chain(session).whole


def check_figures(session: Session, day: date) -> None:
    """Every figure of oversight agrees with the rows that it is of, and with the others."""
    eligible = len(session.exec(select(MatchState).where(MatchState.verdict == 0)).all())
    inboxes = len(session.exec(select(InboxEntry)).all())
    assert len(session.exec(select(OutboxMessage).where(OutboxMessage.state == "sent")).all()) == inboxes + 1
    for by in Dimension:
        rows = funnels(session, by)
        totals = {step: sum(one.at(step) for one in rows) for step in Step}
        assert totals[Step.MATCHED] == totals[Step.PUSHED] == eligible
        assert [totals[step] for step in (Step.READ, Step.APPLIED, Step.APPROVED, Step.PAID)] == [2, 2, 1, 1]
    assert sum(one.enterprises for one in unclaimed(session, day)) == eligible - 2
    used = {one.policy_id: one for one in budget_use(session)}
    assert (used[GROWTH].approved_yuan, used[GROWTH].paid_yuan, used[GROWTH].share) == (
        Decimal(200_000),
        Decimal(200_000),
        0.2,
    )
    assert used[POSTS].approved == 0
    assert {(one.department, one.mean) for one in ratings(session)} == {(SCIENCE, 5.0), (LABOUR, 2.0)}
    assert public_ratings(session) == []
    assert [one.words for one in remarks(session, named=False, scope=Scope((LABOUR,)))] == ["口径应在事前说明"]
    assert {one.item_id: one.agreement for one in outcomes(session)} == {"growth": 1.0, "posts": 0.0}
    (wrong,) = wrong_conditions(session)
    assert (wrong.miss, wrong.cases) == (Miss.REFUSED, 1)
    assert "裁员率" in wrong.condition
    assert all(one.late == one.running == 0 for one in limits(session, day, working=calendar()))
    assert list(stuck(session, day, working=calendar())) == []
    assert session.exec(select(ApplicationCase.subject).distinct()).all() == [SUBJECT]


def test_the_demonstration_tells_it_and_leaves_what_it_is_told_to(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "policymatch", "demo", "--keep"]
    done = subprocess.run([*command, str(tmp_path / "kept")], capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert "17. 督查与评价" in done.stdout
    assert "已兑付 1" in done.stdout
    kept = {path.name for path in (tmp_path / "kept").iterdir()}
    assert {"policymatch.sqlite3", "mail", "uploads", "as-of"} <= kept
    again = subprocess.run([*command, str(tmp_path / "kept")], capture_output=True, text=True, timeout=60, check=False)
    assert again.returncode != 0
    assert "不是空的" in again.stderr + again.stdout
