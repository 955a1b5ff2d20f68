"""Signed names in links: who holds the link may do the one thing that it is for, without signing in."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from policymatch.errors import ForbiddenError

OPT_OUT, RECEIPT = "opt-out", "receipt"
_FORM = re.compile(r"[0-9A-Za-z_-]{1,80}\.[0-9A-Za-z_-]{32}")


def shared_secret(given: str, home: Path) -> str:
    """The key that all processes share: the one set, else one kept in the data folder."""
    if given:
        return given
    place = home / "secret"
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        _write_new(place, secrets.token_urlsafe(48))
    return place.read_text().strip()


def _write_new(place: Path, content: str) -> None:
    """Write a file whole or not at all: of two processes at once both end up with the same content."""
    part = place.with_name(f"{place.name}.{secrets.token_hex(4)}")
    part.touch(mode=0o600)
    part.write_text(content)
    try:
        place.hardlink_to(part)
    except FileExistsError:
        pass
    finally:
        part.unlink()


@dataclass(frozen=True, slots=True)
class Links:
    """Makes and reads the links of messages.

    Args:
        secret: the shared key.
        public_url: what people reach the service under; empty: no links are made.
    """

    secret: str
    public_url: str = ""

    def token(self, purpose: str, name: str) -> str:
        """A signed name."""
        return f"{name}.{self._seal(purpose, name)}"

    def read(self, purpose: str, token: str) -> str:
        """The name that a token carries.

        Raises:
            ForbiddenError: it is not one of ours for this purpose.
        """
        name, _, seal = token.rpartition(".")
        if not _FORM.fullmatch(token) or not hmac.compare_digest(seal, self._seal(purpose, name)):
            raise ForbiddenError("链接无效", where=purpose, hint="请从收到的消息中完整复制链接，或登录后设置")
        return name

    def opt_out(self, subject: str) -> str:
        """Where an enterprise ends all messages with one click; empty where there is no public address."""
        return self._link(f"/opt-out/{self.token(OPT_OUT, subject)}")

    def receipt(self, message: str) -> str:
        """Where a channel reports that a message arrived; empty where there is no public address."""
        return self._link(f"/api/v1/push/receipts/{self.token(RECEIPT, message)}")

    def inbox(self) -> str:
        """Where the enterprise reads its messages; empty where there is no public address."""
        return self._link("/enterprise/inbox")

    def _link(self, path: str) -> str:
        return f"{self.public_url}{path}" if self.public_url else ""

    def _seal(self, purpose: str, name: str) -> str:
        digest = hmac.new(self.secret.encode(), f"{purpose}\n{name}".encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest[:24]).decode()
