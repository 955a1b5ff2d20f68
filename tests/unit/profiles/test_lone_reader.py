"""The quick reader of lone values says what ``read`` says, or that only ``read`` can tell."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policymatch.profiles import Column, Fact, Origin, Profile, read
from policymatch.profiles.readings import Lone, LoneReader
from policymatch.quantities import Period

DAYS = (date(2024, 6, 1), date(2025, 1, 1), date(2025, 12, 31), date(2026, 3, 1))
PERIODS = (None, "last_year", "2025", "last_2_years", "last_3_years:avg")
origins = st.sampled_from((Origin("甲", "甲局"), Origin("乙", "乙局"), Origin("推断", "", confidence=0.6)))
days = st.none() | st.sampled_from(DAYS)
values = st.sampled_from((Decimal(1), Decimal("1.0"), Decimal(2), None))
years = st.sampled_from((None, 2024, 2025, 2026))
labels = st.sampled_from((None, "展位数", "面积"))


def facts(field: str) -> st.SearchStrategy[list[Fact]]:
    one = st.builds(
        Fact, st.just(field), values, origins, year=years, valid_from=days, valid_to=days, label=labels
    )  # fmt: skip
    return st.lists(one, max_size=3)


@pytest.mark.parametrize("field", ["revenue", "employees", "registered_capital", "declared_number", "dishonest"])
@given(data=st.data(), period=st.sampled_from(PERIODS), as_of=st.sampled_from(DAYS), label=labels)
def test_it_says_what_read_says(field: str, data: st.DataObject, period: str | None, as_of: date, label: str) -> None:
    profile = Profile.of("firm", data.draw(facts(field)))
    column = Column(field, Period.parse(period) if period else None, label)
    reader = LoneReader.of(column, as_of)
    found = Lone.UNREAD if reader is None else reader.value(profile.known(field))
    candidates = read(profile, column, as_of).candidates
    if found is Lone.NOTHING:
        assert candidates == ()
    elif found is not Lone.UNREAD:
        assert candidates == (found,)


def test_common_columns_are_read_quickly() -> None:
    origin = Origin("甲", "甲局")
    annual = LoneReader.of(Column("revenue", Period.parse("last_year")), DAYS[-1])
    state = LoneReader.of(Column("registered_region"), DAYS[-1])
    assert annual is not None
    assert state is not None
    figures = tuple(Fact("revenue", Decimal(year), origin, year=year) for year in (2024, 2025))
    assert annual.value(figures) == 2025
    assert state.value((Fact("registered_region", "440115", origin),)) == "440115"
    assert state.value((Fact("registered_region", "440115", origin, valid_to=DAYS[0]),)) is Lone.NOTHING
