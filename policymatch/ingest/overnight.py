"""What changed for whom between two moments, out of the store: data came in, policies changed, time passed, or all of it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Engine
from sqlmodel import Session

from policymatch.conditions import Node
from policymatch.decisions import Verdict
from policymatch.decisions.matching import item_key
from policymatch.ingest.profiles import Part, count_subjects, load_profiles, split_subjects
from policymatch.profiles import Profile
from policymatch.store.policies import documents_in_force

if TYPE_CHECKING:
    from policymatch.batch import Comparison, Program

AT_ONCE = 20_000
"""Enterprises held in memory at a time, in both states."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A state of the store and the day that answers are for.

    Args:
        as_of: the day of the answers.
        known_on: what was known at the end of that day, of enterprises and of policies; None for all that is known.
    """

    as_of: date
    known_on: date | None = None


@dataclass(frozen=True, slots=True)
class Turned:
    """One enterprise's verdict for one item at two moments; None where enterprise or item were not there."""

    subject: str
    key: Hashable
    before: Verdict | None
    after: Verdict | None


def verdict_changes(engine: Engine, before: Moment, after: Moment) -> Iterator[Turned]:
    """Every pair whose verdict is not what it was.

    Of enterprises or items that are new, or gone, only pairs that are, or were, anything but 不符合.

    Args:
        engine: the store.
        before: the first moment.
        after: the second.

    Returns:
        By parts of the enterprises, each read once in either state.
    """
    from policymatch.batch import Comparison

    with Session(engine) as session:
        items = [_items(session, moment) for moment in (before, after)]
    comparison = Comparison(*items)
    for part in split_subjects(engine, -(-count_subjects(engine) // AT_ONCE) or 1):
        yield from _of_part(engine, comparison, part, before, after)


def _items(session: Session, moment: Moment) -> dict[Hashable, Node]:
    found = documents_in_force(session, moment.as_of, moment.known_on)
    return {item_key(document, item): item.condition for document in found for item in document.items}


def _of_part(engine: Engine, comparison: Comparison, part: Part, before: Moment, after: Moment) -> Iterator[Turned]:
    from policymatch.batch import encode_profiles

    known = [
        {profile.subject: profile for profile in load_profiles(engine, known_on=moment.known_on, part=part)}
        for moment in (before, after)
    ]
    both = sorted(known[0].keys() & known[1].keys())
    old = encode_profiles((known[0][one] for one in both), comparison.program, before.as_of, sort=False)
    new = encode_profiles((known[1][one] for one in both), comparison.program, after.as_of, like=old)
    for change in comparison.changes(old, new):
        yield Turned(both[change.row], change.key, change.before, change.after)
    gone = [profile for subject, profile in known[0].items() if subject not in known[1]]
    come = [profile for subject, profile in known[1].items() if subject not in known[0]]
    yield from (Turned(subject, key, was, None) for subject, key, was in _held(comparison.then, gone, before.as_of))
    yield from (Turned(subject, key, None, now) for subject, key, now in _held(comparison.now, come, after.as_of))


def _held(program: Program, profiles: Iterable[Profile], as_of: date) -> Iterator[tuple[str, Hashable, Verdict]]:
    """All that is anything but 不符合."""
    from policymatch.batch import Matcher

    matcher = Matcher(program)
    for profile in profiles:
        found = matcher.having(profile, as_of, Verdict.ELIGIBLE, Verdict.JUDGEMENT, Verdict.OPEN)
        yield from ((profile.subject, key, verdict) for key, verdict in found)
