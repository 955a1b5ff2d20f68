"""The desk's screens: find an enterprise by name or code, give the verdict with the clause to quote."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from api.auth import Shared, require
from api.enterprise.pages import Chosen, matches_context, profile_screen
from api.enterprise.profile import latest, show_profile
from api.finding import Wanted, find_items
from api.matching import explain_item
from api.pages import Viewing, go, render
from api.permissions import Action
from api.public.routes import ItemKey
from api.public.schemas import PolicyId
from api.receipts import Channel
from api.shapes import CreditCode, Words
from policymatch.decisions.decide import decide
from policymatch.registry.lifecycle import Status
from policymatch.vocabulary import credit_code

router = APIRouter(prefix="/desk")
Code = Annotated[CreditCode, Path()]
ASKED = 8
ASKED_ABOUT = (Status.IN_FORCE, Status.SUSPENDED)
"""What somebody may call about: what is suspended is told, not hidden."""


@router.get("")
def find_page(
    request: Request, service: Shared, caller: Viewing, q: Annotated[Words, Query(max_length=60)] = ""
) -> Response:
    """Find an enterprise."""
    require(caller, Action.ENTERPRISE_FIND)
    checked = credit_code.check(q) if q.strip() else None
    if checked is not None and checked.valid:
        return go(f"/desk/{checked.code}")
    looks_like_code = checked is not None and len(checked.code) >= 15 and checked.code.isascii()
    hits = service.names().find(q, limit=10) if q.strip() and not looks_like_code else []
    return render(request, "desk.html", caller, {"q": q, "hits": hits, "code": checked if looks_like_code else None})


@router.get("/{code}")
def enterprise_page(
    request: Request, service: Shared, caller: Viewing, code: Code, verdict: Chosen = "all", page: Annotated[int, Query(ge=1, le=10_000)] = 1,
    q: Annotated[Words, Query(max_length=60)] = "",
) -> Response:  # fmt: skip
    """One enterprise: what it can get, and the answer to what was asked about."""
    user = require(caller, Action.ENTERPRISE_READ, subject=code)
    context = matches_context(service, caller, code, verdict, page, Channel.DESK)
    catalogue, profile = service.catalogue(), service.profile(code)
    asked = []
    if q.strip():
        hits = [hit for hit in find_items(catalogue, Wanted(q=q.strip())) if hit.entry.status in ASKED_ABOUT][:ASKED]
        asked = [(hit.entry, decide(hit.entry.item.condition, profile, catalogue.day).verdict) for hit in hits]
    shown = show_profile(service, user, code)
    facts = [fact for fact in latest(shown.facts) if fact.field in HEADLINE]
    return render(
        request,
        "desk-enterprise.html",
        caller,
        context | {"q": q, "asked": asked, "facts": facts, "base": f"/desk/{code}", "profile": shown},
    )


HEADLINE = (
    "registered_region",
    "industry",
    "size",
    "established_on",
    "registration_status",
    "entity_type",
    "employees",
)


@router.get("/{code}/items/{policy_id}/{item_id}")
def answer_page(
    request: Request, service: Shared, caller: Viewing, code: Code, policy_id: PolicyId, item_id: ItemKey
) -> Response:
    """The verdict to give, with the clause to quote."""
    user = require(caller, Action.ENTERPRISE_READ, subject=code)
    found = explain_item(service, user, code, f"{policy_id}/{item_id}", Channel.DESK)
    return render(request, "desk-answer.html", caller, {"found": found, "base": f"/desk/{code}"})


@router.get("/{code}/profile")
def profile_page(request: Request, service: Shared, caller: Viewing, code: Code, history: bool = False) -> Response:
    """What is known of the enterprise, as far as the desk may see it."""
    require(caller, Action.ENTERPRISE_READ, subject=code)
    return profile_screen(request, service, caller, code, history)
