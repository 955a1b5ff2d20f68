"""可判定率: which conditions of a draft the shared data can answer, for what share of enterprises, and what that allows."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from policymatch.conditions import Judgement, Test, leaves
from policymatch.conditions.rendering import render
from policymatch.decisions import Verdict
from policymatch.documents import Item, PolicyDocument
from policymatch.registry.lint import Fault, Finding, Severity
from policymatch.registry.sources import ProfileSource
from policymatch.vocabulary.fields import Field, Scope
from policymatch.vocabulary.fields import field as catalogue_field

if TYPE_CHECKING:
    from policymatch.batch import Verdicts

ENOUGH = 0.95
"""The share of enterprises whose answer the data must settle before nobody need apply."""


class Service(StrEnum):
    """How an item can be granted."""

    UNASKED = "unasked"
    AT_ONCE = "at_once"
    REVIEWED = "reviewed"

    @property
    def label(self) -> str:
        """The Chinese word."""
        return SERVICES[self]


SERVICES = {Service.UNASKED: "免申即享", Service.AT_ONCE: "即申即享", Service.REVIEWED: "需审核"}


@dataclass(frozen=True, slots=True)
class LeafAnswer:
    """One condition of the draft against the data.

    Args:
        condition: in words.
        quote: the clause.
        field: the field asked for; None for a judgement.
        owner: the department that holds it; empty for a judgement.
        asked: whose fact it is: the enterprise's, the application's, the person's, or ``judgement``.
        decided: for how many enterprises the data answer it.
        met: for how many the answer is yes.
        items: the items that ask it.
    """

    condition: str
    quote: str
    field: str | None
    owner: str
    asked: str
    decided: int
    met: int
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ItemAnswer:
    """One item against the data.

    Args:
        item_id: the item.
        name: its name.
        counts: how many enterprises have each verdict.
        service: how it can be granted.
        why: what the proposal rests on, in Chinese.
    """

    item_id: str
    name: str
    counts: dict[Verdict, int]
    service: Service
    why: str

    @property
    def decided(self) -> int:
        """For how many enterprises the answer is settled."""
        return self.counts[Verdict.ELIGIBLE] + self.counts[Verdict.NOT_ELIGIBLE]


@dataclass(frozen=True, slots=True)
class Demand:
    """A line of the 需求清单: a fact that is missing.

    Args:
        owner: the department asked.
        field: the fact.
        label: its Chinese name.
        conditions: the conditions that wait for it.
        missing: for how many enterprises at most a condition on it stays open.
        items: the items that wait for it.
    """

    owner: str
    field: str
    label: str
    conditions: tuple[str, ...]
    missing: int
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decidability:
    """What the data can do for a draft.

    Args:
        enterprises: how many were asked; 0 where the store holds none, and then no share says anything.
        leaves: the conditions, each once, in reading order.
        items: the items.
        demands: the missing facts, those that most enterprises lack first.
    """

    enterprises: int
    leaves: tuple[LeafAnswer, ...]
    items: tuple[ItemAnswer, ...]
    demands: tuple[Demand, ...]

    @property
    def share(self) -> float | None:
        """The share of (condition, enterprise) pairs that the data answer; None where there are none."""
        pairs = self.enterprises * len(self.leaves)
        return sum(leaf.decided for leaf in self.leaves) / pairs if pairs else None

    def findings(self) -> list[Finding]:
        """What the counts tell the lint: nobody, or everybody."""
        return [found for item in self.items for found in _count_findings(item, self.enterprises)]


def _count_findings(item: ItemAnswer, enterprises: int) -> Iterator[Finding]:
    if not enterprises:
        return
    if item.counts[Verdict.NOT_ELIGIBLE] == enterprises:
        message = f"现有{enterprises}家企业都不符合"
        yield Finding(Fault.NOBODY, Severity.WARNING, item.name, message)
    if item.counts[Verdict.ELIGIBLE] == enterprises:
        message = f"现有{enterprises}家企业都符合"
        yield Finding(Fault.EVERYBODY, Severity.WARNING, item.name, message)


def decidability(document: PolicyDocument, profiles: ProfileSource, as_of: date) -> Decidability:
    """Ask every condition of a draft of every enterprise.

    Args:
        document: the draft.
        profiles: the enterprises.
        as_of: the day.
    """
    from policymatch.batch import match_everything

    asked: dict[Test | Judgement, list[Item]] = {}
    for item in document.items:
        for leaf in dict.fromkeys(leaves(item.condition)):
            asked.setdefault(leaf, []).append(item)
    named = [(("leaf", place), leaf) for place, leaf in enumerate(asked)]
    whole = [(("item", item.id), item.condition) for item in document.items]
    verdicts = match_everything([*named, *whole], profiles(None), as_of)
    counts = _counts(verdicts)
    answers = tuple(
        _leaf_answer(leaf, items, counts["leaf", place]) for place, (leaf, items) in enumerate(asked.items())
    )
    items = tuple(_item_answer(item, counts["item", item.id], verdicts.encoded.rows) for item in document.items)
    return Decidability(verdicts.encoded.rows, answers, items, tuple(_demands(answers, verdicts.encoded.rows)))


def _counts(verdicts: Verdicts) -> dict[object, dict[Verdict, int]]:
    found = verdicts.counts()
    return {
        key: {verdict: int(found[verdict][place]) for verdict in Verdict} for place, key in enumerate(verdicts.keys)
    }


def _leaf_answer(leaf: Test | Judgement, items: Collection[Item], counts: dict[Verdict, int]) -> LeafAnswer:
    known = catalogue_field(leaf.field) if isinstance(leaf, Test) else None
    return LeafAnswer(
        condition=render(leaf),
        quote=leaf.source.quote if leaf.source else "",
        field=known.id if known else None,
        owner=known.owner if known else "",
        asked=str(known.scope) if known else "judgement",
        decided=counts[Verdict.ELIGIBLE] + counts[Verdict.NOT_ELIGIBLE],
        met=counts[Verdict.ELIGIBLE],
        items=tuple(item.id for item in items),
    )


def _item_answer(item: Item, counts: dict[Verdict, int], enterprises: int) -> ItemAnswer:
    service, why = _service(item, counts, enterprises)
    return ItemAnswer(item.id, item.name, counts, service, why)


def _service(item: Item, counts: dict[Verdict, int], enterprises: int) -> tuple[Service, str]:
    """A proposal, on the safe side: a judgement needs a person, a declaration needs an application."""
    judged = [leaf.label for leaf in leaves(item.condition) if isinstance(leaf, Judgement)]
    if judged:
        return Service.REVIEWED, f"有{len(set(judged))}项须人工认定：{'；'.join(dict.fromkeys(judged[:3]))}"
    declared = sorted({known.label for known in declared_fields(item)})
    if declared:
        return Service.AT_ONCE, f"须企业申报：{'、'.join(declared[:4])}"
    settled = counts[Verdict.ELIGIBLE] + counts[Verdict.NOT_ELIGIBLE]
    if not enterprises or settled / enterprises < ENOUGH:
        share = f"{settled / enterprises:.1%}" if enterprises else "无企业数据"
        return Service.AT_ONCE, f"共享数据能定论的企业占{share}，不足{ENOUGH:.0%}"
    if not amount_known(item):
        return Service.AT_ONCE, "支持金额须申报的基数才能算出"
    return Service.UNASKED, f"全部条件由共享数据判定，定论率{settled / enterprises:.1%}"


def declared_fields(item: Item) -> Iterator[Field]:
    """The fields that an item asks of the application or of a person: no register knows them."""
    for leaf in leaves(item.condition):
        known = catalogue_field(leaf.field) if isinstance(leaf, Test) else None
        if known is not None and known.scope is not Scope.ENTERPRISE:
            yield known


def amount_known(item: Item) -> bool:
    """Whether every amount follows from the clause and from facts of the enterprise."""
    return all(
        _computable(benefit.rate is not None or benefit.per is not None, benefit.base) for benefit in item.benefits
    )


def _computable(needs_base: bool, base: str | None) -> bool:
    if not needs_base:
        return True
    return base is not None and catalogue_field(base).scope is Scope.ENTERPRISE


def _demands(answers: Collection[LeafAnswer], enterprises: int) -> list[Demand]:
    waiting: dict[str, list[LeafAnswer]] = {}
    for answer in answers:
        if answer.field is not None and answer.asked == str(Scope.ENTERPRISE) and answer.decided < enterprises:
            waiting.setdefault(answer.field, []).append(answer)
    found = [_demand(field, group, enterprises) for field, group in waiting.items()]
    return sorted(found, key=lambda demand: (-demand.missing, demand.field))


def _demand(field: str, group: Collection[LeafAnswer], enterprises: int) -> Demand:
    known = catalogue_field(field)
    items = tuple(dict.fromkeys(item for answer in group for item in answer.items))
    missing = max(enterprises - answer.decided for answer in group)
    return Demand(known.owner, field, known.label, tuple(answer.condition for answer in group), missing, items)
