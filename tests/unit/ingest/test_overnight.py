"""What changed between two moments is what deciding everything at both, one by one, says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from policymatch.decisions import Verdict
from policymatch.decisions.matching import match_all
from policymatch.ingest import overnight
from policymatch.ingest.overnight import Moment, Turned, verdict_changes
from policymatch.ingest.profiles import load_profiles
from policymatch.store.policies import documents_in_force
from tests.push.conftest import World, staff_item
from tests.unit.ingest.conftest import CODES

FIRST, SECOND, THIRD = date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 3)
NEXT_YEAR = date(2027, 7, 1)
A, B, C, D = CODES[1:]
YES, NO = Verdict.ELIGIBLE, Verdict.NOT_ELIGIBLE
ITEM = "nanhu/staff"


@pytest.fixture
def world(engine: Engine, tmp_path: Path) -> World:
    made = World(engine, tmp_path)
    made.data("staff", f"{A},甲,2025,8,", f"{B},乙,2025,12,", f"{C},丙,2025,30,")
    made.publish(staff_item())
    made.day = SECOND
    made.data("staff", f"{A},甲,2025,11,", f"{D},丁,2025,20,")
    made.day = THIRD
    made.publish(staff_item(12), staff_item(1, id="any", name="普惠补助"), version=2, valid_from="2026-06-03")
    return made


def verdicts(engine: Engine, moment: Moment) -> dict[tuple[str, object], Verdict]:
    with Session(engine) as session:
        documents = documents_in_force(session, moment.as_of, moment.known_on)
    return {
        (profile.subject, match.key): match.verdict
        for profile in load_profiles(engine, known_on=moment.known_on)
        for match in match_all(documents, profile, moment.as_of)
    }


def one_by_one(engine: Engine, before: Moment, after: Moment) -> set[Turned]:
    then, now = verdicts(engine, before), verdicts(engine, after)
    pairs = ((pair, then.get(pair), now.get(pair)) for pair in {**then, **now})
    return {Turned(*pair, was, now) for pair, was, now in pairs if was is not now and {was, now} != {None, NO}}


@pytest.mark.parametrize("at_once", [1, 2, 20_000])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Moment(FIRST, FIRST), Moment(SECOND, SECOND)),
        (Moment(SECOND, SECOND), Moment(THIRD, THIRD)),
        (Moment(FIRST, FIRST), Moment(NEXT_YEAR)),
        (Moment(THIRD), Moment(FIRST, FIRST)),
        (Moment(THIRD), Moment(THIRD)),
    ],
)
def test_it_is_what_deciding_one_by_one_says(
    world: World, monkeypatch: pytest.MonkeyPatch, before: Moment, after: Moment, at_once: int
) -> None:
    monkeypatch.setattr(overnight, "AT_ONCE", at_once)
    found = list(verdict_changes(world.engine, before, after))
    assert len(found) == len(set(found))
    assert set(found) == one_by_one(world.engine, before, after)


def test_data_policies_and_time_each_turn_verdicts(world: World) -> None:
    data = set(verdict_changes(world.engine, Moment(FIRST, FIRST), Moment(SECOND, SECOND)))
    assert data == {Turned(A, ITEM, NO, YES), Turned(D, ITEM, None, YES)}
    policy = set(verdict_changes(world.engine, Moment(SECOND, SECOND), Moment(THIRD, THIRD)))
    assert policy == {Turned(A, ITEM, YES, NO), *(Turned(one, "nanhu/any", None, YES) for one in (A, B, C, D))}
    time = set(verdict_changes(world.engine, Moment(THIRD), Moment(NEXT_YEAR)))
    assert {(one.before, one.after) for one in time} == {(YES, Verdict.OPEN), (NO, Verdict.OPEN)}
