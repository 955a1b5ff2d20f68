"""How much an item is worth to an enterprise: a lower and an upper bound, with how they came about. Decimal 元."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal

from policymatch.conditions.rendering import render_value
from policymatch.decisions.decide import decide
from policymatch.documents.model import Benefit, BenefitType, Item
from policymatch.profiles import Column, Profile, Reading, read
from policymatch.quantities import render_amount, render_ratio
from policymatch.vocabulary.fields import field as catalogue_field

ZERO = Decimal(0)
LOANS = frozenset({BenefitType.LOAN})
"""A loan's ceiling is not money granted."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """Bounds of what is granted, in 元.

    Args:
        low: surely at least this much, once the item is granted.
        high: surely not more; None where nothing bounds it.
        basis: how it came about, one Chinese sentence a benefit.
    """

    low: Decimal
    high: Decimal | None
    basis: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The Chinese wording: 100万元, 20万元至50万元, 最高50万元, 不低于5万元, 视情况而定."""
        if self.high is None:
            return f"不低于{render_amount(self.low)}" if self.low else "视情况而定"
        if self.low == self.high:
            return render_amount(self.low)
        if self.low == 0:
            return f"最高{render_amount(self.high)}"
        return f"{render_amount(self.low)}至{render_amount(self.high)}"


NOTHING = Estimate(ZERO, ZERO)


def estimate_item(item: Item, profile: Profile, as_of: date) -> Estimate:
    """Bound what an item grants.

    Benefits without a grade of their own are alternatives or parts, the text rarely says which: so the least of them
    bounds from below and their sum from above. Benefits bound to a grade count once the grade is surely held.
    """
    graded, ungraded, possible = [], [], []
    for benefit in item.benefits:
        granted = True if benefit.when is None else decide(benefit.when, profile, as_of).truth
        estimate = estimate_benefit(benefit, profile, as_of)
        if granted is False or benefit.type in LOANS:
            continue
        possible.append(estimate)
        if benefit.when is None:
            ungraded.append(estimate.low)
        elif granted:
            graded.append(estimate.low)
    if not possible:
        return NOTHING
    low = max([min(ungraded, default=ZERO), *graded])
    highs = [estimate.high for estimate in possible]
    basis = tuple(line for estimate in possible for line in estimate.basis)
    return Estimate(low, None if None in highs else sum((high or ZERO for high in highs), ZERO), basis)


def estimate_benefit(benefit: Benefit, profile: Profile, as_of: date) -> Estimate:
    """Bound one benefit, its grade aside."""
    if benefit.currency not in (None, "CNY"):
        return Estimate(ZERO, None, (f"以{benefit.currency}计，按审核当日牌价折算",))
    low, high, basis = _before_cap(benefit, profile, as_of)
    cap = benefit.cap
    low, high = _cut(low, benefit.step), None if high is None else _cut(high, benefit.step)
    if cap is not None:
        low, high = min(low, cap), cap if high is None else min(high, cap)
        basis += f"，封顶{render_amount(cap)}" if basis else f"最高{render_amount(cap)}"
    return Estimate(low, high, (basis or "金额由主管部门核定",))


def _before_cap(benefit: Benefit, profile: Profile, as_of: date) -> tuple[Decimal, Decimal | None, str]:
    if benefit.rate is not None:
        return _rated(benefit, benefit.rate, profile, as_of)
    if benefit.amount is None:
        return ZERO, None, ""
    if benefit.per is not None:
        return _counted(benefit, benefit.amount, profile, as_of)
    return benefit.amount, benefit.amount, f"定额{render_amount(benefit.amount)}"


def _rated(benefit: Benefit, rate: Decimal, profile: Profile, as_of: date) -> tuple[Decimal, Decimal | None, str]:
    name = catalogue_field(benefit.base).label if benefit.base else benefit.base_label or "核定基数"
    low, high = _base(benefit, profile, as_of)
    over = benefit.base_over or ZERO
    part = f"超过{render_amount(over)}的部分" if over else ""
    seen = f"（{name}{_span(benefit.base, low, high)}）" if high is not None else "（基数待核实）"
    low, high = max(ZERO, low - over), None if high is None else max(ZERO, high - over)
    return rate * low, None if high is None else rate * high, f"{name}{part}×{render_ratio(rate)}{seen}"


def _counted(benefit: Benefit, each: Decimal, profile: Profile, as_of: date) -> tuple[Decimal, Decimal | None, str]:
    low, high = _base(benefit, profile, as_of)
    counted = f"×{_span(benefit.base, low, high)}" if high is not None else f"×{benefit.per}数（待核实）"
    return each * low, None if high is None else each * high, f"每{benefit.per}{render_amount(each)}{counted}"


def _base(benefit: Benefit, profile: Profile, as_of: date) -> tuple[Decimal, Decimal | None]:
    """The bounds of the base: several where sources disagree, none where unknown."""
    if benefit.base is None:
        return ZERO, None
    reading: Reading = read(profile, Column(benefit.base, benefit.base_period), as_of)
    numbers = [value for value in reading.candidates if isinstance(value, Decimal)]
    if not numbers or len(numbers) != len(reading.candidates):
        return ZERO, None
    return max(ZERO, min(numbers)), max(ZERO, *numbers) if len(numbers) > 1 else max(ZERO, numbers[0])


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
