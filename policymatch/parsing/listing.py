"""Being listed first and paid then: 将新产品优先纳入推广目录，对目录内产品的首次应用给予奖励 is one support, not two."""

from __future__ import annotations

import re

from policymatch.parsing.drafts import Draft, take_over

_LIST = r"(?:目录|名录|清单|名单|项目库|培育库|储备库|推荐库|入库)"
_LISTS = re.compile(rf"(?:纳入|列入|编入|录入|进入)[^，。；]{{0,30}}?{_LIST}|建立[^，。；]{{2,20}}{_LIST}")
_OF_THE_LIST = re.compile(
    rf"^[^，。；]{{0,3}}对于?(?:已?(?:纳入|列入|进入|编入))?(?:上述|该|其中|前述)?[^，。；]{{0,8}}?{_LIST}(?:中|内|里|的)"
)


def joined_with_listing(text: str, drafts: list[Draft]) -> list[Draft]:
    """The drafts, those that only list joined with the one of the same sentence that pays who is listed."""
    kept: list[Draft] = []
    for draft in drafts:
        last = kept[-1] if kept else None
        if last is not None and _only_lists(text, last, draft):
            last.own = []
            take_over(last, draft)
        else:
            kept.append(draft)
    return kept


def _only_lists(text: str, first: Draft, second: Draft) -> bool:
    between = text[first.anchor.start : second.anchor.start]
    if first.node is not second.node or "。" in between or "\n" in between or not _LISTS.search(between):
        return False
    return bool(_OF_THE_LIST.match(text[second.anchor.start : second.anchor.start + 40]))


__all__ = ["joined_with_listing"]
