"""``policymatch publish``, ``policy``, ``receipts`` and ``replay``: versions, and what was said under them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from policymatch.cli.home import DEFAULT_HOME, AsOf, Home, day
from policymatch.cli.keeping import operator
from policymatch.cli.sources import Json, Store, open_engine, parse_day
from policymatch.errors import InvalidInputError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

    from policymatch.documents import PolicyDocument
    from policymatch.registry.decidability import Decidability
    from policymatch.registry.impact import Cost, Impact
    from policymatch.registry.lint import Finding
    from policymatch.registry.receipts import Replay
    from policymatch.registry.shelf import ShelfPolicy

policy = typer.Typer(help="已发布的政策：列出，发布前检查，暂停，恢复，废止。", no_args_is_help=True)
Reason = Annotated[str, typer.Option("--reason", help="缘由，如 资金用完。")]
EVENTS = {"suspended": "暂停受理", "resumed": "恢复受理", "repealed": "废止"}
On = Annotated[str, typer.Option("--on", help="自哪一天起 YYYY-MM-DD。")]


def mount(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command()(publish)
    app.add_typer(policy, name="policy")
    app.command()(receipts)
    app.command()(replay)


def publish(
    folder: Annotated[
        Path | None, typer.Argument(help="文件夹 <政策编号>/v<n>/（policy.yaml 与 source.txt）；默认随附的政策。")
    ] = None,
    store: Store = None,
    home: Home = DEFAULT_HOME,
) -> None:
    """发布一个文件夹里已复核的政策版本；已发布的内容不可更改，重复发布无妨。"""
    from policymatch.registry.shelf import read_shelf
    from policymatch.store.audit import record
    from policymatch.store.policies import publish as put
    from policymatch.store.transactions import local_day, writing

    now = datetime.now(UTC)
    shelf = read_shelf(folder if folder is not None else files("policies") / "published")
    if not shelf:
        raise NotFoundError("文件夹里没有政策版本", where=str(folder), hint="按 <政策编号>/v<n>/policy.yaml 存放")
    with writing(open_engine(store, home)) as session:
        rows = [
            (entry, put(session, entry, recorded_on=local_day(now))) for entry in shelf if not _known(session, entry)
        ]
        for _, row in rows:
            target = f"{row.policy_id}/v{row.version}"
            record(
                session,
                actor=operator(),
                action="policy.publish",
                target=target,
                detail={"hash": row.content_hash},
                now=now,
            )
    typer.echo(f"发布 {len(rows)} 个版本，此前已发布 {len(shelf) - len(rows)} 个")


def _known(session: Session, entry: ShelfPolicy) -> bool:
    """Whether the version is published already; other content under its number is an error."""
    from policymatch.store.policies import check_same
    from policymatch.store.tables_policies import PolicyVersion

    row = session.get(PolicyVersion, (entry.document.id, entry.version))
    if row is not None:
        check_same(row, entry)
    return row is not None


@policy.command("list")
def list_policies(
    known_on: Annotated[str | None, typer.Option("--known-on", help="当时所知：只看这一天（含）以前收录的。")] = None,
    everything: Annotated[bool, typer.Option("--all", help="也列出已失效、已废止和被替代的版本。")] = False,
    store: Store = None,
    home: Home = DEFAULT_HOME,
    as_of: AsOf = None,
) -> None:
    """每个版本在某一天的状态：施行、暂停、失效、废止、被替代。"""
    from policymatch.store.policies import placed
    from policymatch.store.transactions import reading

    with reading(open_engine(store, home)) as session:
        for one in placed(session, day(as_of, home), parse_day(known_on, "--known-on")):
            if everything or one.standing.governs or one.standing.event is not None:
                event = one.standing.event
                why = f"（{event.reason}；下次核查 {event.next_check_on or '未定'}）" if event else ""
                stays = "　仅适用于沿用旧版的企业" if one.standing.governs and one.standing.successor else ""
                typer.echo(f"{one.row.policy_id}/v{one.row.version}　{one.status.label}{why}　{one.row.title}{stays}")
                for closed in one.standing.closed if one.standing.governs else ():
                    again = f"；下次核查 {closed.next_check_on}" if closed.next_check_on else ""
                    label = one.standing.item_status(closed.item or "").label
                    typer.echo(f"　　事项 {closed.item}　{label}（{closed.reason}{again}）")


@policy.command("suspend")
def suspend(
    name: Annotated[str, typer.Argument(help="政策版本，如 gd-equipment-2025/v1；只对一个事项时写 版本#事项。")],
    on: On, reason: Reason,
    next_check: Annotated[str, typer.Option("--next-check", help="下次核查日期 YYYY-MM-DD。")],
    store: Store = None, home: Home = DEFAULT_HOME,
) -> None:  # fmt: skip
    """暂停受理（如资金用完），须写明下次核查日期。"""
    _event(name, "suspended", on, reason, store, home, next_check=next_check)


@policy.command("resume")
def resume(
    name: Annotated[str, typer.Argument(help="政策版本，或 版本#事项。")], on: On, reason: Reason,
    store: Store = None, home: Home = DEFAULT_HOME,
) -> None:  # fmt: skip
    """恢复受理。"""
    _event(name, "resumed", on, reason, store, home)


@policy.command("repeal")
def repeal(
    name: Annotated[str, typer.Argument(help="政策版本，或 版本#事项。")], on: On, reason: Reason,
    store: Store = None, home: Home = DEFAULT_HOME,
) -> None:  # fmt: skip
    """废止：自该日起不再有效，也不会退回更旧的版本。"""
    _event(name, "repealed", on, reason, store, home)


def _event(
    name: str, kind: str, on: str, reason: str, store: str | None, home: Path, *, next_check: str | None = None
) -> None:
    from policymatch.registry.lifecycle import EventKind
    from policymatch.store.audit import record
    from policymatch.store.policies import record_event
    from policymatch.store.transactions import writing

    version_name, _, item_id = name.partition("#")
    policy_id, version = _version(version_name)
    holds_from, now = parse_day(on, "--on"), datetime.now(UTC)
    assert holds_from is not None
    with writing(open_engine(store, home)) as session:
        record_event(
            session, policy_id, version, EventKind(kind), holds_from=holds_from, reason=reason, actor=operator(), now=now,
            next_check_on=parse_day(next_check, "--next-check"), item_id=item_id or None,
        )  # fmt: skip
        detail = {"from": on, "reason": reason}
        record(session, actor=operator(), action=f"policy.{kind}", target=name, detail=detail, now=now)
    typer.echo(f"{name} 自 {on} 起{EVENTS[kind]}")


def _version(name: str) -> tuple[str, int]:
    policy_id, _, number = name.partition("/v")
    if not number.isdecimal():
        raise InvalidInputError(f"“{name}”不是政策版本", hint="写成 <政策编号>/v<n>，如 gd-equipment-2025/v1")
    return policy_id, int(number)


@policy.command("cases")
def cases(store: Store = None, home: Home = DEFAULT_HOME) -> None:
    """重判全部已签的边界样例；有结论变动时退出码为 1。"""
    from policymatch.registry.cases import moved_cases
    from policymatch.store.policies import all_versions, read_row
    from policymatch.store.transactions import reading

    total = moved = 0
    with reading(open_engine(store, home)) as session:
        for row in all_versions(session):
            signed = json.loads(row.cases)
            total += len(signed)
            for case in moved_cases(read_row(row), signed):
                moved += 1
                where = f"{row.policy_id}/v{row.version}　{case.item}"
                typer.echo(
                    f"✗ {where}：{case.limit}，{case.side}：{case.signed.label}（{case.signed_by}签）→ {case.now.label}"
                )
    typer.echo(f"已签样例 {total} 条，变动 {moved} 条")
    if moved:
        raise typer.Exit(1)


@policy.command("check")
def check(
    folder: Annotated[Path, typer.Argument(help="一个版本的文件夹（policy.yaml 与 source.txt），如 …/hefei/v2。")],
    store: Store = None,
    home: Home = DEFAULT_HOME,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """发布前检查：疑点、可判定率、与施行版本相比的影响；有必须改正的疑点时退出码为 1。"""
    from policymatch.registry.basis import basis_findings
    from policymatch.registry.decidability import decidability
    from policymatch.registry.impact import impact
    from policymatch.registry.lint import Severity, lint
    from policymatch.registry.shelf import read_folder
    from policymatch.registry.snapshots import as_plain
    from policymatch.store.policies import known_policies

    when = day(as_of, home)
    policy_id, number = _version(f"{folder.resolve().parent.name}/{folder.resolve().name}")
    entry = read_folder(folder, policy_id=policy_id, version=number)
    with _world(store, home) as (session, profiles):
        able = decidability(entry.document, profiles, when)
        change = impact(_in_force(session, policy_id, when), entry.document, profiles, when)
        basis = list(basis_findings(entry.source_text, known_policies(session, when), policy_id=policy_id))
    found = [*lint(entry.document, entry.source_text, as_of=when), *able.findings(), *basis]
    if as_json:
        data = as_plain({"findings": found, "decidability": able, "impact": change})
        typer.echo(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        typer.echo("\n".join([*_finding_lines(found), *_able_lines(able), *_impact_lines(change)]))
    if any(one.severity is Severity.ERROR for one in found):
        raise typer.Exit(1)


@contextmanager
def _world(store: str | None, home: Path) -> Iterator[tuple[Session, Any]]:
    """A session, and where profiles come from."""
    from policymatch.ingest.profiles import load_profiles
    from policymatch.store.transactions import reading

    engine = open_engine(store, home)
    with reading(engine) as session:
        yield session, lambda subjects: load_profiles(engine, subjects=subjects)


def _in_force(session: Session, policy_id: str, when: date) -> PolicyDocument | None:
    from policymatch.store.policies import placed

    found = (
        one for one in placed(session, when, policy_id=policy_id) if one.standing.governs and not one.standing.successor
    )
    return next((one.document() for one in found), None)


def _finding_lines(found: Sequence[Finding]) -> Iterator[str]:
    yield f"疑点 {len(found)} 条"
    for one in found:
        yield f"  {'✗' if one.severity == 'error' else '！'} {one.fault}（{one.where}）：{one.message}"


def _able_lines(able: Decidability) -> Iterator[str]:
    share = "无企业数据" if able.share is None else f"{able.share:.1%}"
    yield f"可判定率 {share}（{len(able.leaves)} 项条件 × {able.enterprises} 家企业）"
    for item in able.items:
        counts = "、".join(f"{verdict.label} {count}" for verdict, count in item.counts.items())
        yield f"  {item.name}：{counts}；建议{item.service.label}，{item.why}"
    for demand in able.demands[:5]:
        yield f"  需求：{demand.owner}　{demand.label}，{demand.missing} 家企业不能判定"


def _impact_lines(change: Impact) -> Iterator[str]:
    yield f"影响（{change.as_of}，{change.enterprises} 家企业）"
    for item in change.items:
        yield f"  {item.name}：新增 {item.gains}、失去 {item.losses}、变为未定 {item.opened}；{_cost(item.before)} → {_cost(item.after)}"
        for kind in item.changes:
            was, now = (verdict.label if verdict else "无此事项" for verdict in (kind.before, kind.after))
            yield f"    {was} → {now} {kind.count} 家，如 {kind.name}（{kind.example}）：{kind.reason}"
        for near in item.near:
            yield f"    临界（5%）：{near.limit}，差一点 {near.below} 家，刚过 {near.above} 家"


def _cost(cost: Cost | None) -> str:
    from policymatch.decisions.amounts import Estimate

    return "无" if cost is None else f"{cost.enterprises} 家 {Estimate(cost.low, cost.high).label}"


def receipts(
    uscc: Annotated[str, typer.Argument(help="统一社会信用代码。")],
    limit: Annotated[int, typer.Option(min=1, help="最多几条。")] = 20,
    store: Store = None,
    home: Home = DEFAULT_HOME,
) -> None:
    """对一家企业说过什么：每次展示的回执，新的在前。"""
    from policymatch.store.receipts import receipts_of
    from policymatch.store.transactions import reading

    with reading(open_engine(store, home)) as session:
        for receipt, shown in receipts_of(session, uscc, limit=limit):
            single = (
                f"{receipt.policy_id}/v{receipt.version}/{receipt.item_id}"
                if receipt.item_id
                else f"{receipt.items} 个事项"
            )
            typer.echo(
                f"{receipt.id[:16]}　{shown.at:%Y-%m-%d %H:%M}Z　{shown.channel}　{shown.actor}　{receipt.as_of}　{single}"
            )


def replay(
    receipt: Annotated[str, typer.Argument(help="回执编号，可只写开头几位。")],
    today: Annotated[bool, typer.Option("--today", help="用今天所知的数据再判一次。")] = False,
    stored: Annotated[
        bool, typer.Option("--stored", help="用存储中当时所知的数据再判一次，核对事实未被改动。")
    ] = False,
    store: Store = None,
    home: Home = DEFAULT_HOME,
    as_json: Json = False,
) -> None:
    """重放一次判定：逐字节比对；不一致时退出码为 1（--today 除外）。"""
    from policymatch.ingest.profiles import build_profile
    from policymatch.store.receipts import get_receipt, replay_receipt, replay_receipt_with
    from policymatch.store.transactions import local_day, reading

    engine = open_engine(store, home)
    with reading(engine) as session:
        row = get_receipt(session, receipt)
        known_on = local_day(datetime.now(UTC)) if today else row.known_on
        if today or stored:
            profile = build_profile(engine, row.subject, known_on=known_on)
            found = replay_receipt_with(session, row.id, profile, known_on=known_on)
        else:
            found = replay_receipt(session, row.id)
    if as_json:
        typer.echo(json.dumps(_replay_data(found), ensure_ascii=False, indent=1))
    else:
        typer.echo("\n".join(_replay_lines(row.id, found, today=today)))
    if not found.same and not today:
        raise typer.Exit(1)


def _replay_data(found: Replay) -> dict[str, Any]:
    from policymatch.registry.snapshots import as_plain

    plain: dict[str, Any] = as_plain({
        "same": found.same, "same_engine": found.same_engine, "differences": found.differences,
        "facts_gone": found.facts_gone, "facts_new": found.facts_new,
    })  # fmt: skip
    return plain | {"receipt": json.loads(found.made.body)}


def _replay_lines(name: str, found: Replay, *, today: bool) -> Iterator[str]:
    from policymatch.decisions import Verdict

    engine = "" if found.same_engine else "（程序版本已不同）"
    if today:
        yield f"{name[:16]} 按今天所知：{len(found.differences)} 个结论不同，事实新增 {len(found.facts_new)}、不再成立 {len(found.facts_gone)}"
    else:
        yield f"{name[:16]} {'与当时逐字节一致' if found.same else '与当时不一致'}{engine}"
    for one in found.differences:
        was, now = (Verdict(said["verdict"]).label for said in (one.was, one.now))
        yield f"  {one.item}：{was} → {now}（{one.was['low']}–{one.was['high']} → {one.now['low']}–{one.now['high']} 元）"
