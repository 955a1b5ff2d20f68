"""The outline follows each document's own order of marks."""

from __future__ import annotations

import pytest

from policymatch.parsing.structure.headings import Topic, topic_of
from policymatch.parsing.structure.outline import Kind, Node, ordinal, outline


def shape(node: Node) -> list[object]:
    """The labels of a tree: a name, or a list that begins with it."""
    return [[child.label, *shape(child)] if child.children else child.label for child in node.children]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "第一章 总则\n第一条 为了发展。\n第二条 本办法适用。\n第二章 支持\n第三条 给予奖励。",
            [["第一章", "第一条", "第二条"], ["第二章", "第三条"]],
        ),
        (
            "一、扶持\n（一）奖励\n1.升规奖励。\n2.贴息。\n（二）补贴\n二、附则",
            [["一、", ["（一）", "1.", "2."], "（二）"], "二、"],
        ),
        ("一、条件\n1.注册；\n2.纳税；\n二、标准\n1.十万元。", [["一、", "1.", "2."], ["二、", "1."]]),
        ("1．条件：\n（1）甲；\n①子；\n②丑。\n（2）乙。", [["1.", ["（1）", "①", "②"], "（2）"]]),
        ("6.可享受：（1）办公用房补助。购房补助。（2）论坛奖励。", [["6.", "（1）", "（2）"]]),
        ("第 1 0 条 甲乙丙丁。\n第 1 1 条 子丑寅卯。", ["第10条", "第11条"]),
        ("一、条件\n1.注册；\n2.3年内未受处罚；\n3.纳税。", [["一、", "1.", "2.", "3."]]),
        ("一、标准\n1.十万元；\n2.5万元以下的不补；\n二、附则", [["一、", "1.", "2."], "二、"]),
        ("一、条件\n1.注册；\n3.5年以上房龄；\n二、附则", [["一、", ["1.", ""]], "二、"]),
        (
            "一、补贴\n1、甲补贴：给予十元。\n享受甲补贴应当具备的条件\n（一）注册；\n（二）纳税。\n2、乙补贴：给予五元。",
            [["一、", ["1、", ["享受甲补贴应当具备的条件", "（一）", "（二）"]], "2、"]],
        ),
        (
            "支持对象\n1.企业；\n2.农户。\n支持标准\n3.十万元；\n4.五万元。",
            [["支持对象", "1.", "2."], ["支持标准", "3.", "4."]],
        ),
        ("支持对象\n企业\n支持标准\n1.十万元\n2.五万元", [["支持对象", ""], ["支持标准", "1.", "2."]]),
        (
            "一、支持方向\n支持方向一：甲改造\n1.条件\n2.标准\n支持方向二：乙改造\n1.条件\n二、材料",
            [["一、", ["支持方向一：", "1.", "2."], ["支持方向二：", "1."]], "二、"],
        ),
        (
            "第一部分 申报对象\n甲。\n第二部分 扶持类别\n类别一 赛事活动\n扶持标准 十万元。\n类别二 场地建设\n扶持标准 五万元。",
            [["第一部分", ""], ["第二部分", ["类别一", "扶持标准"], ["类别二", "扶持标准"]]],
        ),
        ("专题1——甲\n1.条件\n专题2——乙\n1.条件", [["专题1——", "1."], ["专题2——", "1."]]),
        ("类别一 的项目，每个给予十万元；", [""]),
        ("一、注册；\n二、2022年以来未受处罚；\n三、纳税。", ["一、", "二、", "三、"]),
        ("1.执照；\n2.合同；\n3.2023、2024年度报告；\n4.承诺书。", ["1.", "2.", "3.", "4."]),
    ],
)
def test_marks_nest(text, expected):
    from policymatch.parsing.structure.clean import clean

    assert shape(outline(clean(text).text)) == expected


def test_a_block_with_labels_of_its_own_holds_them():
    text = "1、甲补贴\n补贴条件：\n（1）在本市注册。\n补贴标准：1万元。\n2、乙补贴\n补贴条件：\n（1）依法纳税。\n补贴标准：2万元。"
    blocks = [node for node in outline(text).children if node.kind is Kind.NUMBER]
    assert [[child.label for child in block.children] for block in blocks] == [["补贴条件", "补贴标准"]] * 2


def test_a_paragraph_after_a_list_returns_to_the_passage():
    root = outline("第一条 申报单位应符合以下条件：\n（一）在本市注册；\n（二）依法纳税。\n符合条件的给予10万元奖励。")
    article = root.children[0]
    assert [child.kind for child in article.children] == [Kind.HAN_PAREN, Kind.HAN_PAREN, Kind.TEXT]


def test_a_list_that_begins_again_below_a_colon_is_one_level_deeper():
    root = outline("1.名额：\n（1）甲。\n（2）乙，并符合以下条件之一：\n（1）子。\n（2）丑。")
    second = root.children[0].children[1]
    assert [child.number for child in second.children] == [1, 2]


def test_every_character_lies_in_the_tree_once():
    text = "标题\n一、甲\n（一）乙：\n1.丙\n说明\n二、丁\n附则\n第一条 戊"
    root = outline(text)
    leaves = [node for node in root.walk() if node is not root]
    assert all(node.parent.span.contains(node.span) for node in leaves)
    assert root.children[-1].span.end == len(text)


@pytest.mark.parametrize(
    ("heading", "topic"),
    [
        ("申报条件和要求", Topic.ELIGIBILITY), ("补贴对象及范围", Topic.SUBJECT), ("支持方式和标准", Topic.BENEFIT),
        ("申请材料清单", Topic.MATERIALS), ("受理时间", Topic.WINDOW), ("申领方式", Topic.PROCEDURE),
        ("联系方式", Topic.CONTACT), ("附则", Topic.GENERAL), ("政策依据", Topic.BASIS), ("不予支持的情形", Topic.ELIGIBILITY),
        ("鼓励企业做大做强", None), ("支持企业技术改造", None), ("申请条件和程序", None), ("贷款贴息", None),
    ],
)  # fmt: skip
def test_headings_announce_topics(heading, topic):
    assert topic_of(heading) is topic


@pytest.mark.parametrize(
    ("mark", "number"), [("十", 10), ("二十三", 23), ("一百零二", 102), ("⑳", 20), ("7", 7), ("甲", 0)]
)
def test_ordinals(mark, number):
    assert ordinal(mark) == number
