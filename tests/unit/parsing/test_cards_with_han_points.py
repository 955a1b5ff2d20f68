"""Cards of a policy portal whose supports are counted 一、二、, sought titles beside money, rows of sums with a line behind."""

from policymatch.conditions.nodes import Any
from tests.cards import fields, items, judged


def test_the_label_behind_the_last_chapter_of_a_card_is_the_cards() -> None:
    found = items(
        "一、仓储改造。对改造仓库的，补助10万元。\n二、车辆更新。对购置货车的，补助5万元。\n三、畅通信息。常态化发布行情。",
        "1．申报企业注册资本100万元以上。\n2．房地产企业不在支持范围内。",
    )
    assert len(found) == 2
    assert all({"registered_capital", "industry"} <= fields(item.condition) for item in found)


def test_a_title_given_with_money_is_asked_of_nobody() -> None:
    [item] = items("对通过评审的街区授予“绵竹夜市街区”称号，有效期三年，给予20万元奖励。")
    assert "qualification" not in fields(item.condition)
    assert not any("有效期" in label for label in judged(item.condition))
    [held] = items("对被市政府授予“绵竹夜市街区”称号的运营企业，给予20万元奖励。")
    assert "qualification" in fields(held.condition)


def test_whom_a_sought_title_is_for_does_not_bind_the_other_supports() -> None:
    sought, other, third = items(
        "1．夜市街区培育。对通过评审的街区授予“绵竹夜市街区”称号，奖励20万元。\n2．连锁门店。对新开门店的，奖励5万元。\n3．直播活动。对举办直播的，补助3万元。",
        "（一）基本条件\n申报单位应注册资本100万元以上。\n（二）申报绵竹夜市街区的，还应满足：\n1．经营面积不少于2000平方米；\n2．有专业运营团队。",
    )[:3]
    assert "premises_area" in fields(sought.condition)
    for item in (other, third):
        assert "premises_area" not in fields(item.condition)
        assert "registered_capital" in fields(item.condition)


def test_who_serves_others_goes_on_behind_a_comma() -> None:
    [item] = items("对为本市农户提供贷款担保，且年化费率不超过1%的担保机构，按照担保额的0.5%给予奖补。")
    assert [str(benefit.type) for benefit in item.benefits] == ["rate"]
    assert "declared_number" in fields(item.condition)


def test_how_long_it_is_paid_does_not_part_the_ceiling_from_its_share() -> None:
    [item] = items(
        "对发行债券的企业，按票面利息的20%给予补贴。每笔补贴期限最长不超过3年，单家企业每年补贴不超过100万元。"
    )
    assert [str(benefit.cap) for benefit in item.benefits if benefit.rate] == ["1000000"]
    assert len(item.benefits) == 1


def test_a_line_behind_rows_of_sums_does_not_part_them() -> None:
    [item] = items(
        "（一）对牵头制定标准的，分别给予补助：\n国际标准，每项不超过50万元；\n国家标准，每项不超过20万元。\n多家单位共同制定的，由排名最前的一家申请。"
    )
    assert [benefit.cap for benefit in item.benefits] == [500000, 200000]


def test_what_is_asked_goes_on_before_who_stays_out() -> None:
    [item] = items("对转让技术的，补助10万元。", "企业应单独核算转让所得，合理分摊费用，未单独核算的不得享受。")
    assert "合理分摊费用" in judged(item.condition)


def test_what_districts_may_add_is_no_support_of_the_document() -> None:
    [item] = items("对国家级试点给予30万元补助。市级试点由所在区酌情给予支持。")
    assert [benefit.amount for benefit in item.benefits] == [300000]


def test_a_point_that_opens_with_or_is_an_alternative_to_the_one_before_it() -> None:
    [item] = items(
        "对转让技术的，补助10万元。",
        "企业应符合下列条件：\n（1）已在发改部门备案；\n（2）或者在证监部门完成登记；\n（3）注册资本100万元以上。",
    )
    either = [one for one in getattr(item.condition, "children", ()) if isinstance(one, Any)]
    assert [len(one.children) for one in either] == [2]
    assert "registered_capital" in fields(item.condition)


def test_a_certain_part_of_a_zone_is_not_the_whole_area() -> None:
    [item] = items("在开发区特定区域内注册的企业，给予10万元奖励。")
    assert "registered_region" not in fields(item.condition)
