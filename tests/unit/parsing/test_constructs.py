"""Constructs of whole documents, each in our own words: who shares which list, what is an item, what binds nobody."""

from __future__ import annotations

from policymatch.conditions import Any, Judgement, Node, Test, leaves
from policymatch.documents import Item
from policymatch.parsing import parse_text

HEAD = "青山市人民政府关于支持企业发展的若干措施\n青山市人民政府\n2024年5月6日\n"
CARD = "青山市支持产业园区发展\n发文机构\n青山市发展和改革委员会\n发布日期\n2024-05-06\n服务对象\n产业园区\n"


def items(text: str) -> tuple[Item, ...]:
    return parse_text(text).document.items


def quotes(node: Node) -> list[str]:
    return [leaf.source.quote for leaf in leaves(node) if leaf.source is not None]


def fields(node: Node) -> list[str]:
    return [leaf.field for leaf in leaves(node) if isinstance(leaf, Test)]


def said(item: Item) -> str:
    return "｜".join(quotes(item.condition))


def test_a_passage_goes_on_after_its_inline_list() -> None:
    (item,) = items(
        HEAD + "第一条 支持平台建设。申报企业应同时符合以下条件：（1）具有独立法人资格；（2）近三年无重大安全事故；"
        "（3）职工人数30人以上。对符合条件的，给予40万元资助。\n"
    )
    assert fields(item.condition) == ["legal_person", "safety_accident", "employees"]
    assert item.benefits[0].amount is not None


def test_conditions_by_reference_to_an_article() -> None:
    found = items(
        HEAD + "第一条 申请主体应符合下列情形之一：\n（一）年营业收入1000万元以上；\n（二）职工人数50人以上。\n"
        "第二条 符合第一条第（二）项的企业，给予10万元奖励。\n"
    )
    assert "employees" in fields(found[-1].condition)


def test_preferences_bind_nobody() -> None:
    (item,) = items(
        CARD + "服务内容\n对示范园区给予100万元奖励。\n条件要求\n1．园区年营业收入不低于10亿元。\n"
        "2．符合以下条件之一的，优先认定为示范园区：\n（1）入驻企业100家以上；\n（2）获得国家级荣誉。\n"
    )
    assert "入驻企业" not in said(item)


def test_sorts_of_one_thing_are_alternatives() -> None:
    (item,) = items(
        CARD + "服务内容\n对示范园区给予100万元奖励。\n条件要求\n申报园区应符合以下定量条件：\n"
        "1．综合型园区。年营业收入不低于50亿元。\n2．特色型园区。年营业收入不低于30亿元。\n"
    )
    assert any(isinstance(node, Any) for node in (item.condition, *getattr(item.condition, "children", ())))


def test_chapters_may_run_on_in_one_line() -> None:
    found = items(
        "青山市产业园区认定管理办法\n第一章 总则\n第一条 为规范管理，制定本办法。\n第二章 认定条件\n"
        "第二条 申请认定产业园区应符合以下条件：\n（一）年营业收入不低于5亿元；\n"
        "（二）入驻企业不少于20家。第三章认定程序第三条认定按照以下程序。\n（一）申请。园区向市发改委提出申请。\n"
    )
    assert "提出申请" not in said(found[0])


def test_each_sort_of_a_recognition_is_an_item() -> None:
    found = items(
        "青山市技术转移机构认定办法\n青山市科学技术局\n条件要求\n"
        "1．申报技术转移试点、示范机构应符合以下基本条件：\n（1）在本市注册，具有独立法人资格；\n（2）信用良好。\n"
        "2．申报技术转移试点机构应同时具备以下条件：\n（1）专职人员不少于3人；\n（2）制度健全。\n"
        "3．申报技术转移示范机构应同时具备以下条件：\n（1）专职人员不少于10人；\n（2）成效良好。\n"
    )
    assert [item.name for item in found] == ["技术转移试点机构认定", "技术转移示范机构认定"]
    assert "不少于10人" not in said(found[0])
    assert "不少于3人" not in said(found[1])
    assert all("legal_person" in fields(item.condition) for item in found)


def test_services_beside_money_are_items_of_a_card() -> None:
    found = items(
        CARD + "服务内容\n1．在园区内建设公共服务平台的项目，按照固定资产投资总额30%的比例给予支持。\n"
        "2．优先推荐园区申报国家级试点。\n3．推动园区高质量发展。\n条件要求\n园区年营业收入不低于10亿元。\n"
    )
    assert len(found) == 2
    assert found[1].benefits[0].amount is None


def test_a_ceiling_is_no_item() -> None:
    found = items(
        CARD + "服务内容\n1．对新建平台，按照投资额的30%给予支持。\n2．对获得国家级称号的园区，奖励50万元。\n"
        "3．单个园区年度支持总额不超过500万元。\n条件要求\n园区年营业收入不低于10亿元。\n"
    )
    assert len(found) == 2


def test_lists_below_one_heading_go_to_whom_they_name() -> None:
    found = items(
        CARD + "服务内容\n1．实施研发激励计划\n采取后补助方式给予分类支持。\n"
        "（1）对研究中心，给予不超过100万元的资金支持。\n（2）对开放平台，给予不超过50万元的资金支持。\n"
        "条件要求\n1．实施研发激励计划\n研究中心应当符合下列条件：\n（1）有固定的科研场所；\n（2）研发人员不少于20人。\n"
        "开放平台应当符合下列条件：\n（1）有明确的发展规划；\n（2）入驻项目不低于10个。\n"
    )
    assert len(found) == 2
    assert "科研场所" in said(found[0])
    assert "发展规划" not in said(found[0])
    assert "发展规划" in said(found[1])
    assert "科研场所" not in said(found[1])


def test_points_for_another_support_do_not_bind() -> None:
    found = items(
        CARD + "服务内容\n1．产品认证：最高支持比例50%，每个项目最高支持限额30万元。\n"
        "2．境外广告：最高支持比例50%，每个项目最高支持限额5万元。\n"
        "条件要求\n1．具有独立法人资格。\n2．申请团体项目的组织单位应符合下列条件：\n（1）未拖欠财政资金；\n（2）有专职人员。\n"
    )
    assert [("拖欠" in said(item)) for item in found] == [False, False]


def test_leavings_stand_in_the_quote_of_their_field() -> None:
    (item,) = items(CARD + "服务内容\n对园区给予100万元奖励。\n条件要求\n示范园区须为独立法人，近2年内无失信记录。\n")
    assert not [
        leaf for leaf in leaves(item.condition) if isinstance(leaf, Judgement) and leaf.source.quote.endswith("须")
    ]


def test_a_limit_before_an_honour_is_no_relation_to_it() -> None:
    (item,) = items(HEAD + "第一条 对研发费用占营业收入比重不低于3%的高新技术企业，给予20万元奖励。\n")
    assert fields(item.condition) == ["rd_ratio", "qualification"]


def test_questions_and_page_furniture_are_not_read() -> None:
    parsed = parse_text(
        "稳岗贷款常见问题\n一、稳岗贷款最高可以申请多少额度？\n答：小微企业贷款额度最高300万元。\n"
        "二、稳岗贷款有哪些申请条件？\n答：1.在本市登记注册；\n2.职工人数10人以上。\n浏览次数：\n分享\n取消\n返回\n"
    )
    text = "".join(said(item) for item in parsed.document.items)
    assert "分享" not in text
    assert "多少" not in text
