"""A limit for those of a size or a sort beside the general one."""

from __future__ import annotations

import pytest

from policymatch.conditions import All, Any, Test
from tests.reading import read


@pytest.mark.parametrize(
    ("text", "who", "field"),
    [
        ("裁员率不高于5%，20人（含）以下的企业裁员率不高于参保职工总数的15%", "employees", "layoff_rate"),
        ("研发投入占营业收入比重不低于4%，其中营业收入3亿元以上的企业不低于2%", "revenue", "rd_ratio"),
        ("企业年销售收入应达到3000万元以上，软件企业应达到800万元以上", "qualification", "revenue"),
        ("近两年营业收入增长率不低于15%，但营业收入超过5亿元的企业增长率不低于6%", "revenue", "revenue_growth"),
        ("亩均税收不低于12万元，其中农产品加工企业达到6万元", "business_domain", "declared_number"),
    ],
)
def test_an_easier_limit_stands_beside_the_general_one(text: str, who: str, field: str) -> None:
    node = read(text)
    assert isinstance(node, Any)
    first, second = node.children
    assert isinstance(first, Test)
    assert isinstance(second, All)
    assert [leaf.field for leaf in second.children if isinstance(leaf, Test)] == [who, field]
    assert first.field == field


@pytest.mark.parametrize(
    "text",
    [
        "研发人员占比不低于10%，职工总数不足60人的企业不低于18%",
        "上年度营业收入不低于4000万元，建筑业企业不低于2亿元",
        "从业人员不少于30人，营业收入2000万元以上的企业从业人员不少于80人",
    ],
)
def test_a_harder_limit_binds_those_alone(text: str) -> None:
    node = read(text)
    assert isinstance(node, All)
    general, some = node.children
    assert isinstance(general, Test)
    assert isinstance(some, Any)
    assert [leaf.field for leaf in some.children if isinstance(leaf, Test)][-1] == general.field


@pytest.mark.parametrize(
    "text",
    [
        "具有独立法人资格，注册资本500万元以上的企业不少于3家",
        "成立满2年，企业职工不少于20人",
        "园区内企业不少于50家，高新技术企业不少于10家",
        "入驻企业营业收入增长率不低于5%，现代服务企业占入驻企业总数不低于30%",
        "年营业收入2000万元以上，企业研发投入不低于100万元",
    ],
)
def test_other_demands_side_by_side_are_all_asked(text: str) -> None:
    node = read(text)
    assert isinstance(node, All)
    assert not any(isinstance(child, Any) for child in node.children)


def test_what_those_who_apply_must_be_is_no_grant() -> None:
    """申领稳岗返还的企业应当… gives nothing, though it speaks of what is paid back."""
    from policymatch.parsing import parse_text

    (item,) = parse_text(
        "临江县稳岗若干措施\n第三条 申领稳岗返还的企业应当裁员率不高于5%，20人（含）以下的企业裁员率不高于15%。\n"
        "大型企业按上年度实际缴纳失业保险费的30%返还，中小微企业按60%返还。\n"
    ).document.items
    condition = item.condition
    assert isinstance(condition, All)
    assert any(
        isinstance(leaf, Test) and leaf.field == "layoff_rate"
        for child in condition.children
        if isinstance(child, Any)
        for leaf in child.children
    )


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("申请人年龄不超过40周岁，博士可放宽至45周岁", ["applicant_age <= 40", "applicant_age <= 45"]),
        (
            "年龄不超过36周岁，硕士放宽到41周岁，博士放宽到46周岁",
            ["applicant_age <= 36", "applicant_age <= 41", "applicant_age <= 46"],
        ),
        ("年龄在42周岁以下，具有高级职称的年龄可适当放宽到52周岁", ["applicant_age <= 42", "applicant_age <= 52"]),
        (
            "注册资本不低于600万元。小微企业注册资本放宽至120万元。",
            ["registered_capital >= 6000000", "registered_capital >= 1200000"],
        ),
        (
            "裁员率不高于5%。对参保职工20人（含）以下的企业，裁员率放宽到不超过参保职工总数的15%。",
            ["layoff_rate <= 0.05", "layoff_rate <= 0.15"],
        ),
    ],
)
def test_what_is_made_easier_for_some_is_asked_of_them_alone(text: str, limits: list[str]) -> None:
    node = read(text)
    assert isinstance(node, Any)
    first, *others = node.children
    assert isinstance(first, Test)
    assert all(isinstance(one, All) for one in others)
    last = [one.children[-1] for one in others if isinstance(one, All)]
    assert [f"{one.field} {one.op} {one.value}" for one in [first, *last] if isinstance(one, Test)] == limits


def test_a_limit_in_words_made_easier_for_some() -> None:
    node = read("裁员率低于本市城镇登记失业率。中小微企业裁员率标准放宽到不高于全国城镇调查失业率。")
    assert isinstance(node, Any)
    assert isinstance(node.children[1], All)
