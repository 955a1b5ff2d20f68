"""Questions whose answers are lists: whom a support is for, what it asks; and titles that ask for more than a first."""

from __future__ import annotations

import pytest

from policymatch.conditions.nodes import Any, Judgement, Test, leaves, walk
from policymatch.documents import Item
from policymatch.parsing import parse_text
from policymatch.parsing.structure.headings import Topic, topic_of

_FAQ = (
    "社保补贴政策问答\n发布日期：2025-03-12\n来源：嘉禾市人力资源和社会保障局\n{whom}\n"
    "问：申请需要什么条件？\n答：1.在本市办理灵活就业登记；\n2.缴纳职工基本养老保险满3个月。\n"
    "问：补贴标准是多少？\n答：每人每月补贴500元。\n"
)


def item(whom: str) -> Item:
    """The one item of a document of questions."""
    (found,) = parse_text(_FAQ.format(whom=whom)).document.items
    return found


@pytest.mark.parametrize(
    "whom",
    [
        "问：灵活就业社保补贴的对象有哪些？\n答：（一）就业困难人员，包括：女性年满40周岁的登记失业人员，低保家庭成员；\n（二）离校2年内未就业的高校毕业生。",
        "问：社保补贴对象包括哪些人？\n答：1.就业困难人员；\n2.离校2年内未就业的高校毕业生。",
        "问：补贴的人群范围是什么？\n答：（1）退役军人；\n（2）返乡创业的农民工。",
    ],
)
def test_an_answer_that_lists_whom_a_support_is_for_is_a_choice(whom: str) -> None:
    found = item(whom)
    (choice,) = (node for node in walk(found.condition) if isinstance(node, Any))
    assert len(choice.children) == 2
    assert all(
        "applicant_identity" in {leaf.field for leaf in leaves(one) if isinstance(leaf, Test)}
        for one in choice.children
    )
    asked = {leaf.field for leaf in leaves(found.condition) if isinstance(leaf, Test)}
    assert "insured_months" in asked
    assert "applicant_age" not in asked
    assert any("灵活就业登记" in leaf.label for leaf in leaves(found.condition) if isinstance(leaf, Judgement))


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("稳岗补贴的对象有哪些？", Topic.SUBJECT),
        ("补贴标准是多少？", Topic.BENEFIT),
        ("奖励有哪些？", Topic.BENEFIT),
        ("申请补贴需要提供哪些材料？", Topic.MATERIALS),
    ],
)
def test_what_a_question_asks_for(question: str, topic: Topic) -> None:
    assert topic_of(question) is topic


_STREETS = (
    "嘉禾市特色{what}认定管理办法\n嘉禾市商务局\n2023年7月6日\n第一条 为培育特色{what}，制定本办法。\n"
    "第二条 申报特色{what}应具备以下基本条件：\n（一）边界清晰；\n（二）入驻商户不少于50户。\n第三条 {more}\n"
    "（一）管理人员不少于10人；\n（二）品牌店占比不低于20%。\n第四条 对认定的示范{what}，给予100万元奖励。\n第五条 本办法自2023年8月1日起施行。\n"
)


@pytest.mark.parametrize(
    ("what", "more"),
    [
        ("街区", "申报示范街区的，除具备基本条件外，还应符合："),
        ("基地", "申请认定示范基地的，除符合上述条件外，还须具备以下条件："),
        ("园区", "申报示范园区的，除应满足前款条件外，还应当同时满足下列要求："),
    ],
)
def test_a_title_beside_the_first_asks_for_more_and_the_first_for_no_more(what: str, more: str) -> None:
    first, higher, *_ = parse_text(_STREETS.format(what=what, more=more)).document.items
    labels = [{leaf.label for leaf in leaves(one.condition)} for one in (first, higher)]
    assert labels[0] == {"边界清晰", "入驻商户数"}
    assert labels[1] == {*labels[0], "管理人员数", "品牌店占比"}
    assert "示范" in higher.name


@pytest.mark.parametrize(
    "sums",
    [
        "初创企业招用3人以下的，按每人3000元给予补贴；招用3人以上的，每增加1人给予4000元，总额最高5万元。",
        "初创企业吸纳就业3人以下的，每人补贴2000元；吸纳就业4人以上的，每增加1人补贴3000元。",
    ],
)
def test_sums_that_go_on_counting_leave_no_limit_of_heads_but_say_who(sums: str) -> None:
    (found,) = parse_text(
        f"嘉禾市带动就业补贴办法\n嘉禾市人力资源和社会保障局\n2024年5月8日\n一、补贴标准\n{sums}\n"
    ).document.items
    assert [leaf.label for leaf in leaves(found.condition)] == ["初创企业"]
    assert len(found.benefits) == 2
