"""From a file to a draft of its policy items: readers, outline, passages, values, conditions, items."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from policymatch.parsing.immutable import immutable

if TYPE_CHECKING:
    from policymatch.documents import PolicyDocument
    from policymatch.parsing.coverage import Coverage
    from policymatch.parsing.readers import SourceText

__all__ = ["Parse", "parse_file", "parse_text"]


@immutable
class Parse:
    """What the parser makes of one file: a draft for an officer to review.

    Args:
        document: the policy document with its items.
        source: the clean text that every quote comes from, with the way back to the original.
        coverage: how much of the eligibility text became conditions.
        warnings: what the officer should look at, in Chinese.
    """

    document: PolicyDocument
    source: SourceText
    coverage: Coverage
    warnings: tuple[str, ...] = ()


def parse_file(path: Path) -> Parse:
    """Read and parse one file.

    Raises:
        UnreadableFileError: the file cannot be read; says why and what to do.
    """
    from policymatch.parsing.readers import read_file

    return parse_source(read_file(path))


def parse_text(text: str, *, name: str = "") -> Parse:
    """Parse a text already in hand.

    Args:
        text: the document's words.
        name: what to call it in messages.
    """
    from policymatch.parsing.readers import read_text

    return parse_source(read_text(text, name=name))


def parse_source(source: SourceText) -> Parse:
    """Parse what a reader has read."""
    from policymatch.parsing.pipeline import document, run

    state = run(source)
    return Parse(document(state), source, state.coverage, tuple(state.warnings))
