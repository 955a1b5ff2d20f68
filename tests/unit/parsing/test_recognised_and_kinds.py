"""Cards of science departments: what is asked for a recognition, of one kind of applicant, of one support alone."""

from __future__ import annotations

import pytest

from policymatch.conditions import Any, leaves
from policymatch.conditions.nodes import Test, walk
from policymatch.documents import Item
from policymatch.parsing import parse_text


def card(title: str, body: str) -> tuple[Item, ...]:
    """The items of a card."""
    return parse_text(f"{title}\n发文机构\n海州市科学技术局\n发布日期\n2024-05-06\n{body}").document.items


def fields(item: Item) -> dict[str, Test]:
    """The tests of its condition by their fields."""
    return {leaf.field: leaf for leaf in leaves(item.condition) if isinstance(leaf, Test)}


def said(item: Item) -> str:
    """All quotes of its condition."""
    return "|".join(leaf.source.quote for leaf in leaves(item.condition) if leaf.source is not None)


BY_KIND = card(
    "海州市支持科技金融发展",
    "服务对象\n1．融资担保机构：在本市依法设立，以融资担保为主营业务；\n2．企业：注册在本市的高新技术企\n业和科技型中小企业\n"
    "服务内容\n1．担保费补助。对融资担保机构按担保额的1%给予补助，每年不超过200万元。\n"
    "2．股改补助。对完成股份制改造的企业给予20万元补助。\n3．上市补助。对在新三板挂牌的企业给予50万元补助。\n"
    "条件要求\n（一）融资担保机构\n1．实缴资本不低于1亿元，代偿率控制较好。\n2．为客户提供服务满2年。\n"
    "（二）企业\n1．治理结构规范。\n2．申请股改补助的，上年度营业收入不低于3000万元。\n"
    "同一项目已获得其他市级财政资金支持的，不再支持。提供虚假材料套取补助的，追回资金，三年内不再受理其申请。\n",
)


def test_conditions_headed_by_a_bare_kind_bind_its_supports() -> None:
    guarantee, reform, listed = BY_KIND
    assert "paid_in_capital" in fields(guarantee)
    assert "revenue" not in fields(guarantee)
    assert "paid_in_capital" not in fields(reform)
    assert "治理结构规范" in said(reform)
    assert "revenue" in fields(reform)
    assert "revenue" not in fields(listed)
    assert all("already_funded" in fields(item) for item in BY_KIND)
    assert not any("虚假" in said(item) or "三年内" in said(item) for item in BY_KIND)


def test_kinds_of_a_section_on_subjects_go_to_the_supports_that_name_them() -> None:
    guarantee, reform, _ = BY_KIND
    assert "qualification" not in fields(guarantee)
    assert fields(reform)["qualification"].value == ("高新技术企业", "科技型中小企业")


RECOGNITION = card(
    "海州市工业设计中心认定与管理",
    "服务对象\n在本市登记的企业和科研院所\n"
    "服务内容\n1．工业设计中心有效期为三年，每年考核一次。\n2．对考核优秀的中心给予30万元补助，考核良好的中心给予10万元补助。\n"
    "3．支持成果展示推广。对原创设计作品获得国家级设计奖项的，每件给予10万元奖励；获得省级设计奖项的，每件给予5万元奖励。\n"
    "4．支持设计能力提升。按照项目投入的30%给予补助，最高50万元。\n"
    "条件要求\n1．申报认定的单位应具备下列条件：\n（1）具有独立法人资格，其中企业应成立2年以上，上年度研发费用占营业收入的比例不低于3%；\n"
    "（2）专职设计人员不少于10人，近3年承担过国家或省级设计项目。\n"
    "2．除上述条件外，各类中心还应分别符合下列条件：\n（1）企业中心：设计投入不少于200万元。\n（2）服务中心：年服务客户不少于20家。\n"
    "已认定为国家级工业设计中心的单位，可直接认定，不受上述条件限制。\n"
    "3．申报能力提升项目的，项目负责人年龄不超过55周岁；企业申报的，自筹资金不少于100万元。\n",
)


def item(name: str) -> Item:
    """The item whose first quote of money or of recognition has the words."""
    return next(
        one for one in RECOGNITION if any(name in benefit.source.quote for benefit in one.benefits if benefit.source)
    )


def recognition() -> Item:
    """The recognition itself."""
    return next(one for one in RECOGNITION if "专职设计人员" in said(one))


def test_a_recognition_named_by_the_title_keeps_its_conditions() -> None:
    for words in ("30万元补助", "每件给予10万元", "最高50万元"):
        assert "legal_person" not in fields(item(words))
        assert "专职设计人员" not in said(item(words))
    assert "legal_person" in fields(recognition())


def test_what_one_support_asks_is_not_asked_for_the_recognition() -> None:
    assert "applicant_age" in fields(item("最高50万元"))
    assert not any("applicant_age" in fields(one) for one in RECOGNITION if one is not item("最高50万元"))


def test_the_recognised_are_meant_by_the_last_word_of_their_name() -> None:
    assert fields(item("30万元补助"))["qualification"].value == ("海州市工业设计中心",)


def test_grades_by_the_level_of_an_award_are_one_support() -> None:
    assert len(item("每件给予10万元").benefits) == 2


def test_sorts_told_apart_and_ways_round_are_choices() -> None:
    choices = [
        {leaf.source.quote for leaf in leaves(node) if leaf.source is not None}
        for node in walk(recognition().condition)
        if isinstance(node, Any)
    ]
    assert any(any("200万元" in one for one in row) and any("20家" in one for one in row) for row in choices)
    assert any(any("国家级工业设计中心" in one for one in row) and any("专职" in one for one in row) for row in choices)


def test_work_done_is_no_honour() -> None:
    assert "国家或省级设计项目" in said(recognition())
    values = [leaf.value for leaf in leaves(recognition().condition) if isinstance(leaf, Test)]
    assert not any("设计项目" in str(value) for value in values)


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("投资时从业人员不超过150人", "被投资企业从业人员数"),
        ("被收购企业拥有的发明专利不少于2件", "被收购企业发明专利数"),
        ("并购交易额在2000万元以上", "并购交易额（元）"),
        ("在深企业占比不低于40%", "在深企业占比"),
    ],
)
def test_facts_of_the_firm_invested_in(words: str, label: str) -> None:
    text = f"海州市支持投资\n一、支持标准\n对投资机构给予20万元奖励。\n二、条件\n被投资企业在本市注册且成立不超过5年，{words}。\n"
    if not words.startswith("投资时"):
        text = f"海州市支持投资\n一、支持标准\n对投资机构给予20万元奖励。\n二、条件\n治理规范，{words}。\n"
    (one,) = parse_text(text).document.items
    assert label in {leaf.label for leaf in leaves(one.condition) if isinstance(leaf, Test)}


def test_such_bodies_are_told_by_their_kind() -> None:
    (one,) = card(
        "海州市支持标准创制",
        "服务对象\n注册在本市的高新技术企业、产业联盟等社会组织\n服务内容\n给予不超过50万元的资金支持。\n"
        "条件要求\n拥有相关发明专利不少于2件。\n",
    )
    row = next(node for node in walk(one.condition) if isinstance(node, Any))
    assert {leaf.field for leaf in leaves(row) if isinstance(leaf, Test)} == {"qualification", "entity_type"}
    assert [leaf.field for leaf in leaves(one.condition) if isinstance(leaf, Test)].count("entity_type") == 1
    assert "invention_patents" in fields(one)
