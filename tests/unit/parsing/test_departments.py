"""Notices and guides of departments: transport, civil affairs, energy, human resources; who the lines below a line are for."""

from __future__ import annotations

from policymatch.conditions.nodes import Judgement, leaves
from policymatch.conditions.nodes import Test as Leaf
from policymatch.parsing import parse_text

HEAD = "云溪县支持服务业发展实施细则\n"


def read(body: str) -> list[tuple[list[str], list[str]]]:
    """Of each item, what it asks and what it gives."""
    found = []
    for item in parse_text(HEAD + body).document.items:
        asked = [leaf.label if isinstance(leaf, Judgement) else leaf.field for leaf in leaves(item.condition)
                 if isinstance(leaf, Leaf | Judgement)]  # fmt: skip
        found.append((asked, [str(one.amount or one.rate or one.cap) for one in item.benefits]))
    return found


def test_a_line_that_ends_in_a_colon_says_whom_the_lines_below_are_for() -> None:
    items = read(
        "（一）新增运力补贴\n年营业收入500万元以上且在交通部门备案的货运企业，在上年末运力的基础上，本年度内：\n"
        "新增货车5辆及以上的，每辆补贴8000元；\n新增货车20辆及以上的，每辆补贴15000元；\n以此类推，每多15辆，每辆补贴增加5000元。\n"
        "（二）升级奖励\n对首次获评4A级物流企业的，奖励20万元。"
    )
    assert [given for _, given in items] == [["8000"], ["15000"], ["200000"]]
    assert all("revenue" in asked and "business_domain" in asked for asked, _ in items[:2])
    assert "revenue" not in items[2][0]


def test_a_line_that_announces_something_else_binds_nobody() -> None:
    items = read("一、申报企业需提交的材料：\n营业执照；\n二、对新建冷库的企业奖励5万元。")
    assert [asked for asked, _ in items] == [["新建冷库的企业"]]


def test_lines_that_open_with_the_name_of_a_support_are_supports() -> None:
    body = "一、养老机构补贴\n建设补贴：新建床位50张以上的，每张补贴4000元。\n运营补贴：按实际入住老人数每人每月补贴150元。"
    assert [given for _, given in read(body)] == [["4000"], ["150"]]
    names = [item.name for item in parse_text(HEAD + body).document.items]
    assert names == ["建设补贴", "运营补贴"]


def test_the_name_of_a_support_before_a_colon_offers_nothing_itself() -> None:
    items = read("一、省级奖补：场地面积达到2000平方米的，给予20万元奖补；场地面积达到5000平方米的，给予50万元奖补。")
    assert [given for _, given in items] == [["200000"], ["500000"]]


def test_an_office_that_pays_each_year_is_no_condition() -> None:
    ((asked, given),) = read("一、对认定为省级孵化基地的单位，所在县区人社部门连续三年每年再给予10万元奖补。")
    assert given == ["100000"]
    assert not any("人社部门" in one for one in asked)


def test_a_short_point_of_one_support_binds_no_other() -> None:
    items = read(
        "一、联动奖励\n1.申报条件\n年营业收入500万元以上的物流企业。\n2.支持标准\n给予10万元奖励。\n"
        "二、平台奖励\n1.申报条件\n（1）平台设备投入300万元以上。\n（2）项目需要通过验收。\n2.支持标准\n给予20万元奖励。"
    )
    assert [any("验收" in one for one in asked) for asked, _ in items] == [False, True]


def test_what_is_counted_is_asked_once_where_the_money_names_it_again() -> None:
    ((asked, _),) = read("一、对新增货车5辆以上的企业，新增货车按每辆1万元的标准补贴。")
    assert len(asked) == 1
