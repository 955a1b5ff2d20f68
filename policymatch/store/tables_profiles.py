"""Tables of shared data: sources, deliveries, records with both times, quarantine, identifiers, ownership, disputes."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Column, Index, Text
from sqlmodel import Field, SQLModel


class DataSource(SQLModel, table=True):
    """A source, by a small number that records carry."""

    __tablename__ = "data_source"

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)


class SpecVersion(SQLModel, table=True):
    """The text of a spec as it stood when something was ingested with it: old payloads are read by it."""

    __tablename__ = "source_spec"

    id: int | None = Field(default=None, primary_key=True)
    source: int = Field(foreign_key="data_source.id", index=True)
    digest: str = Field(unique=True)
    text: str = Field(sa_column=Column(Text, nullable=False))


class Delivery(SQLModel, table=True):
    """One batch: a file, a table, or a correction; rows_in = stored + quarantined + duplicates at every commit.

    ``digest`` identifies its content, so that the same batch twice is known; ``known_on`` is when we got it,
    ``extracted_on`` the day the data speak of; ``position`` is how many rows are done and committed.
    """

    __tablename__ = "delivery"
    __table_args__ = (Index("ux_delivery_content", "source", "digest", unique=True),)

    id: int | None = Field(default=None, primary_key=True)
    source: int = Field(foreign_key="data_source.id")
    spec: int = Field(foreign_key="source_spec.id")
    digest: str
    location: str
    kind: str = "delivery"
    state: str = "running"
    known_on: date
    extracted_on: date
    position: int = 0
    rows_in: int = 0
    stored: int = 0
    quarantined: int = 0
    duplicates: int = 0
    ended: int = 0
    seconds: float = 0.0
    rules: str = Field(default="{}", sa_column=Column(Text, nullable=False))
    flaws: str = Field(default="{}", sa_column=Column(Text, nullable=False))
    columns: str = Field(default="{}", sa_column=Column(Text, nullable=False))


class Record(SQLModel, table=True):
    """One cleaned row of one source about one enterprise, as known from ``batch`` until ``ended_by`` (a later batch).

    ``key`` is the part of the record's key besides the credit code; ``payload`` a JSON list in the order of the spec's
    stored columns; ``seen_by`` the last full delivery that still held it.
    """

    __tablename__ = "record"
    __table_args__ = (Index("ix_record_subject", "subject", "source"),)

    id: int | None = Field(default=None, primary_key=True)
    subject: str
    source: int
    key: str
    batch: int
    row: int
    payload: str = Field(sa_column=Column(Text, nullable=False))
    ended_by: int | None = None
    seen_by: int | None = None


class QuarantinedRow(SQLModel, table=True):
    """A row (or one value of a stored row) that broke a rule, with what it said; corrected and replayed, or dismissed."""

    __tablename__ = "quarantine"

    id: int | None = Field(default=None, primary_key=True)
    batch: int = Field(foreign_key="delivery.id", index=True)
    source: int = Field(index=True)
    row: int
    scope: str = "row"
    rule: str
    column: str
    value: str = Field(sa_column=Column(Text, nullable=False))
    reason: str = Field(sa_column=Column(Text, nullable=False))
    suggestion: str = ""
    raw: str = Field(sa_column=Column(Text, nullable=False))
    state: str = "open"
    replayed_by: int | None = None


class Identifier(SQLModel, table=True):
    """Another identifier that a register states for an enterprise: old registration number, organisation code, former name."""

    __tablename__ = "identifier"

    kind: str = Field(primary_key=True)
    value: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    batch: int


class Ownership(SQLModel, table=True):
    """An edge from an enterprise to its parent: a branch's head office, a shareholder with its share."""

    __tablename__ = "ownership"
    __table_args__ = (Index("ix_ownership_child", "child"), Index("ix_ownership_parent", "parent"))

    id: int | None = Field(default=None, primary_key=True)
    child: str
    parent: str
    kind: str
    share: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    batch: int
    row: int


class DataState(SQLModel, table=True):
    """A number that grows when shared data change otherwise than by a delivery, so that whoever keeps results sees it."""

    __tablename__ = "data_state"

    name: str = Field(primary_key=True)
    number: int


class Dispute(SQLModel, table=True):
    """异议: somebody says that a fact is wrong; the source's department answers; an upheld one becomes a correction."""

    __tablename__ = "dispute"

    id: int | None = Field(default=None, primary_key=True)
    subject: str = Field(index=True)
    field: str
    year: int | None = None
    source: int
    record: int | None = None
    column: str = ""
    stated: str = ""
    claimed: str = ""
    reason: str = Field(default="", sa_column=Column(Text, nullable=False))
    raised_by: str = "企业"
    raised_on: date
    state: str = "待答复"
    answer: str = Field(default="", sa_column=Column(Text, nullable=False))
    answered_by: str = ""
    answered_on: date | None = None
    correction: int | None = None
