"""Cards of a recognition that its conditions do not name, of supports for some alone, and of papers told between arrows."""

from __future__ import annotations

import pytest

from policymatch.conditions import Any, Judgement, Node, Test, leaves
from policymatch.documents import Item
from policymatch.parsing import parse_text

_RECOGNITION = (
    "四川省茶旅研学基地认定\n发文机构\n四川省农业农村厅\n服务对象\n企业、农民专业合作社\n服务内容\n"
    "1．授予“四川省茶旅研学基地”称号，统一颁发牌匾。\n2．每年对基地开展绩效评价，评价结果为优秀的，给予不超过10万元的补助。\n"
    "3．将基地纳入全省推介重点，优先推荐参加展会。\n条件要求\n申请认定应当具备下列条件：\n"
    "1．茶园面积500亩以上；\n2．具有独立法人资格。\n时间/频度\n每年一次\n"
)
_STABILISING = (
    "四川省援企稳岗补助\n发文机构\n四川省人力资源和社会保障厅\n服务对象\n参保企业\n服务内容\n"
    "1．稳岗返还。对不裁员的企业，按实际缴纳失业保险费的30%返还。\n2．扩岗补助。对招用毕业生的企业，每招用1人给予1500元。\n"
    "条件要求\n1．生产经营正常。\n2．{asked}\n"
)


def words(node: Node) -> str:
    """All that a condition quotes."""
    return "；".join(leaf.source.quote for leaf in leaves(node) if leaf.source is not None)


def by_anchor(found: tuple[Item, ...], part: str) -> Item:
    """The item whose passage has the words."""
    return next(item for item in found if item.anchor is not None and part in item.anchor.quote)


def test_a_recognition_that_its_conditions_do_not_name_is_named_by_the_title() -> None:
    found = parse_text(_RECOGNITION).document.items
    assert "500亩" in words(by_anchor(found, "申请认定应当").condition)
    for item in (by_anchor(found, "绩效评价"), by_anchor(found, "推介重点")):
        asked = [leaf for leaf in leaves(item.condition) if isinstance(leaf, Test) and leaf.field == "qualification"]
        assert [str(leaf.value).count("茶旅研学基地") for leaf in asked] == [1]
        assert "500亩" not in words(item.condition)


@pytest.mark.parametrize("asked", ["僵尸企业不纳入稳岗返还范围。", "僵尸企业不属于稳岗返还对象。"])
def test_who_stays_out_of_the_range_of_one_support_stays_out_of_no_other(asked: str) -> None:
    found = parse_text(_STABILISING.format(asked=asked)).document.items
    assert "僵尸企业" in words(by_anchor(found, "30%").condition)
    assert "僵尸企业" not in words(by_anchor(found, "1500元").condition)


def test_what_a_trade_must_do_that_is_named_nowhere_else_is_asked_of_it_alone() -> None:
    found = parse_text(_STABILISING.format(asked="劳务派遣单位应与用工单位签订分配协议。")).document.items
    for item in found:
        choice = [node for node in getattr(item.condition, "children", ()) if isinstance(node, Any)]
        assert any("劳务派遣" in words(node) and "分配协议" in words(node) for node in choice)


def test_papers_handed_in_before_an_arrow() -> None:
    text = _RECOGNITION.replace(
        "时间/频度",
        "服务流程\n申请单位向所在乡镇提交认定申请表、土地流转合同、运营情况说明→县级初审→登录省级平台，并上传初审意见→公示\n时间/频度",
    )
    found = by_anchor(parse_text(text).document.items, "申请认定应当")
    assert found.materials[:3] == ("认定申请表", "土地流转合同", "运营情况说明")


def test_what_applicants_for_a_support_must_draw_up_and_what_must_be_in_order_is_asked_behind_the_money() -> None:
    text = _STABILISING.replace("30%返还。", "30%返还。申请返还的企业应当制定稳岗方案。").replace(
        "1500元。", "1500元。用工手续应当齐全，工资发放规范。"
    )
    found = parse_text(text.format(asked="诚信经营。")).document.items
    assert "稳岗方案" in words(by_anchor(found, "30%").condition)
    assert "手续应当齐全" in words(by_anchor(found, "1500元").condition)


_SOUGHT = (
    "{title}\n发文机构\n绵竹市科学技术局\n工具分类\n资质认定\n服务对象\n{who}\n"
    "服务内容\n为其提供政策对接服务。\n条件要求\n1．研发人员不少于20人。\n时间/频度\n每年一次\n"
)


@pytest.mark.parametrize(
    ("title", "who"),
    [
        ("绵竹市大数据人才培训示范基地认定", "经绵竹市经济和信息化局认定并授牌，从事大数据教育培训及有关活动的组织"),
        ("绵竹市专精特新中小企业认定", "经认定的专精特新中小企业"),
        ("绵竹市企业技术中心认定", "市级企业技术中心"),
        ("绵竹市众创空间备案", "已备案的众创空间"),
    ],
)
def test_what_is_sought_is_not_asked_of_those_who_seek_it(title: str, who: str) -> None:
    (item,) = parse_text(_SOUGHT.format(title=title, who=who)).document.items
    assert [one.field for one in leaves(item.condition) if isinstance(one, Test)] == ["rd_staff"]
    assert not [one for one in leaves(item.condition) if isinstance(one, Judgement)]


@pytest.mark.parametrize(
    ("title", "who"),
    [
        ("四川省企业技术中心认定", "经认定的市级企业技术中心"),
        ("专精特新“小巨人”企业认定", "经认定的专精特新中小企业"),
        ("绵竹市示范基地认定", "市级培训基地"),
        ("绵竹市人才培训示范基地认定", "市级创业示范基地"),
    ],
)
def test_the_rung_below_is_asked_of_those_who_seek_the_next(title: str, who: str) -> None:
    (item,) = parse_text(_SOUGHT.format(title=title, who=who)).document.items
    assert "qualification" in {one.field for one in leaves(item.condition) if isinstance(one, Test)}


@pytest.mark.parametrize(
    ("first", "second"),
    [("地区总部", "外资研发中心"), ("示范园区", "试点企业"), ("特色基地", "公共服务平台")],
)
def test_an_award_for_one_sort_is_not_the_other_sorts(first: str, second: str) -> None:
    found = parse_text(
        f"绵竹市{first}和{second}认定及支持\n发文机构\n绵竹市商务局\n工具分类\n资质认定、资金支持\n服务对象\n{first}、{second}\n"
        f"服务内容\n1．对{first}首次年营业收入超过10亿元（含）的，奖励1000万元。\n2．对{second}，按其研发投入的10%给予补助，最高500万元。\n"
        f"条件要求\n1．{first}应符合以下条件：\n（1）具有独立法人资格；\n（2）成立满2年。\n"
        f"2．{second}应符合以下条件：\n（1）研发总投资不低于200万元；\n（2）研发人员不低于20人。\n时间/频度\n每年一次\n"
    ).document.items
    shared = [one for one in found for benefit in one.benefits if benefit.rate is not None]
    assert len(shared) == 1
    assert "rd_staff" in {one.field for one in leaves(shared[0].condition) if isinstance(one, Test)}
