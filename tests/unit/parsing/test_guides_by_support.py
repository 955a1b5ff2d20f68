"""Guides for several supports: whom a group of conditions or a row of papers is for, by what is applied for."""

from __future__ import annotations

from policymatch.conditions import leaves
from policymatch.conditions.nodes import Test
from policymatch.documents import Item
from policymatch.parsing import parse_text

GUIDE = """软件企业认证及培训资助办事指南
主管部门\t浦口区商务局
【申请条件】
一、申请国际资质认证资助的企业应符合：
（1）上年度营业收入500万元以上；
（2）从业人员20人以上。
二、申请人才培训资助的，分两类：
1.企业自主培训：新录用人员参保6个月以上，上年度研发费用100万元以上；
2.培训机构：上年度净资产50万元以上。
【资助标准】
国际认证：按认证费用的50%资助，每项不超过20万元。
人才培训：企业每录用1人资助3000元，最高50万元；培训机构每名学员资助500元，最高15万元。
【申请材料】
1\t资助申请表\t原件2份
2\t认证合同\t复印件\t申请国际认证资助的提交
3\t学员花名册\t1份\t培训机构提交
"""


def fields(item: Item) -> set[str]:
    return {leaf.field for leaf in leaves(item.condition) if isinstance(leaf, Test)}


def test_each_support_has_the_conditions_of_those_who_apply_for_it() -> None:
    certified, hired, trained = parse_text(GUIDE).document.items
    assert fields(certified) == {"revenue", "employees"}
    assert "rd_expense" in fields(hired)
    assert not {"revenue", "net_assets"} & fields(hired)
    assert fields(trained) == {"net_assets"}


def test_the_last_cell_of_a_row_tells_who_hands_the_paper_in() -> None:
    certified, hired, trained = parse_text(GUIDE).document.items
    assert certified.materials == ("资助申请表", "认证合同")
    assert hired.materials == ("资助申请表",)
    assert trained.materials == ("资助申请表", "学员花名册")


def test_a_label_parted_by_a_tab_names_the_department() -> None:
    assert parse_text(GUIDE).document.issuers == ("浦口区商务局",)
