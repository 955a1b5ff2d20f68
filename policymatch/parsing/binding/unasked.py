"""Supports that come by themselves: 第一至四条实行免申即享: nobody applies for them, so no day and no papers are asked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policymatch.parsing.drafting.drafts import Draft
from policymatch.parsing.drafting.places import WHERE, placed

_SIGNS = ("免申", "无需申", "无须申", "直接兑", "主动兑")
_BY_ITSELF = re.compile(
    rf"(?P<where>{WHERE})(?:(?!除|以外)[^。；\n]){{0,60}}?(?:“?免申[即既]享|“?免申[请报]?(?:即办|直达|兑现)|无[需须]申[请报]|直接兑[现付]|主动兑[现付])"
)


def unasked(text: str, drafts: Sequence[Draft]) -> frozenset[Draft]:
    """The drafts (by identity) that a sentence names by number as coming by themselves."""
    if not any(sign in text for sign in _SIGNS):
        return frozenset()
    found = [draft for told in _BY_ITSELF.finditer(text) for draft in placed(text, told["where"], drafts)]
    return frozenset(found)


__all__ = ["unasked"]
