"""异议: a fact is disputed, its source's department answers, and what depends on it is known and decided anew."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Engine, insert, select, text, update

from policymatch.errors import ConflictError, NotFoundError, RecordError
from policymatch.ingest.deliveries import DELIVERIES, advance, close, source_names, source_number, spec_texts
from policymatch.ingest.quarantine import open_correction
from policymatch.ingest.storing import RECORDS
from policymatch.profiles.derive import dependents
from policymatch.profiles.rows import Flaw, clean_cell
from policymatch.profiles.specfiles import read_spec
from policymatch.profiles.specs import SourceSpec
from policymatch.store.engine import transaction
from policymatch.store.tables_profiles import Dispute
from policymatch.vocabulary.fields import field as catalogue_field

_DISPUTES: Any = Dispute.__table__  # type: ignore[attr-defined]
WAITING, UPHELD, REJECTED = "待答复", "成立", "不成立"


@dataclass(frozen=True, slots=True)
class DisputeCase:
    """One dispute.

    Args:
        id: its number.
        subject: the enterprise.
        field: the fact disputed.
        year: of annual figures; None else.
        source: the source that states it; its department answers.
        department: the owner of that source.
        stated: what the source says, canonical.
        claimed: what the enterprise says it should be.
        reason: why, in the enterprise's words.
        raised_by: who raised it (企业, 坐席 …); never a person's name.
        raised_on: when.
        state: 待答复, 成立 or 不成立.
        answer: the department's words.
        answered_by: the department.
        answered_on: when.
    """

    id: int
    subject: str
    field: str
    year: int | None
    source: str
    department: str
    stated: str
    claimed: str
    reason: str
    raised_by: str
    raised_on: date
    state: str
    answer: str
    answered_by: str
    answered_on: date | None

    @property
    def affected_fields(self) -> tuple[str, ...]:
        """The fields whose readings may change when it is settled: the fact's own and those derived from it."""
        return self.field, *dependents(self.field)


def dispute(
    engine: Engine, subject: str, field: str, *, source: str, claimed: str, reason: str, on: date, year: int | None = None,
    raised_by: str = "企业",
) -> DisputeCase:  # fmt: skip
    """Raise a dispute about what one source says of one fact.

    Raises:
        UnknownFieldError: no such field.
        NotFoundError: the source states nothing of it.
        ConflictError: the same fact is disputed already and waits for an answer.
    """
    catalogue_field(field)
    with transaction(engine) as connection:
        number = source_number(connection, source)
        record, column, stated = _stated(engine, subject, field, source, year)
        same = (
            (_DISPUTES.c.subject == subject)
            & (_DISPUTES.c.record == record)
            & (_DISPUTES.c.column == column)
            & (_DISPUTES.c.state == WAITING)
        )
        if connection.execute(select(_DISPUTES.c.id).where(same)).first():
            raise ConflictError("该数据已有异议在办", where=f"{subject} {field}", hint="等待来源部门答复")
        values = {"subject": subject, "field": field, "year": year, "source": number, "record": record, "column": column, "stated": stated,
                  "claimed": claimed, "reason": reason, "raised_by": raised_by, "raised_on": on, "state": WAITING,
                  "answer": "", "answered_by": ""}  # fmt: skip
        made = connection.execute(insert(_DISPUTES).values(**values)).inserted_primary_key
    assert made is not None
    return dispute_of(engine, int(made[0]))


def answer(
    engine: Engine, spec: SourceSpec, number: int, *, upheld: bool, words: str, on: date, value: str | None = None
) -> DisputeCase:
    """The source department's answer.

    An upheld dispute corrects the record: from ``on`` the corrected value is known, what we knew before stays on record.

    Args:
        engine: the store.
        spec: the source's spec.
        number: the dispute.
        upheld: whether the enterprise is right.
        words: the answer.
        on: the day of the answer.
        value: the right value as the source's column writes it; None for what the enterprise claimed.

    Raises:
        NotFoundError: no such dispute.
        ConflictError: it has been answered.
        RecordError: the value breaks the column's rule.
    """
    case = dispute_of(engine, number)
    if case.state != WAITING:
        raise ConflictError(f"异议{number}已答复", where=case.subject, hint="如有新情况请重新提出")
    batch = _correct(engine, spec, number, case.claimed if value is None else value, on) if upheld else None
    values = {
        "state": UPHELD if upheld else REJECTED,
        "answer": words,
        "answered_by": spec.department,
        "answered_on": on,
        "correction": batch,
    }
    with transaction(engine) as connection:
        connection.execute(update(_DISPUTES).where(_DISPUTES.c.id == number).values(**values))
    return dispute_of(engine, number)


def disputes(engine: Engine, *, subject: str | None = None, state: str | None = None) -> Iterator[DisputeCase]:
    """Disputes, oldest first."""
    query = select(_DISPUTES).order_by(_DISPUTES.c.id)
    if subject is not None:
        query = query.where(_DISPUTES.c.subject == subject)
    if state is not None:
        query = query.where(_DISPUTES.c.state == state)
    with engine.connect() as connection:
        names = source_names(connection)
        departments = {spec.id: spec.department for spec in _specs(engine)}
        for row in connection.execute(query).mappings():
            yield _case(dict(row), names[row["source"]], departments)


def dispute_of(engine: Engine, number: int) -> DisputeCase:
    """One dispute by its number.

    Raises:
        NotFoundError: there is none.
    """
    found = next((case for case in disputes(engine) if case.id == number), None)
    if found is None:
        raise NotFoundError(f"没有第{number}号异议", hint="用 policymatch dispute list 查看")
    return found


def _stated(engine: Engine, subject: str, field: str, source: str, year: int | None) -> tuple[int, str, str]:
    """The record, column and canonical text by which a source states a fact."""
    with engine.connect() as connection:
        number = source_number(connection, source)
        specs = {key: read_spec(content, where=source) for key, content in spec_texts(connection).items()}
        versions = {row.id: specs[row.spec] for row in connection.execute(select(DELIVERIES.c.id, DELIVERIES.c.spec))}
        where = (RECORDS.c.subject == subject) & (RECORDS.c.source == number) & RECORDS.c.ended_by.is_(None)
        for row in connection.execute(select(RECORDS).where(where).order_by(RECORDS.c.id.desc())):
            spec = versions[row.batch]
            cells = dict(zip(spec.stored, json.loads(row.payload), strict=True))
            if year is not None and str(year) not in row.key.split("|"):
                continue
            for column in spec.columns:
                if column.field == field and cells.get(column.name) is not None:
                    return row.id, column.name, cells[column.name]
    label = catalogue_field(field).label
    raise NotFoundError(
        f"来源 {source} 没有该企业的“{label}”", where=subject, hint="用 policymatch profile 查看有哪些数据"
    )


def _correct(engine: Engine, spec: SourceSpec, number: int, value: str, on: date) -> int:
    """Write the corrected record in the place of the disputed one."""
    with engine.connect() as connection:
        case = connection.execute(select(_DISPUTES).where(_DISPUTES.c.id == number)).mappings().one()
        record = connection.execute(select(RECORDS).where(RECORDS.c.id == case["record"])).mappings().one()
        extracted = connection.execute(
            select(DELIVERIES.c.extracted_on).where(DELIVERIES.c.id == record["batch"])
        ).scalar_one()
    if record["ended_by"] is not None:
        raise ConflictError("该数据已被新的批次更新", where=case["subject"], hint="请按最新数据重新核对")
    text_value = _clean(spec, case["column"], value)
    cells = json.loads(record["payload"])
    cells[spec.stored.index(case["column"])] = text_value
    payload = json.dumps(cells, ensure_ascii=False, separators=(",", ":"))
    batch = open_correction(engine, spec, f"异议{number}", [[payload]], on=on, extracted_on=extracted)
    with transaction(engine) as connection:
        connection.execute(
            text("INSERT INTO record (subject, source, key, batch, row, payload) VALUES (:subject, :source, :key, :batch, :row, :payload)"),
            {"subject": record["subject"], "source": record["source"], "key": record["key"], "batch": batch.id, "row": record["row"],
             "payload": payload},
        )  # fmt: skip
        connection.execute(update(RECORDS).where(RECORDS.c.id == record["id"]).values(ended_by=batch.id))
        batch.tally.rows_in, batch.tally.stored = 1, 1
        advance(connection, batch, 1)
        close(connection, batch, ended=1)
    return batch.id


def _clean(spec: SourceSpec, column: str, value: str) -> str | None:
    """A value by the rule of its column."""
    cell = clean_cell(spec.column(column), value)
    if isinstance(cell, Flaw):
        raise RecordError(cell.reason, where=f"列 {column}", hint="按该列的写法填写")
    return cell


def _specs(engine: Engine) -> Iterator[SourceSpec]:
    with engine.connect() as connection:
        yield from (read_spec(content, where="已存的数据源说明") for content in spec_texts(connection).values())


def _case(row: Mapping[str, Any], source: str, departments: Mapping[str, str]) -> DisputeCase:
    return DisputeCase(
        row["id"], row["subject"], row["field"], row["year"], source, departments.get(source, ""), row["stated"], row["claimed"],
        row["reason"], row["raised_by"], row["raised_on"], row["state"], row["answer"], row["answered_by"], row["answered_on"],
    )  # fmt: skip
