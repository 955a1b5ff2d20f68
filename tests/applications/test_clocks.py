"""The arithmetic of working days with clocks that stand still."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policymatch.applications.clocks import Clock, Moved, Stage, current, stages
from policymatch.applications.flow import Act, CaseState
from policymatch.vocabulary.calendars import NotPublished, WorkingCalendar, calendar

S = CaseState
LIMITS = dict.fromkeys(Clock, 10)
EVERY_WEEKDAY = WorkingCalendar(frozenset(), frozenset(), frozenset(range(2000, 2100)))
START = date(2026, 3, 2)


def of(found: tuple[Stage, ...], clock: Clock, number: int = 1) -> Stage:
    (one,) = [stage for stage in found if stage.clock is clock and stage.round == number]
    return one


def run(*steps: Moved, today: date | None = None, limits: dict[Clock, int | None] | None = None) -> tuple[Stage, ...]:
    return stages(steps, limits or LIMITS, calendar(), today=today or steps[-1].day)


def test_the_day_of_the_step_does_not_count_and_holidays_do_not_either() -> None:
    (stage,) = run(Moved(Act.SUBMIT, S.SUBMITTED, date(2026, 9, 24)), limits={Clock.ACCEPTANCE: 5})
    assert stage.due_on == date(2026, 10, 9)
    assert stage.due_label == "2026-10-09（5个工作日）"
    assert not stage.overdue(date(2026, 10, 9))
    assert stage.overdue(date(2026, 10, 10))


def test_a_year_without_a_calendar_is_waited_for() -> None:
    (stage,) = run(Moved(Act.SUBMIT, S.SUBMITTED, date(2026, 12, 30)))
    assert (stage.due_on, stage.waits_for) == (None, 2027)
    assert stage.due_label == "待历法公布（2027年节假日安排尚未公布）"
    assert not stage.overdue(date(2027, 12, 31))
    later = calendar().with_years(WorkingCalendar(frozenset({date(2027, 1, 1)}), frozenset(), frozenset({2027})))
    (known,) = stages([Moved(Act.SUBMIT, S.SUBMITTED, date(2026, 12, 30))], LIMITS, later, today=date(2026, 12, 30))
    assert known.due_on == date(2027, 1, 14)


def test_correction_stops_the_departments_clock() -> None:
    found = run(
        Moved(Act.SUBMIT, S.SUBMITTED, date(2026, 3, 2)), Moved(Act.RETURN, S.RETURNED, date(2026, 3, 5)),
        limits={Clock.ACCEPTANCE: 5, Clock.CORRECTION: 15},
    )  # fmt: skip
    waiting = of(found, Clock.ACCEPTANCE)
    assert (waiting.due_on, waiting.stopped_on, waiting.used, waiting.due_label) == (
        None,
        date(2026, 3, 5),
        3,
        "计时中止",
    )
    assert current(found) == of(found, Clock.CORRECTION)
    found = run(
        Moved(Act.SUBMIT, S.SUBMITTED, date(2026, 3, 2)), Moved(Act.RETURN, S.RETURNED, date(2026, 3, 5)),
        Moved(Act.CORRECT, S.SUBMITTED, date(2026, 3, 20)), limits={Clock.ACCEPTANCE: 5, Clock.CORRECTION: 15},
    )  # fmt: skip
    assert of(found, Clock.ACCEPTANCE).due_on == date(2026, 3, 24)
    assert of(found, Clock.CORRECTION).ended_on == date(2026, 3, 20)


def test_publicity_stops_the_departments_clock_until_its_last_day() -> None:
    steps = (
        Moved(Act.ACCEPT, S.ACCEPTED, date(2026, 3, 2)), Moved(Act.REVIEW, S.REVIEWED, date(2026, 3, 4)),
        Moved(Act.PUBLISH, S.PUBLISHED, date(2026, 3, 6), date(2026, 3, 13)),
    )  # fmt: skip
    during = run(*steps, today=date(2026, 3, 10))
    assert of(during, Clock.HANDLING).stopped_on == date(2026, 3, 6)
    assert current(during) == of(during, Clock.PUBLICITY)
    assert of(during, Clock.PUBLICITY).due_on == date(2026, 3, 13)
    after = run(*steps, today=date(2026, 3, 16))
    assert of(after, Clock.PUBLICITY).ended_on == date(2026, 3, 13)
    handling = of(after, Clock.HANDLING)
    assert current(after) == handling
    assert handling.due_on == date(2026, 3, 23)
    done = run(*steps, Moved(Act.APPROVE, S.APPROVED, date(2026, 3, 16)))
    assert (of(done, Clock.HANDLING).ended_on, of(done, Clock.HANDLING).used) == (date(2026, 3, 16), 5)
    assert current(done) == of(done, Clock.PAYMENT)


def test_publicity_that_is_cut_short_and_held_again() -> None:
    steps = (
        Moved(Act.ACCEPT, S.ACCEPTED, date(2026, 3, 2)), Moved(Act.REVIEW, S.REVIEWED, date(2026, 3, 2)),
        Moved(Act.PUBLISH, S.PUBLISHED, date(2026, 3, 3), date(2026, 3, 10)),
        Moved(Act.PUBLISH, S.PUBLISHED, date(2026, 3, 5), date(2026, 3, 17)),
    )  # fmt: skip
    found = run(*steps, today=date(2026, 3, 12))
    assert of(found, Clock.PUBLICITY).due_on == date(2026, 3, 17)
    assert of(found, Clock.HANDLING).stopped_on is not None
    rejected = run(*steps, Moved(Act.REJECT, S.REJECTED, date(2026, 3, 12)))
    assert of(rejected, Clock.HANDLING).ended_on == date(2026, 3, 12)
    assert of(rejected, Clock.HANDLING).used == 1
    assert current(rejected) is None


def test_a_case_that_lapses_leaves_no_clock_behind() -> None:
    found = run(
        Moved(Act.SUBMIT, S.SUBMITTED, START),
        Moved(Act.RETURN, S.RETURNED, START),
        Moved(Act.LAPSE, S.WITHDRAWN, date(2026, 4, 1)),
    )
    assert all(stage.ended_on is not None and stage.stopped_on is None for stage in found)


def test_taken_up_anew_after_an_appeal_the_clock_begins_anew() -> None:
    found = run(
        Moved(Act.ACCEPT, S.ACCEPTED, START),
        Moved(Act.REJECT, S.REJECTED, date(2026, 3, 9)),
        Moved(Act.APPEAL, S.APPEALED, date(2026, 3, 10)),
        Moved(Act.OVERTURN, S.ACCEPTED, date(2026, 3, 12)),
    )
    assert of(found, Clock.HANDLING).ended_on == date(2026, 3, 9)
    assert of(found, Clock.HANDLING, 2).due_on == date(2026, 3, 26)


def test_without_a_limit_nothing_is_due() -> None:
    (stage,) = run(Moved(Act.SUBMIT, S.SUBMITTED, START), limits={Clock.ACCEPTANCE: None})
    assert (stage.due_on, stage.due_label, stage.overdue(date(2030, 1, 1))) == (None, "未设时限", False)


GAPS = st.lists(st.integers(0, 40), min_size=1, max_size=6)


@given(GAPS, st.integers(0, 30))
def test_stops_only_ever_move_the_due_day_later_by_what_was_stopped(gaps: list[int], limit: int) -> None:
    """Submitted, returned, corrected again and again: the days that the clock ran add up to the limit."""
    steps, day = [Moved(Act.SUBMIT, S.SUBMITTED, START)], START
    for place, gap in enumerate(gaps):
        day += timedelta(days=gap)
        steps.append(Moved(Act.RETURN, S.RETURNED, day) if place % 2 == 0 else Moved(Act.CORRECT, S.SUBMITTED, day))
    stage = of(stages(steps, {Clock.ACCEPTANCE: limit}, EVERY_WEEKDAY, today=day), Clock.ACCEPTANCE)
    pairs = list(zip(steps, [*steps[1:], None], strict=True))
    ran = [(one, following) for one, following in pairs if one.state is S.SUBMITTED]
    between = EVERY_WEEKDAY.working_days_between
    used = sum(between(one.day, following.day) for one, following in ran if following)
    assert stage.used == used
    if steps[-1].state is S.RETURNED:
        assert (stage.due_on, stage.stopped_on) == (None, day)
        return
    assert stage.due_on is not None
    before = sum(between(one.day, following.day) for one, following in ran[:-1] if following)
    assert before + between(day, stage.due_on) == max(limit, before)
    straight = EVERY_WEEKDAY.working_days_after(START, limit)
    assert isinstance(straight, date)
    assert stage.due_on >= straight or before > limit
    if len(steps) == 1:
        assert stage.due_on == straight


@given(st.dates(date(2024, 1, 1), date(2026, 12, 31)), st.integers(0, 60))
def test_a_due_day_is_known_or_waited_for_and_never_guessed(start: date, limit: int) -> None:
    (stage,) = stages([Moved(Act.SUBMIT, S.SUBMITTED, start)], {Clock.ACCEPTANCE: limit}, calendar(), today=start)
    expected = calendar().working_days_after(start, limit)
    if isinstance(expected, NotPublished):
        assert (stage.due_on, stage.waits_for) == (None, expected.year)
    else:
        assert (stage.due_on, stage.waits_for) == (expected, None)
        assert limit == 0 or calendar().is_working_day(expected) is True


@pytest.mark.parametrize("clock", list(Clock))
def test_every_clock_has_a_word(clock: Clock) -> None:
    assert clock.label
