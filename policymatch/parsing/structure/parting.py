"""Paragraphs that hold a whole document, as pages without line breaks give it, parted where its lines would begin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from policymatch.parsing.structure.headings import LABELS

SHORTEST = 160
"""Characters of a paragraph that may hold a document; shorter ones are never parted."""
_NUMERALS = "一二三四五六七八九十"
_NUMBER = f"(?P<n>[{_NUMERALS}]{{1,3}})"
_MARKS = (  # with how many of them in a row count, and the first of the row
    (2, "第一章", re.compile(rf"第{_NUMBER}章(?!程)")),
    (3, "第一条", re.compile(rf"第{_NUMBER}条(?![件款例第、至和及与所的中（(]|规定)")),
    (3, "一、", re.compile(rf"(?<![{_NUMERALS}第（(]){_NUMBER}、")),
)
_CITED = re.compile(
    r"(?:依据|根据|按照?|符合|违反|适用|满足|享受|参照|执行|《[^》]*》|本(?:办法|细则|措施|规定|条例|政策)|[及和与、至的])$"
)
_BEFORE = "。；：！）)》”’ 　\t"
_TAIL = re.compile(
    r"(?<=。)\s*(?=[\u4e00-\u9fa5、（）() 　]{4,60}(?:局|委|府|厅|室|部|会|中心|院|署)\s*\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*$)"
)
_CALLED = re.compile(r"(?<=[知告法策施见案则函）)])\s*(?=(?:各|有关)[^。；：]{2,80}：)")
_HEADED = rf"[{_NUMERALS}]{{1,3}}、(?:{LABELS.pattern})"
_LABEL = re.compile(rf"{_HEADED}(?![、的及和与或为是包应须需：:（(《\s]|如下)|{_HEADED}(?=[（(]一)")
"""A heading that runs on into its words: 二、申报条件在本区注册…."""


def breaks(line: str) -> list[int]:
    """Where a line that holds a document is to be parted; nothing for one that is a paragraph like others.

    >>> breaks("一、支持对象。二、支持标准。")
    []
    """
    if len(line) < SHORTEST:
        return []
    found = {place for least, first, mark in _MARKS if first in line for place in _in_a_row(line, mark, least)}
    if found:
        found |= {match.end() for match in _TAIL.finditer(line)}
        called = _CALLED.search(line, 0, 200)
        found |= {called.end()} if called else set()
        found |= {label.end() for place in found if (label := _LABEL.match(line, place))}
    return sorted(found - {0})


def _in_a_row(line: str, mark: re.Pattern[str], least: int) -> list[int]:
    """Where marks stand that count from one upwards."""
    found: list[int] = []
    for match in mark.finditer(line):
        if _ordinal(match["n"]) == len(found) + 1 and _begins(line, match.start(), first=not found):
            found.append(match.start())
    return found if len(found) >= least else []


def _begins(line: str, at: int, *, first: bool) -> bool:
    """Whether a mark stands where a line may begin; the first may follow a title at once."""
    if at == 0 or line[at - 1] in _BEFORE:
        return not _CITED.search(line[max(0, at - 40) : at])
    return first and not _CITED.search(line[max(0, at - 12) : at]) and line[at - 1] not in "，、"


def _ordinal(mark: str) -> int:
    tens, ten, ones = mark.rpartition("十")
    digits = {sign: at for at, sign in enumerate(_NUMERALS[:9], 1)}
    return (digits.get(tens, 1) * 10 if ten else 0) + digits.get(ones, 0)


def parted(line: str) -> Iterator[tuple[int, int]]:
    """The pieces of a line, as places in it; the line itself where it is not parted."""
    places = breaks(line)
    yield from pairwise((0, *places, len(line))) if places else ((0, len(line)),)
