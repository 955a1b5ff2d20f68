"""Published policy versions in the database: immutable, hashed, chosen by the day asked for and the day known."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, func, select

from policymatch.conditions import read_node, write_node
from policymatch.documents import PolicyDocument, read_document, write_document
from policymatch.errors import ConflictError, NotFoundError
from policymatch.registry.basis import KnownPolicy
from policymatch.registry.lifecycle import Cohort, Event, EventKind, Standing, Status, Version, governing, open_items
from policymatch.registry.lifecycle import standings as pure_standings
from policymatch.registry.shelf import ShelfPolicy
from policymatch.store.tables_policies import PolicyVersion, VersionEvent
from policymatch.store.transactions import local_day


@dataclass(frozen=True, slots=True)
class Placed:
    """A version's row and how it stands on the day asked for."""

    row: PolicyVersion
    standing: Standing

    @property
    def status(self) -> Status:
        """How it stands."""
        return self.standing.status

    def document(self) -> PolicyDocument:
        """The document as published."""
        return read_row(self.row)

    def governing(self) -> PolicyDocument:
        """The document as it governs, its conditions asking first who stays under which version; without closed items."""
        return governing(open_items(self.document(), self.standing), self.standing)


def content_hash(document: str, source_text: str) -> str:
    """SHA-256 over what a version says and the words it rests on."""
    return hashlib.sha256(f"{document}\n\x00\n{source_text}".encode()).hexdigest()


def write_text(document: PolicyDocument) -> str:
    """The one JSON text of a document."""
    return json.dumps(write_document(document), ensure_ascii=False, sort_keys=True)


def publish(
    session: Session,
    policy: ShelfPolicy,
    *,
    recorded_on: date,
    cohort: Cohort | None = None,
    cases: Sequence[Mapping[str, Any]] = (),
    department: str = "",
    note: str = "",
) -> PolicyVersion:
    """Store a version; the same content again changes nothing.

    Args:
        session: a writing session.
        policy: the document, its version number and its source.
        recorded_on: since when we know it.
        cohort: who stays under the version that it supersedes; None: nobody.
        cases: signed boundary pairs in plain form.
        department: the owner's.
        note: what changed, for the readers.

    Raises:
        ConflictError: the version is already published with other content.
    """
    document = write_text(policy.document)
    digest = content_hash(document, policy.source_text)
    known = session.get(PolicyVersion, (policy.document.id, policy.version))
    if known:
        check_same(known, policy)
        return known
    row = PolicyVersion(
        policy_id=policy.document.id,
        version=policy.version,
        title=policy.document.title or policy.document.id,
        document=document,
        source_text=policy.source_text,
        content_hash=digest,
        issued_on=policy.document.published_on,
        effective_on=policy.document.valid_from or policy.document.published_on,
        expires_on=policy.document.valid_to,
        recorded_on=recorded_on,
        supersedes=policy.supersedes,
        cohort=write_cohort(cohort),
        cases=json.dumps(list(cases), ensure_ascii=False),
        department=department,
        note=note,
    )
    session.add(row)
    try:
        session.flush()
    except IntegrityError as error:
        raise ConflictError(
            "该版本刚刚由他人发布", where=f"{row.policy_id}/v{row.version}", hint="以新版为基础重新起草"
        ) from error
    return row


def check_same(row: PolicyVersion, policy: ShelfPolicy) -> None:
    """Check that a version in hand is the one that was published under its number.

    Raises:
        ConflictError: it has other content.
    """
    if row.content_hash != content_hash(write_text(policy.document), policy.source_text):
        where = f"{row.policy_id}/v{row.version}"
        raise ConflictError("该版本已发布，内容不可更改", where=where, hint="以新的版本号发布")


def write_cohort(cohort: Cohort | None) -> str | None:
    """A cohort as JSON text; None for nobody."""
    if cohort is None:
        return None
    until = cohort.until.isoformat() if cohort.until else None
    return json.dumps({"condition": write_node(cohort.condition), "until": until}, ensure_ascii=False, sort_keys=True)


def read_cohort(text: str | None) -> Cohort | None:
    """A cohort from its JSON text."""
    if text is None:
        return None
    data = json.loads(text)
    return Cohort(read_node(data["condition"]), date.fromisoformat(data["until"]) if data.get("until") else None)


def read_row(row: PolicyVersion) -> PolicyDocument:
    """The document of a version's row; a row never changes, so it is read once."""
    return _read(row.document, f"{row.policy_id}/v{row.version}")


@lru_cache(maxsize=8192)
def _read(document: str, where: str) -> PolicyDocument:
    return read_document(json.loads(document), where=where)


def get_version(session: Session, policy_id: str, version: int | None = None) -> PolicyVersion:
    """One version's row; the newest where none is named.

    Raises:
        NotFoundError: there is none.
    """
    wanted = newest_number(session, policy_id) if version is None else version
    row = session.get(PolicyVersion, (policy_id, wanted)) if wanted else None
    if row is None:
        place = policy_id if version is None else f"{policy_id}/v{version}"
        raise NotFoundError("没有这份政策或版本", where=place, hint="核对政策编号与版本号")
    return row


def newest_number(session: Session, policy_id: str) -> int | None:
    """The highest version number of a policy; None where it has none."""
    return session.exec(select(func.max(PolicyVersion.version)).where(PolicyVersion.policy_id == policy_id)).one()


def versions_of(session: Session, policy_id: str) -> list[PolicyVersion]:
    """All versions of a policy, the oldest first."""
    wanted = select(PolicyVersion).where(PolicyVersion.policy_id == policy_id).order_by(col(PolicyVersion.version))
    return list(session.exec(wanted))


def altered_versions(session: Session) -> list[str]:
    """The versions whose content is no longer what their hash says, as ``<policy>/v<n>``; none where nobody laid hands on."""
    return [
        f"{row.policy_id}/v{row.version}"
        for row in all_versions(session)
        if content_hash(row.document, row.source_text) != row.content_hash
    ]


def all_versions(session: Session) -> list[PolicyVersion]:
    """All versions of all policies, by policy, the oldest first."""
    wanted = select(PolicyVersion).order_by(col(PolicyVersion.policy_id), col(PolicyVersion.version))
    return list(session.exec(wanted))


def placed(session: Session, day: date, known_on: date | None = None, *, policy_id: str | None = None) -> list[Placed]:
    """Every version, with how it stands on a day.

    Args:
        session: any session.
        day: the day asked for.
        known_on: what was known on that day; None for all that is known.
        policy_id: of one policy alone; None for all.
    """
    rows, events = select(PolicyVersion), select(VersionEvent).order_by(col(VersionEvent.id))
    if policy_id is not None:
        rows = rows.where(PolicyVersion.policy_id == policy_id)
        events = events.where(VersionEvent.policy_id == policy_id)
    by_key = {(row.policy_id, row.version): row for row in session.exec(rows)}
    happened: dict[tuple[str, int], list[Event]] = {}
    for event in session.exec(events):
        happened.setdefault((event.policy_id, event.version), []).append(_event(event))
    versions = [_version(row, happened.get(key, [])) for key, row in by_key.items()]
    found = pure_standings(versions, day, known_on)
    return [Placed(by_key[one.version.policy_id, one.version.version], one) for one in found]


def _version(row: PolicyVersion, events: Sequence[Event]) -> Version:
    return Version(
        row.policy_id, row.version, row.effective_on, row.expires_on, row.recorded_on, row.supersedes,
        read_cohort(row.cohort), tuple(events),
    )  # fmt: skip


def _event(row: VersionEvent) -> Event:
    return Event(EventKind(row.kind), row.holds_from, row.recorded_on, row.reason, row.next_check_on, row.item_id)


def versions_in_force(session: Session, day: date, known_on: date | None = None) -> list[PolicyVersion]:
    """The versions that govern on a day; see ``registry.lifecycle`` for the law."""
    return [one.row for one in placed(session, day, known_on) if one.standing.governs]


def documents_in_force(session: Session, day: date, known_on: date | None = None) -> list[PolicyDocument]:
    """The documents that govern on a day, as they govern (新老划断 written into their conditions)."""
    return [one.governing() for one in placed(session, day, known_on) if one.standing.governs]


def documents(rows: Iterable[PolicyVersion]) -> list[PolicyDocument]:
    """The documents of version rows, as published."""
    return [read_row(row) for row in rows]


def record_event(
    session: Session,
    policy_id: str,
    version: int,
    kind: EventKind,
    *,
    holds_from: date,
    reason: str,
    actor: str,
    now: datetime,
    next_check_on: date | None = None,
    item_id: str | None = None,
) -> VersionEvent:
    """Suspend, resume or repeal a version, or one item of it, from a day on.

    Args:
        session: a writing session.
        policy_id: the policy.
        version: the version.
        kind: what happens to it.
        holds_from: the first day on which it holds; repealed with effect from a day is in force until the day before.
        reason: why, for the people who ask.
        actor: who enters it.
        now: when it is entered.
        next_check_on: for suspensions, when somebody looks again.
        item_id: the one item that it happens to (its own money is used up); None: the whole version.

    Raises:
        NotFoundError: no such version or item.
        ConflictError: it has been repealed already, it is not suspended, or a suspension without a day to look again.
    """
    row = get_version(session, policy_id, version)
    (standing,) = (one.standing for one in placed(session, holds_from, policy_id=policy_id) if one.row is row)
    if item_id is not None and read_row(row).item(item_id) is None:
        raise NotFoundError("该版本没有这个事项", where=f"{policy_id}/v{version}/{item_id}", hint="核对事项编号")
    _check_event(standing, kind, next_check_on, item_id)
    entry = VersionEvent(
        policy_id=policy_id, version=version, kind=str(kind), holds_from=holds_from, recorded_on=local_day(now),
        reason=reason, next_check_on=next_check_on, actor=actor, at=now, item_id=item_id,
    )  # fmt: skip
    session.add(entry)
    session.flush()
    return entry


def _check_event(standing: Standing, kind: EventKind, next_check_on: date | None, item_id: str | None) -> None:
    where = f"{standing.version.policy_id}/v{standing.version.version}" + (f"/{item_id}" if item_id else "")
    what = "该版本" if item_id is None else "该事项"
    status = standing.status if item_id is None else standing.item_status(item_id)
    if item_id is not None and standing.status is Status.REPEALED:
        raise ConflictError("该事项所在的版本已废止", where=where, hint="如系误废止，先恢复该版本")
    if item_id is not None and standing.status is Status.SUSPENDED and kind is EventKind.RESUMED:
        raise ConflictError("该事项所在的版本暂停受理", where=where, hint="先恢复该版本")
    if status is Status.REPEALED and kind is not EventKind.RESUMED:
        raise ConflictError(f"{what}已废止", where=where, hint="如系误废止，先恢复")
    if kind is EventKind.RESUMED and status not in (Status.SUSPENDED, Status.REPEALED):
        raise ConflictError(f"{what}{status.label}，无须恢复", where=where, hint="核对编号与日期")
    if kind is EventKind.SUSPENDED and next_check_on is None:
        raise ConflictError("暂停须写明下次核查日期", where=where, hint="填写何时再看资金是否到位")


def known_policies(session: Session, day: date) -> list[KnownPolicy]:
    """Every policy as its newest version that has begun stands on a day, for holding a text's basis against."""
    newest = {one.row.policy_id: one for one in placed(session, day) if one.status is not Status.COMING}
    return [
        KnownPolicy(policy_id, one.row.title, one.document().doc_number, one.status)
        for policy_id, one in newest.items()
    ]
