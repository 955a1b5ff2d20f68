"""Guides that go through several services: papers of each its own, and who applies as what as a label."""

from __future__ import annotations

from decimal import Decimal

from policymatch.conditions import tests as limits_of
from policymatch.parsing import parse_text

_GUIDE = (
    "临河市就业补贴申领指南\n一、招工补贴\n申领条件：招用失业人员并签订1年以上劳动合同的企业。\n补贴标准：每人1000元。\n"
    "申领材料：劳动合同、招用人员名册。\n二、租金补贴\n申领条件：租用经营场地的个体工商户。\n补贴标准：每年4000元。\n"
    "申领材料：租赁合同、缴租凭证。\n三、培训补贴\n当年组织职工培训30人以上的企业，给予2万元补贴。\n"
)


def test_a_service_without_papers_is_not_asked_for_those_of_others() -> None:
    papers = {item.name: item.materials for item in parse_text(_GUIDE).document.items}
    assert papers["招工补贴"] == ("劳动合同", "招用人员名册")
    assert papers["租金补贴"] == ("租赁合同", "缴租凭证")
    assert papers["培训补贴"] == ()


def test_papers_at_the_end_are_asked_of_every_service() -> None:
    papers = [item.materials for item in parse_text(_GUIDE + "四、申报材料\n1.营业执照\n2.申请表\n").document.items]
    assert [each[-2:] for each in papers if "营业执照" in each] != []
    assert papers[2] == ("营业执照", "申请表")


def test_who_applies_as_what_heads_a_support() -> None:
    items = parse_text(
        "临河市创业贷款办法\n一、创业贷款\n个人申请：有固定经营场所的创业者，可申请最高20万元的贷款。\n"
        "小微企业申请：当年新招用5人以上的小微企业，可申请最高300万元的贷款。\n"
    ).document.items
    assert [item.benefits[0].cap for item in items] == [Decimal(200000), Decimal(3000000)]


def test_the_steps_of_those_who_apply_are_no_support() -> None:
    items = parse_text(
        "临河市创业贷款办法\n一、支持标准\n对纳税100万元以上的企业给予2万元奖励。\n二、申报流程\n企业申报：企业登录平台提交材料。\n部门审核：10日内审核。\n"
    ).document.items
    assert len(items) == 1


def test_people_of_a_row_are_asked_for_once() -> None:
    items = parse_text(
        "临河市招工补贴办法\n一、支持标准\n招用毕业2年内未就业高校毕业生、登记失业人员或就业困难人员的企业，每人补贴1000元。\n"
    ).document.items
    assert items[0].condition is not None
    fields = [test.field for test in limits_of(items[0].condition)]
    assert "applicant_identity" not in fields
    assert "new_hires" in fields
