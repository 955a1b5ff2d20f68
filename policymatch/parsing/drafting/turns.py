"""Where one grant of a part ends and the next begins: 小型企业免收担保费，|中型企业减半收取担保费."""

from __future__ import annotations

import re

from policymatch.parsing.drafting.phrase import MONEY, Phrase, Role
from policymatch.parsing.drafting.whowords import WHO


def grouped(read: list[Phrase], text: str) -> list[list[Phrase]]:
    """Phrases of one part, one group a grant: after an offer, a new condition with an offer of its own begins another."""
    offers = [at for at, phrase in enumerate(read) if phrase.role is Role.OFFER]
    if not offers:
        return []
    groups: list[list[Phrase]] = []
    begin = 0
    for number, offer in enumerate(offers):
        following = offers[number + 1] if number + 1 < len(offers) else None
        if following is None:
            break
        between = range(offer + 1, following + 1)
        start = next((at for at in between if _begins(read[at], text) or _is_other(text, read[offer], read[at])), None)
        if start is None and _RECOGNISES.search(read[offer].span.of(text)):
            start = offer + 1
        if start is not None:
            groups.append(read[begin:start])
            begin = start
    groups.append(read[begin:])
    return groups


_KIND_FIRST = re.compile(rf"[^，。；\d]{{2,16}}?(?:{WHO.pattern})")


def _is_other(text: str, offer: Phrase, phrase: Phrase) -> bool:
    """Whether an offer is for another sort than the one before it: 小型企业免收担保费，中型企业减半收取担保费."""
    if phrase.role is not Role.OFFER or offer.verb is None or phrase.verb is None:
        return False
    if any(MONEY.search(text, one.span.start, one.span.end) for one in (offer, phrase)):
        return False  # sorts with a sum each are rows of one support
    first = _KIND_FIRST.match(text, offer.span.start, offer.verb)
    then = _KIND_FIRST.match(text, phrase.span.start, phrase.verb)
    return first is not None and then is not None and first[0] != then[0] and first[0][-2:] == then[0][-2:]


_RECOGNISES = re.compile(r"(?:申请|申报)?(?:认定|评定|命名|授予)为")


def _begins(phrase: Phrase, text: str) -> bool:
    """Whether a phrase after an offer opens a condition of its own."""
    words = phrase.span.of(text)
    if phrase.role is Role.CONDITION:
        return True
    if phrase.role is not Role.OFFER or phrase.verb is None:
        return False
    own = text[phrase.span.start : phrase.verb]
    return (
        (
            bool(re.search(r"\d", own))
            and bool(re.search(r"以上|以下|达到?|超过|满|不[低少]于|—|-|不含|以内|突破|台阶|大关", own))
        )
        or own.startswith(("对", "凡"))
        or (len(own) >= 6 and own.endswith(("的", "企业", "单位", "项目")) and not words.startswith(("按", "其")))
        or (phrase.bare and len(own) >= 2)
    )


__all__ = ["grouped"]
