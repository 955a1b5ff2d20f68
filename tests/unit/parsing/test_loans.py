"""Loans told kind by kind: who gets how much, for how long, at whose interest, and who else may come in."""

from __future__ import annotations

from decimal import Decimal

import pytest

from policymatch.conditions import Any, leaves
from policymatch.conditions.nodes import Test, walk
from policymatch.documents import BenefitType, Item
from policymatch.parsing import parse_text

_HEAD = "嘉禾市创业担保贷款办理指南\n嘉禾市人力资源和社会保障局\n2024年5月8日\n"
_GUIDE = "一、贷款对象\n本市自主创业的登记失业人员、高校毕业生。\n二、贷款额度\n{sums}\n三、贷款期限\n{terms}\n四、贴息\n{interest}\n"


def items(text: str) -> tuple[Item, ...]:
    """The items of a document on loans."""
    return parse_text(_HEAD + text).document.items


def asked(item: Item) -> dict[str, Test]:
    """The tests of its condition by their fields."""
    return {leaf.field: leaf for leaf in leaves(item.condition) if isinstance(leaf, Test)}


@pytest.mark.parametrize(
    ("sums", "terms", "interest"),
    [
        (
            "个人创业担保贷款额度最高20万元；带动就业5人及以上的，贷款额度最高40万元。小微企业创业担保贷款额度最高300万元。",
            "个人创业担保贷款每次期限最长不超过3年，小微企业创业担保贷款每次期限最长不超过2年。",
            "贷款利率上限不超过LPR+50BP，按贷款实际利率的50%给予财政贴息。",
        ),
        (
            "符合条件的个人最高可贷20万元；吸纳5人以上就业的，最高可贷40万元；小微企业最高可贷300万元。",
            "个人贷款期限不超过3年，小微企业贷款期限不超过24个月。",
            "对符合条件的贷款，由财政给予实际利率50%的贴息。",
        ),
        (
            "小微企业创业担保贷款最高不超过300万元，贷款期限不超过2年。个人创业担保贷款最高不超过20万元，贷款期限不超过3年，合伙创业的，贷款额度可提高到40万元。",
            "展期不超过一次。",
            "财政部门按贷款实际利率的50%给予贴息。",
        ),
    ],
)
def test_each_kind_has_one_loan_with_its_term_and_the_interest(sums: str, terms: str, interest: str) -> None:
    found = items(_GUIDE.format(sums=sums, terms=terms, interest=interest))
    firms, persons = sorted(found, key=lambda item: "size" not in asked(item))
    assert [benefit.cap or benefit.amount for benefit in persons.benefits] == [Decimal(200000), Decimal(400000), None]
    assert [benefit.cap for benefit in firms.benefits] == [Decimal(3000000), None]
    assert all(item.benefits[-1].type is BenefitType.INTEREST for item in found)
    assert all(benefit.type is BenefitType.LOAN for item in found for benefit in item.benefits[:-1])
    assert [asked(item)["loan_term_months"].value for item in (persons, firms)] == [Decimal(36), Decimal(24)]
    assert "new_hires" not in asked(persons)
    assert [item.name[:2] for item in (persons, firms)] == ["个人", "小微"]


def test_what_is_granted_before_the_kinds_is_asked_of_both() -> None:
    found = items(
        "一、创业担保贷款\n退役军人自主创业资金不足的，可申请创业担保贷款。\n个人贷款额度最高30万元。\n"
        "小微企业贷款额度最高为300万元，按贷款实际利率的40%给予贴息。\n"
    )
    assert len(found) == 2
    assert all("applicant_identity" in asked(item) for item in found)
    assert [len(item.benefits) for item in found] == [2, 2]


@pytest.mark.parametrize(
    "sums",
    [
        "对科技型小微企业，单户贷款额度最高1000万元，按贷款利息的30%给予补贴。",
        "对农户发放的贷款额度最高10万元，对合作社发放的贷款额度最高100万元。",
    ],
)
def test_loans_not_told_for_persons_and_firms_stay_as_they_are(sums: str) -> None:
    found = items(_GUIDE.format(sums=sums, terms="贷款期限不超过3年。", interest="按规定办理。"))
    assert not any("loan_term_months" in asked(item) for item in found)


_OTHERS = "一、申请条件\n{asked}\n二、补贴标准\n一次性给予1万元创业补贴。\n"


@pytest.mark.parametrize(
    ("asks", "field"),
    [
        (
            "（一）高校毕业生、退役军人、登记失业人员，同时符合以下条件的，可申请补贴：\n1.在本市登记注册；\n2.财务制度健全。\n"
            "（二）其他人员申请的，除符合上述条件外，还应当吸纳就业3人以上。",
            "new_hires",
        ),
        (
            "1.申请人为返乡农民工、退役军人、高校毕业生。\n2.在本市登记注册。\n3.其他创业者申请的，除应符合以上条件外，还须为注册3年以内的创业者。",
            "years_established",
        ),
        (
            "（一）登记失业人员、退役军人、农民自主创业资金不足，并符合以下条件的，可申请贷款：\n1.在本市登记注册；\n2.财务制度健全。\n"
            "（二）其他人员申请贷款的，除上述规定的条件外，所办主体注册登记时间在3年内。",
            "years_established",
        ),
    ],
)
def test_others_who_are_asked_for_more_come_in_beside_those_listed(asks: str, field: str) -> None:
    (item,) = items(_OTHERS.format(asked=asks))
    (choice,) = (node for node in walk(item.condition) if isinstance(node, Any))
    told = {leaf.field for leaf in leaves(choice) if isinstance(leaf, Test)}
    assert told == {"applicant_identity", field}
    assert "registered_region" in asked(item)


def test_other_conditions_and_others_beside_no_list_are_no_choice() -> None:
    (item,) = items(
        _OTHERS.format(asked="1.在本市登记注册。\n2.吸纳就业3人以上。\n3.其他企业除符合上述条件外，还应当无失信记录。")
    )
    assert {"registered_region", "new_hires"} <= asked(item).keys()
    assert not any(
        isinstance(node, Any) and {"new_hires"} & {leaf.field for leaf in leaves(node) if isinstance(leaf, Test)}
        for node in walk(item.condition)
    )


def test_whom_each_loan_is_for_where_points_are_headed_by_the_loans() -> None:
    found = items(
        "一、贷款对象\n（一）个人创业担保贷款。在本市自主创业的登记失业人员、高校毕业生。\n"
        "（二）小微企业创业担保贷款。当年新招用重点群体5人以上的小微企业，且无拖欠职工工资记录。\n"
        "二、贷款额度和期限\n个人创业担保贷款最高额度30万元，期限最长3年。\n小微企业创业担保贷款最高额度400万元，期限最长24个月。\n"
    )
    firms, persons = sorted(found, key=lambda item: "size" not in asked(item))
    assert "applicant_identity" in asked(persons)
    assert not {"wage_arrears", "new_hires", "size"} & asked(persons).keys()
    assert "wage_arrears" in asked(firms)
    assert "applicant_identity" not in asked(firms)
    assert [asked(item)["loan_term_months"].value for item in (persons, firms)] == [Decimal(36), Decimal(24)]
