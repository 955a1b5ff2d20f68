"""The condition language: nodes, their check, their exchange form, their Chinese sentence. Start with ``nodes.py``."""

from policymatch.conditions.exchange import read_node, write_node
from policymatch.conditions.nodes import (
    ALWAYS,
    All,
    Any,
    AtLeast,
    Judgement,
    Leaf,
    Node,
    Not,
    Op,
    Test,
    Value,
    children,
    leaves,
    tests,
    walk,
)

__all__ = [
    "ALWAYS", "All", "Any", "AtLeast", "Judgement", "Leaf", "Node", "Not", "Op", "Test", "Value",
    "children", "leaves", "read_node", "tests", "walk", "write_node",
]  # fmt: skip
