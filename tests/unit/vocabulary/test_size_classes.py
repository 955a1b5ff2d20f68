from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policymatch.vocabulary import industries
from policymatch.vocabulary.size_classes import Metric, Size, measure, rows_of, size_class


def test_the_measure_has_sixteen_industries():
    assert len(measure()) == 16
    assert all(code in industries.all_industries() for row in measure() for code in row.codes)


def test_bounds_fall_from_large_to_small():
    for row in measure():
        for _, (large, medium, small) in row.bounds:
            assert large > medium > small > 0


@pytest.mark.parametrize(
    ("industry", "employees", "revenue", "expected"),
    [
        ("C", 1000, 300_000_000, Size.MEDIUM),  # people of a large one, money of a medium one
        ("C", 1000, 400_000_000, Size.LARGE),
        ("C", 1500, 2_000_000, Size.MICRO),
        ("C", 20, 2_990_000, Size.MICRO),
        ("C", 20, 3_000_000, Size.SMALL),
        ("C", 19, 3_000_000, Size.MICRO),
        ("I65", 99, 10_000_000, Size.SMALL),
        ("I65", 100, 10_000_000, Size.MEDIUM),
        ("I65", 100, Decimal("9999999.99"), Size.SMALL),
        ("F51", 200, 400_000_000, Size.LARGE),
    ],
)
def test_all_figures_known(industry, employees, revenue, expected):
    assert size_class(industry, employees=employees, revenue=revenue).certain is expected


def test_one_figure_in_the_micro_band_settles_it():
    assert size_class("C", employees=10).certain is Size.MICRO
    reading = size_class("C", employees=500)
    assert reading.certain is None
    assert reading.classes == (Size.MEDIUM, Size.SMALL, Size.MICRO)
    assert reading.missing == (Metric.REVENUE,)


@pytest.mark.parametrize("industry", ["J66", "P", "Q84", "G53", "K704", "S"])
def test_industries_that_the_measure_does_not_cover(industry):
    reading = size_class(industry, employees=5, revenue=5, assets=5)
    assert not reading.covered
    assert reading.certain is None


@pytest.mark.parametrize(
    ("industry", "names"),
    [
        ("G591", ["交通运输业"]),
        ("G592", ["仓储业"]),
        ("G54", ["交通运输业"]),
        ("K7010", ["房地产开发经营"]),
        ("K703", ["其他未列明行业"]),
        ("工业", ["工业"]),
        ("H", ["住宿业", "餐饮业"]),
    ],
)
def test_rows_by_industry(industry, names):
    assert [row.name for row in rows_of(industry)] == names


def test_an_unknown_industry_leaves_every_row_open():
    assert len(size_class(None, employees=100).rows) == 16
    assert size_class("没有的行业").classes == tuple(Size)


def literal(row, figures):
    """The measure read word by word: a grade needs all lower bounds, else one down; micro needs one figure below."""
    if any(figures[metric] < bounds[2] for metric, bounds in row.bounds):
        return Size.MICRO
    for grade, size in enumerate((Size.LARGE, Size.MEDIUM, Size.SMALL)):
        if all(figures[metric] >= bounds[grade] for metric, bounds in row.bounds):
            return size
    return Size.MICRO


def levels_of(row, metric):
    """A value in each band of a figure, at and around its bounds."""
    bounds = dict(row.bounds).get(metric, (Decimal(1),))
    return [Decimal(0), *(bound + step for bound in bounds for step in (-1, 0, 1)), bounds[0] * 100]


@given(st.data())
def test_equals_every_completion_of_the_unknown(data):
    row = data.draw(st.sampled_from(measure()))
    known = {metric: data.draw(st.one_of(st.none(), st.sampled_from(levels_of(row, metric)))) for metric in Metric}
    reading = size_class(
        row.codes[0], employees=known[Metric.EMPLOYEES], revenue=known[Metric.REVENUE], assets=known[Metric.ASSETS]
    )
    asked = [metric for metric, _ in row.bounds]
    completions = [{}]
    for metric in asked:
        values = levels_of(row, metric) if known[metric] is None else [known[metric]]
        completions = [{**one, metric: value} for one in completions for value in values]
    assert set(reading.classes) == {literal(row, one) for one in completions}
