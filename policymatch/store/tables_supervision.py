"""Tables of oversight: ratings by enterprises, budgets, warnings to departments, segments of enterprises.

Money is whole 分. Ratings are only ever added: the database itself refuses to change or delete them.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Column, Index, SmallInteger, Text
from sqlmodel import Field, SQLModel

from policymatch.store.columns import Instant


class Rating(SQLModel, table=True):
    """评价: what an enterprise thought of how its case was handled, once, after its end; ``score`` is 1 to 5."""

    __tablename__ = "rating"

    case_id: str = Field(foreign_key="application_case.id", primary_key=True)
    subject: str
    department: str = Field(index=True)
    policy_id: str = Field(index=True)
    item_id: str
    score: int = Field(sa_column=Column(SmallInteger, nullable=False))
    words: str = Field(default="", sa_column=Column(Text, nullable=False))
    actor: str
    at: datetime = Field(sa_column=Column(Instant, nullable=False))


class Budget(SQLModel, table=True):
    """What is planned for an item in a year. ``item_id`` may be ``*`` (all items), ``version`` 0 (all versions)."""

    __tablename__ = "budget"

    policy_id: str = Field(primary_key=True)
    item_id: str = Field(primary_key=True)
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    planned: int = Field(sa_column=Column(BigInteger, nullable=False))
    department: str = Field(index=True)
    note: str = Field(default="", sa_column=Column(Text, nullable=False))
    revision: int = 1
    set_by: str
    set_at: datetime = Field(sa_column=Column(Instant, nullable=False))


class OversightWarning(SQLModel, table=True):
    """预警: something a department should see to. ``key`` says what of, so that one thing is warned of once.

    ``message`` is the outbox's, where it was sent; ``ended_on`` the day on which it was found to be over.
    """

    __tablename__ = "oversight_warning"
    __table_args__ = (Index("ix_oversight_warning_open", "department", "ended_on"),)

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    kind: str
    department: str
    case_id: str | None = Field(default=None, foreign_key="application_case.id")
    words: str = Field(sa_column=Column(Text, nullable=False))
    found_on: date
    found_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    message: str | None = Field(default=None, foreign_key="outbox.id", index=True)
    seen_by: str = ""
    seen_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    answer: str = Field(default="", sa_column=Column(Text, nullable=False))
    ended_on: date | None = None


class EnterpriseSegment(SQLModel, table=True):
    """Where an enterprise is registered and how large it is, by which figures are split; None where that is not known."""

    __tablename__ = "enterprise_segment"

    subject: str = Field(primary_key=True)
    region: str | None = None
    size: str | None = None
    known_on: date
