"""A decree's bracket and the printer's line, where the day they tell is none."""

from __future__ import annotations

from datetime import date

import pytest

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
