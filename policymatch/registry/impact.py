"""影响试算: what a new version changes, for whom, at what cost, before anybody publishes it."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from policymatch.conditions import All, Node, Not, Op, Test, tests
from policymatch.conditions import Any as AnyOf
from policymatch.conditions.rendering import render
from policymatch.decisions import Verdict, decide
from policymatch.decisions.amounts import estimate_item
from policymatch.decisions.explain import summary
from policymatch.documents import Item, PolicyDocument
from policymatch.profiles import Profile
from policymatch.registry.sources import ProfileSource

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from policymatch.batch import Verdicts

    Mask = npt.NDArray[np.bool_]
    Masks = Mapping[Verdict | None, Mask]

NEAR = Decimal("0.05")
"""How near a limit is near: a share of the limit."""
ZERO = Decimal(0)
AT_ONCE = 2000
NOWHERE = None
"""The verdict under a version that does not have the item."""


@dataclass(frozen=True, slots=True)
class Change:
    """One kind of difference in one item.

    Args:
        before: the old verdict; None where the old version does not have the item.
        after: the new verdict; None where the new version does not have it; the same as before where the amount differs.
        count: how many enterprises.
        example: the credit code of one of them.
        name: its name.
        reason: why it is so now, one sentence.
    """

    before: Verdict | None
    after: Verdict | None
    count: int
    example: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Cost:
    """What all who surely qualify would be granted, in 元.

    Args:
        enterprises: how many surely qualify.
        low: surely at least this much.
        high: surely not more; None where one of them is not bounded.
        open: how many may qualify besides: facts or judgements are missing.
    """

    enterprises: int
    low: Decimal
    high: Decimal | None
    open: int


@dataclass(frozen=True, slots=True)
class NearLimit:
    """Who sits beside a limit of the new version.

    Args:
        limit: in words.
        below: how many are short of it by at most 5 %.
        above: how many are beyond or at it by at most 5 %.
        example: the credit code of one just below; None where there is none.
    """

    limit: str
    below: int
    above: int
    example: str | None


@dataclass(frozen=True, slots=True)
class ItemImpact:
    """What becomes of one item.

    Args:
        item_id: the item.
        name: its name in the newer version that has it.
        gains: how many surely qualify now and did not before.
        losses: how many surely qualified before and do not now.
        opened: how many had an answer before and have none now.
        changes: every kind of difference, the largest first.
        before: the cost under the old version; None where it does not have the item.
        after: the cost under the new version; None where it does not have the item.
        near: who sits within 5 % of a limit of the new version.
    """

    item_id: str
    name: str
    gains: int
    losses: int
    opened: int
    changes: tuple[Change, ...]
    before: Cost | None
    after: Cost | None
    near: tuple[NearLimit, ...]


@dataclass(frozen=True, slots=True)
class Impact:
    """What a new version changes.

    Args:
        enterprises: how many were asked.
        as_of: the day.
        items: by item, in the order of the new version, removed ones last.
    """

    enterprises: int
    as_of: date
    items: tuple[ItemImpact, ...]

    @property
    def cost_before(self) -> tuple[Decimal, Decimal | None]:
        """What the old version costs at least, and at most (None: unbounded)."""
        return _sum(item.before for item in self.items)

    @property
    def cost_after(self) -> tuple[Decimal, Decimal | None]:
        """What the new version costs at least, and at most (None: unbounded)."""
        return _sum(item.after for item in self.items)


def _sum(costs: Iterable[Cost | None]) -> tuple[Decimal, Decimal | None]:
    known = [cost for cost in costs if cost is not None]
    highs = [cost.high for cost in known]
    return sum((cost.low for cost in known), ZERO), None if None in highs else sum(
        (high or ZERO for high in highs), ZERO
    )


def impact(
    old: PolicyDocument | None,
    new: PolicyDocument,
    profiles: ProfileSource,
    as_of: date,
    *,
    stays: Node | None = None,
) -> Impact:
    """Run the old and the new version over all enterprises.

    Args:
        old: the version in force; None for a first one.
        new: the draft.
        profiles: the enterprises; asked once for all, then again for those whose amount or example is wanted.
        as_of: the day.
        stays: who stays under the old version (新老划断); None: nobody.
    """
    from policymatch.batch import match_everything

    limits = {item.id: _limits(item) for item in new.items}
    olds = {item.id: item for item in old.items} if old else {}
    conditions = [*_versions("old", old), *_after(olds, new, stays), *_around(limits)]
    verdicts = match_everything(conditions, profiles(None), as_of)
    run = _Run(verdicts, profiles, as_of, cohort=stays is not None)
    news = {item.id: item for item in new.items}
    order = [*news, *(item_id for item_id in olds if item_id not in news)]
    return Impact(
        verdicts.encoded.rows,
        as_of,
        tuple(run.item(olds.get(item_id), news.get(item_id), limits.get(item_id, ())) for item_id in order),
    )


def _versions(side: str, document: PolicyDocument | None) -> Iterator[tuple[Hashable, Node]]:
    return (((side, item.id), item.condition) for item in (document.items if document else ()))


def _after(olds: Mapping[str, Item], new: PolicyDocument, stays: Node | None) -> Iterator[tuple[Hashable, Node]]:
    """The conditions once the new version is published: as a whole, and by who stays and who moves."""
    for item in new.items:
        if stays is None:
            yield ("new", item.id), item.condition
            continue
        moves = All((Not(stays), item.condition))
        remains = All((stays, olds[item.id].condition)) if item.id in olds else None
        yield ("new", item.id), AnyOf((remains, moves)) if remains else moves
        yield ("move", item.id), moves
        if remains:
            yield ("stay", item.id), remains


def _limits(item: Item) -> tuple[Test, ...]:
    """The numeric limits of an item, each once; nought has no neighbourhood."""
    numeric = (test for test in tests(item.condition) if isinstance(test.value, Decimal) and test.value)
    return tuple(dict.fromkeys(numeric))


def _around(limits: Mapping[str, Sequence[Test]]) -> Iterator[tuple[Hashable, Node]]:
    """The two stretches of 5 % beside every limit, as conditions: the batch finds who lies in them."""
    for test in dict.fromkeys(test for listed in limits.values() for test in listed):
        assert isinstance(test.value, Decimal)
        margin = abs(test.value) * NEAR
        inclusive = test.op in (Op.GE, Op.LT, Op.EQ)
        below, above = (Op.LT, Op.GE) if inclusive else (Op.LE, Op.GT)
        yield ("below", test), All((_moved(test, Op.GE, -margin), _moved(test, below, ZERO)))
        yield ("above", test), All((_moved(test, above, ZERO), _moved(test, Op.LE, margin)))


def _moved(test: Test, op: Op, by: Decimal) -> Test:
    assert isinstance(test.value, Decimal)
    return replace(test, op=op, value=test.value + by)


class _Run:
    """The verdicts of both versions, and what is asked of them."""

    def __init__(self, verdicts: Verdicts, profiles: ProfileSource, as_of: date, *, cohort: bool) -> None:
        self._verdicts = verdicts
        self._cohort = cohort
        self._profiles = profiles
        self._as_of = as_of
        subjects = verdicts.encoded.subjects
        self._subjects: list[str] = [] if subjects is None else subjects.to_pylist()

    def item(self, old: Item | None, new: Item | None, limits: Sequence[Test]) -> ItemImpact:
        """What becomes of one item."""
        shown = new or old
        assert shown is not None
        before, after = self._masks("old", old), self._masks("new", new)
        changes = tuple(self._changes(old, new, before, after))
        yes = Verdict.ELIGIBLE
        return ItemImpact(
            shown.id,
            shown.name,
            gains=sum(change.count for change in changes if change.after is yes and change.before is not yes),
            losses=sum(change.count for change in changes if change.before is yes and change.after is not yes),
            opened=sum(change.count for change in changes if _definite(change.before) and _open(change.after)),
            changes=changes,
            before=self._cost_before(old, before),
            after=self._cost_after(old, new, after),
            near=tuple(self._near(limits)),
        )

    def _masks(self, side: str, item: Item | None) -> Masks:
        import numpy as np

        if item is None:
            return {NOWHERE: np.ones(self._verdicts.encoded.rows, np.bool_)}
        return {verdict: self._verdicts.bitmap((side, item.id), verdict) for verdict in Verdict}

    def _changes(self, old: Item | None, new: Item | None, before: Masks, after: Masks) -> Iterator[Change]:
        kinds = ((was, now, before[was] & after[now]) for was in before for now in after if _differs(was, now))
        counted = [(was, now, mask, int(mask.sum())) for was, now, mask in kinds]
        for was, now, mask, count in sorted((kind for kind in counted if kind[3]), key=lambda kind: -kind[3]):
            profile = self._one(mask)
            yield Change(was, now, count, profile.subject, profile.name, self._reason(new or old, profile))
        if old is not None and new is not None and old.benefits != new.benefits and not self._cohort:
            yield from self._amounts(old, new, before[Verdict.ELIGIBLE] & after[Verdict.ELIGIBLE])

    def _amounts(self, old: Item, new: Item, mask: Mask) -> Iterator[Change]:
        """Who qualifies as before, for another amount."""
        if not mask.any():
            return
        profile = self._one(mask)
        was, now = (estimate_item(item, profile, self._as_of).label for item in (old, new))
        yes, reason = Verdict.ELIGIBLE, f"支持金额由{was}变为{now}"
        yield Change(yes, yes, int(mask.sum()), profile.subject, profile.name, reason)

    def _one(self, mask: Mask) -> Profile:
        """One enterprise of a kind: the first by credit code, so that it is the same every time."""
        subject = min(self._named(mask))
        return next(iter(self._profiles([subject])))

    def _named(self, mask: Mask) -> list[str]:
        return [self._subjects[place] for place in mask.nonzero()[0]]

    def _reason(self, item: Item | None, profile: Profile) -> str:
        assert item is not None
        return summary(decide(item.condition, profile, self._as_of))

    def _cost_before(self, old: Item | None, masks: Masks) -> Cost | None:
        return None if old is None else self._cost([(old, masks[Verdict.ELIGIBLE])], masks)

    def _cost_after(self, old: Item | None, new: Item | None, masks: Masks) -> Cost | None:
        if new is None:
            return None
        if not self._cohort:
            return self._cost([(new, masks[Verdict.ELIGIBLE])], masks)
        parts = [(new, self._verdicts.bitmap(("move", new.id), Verdict.ELIGIBLE))]
        if old is not None:
            parts.append((old, self._verdicts.bitmap(("stay", new.id), Verdict.ELIGIBLE)))
        return self._cost(parts, masks)

    def _cost(self, parts: Sequence[tuple[Item, Mask]], masks: Masks) -> Cost:
        bounds = [self._granted(item, eligible) for item, eligible in parts]
        highs = [high for _, high in bounds]
        high = None if None in highs else sum((part or ZERO for part in highs), ZERO)
        waiting = int((masks[Verdict.OPEN] | masks[Verdict.JUDGEMENT]).sum())
        count = sum(int(eligible.sum()) for _, eligible in parts)
        return Cost(count, sum((low for low, _ in bounds), ZERO), high, waiting)

    def _granted(self, item: Item, eligible: Mask) -> tuple[Decimal, Decimal | None]:
        count = int(eligible.sum())
        if depends_on_profile(item):
            return self._summed(item, self._named(eligible))
        each = estimate_item(item, Profile(""), self._as_of)
        return each.low * count, _times(each.high, count)

    def _summed(self, item: Item, subjects: Sequence[str]) -> tuple[Decimal, Decimal | None]:
        low, high = ZERO, ZERO
        bounded = True
        for at in range(0, len(subjects), AT_ONCE):
            for profile in self._profiles(subjects[at : at + AT_ONCE]):
                estimate = estimate_item(item, profile, self._as_of)
                low += estimate.low
                bounded = bounded and estimate.high is not None
                high += estimate.high or ZERO
        return low, high if bounded else None

    def _near(self, limits: Collection[Test]) -> Iterator[NearLimit]:
        for test in limits:
            below, above = (self._verdicts.bitmap((side, test), Verdict.ELIGIBLE) for side in ("below", "above"))
            if below.any() or above.any():
                example = min(self._named(below), default=None)
                yield NearLimit(render(test), int(below.sum()), int(above.sum()), example)


def depends_on_profile(item: Item) -> bool:
    """Whether what an item grants differs from one enterprise to the next."""
    return any(benefit.when is not None or benefit.base is not None for benefit in item.benefits)


def _times(amount: Decimal | None, count: int) -> Decimal | None:
    if not count:
        return ZERO
    return None if amount is None else amount * count


def _differs(was: Verdict | None, now: Verdict | None) -> bool:
    """Whether it makes a difference; to be refused by an item that was not there before makes none."""
    return was is not now and {was, now} != {NOWHERE, Verdict.NOT_ELIGIBLE}


def _definite(verdict: Verdict | None) -> bool:
    return verdict in (Verdict.ELIGIBLE, Verdict.NOT_ELIGIBLE)


def _open(verdict: Verdict | None) -> bool:
    return verdict in (Verdict.OPEN, Verdict.JUDGEMENT)
