"""Receipts: written once, said again byte for byte, and any hand laid on them shows."""

from __future__ import annotations

import json
import zlib
from datetime import date

import pytest
from sqlalchemy import Engine, text

from policymatch.conditions import read_node
from policymatch.errors import ConflictError, NotFoundError
from policymatch.profiles import Profile
from policymatch.registry.lifecycle import Cohort, EventKind
from policymatch.store.policies import altered_versions, placed, publish, record_event
from policymatch.store.receipts import (
    ShownAnswer,
    body_of,
    get_receipt,
    governed,
    issue,
    receipt_data,
    receipts_of,
    replay_receipt,
    replay_receipt_with,
)  # fmt: skip
from policymatch.store.tables_service import Receipt, Showing
from policymatch.store.transactions import reading, writing
from tests.store.samples import TODAY, later, profile, shelf

SUBJECT = "91330402X00000001A"
ANSWERED = Profile(SUBJECT, "南湖测试有限公司", profile(staff="80").facts, {"信用良好": True, "另一件事": True})


def answer(
    engine: Engine, who: Profile, items: tuple[str, ...] = ("revenue",), *, full: bool = True, minutes: int = 0
) -> ShownAnswer:
    with writing(engine) as session:
        asked = [(governed(one), item) for one in placed(session, TODAY) if one.standing.governs for item in items]
        return issue(
            session,
            who,
            asked,
            as_of=TODAY,
            known_on=TODAY,
            actor="desk",
            channel="desk",
            now=later(minutes),
            full=full,
        )


@pytest.fixture
def store(engine: Engine) -> Engine:
    with writing(engine) as session:
        publish(session, shelf(), recorded_on=TODAY)
    return engine


def test_a_receipt_says_what_the_answer_rests_on(store: Engine) -> None:
    shown = answer(store, ANSWERED, ("staff",))
    with reading(store) as session:
        row = get_receipt(session, shown.receipt_id)
        said = receipt_data(row)
    (result,) = said["results"]
    assert (said["as_of"], said["known_on"], said["engine"]) == ("2026-06-30", "2026-06-30", row.engine)
    assert (result["policy"], result["version"], result["item"]) == ("nanhu-2026", 1, "staff")
    assert (result["verdict"], result["low"], result["high"]) == ("eligible", "50000", "50000")
    assert [fact["field"] for fact in said["enterprise"]["facts"]] == ["employees"]
    assert said["enterprise"]["answers"] == {"信用良好": True}, "only what was asked"
    assert result["reasons"][0]["quote"] == "从业人员50人以上"
    assert (row.policy_id, row.version, row.item_id, row.verdict) == ("nanhu-2026", 1, "staff", "eligible")
    assert shown.matches[0].verdict == "eligible"


@pytest.mark.parametrize("full", [True, False])
@pytest.mark.parametrize("revenue", ["19999999.99", "20000000.00", "2E+7", None])
def test_it_is_said_again_byte_for_byte(store: Engine, revenue: str | None, full: bool) -> None:
    shown = answer(store, profile(revenue=revenue, staff="50"), ("revenue", "staff"), full=full)
    with reading(store) as session:
        again = replay_receipt(session, shown.receipt_id)
        assert again.made.body == body_of(get_receipt(session, shown.receipt_id))
    assert (again.same, again.same_engine, again.differences) == (True, True, ())


def test_the_same_said_twice_is_one_receipt_shown_twice(store: Engine) -> None:
    first = answer(store, profile(revenue="30000000"))
    second = answer(store, profile(revenue="30000000"), minutes=5)
    other = answer(store, profile(revenue="30000001"), minutes=9)
    assert first.receipt_id == second.receipt_id != other.receipt_id
    with reading(store) as session:
        shown = receipts_of(session, SUBJECT)
    assert [(receipt.id, showing.at) for receipt, showing in shown] == [
        (other.receipt_id, later(9)), (first.receipt_id, later(5)), (first.receipt_id, later(0)),
    ]  # fmt: skip


def test_a_list_is_one_receipt(store: Engine) -> None:
    shown = answer(store, profile(revenue="30000000"), ("revenue", "staff"), full=False)
    with reading(store) as session:
        row = get_receipt(session, shown.receipt_id)
        said = receipt_data(row)
    assert (row.items, row.item_id) == (2, None)
    assert [result["verdict"] for result in said["results"]] == ["eligible", "to_verify"]
    assert "reasons" not in said["results"][0]


def test_with_the_data_known_today_it_may_come_out_otherwise(store: Engine) -> None:
    shown = answer(store, profile(revenue="19999999"))
    with reading(store) as session:
        today = replay_receipt_with(session, shown.receipt_id, profile(revenue="20000000"), known_on=date(2026, 9, 1))
    (one,) = today.differences
    assert not today.same
    assert (one.item, one.was["verdict"], one.now["verdict"]) == ("nanhu-2026/v1/revenue", "not_eligible", "eligible")
    assert [fact["value"] for fact in today.facts_gone] == ["19999999"]
    assert [fact["value"] for fact in today.facts_new] == ["20000000"]


def test_what_nobody_asked_does_not_change_a_receipt(store: Engine) -> None:
    first = answer(store, profile(revenue="30000000"))
    second = answer(store, profile(revenue="30000000", staff="7"))
    assert first.receipt_id == second.receipt_id


def test_a_version_published_later_does_not_change_a_replay(store: Engine) -> None:
    shown = answer(store, profile(revenue="30000000"))
    with writing(store) as session:
        stays = Cohort(read_node({"manual": "已立项"}))
        publish(session, shelf(2, supersedes=1, valid_from="2026-02-01"), recorded_on=TODAY, cohort=stays)
    with reading(store) as session:
        assert replay_receipt(session, shown.receipt_id).same


def test_who_stays_is_part_of_the_receipt(store: Engine) -> None:
    with writing(store) as session:
        stays = Cohort(read_node({"field": "employees", "op": ">=", "value": 60}))
        publish(session, shelf(2, supersedes=1, valid_from="2026-02-01"), recorded_on=TODAY, cohort=stays)
    shown = answer(store, profile(revenue="30000000", staff="80"))
    with reading(store) as session:
        said = receipt_data(get_receipt(session, shown.receipt_id))
        assert replay_receipt(session, shown.receipt_id).same
    assert [(result["version"], result["verdict"]) for result in said["results"]] == [
        (1, "eligible"),
        (2, "not_eligible"),
    ]


def test_found_by_the_first_letters_of_its_name(store: Engine) -> None:
    shown = answer(store, profile(revenue="30000000"))
    with reading(store) as session:
        assert get_receipt(session, shown.receipt_id[:8]).id == shown.receipt_id
        with pytest.raises(NotFoundError):
            get_receipt(session, "%")
    with writing(store) as session:
        session.add(
            Receipt(
                id=shown.receipt_id[:8] + "0", subject="x", as_of=TODAY, known_on=TODAY, engine="0", items=1, body=b""
            )
        )
    with reading(store) as session, pytest.raises(ConflictError, match="过短"):
        get_receipt(session, shown.receipt_id[:8])


def test_a_receipt_that_was_tampered_with_is_refused(store: Engine) -> None:
    shown = answer(store, profile(revenue="19999999"))
    with reading(store) as session:
        said = receipt_data(get_receipt(session, shown.receipt_id))
    said["results"][0]["verdict"] = "eligible"
    for body in (zlib.compress(json.dumps(said).encode()), b"broken"):
        _overwrite(store, shown.receipt_id, body)
        with reading(store) as session, pytest.raises(ConflictError, match="已被改动"):
            replay_receipt(session, shown.receipt_id)


def _overwrite(engine: Engine, receipt_id: str, body: bytes) -> None:
    """What somebody with the database's keys could do."""
    trigger = "guard_rows ON receipt" if engine.dialect.name == "postgresql" else "guard_receipt_update"
    with engine.begin() as connection:
        connection.execute(text(f"DROP TRIGGER IF EXISTS {trigger}"))
        connection.execute(text("UPDATE receipt SET body = :body WHERE id = :id"), {"body": body, "id": receipt_id})


@pytest.mark.parametrize("column", ["document", "source_text"])
def test_a_version_that_was_tampered_with_is_refused(store: Engine, column: str) -> None:
    shown = answer(store, profile(revenue="19999999"))
    trigger = "guard_rows ON policy_version" if store.dialect.name == "postgresql" else "guard_policy_version_update"
    with store.begin() as connection:
        connection.execute(text(f"DROP TRIGGER {trigger}"))
        connection.execute(text(f"UPDATE policy_version SET {column} = replace({column}, '20', '10')"))
    with reading(store) as session:
        assert altered_versions(session) == ["nanhu-2026/v1"]
        with pytest.raises(ConflictError, match="与出具回执时不同"):
            replay_receipt(session, shown.receipt_id)


def test_versions_that_nobody_touched_are_as_their_hash_says(store: Engine) -> None:
    with reading(store) as session:
        assert altered_versions(session) == []


def test_an_item_that_is_not_there(store: Engine) -> None:
    with pytest.raises(NotFoundError, match="没有事项"):
        answer(store, profile(), ("nirgends",))
    with reading(store) as session:
        assert session.get(Showing, 1) is None


def test_times_are_kept_with_their_zone(store: Engine) -> None:
    answer(store, profile())
    with reading(store) as session:
        ((_, showing),) = receipts_of(session, SUBJECT)
    assert showing.at == later(0)
    assert showing.at.utcoffset() is not None


def test_that_an_item_is_suspended_is_part_of_the_receipt_and_said_again(store: Engine) -> None:
    with writing(store) as session:
        record_event(
            session, "nanhu-2026", 1, EventKind.SUSPENDED, holds_from=TODAY, reason="资金用完", actor="a", now=later(),
            next_check_on=date(2026, 9, 1), item_id="revenue",
        )  # fmt: skip
    shown = answer(store, ANSWERED, ("revenue", "staff"))
    with reading(store) as session:
        first, second = receipt_data(get_receipt(session, shown.receipt_id))["results"]
        assert first["closed"]["reason"] == "资金用完"
        assert "closed" not in second
        assert replay_receipt(session, shown.receipt_id).same
