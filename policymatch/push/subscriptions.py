"""What an enterprise wants to be told, how, and when not."""

from __future__ import annotations

import base64
import binascii
import json
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from fnmatch import fnmatch
from typing import Any
from urllib.parse import urlsplit

from sqlmodel import Session, col, select

from policymatch.errors import InvalidInputError, StaleError
from policymatch.store.tables_push import Subscription as Row

INBOX = "inbox"
LEVELS = ("country", "province", "city", "county")
_MAIL = re.compile(r"[^\s@<>,;:\"\\\r\n]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z0-9-]{2,63}")
_PHONE = re.compile(r"\+?[0-9]{5,15}")
_KEY = re.compile(r"[0-9A-Za-z_-]{8,200}")
_SECRET = "whsec_"
AT_ONCE = 500


class Pace(StrEnum):
    """How soon."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a channel reaches the enterprise.

    Args:
        address: mail address, webhook URL, a robot's key, mobile number; empty for the inbox.
        secret: what messages to it are signed with; empty where they are not.
    """

    address: str = ""
    secret: str = ""


@dataclass(frozen=True, slots=True)
class Subscription:
    """What an enterprise wants to be told.

    Args:
        subject: its credit code.
        themes: only items with one of these; empty: all.
        levels: only policies of these levels of government; empty: all.
        channels: beside the inbox, which is always there.
        pace: at once, or gathered daily or weekly; the inbox has everything at once.
        hour: of the day in China at which gathered messages go out.
        quiet: the hours (from, to) in which nothing goes out; None: none.
        per_day: at most so many messages a channel a day; what is more waits for the next day.
        possible: whether to be told too where only judgements by people remain.
        opted_out: whether nothing but the inbox may be used.
        revision: 0 where it was never set.
    """

    subject: str
    themes: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    channels: Mapping[str, Target] = field(default_factory=dict)
    pace: Pace = Pace.AT_ONCE
    hour: int = 9
    quiet: tuple[int, int] | None = None
    per_day: int = 3
    possible: bool = False
    opted_out: bool = False
    revision: int = 0

    def wants(self, themes: Iterable[str], level: str) -> bool:
        """Whether an item of these themes, of a policy of this level, is of interest."""
        if self.levels and level not in self.levels:
            return False
        return not self.themes or not self.themes.isdisjoint(themes)

    def target(self, channel: str) -> Target | None:
        """Where a channel reaches it now; None where it may not."""
        if channel == INBOX:
            return Target()
        return None if self.opted_out else self.channels.get(channel)

    @property
    def outward(self) -> tuple[str, ...]:
        """The channels beside the inbox that may be used."""
        return () if self.opted_out else tuple(self.channels)


def new_secret() -> str:
    """A fresh signing key as Standard Webhooks writes it."""
    return _SECRET + base64.b64encode(secrets.token_bytes(32)).decode()


def check_target(channel: str, target: Target, *, enabled: Iterable[str], webhook_hosts: Iterable[str]) -> Target:
    """Check an address; a webhook without a secret gets one.

    Raises:
        InvalidInputError: the channel is off, or the address or the secret is none.
    """
    if channel not in enabled or channel == INBOX:
        hint = "可用：" + ("、".join(name for name in enabled if name != INBOX) or "无，请联系管理员")
        raise InvalidInputError(f"渠道“{channel}”未启用", where="channels", hint=hint)
    if channel == "webhook":
        _check_webhook(target, tuple(webhook_hosts))
        return target if target.secret else replace(target, secret=new_secret())
    form, said = _FORMS[channel]
    if not form.fullmatch(target.address):
        raise InvalidInputError(f"{said}不合要求", where=f"channels.{channel}", hint="核对后重填")
    return target


_FORMS = {
    "smtp": (_MAIL, "邮件地址"), "sms": (_PHONE, "手机号码"), "wecom": (_KEY, "机器人的 key"), "dingtalk": (_KEY, "机器人的 access_token"),
    "feishu": (_KEY, "机器人的编号"),
}  # fmt: skip


def _check_webhook(target: Target, hosts: tuple[str, ...]) -> None:
    parts = urlsplit(target.address)
    where = "channels.webhook"
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or len(target.address) > 500:
        raise InvalidInputError("不是可用的回调地址", where=where, hint="写 https://主机/路径，不含用户名与密码")
    if not may_post(target.address, hosts):
        raise InvalidInputError(
            f"主机“{parts.hostname}”不在允许之列", where=where, hint="请管理员加入 PUSH_WEBHOOK_HOSTS"
        )
    if target.secret:
        signing_key(target.secret)


def may_post(url: str, hosts: Iterable[str]) -> bool:
    """Whether the operator lets webhooks go to the host of an address (``host`` or ``host:port``, with ``*``)."""
    parts = urlsplit(url)
    host, place = (parts.hostname or "").lower(), parts.netloc.lower()
    return any(fnmatch(host, pattern) or fnmatch(place, pattern) for pattern in hosts)


def signing_key(secret: str) -> bytes:
    """The bytes of a webhook secret.

    Raises:
        InvalidInputError: it is none.
    """
    try:
        key = base64.b64decode(secret.removeprefix(_SECRET), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not 24 <= len(key) <= 64:
        raise InvalidInputError(
            "不是可用的签名密钥", where="channels.webhook.secret", hint="whsec_ 后接 24 至 64 字节的 base64"
        )
    return key


def read_subscription(session: Session, subject: str, *, per_day: int = 3) -> Subscription:
    """What an enterprise has set; the default where it has set nothing.

    Args:
        session: any session.
        subject: its credit code.
        per_day: the default of the operator.
    """
    row = session.get(Row, subject)
    return Subscription(subject, per_day=per_day) if row is None else _of_row(row)


def subscriptions_of(session: Session, subjects: Iterable[str], *, per_day: int = 3) -> dict[str, Subscription]:
    """The same of many."""
    listed = list(subjects)
    found = {subject: Subscription(subject, per_day=per_day) for subject in listed}
    for at in range(0, len(listed), AT_ONCE):
        wanted = select(Row).where(col(Row.subject).in_(listed[at : at + AT_ONCE]))
        found |= {row.subject: _of_row(row) for row in session.exec(wanted)}
    return found


def write_subscription(session: Session, wanted: Subscription, *, seen: int, now: datetime) -> Subscription:
    """Keep what an enterprise has set.

    Args:
        session: a writing session.
        wanted: the new one.
        seen: the revision that it was made from; 0 for the first.
        now: when.

    Raises:
        StaleError: somebody else has changed it meanwhile.
    """
    row = session.get(Row, wanted.subject, with_for_update=True)
    if seen != (row.revision if row else 0):
        raise StaleError("订阅已被他人修改", where=wanted.subject, hint="重新读取后再改")
    values = _values(wanted) | {"revision": seen + 1, "updated_at": now}
    if row is None:
        session.add(Row(subject=wanted.subject, **values))
    else:
        row.sqlmodel_update(values)
        session.add(row)
    session.flush()
    return replace(wanted, revision=seen + 1)


def opt_out(session: Session, subject: str, *, now: datetime) -> bool:
    """End all messages but those in the inbox; whether that is new."""
    known = read_subscription(session, subject)
    if known.opted_out:
        return False
    write_subscription(session, replace(known, opted_out=True), seen=known.revision, now=now)
    return True


def _values(wanted: Subscription) -> dict[str, Any]:
    channels = {name: [target.address, target.secret] for name, target in sorted(wanted.channels.items())}
    return {
        "themes": json.dumps(sorted(wanted.themes), ensure_ascii=False), "levels": json.dumps(sorted(wanted.levels)),
        "channels": json.dumps(channels), "pace": str(wanted.pace), "hour": wanted.hour,
        "quiet_from": wanted.quiet[0] if wanted.quiet else None, "quiet_to": wanted.quiet[1] if wanted.quiet else None,
        "per_day": wanted.per_day, "possible": wanted.possible, "opted_out": wanted.opted_out,
    }  # fmt: skip


def _of_row(row: Row) -> Subscription:
    quiet = (row.quiet_from, row.quiet_to) if row.quiet_from is not None and row.quiet_to is not None else None
    return Subscription(
        row.subject, frozenset(json.loads(row.themes)), frozenset(json.loads(row.levels)),
        {name: Target(*target) for name, target in json.loads(row.channels).items()}, Pace(row.pace), row.hour, quiet, row.per_day,
        row.possible, row.opted_out, row.revision,
    )  # fmt: skip
