"""Handing a bundle in: one transaction, checked once more, split into one case an item, each for its department."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from policymatch.applications.bundles import BundleChange, BundleState, opened
from policymatch.applications.errors import IncompleteError, IneligibleError, WindowClosedError
from policymatch.applications.flow import Act, Actor, CaseOrigin, CaseState, take
from policymatch.applications.materials import Certificates
from policymatch.applications.questions import of_item
from policymatch.applications.rows import Opening, add_event, open_row, run_clocks, standing_of
from policymatch.applications.viewing import BundleView, ItemView, Trouble, view
from policymatch.errors import ConflictError
from policymatch.profiles import Profile
from policymatch.registry.roles import Role
from policymatch.store.audit import record
from policymatch.store.receipts import issue
from policymatch.store.tables_applications import ApplicationCase, Bundle
from policymatch.store.transactions import local_day
from policymatch.vocabulary.calendars import WorkingCalendar, calendar

CHANNEL = "apply"
"""Where the verdict of a receipt was shown."""


@dataclass(frozen=True, slots=True)
class Submitted:
    """What came of handing a bundle in."""

    bundle: Bundle
    cases: tuple[ApplicationCase, ...]


def submit(
    session: Session,
    change: BundleChange,
    profile: Profile,
    *,
    day: date,
    certificates: Certificates | None = None,
    working: WorkingCalendar | None = None,
) -> Submitted:
    """Hand a bundle in.

    Args:
        session: a writing session; everything happens in it, or nothing.
        change: who hands which revision in.
        profile: what shared data know of the enterprise.
        day: the day that counts for windows and conditions.
        certificates: where electronic certificates are found.
        working: the working calendar; None: the one that ships.

    Raises:
        ConflictError: it was handed in before, a policy no longer governs, or a case for an item is open.
        WindowClosedError: an item is not taken on the day.
        IneligibleError: an item is surely not granted and the enterprise did not object.
        IncompleteError: questions or materials are open; all are named.
    """
    row = opened(session, change)
    seen = view(session, row, profile, day=day, certificates=certificates)
    check(seen)
    cases = tuple(_split(session, seen, one, change, day=day, working=working or calendar()) for one in seen.items)
    row.state, row.submitted_at = BundleState.SUBMITTED, change.now
    row.updated_at, row.revision = change.now, row.revision + 1
    session.add(row)
    session.flush()
    said = {"cases": [one.number for one in cases], "objections": sorted(json.loads(row.objections))}
    record(session, actor=change.actor, action="bundle.submit", target=row.id, detail=said, now=change.now)
    return Submitted(row, cases)


_KINDS: tuple[tuple[tuple[Trouble, ...], type[ConflictError], str], ...] = (
    ((Trouble.POLICY, Trouble.OPEN_CASE), ConflictError, "从申请中去掉该事项"),
    ((Trouble.WINDOW,), WindowClosedError, "按申报时间提交，或去掉该事项"),
    ((Trouble.INELIGIBLE,), IneligibleError, "去掉该事项，更正有误的数据，或写明异议后仍要提交"),
    ((Trouble.QUESTION, Trouble.MATERIAL), IncompleteError, "补齐后再提交"),
)


def check(seen: BundleView) -> None:
    """Check that a bundle can be handed in; the gravest kind of trouble is named first, all of its kind at once.

    Raises:
        ConflictError: as ``submit``.
    """
    for kinds, error, hint in _KINDS:
        found = [one for one in seen.problems if one.kind in kinds]
        if found:
            where = "、".join(dict.fromkeys(one.where for one in found))
            raise error("；".join(one.message for one in found), where=where[:300], hint=hint)


def _split(
    session: Session, seen: BundleView, one: ItemView, change: BundleChange, *, day: date, working: WorkingCalendar
) -> ApplicationCase:
    chosen = one.chosen
    shown = issue(
        session, seen.applied, [(chosen.governed, chosen.item.id)], as_of=day, known_on=local_day(change.now), actor=change.actor,
        channel=CHANNEL, now=change.now,
    )  # fmt: skip
    opening = Opening(
        chosen, shown.matches[0], shown.receipt_id, of_item(seen.form, chosen.key),
        [met for met in seen.materials if chosen.key in met.material.items], _answers(seen, chosen.key),
        _choices(seen, chosen.key), one.objection,
    )  # fmt: skip
    row = open_row(
        session, seen.bundle.subject, seen.applied.name, opening, origin=CaseOrigin.APPLIED, day=day, now=change.now,
        bundle_id=seen.bundle.id,
    )  # fmt: skip
    actor = Actor(change.actor, Role.ENTERPRISE, subject=change.subject)
    line = take(Act.SUBMIT, standing_of(row), actor, today=day)
    row.state, row.submitted_at = str(line.target), change.now
    detail = {"verdict": row.verdict, "receipt": row.receipt_id, "objection": row.objection}
    add_event(session, row, Act.SUBMIT, CaseState.DRAFT, actor, day=day, now=change.now, detail=detail)
    run_clocks(session, row, working, today=day)
    return row


def _answers(seen: BundleView, key: str) -> dict[str, object]:
    """The answers that one item's department is given, and no others."""
    return {one.key: one.answer for one in of_item(seen.form, key) if one.answer is not None}


def _choices(seen: BundleView, key: str) -> dict[str, object]:
    mine: Sequence[str] = [met.material.key for met in seen.materials if key in met.material.items]
    return {name: choice for name, choice in json.loads(seen.bundle.choices).items() if name in mine}
