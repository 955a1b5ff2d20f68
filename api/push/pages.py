"""The enterprise's messages and what it wants to be told; opting out from a mail."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Path, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import ValidationError

from api.auth import Caller, Shared, check_form
from api.enterprise.pages import own
from api.pages import Viewing, go, render
from api.problems import HttpProblem, of_error, of_faults
from api.public.pages import SIZE, pager
from api.push.office import Office, Push
from api.push.routes import do_opt_out, inbox_part, opt_out_state, set_subscription, subscription_of
from api.push.schemas import InboxQuery, MessageId, SubscriptionWanted, Token
from api.push.showing import PACES, show_subscription
from api.service import Service
from policymatch.errors import PolicyMatchError
from policymatch.push import inbox as box

router = APIRouter()
CHANNELS = {
    "smtp": "邮件地址", "sms": "手机号码", "webhook": "回调地址（Standard Webhooks）", "wecom": "企业微信群机器人的 key",
    "dingtalk": "钉钉机器人的 access_token", "feishu": "飞书机器人的编号",
}  # fmt: skip
LEVELS = {"country": "国家", "province": "省", "city": "市", "county": "区县"}


@router.get("/enterprise/inbox")
def inbox_page(
    request: Request, service: Shared, caller: Viewing, page: Annotated[int, Query(ge=1, le=10_000)] = 1
) -> Response:
    """What changed for the enterprise, the newest first."""
    found = inbox_part(service, own(caller), InboxQuery(page=page, size=SIZE, unread=False))
    return render(request, "inbox.html", caller, {"found": found, "pager": pager(page, found.total, {})})


@router.post("/enterprise/inbox/{message_id}/read")
def read_message(
    service: Shared, caller: Viewing, message_id: Annotated[MessageId, Path()], form_token: Annotated[str, Form(max_length=80)] = ""
) -> Response:  # fmt: skip
    """Note that a message was read."""
    subject = own(caller)
    check_form(caller, form_token)
    with service.writing() as session:
        box.mark_read(session, subject, message_id, now=service.now())
    return go("/enterprise/inbox")


@router.get("/enterprise/subscription")
def subscription_page(
    request: Request, service: Shared, office: Push, caller: Viewing, saved: bool = False
) -> Response:
    """What the enterprise wants to be told, to be changed."""
    return _form(request, service, office, caller, saved=saved)


def _form(
    request: Request, service: Service, office: Office, caller: Caller, *, problem: HttpProblem | None = None, saved: bool = False
) -> Response:  # fmt: skip
    found = show_subscription(subscription_of(service, office, own(caller)), office.push.enabled)
    themes = sorted(
        {theme for entry in service.catalogue().governing for theme in entry.item.themes} | set(found.themes)
    )
    context = {
        "found": found, "themes": themes, "levels": LEVELS, "paces": {str(pace): label for pace, label in PACES.items()},
        "labels": CHANNELS, "problem": problem.body(None) if problem else None, "saved": saved,
    }  # fmt: skip
    return render(request, "subscription.html", caller, context, status=problem.status if problem else 200)


@router.post("/enterprise/subscription")
async def save_subscription(request: Request, service: Shared, office: Push, caller: Viewing) -> Response:
    """Keep what was filled in, or say what cannot be."""
    subject = own(caller)
    form = await request.form(max_files=0, max_fields=200)
    check_form(caller, str(form.get("form_token", "")))

    def keep() -> Response:
        try:
            wanted = SubscriptionWanted.model_validate(_wanted(form))
            revision = int(str(form.get("revision", "0")) or 0)
            with service.writing() as session:
                set_subscription(session, service, office, subject, wanted, seen=revision, actor=caller.user.login)
        except ValidationError as error:
            return _form(request, service, office, caller, problem=of_faults(list(error.errors())))
        except PolicyMatchError as error:
            return _form(request, service, office, caller, problem=of_error(error))
        return go("/enterprise/subscription?saved=true")

    return await run_in_threadpool(keep)


def _wanted(form: Any) -> dict[str, Any]:
    """The fields of the form as the interface has them."""
    quiet = [str(form.get(name, "")) for name in ("quiet_begins", "quiet_ends")]
    return {
        "themes": form.getlist("themes"), "levels": form.getlist("levels"), "pace": form.get("pace", "at_once"),
        "hour": _number(form.get("hour")), "per_day": _number(form.get("per_day")),
        "quiet": {"begins": _number(quiet[0]), "ends": _number(quiet[1])} if all(quiet) else None,
        "possible": "possible" in form, "opted_out": "opted_out" in form,
        "channels": {
            name: {"address": address} for name in CHANNELS if (address := str(form.get(f"address_{name}", "")).strip())
        },
    }  # fmt: skip


def _number(text: object) -> object:
    said = str(text or "")
    return int(said) if said.isdecimal() and len(said) < 4 else said


@router.get("/opt-out/{token}")
def opt_out_page(request: Request, service: Shared, office: Push, token: Annotated[Token, Path()]) -> Response:
    """Ask once: who looks at a link has not yet clicked."""
    return render(request, "opt-out.html", None, {"found": opt_out_state(service, office, token), "token": token})


@router.post("/opt-out/{token}")
def opt_out_now(request: Request, service: Shared, office: Push, token: Annotated[Token, Path()]) -> Response:
    """One click, from the page or from a mail program (RFC 8058); the link itself says who may."""
    return render(request, "opt-out.html", None, {"found": do_opt_out(service, office, token), "token": token})
