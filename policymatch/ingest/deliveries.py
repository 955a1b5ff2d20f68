"""The book of batches: which content of which source has been taken in, how far, and when it became known."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, CursorResult, Engine, insert, select, text, update

from policymatch.errors import ConflictError
from policymatch.ingest.reports import Tally
from policymatch.profiles.specs import SourceSpec
from policymatch.store.engine import transaction
from policymatch.store.tables_profiles import DataSource, Delivery, SpecVersion

_SOURCES: Any = DataSource.__table__  # type: ignore[attr-defined]
_SPECS: Any = SpecVersion.__table__  # type: ignore[attr-defined]
DELIVERIES: Any = Delivery.__table__  # type: ignore[attr-defined]


@dataclass(slots=True)
class Batch:
    """A batch in work.

    Args:
        id: its number.
        source: the number of its source.
        tally: its account so far.
        done: whether it was finished before.
        resumed_at: how many records an earlier run had done.
    """

    id: int
    source: int
    tally: Tally
    done: bool = False
    resumed_at: int = 0


def open_batch(
    engine: Engine, spec: SourceSpec, *, digest: str, location: str, known_on: date, extracted_on: date,
    kind: str = "delivery",
) -> Batch:  # fmt: skip
    """Begin a batch, or find the one of the same content: finished, or broken off and to be resumed."""
    with transaction(engine) as connection:
        source, spec_id = register(connection, spec)
        same = (DELIVERIES.c.source == source) & (DELIVERIES.c.digest == digest)
        found = connection.execute(select(DELIVERIES).where(same)).mappings().one_or_none()
        if found is not None:
            tally = Tally.of(dict(found))
            return Batch(found["id"], source, tally, found["state"] == "done", tally.position)
        values = {"source": source, "spec": spec_id, "digest": digest, "location": location, "kind": kind, "state": "running",
                  "known_on": known_on, "extracted_on": extracted_on, "ended": 0, **Tally().values()}  # fmt: skip
        made = connection.execute(insert(DELIVERIES).values(**values))
        return Batch(_number(made), source, Tally())


def table_digest(engine: Engine, location: str) -> str:
    """What stands for the content of a database table: the unfinished reading of it, or the next one."""
    with engine.connect() as connection:
        same = select(DELIVERIES.c.digest, DELIVERIES.c.state).where(DELIVERIES.c.location == location)
        before = list(connection.execute(same))
    return next((row.digest for row in before if row.state == "running"), f"{location}#{len(before) + 1}")


def register(connection: Connection, spec: SourceSpec) -> tuple[int, int]:
    """The numbers of a source and of this version of its spec, made where they are new."""
    source = connection.execute(select(_SOURCES.c.id).where(_SOURCES.c.name == spec.id)).scalar()
    if source is None:
        source = _number(connection.execute(insert(_SOURCES).values(name=spec.id)))
    digest = hashlib.blake2b(spec.text.encode(), digest_size=20).hexdigest()
    version = connection.execute(select(_SPECS.c.id).where(_SPECS.c.digest == digest)).scalar()
    if version is None:
        values = {"source": source, "digest": digest, "text": spec.text}
        version = _number(connection.execute(insert(_SPECS).values(**values)))
    return int(source), int(version)


def advance(connection: Connection, batch: Batch, position: int) -> None:
    """Write the account of a batch within the transaction that stores its records.

    Raises:
        ConflictError: another process is working on the same batch.
    """
    held = (
        (DELIVERIES.c.id == batch.id)
        & (DELIVERIES.c.position == batch.tally.position)
        & (DELIVERIES.c.state == "running")
    )
    batch.tally.position = position
    if connection.execute(update(DELIVERIES).where(held).values(**batch.tally.values())).rowcount != 1:
        raise ConflictError(f"批次{batch.id}正由另一进程导入", hint="等它结束后重试；本进程未写入任何内容")


def close(connection: Connection, batch: Batch, *, ended: int) -> None:
    """Mark a batch as finished."""
    values = {**batch.tally.values(), "state": "done", "ended": ended}
    connection.execute(update(DELIVERIES).where(DELIVERIES.c.id == batch.id).values(**values))
    batch.done = True


def note_change(connection: Connection) -> None:
    """Note that profiles may have changed though no delivery says so: a broken row was laid aside."""
    connection.execute(
        text(
            "INSERT INTO data_state (name, number) VALUES ('shared_data', 1) "
            "ON CONFLICT (name) DO UPDATE SET number = data_state.number + 1"
        )
    )


def source_names(connection: Connection) -> dict[int, str]:
    """The ids of all sources by number."""
    return {row.id: row.name for row in connection.execute(select(_SOURCES))}


def source_number(connection: Connection, name: str) -> int | None:
    """The number of a source; None where nothing of it was ever taken in."""
    number: int | None = connection.execute(select(_SOURCES.c.id).where(_SOURCES.c.name == name)).scalar()
    return number


def spec_texts(connection: Connection) -> dict[int, str]:
    """The texts of all versions of specs by number."""
    return {row.id: row.text for row in connection.execute(select(_SPECS))}


def _number(made: CursorResult[Any]) -> int:
    """The number that an inserted row was given."""
    key = made.inserted_primary_key
    assert key is not None
    return int(key[0])
