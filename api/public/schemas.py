"""Policies and items as everybody sees them; sessions."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, SecretStr

from api.shapes import Coded, Day, PageQuery, Place, Shown, Strict, Words

StatusCode = Literal["coming", "in_force", "suspended", "superseded", "expired", "repealed"]
PolicyId = Annotated[
    str,
    Field(pattern=r"^[a-z0-9][a-z0-9\-]{0,79}(@v\d{1,6})?$", description="政策编号。", examples=["cn-sme-tax-2023"]),
]


class Standing(Coded):
    """How a version stands on the day."""

    reason: str = Field("", description="暂停或废止的原因。")
    since: date | None = Field(None, description="自哪天起。")
    next_check_on: date | None = Field(None, description="暂停的，何时再看。")


class PolicyShown(Shown):
    """A policy in a list."""

    id: str = Field(description="政策编号。", examples=["cn-sme-tax-2023"])
    version: int = Field(description="版本号。")
    title: str = Field(description="标题。")
    doc_number: str | None = Field(description="文号。")
    issuers: list[str] = Field(description="发文机构。")
    region: Place | None = Field(description="适用地区。")
    published_on: date | None = Field(description="签发日期。")
    valid_from: date | None = Field(description="施行日期。")
    valid_to: date | None = Field(description="有效期的最后一天。")
    recorded_on: date = Field(description="收录日期。")
    status: Standing = Field(description="在查询日的状态。")
    items: int = Field(description="事项数。")
    content_hash: str = Field(description="内容的 SHA-256，可核对未被改动。")


class WindowShown(Shown):
    """When an application may be handed in."""

    opens_on: date | None = Field(description="开始日期；未载明为 null。")
    closes_on: date | None = Field(description="截止日期；未载明为 null。")
    label: str = Field(description="截止日期与剩余天数。", examples=["2026-07-31 还剩31天"])


class ItemShown(Shown):
    """An item in a list."""

    key: str = Field(description="事项编号。", examples=["cn-sme-tax-2023/six-taxes-halved"])
    name: str = Field(description="事项名称。")
    policy_id: str = Field(description="政策编号。")
    version: int = Field(description="版本号。")
    policy_title: str = Field(description="政策标题。")
    issuers: list[str] = Field(description="发文机构。")
    region: Place | None = Field(description="适用地区。")
    themes: list[str] = Field(description="主题。")
    supports: list[str] = Field(description="支持标准，一句一项。")
    window: WindowShown = Field(description="申报时间。")
    status: Standing = Field(description="政策在查询日的状态。")
    score: float | None = Field(None, description="与搜索词的相关度，0 到 1；没有搜索词为 null。")


class BenefitShown(Shown):
    """One support with its words."""

    text: str = Field(description="支持标准。")
    quote: str = Field(description="原文。")


class ItemFull(ItemShown):
    """An item with its conditions, supports, materials and words."""

    condition_text: str = Field(description="条件，一句话。")
    condition: dict[str, Any] = Field(description="条件，交换格式。")
    benefits: list[BenefitShown] = Field(description="支持标准与原文。")
    materials: list[str] = Field(description="申报材料。")
    stacking: list[str] = Field(description="叠加规则原文。")
    anchor: str | None = Field(description="事项所在段落的开头。")


class PolicyFull(PolicyShown):
    """A policy with its items and source text."""

    entries: list[ItemShown] = Field(description="事项。")
    source_text: str = Field(description="原文。")
    versions: list[int] = Field(description="全部版本号。")


class PolicyQuery(PageQuery):
    """Which policies are wanted."""

    status: StatusCode | None = Field(None, description="只要这种状态的。")
    region: str | None = Field(
        None, pattern=r"^\d{6}$", description="适用于这个地区的（含上级地区的政策）。", examples=["340100"]
    )


class ItemQuery(PageQuery):
    """Which items are wanted."""

    q: Words | None = Field(None, max_length=200, description="搜索词，口语也可。", examples=["小微企业减税"])
    region: str | None = Field(
        None, pattern=r"^\d{6}$", description="适用于这个地区的（含上级地区的政策）。", examples=["340100"]
    )
    industry: str | None = Field(
        None,
        pattern=r"^[A-T]?\d{0,4}$",
        min_length=1,
        description="GB/T 4754 行业代码，排除限定其他行业的事项。",
        examples=["C35"],
    )
    theme: Words | None = Field(None, max_length=20, description="主题。", examples=["税收优惠"])
    status: StatusCode | None = Field("in_force", description="政策状态；默认施行中。")
    closes_before: Day | None = Field(None, description="截止日期不晚于这一天，且尚未截止。")
    open_on: Day | None = Field(None, description="这一天可以申报，或未载明时间。")


class SessionWanted(Strict):
    """Who wants to sign in."""

    login: Words = Field(min_length=1, max_length=100, description="用户名。", examples=["zhangsan"])
    password: SecretStr = Field(min_length=1, max_length=200, description="密码。", examples=["一句记得住的话"])


class SessionOpened(Shown):
    """A session has begun."""

    token: str = Field(description="令牌，放在 Authorization: Bearer 之后；只显示这一次。")
    longest_hours: int = Field(description="最长有效小时数。")
    idle_minutes: int = Field(description="闲置多少分钟后失效。")


class Me(Shown):
    """Who has signed in, and what he may do."""

    login: str = Field(description="用户名。")
    name: str = Field(description="姓名或单位。")
    role: Coded = Field(description="角色。")
    departments: list[str] = Field(description="部门。")
    credit_code: str | None = Field(description="企业账户所代表的企业。")
    actions: list[Coded] = Field(description="可以做的事。")


class Health(Shown):
    """Whether the service lives or can serve."""

    status: Literal["ok", "unavailable"] = Field(description="状态。")
    version: str = Field(description="程序版本。")


class Ready(Health):
    """Whether it can serve, and with what."""

    as_of: date = Field(description="判定日期。")
    policies: int = Field(description="施行中的政策数。")
    items: int = Field(description="可申请的事项数。")
