"""What a draft would do, over all enterprises: how decidable it is, and whom it touches."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from pydantic import Field

from api.presenting import coded
from api.service import Service
from api.shapes import Coded, Shown
from policymatch.conditions import Node
from policymatch.decisions import Verdict
from policymatch.documents import PolicyDocument
from policymatch.ingest.profiles import load_profiles
from policymatch.profiles import Profile
from policymatch.quantities import render_amount
from policymatch.registry.decidability import decidability
from policymatch.registry.impact import Cost, ItemImpact, impact
from policymatch.registry.sources import ProfileSource


class LeafShown(Shown):
    """One condition against the data."""

    condition: str = Field(description="条件。")
    owner: str = Field(description="数据所属部门；须人工认定的为空。")
    decided: int = Field(description="数据能回答的企业数。")
    met: int = Field(description="其中满足的企业数。")


class ItemDecidable(Shown):
    """One item against the data."""

    item_id: str = Field(description="事项编号。")
    name: str = Field(description="事项名称。")
    counts: dict[str, int] = Field(description="每种结论的企业数。")
    service: Coded = Field(description="建议的办理方式：免申即享、即申即享、需审核。")
    why: str = Field(description="建议的依据。")


class DemandShown(Shown):
    """A fact that is missing."""

    owner: str = Field(description="向哪个部门要。")
    label: str = Field(description="缺什么数据。")
    missing: int = Field(description="缺此数据的企业数。")
    items: list[str] = Field(description="哪些事项在等它。")


class DecidabilityShown(Shown):
    """What the data can do for a draft."""

    enterprises: int = Field(description="企业数。")
    share: float | None = Field(description="可判定率：（条件，企业）中数据能回答的比例；没有企业时为 null。")
    leaves: list[LeafShown] = Field(description="逐个条件。")
    items: list[ItemDecidable] = Field(description="逐个事项。")
    demands: list[DemandShown] = Field(description="数据需求清单。")


class ChangeShown(Shown):
    """One kind of difference."""

    before: Coded | None = Field(description="旧版结论；旧版没有该事项为 null。")
    after: Coded | None = Field(description="新版结论；新版没有该事项为 null。")
    count: int = Field(description="企业数。")
    example: str = Field(description="其中一家的信用代码。")
    name: str = Field(description="其名称。")
    reason: str = Field(description="为什么。")


class CostShown(Shown):
    """What all who surely qualify would be granted."""

    enterprises: int = Field(description="确定符合的企业数。")
    low: str = Field(description="至少，元。")
    high: str | None = Field(description="至多，元；不设上限为 null。")
    label: str = Field(description="中文。")
    open: int = Field(description="另有多少家待核实或待认定。")


class NearShown(Shown):
    """Who sits beside a limit."""

    limit: str = Field(description="界限。")
    below: int = Field(description="差 5% 以内的企业数。")
    above: int = Field(description="过线 5% 以内的企业数。")


class ItemImpactShown(Shown):
    """What becomes of one item."""

    item_id: str = Field(description="事项编号。")
    name: str = Field(description="事项名称。")
    gains: int = Field(description="新符合的企业数。")
    losses: int = Field(description="不再符合的企业数。")
    opened: int = Field(description="由定论变为未定的企业数。")
    changes: list[ChangeShown] = Field(description="每种差别各举一家。")
    before: CostShown | None = Field(description="旧版成本。")
    after: CostShown | None = Field(description="新版成本。")
    near: list[NearShown] = Field(description="界限附近的企业。")


class ImpactShown(Shown):
    """What a new version changes."""

    enterprises: int = Field(description="企业数。")
    as_of: date = Field(description="判定日期。")
    items: list[ItemImpactShown] = Field(description="逐个事项。")
    cost_before: str | None = Field(description="旧版各事项成本之和，中文；没有旧版为 null。")
    cost_after: str = Field(description="新版各事项成本之和，中文。")


def _profiles(service: Service) -> ProfileSource:
    def give(subjects: Iterable[str] | None) -> Iterable[Profile]:
        return load_profiles(service.engine, subjects=subjects)

    return give


def show_decidability(service: Service, document: PolicyDocument) -> DecidabilityShown:
    """How much of a draft the data can answer."""
    found = decidability(document, _profiles(service), service.today())
    return DecidabilityShown(
        enterprises=found.enterprises,
        share=None if found.share is None else round(found.share, 4),
        leaves=[LeafShown(condition=leaf.condition, owner=leaf.owner, decided=leaf.decided, met=leaf.met) for leaf in found.leaves],
        items=[
            ItemDecidable(
                item_id=item.item_id, name=item.name, counts={str(verdict): count for verdict, count in item.counts.items()},
                service=Coded(code=str(item.service), label=item.service.label), why=item.why,
            )
            for item in found.items
        ],
        demands=[
            DemandShown(owner=one.owner, label=one.label, missing=one.missing, items=list(one.items)) for one in found.demands
        ],
    )  # fmt: skip


def show_impact(
    service: Service, old: PolicyDocument | None, new: PolicyDocument, *, stays: Node | None = None
) -> ImpactShown:
    """Whom a draft touches; those who meet ``stays`` remain under the old version."""
    found = impact(old, new, _profiles(service), service.today(), stays=stays)
    return ImpactShown(
        enterprises=found.enterprises, as_of=found.as_of, items=[_item(item) for item in found.items],
        cost_before=None if old is None else cost_words(*found.cost_before), cost_after=cost_words(*found.cost_after),
    )  # fmt: skip


def _item(item: ItemImpact) -> ItemImpactShown:
    changes = [
        ChangeShown(
            before=_verdict(one.before),
            after=_verdict(one.after),
            count=one.count,
            example=one.example,
            name=one.name,
            reason=one.reason,
        )
        for one in item.changes
    ]
    near = [NearShown(limit=one.limit, below=one.below, above=one.above) for one in item.near]
    return ItemImpactShown(
        item_id=item.item_id, name=item.name, gains=item.gains, losses=item.losses, opened=item.opened, changes=changes,
        before=_cost(item.before), after=_cost(item.after), near=near,
    )  # fmt: skip


def _verdict(verdict: Verdict | None) -> Coded | None:
    return None if verdict is None else coded(verdict)


def _cost(cost: Cost | None) -> CostShown | None:
    if cost is None:
        return None
    return CostShown(
        enterprises=cost.enterprises, low=format(cost.low, "f"), high=None if cost.high is None else format(cost.high, "f"),
        label=cost_words(cost.low, cost.high), open=cost.open,
    )  # fmt: skip


def cost_words(low: Decimal, high: Decimal | None) -> str:
    """A cost range in words."""
    if high is None:
        return f"不低于{render_amount(low)}，上限视申报而定" if low else "视申报而定"
    return render_amount(low) if low == high else f"{render_amount(low)}至{render_amount(high)}"
