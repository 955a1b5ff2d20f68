"""A row of sorts that each name a limit of their own: 5亿元以上的制造业项目、1亿元以上的软件项目 are alternatives."""

from __future__ import annotations

import re

from policymatch.parsing.fields.reading import split_outside

_NOUN = r"(?:项目|企业|机构|单位|平台|园区|基地|商户|门店|合作社|活动|展会|赛事|综合体|楼宇|载体|市场|商场|厂房|街区)"
_FIRST = r"(?:[^，。；、\d]{0,20}\d[^，。；、]{0,24}?(?:以[上下内]|及以上)，(?:且|并且|并|同时))?"
_SORT = re.compile(
    rf"{_FIRST}[^，。；\d]{{0,20}}\d(?:[^，。；（）]|（[^（）]*）){{0,30}}?(?:以[上下内]|及以上)(?:（[^（）]*）)?的?(?:[^，。；\d（）]|（[^（）]*）){{0,24}}{_NOUN}(?:（[^（）]*）)?的?"
)
_JOINS = re.compile(r"(?<=项目|企业|机构|单位|平台|园区|基地|商户|门店|活动|展会|赛事|楼宇|载体)(?:以及|和|或者?|及)")


def limited_row(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sorts of a stretch, each with its limit; empty where it is no such row."""
    words = text[start:end]
    if words.count("以上") + words.count("以下") < 2 or ("、" not in words and not _JOINS.search(words)):
        return []
    flat = _JOINS.sub(lambda match: "、" * len(match[0]), words)
    found = [(start + a, start + b) for a, b in split_outside(flat, "、")]
    whole = len(found) > 1 and all(_SORT.fullmatch(text, a, b) for a, b in found)
    return found if whole else []


__all__ = ["limited_row"]
