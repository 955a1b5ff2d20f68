"""Who belongs to whom: branches and their head offices, shareholders and their shares, with dates."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, or_, select

from policymatch.ingest.bulk import insert_rows
from policymatch.ingest.deliveries import Batch
from policymatch.profiles.rows import CleanRows
from policymatch.profiles.specs import Role, SourceSpec
from policymatch.store.tables_profiles import Ownership

_OWNERSHIP: Any = Ownership.__table__  # type: ignore[attr-defined]
_COLUMNS = ("child", "parent", "kind", "share", "valid_from", "valid_to", "batch", "row")
BRANCH, SHARE = "分支机构", "投资"


@dataclass(frozen=True, slots=True)
class Edge:
    """One enterprise belongs to another.

    Args:
        child: credit code of the branch or of the enterprise invested in.
        parent: credit code of the head office or shareholder.
        kind: 分支机构 or 投资.
        share: as a fraction in plain decimal; None where not stated, and for branches.
        valid_from: first day; None where not stated.
        valid_to: last day; None while it lasts.
    """

    child: str
    parent: str
    kind: str
    share: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None


def edges(engine: Engine, subject: str) -> tuple[Edge, ...]:
    """The edges of an enterprise, upwards and downwards."""
    touching = or_(_OWNERSHIP.c.child == subject, _OWNERSHIP.c.parent == subject)
    with engine.connect() as connection:
        rows = connection.execute(select(_OWNERSHIP).where(touching)).mappings()
        found = [Edge(*(row[name] for name in _COLUMNS[:6])) for row in rows]
    return tuple(dict.fromkeys(found))


def write_edges(connection: Connection, spec: SourceSpec, batch: Batch, cleaned: CleanRows) -> None:
    """Keep the edges that the rows of a chunk state."""
    made = list(_edges(spec, batch, cleaned))
    if made:
        known = _known(connection, {row[0] for row in made})
        insert_rows(connection, "ownership", _COLUMNS, [row for row in made if row[:6] not in known])


def _known(connection: Connection, children: set[str]) -> set[tuple[Any, ...]]:
    """Edges that stand already: the same statement again is no second edge."""
    query = select(_OWNERSHIP).where(_OWNERSHIP.c.child.in_(children))
    return {tuple(_iso(row[name]) for name in _COLUMNS[:6]) for row in connection.execute(query).mappings()}


def _edges(spec: SourceSpec, batch: Batch, cleaned: CleanRows) -> Iterator[tuple[Any, ...]]:
    at = {
        role: spec.stored.index(column.name)
        for role in Role
        if (column := spec.with_role(role)) and role is not Role.SUBJECT
    }
    for place, subject in enumerate(cleaned.subjects):
        if subject is None or cleaned.broken(place):
            continue
        cells = json.loads(cleaned.payloads[place])
        parent = cells[at[Role.PARENT]]
        if parent:
            share = cells[at[Role.SHARE]] if Role.SHARE in at else None
            first, last = (cells[at[role]] if role in at else None for role in (Role.FROM, Role.TO))
            kind = SHARE if Role.SHARE in at else BRANCH
            yield subject, parent, kind, share, first, last, batch.id, batch.tally.position + place + 1


def _iso(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
