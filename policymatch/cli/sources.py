"""``policymatch sources``, ``ingest``, ``quarantine`` and ``review``: shared data on its way into the store."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from importlib.resources import as_file, files
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from policymatch.cli.home import DEFAULT_HOME, AsOf, Home, day, store_url
from policymatch.errors import InvalidInputError, NotFoundError
from policymatch.vocabulary.viewers import Viewer

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from policymatch.ingest.quarantine import Broken
    from policymatch.ingest.reports import IngestReport
    from policymatch.profiles.specs import SourceSpec

Json = Annotated[bool, typer.Option("--json", help="输出 JSON。")]
Store = Annotated[
    str | None,
    typer.Option(
        "--store",
        envvar="POLICYMATCH_DATABASE_URL",
        help="存储地址（SQLAlchemy URL 或 SQLite 文件）；默认用数据文件夹中的。",
    ),
]
Specs = Annotated[Path | None, typer.Option("--specs", help="数据源说明所在文件夹；默认用随附的。")]
_SAMPLE_ROWS = 500
_SHOWN = 50

sources = typer.Typer(help="数据源说明：列出，为未知文件建议映射。", no_args_is_help=True)
quarantine = typer.Typer(help="隔离区：查看、更正、重放、搁置。", no_args_is_help=True)
review = typer.Typer(help="主体待确认队列：没有可用信用代码的行。", no_args_is_help=True)


def mount(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.add_typer(sources, name="sources")
    app.command()(ingest)
    app.add_typer(quarantine, name="quarantine")
    app.add_typer(review, name="review")


def open_engine(store: str | None, home: Path) -> Engine:
    """The engine of a store named on the command line, else of the home."""
    from policymatch.store.engine import open_store

    return open_store(store or store_url(home))


def load_sources(folder: Path | None) -> dict[str, SourceSpec]:
    """The specs of a folder, else those that ship."""
    from policymatch.profiles.specfiles import load_specs

    if folder is not None:
        return load_specs(folder)
    with as_file(files("enterprise_profiles") / "sources") as shipped:
        return load_specs(shipped)


def pick(specs: dict[str, SourceSpec], source: str) -> SourceSpec:
    """One spec by its id.

    Raises:
        NotFoundError: there is none.
    """
    if source not in specs:
        raise NotFoundError(f"没有数据源“{source}”", hint=f"已有：{'、'.join(specs)}")
    return specs[source]


@sources.command("list")
def list_sources(specs: Specs = None, as_json: Json = False) -> None:
    """全部数据源：部门、目录、频次、主键、提供的字段与完整性声明。"""
    from policymatch.vocabulary.fields import field

    listed = load_sources(specs)
    if as_json:
        data = [
            {"id": s.id, "title": s.title, "department": s.department, "cadence": s.cadence, "fields": list(s.fields)}
            for s in listed.values()
        ]
        typer.echo(json.dumps(data, ensure_ascii=False, indent=1))
        return
    for spec in listed.values():
        typer.echo(
            f"{spec.id}　{spec.department}　{spec.title}（{spec.catalogue.list} {spec.catalogue.code}，{spec.cadence}）"
        )
        typer.echo("    字段：" + "、".join(field(name).label for name in spec.fields))
        if spec.claims:
            words = (
                f"{field(claim.field).label}{'：' + '、'.join(claim.members) if claim.members else ''}"
                for claim in spec.claims
            )
            typer.echo("    声明完整：" + "；".join(words))


@sources.command("check")
def check_source(
    file: Annotated[str, typer.Argument(help="未知文件，或已有数据源说明（.yaml）。")],
    specs: Specs = None,
    as_json: Json = False,
) -> None:
    """为未知文件建议映射，由人确认；对 .yaml 则检查其是否自洽。"""
    from policymatch.profiles.specfiles import load_spec

    if file.endswith((".yaml", ".yml")):
        spec = load_spec(Path(file))
        typer.echo(f"{spec.id}：自洽，{len(spec.columns)}列，提供{len(spec.fields)}个字段")
        return
    from policymatch.ingest.extracts import peek
    from policymatch.profiles.proposals import propose

    header, rows = peek(file, _SAMPLE_ROWS)
    proposal = propose(Path(file.partition("@")[0]).stem or "new_source", header, rows, load_sources(specs).values())
    if as_json:
        from dataclasses import asdict

        typer.echo(json.dumps(asdict(proposal), ensure_ascii=False, indent=1))
        return
    for column in proposal.columns:
        target = column.role or column.field or "—"
        typer.echo(f"{column.header} → {target}（内容 {column.content}，相似 {column.likeness:.0f}，非空 {column.filled:.0%}）"
                   + "".join(f"\n    ⚠ {doubt}" for doubt in column.doubts))  # fmt: skip
    if proposal.resembles:
        typer.echo(f"\n与已有数据源 {proposal.resembles} 相近，可直接用它导入。")
    typer.echo("\n建议的说明（确认、补全后存为 sources/<id>.yaml）：\n" + proposal.yaml)


def ingest(
    source: Annotated[str, typer.Argument(help="数据源 id。")],
    location: Annotated[
        str, typer.Argument(metavar="FILE|URL", help="csv、xlsx、xls、json、parquet 文件，或数据库地址#表名。")
    ],
    store: Store = None,
    home: Home = DEFAULT_HOME,
    specs: Specs = None,
    known_on: Annotated[str | None, typer.Option("--known-on", help="取得数据的日期；默认今天。")] = None,
    extracted_on: Annotated[str | None, typer.Option("--extracted-on", help="数据截至日期；默认同取得日期。")] = None,
    as_json: Json = False,
) -> None:
    """导入一个来源的一批数据：逐行入账，断点可续，重复无害。"""
    from policymatch.ingest.intake import ingest as take_in

    spec = pick(load_sources(specs), source)
    got = parse_day(known_on, "--known-on") or date.today()
    spoken = parse_day(extracted_on, "--extracted-on")
    engine = open_engine(store, home)
    with _progress(quiet=as_json, word=spec.title) as advance:
        report = take_in(
            engine, spec, location, known_on=got, extracted_on=spoken, progress=lambda _, rows: advance(rows)
        )
    if as_json:
        typer.echo(json.dumps(report.as_json(), ensure_ascii=False))
        return
    _print_report(report)


@quarantine.command("list")
def list_quarantined(
    source: Annotated[str | None, typer.Option(help="只看这个来源。")] = None,
    rule: Annotated[str | None, typer.Option(help="只看违反这条规则的。")] = None,
    store: Store = None, home: Home = DEFAULT_HOME, specs: Specs = None,
    viewer: Annotated[Viewer, typer.Option("--as", help="以谁的身份查看。")] = Viewer.DEPARTMENT,
    limit: Annotated[int, typer.Option(min=1)] = _SHOWN, as_json: Json = False,
) -> None:  # fmt: skip
    """隔离的行与被搁置的值：规则、列、原值、理由、更正建议；个人信息已遮盖。"""
    from policymatch.ingest.quarantine import quarantined

    known = load_sources(specs)
    for row in islice(quarantined(open_engine(store, home), source=source, rule=rule), limit):
        shown = _shown_row(row, known.get(row.source), viewer)
        if as_json:
            typer.echo(json.dumps(shown, ensure_ascii=False))
            continue
        hint = f"；建议：{shown['suggestion']}" if shown["suggestion"] else ""
        typer.echo(f"#{row.id} {row.source} 第{row.row}行 [{row.rule}] {row.column}：{shown['reason']}{hint}")


def _shown_row(row: Broken, spec: SourceSpec | None, viewer: Viewer) -> dict[str, Any]:
    """A quarantined row as a viewer may see it; what was in a cell that he may not see is not told in the reason either."""
    from policymatch.profiles.masking import HIDDEN, mask_row, mask_text, may_see_column

    aligned = row.rule != "column_count"
    told = {
        "id": row.id,
        "source": row.source,
        "row": row.row,
        "scope": row.scope,
        "rule": row.rule,
        "column": row.column,
    }
    if spec is None or not (not aligned or may_see_column(viewer, spec, row.column)):
        return {
            **told,
            "value": HIDDEN,
            "reason": HIDDEN,
            "suggestion": "",
            "raw": mask_row(spec, row.raw, viewer, aligned=aligned) if spec else {},
        }
    value = mask_text(row.value) if aligned else HIDDEN
    reason, suggestion = mask_text(row.reason), row.suggestion
    return {
        **told,
        "value": value,
        "reason": reason,
        "suggestion": suggestion,
        "raw": mask_row(spec, row.raw, viewer, aligned=aligned),
    }


@quarantine.command("correct")
def correct_row(
    number: Annotated[int, typer.Argument(help="隔离行编号。")],
    changes: Annotated[list[str] | None, typer.Argument(help="列名=值，可多个；不写则采用建议值。")] = None,
    store: Store = None, home: Home = DEFAULT_HOME, specs: Specs = None, as_of: AsOf = None,
) -> None:  # fmt: skip
    """更正一行并入库。"""
    from policymatch.ingest.quarantine import accept_suggestion, correct, quarantined

    engine = open_engine(store, home)
    row = next((row for row in quarantined(engine) if row.id == number), None)
    if row is None:
        raise NotFoundError(f"隔离区没有待处理的第{number}号", hint="用 policymatch quarantine list 查看")
    spec = pick(load_sources(specs), row.source)
    on = day(as_of, home)
    cells = dict(_assignment(change) for change in changes or ())
    report = correct(engine, spec, number, cells, on=on) if cells else accept_suggestion(engine, spec, number, on=on)
    _print_report(report)


@quarantine.command("replay")
def replay_rows(
    source: Annotated[str, typer.Argument(help="数据源 id。")],
    store: Store = None,
    home: Home = DEFAULT_HOME,
    specs: Specs = None,
    as_of: AsOf = None,
) -> None:
    """说明更正后，把该来源隔离的行重新导入。"""
    from policymatch.ingest.quarantine import replay

    _print_report(replay(open_engine(store, home), pick(load_sources(specs), source), on=day(as_of, home)))


@quarantine.command("dismiss")
def dismiss_row(number: Annotated[int, typer.Argument()], store: Store = None, home: Home = DEFAULT_HOME) -> None:
    """搁置一行（确认无用）。"""
    from policymatch.ingest.quarantine import dismiss

    dismiss(open_engine(store, home), number)
    typer.echo(f"已搁置 #{number}")


@review.command("list")
def list_review(
    source: Annotated[str | None, typer.Option(help="只看这个来源。")] = None,
    register: Annotated[str, typer.Option(help="提供名称与住所的来源。")] = "market_registration",
    store: Store = None, home: Home = DEFAULT_HOME, specs: Specs = None,
) -> None:  # fmt: skip
    """待确认主体的行与可能的企业（相似度只供参考，不自动合并）。"""
    from policymatch.ingest.review import review_queue

    known = load_sources(specs)
    chosen = [pick(known, source)] if source else list(known.values())
    for case in review_queue(open_engine(store, home), pick(known, register), chosen):
        typer.echo(
            f"#{case.row.id} {case.row.source} 第{case.row.row}行 {case.name or '（无名称）'}：{case.row.reason}"
        )
        for candidate in case.candidates:
            typer.echo(f"    {candidate.likeness:5.1f}  {candidate.subject}  {candidate.name}")


@review.command("assign")
def assign_row(
    number: Annotated[int, typer.Argument(help="隔离行编号。")],
    uscc: Annotated[str, typer.Argument(help="经人确认的统一社会信用代码。")],
    store: Store = None, home: Home = DEFAULT_HOME, specs: Specs = None, as_of: AsOf = None,
) -> None:  # fmt: skip
    """由人确认：这一行说的是这家企业。"""
    from policymatch.ingest.quarantine import quarantined
    from policymatch.ingest.review import assign

    engine = open_engine(store, home)
    row = next((row for row in quarantined(engine) if row.id == number), None)
    if row is None:
        raise NotFoundError(f"没有待确认的第{number}号", hint="用 policymatch review list 查看")
    _print_report(assign(engine, pick(load_sources(specs), row.source), number, uscc, on=day(as_of, home)))


def parse_day(text: str | None, option: str) -> date | None:
    """A date given on the command line.

    Raises:
        InvalidInputError: it is none.
    """
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise InvalidInputError(f"“{text}”不是日期", where=option, hint="写成 YYYY-MM-DD") from None


def _assignment(text: str) -> tuple[str, str]:
    name, mark, value = text.partition("=")
    if not mark:
        raise InvalidInputError(f"看不懂“{text}”", hint="写成 列名=值")
    return name, value


def _print_report(report: IngestReport) -> None:
    typer.echo(
        f"{report.source}：{report.rows_in}行 = 入库{report.stored} + 隔离{report.quarantined} + 重复{report.duplicates}，用时{report.seconds:.1f}秒"
    )
    for word, counts in (("隔离", report.rules), ("搁置的值", report.flaws)):
        if counts:
            typer.echo(f"    {word}：" + "、".join(f"{rule} {count}" for rule, count in counts.items()))
    if report.repeated:
        typer.echo("    这批内容以前导入过，没有变化")
    if report.resumed_at:
        typer.echo(f"    从第{report.resumed_at + 1}行续导")
    if report.ended:
        typer.echo(f"    不再在册：{report.ended}")
    if report.missing:
        typer.echo(f"    文件没有的列：{'、'.join(report.missing)}")


@contextmanager
def _progress(*, quiet: bool, word: str) -> Iterator[Any]:
    if quiet:
        yield lambda _rows: None
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description} {task.completed:,} 行"), TimeElapsedColumn())
    with Progress(*columns, transient=True) as progress:
        task = progress.add_task(word, total=None)
        yield lambda rows: progress.update(task, advance=rows)
