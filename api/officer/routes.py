"""JSON of drafts and versions."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Path, Query, Response, UploadFile
from fastapi.concurrency import run_in_threadpool
from sqlmodel import Session, func, select

from api.answering import Change, Changing, IfNoneMatch, Once, respond
from api.auth import Caller, Shared, Signed, require
from api.officer import drafting, standing
from api.officer.analysing import DecidabilityShown, ImpactShown, show_decidability, show_impact
from api.officer.reading import parse_upload
from api.officer.schemas import (
    ChecklistShown,
    Comment,
    DocumentWanted,
    DraftFull,
    DraftId,
    DraftQuery,
    DraftShown,
    DraftWanted,
    EventShown,
    EventWanted,
    ItemChange,
    NewPolicyId,
    PublishWanted,
    SignaturesWanted,
    SuccessionWanted,
    VersionPublished,
)  # fmt: skip
from api.permissions import Action
from api.problems import documented
from api.public.routes import ItemKey
from api.service import Service
from api.shapes import Page
from policymatch.parsing import parse_text
from policymatch.registry.drafting import DraftState
from policymatch.registry.lifecycle import EventKind
from policymatch.store import drafts
from policymatch.store.policies import get_version, read_row
from policymatch.store.tables_policies import Draft

router = APIRouter(tags=["起草与发布"])
READS = documented(401, 403, 404, 422, 429)
WRITES = documented(401, 403, 404, 409, 412, 422, 428, 429)
CREATES = documented(401, 403, 404, 409, 413, 422, 429)
Id = Annotated[DraftId, Path()]
Number = Annotated[int, Path(ge=1, le=1_000_000, description="版本号。")]


def _tag(draft: Draft) -> dict[str, str]:
    return {"ETag": f'"{draft.revision}"'}


@router.get("/drafts", summary="草稿列表", response_model=Page[DraftShown], responses=documented(401, 403, 422, 429))
def list_drafts(service: Shared, caller: Signed, query: Annotated[DraftQuery, Query()]) -> Page[DraftShown]:
    """本部门的草稿，最近改动的在前。"""
    user = require(caller, Action.DRAFT)
    states = [DraftState(query.state)] if query.state else []
    with service.reading() as session:
        rows = drafts.list_drafts(
            session, states=states, departments=user.departments, limit=query.size, offset=query.start
        )
        total = _count(session, user.departments, query.state)
        return Page[DraftShown].of([drafting.show_draft(row) for row in rows], total=total, query=query)


def _count(session: Session, departments: tuple[str, ...], state: str | None) -> int:
    from sqlmodel import col

    wanted = select(func.count()).select_from(Draft).where(col(Draft.department).in_(departments))
    return int(session.exec(wanted if state is None else wanted.where(Draft.state == state)).one())


@router.post("/drafts", summary="以文本起草", status_code=201, response_model=DraftFull, responses=CREATES)
def create_draft(do: Once, wanted: DraftWanted) -> Response:
    """解析原文，得到草稿。同一政策编号已有版本时，草稿即其下一版。"""
    department = drafting.department_for(do.caller, wanted.department)
    parsed = parse_text(wanted.text, name=wanted.policy_id)

    def work(session: Session) -> DraftFull:
        return drafting.show_whole_draft(
            drafting.begin(session, do.service, do.caller, parsed, policy_id=wanted.policy_id, department=department)
        )

    return do.once(work, status=201)


@router.post("/uploads", summary="以文件起草", status_code=201, response_model=DraftFull, responses=CREATES)
async def create_draft_of_file(
    service: Shared, caller: Signed, file: Annotated[UploadFile, File(description="docx、pdf、html、xlsx、txt 等。")],
    policy_id: Annotated[NewPolicyId, Form()], department: Annotated[str, Form(max_length=60)] = "",
) -> Response:  # fmt: skip
    """读取并解析上传的文件；原件一并保存。"""
    owner = drafting.department_for(caller, department)
    content, name = await file.read(), file.filename or "upload"
    draft = await run_in_threadpool(_draft_of_file, service, caller, content, name, policy_id, owner)
    return Response(draft.model_dump_json(), 201, {"ETag": f'"{draft.revision}"'}, "application/json")


def _draft_of_file(
    service: Service, caller: Caller, content: bytes, name: str, policy_id: str, department: str
) -> DraftFull:
    parsed = parse_upload(content, name)
    with service.writing() as session:
        kept = drafts.keep_file(session, name=name[:200], content=content)
        return drafting.show_whole_draft(
            drafting.begin(session, service, caller, parsed, policy_id=policy_id, department=department, file=kept)
        )


@router.post(
    "/policies/{policy_id}/next-version",
    summary="起草下一版",
    status_code=201,
    response_model=DraftFull,
    responses=CREATES,
)
def create_next(do: Once, policy_id: Annotated[NewPolicyId, Path()]) -> Response:
    """以已发布的最新版本为底稿。"""

    def work(session: Session) -> DraftFull:
        return drafting.show_whole_draft(drafting.begin_next(session, do.service, do.caller, policy_id))

    return do.once(work, status=201)


@router.get("/drafts/{draft_id}", summary="一份草稿", response_model=DraftFull, responses=READS)
def get_draft(service: Shared, caller: Signed, draft_id: Id, given: IfNoneMatch = None) -> Response:
    """草稿的内容与原文；ETag 是第几稿，改动时放在 If-Match 中。"""
    with service.reading() as session:
        draft = drafting.open_draft(session, caller, draft_id)
        body = drafting.show_whole_draft(draft).model_dump_json().encode()
    return respond(body, f'"{draft.revision}"', given)


def _change(do: Changing, draft_id: str, name: str, step: drafting.Step) -> Response:
    require(do.caller, Action.DRAFT)
    revision = do.revision

    def work(session: Session) -> DraftFull:
        return drafting.show_whole_draft(
            drafting.change(session, do.service, do.caller, draft_id, revision, name, step)
        )

    return do.next(work)


@router.put("/drafts/{draft_id}/document", summary="整体替换内容", response_model=DraftFull, responses=WRITES)
def put_document(do: Change, draft_id: Id, wanted: DocumentWanted) -> Response:
    """引文须逐字取自原文，条件须能成立，否则说明何处不对。"""
    return _change(do, draft_id, "edit", lambda session, change: drafts.save_document(session, change, wanted.document))


@router.patch("/drafts/{draft_id}/items/{item_id}", summary="修改一个事项", response_model=DraftFull, responses=WRITES)
def patch_item(do: Change, draft_id: Id, item_id: ItemKey, wanted: ItemChange) -> Response:
    """只写要改的项：名称、条件、支持标准、申报时间、材料、主题。"""
    changes = wanted.model_dump(exclude_unset=True)
    return _change(do, draft_id, "edit", lambda session, change: drafts.edit_item(session, change, item_id, changes))


@router.delete("/drafts/{draft_id}/items/{item_id}", summary="删除一个事项", response_model=DraftFull, responses=WRITES)
def delete_item(do: Change, draft_id: Id, item_id: ItemKey) -> Response:
    """从草稿中去掉一个事项。"""
    return _change(do, draft_id, "edit", lambda session, change: drafts.remove_item(session, change, item_id))


@router.put("/drafts/{draft_id}/succession", summary="新老划断", response_model=DraftFull, responses=WRITES)
def put_succession(do: Change, draft_id: Id, wanted: SuccessionWanted) -> Response:
    """新版替代旧版时，哪些企业沿用旧版、到哪天为止；`cohort` 为空则全部改按新版。"""
    cohort = wanted.cohort.model_dump(mode="json") if wanted.cohort else None
    return _change(
        do,
        draft_id,
        "succession",
        lambda session, change: drafts.set_succession(session, change, cohort=cohort, note=wanted.note),
    )


_MOVES: dict[str, Any] = {
    "submit": (drafts.submit, "提交复核", "交给未参与起草的同事复核。"),
    "withdraw": (drafts.withdraw, "撤回", "从复核中取回继续修改。"),
    "send-back": (drafts.send_back, "退回", "复核人退回修改，须写明理由；须未参与起草。"),
    "discard": (drafts.discard, "作废", "放弃这份草稿；记录保留。"),
}


def _add_move(name: str, step: Any, summary: str, description: str) -> None:
    def move(do: Change, draft_id: Id, wanted: Comment) -> Response:
        return _change(
            do, draft_id, name.replace("-", "_"),
            lambda session, change: step(session, change, comment=wanted.comment)
        )  # fmt: skip

    router.add_api_route(
        f"/drafts/{{draft_id}}/{name}", move, methods=["POST"], summary=summary, description=description, response_model=DraftFull,
        responses=WRITES, name=f"{name}_draft",
    )  # fmt: skip


for _name, (_step, _summary, _description) in _MOVES.items():
    _add_move(_name, _step, _summary, _description)


@router.post(
    "/drafts/{draft_id}/publish", summary="复核发布", status_code=201, response_model=VersionPublished, responses=WRITES
)
def publish_draft(do: Change, draft_id: Id, wanted: PublishWanted) -> Response:
    """由未参与起草的第二人发布为新版本。版本不可更改，内容有散列；检查出的问题须改正，或写明理由放行。"""
    require(do.caller, Action.PUBLISH)
    revision = do.revision

    def work(session: Session) -> VersionPublished:
        row = drafting.publish(
            session, do.service, do.caller, draft_id, revision, overruled=wanted.overruled, comment=wanted.comment
        )
        return VersionPublished(policy_id=row.policy_id, version=row.version, content_hash=row.content_hash)

    return do.once(work, status=201)


@router.get("/drafts/{draft_id}/checklist", summary="发布前检查", response_model=ChecklistShown, responses=READS)
def get_checklist(service: Shared, caller: Signed, draft_id: Id) -> ChecklistShown:
    """检查出的问题、待签署的边界样例、还差什么才能发布。"""
    with service.reading() as session:
        draft = drafting.open_draft(session, caller, draft_id)
        return drafting.show_checklist(draft, drafting.check(draft, service))


@router.post("/drafts/{draft_id}/signatures", summary="签署边界样例", response_model=DraftFull, responses=WRITES)
def sign_pairs(do: Change, draft_id: Id, wanted: SignaturesWanted) -> Response:
    """逐一确认或否定程序对界限上下企业的结论；确认的成为该版本的用例。"""
    day = do.service.today()
    return _change(
        do, draft_id, "sign", lambda session, change: drafts.sign_pairs(session, change, wanted.answers, as_of=day)
    )


@router.get("/drafts/{draft_id}/decidability", summary="可判定率", response_model=DecidabilityShown, responses=READS)
def get_decidability(service: Shared, caller: Signed, draft_id: Id) -> DecidabilityShown:
    """哪些条件共享数据能回答、能回答多少企业，可否免申即享；缺哪些数据、向哪个部门要。"""
    with service.reading() as session:
        document = drafts.draft_document(drafting.open_draft(session, caller, draft_id))
    return show_decidability(service, document)


@router.get("/drafts/{draft_id}/impact", summary="影响测算", response_model=ImpactShown, responses=READS)
def get_impact(service: Shared, caller: Signed, draft_id: Id) -> ImpactShown:
    """新旧版本对全部企业各判一遍：谁得、谁失、成本范围、谁在界限附近，各举一家。"""
    with service.reading() as session:
        draft = drafting.open_draft(session, caller, draft_id)
        document, supersedes = drafts.draft_document(draft), draft.supersedes
        old = None if supersedes is None else read_row(get_version(session, draft.policy_id, supersedes))
    return show_impact(service, old, document, stays=drafting.stays_of(draft))


_EVENTS = {
    EventKind.SUSPENDED: "如资金用完：写明原因与何时再看；写 `item_id` 时只暂停这一事项。",
    EventKind.RESUMED: "恢复暂停（或误废止）的版本或事项。",
    EventKind.REPEALED: "自某日起不再施行；不会退回旧版本。写 `item_id` 时只废止这一事项。",
}


def _add_event(kind: EventKind, description: str) -> None:
    def enter(do: Once, policy_id: Annotated[NewPolicyId, Path()], version: Number, wanted: EventWanted) -> Response:
        require(do.caller, Action.PUBLISH)

        def work(session: Session) -> EventShown:
            return standing.enter(session, do.service, do.caller, policy_id, version, kind, wanted)

        return do.once(work, status=201)

    name = standing.ACTIONS[kind]
    router.add_api_route(
        f"/policies/{{policy_id}}/versions/{{version}}/{name}", enter, methods=["POST"], status_code=201, summary=standing.KINDS[kind],
        description=description, response_model=EventShown, responses=documented(401, 403, 404, 409, 422, 429), name=f"{name}_version",
    )  # fmt: skip


for _kind, _description in _EVENTS.items():
    _add_event(_kind, _description)
