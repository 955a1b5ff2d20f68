"""The levels at which recognitions are given, as policies name them before a row of names."""

from __future__ import annotations

import re

LEVEL_WORDS = {
    "国家级": "国家级", "国家": "国家级", "部级": "国家级", "省级": "省级", "省": "省级", "自治区级": "自治区级", "市级": "市级", "市": "市级",
    "区级": "区级", "区": "区级", "县级": "县级", "县": "县级", "省部级": "省部级", "世界级": "世界级", "国际级": "国际级", "州级": "州级",
}  # fmt: skip
RANKS = ["国家级", "省部级", "省级", "市级", "区级"]
LEVEL = (
    "(?:省部级|国家级|省级|市级|区级|县级|自治区级|部级|世界级|国际级|州级|国家|省(?![外内长]|政府)|市(?![场内外民长]|"
    "政府|委)|区(?!域|内|块|政府|委|外|长)|县(?!域|内|政府|长))"
)
LEVELS = rf"{LEVEL}(?:（[^）]{{1,6}}）级?)?(?:(?:、|和|及|或|以及|或者|与|/){LEVEL})*(?:及?以上|（含）以上|及其以上|[两二三四]级)?"


def spread(levels: str) -> list[str]:
    """The levels of a phrase: 国家级、省级 → both; 省级以上 → 省级 and all above; empty → one empty level."""
    if not levels:
        return [""]
    above = levels.endswith("以上")
    found = [LEVEL_WORDS[word] for word in re.findall(LEVEL, levels) if word in LEVEL_WORDS]
    if above and found and found[-1] in RANKS:
        keep = [rank for rank in RANKS[: RANKS.index(found[-1]) + 1] if rank != "省部级"]
        return list(dict.fromkeys([*keep, *found]))
    return list(dict.fromkeys(found)) or [""]


_OWN = re.compile(rf"(?P<levels>{LEVEL}(?:、{LEVEL})*(?:及?以上)?)(?P<rest>.{{3,}})")
_OF_A_PLACE = re.compile(r"[一-龥]{2,4}?(?P<levels>[省市区县]级)(?P<rest>.{3,})")
"""绍兴市级智能工厂 is 市级智能工厂 of the place."""


def own_level(part: str, levels: str, *, first: bool) -> tuple[list[str], str]:
    """The levels of one name in a row, and the name without them: its own before those that the row begins with."""
    own = None if part.startswith("国家地理") else _OWN.match(part)
    if own is None and not (first and levels):
        own = _OF_A_PLACE.match(part)
    if own is not None and (not levels or not (first or part.startswith("省部"))):
        return spread(own["levels"]), own["rest"].removeprefix("的")
    return spread(levels), part.removeprefix("的")
