"""A bracket below the title and the printer's line: who issued a document, its number and its day."""

from __future__ import annotations

from datetime import date

import pytest

from policymatch.parsing import parse_text
from policymatch.parsing.metadata.decrees import decreed, printed


@pytest.mark.parametrize(("told", "day"), [("2021年11月15日", date(2021, 11, 15)), ("2021年2月30日", None)])
def test_a_decree_tells_its_issuer_whatever_its_day(told: str, day: date | None) -> None:
    issue = decreed(f"某某市扶持办法\n（{told}某某市人民政府令第108号公布）\n第一条 为促进发展，制定本办法。\n")
    assert issue is not None
    assert (issue.issuers, issue.day) == (("某某市人民政府",), day)


@pytest.mark.parametrize(("told", "day"), [("2023年10月17日", date(2023, 10, 17)), ("2023年13月17日", None)])
def test_the_printer_tells_the_issuer_whatever_its_day(told: str, day: date | None) -> None:
    issue = printed(f"某某市扶持办法\n第一条 为促进发展。\n某某市人民政府办公室 {told}印发\n")
    assert issue is not None
    assert (issue.issuers, issue.day) == (("某某市人民政府办公室",), day)


@pytest.mark.parametrize(
    ("line", "number", "issuers"),
    [
        ("（绵政规发〔2021〕4号 2021年5月18日印发）", "绵政规发〔2021〕4号", ()),
        ("(2021年5月18日 绵政规发〔2021〕4号)", "绵政规发〔2021〕4号", ()),
        ("（2021年5月18日绵竹市人民政府印发）", None, ("绵竹市人民政府",)),
    ],
)
def test_number_and_day_in_a_bracket_below_the_title(line: str, number: str | None, issuers: tuple[str, ...]) -> None:
    document = parse_text(f"绵竹市现代农业扶持办法\n{line}\n第一条 新建冷库的，补助5万元。\n").document
    assert document.doc_number == number
    assert document.published_on == date(2021, 5, 18)
    assert document.issuers == issuers


def test_the_day_of_a_meeting_is_no_day_of_issue() -> None:
    text = "绵竹市现代农业扶持办法\n（2021年5月18日绵竹市人民政府第12次常务会议通过）\n第一条 新建冷库的，补助5万元。\n"
    assert parse_text(text).document.published_on is None
