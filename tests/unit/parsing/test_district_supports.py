"""Supports of districts told side by side: whom a second one takes over, words explained beside others, papers behind their heading."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from policymatch.conditions import Any, Judgement, leaves, walk
from policymatch.conditions import tests as limits_of
from policymatch.documents import Item
from policymatch.parsing import parse_text

HEAD = "芜湖市鸠江区推动产业发展若干政策\n芜湖市鸠江区人民政府\n"


def items(body: str) -> tuple[Item, ...]:
    return parse_text(HEAD + body, name="政策.txt").document.items


def values(item: Item, field: str) -> list[object]:
    return [test.value for test in limits_of(item.condition) if test.field == field]


def judged(item: Item) -> list[str]:
    return [leaf.label for leaf in leaves(item.condition) if isinstance(leaf, Judgement)]


# ------------------------------------------------------------ whom a second support takes over


@pytest.mark.parametrize(
    "second",
    ["购置新能源货车5辆以上的，每辆补助2万元", "牵头制定国家标准的，每项奖励20万元", "取得银行贷款的，按利息的30%贴息"],
)
def test_another_deed_is_for_the_kind_not_for_its_limit(second: str) -> None:
    first, other = items(f"一、年营业收入1亿元以上的物流企业，奖励10万元；{second}。")
    assert values(first, "revenue") == [Decimal(100_000_000)]
    assert values(other, "revenue") == []
    assert values(other, "business_domain") == [("物流",)]


@pytest.mark.parametrize(
    "row",
    [
        "实缴资本1亿元以上的物流企业，租用办公用房的，按租金的50%补助；购置办公用房的，给予购房款5%的补助",
        "实缴资本1亿元以上的物流企业，奖励100万元；其高管年薪50万元以上的，奖励5万元",
    ],
)
def test_a_limit_before_two_deeds_or_spoken_of_again_holds_for_both(row: str) -> None:
    assert [values(item, "paid_in_capital") for item in items(f"一、{row}。")] == [[Decimal(100_000_000)]] * 2


# ------------------------------------------------------------ words that a document explains


def test_each_explained_word_ends_where_the_next_begins() -> None:
    (item,) = items(
        "一、年纳税200万元以上的共建企业，奖励30万元。\n二、附则\n"
        "“共建企业”指牵头组建产业联盟的制造业企业，“配套企业”指未列入的制造业企业。"
    )
    assert values(item, "industry") == [("制造业",)]
    assert not any("未列入" in label for label in judged(item))
    assert "qualification" not in {test.field for test in limits_of(item.condition)}


def test_enterprises_above_scale_are_a_field_however_explained() -> None:
    (item,) = items(
        "一、亩均税收达到30万元的规上工业企业，奖励30万元。\n二、附则\n“规上工业企业”指列入统计联网直报平台的工业企业。"
    )
    assert values(item, "above_scale") == [True]
    assert judged(item) == []


@pytest.mark.parametrize(("said", "op"), [("“突破”不含本数", ">"), ("“突破”含本数", ">=")])
def test_a_document_says_whether_what_is_broken_through_counts(said: str, op: str) -> None:
    (item,) = items(f"一、年产值突破1亿元的企业，奖励10万元。\n二、附则\n本政策所称{said}。")
    assert [test.op.value for test in limits_of(item.condition) if test.field == "output_value"] == [op]


# ------------------------------------------------------------ what decides nothing, and where taxes go


def test_that_one_may_apply_and_what_clauses_say_otherwise_is_no_condition() -> None:
    (item,) = items(
        "一、适用对象\n凡在鸠江区注册的制造业企业，均可按本政策申请奖补；条款另有规定的，从其规定。\n"
        "二、支持措施\n1.对购置设备的企业，奖励10万元。\n三、附则\n单家企业年度奖补总额不超过其当年地方贡献。"
    )
    assert judged(item) == ["购置设备的企业"]


@pytest.mark.parametrize(
    "words", ["税收解缴入鸠江区库的", "税款缴入本区国库的", "税收归鸠江区区级金库的", "财政收入入本区库的"]
)
def test_the_treasury_that_takes_the_taxes_is_where_they_are_paid(words: str) -> None:
    (item,) = items(f"一、{words}建筑企业，奖励5万元。")
    assert len(values(item, "tax_region")) == 1


# ------------------------------------------------------------ papers behind their heading


@pytest.mark.parametrize(
    "row",
    [
        "申报材料。1.资金申请表（一式三份）；2.营业执照复印件；3.购机发票（奖补类提供）。",
        "申请材料。①资金申请表；②营业执照复印件；③购机发票。",
        "申报资料。资金申请表、营业执照复印件、购机发票各一份。",
        "所需材料　1、资金申请表；2、营业执照复印件；3、购机发票。",
    ],
)
def test_papers_in_the_line_of_their_heading(row: str) -> None:
    (item,) = items(
        f"一、支持标准\n购置农机的农场，每家补助2万元。\n二、申报兑现\n（一）{row}\n（二）审核。区局审核后拨付。"
    )
    assert item.materials == ("资金申请表", "营业执照", "购机发票")


# ------------------------------------------------------------ who stays out


@pytest.mark.parametrize(
    "words",
    [
        "同一展会已享受市级其他政策补助的，不再重复补助。",
        "同一项目已获得上级财政资金支持的，本级不再给予补助。",
        "已享受市级同类政策的活动，不再重复奖励。",
        "同一事项已享受区级及以上财政补助的，不重复享受。",
    ],
)
def test_what_others_have_paid_for_already_is_asked_of_all(words: str) -> None:
    (item,) = items(f"一、对购置设备的企业，奖励10万元。\n二、附则\n{words}")
    assert values(item, "already_funded") == [False]


@pytest.mark.parametrize(
    "words",
    [
        "同一事项符合多个条款的，按就高原则享受，不得重复补助。",
        "同一项目已享受第三条补助的，不再享受第四条补助。",
        "已享受“一事一议”政策的企业，不再重复享受本政策。",
    ],
)
def test_how_supports_go_together_asks_nothing(words: str) -> None:
    (item,) = items(f"一、对购置设备的企业，奖励10万元。\n二、附则\n{words}")
    assert values(item, "already_funded") == []


@pytest.mark.parametrize(
    ("row", "wide"),
    [
        ("农业建设用房、邮轮旅游项目不适用本政策", "旅游"),
        ("人才招聘会、以零售为主的展销会不适用本政策", "零售业"),
        ("由财政出资的会议，农业年会、内部培训活动不享受本政策", "农业"),
    ],
)
def test_each_of_a_row_is_shut_out_as_it_is_named(row: str, wide: str) -> None:
    (item,) = items(f"一、对购置设备的企业，奖励10万元。\n二、附则\n{row}。")
    trades = [test.value for test in limits_of(item.condition) if test.field in ("industry", "business_domain")]
    assert (wide,) not in trades
    assert len(list(leaves(item.condition))) == 1 + len(re.split("[、，]", row))


def test_a_trade_shared_by_a_row_still_shuts_out_the_trade() -> None:
    (item,) = items("一、对购置设备的企业，奖励10万元。\n二、附则\n从事房地产开发、类金融业务的企业不适用本政策。")
    assert values(item, "business_domain") == [("房地产开发", "类金融")]


# ------------------------------------------------------------ who counts as what, kind by kind

STANDARDS = (
    "一、总部企业认定标准（2021年1月1日以后在本区设立）：\n"
    "（一）综合型总部：实缴资本不少于5000万元，上年度营业收入5亿元以上。\n"
    "（二）成长型总部：职工人数50人以上，并具备下列条件中的两项：\n"
    "1.上年度营业收入8000万元以上；\n2.有效发明专利10件以上；\n3.上年度纳税额200万元以上。\n"
    "二、对总部企业，给予以下扶持：\n"
)


def test_a_support_is_for_the_kind_it_names() -> None:
    large, growing = items(
        f"{STANDARDS}（一）综合型总部按其地方财政贡献的80%给予奖励。\n（二）成长型总部按其地方财政贡献的60%给予奖励。"
    )
    assert values(large, "paid_in_capital") == [Decimal(50_000_000)]
    assert values(large, "employees") == []
    assert values(growing, "employees") == [Decimal(50)]
    assert values(growing, "paid_in_capital") == []


def test_a_support_for_all_kinds_is_for_any_of_them() -> None:
    (item,) = items(f"{STANDARDS}（一）租赁办公用房的，按租金的50%补助。")
    assert any(isinstance(node, Any) and len(node.children) == 2 for node in walk(item.condition))


def test_who_is_recognised_by_another_measure_need_not_meet_the_standards() -> None:
    items_found = items(
        f"{STANDARDS}（一）租赁办公用房的，按租金的50%补助。\n"
        "三、本区企业上年度营业收入3亿元以上的，可认定为存量企业，给予地方贡献增量60%的奖励。"
    )
    assert values(items_found[-1], "paid_in_capital") == []


# ------------------------------------------------------------ figures and what they are counted with


@pytest.mark.parametrize("note", ["不含房地产业、建筑业", "剔除批发业", "含建筑业"])
def test_what_a_figure_is_counted_without_is_no_trade(note: str) -> None:
    first, second = items(f"一、商务楼宇年税收（{note}）首次达到3000万元、5000万元的，分别奖励10万元、30万元。")
    for item, limit in ((first, 30_000_000), (second, 50_000_000)):
        assert values(item, "industry") == []
        assert values(item, "declared_number") == [Decimal(limit)]


def test_a_bracket_behind_whom_it_is_for_leaves_out_a_trade() -> None:
    (item,) = items("一、工业企业（不含采矿业）年产值达到1亿元的，奖励10万元。")
    assert values(item, "industry") == [("采矿业",)]


@pytest.mark.parametrize(
    "words",
    [
        "地方财政贡献比上年增长10%以上的部分",
        "地方财政贡献较上年增量超过10%的部分",
        "地方财政贡献同比增长超过10%的新增部分",
    ],
)
def test_growth_beyond_which_money_is_given_is_asked_for(words: str) -> None:
    (item,) = items(f"一、对规上企业{words}，给予60%的奖励。")
    (grown,) = [test for test in limits_of(item.condition) if test.field == "declared_number"]
    assert grown.value == Decimal("0.1")
    assert grown.period is None


def test_a_ceiling_of_what_counts_asks_nothing() -> None:
    (item,) = items("一、个体工商户年应纳税所得额不超过200万元的部分，减半征收个人所得税。")
    assert values(item, "taxable_income") == []


@pytest.mark.parametrize(
    "words",
    [
        "书面承诺自享受扶持之日起10年内不将注册地、税收关系迁出本区",
        "承诺三年内不变更经营范围",
        "承诺获得补助后5年内不外迁",
    ],
)
def test_a_promise_is_kept_whole(words: str) -> None:
    (item,) = items(f"一、申报条件\n（一）财务制度健全；\n（二）{words}。\n二、支持标准\n购置设备的企业，奖励5万元。")
    assert words in judged(item)


def test_a_limit_that_a_share_is_raised_to_is_no_share_of_money() -> None:
    (item,) = items("一、楼宇入驻率提高到85%以上的，按新增入驻面积每平方米30元给予奖励，最高50万元。")
    assert [(benefit.amount, benefit.rate) for benefit in item.benefits] == [(Decimal(30), None)]


def test_how_much_of_a_loan_counts_is_no_ceiling_of_the_interest() -> None:
    (item,) = items("一、用于农业生产的贷款，按年利率2%给予贴息，每户贴息贷款额度不超过300万元。")
    assert [(benefit.rate, benefit.cap) for benefit in item.benefits] == [(Decimal("0.02"), None)]


def test_a_page_that_shortens_the_issuer_does_not_hide_the_title() -> None:
    document = parse_text(
        "发布机构：区发改局\n芜湖市鸠江区发展和改革局 芜湖市鸠江区财政局\n关于印发《楼宇扶持办法》的通知\n"
        "一、购置设备的企业，奖励5万元。"
    ).document
    assert document.issuers == ("芜湖市鸠江区发展和改革局", "芜湖市鸠江区财政局")


def test_whom_a_chapter_means_by_a_word_is_asked_where_the_word_stands() -> None:
    building, plain = items(
        "第一章 楼宇经济\n第一条 本章所称商务楼宇，是指地上商务面积不少于5000平方米的单体建筑。\n"
        "第二条 存量商务楼宇引进企业20家以上的，奖励30万元。\n第三条 年纳税200万元以上的企业，奖励2万元。"
    )
    assert Decimal(5000) in values(building, "declared_number")
    assert values(plain, "declared_number") == []


def test_what_is_measured_is_no_applicant_however_explained() -> None:
    (item,) = items(
        "一、展览面积在5000平方米以上的展会，奖励3万元。\n二、附则\n本政策所称展览面积，是指馆内展位及通道面积，以审计报告为准。"
    )
    assert not any("审计" in label or "通道" in label for label in judged(item))


@pytest.mark.parametrize("span", ["2022年1月1日至3月31日期间", "2022年1月至3月"])
def test_those_hired_between_two_days_are_new(span: str) -> None:
    (item,) = items(f"一、{span}新招用员工30人以上的企业，奖励3万元。")
    assert values(item, "new_hires") == [Decimal(30)]


@pytest.mark.parametrize("give", ["另附", "提供", "还需提供", "附"])
def test_papers_of_those_who_ask_for_one_thing(give: str) -> None:
    (item,) = items(
        "一、购置农机的农场，每家补助2万元。\n二、申报材料\n1.资金申请表；\n"
        f"2.申请农机补助的，{give}购机发票、农机照片；\n3.承诺书。"
    )
    assert item.materials == ("资金申请表", "购机发票", "农机照片", "承诺书")
