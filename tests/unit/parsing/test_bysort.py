"""Limits of one sort of applicants, quantities that share a limit, and brackets that free from one."""

from __future__ import annotations

import pytest

from policymatch.conditions import All, Any, Judgement, Not, Test, leaves
from policymatch.parsing.assembling.clauses import describe
from tests.reading import read


@pytest.mark.parametrize(
    "text",
    [
        "商贸企业年销售额不低于3000万元，物流企业年营业收入不低于1000万元",
        "制造企业的实缴资本不低于800万元；咨询机构实缴资本不低于100万元",
        "餐饮门店面积不少于200平方米，便利店门店面积不少于60平方米",
        "生产企业、科研院所研发人员不少于20人；专业从事技术经纪业务的机构专职经纪人员不少于5人",
    ],
)
def test_a_limit_told_for_a_sort_binds_that_sort_alone(text: str) -> None:
    node = read(text)
    assert isinstance(node, All)
    assert len(node.children) == 2
    for child in node.children:
        assert isinstance(child, Any)
        assert isinstance(child.children[0], Not) or str(getattr(child.children[0], "op", "")) in ("not_in", "has_none")


@pytest.mark.parametrize(
    "text",
    [
        "申报企业上年度营业收入不低于1000万元，申报单位纳税额不低于50万元",
        "在孵企业不少于30家，毕业企业不少于5家",
        "企业研发人员不少于10人，每家企业服务时间不少于1年",
        "本区企业营业收入达到5000万元，项目投资达到1000万元",
    ],
)
def test_who_anybody_is_makes_no_sort(text: str) -> None:
    assert not any(isinstance(child, Any) for child in getattr(read(text), "children", ()))


def test_whom_a_sort_leaves_out_is_free_of_its_limit() -> None:
    node = read("生产企业注册资本不低于600万元；咨询机构注册资本不低于80万元，会计师事务所除外")
    assert isinstance(node, All)
    assert [describe(leaf) for leaf in leaves(node.children[1])][-1] == "人工认定：会计师事务所"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("从业人员达到20人以上（新设机构除外）", "新设机构"),
        ("办理对外劳务经营备案（综合保税区内单位无需办理备案）", "综合保税区内单位"),
        ("提供上年度审计报告所列利润（成立不满一年的机构免于提供）", "成立不满一年的机构"),
    ],
)
def test_a_bracket_frees_from_the_demand_before_it(text: str, who: str) -> None:
    node = read(text)
    assert isinstance(node, Any)
    assert isinstance(node.children[-1], Judgement)
    assert node.children[-1].label == who


def test_a_bracket_behind_a_kind_of_applicant_still_shuts_out() -> None:
    assert not isinstance(read("吸纳就业20人以上的企业（劳务派遣企业除外）"), Any)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("上年度营业收入或纳税额达到500万元以上", ["revenue", "tax_paid"]),
        ("工业总产值、营业收入或者出口额不低于2亿元", ["output_value", "revenue", "export_value"]),
        ("首年营业收入达到600万元（或月均不低于50万元）", ["revenue", "declared_number"]),
    ],
)
def test_quantities_that_share_a_limit_are_alternatives(text: str, fields: list[str]) -> None:
    node = read(text)
    assert isinstance(node, Any)
    assert [leaf.field for leaf in leaves(node) if isinstance(leaf, Test)] == fields


def test_a_limit_before_two_nouns_is_asked_of_either() -> None:
    node = read("床位数在80张以上的综合医院或专科医院")
    assert isinstance(node, All)
    assert isinstance(node.children[0], Test)


def test_a_name_that_is_no_field_shares_no_limit() -> None:
    assert any(isinstance(leaf, Judgement) for leaf in leaves(read("境外营业收入或出口额不低于2亿元")))
