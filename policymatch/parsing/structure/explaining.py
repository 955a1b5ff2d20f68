"""Sentences that only say what a word before them means (所称试点企业，是指…)."""

from __future__ import annotations

import re
from dataclasses import replace

from policymatch.parsing.seldom import Seldom
from policymatch.parsing.structure.stated import Clause, Group, Requirement
from policymatch.parsing.text.sentences import parts, trimmed
from policymatch.spans import Span

_MEANS = Seldom(
    r"^(?:其中|此处|这里)?，?(?:所[称指])?“?(?P<term>[^，。；“”]{2,14}?)”?(?:主要)?(?:是指|指的?是|指)(?P<said>[^。；]{6,})$"
)


def is_explained(text: str, sentence: Span, found: list[Requirement]) -> bool:
    """Whether the sentence only says what a word before it means; what it says then stands in the word's place."""
    pieces = [(part, match) for part in parts(text, sentence) if (match := _MEANS.match(part.of(text).strip("。；")))]
    last = found[-1] if found else None
    if not pieces or not isinstance(last, Clause) or len(pieces) != len(parts(text, sentence)):
        return False
    words = last.span.of(text)
    if any(match["term"] not in words for _, match in pieces):
        return False
    rest = words
    for _, match in pieces:
        rest = rest.replace(match["term"], "")
    if not re.sub(r"[、，及和与或等的]|以及", "", rest):
        said = [
            trimmed(text, Span(part.start + match.start("said"), part.start + match.end("said")))
            for part, match in pieces
        ]
        members = tuple(replace(last, span=span) for span in said)
        found[-1] = members[0] if len(members) == 1 else Group("any", members)
    return True


_SAID_AGAIN = re.compile(
    r"(?P<n>\d[\d.]*)[^，。；：\d]{0,12}，(?:(?:具体|主要)?(?:是指|指的是|指)(?:：|[^，。；：\d]{2,30}\d)|即[^，。；：\d]{2,30}(?P=n)(?!\d))"
)


def before_meaning(text: str, sentence: Span) -> Span:
    """A sentence up to where it goes on to say what its limit means: 服务收入占比超过30%，具体指：…或…."""
    if "指" not in sentence.of(text) and "即" not in sentence.of(text):
        return sentence
    found = _SAID_AGAIN.search(text, sentence.start, sentence.end)
    return Span(sentence.start, text.index("，", found.start())) if found else sentence


__all__ = ["before_meaning", "is_explained"]
