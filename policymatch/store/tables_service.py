"""Tables of the service: accounts, sign-ins, receipts of what was shown, the audit chain, answers given before."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Column, Index, LargeBinary, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from policymatch.store.columns import Instant


class Account(SQLModel, table=True):
    """Somebody who may sign in. ``subject`` is the credit code of the enterprise that an enterprise account speaks for.

    ``departments`` is a JSON list; ``issuer`` and ``identity`` name the person at the identity provider.
    """

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("issuer", "identity", name="ux_account_identity"),)

    id: str = Field(primary_key=True)
    login: str = Field(unique=True)
    name: str
    role: str
    departments: str = Field(default="[]", sa_column=Column(Text, nullable=False))
    subject: str | None = Field(default=None, index=True)
    password_hash: str | None = None
    issuer: str | None = None
    identity: str | None = None
    active: bool = True
    failures: int = 0
    locked_until: datetime | None = Field(default=None, sa_column=Column(Instant))
    created_at: datetime = Field(sa_column=Column(Instant, nullable=False))


class Login(SQLModel, table=True):
    """A sign-in that lasts: only the hash of its token is kept."""

    __tablename__ = "login"

    token_hash: str = Field(primary_key=True)
    account_id: str = Field(foreign_key="account.id", index=True)
    opened_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    seen_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    ends_at: datetime = Field(sa_column=Column(Instant, nullable=False, index=True))


class IdempotencyKey(SQLModel, table=True):
    """The answer that a writing request got, so that the same request again changes nothing."""

    __tablename__ = "idempotency_key"

    actor: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    request_digest: str
    status: int
    media_type: str
    headers: str = Field(default="{}", sa_column=Column(Text, nullable=False))
    body: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    at: datetime = Field(sa_column=Column(Instant, nullable=False, index=True))


class Receipt(SQLModel, table=True):
    """What was shown to somebody about one enterprise: versions, facts, engine, dates, verdicts; named by its own hash.

    ``body`` is the canonical JSON, compressed. ``policy_id``, ``version``, ``item_id`` are set where it is of one item.
    """

    __tablename__ = "receipt"
    __table_args__ = (Index("ix_receipt_subject", "subject", "as_of"),)

    id: str = Field(primary_key=True)
    subject: str
    as_of: date
    known_on: date
    engine: str
    items: int
    policy_id: str | None = None
    version: int | None = None
    item_id: str | None = None
    verdict: str | None = None
    body: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class Showing(SQLModel, table=True):
    """When a receipt's content was shown, to whom, through which channel."""

    __tablename__ = "showing"

    id: int | None = Field(default=None, primary_key=True)
    receipt_id: str = Field(foreign_key="receipt.id", index=True)
    actor: str
    channel: str
    at: datetime = Field(sa_column=Column(Instant, nullable=False))


class AuditEntry(SQLModel, table=True):
    """One link of the audit chain: ``hash`` is taken over everything in the row and over the link before it."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_target", "target"),)

    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    actor: str
    action: str
    target: str
    detail: str = Field(default="{}", sa_column=Column(Text, nullable=False))
    previous: str
    hash: str = Field(unique=True)
