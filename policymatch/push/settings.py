"""Settings of pushing: environment variables ``POLICYMATCH_PUSH_…`` and the few that the service has too; checked at the start."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from policymatch.errors import InvalidInputError

PREFIX = "POLICYMATCH_"
Positive = Annotated[int, Field(gt=0)]
LEAST_DAYS = 30
"""Nothing leaves the outbox sooner: whoever holds a message has long reported by then."""
CHANNEL_IDS = ("inbox", "smtp", "webhook", "wecom", "dingtalk", "feishu", "sms")


class PushSettings(BaseSettings):
    """What can be set. A channel without an address is off, but for the inbox, which is always there."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True, str_strip_whitespace=True)

    home: Path = Field(Path("var"), description="数据文件夹。")
    database_url: str = Field("", description="PostgreSQL 地址；空则用数据文件夹里的 SQLite。")
    public_url: str = Field("", description="用户看到的地址；消息里的退订与回执链接用它，空则不带链接。")
    secret_key: SecretStr = Field(SecretStr(""), description="签名链接的密钥；多进程须相同，空则存于数据文件夹。")
    as_of: date | None = Field(None, description="固定判定日期（演示用）。")

    push_tick_hour: int = Field(6, ge=0, le=23, description="每天几点（北京时间）重新判定全部企业。")
    push_tick_minutes: int = Field(10, ge=0, description="两次之间每隔几分钟查看新数据与新版本；0 为只在每天那一次。")
    push_remind_days: Annotated[tuple[int, ...], NoDecode] = Field((15, 3), description="截止前几天提醒，逗号分隔。")
    push_per_day: Positive = Field(3, description="未设订阅上限时，每家企业每个渠道每天至多几条。")
    push_batch: Positive = Field(200, description="一次取出几条待发消息。")
    push_senders: Positive = Field(8, description="同时发送几条。")
    push_lease_seconds: Positive = Field(60, description="取出的消息多久没有结果就可由别人接手；应大于发送超时。")
    push_timeout_seconds: float = Field(10, gt=0, le=300, description="一次发送的超时。")
    push_attempts: Positive = Field(10, description="至多试几次，之后进入死信。")
    push_backoff_seconds: float = Field(
        30, gt=0, description="首次失败后等多久，之后每次加倍，上限六小时，带随机抖动。"
    )
    push_rates: Annotated[Mapping[str, int], NoDecode] = Field(
        {"wecom": 20, "dingtalk": 20, "feishu": 100}, description="每分钟至多几条，如 smtp=60,wecom=20；全部进程合计。"
    )

    push_keep_days: int = Field(
        730,
        ge=0,
        description="已发送的消息连同正文保留几天，之后只留回执（发送、送达、阅读的时间）；至少 30，0 为一直保留。",
    )

    push_smtp_host: str = Field("", description="邮件服务器；空则不发邮件。")
    push_smtp_port: int = Field(25, ge=1, le=65535, description="端口。")
    push_smtp_security: Literal["none", "starttls", "tls"] = Field("starttls", description="加密方式。")
    push_smtp_user: str = Field("", description="用户名；空则不认证。")
    push_smtp_password: SecretStr = Field(SecretStr(""), description="密码。")
    push_smtp_from: str = Field("", description="发件人地址。")

    push_webhook_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="允许企业登记回调的主机（可写 *.example.com），逗号分隔；空则不启用。"
    )
    push_wecom_url: str = Field(
        "", description="企业微信群机器人接口的地址，如 https://qyapi.weixin.qq.com；空则不启用。"
    )
    push_dingtalk_url: str = Field("", description="钉钉机器人接口的地址，如 https://oapi.dingtalk.com；空则不启用。")
    push_feishu_url: str = Field("", description="飞书机器人接口的地址，如 https://open.feishu.cn；空则不启用。")

    push_sms_url: str = Field("", description="短信网关地址，可含 {phone} {text} {id} {callback}；空则不启用。")
    push_sms_method: Literal["GET", "POST"] = Field("POST", description="短信网关的请求方法。")
    push_sms_type: str = Field("application/json", description="短信网关的内容类型。")
    push_sms_headers: Annotated[Mapping[str, str], NoDecode] = Field({}, description="短信网关的请求头，JSON 对象。")
    push_sms_body: str = Field(
        '{"phone": {phone}, "text": {text}, "id": {id}}', description="短信网关的请求体模板；值按内容类型转义。"
    )
    push_sms_ok: str = Field("", description="回答里含有这段文字才算成功；空则看状态码。")

    @field_validator("push_remind_days", mode="before")
    @classmethod
    def _days(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return tuple(sorted((_whole(part, "天数") for part in value.split(",") if part.strip()), reverse=True))

    @field_validator("push_keep_days")
    @classmethod
    def _long_enough(cls, value: int) -> int:
        if 0 < value < LEAST_DAYS:
            raise ValueError(f"至少 {LEAST_DAYS} 天，或写 0 一直保留")
        return value

    @field_validator("push_webhook_hosts", mode="before")
    @classmethod
    def _hosts(cls, value: object) -> object:
        return (
            tuple(part.strip().lower() for part in value.split(",") if part.strip())
            if isinstance(value, str)
            else value
        )

    @field_validator("push_rates", mode="before")
    @classmethod
    def _rates(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        pairs = [part.partition("=") for part in value.split(",") if part.strip()]
        unknown = [name for name, _, _ in pairs if name.strip() not in CHANNEL_IDS]
        if unknown:
            raise ValueError(f"没有渠道 {'、'.join(unknown)}，可用：{'、'.join(CHANNEL_IDS)}")
        return {name.strip(): _whole(rate, "每分钟条数") for name, _, rate in pairs}

    @field_validator("push_sms_headers", mode="before")
    @classmethod
    def _headers(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        try:
            read = json.loads(value or "{}")
        except json.JSONDecodeError:
            read = None
        if not isinstance(read, dict):
            raise ValueError('应为 JSON 对象，如 {"Authorization": "…"}')
        return {str(name): str(said) for name, said in read.items()}

    @field_validator("public_url", "push_wecom_url", "push_dingtalk_url", "push_feishu_url", "push_sms_url")
    @classmethod
    def _is_address(cls, value: str) -> str:
        if value and (urlsplit(value).scheme not in ("http", "https") or not urlsplit(value).netloc):
            raise ValueError("应为 http:// 或 https:// 开头的地址")
        return value.rstrip("/")

    @model_validator(mode="after")
    def _whole_channels(self) -> PushSettings:
        if self.push_smtp_host and "@" not in self.push_smtp_from:
            raise ValueError("写了 PUSH_SMTP_HOST 就要在 PUSH_SMTP_FROM 写发件人地址")
        if self.push_lease_seconds <= self.push_timeout_seconds:
            raise ValueError("PUSH_LEASE_SECONDS 应大于 PUSH_TIMEOUT_SECONDS，否则消息会被两个进程同时发送")
        return self

    @property
    def enabled(self) -> tuple[str, ...]:
        """The channels that can be used."""
        on = {
            "inbox": True, "smtp": bool(self.push_smtp_host), "webhook": bool(self.push_webhook_hosts), "wecom": bool(self.push_wecom_url),
            "dingtalk": bool(self.push_dingtalk_url), "feishu": bool(self.push_feishu_url), "sms": bool(self.push_sms_url),
        }  # fmt: skip
        return tuple(name for name in CHANNEL_IDS if on[name])


def _whole(text: str, what: str) -> int:
    if not text.strip().isdecimal() or not int(text):
        raise ValueError(f"{what}应为正整数，而不是“{text.strip()}”")
    return int(text)


def read_settings(**given: Any) -> PushSettings:
    """The settings of the environment, what is given before it.

    Raises:
        InvalidInputError: a variable that cannot be used, which one, and why.
    """
    names = [name for name in os.environ if name.startswith(f"{PREFIX}PUSH_")]
    unknown = sorted(name for name in names if name[len(PREFIX) :].lower() not in PushSettings.model_fields)
    hint = "可用的见 docs/push.md"
    if unknown:
        raise InvalidInputError(f"不认识的环境变量 {'、'.join(unknown)}", where="环境变量", hint=hint)
    try:
        return PushSettings(**given)
    except ValidationError as error:
        raise InvalidInputError("；".join(map(_said, error.errors())), where="环境变量", hint=hint) from None


def _said(fault: Any) -> str:
    name = PREFIX + ".".join(str(part) for part in fault["loc"]).upper() if fault["loc"] else "设置"
    context = fault.get("ctx") or {}
    if fault["type"] == "value_error":
        return f"{name}：{context.get('error', '值不可用')}"
    bounds = {"ge": "不小于", "gt": "大于", "le": "不大于", "lt": "小于", "expected": "为"}
    said = "、".join(f"应{word} {context[key]}" for key, word in bounds.items() if key in context)
    return f"{name}：{said or '值不可用'}"
