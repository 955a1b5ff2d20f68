"""``policymatch supervise``: 督查 and 评价 in a terminal, and their tables as files."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policymatch.cli.home import DEFAULT_HOME, AsOf, Home, day
from policymatch.cli.sources import Json, Store, open_engine
from policymatch.errors import InvalidInputError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policymatch.applications.flow import Actor
    from policymatch.supervision.reports import Asked, Value

supervise = typer.Typer(
    help="督查与评价：时限、滞留、漏斗、预算、应享未享、预测与决定、评价；导出。", no_args_is_help=True
)
Name = Annotated[str, typer.Argument(help="表名，用 supervise list 查看。")]
Department = Annotated[str | None, typer.Option("--department", help="只要这个部门的。")]
Policy = Annotated[str | None, typer.Option("--policy", help="只要这项政策的。")]
As = Annotated[str, typer.Option("--as", envvar="POLICYMATCH_OFFICER", help="经办账户的登录名；按其部门核对权限。")]


def mount(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.add_typer(supervise, name="supervise")


@contextmanager
def _asked(
    store: str | None, home: Path, as_of: str | None, department: str | None, policy: str | None
) -> Iterator[Asked]:
    from policymatch.store.transactions import reading
    from policymatch.supervision.reports import Asked
    from policymatch.supervision.scope import Scope

    engine = open_engine(store, home)
    scope = Scope((department,) if department else None, policy)
    with reading(engine) as session:
        yield Asked(engine, session, day(as_of, home), scope, named=True)


@supervise.command("list")
def list_reports() -> None:
    """有哪些表。"""
    from policymatch.supervision.reports import REPORTS

    for name, report in REPORTS.items():
        typer.echo(f"{name:<16}{report.title}")


@supervise.command("show")
def show(
    name: Name, department: Department = None, policy: Policy = None, store: Store = None, home: Home = DEFAULT_HOME,
    as_of: AsOf = None, limit: Annotated[int, typer.Option("--limit", min=1, max=10_000, help="至多几行。")] = 50, as_json: Json = False,
) -> None:  # fmt: skip
    """显示一张表的前几行。"""
    from itertools import islice

    from rich.table import Table

    from policymatch.cli.printing import console
    from policymatch.supervision.exporting import plain
    from policymatch.supervision.reports import find_report, table

    report = find_report(name)
    with _asked(store, home, as_of, department, policy) as asked:
        rows = list(islice(table(report, asked), limit))
    if as_json:
        typer.echo(json.dumps([plain(row) for row in rows], ensure_ascii=False, indent=2))
        return
    if not rows:
        typer.echo(f"{report.title}：没有")
        return
    made = Table(title=report.title, title_justify="left", pad_edge=False)
    for title, _ in report.columns.values():
        money = "元" in title
        made.add_column(title, overflow="fold", no_wrap=money, justify="right" if money else "left")
    titles = [title for title, _ in report.columns.values()]
    for row in rows:
        made.add_row(*(_cell(title, value) for title, value in zip(titles, row.values(), strict=True)))
    console().print(made)
    if len(rows) == limit:
        typer.echo(f"只显示前 {limit} 行；--limit 增加，或 supervise export 导出全部")


def _cell(title: str, value: Value) -> str:
    """A value as people read it: shares in percent, money with separators, what covers everything in words."""
    if value is None:
        return "—"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float | Decimal) and title.endswith(("率", "比例")):
        return f"{value:.0%}"
    if isinstance(value, int | Decimal) and "元" in title:
        return f"{value:,}"
    return "全部" if (title, value) in (("事项", "*"), ("版本", 0)) else str(value)


@supervise.command("export")
def export(
    name: Name, file: Annotated[Path, typer.Argument(help="写到哪个文件；按扩展名为 xlsx、csv 或 json。")], department: Department = None,
    policy: Policy = None, store: Store = None, home: Home = DEFAULT_HOME, as_of: AsOf = None,
) -> None:  # fmt: skip
    """导出一张表；单元格中的文字不会被当作公式。"""
    from policymatch.supervision.exporting import Form, write
    from policymatch.supervision.reports import find_report, table

    ending = file.suffix.lower().lstrip(".")
    if ending not in set(Form):
        raise InvalidInputError(f"不支持“{file.suffix}”", where=str(file), hint=f"可用：{'、'.join(Form)}")
    report = find_report(name)
    part = file.with_name(f".{file.name}.part")
    try:
        with _asked(store, home, as_of, department, policy) as asked, part.open("wb") as opened:
            count = write(report, table(report, asked), Form(ending), opened)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    typer.echo(f"{report.title}：{count} 行，写入 {file}")


@supervise.command("budget")
def budget(
    policy: Annotated[str, typer.Argument(help="政策编号。")], year: Annotated[int, typer.Argument(help="年度。")],
    amount: Annotated[str, typer.Argument(help="计划金额，元。")], login: As,
    item: Annotated[str, typer.Option("--item", help="事项；* 为全部。")] = "*",
    version: Annotated[int, typer.Option("--version", help="版本；0 为全部。")] = 0,
    note: Annotated[str, typer.Option("--note", help="依据。")] = "", store: Store = None, home: Home = DEFAULT_HOME,
) -> None:  # fmt: skip
    """设定一项预算；已有的被替换。"""
    from policymatch.quantities import render_amount
    from policymatch.store.tables_supervision import Budget
    from policymatch.store.transactions import writing
    from policymatch.supervision.budgets import Plan, set_budget

    try:
        planned = Decimal(amount)
    except InvalidOperation:
        raise InvalidInputError(f"“{amount}”不是金额", where="amount", hint="以元为单位，如 500000.00") from None
    engine = open_engine(store, home)
    actor = _officer(store, home, login)
    with writing(engine) as session:
        known = session.get(Budget, (policy, item, version, year))
        plan = Plan(policy, year, planned, item, version, note, known.revision if known else 0)
        set_budget(session, plan, actor, now=datetime.now(UTC))
    typer.echo(f"{policy}/{item} {year}年度预算 {render_amount(planned)}")


def _officer(store: str | None, home: Path, login: str) -> Actor:
    from policymatch.applications.flow import Actor
    from policymatch.registry.roles import Role
    from policymatch.store.accounts import departments_of, find_account
    from policymatch.store.transactions import reading

    with reading(open_engine(store, home)) as session:
        account = find_account(session, login)
        if account is None or not account.active:
            raise NotFoundError(f"没有可用的账户“{login}”", where="--as", hint="policymatch account list 查看")
        return Actor(account.login, Role(account.role), departments_of(account), account.subject)


@supervise.command("refresh")
def refresh(store: Store = None, home: Home = DEFAULT_HOME, as_of: AsOf = None) -> None:
    """按画像重记企业的注册地与规模，供漏斗与应享未享分组；后台进程每天做一次。"""
    from policymatch.supervision.segments import refresh as again

    typer.echo(f"已记 {again(open_engine(store, home), day=day(as_of, home))} 家企业")


@supervise.command("reach")
def reach(
    department: Annotated[str, typer.Argument(help="部门。")],
    smtp: Annotated[str, typer.Option("--smtp", help="预警发到的邮件地址；空则只进站内信。")] = "",
    store: Store = None, home: Home = DEFAULT_HOME,
) -> None:  # fmt: skip
    """设定部门的预警另发到哪个邮箱。"""
    from dataclasses import replace

    from policymatch.cli.keeping import operator
    from policymatch.push.subscriptions import Target, check_target, read_subscription, write_subscription
    from policymatch.store.audit import record
    from policymatch.store.transactions import writing
    from policymatch.supervision.warning import PREFIX

    channels = {"smtp": check_target("smtp", Target(smtp), enabled=("smtp",), webhook_hosts=())} if smtp else {}
    now = datetime.now(UTC)
    with writing(open_engine(store, home)) as session:
        known = read_subscription(session, PREFIX + department)
        write_subscription(session, replace(known, channels=channels), seen=known.revision, now=now)
        record(session, actor=operator(), action="warning.reach", target=department, now=now)
    typer.echo(f"{department}的预警{'发到 ' + smtp if smtp else '只进站内信'}")
