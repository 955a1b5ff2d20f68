"""Matches of one enterprise as the pages and the JSON both show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from api.catalogue import Catalogue, Entry
from api.enterprise.schemas import Explanation, MatchQuery
from api.permissions import User
from api.presenting import (
    Plain,
    amount_basis,
    deciding_reasons,
    item_standing,
    match_fields,
    show_reason,
    show_tree,
    verdicts,
)
from api.receipts import Channel, answer_items
from api.service import Service
from policymatch.decisions import Verdict
from policymatch.profiles import Profile
from policymatch.registry.lifecycle import Status


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a matched list, before its items are explained."""

    profile: Profile
    catalogue: Catalogue
    counts: dict[Verdict, int]
    total: int
    entries: tuple[Entry, ...]


def match_part(service: Service, subject: str, wanted: Sequence[Verdict], start: int, size: int) -> Part:
    """Decide everything by bit planes, and pick the part that is looked at.

    Raises:
        NotFoundError: no source knows the enterprise.
    """
    catalogue, profile = service.catalogue(), service.profile(subject)
    matched = catalogue.match(profile)
    places = matched.of(wanted)
    entries = tuple(catalogue.governing[at] for at in places[start : start + size].tolist())
    return Part(profile, catalogue, matched.counts(), len(places), entries)


def list_matches(service: Service, user: User, subject: str, query: MatchQuery, channel: Channel) -> Plain:
    """The matched list of an enterprise, with a receipt for what it shows; in plain form, as ``Matches`` has it."""
    part = match_part(service, subject, list(verdicts(list(query.verdict))), query.start, query.size)
    day = part.catalogue.day
    answered = answer_items(service, user, part.profile, part.entries, day, channel, full=False)
    return {
        "credit_code": subject, "name": part.profile.name, "as_of": day,
        "counts": {str(verdict): count for verdict, count in part.counts.items()},
        "items": [match_fields(entry, match, day, user.viewer) for entry, match in answered.matches], "total": part.total,
        "page": query.page, "size": query.size, "receipt": answered.receipt,
    }  # fmt: skip


def _closed(entry: Entry) -> str:
    return "" if entry.status is Status.IN_FORCE else f"{entry.status.label}；"


def explain_item(service: Service, user: User, subject: str, key: str, channel: Channel) -> Explanation:
    """One item for one enterprise, condition by condition, with a receipt.

    Raises:
        NotFoundError: no such enterprise or item.
    """
    catalogue, profile = service.catalogue(), service.profile(subject)
    answered = answer_items(service, user, profile, [catalogue.entry(key)], catalogue.day, channel, full=True)
    ((entry, match),) = answered.matches
    reasons = deciding_reasons(match.decision, user.viewer)
    named = "；".join(reason.condition for reason in reasons[:3]) if match.decision.truth is not True else ""
    return Explanation.model_validate(
        match_fields(entry, match, catalogue.day, user.viewer)
        | {
            "credit_code": subject,
            "enterprise": profile.name,
            "as_of": catalogue.day,
            "status": item_standing(entry),
            "summary": _closed(entry) + "：".join(part for part in (match.verdict.label, named) if part),
            "tree": show_tree(match.decision, user.viewer),
            "missing": [show_reason(reason) for reason in reasons] if match.decision.truth is None else [],
            "amount_basis": amount_basis(match, user.viewer),
            "materials": list(match.item.materials),
            "stacking": [source.quote for source in match.item.stacking],
            "receipt": answered.receipt,
        }
    )
