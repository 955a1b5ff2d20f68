"""Demands that bind some applicants only, and cases that count as what is demanded."""

from __future__ import annotations

from policymatch.conditions import Any, leaves
from policymatch.conditions.nodes import Judgement, Node, Test, walk
from policymatch.parsing import parse_text

HEAD = "海州市示范支持办法\n"
CARD = f"{HEAD}发文机构\n海州市商务局\n"


def condition(body: str, *, head: str = HEAD) -> Node:
    """The condition of the first item."""
    return parse_text(head + body).document.items[0].condition


def alternatives(node: Node) -> list[Any]:
    """Its alternatives."""
    return [one for one in walk(node) if isinstance(one, Any)]


def test_what_counts_as_the_demand_stands_beside_it() -> None:
    node = condition(
        "一、申报条件\n（一）近三年无重大违法违规行为。已完成信用修复的，视为无违法违规行为。\n"
        "（二）具有独立法人资格。\n二、支持标准\n给予最高20万元奖励。\n"
    )
    (either,) = alternatives(node)
    assert {type(child) for child in either.children} == {Test, Judgement}


def test_cases_listed_as_what_counts_stand_beside_it() -> None:
    node = condition(
        "一、申报条件\n（一）具有独立法人资格。\n（二）商标持有者应为申请企业。\n以下情形视同该企业持有：\n"
        "1.持有者为全资控股该企业的母公司；\n2.持有者为该企业全资控股的子公司。\n二、支持标准\n给予最高20万元奖励。\n"
    )
    (either,) = alternatives(node)
    assert len(either.children) == 3


def test_what_counts_as_failing_it_shuts_out() -> None:
    node = condition(
        "一、申报条件\n（一）场地面积500平方米以上。租赁期不足3年的，视为不符合条件。\n二、支持标准\n给予最高20万元奖励。\n"
    )
    assert not alternatives(node)
    assert any("租赁期" in leaf.source.quote for leaf in leaves(node) if leaf.source)


def test_a_list_for_one_kind_of_project_asks_nothing_of_others() -> None:
    node = condition(
        "服务内容\n1．境外展位：最高支持比例为50%，每个项目最高支持3万元。\n"
        "2．资质认证：最高支持比例50%，每个项目最高支持5万元。\n条件要求\n1．在本市注册，具有独立法人资格；\n"
        "2．申请团体项目的组织单位应符合下列条件：\n（1）在本市注册的行业协会；\n（2）未拖欠应缴还的财政资金。\n",
        head=CARD,
    )
    (either,) = alternatives(node)
    inside = {leaf.field for leaf in leaves(either) if isinstance(leaf, Test)}
    assert "entity_type" in inside
    assert any(isinstance(leaf, Judgement) and "团体项目" in leaf.label for leaf in leaves(either))


def test_who_applies_for_several_is_one_judgement() -> None:
    node = condition(
        "一、申请人范围\n注册地在本市的单位。涉及多个权利人的专利，以第一专利权人为资助金申请人。\n"
        "二、资助标准\n每件资助5000元。\n"
    )
    quotes = [leaf.source.quote for leaf in leaves(node) if leaf.source]
    assert "涉及多个权利人的专利，以第一专利权人为资助金申请人" in quotes
    assert any("本市" in quote for quote in quotes)


def test_who_hands_in_the_papers_is_no_judgement() -> None:
    node = condition(
        "一、申报条件\n（一）具有独立法人资格。\n（二）由项目单位向所在区提出申报。\n二、支持标准\n给予最高20万元奖励。\n"
    )
    assert not any("以第一" in leaf.source.quote or "联合" in leaf.source.quote for leaf in leaves(node) if leaf.source)


def test_a_bracket_that_eases_a_limit_for_some_stands_beside_it() -> None:
    node = condition("一、支持政策\n（一）租赁面积不低于500平方米（县域机构可放宽至300平方米）的，每年补助5万元。\n")
    (either,) = alternatives(node)
    areas = [leaf for leaf in leaves(either) if isinstance(leaf, Test)]
    assert {leaf.field for leaf in areas} == {"rent_area"}
    assert sorted(int(str(leaf.value)) for leaf in areas) == [300, 500]


def test_a_bracket_behind_the_grant_frees_from_its_limit() -> None:
    node = condition(
        "一、支持政策\n（一）对支出金额大于1万元的项目予以支持（线上展会项目支出金额可小于1万元），支持比例为50%。\n"
    )
    (either,) = alternatives(node)
    assert {type(child) for child in either.children} == {Test, Judgement}


def test_directions_that_a_grant_refers_to_are_alternatives() -> None:
    node = condition(
        "第四条 支持方向\n（一）支持公共服务平台建设。提升平台服务能力。\n（二）支持企业技术创新。推动产学研合作。\n"
        "第五条 对符合上述支持方向的项目，按不超过项目投资额的30%给予补助，最高100万元。\n"
    )
    (either,) = alternatives(node)
    assert [leaf.label for leaf in leaves(either) if isinstance(leaf, Judgement)] == [
        "公共服务平台建设",
        "企业技术创新",
    ]


def test_measures_beside_a_grant_that_refers_to_none_are_not_asked() -> None:
    node = condition(
        "一、重点任务\n（一）支持公共服务平台建设。提升平台服务能力。\n（二）支持企业技术创新。推动产学研合作。\n"
        "二、支持政策\n对规上工业企业，给予最高100万元奖励。\n"
    )
    assert not any("公共服务平台" in leaf.source.quote for leaf in leaves(node) if leaf.source)
