"""Articles of a fund's rules: who is shut out where the rules say how to apply, lists asked of some, ceilings over several."""

from __future__ import annotations

import pytest

from policymatch.conditions import leaves
from policymatch.conditions.nodes import Test
from policymatch.documents import Item
from policymatch.parsing import parse_text


def items(text: str) -> tuple[Item, ...]:
    """The items of a document."""
    return parse_text(text).document.items


def fields(item: Item) -> set[str]:
    """The fields of an item's condition."""
    return {leaf.field for leaf in leaves(item.condition) if isinstance(leaf, Test)}


RULES = """绵竹市专项资金管理办法
第一章 支持内容
第一条 对企业的检测费用按30%给予补贴。
第二条 对设备更新项目按投资额的10%给予奖励。
第二章 申报与管理
第三条 主管部门每年发布申报指南，企业在线申报。
第四条 {said}
"""


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ("同一项目已取得省级财政资金支持的，不再给予补助。", "already_funded"),
        ("被列入严重失信主体名单的企业，不予支持。", "dishonest"),
        ("弄虚作假骗取资金的，三年内不得申报。", ""),
    ],
)
def test_who_stays_out_may_be_told_where_the_rules_say_how_to_apply(said: str, field: str) -> None:
    found = items(RULES.format(said=said))
    assert len(found) == 2
    assert all(fields(item) == ({field} if field else set()) for item in found)


NOTICE = """绵竹市2025年融资扶持申报通知
一、支持方向
（一）设备补贴。按设备投资额的10%给予补贴。
（二）贷款贴息。按实际利息的30%给予贴息。
（三）担保机构奖励。按担保额的1‰给予奖励。
二、申报条件
{lead}
1.资产负债率不高于60%；
2.参保职工不少于10人。
三、有关要求
（一）{bound}
"""


@pytest.mark.parametrize(
    ("lead", "asked"),
    [
        ("申报第（一）至（二）项的企业，应同时满足下列要求：", (True, True, False)),
        ("申报第（二）项的，须具备下列条件：", (False, True, False)),
        ("申报贷款贴息的企业，还应符合下列条件：", (False, True, False)),
        ("申报单位应当符合下列条件：", (True, True, True)),
    ],
)
def test_a_list_is_asked_of_those_whom_its_lead_names(lead: str, asked: tuple[bool, ...]) -> None:
    found = items(NOTICE.format(lead=lead, bound="单位应对材料真实性负责。"))
    assert tuple("debt_ratio" in fields(item) for item in found) == asked


def test_what_one_may_have_together_is_no_support() -> None:
    bound = "每户企业可以同时申报第（一）（二）项，合计补贴不超过150万元。"
    assert len(items(NOTICE.format(lead="申报单位应当符合下列条件：", bound=bound))) == 3


def test_not_having_paid_insurance_shuts_out_those_who_have_not() -> None:
    [item] = items(
        "绵竹市奖励办法\n一、支持标准\n符合条件的企业，奖励10万元。\n二、有下列情形的，不予支持：\n"
        "（一）拖欠职工工资，或者未依法为职工缴纳社会保险的；\n（二）发生安全事故的。\n"
    )
    told = {leaf.field: leaf.value for leaf in leaves(item.condition) if isinstance(leaf, Test)}
    assert told == {"wage_arrears": False, "social_insurance_paid": True, "safety_accident": False}
