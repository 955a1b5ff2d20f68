"""``policymatch cases``: an officer's queue in a terminal, and what comes round."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policymatch.cli.applying import read_answers
from policymatch.cli.home import DEFAULT_HOME, AsOf, Home, day
from policymatch.cli.keeping import operator
from policymatch.cli.sources import Store, open_engine, parse_day
from policymatch.errors import InvalidInputError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlmodel import Session

    from policymatch.applications.handling import CaseChange
    from policymatch.store.tables_applications import ApplicationCase

cases = typer.Typer(help="办件：列出、查看、受理、退回、审核、公示、批准、兑付、申诉复核。", no_args_is_help=True)
Case = Annotated[str, typer.Argument(help="办件编号，如 20260630-0A1B2C3D。")]
As = Annotated[str, typer.Option("--as", envvar="POLICYMATCH_OFFICER", help="经办账户的登录名；按其部门核对权限。")]
Reason = Annotated[str, typer.Option("--reason", help="理由，企业会看到。")]
Comment = Annotated[str, typer.Option("--comment", help="说明。")]
Amount = Annotated[str, typer.Argument(help="金额，元，如 500000.00。")]


def mount(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.add_typer(cases, name="cases")


@cases.command("list")
def list_cases(
    department: Annotated[str | None, typer.Option("--department", help="只要这个部门的。")] = None,
    state: Annotated[str | None, typer.Option("--state", help="只要这种状态的，如 submitted。")] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="只要已超期的。")] = False,
    store: Store = None,
    home: Home = DEFAULT_HOME,
    as_of: AsOf = None,
) -> None:
    """办件队列，先到期的在前。"""
    from policymatch.applications.flow import CaseState
    from policymatch.applications.rows import CaseQuery
    from policymatch.applications.rows import list_cases as found
    from policymatch.store.transactions import reading

    if state is not None and state not in set(CaseState):
        raise InvalidInputError(
            f"没有状态“{state}”", where="--state", hint="、".join(f"{one}（{one.label}）" for one in CaseState)
        )
    query = CaseQuery(
        departments=(department,) if department else None, states=(CaseState(state),) if state else (),
        overdue_on=day(as_of, home) if overdue else None,
    )  # fmt: skip
    with reading(open_engine(store, home)) as session:
        rows, total = found(session, query, limit=200)
    for row in rows:
        due = row.due_on or (f"待{row.waits_for}年历法公布" if row.waits_for else "—")
        typer.echo(
            f"{row.number}　{CaseState(row.state).label}　期限 {due}　{row.item_name}　{row.enterprise}　{row.department}"
        )
    typer.echo(f"共 {total} 件")


@cases.command("show")
def show(number: Case, store: Store = None, home: Home = DEFAULT_HOME) -> None:
    """一个办件：表单、材料与依据、时限、办理过程。"""
    from policymatch.applications.flow import Act, CaseState
    from policymatch.applications.materials import Way
    from policymatch.applications.rows import events_of, get_case, stage_of, stages_of
    from policymatch.decisions import Verdict
    from policymatch.store.transactions import reading

    with reading(open_engine(store, home)) as session:
        row = get_case(session, number)
        events, clocks = events_of(session, row.id), stages_of(session, row.id)
    typer.echo(f"{row.number}　{row.item_name}　{row.enterprise}（{row.subject}）　{CaseState(row.state).label}")
    typer.echo(
        f"结论：{Verdict(row.verdict).label}　回执 {(row.receipt_id or '')[:16]}"
        + (f"　异议：{row.objection}" if row.objection else "")
    )
    typer.echo(_amounts(row))
    for line in json.loads(row.form):
        known = "；".join(f"{one['value']}（{one['department']}）" for one in line["known"][:2])
        typer.echo(f"  {line['label']}：{line['answer'] if line['answer'] is not None else known or '—'}")
    for met in json.loads(row.materials):
        typer.echo(f"  材料 {met['name']}：{Way(met['way']).label}　{met['evidence']}".rstrip("　"))
    for one in clocks:
        stage = stage_of(one)
        typer.echo(
            f"  时限 {stage.clock.label}（{one.owner}）：{stage.due_label}"
            + (f"，{one.ended_on}办完" if one.ended_on else "")
        )
    for event in events:
        typer.echo(f"  {event.day}　{Act(event.act).label}　{event.actor}　{event.reason}".rstrip("　"))


def _amounts(row: ApplicationCase) -> str:
    """What is applied for, was granted and was paid, in one line."""
    from policymatch.applications.rows import from_fen
    from policymatch.decisions.amounts import Estimate
    from policymatch.quantities import render_amount

    high = None if row.applied_high is None else from_fen(row.applied_high)
    said = [f"申请 {Estimate(from_fen(row.applied_low or 0), high).label}"]
    said += [f"批准 {render_amount(from_fen(row.approved))}"] if row.approved is not None else []
    said += [f"已兑付 {render_amount(from_fen(row.paid))}"] if row.paid else []
    return "金额：" + "　".join(said)


def _step(
    number: str, login: str, store: str | None, home: Path, as_of: str | None, work: Callable[[Session, CaseChange], ApplicationCase]
) -> None:  # fmt: skip
    from policymatch.applications.flow import Actor, CaseState
    from policymatch.applications.handling import CaseChange
    from policymatch.applications.rows import get_case
    from policymatch.registry.roles import Role
    from policymatch.store.accounts import departments_of, find_account
    from policymatch.store.audit import record
    from policymatch.store.transactions import writing

    with writing(open_engine(store, home)) as session:
        account = find_account(session, login)
        if account is None or not account.active:
            raise NotFoundError(f"没有账户“{login}”", where="--as", hint="policymatch account list 查看")
        actor = Actor(login, Role(account.role), departments_of(account), account.subject)
        row = get_case(session, number)
        change = CaseChange(row.id, row.revision, actor, day(as_of, home), datetime.now(UTC))
        row = work(session, change)
        record(session, actor=operator(), action="case.terminal", target=row.id, detail={"as": login}, now=change.now)
        due = f"　期限 {row.due_on}" if row.due_on else ""
        typer.echo(f"{row.number}　{CaseState(row.state).label}{due}")


@cases.command("accept")
def accept(
    number: Case, who: As, comment: Comment = "", store: Store = None, home: Home = DEFAULT_HOME, as_of: AsOf = None
) -> None:
    """受理。"""
    from policymatch.applications import handling

    _step(number, who, store, home, as_of, lambda session, change: handling.accept(session, change, comment=comment))


@cases.command("return")
def send_back(
    number: Case, who: As, missing: Annotated[list[str], typer.Option("--missing", help="须补正的一项，可多次；一次性告知，只能退回一次。")],
    store: Store = None, home: Home = DEFAULT_HOME, as_of: AsOf = None,
) -> None:  # fmt: skip
    """退回补正：一次写全。"""
    from policymatch.applications import handling

    _step(number, who, store, home, as_of, lambda session, change: handling.send_back(session, change, missing))


@cases.command("review")
def review(
    number: Case, who: As, comment: Comment = "", store: Store = None, home: Home = DEFAULT_HOME, as_of: AsOf = None
) -> None:
    """审核通过。"""
    from policymatch.applications import handling

    _step(number, who, store, home, as_of, lambda session, change: handling.review(session, change, comment=comment))


@cases.command("publish")
def publish(
    number: Case, who: As, until: Annotated[str | None, typer.Option("--until", help="公示的最后一天；不写则按办事指南。")] = None,
    reason: Reason = "", store: Store = None, home: Home = DEFAULT_HOME, as_of: AsOf = None,
) -> None:  # fmt: skip
    """公示。"""
    from policymatch.applications import handling

    ends_on = parse_day(until, "--until")
    _step(
        number,
        who,
        store,
        home,
        as_of,
        lambda session, change: handling.publish(session, change, ends_on=ends_on, reason=reason),
    )


@cases.command("approve")
def approve(
    number: Case, who: As, amount: Amount, reason: Reason = "", store: Store = None, home: Home = DEFAULT_HOME, as_of: AsOf = None
) -> None:  # fmt: skip
    """批准金额；后续承诺自此起算。"""
    from policymatch.applications import handling
    from policymatch.applications.rows import get_case
    from policymatch.ingest.profiles import build_profile
    from policymatch.store.transactions import reading

    engine = open_engine(store, home)
    with reading(engine) as session:
        subject = get_case(session, number).subject
    profile = build_profile(engine, subject)
    _step(
        number,
        who,
        store,
        home,
        as_of,
        lambda session, change: handling.approve(session, change, _money(amount), profile=profile, reason=reason),
    )


def _money(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise InvalidInputError(f"“{text}”不是金额", where="金额", hint="以元为单位，如 500000.00") from None


@cases.command("reject")
def reject(
    number: Case, who: As, reason: Reason, code: Annotated[str, typer.Option("--code", help="理由代码，如 condition、materials、budget、other。")] = "other",
    condition: Annotated[str, typer.Option("--condition", help="不符合的是哪一项条件。")] = "",
    store: Store = None, home: Home = DEFAULT_HOME, as_of: AsOf = None,
) -> None:  # fmt: skip
    """不予支持，写明理由。"""
    from policymatch.applications import handling

    _step(
        number,
        who,
        store,
        home,
        as_of,
        lambda session, change: handling.reject(session, change, code=code, reason=reason, condition=condition),
    )


@cases.command("pay")
def pay(
    number: Case, who: As, amount: Amount, on: Annotated[str, typer.Option("--on", help="支付日期 YYYY-MM-DD。")],
    reference: Annotated[str, typer.Option("--reference", help="支付凭证号。")], store: Store = None, home: Home = DEFAULT_HOME, as_of: AsOf = None,
) -> None:  # fmt: skip
    """登记一期兑付，付清即办结。"""
    from policymatch.applications import handling

    paid_on = parse_day(on, "--on")
    assert paid_on is not None
    _step(
        number,
        who,
        store,
        home,
        as_of,
        lambda session, change: handling.pay(session, change, _money(amount), paid_on=paid_on, reference=reference),
    )


@cases.command("uphold")
def uphold(
    number: Case, who: As, reason: Reason, store: Store = None, home: Home = DEFAULT_HOME, as_of: AsOf = None
) -> None:
    """申诉复核：维持原决定。"""
    from policymatch.applications import handling

    _step(number, who, store, home, as_of, lambda session, change: handling.uphold(session, change, reason=reason))


@cases.command("overturn")
def overturn(
    number: Case, who: As, reason: Reason, store: Store = None, home: Home = DEFAULT_HOME, as_of: AsOf = None
) -> None:
    """申诉复核：撤销原决定，重新审核。"""
    from policymatch.applications import handling

    _step(number, who, store, home, as_of, lambda session, change: handling.overturn(session, change, reason=reason))


@cases.command("guide")
def guide(
    item: Annotated[str, typer.Argument(help="<政策编号>/<事项>，事项写 * 为全部事项。")],
    body: Annotated[Path | None, typer.Option("--set", help="YAML 或 JSON：service、limits、payer、promises、duties、appeal_days。")] = None,
    store: Store = None, home: Home = DEFAULT_HOME,
) -> None:  # fmt: skip
    """办事指南：查看或设定方式（免申即享）、时限、兑付部门、可承诺的材料、后续承诺；并列出原文所载。"""
    from policymatch.applications import chosen
    from policymatch.applications.guides import propose, write_guide
    from policymatch.registry.snapshots import as_plain
    from policymatch.store.audit import record
    from policymatch.store.policies import get_version, read_row
    from policymatch.store.transactions import writing

    policy_id, _, item_id = item.partition("/")
    with writing(open_engine(store, home)) as session:
        version = get_version(session, policy_id)
        found = read_row(version).item(item_id)
        if found is None and item_id != "*":
            raise NotFoundError("该政策没有这个事项", where=item, hint="核对事项编号，全部事项写 *")
        if body is not None:
            row, data, now = chosen.guide_row(session, policy_id, item_id), read_answers(body), datetime.now(UTC)
            chosen.set_guide(
                session, policy_id, item_id, data, found, revision=row.revision if row else 0, actor=operator(), now=now
            )
            record(session, actor=operator(), action="guide.set", target=item, detail=data, now=now)
        said = {
            "执行": write_guide(chosen.guide_of(session, policy_id, item_id, version.source_text)),
            "原文": as_plain(propose(version.source_text)),
        }
    typer.echo(json.dumps(said, ensure_ascii=False, indent=1))


@cases.command("tick")
def tick(
    days: Annotated[Path | None, typer.Option("--working-days", envvar="POLICYMATCH_WORKING_DAYS", help="补充节假日安排的 YAML。")] = None,
    store: Store = None, home: Home = DEFAULT_HOME, as_of: AsOf = None,
) -> None:  # fmt: skip
    """定期工作走一遍：核对时限、终止逾期补正、免申即享立件、核查后续承诺、清理无主文件。"""
    from policymatch.applications.periodic import WORK, Office
    from policymatch.applications.space import Vault
    from policymatch.store.contents import FOLDER
    from policymatch.vocabulary.calendars import calendar, calendar_from

    engine, when, now = open_engine(store, home), day(as_of, home), datetime.now(UTC)
    working = calendar_from(days) if days else calendar()
    office = Office(working, Vault(home / FOLDER), lambda _: when)
    for name, work in WORK:
        typer.echo(f"{name}　{work(engine, now, office) or '无事可做'}")
