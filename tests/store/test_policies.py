"""Versions in the database: which governs on a day, seen from what was known on a day."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from policymatch.conditions import read_node
from policymatch.decisions import Verdict, decide
from policymatch.errors import ConflictError, NotFoundError
from policymatch.registry.lifecycle import Cohort, EventKind, Status
from policymatch.registry.shelf import ShelfPolicy
from policymatch.store.policies import (
    documents_in_force,
    get_version,
    known_policies,
    placed,
    publish,
    read_row,
    record_event,
    versions_in_force,
    versions_of,
)  # fmt: skip
from policymatch.store.transactions import local_day, reading, writing
from tests.store.samples import NOW, SOURCE, TODAY, document, profile, shelf

STAYS = Cohort(read_node({"field": "revenue", "op": ">=", "value": 30000000, "period": "last_year"}))


def statuses(session: Session, day: date, known_on: date | None = None) -> dict[int, Status]:
    return {one.row.version: one.status for one in placed(session, day, known_on)}


def test_publishing_the_same_again_changes_nothing(engine: Engine) -> None:
    with writing(engine) as session:
        first = publish(session, shelf(), recorded_on=TODAY).content_hash
    with writing(engine) as session:
        assert publish(session, shelf(), recorded_on=date(2027, 1, 1)).content_hash == first
    with reading(engine) as session:
        (row,) = versions_of(session, "nanhu-2026")
        assert row.recorded_on == TODAY
        assert read_row(row) == document()


def test_other_content_under_a_published_number_is_refused(engine: Engine) -> None:
    with writing(engine) as session:
        publish(session, shelf(), recorded_on=TODAY)
    with pytest.raises(ConflictError, match="不可更改"), writing(engine) as session:
        publish(session, shelf(title="另一个标题"), recorded_on=TODAY)
    with pytest.raises(ConflictError, match="不可更改"), writing(engine) as session:
        publish(session, ShelfPolicy(document(), 1, SOURCE + "。", None), recorded_on=TODAY)


def test_four_dates(engine: Engine) -> None:
    with writing(engine) as session:
        row = publish(session, shelf(), recorded_on=TODAY)
    dates = (row.issued_on, row.effective_on, row.expires_on, row.recorded_on)
    assert dates == (date(2025, 12, 20), date(2026, 1, 1), date(2028, 12, 31), TODAY)


def test_in_force_from_the_first_day_to_the_last(engine: Engine) -> None:
    with writing(engine) as session:
        publish(session, shelf(), recorded_on=TODAY)
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2028, 12, 31), date(2029, 1, 1)]
    with reading(engine) as session:
        found = [statuses(session, day)[1] for day in days]
    assert found == [Status.COMING, Status.IN_FORCE, Status.IN_FORCE, Status.EXPIRED]


def test_a_version_from_a_day_changes_nothing_before_it(engine: Engine) -> None:
    with writing(engine) as session:
        publish(session, shelf(), recorded_on=TODAY)
        publish(session, shelf(2, supersedes=1, valid_from="2027-01-01"), recorded_on=TODAY)
    with reading(engine) as session:
        assert statuses(session, date(2026, 12, 31)) == {1: Status.IN_FORCE, 2: Status.COMING}
        assert statuses(session, date(2027, 1, 1)) == {1: Status.SUPERSEDED, 2: Status.IN_FORCE}


def test_what_was_entered_late_was_not_known_before(engine: Engine) -> None:
    with writing(engine) as session:
        publish(session, shelf(), recorded_on=date(2026, 1, 5))
        publish(session, shelf(2, supersedes=1, valid_from="2026-03-01"), recorded_on=date(2026, 5, 1))
        record_event(
            session, "nanhu-2026", 2, EventKind.REPEALED, holds_from=date(2026, 4, 1), reason="误发", actor="a", now=NOW
        )
    with reading(engine) as session:
        assert statuses(session, date(2026, 4, 15), date(2026, 1, 4)) == {}
        assert statuses(session, date(2026, 4, 15), date(2026, 4, 15)) == {1: Status.IN_FORCE}
        assert statuses(session, date(2026, 4, 15), date(2026, 6, 29)) == {1: Status.SUPERSEDED, 2: Status.IN_FORCE}
        assert statuses(session, date(2026, 4, 15), local_day(NOW)) == {1: Status.SUPERSEDED, 2: Status.REPEALED}


def test_a_repealed_version_never_falls_through_to_an_older_one(engine: Engine) -> None:
    with writing(engine) as session:
        publish(session, shelf(), recorded_on=TODAY)
        publish(session, shelf(2, supersedes=1), recorded_on=TODAY)
        record_event(
            session, "nanhu-2026", 2, EventKind.REPEALED, holds_from=date(2026, 8, 1), reason="废止", actor="a", now=NOW
        )
    with reading(engine) as session:
        assert [row.version for row in versions_in_force(session, date(2026, 7, 31))] == [2]
        assert versions_in_force(session, date(2026, 8, 1)) == []
        (known,) = known_policies(session, date(2026, 8, 1))
    assert known.status is Status.REPEALED


def test_suspended_while_the_money_is_used_up(engine: Engine) -> None:
    with writing(engine) as session:
        publish(session, shelf(), recorded_on=TODAY)
        with pytest.raises(ConflictError, match="下次核查"):
            record_event(
                session, "nanhu-2026", 1, EventKind.SUSPENDED, holds_from=TODAY, reason="资金用完", actor="a", now=NOW
            )
        said = {"holds_from": date(2026, 7, 1), "actor": "a", "now": NOW}
        record_event(
            session, "nanhu-2026", 1, EventKind.SUSPENDED, reason="资金用完", next_check_on=date(2026, 9, 1), **said
        )
        said["holds_from"] = date(2026, 9, 2)
        record_event(session, "nanhu-2026", 1, EventKind.RESUMED, reason="追加预算", **said)
    with reading(engine) as session:
        (one,) = placed(session, date(2026, 8, 1))
        assert (one.status, one.standing.governs) == (Status.SUSPENDED, False)
        assert one.standing.event is not None
        assert (one.standing.event.reason, one.standing.event.next_check_on) == ("资金用完", date(2026, 9, 1))
        assert documents_in_force(session, date(2026, 8, 1)) == []
        assert statuses(session, date(2026, 6, 30)) == {1: Status.IN_FORCE}
        assert statuses(session, date(2026, 9, 2)) == {1: Status.IN_FORCE}


def test_events_that_make_no_sense_are_refused(engine: Engine) -> None:
    said = {"holds_from": TODAY, "reason": "x", "actor": "a", "now": NOW}
    with writing(engine) as session:
        publish(session, shelf(), recorded_on=TODAY)
        with pytest.raises(ConflictError, match="无须恢复"):
            record_event(session, "nanhu-2026", 1, EventKind.RESUMED, **said)
        record_event(session, "nanhu-2026", 1, EventKind.REPEALED, **said)
        with pytest.raises(ConflictError, match="已废止"):
            record_event(session, "nanhu-2026", 1, EventKind.REPEALED, **said)
        with pytest.raises(NotFoundError):
            record_event(session, "nanhu-2026", 2, EventKind.REPEALED, **said)


def test_who_stays_under_the_old_version_is_asked_first(engine: Engine) -> None:
    with writing(engine) as session:
        publish(session, shelf(), recorded_on=TODAY)
        publish(session, shelf(2, supersedes=1, valid_from="2026-06-01"), recorded_on=TODAY, cohort=STAYS)
    with reading(engine) as session:
        assert statuses(session, TODAY) == {1: Status.IN_FORCE, 2: Status.IN_FORCE}
        found = {found.id: found for found in documents_in_force(session, TODAY)}
    assert set(found) == {"nanhu-2026", "nanhu-2026@v1"}
    verdicts = {
        revenue: [
            decide(found[name].items[0].condition, profile(revenue=revenue), TODAY).verdict for name in sorted(found)
        ]
        for revenue in ("25000000", "35000000", None)
    }
    yes, no = Verdict.ELIGIBLE, Verdict.NOT_ELIGIBLE
    assert verdicts == {"25000000": [yes, no], "35000000": [no, yes], None: [Verdict.OPEN, Verdict.OPEN]}


def test_a_version_that_is_not_there(engine: Engine) -> None:
    with reading(engine) as session, pytest.raises(NotFoundError):
        get_version(session, "nirgends")


def test_the_money_of_one_item_is_used_up(engine: Engine) -> None:
    said = {"holds_from": TODAY, "reason": "资金用完", "actor": "a", "now": NOW, "item_id": "staff"}
    with writing(engine) as session:
        publish(session, shelf(), recorded_on=TODAY)
        with pytest.raises(NotFoundError, match="没有这个事项"):
            record_event(session, "nanhu-2026", 1, EventKind.REPEALED, **(said | {"item_id": "x"}))
        with pytest.raises(ConflictError, match="该事项施行中"):
            record_event(session, "nanhu-2026", 1, EventKind.RESUMED, **said)
        record_event(session, "nanhu-2026", 1, EventKind.SUSPENDED, next_check_on=date(2026, 9, 1), **said)
    with reading(engine) as session:
        (one,) = placed(session, TODAY)
        assert one.status is Status.IN_FORCE
        assert one.standing.item_status("staff") is Status.SUSPENDED
        (document,) = documents_in_force(session, TODAY)
        assert [item.id for item in document.items] == ["revenue"]
        (before,) = documents_in_force(session, date(2026, 6, 1))
        assert [item.id for item in before.items] == ["revenue", "staff"]
    with writing(engine) as session:
        later = said | {"holds_from": date(2026, 9, 2)}
        record_event(session, "nanhu-2026", 1, EventKind.RESUMED, **later)
        record_event(session, "nanhu-2026", 1, EventKind.REPEALED, **(later | {"item_id": None}))
        with pytest.raises(ConflictError, match="所在的版本已废止"):
            record_event(session, "nanhu-2026", 1, EventKind.SUSPENDED, next_check_on=date(2026, 12, 1), **later)
