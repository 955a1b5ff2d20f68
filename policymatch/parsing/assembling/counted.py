"""Choices told in one breath: 具备下列服务中的3项以上：创业辅导、融资对接、市场推广、人才引进."""

from __future__ import annotations

import re

from policymatch.parsing.fields.reading import split_outside

_ANNOUNCES = re.compile(r"(?:^|，)[^，]*(?:下列|以下|如下|其中|上述)[^，：]*[项个条种][^：]*：$")


def behind_colon(text: str, start: int, kind: str | int) -> list[tuple[int, int]]:
    """The members of a row of nouns after a colon, of which some number must hold; empty where it is no such row."""
    if not isinstance(kind, int) or re.search("[；。]", text[start:].rstrip("。；")):
        return []
    row = [(start + a, start + b) for a, b in split_outside(text[start:].rstrip("。；"), "、")]
    if len(row) <= kind or any("，" in text[a:b] or not 2 <= b - a <= 20 for a, b in row):
        return []
    return row


def announcing(lead: str) -> int:
    """Where the words begin that only announce a choice; what stands before them is asked besides."""
    found = _ANNOUNCES.search(lead)
    return found.start() if found else len(lead) - 1


__all__ = ["announcing", "behind_colon"]
