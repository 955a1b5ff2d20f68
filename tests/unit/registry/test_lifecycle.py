"""Which version governs: by the day asked for, by the day known, and for whom."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policymatch.conditions import Judgement, Not
from policymatch.registry.lifecycle import Cohort, Event, EventKind, Standing, Status, Version, standings

DAY = date(2026, 1, 1)
STAYS = Cohort(Judgement("已立项"))
days = st.integers(0, 40).map(lambda number: DAY + timedelta(days=number))


def version(number: int, begins: int | None = 0, **more: object) -> Version:
    effective = None if begins is None else DAY + timedelta(days=begins)
    said = {"expires_on": None, "recorded_on": DAY, "supersedes": number - 1 or None} | more
    return Version("p", number, effective, **said)  # type: ignore[arg-type]


def event(kind: EventKind, holds: int = 0, known: int = 0) -> Event:
    return Event(kind, DAY + timedelta(days=holds), DAY + timedelta(days=known), "x", None)


def status(versions: list[Version], day: int, known: int | None = None) -> dict[int, Status]:
    known_on = None if known is None else DAY + timedelta(days=known)
    return {one.version.version: one.status for one in standings(versions, DAY + timedelta(days=day), known_on)}


def test_the_newest_that_has_begun_governs() -> None:
    three = [version(1), version(2, 10), version(3, 20)]
    assert status(three, 9) == {1: Status.IN_FORCE, 2: Status.COMING, 3: Status.COMING}
    assert status(three, 10) == {1: Status.SUPERSEDED, 2: Status.IN_FORCE, 3: Status.COMING}
    assert status(three, 20) == {1: Status.SUPERSEDED, 2: Status.SUPERSEDED, 3: Status.IN_FORCE}


def test_a_version_without_a_beginning_has_begun() -> None:
    assert status([version(1, None)], 0) == {1: Status.IN_FORCE}


def test_what_has_ended_does_not_fall_through() -> None:
    two = [version(1), version(2, 10, expires_on=DAY + timedelta(days=15))]
    assert status(two, 15) == {1: Status.SUPERSEDED, 2: Status.IN_FORCE}
    assert status(two, 16) == {1: Status.SUPERSEDED, 2: Status.EXPIRED}


def test_what_was_repealed_before_a_successor_began_stays_repealed() -> None:
    two = [version(1, events=(event(EventKind.REPEALED, 5),)), version(2, 10)]
    assert status(two, 4) == {1: Status.IN_FORCE, 2: Status.COMING}
    assert status(two, 5) == {1: Status.REPEALED, 2: Status.COMING}
    assert status(two, 10) == {1: Status.REPEALED, 2: Status.IN_FORCE}


def test_the_later_entry_of_one_day_wins() -> None:
    one = version(1, events=(event(EventKind.SUSPENDED), event(EventKind.RESUMED)))
    assert status([one], 0) == {1: Status.IN_FORCE}
    other = version(1, events=(event(EventKind.RESUMED), event(EventKind.SUSPENDED)))
    assert status([other], 0) == {1: Status.SUSPENDED}


def test_an_expired_version_is_expired_though_it_was_suspended() -> None:
    one = version(1, expires_on=DAY, events=(event(EventKind.SUSPENDED),))
    assert (status([one], 0), status([one], 1)) == ({1: Status.SUSPENDED}, {1: Status.EXPIRED})


def test_known_time() -> None:
    late = version(2, 10, recorded_on=DAY + timedelta(days=30), events=(event(EventKind.REPEALED, 20, 35),))
    two = [version(1), late]
    assert status(two, 25, known=29) == {1: Status.IN_FORCE}
    assert status(two, 25, known=30) == {1: Status.SUPERSEDED, 2: Status.IN_FORCE}
    assert status(two, 25, known=35) == {1: Status.SUPERSEDED, 2: Status.REPEALED}
    assert status(two, 25, known=-1) == {}


def living(versions: list[Version], day: int) -> dict[int, Standing]:
    return {one.version.version: one for one in standings(versions, DAY + timedelta(days=day)) if one.governs}


def test_who_stays_under_the_old_version() -> None:
    two = [version(1, expires_on=DAY + timedelta(days=12)), version(2, 10, cohort=STAYS)]
    found = living(two, 20)
    assert found[1].admitted == (STAYS.condition,), "the old rule lives on for them beyond its own end"
    assert found[2].admitted == (Not(STAYS.condition),)
    assert (found[1].successor, found[2].successor) == (2, None)


def test_nobody_stays_before_the_new_version_or_after_the_last_day() -> None:
    until = Cohort(STAYS.condition, DAY + timedelta(days=15))
    two = [version(1), version(2, 10, cohort=until)]
    assert living(two, 9)[1].admitted == ()
    assert set(living(two, 15)) == {1, 2}
    after = living(two, 16)
    assert set(after) == {2}
    assert after[2].admitted == ()


def test_nobody_stays_under_what_was_repealed() -> None:
    two = [version(1, events=(event(EventKind.REPEALED, 11),)), version(2, 10, cohort=STAYS)]
    assert set(living(two, 10)) == {1, 2}
    assert set(living(two, 11)) == {2}
    assert living(two, 11)[2].admitted == (Not(STAYS.condition),), "they do not fall to the new version either"


@pytest.mark.parametrize("end", ["repealed", "expired"])
def test_nobody_stays_once_the_new_version_is_gone(end: str) -> None:
    more = (
        {"events": (event(EventKind.REPEALED, 20),)} if end == "repealed" else {"expires_on": DAY + timedelta(days=19)}
    )
    two = [version(1), version(2, 10, cohort=STAYS, **more)]
    assert set(living(two, 19)) == {1, 2}
    assert living(two, 20) == {}


def test_they_stay_though_the_new_version_is_suspended() -> None:
    two = [version(1), version(2, 10, cohort=STAYS, events=(event(EventKind.SUSPENDED, 10),))]
    assert set(living(two, 12)) == {1}


def test_two_generations_of_those_who_stay() -> None:
    first, second = Cohort(Judgement("甲")), Cohort(Judgement("乙"))
    three = [version(1), version(2, 10, cohort=first), version(3, 20, cohort=second)]
    found = living(three, 25)
    assert found[3].admitted == (Not(second.condition),)
    assert found[2].admitted == (second.condition, Not(first.condition))
    assert found[1].admitted == (second.condition, first.condition)


histories = st.lists(
    st.builds(
        lambda begins, expires, recorded, cohort, events: (begins, expires, recorded, cohort, events),
        st.none() | st.integers(0, 40), st.none() | st.integers(0, 40), st.integers(0, 40), st.booleans(),
        st.lists(st.builds(event, st.sampled_from(EventKind), st.integers(0, 40), st.integers(0, 40)), max_size=3),
    ),
    min_size=1, max_size=4,
)  # fmt: skip


def history(drawn: list[tuple[int | None, int | None, int, bool, list[Event]]]) -> list[Version]:
    return [
        version(
            number, begins, expires_on=None if expires is None else DAY + timedelta(days=expires),
            recorded_on=DAY + timedelta(days=recorded), cohort=STAYS if cohort and number > 1 else None, events=tuple(events),
        )
        for number, (begins, expires, recorded, cohort, events) in enumerate(drawn, 1)
    ]  # fmt: skip


@given(histories, days, st.none() | days)
def test_at_most_one_version_governs_whoever_stays_nowhere(
    drawn: list[tuple[int | None, int | None, int, bool, list[Event]]], day: date, known_on: date | None
) -> None:
    found = standings(history(drawn), day, known_on)
    governing = [one for one in found if one.governs]
    assert sum(one.successor is None for one in governing) <= 1
    newest = max((one.version.version for one in found if one.status is not Status.COMING), default=0)
    for one in governing:
        assert one.version.version == newest or one.admitted, "an older version governs for those alone who stay"


@given(histories, days, days)
def test_what_becomes_known_later_changes_no_answer_of_before(
    drawn: list[tuple[int | None, int | None, int, bool, list[Event]]], day: date, known_on: date
) -> None:
    versions = history(drawn)
    cut = [
        Version(one.policy_id, one.version, one.effective_on, one.expires_on, one.recorded_on, one.supersedes, one.cohort,
                tuple(event for event in one.events if event.recorded_on <= known_on))
        for one in versions if one.recorded_on <= known_on
    ]  # fmt: skip

    def answers(found: list[Standing]) -> list[object]:
        return [(one.version.version, one.status, one.admitted, one.successor) for one in found]

    assert answers(standings(versions, day, known_on)) == answers(standings(cut, day))


@given(histories, days, st.integers(1, 40))
def test_a_version_from_a_day_changes_no_answer_before_it(
    drawn: list[tuple[int | None, int | None, int, bool, list[Event]]], day: date, later: int
) -> None:
    versions = history(drawn)
    begins = day + timedelta(days=later)
    future = Version("p", len(versions) + 1, begins, None, DAY, len(versions), STAYS)
    before, after = standings(versions, day), standings([*versions, future], day)
    assert after[:-1] == before
    assert after[-1].status is Status.COMING


def test_one_item_is_suspended_while_the_others_go_on() -> None:
    closed = Event(EventKind.SUSPENDED, DAY, DAY, "资金用完", DAY + timedelta(days=60), "staff")
    again = Event(EventKind.RESUMED, DAY + timedelta(days=30), DAY + timedelta(days=30), "追加预算", None, "staff")
    one = version(1, events=(closed, again))
    (standing,) = standings([one], DAY)
    assert standing.governs
    assert (standing.item_status("staff"), standing.item_event("staff")) == (Status.SUSPENDED, closed)
    assert (standing.item_status("other"), standing.item_event("other")) == (Status.IN_FORCE, None)
    (later,) = standings([one], DAY + timedelta(days=30))
    assert (later.item_status("staff"), later.closed) == (Status.IN_FORCE, ())
    (not_yet_known,) = standings([one], DAY + timedelta(days=30), known_on=DAY)
    assert not_yet_known.item_status("staff") is Status.SUSPENDED


def test_what_ends_the_version_ends_its_items_whatever_they_were() -> None:
    resumed = Event(EventKind.RESUMED, DAY, DAY, "", None, "staff")
    one = version(1, events=(event(EventKind.REPEALED), resumed))
    (standing,) = standings([one], DAY)
    assert standing.item_status("staff") is Status.REPEALED
    assert standing.item_event("staff") is one.events[0]
