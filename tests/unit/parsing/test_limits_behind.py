"""Limits told in a sentence of their own behind a grant bind its applicant; those of the support itself bind nobody."""

from __future__ import annotations

import pytest

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
        "年度资金总额不超过5000万元。",
        "贷款期限1年以上的，按1年计算。",
        "带动3人以上就业的借款人，贷款额度可提高至60万元。",
        "到2027年，全市规上企业达到300家以上。",
    ],
)
def test_a_limit_of_the_support_binds_nobody(behind: str) -> None:
    assert asked("对新设立的企业，给予10万元补助。" + behind) == set()


def test_a_promise_within_one_support_is_not_everybodys() -> None:
    items = parse_text(
        "海州市产业扶持办法\n第一章 奖励\n第一条 对新设立的企业，给予10万元补助。企业应承诺5年内不迁出本市。\n第二条 对首次获评驰名商标的企业，奖励50万元。"
    ).document.items
    assert ["不迁出" in str(item.condition) for item in items] == [True, False]


@pytest.mark.parametrize(
    "shut_out",
    [
        "不得将劳务派遣单位纳入第一条奖励范围，其他按规定执行。",
        "第一条奖励不适用于劳务派遣单位。",
        "劳务派遣单位不享受第一条奖励。",
    ],
)
def test_who_is_kept_out_of_one_support_by_its_number(shut_out: str) -> None:
    items = parse_text(
        "海州市产业扶持办法\n第一章 奖励\n第一条 对新招用毕业生的企业，奖励10万元。\n第二条 对首次获评驰名商标的企业，奖励50万元。\n第三条 "
        + shut_out
    ).document.items
    said = [{f"{test.field} {test.op}" for test in leaf_tests(item.condition)} for item in items]
    assert ["industry not_in" in each for each in said] == [True, False]


@pytest.mark.parametrize(
    ("passage", "want"),
    [
        ("对招用毕业生，并按规定为其缴纳社会保险费3个月以上的企业，可按每招用1人不超过1500元的标准补助。", "insured_months >= 3"),
        ("对新上项目，按规定完成备案、设备投资500万元以上的企业，按投资的10%给予补助。", "equipment_investment >= 5000000"),
    ],
)  # fmt: skip
def test_what_is_done_as_prescribed_is_no_base_of_money(passage: str, want: str) -> None:
    assert want in asked(passage)
