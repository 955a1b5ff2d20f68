"""Groups of conditions beside the supports that they are for: by their order, by who applies, by the title sought."""

from __future__ import annotations

import pytest

from policymatch.conditions import leaves
from policymatch.documents import Item
from policymatch.parsing import parse_text
from tests import cards

HEAD = "青山市支持成果转化\n发文机构\n青山市科学技术局\n"


def said(item: Item) -> str:
    """All quotes of an item's condition."""
    return " ".join(leaf.source.quote for leaf in leaves(item.condition) if leaf.source is not None)


def test_as_many_groups_as_supports_each_titled_by_what_its_support_speaks_of() -> None:
    text = (
        HEAD + "服务对象\n专利代理机构、专利代理师\n支持内容\n（一）对业绩突出的专利代理机构，给予20万元奖励。\n"
        "（二）对优秀的专利代理师，给予每人1万元奖励。\n（三）开展专利代理师培训。对培训基地，给予5万元补助。\n条件要求\n"
        "一、专利代理机构\n1．成立3年以上；\n2．上年度代理授权专利100件以上。\n二、专利代理师\n1．执业5年以上；\n2．无不良记录。\n"
        "三、培训基地\n1．有固定场所；\n2．年培训不少于6期。\n申报单位提供虚假材料的，取消申报资格。\n"
    )
    firm, person, base = parse_text(text).document.items
    assert "成立3年以上" in said(firm)
    assert "执业5年以上" not in said(firm)
    assert "执业5年以上" in said(person)
    assert "年培训不少于6期" not in said(person)
    assert "年培训不少于6期" in said(base)
    assert "成立3年以上" not in said(base)
    assert "专利代理机构、专利代理师" not in said(base)  # the row of kinds only names the groups


def test_a_group_is_that_of_the_support_titled_like_it_not_of_all_that_share_a_word() -> None:
    text = (
        HEAD
        + "支持内容\n1．共享实验平台建设\n给予平台最高100万元支持。\n2．共享实验项目\n给予每个项目10万元补助。\n条件要求\n"
        "1．共享实验平台\n（1）面积不少于500平方米；\n（2）有管理制度。\n2．共享实验项目\n（1）合同金额不低于20万元；\n（2）已完成。\n"
    )
    platform, project = parse_text(text).document.items
    assert "合同金额不低于20万元" not in said(platform)
    assert "面积不少于500平方米" in said(platform)
    assert "合同金额不低于20万元" in said(project)
    assert "面积不少于500平方米" not in said(project)


def test_conditions_for_firms_that_apply_do_not_bind_the_support_for_hospitals() -> None:
    text = (
        HEAD + "支持内容\n1．支持产品上市。对取得注册证的企业，给予50万元奖励。\n"
        "2．支持推广应用。医疗机构采购目录内产品的，给予20万元补助。\n条件要求\n"
        "（一）企业申报的，应符合下列条件\n1．上年度营业收入500万元以上；\n2．具有发明专利权。\n（二）申请支持推广应用的，应为二级以上医院。\n"
        "同一产品已获得财政资金支持的，不再支持。\n"
    )
    firm, hospital = parse_text(text).document.items
    assert "营业收入500万元以上" in said(firm)
    assert "营业收入500万元以上" not in said(hospital)
    assert all("同一产品已获得财政资金支持" in said(item) for item in (firm, hospital))


def test_conditions_of_a_recognition_bind_neither_its_holders_nor_their_tenants() -> None:
    text = (
        "青山市科技企业加速器认定与支持\n发文机构\n青山市科学技术局\n支持标准\n（一）新认定为市级加速器的，给予30万元支持。\n"
        "（二）市级加速器年度评价为优秀的，给予10万元补助。\n（三）园内在孵企业当年获得投资100万元以上的，按投资额的5%给予奖励。\n"
        "认定条件\n1．为独立法人，运营满2年；\n2．在孵企业20家以上。\n"
    )
    items = parse_text(text).document.items
    recognised = next(item for item in items if "在孵企业20家以上" in said(item))
    assert [benefit.amount for benefit in recognised.benefits] == [300000]
    others = [item for item in items if item is not recognised]
    assert len(others) == 2
    assert not any("运营满2年" in said(item) for item in others)


def test_bodies_and_firms_of_a_place_in_a_row_are_a_choice() -> None:
    text = (
        HEAD + "服务对象\n高等学校、科研院所以及在本市注册的企业\n支持内容\n对建设验证平台的，给予50万元支持。\n"
        "条件要求\n1．有管理制度。\n"
    )
    (item,) = parse_text(text).document.items
    assert "any(" in str(item.condition).lower()


SUPPORTS = (
    "1．数据中台建设补助。对已备案的数据中台项目，按照总投资的30%给予补助，最高500万元。\n"
    "2．算力租用补贴。企业租用算力的，按租金的20%给予补贴。\n3．优秀应用奖励。入选优秀应用案例的，一次性奖励20万元。"
)
EVERYBODY = "（一）申报单位应符合以下条件：\n1．依法设立；\n2．信用良好。\n"
ASKED = "{}\n1．总投资500万元以上；\n2．前期手续完备。\n{}\n1．成立满一年；\n2．合同真实有效。"


@pytest.mark.parametrize(
    ("built", "rented"),
    [
        ("（二）申报数据中台建设，除符合基本要求外，还应满足：", "（三）申报算力租用补贴，除信用良好外，还应："),
        ("（二）对数据中台建设类项目，要求：", "（三）对算力租用类项目，要求："),
        ("（二）建设数据中台的单位", "（三）租用算力的企业"),
        ("（二）数据中台建设项目还需满足：", "（三）算力租用企业应当："),
        ("（二）数据中台建设补助申报条件", "（三）算力租用补贴申报条件"),
        ("（二）申报第1项支持的，还应当：", "（三）申报第2项补贴的，还应当："),
    ],
)
def test_a_group_for_everybody_is_not_counted_among_those_in_the_order_of_the_supports(built: str, rented: str) -> None:
    platform, computing, award = cards.items(SUPPORTS, EVERYBODY + ASKED.format(built, rented))
    assert all("信用良好" in said(item) for item in (platform, computing, award))
    assert ["总投资500万元以上" in said(item) for item in (platform, computing, award)] == [True, False, False]
    assert ["成立满一年" in said(item) for item in (platform, computing, award)] == [False, True, False]


def test_a_point_headed_by_the_conditions_of_a_support_binds_it_alone() -> None:
    platform, computing, award = cards.items(
        SUPPORTS,
        "（一）基本条件：依法设立，信用良好。\n（二）数据中台建设补助申报条件：总投资500万元以上，前期手续完备。\n"
        "（三）算力租用补贴要求：成立满一年，合同真实有效。",
    )
    assert all("信用良好" in said(item) for item in (platform, computing, award))
    assert ["前期手续完备" in said(item) for item in (platform, computing, award)] == [True, False, False]
    assert ["合同真实有效" in said(item) for item in (platform, computing, award)] == [False, True, False]


def test_groups_named_by_the_sort_of_money_beside_a_list_of_who_is_shut_out() -> None:
    loan, premium, award = cards.items(
        "（一）质押贷款贴息。以专利质押取得贷款的企业，按其实际支付利息的40%予以贴息。\n"
        "（二）保险费补助。企业投保专利险的，按保费支出的50%补助。\n"
        "（三）服务机构奖励。上年度业务规模排名前五位的机构，每家奖励30万元。",
        "一、申请贴息的企业\n1．成立已满一年；\n2．权属无争议。\n二、申请保费补助的企业\n1．有效发明专利3件以上；\n2．保单真实有效。\n"
        "三、申请奖励的服务机构\n1．设有固定场所；\n2．专职人员5人以上。\n"
        "四、有以下情形之一的，不得申请：\n1．列入失信被执行人名单的；\n2．提供虚假材料的。",
    )
    assert ["成立已满一年" in said(item) for item in (loan, premium, award)] == [True, False, False]
    assert ["有效发明专利3件以上" in said(item) for item in (loan, premium, award)] == [False, True, False]
    assert ["专职人员5人以上" in said(item) for item in (loan, premium, award)] == [False, False, True]
    assert all("失信被执行人" in said(item) for item in (loan, premium, award))


def test_a_group_that_speaks_of_no_support_in_particular_binds_all() -> None:
    for title in ("（二）项目要求", "（二）申请资金支持的单位应当：", "（二）开展项目建设的单位"):
        items = cards.items(SUPPORTS, EVERYBODY + title + "\n1．从业人员10人以上；\n2．制度健全。")
        assert all("从业人员10人以上" in said(item) for item in items), title


@pytest.mark.parametrize(
    "lead",
    [
        "申请单位除依法登记注册、信用良好外，还应符合相应条件：",
        "申请单位应依法登记注册、信用良好，并符合以下条件：",
        "申请单位应当依法登记注册、信用良好。各项支持还应符合以下条件：",
    ],
)
def test_points_below_a_line_for_everybody_each_bind_the_support_that_they_name(lead: str) -> None:
    points = (
        "\n1．申请数据中台建设补助的，总投资500万元以上，前期手续完备。\n"
        "2．申请算力租用补贴的，成立满一年，合同真实有效。\n3．申请优秀应用奖励的，案例具有推广价值。"
    )
    items = cards.items(SUPPORTS, lead + points)
    assert all("信用良好" in said(item) for item in items)
    assert not any("信用良好外" in said(item) for item in items)
    for at, words in enumerate(("总投资500万元以上", "成立满一年", "案例具有推广价值")):
        assert [words in said(item) for item in items] == [one == at for one in range(3)]


def test_what_goes_on_in_a_point_of_such_a_list_is_said_of_the_same_support() -> None:
    platform, computing, award = cards.items(
        SUPPORTS,
        "申请单位应符合相应条件：\n1．申请数据中台建设补助的，总投资500万元以上或者建成节点10个以上。运营团队不少于10人，制度健全。\n"
        "2．申请算力租用补贴的，成立满一年。\n3．提供虚假材料的，不予支持。",
    )
    assert ["运营团队不少于10人" in said(item) for item in (platform, computing, award)] == [True, False, False]
    assert ["建成节点10个以上" in said(item) for item in (platform, computing, award)] == [True, False, False]
    assert ["成立满一年" in said(item) for item in (platform, computing, award)] == [False, True, False]
    assert all("提供虚假材料" in said(item) for item in (platform, computing, award))
