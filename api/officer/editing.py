"""The officer's screens for changing a draft: its head, its items row by row beside the source, or as JSON for experts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.areas import area_name
from api.auth import Caller, Shared, check_form
from api.officer.forms import (
    DATA,
    ItemRows,
    act,
    changes_of,
    field_choices,
    item_changes,
    item_form,
    item_rows,
    read_form,
)
from api.officer.forms import HEAD as FORM_HEAD
from api.officer.marking import review
from api.officer.pages import Id, Revision, Token, open_page, page_head, revision_in, take
from api.officer.tree import GROUPS, OPERATORS
from api.officer.values import AGGREGATES, PERIODS, YEARS
from api.pages import Viewing, go, render
from api.problems import HttpProblem, of_error
from api.public.routes import ItemKey
from api.service import Service
from policymatch.documents import Item
from policymatch.documents.model import BENEFIT_LABELS
from policymatch.documents.quotes import QuoteFinder
from policymatch.errors import PolicyMatchError
from policymatch.store import drafts
from policymatch.store.tables_policies import Draft

router = APIRouter(prefix="/officer/drafts")
FIELDS = 20_000
"""Of a form; an item of many conditions has thousands."""
CHOICES = {
    "groups": GROUPS, "operators": OPERATORS, "periods": PERIODS, "years": YEARS, "aggregates": AGGREGATES,
    "benefit_types": {str(kind): label for kind, label in BENEFIT_LABELS.items()},
}  # fmt: skip
HEAD = ("title", "doc_number", "region", "published_on", "valid_from", "valid_to")


def _item(draft: Draft, item_id: str) -> Item:
    item = drafts.draft_document(draft).item(item_id)
    if item is None:
        raise HttpProblem(404, "not_found", "草稿中没有这个事项", "回到草稿重选")
    return item


@router.get("/{draft_id}/items/{item_id}")
def edit_page(
    request: Request, service: Shared, caller: Viewing, draft_id: Id, item_id: ItemKey,
    view: Annotated[str, Query(pattern="^(rows|json)$")] = "rows",
) -> Response:  # fmt: skip
    """One item to be changed, row by row or as JSON."""
    draft = open_page(service, caller, draft_id)
    item = _item(draft, item_id)
    if view == "json":
        return _json_page(request, service, caller, draft, item_id, item_form(item))
    return _rows_page(request, service, caller, draft, item_id, item_rows(item))


def _json_page(
    request: Request, service: Service, caller: Caller, draft: Draft, item_id: str, form: Mapping[str, str], problem: HttpProblem | None = None
) -> Response:  # fmt: skip
    context = {"form": dict.fromkeys((*FORM_HEAD, *DATA), "") | dict(form), "item_id": item_id, "problem": problem}
    head = page_head(service, caller, draft, "review")
    return render(request, "draft-json.html", caller, head | context, status=problem.status if problem else 200)


def _rows_page(
    request: Request, service: Service, caller: Caller, draft: Draft, item_id: str, rows: ItemRows, *,
    problem: HttpProblem | None = None, status: int = 200, unsaved: bool = False,
) -> Response:  # fmt: skip
    _, pieces = review(drafts.draft_document(draft), draft.source_text)
    context = CHOICES | {
        "rows": rows, "item_id": item_id, "problem": problem, "fields": field_choices(), "pieces": pieces, "unsaved": unsaved,
    }  # fmt: skip
    head = page_head(service, caller, draft, "review")
    return render(request, "draft-item.html", caller, head | context, status=problem.status if problem else status)


async def sent_form(request: Request, caller: Caller) -> dict[str, str]:
    """The fields of a form, its token checked."""
    sent = await request.form(max_files=0, max_fields=FIELDS)
    form = {name: value for name, value in sent.items() if isinstance(value, str)}
    check_form(caller, form.get("form_token", ""))
    return form


@router.post("/{draft_id}/items/{item_id}/rows")
async def do_edit_rows(request: Request, service: Shared, caller: Viewing, draft_id: Id, item_id: ItemKey) -> Response:
    """Change rows without saving, or save them; where they cannot be saved, say why at each."""
    form = await sent_form(request, caller)
    return await run_in_threadpool(_edit_rows, request, service, caller, draft_id, item_id, form)


def _edit_rows(
    request: Request, service: Service, caller: Caller, draft_id: str, item_id: str, form: dict[str, str]
) -> Response:
    draft = open_page(service, caller, draft_id)
    _item(draft, item_id)
    rows = read_form(form)
    if form.get("do", "save") != "save":
        act(rows, form["do"])
        return _rows_page(request, service, caller, draft, item_id, rows, unsaved=True)
    finder = QuoteFinder(draft.source_text)
    changes = changes_of(rows, lambda quote: finder.find(quote) is not None)
    if rows.faults:
        return _rows_page(request, service, caller, draft, item_id, rows, status=422, unsaved=True)
    refused = _save(service, caller, draft_id, item_id, revision_in(form), changes)
    if refused is not None:
        return _rows_page(request, service, caller, draft, item_id, rows, problem=refused, unsaved=True)
    return go(f"/officer/drafts/{draft_id}#item-{item_id}")


def _save(
    service: Service, caller: Caller, draft_id: str, item_id: str, revision: int, changes: dict[str, Any]
) -> HttpProblem | None:
    try:
        take(
            service, caller, draft_id, revision, "edit",
            lambda session, change: drafts.edit_item(session, change, item_id, changes),
        )  # fmt: skip
    except PolicyMatchError as error:
        return of_error(error)
    return None


@router.post("/{draft_id}/items/{item_id}")
async def do_edit_json(request: Request, service: Shared, caller: Viewing, draft_id: Id, item_id: ItemKey) -> Response:
    """Change one item as JSON; where it cannot be, say why beside what was typed."""
    form = await sent_form(request, caller)
    return await run_in_threadpool(_edit_json, request, service, caller, draft_id, item_id, form)


def _edit_json(
    request: Request, service: Service, caller: Caller, draft_id: str, item_id: str, form: dict[str, str]
) -> Response:
    try:
        refused = _save(service, caller, draft_id, item_id, revision_in(form), item_changes(form))
    except PolicyMatchError as error:
        refused = of_error(error)
    if refused is not None:
        draft = open_page(service, caller, draft_id)
        return _json_page(request, service, caller, draft, item_id, form, refused)
    return go(f"/officer/drafts/{draft_id}#item-{item_id}")


@router.post("/{draft_id}/items")
def do_add(
    service: Shared, caller: Viewing, draft_id: Id, form_token: Token, revision: Revision, name: Annotated[str, Form(min_length=1, max_length=200)]
) -> Response:  # fmt: skip
    """Add an item that the parser did not see, and open it."""
    check_form(caller, form_token)
    data = {"name": name.strip(), "condition": {"all": []}, "benefits": []}
    take(service, caller, draft_id, revision, "edit", lambda session, change: drafts.add_item(session, change, data))
    added = drafts.draft_document(open_page(service, caller, draft_id)).items[-1]
    return go(f"/officer/drafts/{draft_id}/items/{added.id}")


@router.post("/{draft_id}/items/{item_id}/remove")
def do_remove(
    service: Shared, caller: Viewing, draft_id: Id, item_id: ItemKey, form_token: Token, revision: Revision
) -> Response:
    """Remove an item."""
    check_form(caller, form_token)
    take(
        service, caller, draft_id, revision, "edit", lambda session, change: drafts.remove_item(session, change, item_id)
    )  # fmt: skip
    return go(f"/officer/drafts/{draft_id}")


@router.get("/{draft_id}/head")
def head_page(request: Request, service: Shared, caller: Viewing, draft_id: Id) -> Response:
    """Title, number, issuers and dates."""
    draft = open_page(service, caller, draft_id)
    document = drafts.draft_document(draft)
    form = {name: str(getattr(document, name) or "") for name in HEAD} | {"issuers": "\n".join(document.issuers)}
    return _head_page(request, service, caller, draft, form)


def _head_page(
    request: Request, service: Service, caller: Caller, draft: Draft, form: Mapping[str, str], problem: HttpProblem | None = None
) -> Response:  # fmt: skip
    filled = dict.fromkeys((*HEAD, "issuers"), "") | dict(form)
    head = page_head(service, caller, draft, "review") | {"form": filled, "problem": problem}
    head["area"] = area_name(region) if (region := drafts.draft_document(draft).region) else ""
    return render(request, "draft-head.html", caller, head, status=problem.status if problem else 200)


@router.post("/{draft_id}/head")
async def do_head(request: Request, service: Shared, caller: Viewing, draft_id: Id) -> Response:
    """Change the head."""
    form = await sent_form(request, caller)
    changes: dict[str, Any] = {name: form.get(name, "").strip() or None for name in HEAD}
    changes["issuers"] = [line.strip() for line in form.get("issuers", "").splitlines() if line.strip()]
    try:
        await run_in_threadpool(
            take, service, caller, draft_id, revision_in(form), "edit",
            lambda session, change: drafts.edit_head(session, change, changes),
        )  # fmt: skip
    except PolicyMatchError as error:
        draft = await run_in_threadpool(open_page, service, caller, draft_id)
        return _head_page(request, service, caller, draft, form, of_error(error))
    return go(f"/officer/drafts/{draft_id}")
