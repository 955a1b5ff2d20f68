"""Guides whose supports are blocks counted by number: 方向一：…, 类别二 …, 第一部分 …; and what names them by it."""

from __future__ import annotations

from decimal import Decimal

from policymatch.conditions import tests as limits_of
from policymatch.documents import PolicyDocument
from policymatch.parsing import parse_text

GUIDE = """临河市物流项目申报指南
临河市商务局
第一部分 申报对象
一、在临河市注册的企业法人；
二、2022年以来未受过行政处罚；
三、项目已于2025年6月30日前竣工（方向二除外）。
第二部分 支持方向
方向一  仓储改造
1.申报要求：仓库面积不少于5000平方米。
2.补助标准：核定设备投资额的15%，最高100万元。
方向二  融资支持
1.申报要求：上年度营业收入3000万元以上。
2.补助标准：每家企业最高10万元。
第三部分 申报材料
1.申请表；
2.2023、2024年度审计报告；
3.项目验收报告（方向二不需提供）。
方向一还需提供租赁合同；申报方向二的，还需提供借款合同。
"""


def _read() -> PolicyDocument:
    return parse_text(GUIDE).document


def _asked(document: PolicyDocument) -> list[set[str]]:
    return [{test.field for test in limits_of(item.condition)} for item in document.items if item.condition]


def test_each_block_has_its_own_conditions_and_the_common_ones() -> None:
    first, second = _asked(_read())
    assert "premises_area" in first - second
    assert "revenue" in second - first
    assert {"entity_type", "major_violation"} <= first & second


def test_a_bracket_frees_one_block_from_a_common_demand() -> None:
    first, second = _asked(_read())
    assert "project_completed_on" in first - second


def test_money_without_a_verb_is_given_and_asks_for_nothing() -> None:
    document = _read()
    assert [(one.rate, one.cap) for item in document.items for one in item.benefits] == [
        (Decimal("0.15"), Decimal(1000000)),
        (None, Decimal(100000)),
    ]


def test_papers_are_asked_of_the_block_that_is_named() -> None:
    common = ("申请表", "2023、2024年度审计报告")
    assert [item.materials for item in _read().items] == [
        (*common, "项目验收报告", "租赁合同"),
        (*common, "借款合同"),
    ]


def _one(text: str) -> PolicyDocument:
    return parse_text(f"临河市专项资金申报指南\n一、支持标准\n{text}\n").document


def test_points_by_size_are_grades_of_one_support_under_the_ceiling_behind_them() -> None:
    document = _one(
        "1．贷款贴息\n对通过专利质押取得贷款的企业，按实际支付利息给予补贴：\n（1）小型、微型企业按利息的40%贴息，其中获评“专精特新”中小企业的按50%贴息；\n"
        "（2）中型企业按利息的30%贴息。\n单家企业每年贴息最高不超过100万元。"
    )
    (item,) = document.items
    assert [(one.rate, one.cap) for one in item.benefits] == [
        (Decimal("0.4"), Decimal(1000000)),
        (Decimal("0.5"), Decimal(1000000)),
        (Decimal("0.3"), Decimal(1000000)),
    ]
    assert "size" in {test.field for test in limits_of(item.condition) if item.condition}


def test_what_is_held_already_is_a_condition_and_no_support() -> None:
    (item,) = _one("在享受中央农机购置补贴的基础上，对购置果园机械的合作社，按价格的20%给予累加补贴。").items
    assert [one.rate for one in item.benefits] == [Decimal("0.2")]


def test_headings_above_those_who_stay_out_turn_the_list_round() -> None:
    for heading in ("不予支持的项目", "不在扶持范围的项目", "负面清单"):
        document = _one(
            f"对改造投资额100万元以上的民宿，给予20万元补助。\n二、{heading}\n1.列入失信名单的企业；\n2.房地产开发项目。"
        )
        found = [(test.field, test.op) for item in document.items for test in limits_of(item.condition)]
        assert ("industry", "not_in") in found, heading


def test_sorts_have_their_ceilings_under_one_share() -> None:
    (item,) = _one(
        "老旧设施改造，对建成满8年的大棚进行骨架更换的，按投资额的50%予以补贴，其中日光温室最高每亩3万元，塑料大棚最高每亩1万元。"
    ).items
    assert [(one.rate, one.cap, one.per) for one in item.benefits] == [
        (Decimal("0.5"), Decimal(30000), "亩"),
        (Decimal("0.5"), Decimal(10000), "亩"),
    ]
    (item,) = _one("国际级赛事最高补助200万元，国家级赛事最高补助100万元，均不超过赛事实际支出的40%。").items
    assert [(one.rate, one.cap) for one in item.benefits] == [
        (Decimal("0.4"), Decimal(2000000)),
        (Decimal("0.4"), Decimal(1000000)),
    ]


def test_a_deed_told_again_at_another_level_is_a_grade() -> None:
    (item,) = _one("对通过国家审定的自主选育品种，每个品种奖励30万元；通过市级审定的，每个奖励15万元。").items
    assert [one.amount for one in item.benefits] == [Decimal(300000), Decimal(150000)]


def test_a_bracket_frees_applicants_from_the_place_asked_of_all() -> None:
    first, second = _read_text(
        "临河市文旅资金申报指南\n一、申报对象\n注册地、税务登记地均在临河市的企业。\n二、扶持类别\n类别一 民宿提升\n"
        "扶持对象 民宿经营主体\n扶持标准 按投资额的30%补助，最高60万元。\n类别二 引客入市\n扶持对象 旅行社（不受注册地限制）\n扶持标准 每人次奖励10元。\n"
    )
    assert {"registered_region", "tax_region"} <= first
    assert not {"registered_region", "tax_region"} & second


def _read_text(text: str) -> list[set[str]]:
    return _asked(parse_text(text).document)


def test_the_ceiling_of_one_support_bounds_its_raised_share_too() -> None:
    (item,) = _one(
        "对在专业场馆举办的展会，按实际场租的30%给予补贴。其中，首次落户的展会补贴比例提高到50%。单个展会补贴不超过200万元。"
    ).items
    assert [(one.rate, one.cap) for one in item.benefits] == [
        (Decimal("0.3"), Decimal(2000000)),
        (Decimal("0.5"), Decimal(2000000)),
    ]


def test_papers_are_asked_of_the_article_that_is_cited() -> None:
    document = parse_text(
        "临河市会展业扶持办法\n第一条 对举办展会的企业，给予10万元补贴。\n第二条 对新增银行贷款的企业，按利息的50%给予贴息。\n"
        "第三条 申报单位应提交资金申请书、营业执照。申报第一条的，还应提交场馆租赁合同；申报第二条的，还应提交借款合同、付息凭证。\n"
    ).document
    assert [item.materials[2:] for item in document.items] == [("场馆租赁合同",), ("借款合同", "付息凭证")]
