"""Signed webhooks as Standard Webhooks has them: ``webhook-id``, ``webhook-timestamp``, ``webhook-signature``.

Source: https://github.com/standard-webhooks/standard-webhooks, spec version 1.0.0.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Sequence
from datetime import datetime

from policymatch.push.channels.parcels import Parcel, Sent
from policymatch.push.channels.posting import Poster
from policymatch.push.errors import DeliveryError
from policymatch.push.subscriptions import may_post, signing_key

KIND = "policy.matches.changed"


def sign(secret: str, message_id: str, at: datetime, body: bytes) -> str:
    """The signature of a webhook.

    Args:
        secret: ``whsec_…``.
        message_id: the message's id.
        at: the moment of the attempt.
        body: the very bytes that are sent.
    """
    signed = f"{message_id}.{int(at.timestamp())}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(signing_key(secret), signed, hashlib.sha256).digest()).decode()


class Webhook:
    """Posts to the address that an enterprise has named, where the operator allows its host.

    Args:
        hosts: patterns of allowed hosts.
        timeout: seconds.
    """

    name = "webhook"
    knows_again = True
    kept_here = False

    def __init__(self, hosts: Sequence[str], *, timeout: float) -> None:
        self._hosts = tuple(hosts)
        self._poster = Poster(timeout)

    def send(self, parcel: Parcel) -> Sent:
        """Post one message; a 2xx answer means that it arrived."""
        if not may_post(parcel.target.address, self._hosts):
            raise DeliveryError("回调的主机不在允许之列", permanent=True, hint="请管理员核对 PUSH_WEBHOOK_HOSTS")
        body = payload(parcel)
        headers = {
            "content-type": "application/json; charset=utf-8", "user-agent": "policymatch", "webhook-id": parcel.id,
            "webhook-timestamp": str(int(parcel.now.timestamp())),
            "webhook-signature": sign(parcel.target.secret, parcel.id, parcel.now, body),
        }  # fmt: skip
        answer = self._poster.post(parcel.target.address, body, headers)
        return Sent(answer.headers.get("x-request-id", "")[:200], delivered=True)

    def close(self) -> None:
        """Close connections."""
        self._poster.close()


def payload(parcel: Parcel) -> bytes:
    """The body: the same bytes at every attempt."""
    data = parcel.message.data | {
        "title": parcel.message.title, "text": parcel.message.text, "receipt_url": parcel.callback or None,
    }  # fmt: skip
    content = {"type": KIND, "timestamp": parcel.created_at.isoformat(), "data": data}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
