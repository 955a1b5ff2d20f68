"""A phrase of a granting sentence and what it does there."""

from __future__ import annotations

import re
from enum import StrEnum

from policymatch.parsing.immutable import immutable
from policymatch.spans import Span

AMOUNT = (
    r"(?=[\d百千万一二三四五六七八九十])"
    r"(?:\d[\d,.]*(?:万|亿|千|百)?(?:[—\-~至到]\d[\d,.]*)?(?:万|亿|千|百)?(?:元|美元|港元|欧元|日元)"
    r"|\d[\d,.]*[万亿]?(?:[—\-~至到]\d[\d,.]*)?[万亿](?=$|[的，。；、）以及和或奖补资扶支贴封不给一每/])"
    r"|\d+(?:\.\d+)?(?:[—\-~至到]\d+(?:\.\d+)?)?[%‰]|[百千万]分之[一二三四五六七八九十百点\d.]+|[一二三四五六七八九十百千]+[万亿]?元"
    r"|(?<![\d/.])[1-8]/[2-9](?![\d/]))"
)
MONEY = re.compile(AMOUNT)
"""An amount in so many words."""


class Role(StrEnum):
    """What a phrase does in a granting sentence."""

    CONDITION = "condition"
    BASE = "base"
    OFFER = "offer"
    MONEY = "money"
    TAIL = "tail"
    DRESS = "dress"


@immutable
class Phrase:
    """One phrase between commas, with its role.

    Args:
        verb: where an offer's verb, or its money, begins.
        bare: it offers by stating money alone.
        asked: it stands in a row of demands.
    """

    span: Span
    role: Role
    verb: int | None = None
    bare: bool = False
    asked: bool = False
