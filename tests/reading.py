"""One clause read as the condition that it states, for tests of how clauses are read."""

from __future__ import annotations

from policymatch.conditions.nodes import Node
from policymatch.parsing.assembling.clauses import read_clause
from policymatch.parsing.structure.definitions import Definitions
from policymatch.spans import Span

HOME = Definitions(home_region="320111")


def read(text: str) -> Node:
    """The condition of a clause that states one, in a document of 南京市浦口区."""
    node = read_clause(text, Span(0, len(text)), HOME).node
    assert node is not None
    return node
