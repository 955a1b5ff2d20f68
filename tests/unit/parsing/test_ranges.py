"""The range that a fund supports, told under a label or before a list: whoever is in one of its trades may apply."""

from __future__ import annotations

import pytest

from policymatch.conditions import leaves
from policymatch.conditions.nodes import Test
from policymatch.documents import Item
from policymatch.parsing import parse_text

HEAD = "临江县专项资金管理办法\n临江县人民政府\n"
REST = "二、申报条件\n（一）上年度研发费用占营业收入比例不低于5%；\n（二）资产负债率不高于70%。\n三、支持标准\n按研发投入的20%给予补助，最高200万元。"


def trades(text: str) -> list[str]:
    (item,) = parse_text(HEAD + text + "\n").document.items
    return [name for leaf in leaves(item.condition) for name in _domains(leaf)]


def _domains(leaf: object) -> list[str]:
    if not isinstance(leaf, Test) or leaf.field != "business_domain" or not isinstance(leaf.value, tuple):
        return []
    return [str(name) for name in leaf.value]


@pytest.mark.parametrize(
    "section",
    [
        "一、支持领域：人工智能、高端装备、新材料。\n",
        "一、支持领域\n人工智能、高端装备、新材料等战略性新兴产业。\n",
        "一、产业范围\n（一）人工智能；\n（二）高端装备；\n（三）新材料。\n",
        "一、申报领域\n专项资金重点支持下列产业：\n（一）人工智能；\n（二）高端装备；\n（三）新材料。\n",
        "一、产业领域\n本办法支持的产业包括：人工智能、高端装备、新材料。\n",
    ],
)
def test_trades_under_a_label_are_asked_for(section: str) -> None:
    assert trades(section + REST) == ["人工智能", "高端装备", "新材料"]


def test_a_list_of_trades_in_an_article_is_asked_of_all() -> None:
    text = "第四条 专项资金重点支持以下领域：\n（一）新一代信息技术；\n（二）生物医药。\n第五条 对企业研发投入给予10%补助，最高100万元。"
    assert trades(text) == ["新一代信息技术", "生物医药"]


@pytest.mark.parametrize(
    "section",
    [
        "一、支持重点\n（一）优先支持人工智能企业开拓市场；\n（二）优先支持高端装备企业参展。\n",
        "一、支持方向\n（一）支持企业建设研发中心；\n（二）支持企业参加国际展会。\n",
    ],
)
def test_who_comes_first_is_no_range(section: str) -> None:
    assert trades(section + REST) == []


def test_one_of_several_trades_is_enough() -> None:
    text = "一、扶持范围\n专项资金重点扶持下列产业：\n（一）现代物流业；\n（二）科技服务业。\n"
    (item,) = parse_text(HEAD + text + REST + "\n").document.items
    assert isinstance(item, Item)
    assert sum(type(node).__name__ == "Any" for node in getattr(item.condition, "children", ())) == 1
