"""Demands in the lists of portal cards: what is reckoned or declared for some, who finds a case, which of two is the more."""

from __future__ import annotations

import pytest

from tests.cards import fields, items, judged


@pytest.mark.parametrize(
    "sentence",
    [
        "因事业单位改制重新登记的，登记时间可与改制前连续计算。",
        "由个体工商户转为企业的，成立时间可连续计算。",
        "因分立、合并重新设立的企业，成立年限可自原企业成立之日起计算。",
        "正在申请其他财政资金资助的项目，需提前予以申明。",
        "已享受其他财政补助的企业，应在申报时予以说明。",
        "同时申报多个项目的，应在申请表中注明。",
    ],
)
def test_what_is_reckoned_or_declared_for_some_asks_nothing(sentence: str) -> None:
    (item,) = items("给予最高10万元补助。", f"1．信用良好。\n2．{sentence}")
    assert judged(item.condition) == ["信用良好"]


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("在本市注册满1年的，注册时间自领取营业执照之日起计算。", {"registered_region", "years_established"}),
        ("由个体工商户转为企业，且年营业收入不低于500万元。", {"revenue"}),
    ],
)
def test_a_demand_before_such_words_is_kept(sentence: str, asked: set[str]) -> None:
    (item,) = items("给予最高10万元补助。", f"1．信用良好。\n2．{sentence}")
    assert fields(item.condition) >= asked


def test_goods_must_bear_their_place() -> None:
    (item,) = items("给予最高10万元补助。", "1．信用良好。\n2．产品包装应标注产地。")
    assert judged(item.condition) == ["信用良好", "产品包装应标注产地"]


@pytest.mark.parametrize("found_by", ["经评审", "经有关部门核查", "经专家论证", "一经查实"])
def test_who_finds_a_case_is_no_case(found_by: str) -> None:
    (item,) = items(
        "给予最高10万元补助。", f"有下列情形的不予支持：{found_by}，项目实际投资额小于20万元的；弄虚作假的。"
    )
    assert fields(item.condition) == {"project_investment"}
    assert judged(item.condition) == ["不存在：弄虚作假"]


@pytest.mark.parametrize(
    "demand",
    [
        "新建门店数量应大于（不含等于）闭店数量",
        "新设网点数须多于撤并网点数",
        "新建项目投资额应高于原有项目",
        "实际到位资金应大于申请补助金额",
        "自筹资金须高于申请资助金额",
    ],
)
def test_which_of_two_is_the_more_is_one_demand(demand: str) -> None:
    (item,) = items("给予最高10万元补助。", f"1．信用良好。\n2．{demand}。")
    assert judged(item.condition) == ["信用良好", demand]


def test_a_new_thing_of_a_size_is_measured() -> None:
    (item,) = items("给予最高10万元补助。", "1．新建冷库面积应大于500平方米。")
    assert fields(item.condition) == {"premises_area"}


@pytest.mark.parametrize("demand", ["对接第三方平台开展业务", "对标国际标准改造产线", "具有跨境电子商务经营实绩"])
def test_no_word_is_cut_in_two(demand: str) -> None:
    (item,) = items("给予最高10万元补助。", f"1．信用良好。\n2．{demand}。")
    assert judged(item.condition) == ["信用良好", demand]
