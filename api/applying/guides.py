"""JSON of 办事指南 and of duties after an award."""

from __future__ import annotations

import json
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from sqlmodel import Session

from api.answering import Change, Once, respond
from api.applying.case_schemas import DutyQuery, DutyShown, GuideShown, GuideWanted, SettleWanted
from api.applying.office import actor_of
from api.applying.showing import show_duty
from api.auth import Caller, Shared, Signed, require
from api.officer.schemas import NewPolicyId
from api.permissions import Action
from api.problems import documented
from api.public.routes import ItemKey
from api.shapes import Page
from policymatch.applications.chosen import guide_of, guide_row, set_guide
from policymatch.applications.duties import DutyState, list_duties, settle
from policymatch.applications.guides import ALL_ITEMS, propose, write_guide
from policymatch.documents import Item
from policymatch.errors import NotFoundError
from policymatch.registry.roles import Role
from policymatch.registry.snapshots import as_plain
from policymatch.store.audit import record
from policymatch.store.policies import get_version, read_row

router = APIRouter(tags=["办件"])
READS = documented(401, 403, 404, 422, 429)
WRITES = documented(401, 403, 404, 409, 412, 422, 428, 429)
Policy = Annotated[NewPolicyId, Path()]


def _show(session: Session, policy_id: str, item_id: str) -> GuideShown:
    version = get_version(session, policy_id)
    row = guide_row(session, policy_id, item_id)
    return GuideShown(
        policy_id=policy_id, item=item_id, revision=row.revision if row else 0, body=json.loads(row.body) if row else {},
        effective=write_guide(guide_of(session, policy_id, item_id, version.source_text)), proposed=as_plain(propose(version.source_text)),
    )  # fmt: skip


def _item(session: Session, policy_id: str, item_id: str) -> Item | None:
    found = read_row(get_version(session, policy_id)).item(item_id)
    if found is None and item_id != ALL_ITEMS:
        raise NotFoundError("该政策没有这个事项", where=f"{policy_id}/{item_id}", hint="核对事项编号，全部事项写 *")
    return found


def _owner(session: Session, caller: Caller, policy_id: str) -> None:
    """A guide is its department's business: the policy's owner, else its first issuer."""
    version = get_version(session, policy_id)
    issuers = read_row(version).issuers
    require(caller, Action.CASES_HANDLE, department=version.department or next(iter(issuers), None))


@router.get("/guides/{policy_id}/{item_id}", summary="办事指南", response_model=GuideShown, responses=READS)
def get_guide(service: Shared, caller: Signed, policy_id: Policy, item_id: ItemKey) -> Response:
    """一个事项（* 为全部事项）怎样办：方式、时限、兑付部门、可承诺的材料、后续承诺；并列出原文所载供参考。"""
    require(caller, Action.CASES_READ, subject=caller.user.subject)
    with service.reading() as session:
        _item(session, policy_id, item_id)
        shown = _show(session, policy_id, item_id)
    return respond(shown.model_dump_json().encode(), f'"{shown.revision}"', None)


@router.put("/guides/{policy_id}/{item_id}", summary="设定办事指南", response_model=GuideShown, responses=WRITES)
def put_guide(do: Change, policy_id: Policy, item_id: ItemKey, wanted: GuideWanted) -> Response:
    """由政策所属部门设定；新的指南用于此后的办件。免申即享只能标在全部条件由数据判定的事项上。"""
    user = require(do.caller, Action.CASES_HANDLE)
    revision = do.revision

    def work(session: Session) -> GuideShown:
        item = _item(session, policy_id, item_id)
        _owner(session, do.caller, policy_id)
        now = do.service.now()
        set_guide(session, policy_id, item_id, wanted.body, item, revision=revision, actor=user.login, now=now)
        shown = _show(session, policy_id, item_id)
        target = f"{policy_id}/{item_id}"
        record(session, actor=user.login, action="guide.set", target=target, detail=wanted.body, now=now)
        return shown

    return do.next(work)


@router.get("/duties", summary="后续承诺", response_model=Page[DutyShown], responses=documented(401, 403, 422, 429))
def get_duties(service: Shared, caller: Signed, query: Annotated[DutyQuery, Query()]) -> Page[DutyShown]:
    """获批后的承诺（N年不迁出等）与核查情况；疑似违反的在前。企业看本企业的，专员看本部门的。"""
    user = require(caller, Action.CASES_READ, subject=caller.user.subject)
    states = [DutyState(query.state)] if query.state else []
    with service.reading() as session:
        rows = list_duties(
            session, departments=user.departments if user.role is Role.OFFICER else None,
            subject=(user.subject or "") if user.role is Role.ENTERPRISE else None, states=states, limit=100_000,
        )  # fmt: skip
    shown = [show_duty(row) for row in rows[query.start : query.start + query.size]]
    return Page[DutyShown].of(shown, total=len(rows), query=query)


@router.post(
    "/duties/{duty_id}/settle",
    summary="承诺核查结论",
    response_model=DutyShown,
    responses=documented(401, 403, 404, 409, 422, 429),
)
def settle_duty(
    do: Once, duty_id: Annotated[int, Path(ge=1, le=2_000_000_000, description="承诺编号。")], wanted: SettleWanted
) -> Response:
    """疑似违反的由办理部门核查：继续履行、未违反或追回。"""
    user = require(do.caller, Action.CASES_HANDLE)

    def work(session: Session) -> DutyShown:
        row = settle(
            session, duty_id, DutyState(wanted.state), actor=actor_of(user), reason=wanted.reason, now=do.service.now()
        )
        return show_duty(row)

    return do.once(work)
