"""Constructs of cities' application notices: places by one sign, years counted for the young, permissions, growth told behind."""

from __future__ import annotations

import pytest

from policymatch.conditions.nodes import Any, Judgement, Node, Test, leaves
from policymatch.parsing import parse_text
from tests.cards import fields, judged

_NOTICE = (
    "关于组织申报2024年海门市智能工厂项目的通知\n各区经信局，有关企业：\n现就有关事项通知如下：\n一、申报条件\n{}\n"
    "二、支持标准\n对认定的企业，给予一次性20万元奖励。\n海门市经济和信息化局\n2024年7月20日\n"
)


def asked(words: str) -> Node:
    """What a notice asks whose conditions are the words."""
    [item] = parse_text(_NOTICE.format(words)).document.items
    assert item.condition is not None
    return item.condition


def asks(words: str) -> list[tuple[str, object]]:
    """Its field conditions and their values."""
    return [(leaf.field, leaf.value) for leaf in leaves(asked(words)) if isinstance(leaf, Test)]


@pytest.mark.parametrize(
    ("words", "want"),
    [
        ("在我市进行工商注册和税务登记、独立经营的法人。", {"registered_region", "tax_region", "legal_person"}),
        ("在我县进行注册登记、税务登记并具有独立法人资格。", {"registered_region", "tax_region", "legal_person"}),
        ("在本市注册、自主经营。", {"registered_region"}),
        ("在本市注册、生产经营。", {"registered_region", "operating_region"}),
    ],
)
def test_what_is_done_in_a_place(words: str, want: set[str]) -> None:
    assert fields(asked(words)) == want


@pytest.mark.parametrize(
    ("words", "want"),
    [
        ("业务收入达1000万元，且比上年度增加20%。", {"revenue", "revenue_growth"}),
        ("年纳税额100万元以上且较上年提高10%。", {"tax_paid", "tax_growth"}),
        ("检测业务收入不低于300万元。", {"declared_number"}),
        ("研发投入500万元以上，比上年提高2个百分点。", {"rd_expense"}),
        ("申报项目的设备和技术投入500万元以上。", {"equipment_investment"}),
        ("有与其开展业务相适应的人员不少于15名。", {"employees"}),
        ("医护工作人员不少于10名。", {"declared_number"}),
        ("有与服务相适应的专业技术人员不少于5人。", {"declared_number"}),
        ("申报项目须在2022年1月1日以后投入实施。", {"project_started_on"}),
        ("项目起始日期不早于2023年1月1日。", {"project_started_on"}),
    ],
)
def test_what_a_limit_measures(words: str, want: set[str]) -> None:
    assert fields(asked(words)) == want


@pytest.mark.parametrize(
    "words",
    [
        "近2个会计年度研发投入占比不低于3%，企业注册成立时间不足两年的，按实际经营年限计算。",
        "近三年研发投入占比不低于3%，成立未满三年的，以实际经营期计算。",
        "近三年研发投入占比不低于3%。成立不满三年的，按实际年限计算。",
    ],
)
def test_how_years_are_counted_for_the_young_asks_nothing(words: str) -> None:
    assert fields(asked(words)) == {"rd_ratio"}


def test_what_the_young_are_asked_is_asked_of_them_alone() -> None:
    condition = asked("信用良好；成立不满一年的，营业收入不低于500万元。")
    [either] = [node for node in condition.children if isinstance(node, Any)]  # type: ignore[union-attr]
    assert {leaf.field for leaf in leaves(either) if isinstance(leaf, Test)} == {"years_established", "revenue"}
    assert asks("成立不满5年的企业，营业收入不低于500万元。")[0] == ("years_established", 5)
    assert not any(isinstance(leaf, Any) for leaf in asked("成立不满三年的，不得申报。").children)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "words",
    [
        "信用良好；企业为重点用能单位的，其年度考核不能为未完成等级。",
        "信用良好；有执业资格要求的，具有执业资格的人员应占人员总数的30%以上。",
        "信用良好；有前置许可要求的，应取得相应许可证。",
    ],
)
def test_a_rule_for_some_binds_those_alone(words: str) -> None:
    assert any(isinstance(node, Any) for node in asked(words).children)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("words", "want"),
    [
        ("信用良好；设备投资500万元以上，资金来源可以是自有资金，也可以是贷款。", ["信用良好"]),
        ("信用良好；投入的核算范围为设备仪器购置费及购买软件的费用。", ["信用良好"]),
        ("信用良好；完工时间不限于项目申报之前；可以是在建项目申报。", ["信用良好"]),
        ("信用良好；兼并重组驱动，侧重选取有兼并重组计划的企业。", ["信用良好"]),
        ("信用良好；研究开发费用按规定归集核算。", ["信用良好", "研究开发费用按规定归集核算"]),
    ],
)
def test_what_may_be_and_how_it_is_counted_ask_nothing(words: str, want: list[str]) -> None:
    assert judged(asked(words)) == want


def test_judgements_stay_beside_what_is_read() -> None:
    found = [
        leaf.label for leaf in leaves(asked("在我市进行工商注册和税务登记，独立经营。")) if isinstance(leaf, Judgement)
    ]
    assert found == ["独立经营"]


@pytest.mark.parametrize(
    ("line", "want"),
    [
        ("【申报通知】组织申报2018年专利企业认定项目的通知", "【申报通知】组织申报2018年专利企业认定项目的通知"),
        ("[转发]关于申报智能工厂的通知", "[转发]关于申报智能工厂的通知"),
        ("【字体：大 中 小】", "关于开展项目申报的通知"),
        ("【打印】【关闭】", "关于开展项目申报的通知"),
    ],
)
def test_a_tag_before_a_title_is_no_navigation(line: str, want: str) -> None:
    document = parse_text(f"{line}\n关于开展项目申报的通知\n各有关单位：\n现就有关事项通知如下：\n").document
    assert document.title is not None
    assert document.title.startswith(want)


@pytest.mark.parametrize(
    ("given", "want"),
    [
        ("每年从高新技术企业、专精特新中小企业中择优遴选10家，给予每家20万元奖励。", {"qualification"}),
        ("在全市民营企业中遴选100家培育企业，给予最高50万元支持。", {"registered_region", "ownership"}),
        ("从年营业收入2000万元以上的企业中评选20家示范企业，每家奖励30万元。", {"revenue"}),
        ("在申报企业中择优选取10家，每家奖励10万元。", set()),
    ],
)
def test_among_whom_some_are_chosen_is_who_may_be(given: str, want: set[str]) -> None:
    text = f"海门市支持工业发展若干措施\n一、支持措施\n（一）{given}\n二、附则\n本措施自印发之日起施行。\n"
    [item] = parse_text(text).document.items
    assert fields(item.condition) == want
    assert not any("遴选" in label or "评选" in label for label in judged(item.condition))


@pytest.mark.parametrize(
    ("words", "want"),
    [
        ("能够提供技术转移、检验检测、知识产权等服务中的两项以上。", set()),
        ("开展研发设计、检验检测、技术推广中的至少3项业务。", set()),
        ("取得发明专利2项以上。", {"invention_patents"}),
        ("在园区中孵化企业10家以上。", {"declared_number"}),
    ],
)
def test_so_many_of_a_row_is_no_number(words: str, want: set[str]) -> None:
    assert fields(asked(words)) == want


def test_a_sentence_of_what_firms_have_set_up_is_no_title() -> None:
    words = "（一）信用良好；\n（二）企业建立研发准备金制度。企业已投入资金开展研发。"
    assert judged(asked(words)) == ["信用良好", "企业建立研发准备金制度", "企业已投入资金开展研发"]


@pytest.mark.parametrize(
    "words",
    [
        "上述机构若获得市级奖励的，不再重复奖励。",
        "如获得上级资助的，本级不再资助。",
        "获得高新技术企业认定奖励的，不再给予培育奖励。",
        "已获得高新技术企业认定奖励的企业不再给予培育奖励。",
        "获得贷款贴息的项目，不再安排投资补助。",
    ],
)
def test_what_was_had_before_shuts_out_and_asks_for_no_title(words: str) -> None:
    assert fields(asked("信用良好；" + words)) == {"already_funded"}
    assert judged(asked("信用良好；" + words)) == ["信用良好"]


@pytest.mark.parametrize("words", ["产品供应给本市企业。", "优惠销售给本省企业。", "将成果转让给我区企业。"])
def test_to_whom_somebody_sells_is_not_the_applicants_place(words: str) -> None:
    assert fields(asked(words)) == set()


@pytest.mark.parametrize(
    ("words", "want"),
    [
        ("申报单位应为独立法人，不具备独立法人资格的单位可由上级单位申报。", {"legal_person"}),
        ("信用良好；不具有独立法人资格的单位，应由上级主管部门申报。", set()),
        ("申报单位注册在本区；注册地不在本区但项目在本区实施的企业也可申报。", {"registered_region"}),
    ],
)
def test_who_else_may_apply_is_not_asked_of_all(words: str, want: set[str]) -> None:
    assert fields(asked(words)) == want
    assert all(leaf.value != False for leaf in leaves(asked(words)) if isinstance(leaf, Test))  # noqa: E712
