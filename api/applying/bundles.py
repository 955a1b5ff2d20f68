"""JSON of applications, as an enterprise puts them together and hands them in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel
from sqlmodel import Session, func, select

from api.answering import Change, Changing, Once, respond
from api.applying.case_schemas import SubmittedShown
from api.applying.office import applicant, calendar_of, certificates_of
from api.applying.schemas import (
    AnswersWanted,
    BundleFull,
    BundleShown,
    BundleWanted,
    FormShown,
    Hex,
    MaterialsShown,
    ObjectionWanted,
    WayWanted,
)
from api.applying.showing import show_bundle, show_case, show_form, show_materials, show_view
from api.auth import Caller, Shared, Signed
from api.problems import documented
from api.service import Service
from api.shapes import Page, PageQuery
from policymatch.applications import bundles
from policymatch.applications.bundles import BundleChange
from policymatch.applications.materials import Choice, Way
from policymatch.applications.space import material_key
from policymatch.applications.submission import submit
from policymatch.applications.viewing import BundleView, view
from policymatch.store.audit import record
from policymatch.store.tables_applications import Bundle

router = APIRouter(tags=["一次办"])
READS = documented(401, 403, 404, 422, 429)
WRITES = documented(401, 403, 404, 409, 412, 422, 428, 429)
Id = Annotated[Hex, Path()]


def _tag(row: Bundle) -> dict[str, str]:
    return {"ETag": f'"{row.revision}"'}


@router.post(
    "/bundles", summary="新建申请", status_code=201, response_model=BundleFull, responses=documented(401, 403, 404, 409, 422, 429)
)  # fmt: skip
def create_bundle(do: Once, wanted: BundleWanted) -> Response:
    """选若干事项，可属于不同部门；联系方式与收款账户沿用上次申报的。"""
    user, subject = applicant(do.caller)
    profile = do.service.profile(subject)

    def work(session: Session) -> BundleFull:
        day, now = do.service.today(), do.service.now()
        row = bundles.create(session, subject, wanted.items, day=day, actor=user.login, now=now)
        shown = show_view(session, view(session, row, profile, day=day, certificates=certificates_of(do.service)))
        record(
            session, actor=user.login, action="bundle.create", target=row.id, detail={"items": wanted.items}, now=now
        )
        return shown

    return do.once(work, status=201, headers={"ETag": '"1"'})


@router.get("/bundles", summary="申请列表", response_model=Page[BundleShown], responses=documented(401, 403, 422, 429))
def list_bundles(service: Shared, caller: Signed, query: Annotated[PageQuery, Query()]) -> Page[BundleShown]:
    """本企业的申请，新的在前。"""
    _, subject = applicant(caller)
    with service.reading() as session:
        rows = bundles.list_bundles(session, subject, limit=query.size, offset=query.start)
        total = session.exec(select(func.count()).select_from(Bundle).where(Bundle.subject == subject)).one()
        return Page[BundleShown].of([show_bundle(session, row) for row in rows], total=int(total), query=query)


def _read(
    service: Service, caller: Caller, bundle_id: str, given: str | None, show: Callable[[Session, BundleView], BaseModel]
) -> Response:  # fmt: skip
    _, subject = applicant(caller)
    profile = service.profile(subject)
    with service.reading() as session:
        row = bundles.get_bundle(session, subject, bundle_id)
        seen = view(session, row, profile, day=service.today(), certificates=certificates_of(service))
        body = show(session, seen).model_dump_json().encode()
    return respond(body, _tag(row)["ETag"], given)


@router.get("/bundles/{bundle_id}", summary="一份申请", response_model=BundleFull, responses=READS)
def get_bundle(service: Shared, caller: Signed, bundle_id: Id) -> Response:
    """各事项按现有数据与已填内容的结论，以及还有什么不能提交；ETag 是第几稿。"""
    return _read(service, caller, bundle_id, None, show_view)


@router.get("/bundles/{bundle_id}/form", summary="统一表单", response_model=FormShown, responses=READS)
def get_form(service: Shared, caller: Signed, bundle_id: Id) -> Response:
    """各事项要填的合为一张表：共享数据已知的附来源，只问缺的，每件事只问一次。"""
    return _read(service, caller, bundle_id, None, lambda _, seen: show_form(seen))


@router.get("/bundles/{bundle_id}/materials", summary="材料", response_model=MaterialsShown, responses=READS)
def get_materials(service: Shared, caller: Signed, bundle_id: Id) -> Response:
    """各事项的材料合并列出：数据已证明的免提交并写明依据，其余为电子证照、空间已有、告知承诺或需上传。"""
    return _read(service, caller, bundle_id, None, lambda _, seen: show_materials(seen))


Step = Callable[[Session, BundleChange], Bundle]


def _change(do: Changing, bundle_id: str, step: Step, show: Callable[[Session, BundleView], BaseModel]) -> Response:
    user, subject = applicant(do.caller)
    revision = do.revision
    profile = do.service.profile(subject)

    def work(session: Session) -> BaseModel:
        row = step(session, BundleChange(bundle_id, subject, revision, user.login, do.service.now()))
        return show(
            session, view(session, row, profile, day=do.service.today(), certificates=certificates_of(do.service))
        )

    return do.next(work)


@router.put("/bundles/{bundle_id}/items", summary="改选事项", response_model=BundleFull, responses=WRITES)
def put_items(do: Change, bundle_id: Id, wanted: BundleWanted) -> Response:
    """换一组事项；已填的内容保留。"""
    return _change(
        do,
        bundle_id,
        lambda session, change: bundles.set_items(session, change, wanted.items, day=do.service.today()),
        show_view,
    )


@router.put("/bundles/{bundle_id}/form", summary="填写表单", response_model=FormShown, responses=WRITES)
def put_form(do: Change, bundle_id: Id, wanted: AnswersWanted) -> Response:
    """只写要改的项目；逐项校验。共享数据已有的以共享数据为准，有误请提数据异议。"""
    return _change(
        do,
        bundle_id,
        lambda session, change: bundles.fill(session, change, wanted.answers, day=do.service.today()),
        lambda _, seen: show_form(seen),
    )


@router.put("/bundles/{bundle_id}/materials", summary="材料的办法", response_model=MaterialsShown, responses=WRITES)
def put_material(do: Change, bundle_id: Id, wanted: WayWanted) -> Response:
    """对一份材料选择告知承诺，或选用企业空间里的文件。"""
    return _change(
        do,
        bundle_id,
        lambda session, change: bundles.choose_way(session, change, material_key(wanted.material), choice_of(wanted)),
        lambda _, seen: show_materials(seen),
    )


def choice_of(wanted: WayWanted) -> Choice | None:
    """A choice as the engine has it."""
    return None if wanted.way is None else Choice(Way(wanted.way), tuple(wanted.files))


@router.put("/bundles/{bundle_id}/objections", summary="对判定的异议", response_model=BundleFull, responses=WRITES)
def put_objection(do: Change, bundle_id: Id, wanted: ObjectionWanted) -> Response:
    """确定不符合的事项在提交时被拦下；写明异议后仍可提交，办件上注明。"""
    return _change(
        do, bundle_id, lambda session, change: bundles.object_to(session, change, wanted.item, wanted.words), show_view
    )


@router.post(
    "/bundles/{bundle_id}/submit", summary="提交申请", status_code=201, response_model=SubmittedShown, responses=WRITES
)
def submit_bundle(do: Change, bundle_id: Id) -> Response:
    """一次提交：全部通过检查才提交，按部门分为办件，各附判定回执；重发请用同一幂等键。"""
    user, subject = applicant(do.caller)
    revision = do.revision
    profile = do.service.profile(subject)

    def work(session: Session) -> SubmittedShown:
        change = BundleChange(bundle_id, subject, revision, user.login, do.service.now())
        done = submit(
            session, change, profile, day=do.service.today(), certificates=certificates_of(do.service), working=calendar_of(do.service)
        )  # fmt: skip
        return SubmittedShown(bundle=done.bundle.id, cases=[show_case(one) for one in done.cases])

    return do.once(work, status=201)


@router.post("/bundles/{bundle_id}/discard", summary="放弃申请", response_model=BundleShown, responses=WRITES)
def discard_bundle(do: Change, bundle_id: Id) -> Response:
    """放弃未提交的申请；记录保留。"""
    user, subject = applicant(do.caller)
    revision = do.revision

    def work(session: Session) -> BundleShown:
        change = BundleChange(bundle_id, subject, revision, user.login, do.service.now())
        row = bundles.discard(session, change)
        shown = show_bundle(session, row)
        record(session, actor=user.login, action="bundle.discard", target=row.id, now=do.service.now())
        return shown

    return do.next(work)
