"""JSON of oversight: tables and their files, budgets, warnings, ratings. Officers see their own departments' alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response
from fastapi.responses import StreamingResponse
from sqlmodel import Session

from api.answering import Once
from api.applying.office import actor_of, applicant, calendar_of
from api.applying.schemas import CaseId
from api.auth import Caller, Shared, Signed, require
from api.permissions import Action, User
from api.problems import documented, refusal
from api.public.routes import ItemKey
from api.service import Service
from api.supervisor.oversight_schemas import (
    AnswerWanted,
    BudgetShown,
    BudgetWanted,
    BudgetYear,
    ExportQuery,
    PolicyName,
    PublicRating,
    PublicRatings,
    RatingGiven,
    RatingWanted,
    ReportLine,
    ReportList,
    ReportName,
    ReportQuery,
    ReportShown,
    WarningPage,
    WarningQuery,
    WarningShown,
)
from policymatch.applications.rows import from_fen
from policymatch.registry.roles import Role
from policymatch.store.audit import record
from policymatch.store.tables_supervision import OversightWarning
from policymatch.supervision import warning
from policymatch.supervision.budgets import Plan, set_budget
from policymatch.supervision.exporting import Form, pieces, plain, write
from policymatch.supervision.ratings import public_ratings, rate
from policymatch.supervision.reports import REPORTS, Asked, Report, find_report, table
from policymatch.supervision.scope import Scope

router = APIRouter()
OVERSIGHT, RATING = "督查与评价", "评价"
READS = documented(401, 403, 404, 409, 422, 429)
WRITES = documented(401, 403, 404, 409, 412, 422, 429)
FILE: dict[int | str, dict[str, Any]] = {
    200: {"description": "文件", "content": {form.media_type.partition(";")[0]: {} for form in Form}}
}
IN_MEMORY = 2_000_000
Name = Annotated[ReportName, Path(description="表名。")]


def scope_of(user: User, *, department: str | None = None, policy: str | None = None) -> Scope:
    """Whose figures somebody sees: supervisors all, officers those of their departments.

    Raises:
        HttpProblem: 403 where an officer asks for another department.
    """
    if user.role is not Role.OFFICER:
        return Scope((department,) if department else None, policy)
    if department and department not in user.departments:
        own = "、".join(user.departments) or "（未设部门）"
        raise refusal(f"只能查看本部门的，您的部门是{own}", hint="去掉 department，或写本部门")
    return Scope((department,) if department else user.departments, policy)


@contextmanager
def _asked(service: Service, user: User, query: ReportQuery | ExportQuery) -> Iterator[Asked]:
    scope = scope_of(user, department=query.department, policy=query.policy)
    with service.reading() as session:
        named = user.role is Role.SUPERVISOR
        yield Asked(service.engine, session, service.today(), scope, named=named, working=calendar_of(service))


def _titles(report: Report) -> dict[str, str]:
    return {name: title for name, (title, _) in report.columns.items()}


@router.get(
    "/supervision/reports",
    tags=[OVERSIGHT],
    summary="有哪些表",
    response_model=ReportList,
    responses=documented(401, 403, 422, 429),
)
def list_reports(caller: Signed) -> ReportList:
    """督查与评价的各张表及其列。"""
    require(caller, Action.OVERSIGHT)
    return ReportList(
        items=[ReportLine(name=name, title=one.title, columns=_titles(one)) for name, one in REPORTS.items()]
    )


@router.get(
    "/supervision/reports/{name}", tags=[OVERSIGHT], summary="一张表", response_model=ReportShown, responses=READS
)
def get_report(service: Shared, caller: Signed, name: Name, query: Annotated[ReportQuery, Query()]) -> ReportShown:
    """按页查看；专员只看本部门的。企业意见中，督查能看到办件编号，部门不能。"""
    user, report = require(caller, Action.OVERSIGHT), find_report(name)
    with _asked(service, user, query) as asked:
        rows = table(report, asked)
        before = sum(1 for _ in islice(rows, query.start))
        items = [plain(row) for row in islice(rows, query.size)]
        total = before + len(items) + sum(1 for _ in rows)
    return ReportShown(
        title=report.title, as_of=service.today(), columns=_titles(report), items=items, total=total, page=query.page, size=query.size
    )  # fmt: skip


@router.get(
    "/supervision/reports/{name}/export", tags=[OVERSIGHT], summary="导出一张表", responses=FILE | READS, response_class=Response
)  # fmt: skip
def export_report(service: Shared, caller: Signed, name: Name, query: Annotated[ExportQuery, Query()]) -> Response:
    """整张表的文件；单元格中的文字不会被当作公式。导出有记录。"""
    user, report, form = require(caller, Action.OVERSIGHT), find_report(name), Form(query.form)
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed when it has been sent
    try:
        with _asked(service, user, query) as asked:
            count = write(report, table(report, asked), form, file)
        _note_export(service, caller, name, query, count)
    except BaseException:
        file.close()
        raise
    headers = {"Content-Disposition": f'attachment; filename="{name}-{service.today()}.{form}"'}
    return StreamingResponse(pieces(file), media_type=form.media_type, headers=headers)


def _note_export(service: Service, caller: Caller, name: str, query: ExportQuery, count: int) -> None:
    detail = {"form": query.form, "rows": count, "policy": query.policy, "department": query.department}
    with service.writing() as session:
        record(
            session, actor=caller.user.login, action="supervision.export", target=name, detail=detail, now=service.now()
        )


@router.put(
    "/budgets/{policy_id}/{item_id}/{year}", tags=[OVERSIGHT], summary="设定预算", response_model=BudgetShown, responses=WRITES
)  # fmt: skip
def put_budget(
    do: Once,
    policy_id: Annotated[PolicyName, Path()],
    item_id: ItemKey,
    year: Annotated[BudgetYear, Path()],
    wanted: BudgetWanted,
) -> Response:
    """由政策所属部门设定一个事项（* 为全部）一年的预算。"""
    user = require(do.caller, Action.CASES_HANDLE)

    def work(session: Session) -> BudgetShown:
        plan = Plan(policy_id, year, Decimal(wanted.planned), item_id, wanted.version, wanted.note, wanted.seen)
        row = set_budget(session, plan, actor_of(user), now=do.service.now())
        return BudgetShown(
            policy_id=row.policy_id, item_id=row.item_id, version=row.version, year=row.year, planned=from_fen(row.planned),
            department=row.department, revision=row.revision,
        )  # fmt: skip

    return do.once(work)


@router.get(
    "/supervision/warnings",
    tags=[OVERSIGHT],
    summary="预警",
    response_model=WarningPage,
    responses=documented(401, 403, 422, 429),
)
def get_warnings(service: Shared, caller: Signed, query: Annotated[WarningQuery, Query()]) -> WarningPage:
    """超期、滞留、预算、承诺；最新的在前。专员看本部门的。"""
    user = require(caller, Action.OVERSIGHT)
    with service.reading() as session:
        found = warning.list_warnings(
            session, scope=scope_of(user), open_only=query.ended == "false", start=query.start, size=query.size
        )
    return WarningPage(items=[_warning(row) for row in found])


def _warning(row: OversightWarning) -> WarningShown:
    return WarningShown(
        id=row.id or 0, kind=row.kind, department=row.department, words=row.words, found_on=row.found_on, ended_on=row.ended_on,
        answer=row.answer, answered_by=row.seen_by,
    )  # fmt: skip


@router.post(
    "/supervision/warnings/{warning_id}/answer", tags=[OVERSIGHT], summary="答复预警", response_model=WarningShown, responses=WRITES
)  # fmt: skip
def post_answer(
    do: Once, warning_id: Annotated[int, Path(ge=1, le=2**31 - 1, description="预警编号。")], wanted: AnswerWanted
) -> Response:
    """由预警的部门写明处理情况，一次；事情处理好后预警自动解除。"""
    user = require(do.caller, Action.CASES_HANDLE)

    def work(session: Session) -> WarningShown:
        return _warning(warning.answer(session, warning_id, actor_of(user), wanted.words, now=do.service.now()))

    return do.once(work)


@router.post(
    "/cases/{case_id}/rating", tags=["办件"], summary="评价办件", response_model=RatingGiven, status_code=201, responses=WRITES
)  # fmt: skip
def post_rating(do: Once, case_id: Annotated[CaseId, Path()], wanted: RatingWanted) -> Response:
    """办结后由申报企业评价一次。"""
    user, _ = applicant(do.caller)

    def work(session: Session) -> RatingGiven:
        row = rate(session, actor_of(user), case_id, score=wanted.score, words=wanted.words, now=do.service.now())
        return RatingGiven(case=row.case_id, score=row.score, at=row.at)

    return do.once(work, status=201)


@router.get(
    "/ratings", tags=[RATING], summary="公开的评价", response_model=PublicRatings, responses=documented(422, 429)
)
def get_ratings(service: Shared) -> PublicRatings:
    """各部门各政策的评价。每次变化背后至少有五家企业；不足的不公布。无须登录。"""
    with service.reading() as session:
        found = public_ratings(session)
    return PublicRatings(
        items=[
            PublicRating(department=one.department, policy_id=one.policy_id, count=one.count, mean=one.mean, satisfied=one.satisfied)
            for one in found
        ]
    )  # fmt: skip
