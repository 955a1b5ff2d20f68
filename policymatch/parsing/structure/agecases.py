"""Two sentences that part all who may apply by their age: 成立满3年的，收入不低于1000万元。成立不满3年的，收入不低于300万元."""

from __future__ import annotations

import re

_AGE = re.compile(
    r"(?:其中，?)?(?:对于?)?(?:企业|单位|机构|公司|申[请报](?:单位|企业|人|主体))?(?:注册|成立|设立|登记|运营|开业)+(?:时间|年限|期限)?"
    r"(?P<how>已?满|达到?|在|为|超过|不满|不足|未满|未达到?|不到|不超过)(?P<time>[\d一二两三四五六七八九十]{1,3}个?(?:会计|自然)?(?:年度?|月))"
    r"(?:（含）)?(?P<tail>及?以上|以下|以内)?(?:（含）)?的(?:企业|单位|机构|公司)?，"
)
_YOUNG = frozenset({"不满", "不足", "未满", "未达", "未达到", "不到", "不超过"})


def part_by_age(text: str, first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Whether two stretches of a text are about those of an age, and those who have not reached it."""
    one, other = _AGE.match(text, *first), _AGE.match(text, *second)
    return one is not None and other is not None and one["time"] == other["time"] and _young(one) is not _young(other)


def _young(found: re.Match[str]) -> bool:
    return found["how"] in _YOUNG or found["tail"] in ("以下", "以内")


__all__ = ["part_by_age"]
