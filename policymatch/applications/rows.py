"""Case rows: opened, found, and their clocks and events written down."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any
from uuid import uuid4

from sqlmodel import Session, col, select

from policymatch.applications.chosen import Chosen, write_guide_text
from policymatch.applications.clocks import Clock, Moved, Stage, current, stages
from policymatch.applications.flow import Act, Actor, CaseOrigin, CaseState, Standing
from policymatch.applications.guides import Guide, read_guide
from policymatch.applications.materials import Met
from policymatch.applications.questions import Question
from policymatch.applications.viewing import open_key
from policymatch.decisions.matching import Match
from policymatch.errors import NotFoundError
from policymatch.registry.snapshots import as_plain
from policymatch.store.tables_applications import ApplicationCase, CaseEvent, CaseStage
from policymatch.vocabulary.calendars import WorkingCalendar

OPEN = tuple(str(state) for state in CaseState if not state.closed)


@dataclass(frozen=True, slots=True)
class Opening:
    """What a case begins with.

    Args:
        chosen: the item.
        match: the verdict that was shown, under its receipt.
        receipt_id: the receipt.
        form: the part of the form that the item asks.
        materials: the part of the materials.
        answers: what the enterprise said.
        choices: how it wants to meet materials.
        objection: its words against a sure "no".
    """

    chosen: Chosen
    match: Match
    receipt_id: str
    form: Sequence[Question] = ()
    materials: Sequence[Met] = ()
    answers: Mapping[str, Any] | None = None
    choices: Mapping[str, Any] | None = None
    objection: str = ""


def open_row(
    session: Session, subject: str, enterprise: str, opening: Opening, *, origin: CaseOrigin, day: date, now: datetime,
    bundle_id: str | None = None, offer_key: str | None = None,
) -> ApplicationCase:  # fmt: skip
    """Put a case into the store, as a draft."""
    chosen, name = opening.chosen, uuid4().hex
    low, high = bounds(opening.match)
    row = ApplicationCase(
        id=name, number=f"{day:%Y%m%d}-{name[:8].upper()}", bundle_id=bundle_id, subject=subject, enterprise=enterprise,
        policy_id=chosen.governed.policy_id, version=chosen.governed.version, item_id=chosen.item.id, item_name=chosen.item.name,
        policy_title=chosen.title, region=chosen.governed.document.region, department=chosen.department, payer=chosen.payer,
        origin=str(origin), state=str(CaseState.DRAFT), open_key=open_key(subject, chosen), offer_key=offer_key,
        verdict=str(opening.match.verdict), receipt_id=opening.receipt_id, objection=opening.objection,
        answers=to_json(opening.answers or {}), choices=to_json(opening.choices or {}), form=write_form(opening.form),
        materials=write_materials(opening.materials), guide=write_guide_text(chosen.guide), applied_low=low, applied_high=high,
        opened_on=day, created_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def to_json(data: Any) -> str:
    """Plain data as the tables hold it."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


def write_form(form: Sequence[Question]) -> str:
    """A form as the tables hold it."""
    return json.dumps(as_plain(list(form)), ensure_ascii=False)


def write_materials(materials: Sequence[Met]) -> str:
    """Materials as the tables hold them."""
    said = [
        {"key": one.material.key, "name": one.material.name, "way": str(one.way), "evidence": one.evidence,
         "files": as_plain(list(one.files)), "settled": one.settled}
        for one in materials
    ]  # fmt: skip
    return json.dumps(said, ensure_ascii=False)


def bounds(match: Match) -> tuple[int, int | None]:
    """The bounds of what is applied for, in whole 分: rounded outwards."""
    low, high = match.estimate.low, match.estimate.high
    return to_fen(low, ROUND_FLOOR), None if high is None else to_fen(high, ROUND_CEILING)


def to_fen(amount: Decimal, rounding: str = ROUND_FLOOR) -> int:
    """元 as whole 分."""
    return int((amount * 100).to_integral_value(rounding=rounding))


def from_fen(amount: int) -> Decimal:
    """Whole 分 as 元."""
    return Decimal(amount) / 100


def get_case(session: Session, case_id: str, *, lock: bool = False) -> ApplicationCase:
    """A case by its id, or by the number on paper.

    Raises:
        NotFoundError: there is none.
    """
    wanted = select(ApplicationCase).where(
        (ApplicationCase.id == case_id) | (ApplicationCase.number == case_id.upper())
    )
    row = session.exec(wanted.with_for_update() if lock else wanted).one_or_none()
    if row is None:
        raise NotFoundError("没有这个办件", where=case_id, hint="核对办件编号")
    return row


@dataclass(frozen=True, slots=True)
class CaseQuery:
    """Which cases are wanted; None or empty asks nothing.

    Args:
        subject: of one enterprise.
        departments: handled, or paid, by one of these.
        states: standing in one of these.
        overdue_on: whose limit had passed on that day.
        bundle_id: of one bundle.
    """

    subject: str | None = None
    departments: tuple[str, ...] | None = None
    states: tuple[CaseState, ...] = ()
    overdue_on: date | None = None
    bundle_id: str | None = None


def list_cases(
    session: Session, query: CaseQuery, *, limit: int = 50, offset: int = 0
) -> tuple[list[ApplicationCase], int]:
    """Cases, those due first before the others, and how many there are in all."""
    from sqlmodel import func

    conditions = list(_conditions(query))
    wanted = select(ApplicationCase).where(*conditions)
    total = session.exec(select(func.count()).select_from(ApplicationCase).where(*conditions)).one()
    due = col(ApplicationCase.due_on)
    ordered = wanted.order_by(due.is_(None), due, col(ApplicationCase.created_at).desc(), col(ApplicationCase.id))
    return list(session.exec(ordered.offset(offset).limit(limit))), int(total)


def _conditions(query: CaseQuery) -> Any:
    if query.subject is not None:
        yield ApplicationCase.subject == query.subject
    if query.departments is not None:
        yield col(ApplicationCase.department).in_(query.departments) | col(ApplicationCase.payer).in_(query.departments)
    if query.states:
        yield col(ApplicationCase.state).in_([str(state) for state in query.states])
    if query.overdue_on is not None:
        yield col(ApplicationCase.due_on) < query.overdue_on
    if query.bundle_id is not None:
        yield ApplicationCase.bundle_id == query.bundle_id


def standing_of(row: ApplicationCase) -> Standing:
    """What the law of the way needs to know of a case."""
    guide = guide_of_case(row)
    return Standing(
        CaseState(row.state), CaseOrigin(row.origin), row.subject, row.department, row.payer, row.returns, row.appeals,
        row.publicity_ends_on, guide.publicity_days > 0, row.decided_by,
    )  # fmt: skip


def guide_of_case(row: ApplicationCase) -> Guide:
    """The guide that a case is handled by: as it stood when the case was opened."""
    return read_guide(json.loads(row.guide))


def events_of(session: Session, case_id: str) -> list[CaseEvent]:
    """The steps of a case, the oldest first."""
    return list(session.exec(select(CaseEvent).where(CaseEvent.case_id == case_id).order_by(col(CaseEvent.id))))


def add_event(
    session: Session, row: ApplicationCase, act: Act, source: CaseState, actor: Actor, *, day: date, now: datetime, reason: str = "",
    detail: Mapping[str, Any] | None = None,
) -> CaseEvent:  # fmt: skip
    """Write a step down."""
    event = CaseEvent(
        case_id=row.id, at=now, day=day, actor=actor.login, role=str(actor.role) if actor.role else "system",
        department=row.payer if act in (Act.PAY, Act.PAY_PART) else row.department, act=str(act), source=str(source), target=row.state,
        reason=reason, detail=to_json(dict(detail or {})),
    )  # fmt: skip
    session.add(event)
    session.flush()
    return event


def run_clocks(session: Session, row: ApplicationCase, calendar: WorkingCalendar, *, today: date) -> tuple[Stage, ...]:
    """Compute the clocks of a case from its steps, and write them down where they changed."""
    history = [_moved(event) for event in events_of(session, row.id)]
    found = stages(history, guide_of_case(row).limits, calendar, today=today)
    known = {(one.clock, one.round): one for one in session.exec(select(CaseStage).where(CaseStage.case_id == row.id))}
    for stage in found:
        _write_stage(session, row, stage, known.get((str(stage.clock), stage.round)))
    now_running = current(found)
    row.clock = str(now_running.clock) if now_running else ""
    row.due_on = now_running.due_on if now_running else None
    row.waits_for = now_running.waits_for if now_running else None
    session.add(row)
    session.flush()
    return found


def _moved(event: CaseEvent) -> Moved:
    ends = json.loads(event.detail).get("publicity_ends_on")
    return Moved(Act(event.act), CaseState(event.target), event.day, date.fromisoformat(ends) if ends else None)


def _write_stage(session: Session, row: ApplicationCase, stage: Stage, known: CaseStage | None) -> None:
    made = known or CaseStage(
        case_id=row.id, clock=str(stage.clock), round=stage.round, owner="", began_on=stage.began_on
    )
    made.owner = (
        row.enterprise if stage.clock.by_enterprise else row.payer if stage.clock == "payment" else row.department
    )
    made.limit_days, made.due_on, made.waits_for = stage.limit, stage.due_on, stage.waits_for
    made.used_days, made.stopped_on, made.ended_on = stage.used, stage.stopped_on, stage.ended_on
    session.add(made)


def stages_of(session: Session, case_id: str) -> list[CaseStage]:
    """The clocks of a case as they were last written down."""
    return list(session.exec(select(CaseStage).where(CaseStage.case_id == case_id).order_by(col(CaseStage.id))))


def stage_of(row: CaseStage) -> Stage:
    """A time limit as its row holds it."""
    return Stage(
        Clock(row.clock), row.round, row.limit_days, row.began_on, row.due_on, row.waits_for, row.used_days, row.stopped_on,
        row.ended_on,
    )  # fmt: skip
