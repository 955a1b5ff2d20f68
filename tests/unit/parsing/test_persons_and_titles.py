"""Sorts of people with a sum each, titles above their text, places of people, ways of paying."""

from __future__ import annotations

from decimal import Decimal

import pytest

from policymatch.conditions.nodes import Any, Judgement, Test, leaves
from policymatch.parsing import parse_text
from tests.reading import read

SORTS = """某某县高校毕业生生活补贴办法
一、补贴对象
到本县企业工作的高校毕业生。
二、补贴标准
全日制博士研究生每年补助4万元，全日制硕士研究生每年补助2万元，普通高校本科生每年补助1万元。
"""


def test_sorts_with_a_sum_each_are_alternatives() -> None:
    (item,) = parse_text(SORTS).document.items
    assert [benefit.amount for benefit in item.benefits] == [40000, 20000, 10000]
    (sorts,) = [node for node in item.condition.children if isinstance(node, Any)]  # type: ignore[union-attr]
    assert {leaf.label for leaf in leaves(sorts) if isinstance(leaf, Judgement)} == {
        "全日制博士研究生",
        "全日制硕士研究生",
        "普通高校本科生",
    }


def test_a_title_is_no_part_of_the_sentence_below() -> None:
    text = (
        "某某市社会养老服务体系建设专项资金使用管理暂行办法\n"
        "对床位规模达到30张以上、符合民政部门规定条件的民办养老机构，每张床位给予一次性补助5000元。"
    )
    (item,) = parse_text(text).document.items
    assert item.anchor is not None
    assert item.anchor.quote.startswith("对床位规模")


def test_where_people_come_from_is_not_where_a_document_applies() -> None:
    text = "生活津贴申报指南\n新引进的湖北籍毕业生和湖北高校毕业生，每人给予1000元补贴。"
    assert parse_text(text).document.region is None


def test_the_best_of_several_is_no_support_of_its_own() -> None:
    text = (
        "体育产业若干措施\n一、参赛激励。对参加全国联赛的俱乐部，给予奖励。同一俱乐部参加同一类比赛，一个赛季多次获得奖项的，"
        "对最高级别赛事中的最好成绩予以奖励。每赛季最高不超过500万元。"
    )
    (item,) = parse_text(text).document.items
    assert [benefit.cap for benefit in item.benefits if benefit.cap] == [5000000]


ADMITTED = """某某市企业用才奖补办法
第一章 适用对象
第一条 本办法适用的奖补对象为：在本市登记注册的企业（银行、房地产企业除外），且符合以下条件之一：
1.高新技术企业；
2.规模以上企业、上市企业。
第二章 奖补标准
第二条 对引进人才的，按年薪的10%给予企业奖补，每人每年最高8万元。
"""


def test_a_bracket_that_leaves_some_out_does_not_turn_the_list_round() -> None:
    (item,) = parse_text(ADMITTED).document.items
    tests = [leaf for leaf in leaves(item.condition) if isinstance(leaf, Test)]
    asked = {(leaf.field, str(leaf.op)) for leaf in tests}
    assert {("qualification", "has_any"), ("above_scale", "is"), ("listing", "has_any")} <= asked
    assert all(leaf.value is True for leaf in tests if leaf.field == "above_scale")
    (either,) = [node for node in item.condition.children if isinstance(node, Any)]  # type: ignore[union-attr]
    assert {leaf.field for leaf in leaves(either) if isinstance(leaf, Test)} == {
        "qualification",
        "above_scale",
        "listing",
    }


def test_points_run_together_in_one_line_are_papers_each() -> None:
    text = (
        "见习补贴申报指南\n一、补贴标准\n每人每月补贴1000元。\n二、所需材料：1.见习补贴申请表一份。2.毕业证书复印件（盖章）。"
        "3.见习协议原件；4.保险单复印件。\n三、办理时限：20个工作日"
    )
    (item,) = parse_text(text).document.items
    assert [name.removesuffix("原件") for name in item.materials] == [
        "见习补贴申请表",
        "毕业证书",
        "见习协议",
        "保险单",
    ]


def test_a_heading_that_only_names_a_support_is_no_item() -> None:
    text = (
        "某某区引进人才若干措施\n一、给予引进的高层次人才奖励\n（一）对引进的国家级领军人才，给予个人40万元奖励。\n"
        "二、给予企业用才补贴\n对引进博士的企业，每引进1名给予2万元补贴。"
    )
    assert [[benefit.amount for benefit in item.benefits] for item in parse_text(text).document.items] == [
        [400000],
        [20000],
    ]


def test_a_label_below_the_title_is_no_part_of_it() -> None:
    text = "某某市大学生创业孵化示范基地奖补\n申请条件\n运营时间3年以上。\n奖补标准\n一次性奖补80万元。"
    assert parse_text(text).document.title == "某某市大学生创业孵化示范基地奖补"


FOR_WHOM = (
    "第一条 奖补对象为：在本市登记注册的企业，且符合以下条件之一：\n1.高新技术企业；\n2.规模以上企业。",
    "第一条 本办法奖补的对象是在本市登记注册的规模以上企业。",
    "第一条 申请奖补的企业须在本市登记注册，且为规模以上企业。",
    "第一条 在本市登记注册的规模以上企业，可申请本办法规定的奖补。",
    "第一条【适用范围】在本市登记注册的规模以上企业适用本措施。",
)


@pytest.mark.parametrize("scope", FOR_WHOM)
def test_whom_a_document_is_for_binds_every_item(scope: str) -> None:
    text = f"嘉兴市企业引才办法\n{scope}\n第二条 对引进博士的，每人补贴2万元。\n第三条 对新建研发中心的，奖励50万元。"
    items = parse_text(text).document.items
    assert len(items) == 2
    for item in items:
        found = list(leaves(item.condition))
        assert {"registered_region", "above_scale"} <= {leaf.field for leaf in found if isinstance(leaf, Test)}
        assert not any("奖补" in leaf.label or "本措施" in leaf.label for leaf in found if isinstance(leaf, Judgement))


LISTED = (
    "补贴对象需同时满足下列条件：",
    "符合以下条件的小微企业，可申请补贴：",
    "享受条件（需同时满足）：",
    "本补贴面向符合下列条件的企业：",
    "哪些企业可以申请？",
    "具备以下条件的企业：",
)


@pytest.mark.parametrize("lead", LISTED)
def test_a_line_that_announces_conditions_binds_what_a_label_grants(lead: str) -> None:
    text = f"嘉兴市小微企业岗位补贴\n{lead}\n（一）在本市登记注册；\n（二）新招用员工10人以上。\n补贴标准\n每人补贴1000元。\n"
    (item,) = parse_text(text).document.items
    assert {leaf.field for leaf in leaves(item.condition) if isinstance(leaf, Test)} == {
        "registered_region",
        "new_hires",
    }


def test_whether_a_copy_is_asked_for_is_no_paper() -> None:
    text = (
        "某某市创业补贴\n补贴标准\n每人补贴3000元。\n申请材料\n1.本人身份证原件、复印件；\n2.营业执照、完税证明的原件及复印件；\n"
        "3.毕业生需提供毕业证书。\n"
    )
    (item,) = parse_text(text).document.items
    assert [name.removeprefix("本人") for name in item.materials] == ["身份证", "营业执照", "完税证明", "毕业证书"]


def test_a_list_without_numbers_binds_every_item() -> None:
    text = (
        "嘉兴市养老机构补贴办法\n申请补贴的养老机构应同时具备以下条件：\n在本市登记注册；\n床位数50张以上。\n"
        "补贴标准\n（一）每张床位补贴1000元。\n"
    )
    (item,) = parse_text(text).document.items
    assert "registered_region" in {leaf.field for leaf in leaves(item.condition) if isinstance(leaf, Test)}
    assert any("50" in str(leaf) for leaf in leaves(item.condition))


def test_an_article_that_lists_whom_it_is_for_binds_every_item() -> None:
    text = (
        "嘉兴市技能提升补贴办法\n第三条 同时符合以下条件的职工，可申请技能提升补贴：\n（一）依法参加失业保险；\n"
        "（二）取得职业资格证书。\n第四条 取得高级证书的，补贴2000元。\n"
    )
    (item,) = parse_text(text).document.items
    said = str(item.condition)
    assert "失业保险" in said
    assert "职业资格证书" in said


def test_a_rate_of_lay_offs_and_a_refusal_are_no_benefits() -> None:
    text = (
        "某某市稳岗返还办法\n第一条 对上年度裁员率不高于5.5%的企业，按缴纳失业保险费的60%返还。\n"
        "第二条 已领取安家费的，不享受入职奖补。\n"
    )
    (item,) = parse_text(text).document.items
    assert [benefit.rate for benefit in item.benefits] == [Decimal("0.6")]


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("对高层次人才和急需紧缺人才给予生活补贴1万元。", ("高层次人才", "急需紧缺人才")),
        ("对急需紧缺、高技能人才给予生活补贴1万元。", ("急需紧缺人才", "高技能人才")),
        ("对企业需求人才给予生活补贴1万元。", None),
    ],
)
def test_persons_urgently_needed_are_named_and_those_somebody_needs_are_not(said: str, names: object) -> None:
    (item,) = parse_text("某某市人才新政\n某某市人民政府\n一、人才补贴\n" + said).document.items
    found = [one.value for one in leaves(item.condition) if isinstance(one, Test)]
    assert found == ([names] if names else [])


def test_in_what_a_recognition_matters_is_no_title() -> None:
    text = (
        "某某市人才新政\n某某市人民政府\n一、同等待遇\n民办学校在课题立项、培训基地等资格认定方面享受公办学校同等待遇。"
    )
    (item,) = parse_text(text).document.items
    assert not [one for one in leaves(item.condition) if isinstance(one, Test) and one.field == "qualification"]


@pytest.mark.parametrize(
    "words",
    [
        "本人及配偶没有享受其他住房保障（含公共租赁住房、廉租房、住房补贴）",
        "未享受过公租房、人才公寓等保障性住房",
        "在本市未享受过公共租赁住房",
    ],
)
def test_housing_had_from_the_city_is_support_had(words: str) -> None:
    assert {leaf.field for leaf in leaves(read(words)) if isinstance(leaf, Test)} == {"already_funded"}


@pytest.mark.parametrize("words", ["没有自有住房", "未被列入住房保障轮候名册", "未租住厂区宿舍"])
def test_housing_of_ones_own_is_no_support_had(words: str) -> None:
    assert all(isinstance(leaf, Judgement) for leaf in leaves(read(words)))


@pytest.mark.parametrize(
    "words", ["建有大学生创新创业孵化基地", "大湾区（东部）创新创业孵化基地", "聘用急需紧缺人才的企业"]
)
def test_a_known_name_inside_another_and_those_taken_on_are_judged(words: str) -> None:
    assert all(isinstance(leaf, Judgement) for leaf in leaves(read(words)))


@pytest.mark.parametrize(
    ("sentence", "field"),
    [
        ("对急需紧缺人才，可优先配租公租房。符合购买共有产权房条件的，可优先保障。", "applicant_identity"),
        ("对新认定的高新技术企业，给予20万元奖励。符合总部企业条件的，另给予50万元奖励。", "qualification"),
    ],
)
def test_who_fits_further_terms_is_one_of_those_before(sentence: str, field: str) -> None:
    first, second = parse_text(f"临江县促进产业发展若干措施\n第三条 {sentence}").document.items
    known = [one.value for one in leaves(first.condition) if isinstance(one, Test) and one.field == field]
    assert known
    assert known[0] in [one.value for one in leaves(second.condition) if isinstance(one, Test) and one.field == field]


def test_a_short_first_sentence_that_grants_is_no_heading() -> None:
    (item, *_) = parse_text(
        "临江县促进产业发展若干措施\n第三条 对急需紧缺人才，可优先入住人才公寓。符合条件的，可享受购房补贴。"
    ).document.items
    assert any("入住" in one.source.quote for one in item.benefits if one.source)
