"""The officer's screen for 新老划断: who stays under the older version, until when, and what changed."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.auth import Caller, Shared
from api.officer.editing import CHOICES, sent_form
from api.officer.forms import field_choices
from api.officer.pages import Id, open_page, page_head, revision_in, take
from api.officer.tree import Row, change_rows, condition_of, read_rows, rows_of
from api.pages import Viewing, go, render
from api.problems import HttpProblem, of_error
from api.service import Service
from policymatch.errors import PolicyMatchError
from policymatch.store import drafts
from policymatch.store.policies import read_cohort
from policymatch.store.tables_policies import Draft

router = APIRouter(prefix="/officer/drafts")


@router.get("/{draft_id}/succession")
def succession_page(request: Request, service: Shared, caller: Viewing, draft_id: Id) -> Response:
    """Who stays under the older version."""
    draft = open_page(service, caller, draft_id)
    cohort = read_cohort(draft.cohort)
    form = {"until": str(cohort.until or "") if cohort else "", "note": draft.note}
    return _page(request, service, caller, draft, rows_of(cohort.condition) if cohort else None, form)


def _page(
    request: Request, service: Service, caller: Caller, draft: Draft, rows: Row | None, form: dict[str, str], *,
    problem: HttpProblem | None = None, status: int = 200, unsaved: bool = False,
) -> Response:  # fmt: skip
    context = CHOICES | {"rows": rows, "form": form, "problem": problem, "fields": field_choices(), "unsaved": unsaved}
    head = page_head(service, caller, draft, "review")
    return render(
        request, "draft-succession.html", caller, head | context, status=problem.status if problem else status
    )


@router.post("/{draft_id}/succession")
async def do_succession(request: Request, service: Shared, caller: Viewing, draft_id: Id) -> Response:
    """Change the rows without saving, or save them."""
    form = await sent_form(request, caller)
    return await run_in_threadpool(_change, request, service, caller, draft_id, form)


def _change(request: Request, service: Service, caller: Caller, draft_id: str, form: dict[str, str]) -> Response:
    draft = open_page(service, caller, draft_id)
    rows = read_rows(form, "c") if "c:kind" in form else None
    kept = {"until": form.get("until", ""), "note": form.get("note", "")}
    action, _, place = form.get("do", "save").partition("@")
    if action != "save":
        return _page(request, service, caller, draft, _acted(rows, action, place), kept, unsaved=True)
    cohort: dict[str, Any] | None = None
    if rows is not None:
        cohort = {"condition": condition_of(rows, lambda _: True), "until": kept["until"].strip() or None}
        if rows.faults:
            return _page(request, service, caller, draft, rows, kept, status=422, unsaved=True)
    try:
        take(
            service, caller, draft_id, revision_in(form), "succession",
            lambda session, change: drafts.set_succession(session, change, cohort=cohort, note=kept["note"][:2000]),
        )  # fmt: skip
    except PolicyMatchError as error:
        return _page(request, service, caller, draft, rows, kept, problem=of_error(error), unsaved=True)
    return go(f"/officer/drafts/{draft_id}")


def _acted(rows: Row | None, action: str, place: str) -> Row | None:
    if action == "nobody":
        return None
    if action == "somebody" or rows is None:
        return Row("all", below=[Row("test")])
    change_rows(rows, action, place.partition(".")[2])
    return rows
