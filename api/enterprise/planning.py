"""What to apply for together, what is missed by little, when time turns a verdict: for JSON."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from api.enterprise.planning_schemas import (
    AdjustmentShown,
    AwardGiven,
    BestSetShown,
    BestSetWanted,
    FlipShown,
    LeftShown,
    NearMissesShown,
    NearMissShown,
    NearQuery,
    OptionShown,
    ScopeCode,
    StepShown,
    TakenShown,
)
from api.enterprise.schemas import AmountShown
from api.matching import match_part
from api.permissions import User
from api.presenting import coded, verdicts
from api.service import Service
from policymatch.decisions import Verdict, decide
from policymatch.decisions.amounts import Estimate
from policymatch.decisions.flips import HORIZON, next_flip
from policymatch.decisions.matching import match_item
from policymatch.decisions.nearness import Adjustment, NearMiss, near_misses
from policymatch.decisions.stacking import Award, Left, Option, Taken, best_set
from policymatch.documents.stacking import AwardState, Others, Scope
from policymatch.profiles.masking import HIDDEN, Viewer, may_see_field
from policymatch.profiles.readings import add_years
from policymatch.quantities import plain

LOOKED_AT = 300
"""Items looked at, the nearest deadline first: a person cannot use more."""


def plan_best_set(service: Service, subject: str, wanted: BestSetWanted) -> BestSetShown:
    """The best lawful set for an enterprise.

    Raises:
        NotFoundError: no source knows it, or one of the keys names no item.
    """
    asked = list(verdicts(list(wanted.verdicts)))
    part = match_part(service, subject, asked, 0, LOOKED_AT)
    catalogue, profile = part.catalogue, part.profile
    keys = {catalogue.entry(key).key: _keys(given) for key, given in wanted.keys.items()}
    matches = [match_item(entry.policy.document, entry.item, profile, catalogue.day) for entry in part.entries]
    awards = [_award(one) for one in wanted.awards]
    plan = best_set(matches, profile, catalogue.day, awards=awards, keys=keys, verdicts=asked)
    return BestSetShown(
        credit_code=subject, as_of=catalogue.day, total=_amount(plan.total), taken=[_taken(one) for one in plan.taken],
        left=[_left(one) for one in plan.left], runner_up=_option(plan.runner_up) if plan.runner_up else None,
        ties=[_option(tie) for tie in plan.ties], presumed=list(plan.presumed), proven=plan.proven,
        steps=[StepShown(first=one.first, then=one.then, reason=one.reason, quote=one.quote) for one in plan.steps],
    )  # fmt: skip


def _keys(given: Mapping[ScopeCode, str]) -> dict[Scope, str]:
    return {Scope(scope): name for scope, name in given.items()}


def _award(given: AwardGiven) -> Award:
    level = None if given.level is None else Others(given.level)
    amount = None if given.amount is None else Decimal(given.amount)
    state, themes = AwardState(given.state), tuple(given.themes)
    return Award(given.name, amount, state, level, themes, _keys(given.keys), given.subject, given.year)


def _amount(estimate: Estimate) -> AmountShown:
    high = None if estimate.high is None else plain(estimate.high)
    return AmountShown(low=plain(estimate.low), high=high, label=estimate.label)


def _taken(one: Taken) -> TakenShown:
    return TakenShown(
        key=one.key, name=one.name, verdict=coded(one.verdict) if one.verdict else None, alone=_amount(one.alone),
        paid=_amount(one.paid), note=one.note, applied=one.applied,
    )  # fmt: skip


def _left(one: Left) -> LeftShown:
    return LeftShown(
        key=one.key, name=one.name, verdict=coded(one.verdict) if one.verdict else None, alone=_amount(one.alone),
        because=one.because, reason=one.reason, rule=one.rule, quote=one.quote,
    )  # fmt: skip


def _option(one: Option) -> OptionShown:
    return OptionShown(keys=list(one.keys), total=_amount(one.total))


def find_near_misses(service: Service, user: User, subject: str, query: NearQuery) -> NearMissesShown:
    """Items that are missed by little.

    Raises:
        NotFoundError: no source knows the enterprise.
    """
    part = match_part(service, subject, [Verdict.NOT_ELIGIBLE], 0, LOOKED_AT)
    day = part.catalogue.day
    pairs = [(entry.policy.document, entry.item) for entry in part.entries]
    plans = near_misses(pairs, part.profile, day, limit=query.limit, most_steps=query.steps)
    shown = [_near(plan, user.viewer) for plan in plans]
    return NearMissesShown(credit_code=subject, as_of=day, looked_at=len(part.entries), items=shown)


def _near(plan: NearMiss, viewer: Viewer) -> NearMissShown:
    opens, closes = plan.window or (None, None)
    return NearMissShown(
        key=plan.key, name=plan.name, steps=[show_step(step, viewer) for step in plan.steps], reached_on=plan.reached_on, opens_on=opens,
        closes_on=closes, remark=plan.remark, open=list(plan.open), amount=_amount(plan.estimate),
    )  # fmt: skip


def show_step(step: Adjustment, viewer: Viewer) -> AdjustmentShown:
    """One step; how much is missing would tell what is known, so it is hidden with it."""
    hidden = bool(step.seen) and not may_see_field(viewer, step.field)
    return AdjustmentShown(
        condition=step.condition, quote=step.quote, seen=HIDDEN if hidden else step.seen, waiting=step.waiting, ready_on=step.ready_on,
        action=f"使“{step.condition}”得到满足" if hidden else step.action,
    )  # fmt: skip


def find_next_flip(service: Service, subject: str, key: str) -> FlipShown:
    """When time alone turns the verdict of one item.

    Raises:
        NotFoundError: no such enterprise or item.
    """
    catalogue, profile = service.catalogue(), service.profile(subject)
    entry, day = catalogue.entry(key), catalogue.day
    last = min(entry.policy.document.valid_to or add_years(day, HORIZON), add_years(day, HORIZON))
    now = decide(entry.item.condition, profile, day).verdict
    found = next_flip(entry.item.condition, profile, day, until=last)
    return FlipShown(
        credit_code=subject, key=entry.key, as_of=day, verdict=coded(now), on=found.on if found else None,
        after=coded(found.after) if found else None, causes=list(found.causes) if found else [], looked_until=last,
    )  # fmt: skip
