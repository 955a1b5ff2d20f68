"""Supports for bodies that serve the public and for persons: several kinds of money, sorts, terms and instalments."""

from __future__ import annotations

from policymatch.conditions.nodes import Judgement, leaves
from policymatch.conditions.nodes import Test as Leaf
from policymatch.parsing import parse_text

HEAD = "云溪县促进民生服务发展实施办法\n"


def read(body: str) -> list[tuple[list[str], list[str]]]:
    """Of each item, what it asks and what it gives."""
    found = []
    for item in parse_text(HEAD + body).document.items:
        asked = [leaf.label if isinstance(leaf, Judgement) else leaf.field for leaf in leaves(item.condition)
                 if isinstance(leaf, Leaf | Judgement)]  # fmt: skip
        given = [str(one.amount or one.rate or one.cap) for one in item.benefits]
        found.append((asked, given))
    return found


def test_a_kind_of_money_named_first_is_a_support_of_its_own() -> None:
    items = read("一、对民办养老机构，按每张床位2500元给予建设补贴；运营补贴按实际收住人数每人每月90元补助。")
    assert items == [(["business_domain"], ["2500"]), (["business_domain"], ["90"])]


def test_the_standard_of_the_same_money_is_none() -> None:
    items = read("一、对租用冷库的合作社给予租金补贴，补贴标准为每平方米8元。租金补贴每年最高15万元。")
    assert [given for _, given in items] == [["8"]]


def test_a_line_before_the_points_says_whom_they_are_for() -> None:
    items = read(
        "从2023年3月起，对开展就业见习的见习单位，按以下标准给予补助：\n"
        "1.生活费补助：按当地最低工资标准的65%给予补助。\n2.指导费补助：按每人每月150元给予补助。"
    )
    assert items == [(["开展就业见习的见习单位"], ["0.65"]), (["开展就业见习的见习单位"], ["150"])]


def test_how_long_and_in_what_parts_a_sum_is_paid_is_no_support() -> None:
    items = read(
        "一、补贴标准和期限\n1.补贴标准\n按灵活就业人员实缴养老保险费的40%给予补贴。支付方式：参保满3个月后，支付补贴50%；参保满9个月后，再支付补贴50%。\n"
        "2.补贴期限\n就业困难人员补贴期限最长不超过3年（以首次享受补贴时间为准）。毕业2年内高校毕业生补贴期限最长不超过2年。当年只能申请当年度的补贴。"
    )
    assert [given for _, given in items] == [["0.4"]]


def test_a_ceiling_for_each_of_them_is_no_support() -> None:
    items = read("一、对收购本县茶青的企业，按收购额的3%给予奖励。同一企业同一年度奖励额最高不超25万元。")
    assert len(items) == 1


def test_what_a_heading_hopes_of_others_is_asked_of_nobody() -> None:
    ((asked, _),) = read("（一）引导银行业加大信贷投放力度。对涉农贷款余额同比增长的银行给予10万元奖励。")
    assert not any("引导" in one for one in asked)


def test_whom_it_is_for_is_asked_once() -> None:
    ((asked, _),) = read("一、对符合条件的以自有房屋举办的托育机构，每个托位给予9000元的一次性建设补贴。")
    assert len(asked) == 2
