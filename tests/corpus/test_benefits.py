"""What phrases grant: figures, grades and kinds; and figures that nobody receives."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from policymatch.conditions import Judgement, leaves
from policymatch.documents import Benefit
from policymatch.parsing.benefits import read_benefits
from policymatch.parsing.structure.clean import clean
from policymatch.spans import Span

HERE = Path(__file__).parent / "benefits"


def cases() -> list[Any]:
    """Every positive phrase, named by its file and number."""
    found = []
    for file in sorted(HERE.glob("*.yaml")):
        if file.stem != "negative":
            for number, case in enumerate(yaml.safe_load(file.read_text("utf-8")), 1):
                found.append(pytest.param(case["text"], case["gives"], id=f"{file.stem}-{number}"))
    return found


def negatives() -> list[str]:
    """Every phrase that grants nothing."""
    return list(yaml.safe_load((HERE / "negative.yaml").read_text("utf-8")))


def read(words: str) -> tuple[str, tuple[Benefit, ...]]:
    """The working text of a phrase and its benefits."""
    text = clean(words).text
    return text, read_benefits(text, Span(0, len(text)))


def expected(line: str) -> dict[str, str]:
    """``rate=0.3 cap=500000`` as a mapping, the three figures always in it."""
    return {"amount": "", "rate": "", "cap": ""} | dict(part.split("=", 1) for part in line.split())


def shown(benefit: Benefit, key: str) -> str:
    """One property of a benefit as the corpus writes it."""
    if key == "when":
        return "".join(leaf.label if isinstance(leaf, Judgement) else "".join(leaf.value) for leaf in grade(benefit))
    value = getattr(benefit, key)
    return "" if value is None else str(value)


def grade(benefit: Benefit) -> list[Any]:
    """The leaves of a benefit's grade."""
    return list(leaves(benefit.when)) if benefit.when is not None else []


def same(want: str, have: str) -> bool:
    """Numbers by value, words by letter."""
    try:
        return Decimal(want) == Decimal(have)
    except ArithmeticError:
        return want == have


@pytest.mark.parametrize(("words", "gives"), cases())
def test_phrase_grants(words: str, gives: list[str]) -> None:
    text, found = read(words)
    wanted = [expected(line) for line in gives]
    have = [{key: shown(benefit, key) for key in want} for benefit, want in zip(found, wanted, strict=False)]
    assert len(found) == len(wanted), [str(benefit.source) for benefit in found]
    for want, got in zip(wanted, have, strict=True):
        assert all(same(want[key], got[key]) for key in want), (want, got)
    for benefit in found:
        assert benefit.source is not None
        assert benefit.source.quote in text


@pytest.mark.parametrize("words", negatives())
def test_phrase_grants_nothing(words: str) -> None:
    assert read(words)[1] == ()


def test_corpus_is_large_enough() -> None:
    assert len(cases()) >= 90
    assert len(negatives()) >= 50
