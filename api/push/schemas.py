"""Subscriptions, inbox, outbox, receipts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, StrictBool, model_validator

from api.shapes import Coded, CreditCode, Hour, PageQuery, Shown, Strict, Whole, Words
from policymatch.errors import InvalidInputError

ChannelCode = Literal["smtp", "webhook", "wecom", "dingtalk", "feishu", "sms"]
LevelCode = Literal["country", "province", "city", "county"]
PaceCode = Literal["at_once", "daily", "weekly"]
StateCode = Literal["waiting", "leased", "sent", "dead", "cancelled"]
MessageId = Annotated[
    str, Field(pattern=r"^[0-9a-z]{6,60}$", description="消息编号。", examples=["m000000015f0c1d6e8a4b5f0c1d6e8a4b"])
]
Token = Annotated[str, Field(pattern=r"^[0-9A-Za-z_.\-]{34,120}$", description="消息里链接末尾的口令。")]


class TargetWanted(Strict):
    """Where a channel reaches the enterprise."""

    address: Words = Field(
        min_length=1, max_length=500, description="邮件地址、手机号、回调地址，或群机器人的 key / access_token / 编号。"
    )
    secret: Words | None = Field(
        None, max_length=200, description="签名密钥；不写则沿用已有的，回调没有则新生成一个并在回答中给出一次。"
    )


class QuietHours(Strict):
    """The hours in which nothing goes out."""

    begins: Hour = Field(description="从几点起（北京时间）。", examples=[22])
    ends: Hour = Field(description="到几点止；可跨零点。", examples=[7])


class SubscriptionWanted(Strict):
    """What an enterprise wants to be told."""

    themes: list[Annotated[Words, Field(min_length=1, max_length=40)]] = Field(
        [], max_length=50, description="只要这些主题；空为全部。"
    )
    levels: list[LevelCode] = Field([], max_length=4, description="只要这些层级的政策；空为全部。")
    channels: dict[ChannelCode, TargetWanted] = Field({}, description="除站内信外的渠道及其地址。")
    pace: PaceCode = Field("at_once", description="at_once 即时，daily 每日汇总，weekly 每周一汇总；站内信总是即时。")
    hour: Hour = Field(9, description="汇总在几点发出（北京时间）。")
    quiet: QuietHours | None = Field(None, description="免打扰时段；临近截止的提醒也遵守。")
    per_day: Whole = Field(3, ge=1, le=50, description="每个渠道每天至多几条，超出的并入次日。")
    possible: StrictBool = Field(False, description="只差人工认定的事项是否也告知。")
    opted_out: StrictBool = Field(False, description="是否退订站内信以外的全部消息。")

    @model_validator(mode="after")
    def _hours_differ(self) -> SubscriptionWanted:
        if self.quiet is not None and self.quiet.begins == self.quiet.ends:
            # The form is right, its content is not: 422, which no schema can foresee, not 400.
            raise InvalidInputError("免打扰时段的起止不能相同", where="quiet", hint="不要免打扰就留空")
        return self


class TargetShown(Shown):
    """Where a channel reaches the enterprise; a secret is shown once, when it is new."""

    address: str = Field(description="地址。")
    has_secret: bool = Field(description="是否有签名密钥。")
    secret: str | None = Field(None, description="新的签名密钥，只在设置它的这一次回答中给出。")


class SubscriptionShown(Shown):
    """What an enterprise wants to be told."""

    credit_code: str = Field(description="企业。")
    revision: int = Field(description="版本；改动时写在 If-Match 中，0 为从未设置。")
    themes: list[str] = Field(description="只要这些主题；空为全部。")
    levels: list[str] = Field(description="只要这些层级；空为全部。")
    channels: dict[str, TargetShown] = Field(description="渠道及地址。")
    available: list[str] = Field(description="可以使用的渠道。")
    pace: Coded = Field(description="即时或汇总。")
    hour: int = Field(description="汇总在几点发出。")
    quiet: QuietHours | None = Field(description="免打扰时段。")
    per_day: int = Field(description="每个渠道每天至多几条。")
    possible: bool = Field(description="只差人工认定的是否也告知。")
    opted_out: bool = Field(description="是否已退订。")


class MessageShown(Shown):
    """A message of the inbox."""

    id: str = Field(description="编号。")
    at: datetime = Field(description="时间。")
    title: str = Field(description="标题。")
    body: str = Field(description="内容：变化、金额、截止日期与原因。")
    read_at: datetime | None = Field(description="阅读时间；未读为 null。")


class InboxQuery(PageQuery):
    """Which messages are wanted."""

    unread: bool = Field(False, description="只要未读的。")


class InboxShown(Shown):
    """A part of an inbox, the newest first."""

    items: list[MessageShown] = Field(description="消息。")
    total: int = Field(description="总条数。")
    unread: int = Field(description="未读条数。")
    page: int = Field(description="第几页。")
    size: int = Field(description="每页条数。")


class OptOutShown(Shown):
    """Whether an enterprise gets messages beside its inbox."""

    credit_code: str = Field(description="企业，中间隐去。")
    opted_out: bool = Field(description="是否已退订。")


class ReportWanted(Strict):
    """What a gateway says of a message that it took."""

    state: Literal["delivered", "bounced"] = Field(description="delivered 已送达，bounced 被退回。")
    reference: Words = Field(min_length=1, max_length=200, description="网关自己的回执编号；同一编号只记一次。")
    detail: Words = Field("", max_length=500, description="说明。")


class ReportShown(Shown):
    """What became of a report."""

    new: bool = Field(description="是否首次收到；重复的不再记录。")


class OutboxQuery(PageQuery):
    """Which messages are wanted."""

    state: StateCode | None = Field(None, description="只要这个状态的；死信写 dead。")
    channel: Literal["inbox", "smtp", "webhook", "wecom", "dingtalk", "feishu", "sms"] | None = Field(
        None, description="只要这个渠道的。"
    )
    credit_code: CreditCode | None = Field(None, description="只要这家企业的。")


class OutboxShown(Shown):
    """A message on its way; its words and its address are the enterprise's business and not shown."""

    id: str = Field(description="编号；对方以此识别重复。")
    credit_code: str = Field(description="企业。")
    channel: str = Field(description="渠道。")
    state: Coded = Field(description="状态。")
    attempts: int = Field(description="试了几次。")
    created_at: datetime = Field(description="写入时间。")
    due_at: datetime = Field(description="下次发送时间，或租约到期时间。")
    sent_at: datetime | None = Field(description="发送时间。")
    delivered_at: datetime | None = Field(description="送达时间。")
    read_at: datetime | None = Field(description="在站内信中阅读的时间。")
    reason: str = Field(description="失败或取消的原因。")


class OutboxPage(Shown):
    """A part of the outbox, the newest first."""

    items: list[OutboxShown] = Field(description="消息。")
    page: int = Field(description="第几页。")
    size: int = Field(description="每页条数。")


class ReceiptLine(Shown):
    """One thing that was said of a message."""

    kind: str = Field(description="failed 失败，delivered 送达，bounced 退回。")
    reference: str = Field(description="对方的编号，或第几次尝试。")
    at: datetime = Field(description="时间。")
    detail: str = Field(description="说明。")


class ToldShown(Shown):
    """A change that a message tells of."""

    kind: Coded = Field(description="变化。")
    item: str = Field(description="事项。")
    name: str = Field(description="事项名称。")
    policy_title: str = Field(description="政策。")
    amount: str = Field(description="金额上下限。")
    closes_on: date | None = Field(description="截止日期。")
    trigger: Coded = Field(description="由什么引起。")
    cause: str | None = Field(description="原因；含企业数据的只对企业本人与督查显示。")


class OutboxFull(Shown):
    """A message with its receipts."""

    message: OutboxShown = Field(description="消息。")
    reference: str = Field(description="对方的受理编号。")
    receipts: list[ReceiptLine] = Field(description="回执与失败记录。")
    changes: list[ToldShown] = Field(description="所告知的变化。")


class ChannelState(Shown):
    """How many messages of a channel stand where."""

    channel: str = Field(description="渠道。")
    enabled: bool = Field(description="是否启用。")
    waiting: int = Field(description="待发送。")
    leased: int = Field(description="发送中。")
    sent: int = Field(description="已发送。")
    dead: int = Field(description="死信。")
    cancelled: int = Field(description="已取消。")


class TickShown(Shown):
    """A look at what changed."""

    number: int = Field(description="序号。")
    as_of: date = Field(description="判定日期。")
    state: str = Field(description="running 进行中，done 完成，broken off 中断。")
    started_at: datetime = Field(description="开始时间。")
    enterprises: int = Field(description="看了几家企业。")
    changes: int = Field(description="写出几项变化。")
    messages: int = Field(description="写出几条消息。")


class TaskShown(Shown):
    """A task that comes round."""

    name: str = Field(description="名称。")
    ran_at: datetime | None = Field(description="上次完成的时间。")
    due_at: datetime | None = Field(description="下次。")
    failed: bool = Field(description="上次是否失败。")
    said: str = Field(description="上次的结果。")


class PushState(Shown):
    """How pushing stands."""

    channels: list[ChannelState] = Field(description="各渠道。")
    oldest_seconds: int = Field(description="最早到期未发的消息已等了几秒；0 为没有。")
    ticks: list[TickShown] = Field(description="最近几次判定。")
    tasks: list[TaskShown] = Field(description="定时的事。")


class RequeueWanted(Strict):
    """Which dead letters are to be sent anew."""

    ids: list[MessageId] | None = Field(None, min_length=1, max_length=1000, description="这些死信；空为全部。")
    channel: ChannelCode | None = Field(None, description="只要这个渠道的。")


class Requeued(Shown):
    """How many are sent anew."""

    count: int = Field(description="条数。")


class PolicyPush(Shown):
    """How far a policy came, in enterprises."""

    policy_id: str = Field(description="政策编号。")
    title: str = Field(description="标题。")
    matched: int = Field(description="现在确定符合至少一个事项的。")
    pushed: int = Field(description="已发送过消息的。")
    delivered: int = Field(description="确认送达的。")
    read: int = Field(description="在站内信中读过的。")
