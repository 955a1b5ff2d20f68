"""Rows of titles in whole documents: who gets what at which level."""

from __future__ import annotations

from policymatch.conditions import Judgement, Test, leaves
from policymatch.documents import Item
from policymatch.parsing import parse_text


def _item(words: str) -> Item:
    (item,) = parse_text(f"临江市促进产业发展若干措施\n第一条 {words}").document.items
    return item


def _held(item: Item) -> tuple[str, ...]:
    assert item.condition is not None
    found = [leaf for leaf in leaves(item.condition) if isinstance(leaf, Test) and leaf.field == "qualification"]
    return tuple(str(name) for leaf in found for name in (leaf.value if isinstance(leaf.value, tuple) else ()))


def test_every_member_of_a_row_is_a_title() -> None:
    item = _item("对首次获评国家级领航企业、单项冠军、绿色工厂的企业，给予一次性奖励80万元。")
    assert _held(item) == ("国家级领航企业", "国家级制造业单项冠军企业", "国家级绿色工厂")


def test_each_amount_goes_with_all_names_of_its_level() -> None:
    item = _item("对新获评国家级、省级工业旅游示范基地（单位）的，分别给予50万元、20万元奖励。")
    whens = [benefit.when for benefit in item.benefits]
    assert [when.value for when in whens if isinstance(when, Test)] == [
        ("国家级工业旅游示范基地", "国家级工业旅游示范单位"),
        ("省级工业旅游示范基地", "省级工业旅游示范单位"),
    ]


def test_a_trade_inside_a_title_is_not_the_applicants() -> None:
    item = _item("对新认定的国家级服务型制造示范企业、物流标准化试点企业，给予一次性奖励60万元。")
    assert item.condition is not None
    fields = {leaf.field for leaf in leaves(item.condition) if isinstance(leaf, Test)}
    assert fields == {"qualification"}


def test_who_serves_others_is_paid_not_they() -> None:
    item = _item("对为中小微企业提供融资担保的担保机构，按担保额的1%给予补助，最高100万元。")
    assert item.condition is not None
    assert not [leaf for leaf in leaves(item.condition) if isinstance(leaf, Test)]
    assert [benefit.rate for benefit in item.benefits if benefit.rate is not None]


def test_good_standing_in_a_row_with_records_is_kept() -> None:
    item = _item("申报企业应符合以下条件：信用良好、依法纳税、无欠薪行为。对符合条件的企业给予一次性奖励10万元。")
    assert item.condition is not None
    told = [leaf.label for leaf in leaves(item.condition) if isinstance(leaf, Judgement)]
    assert told == ["信用良好", "依法纳税"]
