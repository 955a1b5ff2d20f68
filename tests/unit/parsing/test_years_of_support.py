"""Shares told year by year: each half is given, and no year is a demand."""

from __future__ import annotations

import pytest

from policymatch.conditions import leaves
from policymatch.parsing import parse_text


@pytest.mark.parametrize(
    "text",
    [
        "入驻标准厂房的企业，租金前两年全免，后三年减半。",
        "入驻标准厂房的企业，第1-3年按区级财力贡献的80%，第4-5年按区级财力贡献的40%给予奖励。",
        "入驻标准厂房的企业，第一年给予全额租金补贴，第二年、第三年给予50%租金补贴。",
        "入驻标准厂房的企业，前两年按地方财力贡献的100%给予奖励，后三年按50%给予奖励。",
    ],
)
def test_years_of_a_share_are_no_demand(text: str) -> None:
    (item,) = parse_text(f"临江县促进产业发展若干措施\n第三条 {text}").document.items
    assert len(item.benefits) == 2
    assert all("年" not in (leaf.source.quote if leaf.source else "") for leaf in leaves(item.condition))


@pytest.mark.parametrize(
    ("text", "rates"),
    [
        ("第一年给予租金100%补贴，第二年50%，第三年30%。", ["1", "0.5", "0.3"]),
        ("给予前两年全额奖励，后三年50%的奖励。", ["1", "0.5"]),
        ("前两年50%的租金补贴，后一年30%的租金补贴。", ["0.5", "0.3"]),
    ],
)
def test_a_later_year_is_told_in_few_words(text: str, rates: list[str]) -> None:
    (item,) = parse_text(f"临江县促进产业发展若干措施\n第三条 入驻标准厂房的企业，{text}").document.items
    assert [str(benefit.rate) for benefit in item.benefits] == rates
    assert [leaf.source.quote for leaf in leaves(item.condition) if leaf.source] == ["入驻标准厂房的企业"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("给予最高300万元资金支持。第一年不超过100万元，第二、三年根据绩效考核结果，每年不超过100万元。", 1),
        ("给予总额600万元资助。首年资助300万元，次年资助200万元，第三年资助100万元。", 1),
        ("给予500万元落户奖励。第一年给予50万元运营补贴，第二年给予30万元运营补贴。", 3),
        ("给予30万元奖励。第一年给予50万元支持，第二年给予40万元支持。", 3),
    ],
)
def test_the_years_of_a_total_are_no_sums_of_their_own(text: str, count: int) -> None:
    (item,) = parse_text(f"临江县促进产业发展若干措施\n第三条 对新引进的研发机构，{text}").document.items
    assert len(item.benefits) == count
