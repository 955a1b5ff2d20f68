"""One enterprise: who it is, what it gets, why, what is missing, what if."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import Field, StrictBool

from api.public.schemas import Standing, WindowShown
from api.shapes import Coded, CreditCode, PageQuery, Shown, Strict, Words, Year

VerdictCode = Literal["eligible", "not_eligible", "to_verify", "to_judge"]


class EnterpriseShown(Shown):
    """An enterprise in a list."""

    credit_code: str = Field(description="统一社会信用代码。")
    name: str = Field(description="名称。")
    branch: bool = Field(description="是否分支机构。")
    likeness: float | None = Field(None, description="与所查名称的相似度，0 到 100。")


class NameQuery(Strict):
    """By what words an enterprise is looked for."""

    name: Words = Field(
        min_length=2, max_length=60, description="企业名称或其中几个字，错字、漏字也可。", examples=["星海机电"]
    )
    limit: int = Field(10, ge=1, le=50, description="最多几家。")


class FactShown(Shown):
    """One fact with its origin."""

    field: str = Field(description="指标编号。")
    label: str = Field(description="指标名称。")
    value: str = Field(description="值；无权查看的不显示。")
    time: str = Field(description="期间。")
    standing: str = Field(description="来源之间是否一致。")
    department: str = Field(description="提供部门。")
    source: str = Field(description="数据源。")
    record: str = Field(description="批次与行。")
    known_on: date | None = Field(description="获知日期。")
    authority: bool = Field(description="是否该指标的权威来源。")
    inputs: list[str] = Field(description="由什么算出。")


class ProfileShown(Shown):
    """What is known of an enterprise."""

    credit_code: str = Field(description="统一社会信用代码。")
    name: str = Field(description="名称。")
    branch: bool = Field(description="是否分支机构。")
    as_of: date = Field(description="查询日。")
    facts: list[FactShown] = Field(description="事实。")


class AmountShown(Shown):
    """How much, at least and at most."""

    low: str = Field(description="至少，元。", examples=["0"])
    high: str | None = Field(description="至多，元；不设上限为 null。", examples=["500000"])
    label: str = Field(description="中文。", examples=["最高50万元"])


class ReasonShown(Shown):
    """One condition with what was seen."""

    condition: str = Field(description="条件。")
    truth: bool | None = Field(description="满足、不满足、未定。")
    gap: str | None = Field(description="未定的原因。")
    seen: str = Field(description="看到的值；无权查看的不显示。")
    origin: str = Field(description="谁提供、何时。")
    quote: str = Field(description="原文。")
    ask: str = Field(description="未定的，向谁核实。")


class MatchShown(Shown):
    """What one item means to the enterprise."""

    key: str = Field(description="事项编号。")
    name: str = Field(description="事项名称。")
    policy_id: str = Field(description="政策编号。")
    version: int = Field(description="版本号。")
    policy_title: str = Field(description="政策标题。")
    verdict: Coded = Field(description="结论。")
    amount: AmountShown = Field(description="金额。")
    window: WindowShown = Field(description="申报时间。")
    point: str = Field(description="要点：缺什么，或为什么。")
    reasons: list[ReasonShown] = Field(description="起决定作用的条件。")


class MatchQuery(PageQuery):
    """Which matches are wanted."""

    verdict: list[VerdictCode] = Field(
        ["eligible", "to_judge", "to_verify"], max_length=4, description="只要这些结论的；默认不含“不符合”。"
    )


class Matches(Shown):
    """The matched list of one enterprise."""

    credit_code: str = Field(description="统一社会信用代码。")
    name: str = Field(description="企业名称。")
    as_of: date = Field(description="判定日期。")
    counts: dict[str, int] = Field(description="每种结论的事项数。")
    items: list[MatchShown] = Field(description="本页事项，结论在前、截止在先的在前。")
    total: int = Field(description="所选结论的事项数。")
    page: int = Field(description="第几页。")
    size: int = Field(description="每页条数。")
    receipt: str | None = Field(description="回执编号，可凭此重放。")


class NodeShown(Shown):
    """One node of the decision."""

    truth: bool | None = Field(description="满足、不满足、未定。")
    group: str | None = Field(description="一组条件的关系，如“全部满足”；单个条件为 null。")
    reason: ReasonShown | None = Field(description="单个条件的判定；一组条件为 null。")
    children: list[NodeShown] = Field(description="下级条件。")


class Explanation(MatchShown):
    """One item, condition by condition."""

    credit_code: str = Field(description="统一社会信用代码。")
    enterprise: str = Field(description="企业名称。")
    as_of: date = Field(description="判定日期。")
    status: Standing = Field(description="事项是否受理：施行中、暂停受理及原因等。")
    summary: str = Field(description="一句话的结论。")
    tree: NodeShown = Field(description="逐条判定。")
    missing: list[ReasonShown] = Field(description="补齐即可定论的事实。")
    amount_basis: list[str] = Field(description="金额依据。")
    materials: list[str] = Field(description="申报材料。")
    stacking: list[str] = Field(description="叠加规则原文。")
    receipt: str | None = Field(description="回执编号。")


class MissingShown(Shown):
    """A fact that would settle something."""

    condition: str = Field(description="待核实的条件。")
    ask: str = Field(description="由谁核实。")
    gap: str = Field(description="为什么未定。")
    items: list[str] = Field(description="会因此定论或更接近定论的事项编号。")


class MissingFacts(Shown):
    """What would settle the open matches of an enterprise, the most useful first."""

    credit_code: str = Field(description="统一社会信用代码。")
    as_of: date = Field(description="判定日期。")
    looked_at: int = Field(description="查看了多少个未定事项。")
    facts: list[MissingShown] = Field(description="待补的事实。")


class Supposed(Strict):
    """A fact that is supposed for once."""

    field: str = Field(max_length=60, description="指标编号。", examples=["employees"])
    value: StrictBool | int | float | str | None = Field(
        description="值：基本单位的数值、日期、代码、名称或 true/false；null 表示没有。", examples=[25]
    )
    year: Year | None = Field(None, description="年度指标的年份。", examples=[2025])


class WhatIf(Strict):
    """What is supposed."""

    facts: list[Supposed] = Field([], max_length=40, description="假设的事实，替换同一指标同一年份的已知值。")
    answers: dict[str, StrictBool] = Field({}, max_length=40, description="须人工认定的条件，按其名称假设是否满足。")
    items: list[str] = Field([], max_length=200, description="只看这些事项；空为全部。")


class Turned(Shown):
    """An item whose verdict or amount would differ."""

    key: str = Field(description="事项编号。")
    name: str = Field(description="事项名称。")
    before: Coded = Field(description="现在的结论。")
    after: Coded = Field(description="假设下的结论。")
    amount_before: str = Field(description="现在的金额。")
    amount_after: str = Field(description="假设下的金额。")


class WhatIfShown(Shown):
    """What would differ; nothing of it is kept."""

    credit_code: str = Field(description="统一社会信用代码。")
    as_of: date = Field(description="判定日期。")
    changes: list[Turned] = Field(description="会变化的事项。")


class BatchWanted(Strict):
    """Whom a partner system asks for."""

    credit_codes: list[CreditCode] = Field(min_length=1, max_length=1000, description="企业，一次最多 1000 家。")
    items: list[str] = Field([], max_length=1000, description="只看这些事项；空为全部。")
    verdicts: list[VerdictCode] = Field(["eligible"], min_length=1, max_length=4, description="只列出这些结论的事项。")


class BatchOne(Shown):
    """One enterprise of a batch."""

    credit_code: str = Field(description="统一社会信用代码。")
    found: bool = Field(description="是否有其数据。")
    counts: dict[str, int] = Field(description="每种结论的事项数。")
    items: dict[str, list[str]] = Field(description="按结论列出的事项编号。")


class BatchShown(Shown):
    """Verdicts of many enterprises."""

    as_of: date = Field(description="判定日期。")
    enterprises: list[BatchOne] = Field(description="按请求的顺序。")


Answer = dict[str, Any]
