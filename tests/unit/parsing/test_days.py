from __future__ import annotations

from datetime import date

import pytest

from policymatch.parsing.text.days import find_days, last_day_of, small_number


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2023年3月1日", date(2023, 3, 1)),
        ("2023 年 3 月 1 日", date(2023, 3, 1)),
        ("2023-03-01", date(2023, 3, 1)),
        ("2023/3/1", date(2023, 3, 1)),
        ("2023.3.1", date(2023, 3, 1)),
        ("二〇二三年十二月三十一日", date(2023, 12, 31)),
        ("二○一九年十月九日", date(2019, 10, 9)),
        ("二00八年三月五日", date(2008, 3, 5)),
        ("二OO九年十一月一日", date(2009, 11, 1)),
        ("２０２３年３月１日", date(2023, 3, 1)),
    ],
)
def test_reads_a_day(words: str, day: date) -> None:
    assert [found.day for found in find_days(f"自{words}起施行")] == [day]


@pytest.mark.parametrize("words", ["2023年3月", "2023年13月1日", "2023年2月30日", "第3.1.2条", "电话020-3901-3010"])
def test_reads_no_day_where_there_is_none(words: str) -> None:
    assert not [*find_days(words)]


def test_days_keep_their_place() -> None:
    text = "从2021年1月1日起至2023年12月31日止"
    assert [found.span.of(text) for found in find_days(text)] == ["2021年1月1日", "2023年12月31日"]


@pytest.mark.parametrize(
    ("first", "years", "last"),
    [
        (date(2017, 1, 1), 5, date(2021, 12, 31)),
        (date(2023, 2, 8), 3, date(2026, 2, 7)),
        (date(2024, 2, 29), 1, date(2025, 2, 28)),
    ],
)
def test_last_day_of_a_term(first: date, years: int, last: date) -> None:
    assert last_day_of(first, years=years) == last


@pytest.mark.parametrize(
    ("words", "number"), [("十", 10), ("二十", 20), ("三十一", 31), ("两", 2), ("12", 12), ("百", None)]
)
def test_small_numbers(words: str, number: int | None) -> None:
    assert small_number(words) == number
