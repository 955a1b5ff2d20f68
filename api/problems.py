"""Errors as answers: problem+json (RFC 9457) in Chinese with a code; a page for people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from policymatch import errors

MEDIA_TYPE = "application/problem+json"


class FieldFault(BaseModel):
    """One input that cannot be used."""

    where: str = Field(description="出错的位置，如 query.page。")
    message: str = Field(description="哪里不对。")


class Problem(BaseModel):
    """What went wrong, for programs by ``code``, for people by ``detail`` and ``hint``."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "type": "/docs/problems#not_found", "title": "没有找到", "status": 404, "code": "not_found",
                "detail": "没有事项“x/1”", "hint": "用 /api/v1/items 查找编号", "request_id": "5f0c1d6e8a4b",
            }
        }
    )  # fmt: skip

    type: str = Field(description="问题类型的说明地址。")
    title: str = Field(description="问题类型。")
    status: int = Field(description="HTTP 状态码。")
    code: str = Field(description="供程序判断的代码，不随措辞变化。")
    detail: str = Field(description="这一次出了什么问题。")
    where: str | None = Field(None, description="问题在何处。")
    hint: str | None = Field(None, description="可以怎么做。")
    errors: list[FieldFault] | None = Field(None, description="逐项列出不能使用的输入。")
    request_id: str | None = Field(None, description="请求编号，报告问题时请附上。")


TITLES = {
    400: "请求无法读取", 401: "需要登录", 403: "没有权限", 404: "没有找到", 405: "不支持该方法", 406: "不支持该格式",
    409: "与现状冲突", 412: "内容已被他人修改", 413: "内容过大", 415: "不支持的内容类型", 422: "输入有误",
    428: "缺少版本号", 429: "请求过于频繁", 500: "服务内部错误", 503: "服务暂不可用",
}  # fmt: skip


@dataclass(slots=True)
class HttpProblem(Exception):  # noqa: N818  an answer, not only an error
    """An answer that is not the one asked for.

    Args:
        status: HTTP status.
        code: for programs.
        detail: what went wrong, in Chinese.
        hint: what to do.
        headers: further headers of the answer.
        faults: inputs that cannot be used.
    """

    status: int
    code: str
    detail: str
    hint: str = ""
    where: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[FieldFault, ...] = ()

    def body(self, request_id: str | None = None) -> Problem:
        """The answer's content."""
        return Problem(
            type=f"/docs/problems#{self.code}", title=TITLES.get(self.status, "请求未完成"), status=self.status, code=self.code,
            detail=self.detail, where=self.where or None, hint=self.hint or None, errors=list(self.faults) or None, request_id=request_id,
        )  # fmt: skip


_STATUS: tuple[tuple[type[errors.PolicyMatchError], int], ...] = (
    (errors.NotFoundError, 404),
    (errors.ForbiddenError, 403),
    (errors.StaleError, 412),
    (errors.ConflictError, 409),
    (errors.InvalidInputError, 422),
    (errors.UnreadableFileError, 422),
)


def of_error(error: errors.PolicyMatchError) -> HttpProblem:
    """The answer for an error of the engine."""
    status = getattr(error, "status", None) or next((code for kind, code in _STATUS if isinstance(error, kind)), 422)
    return HttpProblem(status, error.code, error.message, error.hint, error.where)


def refusal(reason: str, *, code: str = "forbidden", hint: str = "") -> HttpProblem:
    """The answer to somebody who may not; it always has a reason."""
    return HttpProblem(403, code, reason, hint)


def unauthenticated(detail: str = "请先登录", *, code: str = "unauthenticated") -> HttpProblem:
    """The answer to somebody who has not signed in."""
    return HttpProblem(
        401, code, detail, "用 POST /api/v1/sessions 取得令牌，或在登录页登录", headers={"WWW-Authenticate": "Bearer"}
    )


def of_faults(faults: list[Any]) -> HttpProblem:
    """The answer to inputs that pydantic refused."""
    said = tuple(
        FieldFault(where=".".join(str(part) for part in fault["loc"]), message=say_fault(fault)) for fault in faults
    )
    detail = "；".join(f"{fault.where}：{fault.message}" for fault in said[:3])
    return HttpProblem(400, "malformed", detail or "输入有误", "对照接口说明修改后重试", faults=said)


_FAULTS = {
    "missing": "缺少此项", "extra_forbidden": "没有这一项，请核对名称", "string_type": "应为文本", "int_type": "应为整数",
    "int_parsing": "应为整数", "float_parsing": "应为数值", "decimal_parsing": "应为数值", "bool_type": "应为 true 或 false",
    "bool_parsing": "应为 true 或 false", "date_from_datetime_parsing": "应为日期 YYYY-MM-DD", "date_parsing": "应为日期 YYYY-MM-DD",
    "date_type": "应为日期 YYYY-MM-DD", "json_invalid": "不是合法的 JSON", "model_attributes_type": "应为 JSON 对象",
    "model_type": "应为 JSON 对象", "dict_type": "应为 JSON 对象", "list_type": "应为列表", "enum": "不是可用的值：{expected}",
    "literal_error": "只能是 {expected}", "string_pattern_mismatch": "格式不符（{pattern}）", "greater_than": "应大于 {gt}",
    "greater_than_equal": "应不小于 {ge}", "less_than": "应小于 {lt}", "less_than_equal": "应不大于 {le}",
    "string_too_short": "至少 {min_length} 个字", "string_too_long": "最多 {max_length} 个字", "too_short": "至少 {min_length} 项",
    "too_long": "最多 {max_length} 项",
}  # fmt: skip


def say_fault(fault: Mapping[str, Any]) -> str:
    """One refusal of pydantic's in Chinese."""
    context = fault.get("ctx") or {}
    if fault["type"] in ("value_error", "assertion_error"):
        return str(context.get("error", "值不可用"))
    words = _FAULTS.get(fault["type"], "值不可用")
    try:
        return words.format(**context)
    except KeyError:
        return "值不可用"


DESCRIPTIONS: dict[int, str] = {status: title for status, title in TITLES.items() if status not in (500, 503)}


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The ``responses`` of a route for the refusals that it can give."""
    return {
        status: {
            "description": TITLES[status],
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status in statuses
    }
