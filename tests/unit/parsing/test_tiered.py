"""Tiers told as the base of the money, and kinds of applicant with a limit each."""

import pytest

from policymatch.conditions import Any, Node, Test
from policymatch.documents import Item
from policymatch.parsing import parse_text

HEAD = "绵竹市扶持办法\n绵竹市人民政府\n一、支持标准\n"


def _items(sentence: str) -> tuple[Item, ...]:
    return tuple(parse_text(HEAD + sentence).document.items)


def _tests(node: Node | None) -> list[str]:
    if isinstance(node, Test):
        return [f"{node.field} {node.op.value} {node.value}"]
    return [one for child in getattr(node, "children", ()) for one in _tests(child)]


@pytest.mark.parametrize(
    ("sentence", "limits"),
    [
        (
            "对新设的总部企业，按实缴注册资本2亿元以上、6亿元以上，分别给予200万元、600万元奖励。",
            ["paid_in_capital >= 200000000", "paid_in_capital >= 600000000"],
        ),
        (
            "对物流企业，根据年度营业收入2亿元至6亿元、6亿元以上分别奖励20万元、60万元。",
            ["revenue >= 200000000", "revenue >= 600000000"],
        ),
        (
            "按年产值首次突破3000万元、9000万元的，分别给予3万元、9万元奖励。",
            ["output_value >= 30000000", "output_value >= 90000000"],
        ),
    ],
)
def test_tiers_by_which_sums_are_given_are_asked_for(sentence: str, limits: list[str]) -> None:
    found = _items(sentence)
    assert [
        next(one for one in _tests(item.condition) if one == limit) for item, limit in zip(found, limits, strict=True)
    ]
    assert all(len(item.benefits) == 1 and item.benefits[0].cap is None for item in found)


@pytest.mark.parametrize(
    "sentence",
    [
        "对购置设备的企业，按设备投资额的10%、20%分别给予补助。",
        "按每平方米20元、30元分别给予租金补贴。",
        "对入选项目，按照国家级90万元、省级40万元分别给予奖励。",
    ],
)
def test_rates_and_sums_are_no_tiers(sentence: str) -> None:
    [item] = _items(sentence)
    assert not [one for one in _tests(item.condition) if "investment" in one or "number" in one]
    assert len(item.benefits) == 2


def test_kinds_with_a_limit_each_are_a_choice() -> None:
    [item] = _items("实缴资本达3亿元的公司制基金或者募集资金达4亿元的合伙制基金，按0.5%给予奖励。")
    [choice] = [one for one in getattr(item.condition, "children", ()) if isinstance(one, Any)]
    assert len(choice.children) == 2


def test_a_limit_takes_no_words_of_the_kind_before() -> None:
    [item] = _items("对在册员工60人以上的民办医院或床位数120张以上的养老机构给予10万元奖励。")
    labels = [one.label for one in _leaves(item.condition) if isinstance(one, Test) and one.label]
    assert labels == ["床位数"]


def test_limits_of_one_kind_stay_together() -> None:
    [item] = _items("对员工超过60人且营业收入达到1000万元的企业，给予10万元奖励。")
    assert not any(isinstance(one, Any) for one in getattr(item.condition, "children", ()))


def _leaves(node: Node | None) -> list[Node]:
    children = getattr(node, "children", None)
    return [one for child in children for one in _leaves(child)] if children is not None else [node] if node else []
