"""The whole description of the interface against the running service, by a machine that tries to break it."""

from __future__ import annotations

import os
import re
from functools import cache
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings

from api.app import create_app
from api.settings import Settings
from tests.api.live import DAY, Live

EXAMPLES = int(os.environ.get("CONTRACT_EXAMPLES", "2"))
WHO = {
    "起草与发布": "officer1", "审计": "supervisor", "管理": "admin", "企业与匹配": "agent", "回执": "enterprise", "订阅与消息": "enterprise",
    "推送状态": "supervisor", "一次办": "enterprise", "办件": "officer1",
    "督查与评价": "supervisor",
}  # fmt: skip
"""The account that may use the operations of a tag, so that more than refusals is tried."""
REJECTIONS = ["2xx", "3xx", "401", "403", "404", "409", "412", "413", "422", "429"]
"""What a request of the right form may still meet: 400 is for the form alone, 422 for a region or a fact that does not exist."""
CONFIG = schemathesis.config.SchemathesisConfig.from_dict(
    {
        "checks": {
            "positive_data_acceptance": {"expected-statuses": REJECTIONS},
            "missing_required_header": {"expected-statuses": ["400", "401", "403", "428"]},
        }
    }
)
SHARES = 8
LOOSE = settings(
    deadline=None, phases=[Phase.explicit, Phase.generate], database=None, derandomize=True, suppress_health_check=list(HealthCheck)
)  # fmt: skip


@cache
def description() -> dict[str, Any]:
    return create_app(Settings(database_url="sqlite:///:memory:", as_of=DAY)).openapi()


@pytest.fixture(params=range(SHARES))
def share(request: pytest.FixtureRequest) -> Any:
    """A share of the description: what is tried of it is drawn up where it runs, and by no other worker."""
    request.node._nodeid = request.node.nodeid  # schemathesis 4.32 looks for it, pytest 9.2 keeps it no more
    # Ending the session would end that of everybody who tries the rest.
    paths = sorted(set(description()["paths"]) - {"/api/v1/sessions/current"})
    mine = {path: description()["paths"][path] for path in paths[request.param :: SHARES]}
    return schemathesis.openapi.from_dict(description() | {"paths": mine}, config=CONFIG)


contract = schemathesis.pytest.from_fixture("share")


@contract.parametrize()
@settings(LOOSE, max_examples=EXAMPLES)
def test_every_operation_keeps_its_promises(case: Any, fast: Live) -> None:
    keeps_its_promises(case, fast)


@pytest.mark.stress
@contract.parametrize()
@settings(LOOSE, max_examples=int(os.environ.get("CONTRACT_STRESS", "30")))
def test_every_operation_keeps_its_promises_whatever_is_tried(case: Any, fast: Live) -> None:
    keeps_its_promises(case, fast)


def keeps_its_promises(case: Any, fast: Live) -> None:
    """One request against the server, with all checks."""
    tag = case.operation.definition.raw["tags"][0]
    login = WHO.get(tag)
    headers = {"Authorization": f"Bearer {fast.token(login)}"} if login else {}
    real(case, fast)
    # A machine with much else to do answers late, which is no fault of the answer.
    case.call_and_validate(base_url=fast.url, headers=headers, timeout=60)


def real(case: Any, live: Live) -> None:
    """Put what exists in the place of well-formed inventions, so that more than 404 is tried."""
    given = case.path_parameters or {}
    if re.fullmatch("[0-9a-f]{32}", str(given.get("draft_id"))):
        given["draft_id"] = draft_of(live)
    if re.fullmatch("[0-9A-Z]{18}", str(given.get("credit_code"))):
        given["credit_code"] = live.subject("enterprise")
    if re.fullmatch("[0-9a-f]{12,64}", str(given.get("receipt_id"))):
        with live.client("enterprise") as client:
            path = f"/api/v1/enterprises/{live.subject('enterprise')}/matches"
            given["receipt_id"] = client.get(path).json()["receipt"]


def draft_of(live: Live) -> str:
    """A draft of the officer's; the same one as long as it is there."""
    with live.client("officer1") as client:
        known = client.get("/api/v1/drafts").json()["items"]
        if known:
            return str(known[-1]["id"])
        return str(client.post("/api/v1/policies/cn-sme-tax-2023/next-version").json()["id"])


def test_the_description_is_complete() -> None:
    for path, methods in description()["paths"].items():
        for method, one in methods.items():
            where = f"{method} {path}"
            assert one["summary"], where
            assert one["description"], where
            assert one["tags"], where
            assert all(answer["description"] for answer in one["responses"].values()), where
            assert all(parameter.get("description") for parameter in one.get("parameters", [])), where
            assert "422" not in one["responses"] or "application/problem+json" in one["responses"]["422"]["content"], (
                where
            )
    for name, one in description()["components"]["schemas"].items():
        if name.startswith(("Body_", "Page_")):
            continue
        assert one.get("description"), name
        for key, about in one.get("properties", {}).items():
            assert about.get("description") or "$ref" in about or name.startswith("Page"), (name, key)


def test_inputs_are_strict() -> None:
    wanted = [
        name
        for name in description()["components"]["schemas"]
        if name.endswith("Wanted") or name in ("WhatIf", "Supposed", "Comment", "ItemChange")
    ]
    assert len(wanted) > 9
    for name in wanted:
        assert description()["components"]["schemas"][name]["additionalProperties"] is False, name


def test_unknown_questions_are_refused(fast: Live) -> None:
    with fast.client() as client:
        refused = client.get("/api/v1/items?qq=补贴")
    assert refused.status_code == 400
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["errors"] == [{"where": "query.qq", "message": "没有这一项，请核对名称"}]


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v1/policies/no-such-policy", "/api/v1/items/no-such/1"])
def test_what_is_not_there_is_said_in_chinese(fast: Live, path: str) -> None:
    with fast.client() as client:
        answer = client.get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert answer.json()["request_id"] == answer.headers["x-request-id"]


def test_methods_that_are_not_there_are_refused_with_those_that_are(fast: Live) -> None:
    with fast.client() as client:
        answer = client.delete("/api/v1/policies")
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]
