"""What changed is told once, with its cause; what did not change, or is nobody's business, is not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import text
from sqlmodel import Session

from enterprise_profiles.generate import generate
from policymatch.decisions import Verdict
from policymatch.decisions.matching import match_all
from policymatch.errors import ConflictError
from policymatch.ingest.intake import ingest_folder
from policymatch.ingest.profiles import load_profiles
from policymatch.push import cutting, ticking
from policymatch.push.changes import CODES, State, cents
from policymatch.push.looking import Pair
from policymatch.push.ticking import tick
from policymatch.registry.lifecycle import EventKind
from policymatch.registry.shelf import read_shelf
from policymatch.store.engine import open_store
from policymatch.store.policies import documents_in_force, publish, record_event
from policymatch.store.transactions import reading, writing
from tests.push.conftest import DAY, A, B, World, noon, staff_item
from tests.unit.ingest.test_crash import code


def states(world: World) -> list[tuple[object, ...]]:
    with world.engine.connect() as connection:
        rows = connection.execute(text("SELECT subject, item, verdict, low, high, told FROM match_state ORDER BY 1, 2"))
        return [tuple(row) for row in rows]


def counted(world: World, table: str) -> int:
    with world.engine.connect() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def test_a_policy_appears_and_the_same_tick_again_finds_nothing(world: World) -> None:
    world.data("staff", f"{A},甲公司,2025,12,", f"{B},乙公司,2025,3,")
    world.publish()
    report = world.tick()
    assert (report.enterprises, report.items, dict(report.kinds), report.messages) == (2, 1, {"eligible": 1}, 1)
    assert world.said() == [("新符合", "policy", "政策发布：《南湖区稳岗办法》")]
    assert world.said(B) == []
    before = states(world)
    again = world.tick()
    assert (again.enterprises, again.changes, again.messages) == (0, 0, 0)
    assert (states(world), counted(world, "match_change"), counted(world, "outbox")) == (before, 1, 1)
    assert world.tick(DAY + timedelta(days=1)).changes == 0


def test_new_data_are_told_with_what_they_were_and_who_says_so(world: World) -> None:
    world.data("staff", f"{A},甲公司,2025,8,", f"{B},乙公司,2025,30,")
    world.publish()
    world.tick()
    world.data("staff", f"{A},甲公司,2025,12,")
    report = world.tick()
    assert report.enterprises == 1
    ((label, trigger, cause),) = world.said()
    assert (label, trigger) == ("新符合", "data")
    assert cause.startswith("您的“")
    assert "由8人变为12人（人社局" in cause
    world.data("staff", f"{A},甲公司,2025,7,")
    world.tick()
    assert world.said()[0][:2] == ("不再符合", "data")
    assert "由12人变为7人" in world.said()[0][2]


def test_what_was_unknown_becomes_eligible(world: World) -> None:
    world.data("register", f"{A},甲公司,2020-01-01")
    world.publish()
    world.tick()
    assert world.said() == []
    world.data("staff", f"{A},甲公司,2025,12,")
    world.tick()
    ((label, trigger, cause),) = world.said()
    assert (label, trigger) == ("核实为符合", "data")
    assert "由未知变为12人" in cause


def test_a_revision_is_told_where_it_changes_something_and_an_edit_of_words_is_not(world: World) -> None:
    world.data("staff", f"{A},甲公司,2025,8,", f"{B},乙公司,2025,30,")
    world.publish()
    world.tick()
    world.publish(staff_item(anchor="q"), version=2)
    assert world.tick().messages == 0
    world.publish(staff_item(5), version=3)
    report = world.tick()
    assert dict(report.kinds) == {"eligible": 1}
    assert world.said() == [("新符合", "policy", "政策修订：《南湖区稳岗办法》第3版")]
    world.publish(staff_item(5, benefits=[{"type": "lump_sum", "amount": 80000, "quote": "q"}]), version=4)
    world.tick()
    assert world.said()[0] == ("金额变化", "policy", "政策修订：《南湖区稳岗办法》第4版")
    assert world.told()[0].amount == "8万元"


def test_suspended_resumed_repealed(world: World) -> None:
    world.data("staff", f"{A},甲公司,2025,12,")
    world.publish()
    world.tick()
    events = [
        (EventKind.SUSPENDED, "资金用完", ("不再符合", "policy", "政策暂停受理：《南湖区稳岗办法》（资金用完）")),
        (EventKind.RESUMED, "追加", ("新符合", "policy", "政策恢复：《南湖区稳岗办法》重新施行或受理")),
        (EventKind.REPEALED, "", ("不再符合", "policy", "政策废止：《南湖区稳岗办法》，自2026-06-01起")),
    ]
    for kind, reason, said in events:
        with writing(world.engine) as session:
            record_event(
                session, "nanhu", 1, kind, holds_from=DAY, reason=reason, actor="li", now=noon(DAY), next_check_on=DAY
            )
        world.tick()
        assert world.said()[0] == said
    assert states(world) == []


def test_the_money_of_one_item_is_used_up(world: World) -> None:
    world.data("staff", f"{A},甲公司,2025,12,")
    world.publish(staff_item(), staff_item(id="other", name="另一项"))
    world.tick()
    given = {"reason": "资金用完", "actor": "li", "now": noon(DAY), "next_check_on": DAY, "item_id": "staff"}
    with writing(world.engine) as session:
        record_event(session, "nanhu", 1, EventKind.SUSPENDED, holds_from=DAY, **given)
    assert dict(world.tick().kinds) == {"lost": 1}
    assert world.said()[0][2] == "政策暂停受理：《南湖区稳岗办法》“稳岗补助”（资金用完）"


def test_a_policy_ends_with_its_time(world: World) -> None:
    world.data("staff", f"{A},甲公司,2025,12,")
    world.publish(valid_to="2026-06-30")
    world.tick()
    assert world.tick(date(2026, 6, 30)).messages == 0
    world.tick(date(2026, 7, 1))
    assert world.said()[0] == ("不再符合", "policy", "政策到期：《南湖区稳岗办法》有效期至2026-06-30")


def test_an_item_that_a_new_version_leaves_out(world: World) -> None:
    world.data("staff", f"{A},甲公司,2025,12,")
    world.publish(staff_item(), staff_item(id="other", name="另一项"))
    world.tick()
    world.publish(version=2)
    world.tick()
    assert world.said()[0][2] == "政策修订：《南湖区稳岗办法》第2版自2026-01-01起施行，不再包含此事项"
    assert len(states(world)) == 1


def test_time_passes(world: World) -> None:
    world.data("register", f"{A},甲公司,2023-06-15")
    world.publish(staff_item(condition={"field": "years_established", "op": ">=", "value": 3, "quote": "q"}))
    world.tick()
    assert world.tick(date(2026, 6, 14)).messages == 0
    world.tick(date(2026, 6, 15))
    ((label, trigger, cause),) = world.said()
    assert (label, trigger) == ("新符合", "time")
    assert cause.startswith("时间届满：")
    assert cause.endswith("，现已满足")


def test_windows_open_and_are_about_to_close_each_said_once(world: World) -> None:
    world.data("staff", f"{A},甲公司,2025,12,", f"{B},乙公司,2025,3,")
    world.publish(staff_item(window={"opens_on": "2026-06-10", "closes_on": "2026-07-10", "quote": "q"}))
    world.tick()
    for days in (8, 9, 10, 23, 24, 25, 26, 36, 37, 45):
        world.tick(DAY + timedelta(days=days))
    assert [(label, cause) for label, _, cause in reversed(world.said())] == [
        ("新符合", "政策发布：《南湖区稳岗办法》"),
        ("开始申报", "时间届满：申报自2026-06-10开始，2026-07-10截止"),
        ("即将截止", "时间届满：申报2026-07-10截止，还剩15天"),
        ("即将截止", "时间届满：申报2026-07-10截止，还剩3天"),
    ]
    assert world.said(B) == []


def test_a_deadline_that_is_moved_is_told_once_even_where_a_tick_breaks_off(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.data("staff", f"{A},甲公司,2025,12,")
    world.publish(staff_item(window={"closes_on": "2026-08-31", "quote": "q"}))
    world.tick()
    world.publish(staff_item(window={"closes_on": "2026-09-30", "quote": "q"}), version=2)
    world.tick()
    said = ("截止日期变化", "policy", "政策修订：《南湖区稳岗办法》第2版：申报截止由2026-08-31改为2026-09-30")
    assert world.said()[0] == said
    settled = ticking.settle
    world.publish(staff_item(window={"closes_on": "2026-10-31", "quote": "q"}), version=3)
    monkeypatch.setattr(ticking, "settle", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        world.tick()
    monkeypatch.setattr(ticking, "settle", settled)
    world.tick()
    assert [label for label, *_ in world.said()] == ["截止日期变化", "截止日期变化", "新符合"]


def test_what_nobody_can_apply_for_any_more_is_not_worth_a_word(world: World) -> None:
    world.data("staff", f"{A},甲公司,2025,12,")
    world.publish(staff_item(window={"closes_on": "2026-03-31", "quote": "q"}))
    assert world.tick().messages == 0


def test_a_list_that_gets_old_is_no_news_and_its_next_delivery_neither(world: World) -> None:
    world.data("register", f"{A},甲公司,2020-01-01")
    world.data("listed", f"{B},2026-01-01,")
    clean = {"field": "dishonest", "op": "is", "value": False, "quote": "q"}
    world.publish(staff_item(condition=clean))
    world.tick()
    assert [label for label, *_ in world.said()] == ["新符合"]
    world.tick(DAY + timedelta(days=100))
    world.data("listed", f"{B},2026-01-01,", "")
    world.tick()
    assert [label for label, *_ in world.said()] == ["新符合"]
    world.tick(DAY + timedelta(days=110))
    world.data("listed", f"{B},2026-01-01,", f"{A},2026-09-10,")
    world.tick()
    assert world.said()[0][:2] == ("不再符合", "data")


def test_amounts_that_follow_the_data(world: World) -> None:
    world.data("staff", f"{A},甲公司,2025,12,")
    world.publish(
        staff_item(
            benefits=[{"type": "per_unit", "amount": 1000, "per": "人", "base": "insured_employees", "quote": "q"}]
        )
    )
    world.tick()
    world.data("staff", f"{A},甲公司,2025,15,")
    world.tick()
    ((label, trigger, cause), _) = world.said()
    assert (label, trigger) == ("金额变化", "data")
    assert "由1.2万元变为1.5万元" in cause


def test_silent_takes_note_and_tells_nobody(world: World) -> None:
    world.data("staff", f"{A},甲公司,2025,12,")
    world.publish()
    assert world.tick(silent=True).messages == 0
    assert len(states(world)) == 1
    assert world.tick(DAY + timedelta(days=1)).messages == 0


def test_days_only_go_on(world: World) -> None:
    world.tick()
    with pytest.raises(ConflictError, match="不能退回"):
        world.tick(DAY - timedelta(days=1))


def test_two_ticks_at_once_tell_everything_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.data("staff", f"{A},甲公司,2025,12,")
    world.publish()
    reads = ticking.stored_states

    def overtaken(*given: object) -> object:
        found = reads(*given)  # type: ignore[arg-type]
        monkeypatch.setattr(ticking, "stored_states", reads)
        given[0].rollback()  # type: ignore[attr-defined]
        world.tick()
        return found

    monkeypatch.setattr(ticking, "stored_states", overtaken)
    with pytest.raises(ConflictError, match="另一进程"):
        world.tick()
    assert len(world.said()) == 1
    assert counted(world, "outbox") == 1


def test_broken_off_and_begun_anew_tells_everything_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = [code(number) for number in range(8)]
    world.data("staff", *(f"{one},公司,2025,12," for one in codes))
    world.publish()
    monkeypatch.setattr(ticking, "PART", 3)
    written = ticking.write
    parts = 0

    def dies(*given: object) -> tuple[int, int]:
        nonlocal parts
        parts += 1
        if parts == 2:
            raise RuntimeError("killed")
        return written(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(ticking, "write", dies)
    with pytest.raises(RuntimeError, match="killed"):
        world.tick()
    assert len(states(world)) == 3
    assert world.tick().messages == 5
    assert [world.said(one) for one in codes] == [[("新符合", "policy", "政策发布：《南湖区稳岗办法》")]] * 8


def test_many_states_are_written_in_pieces_and_told_the_same(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = [code(number) for number in range(7)]
    world.data("staff", *(f"{one},公司,2025,{9 + number}," for number, one in enumerate(codes)))
    world.publish()
    monkeypatch.setattr(cutting, "ROWS", 2)
    kept, sizes = ticking.write_states, list[int]()

    def counted(session: Session, before: Mapping[Pair, State], after: Mapping[Pair, State]) -> None:
        sizes.append(len(after))
        kept(session, before, after)

    monkeypatch.setattr(ticking, "write_states", counted)
    report = world.tick()
    entitled = [one for one in codes if world.said(one)]
    assert (report.enterprises, report.messages, len(entitled)) == (7, 6, 6)
    assert sizes == [2, 2, 2]
    assert [row[0] for row in states(world)] == sorted(entitled)
    assert world.tick().changes == 0


def test_states_are_what_decide_says(tmp_path: Path) -> None:
    engine = open_store(f"sqlite:///{tmp_path / 's.sqlite3'}")
    day = date(2026, 6, 30)
    with writing(engine) as session:
        for policy in read_shelf(files("policies") / "published"):
            publish(session, policy, recorded_on=day)
    with TemporaryDirectory() as folder:
        generate(Path(folder), enterprises=60, seed=3)
        ingest_folder(engine, Path(str(files("enterprise_profiles") / "sources")), Path(folder), known_on=day)
    tick(engine, as_of=day, now=datetime(2026, 6, 30, 4, tzinfo=UTC))
    query = "SELECT s.subject, f.key, s.verdict, s.low, s.high FROM match_state s JOIN followed_item f ON f.id = s.item"
    with engine.connect() as connection:
        kept = {(row[0], row[1]): tuple(row[2:]) for row in connection.execute(text(query))}
    with reading(engine) as session:
        documents = documents_in_force(session, day)
    expected = {
        (profile.subject, match.key): (
            CODES.index(match.verdict), cents(match.estimate.low), None if match.estimate.high is None else cents(match.estimate.high),
        )
        for profile in load_profiles(engine)
        for match in match_all(documents, profile, day)
        if match.verdict is not Verdict.NOT_ELIGIBLE
    }  # fmt: skip
    assert kept == expected
    assert len(kept) > 300
    engine.dispose()
