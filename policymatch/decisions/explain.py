"""A decision in Chinese: what was asked, what was seen and where it came from, the clause, and what would settle it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from policymatch.conditions import Judgement, Test
from policymatch.conditions.rendering import render, render_value
from policymatch.decisions.decide import Decision
from policymatch.decisions.testing import matches
from policymatch.profiles import GAP_LABELS, Fact, Gap, Reading
from policymatch.vocabulary.fields import field as catalogue_field

MARKS = {True: "✓", False: "✗", None: "？"}


@dataclass(frozen=True, slots=True)
class Reason:
    """One leaf of a decision, ready to be shown.

    Args:
        condition: the condition in words.
        truth: the answer.
        gap: why it is open; None where it is not.
        seen: the value seen, in words; empty where none.
        origin: who says so and since when; empty where nothing was seen.
        quote: the clause's words.
        ask: the department to ask, for open facts.
    """

    condition: str
    truth: bool | None
    gap: Gap | None
    seen: str
    origin: str
    quote: str
    ask: str

    @property
    def line(self) -> str:
        """One line: ✗ 上年度营业收入不低于2000万元（实为1500万元；税务局，2025年度）「…」."""
        why = GAP_LABELS[self.gap] if self.gap else ""
        detail = "；".join(part for part in (why, self.seen, self.origin) if part)
        quote = f"「{self.quote}」" if self.quote else ""
        return f"{MARKS[self.truth]} {self.condition}" + (f"（{detail}）" if detail else "") + quote


def explain_leaf(leaf: Decision) -> Reason:
    """Put one leaf of a decision into words."""
    node = leaf.node
    if not isinstance(node, Test | Judgement):
        raise TypeError("only leaves are explained one by one")
    quote = node.source.quote if node.source else ""
    if isinstance(node, Judgement):
        ask = "" if leaf.truth is not None else "主管部门"
        return Reason(render(node), leaf.truth, leaf.gap, "", "", quote, ask)
    known = catalogue_field(node.field)
    ask = known.owner if leaf.truth is None else ""
    seen = "、".join(dict.fromkeys(filter(None, (_seen(node, reading) for reading in leaf.readings))))
    origin = "、".join(
        dict.fromkeys(_origin(fact) for reading in leaf.readings for fact in _telling(node, reading)[:2])
    )
    return Reason(render(node), leaf.truth, leaf.gap, seen, origin, quote, ask)


def _seen(test: Test, reading: Reading) -> str:
    known = catalogue_field(test.field)
    words = [
        _names(test, candidate)
        if isinstance(candidate, frozenset)
        else "无"
        if candidate is None
        else render_value(known, candidate)
        for candidate in reading.candidates
    ]
    return "实为" + " / ".join(words) if words else ""


def _names(test: Test, held: frozenset[str]) -> str:
    """The members that answer the test, else how many there are."""
    wanted = test.value if isinstance(test.value, tuple) else ()
    hits = sorted(name for name in held if any(matches(test.field, name, want) is True for want in wanted))
    shown = hits or sorted(held)[:3]
    return "、".join(shown) + (f"等{len(held)}项" if len(held) > len(shown) else "") if held else "无"


def _telling(test: Test, reading: Reading) -> tuple[Fact, ...]:
    wanted = test.value if isinstance(test.value, tuple) else ()
    hits = tuple(
        fact for fact in reading.facts
        if isinstance(fact.value, str) and any(matches(test.field, fact.value, want) is True for want in wanted)
    )  # fmt: skip
    return hits or reading.facts


def _origin(fact: Fact) -> str:
    when = f"{fact.year}年度" if fact.year else (f"{fact.origin.known_on}获知" if fact.origin.known_on else "")
    return "，".join(part for part in (fact.origin.department, when) if part)


def reasons(decision: Decision) -> tuple[Reason, ...]:
    """All leaves in reading order."""
    return tuple(explain_leaf(leaf) for leaf in _leaves(decision))


def _leaves(decision: Decision) -> list[Decision]:
    if not decision.children:
        return [decision] if isinstance(decision.node, Test | Judgement) else []
    return [leaf for child in decision.children for leaf in _leaves(child)]


def missing(decision: Decision) -> tuple[Reason, ...]:
    """What would settle an open decision: its relevant unknown leaves, each once."""
    return tuple({reason.condition: reason for reason in map(explain_leaf, decision.open_leaves())}.values())


def deciding(decision: Decision) -> tuple[Reason, ...]:
    """What makes a definite answer what it is."""
    return tuple({reason.condition: reason for reason in map(explain_leaf, decision.deciding_leaves())}.values())


def summary(decision: Decision) -> str:
    """One sentence: the verdict and its reason."""
    label = decision.verdict.label
    if decision.truth is True:
        return label
    if decision.truth is False:
        return f"{label}：" + "；".join(reason.condition for reason in deciding(decision)[:3])
    return f"{label}：" + "；".join(reason.condition for reason in missing(decision)[:3])


def deadline_label(closes_on: date | None, as_of: date) -> str:
    """How long an application can still be handed in."""
    if closes_on is None:
        return "未载明"
    left = (closes_on - as_of).days
    if left < 0:
        return f"{closes_on} 已截止"
    return f"{closes_on} 今天截止" if left == 0 else f"{closes_on} 还剩{left}天"
