"""What holds for a part of a document's supports or of a row alone: 第二部分只适用于…; 大棚30亩以上、温室5亩以上的，分别…."""

from __future__ import annotations

from decimal import Decimal

import pytest

from policymatch.conditions import leaves
from policymatch.conditions import tests as limits_of
from policymatch.documents import Item
from policymatch.parsing import parse_text

HEAD = "云岭县人民政府关于加快工业发展的实施意见\n"
PARTS = (
    "{first}二、招商政策\n1.厂房补助。租用厂房800平方米以上的企业，给予租金30%的补助。\n"
    "三、创新政策\n2.对高新技术企业奖励10万元。\n3.获得发明专利的，每件奖励2000元。\n"
)


def items(body: str) -> tuple[Item, ...]:
    return parse_text(HEAD + body, name="意见.txt").document.items


def fields(item: Item) -> list[str]:
    return [test.field for test in limits_of(item.condition)]


@pytest.mark.parametrize(
    "words",
    [
        "其中第二部分的政策，只适用于总投资2000万元以上的招商项目。",
        "第二部分政策限于总投资2000万元以上的项目。",
        "本意见第二部分的扶持对象为总投资2000万元以上的项目。",
    ],
)
def test_a_part_is_for_some_alone(words: str) -> None:
    body = PARTS.format(first=f"一、适用范围\n本意见适用于在云岭县注册登记的企业。{words}\n")
    rent, firm, patents = items(body)
    assert "project_investment" in fields(rent)
    assert all("project_investment" not in fields(one) for one in (firm, patents))
    assert not any("第二部分" in leaf.source.quote for leaf in leaves(rent.condition) if leaf.source is not None)


@pytest.mark.parametrize("joint", ["。其中", "，其中"])
def test_a_part_named_in_the_sentence_of_the_whole(joint: str) -> None:
    body = PARTS.format(first=f"一、适用范围\n本意见适用于民营企业{joint}第三部分政策仅适用于规模以上工业企业。\n")
    rent, firm, _ = items(body)
    assert "above_scale" not in fields(rent)
    assert "above_scale" in fields(firm)
    assert "ownership" in fields(rent)


def test_a_list_for_those_who_buy_binds_no_others() -> None:
    found = items(
        "一、入园条件\n第一条 购买园区厂房的企业须同时符合：\n（一）上年度销售收入800万元以上；\n（二）注册资本300万元以上。\n"
        "第二条 租赁园区厂房的企业，租期不少于3年。\n"
        "二、扶持政策\n第三条 租赁园区厂房的企业，年纳税20万元以上的，每平方米每月补贴3元。\n"
        "第四条 新认定的高新技术企业，奖励10万元。\n"
    )
    assert found
    assert all("registered_capital" not in fields(one) for one in found)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("对棚室面积20亩以上、果园100亩以上的，分别给予5万元、8万元补助。", ["premises_area", "premises_area"]),
        ("年销售额5000万元以上、利润300万元以上的加工企业，分别奖励10万元、15万元。", ["revenue", "profit"]),
        (
            "新建冷库容积2000立方米以上、购置冷藏车5辆以上的，分别按投资额的20%、30%给予补助。",
            ["declared_number", "declared_number"],
        ),
    ],
)
def test_what_is_paid_for_each_is_not_asked_together(words: str, told: list[str]) -> None:
    found = items(f"一、{words}\n")
    limits = [
        [test.field for test in limits_of(one.condition) if isinstance(test.value, Decimal | int)] for one in found
    ]
    assert limits == [[field] for field in told]
    assert [len(one.benefits) for one in found] == [1, 1]


def test_what_is_paid_once_is_asked_together() -> None:
    (item,) = items("一、年销售额5000万元以上、利润300万元以上的加工企业，给予10万元奖励。\n")
    assert {"revenue", "profit"} <= set(fields(item))


# ------------------------------------------------------------ what the money and the papers are for


PARK = (
    "云岭市小微企业园认定管理办法\n云岭市经济和信息化局\n"
    "第一条 申请认定小微企业园，应同时具备以下条件：\n（一）建筑面积不少于2万平方米；\n（二）入园企业不少于8家。\n"
    "第二条 经认定的小微企业园，入驻率达到90%的，奖励20万元。\n第三条 企业存在欠税、欠薪的，不得享受本办法规定的扶持政策。\n"
)


def test_who_may_not_be_paid_may_be_recognised() -> None:
    park, paid = parse_text(PARK, name="办法.txt").document.items
    assert park.name == "小微企业园认定"
    assert "tax_arrears" not in fields(park)
    assert {"tax_arrears", "wage_arrears", "qualification"} <= set(fields(paid))


def test_papers_below_a_sentence_that_calls_them_nothing() -> None:
    (item,) = items(
        "一、对营业满一年的托育机构，给予3万元补助。\n二、申请补助的机构向镇街提出，同时提供：\n1.备案回执；\n2.房屋租赁合同；\n3.工作人员名册。\n"
    )
    assert item.materials == ("备案回执", "房屋租赁合同", "工作人员名册")


def test_an_article_is_cited_in_the_digits_of_its_mark() -> None:
    found = items(
        "一、扶持招商\n1.对新引进的企业奖励10万元。\n2.购置设备300万元以上的，按5%补助。\n二、扶持创新\n3.对高新技术企业奖励10万元。\n"
        "三、兑现\n4.企业提交申请报告、营业执照、完税证明等材料；申请第2条政策的，还需提供设备采购合同、发票。\n"
    )
    assert ["发票" in item.materials for item in found] == [False, True, False]


def test_a_day_of_whatever_year_opens_no_window() -> None:
    (item,) = items(
        "一、对家庭农场奖励1万元。\n二、当年10月31日前向所在镇街申报。\n本意见自2022年8月1日起施行，有效期3年。\n"
    )
    assert item.window is None or item.window.closes_on is None
