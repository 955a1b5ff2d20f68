"""JSON of an enterprise's space: its files, and the files that a case holds."""

from __future__ import annotations

import json
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, File, Form, Path, Response, UploadFile
from fastapi.concurrency import run_in_threadpool

from api.applying.office import applicant, vault_of, visible_case
from api.applying.schemas import CaseId, FileShown, Hex, MaterialKey
from api.applying.showing import show_file
from api.auth import Caller, Shared, Signed
from api.problems import documented, refusal
from api.service import Service
from api.shapes import Page
from policymatch.applications import space
from policymatch.applications.sniffing import ENDINGS
from policymatch.errors import NotFoundError
from policymatch.registry.roles import Role
from policymatch.store.audit import record
from policymatch.store.tables_applications import SpaceFile

router = APIRouter()
READS = documented(401, 403, 404, 422, 429)
Id = Annotated[Hex, Path()]
CONTENT: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        "description": "文件内容",
    }
}


@router.get(
    "/files", summary="企业空间", response_model=Page[FileShown], responses=documented(401, 403, 429), tags=["一次办"]
)
def list_files(service: Shared, caller: Signed) -> Page[FileShown]:
    """本企业上传过的材料；一次上传，各次申报都可用。"""
    _, subject = applicant(caller)
    with service.reading() as session:
        rows = [show_file(row) for row in space.live_files(session, subject)]
    return Page[FileShown](items=rows, total=len(rows), page=1, size=max(1, len(rows)))


@router.post(
    "/files", summary="上传材料", status_code=201, response_model=FileShown, responses=documented(401, 403, 409, 413, 422, 429), tags=["一次办"],
)  # fmt: skip
async def upload_file(
    service: Shared, caller: Signed, file: Annotated[UploadFile, File(description="pdf、ofd、jpg、png、tiff、docx、xlsx；类型按内容识别。")],
    material: Annotated[MaterialKey, Form()],
) -> FileShown:  # fmt: skip
    """按内容识别类型，限大小与空间，病毒扫描（如已配置），以散列保存；同样内容只存一份。"""
    applicant(caller)
    content, name = await file.read(), file.filename or "upload"
    return await run_in_threadpool(_keep, service, caller, content, name, material)


def _keep(service: Service, caller: Caller, content: bytes, name: str, material: str) -> FileShown:
    user, subject = applicant(caller)
    vault = vault_of(service)
    checked = space.check(vault, content, name=name, material=material)
    with service.writing() as session:
        row = space.keep(session, vault, subject, checked, actor=user.login, now=service.now())
        shown = show_file(row)
        detail = {"material": row.material, "sha256": row.digest, "scan": row.scan}
        record(session, actor=user.login, action="file.upload", target=row.id, detail=detail, now=service.now())
    return shown


@router.get(
    "/files/{file_id}/content", summary="下载材料", responses=CONTENT | READS, response_class=Response, tags=["一次办"]
)
def get_content(service: Shared, caller: Signed, file_id: Id) -> Response:
    """本企业空间里一个文件的内容；与散列核对后给出。"""
    _, subject = applicant(caller)
    with service.reading() as session:
        row = space.get_file(session, subject, file_id)
    return _send(row, vault_of(service).get(row.digest))


def _send(row: SpaceFile, content: bytes) -> Response:
    name = quote(row.name.rsplit(".", 1)[0] + f".{ENDINGS.get(row.media_type, 'bin')}")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}", "X-Content-SHA256": row.digest}
    return Response(content, media_type="application/octet-stream", headers=headers)


@router.delete(
    "/files/{file_id}", summary="删除材料", status_code=204, responses=READS, response_class=Response, tags=["一次办"]
)
def delete_file(service: Shared, caller: Signed, file_id: Id) -> Response:
    """从空间中删去；已随办件提交的，办件仍保留。"""
    user, subject = applicant(caller)
    with service.writing() as session:
        row = space.remove(session, subject, file_id, now=service.now())
        record(session, actor=user.login, action="file.remove", target=row.id, now=service.now())
    return Response(status_code=204)


@router.get(
    "/cases/{case_id}/files/{file_id}/content", summary="办件的材料", responses=CONTENT | READS, response_class=Response, tags=["办件"],
)  # fmt: skip
def get_case_content(service: Shared, caller: Signed, case_id: Annotated[CaseId, Path()], file_id: Id) -> Response:
    """随办件提交的一个文件；只有本企业与办理部门能看，查看有记录。"""
    with service.writing() as session:
        case = visible_case(session, caller, case_id)
        if caller.user.role is Role.SUPERVISOR:
            raise refusal("督查不查看企业材料", hint="需要时请办理部门提供")
        held = {file["id"] for one in json.loads(case.materials) for file in one["files"]}
        row = session.get(SpaceFile, file_id) if file_id in held else None
        if row is None:
            raise NotFoundError("办件中没有这个文件", where=file_id, hint="核对文件编号")
        content = vault_of(service).get(row.digest)
        record(
            session,
            actor=caller.user.login,
            action="case.file",
            target=case.id,
            detail={"file": file_id},
            now=service.now(),
        )
    return _send(row, content)
