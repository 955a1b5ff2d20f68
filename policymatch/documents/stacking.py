"""How supports go together: rules as values, each with the words it came from; no I/O.

A rule speaks of *members*, items of its own document, and of whom they meet: further items by name (``against``), or the
policies of a level (``others``). Which of them concern the same project or matter is asked of the applications.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from policymatch.quantities import Period, render_amount, render_ratio
from policymatch.spans import SourceRef
from policymatch.vocabulary.fields import field as catalogue_field

EVERY = "*"


class StackingKind(StrEnum):
    """What a rule does with those that meet."""

    MAX_OF = "max_of"
    ONE_OF = "one_of"
    OFFSET = "offset"
    CAP_OF_SUM = "cap_of_sum"
    REQUIRES = "requires"
    ALLOW = "allow"


class Scope(StrEnum):
    """Of what there must be the same for a rule to apply; ``group``: the companies of one group, each for itself."""

    PROJECT = "project"
    MATTER = "matter"
    CONTRACT = "contract"
    INVOICE = "invoice"
    PRODUCT = "product"
    STANDARD = "standard"
    PERSON = "person"
    ENTERPRISE = "enterprise"
    GROUP = "group"


SCOPE_LABELS = {
    Scope.PROJECT: "同一项目", Scope.MATTER: "同一事项", Scope.CONTRACT: "同一合同", Scope.INVOICE: "同一发票", Scope.PRODUCT: "同一产品",
    Scope.STANDARD: "同一标准", Scope.PERSON: "同一人员", Scope.ENTERPRISE: "同一企业", Scope.GROUP: "同一集团",
}  # fmt: skip


class Others(StrEnum):
    """Policies that are meant without being named, by the level of their area against the rule's own."""

    SAME_LEVEL = "same_level"
    UPPER = "upper"
    LOWER = "lower"


OTHERS_LABELS = {Others.SAME_LEVEL: "本级其他政策", Others.UPPER: "上级政策", Others.LOWER: "下级政策"}


class AwardState(StrEnum):
    """How far another support has come."""

    HOLDS = "holds"
    PENDING = "pending"
    APPLIED = "applied"

    @property
    def label(self) -> str:
        """The Chinese word."""
        return STATE_LABELS[self]


STATE_LABELS = {AwardState.HOLDS: "已获得", AwardState.PENDING: "已审定待兑付", AwardState.APPLIED: "已申报"}
GRANTED = (AwardState.HOLDS, AwardState.PENDING)


@dataclass(frozen=True, slots=True)
class StackingRule:
    """One rule on how supports go together.

    Args:
        kind: what it does.
        scope: of what there must be the same, any one of them; empty: nothing need be the same.
        members: whom it binds: ids of items of its own document, ``*`` for all of them.
        against: whom else it names: ``<policy>/<item>``, ``<policy>/*``, an item's id, or the Chinese name of a support that
            no document here holds; for ``offset`` what is deducted, for ``requires`` what must be had.
        others: whom else it means by level.
        exempt: ids of items that it spares.
        unless_otherwise: whether another rule may lift it (另有规定的除外): one of kind ``allow`` does.
        per_year: whether it binds within one year only.
        states: how far another support must have come to bind.
        cap: for ``cap_of_sum``, 元.
        cap_rate: for ``cap_of_sum``, a fraction of ``cap_base``.
        cap_base: field id of what the fraction is taken of; None: not a known field.
        cap_period: the period of the base.
        cap_label: the Chinese name of the base where no field holds it.
        from_base: for ``offset``: whether the base of a rate is reduced, not the amount that it gives.
        rate: for ``offset``: the fraction of the other support that is deducted.
        source: the words.
    """

    kind: StackingKind
    scope: tuple[Scope, ...] = ()
    members: tuple[str, ...] = (EVERY,)
    against: tuple[str, ...] = ()
    others: tuple[Others, ...] = ()
    exempt: tuple[str, ...] = ()
    unless_otherwise: bool = False
    per_year: bool = False
    states: tuple[AwardState, ...] = GRANTED
    cap: Decimal | None = None
    cap_rate: Decimal | None = None
    cap_base: str | None = None
    cap_period: Period | None = None
    cap_label: str | None = None
    from_base: bool = False
    rate: Decimal = Decimal(1)
    source: SourceRef | None = field(default=None, compare=False)

    def binds(self, item_id: str) -> bool:
        """Whether an item of the rule's own document is one of its members."""
        return item_id not in self.exempt and (EVERY in self.members or item_id in self.members)

    @property
    def cap_words(self) -> str:
        """The ceiling in words: 项目总投资额的75%, 500万元."""
        base = catalogue_field(self.cap_base).label if self.cap_base else self.cap_label or "核定基数"
        period = self.cap_period.label() if self.cap_period else ""
        share = f"{period}{base}的{render_ratio(self.cap_rate)}" if self.cap_rate is not None else ""
        fixed = render_amount(self.cap) if self.cap is not None else ""
        return "且不超过".join(part for part in (share, fixed) if part)


def stacking_sentence(rule: StackingRule, names: dict[str, str] | None = None) -> str:
    """A rule in one Chinese sentence, its quote aside.

    Args:
        rule: the rule.
        names: the names of the document's items by id; ids are shown where it does not know them.
    """
    known = names or {}
    scope = "、".join(SCOPE_LABELS[one] for one in rule.scope)
    members = "本政策各项" if EVERY in rule.members else "、".join(known.get(one, one) for one in rule.members)
    met = "、".join((*(known.get(one, one) for one in rule.against), *(OTHERS_LABELS[one] for one in rule.others)))
    tail = f"；{'、'.join(known.get(one, one) for one in rule.exempt)}不受此限" if rule.exempt else ""
    tail += "；另有规定的除外" if rule.unless_otherwise else ""
    year = "同一年度，" if rule.per_year else ""
    return f"{year}{scope + '，' if scope else ''}{_core(rule, members, met)}{tail}"


def _core(rule: StackingRule, members: str, met: str) -> str:
    both = f"{members}与{met}" if met else members
    match rule.kind:
        case StackingKind.MAX_OF:
            return f"{both}就高享受，不重复"
        case StackingKind.ONE_OF:
            return f"{both}只能享受其一"
        case StackingKind.OFFSET:
            part = "" if rule.rate == 1 else f"的{render_ratio(rule.rate)}"
            return f"{members}{'先从基数中' if rule.from_base else ''}扣减{met or '彼此'}已给予的金额{part}"
        case StackingKind.CAP_OF_SUM:
            return f"{both}合计不超过{rule.cap_words}"
        case StackingKind.REQUIRES:
            return f"享受{members}须先有{met}"
        case _:
            return f"{both}可以同时享受"
