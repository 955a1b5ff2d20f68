"""Limits told in a sentence of their own behind a grant bind its applicant; those of the support itself bind nobody."""

from __future__ import annotations

import pytest

from policymatch.conditions.nodes import Judgement, leaves
from policymatch.conditions.nodes import tests as leaf_tests
from policymatch.parsing import parse_text

HEAD = "海州市产业扶持办法\n第一章 奖励\n第一条 "


def asked(passage: str) -> set[str]:
    """The field tests of the one item of a passage."""
    (item,) = parse_text(HEAD + passage).document.items
    return {f"{test.field} {test.op} {test.value}" for test in leaf_tests(item.condition)}


@pytest.mark.parametrize(
    ("passage", "want"),
    [
        ("对科技企业孵化器，给予20万元补助。孵化面积不少于3000平方米，在孵企业20家以上。", {"premises_area >= 3000", "declared_number >= 20"}),
        ("对实施技术改造的企业，给予10万元补助。设备投资额不低于200万元，且在2025年12月31日前完工。",
         {"equipment_investment >= 2000000", "project_completed_on <= 2025-12-31"}),
        ("经认定的见习单位吸纳毕业生参加见习的，补贴1万元。见习单位上年度末参保职工不少于20人。", {"insured_employees >= 20"}),
        ("企业安置残疾人的，奖励1万元。享受本项奖励的企业，安置的残疾职工不少于10人。", {"disabled_employees >= 10"}),
        ("对小额贷款公司，给予10万元奖励。其中，注册资本不低于5000万元。", {"registered_capital >= 50000000"}),
        ("企业组织岗前培训的，每人补贴600元。每个班不少于20人，其中实训课时占比不低于60%。",
         {"declared_number >= 20", "declared_number >= 0.6"}),
        ("对入选的创业园，给予20万元奖励。园区每年新增入驻企业不少于10家。", {"declared_number >= 10"}),
        ("对市级工作室给予10万元补助。每年举办交流活动不少于4场。", {"declared_number >= 4"}),
    ],
)  # fmt: skip
def test_a_limit_behind_the_grant_binds(passage: str, want: set[str]) -> None:
    assert want <= asked(passage)


@pytest.mark.parametrize(
    "behind",
    [
        "一年不超过2个。",
        "每家企业每年不超过100万元。",
        "补贴期限不超过3年。",
        "每个园区每年不超过2家。",
        "每年遴选企业不少于10家。",
        "年度资金总额不超过5000万元。",
        "贷款期限1年以上的，按1年计算。",
        "带动3人以上就业的借款人，贷款额度可提高至60万元。",
        "到2027年，全市规上企业达到300家以上。",
    ],
)
def test_a_limit_of_the_support_binds_nobody(behind: str) -> None:
    assert asked("对新设立的企业，给予10万元补助。" + behind) == set()


@pytest.mark.parametrize(
    "placed",
    [
        "申报企业{limit}。对实施改造的企业，给予20万元补助。",
        "{limit}。对实施改造的企业，给予20万元补助。",
        "对实施改造的企业，给予20万元补助；{limit}。",
        "对实施改造的企业，给予20万元补助；要求{limit}。",
        "对实施改造的企业，给予20万元补助，{limit}。",
        "对实施改造的企业，给予20万元补助。{limit}。",
        "对实施改造的企业，给予20万元补助。具体要求：（一）{limit}；（二）信用良好。",
        "对实施改造的企业，给予20万元补助。申报条件如下：1.{limit}；2.信用良好。",
    ],
)
@pytest.mark.parametrize(
    ("limit", "want"),
    [
        ("职工人数不少于20人", "employees >= 20"),
        ("项目总投资不低于300万元", "project_investment >= 3000000"),
        ("船龄不超过10年", "declared_number <= 10"),
        ("设备使用年限不少于5年", "declared_number >= 5"),
    ],
)
def test_a_limit_is_heard_wherever_it_stands_beside_the_grant(placed: str, limit: str, want: str) -> None:
    assert want in asked(placed.format(limit=limit))


@pytest.mark.parametrize(
    "before",
    [
        "补贴期限不超过3年。",
        "年度资金总额不低于5000万元。",
        "每年遴选企业不少于10家。",
        "到2027年，全市规上企业不少于300家。",
        "引导基金规模不低于1亿元。",
    ],
)
def test_what_is_said_of_the_support_before_it_binds_nobody(before: str) -> None:
    assert asked(before + "对新设立的企业，给予10万元补助。") == set()


@pytest.mark.parametrize("case", ["新建", "扩建", "租赁", "购置"])
def test_a_case_of_two_characters_is_asked(case: str) -> None:
    first, second = parse_text(
        HEAD + f"对{case}的，每个给予10万元补助；对改扩建提升的，每个给予5万元补助。"
    ).document.items
    assert [one.label for one in leaves(first.condition) if isinstance(one, Judgement)] == [case]
    assert [one.label for one in leaves(second.condition) if isinstance(one, Judgement)] == ["改扩建提升"]
