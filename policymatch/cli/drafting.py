"""``policymatch draft``: documents from files or folders become drafts for officers to review."""

from __future__ import annotations

import re
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policymatch.cli.home import DEFAULT_HOME, Home
from policymatch.cli.keeping import operator
from policymatch.cli.parsing import policy_files
from policymatch.cli.sources import Store, open_engine
from policymatch.errors import InvalidInputError, PolicyMatchError

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from policymatch.store.tables_policies import Draft

draft = typer.Typer(help="草稿：导入文件，列出。", no_args_is_help=True)


def mount(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.add_typer(draft, name="draft")


@draft.command("import")
def import_files(
    files: Annotated[list[Path], typer.Argument(help="政策文件或文件夹。")],
    department: Annotated[str, typer.Option(help="主管部门。")] = "",
    policy_id: Annotated[str | None, typer.Option("--id", help="政策编号（单个文件时）；默认由文件名得出。")] = None,
    actor: Annotated[str | None, typer.Option(help="起草人的用户名；默认为当前系统用户。")] = None,
    store: Store = None,
    home: Home = DEFAULT_HOME,
) -> None:
    """解析文件，存为草稿，原件一并保存；读不了的文件说明原因，其余照常。"""
    paths = list(policy_files(files))
    if policy_id is not None and len(paths) != 1:
        raise InvalidInputError(f"--id 只用于单个文件，共有 {len(paths)} 个", where="--id", hint="去掉 --id")
    engine = open_engine(store, home)
    failed = 0
    for path in paths:
        try:
            made = _import(engine, path, policy_id or name_of(path), department, actor or operator())
        except PolicyMatchError as error:
            failed += 1
            print(f"错误：{error.at(str(path))}", file=sys.stderr)
            continue
        typer.echo(f"{made.id}　{made.policy_id}　{made.title}")
    typer.echo(f"导入 {len(paths) - failed} 份草稿，失败 {failed} 个", err=True)
    if failed:
        raise typer.Exit(2)


def name_of(path: Path) -> str:
    """A policy's id from a file's name; where the name has no Latin letters or digits, from its content."""
    import hashlib

    words = "-".join(re.findall(r"[a-z0-9]+", path.stem.lower()))[:60].strip("-")
    return words or f"policy-{hashlib.sha256(path.read_bytes()).hexdigest()[:12]}"


def _import(engine: Engine, path: Path, policy_id: str, department: str, actor: str) -> Draft:
    from policymatch.parsing import parse_file
    from policymatch.store.audit import record
    from policymatch.store.drafts import create_draft, keep_file
    from policymatch.store.transactions import writing

    parsed, now = parse_file(path), datetime.now(UTC)
    coverage = asdict(parsed.coverage) | {"share": parsed.coverage.share}
    with writing(engine) as session:
        original = keep_file(session, name=path.name, content=path.read_bytes())
        made = create_draft(
            session, parsed.document, parsed.source.text, policy_id=policy_id, actor=actor, now=now, department=department,
            coverage=coverage, warnings=parsed.warnings, source_file=original,
        )  # fmt: skip
        record(session, actor=actor, action="draft.create", target=made.id, detail={"policy": policy_id}, now=now)
    return made


@draft.command("list")
def list_all(store: Store = None, home: Home = DEFAULT_HOME) -> None:
    """全部草稿，最近改动的在前。"""
    from policymatch.registry.drafting import DraftState
    from policymatch.store.drafts import list_drafts
    from policymatch.store.transactions import reading

    with reading(open_engine(store, home)) as session:
        for made in list_drafts(session):
            state = DraftState(made.state).label
            typer.echo(f"{made.id}　{state}　第{made.revision}稿　{made.policy_id}　{made.department}　{made.title}")
