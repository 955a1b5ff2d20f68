"""Pages for people: rendered here, in Chinese, without a script or anything from another host."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import Depends, Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.auth import Caller, Maybe, check_form
from api.permissions import Action, allowed_actions
from api.problems import HttpProblem, unauthenticated
from policymatch.registry.roles import Role
from policymatch.store.transactions import CHINA

TEMPLATES = Path(__file__).parent / "templates"
MARKS = {True: "✓", False: "✗", None: "？"}
TRUTHS = {True: "yes", False: "no", None: "open"}
HOMES = {
    Role.ENTERPRISE: "/enterprise", Role.OFFICER: "/officer", Role.AGENT: "/desk", Role.SUPERVISOR: "/supervisor", Role.ADMIN: "/supervisor",
}  # fmt: skip
_MENU: tuple[tuple[str, str, Action | None, frozenset[Role] | None], ...] = (
    ("/enterprise", "我的政策", None, frozenset({Role.ENTERPRISE})),
    ("/enterprise/profile", "企业画像", None, frozenset({Role.ENTERPRISE})),
    ("/enterprise/inbox", "消息", Action.INBOX, None),
    ("/enterprise/subscription", "订阅", Action.SUBSCRIBE, None),
    ("/officer", "起草与发布", Action.DRAFT, None),
    ("/desk", "企业查询", Action.ENTERPRISE_FIND, None),
    ("/supervisor", "数据与审计", Action.AUDIT_READ, None),
    ("/supervisor/accounts", "账户", Action.ACCOUNTS, None),
    ("/policies", "政策库", None, None),
)


def environment() -> Environment:
    """Where templates come from; everything they print is escaped, and a missing name is an error."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(marks=MARKS, truths=TRUTHS)
    made.filters.update(moment=moment, pathpart=lambda text: quote(str(text), safe=""))
    return made


def moment(at: datetime) -> str:
    """A moment on the clock in China."""
    return at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")


def render(
    request: Request, template: str, caller: Caller | None, context: Mapping[str, Any], *, status: int = 200
) -> Response:
    """A page."""
    service = request.app.state.service
    given = {
        "caller": caller, "menu": menu(caller, request.url.path), "form_token": caller.form_token if caller else "",
        "as_of": service.today(), "sample": service.settings.fixed_day is not None, "here": request.url.path,
    } | dict(context)  # fmt: skip
    text = request.app.state.templates.get_template(template).render(given)
    return HTMLResponse(text, status, {"Cache-Control": "no-store"})


def menu(caller: Caller | None, here: str) -> list[dict[str, Any]]:
    """The way to the screens that somebody may use."""
    able = allowed_actions(caller.user) if caller else ()
    found = []
    for path, label, action, roles in _MENU:
        for_role = roles is None or (caller is not None and caller.user.role in roles)
        if for_role and (action is None or action in able):
            found.append(
                {
                    "path": path,
                    "label": label,
                    "current": here == path or (here.startswith(path + "/") and not _deeper(path, here)),
                }
            )
    return found


def _deeper(path: str, here: str) -> bool:
    """Whether another entry of the menu fits better."""
    return any(other != path and other.startswith(path) and here.startswith(other) for other, *_ in _MENU)


def wants_page(request: Request) -> bool:
    """Whether it is a browser that asks."""
    return "text/html" in request.headers.get("accept", "")


def error_page(request: Request, problem: HttpProblem, number: str | None) -> Response:
    """What went wrong, for people; who has not signed in is sent to do so."""
    if problem.status == 401 and request.method == "GET":
        return RedirectResponse(f"/sign-in?{urlencode({'next': request.url.path})}", 303)
    return render(request, "error.html", None, {"problem": problem.body(number)}, status=problem.status)


async def page_caller(caller: Maybe) -> Caller:
    """Who looks at a page.

    Raises:
        HttpProblem: 401, which sends him to sign in.
    """
    if caller is None:
        raise unauthenticated()
    return caller


def only(caller: Caller, *roles: Role) -> None:
    """Refuse a screen to whom it is not for.

    Raises:
        HttpProblem: 403 with the reason.
    """
    if caller.user.role not in roles:
        raise HttpProblem(
            403,
            "forbidden",
            f"此页面供{'、'.join(role.label for role in roles)}使用，您的账户是“{caller.user.role.label}”",
        )


def go(path: str) -> Response:
    """To another page, after something was done."""
    return RedirectResponse(path, 303)


Viewing = Annotated[Caller, Depends(page_caller)]
__all__ = ["HOMES", "Viewing", "check_form", "environment", "error_page", "go", "only", "render", "wants_page"]
