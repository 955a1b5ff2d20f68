"""Tables of applications: bundles, the enterprise's files, cases with their clocks and events, payments, duties, guides.

Money is whole 分. Events and payments are only ever added: the database itself refuses to change or delete them.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Column, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from policymatch.store.columns import Instant


def _text(**given: Any) -> Any:
    """A column of text of any length."""
    return Field(sa_column=Column(Text, nullable=False), **given)


def _instant(*, needed: bool = False) -> Any:
    column: Column[Any] = Column(Instant, nullable=not needed)
    return Field(sa_column=column) if needed else Field(default=None, sa_column=column)


def _fen() -> Any:
    return Field(default=None, sa_column=Column(BigInteger))


class ServiceGuide(SQLModel, table=True):
    """办事指南: how one item is handled. ``item_id`` may be ``*`` for all items of a policy; ``body`` is JSON."""

    __tablename__ = "service_guide"

    policy_id: str = Field(primary_key=True)
    item_id: str = Field(primary_key=True)
    revision: int = 1
    body: str = _text(default="{}")
    updated_by: str = ""
    updated_at: datetime = _instant(needed=True)


class Bundle(SQLModel, table=True):
    """组合申报: one enterprise's application for several items, until it is submitted and split into cases.

    ``items`` (JSON) are the items' keys with the version they were chosen in; ``answers`` (JSON) what the form was filled
    in with, by question; ``choices`` (JSON) how materials are met, by material; ``objections`` (JSON) the enterprise's
    words against a sure "no", by item. ``revision`` grows with every change.
    """

    __tablename__ = "bundle"

    id: str = Field(primary_key=True)
    subject: str = Field(index=True)
    state: str
    revision: int = 1
    items: str = _text(default="[]")
    answers: str = _text(default="{}")
    choices: str = _text(default="{}")
    objections: str = _text(default="{}")
    created_by: str
    created_at: datetime = _instant(needed=True)
    updated_at: datetime = _instant(needed=True)
    submitted_at: datetime | None = _instant()


class SpaceFile(SQLModel, table=True):
    """A file in an enterprise's space, named by the SHA-256 of its content; ``material`` is what it shows.

    ``scan`` is ``clean``, or ``off`` where no scanner is configured. ``removed_at`` takes it out of the space; what a
    case holds of it stays.
    """

    __tablename__ = "space_file"

    id: str = Field(primary_key=True)
    subject: str = Field(index=True)
    digest: str = Field(index=True)
    name: str
    media_type: str
    size: int = Field(sa_column=Column(BigInteger, nullable=False))
    material: str
    scan: str
    uploaded_by: str
    at: datetime = _instant(needed=True)
    removed_at: datetime | None = _instant()


class ApplicationCase(SQLModel, table=True):
    """办件: one item for one enterprise on its way to money.

    ``origin`` is ``applied`` or ``unasked`` (免申即享). ``open_key`` is set while the case is open, so that nobody applies
    for one thing twice at once; ``offer_key`` keeps one offer a year. ``applied_low`` and ``applied_high`` are the bounds
    computed when it was handed in. ``answers`` and ``choices`` are what the enterprise said, ``form`` and ``materials`` (JSON)
    what became of it beside shared data, ``guide`` the 办事指南 that it is handled by, ``missing`` what it was returned for.
    The stamps are the last time that each stage was reached.
    """

    __tablename__ = "application_case"
    __table_args__ = (Index("ix_application_case_queue", "department", "state", "due_on"),)

    id: str = Field(primary_key=True)
    number: str = Field(unique=True)
    bundle_id: str | None = Field(default=None, foreign_key="bundle.id", index=True)
    subject: str = Field(index=True)
    enterprise: str
    policy_id: str = Field(index=True)
    version: int
    item_id: str
    item_name: str
    policy_title: str
    region: str | None = None
    department: str
    payer: str
    origin: str
    state: str
    revision: int = 1
    open_key: str | None = Field(default=None, unique=True)
    offer_key: str | None = Field(default=None, unique=True)
    verdict: str
    receipt_id: str | None = Field(default=None, foreign_key="receipt.id")
    objection: str = _text(default="")
    answers: str = _text(default="{}")
    choices: str = _text(default="{}")
    form: str = _text(default="[]")
    materials: str = _text(default="[]")
    guide: str = _text(default="{}")
    returns: int = 0
    appeals: int = 0
    missing: str = _text(default="[]")
    reason_code: str = ""
    reason: str = _text(default="")
    reason_condition: str = _text(default="")
    decided_by: str = ""
    applied_low: int | None = _fen()
    applied_high: int | None = _fen()
    approved: int | None = _fen()
    paid: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))
    clock: str = ""
    due_on: date | None = None
    waits_for: int | None = None
    publicity_ends_on: date | None = None
    opened_on: date
    created_at: datetime = _instant(needed=True)
    submitted_at: datetime | None = _instant()
    returned_at: datetime | None = _instant()
    accepted_at: datetime | None = _instant()
    reviewed_at: datetime | None = _instant()
    published_at: datetime | None = _instant()
    decided_at: datetime | None = _instant()
    paid_at: datetime | None = _instant()
    closed_at: datetime | None = _instant()


class CaseEvent(SQLModel, table=True):
    """One step of a case, as the enterprise reads it in the timeline; ``detail`` is JSON."""

    __tablename__ = "case_event"

    id: int | None = Field(default=None, primary_key=True)
    case_id: str = Field(foreign_key="application_case.id", index=True)
    at: datetime = _instant(needed=True)
    day: date
    actor: str
    role: str
    department: str = ""
    act: str
    source: str
    target: str
    reason: str = _text(default="")
    detail: str = _text(default="{}")


class CaseStage(SQLModel, table=True):
    """One time limit of a case, in working days; ``round`` grows where a case is taken up anew after an appeal.

    ``due_on`` is None where no limit is set, the clock stands still, or a calendar is not published (``waits_for``).
    """

    __tablename__ = "case_stage"
    __table_args__ = (UniqueConstraint("case_id", "clock", "round", name="ux_case_stage"),)

    id: int | None = Field(default=None, primary_key=True)
    case_id: str = Field(foreign_key="application_case.id", index=True)
    clock: str
    round: int
    owner: str
    limit_days: int | None = None
    began_on: date
    due_on: date | None = Field(default=None, index=True)
    waits_for: int | None = None
    used_days: int | None = None
    stopped_on: date | None = None
    ended_on: date | None = None


class Payment(SQLModel, table=True):
    """One instalment that was paid out."""

    __tablename__ = "payment"
    __table_args__ = (UniqueConstraint("case_id", "number", name="ux_payment_number"),)

    id: int | None = Field(default=None, primary_key=True)
    case_id: str = Field(foreign_key="application_case.id", index=True)
    number: int
    amount: int = Field(sa_column=Column(BigInteger, nullable=False))
    paid_on: date
    reference: str
    actor: str
    at: datetime = _instant(needed=True)


class Duty(SQLModel, table=True):
    """What an enterprise promised for the time after an award, and how it stands; ``condition`` (JSON) is what is watched.

    ``condition`` is null where no shared data can watch it. ``remark`` says what was seen when it was last looked at.
    """

    __tablename__ = "duty"
    __table_args__ = (UniqueConstraint("case_id", "kind", name="ux_duty_kind"),)

    id: int | None = Field(default=None, primary_key=True)
    case_id: str = Field(foreign_key="application_case.id", index=True)
    subject: str = Field(index=True)
    department: str = Field(index=True)
    kind: str
    words: str = _text(default="")
    condition: str | None = Field(default=None, sa_column=Column(Text))
    begins_on: date
    ends_on: date
    state: str = Field(index=True)
    checked_on: date | None = None
    breached_on: date | None = None
    remark: str = _text(default="")
    settled_by: str = ""
