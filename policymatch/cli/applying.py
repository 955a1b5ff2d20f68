"""``policymatch apply``: an application for several items, in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from policymatch.cli.home import DEFAULT_HOME, AsOf, Home, day
from policymatch.cli.keeping import operator
from policymatch.cli.sources import Store, open_engine
from policymatch.errors import InvalidInputError

if TYPE_CHECKING:
    from sqlmodel import Session

    from policymatch.applications.viewing import BundleView


def mount(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("apply")(apply)


def apply(
    uscc: Annotated[str, typer.Argument(help="统一社会信用代码。")],
    items: Annotated[list[str], typer.Argument(help="事项编号，可多个、可跨部门。")],
    answers: Annotated[Path | None, typer.Option("--answers", help="填好的表单，YAML 或 JSON：项目编号: 值。")] = None,
    promise: Annotated[list[str] | None, typer.Option("--promise", help="用告知承诺代替的材料，可多次。")] = None,
    file: Annotated[list[str] | None, typer.Option("--file", help="上传的材料，写成 材料=路径，可多次。")] = None,
    objection: Annotated[
        list[str] | None, typer.Option("--object", help="对确定不符合的事项的异议，写成 事项编号=理由，可多次。")
    ] = None,
    submit: Annotated[bool, typer.Option("--submit", help="齐备则提交；不写则只看，不留下任何东西。")] = False,
    store: Store = None,
    home: Home = DEFAULT_HOME,
    as_of: AsOf = None,
) -> None:
    """一次办：列出统一表单（已知的附来源，只问缺的）与材料（每样一次），齐备即可提交，按部门分为办件。"""
    from policymatch.applications.bundles import BundleChange
    from policymatch.applications.submission import submit as hand_in
    from policymatch.ingest.profiles import build_profile
    from policymatch.store.transactions import writing

    engine, when, now = open_engine(store, home), day(as_of, home), datetime.now(UTC)
    profile = build_profile(engine, uscc)
    with writing(engine) as session:
        seen = _prepare(
            session, profile, items, read_answers(answers), promise or [], file or [], objection or [], home, when, now
        )
        typer.echo("\n".join(_view_lines(seen)))
        if submit:
            row = seen.bundle
            done = hand_in(session, BundleChange(row.id, uscc, row.revision, operator(), now), profile, day=when)
            typer.echo("已提交，分为办件：" + "、".join(f"{one.number}（{one.department}）" for one in done.cases))
        else:
            raise typer.Exit(0 if seen.ready else 1)


def _prepare(
    session: Session, profile: Any, items: list[str], answers: dict[str, Any], promises: list[str], files: list[str], objections: list[str], home: Path,
    when: date, now: datetime,
) -> BundleView:  # fmt: skip
    from policymatch.applications import bundles
    from policymatch.applications.materials import Choice, Way
    from policymatch.applications.space import Vault, check, keep, material_key
    from policymatch.applications.viewing import view
    from policymatch.store.contents import FOLDER

    subject, who = profile.subject, operator()
    row = bundles.create(session, subject, items, day=when, actor=who, now=now)

    def change() -> bundles.BundleChange:
        return bundles.BundleChange(row.id, subject, row.revision, who, now)

    if answers:
        bundles.fill(session, change(), answers, day=when)
    for name in promises:
        bundles.choose_way(session, change(), material_key(name), Choice(Way.PROMISE))
    for one in objections:
        item, _, words = one.partition("=")
        bundles.object_to(session, change(), item, words)
    vault = Vault(home / FOLDER)
    for one in files:
        material, path = _named_file(one)
        keep(
            session,
            vault,
            subject,
            check(vault, path.read_bytes(), name=path.name, material=material),
            actor=who,
            now=now,
        )
    return view(session, row, profile, day=when)


def _named_file(text: str) -> tuple[str, Path]:
    material, _, path = text.partition("=")
    if not path or not Path(path).is_file():
        raise InvalidInputError(
            f"没有这个文件：{path or text}", where="--file", hint="写成 材料=路径，如 审计报告=audit.pdf"
        )
    return material, Path(path)


def read_answers(path: Path | None) -> dict[str, Any]:
    """A mapping out of a YAML or JSON file; empty without one.

    Raises:
        InvalidInputError: it cannot be read, or is no mapping.
    """
    if path is None:
        return {}
    import yaml

    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise InvalidInputError("表单文件读不了", where=str(path), hint="写成 项目编号: 值") from error
    if not isinstance(data, dict):
        raise InvalidInputError("表单文件应为映射", where=str(path), hint="写成 项目编号: 值")
    return {str(key): value.isoformat() if isinstance(value, date) else value for key, value in data.items()}


def _view_lines(seen: BundleView) -> Iterator[str]:
    for one in seen.items:
        words = "不符合" if one.stopped else one.match.verdict.label
        yield f"{one.chosen.key}　{one.chosen.item.name}　{words}　{one.match.estimate.label}　{one.chosen.department}"
        yield from (f"  {reason}" for reason in one.reasons)
    yield "表单"
    for line in seen.form:
        known = "；".join(f"{one.value}（{one.department}，{one.known_on}）" for one in line.known[:2])
        if not line.asked:
            yield f"  ✓ {line.label}：{known or line.remark}"
        elif line.answer is not None:
            yield f"  ✓ {line.label}：{line.answer}（所填）"
        else:
            yield f"  {'✗' if line.required else '○'} {line.key}　{line.label}" + (
                f"（{line.unit}）" if line.unit else ""
            )
    yield "材料"
    for met in seen.materials:
        yield f"  {'✓' if met.settled else '✗'} {met.material.name}：{met.way.label}　{met.evidence}"
    for left in seen.plan.left:
        yield f"  不能一并享受 {left.name}：{left.reason}「{left.quote}」"
    yield f"合法组合合计：{seen.plan.total.label}"
    yield f"可以提交：{'是' if seen.ready else '否'}"
    yield from (f"  {problem.message}" for problem in seen.problems)
