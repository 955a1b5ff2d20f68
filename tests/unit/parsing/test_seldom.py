"""The words without which a pattern cannot apply, found from the pattern; a look for them changes no answer."""

from __future__ import annotations

import re

import pytest

from policymatch.parsing.seldom import Seldom, necessary


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("给予[^，]{0,8}奖励", {"给予"}),
        ("(?:对)?[^，]{2,}(?:除外|不(?:予|再)支持)", {"除外", "不予支持", "不再支持"}),
        ("(?P<who>[^，]+)的，?不享受", {"的不享受", "的，不享受"}),
        (r"\d+年(?=以上|以内)", {"以上", "以内"}),
        ("(?<=注册)[^，]{2}企业", {"企业"}),  # what stands before may lie outside the stretch
        ("(?:免申即享|免申)的", {"免申的", "免申即享的"}),
        ("(?:补贴|[给予][予以]补贴)", {"补贴"}),
        ("[本我]区(?:企业)?", {"本区", "我区"}),
        ("(?:甲|[^，]乙)+[^，]", {"甲", "乙"}),
    ],
)
def test_words_of_which_every_match_holds_one(pattern: str, words: set[str]) -> None:
    assert necessary(pattern) == words


@pytest.mark.parametrize("pattern", ["[^，]*", "(?:给予)?", "甲|[^，]", "(?:甲乙)*", r"\d{2}", "(?<=对)[^，]"])
def test_a_pattern_without_such_words(pattern: str) -> None:
    assert necessary(pattern) is None
    with pytest.raises(ValueError, match="no word"):
        Seldom(pattern)


SHUT_OUT = r"(?P<who>[^，。]{2,}?)(?:的)?，?(?:均|一律)?不(?:享受|予支持)"


@pytest.mark.parametrize(
    "text", ["失信企业一律不享受。僵尸企业不予支持", "不享受", "支持企业", "", "甲乙丙不享", "甲乙丙，不予支持"]
)
def test_answers_are_those_of_the_pattern(text: str) -> None:
    plain, seldom = re.compile(SHUT_OUT), Seldom(SHUT_OUT)
    for start, end in ((0, len(text)), (2, len(text)), (0, max(0, len(text) - 2))):
        for way in ("search", "match", "fullmatch"):
            found, known = (getattr(one, way)(text, start, end) for one in (seldom, plain))
            assert (found and found.span()) == (known and known.span())
        spans = [[match.span() for match in one.finditer(text, start, end)] for one in (seldom, plain)]
        assert spans[0] == spans[1]
