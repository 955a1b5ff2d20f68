"""``policymatch tick``, ``worker`` and ``outbox``: who is to be told what, the telling, and what became of it."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from policymatch.cli.home import DEFAULT_HOME, AsOf, Home, day
from policymatch.cli.keeping import operator
from policymatch.cli.rounds import day_of, periodic_tasks, rules_of
from policymatch.cli.sources import Json, Store, open_engine
from policymatch.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policymatch.push.settings import PushSettings
    from policymatch.push.worker import Worker
    from policymatch.store.tables_push import OutboxMessage

outbox = typer.Typer(help="发件箱：状态、死信、重发。", no_args_is_help=True)
Channel = Annotated[str | None, typer.Option(help="只看这个渠道。")]
Limit = Annotated[int, typer.Option(min=1, max=1000, help="至多几条。")]
WATCH_SECONDS = 1.0


def mount(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command()(tick)
    app.command()(worker)
    app.add_typer(outbox, name="outbox")


def _settings(home: Path, store: str | None) -> PushSettings:
    from policymatch.push.settings import read_settings

    return read_settings(home=home, **({"database_url": store} if store else {}))


def tick(
    as_of: AsOf = None,
    silent: Annotated[bool, typer.Option("--silent", help="只记下现状，不通知任何人（正式启用前用一次）。")] = False,
    store: Store = None,
    home: Home = DEFAULT_HOME,
    as_json: Json = False,
) -> None:
    """找出自上次以来的变化（政策、数据、时间），写出要告知的消息；同一天再做一次没有结果。"""
    from policymatch.push.ticking import tick as look
    from policymatch.registry.snapshots import as_plain

    settings = _settings(home, store)
    now = datetime.now(UTC)
    chosen = day(as_of, home) if as_of else day_of(settings, now)
    report = look(open_engine(store, home), as_of=chosen, now=now, rules=rules_of(settings), silent=silent)
    plain = json.dumps(as_plain(report), ensure_ascii=False, indent=2)
    typer.echo(plain if as_json else report.line or f"{report.as_of}：没有变化")


def worker(
    once: Annotated[bool, typer.Option("--once", help="做完到期的事就结束，不留守。")] = False,
    with_parent: Annotated[int | None, typer.Option("--with-parent", hidden=True)] = None,
    store: Store = None,
    home: Home = DEFAULT_HOME,
) -> None:
    """后台进程：按时找出变化，发送消息，做其他定时的事；SIGTERM 时做完手上的再停。可以同时运行几个。"""
    settings = _settings(home, store)
    made = _make_worker(settings, store, home)
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    if once:
        made.round()
        typer.echo(f"处理 {made.drain(stop)} 条")
        return
    if with_parent is not None:
        threading.Thread(target=_watch, args=(with_parent, stop), daemon=True).start()
    made.run(stop)


def _make_worker(settings: PushSettings, store: str | None, home: Path) -> Worker:
    from datetime import timedelta

    from policymatch.push.channels import build
    from policymatch.push.outbox import Patience
    from policymatch.push.tokens import Links, shared_secret
    from policymatch.push.worker import Pacing, Worker
    from policymatch.supervision.warning import write_warnings

    _configure_logs()
    links = Links(shared_secret(settings.secret_key.get_secret_value(), home), settings.public_url)
    pacing = Pacing(
        settings.push_batch, settings.push_senders, timedelta(seconds=settings.push_lease_seconds),
        timedelta(seconds=settings.push_timeout_seconds), settings.push_rates,
        Patience(settings.push_attempts, settings.push_backoff_seconds),
    )  # fmt: skip
    return Worker(
        open_engine(store, home), build(settings), clock=lambda: datetime.now(UTC), links=links, pacing=pacing,
        tasks=periodic_tasks(settings), per_day=settings.push_per_day, writers=(write_warnings,),
    )  # fmt: skip


def _configure_logs() -> None:
    import structlog

    steps: list[Any] = [
        structlog.processors.add_log_level, structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False),
    ]  # fmt: skip
    structlog.configure(processors=steps, logger_factory=lambda *_: structlog.PrintLogger(sys.stderr))


def _watch(parent: int, stop: threading.Event) -> None:
    """Stop when the process that started this one is gone, however it went."""
    while not stop.wait(WATCH_SECONDS):
        if os.getppid() != parent:
            stop.set()


@outbox.command("state")
def state(store: Store = None, home: Home = DEFAULT_HOME, as_json: Json = False) -> None:
    """各渠道各状态的条数，最早的待发消息等了多久。"""
    from policymatch.push.outbox import State, counts, oldest_due
    from policymatch.store.transactions import reading

    now = datetime.now(UTC)
    with reading(open_engine(store, home)) as session:
        found, oldest = counts(session), oldest_due(session, now)
    waited = int((now - oldest).total_seconds()) if oldest else 0
    if as_json:
        typer.echo(json.dumps({"channels": found, "oldest_seconds": waited}, ensure_ascii=False))
        return
    for channel, numbers in sorted(found.items()):
        said = "　".join(f"{one.label} {numbers[one]}" for one in State if one in numbers)
        typer.echo(f"{channel:<10}{said}")
    typer.echo(f"最早到期未发的已等 {waited} 秒" if oldest else "没有到期未发的消息")


@outbox.command("list")
def list_(
    state: Annotated[str | None, typer.Option(help="waiting、leased、sent、dead 或 cancelled。")] = None,
    channel: Channel = None,
    limit: Limit = 50,
    store: Store = None,
    home: Home = DEFAULT_HOME,
    as_json: Json = False,
) -> None:
    """消息，最新的在前：编号、渠道、状态、企业、发送（或到期）时间、次数与原因。"""
    _list(state, channel, limit, store, home, as_json)


@outbox.command("dead")
def dead(
    channel: Channel = None, limit: Limit = 50, store: Store = None, home: Home = DEFAULT_HOME, as_json: Json = False
) -> None:
    """死信及其原因。"""
    _list("dead", channel, limit, store, home, as_json)


def _list(wanted: str | None, channel: str | None, limit: int, store: str | None, home: Path, as_json: bool) -> None:
    from policymatch.push.outbox import State, list_messages
    from policymatch.store.transactions import reading

    if wanted is not None and wanted not in set(State):
        raise InvalidInputError(f"没有状态“{wanted}”", where="--state", hint=f"可用：{'、'.join(State)}")
    chosen = State(wanted) if wanted else None
    with reading(open_engine(store, home)) as session:
        rows = list_messages(session, state=chosen, channel=channel, size=limit)
    _print(rows, as_json)


def _print(rows: Iterable[OutboxMessage], as_json: bool) -> None:
    from policymatch.push.outbox import State
    from policymatch.store.transactions import CHINA

    for row in rows:
        if as_json:
            typer.echo(row.model_dump_json())
            continue
        at = (row.sent_at or row.due_at).astimezone(CHINA)
        parts = [row.id, f"{row.channel:<8}{State(row.state).label}", row.subject, f"{at:%Y-%m-%d %H:%M}"]
        parts += [f"已试{row.attempts}次"] if row.attempts > 1 else []
        typer.echo("　".join([*parts, *([row.reason] if row.reason else [])]))


@outbox.command("requeue")
def requeue(
    ids: Annotated[list[str] | None, typer.Argument(help="死信的编号。")] = None,
    everything: Annotated[bool, typer.Option("--all", help="全部死信。")] = False,
    channel: Channel = None,
    store: Store = None,
    home: Home = DEFAULT_HOME,
) -> None:
    """把死信重新放入发送队列，从第一次算起。"""
    from policymatch.push.outbox import requeue as again
    from policymatch.store.audit import record
    from policymatch.store.transactions import writing

    if bool(ids) is everything:
        raise InvalidInputError(
            "写明死信的编号，或用 --all", where="outbox requeue", hint="policymatch outbox dead 列出死信"
        )
    now = datetime.now(UTC)
    with writing(open_engine(store, home)) as session:
        count = again(session, ids=ids or None, channel=channel, now=now)
        detail = {"ids": ids or [], "channel": channel, "count": count}
        record(session, actor=operator(), action="push.requeue", target="outbox", detail=detail, now=now)
    typer.echo(f"重发 {count} 条")


@outbox.command("prune")
def prune(
    days: Annotated[
        int | None, typer.Option(min=30, help="移出几天以前发送的；缺省为 POLICYMATCH_PUSH_KEEP_DAYS。")
    ] = None,
    store: Store = None,
    home: Home = DEFAULT_HOME,
) -> None:
    """把早已发送或取消的消息连同正文移出发件箱与站内信，只留回执；后台进程每天自动做一次。"""
    from datetime import timedelta

    from policymatch.push.retention import prune as let_go
    from policymatch.store.audit import record
    from policymatch.store.transactions import writing

    chosen = days or _settings(home, store).push_keep_days
    if not chosen:
        raise InvalidInputError("设置为一直保留", where="POLICYMATCH_PUSH_KEEP_DAYS", hint="用 --days 写明几天")
    now, engine = datetime.now(UTC), open_engine(store, home)
    done = let_go(engine, now=now, keep=timedelta(days=chosen))
    detail = {"days": chosen, "sent": done.sent, "cancelled": done.cancelled}
    with writing(engine) as session:
        record(session, actor=operator(), action="push.prune", target="outbox", detail=detail, now=now)
    typer.echo(done.line or f"没有 {chosen} 天以前的消息")
