"""All of a request or nothing; a reader sees one moment."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import StatementError
from sqlmodel import select

from policymatch.store.policies import publish
from policymatch.store.tables_policies import PolicyVersion
from policymatch.store.tables_service import Login
from policymatch.store.transactions import local_day, reading, writing
from tests.store.samples import TODAY, shelf


def names(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return list(session.exec(select(PolicyVersion.policy_id).order_by(PolicyVersion.policy_id)))


def test_all_of_it_or_nothing(engine: Engine) -> None:
    def fail() -> None:
        with writing(engine) as session:
            publish(session, shelf(policy_id="a"), recorded_on=TODAY)
            publish(session, shelf(policy_id="b"), recorded_on=TODAY)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert names(engine) == []


def test_what_a_reader_changes_is_lost(engine: Engine) -> None:
    with reading(engine) as session:
        publish(session, shelf(policy_id="a"), recorded_on=TODAY)
    assert names(engine) == []


def test_a_reader_sees_one_moment(engine: Engine) -> None:
    with reading(engine) as session:
        before = len(list(session.exec(select(PolicyVersion.policy_id))))
        with writing(engine) as other:
            publish(other, shelf(), recorded_on=TODAY)
        assert len(list(session.exec(select(PolicyVersion.policy_id)))) == before == 0
    assert names(engine) == ["nanhu-2026"]


def test_what_was_read_stays_readable(engine: Engine) -> None:
    with writing(engine) as session:
        publish(session, shelf(), recorded_on=TODAY)
    with reading(engine) as session:
        row = session.exec(select(PolicyVersion)).one()
    assert row.title == "南湖区支持企业发展若干政策"


def test_the_day_is_that_of_china() -> None:
    assert local_day(datetime(2026, 6, 29, 15, 59, 59, tzinfo=UTC)) == date(2026, 6, 29)
    assert local_day(datetime(2026, 6, 29, 16, 0, tzinfo=UTC)) == date(2026, 6, 30)
    with pytest.raises(ValueError, match="time zone"):
        local_day(datetime(2026, 6, 29) + timedelta(0))


def test_a_moment_without_a_zone_is_refused(engine: Engine) -> None:
    naive = datetime(2026, 1, 1)
    login = Login(token_hash="x", account_id="y", opened_at=naive, seen_at=naive, ends_at=naive)
    with reading(engine) as session:
        session.add(login)
        with pytest.raises(StatementError, match="time zone"):
            session.flush()
