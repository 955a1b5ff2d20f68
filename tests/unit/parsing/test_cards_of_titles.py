"""Cards that tell of a title and of money: points for one of them alone, sorts of a title that build on one another."""

from __future__ import annotations

import pytest

from policymatch.conditions import All, Any, Judgement, Node, Test, leaves
from policymatch.documents import Item
from policymatch.parsing import parse_text

_CARD = (
    "四川省示范茶园评定及奖补\n发文机构\n四川省农业农村厅\n服务对象\n{whom}\n服务内容\n"
    "1．评定。授予示范茶园牌匾。\n2．贷款贴息。按照实际支付利息的50%给予贴息，最高20万元。\n"
    "3．品牌推广补助。举办推介活动的，每场补助5万元。\n条件要求\n{asked}\n时间/频度\n每年一次\n"
)
_SOUGHT = "1．申请认定示范茶园，应当同时具备下列条件：\n（1）证照齐全；\n（2）茶园面积300亩以上。\n"


def items(asked: str, whom: str = "在四川从事茶叶种植的企业、农民专业合作社") -> tuple[Item, ...]:
    """The items of a card."""
    return parse_text(_CARD.format(whom=whom, asked=asked)).document.items


def words(node: Node) -> str:
    """All that a condition quotes."""
    return "；".join(leaf.source.quote for leaf in leaves(node) if leaf.source is not None)


def alternatives(node: Node) -> list[Any]:
    """The alternatives among what a condition asks."""
    return [child for child in node.children if isinstance(child, Any)] if isinstance(node, All) else []


def by_anchor(found: tuple[Item, ...], part: str) -> Item:
    """The item whose passage has the words."""
    return next(item for item in found if item.anchor is not None and part in item.anchor.quote)


@pytest.mark.parametrize(
    "point",
    [
        "2．申请贷款贴息的，应当信用记录良好，贷款未逾期。",
        "2．申请贷款贴息的经营主体，应信用记录良好，贷款未逾期。",
        "2．享受贷款贴息的企业须信用记录良好，贷款未逾期。",
    ],
)
def test_a_point_for_one_support_binds_neither_the_title_nor_the_others(point: str) -> None:
    found = items(_SOUGHT + point)
    assert "信用记录良好" in words(by_anchor(found, "贴息").condition)
    assert "未逾期" in words(by_anchor(found, "贴息").condition)
    assert all(
        "信用记录良好" not in words(item.condition) for item in found if item.anchor and "利息" not in item.anchor.quote
    )


def test_whom_a_card_is_for_binds_its_money_too() -> None:
    found = items(_SOUGHT)
    assert all("农民专业合作社" in words(item.condition) for item in found)
    assert all("证照齐全" not in words(item.condition) for item in found if item.benefits and item.benefits[0].amount)


def test_a_sort_that_builds_on_the_one_before_asks_what_that_asks() -> None:
    found = items(
        _SOUGHT
        + "2．申请认定示范基地的，除符合上述条件外，还应具备研学场所。\n3．有下列情形的，不得申报：\n（1）失信。"
    )
    second = by_anchor(found, "示范基地")
    assert "证照齐全" in words(second.condition)
    assert "研学场所" in words(second.condition)
    assert all("研学场所" not in words(item.condition) for item in found if item is not second)


@pytest.mark.parametrize(
    "sanction",
    [
        "有效期内发生重大事故的，取消等级并摘牌。",
        "弄虚作假骗取奖补的，追回资金，并取消3年申报资格。",
    ],
)
def test_what_happens_afterwards_is_asked_of_nobody(sanction: str) -> None:
    assert all(
        "事故" not in (said := words(item.condition)) and "弄虚" not in said for item in items(_SOUGHT + sanction)
    )


def test_who_has_support_suspended_stays_out() -> None:
    found = items(_SOUGHT + "2．申请贷款贴息的，应信用良好。\n3．连续两年未生产的经营主体，暂停享受补助。")
    judged = [leaf for item in found for leaf in leaves(item.condition) if isinstance(leaf, Judgement)]
    assert any(leaf.label.startswith("不存在") and "未生产" in leaf.label for leaf in judged)


_SUPPORTS = (
    "四川省影视奖补办法\n四川省电影局\n一、支持标准\n（一）影院发展\n新建影院的，每家补助100万元。\n"
    "（二）剧本孵化\n入选选题的剧本，每部资助20万元。\n二、申报条件\n"
)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("1．影院不存在瞒报票房行为（限影院发展类）。\n2．信用良好。", "瞒报"),
        ("1．信用良好。\n2．申报单位应在四川注册；影院项目的申请单位还应持有放映许可。", "放映许可"),
    ],
)
def test_what_is_for_one_support_by_name_spares_the_others(asked: str, said: str) -> None:
    found = parse_text(_SUPPORTS + asked + "\n").document.items
    assert [said in words(item.condition) for item in found] == [True, False]


@pytest.mark.parametrize(
    ("sentence", "trade"),
    [
        ("1．企业应依法纳税，游戏企业还须取得版号。", "游戏"),
        ("1．应当具有出口资质，文化企业还应当纳入文化统计。", "文化"),
    ],
)
def test_what_a_sort_is_asked_besides_does_not_shut_out_the_others(sentence: str, trade: str) -> None:
    (item,) = parse_text(
        "四川省出口奖励\n四川省商务厅\n一、奖励标准\n一次性奖励10万元。\n二、申报条件\n" + sentence
    ).document.items
    cases = alternatives(item.condition)
    told = [leaf for case in cases for leaf in leaves(case) if isinstance(leaf, Test)]
    assert [(leaf.op.value, leaf.value) for leaf in told] == [("has_none", (trade,))]


def test_more_on_top_of_rungs_is_for_those_on_any_of_them() -> None:
    text = "对年营业收入达到1亿元的企业，奖励20万元；达到5亿元的，奖励50万元。新三板挂牌的，在此基础上再奖励10万元。"
    *_, last = parse_text("绵竹市扶持办法\n绵竹市人民政府\n一、支持标准\n" + text + "\n").document.items
    (rungs,) = alternatives(last.condition)
    assert [leaf.value for leaf in leaves(rungs) if isinstance(leaf, Test)] == [100000000, 500000000]


@pytest.mark.parametrize("clause", ["其中企业近三年未亏损", "能够为博士后研究人员提供科研条件"])
def test_a_sign_of_another_word_is_no_size_and_the_served_no_applicants(clause: str) -> None:
    (item,) = parse_text(
        "四川省基地奖励\n四川省科技厅\n一、奖励标准\n一次性奖励10万元。\n二、申报条件\n1．" + clause + "。\n"
    ).document.items
    assert all(
        leaf.field not in ("size", "applicant_identity") for leaf in leaves(item.condition) if isinstance(leaf, Test)
    )
