"""``policymatch db``, ``backup``, ``restore``, ``audit`` and ``account``: keeping the store, and who may use it."""

from __future__ import annotations

import getpass
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policymatch.cli.home import DEFAULT_HOME, Home
from policymatch.cli.sources import Json, Store, open_engine
from policymatch.errors import InvalidInputError, NotFoundError
from policymatch.registry.roles import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Engine
    from sqlmodel import Session

    from policymatch.store.audit import Anchor
    from policymatch.store.tables_service import Account

db = typer.Typer(help="存储的表：查看版本，升级，降级。", no_args_is_help=True)
audit = typer.Typer(help="审计链：核验，查看。", no_args_is_help=True)
account = typer.Typer(help="账号：新建，列出，改密码，停用。", no_args_is_help=True)


def mount(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.add_typer(db, name="db")
    app.command()(backup)
    app.command()(restore)
    app.add_typer(audit, name="audit")
    app.add_typer(account, name="account")


def operator() -> str:
    """Who works on the command line, as the audit chain names it."""
    return f"cli:{getpass.getuser()}"


def _engine(store: str | None, home: Path) -> Engine:
    """The engine of a store as it is: no tables are made or changed."""
    from policymatch.cli.home import store_url
    from policymatch.store.engine import open_store

    return open_store(store or store_url(home), create=False)


@db.command("current")
def current(store: Store = None, home: Home = DEFAULT_HOME) -> None:
    """表的版本，与本程序所需的版本。"""
    from policymatch.store.migrating import HEAD, revision

    found = revision(_engine(store, home))
    state = "一致" if found == HEAD else "需要升级：policymatch db upgrade"
    typer.echo(f"存储 {found or '空'}　程序 {HEAD}　{state}")


@db.command("upgrade")
def upgrade(store: Store = None, home: Home = DEFAULT_HOME) -> None:
    """把表升到本程序的版本，数据保留。"""
    from policymatch.store.migrating import HEAD, revision
    from policymatch.store.migrating import upgrade as bring

    engine = _engine(store, home)
    before = revision(engine)
    bring(engine)
    typer.echo(f"{before or '空'} → {HEAD}")


@db.command("downgrade")
def downgrade(
    target: Annotated[str, typer.Argument(help="目标版本，如 0001。")],
    yes: Annotated[bool, typer.Option("--yes", help="确认：旧版的表放不下的数据会丢失。")] = False,
    store: Store = None,
    home: Home = DEFAULT_HOME,
) -> None:
    """把表降回旧版本；放不下的数据会丢失，先备份。"""
    from policymatch.store.migrating import downgrade as go_down
    from policymatch.store.migrating import revision, revisions

    known = revisions()
    if target not in known:
        raise NotFoundError(f"没有版本“{target}”", where="db downgrade", hint=f"可用：{'、'.join(known)}")
    if not yes:
        raise InvalidInputError("降级会丢失数据", where="db downgrade", hint="先 policymatch backup，再加 --yes")
    engine = _engine(store, home)
    before = revision(engine)
    go_down(engine, target)
    typer.echo(f"{before} → {target}")


def backup(
    file: Annotated[Path, typer.Argument(help="备份文件（.zip），须不存在。")],
    store: Store = None,
    home: Home = DEFAULT_HOME,
) -> None:
    """把全部数据连同申报材料备份到一个文件；不影响正在运行的服务。"""
    from policymatch.store.backup import backup as write
    from policymatch.store.contents import FOLDER

    report = write(_engine(store, home), file, uploads=home / FOLDER)
    rows, tables = sum(report.rows.values()), len(report.rows)
    typer.echo(f"已备份 {rows} 行（{tables} 张表）、上传文件 {report.uploads} 份到 {file}")
    if report.audit_head:
        seq, digest = report.audit_head
        typer.echo(f"审计链尾 {seq}:{digest}（另行记下，可用 policymatch audit verify --anchor 核对）")
    _complain(report.lacking, home / FOLDER)


def restore(
    file: Annotated[Path, typer.Argument(help="备份文件。")],
    store: Store = None,
    home: Home = DEFAULT_HOME,
) -> None:
    """把备份恢复到一个空的存储，申报材料恢复到数据文件夹；可在 SQLite 与 PostgreSQL 之间迁移。"""
    from policymatch.store.backup import restore as read
    from policymatch.store.contents import FOLDER

    report = read(_engine(store, home), file, uploads=home / FOLDER)
    rows, tables = sum(report.rows.values()), len(report.rows)
    typer.echo(f"已恢复 {rows} 行（{tables} 张表）、上传文件 {report.uploads} 份，内容与清单一致")
    _complain(report.lacking, home / FOLDER)


def _complain(lacking: Sequence[str], folder: Path) -> None:
    """Say which uploads are lacking; the exit code is 1 then, so that a nightly job notices."""
    if lacking:
        shown = "、".join(digest[:12] for digest in lacking[:5]) + ("等" if len(lacking) > 5 else "")
        typer.echo(f"✗ {len(lacking)} 份上传文件不在 {folder}/ 或已被改动：{shown}", err=True)
        raise typer.Exit(1)


@audit.command("verify")
def verify(
    anchor: Annotated[str | None, typer.Option("--anchor", help="以前记下的链尾，写成 序号:哈希。")] = None,
    store: Store = None,
    home: Home = DEFAULT_HOME,
) -> None:
    """核验审计链是否完整、已发布版本是否被改动；否则退出码为 1。"""
    from policymatch.store.audit import verify_chain
    from policymatch.store.policies import altered_versions
    from policymatch.store.transactions import reading

    with reading(open_engine(store, home)) as session:
        report = verify_chain(session, anchor=_anchor(anchor))
        altered = altered_versions(session)
    for fault in (*report.faults, *(f"{name} 的内容与其哈希不符" for name in altered)):
        typer.echo(f"✗ {fault}")
    head = f"，链尾 {report.head.seq}:{report.head.hash}" if report.head else ""
    typer.echo(f"审计记录 {report.entries} 条，{'完整' if report.whole else '不完整'}{head}")
    if altered or not report.whole:
        raise typer.Exit(1)


def _anchor(text: str | None) -> Anchor | None:
    from policymatch.store.audit import Anchor

    if text is None:
        return None
    seq, _, digest = text.partition(":")
    if not seq.isdecimal() or not digest:
        raise InvalidInputError(f"“{text}”不是链尾", where="--anchor", hint="写成 序号:哈希，如 12:3fa9…")
    return Anchor(int(seq), digest)


@audit.command("show")
def show(
    limit: Annotated[int, typer.Option(min=1, help="最多几条。")] = 20,
    actor: Annotated[str | None, typer.Option("--actor", help="只看此人。")] = None,
    action: Annotated[str | None, typer.Option("--action", help="只看此类动作，如 policy。")] = None,
    target: Annotated[str | None, typer.Option("--target", help="只看此对象（前缀）。")] = None,
    store: Store = None,
    home: Home = DEFAULT_HOME,
    as_json: Json = False,
) -> None:
    """最近的审计记录，新的在前。"""
    from policymatch.store.audit import entries
    from policymatch.store.transactions import reading

    with reading(open_engine(store, home)) as session:
        found = entries(session, limit=limit, actor=actor, action=action, target=target)
        if as_json:
            typer.echo(json.dumps([entry.model_dump(mode="json") for entry in found], ensure_ascii=False, indent=1))
            return
        for entry in found:
            typer.echo(f"{entry.seq:>6}　{entry.at:%Y-%m-%d %H:%M:%S}Z　{entry.actor}　{entry.action}　{entry.target}")


@account.command("add")
def add(
    login: Annotated[str, typer.Argument(help="用户名。")],
    role: Annotated[Role, typer.Option(help="角色。")],
    name: Annotated[str, typer.Option(help="姓名或单位名称。")] = "",
    department: Annotated[list[str] | None, typer.Option("--department", help="所属部门，可写多次。")] = None,
    uscc: Annotated[str | None, typer.Option(help="企业账号的统一社会信用代码。")] = None,
    password: Annotated[
        str, typer.Option(prompt="密码", hide_input=True, confirmation_prompt="再输一次", envvar="POLICYMATCH_PASSWORD")
    ] = "",
    store: Store = None,
    home: Home = DEFAULT_HOME,
) -> None:
    """新建账号；密码由键盘输入，或取环境变量 POLICYMATCH_PASSWORD。"""
    from policymatch.store.accounts import create_account
    from policymatch.store.audit import record
    from policymatch.store.transactions import writing

    now = datetime.now(UTC)
    with writing(open_engine(store, home)) as session:
        made = create_account(
            session, login=login, name=name or login, role=role, password=password, departments=department or (),
            subject=uscc, now=now,
        )  # fmt: skip
        record(
            session, actor=operator(), action="account.create", target=made.login, detail={"role": made.role}, now=now
        )
    typer.echo(f"已建账号 {made.login}（{role.label}）")


@account.command("list")
def list_all(store: Store = None, home: Home = DEFAULT_HOME) -> None:
    """全部账号。"""
    from policymatch.store.accounts import departments_of, list_accounts
    from policymatch.store.transactions import reading

    with reading(open_engine(store, home)) as session:
        for found in list_accounts(session):
            belongs = found.subject or "、".join(departments_of(found))
            state = "" if found.active else "　已停用"
            typer.echo(f"{found.login}　{Role(found.role).label}　{found.name}　{belongs}{state}")


@account.command("password")
def password(
    login: Annotated[str, typer.Argument(help="用户名。")],
    new: Annotated[
        str,
        typer.Option(
            "--password",
            prompt="新密码",
            hide_input=True,
            confirmation_prompt="再输一次",
            envvar="POLICYMATCH_PASSWORD",
        ),
    ] = "",
    store: Store = None,
    home: Home = DEFAULT_HOME,
) -> None:
    """改密码，解除锁定，并结束该账号的全部登录。"""
    from policymatch.store.accounts import set_password
    from policymatch.store.audit import record
    from policymatch.store.transactions import writing

    now = datetime.now(UTC)
    with writing(open_engine(store, home)) as session:
        found = _found(session, login)
        set_password(session, found.id, new)
        record(session, actor=operator(), action="account.password", target=found.login, now=now)
    typer.echo(f"已改 {found.login} 的密码")


@account.command("disable")
def disable(
    login: Annotated[str, typer.Argument(help="用户名。")],
    again: Annotated[bool, typer.Option("--enable", help="重新启用。")] = False,
    store: Store = None,
    home: Home = DEFAULT_HOME,
) -> None:
    """停用账号并结束其登录；--enable 重新启用。"""
    from policymatch.store.accounts import set_active
    from policymatch.store.audit import record
    from policymatch.store.transactions import writing

    action, now = "account.enable" if again else "account.disable", datetime.now(UTC)
    with writing(open_engine(store, home)) as session:
        found = _found(session, login)
        set_active(session, found.id, active=again)
        record(session, actor=operator(), action=action, target=found.login, now=now)
    typer.echo(f"{'已启用' if again else '已停用'} {found.login}")


def _found(session: Session, login: str) -> Account:
    from policymatch.store.accounts import find_account

    account = find_account(session, login)
    if account is None:
        raise NotFoundError(f"没有账号“{login}”", hint="用 policymatch account list 查看")
    return account
