"""What was read of a clause, in words: a node on one line, a fact with the rule that found it."""

from __future__ import annotations

from policymatch.conditions.nodes import Judgement, Node, Test, children
from policymatch.parsing.fields.reading import Fact, Reading
from policymatch.parsing.rules import Derived


def derived(reading: Reading, fact: Fact) -> Derived:
    """How a fact was read, with the words that it stands on."""
    span = reading.folded.span(fact.start, fact.end)
    return Derived(fact.rule, span, span.of(reading.folded.source), describe(fact.node), fact.parts)


def describe(node: Node) -> str:
    """A node on one line, for derivations."""
    if isinstance(node, Test):
        period = f" @{node.period}" if node.period else ""
        value = "、".join(node.value) if isinstance(node.value, tuple) else str(node.value)
        return f"{node.field}{'「' + node.label + '」' if node.label else ''} {node.op} {value}{period}"
    if isinstance(node, Judgement):
        return f"人工认定：{node.label}"
    return f"{type(node).__name__}({'; '.join(describe(child) for child in children(node))})"
