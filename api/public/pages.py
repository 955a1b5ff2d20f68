"""Screens for everybody: sign-in, the library of policies, the reference of the interface."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.auth import COOKIE, Maybe, Shared, check_form, check_origin, token_of
from api.finding import Wanted, find_items
from api.pages import HOMES, Viewing, go, render
from api.presenting import show_item, show_whole_item, show_whole_policy
from api.problems import HttpProblem
from api.public.routes import ItemKey, sign_in, sign_out
from api.public.schemas import PolicyId
from api.service import Service
from api.shapes import Words

router = APIRouter()
SIZE = 20
Search = Annotated[Words, Query(max_length=200)]


@router.get("/")
def home(caller: Maybe) -> Response:
    """To the screen that somebody works at."""
    return go(HOMES[caller.user.role] if caller else "/policies")


@router.get("/sign-in")
def sign_in_page(
    request: Request, service: Shared, caller: Maybe, next: Annotated[str, Query(max_length=300)] = "/"
) -> Response:
    """The door."""
    if caller:
        return go(HOMES[caller.user.role])
    return _door(request, service, next)


def _door(
    request: Request, service: Service, onward: str, *, problem: str = "", login: str = "", status: int = 200
) -> Response:
    settings = service.settings
    context = {
        "next": onward, "problem": problem, "login": login, "oidc": settings.oidc_label if settings.oidc_issuer else "",
        "oidc_path": "/sign-in/oidc/start?" + urlencode({"next": onward}),
    }  # fmt: skip
    return render(request, "sign-in.html", None, context, status=status)


@router.post("/sign-in")
async def do_sign_in(
    request: Request, service: Shared, login: Annotated[str, Form(max_length=100)], password: Annotated[str, Form(max_length=200)],
    next: Annotated[str, Form(max_length=300)] = "/",
) -> Response:  # fmt: skip
    """Let somebody in, or say why not."""
    check_origin(request)
    try:
        token = await run_in_threadpool(sign_in, request, service, login, password)
    except HttpProblem as refused:
        return _door(
            request,
            service,
            next,
            problem=refused.detail + ("，" + refused.hint if refused.status == 429 else ""),
            login=login,
            status=refused.status,
        )
    inside = go(next if is_own(next) else "/")
    set_session(inside, service, token)
    return inside


def is_own(path: str) -> bool:
    """Whether a path leads to one of our own pages, not to another site."""
    return path.startswith("/") and not path.startswith(("//", "/\\")) and "\n" not in path


def set_session(response: Response, service: Service, token: str) -> None:
    """Hand the browser its session."""
    longest = timedelta(hours=service.settings.longest_hours)
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(longest.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=service.settings.secure,
    )


@router.post("/sign-out")
async def do_sign_out(
    request: Request, service: Shared, caller: Viewing, form_token: Annotated[str, Form(max_length=100)]
) -> Response:
    """End the session."""
    check_form(caller, form_token)
    token, _ = token_of(request)
    await run_in_threadpool(sign_out, request, service, token, caller.user.login)
    outside = go("/sign-in")
    outside.delete_cookie(COOKIE)
    return outside


@router.get("/policies")
def library(
    request: Request,
    service: Shared,
    caller: Maybe,
    q: Search = "",
    theme: Search = "",
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> Response:
    """All items that can be applied for, searched by words."""
    catalogue = service.catalogue()
    hits = find_items(catalogue, Wanted(q=q.strip(), theme=theme or None, status="in_force"))
    part = hits[(page - 1) * SIZE : page * SIZE]
    themes = sorted({theme for entry in catalogue.governing for theme in entry.item.themes})
    context = {
        "q": q, "theme": theme, "themes": themes, "items": [show_item(hit.entry, catalogue.day) for hit in part], "total": len(hits),
        "pager": pager(page, len(hits), {"q": q, "theme": theme}),
    }  # fmt: skip
    return render(request, "library.html", caller, context)


def pager(page: int, total: int, query: dict[str, str], *, size: int = SIZE) -> dict[str, Any]:
    """Where one is in a list, and the way to the pages beside."""
    last = max(1, -(-total // size))
    kept = {name: value for name, value in query.items() if value}

    def link(number: int) -> str | None:
        return "?" + urlencode(kept | {"page": str(number)}) if 1 <= number <= last else None

    return {"page": page, "last": last, "before": link(page - 1), "after": link(page + 1)}


@router.get("/policies/{policy_id}")
def policy_page(request: Request, service: Shared, caller: Maybe, policy_id: PolicyId) -> Response:
    """One policy with its items and words."""
    catalogue = service.catalogue()
    return render(request, "policy.html", caller, {"policy": show_whole_policy(catalogue, catalogue.policy(policy_id))})


@router.get("/items/{policy_id}/{item_id}")
def item_page(request: Request, service: Shared, caller: Maybe, policy_id: PolicyId, item_id: ItemKey) -> Response:
    """One item."""
    catalogue = service.catalogue()
    return render(
        request,
        "item.html",
        caller,
        {"item": show_whole_item(catalogue.entry(f"{policy_id}/{item_id}"), catalogue.day)},
    )


@router.get("/docs")
def reference(request: Request, caller: Maybe) -> Response:
    """The reference of the interface, without a script."""
    description = request.app.openapi()
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            groups.setdefault(operation["tags"][0], []).append({"path": path, "method": method.upper(), **operation})
    context = {
        "groups": groups,
        "schemas": description["components"]["schemas"],
        "about": description["info"]["description"],
    }
    return render(request, "reference.html", caller, context)


@router.get("/docs/problems")
def problems_page(request: Request, caller: Maybe) -> Response:
    """What the codes of problems mean."""
    from api.problems import TITLES

    return render(request, "problems.html", caller, {"titles": TITLES})
