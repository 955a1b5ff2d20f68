"""``policymatch run``, ``match`` and ``explain``."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policymatch.cli.home import DEFAULT_HOME, SAMPLE_DAY, AsOf, Home, day, store_url
from policymatch.errors import NotFoundError

if TYPE_CHECKING:
    from policymatch.decisions.matching import Match
    from policymatch.documents import PolicyDocument
    from policymatch.profiles import Profile

Json = Annotated[bool, typer.Option("--json", help="输出 JSON。")]


def mount(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command()(run)
    app.command()(match)
    app.command()(explain)


def run(
    home: Home = DEFAULT_HOME,
    enterprises: Annotated[int, typer.Option(min=1, help="合成样例的企业数。")] = 2000,
    seed: Annotated[int, typer.Option(help="合成样例的种子。")] = 7,
    as_of: AsOf = None,
) -> None:
    """完成主要工作：解析随附政策、发布、生成画像、全量匹配，展示三家企业。"""
    from policymatch.cli.running import run_everything

    run_everything(
        home=home, enterprises=enterprises, seed=seed, as_of=SAMPLE_DAY if as_of is None else day(as_of, home)
    )


def match(
    uscc: Annotated[str, typer.Argument(help="统一社会信用代码。")],
    home: Home = DEFAULT_HOME,
    as_of: AsOf = None,
    everything: Annotated[bool, typer.Option("--all", help="也列出不符合的事项。")] = False,
    as_json: Json = False,
) -> None:
    """一家企业的匹配清单：结论、金额、截止日期与要点。"""
    from policymatch.cli.printing import console, match_data, match_table, verdict_counts
    from policymatch.decisions import Verdict
    from policymatch.decisions.matching import match_all

    when = day(as_of, home)
    profile, documents = load(home, uscc, when)
    found = match_all(documents, profile, when)
    shown = [one for one in found if everything or one.verdict is not Verdict.NOT_ELIGIBLE]
    if as_json:
        typer.echo(json.dumps([match_data(one, when) for one in shown], ensure_ascii=False, indent=1))
        return
    out = console()
    out.print(match_table(shown, when, title=f"{profile.name}　{profile.subject}　{when}"))
    out.print(verdict_counts(found) + ("" if everything else "（--all 列出不符合的事项）"))


def explain(
    uscc: Annotated[str, typer.Argument(help="统一社会信用代码。")],
    item: Annotated[str, typer.Argument(help="事项编号，如 cn-sme-tax-2023/small-profit；可只写能唯一确定的一部分。")],
    home: Home = DEFAULT_HOME,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """一家企业、一个事项：逐条判定、看到的值与来源、原文，以及补什么就能定论。"""
    from policymatch.cli.printing import explanation, match_data

    when = day(as_of, home)
    profile, documents = load(home, uscc, when)
    found = find_item(documents, item, profile, when)
    if as_json:
        typer.echo(json.dumps(match_data(found, when), ensure_ascii=False, indent=1))
        return
    typer.echo(f"{profile.name}　{profile.subject}　{when}")
    typer.echo("\n".join(explanation(found, when)))


def find_item(documents: list[PolicyDocument], wanted: str, profile: Profile, when: date) -> Match:
    """The match of the one item that a name, or a part of it, stands for.

    Raises:
        NotFoundError: none, or several.
    """
    from policymatch.decisions.matching import item_key, match_item

    pairs = [(document, item) for document in documents for item in document.items]
    exact = [pair for pair in pairs if item_key(*pair) == wanted]
    near = exact or [pair for pair in pairs if wanted in item_key(*pair) or wanted in pair[1].name]
    if len(near) == 1:
        return match_item(*near[0], profile, when)
    named = "、".join(item_key(*pair) for pair in near[:8])
    hint = f"写全编号：{named}" if near else "用 policymatch match --all 查看编号"
    raise NotFoundError(f"“{wanted}”对应 {len(near)} 个事项", where=f"{when} 施行中的政策", hint=hint)


def load(home: Path, uscc: str, when: date) -> tuple[Profile, list[PolicyDocument]]:
    """An enterprise's profile and the documents in force on a day.

    Raises:
        NotFoundError: no data yet, or nothing known of the enterprise.
    """
    from sqlmodel import Session

    from policymatch.ingest.profiles import build_profile
    from policymatch.store.engine import open_store
    from policymatch.store.policies import documents_in_force

    if not (home / "policymatch.sqlite3").exists():
        raise NotFoundError("还没有数据", where=str(home), hint="先运行 policymatch run，或用 --home 指明数据文件夹")
    engine = open_store(store_url(home))
    profile = build_profile(engine, uscc)
    with Session(engine) as session:
        return profile, documents_in_force(session, when)
