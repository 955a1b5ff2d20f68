"""How a phrase is read, rule by rule: what ``policymatch why`` prints."""

from __future__ import annotations

from collections.abc import Iterator

from policymatch.conditions.nodes import Judgement, Node, Test, children
from policymatch.parsing import values
from policymatch.parsing.assembling.clauses import read_clause
from policymatch.parsing.assembling.describing import describe
from policymatch.parsing.assembling.reading import ClauseReading
from policymatch.parsing.benefits import derive, split_grant
from policymatch.parsing.rules import Derived
from policymatch.parsing.structure.definitions import Definitions
from policymatch.spans import Span


def explain(text: str, *, definitions: Definitions | None = None) -> str:
    """The rules that read a clause and the condition they made, as indented lines.

    Args:
        text: a clause, such as ``上年度营业收入2000万元以上``.
        definitions: how the document's words are to be read; the law's defaults by default.

    Returns:
        The tree of rules, then the condition. A judgement is marked 人工认定: no rule holds its words.
    """
    known = definitions or Definitions()
    granted = split_grant(text, Span(0, len(text)))
    reading = read_clause(text, granted[0] if granted else Span(0, len(text)), known)
    lines = ["读法", *_rules(reading, text, known), "条件", *_tree(reading.node, 1), *_money(text)]
    return "\n".join(lines)


def _money(text: str) -> Iterator[str]:
    """What the words grant, where they grant anything."""
    steps = derive(text, Span(0, len(text)))
    if any(step.rule == "支持.成项" for step in steps):
        yield "支持"
        for step in steps:
            yield from step.lines(1)


def _rules(reading: ClauseReading, text: str, definitions: Definitions) -> Iterator[str]:
    for derived in reading.derivation:
        yield from derived.lines(1)
        yield from _values(derived, text, definitions)
    if not reading.derivation:
        yield "  （没有规则读出字段条件）"


def _values(derived: Derived, text: str, definitions: Definitions) -> Iterator[str]:
    """The values inside a reading's words that its own parts do not show: days and periods."""
    shown = {part.span for part in derived.parts}
    for found in values.find(text, derived.span.start, derived.span.end, inclusive=definitions.inclusive):
        if found.span not in shown:
            yield f"    {found.rule}  «{found.span.of(text)}»  → {found.value}"


def _tree(node: Node | None, depth: int) -> Iterator[str]:
    indent = "  " * depth
    if node is None:
        yield f"{indent}（无条件）"
    elif isinstance(node, Test | Judgement):
        sure = "" if node.confidence is None else f"  （把握 {node.confidence:.2f}）"
        yield f"{indent}{describe(node)}{sure}"
    else:
        count = getattr(node, "count", "")
        names = {"All": "全部满足", "Any": "满足其一", "AtLeast": f"至少满足{count}项", "Not": "不满足"}
        yield f"{indent}{names[type(node).__name__]}"
        for child in children(node):
            yield from _tree(child, depth + 1)
