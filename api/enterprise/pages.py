"""The enterprise's screens: what it can get, why, and what is known of it."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response

from api.auth import Caller, Shared
from api.enterprise.profile import latest, show_profile
from api.enterprise.schemas import Matches, MatchQuery
from api.matching import explain_item, list_matches
from api.pages import Viewing, only, render
from api.public.pages import SIZE, pager
from api.public.routes import ItemKey
from api.public.schemas import PolicyId
from api.receipts import Channel
from api.service import Service
from policymatch.decisions.matching import ORDER
from policymatch.registry.roles import Role

router = APIRouter(prefix="/enterprise")
Chosen = Annotated[str, Query(pattern="^(eligible|to_judge|to_verify|not_eligible|all)$")]


@router.get("")
def matches_page(
    request: Request,
    service: Shared,
    caller: Viewing,
    verdict: Chosen = "all",
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> Response:
    """The matched list."""
    context = matches_context(service, caller, own(caller), verdict, page, Channel.WEB)
    return render(request, "matches.html", caller, context | {"base": "/enterprise"})


def matches_context(
    service: Service, caller: Caller, subject: str, verdict: str, page: int, channel: Channel
) -> dict[str, Any]:
    """What the list of matches shows, for the enterprise and for the desk."""
    wanted = ["eligible", "to_judge", "to_verify"] if verdict == "all" else [verdict]
    query = MatchQuery.model_validate({"verdict": wanted, "page": page, "size": SIZE})
    found = Matches.model_validate(list_matches(service, caller.user, subject, query, channel))
    tabs = [
        {
            "code": "all",
            "label": "可以争取的",
            "count": sum(count for code, count in found.counts.items() if code != "not_eligible"),
        }
    ]
    tabs += [{"code": str(one), "label": one.label, "count": found.counts[str(one)]} for one in ORDER]
    for tab in tabs:
        tab["link"] = "?" + urlencode({"verdict": tab["code"]})
    return {"found": found, "tabs": tabs, "chosen": verdict, "pager": pager(page, found.total, {"verdict": verdict})}


def own(caller: Caller) -> str:
    """The enterprise that the account speaks for.

    Raises:
        HttpProblem: 403 where it speaks for none.
    """
    only(caller, Role.ENTERPRISE)
    assert caller.user.subject is not None
    return caller.user.subject


@router.get("/items/{policy_id}/{item_id}")
def explanation_page(
    request: Request, service: Shared, caller: Viewing, policy_id: PolicyId, item_id: ItemKey
) -> Response:
    """One item, condition by condition."""
    found = explain_item(service, caller.user, own(caller), f"{policy_id}/{item_id}", Channel.WEB)
    return render(request, "explanation.html", caller, {"found": found, "base": "/enterprise"})


@router.get("/profile")
def profile_page(request: Request, service: Shared, caller: Viewing, history: bool = False) -> Response:
    """What is known of the enterprise, and who says so."""
    return profile_screen(request, service, caller, own(caller), history)


def profile_screen(request: Request, service: Service, caller: Caller, subject: str, history: bool) -> Response:
    """What is known of an enterprise: as it stands, or with the years before."""
    profile = show_profile(service, caller.user, subject)
    facts = profile.facts if history else latest(profile.facts)
    context = {"profile": profile, "facts": facts, "history": history}
    return render(request, "profile.html", caller, context)
