"""Text files whose lines were broken at a fixed width (copied from a page, an old mail): put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from policymatch.parsing.readers.building import Piece
from policymatch.parsing.structure.edges import ends_there, find_edge

_ENDS = re.compile(r"[。！？；：:;!?]$")
_INDENT = re.compile(r"^(?:\u3000|[ \u00a0]{2,}|\t)")
_FEW = 8
_MOST = 0.5
"""Share of the paragraphs that must be indented before a line without indent is held to go on."""


def unwrapped(lines: Sequence[Piece]) -> list[list[Piece]]:
    """Lines as paragraphs; every line for itself unless the file is plainly broken at one width."""
    edge = find_edge([text for text, _ in lines if text.strip()])
    if not edge.width or len(lines) < _FEW:
        return [[line] for line in lines]
    fresh = [text for (before, _), (text, _) in pairwise(lines) if before.strip() and not edge.reached_by(before)]
    indented = sum(bool(_INDENT.match(text)) for text in fresh) > _MOST * len(fresh)
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
        open_ended = bool(stripped) and edge.reached_by(text)
    return groups


def _goes_on(before: str, line: str, *, indented: bool) -> bool:
    if _INDENT.match(line):
        return False
    return not ends_there(before, line) and (indented or not _ENDS.search(before))
