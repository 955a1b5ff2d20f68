"""Cases, guides and duties as they are shown and asked for."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import Field, StrictBool

from api.applying.schemas import Hex, StateCode, WayWanted, Yuan
from api.shapes import Coded, Day, PageQuery, Shown, Strict, Words


class DueShown(Shown):
    """A time limit."""

    clock: Coded = Field(description="等什么。")
    owner: str = Field(description="等谁。")
    limit_days: int | None = Field(description="工作日数；未设为 null。")
    began_on: date = Field(description="起算的前一日（办理当日）。")
    due_on: date | None = Field(description="到期日；中止、未设或待历法公布为 null。")
    stopped_on: date | None = Field(description="自哪天起中止计时。")
    ended_on: date | None = Field(description="何时办完。")
    label: str = Field(description="中文。", examples=["2026-07-07（5个工作日）"])
    overdue: bool = Field(description="是否超期。")


class CaseShown(Shown):
    """A case in a list."""

    id: str = Field(description="内部编号。")
    number: str = Field(description="办件编号。")
    revision: int = Field(description="第几次改动后；办理时放在 If-Match 中。")
    state: Coded = Field(description="状态。")
    origin: Coded = Field(description="企业申报，或免申即享。")
    credit_code: str = Field(description="统一社会信用代码。")
    enterprise: str = Field(description="企业名称。")
    item: str = Field(description="事项编号。")
    item_name: str = Field(description="事项名称。")
    policy_title: str = Field(description="政策标题。")
    version: int = Field(description="所依据的版本。")
    department: str = Field(description="办理部门。")
    payer: str = Field(description="兑付部门。")
    verdict: Coded = Field(description="提交时的结论。")
    flagged: bool = Field(description="是否系不符合而提出异议的。")
    applied_low: str | None = Field(description="按政策至少，元。")
    applied_high: str | None = Field(description="按政策至多，元；不设上限为 null。")
    approved: str | None = Field(description="批准金额，元。")
    paid: str = Field(description="已兑付，元。")
    waiting_for: Coded | None = Field(description="现在等什么。")
    due_on: date | None = Field(description="现在的期限。")
    due_label: str = Field(description="期限的说明。")
    submitted_at: datetime | None = Field(description="提交时间。")
    closed_at: datetime | None = Field(description="办结时间。")


class SubmittedShown(Shown):
    """What came of a submission."""

    bundle: str = Field(description="申请编号。")
    cases: list[CaseShown] = Field(description="按部门分出的办件。")


class PaymentShown(Shown):
    """An instalment."""

    number: int = Field(description="第几期。")
    amount: str = Field(description="金额，元。")
    paid_on: date = Field(description="支付日期。")
    reference: str = Field(description="凭证号。")


class CaseFull(CaseShown):
    """A case with everything that its reader may see."""

    receipt: str | None = Field(description="判定回执，可凭此重放。")
    objection: str | None = Field(description="企业的异议。")
    missing: list[str] = Field(description="一次性告知的补正内容。")
    reason: str | None = Field(description="不予支持的理由。")
    reason_code: Coded | None = Field(description="理由代码。")
    reason_condition: str | None = Field(description="不符合的条件。")
    conditions: list[str] = Field(description="事项的全部条件。")
    publicity_ends_on: date | None = Field(description="公示的最后一天。")
    form: list[dict[str, Any]] = Field(description="表单：共享数据与所填；督查不显示。")
    materials: list[dict[str, Any]] = Field(description="材料与依据。")
    limits: list[DueShown] = Field(description="各阶段的时限。")
    payments: list[PaymentShown] = Field(description="兑付记录。")
    may: list[Coded] = Field(description="您现在可以做的步骤。")


class CaseQuery(PageQuery):
    """Which cases are wanted."""

    state: StateCode | None = Field(
        None, description="只要这种状态的。"
    )  # fmt: skip
    overdue: bool = Field(False, description="只要已超期的。")
    bundle: Hex | None = Field(None, description="只要这份申请的。")


class StepShown(Shown):
    """One step in the timeline of a case."""

    at: datetime = Field(description="时间。")
    day: date = Field(description="日期。")
    act: Coded = Field(description="做了什么。")
    by: str = Field(description="由谁：企业、部门或系统。")
    actor: str | None = Field(description="经办人；企业看不到。")
    state: Coded = Field(description="此后的状态。")
    reason: str = Field(description="理由或说明。")
    detail: dict[str, Any] = Field(description="细节：补正内容、金额、公示截止日等。")


class TimelineShown(Shown):
    """The timeline of a case, the oldest step first."""

    number: str = Field(description="办件编号。")
    steps: list[StepShown] = Field(description="各步骤。")


class RemarkWanted(Strict):
    """A word that goes with a step."""

    comment: Words = Field("", max_length=2000, description="说明。")


class ReasonWanted(Strict):
    """A step that must say why."""

    reason: Words = Field(
        min_length=2, max_length=2000, description="理由，双方都看得到。", examples=["材料与原件核对一致"]
    )


class ReturnWanted(Strict):
    """Everything that is missing, told at once."""

    missing: list[Annotated[Words, Field(min_length=2, max_length=500)]] = Field(
        min_length=1, max_length=50, description="一次性告知的全部补正内容；此后不得再次退回。", examples=[["缺审计报告附注"]]
    )  # fmt: skip


class CorrectWanted(Strict):
    """What is added to a returned case."""

    answers: dict[str, StrictBool | int | float | str | list[str] | None] = Field(
        {}, max_length=200, description="改填的项目。"
    )
    materials: list[WayWanted] = Field([], max_length=50, description="材料的办法；新上传的文件自动计入。")
    comment: Words = Field("", max_length=2000, description="给部门的说明。")


class ConfirmWanted(Strict):
    """Contact and bank for an offer."""

    answers: dict[str, str | None] = Field(
        {}, max_length=20, description="联系人与收款账户；上次申报填过的可不填。", examples=[{"bank.account": "6222020000001234"}]
    )  # fmt: skip


class PublishCaseWanted(Strict):
    """How long a decision is shown to the public."""

    ends_on: Day | None = Field(None, description="公示的最后一天；空则按办事指南的工作日数。")
    reason: Words = Field("", max_length=2000, description="改期时必填。")


class ApproveWanted(Strict):
    """What is approved."""

    amount: Yuan
    reason: Words = Field("", max_length=2000, description="高于按政策计算的上限时必填。")


class RejectWanted(Strict):
    """Why nothing is granted."""

    code: Literal["condition", "materials", "duplicate", "budget", "late", "publicity", "other"] = Field(
        description="理由代码。"
    )
    reason: Words = Field(
        min_length=2, max_length=2000, description="理由，企业会看到。", examples=["项目验收日期早于政策施行"]
    )
    condition: Words = Field(
        "", max_length=1000, description="代码为 condition 时，不符合的是哪一项（取办件的 conditions 之一）。"
    )


class PayWanted(Strict):
    """An instalment that was paid."""

    amount: Yuan
    paid_on: Day = Field(description="支付日期。")
    reference: Words = Field(
        min_length=1, max_length=100, description="支付凭证号，不得重复。", examples=["国库2026-0715-003"]
    )


class GuideShown(Shown):
    """How an item is handled."""

    policy_id: str = Field(description="政策编号。")
    item: str = Field(description="事项；* 为全部事项。")
    revision: int = Field(description="第几稿；0 为未设定过，改动时放在 If-Match 中。")
    body: dict[str, Any] = Field(description="已设定的项。")
    effective: dict[str, Any] = Field(description="实际执行的：事项所设、政策所设、原文所载、默认，前者优先。")
    proposed: dict[str, Any] = Field(description="原文提到的时限与承诺，供设定参考。")


class GuideWanted(Strict):
    """What is set of how an item is handled."""

    body: dict[str, Any] = Field(
        description="service、limits、payer、promises、duties、appeal_days，未写的从默认。",
        examples=[
            {"limits": {"handling": 15}, "duties": [{"kind": "stay_registered", "years": 5, "words": "5年内不迁出"}]}
        ],
    )


class DutyShown(Shown):
    """A promise for the time after an award."""

    id: int = Field(description="编号。")
    case: str = Field(description="办件内部编号。")
    credit_code: str = Field(description="统一社会信用代码。")
    department: str = Field(description="核查部门。")
    kind: Coded = Field(description="承诺什么。")
    words: str = Field(description="原文。")
    begins_on: date = Field(description="自。")
    ends_on: date = Field(description="至。")
    state: Coded = Field(description="履行情况。")
    checked_on: date | None = Field(description="最近核查日。")
    breached_on: date | None = Field(description="何时发现疑似违反。")
    remark: str = Field(description="看到什么。")


class DutyQuery(PageQuery):
    """Which duties are wanted."""

    state: Literal["active", "breached", "fulfilled", "released", "clawed_back"] | None = Field(
        None, description="只要这种情况的。"
    )


class SettleWanted(Strict):
    """An officer's finding on a duty that looks broken."""

    state: Literal["active", "released", "clawed_back"] = Field(description="继续履行、核查未违反、决定追回。")
    reason: Words = Field(
        min_length=2, max_length=2000, description="理由。", examples=["已与企业核实，仅变更住所门牌"]
    )
