"""Rules of funds: chapters of conditions and money, articles with labels inside, who is shut out and what follows misuse."""

from __future__ import annotations

from datetime import date

import pytest

from policymatch.conditions import Any, leaves
from policymatch.conditions.nodes import Judgement, Test, walk
from policymatch.documents import Item
from policymatch.parsing import parse_text

RULES = (
    "海州市工业投资扶持计划操作规程\n第一章 总则\n第二条 本操作规程适用于市工业和信息化局组织实施的工业投资扶持计划的申报和审核。\n"
    "第三条 本规程支持对象为在广州市依法登记注册，具有独立法人资格的工业企业。\n"
    "第二章 资助条件和标准\n第四条 技术改造资助。\n（一）申请条件\n1.项目总投资800万元以上；\n2.项目已备案。\n"
    "（二）资助标准\n按项目设备投资额的15%给予资助，最高不超过900万元。\n"
    "第五条 支持服务平台建设。支持条件：服务企业60家以上。支持标准：按建设费用的30%给予补助，最高150万元。\n"
    "第三章 监督管理\n第六条 有下列情形之一的，不予资助：\n（一）被列入失信被执行人名单的；\n（二）未按要求报送统计报表的。\n"
    "第七条 有下列情形之一的，取消申报资格，追回资金：\n（一）提供虚假材料的；\n（二）擅自改变资金用途的。\n"
    "第四章 附则\n第八条 本操作规程自2023年7月1日起施行，有效期5年。\n"
)


def quotes(item: Item) -> list[str]:
    return [leaf.source.quote for leaf in leaves(item.condition) if leaf.source is not None]


def test_a_chapter_of_conditions_and_money_holds_supports() -> None:
    document = parse_text(RULES).document
    first, second = document.items
    assert [(benefit.rate is not None, benefit.cap is not None) for benefit in first.benefits] == [(True, True)]
    assert [(benefit.rate is not None, benefit.cap is not None) for benefit in second.benefits] == [(True, True)]
    assert "项目总投资800万元以上" in quotes(first)
    assert "服务企业60家以上" in quotes(second)
    assert str(document.valid_to) == "2028-06-30"


def test_what_a_rule_regulates_names_no_applicant() -> None:
    for item in parse_text(RULES).document.items:
        assert not any("组织实施" in quote for quote in quotes(item))
        assert {"legal_person", "dishonest"} <= {
            leaf.field for leaf in leaves(item.condition) if isinstance(leaf, Test)
        }


def test_who_is_shut_out_is_told_from_what_follows_misuse() -> None:
    for item in parse_text(RULES).document.items:
        labels = [leaf.label for leaf in leaves(item.condition) if isinstance(leaf, Judgement)]
        assert "不存在：未按要求报送统计报表" in labels
        assert not any("虚假" in label or "用途" in label for label in labels)


def test_a_grant_late_in_a_long_row_of_supports_is_read() -> None:
    row = (
        "、".join(
            f"{kind}扶持"
            for kind in ("高新技术产业化", "企业研发投入", "中小企业上市培育", "名牌战略", "优强企业", "农业发展")
        )
        + "、"
    )
    text = f"海州区经济发展资金申报通知\n一、项目类型\n本资金扶持项目分为多种类型：{row * 3}科技创新服务平台资助。\n二、申报条件\n具有独立法人资格的企业。\n"
    assert parse_text(text).document.title == "海州区经济发展资金申报通知"


def test_the_part_that_the_money_is_of_is_no_condition() -> None:
    (item,) = parse_text(
        "海州区科技金融资助通知\n一、资助标准\n对按时还款的单位，给予贷款利息的40%、不超过80万元的贴息资助。\n"
    ).document.items
    assert quotes(item) == ["按时还款的单位"]


def test_papers_in_a_row_each_have_their_reward() -> None:
    found = parse_text(
        "海州区军民融合措施\n一、鼓励申报资质。获得一级保密资格证的企业，给予30万元奖励；获得质量管理体系证书奖励20万元；获得生产许可证奖励10万元。\n"
    ).document.items
    assert [len(quotes(item)) for item in found] == [1, 1, 1]
    assert "生产许可证" in quotes(found[2])[0]


def test_what_a_bracket_adds_parts_no_sentence() -> None:
    (item,) = parse_text(
        "海州区节能措施\n一、鼓励节能改造。对进行节能改造的企业，改造费用在15万元以上（以发票为依据，其中节能设备不低于10万元），未获得镇技改补助的，给予不超过投资额15%的补助。\n"
    ).document.items
    assert any("节能改造的企业" in quote for quote in quotes(item))


def test_points_that_cannot_hold_together_are_cases() -> None:
    (item,) = parse_text(
        "海州市总部企业奖励通知\n一、申报条件\n认定标准如下：\n（一）在广州市注册但经营不满1年，实缴资本不低于3亿元；\n（二）在广州市注册且持续经营1年以上，上年度营业收入不低于10亿元。\n"
        "二、奖励标准\n给予100万元奖励。\n"
    ).document.items
    assert any(isinstance(node, Any) and len(node.children) == 2 for node in walk(item.condition))


def test_whom_the_money_is_used_for_is_asked_of_everybody() -> None:
    (item,) = parse_text(
        "海州街道创新专项资金管理办法\n第五条 专项资金的使用对象是：在广州市登记注册，具有独立法人资格的企业或社会团体。\n"
        "第六条 对首次通过认定的高新技术企业，一次性奖励10万元。\n"
    ).document.items
    assert {"registered_region", "legal_person", "entity_type"} <= {
        leaf.field for leaf in leaves(item.condition) if isinstance(leaf, Test)
    }


GUARANTEES = (
    "海州市融资担保风险补偿资金管理办法\n第一条 凡在绵竹市依法设立，专业从事小微企业融资担保，具有独立法人资格的担保机构，均有资格申请本专项资金。\n"
    "第二条 申报机构应同时具备下列条件：\n（一）注册资本1亿元以上；\n（二）平均担保费率不超过2%。\n"
    "第三条 对为小微企业提供贷款担保的机构，按年度担保额1%的比例补偿；对为农户提供贷款担保的机构，按年度担保额2%的比例补偿。\n"
    "担保机构为关联企业提供的担保不列入补偿范围。\n第四条 对单笔担保额超过500万元的，按500万元计算补偿资金。\n"
    "第五条 对具有独立法人资格的单个担保机构每年度最高补偿金额不超过200万元。\n海州市财政局\n二00九年五月六日\n"
)


def test_rules_that_bound_or_leave_out_are_no_supports() -> None:
    document = parse_text(GUARANTEES).document
    given = [
        [(benefit.type.value, str(benefit.rate), str(benefit.cap)) for benefit in item.benefits]
        for item in document.items
    ]
    assert given == [[("rate", "0.01", "2000000")], [("rate", "0.02", "2000000")]]
    assert document.published_on == date(2009, 5, 6)


def test_who_has_the_right_to_apply_is_asked_of_everybody_and_who_is_served_is_not() -> None:
    for item in parse_text(GUARANTEES).document.items:
        fields = {leaf.field for leaf in leaves(item.condition) if isinstance(leaf, Test)}
        assert {"registered_region", "legal_person", "registered_capital"} <= fields
        assert "size" not in fields
        assert any("关联企业" in quote for quote in quotes(item))


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ("主营中小企业信用担保的机构", set()),
        ("在临河市中小企业网登记", set()),
        ("专注于服务小微企业贷款", set()),
        ("担保机构对中小企业发放的贷款", set()),
        ("从事软件开发的小微企业", {"size"}),
        ("对中小企业的贷款给予贴息", {"size"}),
    ],
)
def test_a_size_is_the_applicants_own(words: str, fields: set[str]) -> None:
    read = parse_text(
        f"海州市扶持办法\n一、申报条件\n1.{words}；\n2.注册资本1亿元以上。\n二、支持标准\n给予10万元补助。\n"
    )
    asked = {leaf.field for leaf in leaves(read.document.items[0].condition) if isinstance(leaf, Test)}
    assert asked & {"size"} == fields


@pytest.mark.parametrize(
    "words",
    ["贷款资金优先支持专精特新企业、小微企业", "重点支持技术水平高、带动作用大的龙头企业", "本基金优先用于制造业企业"],
)
def test_who_comes_first_is_asked_of_nobody(words: str) -> None:
    read = parse_text(
        f"海州市扶持办法\n一、支持对象\n（一）注册资本1亿元以上；\n（二）{words}。\n二、支持标准\n给予10万元补助。\n"
    )
    (item,) = read.document.items
    assert {leaf.field for leaf in leaves(item.condition) if isinstance(leaf, Test)} == {"registered_capital"}
