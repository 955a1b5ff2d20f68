"""What may be applied for and what is held already; and when two of them are for the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from policymatch.decisions.stacking.problem import Terms
from policymatch.documents.model import PolicyDocument
from policymatch.documents.stacking import SCOPE_LABELS, AwardState, Others, Scope, StackingRule
from policymatch.vocabulary.regions import locate

Keys = Mapping[Scope, str]
NATION = "100000"
"""全国, which is no place of GB/T 2260."""


@dataclass(frozen=True, slots=True)
class Award:
    """A support that is held, granted or applied for already.

    Args:
        name: ``<policy>/<item>``, or the Chinese name of a support that no document here holds.
        amount: 元; None where unknown.
        state: how far it has come.
        level: of the policy it comes from, against the enterprise's own; None where unknown or told by the name.
        themes: what it is for, as items have them; told by the name where that is an item's.
        keys: for which project, contract, person it is.
        subject: who has it; empty for the enterprise itself.
        year: for which year; None where unknown.
    """

    name: str
    amount: Decimal | None = None
    state: AwardState = AwardState.HOLDS
    level: Others | None = None
    themes: tuple[str, ...] = ()
    keys: Keys = field(default_factory=dict)
    subject: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A support that may be applied for, or has been applied for and not been decided on.

    Args:
        key: ``<policy>/<item>``.
        name: the item's name.
        document: where it stands; None for a support of no document here.
        item_id: its id in the document.
        low: at least, 元.
        high: at most, 元; None where nothing bounds it.
        themes: what it is for.
        keys: for which project, contract, person it is.
        applied: whether it has been applied for already.
        terms: the share of a base that it gives; None where it is computed otherwise or its base is unknown.
    """

    key: str
    name: str
    document: PolicyDocument | None
    item_id: str
    low: Decimal
    high: Decimal | None
    themes: tuple[str, ...] = ()
    keys: Keys = field(default_factory=dict)
    applied: bool = False
    terms: Terms | None = None


@dataclass(frozen=True, slots=True)
class Cause:
    """A rule at work.

    Args:
        rule: the rule.
        document: the document that it stands in.
        presumed: whether it binds only because two supports are presumed to be for the same.
    """

    rule: StackingRule
    document: PolicyDocument
    presumed: bool = False


@dataclass(frozen=True, slots=True)
class Cut:
    """What a former award does to a candidate: ``barred`` from it, or its amount reduced."""

    candidate: int
    award: Award
    cause: Cause
    barred: bool


def same_things(scopes: Sequence[Scope], one: Keys, other: Keys, *, alike: bool) -> bool | None:
    """Whether two supports share what a rule asks for.

    Args:
        scopes: of what one must be the same; empty: nothing need be.
        one: the keys of the first.
        other: the keys of the second.
        alike: whether they are presumed to be for the same where their keys do not say.

    Returns:
        None where they do not; False where they do; True where that is only presumed.
    """
    if not scopes or Scope.ENTERPRISE in scopes:
        return False
    asked = [scope for scope in scopes if scope is not Scope.GROUP]
    if any(scope in one and one[scope] == other.get(scope) for scope in asked):
        return False
    told = all(scope in one and scope in other for scope in asked) or any(
        scope in one and scope in other for scope in (Scope.PROJECT, Scope.CONTRACT) if scope in asked
    )
    return True if alike and not told else None


def level_of(own: PolicyDocument, other: PolicyDocument | None) -> Others | None:
    """The level of another document against one's own; None where regions do not tell."""
    if other is None or own.region is None or other.region is None:
        return None
    if own.region == other.region:
        return Others.SAME_LEVEL
    if NATION in (own.region, other.region):
        return Others.LOWER if own.region == NATION else Others.UPPER
    if locate(own.region, other.region):
        return Others.UPPER
    return Others.LOWER if locate(other.region, own.region) else None


def selects(selector: str, key: str, name: str, document: PolicyDocument | None) -> bool:
    """Whether a selector names a support: by key, by policy, by the item's id, by its Chinese name."""
    policy, _, item = selector.partition("/")
    if item:
        return key == selector or (item == "*" and key.startswith(f"{policy}/"))
    return name == selector or (document is not None and key == f"{document.id}/{selector}")


def of_key(keys: Keys, scopes: Sequence[Scope], key: str) -> bool:
    """Whether a support is for a project, or names none."""
    told = [keys[scope] for scope in scopes if scope in keys]
    return not told or key in told


def words_of(scopes: Sequence[Scope]) -> str:
    """Scopes in words: 同一项目或同一事项."""
    return "或".join(SCOPE_LABELS[scope] for scope in scopes)
