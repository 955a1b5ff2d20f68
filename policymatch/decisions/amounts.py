"""How much an item is worth to an enterprise: a lower and an upper bound, with how they came about. Decimal 元."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from typing import overload

from policymatch.conditions.rendering import render_value
from policymatch.decisions.decide import decide
from policymatch.decisions.exchange_rates import NO_RATES, ExchangeRates
from policymatch.decisions.testing import Tester
from policymatch.documents.model import CEILING_LABELS, Benefit, BenefitType, Ceiling, CeilingOf, Item
from policymatch.profiles import Column, Profile, Reading
from policymatch.quantities import Money, Period, plain, render_about, render_amount, render_bounded, render_ratio
from policymatch.vocabulary.fields import field as catalogue_field

ZERO, ONE = Decimal(0), Decimal(1)
LOANS = frozenset({BenefitType.LOAN})
"""A loan's ceiling is not money granted."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """Bounds of what is granted, in 元.

    Args:
        low: surely at least this much, once the item is granted; of what is paid for years, one year's.
        high: surely not more, in all years together; None where nothing bounds it.
        basis: how it came about, one Chinese sentence a benefit.
    """

    low: Decimal
    high: Decimal | None
    basis: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The Chinese wording: 100万元, 20万元至50万元, 最高50万元, 不低于5万元, 视情况而定.

        Odd figures are cut to two decimals of 万元, bounds on the safe side, a single figure with 约; the exact ones are
        in ``low`` and ``high``.
        """
        low = render_bounded(self.low, above=False)
        if self.high is None:
            return f"不低于{low}" if self.low else "视情况而定"
        if self.low == self.high:
            return render_about(self.low)
        high = render_bounded(self.high, above=True)
        return f"最高{high}" if self.low == 0 else f"{low}至{high}"


NOTHING = Estimate(ZERO, ZERO)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Of whom and when, and at which rates of exchange."""

    tester: Tester
    rates: ExchangeRates


def estimate_item(
    item: Item, profile: Profile, as_of: date, *, rates: ExchangeRates = NO_RATES, one_year: bool = False, tester: Tester | None = None
) -> Estimate:  # fmt: skip
    """Bound what an item grants: in all years for which it is paid, or in one of them.

    Benefits without a grade of their own are alternatives or parts, the text rarely says which: so the least of them
    bounds from below and their sum from above. Benefits bound to a grade count once the grade is surely held; those that
    are said to come on top add to both bounds.

    Args:
        item: the item.
        profile: what is known of the enterprise.
        as_of: the day for which the answer is given.
        rates: of exchange.
        one_year: whether the amount of one year is wanted of what is paid for several.
        tester: of this profile and day, where several items are bounded; None makes one.
    """
    asked = _Asked(tester or Tester(profile, as_of), rates)
    graded, ungraded, possible, added = [], [], [], ZERO
    for benefit in item.benefits:
        granted = True if benefit.when is None else decide(benefit.when, profile, as_of, tester=asked.tester).truth
        if granted is False or benefit.type in LOANS:
            continue
        paid = replace(benefit, years=None) if one_year and _years(benefit) > 1 else benefit
        estimate = _estimate(paid, asked)
        possible.append(estimate)
        if benefit.adds:
            added += estimate.low if granted else ZERO
        elif benefit.when is None:
            ungraded.append(estimate.low)
        elif granted:
            graded.append(estimate.low)
    if not possible:
        return NOTHING
    low = max([min(ungraded, default=ZERO), *graded]) + added
    highs = [estimate.high for estimate in possible]
    basis = tuple(line for estimate in possible for line in estimate.basis)
    return Estimate(low, None if None in highs else sum((high or ZERO for high in highs), ZERO), basis)


def estimate_benefit(benefit: Benefit, profile: Profile, as_of: date, *, rates: ExchangeRates = NO_RATES) -> Estimate:
    """Bound one benefit, its grade aside.

    The order: the base with its ceiling; each unit with its own; the ceilings of the result as the text lists them; 舍尾;
    the enterprise's ceiling; all years with the ceiling of them together. What is paid for several years is surely paid for
    one, and for all of them at most. Foreign money is converted at the rate of the day; without one nothing bounds it.
    """
    return _estimate(benefit, _Asked(Tester(profile, as_of), rates))


def _estimate(benefit: Benefit, asked: _Asked) -> Estimate:
    rate = ONE if benefit.currency in (None, "CNY") else asked.rates.on(benefit.currency, asked.tester.as_of)
    if rate is None:
        return Estimate(ZERO, None, (f"以{benefit.currency}计，按审核当日牌价折算",))
    low, high, basis = _before_cap(benefit, asked)
    years = _years(benefit)
    for ceiling in benefit.ceilings:
        if ceiling.of not in (CeilingOf.BASE, CeilingOf.UNIT) and (years == 1 or ceiling.of is not CeilingOf.TOTAL):
            low, high, basis = _under(ceiling, low, high, basis, asked)
    low, high = _cut(low * rate, benefit.step), None if high is None else _cut(high * rate, benefit.step)
    if benefit.cap is not None:
        cap = _cut(benefit.cap * rate, None)
        low, high = min(low, cap), cap if high is None else min(high, cap)
        basis += f"，封顶{render_amount(cap)}" if basis else f"最高{render_amount(cap)}"
    if years > 1:
        low, high, basis = _over_years(benefit, low, high, basis, asked, rate)
    if rate != ONE:
        basis += f"，按1{benefit.currency}={plain(rate)}元折算"
    return Estimate(low, high, (basis or "金额由主管部门核定",))


def _years(benefit: Benefit) -> int:
    """For how many years the amount is paid each year; instalments are parts of one amount."""
    return 1 if benefit.instalments else benefit.years or 1


def _over_years(
    benefit: Benefit, low: Decimal, high: Decimal | None, basis: str, asked: _Asked, rate: Decimal
) -> tuple[Decimal, Decimal | None, str]:
    """One year's bounds to those of all years: the first year is sure, the others are not."""
    high = None if high is None else high * _years(benefit)
    basis = f"{basis}，按年计，至多{_years(benefit)}年" if basis else f"至多{_years(benefit)}年"
    for ceiling in benefit.ceilings:
        if ceiling.of is CeilingOf.TOTAL:
            least, most = _limit(ceiling, asked)
            low = min(low, _cut(least * rate, None))
            high = _smaller(high, None if most is None else _cut(most * rate, None))
            basis += f"，{CEILING_LABELS[ceiling.of]}最高{_limit_words(ceiling)}"
    return low, high, basis


def _under(
    ceiling: Ceiling, low: Decimal, high: Decimal | None, basis: str, asked: _Asked
) -> tuple[Decimal, Decimal | None, str]:
    least, most = _limit(ceiling, asked)
    words = f"{CEILING_LABELS[ceiling.of]}最高{_limit_words(ceiling)}"
    return min(low, least), _smaller(high, most), f"{basis}，{words}" if basis else words


def _limit(ceiling: Ceiling, asked: _Asked) -> tuple[Decimal, Decimal | None]:
    """The bounds of a ceiling: a share of an unknown base may be as low as nought."""
    if ceiling.rate is None:
        assert ceiling.amount is not None
        return ceiling.amount, ceiling.amount
    low, high = _column(ceiling.base, ceiling.base_period, asked)
    least, most = ceiling.rate * low, None if high is None else ceiling.rate * high
    return (least, most) if ceiling.amount is None else (min(least, ceiling.amount), _smaller(most, ceiling.amount))


def _limit_words(ceiling: Ceiling) -> str:
    base = catalogue_field(ceiling.base).label if ceiling.base else ceiling.base_label or "核定基数"
    share = f"{base}的{render_ratio(ceiling.rate)}" if ceiling.rate is not None else ""
    return "且不超过".join(filter(None, (share, render_amount(ceiling.amount) if ceiling.amount is not None else "")))


def _smaller(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    """The smaller of two upper bounds; None is no bound."""
    if one is None or other is None:
        return other if one is None else one
    return min(one, other)


def _before_cap(benefit: Benefit, asked: _Asked) -> tuple[Decimal, Decimal | None, str]:
    if benefit.rate is not None:
        return _rated(benefit, benefit.rate, asked)
    if benefit.amount is None:
        return ZERO, None, ""
    if benefit.per is not None:
        return _counted(benefit, benefit.amount, asked)
    return benefit.amount, benefit.amount, f"定额{render_amount(benefit.amount)}"


def _rated(benefit: Benefit, rate: Decimal, asked: _Asked) -> tuple[Decimal, Decimal | None, str]:
    name = catalogue_field(benefit.base).label if benefit.base else benefit.base_label or "核定基数"
    low, high = _base(benefit, asked)
    seen = f"（{name}{_span(benefit.base, low, high)}）" if high is not None else "（基数待核实）"
    low, high = _part(benefit, low), _part(benefit, high)
    return rate * low, None if high is None else rate * high, f"{name}{_part_words(benefit)}×{render_ratio(rate)}{seen}"


def _counted(benefit: Benefit, each: Decimal, asked: _Asked) -> tuple[Decimal, Decimal | None, str]:
    low, high = _base(benefit, asked)
    counted = f"×{_span(benefit.base, low, high)}" if high is not None else f"×{benefit.per}数（待核实）"
    for ceiling in benefit.ceilings:
        if ceiling.of is CeilingOf.UNIT and ceiling.amount is not None:
            each = min(each, ceiling.amount)
    words = f"每{benefit.per}{render_amount(each)}{counted}{_part_words(benefit)}"
    words += f"，人数或数量按“{benefit.counted}”核定" if benefit.counted else ""
    return (
        _stepped(benefit, each, _part(benefit, low)),
        None if high is None else _stepped(benefit, each, _part(benefit, high)),
        words,
    )


def _stepped(benefit: Benefit, each: Decimal, count: Decimal) -> Decimal:
    """What a count gives: by whole steps, from where it begins."""
    start = benefit.starts_at or ZERO
    if count < start:
        return ZERO
    beyond = count - start
    steps = beyond if benefit.every is None else (beyond / benefit.every).to_integral_value(ROUND_FLOOR)
    begun = (each if benefit.first is None else benefit.first) if benefit.starts_at is not None else ZERO
    return begun + each * steps


@overload
def _part(benefit: Benefit, base: Decimal) -> Decimal: ...
@overload
def _part(benefit: Benefit, base: None) -> None: ...
def _part(benefit: Benefit, base: Decimal | None) -> Decimal | None:
    """The part of the base that counts: above one limit, up to another."""
    if base is None:
        return None if benefit.base_upto is None else _part(benefit, benefit.base_upto)
    upto = base if benefit.base_upto is None else min(base, benefit.base_upto)
    return max(ZERO, upto - (benefit.base_over or ZERO))


def _part_words(benefit: Benefit) -> str:
    known = catalogue_field(benefit.base) if benefit.base else None
    parts = (
        (("超过", benefit.base_over), ("至", benefit.base_upto))
        if benefit.base_over
        else (("不超过", benefit.base_upto),)
    )
    said = "".join(
        f"{word}{render_value(known, edge) if known else render_amount(edge)}" for word, edge in parts if edge
    )
    return f"{said}的部分" if said else ""


def _base(benefit: Benefit, asked: _Asked) -> tuple[Decimal, Decimal | None]:
    """The bounds of the base under its own ceilings; a narrower count is bounded from above only."""
    low, high = _column(benefit.base, benefit.base_period, asked)
    for ceiling in benefit.ceilings:
        if ceiling.of is CeilingOf.BASE:
            least, most = _limit(ceiling, asked)
            low, high = min(low, least), _smaller(high, most)
    return ZERO if benefit.counted else low, high


def column_bounds(
    field: str, period: Period | None, profile: Profile, as_of: date, *, rates: ExchangeRates = NO_RATES
) -> tuple[Decimal, Decimal | None]:
    """What a number is at least and at most, never below nought: several where sources disagree, (0, None) where unknown."""
    return _column(field, period, _Asked(Tester(profile, as_of), rates))


def _column(field: str | None, period: Period | None, asked: _Asked) -> tuple[Decimal, Decimal | None]:
    if field is None:
        return ZERO, None
    reading: Reading = asked.tester.read(Column(field, period))
    numbers = [_in_yuan(value, asked) for value in reading.candidates]
    known = [value for value in numbers if value is not None]
    if not known or len(known) != len(numbers):
        return ZERO, None
    return max(ZERO, min(known)), max(ZERO, *known)


def _in_yuan(value: object, asked: _Asked) -> Decimal | None:
    if isinstance(value, Money):
        rate = asked.rates.on(value.currency, asked.tester.as_of)
        return None if rate is None else value.amount * rate
    return value if isinstance(value, Decimal) else None


def rate_terms(
    item: Item, profile: Profile, as_of: date
) -> tuple[Decimal, Decimal, Decimal | None, Decimal | None] | None:
    """Rate, base (least, most) and ceiling of an item that gives a plain share of one known base; None for any other."""
    granted = [one for one in item.benefits if one.when is None or decide(one.when, profile, as_of).truth is not False]
    if len(granted) != 1 or granted[0].rate is None or granted[0].rate > 1 or granted[0].base is None:
        return None
    (one,) = granted
    odd = (one.base_over, one.base_upto, one.every, one.step, one.currency, one.counted, one.per)
    if any(part is not None for part in odd) or one.ceilings or one.rate is None or one.base is None:
        return None
    low, high = column_bounds(one.base, one.base_period, profile, as_of)
    return one.rate, low, high, one.cap


def instalments(total: Decimal, parts: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """A total paid by parts, to the 分: each cut, the last what is left, so that they add up to the total.

    Args:
        total: 元.
        parts: fractions of it; none: one payment.

    Raises:
        ValueError: the fractions do not add up to 1.
    """
    if parts and sum(parts) != 1:
        raise ValueError(f"the parts add up to {sum(parts)}")
    early = [_cut(total * part, None) for part in parts[:-1]]
    return (*early, total - sum(early, ZERO))


def _span(base: str | None, low: Decimal, high: Decimal | None) -> str:
    if base is None or high is None:
        return "待核实"
    known = catalogue_field(base)
    first, last = render_value(known, low), render_value(known, high)
    return first if low == high else f"{first}至{last}"


def _cut(amount: Decimal, step: Decimal | None) -> Decimal:
    """舍尾: cut to a whole multiple of the step; without one to 分."""
    size = step or Decimal("0.01")
    return (amount / size).to_integral_value(rounding=ROUND_FLOOR) * size
