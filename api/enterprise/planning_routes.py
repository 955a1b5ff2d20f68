"""JSON: what to apply for together, what is missed by little, when time turns a verdict."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.answering import IfNoneMatch, answer
from api.auth import Shared, Signed, require
from api.enterprise.planning import find_near_misses, find_next_flip, plan_best_set
from api.enterprise.planning_schemas import BestSetShown, BestSetWanted, FlipShown, NearMissesShown, NearQuery
from api.enterprise.routes import REFUSALS, Code
from api.permissions import Action
from api.public.routes import ItemKey
from api.public.schemas import PolicyId

router = APIRouter(tags=["企业与匹配"])


@router.post("/enterprises/{credit_code}/best-set", summary="最优组合", response_model=BestSetShown, responses=REFUSALS)
def post_best_set(service: Shared, caller: Signed, credit_code: Code, wanted: BestSetWanted) -> BestSetShown:
    """可以合法同时享受、金额最高的组合：先比有把握的下限之和，再比上限；不能兼得的逐项说明规则与原文。只计算，不保存。"""
    require(caller, Action.ENTERPRISE_READ, subject=credit_code)
    return plan_best_set(service, credit_code, wanted)


@router.get(
    "/enterprises/{credit_code}/near-misses", summary="差一点", response_model=NearMissesShown, responses=REFUSALS
)
def get_near_misses(
    service: Shared, caller: Signed, credit_code: Code, query: Annotated[NearQuery, Query()], given: IfNoneMatch = None
) -> Response:
    """差一点就符合的事项：合法的最小改变、所需时间、赶得上的申报期。不能合法改变的（登记日期、注册地、规模、不良记录等）不建议。"""
    user = require(caller, Action.ENTERPRISE_READ, subject=credit_code)
    return answer(find_near_misses(service, user, credit_code, query), given)


@router.get(
    "/enterprises/{credit_code}/matches/{policy_id}/{item_id}/next-flip",
    summary="何时改变",
    response_model=FlipShown,
    responses=REFUSALS,
)
def get_next_flip(
    service: Shared, caller: Signed, credit_code: Code, policy_id: PolicyId, item_id: ItemKey, given: IfNoneMatch = None
) -> Response:
    """只因时间推移，结论下一次在哪一天改变，为什么。"""
    require(caller, Action.ENTERPRISE_READ, subject=credit_code)
    return answer(find_next_flip(service, credit_code, f"{policy_id}/{item_id}"), given)
