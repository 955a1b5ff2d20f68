"""Every phrase of the condition corpora is read as it says; those of the negative corpus never so."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from policymatch.conditions import tests as field_tests
from policymatch.conditions.nodes import Test, leaves
from policymatch.parsing.assembling.clauses import read_clause
from policymatch.parsing.structure.definitions import Definitions
from policymatch.quantities import plain
from policymatch.spans import Span

FOLDER = Path(__file__).parent / "conditions"
READINGS = yaml.safe_load((FOLDER / "readings.yaml").read_text("utf-8"))
NEGATIVES = yaml.safe_load((FOLDER / "negatives.yaml").read_text("utf-8"))
HOME = Definitions(home_region="440115")


def say(test: Test) -> str:
    """One test as the corpora write it."""
    plain_value = plain(test.value) if isinstance(test.value, Decimal) else str(test.value)
    value = "、".join(test.value) if isinstance(test.value, tuple) else plain_value
    period = f" @{test.period}" if test.period else ""
    label = f" 「{test.label}」" if test.label else ""
    return f"{test.field} {test.op} {value}{period}{label}"


def read(text: str) -> list[Test]:
    """The field tests of a clause."""
    node = read_clause(text, Span(0, len(text)), HOME).node
    return list(field_tests(node)) if node is not None else []


@pytest.mark.parametrize(("text", "want"), [pair for group in READINGS.values() for pair in group.items()])
def test_reads(text: str, want: str) -> None:
    assert sorted(map(say, read(text))) == sorted(filter(None, want.split("；")))


@pytest.mark.parametrize(("field", "text"), [(field, text) for field, texts in NEGATIVES.items() for text in texts])
def test_does_not_read(field: str, text: str) -> None:
    assert field not in {test.field for test in read(text)}


@pytest.mark.parametrize("text", [text for group in READINGS.values() for text in group])
def test_quotes_are_slices_with_their_figures(text: str) -> None:
    node = read_clause(text, Span(0, len(text)), HOME).node
    for leaf in leaves(node) if node is not None else ():
        assert leaf.source is not None
        assert leaf.source.span is not None
        assert leaf.source.quote == leaf.source.span.of(text)
        if isinstance(leaf, Test) and leaf.field in ("revenue", "employees", "registered_capital"):
            assert re.search(r"[\d一二三四五六七八九十百千万]", leaf.source.quote)
