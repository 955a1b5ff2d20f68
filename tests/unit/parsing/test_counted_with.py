"""What is counted beside something else: with whom something is agreed, people beside a place; and money's uses."""

from __future__ import annotations

import pytest

from policymatch.conditions.nodes import Judgement, Test, leaves
from tests.reading import read


def labels(text: str) -> list[str]:
    """The names of the numbers that a clause asks for."""
    return [leaf.label or leaf.field for leaf in leaves(read(text)) if isinstance(leaf, Test)]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("与2家以上产业链上下游单位签有共建协议", "签有共建协议的产业链上下游单位数"),
        ("与不少于3家高校院所建立稳定合作关系", "建立稳定合作关系的高校院所数"),
        ("已与5家（含）以上企业签订服务合同", "签订服务合同的企业数"),
        ("与3家以上医院开展临床合作", "开展临床合作的医院数"),
    ],
)
def test_those_with_whom_something_is_agreed_are_counted(text: str, label: str) -> None:
    assert labels(text) == [label]


def test_people_beside_people_are_no_partners() -> None:
    assert labels("不少于5名工作人员与10名导师") == ["工作人员人数", "导师人数"]


@pytest.mark.parametrize(
    ("text", "label", "rest"),
    [
        ("设有固定办公场所和专职业务人员5人以上", "专职业务人员数", "设有固定办公场所"),
        ("具备独立经营场所及专职培训教师不少于6人", "专职培训教师人数", "具备独立经营场所"),
        ("有健全的管理制度和专业技术人员10人以上", "专业技术人员数", "有健全的管理制度"),
    ],
)
def test_what_is_held_beside_is_not_counted_with_the_people(text: str, label: str, rest: str) -> None:
    assert labels(text) == [label]
    assert [leaf.label for leaf in leaves(read(text)) if isinstance(leaf, Judgement)] == [rest]


@pytest.mark.parametrize("text", ["研发设备和仪器20台以上", "专职教师和管理人员10人以上"])
def test_things_of_one_row_are_counted_together(text: str) -> None:
    assert len(labels(text)) == 1
    assert "和" in labels(text)[0]


@pytest.mark.parametrize(
    "text",
    [
        "贷款未用于房地产、证券投资",
        "未投向房地产业和过剩产能行业",
        "资金不得用于房地产开发、股票投资",
        "贷款银行为驻京银行业金融机构",
    ],
)
def test_what_money_may_not_go_into_and_who_lends_is_not_the_applicants_trade(text: str) -> None:
    assert [leaf for leaf in leaves(read(text)) if isinstance(leaf, Test)] == []


@pytest.mark.parametrize("text", ["不属于房地产业", "申报单位为金融机构"])
def test_the_applicants_own_trade_is_read(text: str) -> None:
    assert [leaf.field for leaf in leaves(read(text)) if isinstance(leaf, Test)] == ["industry"]


@pytest.mark.parametrize("text", ["正常运行3年以上", "依法设立并正常运行2年以上", "实体化运行满1年"])
def test_how_long_a_body_has_run_is_its_age(text: str) -> None:
    assert [leaf.field for leaf in leaves(read(text)) if isinstance(leaf, Test)] == ["years_established"]


@pytest.mark.parametrize("text", ["设备连续运行3年以上", "系统实际运行满1年", "项目正常运行2年以上"])
def test_how_long_a_thing_has_run_is_not(text: str) -> None:
    assert [leaf.field for leaf in leaves(read(text)) if isinstance(leaf, Test)] == ["declared_number"]
