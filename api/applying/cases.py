"""JSON of cases: the enterprise follows and answers, the department handles."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response
from sqlmodel import Session

from api.answering import Change, Changing, respond
from api.applying.bundles import choice_of
from api.applying.case_schemas import (
    ApproveWanted,
    CaseFull,
    CaseQuery,
    CaseShown,
    ConfirmWanted,
    CorrectWanted,
    PayWanted,
    PublishCaseWanted,
    ReasonWanted,
    RejectWanted,
    RemarkWanted,
    ReturnWanted,
    TimelineShown,
)
from api.applying.office import applicant, certificates_of, change_of, visible_case
from api.applying.schemas import CaseId
from api.applying.showing import show_case, show_timeline, show_whole_case
from api.auth import Caller, Shared, Signed, require
from api.permissions import Action, User
from api.problems import documented
from api.service import Service
from api.shapes import Page
from policymatch.applications import correcting, handling
from policymatch.applications.flow import CaseState
from policymatch.applications.handling import CaseChange
from policymatch.applications.rows import CaseQuery as Wanted
from policymatch.applications.rows import list_cases
from policymatch.applications.space import material_key
from policymatch.registry.roles import Role
from policymatch.store.tables_applications import ApplicationCase

router = APIRouter(tags=["办件"])
READS = documented(401, 403, 404, 422, 429)
WRITES = documented(401, 403, 404, 409, 412, 422, 428, 429)
Id = Annotated[CaseId, Path()]
Work = Callable[[Session, CaseChange], ApplicationCase]


@router.get("/cases", summary="办件列表", response_model=Page[CaseShown], responses=documented(401, 403, 422, 429))
def get_cases(service: Shared, caller: Signed, query: Annotated[CaseQuery, Query()]) -> Page[CaseShown]:
    """企业看本企业的，专员看本部门办理或兑付的，督查看全部；先到期的在前。"""
    user = require(caller, Action.CASES_READ, subject=caller.user.subject)
    wanted = Wanted(
        subject=(user.subject or "") if user.role is Role.ENTERPRISE else None,
        departments=user.departments if user.role is Role.OFFICER else None,
        states=(CaseState(query.state),) if query.state else (), overdue_on=service.today() if query.overdue else None,
        bundle_id=query.bundle,
    )  # fmt: skip
    with service.reading() as session:
        rows, total = list_cases(session, wanted, limit=query.size, offset=query.start)
    return Page[CaseShown].of([show_case(row) for row in rows], total=total, query=query)


@router.get("/cases/{case_id}", summary="一个办件", response_model=CaseFull, responses=READS)
def get_case(service: Shared, caller: Signed, case_id: Id) -> Response:
    """表单、材料与依据、各阶段时限、兑付、您现在可以做的步骤；ETag 在办理时放在 If-Match 中。"""
    with service.reading() as session:
        row = visible_case(session, caller, case_id)
        body = show_whole_case(session, row, caller.user, today=service.today()).model_dump_json().encode()
    return respond(body, f'"{row.revision}"', None)


@router.get("/cases/{case_id}/timeline", summary="办理过程", response_model=TimelineShown, responses=READS)
def get_timeline(service: Shared, caller: Signed, case_id: Id) -> TimelineShown:
    """每一步：何时、由谁、做了什么、为什么。"""
    with service.reading() as session:
        return show_timeline(session, visible_case(session, caller, case_id), caller.user)


def _step(do: Changing, case_id: str, work: Work) -> Response:
    user = require(do.caller, Action.CASES_READ, subject=do.caller.user.subject)
    revision = do.revision

    def once(session: Session) -> CaseFull:
        seen = visible_case(session, do.caller, case_id)
        row = work(session, change_of(do.service, user, seen.id, revision))
        return show_whole_case(session, row, user, today=do.service.today())

    return do.next(once)


def _officer(caller: Caller) -> User:
    return require(caller, Action.CASES_HANDLE)


def _profile(service: Service, case_id: str, caller: Caller) -> Any:
    """What shared data know of the enterprise of a case, read before anything is written."""
    with service.reading() as session:
        subject = visible_case(session, caller, case_id).subject
    return service.profile(subject)


@router.post("/cases/{case_id}/withdraw", summary="撤回办件", response_model=CaseFull, responses=WRITES)
def withdraw(do: Change, case_id: Id, wanted: RemarkWanted) -> Response:
    """批准之前，企业可以撤回；之后可重新申报。"""
    applicant(do.caller)
    return _step(do, case_id, lambda session, change: handling.withdraw(session, change, reason=wanted.comment))


@router.post("/cases/{case_id}/correct", summary="提交补正", response_model=CaseFull, responses=WRITES)
def correct(do: Change, case_id: Id, wanted: CorrectWanted) -> Response:
    """按一次性告知补正后重新提交；按补正后的内容重新判定，附新的回执。"""
    applicant(do.caller)
    profile = _profile(do.service, case_id, do.caller)
    ways = {material_key(one.material): choice_of(one) for one in wanted.materials}
    return _step(
        do,
        case_id,
        lambda session, change: correcting.correct(
            session,
            change,
            profile,
            answers=wanted.answers,
            choices=ways,
            certificates=certificates_of(do.service),
            comment=wanted.comment,
        ),
    )


@router.post("/cases/{case_id}/confirm", summary="确认享受", response_model=CaseFull, responses=WRITES)
def confirm(do: Change, case_id: Id, wanted: ConfirmWanted) -> Response:
    """免申即享：只确认联系人与收款账户；按最新数据再核一次。"""
    applicant(do.caller)
    profile = _profile(do.service, case_id, do.caller)
    return _step(
        do, case_id, lambda session, change: correcting.confirm(session, change, profile, answers=wanted.answers)
    )


@router.post("/cases/{case_id}/appeal", summary="申诉", response_model=CaseFull, responses=WRITES)
def appeal(do: Change, case_id: Id, wanted: ReasonWanted) -> Response:
    """对不予支持的决定申诉一次，由未作出原决定的人复核。"""
    applicant(do.caller)
    return _step(do, case_id, lambda session, change: handling.appeal(session, change, reason=wanted.reason))


@router.post("/cases/{case_id}/accept", summary="受理", response_model=CaseFull, responses=WRITES)
def accept(do: Change, case_id: Id, wanted: RemarkWanted) -> Response:
    """材料齐全，开始审核计时。"""
    _officer(do.caller)
    return _step(do, case_id, lambda session, change: handling.accept(session, change, comment=wanted.comment))


@router.post("/cases/{case_id}/return", summary="退回补正", response_model=CaseFull, responses=WRITES)
def send_back(do: Change, case_id: Id, wanted: ReturnWanted) -> Response:
    """一次性告知全部补正内容；只能退回一次，补正期间受理计时中止。"""
    _officer(do.caller)
    return _step(do, case_id, lambda session, change: handling.send_back(session, change, wanted.missing))


@router.post("/cases/{case_id}/review", summary="审核通过", response_model=CaseFull, responses=WRITES)
def review(do: Change, case_id: Id, wanted: RemarkWanted) -> Response:
    """审核意见为符合；须人工认定的条件以此为准。"""
    _officer(do.caller)
    return _step(do, case_id, lambda session, change: handling.review(session, change, comment=wanted.comment))


@router.post("/cases/{case_id}/publish", summary="公示", response_model=CaseFull, responses=WRITES)
def publish(do: Change, case_id: Id, wanted: PublishCaseWanted) -> Response:
    """按办事指南的工作日数公示，期间审核计时中止。"""
    _officer(do.caller)
    return _step(
        do,
        case_id,
        lambda session, change: handling.publish(session, change, ends_on=wanted.ends_on, reason=wanted.reason),
    )


@router.post("/cases/{case_id}/approve", summary="批准", response_model=CaseFull, responses=WRITES)
def approve(do: Change, case_id: Id, wanted: ApproveWanted) -> Response:
    """公示期满后批准金额；后续承诺自此起算。"""
    _officer(do.caller)
    profile = _profile(do.service, case_id, do.caller)
    return _step(
        do,
        case_id,
        lambda session, change: handling.approve(
            session, change, Decimal(wanted.amount), profile=profile, reason=wanted.reason
        ),
    )


@router.post("/cases/{case_id}/reject", summary="不予支持", response_model=CaseFull, responses=WRITES)
def reject(do: Change, case_id: Id, wanted: RejectWanted) -> Response:
    """须写明理由；不符合条件的，写明是哪一项。"""
    _officer(do.caller)
    return _step(
        do,
        case_id,
        lambda session, change: handling.reject(
            session, change, code=wanted.code, reason=wanted.reason, condition=wanted.condition
        ),
    )


@router.post("/cases/{case_id}/pay", summary="登记兑付", response_model=CaseFull, responses=WRITES)
def pay(do: Change, case_id: Id, wanted: PayWanted) -> Response:
    """登记一期兑付；付清即办结。同一凭证号不能登记两次。"""
    _officer(do.caller)
    return _step(
        do,
        case_id,
        lambda session, change: handling.pay(
            session, change, Decimal(wanted.amount), paid_on=wanted.paid_on, reference=wanted.reference
        ),
    )


@router.post("/cases/{case_id}/uphold", summary="维持原决定", response_model=CaseFull, responses=WRITES)
def uphold(do: Change, case_id: Id, wanted: ReasonWanted) -> Response:
    """申诉复核：维持不予支持。"""
    _officer(do.caller)
    return _step(do, case_id, lambda session, change: handling.uphold(session, change, reason=wanted.reason))


@router.post("/cases/{case_id}/overturn", summary="撤销原决定", response_model=CaseFull, responses=WRITES)
def overturn(do: Change, case_id: Id, wanted: ReasonWanted) -> Response:
    """申诉复核：撤销原决定，重新审核。"""
    _officer(do.caller)
    return _step(do, case_id, lambda session, change: handling.overturn(session, change, reason=wanted.reason))
