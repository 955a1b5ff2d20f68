"""The exchange form of documents, YAML read strictly, quotes found in their source."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from policymatch.documents import read_document, write_document
from policymatch.documents.quotes import QuoteFinder, check_quotes
from policymatch.documents.showing import as_html, as_text
from policymatch.documents.yaml_text import dump_yaml, load_yaml
from policymatch.errors import ConditionError, DocumentError, DuplicateKeyError, QuoteNotFoundError

SOURCE = "第一条　对营业收入达到\n2000 万元的企业，奖励５０万元；另按投资额的10%给予补助，最高100万元。"
FORM = {
    "id": "demo",
    "title": "示例办法",
    "issuers": ["示例区工业和信息化局"],
    "region": "440115",
    "published_on": "2025-01-01",
    "valid_from": "2025-02-01",
    "valid_to": "2027-01-31",
    "items": [
        {
            "id": "award",
            "name": "奖励",
            "anchor": "对营业收入达到2000万元的企业",
            "condition": {"field": "revenue", "op": ">=", "value": 20000000, "quote": "营业收入达到2000万元"},
            "benefits": [
                {"type": "lump_sum", "amount": 500000, "quote": "奖励50万元", "years": 2, "instalments": [0.5, 0.5]},
                {"type": "rate", "rate": 0.1, "cap": 1000000, "base": "project_investment", "quote": "投资额的10%",
                 "when": {"field": "size", "op": "in", "value": ["小型"]}},
            ],
            "window": {"opens_on": "2026-03-01", "closes_on": "2026-03-31"},
            "materials": ["申请表"],
        }
    ],
}  # fmt: skip


def test_a_document_round_trips_in_json_and_yaml() -> None:
    document = read_document(FORM)
    again = read_document(json.loads(json.dumps(write_document(document))))
    assert again == document == read_document(load_yaml(dump_yaml(write_document(document)), where="x"))
    assert document.items[0].benefits[1].rate == Decimal("0.1")


def test_in_force_includes_both_ends_and_says_nothing_without_dates() -> None:
    document = read_document(FORM)
    days = (date(2025, 1, 31), date(2025, 2, 1), date(2027, 1, 31), date(2027, 2, 1))
    assert [document.in_force(day) for day in days] == [False, True, True, False]
    assert read_document({"title": "无日期", "items": []}).in_force(days[0]) is None


def test_the_window_includes_both_ends() -> None:
    window = read_document(FORM).items[0].window
    days = (date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1))
    assert [window.open_on(day) for day in days] == [False, True, True, False]


@pytest.mark.parametrize(
    ("change", "kind", "place"),
    [
        ({"published_on": "2025-13-01"}, DocumentError, "published_on"),
        ({"issuers": "某局"}, DocumentError, "document"),
        ({"items": [{"condition": {"field": "x", "op": "is", "value": True}}]}, ConditionError, "items[0]"),
        ({"items": [{"benefits": [{"type": "gift"}]}]}, DocumentError, "items[0].benefits[0]"),
        ({"items": [{"benefits": [{"type": "rate", "rate": "三成"}]}]}, DocumentError, "benefits[0].rate"),
        ({"items": [{"id": "a"}, {"id": "a"}]}, DocumentError, "document"),
        ({"items": ["x"]}, DocumentError, "items[0]"),
    ],
)
def test_a_broken_document_names_the_place(change: dict[str, object], kind: type[Exception], place: str) -> None:
    with pytest.raises(kind, match="处理：") as caught:
        read_document(FORM | change)
    assert place in str(caught.value)


def test_a_duplicate_yaml_key_names_its_line() -> None:
    with pytest.raises(DuplicateKeyError) as caught:
        load_yaml("a: 1\nb:\n  c: 1\n  c: 2\n", where="policy.yaml")
    assert "第4行" in str(caught.value)
    assert "policy.yaml" in str(caught.value)


def test_broken_yaml_names_its_line() -> None:
    with pytest.raises(DocumentError, match="policy.yaml"):
        load_yaml("a: [1, 2\nb: 3", where="policy.yaml")


def test_quotes_are_found_whatever_the_space_and_width() -> None:
    finder = QuoteFinder(SOURCE)
    assert finder.find("营业收入达到2000万元").of(SOURCE) == "营业收入达到\n2000 万元"
    assert finder.find("奖励50万元").of(SOURCE) == "奖励５０万元"
    assert finder.find("奖励60万元") is None


def test_a_quote_that_is_not_in_the_source_is_refused() -> None:
    check_quotes(read_document(FORM), SOURCE)
    with pytest.raises(QuoteNotFoundError, match="award"):
        check_quotes(read_document(FORM), SOURCE.replace("2000", "3000"))


def test_showing() -> None:
    document = read_document(FORM)
    text, page = as_text(document), as_html(document, SOURCE + "<script>")
    assert "营业收入不低于2000万元" in text
    assert "最高100万元" in text
    assert '<mark class="condition">营业收入达到\n2000 万元</mark>' in page
    assert "<script>" not in page
