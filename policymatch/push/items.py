"""Items as they are followed from look to look: by a small number, as they stood; what became of them since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert, update
from sqlmodel import Session, select

from policymatch.decisions.matching import item_key
from policymatch.documents import Item, PolicyDocument
from policymatch.documents.exchange import write_item
from policymatch.errors import NotFoundError
from policymatch.push.changes import Term
from policymatch.push.levels import level_of
from policymatch.registry.lifecycle import Event, Status
from policymatch.registry.receipts import Governed
from policymatch.store.policies import Placed, get_version, placed, read_row
from policymatch.store.receipts import governed
from policymatch.store.tables_push import FollowedItem


@dataclass(frozen=True, slots=True)
class Current:
    """An item that governs now.

    Args:
        document: its document, as it governs.
        item: the item.
        version: the number of the version.
        digest: of all that the item says; the same digest gives the same answers.
        governed: the version as receipts name it.
    """

    document: PolicyDocument
    item: Item
    version: int
    digest: str
    governed: Governed

    @property
    def key(self) -> str:
        """Its name across documents."""
        return item_key(self.document, self.item)

    @property
    def title(self) -> str:
        """Its policy's title."""
        return self.document.title or self.document.id

    @property
    def term(self) -> Term:
        """Its window."""
        return Term(self.item.window.opens_on, self.item.window.closes_on)

    @property
    def level(self) -> str:
        """The level of government."""
        return level_of(self.document.region)


@dataclass(frozen=True, slots=True)
class Gone:
    """Why an item governs no longer, in one sentence."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Landscape:
    """All items now against all that were followed.

    Args:
        current: what governs now, by key.
        followed: the rows, by key; with those that are new.
        gone: what governed at the last look and does not now, by key.
    """

    current: Mapping[str, Current]
    followed: Mapping[str, FollowedItem]
    gone: Mapping[str, Gone]

    @property
    def changed(self) -> frozenset[str]:
        """The keys of items that are new, back, or say something else than at the last look."""
        return frozenset(key for key, one in self.current.items() if self.was(key) != one.digest)

    def was(self, key: str) -> str:
        """The digest at the last look; empty where it did not govern."""
        row = self.followed[key]
        return row.digest if row.governs else ""

    def number(self, key: str) -> int:
        """An item's number."""
        number = self.followed[key].id
        assert number is not None
        return number


@dataclass(frozen=True, slots=True)
class Survey:
    """What was seen of the policies, before it is held against what was followed.

    Args:
        day: the day.
        versions: all versions, governing or not.
        current: what governs, by key.
    """

    day: date
    versions: tuple[Placed, ...]
    current: Mapping[str, Current]


def survey(session: Session, day: date) -> Survey:
    """See what governs on a day. It takes long where there is much, so it needs no more than a reading session."""
    versions = placed(session, day)
    current = {one.key: one for version in versions if version.standing.governs for one in _items(version)}
    return Survey(day, tuple(versions), current)


def follow(session: Session, seen: Survey) -> Landscape:
    """Hold what was seen against what was followed, and give new items their numbers; a writing session."""
    numbered = set(session.exec(select(FollowedItem.key)))
    fresh = [_fresh(one) for key, one in seen.current.items() if key not in numbered]
    if fresh:
        session.connection().execute(insert(FollowedItem), fresh)
    rows = {row.key: row for row in session.exec(select(FollowedItem))}
    gone = {
        key: Gone(_ending(row, seen.versions, seen.day))
        for key, row in rows.items() if row.governs and row.digest and key not in seen.current
    }  # fmt: skip
    return Landscape(seen.current, rows, gone)


def settle(session: Session, landscape: Landscape) -> None:
    """Write down how the items stand, once everything that follows from it is written."""
    over, moved = [], []
    for row in session.exec(select(FollowedItem)):
        one = landscape.current.get(row.key)
        if one is None and row.governs:
            over.append({"id": row.id, "governs": False})
        elif one is not None and _differs(row, values := _values(one) | {"digest": one.digest, "governs": True}):
            moved.append({"id": row.id, **values})
    for rows in (over, moved):
        if rows:
            session.execute(update(FollowedItem), rows)


def _differs(row: FollowedItem, values: Mapping[str, Any]) -> bool:
    return any(getattr(row, name) != value for name, value in values.items())


def _items(version: Placed) -> Iterable[Current]:
    document, governed_by = version.governing(), governed(version)
    for item in document.items:
        said = json.dumps(write_item(item), ensure_ascii=False, sort_keys=True)
        yield Current(document, item, version.row.version, hashlib.sha256(said.encode()).hexdigest()[:32], governed_by)


def _fresh(one: Current) -> dict[str, Any]:
    return {"key": one.key, **_values(one), "digest": "", "governs": True}


def _values(one: Current) -> dict[str, Any]:
    window = one.item.window
    return {
        "policy_id": one.document.id.partition("@")[0], "version": one.version, "item_id": one.item.id, "name": one.item.name,
        "title": one.title, "region": one.document.region, "themes": json.dumps(list(one.item.themes), ensure_ascii=False),
        "opens_on": window.opens_on, "closes_on": window.closes_on,
    }  # fmt: skip


def event_of(row: FollowedItem, one: Current) -> str:
    """What happened to an item's policy since the last look, one sentence."""
    if not row.digest:
        return f"政策发布：《{one.title}》"
    if not row.governs:
        return f"政策恢复：《{one.title}》重新施行或受理"
    return f"政策修订：《{one.title}》第{one.version}版"


def former(session: Session, row: FollowedItem) -> Item | None:
    """An item as it stood at the last look, without who stays under which version; None where it did not govern."""
    if not row.digest or not row.governs:
        return None
    try:
        return read_row(get_version(session, row.policy_id, row.version)).item(row.item_id)
    except NotFoundError:
        return None


def _ending(row: FollowedItem, versions: Iterable[Placed], day: date) -> str:
    """Why an item governs no longer."""
    named = f"《{row.title}》"
    own = [one for one in versions if one.row.policy_id == row.policy_id]
    standing = next((one.standing for one in own if one.row.version == row.version), None)
    newest = next((one for one in reversed(own) if one.standing.governs), None)
    if standing is None:
        return f"政策变化：{named}已不在库中"
    status = standing.item_status(row.item_id)
    if newest is not None and status is Status.SUPERSEDED:
        return f"政策修订：{named}第{newest.row.version}版自{newest.row.effective_on or day}起施行，不再包含此事项"
    if standing.governs:
        named += f"“{row.name}”"
    if status is Status.EXPIRED:
        return f"政策到期：{named}有效期至{standing.version.expires_on}"
    return _stopped(named, status, standing.item_event(row.item_id))


def _stopped(named: str, status: Status, event: Event | None) -> str:
    why = f"（{event.reason}）" if event and event.reason else ""
    word = {Status.SUSPENDED: "暂停受理", Status.REPEALED: "废止"}.get(status, "变化")
    since = f"，自{event.holds_from}起" if event and status is Status.REPEALED else ""
    return f"政策{word}：{named}{since}{why}"
