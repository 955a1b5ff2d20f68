"""Passages become items at the smallest grain, under all that the document demands."""

from __future__ import annotations

from decimal import Decimal

import pytest

from policymatch.conditions import Any, AtLeast, Judgement, leaves, walk
from policymatch.conditions import tests as limits_of
from policymatch.documents import Item
from policymatch.parsing import parse_text

HEAD = "云岭市南湖区促进产业发展若干措施\n"


def items(body: str, *, head: str = HEAD) -> tuple[Item, ...]:
    return parse_text(head + body, name="措施.txt").document.items


def money(item: Item) -> list[tuple[Decimal | None, Decimal | None, Decimal | None]]:
    return [(benefit.amount, benefit.rate, benefit.cap) for benefit in item.benefits]


def facts(item: Item) -> set[tuple[str, str]]:
    return {(test.field, str(test.op)) for test in limits_of(item.condition)}


def values(item: Item, field: str) -> list[object]:
    return [test.value for test in limits_of(item.condition) if test.field == field]


def judged(item: Item) -> str:
    return "；".join(leaf.label for leaf in leaves(item.condition) if isinstance(leaf, Judgement))


# ------------------------------------------------------------ one grant, one item


def test_sentences_that_grant_apart_are_items_of_their_own():
    found = items(
        "第一条 对新认定的高新技术企业，给予20万元奖励。\n第二条 对首次升规的工业企业，给予10万元奖励；对通过贯标认证的企业，给予5万元奖励。"
    )
    assert [money(item)[0][0] for item in found] == [200000, 100000, 50000]


def test_graded_amounts_stay_one_item():
    found = items("第一条 对新认定的国家级、省级企业技术中心，分别给予100万元、50万元奖励。")
    assert len(found) == 1
    assert [amount for amount, _, _ in money(found[0])] == [1000000, 500000]


def test_supports_that_differ_in_level_only_are_grades():
    found = items("第一条 对获得国家级质量奖的企业，给予100万元奖励。对获得省级质量奖的企业，给予50万元奖励。")
    assert len(found) == 1
    assert len(found[0].benefits) == 2
    assert any(isinstance(node, Any) for node in walk(found[0].condition))


def test_a_grade_without_a_giving_word_is_a_grade():
    found = items("第一条 对举办体育赛事的单位给予补助，其中国际级赛事50万元，全国级赛事20万元。")
    assert len(found) == 1


def test_again_takes_over_the_grant_before_it():
    first, second = items("第一条 对新落户的高新技术企业，给予50万元奖励；三年内纳入规模以上统计的，再给予20万元奖励。")
    assert "qualification" in {field for field, _ in facts(second)}
    assert money(second) == [(Decimal(200000), None, None)]
    assert money(first) == [(Decimal(500000), None, None)]


@pytest.mark.parametrize(
    "sentence",
    [
        "第一条 区财政每年安排1亿元专项资金，用于支持产业发展。",
        "第一条 同一项目符合多项政策的，按就高不重复原则给予支持。",
        "第一条 坚持创新驱动，不断加大对科技企业的支持力度。",
        "第一条 见习单位应当每月向见习人员发放不低于2000元的生活补贴。",
        "第一条 对弄虚作假骗取资金的，追回已发放的奖励资金。",
        "第一条 本措施自2024年1月1日起施行，有效期3年。",
        "云岭市产业促进条例\n第一条 市人民政府应当对企业研发给予适当补助。",
    ],
)
def test_what_grants_nothing_is_no_item(sentence):
    assert items(sentence, head="") == ()


# ------------------------------------------------------------ ladders


def test_a_ladder_is_one_item_a_rung():
    found = items("第一条 对上年度营业收入达到5000万元、1亿元、2亿元的企业，分别给予10万元、20万元、30万元奖励。")
    assert [values(item, "revenue") for item in found] == [[50000000], [100000000], [200000000]]
    assert [money(item)[0][0] for item in found] == [100000, 200000, 300000]


@pytest.mark.parametrize(
    ("words", "limits"),
    [
        ("年营业收入不低于1亿元、不低于5亿元、不低于10亿元", [1, 5, 10]),
        ("固定资产投资≥1亿元、≥3亿元", [1, 3]),
        ("年出口额超过1亿元、超过5亿元", [1, 5]),
        ("年产值达到1亿元、不低于5亿元、10亿元以上", [1, 5, 10]),
        ("年纳税额首次突破1亿元、首次突破2亿元", [1, 2]),
        ("研发费用1亿元至2亿元、达到2亿元及以上", [1, 2]),
        ("研发费用不少于1亿元不足2亿元、不少于2亿元不足5亿元、不少于5亿元", [1, 2, 5]),
    ],
)
def test_a_ladder_whose_rungs_say_their_limit_anew(words: str, limits: list[int]):
    sums = [10, 20, 30][: len(limits)]
    found = items(f"第一条 对{words}的企业，分别给予{'、'.join(f'{one}万元' for one in sums)}奖励。")
    lows = [min(test.value for test in limits_of(item.condition)) for item in found]
    assert lows == [one * 100_000_000 for one in limits]
    assert [[one.amount for one in item.benefits] for item in found] == [[one * 10_000] for one in sums]


def test_two_limits_one_below_the_other_are_no_ladder():
    (item,) = items("第一条 对从业人员不低于10人、不高于300人的企业，给予5万元奖励。")
    assert sorted(str(test.op) for test in limits_of(item.condition)) == ["<=", ">="]


def test_ranges_of_a_ladder_keep_both_limits():
    found = items("第一条 对固定资产投资1000万元以上至5000万元、5000万元以上的项目，分别按投资额的5%、8%给予奖励。")
    assert [len(list(limits_of(item.condition))) for item in found] == [2, 1]
    assert [money(item)[0][1] for item in found] == [Decimal("0.05"), Decimal("0.08")]


def test_a_bare_limit_measures_what_the_one_before_it_measures():
    found = items("第一条 对年度纳税额达到500万元的企业，给予10万元奖励；达到1000万元的，给予20万元奖励。")
    assert [values(item, "tax_paid") for item in found] == [[5000000], [10000000]]


def test_a_lead_in_before_a_colon_holds_for_all_behind_it():
    found = items(
        "第一条 新纳入限额以上统计的企业：批发企业年销售额达到1亿元，给予5万元奖励；零售企业年零售额达到5000万元，给予3万元奖励。"
    )
    assert len(found) == 2
    assert all("newly_above_scale" in {field for field, _ in facts(item)} for item in found)


# ------------------------------------------------------------ conditions around the items


def test_what_the_annex_demands_of_everybody_stands_in_each_item_first():
    found = items(
        "第一条 对新认定的高新技术企业，给予20万元奖励。\n第二条 对首次升规的工业企业，给予10万元奖励。\n附则\n"
        "1.本措施所称企业，是指在云岭市注册、具有独立法人资格的企业。房地产企业不享受本措施。\n"
    )
    assert all(next(iter(leaves(item.condition))).source.quote for item in found)
    assert all(("legal_person", "is") in facts(item) for item in found)
    assert all(("industry", "not_in") in facts(item) for item in found)


def test_exclusions_are_turned_round():
    (item,) = items(
        "申报条件\n1.具有独立法人资格。\n2.有下列情形之一的不予支持：被列入经营异常名录的；发生重大安全事故的。\n支持标准\n给予10万元奖励。",
        head="云岭市申报技术改造奖励指南\n",
    )
    known = {test.field: test.value for test in limits_of(item.condition)}
    assert known["legal_person"] is True
    assert known["abnormal_operation"] is False
    assert known["safety_accident"] is False


def test_lists_keep_their_joiner():
    (item,) = items(
        "申报条件\n企业符合下列条件中的两项：\n1.上年度营业收入2000万元以上；\n2.从业人员100人以上；\n3.拥有发明专利3件以上。\n支持标准\n给予10万元奖励。",
        head="云岭市成长型企业奖励申报指南\n",
    )
    (group,) = [node for node in walk(item.condition) if isinstance(node, AtLeast)]
    assert group.count == 2
    assert len(group.children) == 3


def test_a_list_below_a_grant_belongs_to_it():
    (item,) = items(
        "第一条 符合以下条件之一的毕业生，可申请一次性求职补贴，标准为每人3000元："
        "\n（1）属于低保家庭；\n（2）属于残疾人；\n（3）获得国家助学贷款。"
    )
    (group,) = [node for node in walk(item.condition) if isinstance(node, Any)]
    assert len(group.children) == 3


def test_points_of_a_list_that_say_two_things_hold_together():
    (item,) = items(
        "申报条件\n符合以下条件之一：\n1.在职职工50人以上。其中研发人员10人以上。"
        "\n2.上年度营业收入3000万元以上。\n支持标准\n给予10万元奖励。",
        head="云岭市成长奖励申报指南\n",
    )
    (group,) = [node for node in walk(item.condition) if isinstance(node, Any)]
    assert len(group.children) == 2


def test_conditions_of_titled_groups_go_to_the_items_they_name():
    found = items(
        "服务内容\n1.精品演出\n给予50%的场租补贴，最高不超过30万元。\n2.线上演艺\n资助额度不超过200万元。\n条件要求\n1.申报项目应符合以下基本条件：\n（1）在云岭市注册；\n"
        "（2）具有独立法人资格。\n2.精品演出\n（1）安排不少于2场演出。\n3.线上演艺\n（1）演播剧目不少于20个。\n",
        head="云岭市演艺项目资助办法\n",
    )
    assert len(found) == 2
    limits = [[str(value) for value in values(item, "declared_number")] for item in found]
    assert limits == [["2"], ["20"]]
    assert all(("legal_person", "is") in facts(item) for item in found)


def test_kinds_of_applicant_for_one_support_are_items():
    found = items(
        "服务内容\n1.创新券每年使用额度不超过50万元。\n条件要求\n1.中小企业在领取创新券时，须同时满足以下条件：\n（1）职工总数不超过500人。\n"
        "2.创业团队在领取创新券时，须同时满足以下条件：\n（1）主要成员为在校学生。\n",
        head="云岭市创新券实施办法\n",
    )
    assert len(found) == 2
    assert [bool(values(item, "employees")) for item in found] == [True, False]


def test_a_recognition_is_an_item_and_supports_of_the_recognised_stand_apart():
    found = items(
        "服务内容\n1.在示范基地内新建公共服务平台的项目，按投资额的30%给予支持。\n条件要求\n申报示范基地，应当符合以下条件：\n（1）依法注册的法人单位；\n（2）运营满2年。\n",
        head="云岭市创业示范基地认定及支持办法\n",
    )
    assert len(found) == 2
    (recognition,) = [item for item in found if item.name.endswith("认定")]
    (support,) = [item for item in found if item is not recognition]
    assert ("years_established", ">=") in facts(recognition)
    assert ("years_established", ">=") not in facts(support)


def test_blocks_with_labels_of_their_own_are_items():
    found = items(
        "1、创业资助\n补贴条件：\n（1）登记注册满6个月。\n补贴标准：10000元。\n补贴期限：一次性。\n2、租金补贴\n补贴条件：\n（1）租赁场地用于经营。\n补贴标准：每年6000元。\n",
        head="云岭市创业补贴清单\n",
    )
    assert [money(item)[0][0] for item in found] == [10000, 6000]
    assert [item.name for item in found] == ["创业资助", "租金补贴"]


def test_a_goal_says_who_where_the_grant_does_not():
    (item,) = items("第一条 鼓励科技企业孵化器面向社会提供检验检测服务。按其实际收入的5%给予奖励，最高不超过50万元。")
    assert values(item, "qualification") == [("科技企业孵化器",)]


def test_terms_are_explained_where_they_are_used():
    (item,) = items(
        "第一条 对高成长企业，给予20万元奖励。\n附则\n1.本措施所称高成长企业，是指上年度营业收入5000万元以上的企业。\n"
    )
    assert values(item, "revenue") == [50000000]


def test_a_promise_binds_every_item():
    found = items(
        "第一条 对新认定的高新技术企业，给予20万元奖励。\n第二条 对升规企业给予10万元奖励。\n第三条 企业应承诺享受扶持后10年内不迁出我区。"
    )
    assert len(found) == 2
    assert all("不迁出" in judged(item) for item in found)


def test_alternatives_after_a_list_are_alternatives():
    (item,) = items(
        "申报条件\n申报单位应符合以下条件：\n（1）运营满3年；\n（2）入驻企业20家以上。\n此外，新设立且获得省级以上众创空间认定的也可申报。\n支持标准\n给予50万元奖励。",
        head="云岭市众创空间奖励申报指南\n",
    )
    assert any(isinstance(node, Any) for node in walk(item.condition))


@pytest.mark.parametrize("verb", ["认定为", "评定为", "命名为"])
def test_a_title_that_one_may_apply_for_is_a_grant(verb: str) -> None:
    found = items(
        f"第一条 连续两年接收见习人员超过50人的基地，可申请{verb}“云岭市就业见习示范基地”，并按每人200元给予补贴。"
    )
    assert found
    assert "50" in str([limit.value for limit in limits_of(found[0].condition)])
