"""Rights counted together, each or either of them, and capital that a bracket says is paid in."""

from __future__ import annotations

import pytest

from policymatch.conditions.nodes import Any, Judgement, Test, leaves, walk
from tests.reading import read


def limits(text: str) -> list[tuple[str, str | None, int]]:
    """The field, label and value of every limit of a clause, which must leave nothing over."""
    found = list(leaves(read(text)))
    assert not any(isinstance(leaf, Judgement) for leaf in found)
    return [(leaf.field, leaf.label, int(str(leaf.value))) for leaf in found if isinstance(leaf, Test)]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (
            "拥有实用新型专利、外观设计专利、软件著作权合计6件以上",
            [("declared_number", "实用新型专利、外观设计专利、软件著作权数", 6)],
        ),
        ("专利及软件著作权共计不少于10件", [("declared_number", "专利及软件著作权数", 10)]),
        ("6项以上实用新型专利、软件著作权", [("declared_number", "实用新型专利、软件著作权数", 6)]),
        ("拥有发明专利、软件著作权各3件以上", [("invention_patents", None, 3), ("software_copyrights", None, 3)]),
        ("拥有发明专利3件以上、软件著作权5件以上", [("invention_patents", None, 3), ("software_copyrights", None, 5)]),
        ("拥有有效发明专利2件以上", [("invention_patents", None, 2)]),
    ],
)
def test_rights_of_several_kinds(text: str, want: list[tuple[str, str | None, int]]) -> None:
    assert limits(text) == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("发明专利或软件著作权3件以上", ["invention_patents", "software_copyrights"]),
        ("拥有发明专利3件以上或实用新型专利、软件著作权合计10件以上", ["invention_patents", "declared_number"]),
        ("从业人员或参保人数不少于20人", ["employees", "insured_employees"]),
    ],
)
def test_either_of_what_is_counted(text: str, want: list[str]) -> None:
    node = read(text)
    assert [leaf.field for leaf in leaves(node) if isinstance(leaf, Test)] == want
    assert any(isinstance(one, Any) for one in walk(node))


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("注册资本不低于500万元人民币（实缴）", [("paid_in_capital", None, 5000000)]),
        ("注册资本500万元以上（实缴到位）", [("paid_in_capital", None, 5000000)]),
        ("注册资本500万元以上", [("registered_capital", None, 5000000)]),
        ("单个项目设备投资额不低于200万元", [("equipment_investment", None, 2000000)]),
        ("单个产品年销售收入不低于1000万元", [("declared_number", "单个产品年销售收入（元）", 10000000)]),
    ],
)
def test_what_an_amount_is_of(text: str, want: list[tuple[str, str | None, int]]) -> None:
    assert limits(text) == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("年纳税额工业企业500万元以上，商贸企业200万元以上", "tax_paid"),
        ("上年度营业收入工业企业不低于5000万元、服务业企业不低于2000万元", "revenue"),
        ("上年度营业收入达到以下标准：制造业企业5000万元以上，服务业企业2000万元以上", "revenue"),
        ("工业企业年营业收入5000万元以上或服务业企业年营业收入2000万元以上", "revenue"),
    ],
)
def test_each_sort_has_its_own_limit_of_one_measure(text: str, want: str) -> None:
    node = read(text)
    assert isinstance(node, Any) or any(isinstance(one, Any) for one in walk(node))
    assert [leaf.field for leaf in leaves(node) if isinstance(leaf, Test)].count(want) == 2
    assert not any(isinstance(leaf, Judgement) for leaf in leaves(node))


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("上一年度获评A级纳税人", "tax_credit_grade"),
        ("企业应在2024年12月31日前完成项目验收", "project_completed_on"),
        ("年服务企业100家次以上", "declared_number"),
    ],
)
def test_nothing_is_left_of_what_a_field_says(text: str, want: str) -> None:
    [leaf] = leaves(read(text))
    assert isinstance(leaf, Test)
    assert leaf.field == want


@pytest.mark.parametrize("text", ["每百元营业收入研发投入不低于3元", "每万元产值税收不低于500元"])
def test_a_share_told_in_money_is_judged(text: str) -> None:
    assert all(isinstance(leaf, Judgement) for leaf in leaves(read(text)))
