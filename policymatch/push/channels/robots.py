"""Robots of groups: WeCom, DingTalk, Feishu. Groups are read by many, so they get no fact of the enterprise.

Sources: developer.work.weixin.qq.com/document/path/91770 (企业微信), open.dingtalk.com 自定义机器人安全设置 (钉钉),
open.feishu.cn 自定义机器人使用指南 (飞书).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import Any
from urllib.parse import quote, quote_plus

from policymatch.push.channels.parcels import Parcel, Sent
from policymatch.push.channels.posting import Poster
from policymatch.push.errors import DeliveryError

BUSY_SECONDS = 60.0


class _Robot:
    """Posts a text and reads the answer's code; no robot knows a message again.

    Args:
        base: the address of the interface.
        timeout: seconds.
    """

    knows_again = False
    kept_here = False
    busy: frozenset[int] = frozenset()
    """Codes that mean: too often, or not now."""

    def __init__(self, base: str, *, timeout: float) -> None:
        self._base = base
        self._poster = Poster(timeout)

    def send(self, parcel: Parcel) -> Sent:
        """Post one message."""
        url, content = self.request(parcel)
        body = json.dumps(content, ensure_ascii=False).encode()
        answer = self._poster.post(url, body, {"content-type": "application/json; charset=utf-8"})
        return self._read(answer.body)

    def close(self) -> None:
        """Close connections."""
        self._poster.close()

    def request(self, parcel: Parcel) -> tuple[str, dict[str, Any]]:
        """Address and content of the request."""
        raise NotImplementedError

    def _read(self, body: bytes) -> Sent:
        try:
            said = json.loads(body)
            code = int(next(said[name] for name in ("errcode", "code", "StatusCode") if name in said))
        except (ValueError, TypeError, StopIteration):
            raise DeliveryError("机器人的回答无法读懂", where=self._base) from None
        if code == 0:
            return Sent()
        busy = code in self.busy
        words = str(said.get("errmsg") or said.get("msg") or "")[:200]
        pause = BUSY_SECONDS if busy else None
        raise DeliveryError(f"机器人回答 {code}：{words}", permanent=not busy, retry_after=pause, where=self._base)


class WeCom(_Robot):
    """企业微信群机器人; the address of the enterprise is its key."""

    name = "wecom"
    busy = frozenset({-1, 45009})

    def request(self, parcel: Parcel) -> tuple[str, dict[str, Any]]:
        """A plain text."""
        url = f"{self._base}/cgi-bin/webhook/send?key={quote(parcel.target.address, safe='')}"
        return url, {"msgtype": "text", "text": {"content": parcel.message.short}}


class DingTalk(_Robot):
    """钉钉自定义机器人; the address is its access_token, the secret that of 加签 (empty: it checks a keyword)."""

    name = "dingtalk"
    busy = frozenset({-1, 130101, 410100})

    def request(self, parcel: Parcel) -> tuple[str, dict[str, Any]]:
        """A plain text, signed in the address."""
        url = f"{self._base}/robot/send?access_token={quote(parcel.target.address, safe='')}"
        if parcel.target.secret:
            stamp = str(int(parcel.now.timestamp() * 1000))
            url += f"&timestamp={stamp}&sign={quote_plus(sign_dingtalk(parcel.target.secret, stamp))}"
        return url, {"msgtype": "text", "text": {"content": parcel.message.short}}


class Feishu(_Robot):
    """飞书自定义机器人; the address is the last part of its hook, the secret that of 签名校验."""

    name = "feishu"
    busy = frozenset({9499, 11232})

    def request(self, parcel: Parcel) -> tuple[str, dict[str, Any]]:
        """A plain text, signed in the content."""
        url = f"{self._base}/open-apis/bot/v2/hook/{quote(parcel.target.address, safe='')}"
        content: dict[str, Any] = {"msg_type": "text", "content": {"text": parcel.message.short}}
        if parcel.target.secret:
            stamp = str(int(parcel.now.timestamp()))
            content |= {"timestamp": stamp, "sign": sign_feishu(parcel.target.secret, stamp)}
        return url, content


def sign_dingtalk(secret: str, stamp: str) -> str:
    """钉钉: HMAC-SHA256 of timestamp and secret, keyed with the secret."""
    return _base64(hmac.new(secret.encode(), f"{stamp}\n{secret}".encode(), hashlib.sha256).digest())


def sign_feishu(secret: str, stamp: str) -> str:
    """飞书: HMAC-SHA256 of nothing, keyed with timestamp and secret."""
    return _base64(hmac.new(f"{stamp}\n{secret}".encode(), b"", hashlib.sha256).digest())


def _base64(digest: bytes) -> str:
    return base64.b64encode(digest).decode()
