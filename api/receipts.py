"""Receipts of what is shown: the answers come out of them, so that what is shown is what is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from api.catalogue import Entry
from api.permissions import User
from api.service import Service
from policymatch.decisions.matching import Match
from policymatch.profiles import Profile
from policymatch.registry.receipts import make_receipt
from policymatch.store.receipts import keep, show
from policymatch.store.transactions import local_day


class Channel(StrEnum):
    """Where a verdict is shown."""

    API = "api"
    WEB = "web"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class Answered:
    """Matches to show, and the receipt that holds them; None where there are none."""

    receipt: str | None
    matches: tuple[tuple[Entry, Match], ...]


def answer_items(
    service: Service, user: User, profile: Profile, entries: Sequence[Entry], day: date, channel: Channel, *, full: bool
) -> Answered:
    """Decide items for an enterprise, keep what is said, and note that it is shown.

    A receipt is written once for each content; a showing once a day for each reader and channel.

    Args:
        service: the store.
        user: who sees it.
        profile: what is known of the enterprise.
        entries: the items.
        day: the day that the answers are for.
        channel: where they are shown.
        full: whether every reason is part of the receipt.
    """
    if not entries:
        return Answered(None, ())
    asked = [(entry.policy.governed, entry.item.id) for entry in entries]
    now = service.now()
    known_on = local_day(now)
    made = make_receipt(profile, asked, as_of=day, known_on=known_on, full=full)
    noted = (made.id, user.id, channel, known_on)
    if service.shown.get(noted) is None:
        with service.writing() as session:
            keep(session, made, profile.subject, asked, as_of=day, known_on=known_on)
            show(session, made.id, actor=user.login, channel=str(channel), now=now)
        service.shown.put(noted, True)
    return Answered(made.id, tuple(zip(entries, made.matches, strict=True)))
