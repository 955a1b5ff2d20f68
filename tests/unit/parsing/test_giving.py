"""Ways of giving, and applicants who themselves give."""

from __future__ import annotations

import pytest

from policymatch.documents import BenefitType, Item
from policymatch.parsing import parse_text
from tests.cards import fields, judged

_MEASURES = "青山区促进产业发展若干措施\n第一条 {}\n第二条 附则。本措施由区商务局负责解释。\n"


def _items(said: str) -> tuple[Item, ...]:
    return parse_text(_MEASURES.format(said)).document.items


def test_what_is_paid_back_to_a_firm_is_given() -> None:
    (item,) = _items("委托猎头机构引进人才的企业，按服务费的50%补给企业，最高5万元。")
    assert [(float(one.rate or 0), one.cap) for one in item.benefits] == [(0.5, 50_000)]


@pytest.mark.parametrize(
    "said",
    [
        "对企业高级管理人员子女入学，由区教育局统筹安排学位。",
        "高管子女申请入读公办学校的，由区教育局协调安排入学。",
    ],
)
def test_places_at_school_are_a_service(said: str) -> None:
    (item,) = _items(said)
    assert [one.type for one in item.benefits] == [BenefitType.SERVICE]


@pytest.mark.parametrize("said", ["建设补给站，完善补给能力。", "教育部门应当合理安排入学工作。"])
def test_what_offices_do_at_large_is_none(said: str) -> None:
    assert _items(said) == ()


@pytest.mark.parametrize("who", ["服务机构为本区规模以上工业企业", "平台为高新技术企业", "协会面向限上商贸企业"])
def test_whom_a_body_serves_free_of_charge_is_not_the_applicant(who: str) -> None:
    (item,) = _items(f"{who}免费开展诊断，年度出具报告10份以上的，每份奖励5000元。")
    assert not fields(item.condition) & {"above_scale", "business_domain", "qualification"}
    assert f"{who}免费开展诊断" in judged(item.condition)


def test_what_other_articles_may_provide_is_no_demand() -> None:
    text = "青山区促进会展业发展若干措施\n第一条 本措施适用于依法诚信经营的企业，条文另有规定的从其规定。\n第二条 给予每家企业1万元奖励。\n"
    (item,) = parse_text(text).document.items
    assert not [one for one in judged(item.condition) if "另有规定" in one]


@pytest.mark.parametrize(
    "said",
    [
        "为上市后备企业提供审计服务，且被服务企业当年上市的，每服务一家奖励30万元。",
        "为小微企业开展诊断，年服务企业50家以上的，给予20万元奖励。",
    ],
)
def test_whom_the_applicant_serves_is_asked_where_a_demand_goes_on(said: str) -> None:
    (item,) = _items(said)
    assert said.split("，")[0] in judged(item.condition)


@pytest.mark.parametrize(
    "said", ["为支持企业发展，对上市公司给予100万元奖励。", "为企业提供便利，营业收入1亿元以上的，给予10万元奖励。"]
)
def test_what_it_is_for_is_asked_of_nobody(said: str) -> None:
    (item,) = _items(said)
    assert not [one for one in judged(item.condition) if one.startswith("为")]


@pytest.mark.parametrize("lead", ["企业存在下列情形之一的，不予支持", "有下列情形之一的企业，不予扶持"])
def test_a_lead_under_a_heading_that_shuts_out_is_no_case(lead: str) -> None:
    text = f"青山区促进会展业发展若干措施\n第一条 在本区办展的，奖励10万元。\n第二条 【不予支持情形】{lead}：受到税务处罚的；被列入严重失信主体名单的。\n"
    (item,) = parse_text(text).document.items
    assert not [one for one in judged(item.condition) if "情形" in one]
    assert "dishonest" in fields(item.condition)


@pytest.mark.parametrize("behind", ["房源由区统一调配。", "租金按市场价的60%收取。", "每人每年可申请一次。"])
def test_what_stands_behind_a_list_in_one_sentence_is_none_of_its_points(behind: str) -> None:
    (item,) = _items(
        f"符合下列条件之一的企业员工，可申请租住人才公寓：（一）具有硕士学位；（二）年薪30万元以上。{behind}"
    )
    asked = [*judged(item.condition), *(one for one in fields(item.condition))]
    assert asked[:3] == ["企业员工", "具有硕士学位", "declared_number"]


@pytest.mark.parametrize("said", ["获得银行一年期以上流动资金贷款的企业", "取得金融机构1年以上期限贷款的企业"])
def test_a_time_behind_the_lender_is_the_loans(said: str) -> None:
    (item,) = _items(f"对{said}，按利息的30%给予贴息。")
    assert fields(item.condition) == {"loan_term_months"}


@pytest.mark.parametrize(
    ("said", "cap"),
    [
        ("支持平台发布研发计划，单个研发项目最高支持500万元。", 5_000_000),
        ("鼓励企业建设中试基地，每个项目最多支持300万元。", 3_000_000),
        ("支持企业开展诊断，每家企业支持不超过10万元。", 100_000),
    ],
)
def test_support_with_a_ceiling_is_given(said: str, cap: int) -> None:
    (item,) = parse_text(f"海州市促进软件产业若干措施\n一、支持政策\n1. {said}\n").document.items
    assert [int(one.cap or 0) for one in item.benefits] == [cap]


def test_support_for_those_with_the_most_gives_nothing() -> None:
    text = (
        "海州市促进软件产业若干措施\n一、支持政策\n1. 支持总投资最高的项目申报国家计划。\n2. 对规上企业，奖励1万元。\n"
    )
    assert len(parse_text(text).document.items) == 1
