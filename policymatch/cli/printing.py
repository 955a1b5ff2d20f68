"""How answers look on a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from policymatch.conditions import Judgement, Test
from policymatch.conditions.rendering import group_word, render
from policymatch.decisions import Decision, Verdict
from policymatch.decisions.explain import MARKS, Reason, deadline_label, deciding, explain_leaf, missing
from policymatch.decisions.matching import Match
from policymatch.profiles import Gap

COLOURS = {
    Verdict.ELIGIBLE: "green",
    Verdict.JUDGEMENT: "cyan",
    Verdict.OPEN: "yellow",
    Verdict.NOT_ELIGIBLE: "dim",
}
SHOWN_REASONS = 3


def console() -> Any:
    """A rich console; wide enough for a table when the output is no terminal."""
    from rich.console import Console

    made = Console()
    return made if made.is_terminal else Console(width=120)


def match_table(matches: Iterable[Match], as_of: date, *, title: str = "") -> Any:
    """The matched list as a table: verdict, item, amount, deadline, and the one thing to know."""
    from rich.table import Table

    table = Table(title=title, title_justify="left", show_lines=False, pad_edge=False)
    table.add_column("结论")
    table.add_column("事项", width=34, overflow="fold")
    table.add_column("金额", max_width=16)
    table.add_column("截止", width=10)
    table.add_column("要点", ratio=1)
    for match in matches:
        verdict = f"[{COLOURS[match.verdict]}]{match.verdict.label}[/]"
        table.add_row(
            verdict,
            f"{match.item.name}\n[dim]{match.key}[/]",
            amount_words(match),
            deadline_label(match.item.window.closes_on, as_of),
            point(match),
        )
    return table


def amount_words(match: Match) -> str:
    """The amount, or a dash where nothing is granted."""
    return "—" if match.decision.truth is False else match.estimate.label


def point(match: Match) -> str:
    """The one thing to know: why not, what is missing, or the clause that made it."""
    if match.decision.truth is None:
        return "；".join(_need(reason) for reason in _some(missing(match.decision)))
    reasons = deciding(match.decision)
    if match.decision.truth is False:
        return "；".join(f"{reason.condition}（{reason.seen or '不满足'}）" for reason in _some(reasons))
    return f"{len(reasons)}项条件均满足"


def _need(reason: Reason) -> str:
    judged = reason.gap is Gap.JUDGEMENT or not reason.ask
    return reason.condition if judged else f"{reason.condition} → {reason.ask}"


def _some(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    return reasons[:SHOWN_REASONS]


def verdict_counts(matches: Iterable[Match]) -> str:
    """How many of each verdict: 符合 5、待核实 12…."""
    counts = Counter(match.verdict for match in matches)
    return "、".join(f"{verdict.label} {counts[verdict]}" for verdict in COLOURS if counts[verdict])


def explanation(match: Match, as_of: date) -> Iterator[str]:
    """One item for one enterprise, line by line."""
    document, item = match.document, match.item
    yield f"{item.name}（{document.title}，{document.doc_number or '无文号'}）"
    until = deadline_label(item.window.closes_on, as_of)
    yield f"结论：{match.verdict.label}　金额：{amount_words(match)}　申报：{until}"
    yield ""
    yield from decision_lines(match.decision)
    if match.decision.truth is None:
        yield ""
        yield "补齐以下事实即可定论："
        yield from (f"  · {_need(reason)}" for reason in missing(match.decision))
    if match.estimate.basis and match.decision.truth is not False:
        yield ""
        yield "金额依据：" + "；".join(match.estimate.basis)
    if item.materials:
        yield "材料：" + "；".join(item.materials)
    yield from (f"叠加规则：「{source.quote}」" for source in item.stacking)


def decision_lines(decision: Decision, *, depth: int = 0) -> Iterator[str]:
    """The tree of answers, a line a node."""
    indent = "  " * depth
    if isinstance(decision.node, Test | Judgement):
        yield indent + explain_leaf(decision).line
        return
    yield f"{indent}{MARKS[decision.truth]} {group_word(decision.node)}"
    for child in decision.children:
        yield from decision_lines(child, depth=depth + 1)


def match_data(match: Match, as_of: date) -> dict[str, Any]:
    """One match as plain data for ``--json``."""
    window = match.item.window
    reasons = missing(match.decision) if match.decision.truth is None else deciding(match.decision)
    return {
        "item": match.key,
        "name": match.item.name,
        "policy": match.document.title,
        "verdict": match.verdict.label,
        "amount": {
            "low": str(match.estimate.low),
            "high": None if match.estimate.high is None else str(match.estimate.high),
            "label": amount_words(match),
        },
        "window": {
            "opens_on": window.opens_on.isoformat() if window.opens_on else None,
            "closes_on": window.closes_on.isoformat() if window.closes_on else None,
        },
        "as_of": as_of.isoformat(),
        "condition": render(match.item.condition),
        "reasons": [
            {"condition": reason.condition, "gap": reason.gap, "seen": reason.seen, "origin": reason.origin,
             "quote": reason.quote, "ask": reason.ask}
            for reason in reasons
        ],
    }  # fmt: skip
