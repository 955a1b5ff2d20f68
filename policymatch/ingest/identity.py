"""Which enterprise a row speaks of: by credit code; by an identifier that a register gave; else a person decides.

Likeness of names and addresses only proposes (the review queue); it never merges.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select, text

from policymatch.ingest.bulk import among
from policymatch.profiles.cleaning.codes import compact, is_organisation_code
from policymatch.profiles.cleaning.names import name_key
from policymatch.profiles.rows import CleanRows, Flaw
from policymatch.profiles.specs import Role, SourceSpec
from policymatch.store.tables_profiles import QuarantinedRow

_QUARANTINE: Any = QuarantinedRow.__table__  # type: ignore[attr-defined]
_OLD_NUMBERS = frozenset({13, 15})
UNRESOLVED = "subject_unresolved"


@dataclass(frozen=True, slots=True)
class _Unknown:
    at: int
    flaw: Flaw
    number: str


def resolve(connection: Connection, spec: SourceSpec, cleaned: CleanRows) -> None:
    """Find the credit codes of rows that carry an older identifier; rows without any become *unresolved*."""
    subject = spec.subject.name
    unknown = [
        _Unknown(at, flaw, compact(flaw.value))
        for at, flaws in cleaned.flaws.items()
        for flaw in flaws
        if flaw.column == subject and _without_code(flaw)
    ]
    if not unknown:
        return
    known = _by_number(connection, [row.number for row in unknown if row.number])
    for row in unknown:
        subjects = known.get(row.number, ())
        if len(subjects) == 1:
            cleaned.flaws[row.at].remove(row.flaw)
            cleaned.subjects[row.at] = subjects[0]
            if not cleaned.flaws[row.at]:
                del cleaned.flaws[row.at]
            continue
        reason = "没有统一社会信用代码" if not row.number else f"旧证号“{row.flaw.value}”不能对应到唯一主体"
        place = cleaned.flaws[row.at].index(row.flaw)
        cleaned.flaws[row.at][place] = Flaw(UNRESOLVED, subject, row.flaw.value, reason, row.flaw.suggestion)


def other_identifiers(connection: Connection, spec: SourceSpec, batch: int, cleaned: CleanRows) -> None:
    """Keep the old numbers and former names that a register states beside the credit code."""
    kinds = [(at, role) for at, name in enumerate(spec.stored) for role in _roles(spec, name)]
    rows = []
    for subject, payload in zip(cleaned.subjects, cleaned.payloads, strict=True):
        cells = json.loads(payload) if subject else ()
        rows += [
            {
                "kind": role,
                "value": name_key(cells[at]) if role is Role.FORMER_NAME else cells[at],
                "subject": subject,
                "batch": batch,
            }
            for at, role in kinds
            if subject and cells[at]
        ]
    if rows:
        query = "INSERT INTO identifier (kind, value, subject, batch) VALUES (:kind, :value, :subject, :batch) ON CONFLICT DO NOTHING"
        connection.execute(text(query), rows)


def doubtful_subjects(connection: Connection, source: int, batch: int | None = None) -> list[str]:
    """Enterprises that an open broken row of a source may speak of: their code as written, as suggested, or by their name."""
    where = (_QUARANTINE.c.source == source) & (_QUARANTINE.c.scope == "row") & (_QUARANTINE.c.state == "open")
    if batch is not None:
        where &= _QUARANTINE.c.batch == batch
    found: dict[str, None] = {}
    for row in connection.execute(select(_QUARANTINE.c.raw, _QUARANTINE.c.suggestion).where(where)):
        texts = [*map(str, json.loads(row.raw).values()), row.suggestion]
        found.update((code, None) for code in map(compact, texts) if len(code) == 18)
    return list(found)


def _without_code(flaw: Flaw) -> bool:
    number = compact(flaw.value)
    return flaw.rule == "required" or len(number) in _OLD_NUMBERS or is_organisation_code(number)


def _by_number(connection: Connection, numbers: Iterable[str]) -> dict[str, tuple[str, ...]]:
    condition, listed = among(connection, "value", numbers)
    query = text(f"SELECT DISTINCT value, subject FROM identifier WHERE kind = 'former_number' AND {condition}")
    found: dict[str, tuple[str, ...]] = {}
    for value, subject in connection.execute(query, {"among": listed}):
        found[value] = (*found.get(value, ()), subject)
    return found


def _roles(spec: SourceSpec, name: str) -> tuple[Role, ...]:
    wanted = {Role.FORMER_NUMBER, Role.FORMER_NAME}
    return next(
        (tuple(role for role in column.roles if role in wanted) for column in spec.columns if column.name == name), ()
    )
