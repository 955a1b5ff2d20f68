"""Which size the applicant is of: 中小微企业, 小型和微型企业, 符合《中小企业划型标准规定》的企业."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policymatch.conditions.nodes import Op
from policymatch.parsing.fields.reading import Fact, Reading
from policymatch.parsing.seldom import Seldom

_SIZE_WORDS = {"大": "大型", "中": "中型", "小": "小型", "微": "微型"}
_SME_NAMES = re.compile(r"(?:专精特新[”]?|科技型|创新型|“专精特新”|成长型|外贸型|农业)$")


def sizes_of(letters: str) -> tuple[str, ...]:
    """中小 is said of all but the large."""
    return tuple(dict.fromkeys(_SIZE_WORDS[letter] for letter in ("中小微" if letters == "中小" else letters)))


_SIZED = Seldom(
    r"([大中小微]{1,4})(?:型)?(?P<more>(?:(?:、|和|及|或)?[中小微]型)*)"
    r"(?:企业(?!园)|(?<=[小微型])(?=(?:外贸|商贸|批发|零售|住宿|工业|服务业?|文化|旅游|文旅|农业|民营|制造业?|软件|建筑业?|物流|生产|科技|出口|电商|餐饮|加工)(?:类|型)?企业))"
)
_COUNTED = re.compile(r"(?:客户|用户|会员|数量?|家数|占比?|比[例重]|不[少低]于|达|超过|\d)")
"""Firms that are counted are not the applicant: 其中中小微企业占比不低于60%."""
_NAMED_SO = (
    "公共服务", "服务", "发展", "局", "网", "处", "厅", "协会", "划型", "标准", "促进", "专项", "信用担保", "融资担保",
    "担保机构", "特色", "数字化转型", "上云", "创新", "双创", "创业", "示范基地", "产业园", "园区", "基地", "集聚",
)  # fmt: skip
"""What the size is part of the name of: 中小企业服务平台, 中小企业信用担保机构."""
_KEPT_TO = re.compile(r"(?:符合|满足|属于|达到)(?:国家)?(?:有关|相关|规定的?)*(?:关于|《(?:[^，。；《》]{0,8}印发)?)?$")
_SIZING = re.compile(
    "的?(?:规模)?(?:划型|划分)(?:的)?(?:标准|规定|要求|办法)*(?:的通知)?(?:》(?![^，。；]*(?:[小微中]型?企业|规定的)))?"
)
_SIZE_OF_STANDARD = re.compile("划型标准(?=$|[，。；、）])")
"""小型企业或微型企业划型标准: which of the standard's sizes is met."""
_NO_NAME = re.compile(rf"{_SIZE_OF_STANDARD.pattern}|服务业类?企业")
_BY_STANDARD = re.compile(
    r"(?:符合|满足|属于|达到)《[^《》]*划型[^《》]*》(?:（[^，。；]{2,24}号）)?(?:中|规定|确定)*的?(?:[大中小微]型?企业(?:或者?|、|和))*$"
)


def _meets(text: str, match: re.Match[str]) -> re.Match[str] | None:
    """What is said behind a size whose standard is met: 符合国家中小微企业|划型标准规定."""
    return _SIZING.match(text, match.end()) if _KEPT_TO.search(text, 0, match.start()) else None


_GIVEN_TO = re.compile("[^，。；]{0,10}(?:提供|发放|开展|办理|办结|承担|减[免半收]|免[收费除]|降低|让利|优惠)(?!的)")
"""Firms that are served: 为中小企业提供担保."""


def _part_of_a_name(text: str, match: re.Match[str]) -> bool:
    """Whether a recognition has the size in its name (科技型中小企业), which 科技型小微企业 is not."""
    name = _SME_NAMES.search(text, 0, match.start())
    return name is not None and not (name[0] in ("科技型", "创新型", "成长型") and "微" in match[1])


_NO_SIZE = re.compile("[扩壮做放加增]大$|其中$")  # 壮大企业, 其中企业: the sign ends another word


def find_sizes(reading: Reading) -> Iterator[Fact]:
    """Sizes asked of the applicant."""
    text = reading.text
    for match in _SIZED.finditer(text):
        if _part_of_a_name(text, match) or (len(match[1]) == 1 and match[1] in "大" and "型" not in match[0]):
            continue
        if match[1] == "中小" and re.search(r"[技精特新创]", text[max(0, match.start() - 3) : match.start()]):
            continue
        named = text[match.end() :].startswith(_NAMED_SO) and not _NO_NAME.match(text, match.end())
        if re.search(
            r"(?:向|对接|服务(?!的)|帮助|面向|减免|免[收除]|帮扶|孵化)[^，。；、的]{0,6}$", text[: match.start()]
        ) or (named and not _meets(text, match)):
            continue
        if _COUNTED.match(text, match.end()) or (
            text[: match.start()].endswith(("为", "向", "给", "对")) and _GIVEN_TO.match(text, match.end())
        ):
            continue
        letters = match[1][1:] if _NO_SIZE.search(text[: match.start(1) + 1]) else match[1]
        if not letters:
            continue
        start = match.end(1) - len(letters)
        letters += "".join(re.findall("[中小微]", match["more"]))
        end = met.end() if (met := _meets(text, match)) else match.end()
        if met and met[0].endswith("》"):
            kept = _KEPT_TO.search(text, 0, match.start())  # the title of the standard is what is met
            start = kept.start() if kept else start
        leaf = reading.test("size", Op.IN, sizes_of(letters), start, end)
        beside = (_BY_STANDARD.search(text, 0, start), _SIZE_OF_STANDARD.match(text, end))
        cover = tuple(found.span() for found in beside if found)
        yield reading.fact("规模.划型", leaf, start, end, rank=5, cover=cover)
