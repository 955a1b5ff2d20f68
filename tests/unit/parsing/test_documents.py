"""Whole documents of our own, as several cities would write them."""

from __future__ import annotations

import pytest

from policymatch.conditions import leaves
from policymatch.conditions.nodes import Test
from policymatch.documents import Item
from policymatch.parsing import parse_text

HEAD = "海州市示范支持措施\n发文机构\n广州市科学技术局\n发布日期\n2023-05-06\n"


def items(body: str) -> tuple[Item, ...]:
    """The items of a card."""
    return parse_text(HEAD + body).document.items


def fields(item: Item) -> set[str]:
    """The fields of its condition."""
    return {leaf.field for leaf in leaves(item.condition) if isinstance(leaf, Test)}


def test_a_page_that_holds_its_text_twice_is_read_once() -> None:
    body = "".join(
        f"{number}．对年度营业收入首次达到{number}亿元以上的软件企业，经区政府认定后，给予企业一次性奖励{number}0万元，由区财政局安排资金。\n"
        for number in range(1, 15)
    )
    card = "服务对象\n本市注册的软件企业\n服务内容\n" + body
    assert len(items(card)) == len(items(card + card)) == 14


def test_who_comes_first_is_no_support_of_its_own() -> None:
    (item,) = items(
        "服务对象\n本市注册的外贸企业\n服务内容\n1．支持重点\n（1）优先支持拥有自主品牌的企业参加展会；\n（2）优先支持面向新兴市场的拓展。\n"
        "2．支持标准\n对支出金额大于1万元（含1万元）的项目，支持比例一般为50%，拓展新兴市场的支持比例可提高到70%；"
        "每个企业项目支持金额最高不超过30万元；\n每家企业当年累计获得市场开拓资金支持最多不超过100万元。\n"
    )
    assert {str(benefit.rate) for benefit in item.benefits if benefit.rate} == {"0.5", "0.7"}
    spent = [leaf for leaf in leaves(item.condition) if isinstance(leaf, Test) and leaf.field == "declared_number"]
    assert [str(leaf.value) for leaf in spent] == ["10000"]


def test_sorts_of_applicants_with_a_sum_each_are_one_support() -> None:
    (item,) = items(
        "服务对象\n参加失业保险的用人单位\n返还标准\n大型企业按上年度实际缴纳失业保险费的30%返还，中小微企业按60%返还。\n条件要求\n上年度未裁员。\n"
    )
    assert [str(benefit.rate) for benefit in item.benefits] == ["0.3", "0.6"]
    sizes = [leaf.value for leaf in leaves(item.condition) if isinstance(leaf, Test) and leaf.field == "size"]
    assert sizes == [("大型",), ("中型", "小型", "微型")]


def test_labels_in_brackets_open_the_parts_of_a_card() -> None:
    (item,) = parse_text(
        "番禺区支持楼宇改造项目\n【政策依据】《楼宇经济办法》\n【发文机关】广州市番禺区商务局\n【发布日期】2023年8月1日\n"
        "【支持对象】在番禺区注册并纳税的楼宇运营单位\n【支持标准】按核定投资额的30%给予补助，最高300万元。\n【条件要求】入驻率不低于70%。\n"
    ).document.items
    assert {"registered_region", "tax_region", "declared_number"} <= fields(item)


def test_a_window_in_one_card_binds_none_of_the_others() -> None:
    first, second = parse_text(
        "2025年常山县惠企政策清单\n一、技改补助\n扶持对象：规模以上工业企业\n扶持标准：按设备投入的15%补助，最高100万元。\n申报时间：2025年5月1日-6月30日\n"
        "二、股改奖励\n扶持对象：完成股份制改造的企业\n扶持标准：一次性奖励50万元。\n"
    ).document.items
    assert first.window.closes_on is not None
    assert second.window.closes_on is None


def test_each_support_has_the_conditions_stated_under_its_name() -> None:
    rules = parse_text(
        "滨湖区高新技术企业培育实施细则\n第二章 资助条件\n第四条 资助项目分为以下两类：\n（一）首次认定资助。上一年度首次获得国家高新技术企业证书。\n"
        "（二）研发投入资助。研发费用占营业收入比例达到5%以上。\n第三章 资助标准\n第五条 首次认定资助，一次性给予15万元资助。\n"
        "第六条 研发投入资助，按照上一年度研发费用加计扣除额的5%给予资助，单个企业每年最高100万元。\n"
    ).document.items
    assert [item.name for item in rules] == ["首次认定资助", "研发投入资助"]
    assert [fields(item) & {"qualification", "rd_ratio"} for item in rules] == [{"qualification"}, {"rd_ratio"}]
    (benefit,) = rules[1].benefits
    assert (str(benefit.rate), str(benefit.cap)) == ("0.05", "1000000")


@pytest.mark.parametrize(
    "text",
    [
        "海州县商务局关于2024年度促消费补助资金拟补助名单的公示\n根据有关办法，现将名单公示如下：\n一、首店补助：甲餐饮有限公司20万元。\n公示时间：2025年1月6日至1月10日。\n",
        "海州市2025年政府工作报告\n过去一年，兑现惠企资金12.5亿元，惠及企业8600家。\n支持企业建设研发机构，对重大科技项目给予重点支持。\n",
        "关于公布2024年度市级企业技术中心名单的通知\n现认定甲公司等20家企业技术中心为市级企业技术中心。评价不合格的，取消其资格。\n",
        "海州市城市绿化条例\n第一条 本市绿化适用本条例。\n第二条 对做出显著成绩的单位和个人，给予表彰和奖励。\n第三条 未完成的，处以罚款。\n",
        "海州区国有资产公司公开招聘工作人员公告\n一、招聘条件\n1.年龄35周岁以下；2.全日制本科及以上学历。\n二、薪酬待遇\n年薪15万元左右，享受带薪年休假。\n",
        "财政专项资金管理办法\n第一条 专项资金采取补助、奖励、贴息等方式予以支持。具体标准另行制定。\n第二条 骗取资金的，处10%以上50%以下的罚款。\n",
        "关于开展2025年度统计年报工作的通知\n一、填报范围\n辖区内规模以上工业企业。\n二、填报要求\n拒报的，给予警告，可以并处一万元以下罚款。\n",
    ],
)
def test_documents_that_grant_nothing_have_no_items(text: str) -> None:
    assert parse_text(text).document.items == ()
