"""Whether the words about a figure say that it is given."""

from __future__ import annotations

import re

from policymatch.parsing.benefits.figures import re_ends
from policymatch.parsing.benefits.words import (
    AFTER_AMOUNT,
    GIVING,
    GRADE,
    WEAK_GRADE,
    last_verb,
)

GIVES_MONEY = re.compile(GIVING)


def given_after(after: str) -> bool:
    """Whether the words behind a figure say that it is given: …的补助."""
    return bool(AFTER_AMOUNT.match(after))


_BY_STANDARD = re.compile(r"(?:按照?|以|每(?=平方米|平米|亩))(?!上|下|内|来)[^，。；]{0,24}$")
_STANDARD_GIVES = re.compile(r"^[^。；]{0,40}?(?:标准|计算|折合|给予|予以|补[助贴]|奖励|资助|发放)")


def is_price(before: str, after: str, sentence: str) -> bool:
    """Whether it is the sum a unit of one sort gets where the sentence gives: 直流桩600元/千瓦，交流桩补贴400元/千瓦."""
    priced = re.fullmatch("/[一-龥]{1,4}", after) and re.fullmatch(r"[^，。；\d]{2,10}", before)
    return bool(priced) and bool(GIVES_MONEY.search(sentence)) and not re.search(r"价|成本|投资|费|收", before)


def by_standard(before: str, after: str) -> bool:
    """Whether an amount is a standard by which money is given: 按每亩120元的标准，给予补贴."""
    return bool(_BY_STANDARD.search(before)) and bool(_STANDARD_GIVES.match(after))


def gives(before: str) -> bool:
    """Whether a verb of giving stands before, with no condition between it and the figure."""
    verb = last_verb(before)
    if verb is None:
        return False
    between = before[verb.end() :]
    if _TITLED_FOR.match(between):
        return False
    return not _LIMIT_BETWEEN.search(between) and not _INVESTED_BETWEEN.match(between)


_LIMIT_BETWEEN = re.compile("以上|以下|达到|(?<!不)超过|的企业|的项目|的单位|的，")
_INVESTED_BETWEEN = re.compile("(?:后|资金|政策|的)?(?:项目|后)?[^，]{0,6}(?:总投资|投资额|收入)")


def gives_near(before: str) -> bool:
    """Whether a verb of giving stands right before."""
    near = re.search(r"(?:给予|给与|予以|奖励|补[助贴]|资助|发放|提供)(?P<between>[^，。；]{0,10})$", before)
    return near is not None and _TITLED_FOR.match(near["between"]) is None


_TITLED_FOR = re.compile(r"[^，。；：]{0,6}：对")
"""A title before whom the money is for, whose verb gives nothing yet: 限上奖励：对年零售额5000万元以上的企业给予5万元."""
_EACH_END = re.compile(r"每(?:张|个|名|人|件|亩|台|家|户|辆|套|场|吨|平方米)(?!投资|产值|税收|产出)[^，。；\d]{0,4}$")


def graded(before: str, after: str, sentence: str) -> bool:
    """Whether the figure is one grade of a list in a sentence that gives: 一等奖20万元、二等奖10万元."""
    head = re.split(r"[、和及]", before)[-1]
    if not GIVES_MONEY.search(sentence):
        return False
    return (
        re_ends(GRADE, head)
        or re_ends(_EACH_END, head)
        or (re_ends(WEAK_GRADE, head) and bool(re.match(r"[、，；。）]|$|和|及", after)))
    )
