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
    assert items == [(["民办", "business_domain"], ["2500"]), (["民办", "business_domain"], ["90"])]


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


def test_a_share_of_whom_it_is_for_is_no_money_and_lends_its_measure() -> None:
    items = read(
        "一、对新发生小微企业贷款担保额占担保总额不足60%的融资担保机构，给予不超过1%的补贴；占比60-85%（不含）的，给予不超过1.1%的补贴；占比85%及以上的，给予不超过1.4%的补贴。"
    )
    assert [given for _, given in items] == [["0.01"], ["0.011"], ["0.014"]]
    assert [asked.count("declared_number") for asked, _ in items] == [1, 2, 1]


def test_a_limit_of_business_supported_is_whom_it_is_for() -> None:
    items = read(
        "一、对融资担保机构首次贷款担保业务，给予2‰的奖励；对融资担保机构担保费率不超过1%的担保业务，给予3‰的奖励。"
    )
    assert [given for _, given in items] == [["0.002"], ["0.003"]]
    assert "declared_number" in items[1][0]


def test_what_comes_on_top_is_for_those_before() -> None:
    items = read(
        "一、对年接待过夜游客1万人次以上的旅行社给予1万元奖励。在此基础上，每增加5000人次增加奖励5000元，最高奖励限每家8万元。如人均停留3天以上的，在以上奖励基础上每家再增加奖励1万元。"
    )
    assert [asked.count("declared_number") for asked, _ in items] == [1, 2]
    assert "80000" not in items[0][1]


def test_a_rung_limits_what_is_counted_in_its_unit() -> None:
    first, second = parse_text(
        HEAD + "一、年开放超过150天，参观人数超过2000人次的，每年补助1万元；超过8000人次的，每年补助3万元。"
    ).document.items
    limits = [str(leaf.label) for leaf in leaves(second.condition) if isinstance(leaf, Leaf)]
    assert limits == ["年开放天数", "参观人数"]
    assert first.benefits[0].amount == 10000


def test_whom_they_assess_is_whom_it_is_for() -> None:
    ((asked, _),) = read("一、对民办博物馆每年开展绩效评估，分别予以2—5万元的奖励。")
    assert asked


def test_more_for_a_higher_grade_belongs_to_the_grades() -> None:
    assert len(read("一、对新评为3A、4A级的物流企业，分别给予8万元、15万元奖励。对升级企业给予级差奖励。")) == 1


def test_points_that_are_sorts_with_sums_are_one_support() -> None:
    items = read("一、青年租房补贴标准\n1.博士：900元/人·月\n2.硕士：700元/人·月\n3.租金低于标准的，按实际租金补贴。")
    assert [given for _, given in items] == [["900", "700"]]


def test_an_aim_that_goes_on_binds_nobody() -> None:
    ((asked, _),) = read(
        "一、逐步完善以配送枢纽为基础，以村级站点为支撑的物流体系，支持在农村延伸线路，新建、改造网点，对运营村级网点的企业每年每个网点补贴1500元。"
    )
    assert asked == ["运营村级网点的企业"]


def test_a_sum_each_time_it_is_done_is_money() -> None:
    ((asked, given),) = read("一、对农村快递配送企业，进行每单0.4元的补贴。")
    assert given == ["0.4"]
    assert "declared_number" not in asked


def test_kinds_of_applicants_in_points_are_alternatives() -> None:
    items = parse_text(
        HEAD
        + "一、奖励对象\n（一）依法注册，并组织外地客源来县旅游的旅行社及分社。\n（二）在县内承办会议活动的承办方。\n（三）组织研学团队的教育机构。\n"
        "二、奖励标准\n旅行社组织游客达到300人次以上的，给予20元/人的奖励。"
    ).document.items
    assert any(type(child).__name__ == "Any" for child in getattr(items[0].condition, "children", ()))


def test_the_highest_of_several_honours_is_no_support() -> None:
    assert (
        len(read("一、对获得省著名商标的企业奖励4万元。同一产品在同一年度内获得不同等级荣誉的，以最高等级荣誉奖励。"))
        == 1
    )


OPINION = "关于发展托育服务的实施意见\n二、重点任务\n（一）扩大供给。"


def titles(body: str) -> list[str]:
    """The openings of the items of an opinion."""
    return [item.anchor.quote[:12] for item in parse_text(OPINION + body).document.items if item.anchor]


def test_what_lower_authorities_may_add_is_no_support() -> None:
    assert titles("各县（市、区）可结合实际制定配套政策，对托育机构租赁场地给予适当补助。") == []


def test_a_wish_that_others_offer_for_nothing_is_no_support() -> None:
    assert titles("鼓励商业综合体免费提供场地。引导物业企业低价开放闲置用房。") == []


def test_what_lenders_are_hoped_to_do_binds_nobody() -> None:
    ((asked, _),) = read(
        "一、引导金融机构开发适合托育行业特点的信贷产品，对符合条件的托育机构，给予最高200万元的创业担保贷款。"
    )
    assert not any("引导" in one or "信贷产品" in one for one in asked)


def test_what_some_get_besides_is_for_those_before() -> None:
    first, second = read(
        "一、对年检合格的普惠性民办园，按每生每年400元给予补助。利用自有房产举办的，另按每生每年90元给予补助。"
    )
    assert first[0][0] in second[0]


def test_a_name_that_two_words_make_is_no_place() -> None:
    assert parse_text("关于发展康养产业的意见\n一、对纳入医保定点的护理院，给予8万元补助。").document.region is None


def test_a_ceiling_of_what_lenders_set_is_offered() -> None:
    ((asked, given),) = read(
        "一、对新招用登记失业人员6人以上的小微企业，经办银行根据招用人数合理确定创业担保贷款额度，最高不超过120万元。"
    )
    assert given == ["1200000"]
    assert not any("经办银行" in one for one in asked)
