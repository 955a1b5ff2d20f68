"""Which policies and items somebody looks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from api.areas import applies_in
from api.catalogue import Catalogue, Entry, Policy
from policymatch.conditions import All, Node, Op, Test
from policymatch.vocabulary import industries


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an item must be; None or empty asks nothing.

    Args:
        q: words.
        region: it applies there: to the area itself or to one that holds it.
        industry: it is not restricted to other industries.
        theme: it bears the theme.
        status: its policy's status.
        closes_before: its deadline lies between today and this day.
        open_on: it can be applied for on this day, or names no time.
    """

    q: str = ""
    region: str | None = None
    industry: str | None = None
    theme: str | None = None
    status: str | None = None
    closes_before: date | None = None
    open_on: date | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """An item found, and how well it answers the words."""

    entry: Entry
    score: float | None


def find_items(catalogue: Catalogue, wanted: Wanted) -> list[Hit]:
    """The items that are wanted: the best answer first, without words by deadline."""
    tests = _tests(wanted, catalogue.day)
    standing = catalogue.statuses == wanted.status if wanted.status else np.ones(len(catalogue.entries), np.bool_)
    if not wanted.q:
        found = [entry for at in np.flatnonzero(standing).tolist() if _passes(entry := catalogue.entries[at], tests)]
        return [Hit(entry, None) for entry in sorted(found, key=lambda entry: _by_deadline(entry, catalogue.day))]
    scores = catalogue.search.scores(wanted.q) * standing
    places = np.flatnonzero(scores)
    ranked = places[np.argsort(-scores[places], kind="stable")].tolist()
    hits = (Hit(catalogue.entries[at], round(float(scores[at]), 4)) for at in ranked)
    return [hit for hit in hits if _passes(hit.entry, tests)]


def _passes(entry: Entry, tests: list[Callable[[Entry], bool]]) -> bool:
    return all(test(entry) for test in tests)


def find_policies(catalogue: Catalogue, *, region: str | None, status: str | None) -> list[Policy]:
    """The policies that are wanted, the newest first."""
    found = [
        policy for policy in catalogue.policies
        if (status is None or str(policy.placed.status) == status) and (region is None or applies_in(policy.document.region, region))
    ]  # fmt: skip
    return sorted(
        found,
        key=lambda policy: (policy.document.published_on or date.min, policy.document.id, policy.version),
        reverse=True,
    )


def _tests(wanted: Wanted, day: date) -> list[Callable[[Entry], bool]]:
    tests: list[Callable[[Entry], bool]] = []
    if region := wanted.region:
        tests.append(lambda entry: applies_in(entry.policy.document.region, region))
    if wanted.theme:
        tests.append(lambda entry: wanted.theme in entry.item.themes)
    if industry := wanted.industry:
        tests.append(lambda entry: open_to(entry.item.condition, industry))
    if until := wanted.closes_before:
        tests.append(
            lambda entry: entry.item.window.closes_on is not None and day <= entry.item.window.closes_on <= until
        )
    if on := wanted.open_on:
        tests.append(lambda entry: entry.item.window.open_on(on) is not False)
    return tests


def open_to(condition: Node, industry: str) -> bool:
    """Whether an item's outermost conditions leave an industry in; narrower groups are for the match to decide."""
    return all(_leaves_in(test, industry) for test in _outermost(condition))


def _outermost(condition: Node) -> Iterable[Test]:
    nodes = condition.children if isinstance(condition, All) else (condition,)
    return (node for node in nodes if isinstance(node, Test) and node.field == "industry")


def _leaves_in(test: Test, industry: str) -> bool:
    values = test.value if isinstance(test.value, tuple) else ()
    inside = [industries.locate(industry, value) for value in values]
    if test.op is Op.IN:
        return any(answer is not False for answer in inside)
    return not (test.op is Op.NOT_IN and any(inside))


def _by_deadline(entry: Entry, day: date) -> tuple[bool, date, str]:
    closes = entry.item.window.closes_on
    return closes is None or closes < day, closes or date.max, entry.key
