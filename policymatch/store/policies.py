"""Published policy versions in the database: immutable, hashed, chosen by date."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from sqlmodel import Field, Session, SQLModel, col, select

from policymatch.documents import PolicyDocument, read_document, write_document
from policymatch.errors import ConflictError
from policymatch.registry.shelf import ShelfPolicy


class VersionStatus(StrEnum):
    """Where a version stands."""

    PUBLISHED = "published"
    SUSPENDED = "suspended"
    REPEALED = "repealed"


class PolicyVersion(SQLModel, table=True):
    """One published version of a policy; its content never changes.

    ``effective_on`` and ``expires_on`` (last day) say when it is in force; ``recorded_on`` since when we know it.
    """

    __tablename__ = "policy_version"

    policy_id: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    status: VersionStatus = VersionStatus.PUBLISHED
    title: str
    document: str
    source_text: str
    content_hash: str
    issued_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    recorded_on: date


def content_hash(document: str, source_text: str) -> str:
    """SHA-256 over what a version says and the words it rests on."""
    return hashlib.sha256(f"{document}\n\x00\n{source_text}".encode()).hexdigest()


def publish(session: Session, policy: ShelfPolicy, *, recorded_on: date) -> PolicyVersion:
    """Store a version; the same content again changes nothing.

    Raises:
        ConflictError: the version is already published with other content.
    """
    document = json.dumps(write_document(policy.document), ensure_ascii=False, sort_keys=True)
    digest = content_hash(document, policy.source_text)
    known = session.get(PolicyVersion, (policy.document.id, policy.version))
    if known:
        if known.content_hash != digest:
            raise ConflictError(
                "该版本已发布，内容不可更改",
                where=f"{policy.document.id}/v{policy.version}",
                hint="以新的版本号发布",
            )
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
    )
    session.add(row)
    return row


def versions_in_force(session: Session, day: date) -> list[PolicyVersion]:
    """The version of each policy in force on a day.

    A version that has ended or was repealed never falls through to an older one: of the versions that have begun the
    newest counts, and where it no longer holds the policy gives nothing.
    """
    begun = session.exec(select(PolicyVersion).order_by(col(PolicyVersion.policy_id), col(PolicyVersion.version))).all()
    newest = {row.policy_id: row for row in begun if row.effective_on is None or row.effective_on <= day}
    return [row for row in newest.values() if _holds(row, day)]


def _holds(row: PolicyVersion, day: date) -> bool:
    return row.status is VersionStatus.PUBLISHED and (row.expires_on is None or day <= row.expires_on)


def documents(rows: Iterable[PolicyVersion]) -> list[PolicyDocument]:
    """The documents of version rows."""
    return [read_document(json.loads(row.document), where=f"{row.policy_id}/v{row.version}") for row in rows]
