"""A demand before or behind words on procedure in its sentence is a demand; procedure alone is none."""

from __future__ import annotations

import pytest

from policymatch.conditions.nodes import Any
from policymatch.parsing import parse_text
from tests.cards import fields, items, judged

GIVEN = "给予最高10万元补助。"


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("在本市注册，具有独立法人资格，须提交营业执照等材料。", {"registered_region", "legal_person"}),
        ("经营面积不少于500平方米，同等条件下优先支持连锁企业。", {"premises_area"}),
        ("具有独立法人资格，对申报材料真实性负责。", {"legal_person"}),
        ("上年度纳税100万元以上，并加盖公章。", {"tax_paid"}),
        ("申报单位须为高新技术企业，逾期不予受理。", {"qualification"}),
        ("企业近三年无重大违法行为，弄虚作假的取消资格并追究责任。", {"major_violation"}),
        ("企业成立满2年，优先支持连锁企业；按要求提交申报材料。", {"years_established"}),
    ],
)
def test_a_demand_beside_procedure_is_kept(sentence: str, asked: set[str]) -> None:
    (item,) = items(GIVEN, f"1．信用良好。\n2．{sentence}")
    assert fields(item.condition) == asked


@pytest.mark.parametrize(
    "sentence",
    [
        "自通知发布之日起30日以内，向区商务局提交申报材料。",
        "公示时间不少于5个工作日，无异议的提交领导小组审定。",
        "获得资助的单位应在一年内完成项目，并提交验收材料。",
        "材料一式三份，加盖公章后报送区商务局。",
        "同等条件下，优先支持连锁企业。",
        "由主管部门组织专家评审，评审得分不低于60分的提交审议材料。",
    ],
)
def test_procedure_alone_asks_nothing(sentence: str) -> None:
    (item,) = items(GIVEN, f"1．信用良好。\n2．{sentence}")
    assert not fields(item.condition)
    assert judged(item.condition) == ["信用良好"]


MEASURES = (
    "绵竹市促进商贸业发展若干措施\n第一条 对新建社区便利店，每家补助5万元。\n第二条 对新建书店，每家补助3万元。\n第三条 {}\n"
    "第四条 本措施自发布之日起施行，有效期三年。\n"
)


@pytest.mark.parametrize(
    ("article", "asked"),
    [
        ("申报单位应在本市注册，具有独立法人资格，并对申报材料真实性负责。", {"registered_region", "legal_person"}),
        ("申请本措施支持的企业须在本市纳税，须提交完税证明等材料。", {"tax_region"}),
        ("申报企业近三年无重大违法行为，弄虚作假的追回资金。", {"major_violation"}),
        ("申报企业应具有独立法人资格（提交营业执照等材料）。", {"legal_person"}),
        ("享受本措施的企业应在本市依法纳税，且未列入失信名单，由区商务局负责审核。", {"tax_region", "dishonest"}),
        ("获得补助的企业应在三年内不迁出本市，并接受监督检查。", set()),
        ("各区商务局应在收到材料后30日内完成审核，报市商务局审定。", set()),
        ("申报企业应按要求提交材料，由市商务局组织专家评审。", set()),
    ],
)
def test_an_article_for_all_keeps_its_demand(article: str, asked: set[str]) -> None:
    found = parse_text(MEASURES.format(article)).document.items
    assert [fields(item.condition) for item in found] == [asked, asked]


@pytest.mark.parametrize(
    ("sentence", "left"),
    [
        ("在本市注册满1年后方可申报。", []),
        ("上年度纳税信用等级为A级，由区税务局提供名单。", []),
        ("近三年未发生安全事故，否则不予受理。", []),
        ("年出口额100万美元以上的企业，可按季度申报。", []),
        ("研发中心须经省级部门认定，认定结果由市科技局核实。", ["研发中心须经省级部门认定"]),
        ("项目由省级部门牵头实施。", ["项目由省级部门牵头实施"]),
    ],
)
def test_how_it_is_done_leaves_nothing_to_judge(sentence: str, left: list[str]) -> None:
    (item,) = items(GIVEN, f"1．信用良好。\n2．{sentence}")
    assert judged(item.condition) == ["信用良好", *left]


@pytest.mark.parametrize("tail", ["满足其一即可", "二者满足其一即可", "达到其中一项均可"])
def test_one_of_those_before_is_enough(tail: str) -> None:
    (item,) = items(GIVEN, f"1．信用良好。\n2．年营业收入2000万元以上，纳税100万元以上，{tail}。")
    choices = [one for one in getattr(item.condition, "children", ()) if isinstance(one, Any)]
    assert [fields(one) for one in choices] == [{"revenue", "tax_paid"}]


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("企业须在本市注册，提交营业执照等材料。", {"registered_region"}),
        ("申报企业应在本市纳税，并对材料真实性负责。", {"tax_region"}),
        ("申报单位须为限额以上企业（由区统计局核定）。", {"above_scale"}),
        ("享受补助的企业须在本市纳税（提供完税证明），五年内不得迁出。", {"tax_region"}),
        ("补助资金应专款专用，并接受监督检查。", set()),
        ("企业应按要求提交材料，由区商务局审核后拨付。", set()),
    ],
)
def test_a_sentence_behind_a_grant_keeps_its_demand(sentence: str, asked: set[str]) -> None:
    articles = f"第一条 对新建社区便利店，每家补助5万元。{sentence}\n第二条 对新建书店，每家补助3万元。\n"
    first, second = parse_text(
        f"绵竹市促进商贸业发展若干措施\n{articles}第三条 本措施自发布之日起施行。\n"
    ).document.items
    assert (fields(first.condition), fields(second.condition)) == (asked, set())
    assert not any("证明" in label or "核定" in label for label in judged(first.condition))
