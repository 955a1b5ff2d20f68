"""The description of the interface: complete, with the problem form, the ways to sign in, and no page of ours in it."""

from __future__ import annotations

import re
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.auth import COOKIE
from api.problems import Problem

ABOUT = """惠企政策匹配服务的接口。

- **登录**：`POST /api/v1/sessions` 取得令牌，放在 `Authorization: Bearer …` 中；浏览器用会话 Cookie。
- **错误**：`application/problem+json`，`code` 供程序判断，`detail` 与 `hint` 给人看。
- **分页**：`page` 与 `size`，回答里有 `total`。
- **缓存**：读取的回答带 `ETag`，用 `If-None-Match` 再问，未变回 304。
- **改动**：草稿用 `If-Match` 写明所见的版本；写请求可带 `Idempotency-Key`，重发不会重做。
- **结论**：符合 `eligible`、待人工认定 `to_judge`、待核实 `to_verify`、不符合 `not_eligible`。“符合”与“不符合”只在缺失的事实不能改变结论时给出。
"""
OPEN = frozenset({"/health", "/ready", "/api/v1/policies", "/api/v1/items", "/api/v1/feed", "/api/v1/sessions"})


def describe(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document; made once."""
    if app.openapi_schema is None:
        made = get_openapi(title=app.title, version=app.version, description=ABOUT, routes=app.routes)
        schemas = made["components"]["schemas"]
        model = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas.update(model.pop("$defs", {}))
        schemas["Problem"] = model
        for unused in ("HTTPValidationError", "ValidationError"):
            schemas.pop(unused, None)
        made["components"]["securitySchemes"] = {
            "bearer": {"type": "http", "scheme": "bearer", "description": "POST /api/v1/sessions 给出的令牌。"},
            "session": {"type": "apiKey", "in": "cookie", "name": COOKIE, "description": "登录页设置的会话。"},
        }
        for path, methods in made["paths"].items():
            for operation in methods.values():
                _complete(path, operation)
        app.openapi_schema = made
    return app.openapi_schema


def _settle(parameter: dict[str, Any]) -> None:
    """A parameter is given or not; it is never null."""
    schema = parameter["schema"]
    kinds = [kind for kind in schema.pop("anyOf", []) if kind.get("type") != "null"]
    if kinds:
        parameter["schema"] = kinds[0] | schema
    if parameter["name"] == "If-Match":
        parameter["required"] = True


def _complete(path: str, operation: dict[str, Any]) -> None:
    answers = operation["responses"]
    if "401" in answers and path != "/api/v1/sessions":
        operation["security"] = [{"bearer": []}, {"session": []}]
    for status, answer in answers.items():
        if answer["description"] == "Successful Response":
            answer["description"] = "已创建" if status == "201" else "没有内容" if status == "204" else "成功"
        if status == "422" and "application/json" in answer.get("content", {}):
            answer["content"] = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    if "422" in answers:
        answers["400"] = answers["422"] | {"description": "请求的形式有误"}
        answers["422"] = answers["422"] | {"description": "形式无误，但内容不能使用"}
    parameters = operation.get("parameters", [])
    for parameter in parameters:
        _settle(parameter)
    if any(parameter["name"] == "If-None-Match" for parameter in parameters):
        answers["304"] = {"description": "内容未变"}
    if "429" in answers:
        answers["429"]["headers"] = {"Retry-After": {"schema": {"type": "integer"}, "description": "多少秒后重试。"}}


def methods_at(app: FastAPI, path: str) -> set[str]:
    """The methods that the description has for an address."""
    found: set[str] = set()
    for pattern, methods in describe(app)["paths"].items():
        if re.fullmatch(re.sub(r"\{[^}]+\}", "[^/]+", pattern), path):
            found |= {method.upper() for method in methods}
    return found
