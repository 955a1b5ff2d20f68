"""``policymatch profile``, ``quality``, ``demand`` and ``dispute``: what is known, how well, and what is missing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from policymatch.cli.home import DEFAULT_HOME, AsOf, Home, day
from policymatch.cli.sources import Json, Specs, Store, load_sources, open_engine, parse_day, pick
from policymatch.vocabulary.viewers import Viewer

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from policymatch.documents import PolicyDocument
    from policymatch.ingest.disputes import DisputeCase
    from policymatch.profiles.readings import Column
    from policymatch.profiles.views import FactLine, ProfileView

_SAMPLE = 2000

dispute = typer.Typer(help="异议：对某条数据提出、答复、查看。", no_args_is_help=True)


def mount(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command()(profile)
    app.command()(quality)
    app.command()(demand)
    app.add_typer(dispute, name="dispute")


def profile(
    uscc: Annotated[str, typer.Argument(help="统一社会信用代码。")],
    viewer: Annotated[Viewer, typer.Option("--as", help="以谁的身份查看；看不到的值只示其有。")] = Viewer.ENTERPRISE,
    known_on: Annotated[str | None, typer.Option("--known-on", help="当时所知：只用这一天（含）以前取得的数据。")] = None,
    history: Annotated[bool, typer.Option("--all", help="也列出历史状态与名单的沉默。")] = False,
    store: Store = None, home: Home = DEFAULT_HOME, specs: Specs = None, as_of: AsOf = None, as_json: Json = False,
) -> None:  # fmt: skip
    """一家企业的画像：每条数据的来源、时间、年龄、是否一致。"""
    from policymatch.ingest.disputes import WAITING, disputes
    from policymatch.ingest.ownership import edges
    from policymatch.ingest.profiles import build_profile
    from policymatch.profiles.views import view_profile

    engine = open_engine(store, home)
    found = build_profile(engine, uscc, known_on=parse_day(known_on, "--known-on"))
    authorities = {claimed: spec.id for spec in load_sources(specs).values() for claimed in spec.authoritative}
    disputed = [case.field for case in disputes(engine, subject=uscc, state=WAITING)]
    view = view_profile(
        found, day(as_of, home), viewer=viewer, authorities=authorities, disputed=disputed, everything=history
    )
    related = edges(engine, uscc)
    if as_json:
        typer.echo(
            json.dumps(
                {**asdict(view), "ownership": [asdict(edge) for edge in related]},
                ensure_ascii=False,
                default=str,
                indent=1,
            )
        )
        return
    _print_profile(view)
    for edge in related:
        share = f" {float(edge.share):.0%}" if edge.share else ""
        typer.echo(f"{edge.kind}{share}：{edge.child} ← {edge.parent}")


def quality(
    source: Annotated[str | None, typer.Option(help="只看这个来源。")] = None,
    store: Store = None, home: Home = DEFAULT_HOME, specs: Specs = None, as_of: AsOf = None, as_json: Json = False,
) -> None:  # fmt: skip
    """数据质量：各来源与总体的完整、有效、一致、及时。"""
    from policymatch.ingest.profiles import load_profiles
    from policymatch.ingest.quality import quality_report
    from policymatch.profiles.quality import coverage

    engine = open_engine(store, home)
    known = load_sources(specs)
    chosen = [pick(known, source)] if source else list(known.values())
    report = quality_report(engine, chosen, day(as_of, home))
    overall = coverage(load_profiles(engine)) if source is None else None
    if as_json:
        data = {"sources": [asdict(entry) for entry in report], "overall": asdict(overall) if overall else None}
        typer.echo(json.dumps(data, ensure_ascii=False, default=str, indent=1))
        return
    _print_quality(report, overall)


def demand(
    least: Annotated[float, typer.Option("--least", help="只列缺失比例高于此值的。")] = 0.0,
    sample: Annotated[int, typer.Option(min=1, help="最多查看多少家企业。")] = _SAMPLE,
    store: Store = None, home: Home = DEFAULT_HOME, specs: Specs = None, as_of: AsOf = None, as_json: Json = False,
) -> None:  # fmt: skip
    """数据需求清单：已发布政策要用、而共享数据给不出的事实，按数源部门。"""
    from itertools import islice

    from policymatch.ingest.profiles import load_profiles
    from policymatch.profiles.demand import by_owner, demand_list

    engine, when = open_engine(store, home), day(as_of, home)
    asked = asked_columns(published(engine, when))
    demands = demand_list(asked, load_sources(specs).values(), islice(load_profiles(engine), sample), when, least=least)
    if as_json:
        data = [{"field": d.column.field, "label": d.label, "owner": d.owner, "share": round(d.share, 4), "items": list(d.items),
                 "sources": list(d.sources), "by_application": d.by_application} for d in demands]  # fmt: skip
        typer.echo(json.dumps(data, ensure_ascii=False, indent=1))
        return
    for owner, listed in by_owner(demands).items():
        typer.echo(f"\n{owner}（{len(listed)}项）")
        for entry in listed:
            where = "、".join(entry.sources) if entry.sources else "没有来源"
            typer.echo(f"  {entry.label}：{entry.share:.0%} 的企业未知，{len(entry.items)}个事项要用（{where}）")
    left = [entry.label for entry in demands if entry.by_application]
    typer.echo(f"\n须在申报时提供（共享数据不可能有）：{'、'.join(left)}")


@dispute.command("raise")
def raise_dispute(
    uscc: Annotated[str, typer.Argument(help="统一社会信用代码。")],
    field: Annotated[str, typer.Argument(help="字段 id，如 insured_employees。")],
    claimed: Annotated[str, typer.Argument(help="认为正确的值。")],
    source: Annotated[str, typer.Option("--source", help="有异议的来源。")],
    reason: Annotated[str, typer.Option("--reason", help="理由。")],
    year: Annotated[int | None, typer.Option("--year", help="年度数据的年份。")] = None,
    raised_by: Annotated[str, typer.Option("--by", help="企业 或 坐席。")] = "企业",
    store: Store = None, home: Home = DEFAULT_HOME, as_of: AsOf = None,
) -> None:  # fmt: skip
    """对一条数据提出异议；列出取决于它的事项。"""
    from policymatch.ingest.disputes import dispute as open_case

    engine, when = open_engine(store, home), day(as_of, home)
    case = open_case(
        engine, uscc, field, source=source, claimed=claimed, reason=reason, on=when, year=year, raised_by=raised_by
    )
    typer.echo(f"异议 #{case.id} 已转 {case.department}：现值 {case.stated}，主张 {case.claimed}")
    for title in affected_items(published(engine, when), case.affected_fields):
        typer.echo(f"    取决于此：{title}")


@dispute.command("answer")
def answer_dispute(
    number: Annotated[int, typer.Argument(help="异议编号。")],
    words: Annotated[str, typer.Argument(help="答复。")],
    upheld: Annotated[bool, typer.Option("--upheld/--rejected", help="异议是否成立。")],
    value: Annotated[str | None, typer.Option("--value", help="更正值；不写则用企业主张的值。")] = None,
    store: Store = None, home: Home = DEFAULT_HOME, specs: Specs = None, as_of: AsOf = None,
) -> None:  # fmt: skip
    """来源部门答复；成立则更正，并重算取决于它的结论。"""
    from policymatch.ingest.disputes import answer, dispute_of

    engine, when = open_engine(store, home), day(as_of, home)
    before = dispute_of(engine, number)
    documents = published(engine, when)
    old = _verdicts(engine, before.subject, documents, before.affected_fields, when)
    case = answer(
        engine, pick(load_sources(specs), before.source), number, upheld=upheld, words=words, on=when, value=value
    )
    new = _verdicts(engine, case.subject, documents, case.affected_fields, when)
    typer.echo(f"异议 #{case.id} {case.state}（{case.answered_by}）：{case.answer}")
    changed = {title: (old[title], new[title]) for title in new if old[title] != new[title]}
    typer.echo(f"重算 {len(new)} 个事项，{len(changed)} 个结论改变")
    for title, (was, now) in changed.items():
        typer.echo(f"    {title}：{was} → {now}")


@dispute.command("list")
def list_disputes(
    uscc: Annotated[str | None, typer.Option(help="只看这家企业。")] = None,
    store: Store = None,
    home: Home = DEFAULT_HOME,
) -> None:
    """全部异议。"""
    from policymatch.ingest.disputes import disputes

    for case in disputes(open_engine(store, home), subject=uscc):
        typer.echo(_dispute_line(case))


def published(engine: Engine, when: date) -> list[PolicyDocument]:
    """The policies in force on a day."""
    from sqlmodel import Session

    from policymatch.store.policies import documents, versions_in_force

    with Session(engine) as session:
        return documents(versions_in_force(session, when))


def asked_columns(documents: Iterable[PolicyDocument]) -> dict[Column, list[str]]:
    """The columns that conditions read, each with the items that read it."""
    from policymatch.conditions.nodes import tests
    from policymatch.decisions.matching import item_key
    from policymatch.decisions.testing import interpretations

    asked: dict[Column, list[str]] = {}
    for document in documents:
        for item in document.items:
            columns = {c for test in tests(item.condition) for reading in interpretations(test) for c in reading}
            for column in columns:
                asked.setdefault(column, []).append(item_key(document, item))
    return asked


def affected_items(documents: Iterable[PolicyDocument], fields: Iterable[str]) -> Iterator[str]:
    """The items whose conditions read one of the fields."""
    from policymatch.conditions.nodes import tests
    from policymatch.decisions.matching import item_key

    wanted = set(fields)
    for document in documents:
        for item in document.items:
            if any(test.field in wanted for test in tests(item.condition)):
                yield item_key(document, item)


def _verdicts(
    engine: Engine, subject: str, documents: list[PolicyDocument], fields: Iterable[str], when: date
) -> dict[str, str]:
    from policymatch.decisions.matching import match_all
    from policymatch.ingest.profiles import build_profile

    wanted = set(affected_items(documents, fields))
    matches = match_all(documents, build_profile(engine, subject), when)
    return {match.key: match.verdict.label for match in matches if match.key in wanted}


def _print_profile(view: ProfileView) -> None:
    typer.echo(f"{view.name}　{view.subject}　{view.as_of}")
    last = ""
    for line in view.lines:
        label = line.label if line.field != last else ""
        mark = "⚑" if line.field in view.disputed else ""
        typer.echo(f"{label}{mark}\t{line.value}\t{line.time}\t{_origin(line)}")
        last = line.field
    if view.conflicts:
        labels = "、".join(dict.fromkeys(line.label for line in view.conflicts))
        typer.echo(f"来源不一致：{labels}（若会改变结论，判定为待核实）")
    if view.disputed:
        typer.echo("⚑ 异议办理中")


def _origin(line: FactLine) -> str:
    if line.inputs and not line.where:
        return (
            f"{line.standing}（由{'、'.join(line.inputs)}）"
            if line.known_on is None
            else f"{line.standing}（{line.department}，{line.inputs[0]}）"
        )
    role = "权威" if line.authority else "核对"
    age = f"，{line.age_days}天前取得" if line.age_days is not None else ""
    return f"{line.standing}（{line.department} {line.source}·{role}，{line.where}{age}）"


def _dispute_line(case: DisputeCase) -> str:
    year = f" {case.year}年" if case.year else ""
    done = f"；{case.answered_by}{case.answered_on}答复：{case.answer}" if case.answered_on else ""
    return f"#{case.id} [{case.state}] {case.subject} {case.field}{year}（{case.source}）现值 {case.stated}，主张 {case.claimed}：{case.reason}{done}"


def _print_quality(report: list[Any], overall: Any) -> None:
    for entry in report:
        if not entry.rows_in:
            typer.echo(f"{entry.source}　{entry.department}：尚未交付")
            continue
        late = f"，逾期{entry.late_days}天" if entry.late_days else ""
        full = f"{entry.completeness:.1%}" if entry.completeness is not None else "—"
        typer.echo(
            f"{entry.source}　{entry.department}：{entry.rows_in}行，完整 {full}，有效 {entry.validity:.1%}，"
            f"待处理 {entry.open_rows} 行，最新 {entry.newest}{late}"
        )
    if overall is None:
        return
    agreed = f"{overall.agreement:.1%}" if overall.agreement is not None else "—"
    typer.echo(f"\n总体：{overall.enterprises} 家企业，字段平均完整 {overall.completeness:.1%}，多源一致 {agreed}")
    for field in overall.fields:
        checked = f"，校核 {field.checked} 家，一致 {field.agreement:.1%}" if field.agreement is not None else ""
        typer.echo(f"  {field.label}：{field.known / overall.enterprises:.0%}（{field.owner}）{checked}")
