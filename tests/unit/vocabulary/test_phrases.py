from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policymatch.vocabulary.phrases import PhraseIndex, fold

INDEX = PhraseIndex([("小巨人", 1), ("专精特新“小巨人”企业", 2), ("新企业", 3), ("A", 4), ("首台（套）", 5)])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("专精特新“小巨人”企业", [2]),
        ("“专精特新”小巨人企业", [2]),
        ("专精特新 小巨人　企业", [2]),
        ("小巨人企业", [1]),
        ("高新企业", [3]),
        ("a级Ａ级", [4, 4]),
        ("首台(套)", [5]),
        ("专精特新", []),
        ("", []),
    ],
)
def test_the_longest_phrase_through_quotation_marks_and_widths(text, expected):
    found = INDEX.find(text)
    assert [match.value for match in found] == expected
    assert all(match.span.of(text) == match.text for match in found)


def test_a_pair_of_quotation_marks_stays_whole():
    (match,) = INDEX.find("认定“小巨人”的")
    assert match.text == "小巨人"
    (match,) = INDEX.find("认定“专精特新”“小巨人”企业的")
    assert match.text == "“专精特新”“小巨人”企业"


def test_lines_are_not_joined():
    assert [match.value for match in INDEX.find("小巨\n人")] == []


def test_the_end_of_the_text_ends_a_phrase():
    index = PhraseIndex([("从业人员", 1), ("从业", 2)])
    assert [match.value for match in index.find("从业人")] == [2]


alphabet = "小巨人新企业专精特A“” "


@given(st.lists(st.text("小巨人新企", min_size=1, max_size=4), min_size=1, max_size=8), st.text(alphabet, max_size=40))
def test_equals_a_plain_search(phrases, text):
    index = PhraseIndex((phrase, fold(phrase)) for phrase in phrases)
    folded, at, expected = fold(text), 0, []
    keys = sorted({fold(phrase) for phrase in phrases}, key=len, reverse=True)
    while at < len(folded):
        hit = next((key for key in keys if folded.startswith(key, at)), "")
        expected += [hit] if hit else []
        at += len(hit) or 1
    assert [match.value for match in index.find(text)] == expected


def test_takes_time_in_proportion_to_the_text():
    text = "专精特新小巨专精特新" * 2000
    INDEX.find(text)
    start = time.thread_time()
    INDEX.find(text)
    once = time.thread_time() - start
    start = time.thread_time()
    INDEX.find(text * 8)
    assert time.thread_time() - start < max(once, 0.001) * 40
