"""Windows, materials, stacking sentences and heads of documents, read from phrases and small documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from policymatch.parsing.applying.materials import find_materials
from policymatch.parsing.applying.windows import find_windows, read_window
from policymatch.parsing.metadata import read_metadata, read_validity
from policymatch.parsing.stacking import is_stacking
from policymatch.parsing.structure.clean import clean

HERE = Path(__file__).parent


def load(name: str) -> Any:
    """A corpus file."""
    return yaml.safe_load((HERE / name).read_text("utf-8"))


@pytest.mark.parametrize("case", load("windows/windows.yaml"), ids=lambda case: case["text"][:24])
def test_window(case: dict[str, Any]) -> None:
    text = clean(case["text"]).text
    window = read_window(text, find_windows(text), year=case.get("year"))
    assert (window.opens_on, window.closes_on) == (case["opens"], case["closes"])
    if "words" in case:
        assert (window.source is not None) is case["words"]


@pytest.mark.parametrize("sentence", load("stacking/stacking.yaml")["stacking"])
def test_sentence_is_about_stacking(sentence: str) -> None:
    assert is_stacking(clean(sentence).text)


@pytest.mark.parametrize("sentence", load("stacking/stacking.yaml")["other"])
def test_sentence_is_not_about_stacking(sentence: str) -> None:
    assert not is_stacking(clean(sentence).text)


@pytest.mark.parametrize("case", load("materials/materials.yaml"), ids=lambda case: case["text"][:20])
def test_materials(case: dict[str, Any]) -> None:
    text = clean(case["text"]).text
    assert [name for each in find_materials(text) for name in each.names] == case["names"]


@pytest.mark.parametrize("case", load("metadata/validity.yaml"), ids=lambda case: case["text"][:24])
def test_validity(case: dict[str, Any]) -> None:
    read = read_validity(case["text"]).resolve(date(2023, 5, 6))
    assert (read.valid_from, read.valid_to) == (case["from"], case["to"])


@dataclass(frozen=True)
class Source:
    """A text as a reader hands it over."""

    text: str


@pytest.mark.parametrize("case", load("metadata/metadata.yaml"), ids=lambda case: case["title"])
def test_metadata(case: dict[str, Any]) -> None:
    read = read_metadata(Source(case["text"]))
    for key in ("title", "doc_number", "region", "published_on", "valid_from", "valid_to"):
        assert getattr(read, key) == case.get(key), key
    assert list(read.issuers) == case["issuers"]
