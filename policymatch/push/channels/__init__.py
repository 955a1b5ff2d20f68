"""The ways to an enterprise, behind one interface; built from the settings, each with its own base address."""

from __future__ import annotations

from collections.abc import Callable

from policymatch.push.channels.parcels import Channel, Parcel, Sent
from policymatch.push.settings import PushSettings

__all__ = ["Channel", "Parcel", "Sent", "build"]


def build(settings: PushSettings) -> dict[str, Channel]:
    """The channels that are on."""
    from policymatch.push.channels import inbox, robots, sms, smtp, webhooks

    makers: dict[str, Callable[[], Channel]] = {
        "inbox": inbox.Inbox,
        "smtp": lambda: smtp.Smtp(settings),
        "webhook": lambda: webhooks.Webhook(settings.push_webhook_hosts, timeout=settings.push_timeout_seconds),
        "wecom": lambda: robots.WeCom(settings.push_wecom_url, timeout=settings.push_timeout_seconds),
        "dingtalk": lambda: robots.DingTalk(settings.push_dingtalk_url, timeout=settings.push_timeout_seconds),
        "feishu": lambda: robots.Feishu(settings.push_feishu_url, timeout=settings.push_timeout_seconds),
        "sms": lambda: sms.Sms(settings),
    }
    return {name: makers[name]() for name in settings.enabled}
