"""The receipts of what is told: every verdict that goes out can be replayed, as any other that is shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import insert
from sqlmodel import Session

from policymatch.profiles import Profile
from policymatch.push.composing import Found
from policymatch.push.items import Current
from policymatch.push.messages import Message
from policymatch.registry.receipts import Governed, Made, make_receipt
from policymatch.store.receipts import keep
from policymatch.store.tables_service import Showing

CHANNEL = "push"


@dataclass(frozen=True, slots=True)
class Answered:
    """The receipt of what one enterprise is told in one look."""

    subject: str
    made: Made
    asked: tuple[tuple[Governed, str], ...]


def answer(
    found: Sequence[Found],
    profiles: Mapping[str, Profile],
    items: Mapping[int, Current],
    *,
    as_of: date,
    known_on: date,
) -> tuple[list[Found], list[Answered]]:
    """Changes with the names of their receipts, one receipt an enterprise, and the receipts, not yet kept."""
    by_subject: dict[str, list[Found]] = defaultdict(list)
    for one in found:
        by_subject[one.subject].append(one)
    answered = {subject: _one(profiles[subject], own, items, as_of, known_on) for subject, own in by_subject.items()}
    return [replace(one, receipt=answered[one.subject].made.id) for one in found], list(answered.values())


def _one(
    profile: Profile, found: Iterable[Found], items: Mapping[int, Current], as_of: date, known_on: date
) -> Answered:
    numbers = dict.fromkeys(one.item for one in found)
    asked = tuple((items[number].governed, items[number].item.id) for number in numbers)
    return Answered(profile.subject, make_receipt(profile, asked, as_of=as_of, known_on=known_on, full=False), asked)


def keep_all(session: Session, answered: Iterable[Answered], *, as_of: date, known_on: date) -> None:
    """Write receipts down, in the transaction of the changes that name them."""
    for one in answered:
        keep(session, one.made, one.subject, one.asked, as_of=as_of, known_on=known_on)


def receipts_in(message: Message) -> tuple[str, ...]:
    """The receipts that a message rests on."""
    return tuple(dict.fromkeys(one["receipt"] for one in message.data.get("changes", ()) if one["receipt"]))


def note_shown(session: Session, shown: Iterable[tuple[str, str, datetime]]) -> None:
    """Write down that receipts went out: receipt, enterprise, moment."""
    rows = [{"receipt_id": receipt, "actor": subject, "channel": CHANNEL, "at": at} for receipt, subject, at in shown]
    if rows:
        session.connection().execute(insert(Showing), rows)
