"""Which version governs on a day, seen from what was known on a day: pure, from the versions and what happened to them.

Two times: *valid* (when something holds) and *known* (since when we know it). A version that has ended or was repealed
never falls through to an older one; an older one lives on only where its successor says for whom (新老划断).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import groupby

from policymatch.conditions import All, Node, Not
from policymatch.documents import PolicyDocument


class Status(StrEnum):
    """Where a version stands on a day."""

    COMING = "coming"
    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"
    REPEALED = "repealed"

    @property
    def label(self) -> str:
        """The Chinese word."""
        return LABELS[self]


LABELS = {
    Status.COMING: "尚未施行",
    Status.IN_FORCE: "施行中",
    Status.SUSPENDED: "暂停受理",
    Status.SUPERSEDED: "已被新版替代",
    Status.EXPIRED: "已失效",
    Status.REPEALED: "已废止",
}


class EventKind(StrEnum):
    """What can happen to a published version."""

    SUSPENDED = "suspended"
    RESUMED = "resumed"
    REPEALED = "repealed"


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to a version.

    Args:
        kind: what.
        holds_from: the first day on which it holds.
        recorded_on: since when we know it.
        reason: why, for the people who ask (资金用完).
        next_check_on: when somebody looks again; None where nobody need.
        item: the id of the one item that it happened to (its own money is used up); None: to the whole version.
    """

    kind: EventKind
    holds_from: date
    recorded_on: date
    reason: str = ""
    next_check_on: date | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Cohort:
    """新老划断: who stays under the version that another supersedes.

    Args:
        condition: met by who stays, such as 认定日期早于2023年1月1日; where unknown, both versions stay open.
        until: the last day on which they stay; None: as long as the newer version is in force.
    """

    condition: Node
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """A published version as far as its time is concerned.

    Args:
        policy_id: the policy.
        version: its number; the newest that has begun governs.
        effective_on: the first day in force; None where the text does not say: it has begun.
        expires_on: the last day in force; None where open.
        recorded_on: since when we know it.
        supersedes: the version whose place it takes.
        cohort: who stays under that one; None: nobody.
        events: what happened to it.
    """

    policy_id: str
    version: int
    effective_on: date | None
    expires_on: date | None
    recorded_on: date
    supersedes: int | None = None
    cohort: Cohort | None = None
    events: tuple[Event, ...] = ()

    def begun(self, day: date) -> bool:
        """Whether its time has come."""
        return self.effective_on is None or self.effective_on <= day

    def last_event(self, day: date, known_on: date | None, *, item: str | None = None) -> Event | None:
        """What holds for it, or for one of its items, on a day, seen from what was known on another.

        The later entry wins on one day.
        """
        held = (
            event for event in self.events
            if event.item == item and event.holds_from <= day and _known(event.recorded_on, known_on)
        )  # fmt: skip
        return max(enumerate(held), key=lambda pair: (pair[1].holds_from, pair[0]), default=(0, None))[1]

    def closed_items(self, day: date, known_on: date | None) -> tuple[Event, ...]:
        """What holds for those of its items that are suspended or repealed by themselves, by item."""
        items = sorted({event.item for event in self.events if event.item is not None})
        found = (self.last_event(day, known_on, item=item) for item in items)
        return tuple(event for event in found if event is not None and event.kind is not EventKind.RESUMED)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a version stands on a day.

    Args:
        version: the version.
        status: how it stands.
        event: the event that made it so, for suspended and repealed ones.
        admitted: conditions on who it governs, from 新老划断; empty: on everybody.
        successor: the version that took its place; None where none did.
        closed: what suspended or repealed single items of it.
    """

    version: Version
    status: Status
    event: Event | None = None
    admitted: tuple[Node, ...] = ()
    successor: int | None = None
    closed: tuple[Event, ...] = ()

    @property
    def governs(self) -> bool:
        """Whether enterprises are matched under it."""
        return self.status is Status.IN_FORCE

    def item_event(self, item_id: str) -> Event | None:
        """The event that makes an item stand as it does: its own while the version is in force, else the version's."""
        if not self.governs:
            return self.event
        return next((event for event in self.closed if event.item == item_id), None)

    def item_status(self, item_id: str) -> Status:
        """How an item stands: as the version does, or suspended or repealed by itself."""
        event = self.item_event(item_id) if self.governs else None
        return self.status if event is None else Status(str(event.kind))


def _known(recorded_on: date, known_on: date | None) -> bool:
    return known_on is None or recorded_on <= known_on


def standings(versions: Iterable[Version], day: date, known_on: date | None = None) -> list[Standing]:
    """How every version stands on a day.

    Args:
        versions: of any number of policies.
        day: the valid time asked for.
        known_on: what was known on that day; None for all that is known.

    Returns:
        By policy, the oldest version first; versions not yet known are left out.
    """
    known = sorted(
        (version for version in versions if _known(version.recorded_on, known_on)),
        key=lambda version: (version.policy_id, version.version),
    )
    return [
        replace(standing, closed=standing.version.closed_items(day, known_on))
        for _, group in groupby(known, key=lambda version: version.policy_id)
        for standing in _of_policy(list(group), day, known_on)
    ]


def _of_policy(versions: Sequence[Version], day: date, known_on: date | None) -> Iterator[Standing]:
    newest = max((version.version for version in versions if version.begun(day)), default=None)
    living = (
        {} if newest is None else _living({version.version: version for version in versions}, newest, day, known_on)
    )
    for version in versions:
        if not version.begun(day):
            yield Standing(version, Status.COMING)
        elif version.version in living:
            yield living[version.version]
        else:
            yield _ended(version, day, known_on, newest)


def _living(by_number: dict[int, Version], newest: int, day: date, known_on: date | None) -> dict[int, Standing]:
    """The newest version that has begun, and the older ones that live on for somebody."""
    found: dict[int, Standing] = {}
    current: Version | None = by_number[newest]
    stays: tuple[Node, ...] = ()
    successor: int | None = None
    while current is not None and current.version not in found:
        older = _older(by_number, current, day)
        leaves = (Not(current.cohort.condition),) if older and current.cohort else ()
        status, event = _status(current, day, known_on, expires=successor is None)
        found[current.version] = Standing(current, status, event, stays + leaves, successor)
        if status in (Status.REPEALED, Status.EXPIRED) and successor is None:
            break
        if older and current.cohort:
            stays, successor = (*stays, current.cohort.condition), current.version
        current = older
    return found


def _older(by_number: dict[int, Version], version: Version, day: date) -> Version | None:
    """The version that lives on beside this one; None where nobody stays under it on the day."""
    cohort = version.cohort
    if cohort is None or version.supersedes is None or (cohort.until is not None and cohort.until < day):
        return None
    return by_number.get(version.supersedes)


def _status(version: Version, day: date, known_on: date | None, *, expires: bool) -> tuple[Status, Event | None]:
    event = version.last_event(day, known_on)
    if event is not None and event.kind is EventKind.REPEALED:
        return Status.REPEALED, event
    if expires and version.expires_on is not None and version.expires_on < day:
        return Status.EXPIRED, None
    if event is not None and event.kind is EventKind.SUSPENDED:
        return Status.SUSPENDED, event
    return Status.IN_FORCE, None


def _ended(version: Version, day: date, known_on: date | None, newest: int | None) -> Standing:
    status, event = _status(version, day, known_on, expires=True)
    if status in (Status.REPEALED, Status.EXPIRED):
        return Standing(version, status, event, successor=newest)
    return Standing(version, Status.SUPERSEDED, successor=newest)


def governing(document: PolicyDocument, standing: Standing) -> PolicyDocument:
    """The document as it governs: every condition asks first who stays under which version.

    A version that lives on for some beside its successor is named ``<policy>@v<n>``, so that each item has one name.
    """
    if standing.admitted:
        items = (replace(item, condition=All((*standing.admitted, item.condition))) for item in document.items)
        document = replace(document, items=tuple(items))
    return document if standing.successor is None else replace(document, id=named(standing.version))


def open_items(document: PolicyDocument, standing: Standing) -> PolicyDocument:
    """The document with those items alone for which enterprises are matched."""
    if not standing.closed:
        return document
    items = tuple(item for item in document.items if standing.item_status(item.id) is Status.IN_FORCE)
    return replace(document, items=items)


def named(version: Version) -> str:
    """The name of a version that lives on beside its successor."""
    return f"{version.policy_id}@v{version.version}"
