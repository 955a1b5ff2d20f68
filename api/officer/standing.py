"""What happens to a published version or to one item of it: suspended, resumed, repealed; the step, and its screen."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Path, Request, Response
from sqlmodel import Session

from api.auth import Caller, Shared, check_form, require
from api.catalogue import Policy
from api.officer.schemas import EventShown, EventWanted, NewPolicyId
from api.pages import Viewing, go, render
from api.permissions import Action
from api.presenting import show_whole_policy
from api.problems import HttpProblem, of_error, say_fault
from api.service import Service
from api.shapes import Coded
from policymatch.errors import NotFoundError, PolicyMatchError
from policymatch.registry.lifecycle import EventKind
from policymatch.store.audit import record
from policymatch.store.policies import get_version, record_event

router = APIRouter(prefix="/officer/policies")
KINDS = {EventKind.SUSPENDED: "暂停受理", EventKind.RESUMED: "恢复受理", EventKind.REPEALED: "废止"}
ACTIONS = {EventKind.SUSPENDED: "suspend", EventKind.RESUMED: "resume", EventKind.REPEALED: "repeal"}
LABELS = {"item_id": "对象", "holds_from": "自哪一天起", "reason": "原因", "next_check_on": "下次核查"}


def enter(
    session: Session, service: Service, caller: Caller, policy_id: str, version: int, kind: EventKind, wanted: EventWanted
) -> EventShown:  # fmt: skip
    """Enter what happens to a version or to one item of it, as its department, and record it.

    Raises:
        NotFoundError: no such version or item.
        ConflictError: it stands otherwise than the event takes for granted.
        HttpProblem: 403 where it is another department's.
    """
    require(caller, Action.PUBLISH)
    row = get_version(session, policy_id, version)
    require(caller, Action.PUBLISH, department=row.department or None)
    record_event(
        session, policy_id, version, kind, holds_from=wanted.holds_from, reason=wanted.reason, actor=caller.user.login,
        now=service.now(), next_check_on=wanted.next_check_on, item_id=wanted.item_id,
    )  # fmt: skip
    target = f"{policy_id}/v{version}" + (f"/{wanted.item_id}" if wanted.item_id else "")
    detail = {"from": str(wanted.holds_from), "reason": wanted.reason}
    record(
        session, actor=caller.user.login, action=f"policy.{ACTIONS[kind]}", target=target, detail=detail, now=service.now()
    )  # fmt: skip
    return EventShown(
        policy_id=policy_id, version=version, item_id=wanted.item_id, kind=Coded(code=str(kind), label=KINDS[kind]),
        holds_from=wanted.holds_from,
    )  # fmt: skip


def _version(service: Service, policy_id: str, version: int) -> Policy:
    for policy in service.catalogue().policies:
        if policy.placed.row.policy_id == policy_id and policy.version == version:
            return policy
    raise NotFoundError("没有这份政策或版本", where=f"{policy_id}/v{version}", hint="核对政策编号与版本号")


@router.get("/{policy_id}/versions/{version}/standing")
def standing_page(
    request: Request, service: Shared, caller: Viewing, policy_id: Annotated[NewPolicyId, Path()], version: int
) -> Response:
    """How a version and its items stand, and what can be done about it."""
    require(caller, Action.PUBLISH)
    return _page(request, service, caller, _version(service, policy_id, version))


def _page(
    request: Request, service: Service, caller: Caller, policy: Policy, *, form: dict[str, str] | None = None, problem: HttpProblem | None = None
) -> Response:  # fmt: skip
    filled = {"item_id": "", "kind": "", "holds_from": str(service.today()), "reason": "", "next_check_on": ""}
    context = {
        "policy": show_whole_policy(service.catalogue(), policy), "policy_id": policy.placed.row.policy_id, "form": filled | (form or {}),
        "problem": problem, "kinds": [(str(kind), label) for kind, label in KINDS.items()],
        "items": policy.document.items, "department": policy.placed.row.department,
    }  # fmt: skip
    return render(request, "standing.html", caller, context, status=problem.status if problem else 200)


@router.post("/{policy_id}/versions/{version}/standing")
def do_enter(
    request: Request, service: Shared, caller: Viewing, policy_id: Annotated[NewPolicyId, Path()], version: int,
    form_token: Annotated[str, Form(max_length=100)], kind: Annotated[EventKind, Form()],
    item_id: Annotated[str, Form(max_length=100)] = "", holds_from: Annotated[str, Form(max_length=20)] = "",
    reason: Annotated[str, Form(max_length=500)] = "", next_check_on: Annotated[str, Form(max_length=20)] = "",
) -> Response:  # fmt: skip
    """Enter it; where it cannot be, say why above what was typed."""
    check_form(caller, form_token)
    typed = {
        "item_id": item_id,
        "kind": str(kind),
        "holds_from": holds_from,
        "reason": reason,
        "next_check_on": next_check_on,
    }
    try:
        wanted = _wanted(typed)
        with service.writing() as session:
            enter(session, service, caller, policy_id, version, kind, wanted)
    except (PolicyMatchError, HttpProblem) as error:
        problem = error if isinstance(error, HttpProblem) else of_error(error)
        return _page(request, service, caller, _version(service, policy_id, version), form=typed, problem=problem)
    service.changed()
    return go(f"/officer/policies/{policy_id}/versions/{version}/standing")


def _wanted(typed: dict[str, str]) -> EventWanted:
    from pydantic import ValidationError

    given = {name: value.strip() or None for name, value in typed.items() if name != "kind"}
    try:
        return EventWanted.model_validate(given | {"reason": given["reason"] or ""})
    except ValidationError as error:
        said = (f"{LABELS[str(fault['loc'][0])]}：{say_fault(dict(fault))}" for fault in error.errors())
        raise HttpProblem(422, "invalid_input", "；".join(said), "改正后再登记") from None
