"""Two passages of one support: listed first and paid then (纳入推广目录，对目录内产品…给予奖励), the foremost and the others."""

from __future__ import annotations

import re

from policymatch.parsing.drafting.drafts import Draft, take_over

_LIST = r"(?:目录|名录|清单|名单|项目库|培育库|储备库|推荐库|入库)"
_LISTS = re.compile(rf"(?:纳入|列入|编入|录入|进入)[^，。；]{{0,30}}?{_LIST}|建立[^，。；]{{2,20}}{_LIST}")
_OF_THE_LIST = re.compile(
    rf"^[^，。；]{{0,3}}对于?(?:已?(?:纳入|列入|进入|编入))?(?:上述|该|其中|前述)?[^，。；]{{0,8}}?{_LIST}(?:中|内|里|的)"
)


def joined(text: str, drafts: list[Draft]) -> list[Draft]:
    """The drafts, those joined that speak of one support."""
    kept: list[Draft] = []
    for draft in drafts:
        last = kept[-1] if kept else None
        if last is not None and _only_lists(text, last, draft):
            last.own = []
            take_over(last, draft)
        elif last is not None and _of_the_others(text, last, draft):
            last.grades.append(draft.own)
            last.benefits += draft.benefits
            last.passage += draft.passage
        else:
            kept.append(draft)
    return kept


def _only_lists(text: str, first: Draft, second: Draft) -> bool:
    between = text[first.anchor.start : second.anchor.start]
    if first.node is not second.node or "。" in between or "\n" in between or not _LISTS.search(between):
        return False
    return bool(_OF_THE_LIST.match(text[second.anchor.start : second.anchor.start + 40]))


_OTHERS = re.compile(
    r"对于?(?:其他|其它|其余|一般|普通)(?:的|知名|优秀|重点|相关)*(?P<who>[^，。；\d]{4,40}?)的?[，。；]"
)
_FIRST = re.compile(r"对于?(?P<who>[^，。；\d]{4,50}?)的?[，。；]")
_SAME = 4
"""Characters at the end that both must share: 顶级国际科技组织, 其他知名国际科技组织."""


def _of_the_others(text: str, first: Draft, second: Draft) -> bool:
    """Whether the second gives the others of a kind less than the first gives the foremost (对顶级期刊…；对其他期刊…)."""
    if first.node.parent is not second.node.parent:
        return False
    foremost = _FIRST.match(text, first.anchor.start)
    others = _OTHERS.match(text, second.anchor.start)
    if foremost is None or others is None:
        return False
    return foremost["who"].endswith(others["who"][-max(_SAME, len(others["who"]) - 4) :])


__all__ = ["joined"]
