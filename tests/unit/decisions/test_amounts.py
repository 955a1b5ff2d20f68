"""How much: exact where all is known, bounded where not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policymatch.conditions import read_node
from policymatch.decisions.amounts import estimate_benefit, estimate_item, instalments, rate_terms
from policymatch.decisions.exchange_rates import ExchangeRates, read_rates
from policymatch.documents import Benefit, BenefitType, Item, read_document, write_document
from policymatch.documents.model import Ceiling, CeilingOf
from policymatch.errors import DocumentError, InvalidInputError
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
    step=st.one_of(st.none(), st.just(Decimal(10000))), base_upto=st.one_of(st.none(), amounts), first=st.one_of(st.none(), amounts),
    every=st.sampled_from((None, Decimal(7), Decimal(30))), starts_at=st.sampled_from((None, Decimal(3), Decimal(30))),
    ceilings=st.lists(
        st.builds(Ceiling, st.sampled_from(CeilingOf), amount=amounts, rate=st.sampled_from((None, Decimal("0.5"))), base=st.just("revenue")),
        max_size=3,
    ).map(tuple),
)  # fmt: skip


@given(benefits, st.integers(-5, 10**6), st.integers(-5, 10**7), st.booleans())
def test_the_true_amount_lies_within_the_bounds_for_every_completion(
    benefit: Benefit, count: int, revenue: int, known: bool
) -> None:
    """Whatever is unknown, and whatever it turns out to be: the base, the base of a ceiling, or both."""
    facts = {"employees": Decimal(count), "revenue": Decimal(revenue)}
    low, high = bounds(benefit, **({"revenue": facts["revenue"]} if known else {}))
    true_low, true_high = bounds(benefit, **facts)
    assert true_low == true_high
    assert 0 <= low <= true_low
    assert high is None or true_high <= high


@given(st.integers(-5, 1000), st.integers(-5, 1000), benefits)
def test_more_of_the_base_never_grants_less(one: int, other: int, benefit: Benefit) -> None:
    less, more = sorted((one, other))
    assert bounds(benefit, employees=Decimal(less))[0] <= bounds(benefit, employees=Decimal(more))[0]


@pytest.mark.parametrize(("pieces", "paid"), [(29, 0), (30, 30000), (59, 30000), (60, 60000), (89, 60000), (90, 90000)])
def test_steps_of_thirty_pieces(pieces: int, paid: int) -> None:
    """30件以上给予3万元，按等增级数，每增加30件增加3万元."""
    steps = Benefit(
        PER, amount=Decimal(30000), per="件", every=Decimal(30), starts_at=Decimal(30), base="invention_patents"
    )
    assert bounds(steps, invention_patents=Decimal(pieces)) == (paid, paid)


@pytest.mark.parametrize(("heads", "paid"), [(2, 4000), (3, 6000), (4, 9000), (5, 12000)])
def test_the_fourth_on_is_worth_more(heads: int, paid: int) -> None:
    """招用3人以下的部分每人2000元，第4人起每人3000元."""
    up_to = Benefit(PER, amount=Decimal(2000), per="人", base="new_hires", base_upto=Decimal(3), adds=True)
    beyond = Benefit(PER, amount=Decimal(3000), per="人", base="new_hires", base_over=Decimal(3), adds=True)
    found = estimate_item(Item("1", "补贴", benefits=(up_to, beyond)), profile(new_hires=Decimal(heads)), AS_OF)
    assert (found.low, found.high) == (paid, paid)


def test_a_ladder_of_rates_adds_up() -> None:
    """500万元以下的部分5%，500万元至1000万元的部分8%."""
    low = Benefit(RATE, rate=Decimal("0.05"), base="rd_expense", base_upto=Decimal(5000000), adds=True)
    high = Benefit(
        RATE,
        rate=Decimal("0.08"),
        base="rd_expense",
        base_over=Decimal(5000000),
        base_upto=Decimal(10000000),
        adds=True,
    )
    item = Item("1", "补助", benefits=(low, high))
    found = estimate_item(item, profile(rd_expense=Decimal(7000000)), AS_OF)
    assert (found.low, found.high) == (410000, 410000)
    assert estimate_item(item, Profile("x"), AS_OF).high == 650000, "an unknown base is bounded by its ladder"


def test_a_count_of_its_own_definition_is_bounded_from_above_only() -> None:
    heads = Benefit(PER, amount=Decimal(80000), per="人", base="employees", counted="年末在岗的全职博士")
    found = estimate_benefit(heads, profile(employees=Decimal(10)), AS_OF)
    assert (found.low, found.high) == (0, 800000)
    assert "年末在岗的全职博士" in found.basis[0]


def ceilings(*listed: Ceiling, **more: Any) -> Benefit:
    return Benefit(RATE, rate=Decimal("0.5"), base="contract_amount", ceilings=listed, **more)


def test_a_ceiling_of_the_base_and_one_of_the_result_are_two() -> None:
    """按不超过100万元的合同额的50%; 按合同额的50%，最高100万元."""
    base, item = Ceiling(CeilingOf.BASE, Decimal(1000000)), Ceiling(CeilingOf.ITEM, Decimal(1000000))
    assert bounds(ceilings(base), contract_amount=Decimal(3000000)) == (500000, 500000)
    assert bounds(ceilings(item), contract_amount=Decimal(3000000)) == (1000000, 1000000)
    assert bounds(ceilings(base)) == (0, 500000)


def test_the_lowest_of_several_ceilings_holds() -> None:
    several = ceilings(
        Ceiling(CeilingOf.ITEM, Decimal(400000)), Ceiling(CeilingOf.YEAR, Decimal(300000)),
        Ceiling(CeilingOf.TOTAL, rate=Decimal("0.2"), base="fixed_investment"), cap=Decimal(350000),
    )  # fmt: skip
    facts = {"contract_amount": Decimal(1000000)}
    assert bounds(several, **facts, fixed_investment=Decimal(1000000)) == (200000, 200000)
    assert bounds(several, **facts, fixed_investment=Decimal(9000000)) == (300000, 300000)
    assert bounds(several, **facts) == (0, 300000), "of an unknown investment no share is sure"


def test_what_is_paid_each_year_is_sure_for_one_and_possible_for_all() -> None:
    """补贴期限不超过3年，每年最高50万元; 累计不超过100万元."""
    rent = Benefit(BenefitType.RENT, rate=Decimal("0.3"), base="rent_paid", cap=Decimal(500000), years=3)
    assert bounds(rent, rent_paid=Decimal(1000000)) == (300000, 900000)
    assert bounds(rent, rent_paid=Decimal(9000000)) == (500000, 1500000)
    assert bounds(rent) == (0, 1500000)
    total = replace(rent, ceilings=(Ceiling(CeilingOf.TOTAL, Decimal(800000)),))
    assert bounds(total, rent_paid=Decimal(1000000)) == (300000, 800000)
    found = estimate_benefit(total, profile(rent_paid=Decimal(1000000)), AS_OF)
    assert found.basis[0].endswith("封顶50万元，按年计，至多3年，累计最高80万元")
    small = replace(rent, ceilings=(Ceiling(CeilingOf.TOTAL, Decimal(200000)),))
    assert bounds(small, rent_paid=Decimal(1000000)) == (200000, 200000), (
        "even the first year ends at the ceiling of all"
    )


def test_instalments_are_parts_of_one_amount() -> None:
    """给予100万元，分两年按50%、50%拨付."""
    parts = (Decimal("0.5"), Decimal("0.5"))
    assert bounds(Benefit(LUMP, amount=Decimal(1000000), years=2, instalments=parts)) == (1000000, 1000000)


def test_one_year_of_an_item() -> None:
    item = Item("1", "x", benefits=(Benefit(LUMP, amount=Decimal(100000), years=3),))
    whole, one = (estimate_item(item, Profile("x"), AS_OF, one_year=flag) for flag in (False, True))
    assert (whole.low, whole.high) == (100000, 300000)
    assert (one.low, one.high) == (100000, 100000)


@given(st.integers(1, 10**9), st.integers(1, 6), st.integers(0, 10**9), st.integers(1, 10**9))
def test_however_many_years_come_the_sum_lies_within(rent: int, years: int, cap: int, total: int) -> None:
    benefit = Benefit(
        RATE, rate=Decimal("0.3"), base="rent_paid", cap=Decimal(cap), years=years,
        ceilings=(Ceiling(CeilingOf.TOTAL, Decimal(total)),),
    )  # fmt: skip
    found = estimate_benefit(benefit, profile(rent_paid=Decimal(rent)), AS_OF)
    each = min(Decimal(rent) * 3 / 10, Decimal(cap))
    assert found.high is not None
    for paid in range(1, years + 1):
        assert found.low <= min(each * paid, Decimal(total)) <= found.high


def test_money_a_head_has_a_ceiling_a_head() -> None:
    heads = Benefit(
        PER, amount=Decimal(90000), per="人", base="employees", ceilings=(Ceiling(CeilingOf.UNIT, Decimal(80000)),)
    )
    assert bounds(heads, employees=Decimal(2)) == (160000, 160000)


def test_foreign_money_at_the_rate_of_its_day(tmp_path: Path) -> None:
    path = tmp_path / "rates.csv"
    path.write_text("currency,date,rate\nUSD,2026-06-29,7.1\nUSD,2026-05-01,7.3\n", encoding="utf-8")
    rates = read_rates(path)
    prize = Benefit(LUMP, amount=Decimal("1000.01"), currency="USD", cap=Decimal(2000))
    assert estimate_benefit(prize, Profile("x"), AS_OF, rates=rates).low == Decimal("7100.07")
    stale = estimate_benefit(prize, Profile("x"), date(2026, 5, 20), rates=rates)
    assert (stale.low, stale.high) == (0, None), "no rate of nineteen days ago"
    assert ExchangeRates().on("USD", AS_OF) is None


def test_a_broken_line_of_rates_is_named(tmp_path: Path) -> None:
    path = tmp_path / "rates.csv"
    path.write_text("currency,date,rate\nUSD,2026-06-29,零\n", encoding="utf-8")
    with pytest.raises(InvalidInputError, match="第2行"):
        read_rates(path)


@given(
    st.integers(0, 10**12),
    st.sampled_from((("0.5", "0.5"), ("0.4", "0.3", "0.3"), ("0.333", "0.333", "0.334"), ("1",), ())),
)
def test_instalments_add_up_to_the_fen(fen: int, parts: tuple[str, ...]) -> None:
    total = Decimal(fen) / 100
    paid = instalments(total, tuple(map(Decimal, parts)))
    assert sum(paid) == total
    assert all(part == part.quantize(Decimal("0.01")) for part in paid)
    assert len(paid) == max(1, len(parts))


def test_instalments_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="add up"):
        instalments(Decimal(100), (Decimal("0.5"),))


def test_only_a_plain_share_has_terms() -> None:
    share = Benefit(RATE, rate=Decimal("0.5"), base="contract_amount", cap=Decimal(10))
    known = profile(contract_amount=Decimal(100))
    assert rate_terms(Item("1", "x", benefits=(share,)), known, AS_OF) == (Decimal("0.5"), 100, 100, 10)
    assert rate_terms(Item("1", "x", benefits=(share, share)), known, AS_OF) is None
    assert rate_terms(Item("1", "x", benefits=(ceilings(Ceiling(CeilingOf.YEAR, Decimal(5))),)), known, AS_OF) is None


def test_the_new_keys_go_there_and_back() -> None:
    benefit = {
        "type": "per_unit", "amount": 30000, "per": "件", "every": 30, "starts_at": 30, "first": 20000, "counted": "授权发明专利", "adds": True,
        "base_upto": 900, "ceilings": [{"of": "year", "amount": 500000}, {"of": "total", "rate": 0.75, "base": "fixed_investment"}],
    }  # fmt: skip
    document = read_document({"id": "p", "items": [{"id": "1", "name": "x", "benefits": [benefit]}]})
    written = write_document(document)["items"][0]["benefits"][0]
    assert {key: written[key] for key in benefit} == benefit
    assert read_document(write_document(document)) == document


@pytest.mark.parametrize(
    "wrong", [{"every": 0}, {"ceilings": [{"of": "year"}]}, {"ceilings": [{"of": "moon", "amount": 1}]}]
)
def test_a_broken_key_names_its_place(wrong: dict[str, Any]) -> None:
    with pytest.raises(DocumentError, match="benefits"):
        read_document({"items": [{"benefits": [{"type": "per_unit", **wrong}]}]})
