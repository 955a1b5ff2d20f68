"""JSON of oversight: audit, receipts and replay, accounts, the state of the data."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from sqlalchemy import text
from sqlmodel import Session

from api.auth import Caller, Shared, Signed, require
from api.permissions import Action
from api.problems import documented
from api.service import Service
from api.supervisor.schemas import (
    AuditPage,
    AuditQuery,
    AuditShown,
    ChainShown,
    DataState,
    DeliveryShown,
    ReceiptId,
    ReceiptShown,
    ReplayQuery,
    ReplayShown,
)  # fmt: skip
from policymatch.ingest.profiles import count_subjects
from policymatch.profiles.masking import Viewer
from policymatch.registry.receipts import Replay
from policymatch.registry.roles import Role
from policymatch.store import audit
from policymatch.store import receipts as kept
from policymatch.store.tables_service import AuditEntry, Receipt
from policymatch.store.transactions import local_day

router = APIRouter()
AUDIT, RECEIPTS, ADMIN = "审计", "回执", "管理"


@router.get(
    "/audit", tags=[AUDIT], summary="审计记录", response_model=AuditPage, responses=documented(401, 403, 422, 429)
)
def list_audit(service: Shared, caller: Signed, query: Annotated[AuditQuery, Query()]) -> AuditPage:
    """谁在何时对什么做了什么，最新的在前。只增不改，逐条相扣。"""
    require(caller, Action.AUDIT_READ)
    return audit_page(service, query)


def audit_page(service: Service, query: AuditQuery) -> AuditPage:
    """Part of the chain."""
    with service.reading() as session:
        rows = audit.entries(
            session, before=query.before, limit=query.size, actor=query.actor, action=query.action, target=query.target
        )
        shown = [_entry(row) for row in rows]
    return AuditPage(items=shown, next_before=shown[-1].seq if len(shown) == query.size else None)


def _entry(row: AuditEntry) -> AuditShown:
    return AuditShown(
        seq=row.seq,
        at=row.at,
        actor=row.actor,
        action=row.action,
        target=row.target,
        detail=json.loads(row.detail),
        hash=row.hash,
    )


@router.get(
    "/audit/verification",
    tags=[AUDIT],
    summary="验证审计链",
    response_model=ChainShown,
    responses=documented(401, 403, 422, 429),
)
def verify_audit(service: Shared, caller: Signed) -> ChainShown:
    """从头读一遍，看有没有缺失或改动。"""
    require(caller, Action.AUDIT_READ)
    return verify(service)


def verify(service: Service) -> ChainShown:
    """Read the whole chain."""
    with service.reading() as session:
        found = audit.verify_chain(session)
    head = found.head
    return ChainShown(
        whole=found.whole, entries=found.entries, head_seq=head.seq if head else None, head_hash=head.hash if head else None,
        faults=list(found.faults),
    )  # fmt: skip


@router.get(
    "/receipts/{receipt_id}",
    tags=[RECEIPTS],
    summary="回执",
    response_model=ReceiptShown,
    responses=documented(401, 403, 404, 409, 422, 429),
)
def get_receipt(service: Shared, caller: Signed, receipt_id: Annotated[ReceiptId, Path()]) -> ReceiptShown:
    """曾经给出的结论：版本、所用事实、程序版本、日期、散列。"""
    with service.reading() as session:
        row = _own(session, caller, receipt_id)
        return _receipt(row, kept.receipt_data(row), whole=_sees_facts(caller))


def _own(session: Session, caller: Caller, receipt_id: str) -> Receipt:
    """A receipt that the caller may see; to an enterprise another's receipt is as unknown as one that does not exist."""
    require(caller, Action.ENTERPRISE_READ, subject=caller.user.subject)
    row = kept.get_receipt(session, receipt_id)
    require(caller, Action.ENTERPRISE_READ, subject=row.subject)
    return row


def _sees_facts(caller: Caller) -> bool:
    return caller.user.viewer is Viewer.ENTERPRISE or caller.user.role is Role.SUPERVISOR


def _receipt(row: Receipt, data: dict[str, Any], *, whole: bool) -> ReceiptShown:
    results = data["results"]
    if not whole:
        results = [
            result | {"reasons": [{k: v for k, v in reason.items() if k != "seen"} for reason in result["reasons"]]}
            if "reasons" in result
            else result
            for result in ({k: v for k, v in one.items() if k != "basis"} for one in results)
        ]
    return ReceiptShown(
        id=row.id, credit_code=row.subject, as_of=row.as_of, known_on=row.known_on, engine=row.engine, results=results,
        facts=data["enterprise"]["facts"] if whole else None,
    )  # fmt: skip


@router.get(
    "/receipts/{receipt_id}/replay",
    tags=[RECEIPTS],
    summary="重放",
    response_model=ReplayShown,
    responses=documented(401, 403, 404, 409, 422, 429),
)
def replay_receipt(
    service: Shared, caller: Signed, receipt_id: Annotated[ReceiptId, Path()], query: Annotated[ReplayQuery, Query()]
) -> ReplayShown:
    """用当时的事实与版本再判一遍，应逐字节相同；或看用今天所知的事实会怎样。"""
    with service.reading() as session:
        row = _own(session, caller, receipt_id)
        if query.facts == "then":
            return _replay(row, kept.replay_receipt(session, row.id))
        known_on = local_day(service.now())
        return _replay(row, kept.replay_receipt_with(session, row.id, service.profile(row.subject), known_on=known_on))


def _replay(row: Receipt, found: Replay) -> ReplayShown:
    return ReplayShown(
        receipt=row.id, same=found.same, same_engine=found.same_engine, facts_gone=len(found.facts_gone), facts_new=len(found.facts_new),
        differences=[{"item": one.item, "was": _verdict(one.was), "now": _verdict(one.now)} for one in found.differences],
    )  # fmt: skip


def _verdict(result: dict[str, Any]) -> dict[str, Any]:
    return {key: result.get(key) for key in ("verdict", "low", "high")}


@router.get(
    "/ingest", tags=[ADMIN], summary="数据状态", response_model=DataState, responses=documented(401, 403, 422, 429)
)
def get_ingest(service: Shared, caller: Signed) -> DataState:
    """每个数据源最近一批：行数、入库、隔离、截至日期。"""
    require(caller, Action.DATA_STATE)
    return data_state(service)


_LATEST = (
    "SELECT s.name, d.state, d.known_on, d.extracted_on, d.rows_in, d.stored, d.quarantined, d.duplicates FROM delivery d "
    "JOIN data_source s ON s.id = d.source WHERE d.id IN (SELECT max(id) FROM delivery GROUP BY source) ORDER BY s.name"
)


def data_state(service: Service) -> DataState:
    """How the data stand."""
    with service.engine.connect() as connection:
        rows = [
            DeliveryShown.model_validate(dict(row) | {"source": row["name"]})
            for row in connection.execute(text(_LATEST)).mappings()
        ]
        waiting = int(connection.execute(text("SELECT count(*) FROM quarantine WHERE state = 'open'")).scalar_one())
    return DataState(enterprises=count_subjects(service.engine), waiting=waiting, deliveries=rows)
