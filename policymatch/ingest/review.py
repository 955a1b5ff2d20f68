"""The review queue: rows without a usable credit code, with the enterprises they may speak of; a person decides.

Likeness proposes and never merges: even a single perfect likeness waits for a person.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Engine, text

from policymatch.errors import RecordError
from policymatch.ingest.deliveries import source_number
from policymatch.ingest.identity import UNRESOLVED
from policymatch.ingest.quarantine import Broken, correct, quarantined
from policymatch.ingest.reports import IngestReport
from policymatch.profiles.cleaning.names import name_key
from policymatch.profiles.rows import match_header
from policymatch.profiles.specs import Role, SourceSpec

_SHOWN = 5
_LIKENESS = 80.0
_ADDRESS_WEIGHT = 0.3
_RULES = (UNRESOLVED, "credit_code")


@dataclass(frozen=True, slots=True)
class Known:
    """An enterprise of the register, as far as likeness needs it."""

    subject: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """An enterprise that a row may speak of.

    Args:
        subject: its credit code.
        name: as the register has it.
        address: as the register has it.
        likeness: 0 to 100, of names first, of addresses where both are known; a hint, no evidence.
    """

    subject: str
    name: str
    address: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Case:
    """One row that waits for a person, with its candidates, the likest first."""

    row: Broken
    name: str
    address: str
    candidates: tuple[Candidate, ...]


def review_queue(engine: Engine, register: SourceSpec, specs: Iterable[SourceSpec]) -> Iterator[Case]:
    """The rows without a usable credit code, with whom they may speak of.

    Args:
        engine: the store.
        register: the source that knows names and addresses.
        specs: the sources whose rows are reviewed.
    """
    with engine.connect() as connection:
        known = read_register(connection, register)
    keys = [name_key(entry.name) for entry in known]
    for spec in specs:
        for broken in quarantined(engine, source=spec.id):
            if broken.rule in _RULES and broken.column == spec.subject.name:
                name, address = _cell(spec, broken, Role.NAME), _cell(spec, broken, Role.ADDRESS)
                yield Case(broken, name, address, tuple(_candidates(name, address, known, keys)))


def assign(engine: Engine, spec: SourceSpec, number: int, subject: str, *, on: date) -> IngestReport:
    """A person's decision: this row speaks of that enterprise. It is taken in as a correction.

    Raises:
        RecordError: the row still breaks a rule.
    """
    found = next((row for row in quarantined(engine, source=spec.id) if row.id == number), None)
    if found is None:
        raise RecordError(f"来源 {spec.id} 没有待处理的第{number}号", hint="用 policymatch review 查看")
    places = match_header(spec, list(found.raw))
    return correct(engine, spec, number, {list(found.raw)[places[spec.subject.name]]: subject}, on=on)


def read_register(connection: Connection, register: SourceSpec) -> list[Known]:
    """Names and addresses of everybody in the register."""
    source = source_number(connection, register.id)
    at = [
        register.stored.index(column.name) if (column := register.with_role(role)) else None
        for role in (Role.NAME, Role.ADDRESS)
    ]
    rows = connection.execute(
        text("SELECT subject, payload FROM record WHERE source = :source AND ended_by IS NULL"), {"source": source}
    )
    found = []
    for subject, payload in rows:
        cells = json.loads(payload)
        name, address = ((cells[place] or "") if place is not None else "" for place in at)
        found.append(Known(subject, name, address))
    return found


def _candidates(name: str, address: str, known: Sequence[Known], keys: Sequence[str]) -> list[Candidate]:
    from rapidfuzz import fuzz, process

    if not name:
        return []
    likest = process.extract(name_key(name), keys, scorer=fuzz.ratio, limit=_SHOWN * 2, score_cutoff=_LIKENESS)
    found = []
    for _, score, place in likest:
        entry = known[place]
        if address and entry.address:
            score = score * (1 - _ADDRESS_WEIGHT) + fuzz.partial_ratio(address, entry.address) * _ADDRESS_WEIGHT
        found.append(Candidate(entry.subject, entry.name, entry.address, round(score, 1)))
    return sorted(found, key=lambda candidate: -candidate.likeness)[:_SHOWN]


def _cell(spec: SourceSpec, broken: Broken, role: Role) -> str:
    column = spec.with_role(role)
    if column is None:
        return ""
    return next((broken.raw[name] for name in (column.name, *column.headers) if name in broken.raw), "")
