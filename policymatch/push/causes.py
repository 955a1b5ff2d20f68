"""Why an answer is another one now, in one sentence: the policy, the enterprise's data, or the time. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from policymatch.conditions import Node, Test
from policymatch.conditions.rendering import render
from policymatch.decisions import Decision, decide
from policymatch.decisions.amounts import Estimate, estimate_item
from policymatch.decisions.explain import Reason, explain_leaf
from policymatch.documents import Item
from policymatch.profiles import Profile
from policymatch.push.changes import CODES, NOBODY, State, Trigger, state_of
from policymatch.vocabulary.fields import field as catalogue_field

NAMED = 2
"""Conditions named in a sentence."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What an answer rests on: an item, what was known, and the day."""

    item: Item
    profile: Profile
    day: date

    def state(self) -> State:
        """The answer."""
        return judged(self.item, self.profile, self.day)


def judged(item: Item, profile: Profile, day: date) -> State:
    """Verdict and amount of one item for one enterprise."""
    verdict = CODES.index(decide(item.condition, profile, day).verdict)
    return NOBODY if verdict == NOBODY.verdict else state_of(verdict, estimate_item(item, profile, day))


@dataclass(frozen=True, slots=True)
class Cause:
    """What made an answer change, and one sentence about it."""

    trigger: Trigger
    sentence: str


@dataclass(frozen=True, slots=True)
class Story:
    """What may have made an answer change.

    Args:
        item: as it is now.
        was_item: as it was at the last look; None where it did not govern then.
        policy: what happened to the policy, one sentence.
        revised: whether the item says something else than at the last look.
        profile: as it is known now.
        was_profile: as it was known at the last look; None where nothing new came in.
        day: today.
        was_day: the day of the last look.
    """

    item: Item
    was_item: Item | None
    policy: str
    revised: bool
    profile: Profile
    was_profile: Profile | None
    day: date
    was_day: date

    def cause(self, after: State, *, amount: bool) -> Cause:
        """The first of policy, data and time that by itself gives the answer of today."""
        if self.revised and (self.was_item is None or self._same(after, self._then(self.item), amount=amount)):
            return Cause(Trigger.POLICY, self.policy)
        if self.was_profile is not None:
            now = Moment(self.item, self.profile, self.was_day)
            if self._same(after, now, amount=amount) or self.day == self.was_day:
                return Cause(Trigger.DATA, self._data(amount=amount))
        if self.day != self.was_day:
            return Cause(Trigger.TIME, self._time(amount=amount))
        return Cause(Trigger.POLICY, self.policy)

    def _then(self, item: Item) -> Moment:
        return Moment(item, self.was_profile or self.profile, self.was_day)

    def _same(self, after: State, moment: Moment, *, amount: bool) -> bool:
        found = moment.state()
        return found == after if amount else found.verdict == after.verdict

    def _data(self, *, amount: bool) -> str:
        assert self.was_profile is not None
        if amount:
            then = estimate_item(self.item, self.was_profile, self.was_day)
            return f"您的数据有更新，金额由{then.label}变为{self._estimate().label}{_basis(then, self._estimate())}"
        moved = list(_moved(self.item.condition, self._then(self.item), Moment(self.item, self.profile, self.was_day)))
        if not moved:
            return "您的数据有更新"
        return "；".join(_said(old, new) for old, new in moved[:NAMED])

    def _time(self, *, amount: bool) -> str:
        if amount:
            then = estimate_item(self.item, self.profile, self.was_day)
            return f"时间届满：金额由{then.label}变为{self._estimate().label}{_basis(then, self._estimate())}"
        now = Moment(self.item, self.profile, self.day)
        moved = list(_moved(self.item.condition, Moment(self.item, self.profile, self.was_day), now))
        if not moved:
            return f"时间届满：截至{self.day}"
        return "时间届满：" + "；".join(f"{render(new.node)}{_TURNED[new.truth]}" for _, new in moved[:NAMED])

    def _estimate(self) -> Estimate:
        return estimate_item(self.item, self.profile, self.day)


_TURNED = {True: "，现已满足", False: "，现已不满足", None: "，现有数据已不能说明"}


def _basis(then: Estimate, now: Estimate) -> str:
    """The first line of the reckoning that is another one now."""
    fresh = next((line for line in now.basis if line not in then.basis), "")
    return f"（{fresh}）" if fresh else ""


def _moved(condition: Node, then: Moment, now: Moment) -> Iterator[tuple[Decision, Decision]]:
    """The leaves whose answer differs, those first that a fact now settles."""
    old = list(_leaves(decide(condition, then.profile, then.day)))
    new = list(_leaves(decide(condition, now.profile, now.day)))
    pairs = [(a, b) for a, b in zip(old, new, strict=True) if a.truth is not b.truth]
    return iter(sorted(pairs, key=lambda pair: pair[1].truth is None))


def _leaves(decision: Decision) -> Iterator[Decision]:
    if not decision.children:
        yield decision
    for child in decision.children:
        yield from _leaves(child)


def _said(old: Decision, new: Decision) -> str:
    """您的“上年度营业收入”由1500万元变为2300万元（税务局，2025年度）."""
    then, now = explain_leaf(old), explain_leaf(new)
    label = catalogue_field(new.node.field).label if isinstance(new.node, Test) else now.condition
    origin = f"（{now.origin}）" if now.origin else ""
    return f"您的“{label}”由{_value(then)}变为{_value(now)}{origin}"


def _value(reason: Reason) -> str:
    return reason.seen.removeprefix("实为") or "未知"
