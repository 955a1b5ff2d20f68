"""The best lawful set for an enterprise: what to apply for, in which order, what stays out and why; in Chinese."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from policymatch.decisions.amounts import Estimate, estimate_item, rate_terms
from policymatch.decisions.matching import Match
from policymatch.decisions.stacking.binding import Bound, bind, from_fen
from policymatch.decisions.stacking.candidates import Award, Candidate, Cause, Keys, words_of
from policymatch.decisions.stacking.problem import UNBOUNDED, Terms
from policymatch.decisions.stacking.solving import NODES, Solution, Solved, solve
from policymatch.decisions.testing import Tester
from policymatch.decisions.verdicts import Verdict
from policymatch.documents.stacking import AwardState, StackingKind, stacking_sentence
from policymatch.profiles import Profile
from policymatch.quantities import render_amount

LIKELY = (Verdict.ELIGIBLE, Verdict.JUDGEMENT)
"""What is planned with unless asked otherwise: what is surely met, and what only a person has yet to confirm."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A support of the set.

    Args:
        key: ``<policy>/<item>``.
        name: the item's name.
        verdict: before any stacking; None for what has been applied for outside the policies here.
        alone: what it would give by itself.
        paid: what it gives within the set.
        note: why it gives less than alone; empty where it does not.
        applied: whether it has been applied for already.
    """

    key: str
    name: str
    verdict: Verdict | None
    alone: Estimate
    paid: Estimate
    note: str = ""
    applied: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """A support that stays out of the set.

    Args:
        key: ``<policy>/<item>``.
        name: the item's name.
        verdict: before any stacking.
        alone: what it would give by itself.
        because: the key, or the name, of what stands against it; empty where that is no other support.
        reason: why, one Chinese sentence.
        rule: the rule in words.
        quote: the rule's own words.
    """

    key: str
    name: str
    verdict: Verdict | None
    alone: Estimate
    because: str
    reason: str
    rule: str
    quote: str


@dataclass(frozen=True, slots=True)
class Option:
    """Another lawful set: the keys of what it takes, and what it gives."""

    keys: tuple[str, ...]
    total: Estimate


@dataclass(frozen=True, slots=True)
class Step:
    """Of two supports, which is to be applied for first, and why."""

    first: str
    then: str
    reason: str
    quote: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The best lawful set.

    Args:
        taken: what to apply for.
        left: what stays out, each with its rule.
        total: what the set gives: sure at least, possible at most.
        runner_up: the best set that takes something this one does not; None where there is none.
        ties: further sets that give exactly as much.
        steps: the order, where it matters.
        presumed: what was taken for granted, to be corrected by naming projects or contracts.
        proven: whether no lawful set is better.
    """

    taken: tuple[Taken, ...]
    left: tuple[Left, ...]
    total: Estimate
    runner_up: Option | None
    ties: tuple[Option, ...]
    steps: tuple[Step, ...]
    presumed: tuple[str, ...]
    proven: bool


def best_set(
    matches: Iterable[Match],
    profile: Profile,
    as_of: date,
    *,
    awards: Sequence[Award] = (),
    keys: Mapping[str, Keys] | None = None,
    verdicts: Sequence[Verdict] = LIKELY,
    nodes: int = NODES,
) -> Plan:
    """The best lawful set of what an enterprise may get.

    Eligibility is decided before stacking and shown with it. What is not surely met counts with a sure amount of nought.
    Sets are compared by the sure total, then by the possible one.

    Args:
        matches: decided items of documents in force.
        profile: what is known of the enterprise, for the bases of ceilings.
        as_of: the day.
        awards: what it holds, was granted or has applied for.
        keys: by item key, which project, contract or person the application is for.
        verdicts: which matches are planned with.
        nodes: branchings before proving is given up.

    Returns:
        The set, what stays out and why, the runner-up, ties, the order and the presumptions.
    """
    planned = [match for match in matches if match.verdict in verdicts and match.estimate.high != 0]
    known = {match.key: match.verdict for match in planned}
    applied = {award.name: award for award in awards if award.state is AwardState.APPLIED and not award.subject}
    tester = Tester(profile, as_of)
    listed = [candidate(match, tester, (keys or {}).get(match.key, {}), applied) for match in planned]
    listed += [_outside(award) for name, award in applied.items() if name not in known]
    bound = bind(listed, awards, profile, as_of)
    return _plan(bound, solve(bound.problem, nodes=nodes), known)


def candidate(match: Match, tester: Tester, keys: Keys, applied: Mapping[str, Award]) -> Candidate:
    """A match as something that may be applied for; amounts are those of one year, as the ceilings of a year are."""
    estimate = estimate_item(match.item, tester.profile, tester.as_of, one_year=True, tester=tester)
    award = applied.get(match.key)
    return Candidate(
        key=match.key, name=match.item.name, document=match.document, item_id=match.item.id,
        low=estimate.low if match.verdict is Verdict.ELIGIBLE else Decimal(0), high=estimate.high, themes=match.item.themes,
        keys={**keys, **(award.keys if award else {})}, applied=award is not None, terms=_terms(match, tester.profile, tester.as_of),
    )  # fmt: skip


def _terms(match: Match, profile: Profile, as_of: date) -> Terms | None:
    found = rate_terms(match.item, profile, as_of)
    if found is None or match.verdict is not Verdict.ELIGIBLE:
        return None
    rate, low, high, cap = found
    top, bottom = rate.as_integer_ratio()
    most = UNBOUNDED if high is None else int(high * 100)
    return Terms(top, bottom, (int(low * 100), most), UNBOUNDED if cap is None else int(cap * 100))


def _outside(award: Award) -> Candidate:
    amount = award.amount
    return Candidate(
        award.name, award.name, None, "", amount or Decimal(0), amount, award.themes, award.keys, applied=True
    )


def _plan(bound: Bound, solved: Solved, verdicts: Mapping[str, Verdict]) -> Plan:
    best, barred = solved.best, bound.barred()
    kept = [at for at in best.taken if at not in barred]
    left = [at for at in range(len(bound.candidates)) if at not in kept]
    return Plan(
        taken=tuple(_taken(bound, best, at, verdicts) for at in kept),
        left=tuple(_left(bound, best, at, verdicts) for at in left),
        total=_total(best),
        runner_up=_option(bound, solved.runner_up) if solved.runner_up else None,
        ties=tuple(_option(bound, tie) for tie in solved.ties),
        steps=tuple(_steps(bound, best)),
        presumed=tuple(dict.fromkeys(_presumed(bound))),
        proven=best.proven,
    )


def _total(solution: Solution) -> Estimate:
    low, high = solution.score
    return _estimate(low, high)


def _estimate(low: int, high: int) -> Estimate:
    return Estimate(from_fen(low) or Decimal(0), from_fen(high))


def _option(bound: Bound, solution: Solution) -> Option:
    barred = bound.barred()
    return Option(tuple(bound.candidates[at].key for at in solution.taken if at not in barred), _total(solution))


def _alone(one: Candidate) -> Estimate:
    return Estimate(one.low, one.high)


def _taken(bound: Bound, best: Solution, at: int, verdicts: Mapping[str, Verdict]) -> Taken:
    one = bound.candidates[at]
    paid = _estimate(best.payment.low[at], best.payment.high[at])
    note = _note(bound, best, at) if (paid.low, paid.high) != (one.low, one.high) else ""
    return Taken(one.key, one.name, verdicts.get(one.key), _alone(one), paid, note, one.applied)


def _note(bound: Bound, best: Solution, at: int) -> str:
    """Why a support gives less within the set than alone."""
    parts = [f"{_had(cut.award)}，{_said(cut.cause)}" for cut in bound.cuts if cut.candidate == at]
    tags = [ceiling.tag for ceiling in bound.problem.ceilings if at in ceiling.members]
    tags += [offset.tag for offset in bound.problem.offsets if offset.item == at and offset.by & set(best.taken)]
    tags += [queue.tag for queue in bound.problem.queues if at in queue.members]
    parts += [_said(bound.causes[tag]) for tag in dict.fromkeys(tags)]
    return "；".join(parts)


def _had(award: Award) -> str:
    return f"{award.state.label}“{award.name}”{render_amount(award.amount) if award.amount is not None else ''}"


def _said(cause: Cause) -> str:
    quote = cause.rule.source.quote if cause.rule.source else ""
    return f"按规定{sentence(cause)}" + (f"「{quote}」" if quote else "")


def sentence(cause: Cause) -> str:
    """The rule at work in words."""
    return stacking_sentence(cause.rule, {item.id: item.name for item in cause.document.items})


def _left(bound: Bound, best: Solution, at: int, verdicts: Mapping[str, Verdict]) -> Left:
    one = bound.candidates[at]
    because, reason, cause = _why_left(bound, best, at)
    quote = cause.rule.source.quote if cause and cause.rule.source else ""
    words = sentence(cause) if cause else ""
    return Left(one.key, one.name, verdicts.get(one.key), _alone(one), because, reason, words, quote)


def _why_left(bound: Bound, best: Solution, at: int) -> tuple[str, str, Cause | None]:
    cut = bound.barred().get(at)
    if cut is not None:
        return cut.award.name, f"{_had(cut.award)}，不能再享受“{bound.candidates[at].name}”", cut.cause
    for pair in bound.problem.exclusions:
        if at in (pair.first, pair.second):
            other = pair.second if at == pair.first else pair.first
            if other in best.taken:
                return (
                    bound.candidates[other].key,
                    _against(bound, at, other, bound.causes[pair.tag]),
                    bound.causes[pair.tag],
                )
    for need in bound.problem.needs:
        if need.item == at:
            return "", "所要求的前提不在可享受之列", bound.causes[need.tag]
    return "", "在最优组合中不增加金额", None


def _against(bound: Bound, at: int, other: int, cause: Cause) -> str:
    one, kept = bound.candidates[at], bound.candidates[other]
    same = words_of(cause.rule.scope)
    presumed = f"（按{same}处理）" if cause.presumed else ""
    word = "就高不重复" if cause.rule.kind is StackingKind.MAX_OF else "只能享受其一"
    worth = f"“{kept.name}”{_alone(kept).label}，“{one.name}”{_alone(one).label}"
    return f"与“{kept.name}”{word}{presumed}：{worth}"


def _steps(bound: Bound, best: Solution) -> Iterator[Step]:
    """The order of applying, where it matters: what is deducted and what is required come first, queues in their order."""
    key = {at: one.key for at, one in enumerate(bound.candidates)}
    for offset in bound.problem.offsets:
        for by in sorted(offset.by & set(best.taken)) if offset.item in best.taken else ():
            yield _step(key[by], key[offset.item], "后者按扣减前者后的差额给予，先办前者", bound.causes[offset.tag])
    for need in bound.problem.needs:
        for other in sorted(need.any_of & set(best.taken)) if need.item in best.taken else ():
            yield _step(key[other], key[need.item], "后者以前者为前提", bound.causes[need.tag])
    for queue in bound.problem.queues:
        order = [at for at in best.payment.order if at in queue.members]
        for first, then in pairwise(order):
            yield _step(key[first], key[then], "先办者不减后办者的基数，此顺序合计最高", bound.causes[queue.tag])
    yield from _before_rivals(bound, best)


def _before_rivals(bound: Bound, best: Solution) -> Iterator[Step]:
    """Of two that cannot both be had and are equally open, the chosen one must not be forestalled by the other."""
    for pair in bound.problem.exclusions:
        cause = bound.causes[pair.tag]
        if cause.rule.kind is StackingKind.ONE_OF:
            for kept, other in ((pair.first, pair.second), (pair.second, pair.first)):
                if kept in best.taken and bound.candidates[other].applied:
                    names = bound.candidates[kept].name, bound.candidates[other].name
                    reason = f"“{names[1]}”已申报；改报“{names[0]}”须先撤回"
                    yield _step(bound.candidates[other].key, bound.candidates[kept].key, reason, cause)


def _step(first: str, then: str, reason: str, cause: Cause) -> Step:
    return Step(first, then, reason, cause.rule.source.quote if cause.rule.source else "")


def _presumed(bound: Bound) -> Iterator[str]:
    for pair in bound.problem.exclusions:
        cause = bound.causes[pair.tag]
        if cause.presumed:
            names = "”与“".join(bound.candidates[at].name for at in (pair.first, pair.second))
            yield f"“{names}”按{words_of(cause.rule.scope)}处理；如不是，请注明各自的项目或合同"
    for cut in bound.cuts:
        if cut.cause.presumed:
            name = bound.candidates[cut.candidate].name
            yield f"“{cut.award.name}”与“{name}”按{words_of(cut.cause.rule.scope)}处理；如不是，请注明各自的项目或合同"
