"""From bundles and cases to what is shown of them, and to whom."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlmodel import Session

from api.applying.case_schemas import CaseFull, CaseShown, DueShown, DutyShown, PaymentShown, StepShown, TimelineShown
from api.applying.office import actor_of
from api.applying.schemas import (
    BundleFull,
    BundleItemShown,
    BundleShown,
    FileShown,
    FormShown,
    KnownShown,
    MaterialsShown,
    MetShown,
    ProblemShown,
    QuestionShown,
    TogetherShown,
)
from api.permissions import User
from api.presenting import coded
from api.shapes import Coded
from policymatch.applications.bundles import BundleState, keys_of
from policymatch.applications.clocks import Clock
from policymatch.applications.duties import DutyState
from policymatch.applications.flow import Act, CaseOrigin, CaseState, allowed
from policymatch.applications.guides import DutyKind
from policymatch.applications.handling import REASON_CODES, conditions_of, missing_of, payments_of
from policymatch.applications.questions import Question
from policymatch.applications.rows import CaseQuery, events_of, from_fen, list_cases, stage_of, stages_of, standing_of
from policymatch.applications.viewing import BundleView, ItemView
from policymatch.decisions import Verdict
from policymatch.profiles.masking import HIDDEN, Viewer, may_see_field
from policymatch.registry.roles import Role
from policymatch.store.tables_applications import ApplicationCase, Bundle, CaseEvent, CaseStage, Duty, SpaceFile

SCANS = {"clean": "已扫描", "off": "未配置病毒扫描"}


def _bundle(session: Session, row: Bundle) -> dict[str, Any]:
    cases, _ = list_cases(session, CaseQuery(bundle_id=row.id), limit=100) if row.submitted_at else ([], 0)
    state = BundleState(row.state)
    return {
        "id": row.id, "state": Coded(code=str(state), label=state.label), "revision": row.revision, "items": list(keys_of(row)),
        "created_at": row.created_at, "updated_at": row.updated_at, "submitted_at": row.submitted_at, "cases": sorted(one.number for one in cases),
    }  # fmt: skip


def show_bundle(session: Session, row: Bundle) -> BundleShown:
    """A bundle in a list."""
    return BundleShown.model_validate(_bundle(session, row))


def show_view(session: Session, seen: BundleView) -> BundleFull:
    """A bundle and what is in its way."""
    problems = [ProblemShown(kind=str(one.kind), where=one.where, message=one.message) for one in seen.problems]
    entries = [_item(one) for one in seen.items]
    more = {
        "entries": entries,
        "ready": seen.ready,
        "problems": problems,
        "together": _together(seen),
        "total": seen.plan.total.label,
    }
    return BundleFull.model_validate(_bundle(session, seen.bundle) | more)


def _together(seen: BundleView) -> list[TogetherShown]:
    taken = [
        TogetherShown(key=one.key, taken=True, amount=one.paid.label, note=one.note, quote="") for one in seen.plan.taken if not one.applied
    ]  # fmt: skip
    left = [
        TogetherShown(key=one.key, taken=False, amount="—", note=one.reason, quote=one.quote) for one in seen.plan.left
    ]
    return sorted([*taken, *left], key=lambda one: one.key)


def _item(one: ItemView) -> BundleItemShown:
    chosen, window = one.chosen, one.chosen.item.window
    return BundleItemShown(
        key=chosen.key, name=chosen.item.name, policy_title=chosen.title, version=chosen.governed.version, department=chosen.department,
        verdict=coded(Verdict.NOT_ELIGIBLE if one.stopped else one.match.verdict),
        amount="—" if one.stopped else one.match.estimate.label, stopped=one.stopped, reasons=list(one.reasons),
        objection=one.objection or None, opens_on=window.opens_on, closes_on=window.closes_on,
    )  # fmt: skip


def show_form(seen: BundleView) -> FormShown:
    """The one form."""
    questions = [_question(one) for one in seen.form]
    missing = sum(one.missing for one in seen.form)
    return FormShown(bundle=seen.bundle.id, revision=seen.bundle.revision, missing=missing, questions=questions)


def _question(one: Question) -> QuestionShown:
    return QuestionShown(
        key=one.key, kind=str(one.kind), label=one.label, type=one.type, unit=one.unit, options=list(one.options), items=list(one.items),
        quotes=list(one.quotes), known=[KnownShown(value=k.value, department=k.department, source=k.source, known_on=k.known_on) for k in one.known],
        asked=one.asked, required=one.required, remark=one.remark, answer=one.answer, suggested=one.suggested,
    )  # fmt: skip


def show_materials(seen: BundleView) -> MaterialsShown:
    """The materials, each once."""
    mets = [
        MetShown(
            key=met.material.key, name=met.material.name, wordings=list(met.material.wordings), items=list(met.material.items),
            way=Coded(code=str(met.way), label=met.way.label), settled=met.settled, evidence=met.evidence, may_promise=met.may_promise,
            files=[one.id for one in met.files],
        )
        for met in seen.materials
    ]  # fmt: skip
    missing = sum(not met.settled for met in seen.materials)
    return MaterialsShown(bundle=seen.bundle.id, revision=seen.bundle.revision, missing=missing, materials=mets)


def show_file(row: SpaceFile) -> FileShown:
    """A file of the space."""
    return FileShown(
        id=row.id, name=row.name, material=row.material, media_type=row.media_type, size=row.size, sha256=row.digest,
        scan=Coded(code=row.scan, label=SCANS[row.scan]), at=row.at,
    )  # fmt: skip


def _yuan(fen: int | None) -> str | None:
    return None if fen is None else format(from_fen(fen), ".2f")


def _case(row: ApplicationCase) -> dict[str, Any]:
    state, origin, verdict = CaseState(row.state), CaseOrigin(row.origin), Verdict(row.verdict)
    waiting = Coded(code=row.clock, label=Clock(row.clock).label) if row.clock else None
    label = f"待历法公布（{row.waits_for}年）" if row.waits_for else str(row.due_on or "未设时限" if row.clock else "")
    return {
        "id": row.id, "number": row.number, "revision": row.revision, "state": Coded(code=str(state), label=state.label),
        "origin": Coded(code=str(origin), label=origin.label), "credit_code": row.subject, "enterprise": row.enterprise,
        "item": f"{row.policy_id}/{row.item_id}", "item_name": row.item_name, "policy_title": row.policy_title, "version": row.version,
        "department": row.department, "payer": row.payer, "verdict": coded(verdict), "flagged": bool(row.objection),
        "applied_low": _yuan(row.applied_low), "applied_high": _yuan(row.applied_high), "approved": _yuan(row.approved),
        "paid": _yuan(row.paid) or "0.00", "waiting_for": waiting, "due_on": row.due_on, "due_label": label,
        "submitted_at": row.submitted_at, "closed_at": row.closed_at,
    }  # fmt: skip


def show_case(row: ApplicationCase) -> CaseShown:
    """A case in a list."""
    return CaseShown.model_validate(_case(row))


def show_whole_case(session: Session, row: ApplicationCase, user: User, *, today: date) -> CaseFull:
    """A case with what this user may see of it."""
    code = row.reason_code
    payments = payments_of(session, row.id)
    return CaseFull.model_validate(
        _case(row)
        | {
            "receipt": row.receipt_id, "objection": row.objection or None, "missing": missing_of(row), "reason": row.reason or None,
            "reason_code": Coded(code=code, label=REASON_CODES[code]) if code else None, "reason_condition": row.reason_condition or None,
            "conditions": conditions_of(session, row), "publicity_ends_on": row.publicity_ends_on, "form": _form_for(row, user),
            "materials": [] if user.role is Role.SUPERVISOR else json.loads(row.materials),
            "limits": [_due(stage, today) for stage in stages_of(session, row.id)],
            "payments": [PaymentShown(number=p.number, amount=_yuan(p.amount) or "", paid_on=p.paid_on, reference=p.reference) for p in payments],
            "may": [Coded(code=str(act), label=act.label) for act in allowed(standing_of(row), actor_of(user), today=today)],
        }
    )  # fmt: skip


def _form_for(row: ApplicationCase, user: User) -> list[dict[str, Any]]:
    """The form as the case holds it: whole for who handles it, nothing for who only watches."""
    if user.role is Role.SUPERVISOR:
        return []
    viewer = Viewer.HANDLER if user.role is Role.OFFICER else Viewer.ENTERPRISE
    return [_line_for(line, viewer) for line in json.loads(row.form)]


def _line_for(line: Mapping[str, Any], viewer: Viewer) -> dict[str, Any]:
    field = str(line["key"]).partition("@")[0].partition("#")[0]
    shown = dict(line)
    if line["kind"] == "fact" and not may_see_field(viewer, field):
        shown["known"] = [dict(one) | {"value": HIDDEN} for one in line["known"]]
    return shown


def _due(row: CaseStage, today: date) -> DueShown:
    stage = stage_of(row)
    return DueShown(
        clock=Coded(code=str(stage.clock), label=stage.clock.label), owner=row.owner, limit_days=row.limit_days, began_on=row.began_on, due_on=row.due_on,
        stopped_on=row.stopped_on, ended_on=row.ended_on, label=stage.due_label, overdue=stage.overdue(today),
    )  # fmt: skip


def show_timeline(session: Session, row: ApplicationCase, user: User) -> TimelineShown:
    """The timeline of a case; who of a department took a step is for the departments to know."""
    steps = [_step(event, user) for event in events_of(session, row.id)]
    return TimelineShown(number=row.number, steps=steps)


def _step(event: CaseEvent, user: User) -> StepShown:
    act, state = Act(event.act), CaseState(event.target)
    by = {"enterprise": "企业", "system": "系统"}.get(event.role, event.department)
    detail = json.loads(event.detail)
    return StepShown(
        at=event.at, day=event.day, act=Coded(code=str(act), label=act.label), by=by,
        actor=None if user.role is Role.ENTERPRISE and event.role != "enterprise" else event.actor,
        state=Coded(code=str(state), label=state.label), reason=event.reason,
        detail=detail | ({"amount": _yuan(detail["amount"])} if "amount" in detail else {}),
    )  # fmt: skip


def show_duty(row: Duty) -> DutyShown:
    """A duty."""
    kind, state = DutyKind(row.kind), DutyState(row.state)
    return DutyShown(
        id=row.id or 0, case=row.case_id, credit_code=row.subject, department=row.department, kind=Coded(code=str(kind), label=kind.label),
        words=row.words, begins_on=row.begins_on, ends_on=row.ends_on, state=Coded(code=str(state), label=state.label),
        checked_on=row.checked_on, breached_on=row.breached_on, remark=row.remark,
    )  # fmt: skip
