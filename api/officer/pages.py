"""The officer's screens: upload, review beside the source, check, publish."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Path, Request, Response, UploadFile
from fastapi.concurrency import run_in_threadpool

from api.auth import Caller, Shared, check_form, require
from api.officer import drafting
from api.officer.analysing import show_decidability, show_impact
from api.officer.marking import review
from api.officer.reading import parse_upload
from api.officer.schemas import DraftId
from api.pages import Viewing, go, render
from api.permissions import Action
from api.presenting import show_policy
from api.problems import HttpProblem, of_error
from api.public.routes import ItemKey
from api.service import Service
from policymatch.errors import PolicyMatchError
from policymatch.parsing import parse_text
from policymatch.registry.drafting import DraftState, Step, check_policy_id, possible
from policymatch.store import drafts
from policymatch.store.policies import get_version, read_row
from policymatch.store.tables_policies import Draft

router = APIRouter(prefix="/officer")
Id = Annotated[DraftId, Path()]
Token = Annotated[str, Form(max_length=100)]
Revision = Annotated[int, Form(ge=1, le=10**9)]
Note = Annotated[str, Form(max_length=2000)]


@router.get("")
def overview(request: Request, service: Shared, caller: Viewing) -> Response:
    """Drafts of the department, and the policies that are published."""
    user = require(caller, Action.DRAFT)
    with service.reading() as session:
        rows = [drafting.show_draft(row) for row in drafts.list_drafts(session, departments=user.departments, limit=50)]
    policies = [show_policy(policy) for policy in service.catalogue().policies]
    return render(request, "officer.html", caller, {"drafts": rows, "policies": policies})


@router.get("/upload")
def upload_page(request: Request, caller: Viewing) -> Response:
    """Where a policy is handed in."""
    require(caller, Action.DRAFT)
    return _upload(request, caller)


def _upload(request: Request, caller: Caller, *, problem: Any = None, policy_id: str = "", text: str = "") -> Response:
    context = {"problem": problem, "policy_id": policy_id, "text": text}
    return render(request, "upload.html", caller, context, status=problem.status if problem else 200)


@router.post("/upload")
async def do_upload(
    request: Request, service: Shared, caller: Viewing, form_token: Token, policy_id: Annotated[str, Form(max_length=200)] = "",
    text: Annotated[str, Form(max_length=500_000)] = "", file: Annotated[UploadFile | None, File()] = None,
) -> Response:  # fmt: skip
    """Parse what was handed in, and open the draft."""
    check_form(caller, form_token)
    content = await file.read() if file is not None and file.filename else b""
    name = file.filename if file is not None and file.filename else policy_id
    try:
        draft = await run_in_threadpool(_parse, service, caller, content, name, text, policy_id.strip())
    except PolicyMatchError as error:
        return _upload(request, caller, problem=of_error(error), policy_id=policy_id, text=text)
    except HttpProblem as refused:
        return _upload(request, caller, problem=refused, policy_id=policy_id, text=text)
    return go(f"/officer/drafts/{draft}")


def _parse(service: Service, caller: Caller, content: bytes, name: str, text: str, policy_id: str) -> str:
    department = drafting.department_for(caller, "")
    check_policy_id(policy_id)
    if not content and len(text.strip()) < 20:
        raise HttpProblem(422, "invalid_input", "没有文件，也没有原文", "选择文件，或粘贴原文")
    parsed = parse_upload(content, name) if content else parse_text(text, name=name)
    with service.writing() as session:
        kept = drafts.keep_file(session, name=name[:200], content=content) if content else None
        return drafting.begin(
            session, service, caller, parsed, policy_id=policy_id, department=department, file=kept
        ).id


@router.post("/policies/{policy_id}/next")
def do_next(service: Shared, caller: Viewing, policy_id: ItemKey, form_token: Token) -> Response:
    """Begin the next version of a policy."""
    check_form(caller, form_token)
    with service.writing() as session:
        draft = drafting.begin_next(session, service, caller, policy_id).id
    return go(f"/officer/drafts/{draft}")


def open_page(service: Service, caller: Caller, draft_id: str) -> Draft:
    """The draft of a screen."""
    with service.reading() as session:
        return drafting.open_draft(session, caller, draft_id)


def page_head(service: Service, caller: Caller, draft: Draft, tab: str) -> dict[str, Any]:
    """What all screens of a draft show: where it stands, and what this person can do with it."""
    state = DraftState(draft.state)
    second = caller.user.login not in drafts.editors_of(draft)
    with service.reading() as session:
        reviews = drafts.reviews_of(session, draft.id)
    return {
        "draft": drafting.show_whole_draft(draft), "tab": tab, "steps": [str(step) for step in possible(state)], "second": second,
        "editable": Step.EDIT in possible(state), "reviews": reviews, "step_words": {str(step): step.label for step in Step},
    }  # fmt: skip


@router.get("/drafts/{draft_id}")
def review_page(request: Request, service: Shared, caller: Viewing, draft_id: Id) -> Response:
    """The draft beside its source, the clauses marked."""
    draft = open_page(service, caller, draft_id)
    document = drafts.draft_document(draft)
    views, pieces = review(document, draft.source_text)
    return render(
        request,
        "draft.html",
        caller,
        page_head(service, caller, draft, "review") | {"document": document, "views": views, "pieces": pieces},
    )


@router.get("/drafts/{draft_id}/checks")
def checks_page(request: Request, service: Shared, caller: Viewing, draft_id: Id) -> Response:
    """What the checks found, and the boundary pairs to sign."""
    draft = open_page(service, caller, draft_id)
    found = drafting.show_checklist(draft, drafting.check(draft, service))
    pairs: dict[str, list[Any]] = {}
    for pair in found.pairs:
        pairs.setdefault(f"{pair.item}：{pair.limit}", []).append(pair)
    return render(
        request,
        "draft-checks.html",
        caller,
        page_head(service, caller, draft, "checks") | {"found": found, "pairs": pairs},
    )


@router.get("/drafts/{draft_id}/reach")
def reach_page(request: Request, service: Shared, caller: Viewing, draft_id: Id) -> Response:
    """How much the data can answer, and whom the draft touches."""
    draft = open_page(service, caller, draft_id)
    document = drafts.draft_document(draft)
    with service.reading() as session:
        old = None if draft.supersedes is None else read_row(get_version(session, draft.policy_id, draft.supersedes))
    context = {
        "decidable": show_decidability(service, document),
        "impact": show_impact(service, old, document, stays=drafting.stays_of(draft)),
    }
    return render(request, "draft-reach.html", caller, page_head(service, caller, draft, "reach") | context)


def revision_in(form: dict[str, str]) -> int:
    """The revision from which a form was filled in; 0 where it names none."""
    text = form.get("revision", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def take(service: Service, caller: Caller, draft_id: str, revision: int, name: str, step: drafting.Step) -> None:
    """Take a step with a draft."""
    with service.writing() as session:
        drafting.change(session, service, caller, draft_id, revision, name, step)


_MOVES: dict[str, Any] = {
    "submit": drafts.submit,
    "withdraw": drafts.withdraw,
    "send_back": drafts.send_back,
    "discard": drafts.discard,
}


@router.post("/drafts/{draft_id}/move")
def do_move(
    service: Shared, caller: Viewing, draft_id: Id, form_token: Token, revision: Revision,
    step: Annotated[str, Form(pattern="^(submit|withdraw|send_back|discard)$")], comment: Note = "",
) -> Response:  # fmt: skip
    """Submit, withdraw, send back or discard."""
    check_form(caller, form_token)
    take(
        service,
        caller,
        draft_id,
        revision,
        step,
        lambda session, change: _MOVES[step](session, change, comment=comment),
    )
    return go(f"/officer/drafts/{draft_id}")


@router.post("/drafts/{draft_id}/sign")
async def do_sign(request: Request, service: Shared, caller: Viewing, draft_id: Id) -> Response:
    """Sign boundary pairs."""
    form = {
        name: value
        for name, value in (await request.form(max_files=0, max_fields=5000)).items()
        if isinstance(value, str)
    }
    check_form(caller, form.get("form_token", ""))
    answers = {
        name.removeprefix("pair-"): value == "right"
        for name, value in form.items()
        if name.startswith("pair-") and value
    }
    if answers:
        day = service.today()
        await run_in_threadpool(
            take, service, caller, draft_id, revision_in(form), "sign",
            lambda session, change: drafts.sign_pairs(session, change, answers, as_of=day),
        )  # fmt: skip
    return go(f"/officer/drafts/{draft_id}/checks")


@router.post("/drafts/{draft_id}/publish")
async def do_publish(request: Request, service: Shared, caller: Viewing, draft_id: Id) -> Response:
    """Publish as the second person."""
    form = {
        name: value
        for name, value in (await request.form(max_files=0, max_fields=5000)).items()
        if isinstance(value, str)
    }
    check_form(caller, form.get("form_token", ""))
    overruled = {
        name.removeprefix("reason-"): value
        for name, value in form.items()
        if name.startswith("reason-") and value.strip()
    }
    version = await run_in_threadpool(
        _publish, service, caller, draft_id, revision_in(form), overruled, form.get("comment", "")[:2000]
    )
    return go(f"/policies/{version}")


def _publish(
    service: Service, caller: Caller, draft_id: str, revision: int, overruled: dict[str, str], comment: str
) -> str:
    with service.writing() as session:
        row = drafting.publish(session, service, caller, draft_id, revision, overruled=overruled, comment=comment)
        policy = str(row.policy_id)
    service.changed()
    return policy
