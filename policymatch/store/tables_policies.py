"""Tables of the registry: drafts under work, published versions, what later happened to them.

Versions, events and reviews are only ever added: the database itself refuses to change or delete them.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, LargeBinary, Text
from sqlmodel import Field, SQLModel

from policymatch.store.columns import Instant


def _text(**given: Any) -> Any:
    """A column of text of any length."""
    return Field(sa_column=Column(Text, nullable=False), **given)


class PolicyVersion(SQLModel, table=True):
    """One published version of a policy; its row never changes.

    Four dates: issued (签发), effective (施行), expires (失效, the last day), recorded (收录: since when we know it).
    ``supersedes`` is the version it takes the place of; ``cohort`` (JSON, null for none) says who stays under that one;
    ``cases`` (JSON) are the boundary pairs that were signed.
    """

    __tablename__ = "policy_version"

    policy_id: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    title: str
    document: str
    source_text: str
    content_hash: str
    issued_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    recorded_on: date
    supersedes: int | None = None
    cohort: str | None = Field(default=None, sa_column=Column(Text))
    cases: str = _text(default="[]")
    department: str = ""
    note: str = _text(default="")


class VersionEvent(SQLModel, table=True):
    """What happened to a version after publishing: it holds from ``holds_from``, and is known since ``recorded_on``.

    ``item_id`` is the one item that it happened to; null: the whole version.
    """

    __tablename__ = "version_event"

    id: int | None = Field(default=None, primary_key=True)
    policy_id: str = Field(index=True)
    version: int
    kind: str
    holds_from: date
    recorded_on: date
    reason: str = _text()
    next_check_on: date | None = None
    actor: str
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    item_id: str | None = None


class SourceFile(SQLModel, table=True):
    """An original as it was handed in, by the SHA-256 of its bytes."""

    __tablename__ = "source_file"

    digest: str = Field(primary_key=True)
    name: str
    media_type: str = ""
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class Draft(SQLModel, table=True):
    """A version in the making.

    ``revision`` grows with every change: who changes names the one that was seen. ``editors`` (JSON) are all who had a
    hand in it, none of whom may publish it; ``signed`` (JSON) holds the officer's answers to the boundary pairs.
    """

    __tablename__ = "draft"

    id: str = Field(primary_key=True)
    policy_id: str = Field(index=True)
    state: str = Field(index=True)
    revision: int = 1
    title: str = ""
    department: str = ""
    document: str = _text()
    source_text: str = _text()
    source_file: str | None = Field(default=None, foreign_key="source_file.digest")
    coverage: str = _text(default="{}")
    warnings: str = _text(default="[]")
    supersedes: int | None = None
    cohort: str | None = Field(default=None, sa_column=Column(Text))
    note: str = _text(default="")
    signed: str = _text(default="{}")
    editors: str = _text(default="[]")
    created_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    updated_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    published_version: int | None = None


class Review(SQLModel, table=True):
    """What somebody decided about a draft, and about which revision of it."""

    __tablename__ = "review"

    id: int | None = Field(default=None, primary_key=True)
    draft_id: str = Field(foreign_key="draft.id", index=True)
    revision: int
    actor: str
    decision: str
    comment: str = _text(default="")
    overruled: str = _text(default="{}")
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
