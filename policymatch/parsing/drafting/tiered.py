"""Tiers told as the base of the money: 按实缴资本1亿元以上、5亿元以上，分别给予… asks for the capital, rung by rung."""

from __future__ import annotations

import re

from policymatch.parsing.drafting.phrase import Phrase, Role
from policymatch.spans import Span

_NUMBER = r"\d[\d,.]*[万亿千百]?(?:元|美元|人|家|亩|平方米|吨|件|个|台|辆|架|%)?(?:（[^（）]{1,8}）)?"
_REACHED = r"(?:首次)?(?:达到?|突破|超过|满|在|不低于|不少于)?"
_RUNG = rf"{_REACHED}{_NUMBER}(?:[及或]?以[上下内])?(?:(?:至|到|[—\-~])(?:{_NUMBER}))?(?:[及或]?以[上下内])?"
_TIERS = re.compile(
    r"(?:并)?(?:按照?|根据|依据|依照|视)(?:其|企业|项目)?"
    rf"(?P<tiers>(?![^，。；\d]*(?:标准|比例|单价|每))[^，。；\d的]{{2,24}}?{_RUNG}(?:(?:、|和|及){_RUNG})+)的?(?=(?P<each>分别|依次)|$)"
)
_LIMIT = re.compile("以[上下内]|至|到|[—~-]|达|突破|超过|满|不[低少]")


def part_tiers(text: str, found: list[Phrase]) -> None:
    """Make conditions of the tiers by which money is given one by one (分别); in place."""
    for at in range(len(found) - 1, -1, -1):
        phrase = found[at]
        if phrase.role not in (Role.BASE, Role.OFFER, Role.MONEY):
            continue
        tiers = _TIERS.match(text, phrase.span.start, phrase.span.end)
        if tiers is None or not _LIMIT.search(tiers["tiers"]):
            continue
        asked = Phrase(Span(*tiers.span("tiers")), Role.CONDITION)
        if phrase.role is Role.OFFER and tiers["each"] and phrase.verb is not None:
            rest = Span(tiers.end(), phrase.span.end)
            found[at : at + 1] = [asked, Phrase(rest, Role.OFFER, max(phrase.verb, rest.start), phrase.bare)]
        elif not tiers["each"] and tiers.end() == phrase.span.end and _follows(text, found[at + 1 : at + 2]):
            found[at] = asked


def _follows(text: str, following: list[Phrase]) -> bool:
    """Whether the next phrase gives to each tier its own sum."""
    return any(one.role is Role.OFFER and text.startswith(("分别", "依次"), one.span.start) for one in following)


__all__ = ["part_tiers"]
