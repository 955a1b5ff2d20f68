"""Supports of districts told side by side: whom a second one takes over, words explained beside others, papers behind their heading."""

from __future__ import annotations

from decimal import Decimal

import pytest

from policymatch.conditions import Judgement, leaves
from policymatch.conditions import tests as limits_of
from policymatch.documents import Item
from policymatch.parsing import parse_text

HEAD = "芜湖市鸠江区推动产业发展若干政策\n芜湖市鸠江区人民政府\n"


def items(body: str) -> tuple[Item, ...]:
    return parse_text(HEAD + body, name="政策.txt").document.items


def values(item: Item, field: str) -> list[object]:
    return [test.value for test in limits_of(item.condition) if test.field == field]


def judged(item: Item) -> list[str]:
    return [leaf.label for leaf in leaves(item.condition) if isinstance(leaf, Judgement)]


# ------------------------------------------------------------ whom a second support takes over


@pytest.mark.parametrize(
    "second",
    ["购置新能源货车5辆以上的，每辆补助2万元", "牵头制定国家标准的，每项奖励20万元", "取得银行贷款的，按利息的30%贴息"],
)
def test_another_deed_is_for_the_kind_not_for_its_limit(second: str) -> None:
    first, other = items(f"一、年营业收入1亿元以上的物流企业，奖励10万元；{second}。")
    assert values(first, "revenue") == [Decimal(100_000_000)]
    assert values(other, "revenue") == []
    assert values(other, "business_domain") == [("物流",)]


@pytest.mark.parametrize(
    "row",
    [
        "实缴资本1亿元以上的物流企业，租用办公用房的，按租金的50%补助；购置办公用房的，给予购房款5%的补助",
        "实缴资本1亿元以上的物流企业，奖励100万元；其高管年薪50万元以上的，奖励5万元",
    ],
)
def test_a_limit_before_two_deeds_or_spoken_of_again_holds_for_both(row: str) -> None:
    assert [values(item, "paid_in_capital") for item in items(f"一、{row}。")] == [[Decimal(100_000_000)]] * 2


# ------------------------------------------------------------ words that a document explains


def test_each_explained_word_ends_where_the_next_begins() -> None:
    (item,) = items(
        "一、年纳税200万元以上的共建企业，奖励30万元。\n二、附则\n"
        "“共建企业”指牵头组建产业联盟的制造业企业，“配套企业”指未列入的制造业企业。"
    )
    assert values(item, "industry") == [("制造业",)]
    assert not any("未列入" in label for label in judged(item))
    assert "qualification" not in {test.field for test in limits_of(item.condition)}


def test_enterprises_above_scale_are_a_field_however_explained() -> None:
    (item,) = items(
        "一、亩均税收达到30万元的规上工业企业，奖励30万元。\n二、附则\n“规上工业企业”指列入统计联网直报平台的工业企业。"
    )
    assert values(item, "above_scale") == [True]
    assert judged(item) == []


@pytest.mark.parametrize(("said", "op"), [("“突破”不含本数", ">"), ("“突破”含本数", ">=")])
def test_a_document_says_whether_what_is_broken_through_counts(said: str, op: str) -> None:
    (item,) = items(f"一、年产值突破1亿元的企业，奖励10万元。\n二、附则\n本政策所称{said}。")
    assert [test.op.value for test in limits_of(item.condition) if test.field == "output_value"] == [op]


# ------------------------------------------------------------ what decides nothing, and where taxes go


def test_that_one_may_apply_and_what_clauses_say_otherwise_is_no_condition() -> None:
    (item,) = items(
        "一、适用对象\n凡在鸠江区注册的制造业企业，均可按本政策申请奖补；条款另有规定的，从其规定。\n"
        "二、支持措施\n1.对购置设备的企业，奖励10万元。\n三、附则\n单家企业年度奖补总额不超过其当年地方贡献。"
    )
    assert judged(item) == ["购置设备的企业"]


@pytest.mark.parametrize(
    "words", ["税收解缴入鸠江区库的", "税款缴入本区国库的", "税收归鸠江区区级金库的", "财政收入入本区库的"]
)
def test_the_treasury_that_takes_the_taxes_is_where_they_are_paid(words: str) -> None:
    (item,) = items(f"一、{words}建筑企业，奖励5万元。")
    assert len(values(item, "tax_region")) == 1


# ------------------------------------------------------------ papers behind their heading


@pytest.mark.parametrize(
    "row",
    [
        "申报材料。1.资金申请表（一式三份）；2.营业执照复印件；3.购机发票（奖补类提供）。",
        "申请材料。①资金申请表；②营业执照复印件；③购机发票。",
        "申报资料。资金申请表、营业执照复印件、购机发票各一份。",
        "所需材料　1、资金申请表；2、营业执照复印件；3、购机发票。",
    ],
)
def test_papers_in_the_line_of_their_heading(row: str) -> None:
    (item,) = items(
        f"一、支持标准\n购置农机的农场，每家补助2万元。\n二、申报兑现\n（一）{row}\n（二）审核。区局审核后拨付。"
    )
    assert item.materials == ("资金申请表", "营业执照", "购机发票")
