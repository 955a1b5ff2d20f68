"""Lines and sentences beside a grant: whom a line with a colon is for, how it is paid, what its kind must have."""

from __future__ import annotations

import pytest

from policymatch.conditions.nodes import Test, leaves
from policymatch.parsing import parse_text
from policymatch.parsing.applying.materials import find_materials
from policymatch.parsing.structure.clean import clean

HEAD = "滨江县扶持办法\n滨江县人民政府\n一、支持标准\n"


def asked(sentence: str) -> list[list[str]]:
    """The fields (a declared number by its label) and judgements of each item."""
    found = []
    for item in parse_text(HEAD + sentence + "\n").document.items:
        nodes = leaves(item.condition) if item.condition is not None else ()
        found.append([(one.label or one.field) if isinstance(one, Test) else "人工：" + one.label for one in nodes])
    return found


@pytest.mark.parametrize(
    "sentence",
    [
        "展期4天以上的农业展会：\n展位200个以上，补助5万元；\n展位400个以上，补助9万元。",
        "农业展会，展期4天以上的：\n（1）展位200个以上的，补助5万元；\n（2）展位400个以上的，补助9万元。",
    ],
)
def test_a_line_with_a_colon_says_whom_the_lines_below_are_for(sentence: str) -> None:
    items = asked(sentence)
    assert len(items) == 2
    assert all("展期（天）" in fields for fields in items)


def test_a_line_that_names_texts_asks_nothing() -> None:
    items = asked("本县近年来的扶持措施：\n1.年纳税500万元以上的，奖励9万元。\n2.年纳税900万元以上的，奖励15万元。")
    assert items == [["tax_paid"], ["tax_paid"]]


@pytest.mark.parametrize(
    "sentence",
    [
        "按实缴资本的4%给予奖励，最高600万元。奖励分两期拨付，首期70%，第二年经复核仍在库的拨付剩余30%。",
        "给予40万元补贴。补贴资金自认定后第一年兑现50%，第二年、第三年各兑现25%。",
    ],
)
def test_instalments_are_no_support_of_their_own(sentence: str) -> None:
    (item,) = parse_text(HEAD + sentence + "\n").document.items
    assert len(item.benefits) == 1


def test_what_the_kind_must_have_is_asked_behind_the_money() -> None:
    (fields,) = asked("新评为市级示范的家庭牧场，奖励6万元。家庭牧场须持有防疫合格证，且圈舍数为20间以上。")
    assert "圈舍数" in fields


def test_a_further_honour_does_not_ask_for_the_first() -> None:
    first, second = asked("当年获评国家级生态农场的，奖励30万元；获评省级休闲渔业基地的，奖励12万元。")
    assert first == second == ["qualification"]


def test_whom_an_applicant_has_signed_with_is_asked() -> None:
    (fields,) = asked("与本县企业签订3年以上劳动合同的技师，每人每年奖励1万元。")
    assert "劳动合同年限" in fields


def test_papers_asked_for_by_other_verbs() -> None:
    (against,) = find_materials("企业凭下列材料到窗口申报：\n（一）申请表；\n（二）营业执照。")
    assert against.names == ("申请表", "营业执照")
    (sent,) = find_materials("应上传：申请表、营业执照、审计报告；申报贴息的另附借款合同、付息凭证。")
    assert [part.kinds for part in sent.parts] == [(), ("申报贴息",)]


def test_a_page_number_is_no_line() -> None:
    assert clean("新建牧场的，\n— 3 —\n奖励6万元。\n第4页 共9页\n").text.count("\n") <= 1
    assert "3" not in clean("新建牧场的，\n－ 3 －\n奖励6万元。").text


GUIDE = "滨江县质量奖申报指南\n一、申报条件\n在本县注册的企业。\n二、奖励标准\n"


def test_ranks_told_point_by_point_are_grades_of_one_support() -> None:
    ranks = "（一）取得一级资质的，奖励20万元。\n（二）取得二级资质的，奖励10万元。\n三、申报时间\n2031年3月1日至3月20日。\n"
    (item,) = parse_text(GUIDE + ranks).document.items
    assert [benefit.amount for benefit in item.benefits] == [200000, 100000]


def test_limits_told_point_by_point_are_supports_of_their_own() -> None:
    limits = "（一）年产值1亿元以上的，奖励20万元。\n（二）年产值3亿元以上的，奖励40万元。\n三、申报时间\n2031年3月1日至3月20日。\n"
    assert len(parse_text(GUIDE + limits).document.items) == 2


def test_a_row_of_trades_and_a_step_told_by_its_increase() -> None:
    (item,) = parse_text(HEAD + "对首次上规的单位给予奖励，其中工业10万元、服务业5万元。\n").document.items
    assert [benefit.amount for benefit in item.benefits] == [100000, 50000]
    (item,) = parse_text(HEAD + "每净增2000万元零售额奖励4万元，最多奖励80万元。\n").document.items
    assert [(one.amount, one.cap) for one in item.benefits] == [(40000, 800000)]
