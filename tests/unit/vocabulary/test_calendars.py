from __future__ import annotations

from datetime import date

import pytest

from policymatch.errors import UnreadableFileError
from policymatch.vocabulary.calendars import NotPublished, calendar, calendar_from, is_working_day, working_days_after


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 2, 14), True),
        (date(2026, 2, 16), False),
        (date(2026, 3, 7), False),
        (date(2026, 3, 9), True),
        (date(2025, 10, 8), False),
        (date(2025, 9, 28), True),
        (date(2024, 2, 18), True),
        (date(2024, 5, 3), False),
    ],
)
def test_announced_days(day, worked):
    assert is_working_day(day) is worked


def test_announced_days_say_what_the_week_does_not():
    assert all(day.weekday() < 5 for day in calendar().off)
    assert all(day.weekday() >= 5 for day in calendar().work)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 2, 13), 2, date(2026, 2, 24)),
        (date(2026, 3, 2), 5, date(2026, 3, 9)),
        (date(2026, 3, 2), 0, date(2026, 3, 2)),
        (date(2025, 12, 31), 1, date(2026, 1, 4)),
    ],
)
def test_time_limits(start, count, end):
    assert working_days_after(start, count) == end
    if count:
        assert calendar().working_days_between(start, end) == count


def test_days_not_yet_announced_have_no_answer():
    assert is_working_day(date(2027, 1, 1)) == NotPublished(2027)
    assert working_days_after(date(2026, 12, 28), 20) == NotPublished(2027)
    assert working_days_after(date(2026, 12, 28), 2) == date(2026, 12, 30)
    assert "2027年" in str(NotPublished(2027))


def test_negative_limits_are_refused():
    with pytest.raises(ValueError, match="-1"):
        working_days_after(date(2026, 3, 2), -1)


def test_a_year_announced_since_comes_from_a_file(tmp_path):
    path = tmp_path / "2027.yaml"
    path.write_text("2027:\n  holidays: [01-01]\n  workdays: [01-02]\n", encoding="utf-8")
    later = calendar_from(path)
    assert later.is_working_day(date(2027, 1, 1)) is False
    assert later.is_working_day(date(2027, 1, 2)) is True
    assert later.is_working_day(date(2026, 2, 14)) is True


@pytest.mark.parametrize("text", ["- a\n", "2027: {holidays: [13-45], workdays: []}\n", "2027: {}\n", "{"])
def test_a_broken_file_is_refused(tmp_path, text):
    path = tmp_path / "2027.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="节假日"):
        calendar_from(path)
