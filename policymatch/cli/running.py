"""The main job: parse, publish, build profiles, match everything, show three enterprises."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import numpy as np
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from sqlalchemy import Engine
from sqlmodel import Session

from policymatch.batch import Verdicts, match_everything
from policymatch.cli.home import remember_day, store_url
from policymatch.cli.printing import COLOURS, console, match_table, verdict_counts
from policymatch.conditions import Judgement, leaves
from policymatch.decisions import Verdict
from policymatch.decisions.matching import item_key, match_all
from policymatch.documents import PolicyDocument
from policymatch.errors import ConflictError, PolicyMatchError
from policymatch.ingest.intake import ingest_folder
from policymatch.ingest.profiles import build_profile, count_subjects, load_profiles
from policymatch.ingest.reports import IngestReport
from policymatch.parsing import Parse, parse_text
from policymatch.registry.shelf import ShelfPolicy, read_shelf
from policymatch.store.engine import open_store
from policymatch.store.policies import documents_in_force, publish

SHOWN_ITEMS = 8


@dataclass(frozen=True, slots=True)
class Telling:
    """An enterprise worth showing, and why."""

    subject: str
    why: str


def run_everything(*, home: Path, enterprises: int, seed: int, as_of: date) -> None:
    """Do the main job and print what came of it.

    Args:
        home: where the embedded store is kept; made where it is missing.
        enterprises: how many synthetic enterprises.
        seed: of the synthetic sample; the same seed gives the same sample.
        as_of: the day to decide for.
    """
    started = perf_counter()
    home.mkdir(parents=True, exist_ok=True)
    engine = open_store(store_url(home))
    out = console()
    out.rule("① 解析政策", align="left")
    shelf = _read_policies(out)
    # First what may be refused, then what takes long.
    in_force = _publish(engine, shelf, as_of)
    _parse_policies(shelf, out)
    out.rule("② 企业画像", align="left")
    _build_profiles(engine, enterprises=enterprises, seed=seed, as_of=as_of, out=out)
    out.rule(f"③ 全量匹配（{as_of}）", align="left")
    verdicts = _match(engine, in_force, as_of, out)
    out.rule("④ 三家企业", align="left")
    for telling in _telling(verdicts):
        _show(engine, in_force, telling, as_of, out)
    remember_day(home, as_of)
    out.print(f"用时 {perf_counter() - started:.1f} 秒，数据在 {home}/。继续查询：")
    out.print(
        "  policymatch match <信用代码>　　policymatch explain <信用代码> <事项>　　policymatch profile <信用代码>"
    )


@contextmanager
def _progress(out: Any, word: str, total: int | None) -> Iterator[Any]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=out, transient=True) as progress:
        task = progress.add_task(word, total=total)
        yield lambda step=1: progress.update(task, advance=step)


def _shipped(package: str) -> Traversable:
    """A folder of data that ships, found by its package's name: the engine does not import its data."""
    return files(package)


def _read_policies(out: Any) -> list[ShelfPolicy]:
    def complain(error: PolicyMatchError) -> None:
        out.print(f"[red]跳过：{error}[/]")

    return read_shelf(_shipped("policies") / "published", on_error=complain)


def _parse_policies(shelf: Sequence[ShelfPolicy], out: Any) -> None:
    table = Table(pad_edge=False)
    for name in ("政策", "事项", "条件", "结构化", "需人工认定", "未读懂"):
        table.add_column(name, justify="left" if name == "政策" else "right")
    totals = np.zeros(5, dtype=int)
    with _progress(out, "解析", len(shelf)) as advance:
        for policy in shelf:
            row = _coverage_row(parse_text(policy.source_text, name=policy.document.id))
            totals += row
            table.add_row(f"{policy.document.title} v{policy.version}", *_coverage_cells(row))
            advance()
    table.add_section()
    table.add_row(f"合计 {len(shelf)} 份", *_coverage_cells(totals))
    out.print(table)


def _coverage_row(parsed: Parse) -> Any:
    found = [leaf for item in parsed.document.items for leaf in leaves(item.condition)]
    coverage = parsed.coverage
    shares = (coverage.structured, coverage.judgement, coverage.not_understood)
    return np.array([len(parsed.document.items), len(found), *shares])


def _coverage_cells(row: Any) -> list[str]:
    total = max(1, int(row[2:].sum()))
    return [str(row[0]), str(row[1]), *(f"{part / total:.0%}" for part in row[2:])]


def _publish(engine: Engine, shelf: Sequence[ShelfPolicy], as_of: date) -> list[PolicyDocument]:
    """Publish the reviewed form of each policy; what is in force on the day comes back."""
    with Session(engine) as session:
        for policy in shelf:
            try:
                publish(session, policy, recorded_on=as_of)
            except ConflictError as error:
                raise ConflictError(
                    "存储里有随附政策的旧内容，而已发布的版本不可更改",
                    where=error.where,
                    hint="只是试用：删去数据文件夹（var/）或以 --home 换一个再运行；已在使用：给改动的政策新的版本号再发布",
                ) from error
        session.commit()
        return documents_in_force(session, as_of)


def _build_profiles(engine: Engine, *, enterprises: int, seed: int, as_of: date, out: Any) -> None:
    from enterprise_profiles.generate import generate

    with TemporaryDirectory() as folder, as_file(_shipped("enterprise_profiles") / "sources") as specs:
        generate(Path(folder), enterprises=enterprises, seed=seed)
        with _progress(out, "入库", None) as advance:
            reports = ingest_folder(engine, specs, Path(folder), known_on=as_of, progress=lambda _, rows: advance(rows))
    out.print(_ingest_table(reports))
    out.print(f"共 {count_subjects(engine)} 家企业")


def _ingest_table(reports: Sequence[IngestReport]) -> Table:
    table = Table(pad_edge=False)
    for name in ("来源", "行数", "入库", "隔离", "重复", "隔离原因"):
        table.add_column(name, justify="right" if name not in ("来源", "隔离原因") else "left")
    for report in reports:
        rules = "、".join(f"{rule} {count}" for rule, count in list(report.rules.items())[:3])
        cells = (report.rows_in, report.stored, report.quarantined, report.duplicates)
        table.add_row(report.source, *map(str, cells), rules)
    return table


def _match(engine: Engine, in_force: Sequence[PolicyDocument], as_of: date, out: Any) -> Verdicts:
    items = [(item_key(document, item), item.condition) for document in in_force for item in document.items]
    with _progress(out, "读取画像", count_subjects(engine)) as advance:
        started = perf_counter()
        verdicts = match_everything(items, _counted(load_profiles(engine), advance), as_of)
        counts = verdicts.counts()
        seconds = perf_counter() - started
    out.print(_match_table(in_force, dict(zip(verdicts.keys, range(len(items)), strict=True)), counts))
    out.print(f"{len(items)} 个事项 × {verdicts.encoded.rows} 家企业，含画像读取 {seconds:.1f} 秒")
    return verdicts


def _counted(profiles: Iterator[Any], advance: Any) -> Iterator[Any]:
    for profile in profiles:
        yield profile
        advance()


def _match_table(in_force: Sequence[PolicyDocument], places: dict[Any, int], counts: dict[Verdict, Any]) -> Table:
    table = Table(pad_edge=False)
    table.add_column("政策与事项")
    for verdict, colour in COLOURS.items():
        table.add_column(verdict.label, justify="right", style=colour)
    table.add_column("条件")
    for document in in_force:
        table.add_section()
        table.add_row(f"[bold]{document.title}[/]")
        for item in document.items:
            place = places[item_key(document, item)]
            listed = list(leaves(item.condition))
            judged = sum(isinstance(leaf, Judgement) for leaf in listed)
            numbers = (str(counts[verdict][place]) for verdict in COLOURS)
            table.add_row(f"  {item.name}", *numbers, f"{len(listed)}条" + (f"（{judged}条人工）" if judged else ""))
    return table


def _telling(verdicts: Verdicts) -> list[Telling]:
    """Three enterprises: with most to gain, with most that data would settle, with most that people must judge."""
    eligible = sum(verdicts.bitmap(key).astype(int) for key in verdicts.keys)
    sums = {
        verdict: sum(verdicts.bitmap(key, verdict).astype(int) for key in verdicts.keys)
        for verdict in (Verdict.OPEN, Verdict.JUDGEMENT)
    } | {Verdict.ELIGIBLE: eligible}
    subjects = (
        verdicts.encoded.subjects.to_pylist()
        if verdicts.encoded.subjects is not None
        else [str(row) for row in range(verdicts.encoded.rows)]
    )
    reasons = {
        Verdict.ELIGIBLE: "符合的事项最多",
        Verdict.OPEN: "补齐事实后可能受益最多",
        Verdict.JUDGEMENT: "待人工认定的事项最多",
    }
    chosen: dict[str, Telling] = {}
    for verdict, why in reasons.items():
        # Of those with something already, for the others lack the very registration.
        for place in np.lexsort((np.array(subjects), -np.asarray(sums[verdict]), np.asarray(eligible) == 0)):
            if subjects[place] not in chosen:
                chosen[subjects[place]] = Telling(subjects[place], why)
                break
    return list(chosen.values())


def _show(engine: Engine, in_force: Sequence[PolicyDocument], telling: Telling, as_of: date, out: Any) -> None:
    profile = build_profile(engine, telling.subject)
    matches = match_all(in_force, profile, as_of)
    shown = [match for match in matches if match.verdict is not Verdict.NOT_ELIGIBLE][:SHOWN_ITEMS]
    title = f"{profile.name}　{profile.subject}　（{telling.why}）"
    out.print(match_table(shown, as_of, title=title))
    out.print(verdict_counts(matches))
    out.print()
