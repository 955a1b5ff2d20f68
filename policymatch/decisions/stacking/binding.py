"""From the words of rules to a problem: whom each rule binds, given an enterprise's candidates and former awards.

Whether two supports are for the same project, matter or contract is told by the applications' keys. Where they say nothing,
supports of different policies that share a theme are *presumed* the same, so that what is called lawful surely is; every
such presumption is named. Items of one document are different matters unless their keys say otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from policymatch.decisions.amounts import column_bounds
from policymatch.decisions.stacking.candidates import (
    Award,
    Candidate,
    Cause,
    Cut,
    level_of,
    of_key,
    same_things,
    selects,
)
from policymatch.decisions.stacking.problem import (
    UNBOUNDED,
    Ceiling,
    Choice,
    Exclusion,
    Need,
    Offset,
    Problem,
    Queue,
)
from policymatch.documents.model import PolicyDocument
from policymatch.documents.stacking import AwardState, Scope, StackingKind, StackingRule
from policymatch.errors import InvalidInputError
from policymatch.profiles import Profile

ALIKE = (Scope.ENTERPRISE, Scope.GROUP)


@dataclass(frozen=True, slots=True)
class Bound:
    """The problem, and the cause of every tag in it."""

    candidates: tuple[Candidate, ...]
    problem: Problem
    causes: tuple[Cause, ...]
    cuts: tuple[Cut, ...]

    def barred(self) -> dict[int, Cut]:
        """Candidates that former awards shut out."""
        return {cut.candidate: cut for cut in self.cuts if cut.barred}


def to_fen(amount: Decimal | None) -> int:
    """元 in whole 分, a part of one cut; ``UNBOUNDED`` for None."""
    return UNBOUNDED if amount is None else int(amount * 100)


def from_fen(amount: int) -> Decimal | None:
    """Whole 分 in 元; None where nothing bounds it."""
    return None if amount >= UNBOUNDED else Decimal(amount) / 100


def bind(candidates: Sequence[Candidate], awards: Sequence[Award], profile: Profile, as_of: date) -> Bound:
    """Apply the rules of the candidates' documents.

    Args:
        candidates: what may be applied for.
        awards: what is held or under way.
        profile: for the bases of ceilings.
        as_of: the day.

    Raises:
        InvalidInputError: two candidates with one key.
    """
    if len({one.key for one in candidates}) < len(candidates):
        raise InvalidInputError("同一事项出现两次", hint="每个事项只列一次")
    return _Binder(tuple(candidates), tuple(awards), profile, as_of).bound()


@dataclass(slots=True)
class _Binder:
    candidates: tuple[Candidate, ...]
    awards: tuple[Award, ...]
    profile: Profile
    as_of: date
    causes: list[Cause] = field(default_factory=list)
    cuts: list[Cut] = field(default_factory=list)
    pairs: dict[tuple[int, int], Exclusion] = field(default_factory=dict)
    offsets: list[Offset] = field(default_factory=list)
    ceilings: list[Ceiling] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)
    queues: list[Queue] = field(default_factory=list)
    gone: dict[int, tuple[int, int]] = field(default_factory=dict)

    def bound(self) -> Bound:
        documents = {id(one.document): one.document for one in self.candidates if one.document is not None}
        for document in documents.values():
            for rule in document.stacking_rules:
                self._apply(rule, document)
        barred = {cut.candidate for cut in self.cuts if cut.barred}
        choices = tuple(self._choice(at, at in barred) for at in range(len(self.candidates)))
        problem = Problem(
            choices, tuple(self.pairs.values()), tuple(self.offsets), tuple(self.ceilings), tuple(self.needs),
            tuple(self.queues),
        )  # fmt: skip
        return Bound(self.candidates, problem, tuple(self.causes), tuple(self.cuts))

    def _choice(self, at: int, barred: bool) -> Choice:
        candidate = self.candidates[at]
        if barred:
            return Choice(candidate.key, 0, 0)
        most, least = self.gone.get(at, (0, 0))
        high = to_fen(candidate.high)
        low, high = max(0, to_fen(candidate.low) - most), high if high >= UNBOUNDED else max(0, high - least)
        if any(at in queue.members for queue in self.queues) and candidate.terms:
            return Choice(candidate.key, candidate.terms.pays(0, 0), candidate.terms.pays(0, 1), candidate.terms)
        return Choice(candidate.key, low, high)

    def _apply(self, rule: StackingRule, document: PolicyDocument) -> None:
        mine = [at for at, one in enumerate(self.candidates) if one.document is document and rule.binds(one.item_id)]
        if not mine:
            return
        match rule.kind:
            case StackingKind.MAX_OF | StackingKind.ONE_OF:
                self._exclude(rule, document, mine)
            case StackingKind.OFFSET:
                self._offset(rule, document, mine)
            case StackingKind.CAP_OF_SUM:
                self._cap(rule, document, mine)
            case StackingKind.REQUIRES:
                self._require(rule, document, mine)

    def _tag(self, cause: Cause) -> int:
        self.causes.append(cause)
        return len(self.causes) - 1

    def _exclude(self, rule: StackingRule, document: PolicyDocument, mine: list[int]) -> None:
        among = [] if rule.against else mine
        for at in mine:
            for other in dict.fromkeys([*among, *self._met(rule, document)]):
                pair = min(at, other), max(at, other)
                if at == other or pair in self.pairs or self._allowed(rule, *pair):
                    continue
                same = self._same(rule, self.candidates[at], self.candidates[other])
                worth = all(self.candidates[one].high != 0 for one in pair)
                if same is not None and worth:
                    self.pairs[pair] = Exclusion(*pair, self._tag(Cause(rule, document, same)))
        self._meet_awards(rule, document, mine, barring=rule.kind is StackingKind.ONE_OF)

    def _offset(self, rule: StackingRule, document: PolicyDocument, mine: list[int]) -> None:
        for at in mine:
            by = [
                other
                for other in self._met(rule, document)
                if other != at and self._same(rule, self.candidates[at], self.candidates[other]) is not None
            ]
            tag = self._tag(Cause(rule, document, self._presumes(rule, at, by))) if by else 0
            if by and rule.from_base and all(self.candidates[one].terms for one in (at, *by)):
                self.queues.append(Queue(frozenset((at, *by)), tag))
            elif by:
                self.offsets.append(Offset(at, frozenset(by), tag))
        self._meet_awards(rule, document, mine, barring=False)

    def _presumes(self, rule: StackingRule, at: int, by: Sequence[int]) -> bool:
        return any(self._same(rule, self.candidates[at], self.candidates[other]) is True for other in by)

    def _cap(self, rule: StackingRule, document: PolicyDocument, mine: list[int]) -> None:
        low, high = cap_bounds(rule, self.profile, self.as_of)
        everyone = list(dict.fromkeys([*mine, *self._met(rule, document)]))
        for group in self._groups(rule, everyone):
            held = [award for award in self.awards if self._counts(rule, document, award, group)]
            most, least = _sum(held, unknown=UNBOUNDED), _sum(held, unknown=0)
            left = Ceiling(
                frozenset(group), max(0, low - most), UNBOUNDED if high >= UNBOUNDED else max(0, high - least),
                self._tag(Cause(rule, document)),
            )  # fmt: skip
            self.ceilings.append(left)

    def _groups(self, rule: StackingRule, members: list[int]) -> Iterator[list[int]]:
        """Those that a ceiling holds together; who names no project is counted with every one."""
        scopes = [scope for scope in rule.scope if scope not in ALIKE]
        named = {
            self.candidates[at].keys[scope] for at in members for scope in scopes if scope in self.candidates[at].keys
        }
        if not named:
            yield members
        for key in sorted(named):
            yield [at for at in members if of_key(self.candidates[at].keys, scopes, key)]

    def _counts(self, rule: StackingRule, document: PolicyDocument, award: Award, group: list[int]) -> bool:
        own = award.name.partition("/")
        mine = own[0] == document.id and rule.binds(own[2])
        if award.state not in rule.states or self._other_year(rule, award) or award.subject:
            return False
        return (mine or self._names(rule, document, award)) and any(
            self._award_same(rule, self.candidates[at], award) is not None or mine for at in group
        )

    def _require(self, rule: StackingRule, document: PolicyDocument, mine: list[int]) -> None:
        if any(award.state in rule.states and self._names(rule, document, award) for award in self.awards):
            return
        needed = frozenset(self._met(rule, document))
        tag = self._tag(Cause(rule, document))
        self.needs += [Need(at, needed - {at}, tag) for at in mine]

    def _met(self, rule: StackingRule, document: PolicyDocument) -> Iterator[int]:
        """Candidates that a rule names, or means by level."""
        for at, one in enumerate(self.candidates):
            named = any(selects(selector, one.key, one.name, document) for selector in rule.against)
            level = level_of(document, one.document) if one.document not in (None, document) else None
            if named or (level is not None and level in rule.others):
                yield at

    def _meet_awards(self, rule: StackingRule, document: PolicyDocument, mine: list[int], *, barring: bool) -> None:
        for award in self.awards:
            if award.state not in rule.states or self._other_year(rule, award):
                continue
            for at in mine:
                candidate = self.candidates[at]
                if award.state is AwardState.APPLIED and award.name == candidate.key and not award.subject:
                    continue  # this is that very application
                known = (
                    candidate.key == award.name
                    or self._names(rule, document, award)
                    or self._among(rule, document, award)
                )
                same = self._award_same(rule, candidate, award) if known else None
                if same is not None:
                    self.cuts.append(Cut(at, award, Cause(rule, document, same), barring))
                    self._reduce(at, award, rule.rate)

    def _reduce(self, at: int, award: Award, rate: Decimal) -> None:
        most, least = self.gone.get(at, (0, 0))
        paid = None if award.amount is None else int(award.amount * rate * 100)
        self.gone[at] = (most + (UNBOUNDED if paid is None else paid), least + (paid or 0))

    def _other_year(self, rule: StackingRule, award: Award) -> bool:
        return rule.per_year and award.year is not None and award.year != self.as_of.year

    def _among(self, rule: StackingRule, document: PolicyDocument, award: Award) -> bool:
        """Whether an award is itself of the rule's members, which then bind one another."""
        policy, _, item = award.name.partition("/")
        return not rule.against and policy == document.id and rule.binds(item)

    def _names(self, rule: StackingRule, document: PolicyDocument, award: Award) -> bool:
        if any(selects(selector, award.name, award.name, document) for selector in rule.against):
            return True
        if award.name.partition("/")[0] == document.id:
            return False
        of = next(
            (one.document for one in self.candidates if one.document and award.name.startswith(f"{one.document.id}/")),
            None,
        )
        level = award.level if of is None else level_of(document, of)
        return level is not None and level in rule.others

    def _allowed(self, rule: StackingRule, first: int, second: int) -> bool:
        """Whether a permission lifts a rule that yields to others (另有规定的除外)."""
        if not rule.unless_otherwise:
            return False
        for at, other in ((first, second), (second, first)):
            one = self.candidates[at]
            for permit in one.document.stacking_rules if one.document else ():
                granted = permit.kind is StackingKind.ALLOW and permit.binds(one.item_id)
                if (
                    granted
                    and one.document
                    and (other in self._met(permit, one.document) or not (permit.against or permit.others))
                ):
                    return True
        return False

    def _same(self, rule: StackingRule, one: Candidate, other: Candidate) -> bool | None:
        """Whether two are for the same: None: no; False: yes; True: presumed."""
        if Scope.GROUP in rule.scope and set(rule.scope) == {Scope.GROUP}:
            return None  # one enterprise is no group
        apart = one.document is not other.document
        return same_things(rule.scope, one.keys, other.keys, alike=apart and bool(set(one.themes) & set(other.themes)))

    def _award_same(self, rule: StackingRule, one: Candidate, award: Award) -> bool | None:
        if bool(award.subject) is not (Scope.GROUP in rule.scope):
            return None
        if award.subject:
            return False if award.name == one.key else None
        named = any(selects(selector, award.name, award.name, one.document) for selector in rule.against)
        apart = one.document is None or not award.name.startswith(f"{one.document.id}/")
        alike = named or (apart and bool(set(one.themes) & set(self._themes(award))))
        return same_things(rule.scope, one.keys, award.keys, alike=alike)

    def _themes(self, award: Award) -> tuple[str, ...]:
        known = next((one.themes for one in self.candidates if one.key == award.name), ())
        return award.themes or known


def _sum(awards: Sequence[Award], *, unknown: int) -> int:
    return sum(unknown if award.amount is None else to_fen(award.amount) for award in awards)


def cap_bounds(rule: StackingRule, profile: Profile, as_of: date) -> tuple[int, int]:
    """The ceiling of a rule in 分, at least and at most; an unknown base bounds neither."""
    fixed = to_fen(rule.cap)
    if rule.cap_rate is None:
        return fixed, fixed
    low, high = column_bounds(rule.cap_base, rule.cap_period, profile, as_of) if rule.cap_base else (Decimal(0), None)
    share = rule.cap_rate
    return min(fixed, to_fen(share * low)), fixed if high is None else min(fixed, to_fen(share * high))
