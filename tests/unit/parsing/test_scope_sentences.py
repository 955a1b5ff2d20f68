"""Whom a document is for, as promoters of investment put it: what is left out, what is reached, in brackets or apart."""

from __future__ import annotations

import pytest

from policymatch.conditions.nodes import tests as leaf_tests
from policymatch.parsing import parse_text

HEAD = "海州市招商引资优惠办法\n第一章 总则\n"
MEASURES = "海州市招商引资优惠办法\n第一章 奖励\n"
GRANT = "\n第二章 奖励\n第三条 对新设立的企业，给予10万元奖励。"


def asked(scope: str) -> set[str]:
    """The field tests of the one item of a document with that scope."""
    (item,) = parse_text(HEAD + "第一条 " + scope + GRANT).document.items
    return {f"{test.field} {test.op} {test.value}" for test in leaf_tests(item.condition)}


def test_what_a_bracket_leaves_out_does_not_end_the_scope() -> None:
    said = asked("本办法适用于符合产业定位（煤炭、房地产类项目除外），工商注册在江苏省南京市，具有独立法人资格的企业。")
    assert "legal_person is True" in said
    assert "business_domain has_none ('煤炭', '房地产类项目')" in said
    assert any(one.startswith("registered_region in") for one in said)


def test_projects_that_the_document_supports() -> None:
    said = asked("本办法所扶持的招商引资项目为新建固定资产投资8000万元以上的项目。")
    assert "project_investment >= 80000000" in said


def test_what_is_reached_to_enjoy_the_document() -> None:
    said = asked("引进项目固定资产投资达到5000万元以上，享受本优惠政策。")
    assert "project_investment >= 50000000" in said


def test_a_ceiling_for_each_rung_makes_an_item_each() -> None:
    items = parse_text(
        MEASURES + "第一条 对营业收入首次突破1亿元、5亿元的企业，分别给予不超过8万元、30万元的梯度晋档奖励。"
    ).document.items
    assert [[str(benefit.cap) for benefit in item.benefits] for item in items] == [["80000"], ["300000"]]


def test_a_price_to_reach_is_no_money() -> None:
    (item,) = parse_text(MEASURES + "第一条 对新建项目，投资强度达到200万元/亩，优先保障项目用地需求。").document.items
    assert any(test.value == 2000000 for test in leaf_tests(item.condition))


LISTED_BELOW = """（一）上年度未发生较大以上生产安全事故；
（二）未被列入失信被执行人名单。
第二条 完成数字化诊断的，按投入的30%补助，最高100万元。
第三条 首次认定为专精特新中小企业的，奖励20万元。"""


@pytest.mark.parametrize(
    "lead",
    [
        "第一条 在江苏省南京市依法注册并具有独立法人资格的企业，申报时应满足：",
        "第一条 支持对象为在江苏省南京市注册、具有独立法人资格的企业，且须符合下列条件：",
        "第一条 申请资金支持的企业应当在江苏省南京市注册、具有独立法人资格，并同时具备以下条件：",
    ],
)
def test_whom_the_line_above_a_list_names_binds_all(lead: str) -> None:
    for item in parse_text(f"{MEASURES}{lead}\n{LISTED_BELOW}").document.items:
        said = {f"{test.field} {test.op} {test.value}" for test in leaf_tests(item.condition)}
        assert {"legal_person is True", "safety_accident is False", "dishonest is False"} <= said
        assert any(one.startswith("registered_region in") for one in said)


@pytest.mark.parametrize(
    ("sentence", "want"),
    [
        ("上年度出口额不超过6500万美元的企业，参加境外展会的，给予50%补助。", "export_value <= USD 65000000"),
        ("对固定资产投资不超过5000万元的项目，给予10万元补助。", "project_investment <= 50000000"),
        ("对营业收入不高于2000万元的企业，一次性补助5万元。", "revenue <= 20000000"),
        ("个体工商户年应纳税所得额不超过100万元的部分，减半征收个人所得税。", "entity_type in ('个体工商户',)"),
        (
            "对设备更新贷款，单笔金额300万元至5000万元、期限12个月以上的，按利息的35%给予贴息。",
            "loan_amount >= 3000000",
        ),
    ],
)
def test_a_ceiling_on_the_applicant_is_no_money(sentence: str, want: str) -> None:
    (item,) = parse_text(f"{MEASURES}第一条 {sentence}").document.items
    assert want in {f"{test.field} {test.op} {test.value}" for test in leaf_tests(item.condition)}


@pytest.mark.parametrize(
    "sentence", ["给予每家企业不超过50万元的资助。", "对新设立的企业，给予不超过投资额20%的补助。"]
)
def test_a_ceiling_on_the_money_is_no_condition(sentence: str) -> None:
    for item in parse_text(f"{MEASURES}第一条 {sentence}").document.items:
        assert not list(leaf_tests(item.condition))


def test_a_rate_told_below_the_cases_belongs_to_their_support() -> None:
    (item,) = parse_text(
        MEASURES
        + "第一条 【改造】符合下列情形之一的技改项目，可申请事后奖励：\n（一）大型企业，设备投资额1000万元以上；\n"
        "（二）专精特新中小企业，设备投资额200万元以上。\n奖励比例：不超过设备投资额的20%，最高100万元。"
    ).document.items
    assert {str(test.value) for test in leaf_tests(item.condition)} >= {"10000000", "2000000"}
    assert [str(benefit.rate) for benefit in item.benefits] == ["0.2"]


def test_what_counts_and_when_to_apply_is_no_condition() -> None:
    (item,) = parse_text(
        "海州市专项资金通知\n一、支持标准\n对参加境外展会的企业，补助2万元。\n二、申报要求\n"
        "（一）申报时间为2026年6月8日至2026年7月10日。\n（二）本通知中“以上”“不超过”均含本数，“不足”不含本数。\n"
        "三、不予支持的情形\n下列项目不予支持：\n1.已获得中央、省级财政资金支持的同一项目。"
    ).document.items
    assert [str(test.field) for test in leaf_tests(item.condition)] == ["already_funded"]
    assert "本数" not in str(item.condition)
    assert "申报时间" not in str(item.condition)


@pytest.mark.parametrize(
    "said",
    [
        "以上政策适用对象为在江苏省南京市注册并具有独立法人资格的企业。",
        "以上扶持政策的享受主体为在江苏省南京市注册并具有独立法人资格的企业。",
        "政策兑现对象为在江苏省南京市注册并具有独立法人资格的企业。",
        "上述企业是指在江苏省南京市注册并具有独立法人资格的企业。",
        "上述企业应为在江苏省南京市注册并具有独立法人资格的企业。",
    ],
)
def test_whom_a_last_article_names_for_all_before_it(said: str) -> None:
    grants = "第一条 对获得发明专利的企业，奖励1万元。\n第二条 研发费用500万元以上的，补助10万元。\n"
    items = parse_text(f"{MEASURES}{grants}第三条 {said}").document.items
    assert len(items) == 2
    for item in items:
        assert {"registered_region", "legal_person"} <= {test.field for test in leaf_tests(item.condition)}
