"""Text files whose lines were broken at a fixed width (copied from a page, an old mail): put together again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from policymatch.parsing.readers.building import Piece
from policymatch.parsing.readers.paragraphs import NUMBERED

_ENDS = re.compile(r"[。！？；：:;!?]$")
_INDENT = re.compile(r"^(?:\u3000|[ \u00a0]{2,}|\t)")
_NARROWEST, _WIDEST = 40, 130
"""Widths, in half-width characters, at which somebody breaks lines."""
_FEW = 8
_SLACK = 5


def unwrapped(lines: Sequence[Piece]) -> list[list[Piece]]:
    """Lines as paragraphs; every line for itself unless the file is plainly broken at one width."""
    width = _wrap_width([text.rstrip() for text, _ in lines])
    if width is None:
        return [[line] for line in lines]
    indented = sum(bool(_INDENT.match(text)) for text, _ in lines) >= 0.08 * len(lines)
    groups: list[list[Piece]] = []
    open_ended = False
    for text, origin in lines:
        stripped = text.strip()
        if open_ended and stripped and _goes_on(groups[-1][-1][0].rstrip(), text, indented=indented):
            lead = len(text) - len(text.lstrip())
            groups[-1][-1] = (groups[-1][-1][0].rstrip(), groups[-1][-1][1])
            groups[-1].append((text[lead:], origin.at(lead)))
        else:
            groups.append([(text, origin)])
        open_ended = bool(stripped) and _width(text.rstrip()) >= width - _SLACK
    return groups


def _goes_on(before: str, line: str, *, indented: bool) -> bool:
    if _INDENT.match(line) or (NUMBERED.match(line) and not indented):
        return False
    return indented or not _ENDS.search(before)


def _wrap_width(lines: Sequence[str]) -> int | None:
    """The width at which the file was broken; None where it was not."""
    widths = sorted(_width(line) for line in lines if line.strip())
    if len(widths) < _FEW:
        return None
    width = widths[int(0.95 * (len(widths) - 1))]
    full = [line for line in lines if width - _SLACK <= _width(line) <= width + 2]
    cut = [line for line in full if not _ENDS.search(line)]
    broken = len(full) >= 0.3 * len(widths) and len(cut) >= 0.6 * len(full)
    return width if broken and _NARROWEST <= width <= _WIDEST and widths[-1] <= width + _SLACK else None


def _width(text: str) -> int:
    wide = sum(unicodedata.east_asian_width(character) in "WFA" for character in text[:400])
    return len(text) + wide
