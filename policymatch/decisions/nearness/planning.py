"""From the leaves that must turn to a plan: every step with its day, checked by deciding again, and the window it meets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from policymatch.conditions import tests
from policymatch.decisions.amounts import Estimate, estimate_item
from policymatch.decisions.decide import Decision, decide
from policymatch.decisions.explain import explain_leaf, missing
from policymatch.decisions.matching import item_key
from policymatch.decisions.nearness.adjusting import Adjustment, adjustment, render_day, with_facts
from policymatch.decisions.nearness.repairs import Turn, repairs
from policymatch.documents.model import Item, PolicyDocument
from policymatch.profiles import Profile
from policymatch.vocabulary.changes import why_never

ROUNDS = 4
"""How often the steps are dated anew where one makes the others later."""


Known = dict[Turn, Adjustment | None]


@dataclass(frozen=True, slots=True)
class NearMiss:
    """An item that is missed by little.

    Args:
        key: ``<policy>/<item>``.
        name: the item's name.
        steps: what to do or to wait for, the whole of it.
        reached_on: the day from which the item is no longer missed.
        window: the application window that this meets; None where none that is known does.
        remark: what to know of the window.
        open: what has yet to be verified besides, in words.
        estimate: what the item would give with these changes.
    """

    key: str
    name: str
    steps: tuple[Adjustment, ...]
    reached_on: date
    window: tuple[date | None, date | None] | None
    remark: str
    open: tuple[str, ...]
    estimate: Estimate

    @property
    def sentence(self) -> str:
        """The plan in one Chinese sentence."""
        doing = "；".join(step.action for step in self.steps)
        return f"{doing}。最早{render_day(self.reached_on)}可不再因此不符合；{self.remark}"


def near_misses(
    items: Iterable[tuple[PolicyDocument, Item]], profile: Profile, as_of: date, *, limit: int = 20, most_steps: int = 2
) -> list[NearMiss]:
    """Items that are missed by little, the fewest and soonest changes first; of each item the best plan.

    Little is at most half of what is asked for, or three units; how long it takes does not matter.

    Args:
        items: with the documents in force that they stand in.
        profile: what is known.
        as_of: today.
        limit: how many at most.
        most_steps: plans of more steps are left out.
    """
    known: Known = {}
    found = []
    for document, item in items:
        plans = near_miss(document, item, profile, as_of, most_steps=most_steps, known=known)
        found += [plan for plan in plans if all(step.near for step in plan.steps)][:1]
    return sorted(found, key=rank)[:limit]


def rank(plan: NearMiss) -> tuple[int, date, int, str]:
    """Fewest real changes, soonest, fewest steps."""
    return sum(not step.waiting for step in plan.steps), plan.reached_on, len(plan.steps), plan.key


def near_miss(
    document: PolicyDocument,
    item: Item,
    profile: Profile,
    as_of: date,
    *,
    most_steps: int = 4,
    known: Known | None = None,
) -> list[NearMiss]:
    """The minimal plans for one item that is surely missed, best first; empty where nothing lawful helps in three years.

    Args:
        document: where the item stands.
        item: the item.
        profile: what is known.
        as_of: today.
        most_steps: plans of more steps are left out.
        known: what was found out about single conditions of this profile on this day, to be kept for further items.
    """
    decision = decide(item.condition, profile, as_of)
    if decision.truth is not False:
        return []

    seen: Known = {} if known is None else known

    def can_turn(turn: Turn) -> bool:
        if turn not in seen:
            seen[turn] = adjustment(turn, profile, as_of)
        return seen[turn] is not None

    sets = repairs(decision, can_turn)
    plans = (
        plan for turns in sets if len(turns) <= most_steps and (plan := _plan(document, item, profile, as_of, turns))
    )
    return sorted(plans, key=rank)


def _plan(
    document: PolicyDocument, item: Item, profile: Profile, as_of: date, turns: frozenset[Turn]
) -> NearMiss | None:
    steps = _dated(turns, profile, as_of)
    if steps is None:
        return None
    day = max(step.ready_on for step in steps)
    if document.valid_to is not None and day > document.valid_to:
        return None
    then = with_facts(profile, tuple(fact for step in steps for fact in step.facts))
    decided = decide(item.condition, then, day)
    if decided.truth is False:
        return None
    window, remark = _window(item, day)
    still = tuple(reason.condition for reason in missing(decided))
    estimate = estimate_item(item, then, day)
    return NearMiss(item_key(document, item), item.name, steps, day, window, remark, still, estimate)


def _dated(turns: frozenset[Turn], profile: Profile, as_of: date) -> tuple[Adjustment, ...] | None:
    """The steps on days that suit each other: what shows only later moves the years that the others are asked for."""
    day, ordered = as_of, sorted(turns, key=repr)
    for _ in range(ROUNDS):
        steps = [adjustment(turn, profile, as_of, not_before=day) for turn in ordered]
        known = [step for step in steps if step is not None]
        if len(known) < len(steps):
            return None
        latest = max(step.ready_on for step in known)
        if latest == day:
            break
        day = latest
    return tuple(sorted(known, key=lambda step: (step.ready_on, step.condition)))


def _window(item: Item, day: date) -> tuple[tuple[date | None, date | None] | None, str]:
    opens, closes = item.window.opens_on, item.window.closes_on
    if opens is None and closes is None:
        return None, "申报期未载明日期，以通知为准"
    if closes is not None and closes < day:
        return None, f"赶不上本期申报（{render_day(closes)}截止），须等下一期通知"
    days = f"{render_day(opens) if opens else '即日'}至{render_day(closes) if closes else '未载明'}"
    return (opens, closes), f"可赶上{days}的申报"


def out_of_reach(item: Item, profile: Profile, as_of: date) -> tuple[str, ...]:
    """Why an item that is surely missed has no plan: the failed conditions that must not, or cannot, be changed, and why."""
    decision = decide(item.condition, profile, as_of)
    return tuple(dict.fromkeys(_obstacles(decision, profile, as_of))) if decision.truth is False else ()


def _obstacles(decision: Decision, profile: Profile, as_of: date) -> Iterator[str]:
    for leaf in decision.deciding_leaves():
        if adjustment((leaf.node, not leaf.truth), profile, as_of) is None:
            why = next((why_never(test.field) for test in tests(leaf.node)), "")
            yield f"{explain_leaf(leaf).condition}{f'：{why}' if why else ''}"
