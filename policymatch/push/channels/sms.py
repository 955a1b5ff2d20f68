"""A short message through whatever gateway the operator has: an HTTP request from a template."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from urllib.parse import quote

from policymatch.push.channels.parcels import Parcel, Sent
from policymatch.push.channels.posting import Poster
from policymatch.push.errors import DeliveryError
from policymatch.push.settings import PushSettings

_NAMES = re.compile(r"\{(phone|text|id|callback)\}")


class Sms:
    """Posts the template; telephones get no fact of the enterprise.

    A gateway that is given ``{id}`` can know a message again.
    """

    name = "sms"
    kept_here = False

    def __init__(self, settings: PushSettings) -> None:
        self._settings = settings
        self._poster = Poster(settings.push_timeout_seconds)
        self.knows_again = "{id}" in settings.push_sms_url + settings.push_sms_body

    def send(self, parcel: Parcel) -> Sent:
        """Hand one message to the gateway."""
        given = self._settings
        url = fill(given.push_sms_url, parcel, _in_address)
        body = (
            fill(given.push_sms_body, parcel, _escape(given.push_sms_type)) if given.push_sms_method == "POST" else ""
        )
        headers = dict(given.push_sms_headers) | ({"content-type": given.push_sms_type} if body else {})
        answer = self._poster.post(url, body.encode(), headers, method=given.push_sms_method)
        said = answer.body.decode("utf-8", "replace")
        if given.push_sms_ok and given.push_sms_ok not in said:
            raise DeliveryError(f"短信网关未受理：{said[:200]}", where=self._settings.push_sms_url.partition("?")[0])
        return Sent()

    def close(self) -> None:
        """Close connections."""
        self._poster.close()


def fill(template: str, parcel: Parcel, escape: Callable[[str], str]) -> str:
    """A template with its names replaced, each escaped for where it stands."""
    values = {
        "phone": parcel.target.address, "text": parcel.message.short, "id": parcel.id, "callback": parcel.callback,
    }  # fmt: skip
    return _NAMES.sub(lambda name: escape(values[name[1]]), template)


def _in_address(value: str) -> str:
    return quote(value, safe="")


def _escape(content_type: str) -> Callable[[str], str]:
    """JSON gets strings with their quotes, forms what an address gets, anything else the plain text."""
    if "json" in content_type:
        return lambda value: json.dumps(value, ensure_ascii=False)
    return _in_address if "form" in content_type else str
