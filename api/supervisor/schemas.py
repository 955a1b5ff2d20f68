"""Audit, receipts, accounts, state of the data."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import Field, SecretStr, StrictBool

from api.shapes import Coded, CreditCode, Shown, Strict, Words

RoleCode = Literal["enterprise", "officer", "agent", "supervisor", "admin"]
ReceiptId = Annotated[
    str, Field(pattern=r"^[0-9a-f]{12,64}$", description="回执编号，或其前 12 位以上。", examples=["3f2a9c0d51be"])
]


class AuditShown(Shown):
    """One link of the audit chain."""

    seq: int = Field(description="序号。")
    at: datetime = Field(description="时间。")
    actor: str = Field(description="谁。")
    action: str = Field(description="做了什么。")
    target: str = Field(description="对什么。")
    detail: dict[str, Any] = Field(description="细节。")
    hash: str = Field(description="链上的散列。")


class AuditQuery(Strict):
    """Which entries are wanted."""

    before: int | None = Field(None, ge=1, le=2**53, description="只要这个序号之前的。")
    size: int = Field(50, ge=1, le=500, description="条数。")
    actor: Words | None = Field(None, max_length=100, description="只要这个账户的。")
    action: Words | None = Field(None, max_length=60, description="只要这类动作的，可写前缀。", examples=["policy."])
    target: Words | None = Field(None, max_length=120, description="只要关于它的，可写前缀。")


class AuditPage(Shown):
    """Part of the audit chain, the newest first."""

    items: list[AuditShown] = Field(description="记录。")
    next_before: int | None = Field(description="下一页的 before；没有更多为 null。")


class ChainShown(Shown):
    """Whether the audit chain is whole."""

    whole: bool = Field(description="是否完整。")
    entries: int = Field(description="条数。")
    head_seq: int | None = Field(description="最后一条的序号；可与散列一起另行记下，以后核对链尾未被截断。")
    head_hash: str | None = Field(description="最后一条的散列。")
    faults: list[str] = Field(description="问题。")


class ReceiptShown(Shown):
    """What was shown about an enterprise."""

    id: str = Field(description="回执编号：内容的 SHA-256。")
    credit_code: str = Field(description="企业。")
    as_of: date = Field(description="判定日期。")
    known_on: date = Field(description="依据哪一天所知。")
    engine: str = Field(description="程序版本。")
    results: list[dict[str, Any]] = Field(description="每个事项的版本、结论、金额与理由。")
    facts: list[dict[str, Any]] | None = Field(description="所用的事实；只对企业本人与督查显示。")


class ReplayShown(Shown):
    """A receipt said again."""

    receipt: str = Field(description="回执编号。")
    same: bool = Field(description="是否逐字节相同。")
    same_engine: bool = Field(description="程序版本是否相同。")
    differences: list[dict[str, Any]] = Field(description="不同的结论。")
    facts_gone: int = Field(description="已不再如此的事实数。")
    facts_new: int = Field(description="新出现的事实数。")


class ReplayQuery(Strict):
    """With which facts."""

    facts: Literal["then", "today"] = Field("then", description="then：用回执里的事实；today：用今天所知的事实。")


class AccountShown(Shown):
    """An account."""

    id: str = Field(description="编号。")
    login: str = Field(description="用户名。")
    name: str = Field(description="姓名或单位。")
    role: Coded = Field(description="角色。")
    departments: list[str] = Field(description="部门。")
    credit_code: str | None = Field(description="企业账户所代表的企业。")
    active: bool = Field(description="是否可登录。")


class AccountWanted(Strict):
    """A new account."""

    login: Words = Field(pattern=r"^\S{1,100}$", description="用户名。", examples=["zhangsan"])
    name: Words = Field(min_length=1, max_length=100, description="姓名或单位。")
    role: RoleCode = Field(description="角色。")
    password: SecretStr | None = Field(
        None, min_length=10, max_length=200, description="密码；空则只能由统一身份认证登录。"
    )
    departments: list[Words] = Field([], max_length=20, description="部门。")
    credit_code: CreditCode | None = Field(None, description="企业账户所代表的企业；其他账户不写。")


class AccountChange(Strict):
    """What an account is to be for."""

    name: Words = Field(min_length=1, max_length=100, description="姓名或单位。")
    role: RoleCode = Field(description="角色。")
    departments: list[Words] = Field([], max_length=20, description="部门。")
    credit_code: CreditCode | None = Field(None, description="企业账户所代表的企业；其他账户不写。")


class PasswordWanted(Strict):
    """A new password."""

    password: SecretStr = Field(min_length=10, max_length=200, description="新密码；原有会话全部结束。")


class ActiveWanted(Strict):
    """Whether an account may be used."""

    active: StrictBool = Field(description="是否可登录。")


class DeliveryShown(Shown):
    """One delivery of data."""

    source: str = Field(description="数据源。")
    state: str = Field(description="状态：running 进行中，done 完成。")
    known_on: date = Field(description="获知日期。")
    extracted_on: date = Field(description="数据截至。")
    rows_in: int = Field(description="行数。")
    stored: int = Field(description="入库。")
    quarantined: int = Field(description="隔离。")
    duplicates: int = Field(description="重复。")


class DataState(Shown):
    """How the data stand."""

    enterprises: int = Field(description="企业数。")
    waiting: int = Field(description="隔离中待处理的行数。")
    deliveries: list[DeliveryShown] = Field(description="每个数据源最近一批。")
