"""What would settle the open matches of an enterprise."""

from __future__ import annotations

from api.enterprise.schemas import MissingFacts, MissingShown
from api.matching import match_part
from api.permissions import User
from api.presenting import deciding_reasons
from api.service import Service
from policymatch.decisions import Verdict, decide
from policymatch.decisions.explain import Reason
from policymatch.profiles import GAP_LABELS

LOOKED_AT = 300
"""Open items looked at, the nearest deadline first: a person cannot use more."""
SHOWN = 100


def missing_facts(service: Service, user: User, subject: str) -> MissingFacts:
    """The open conditions of all open items, each once, those that concern most items first.

    Raises:
        NotFoundError: no source knows the enterprise.
    """
    part = match_part(service, subject, [Verdict.OPEN, Verdict.JUDGEMENT], 0, LOOKED_AT)
    found: dict[str, tuple[Reason, list[str]]] = {}
    for entry in part.entries:
        decision = decide(entry.item.condition, part.profile, part.catalogue.day)
        for reason in deciding_reasons(decision, user.viewer):
            found.setdefault(reason.condition, (reason, []))[1].append(entry.key)
    ranked = sorted(found.values(), key=lambda pair: (-len(pair[1]), pair[0].condition))
    facts = [
        MissingShown(
            condition=reason.condition, ask=reason.ask, gap=GAP_LABELS[reason.gap] if reason.gap else "", items=keys
        )
        for reason, keys in ranked[:SHOWN]
    ]
    return MissingFacts(credit_code=subject, as_of=part.catalogue.day, looked_at=len(part.entries), facts=facts)
