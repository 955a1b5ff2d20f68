"""Stacking rules: read, written, said, and refused where they say nothing."""

from __future__ import annotations

from typing import Any

import pytest

from policymatch.documents import read_document, write_document
from policymatch.documents.quotes import check_quotes
from policymatch.documents.showing import as_text
from policymatch.documents.stacking import stacking_sentence
from policymatch.errors import DocumentError, QuoteNotFoundError

RULES = [
    {"kind": "max_of", "scope": ["project", "matter"], "others": ["same_level"], "unless_otherwise": True, "quote": "就高不重复"},
    {"kind": "cap_of_sum", "scope": ["enterprise"], "exempt": ["2"], "cap": 3000000, "cap_rate": 0.75, "cap_base": "fixed_investment",
     "cap_period": "last_year", "quote": "不超过投资额的75%"},
    {"kind": "offset", "members": ["1"], "against": ["配套资金"], "rate": 0.5, "from_base": True, "quote": "扣除"},
    {"kind": "requires", "members": ["2"], "against": ["1"], "per_year": True, "states": ["holds"], "quote": "须先获得"},
]  # fmt: skip
SENTENCES = [
    "同一项目、同一事项，本政策各项与本级其他政策就高享受，不重复；另有规定的除外",
    "同一企业，本政策各项合计不超过上年度固定资产投资额的75%且不超过300万元；乙不受此限",
    "甲先从基数中扣减配套资金已给予的金额的50%",
    "同一年度，享受乙须先有甲",
]


def document(rules: list[dict[str, Any]]) -> Any:
    return read_document(
        {"id": "p", "items": [{"id": "1", "name": "甲"}, {"id": "2", "name": "乙"}], "stacking_rules": rules}
    )


def test_they_go_there_and_back() -> None:
    written = write_document(document(RULES))
    assert written["stacking_rules"] == RULES
    assert read_document(written) == document(RULES)


def test_a_document_without_rules_is_written_as_before() -> None:
    assert "stacking_rules" not in write_document(document([]))


def test_they_are_said_in_chinese_with_their_quote() -> None:
    names = {"1": "甲", "2": "乙"}
    assert [stacking_sentence(rule, names) for rule in document(RULES).stacking_rules] == SENTENCES
    assert f"  · {SENTENCES[3]}「须先获得」" in as_text(document(RULES))


def test_their_quotes_must_stand_in_the_source() -> None:
    with pytest.raises(QuoteNotFoundError, match="stacking_rules"):
        check_quotes(document(RULES[:1]), "别的文字")


@pytest.mark.parametrize(
    "wrong",
    [{"kind": "perhaps"}, {"kind": "max_of", "scope": ["planet"]}, {"kind": "cap_of_sum"}, {"kind": "offset"}, {"kind": "requires"},
     {"kind": "offset", "against": ["x"], "rate": 2}],
)  # fmt: skip
def test_what_says_nothing_is_refused_with_its_place(wrong: dict[str, Any]) -> None:
    with pytest.raises(DocumentError, match=r"stacking_rules\[0\]"):
        document([wrong])
