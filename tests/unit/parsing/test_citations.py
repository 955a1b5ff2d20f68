from __future__ import annotations

import pytest

from policymatch.parsing.structure.citations import applies, numbers_of, refers


@pytest.mark.parametrize(
    ("path", "numbers"),
    [("第三条/（二）", (3, 2)), ("第一章/第十二条", (12,)), ("二、/（一）/3．", (2, 1, 3)), ("", ())],
)
def test_numbers_of_a_place(path: str, numbers: tuple[int, ...]) -> None:
    assert numbers_of(path) == numbers


@pytest.mark.parametrize(
    ("words", "path", "verdict"),
    [
        ("申请第三条奖励的", "第三条", True),
        ("申请第三条奖励的", "第四条", False),
        ("第二条第（一）项认定的申报期", "二、/（一）", True),
        ("第二条第（一）项认定的申报期", "二、/（二）", False),
        ("第1项至第3项", "2．", True),
        ("第十条 申请第三条奖励应提交", "第十条", False),
        ("申报期为6月", "第三条", None),
        ("《某办法》第三条", "第三条", True),
    ],
)
def test_words_that_name_articles(words: str, path: str, verdict: bool | None) -> None:
    assert refers(words, path) is verdict


def test_the_rest_is_what_nothing_else_names() -> None:
    sentence = "（二）第一条常年受理；其余各条每年3月申报"
    rest = "其余各条每年3月申报"
    assert applies(rest, sentence, "第二条") is True
    assert applies(rest, sentence, "第一条") is False
    assert applies("（二）第一条常年受理", sentence, "第一条") is True


def test_a_clause_may_name_supports() -> None:
    names = ("房租补贴", "算力券", "上市奖励")
    sentence = "房租补贴、算力券申报期为7月；其他条款申报期为5月"
    first, second = sentence.split("；")
    assert applies(first, sentence, "", name="算力券", names=names) is True
    assert applies(first, sentence, "", name="上市奖励", names=names) is False
    assert applies(second, sentence, "", name="上市奖励", names=names) is True
    assert applies(second, sentence, "", name="房租补贴", names=names) is False


def test_a_common_word_names_no_support() -> None:
    names = ("专项资金补助", "上市奖励")
    clause = "专项资金申报时间为2024年3月1日至3月31日"
    assert applies(clause, clause, "", name="上市奖励", names=names) is None
