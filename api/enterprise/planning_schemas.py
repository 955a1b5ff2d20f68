"""What to apply for together, what is missed by little, when time turns a verdict."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from api.enterprise.schemas import AmountShown, VerdictCode
from api.shapes import Coded, Shown, Strict, Words, Year

ScopeCode = Literal["project", "matter", "contract", "invoice", "product", "standard", "person"]
Money = Annotated[str, Field(pattern=r"^[0-9]{1,13}(\.[0-9]{1,2})?$")]
Name = Annotated[str, Words, Field(min_length=1, max_length=120)]


class AwardGiven(Strict):
    """A support that is held, granted or applied for already."""

    name: Name = Field(
        description="事项编号；不在库中的扶持写名称。",
        examples=["hefei-quality-growth/new-above-scale", "一企一策扶持"],
    )
    amount: Money | None = Field(None, description="金额，元，最多两位小数；不明为 null。", examples=["300000"])
    state: Literal["holds", "pending", "applied"] = Field("holds", description="已获得、已审定待兑付、已申报。")
    level: Literal["same_level", "upper", "lower"] | None = Field(
        None, description="库外扶持的层级：本级、上级、下级。"
    )
    themes: list[Name] = Field([], max_length=10, description="库外扶持的主题，如“技术改造”。")
    keys: dict[ScopeCode, Name] = Field(
        {}, description="属于哪个项目、合同、人员。", examples=[{"project": "二期厂房"}]
    )
    subject: str = Field("", max_length=18, description="由集团内另一企业获得的，写其信用代码。")
    year: Year | None = Field(None, description="属于哪一年度。", examples=[2026])


class BestSetWanted(Strict):
    """What is known beyond the profile."""

    awards: list[AwardGiven] = Field([], max_length=100, description="已有或在途的扶持。")
    keys: dict[str, dict[ScopeCode, Name]] = Field(
        {}, max_length=200, description="各事项的申请属于哪个项目、合同等，用以判断是否同一。",
        examples=[{"hefei-quality-growth/tech-upgrade": {"project": "二期厂房"}}],
    )  # fmt: skip
    verdicts: list[VerdictCode] = Field(
        ["eligible", "to_judge"], min_length=1, max_length=3, description="纳入组合的结论；未必符合的只计可能金额。"
    )


class TakenShown(Shown):
    """A support of the set."""

    key: str = Field(description="事项编号。")
    name: str = Field(description="事项名称。")
    verdict: Coded | None = Field(description="不考虑叠加时的结论；库外已申报的为 null。")
    alone: AmountShown = Field(description="单独享受的金额。")
    paid: AmountShown = Field(description="在组合中的金额。")
    note: str = Field(description="少于单独享受的原因。")
    applied: bool = Field(description="是否已经申报。")


class LeftShown(Shown):
    """A support that stays out."""

    key: str = Field(description="事项编号。")
    name: str = Field(description="事项名称。")
    verdict: Coded | None = Field(description="不考虑叠加时的结论。")
    alone: AmountShown = Field(description="单独享受的金额。")
    because: str = Field(description="与哪个事项或哪笔扶持不能兼得。")
    reason: str = Field(description="原因。")
    rule: str = Field(description="规则。")
    quote: str = Field(description="原文。")


class OptionShown(Shown):
    """Another lawful set."""

    keys: list[str] = Field(description="事项编号。")
    total: AmountShown = Field(description="合计。")


class StepShown(Shown):
    """Of two supports, which comes first."""

    first: str = Field(description="先申报的事项。")
    then: str = Field(description="后申报的事项。")
    reason: str = Field(description="原因。")
    quote: str = Field(description="原文。")


class BestSetShown(Shown):
    """The best lawful set of supports."""

    credit_code: str = Field(description="统一社会信用代码。")
    as_of: date = Field(description="判定日期。")
    total: AmountShown = Field(description="合计：有把握的下限与可能的上限；先比下限，再比上限。")
    taken: list[TakenShown] = Field(description="一起申报的事项。")
    left: list[LeftShown] = Field(description="不能兼得的事项及原因。")
    runner_up: OptionShown | None = Field(description="取了最优组合之外某一事项的最好组合。")
    ties: list[OptionShown] = Field(description="金额相同的其他组合。")
    steps: list[StepShown] = Field(description="有先后要求的，按此顺序。")
    presumed: list[str] = Field(description="缺少项目、合同信息时的假定，注明后可更准。")
    proven: bool = Field(description="是否已证明没有更好的合法组合。")


class NearQuery(Strict):
    """How far from the mark."""

    steps: int = Field(2, ge=1, le=4, description="最多几处不符。")
    limit: int = Field(20, ge=1, le=100, description="最多几项。")


class AdjustmentShown(Shown):
    """One thing to do or to wait for."""

    condition: str = Field(description="未满足的条件。")
    quote: str = Field(description="原文。")
    seen: str = Field(description="现在的值；无权查看的不显示。")
    action: str = Field(description="做什么，或等到何时。")
    waiting: bool = Field(description="是否只需等待。")
    ready_on: date = Field(description="最早何时见效。")


class NearMissShown(Shown):
    """An item that is missed by little."""

    key: str = Field(description="事项编号。")
    name: str = Field(description="事项名称。")
    steps: list[AdjustmentShown] = Field(description="全部所需的改变。")
    reached_on: date = Field(description="最早何时不再因此不符合。")
    opens_on: date | None = Field(description="赶得上的申报期首日。")
    closes_on: date | None = Field(description="赶得上的申报期末日。")
    remark: str = Field(description="申报期说明。")
    open: list[str] = Field(description="此外待核实的条件。")
    amount: AmountShown = Field(description="届时的金额。")


class NearMissesShown(Shown):
    """Items that are missed by little, the fewest and soonest changes first."""

    credit_code: str = Field(description="统一社会信用代码。")
    as_of: date = Field(description="判定日期。")
    looked_at: int = Field(description="查看了多少个不符合的事项。")
    items: list[NearMissShown] = Field(description="差一点的事项。")


class FlipShown(Shown):
    """When time alone turns the verdict."""

    credit_code: str = Field(description="统一社会信用代码。")
    key: str = Field(description="事项编号。")
    as_of: date = Field(description="判定日期。")
    verdict: Coded = Field(description="现在的结论。")
    on: date | None = Field(description="结论改变之日；政策失效或五年之内不改变为 null。")
    after: Coded | None = Field(description="改变后的结论。")
    causes: list[str] = Field(description="哪些条件因时间而变。")
    looked_until: date = Field(description="查看到哪一天。")
