"""A policy document (政策文件) and its items (政策事项), as the engine holds them; frozen values, no I/O."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from policymatch.conditions import ALWAYS, Node
from policymatch.documents.stacking import StackingRule
from policymatch.quantities import Period
from policymatch.spans import SourceRef


class BenefitType(StrEnum):
    """What kind of support is granted."""

    LUMP_SUM = "lump_sum"
    RATE = "rate"
    PER_UNIT = "per_unit"
    TAX = "tax"
    INTEREST = "interest"
    LOAN = "loan"
    RENT = "rent"
    SERVICE = "service"
    OTHER = "other"


BENEFIT_LABELS = {
    BenefitType.LUMP_SUM: "定额",
    BenefitType.RATE: "按比例",
    BenefitType.PER_UNIT: "按单位",
    BenefitType.TAX: "税收优惠",
    BenefitType.INTEREST: "贴息",
    BenefitType.LOAN: "贷款担保",
    BenefitType.RENT: "租金",
    BenefitType.SERVICE: "服务",
    BenefitType.OTHER: "其他",
}


class CeilingOf(StrEnum):
    """What a ceiling limits: the base of a rate, each unit, the item, a year, all years together."""

    BASE = "base"
    UNIT = "unit"
    ITEM = "item"
    YEAR = "year"
    TOTAL = "total"


CEILING_LABELS = {
    CeilingOf.BASE: "基数", CeilingOf.UNIT: "每单位", CeilingOf.ITEM: "单项", CeilingOf.YEAR: "每年", CeilingOf.TOTAL: "累计",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ceiling:
    """One of several ceilings of a benefit.

    Args:
        of: what it limits.
        amount: 元; None where it is a share alone.
        rate: a fraction of ``base``; None where it is an amount alone.
        base: field id of what the fraction is taken of; None: not a known field.
        base_period: the period of the base.
        base_label: the Chinese name of the base where no field holds it.
    """

    of: CeilingOf
    amount: Decimal | None = None
    rate: Decimal | None = None
    base: str | None = None
    base_period: Period | None = None
    base_label: str | None = None


@dataclass(frozen=True, slots=True)
class Benefit:
    """One amount that an item grants.

    Args:
        type: the kind of support.
        amount: 元 for the whole or, with ``per``, for one unit; None where none is stated.
        rate: fraction of the base; None where none is stated.
        cap: ceiling in 元 for one enterprise (a year, where ``years`` is given); None where none is stated.
        per: the unit counted (人, 件, 平方米); None for a sum.
        when: the grade it is bound to (国家级→100万): granted only where this holds; None: always.
        base: field id of what a rate is taken of, or of the count of units; None: not a known field.
        base_period: the period of the base; None: the newest known.
        base_label: the Chinese name of the base where no field holds it.
        base_over: the part of the base (or of the count) above this is what counts (超基数部分); None: the whole base.
        base_upto: the part of the base (or of the count) up to this is what counts; None: all above ``base_over``.
        every: units that make one step (按等增级数, 每增加30件); only whole steps count; None: each unit counts.
        starts_at: the count from which it is given at all (30件以上); None: from the first unit.
        first: what is given at ``starts_at``, the steps beyond it adding ``amount`` each; None: ``amount``.
        counted: who counts, in words, where that is narrower than the field (年末在岗全职人数): the field then bounds from
            above only; None: the field's own meaning.
        adds: whether it comes on top of the item's other benefits (分段累计、另加); False: parts or alternatives.
        ceilings: ceilings beside ``cap``, in the order in which the text applies them.
        currency: of amount and cap where not 元.
        years: how many years it is paid (补助期限不超过3年).
        instalments: fractions of the total by year (分两年按50%、50%).
        step: 舍尾: amounts are cut to whole multiples of this, 元.
        source: the words.
        confidence: the parser's, 0 to 1.
    """

    type: BenefitType
    amount: Decimal | None = None
    rate: Decimal | None = None
    cap: Decimal | None = None
    per: str | None = None
    when: Node | None = None
    base: str | None = None
    base_period: Period | None = None
    base_label: str | None = None
    base_over: Decimal | None = None
    base_upto: Decimal | None = None
    every: Decimal | None = None
    starts_at: Decimal | None = None
    first: Decimal | None = None
    counted: str | None = None
    adds: bool = False
    ceilings: tuple[Ceiling, ...] = ()
    currency: str | None = None
    years: int | None = None
    instalments: tuple[Decimal, ...] = ()
    step: Decimal | None = None
    source: SourceRef | None = field(default=None, compare=False)
    confidence: float | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Window:
    """When an application may be handed in; both days inclusive, None where the text names no full date."""

    opens_on: date | None = None
    closes_on: date | None = None
    source: SourceRef | None = field(default=None, compare=False)

    def open_on(self, day: date) -> bool | None:
        """Whether the window is open on a day; None where it names no date at all."""
        if self.opens_on is None and self.closes_on is None:
            return None
        after = self.opens_on is None or self.opens_on <= day
        return after and (self.closes_on is None or day <= self.closes_on)


@dataclass(frozen=True, slots=True)
class Item:
    """The smallest support that can be applied for: its own condition and its own benefits.

    Args:
        id: stable within the document, such as ``1`` or ``sme-relief``; unique with the document's id before it.
        name: short Chinese name.
        condition: complete: what the whole document demands stands in it too.
        anchor: the opening of the passage that grants it.
        themes: classification for search and subscription.
    """

    id: str
    name: str
    condition: Node = ALWAYS
    benefits: tuple[Benefit, ...] = ()
    stacking: tuple[SourceRef, ...] = ()
    window: Window = Window()
    materials: tuple[str, ...] = ()
    anchor: SourceRef | None = field(default=None, compare=False)
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PolicyDocument:
    """What a department issues; unknown values are None or empty, never guessed.

    Args:
        id: stable name of the policy, such as ``nanhu-srdi-2025``; empty for a fresh parse.
        region: GB/T 2260 code of where it applies.
        valid_to: the last day on which it is in force.
        stacking_rules: how its supports go together with one another and with others.
    """

    title: str | None
    items: tuple[Item, ...]
    id: str = ""
    doc_number: str | None = None
    issuers: tuple[str, ...] = ()
    region: str | None = None
    published_on: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    stacking_rules: tuple[StackingRule, ...] = ()

    def in_force(self, day: date) -> bool | None:
        """Whether it is in force on a day; None where its dates do not say."""
        begins = self.valid_from or self.published_on
        if begins is None and self.valid_to is None:
            return None
        return (begins is None or begins <= day) and (self.valid_to is None or day <= self.valid_to)

    def item(self, item_id: str) -> Item | None:
        """The item of that id."""
        return next((item for item in self.items if item.id == item_id), None)
