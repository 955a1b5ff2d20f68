"""JSON about one enterprise; about many for partner systems."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic_core import to_json

from api.answering import IfNoneMatch, answer, etag_of, respond
from api.auth import Caller, Shared, Signed, require
from api.enterprise.batch import match_many
from api.enterprise.missing import missing_facts
from api.enterprise.profile import show_profile
from api.enterprise.schemas import (
    BatchShown,
    BatchWanted,
    EnterpriseShown,
    Explanation,
    Matches,
    MatchQuery,
    MissingFacts,
    NameQuery,
    ProfileShown,
    WhatIf,
    WhatIfShown,
)  # fmt: skip
from api.enterprise.supposing import what_if
from api.matching import explain_item, list_matches
from api.permissions import Action
from api.problems import documented
from api.public.routes import ItemKey
from api.public.schemas import PolicyId
from api.receipts import Channel
from api.remembering import MATCHES, key_of
from api.service import Service
from api.shapes import CreditCode, Page

router = APIRouter(tags=["企业与匹配"])
REFUSALS = documented(401, 403, 404, 422, 429)
Code = Annotated[CreditCode, Path()]


@router.get(
    "/enterprises",
    summary="按名称找企业",
    response_model=Page[EnterpriseShown],
    responses=documented(401, 403, 422, 429),
)
def find_enterprises(service: Shared, caller: Signed, query: Annotated[NameQuery, Query()]) -> Page[EnterpriseShown]:
    """按写的或说的名称找企业，错字、漏字也可；分支机构与总部分开列出。"""
    require(caller, Action.ENTERPRISE_FIND)
    hits = service.names().find(query.name, limit=query.limit)
    found = [
        EnterpriseShown(
            credit_code=hit.named.subject, name=hit.named.name, branch=hit.named.branch, likeness=hit.likeness
        )
        for hit in hits
    ]
    return Page(items=found, total=len(found), page=1, size=query.limit)


@router.get("/enterprises/{credit_code}", summary="企业画像", response_model=ProfileShown, responses=REFUSALS)
def get_enterprise(service: Shared, caller: Signed, credit_code: Code, given: IfNoneMatch = None) -> Response:
    """已知的事实及其来源、批次、获知日期；敏感指标只对企业本人显示。"""
    user = require(caller, Action.ENTERPRISE_READ, subject=credit_code)
    return answer(show_profile(service, user, credit_code), given)


@router.get(MATCHES, summary="匹配清单", response_model=Matches, responses=REFUSALS)
async def get_matches(
    request: Request, service: Shared, caller: Signed, credit_code: Code, query: Annotated[MatchQuery, Query()], given: IfNoneMatch = None
) -> Response:  # fmt: skip
    """全部施行中事项对一家企业的结论、金额、截止日期与要点；结论有回执。"""
    require(caller, Action.ENTERPRISE_READ, subject=credit_code)
    key = key_of(service, caller.user, request.scope)
    held = service.answers.get(key)
    if held is None:
        held = await run_in_threadpool(_matches, service, caller, credit_code, query)
        service.answers.put(key, held)
    body, etag = held
    return respond(body, etag, given)


def _matches(service: Service, caller: Caller, credit_code: str, query: MatchQuery) -> tuple[bytes, str]:
    body = to_json(list_matches(service, caller.user, credit_code, query, Channel.API))
    return body, etag_of(body)


@router.get(
    "/enterprises/{credit_code}/matches/{policy_id}/{item_id}",
    summary="逐条说明",
    response_model=Explanation,
    responses=REFUSALS,
)
def get_explanation(
    service: Shared, caller: Signed, credit_code: Code, policy_id: PolicyId, item_id: ItemKey, given: IfNoneMatch = None
) -> Response:
    """一家企业、一个事项：逐条判定、看到的值与来源、原文、补什么就能定论、金额依据、材料。"""
    user = require(caller, Action.ENTERPRISE_READ, subject=credit_code)
    return answer(explain_item(service, user, credit_code, f"{policy_id}/{item_id}", Channel.API), given)


@router.get(
    "/enterprises/{credit_code}/missing-facts", summary="缺什么", response_model=MissingFacts, responses=REFUSALS
)
def get_missing(service: Shared, caller: Signed, credit_code: Code, given: IfNoneMatch = None) -> Response:
    """补齐后能使最多待定事项定论的事实，最有用的在前，并说明由谁核实。"""
    user = require(caller, Action.ENTERPRISE_READ, subject=credit_code)
    return answer(missing_facts(service, user, credit_code), given)


@router.post("/enterprises/{credit_code}/what-if", summary="假设", response_model=WhatIfShown, responses=REFUSALS)
def post_what_if(service: Shared, caller: Signed, credit_code: Code, supposed: WhatIf) -> WhatIfShown:
    """如果某些事实不同，哪些事项的结论或金额会变。只计算，不保存。"""
    require(caller, Action.ENTERPRISE_READ, subject=credit_code)
    return what_if(service, credit_code, supposed)


@router.post("/matches", summary="批量匹配", response_model=BatchShown, responses=documented(401, 403, 404, 422, 429))
def post_matches(service: Shared, caller: Signed, wanted: BatchWanted) -> BatchShown:
    """供对接系统：一次至多 1000 家企业对全部（或所列）事项的结论。"""
    user = require(caller, Action.MATCH_MANY)
    return match_many(service, user, wanted)
