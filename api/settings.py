"""The service's settings: environment variables ``POLICYMATCH_…``, checked once at the start."""

from __future__ import annotations

import os
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from policymatch.applications.scanning import make_scan
from policymatch.cli.home import last_day, store_url
from policymatch.errors import InvalidInputError, UnreadableFileError
from policymatch.push.settings import PushSettings
from policymatch.vocabulary.calendars import calendar_from

PREFIX = "POLICYMATCH_"
Positive = Annotated[int, Field(gt=0)]


class Settings(BaseSettings):
    """What can be set. Every name is read from the environment with ``POLICYMATCH_`` before it, in capitals."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True, str_strip_whitespace=True)

    home: Path = Field(Path("var"), description="数据文件夹：内嵌 SQLite 与上传的原件。")
    database_url: str = Field("", description="PostgreSQL 地址 postgresql+psycopg://…；空则用数据文件夹里的 SQLite。")
    host: str = Field("127.0.0.1", description="监听地址；供局域网访问写 0.0.0.0。")
    port: int = Field(8000, ge=1, le=65535, description="监听端口。")
    public_url: str = Field(
        "", description="用户看到的地址，如 https://policy.example.gov.cn；https 时会话 Cookie 只经加密连接发送。"
    )
    trusted_proxies: str = Field("", description="反向代理的地址，逗号分隔；只信任它们给出的来访地址。")
    as_of: date | None = Field(None, description="固定判定日期 YYYY-MM-DD（演示用）；空则取当天，样例库取样例日期。")
    sample_accounts: bool = Field(True, description="样例库没有账户时，生成各角色的演示账户并在终端显示一次口令。")
    idle_minutes: Positive = Field(30, description="会话空闲多少分钟后失效。")
    longest_hours: Positive = Field(12, description="会话最长多少小时。")
    rate_per_minute: int = Field(600, ge=0, description="每个账户（未登录按来访地址）每分钟的请求数；0 为不限。")
    sign_in_per_minute: int = Field(20, ge=0, description="每个来访地址每分钟的登录次数；0 为不限。")
    upload_megabytes: Positive = Field(50, description="上传文件的上限。")
    file_megabytes: Positive = Field(20, description="申报材料单个文件的上限。")
    space_megabytes: Positive = Field(500, description="每家企业空间的上限。")
    virus_scan: str = Field(
        "",
        description="申报材料的病毒扫描：clamd:/套接字路径、clamd:主机:端口 或 command:命令；空为不扫描，文件上注明。",
    )
    certificates: Path | None = Field(None, description="电子证照文件夹 <信用代码>/<材料>.ofd|pdf|xml；空为没有。")
    working_days: Path | None = Field(
        None, description="补充节假日安排的 YAML 文件，格式同随附的；空则只用随附的年份。"
    )
    refresh_seconds: float = Field(1.0, ge=0, le=60, description="多久查看一次其他进程是否写入了新版本或新数据。")
    log_format: Literal["json", "text"] = Field("json", description="日志格式。")
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="日志级别。")
    metrics: bool = Field(True, description="是否在 /metrics 给出指标（不含个人与企业信息）。")
    worker: bool | None = Field(
        None,
        description="是否随服务启动后台进程（发送消息等）；空则在内嵌 SQLite 时启动，PostgreSQL 时请另起 policymatch worker。",
    )
    stop_seconds: Positive = Field(20, description="停止时等待未完成请求的秒数。")
    oidc_issuer: str = Field("", description="统一身份认证的发行者地址；空则不启用。")
    oidc_client_id: str = Field("", description="在统一身份认证处登记的客户端编号。")
    oidc_client_secret: SecretStr = Field(SecretStr(""), description="客户端密钥。")
    oidc_label: str = Field("统一身份认证登录", description="登录页上的按钮文字。")
    oidc_subject_claim: str = Field("", description="载有统一社会信用代码的声明名；写明后，首次登录的企业自动开户。")
    secret_key: SecretStr = Field(
        SecretStr(""), description="签名统一身份认证往返状态的密钥；多进程须相同，空则存于数据文件夹。"
    )
    departments: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="上传时可选的部门，逗号分隔；空则用账户的部门。"
    )

    @field_validator("departments", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("public_url", "oidc_issuer")
    @classmethod
    def _is_address(cls, value: str) -> str:
        if value and (urlsplit(value).scheme not in ("http", "https") or not urlsplit(value).netloc):
            raise ValueError("应为 http:// 或 https:// 开头的地址")
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _is_database(cls, value: str) -> str:
        if value and not value.startswith(("postgresql+psycopg://", "sqlite:///")):
            raise ValueError("应以 postgresql+psycopg:// 或 sqlite:/// 开头")
        return value

    @field_validator("virus_scan")
    @classmethod
    def _is_scan(cls, value: str) -> str:
        try:
            make_scan(value)
        except InvalidInputError as error:
            raise ValueError(f"{error.message}，{error.hint}") from None
        return value

    @field_validator("working_days")
    @classmethod
    def _is_calendar(cls, value: Path | None) -> Path | None:
        try:
            if value is not None:
                calendar_from(value)
        except UnreadableFileError as error:
            raise ValueError(f"{error.message}，{error.hint}") from None
        return value

    @model_validator(mode="after")
    def _oidc_is_whole(self) -> Settings:
        if self.oidc_issuer and not self.oidc_client_id:
            raise ValueError("写了 OIDC_ISSUER 就要写 OIDC_CLIENT_ID")
        return self

    @property
    def store(self) -> str:
        """The SQLAlchemy URL of the store."""
        return self.database_url or store_url(self.home)

    @property
    def with_worker(self) -> bool:
        """Whether the service starts a worker beside itself."""
        return not self.database_url if self.worker is None else self.worker

    @property
    def secure(self) -> bool:
        """Whether people reach it over an encrypted connection alone."""
        return self.public_url.startswith("https://")

    @cached_property
    def fixed_day(self) -> date | None:
        """The day that every answer is for, where the store is a sample or a day is set; None: today."""
        return self.as_of or (None if self.database_url else last_day(self.home))


def read_settings(**given: object) -> Settings:
    """The settings of the environment, what is given before it.

    Raises:
        InvalidInputError: a variable that cannot be used, which one, and why.
    """
    unknown = sorted(
        name for name in os.environ if name.startswith(PREFIX) and name[len(PREFIX) :].lower() not in KNOWN
    )
    if unknown:
        raise InvalidInputError(
            f"不认识的环境变量 {'、'.join(unknown)}", where="环境变量", hint="可用的见 docs/operations.md"
        )
    try:
        return Settings(**given)  # type: ignore[arg-type]  # checked by the model itself
    except ValidationError as error:
        raise InvalidInputError(
            "；".join(map(_said, error.errors())), where="环境变量", hint="可用的见 docs/operations.md"
        ) from None


def _said(fault: object) -> str:
    from api.problems import say_fault

    assert isinstance(fault, dict)
    name = PREFIX + ".".join(str(part) for part in fault["loc"]).upper() if fault["loc"] else "设置"
    return f"{name}：{say_fault(fault)}"


OTHERS = frozenset({"kernel"})
"""Variables of the engine and of the command line."""
KNOWN = frozenset(Settings.model_fields) | frozenset(PushSettings.model_fields) | OTHERS
