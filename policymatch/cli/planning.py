"""``policymatch best``, ``near`` and ``flip``: what to apply for together, what is missed by little, what time will turn."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from policymatch.cli.home import DEFAULT_HOME, AsOf, Home, day
from policymatch.cli.matching import Json, find_item, load
from policymatch.errors import InvalidInputError

if TYPE_CHECKING:
    from policymatch.decisions.nearness import NearMiss
    from policymatch.decisions.stacking import Award, Plan

Uscc = Annotated[str, typer.Argument(help="统一社会信用代码。")]


def mount(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command()(best)
    app.command()(near)
    app.command()(flip)


def best(
    uscc: Uscc,
    held: Annotated[
        list[str] | None, typer.Option("--held", help="已获得的扶持：事项编号或名称=金额（元）；金额不明则不写。")
    ] = None,
    pending: Annotated[list[str] | None, typer.Option("--pending", help="已审定待兑付的，写法同上。")] = None,
    applied: Annotated[list[str] | None, typer.Option("--applied", help="已申报待审的，写法同上。")] = None,
    known: Annotated[
        Path | None,
        typer.Option(
            "--awards", help="系统以外获得的扶持，一张表（xlsx、csv）：信用代码、事项、金额、状态、年度、项目。"
        ),
    ] = None,
    project: Annotated[
        list[str] | None, typer.Option("--project", help="事项编号=项目名称：说明哪些是同一项目。")
    ] = None,
    home: Home = DEFAULT_HOME,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """可以合法同时享受、金额最高的组合：哪些一起申报、先后、哪些不能兼得及原因。"""
    from policymatch.decisions.matching import match_all
    from policymatch.decisions.stacking import best_set
    from policymatch.documents.stacking import AwardState, Scope
    from policymatch.registry.snapshots import as_plain

    when = day(as_of, home)
    profile, documents = load(home, uscc, when)
    given = ((AwardState.HOLDS, held), (AwardState.PENDING, pending), (AwardState.APPLIED, applied))
    awards = [_award(text, state) for state, listed in given for text in listed or ()]
    awards += _from_table(known, profile.subject)
    keys = {key: {Scope.PROJECT: name} for key, name in map(_named, project or ())}
    plan = best_set(match_all(documents, profile, when), profile, when, awards=awards, keys=keys)
    if as_json:
        typer.echo(json.dumps(as_plain(plan), ensure_ascii=False, indent=1))
        return
    typer.echo(f"{profile.name}　{profile.subject}　{when}")
    typer.echo("\n".join(plan_lines(plan)))


def _named(text: str) -> tuple[str, str]:
    name, _, value = text.partition("=")
    if not name or not value:
        raise InvalidInputError(f"“{text}”无法读取", where="--project", hint="写成 事项编号=项目名称")
    return name, value


def _from_table(path: Path | None, subject: str) -> list[Award]:
    from policymatch.ingest.awards import read_awards

    return read_awards(path, subject) if path is not None else []


def _award(text: str, state: Any) -> Award:
    from policymatch.decisions.stacking import Award

    name, _, value = text.partition("=")
    try:
        amount = Decimal(value) if value else None
    except InvalidOperation:
        amount = Decimal("NaN")
    if not name or (amount is not None and not (amount.is_finite() and amount >= 0)):
        raise InvalidInputError(
            f"“{text}”无法读取", where="--held", hint="写成 事项编号=金额，如 cn-sme-tax-2023/hnte-cit=200000"
        )
    return Award(name, amount, state)


def plan_lines(plan: Plan) -> Iterator[str]:
    """A plan, line by line."""
    yield f"最优组合：合计{plan.total.label}" + ("" if plan.proven else "（规则过多，未能证明最优）")
    for one in plan.taken:
        verdict = one.verdict.label if one.verdict else "已申报"
        yield f"  · {one.name}　{one.paid.label}　{verdict}　{one.key}" + (f"（{one.note}）" if one.note else "")
    if plan.left:
        yield "不能兼得："
    for left in plan.left:
        quote = f"「{left.quote}」" if left.quote else ""
        yield f"  · {left.name}　{left.alone.label}　{left.key}：{left.reason}{quote}"
    for step in plan.steps:
        yield f"先后：{step.first} → {step.then}：{step.reason}"
    if plan.runner_up:
        yield f"次优：{'、'.join(plan.runner_up.keys)}，合计{plan.runner_up.total.label}"
    for tie in plan.ties:
        yield f"并列：{'、'.join(tie.keys)}，合计{tie.total.label}"
    yield from (f"假定：{line}" for line in plan.presumed)


def near(
    uscc: Uscc,
    item: Annotated[str | None, typer.Argument(help="只看一个事项；可只写能唯一确定的一部分。")] = None,
    steps: Annotated[int, typer.Option(min=1, max=4, help="最多几处不符。")] = 2,
    limit: Annotated[int, typer.Option(min=1, help="最多列几项。")] = 10,
    home: Home = DEFAULT_HOME,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """差一点：合法的最小改变、所需时间、赶得上的申报期；不能合法改变的不建议。"""
    from policymatch.decisions.nearness import near_miss, near_misses, out_of_reach
    from policymatch.registry.snapshots import as_plain

    when = day(as_of, home)
    profile, documents = load(home, uscc, when)
    nothing = "没有差一点就符合、且能合法做到的事项"
    if item is None:
        pairs = [(document, one) for document in documents for one in document.items]
        found = near_misses(pairs, profile, when, limit=limit, most_steps=steps)
    else:
        match = find_item(documents, item, profile, when)
        found = near_miss(match.document, match.item, profile, when, most_steps=steps)[:limit]
        reasons = out_of_reach(match.item, profile, when)
        nothing = "\n".join(["没有合法可行的改变：", *(f"  ✗ {why}" for why in reasons)]) if reasons else nothing
    if as_json:
        typer.echo(
            json.dumps([as_plain(one) | {"sentence": one.sentence} for one in found], ensure_ascii=False, indent=1)
        )
        return
    typer.echo(f"{profile.name}　{profile.subject}　{when}")
    typer.echo("\n".join(line for one in found for line in near_lines(one)) or nothing)


def near_lines(plan: NearMiss) -> Iterator[str]:
    """A near miss, line by line."""
    yield f"· {plan.name}　{plan.estimate.label}　{plan.key}"
    yield f"  {plan.sentence}"
    for step in plan.steps:
        quote = f"「{step.quote}」" if step.quote else ""
        yield f"  ✗ {step.condition}{f'（{step.seen}）' if step.seen else ''}{quote}"
    if plan.open:
        yield f"  另待核实：{'；'.join(plan.open[:3])}"


def flip(
    uscc: Uscc,
    item: Annotated[str, typer.Argument(help="事项编号；可只写能唯一确定的一部分。")],
    home: Home = DEFAULT_HOME,
    as_of: AsOf = None,
) -> None:
    """只因时间推移，结论下一次在哪一天改变，为什么。"""
    from policymatch.decisions.flips import next_flip

    when = day(as_of, home)
    profile, documents = load(home, uscc, when)
    match = find_item(documents, item, profile, when)
    found = next_flip(match.item.condition, profile, when, until=match.document.valid_to)
    ends = f"，至政策失效（{match.document.valid_to}）" if match.document.valid_to else "，五年之内"
    typer.echo(f"{match.item.name}：{found.sentence if found else f'结论“{match.verdict.label}”{ends}不因时间改变'}")
