"""The audit chain: whole however many write at once, and any hand laid on it shows."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, text

from policymatch.store.audit import START, Anchor, entries, record, seal, verify_chain
from policymatch.store.tables_service import AuditEntry
from policymatch.store.transactions import reading, writing
from tests.store.samples import NOW


def write(engine: Engine, count: int = 5, actor: str = "li") -> None:
    for number in range(count):
        with writing(engine) as session:
            record(
                session, actor=actor, action="policy.publish", target=f"p/v{number}", detail={"编号": number}, now=NOW
            )


@contextmanager
def unguarded(engine: Engine) -> Iterator[None]:
    """What somebody with the database's keys could do."""
    drop = ("DROP TRIGGER guard_rows ON audit_entry",)
    if engine.dialect.name == "sqlite":
        drop = ("DROP TRIGGER guard_audit_entry_update", "DROP TRIGGER guard_audit_entry_delete")
    with engine.begin() as connection:
        for command in drop:
            connection.execute(text(command))
    yield


def faults(engine: Engine, anchor: Anchor | None = None) -> tuple[str, ...]:
    with reading(engine) as session:
        return verify_chain(session, anchor=anchor).faults


def test_a_chain_is_whole_and_names_its_head(engine: Engine) -> None:
    write(engine)
    with reading(engine) as session:
        report = verify_chain(session)
        newest = entries(session, limit=1)[0]
    assert (report.entries, report.whole, report.head) == (5, True, Anchor(5, newest.hash))


def test_an_empty_chain_is_whole(engine: Engine) -> None:
    assert faults(engine) == ()


def test_the_seal_covers_every_column_and_the_link_before() -> None:
    said = {
        "seq": 1,
        "at": NOW,
        "actor": "a",
        "action": "b",
        "target": "c",
        "detail": "{}",
        "previous": START,
        "hash": "",
    }
    seals = {seal(AuditEntry(**said))}
    for column, other in {"seq": 2, "at": NOW.replace(year=2027), "actor": "x", "action": "x", "target": "x",
                          "detail": "x", "previous": "x"}.items():  # fmt: skip
        seals.add(seal(AuditEntry(**said | {column: other})))
    assert len(seals) == 8


@pytest.mark.parametrize(
    ("deed", "said"),
    [
        ("UPDATE audit_entry SET actor = 'wang' WHERE seq = 3", "第3条内容被改动"),
        ("UPDATE audit_entry SET detail = '{}' WHERE seq = 1", "第1条内容被改动"),
        ("DELETE FROM audit_entry WHERE seq = 2", "第2条至第2条缺失"),
        ("DELETE FROM audit_entry WHERE seq < 3", "第1条至第2条缺失"),
        ("UPDATE audit_entry SET seq = 9 WHERE seq = 5", "第5条至第8条缺失"),
    ],
)
def test_a_hand_laid_on_it_shows(engine: Engine, deed: str, said: str) -> None:
    write(engine)
    with unguarded(engine), engine.begin() as connection:
        connection.execute(text(deed))
    assert any(said in fault for fault in faults(engine))


def test_a_resealed_entry_no_longer_joins_the_next(engine: Engine) -> None:
    write(engine)
    with unguarded(engine), writing(engine) as session:
        forged = session.get(AuditEntry, 2)
        assert forged is not None
        forged.actor = "wang"
        forged.hash = seal(forged)
        session.add(forged)
    assert faults(engine) == ("第3条与前一条不相接",)


def test_a_tail_cut_off_shows_against_an_anchor_alone(engine: Engine) -> None:
    write(engine)
    with reading(engine) as session:
        anchor = verify_chain(session).head
    with unguarded(engine), engine.begin() as connection:
        connection.execute(text("DELETE FROM audit_entry WHERE seq = 5"))
    assert faults(engine) == ()
    assert "锚点第5条" in faults(engine, anchor)[0]


def test_an_entry_falls_with_its_transaction(engine: Engine) -> None:
    def fail() -> None:
        with writing(engine) as session:
            record(session, actor="a", action="b", target="c", now=NOW)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    write(engine, 1)
    with reading(engine) as session:
        assert verify_chain(session).entries == 1


def test_many_writers_at_once_make_one_chain(engine: Engine) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda name: write(engine, 10, name), "abcd"))
    with reading(engine) as session:
        report = verify_chain(session)
    assert (report.entries, report.whole) == (40, True)


def test_entries_are_found_by_actor_action_and_target(engine: Engine) -> None:
    write(engine, 3, "li")
    with writing(engine) as session:
        record(session, actor="wang", action="account.create", target="p_v", now=NOW)
    with reading(engine) as session:
        assert [entry.seq for entry in entries(session)] == [4, 3, 2, 1]
        assert [entry.seq for entry in entries(session, before=3)] == [2, 1]
        assert [entry.seq for entry in entries(session, actor="wang")] == [4]
        assert [entry.seq for entry in entries(session, action="policy.")] == [3, 2, 1]
        assert [entry.seq for entry in entries(session, target="p/v")] == [3, 2, 1]
