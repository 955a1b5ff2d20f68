"""How much: exact where all is known, bounded where not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policymatch.conditions import read_node
from policymatch.decisions.amounts import estimate_benefit, estimate_item
from policymatch.documents import Benefit, BenefitType, Item
from policymatch.profiles import Fact, Origin, Profile
from policymatch.quantities import Period

AS_OF = date(2026, 6, 30)
ORIGIN = Origin("test", "测试局")
LUMP, RATE, PER = BenefitType.LUMP_SUM, BenefitType.RATE, BenefitType.PER_UNIT


def profile(**facts: Any) -> Profile:
    return Profile.of("x", [Fact(field, value, ORIGIN, year=2025) for field, value in facts.items()])


def bounds(benefit: Benefit, **facts: Any) -> tuple[Decimal, Decimal | None]:
    found = estimate_benefit(benefit, profile(**facts), AS_OF)
    return found.low, found.high


def test_a_fixed_sum() -> None:
    assert bounds(Benefit(LUMP, amount=Decimal(200000))) == (200000, 200000)


def test_a_ceiling_alone_bounds_from_above() -> None:
    assert bounds(Benefit(LUMP, cap=Decimal(1000000))) == (0, 1000000)


@pytest.mark.parametrize(("revenue", "paid"), [("999999.90", "99999.99"), ("1000000", "100000"), ("1000001", "100000")])
def test_a_share_below_at_and_above_its_ceiling(revenue: str, paid: str) -> None:
    share = Benefit(RATE, rate=Decimal("0.1"), cap=Decimal(100000), base="revenue")
    assert bounds(share, revenue=Decimal(revenue)) == (Decimal(paid), Decimal(paid))


@pytest.mark.parametrize(("heads", "paid"), [(61, 4880000), (62, 4960000), (63, 5000000)])
def test_money_a_head_up_to_a_ceiling(heads: int, paid: int) -> None:
    talent = Benefit(PER, amount=Decimal(80000), per="人", cap=Decimal(5000000), base="employees")
    assert bounds(talent, employees=Decimal(heads)) == (paid, paid)


def test_the_part_above_a_base_and_nothing_below_it() -> None:
    over = Benefit(RATE, rate=Decimal("0.95"), base="local_contribution", base_over=Decimal(100))
    assert bounds(over, local_contribution=Decimal(300)) == (190, 190)
    assert bounds(over, local_contribution=Decimal(-5)) == (0, 0)


def test_amounts_are_cut_to_whole_steps() -> None:
    cut = Benefit(RATE, rate=Decimal(1), base="revenue", step=Decimal(10000))
    assert bounds(cut, revenue=Decimal(12345678)) == (12340000, 12340000)


def test_an_unknown_base_leaves_the_ceiling_or_nothing() -> None:
    share = Benefit(RATE, rate=Decimal("0.1"), base="revenue")
    assert bounds(share) == (0, None)
    assert bounds(Benefit(RATE, rate=Decimal("0.1"), cap=Decimal(5), base="revenue")) == (0, 5)
    assert bounds(Benefit(RATE, rate=Decimal("0.1"), base_label="设备投资额")) == (0, None)


def test_the_base_is_read_in_its_own_period() -> None:
    hires = Benefit(PER, amount=Decimal(1500), per="人", base="new_hires", base_period=Period.parse("this_year"))
    this_year = Profile.of(
        "x", [Fact("new_hires", Decimal(2), ORIGIN, year=2026), Fact("new_hires", Decimal(9), ORIGIN, year=2025)]
    )
    assert estimate_benefit(hires, this_year, AS_OF).low == 3000


def test_foreign_money_is_not_guessed() -> None:
    assert bounds(Benefit(LUMP, amount=Decimal(100), currency="USD")) == (0, None)


def test_sources_that_disagree_give_both_ends() -> None:
    share = Benefit(RATE, rate=Decimal("0.1"), base="revenue")
    two = Profile.of("x", [Fact("revenue", Decimal(value), ORIGIN, year=2025) for value in (100, 300)])
    found = estimate_benefit(share, two, AS_OF)
    assert (found.low, found.high) == (10, 30)


def grade(level: str, amount: int) -> Benefit:
    when = read_node({"field": "qualification", "op": "has_any", "value": [level]})
    return Benefit(LUMP, amount=Decimal(amount), when=when)


def held(*names: str | None) -> Profile:
    return Profile.of("x", [Fact("qualification", name, ORIGIN) for name in names])


def test_grades_count_once_they_are_surely_held() -> None:
    item = Item("1", "平台奖励", benefits=(grade("国家级企业技术中心", 1000000), grade("市级众创空间", 500000)))
    one = estimate_item(item, held("市级众创空间", None), AS_OF)
    assert (one.low, one.high) == (500000, 500000)
    none = estimate_item(item, held(None), AS_OF)
    assert (none.low, none.high) == (0, 0)
    unknown = estimate_item(item, Profile("x"), AS_OF)
    assert (unknown.low, unknown.high) == (0, 1500000)


def test_a_loan_is_no_money_granted() -> None:
    item = Item("1", "贷款", benefits=(Benefit(BenefitType.LOAN, cap=Decimal(3000000)),))
    assert estimate_item(item, Profile("x"), AS_OF).high == 0


amounts = st.integers(0, 10**8).map(Decimal)
benefits = st.builds(
    Benefit, st.sampled_from((RATE, PER)), amount=amounts, rate=st.one_of(st.none(), st.decimals("0", "1", places=2)),
    cap=st.one_of(st.none(), amounts), per=st.just("人"), base=st.just("employees"), base_over=st.one_of(st.none(), amounts),
    step=st.one_of(st.none(), st.just(Decimal(10000))),
)  # fmt: skip


@given(benefits, st.integers(-5, 10**6))
def test_the_true_amount_lies_within_the_bounds_for_every_completion(benefit: Benefit, count: int) -> None:
    low, high = bounds(benefit)
    true_low, true_high = bounds(benefit, employees=Decimal(count))
    assert true_low == true_high
    assert low <= true_low
    assert high is None or true_high <= high


@given(st.integers(-5, 1000), st.integers(-5, 1000), benefits)
def test_more_of_the_base_never_grants_less(one: int, other: int, benefit: Benefit) -> None:
    less, more = sorted((one, other))
    assert bounds(benefit, employees=Decimal(less))[0] <= bounds(benefit, employees=Decimal(more))[0]
