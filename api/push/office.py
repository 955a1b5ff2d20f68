"""What the routes of pushing need beside the store: what is on, and the links of messages."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated

from fastapi import Depends, Request

from api.settings import Settings
from policymatch.push.settings import PushSettings, read_settings
from policymatch.push.tokens import Links, shared_secret


class Office:
    """One process's view of pushing.

    Args:
        settings: the service's settings; what the two have in common is taken from them.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        shared = {name: getattr(settings, name) for name in ("home", "database_url", "public_url", "secret_key")}
        self.push: PushSettings = read_settings(**shared)

    @cached_property
    def links(self) -> Links:
        """Makes and reads the links of messages; the key is read, or made, when the first is needed."""
        secret = shared_secret(self.push.secret_key.get_secret_value(), self.push.home)
        return Links(secret, self.push.public_url)


async def office_of(request: Request) -> Office:
    """The process's office."""
    return request.app.state.office  # type: ignore[no-any-return]


Push = Annotated[Office, Depends(office_of)]
