"""JSON of pushing: for enterprises what they want and what they got; for officers and supervisors how it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Header, Path, Query, Response
from sqlmodel import Session, col, select

from api.answering import IfNoneMatch, Once, answer, respond, revision_of
from api.auth import Shared, Signed, require
from api.enterprise.routes import Code
from api.permissions import Action
from api.problems import documented
from api.push.office import Office, Push
from api.push.schemas import (
    InboxQuery,
    InboxShown,
    MessageId,
    MessageShown,
    OptOutShown,
    OutboxFull,
    OutboxPage,
    OutboxQuery,
    PolicyPush,
    PushState,
    ReceiptLine,
    ReportShown,
    ReportWanted,
    Requeued,
    RequeueWanted,
    SubscriptionShown,
    SubscriptionWanted,
    Token,
)  # fmt: skip
from api.push.showing import (
    show_channel,
    show_message,
    show_outbox,
    show_subscription,
    show_task,
    show_tick,
    show_told,
)
from api.service import Service
from policymatch.push import inbox as box
from policymatch.push import outbox, receipts
from policymatch.push.settings import CHANNEL_IDS
from policymatch.push.subscriptions import (
    Pace,
    Subscription,
    Target,
    check_target,
    opt_out,
    read_subscription,
    write_subscription,
)  # fmt: skip
from policymatch.push.telling import told_by, told_long_ago
from policymatch.push.tokens import OPT_OUT, RECEIPT
from policymatch.registry.roles import Role
from policymatch.store.audit import record
from policymatch.store.tables_push import PeriodicRun, PushTick

router = APIRouter()
OWN, STATE, OPEN = "订阅与消息", "推送状态", "退订与回执"
IfMatch = Annotated[str | None, Header(alias="If-Match", description="所见的版本，来自读取时的 ETag。", max_length=80)]
RECENT = 20


@router.get(
    "/enterprises/{credit_code}/subscription", tags=[OWN], summary="订阅", response_model=SubscriptionShown,
    responses=documented(401, 403, 422, 429),
)  # fmt: skip
def get_subscription(
    service: Shared, office: Push, caller: Signed, credit_code: Code, given: IfNoneMatch = None
) -> Response:
    """一家企业想知道什么、用什么渠道、什么时候；没有设置过的是默认值。"""
    require(caller, Action.SUBSCRIBE, subject=credit_code)
    shown = show_subscription(subscription_of(service, office, credit_code), office.push.enabled)
    return respond(shown.model_dump_json().encode(), f'"{shown.revision}"', given)


def subscription_of(service: Service, office: Office, subject: str) -> Subscription:
    """What an enterprise has set."""
    with service.reading() as session:
        return read_subscription(session, subject, per_day=office.push.push_per_day)


@router.put(
    "/enterprises/{credit_code}/subscription", tags=[OWN], summary="设置订阅", response_model=SubscriptionShown,
    responses=documented(401, 403, 409, 412, 422, 428, 429),
)  # fmt: skip
def put_subscription(
    do: Once, office: Push, credit_code: Code, wanted: SubscriptionWanted, seen: IfMatch = None
) -> Response:
    """整体替换；If-Match 写所见的版本，第一次写 "0"。"""
    user = require(do.caller, Action.SUBSCRIBE, subject=credit_code)
    revision = revision_of(seen)
    return do.once(
        lambda session: set_subscription(
            session, do.service, office, credit_code, wanted, seen=revision, actor=user.login
        )
    )


def set_subscription(
    session: Session,
    service: Service,
    office: Office,
    subject: str,
    wanted: SubscriptionWanted,
    *,
    seen: int,
    actor: str,
) -> SubscriptionShown:
    """Keep what an enterprise wants; secrets that are new are in the answer."""
    known = read_subscription(session, subject)
    targets = _targets(wanted, known.channels, office)
    made = Subscription(
        subject, frozenset(wanted.themes), frozenset(wanted.levels), targets, Pace(wanted.pace), wanted.hour,
        (wanted.quiet.begins, wanted.quiet.ends) if wanted.quiet else None, wanted.per_day, wanted.possible, wanted.opted_out,
    )  # fmt: skip
    kept = write_subscription(session, made, seen=seen, now=service.now())
    detail = {"channels": sorted(targets), "pace": str(made.pace), "opted_out": made.opted_out}
    record(session, actor=actor, action="push.subscribe", target=subject, detail=detail, now=service.now())
    fresh = {
        name: target.secret for name, target in targets.items()
        if target.secret and target.secret != known.channels.get(name, Target()).secret
    }  # fmt: skip
    return show_subscription(kept, office.push.enabled, fresh=fresh)


def _targets(wanted: SubscriptionWanted, known: Mapping[str, Target], office: Office) -> dict[str, Target]:
    found: dict[str, Target] = {}
    for name, one in wanted.channels.items():
        before = known.get(name, Target())
        secret = one.secret if one.secret is not None else before.secret if before.address == one.address else ""
        target = Target(one.address, secret)
        # What stands already may stay though the operator has since turned the channel off.
        same = replace(before, secret="") == replace(target, secret="") and one.secret is None
        checked = target if same and secret else check_target(
            name, target, enabled=office.push.enabled, webhook_hosts=office.push.push_webhook_hosts
        )  # fmt: skip
        found[name] = checked
    return found


@router.get(
    "/enterprises/{credit_code}/inbox",
    tags=[OWN],
    summary="站内信",
    response_model=InboxShown,
    responses=documented(401, 403, 422, 429),
)
def get_inbox(
    service: Shared, caller: Signed, credit_code: Code, query: Annotated[InboxQuery, Query()], given: IfNoneMatch = None
) -> Response:
    """变化了什么、为什么、多少、到什么时候，最新的在前。列出不算阅读。"""
    require(caller, Action.INBOX, subject=credit_code)
    return answer(inbox_part(service, credit_code, query), given)


def inbox_part(service: Service, subject: str, query: InboxQuery) -> InboxShown:
    """A part of an inbox."""
    with service.reading() as session:
        found = box.inbox(session, subject, unread=query.unread, start=query.start, size=query.size)
        items = [show_message(row) for row in found.entries]
    return InboxShown(items=items, total=found.total, unread=found.unread, page=query.page, size=query.size)


@router.put(
    "/enterprises/{credit_code}/inbox/{message_id}/read", tags=[OWN], summary="标记已读", response_model=MessageShown,
    responses=documented(401, 403, 404, 409, 422, 429),
)  # fmt: skip
def put_read(do: Once, credit_code: Code, message_id: Annotated[MessageId, Path()]) -> Response:
    """记下阅读时间，以第一次为准。"""
    require(do.caller, Action.INBOX, subject=credit_code)
    return do.once(lambda session: show_message(box.mark_read(session, credit_code, message_id, now=do.service.now())))


@router.get(
    "/opt-out/{token}",
    tags=[OPEN],
    summary="是否已退订",
    response_model=OptOutShown,
    responses=documented(403, 422, 429),
)
def get_opt_out(service: Shared, office: Push, token: Annotated[Token, Path()]) -> OptOutShown:
    """凭消息里的链接查看，无须登录；只看不改。"""
    return opt_out_state(service, office, token)


def opt_out_state(service: Service, office: Office, token: str) -> OptOutShown:
    """Whether the enterprise of a link has opted out."""
    found = subscription_of(service, office, office.links.read(OPT_OUT, token))
    return OptOutShown(credit_code=_masked(found.subject), opted_out=found.opted_out)


def _masked(subject: str) -> str:
    return f"{subject[:4]}＊＊＊＊{subject[-4:]}"


@router.post(
    "/opt-out/{token}", tags=[OPEN], summary="一键退订", response_model=OptOutShown, responses=documented(403, 422, 429)
)
def post_opt_out(service: Shared, office: Push, token: Annotated[Token, Path()]) -> OptOutShown:
    """凭消息里的链接退订站内信以外的全部消息，无须登录；重复退订无害，登录后可恢复。"""
    return do_opt_out(service, office, token)


def do_opt_out(service: Service, office: Office, token: str) -> OptOutShown:
    """Opt the enterprise of a link out."""
    subject = office.links.read(OPT_OUT, token)
    with service.writing() as session:
        if opt_out(session, subject, now=service.now()):
            record(session, actor="（退订链接）", action="push.opt-out", target=subject, now=service.now())
    return OptOutShown(credit_code=_masked(subject), opted_out=True)


@router.post(
    "/push/receipts/{token}",
    tags=[OPEN],
    summary="送达回执",
    response_model=ReportShown,
    responses=documented(403, 404, 422, 429),
)
def post_receipt(service: Shared, office: Push, token: Annotated[Token, Path()], said: ReportWanted) -> ReportShown:
    """供短信网关与回调的接收方报告：消息送达或被退回。凭随消息给出的地址，无须登录；重复报告只记一次。"""
    message = office.links.read(RECEIPT, token)
    with service.writing() as session:
        new = receipts.report(
            session, message, said.state, reference=said.reference, at=service.now(), detail=said.detail
        )
    return ReportShown(new=new)


@router.get(
    "/push/state", tags=[STATE], summary="推送状态", response_model=PushState, responses=documented(401, 403, 422, 429)
)
def get_state(service: Shared, office: Push, caller: Signed) -> PushState:
    """各渠道各状态的条数、最近的判定、定时的事。"""
    require(caller, Action.PUSH_STATE)
    now = service.now()
    with service.reading() as session:
        numbers, oldest = outbox.counts(session), outbox.oldest_due(session, now)
        ticks = list(session.exec(select(PushTick).order_by(col(PushTick.id).desc()).limit(RECENT)))
        tasks = list(session.exec(select(PeriodicRun).order_by(PeriodicRun.name)))
    return PushState(
        channels=[show_channel(name, numbers.get(name, {}), enabled=name in office.push.enabled) for name in CHANNEL_IDS],
        oldest_seconds=max(0, int((now - oldest).total_seconds())) if oldest else 0, ticks=[show_tick(row) for row in ticks],
        tasks=[show_task(row) for row in tasks],
    )  # fmt: skip


@router.get(
    "/push/outbox", tags=[STATE], summary="发件箱", response_model=OutboxPage, responses=documented(401, 403, 422, 429)
)
def list_outbox(service: Shared, caller: Signed, query: Annotated[OutboxQuery, Query()]) -> OutboxPage:
    """消息及其状态，最新的在前；死信用 state=dead。不显示内容与地址。"""
    require(caller, Action.PUSH_STATE)
    state = outbox.State(query.state) if query.state else None
    with service.reading() as session:
        rows = outbox.list_messages(
            session, state=state, channel=query.channel, subject=query.credit_code, start=query.start, size=query.size
        )
        shown = [show_outbox(row) for row in rows]
    return OutboxPage(items=shown, page=query.page, size=query.size)


@router.get(
    "/push/outbox/{message_id}", tags=[STATE], summary="一条消息的回执", response_model=OutboxFull,
    responses=documented(401, 403, 404, 422, 429),
)  # fmt: skip
def get_message(service: Shared, caller: Signed, message_id: Annotated[MessageId, Path()]) -> OutboxFull:
    """发送、送达、阅读的时间，每次失败的原因，对方的回执，所告知的变化。"""
    require(caller, Action.PUSH_STATE)
    with service.reading() as session:
        row, said = receipts.receipts_of(session, message_id)
        told = told_by(session, [message_id]).get(message_id) or told_long_ago(session, message_id)
    lines = [ReceiptLine(kind=one.kind, reference=one.reference, at=one.at, detail=one.detail) for one in said]
    whole = caller.user.role is Role.SUPERVISOR
    return OutboxFull(
        message=show_outbox(row),
        reference=row.reference,
        receipts=lines,
        changes=[show_told(one, whole=whole) for one in told],
    )


@router.post(
    "/push/dead-letters/requeue", tags=[STATE], summary="重发死信", response_model=Requeued,
    responses=documented(401, 403, 404, 409, 422, 429),
)  # fmt: skip
def post_requeue(do: Once, wanted: RequeueWanted) -> Response:
    """把死信重新放入发送队列，从第一次算起。不知对方是否已收到的也在死信中，重发前请核实。"""
    user = require(do.caller, Action.PUSH_REQUEUE)

    def work(session: Session) -> Requeued:
        count = outbox.requeue(session, ids=wanted.ids, channel=wanted.channel, now=do.service.now())
        detail = {"ids": wanted.ids or [], "channel": wanted.channel, "count": count}
        record(session, actor=user.login, action="push.requeue", target="outbox", detail=detail, now=do.service.now())
        return Requeued(count=count)

    return do.once(work)


@router.get(
    "/push/policies",
    tags=[STATE],
    summary="各政策的送达",
    response_model=list[PolicyPush],
    responses=documented(401, 403, 422, 429),
)
def list_policies(service: Shared, caller: Signed) -> list[PolicyPush]:
    """每份政策：符合 → 已推送 → 已送达 → 已读，以企业数计。"""
    require(caller, Action.PUSH_STATE)
    with service.reading() as session:
        found = receipts.policy_figures(session)
    return [
        PolicyPush(
            policy_id=one.policy_id,
            title=one.title,
            matched=one.matched,
            pushed=one.pushed,
            delivered=one.delivered,
            read=one.read,
        )
        for one in found
    ]
