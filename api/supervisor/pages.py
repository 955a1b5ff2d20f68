"""Screens of oversight: the state of the data, the audit chain, accounts."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.auth import Shared, require
from api.pages import Viewing, render
from api.permissions import Action
from api.supervisor.routes import audit_page, data_state, verify
from api.supervisor.schemas import AuditQuery

router = APIRouter(prefix="/supervisor")


@router.get("")
def overview(
    request: Request, service: Shared, caller: Viewing, before: Annotated[int | None, Query(ge=1, le=2**53)] = None
) -> Response:
    """Data, chain and the latest entries."""
    require(caller, Action.AUDIT_READ)
    page = audit_page(service, AuditQuery.model_validate({"before": before, "size": 30}))
    return render(
        request, "supervisor.html", caller, {"data": data_state(service), "chain": verify(service), "audit": page}
    )
