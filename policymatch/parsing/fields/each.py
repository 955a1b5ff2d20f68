"""Limits that a bracket sets to each of those counted: 入园企业（每家年产值50万元以上）达10家."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from policymatch.conditions.nodes import All, Test
from policymatch.parsing.fields.reading import Fact, Reading
from policymatch.parsing.values.model import Amount, Bound, Range, Series
from policymatch.parsing.values.quantity import Read

if TYPE_CHECKING:
    from policymatch.parsing.fields.measured import Target

_BODIES = frozenset({"家", "户", "个", "名", "人", "只", "部", "项"})


def _held(read: Read) -> Amount | None:
    value = read.value
    if isinstance(value, Series | Range):
        return None
    return value.amount if isinstance(value, Bound) else value


def is_of_each(reading: Reading, other: Read, read: Read) -> bool:
    """Whether a limit stands in a bracket behind what the second limit counts."""
    counted, limited = _held(read), _held(other)
    if counted is None or limited is None or counted.unit not in _BODIES or limited.dimension in ("time", "ratio"):
        return False
    aside = reading.bracket(other.start)
    if aside is None or aside[0] == 0 or aside[1] > read.start:
        return False
    return _BETWEEN.fullmatch(reading.text, aside[1], read.start) is not None


COUNTED_TO = "(?:总?数量?|家数)?(?:累计|合计|均|已|应|须|要|不[少低]于|达到?|超过|突破|满|至少|在|为|有|共)*"
"""What stands between the bodies that are counted and their number: 企业|总数达到|5家."""
_BETWEEN = re.compile(COUNTED_TO)
_EACH = re.compile("^(?:其中)?(?:每[家户个名人只部项]|单[家店个]|各)")
_TAIL = re.compile("(?:不[少低]于|达到?|超过|突破|满|应|须|均|在|为|的)+$")
_NUMBER = re.compile("[数人]+$|家数$|户数$")


def limit_of_each(reading: Reading, other: Read, target: Target | None, counted: Fact) -> Fact:
    """The count together with the limit to each of those counted, which is a number to declare, not the applicant's."""
    held = _held(other)
    node = counted.node
    if held is None or held.value is None or not isinstance(node, Test) or not isinstance(other.value, Bound):
        return counted
    start, stop = reading.bracket(other.start) or (other.start, other.end)
    words = target and (target.label or target.words)
    named = _EACH.sub("", words or _TAIL.sub("", reading.text[start + 1 : other.start]))
    label = f"{_NUMBER.sub('', node.label or '')}每{_one(node.label)}{named}"
    if held.dimension == "money" and "（元）" not in label:
        label += "（元）"
    each = replace(
        node, op=other.value.op or node.op, value=held.value, label=label,
        source=reading.source(start + 1, stop - 1), confidence=0.7,
    )  # fmt: skip
    return replace(counted, node=All((each, node)))


def _one(label: str | None) -> str:
    return "户" if label and label.endswith("户数") else "家"


__all__ = ["COUNTED_TO", "is_of_each", "limit_of_each"]
