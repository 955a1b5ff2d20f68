"""Notices of flats and rooms to let: whom a part on subjects names among the conditions, where people work, what they pay."""

from __future__ import annotations

import pytest

from policymatch.conditions.nodes import Any, Judgement, Test, leaves, walk
from policymatch.documents import Item
from policymatch.parsing import parse_text
from tests.reading import read

_NOTICE = "潭州市人才公寓租赁申请公告\n潭州市住房和城乡建设局\n2024年6月3日\n{asked}\n{fees}\n"
_ASKED = "一、申请条件\n1.签订1年以上劳动合同；\n2.未享受购房补贴等住房优惠政策。"


def item(asked: str = _ASKED, fees: str = "三、补贴标准\n每月补贴500元。") -> Item:
    """The one item of a notice."""
    (found,) = parse_text(_NOTICE.format(asked=asked, fees=fees)).document.items
    return found


@pytest.mark.parametrize(
    "subjects",
    [
        "1.在本市工作的A、B类人才；\n2.毕业5年内的全日制本科毕业生；\n3.重点产业企业引进的技能人才（高级工及以上）。",
        "1.在本市登记注册的小微企业；\n2.在本市就业的高校毕业生。",
        "1.退役军人；\n2.返乡创业的农民工；\n3.登记失业人员。",
    ],
)
def test_whom_a_part_on_subjects_names_among_the_conditions_is_a_choice(subjects: str) -> None:
    found = item(
        f"一、申请对象和条件\n（一）申请对象\n{subjects}\n（二）申请条件\n1.签订1年以上劳动合同；\n2.信用良好。"
    )
    (choice,) = (node for node in walk(found.condition) if isinstance(node, Any) and len(node.children) > 1)
    assert len(choice.children) == subjects.count("\n") + 1
    assert "劳动合同年限" in {leaf.label for leaf in leaves(found.condition)}


def test_parts_on_conditions_stay_demands() -> None:
    found = item(
        "一、申请对象和条件\n（一）基本条件\n1.签订1年以上劳动合同；\n2.信用良好。\n（二）申请条件\n1.年龄不超过45周岁。"
    )
    assert not any(isinstance(node, Any) for node in walk(found.condition))


@pytest.mark.parametrize(
    ("words", "judged"),
    [
        ("在本市工作的高层次人才", "在本市工作"),
        ("到本县就业的高校毕业生", "到本县就业"),
        ("在我市创业的退役军人", "在我市创业"),
    ],
)
def test_where_people_work_is_asked(words: str, judged: str) -> None:
    found = list(leaves(read(words)))
    assert [leaf.label for leaf in found if isinstance(leaf, Judgement)] == [judged]
    assert [leaf.field for leaf in found if isinstance(leaf, Test)] == ["applicant_identity"]


@pytest.mark.parametrize(
    "fees",
    [
        "二、租金标准\n星湖苑租金为每月每平方米15元，云麓苑为每月每平方米12元。A类人才免租金，B类人才按租金的50%收取。",
        "二、租赁费用及期限\n（一）租金标准：单间每月600元，一房一厅每月900元（不含物业费）。\n（二）租赁期限：合同期限不超过3年。",
        "二、收费标准\n工位每个每月200元，独立办公室每平方米每月20元，首年免租金。",
    ],
)
def test_prices_ask_nothing(fees: str) -> None:
    labels = {
        leaf.label or leaf.field for leaf in leaves(item(fees=fees).condition) if isinstance(leaf, Test | Judgement)
    }
    assert labels == {"劳动合同年限", "already_funded"}


def test_the_standard_of_a_rent_subsidy_is_no_price() -> None:
    found = item(fees="二、租金补贴标准\n租赁面积100平方米以上的，每月每平方米补贴20元。")
    assert "rent_area" in {leaf.field for leaf in leaves(found.condition) if isinstance(leaf, Test)}
