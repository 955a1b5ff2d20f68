"""Documents that recognise somebody and support the recognised: what is asked for the one, and for the other."""

from __future__ import annotations

import pytest

from policymatch.conditions import Any, leaves
from policymatch.conditions.nodes import Test, walk
from policymatch.documents import Item
from policymatch.parsing import parse_text
from policymatch.parsing.structure.relations import members

POINTS = "（1）在本市注册的独立法人，运营满3年；\n（2）展厅面积不少于800平方米，讲解员不少于6人。"
SUPPORTS = (
    "1．对命名的研学基地授予牌匾。\n2．对年度考核优秀的基地，给予40万元补助。\n"
    "3．支持基地开展公益讲座，每场给予5000元补助。\n4．支持基地内企业参加展会，每家企业给予2万元补助。"
)


def card(asked: str, *, title: str = "海州市工业研学基地命名与管理", supports: str = SUPPORTS) -> tuple[Item, ...]:
    """The items of a card."""
    return parse_text(
        f"{title}\n发文机构\n海州市文化和旅游局\n发布日期\n2024-05-06\n服务对象\n本市企业和事业单位\n"
        f"服务内容\n{supports}\n{asked}\n办理流程\n申报—评审—公示\n"
    ).document.items


def fields(item: Item) -> dict[str, Test]:
    """The tests of its condition by their fields."""
    return {leaf.field: leaf for leaf in leaves(item.condition) if isinstance(leaf, Test)}


def given(items: tuple[Item, ...], words: str) -> Item:
    """The item whose benefit is quoted with the words."""
    return next(one for one in items if any(b.source and words in b.source.quote for b in one.benefits))


def recognition(items: tuple[Item, ...]) -> Item:
    """The one that asks for the room."""
    (found,) = (one for one in items if "premises_area" in fields(one))
    return found


@pytest.mark.parametrize(
    "asked",
    [
        f"条件要求\n1．申请命名应具备以下条件：\n{POINTS}",
        f"认定条件\n{POINTS}",
        f"评定标准\n{POINTS}",
        f"条件要求\n申报认定的单位应满足下列条件：\n{POINTS}",
        f"条件要求\n（一）基地认定条件\n{POINTS}",
    ],
)
@pytest.mark.parametrize(
    ("title", "name"),
    [("海州市工业研学基地命名与管理", "海州市工业研学基地"), ("海州市支持工业研学基地建设", "工业研学基地")],
)
def test_conditions_of_the_recognition_bind_it_alone(asked: str, title: str, name: str) -> None:
    items = card(asked, title=title)
    assert "qualification" not in fields(recognition(items))
    for words in ("40万元", "5000元"):
        item = given(items, words)
        assert fields(item)["qualification"].value == (name,)
        assert "legal_person" not in fields(item)


def test_those_within_the_recognised_do_not_hold_its_title() -> None:
    assert "qualification" not in fields(given(card(f"认定条件\n{POINTS}"), "2万元"))


def test_what_is_asked_for_one_support_is_asked_there() -> None:
    items = card(
        f"条件要求\n1．申请认定应具备以下条件：\n{POINTS}\n2．申报公益讲座补助的，讲师从业应满5年，自筹资金不少于10万元。"
    )
    assert "自筹资金" in str(given(items, "5000元").condition)
    for item in (recognition(items), given(items, "40万元")):
        assert "自筹资金" not in str(item.condition)


def test_what_is_asked_for_a_support_of_no_name_is_not_asked_for_the_recognition() -> None:
    items = card(
        f"条件要求\n（一）基地认定条件\n{POINTS}\n（二）申请运营经费的，应已取得基地认定且自筹资金不少于10万元。"
    )
    assert "自筹资金" not in str(recognition(items).condition)
    assert "自筹资金" in str(given(items, "40万元").condition)


def test_who_is_recognised_directly_is_spared_the_conditions_but_not_whom_it_is_for() -> None:
    item = recognition(
        card(
            f"条件要求\n1．申报认定应满足以下条件：\n{POINTS}\n已认定为国家工业研学基地的单位，可直接认定，不受上述条件限制。"
        )
    )
    (choice,) = (
        node
        for node in walk(item.condition)
        if isinstance(node, Any)
        and any(isinstance(one, Test) and one.field == "qualification" for one in node.children)
    )
    spared = {one.field for one in leaves(choice) if isinstance(one, Test)}
    assert {"qualification", "legal_person", "premises_area"} <= spared
    assert "entity_type" not in spared
    assert "entity_type" in fields(item)


def test_a_support_that_the_recognised_get_without_more_comes_with_the_recognition() -> None:
    items = card(
        f"认定条件\n{POINTS}",
        supports="1．经认定的研学基地，给予30万元奖励。\n2．对基地开展的讲座，按支出的30%给予补助。",
    )
    assert [b.amount for b in recognition(items).benefits] == [300000]
    assert "qualification" in fields(given(items, "30%"))


def test_a_support_without_a_recognition_keeps_its_conditions() -> None:
    items = card(f"申报条件\n{POINTS}", title="海州市支持工业研学基地建设", supports="对研学基地给予30万元奖励。")
    assert "premises_area" in fields(given(items, "30万元"))


def test_the_recognised_may_be_called_by_the_kind_of_place_they_are() -> None:
    items = card(
        f"申报认定条件\n{POINTS}",
        title="海州市生态科普示范园申报认定及扶持",
        supports="（一）经认定的示范园，一次性奖励10万元。\n（二）园区当年接待学生5000人次以上的，奖励3万元。\n"
        "（三）园区新建展馆的，按投资额的20%补助。\n（四）推荐优秀园区申报省级基地，申报成功的奖励20万元。",
    )
    assert [b.amount for b in recognition(items).benefits] == [100000]
    for words in ("3万元", "20%", "20万元"):
        assert fields(given(items, words))["qualification"].value == ("海州市生态科普示范园",)


def test_the_recognised_may_be_called_by_what_the_document_does_with_them() -> None:
    items = card(
        f"备案条件\n申请备案的机构应同时具备下列条件：\n{POINTS}",
        title="海州市企业登记代理机构备案管理",
        supports="（一）备案机构年新增客户50户以上的，奖励5万元；100户以上的，奖励12万元。\n"
        "（二）对备案机构租用办公用房的，按租金的50%给予补贴。\n（三）企业委托备案机构的，按服务费的10%给予补贴。",
    )
    assert "legal_person" in fields(recognition(items))
    for words in ("5万元", "12万元", "50%"):
        assert fields(given(items, words))["qualification"].value == ("海州市企业登记代理机构",)
    assert "qualification" not in fields(given(items, "10%"))


def test_who_takes_part_in_the_choice_is_no_title() -> None:
    items = card(
        f"评定条件\n参评单位应当符合以下条件：\n{POINTS}",
        title="海州市数字工厂梯度培育与评定细则",
        supports="1．对新评定的数字工厂，奖励50万元。\n2．数字工厂每年评估一次，评估优秀的，给予20万元奖励。",
    )
    assert [b.amount for b in recognition(items).benefits] == [500000]
    assert fields(given(items, "20万元"))["qualification"].value == ("海州市数字工厂",)


def test_a_way_round_some_points_leaves_the_others_asked() -> None:
    text = (
        "北京市体验基地认定管理\n服务内容\n新认定为市级体验基地的，给予30万元奖励。\n认定条件\n1．运营满2年；\n2．可用面积不少于1000平方米；\n3．专职人员不少于5人。\n"
        "已认定为国家级体验基地的单位，可直接申请认定，不受上述第2条限制。\n"
    )
    condition = next(item.condition for item in parse_text(text).document.items if "认定" in item.name)
    asked = [leaf.field for node in members(condition) if isinstance(node, Test) for leaf in [node]]
    freed = [leaf.field for node in members(condition) if isinstance(node, Any) for leaf in leaves(node)]
    assert "years_established" in asked
    assert "premises_area" in freed
    assert "premises_area" not in asked


CENTRE = (
    "绵竹市工程研究中心组建与能力提升支持\n发文机构\n绵竹市发展和改革局\n服务内容\n"
    "1．组建认定。每年组织一次，认定后授予“绵竹市工程研究中心”称号。\n"
    "2．能力提升项目补助。已认定的工程研究中心实施的建设项目，按总投资的30%补助，最高2000万元。\n"
    "3．评价激励。评价得分90分以上的，给予150万元奖励。\n条件要求\n{first} 申请组建工程研究中心，牵头单位应符合下列要求：\n"
    "（一）具备独立法人资格；\n（二）研发人员60人以上；\n（三）近三年未发生重大安全事故。\n{second}\n"
    "1．最近一次评价结果为良好及以上；\n2．建设期不超过2年。\n"
)


@pytest.mark.parametrize(
    ("second", "legal", "staff"),
    [
        ("第九条 申报能力提升项目，除牵头单位须持续符合第六条第（一）、（三）项规定外，还应满足：", True, False),
        ("第九条 申报能力提升项目，除符合上述基本条件外，还应满足：", False, False),
        ("第九条 申报能力提升项目的，还应满足：", False, False),
        ("第九条 能力提升项目还应满足：", False, False),
    ],
)
def test_what_a_support_asks_beside_a_recognition_and_takes_over_from_it(second: str, legal: bool, staff: bool) -> None:
    items = parse_text(CENTRE.format(first="第六条", second=second)).document.items
    project = next(item for item in items if any(benefit.rate for benefit in item.benefits))
    centre = next(item for item in items if not any(benefit.rate or benefit.amount for benefit in item.benefits))
    said = {
        item.id: [leaf.source.quote for leaf in leaves(item.condition) if leaf.source is not None] for item in items
    }
    assert "建设期不超过2年" in said[project.id]
    assert ("具备独立法人资格" in said[project.id], "研发人员60人以上" in said[project.id]) == (legal, staff)
    assert not any("外" in one for one in said[project.id])
    assert {"具备独立法人资格", "研发人员60人以上"} <= set(said[centre.id])
    assert "建设期不超过2年" not in said[centre.id]


_SORTS = (
    "嘉禾市市级{what}认定管理办法\n嘉禾市人民政府办公室\n2023年5月8日\n第一章 总则\n第一条 为促进{what}发展，制定本办法。\n"
    "第二章 认定条件\n第二条 申报市级{what}应符合以下条件：\n（一）基本条件。\n1．边界清晰，发展规划明确。\n2．设有专门的管理机构。\n"
    "（二）{limits}。\n1．综合类{short}。入驻单位不少于60家，服务收入占比不低于40%。\n2．专业类{short}。入驻单位不少于20家。\n"
    "第三章 认定程序\n第三条 申请市级{what}应提供以下材料：\n（一）发展情况报告；\n（二）总体规划。\n"
    "第四章 支持政策\n第四条 对认定为市级{what}的给予一定奖励。\n第五章 附则\n第五条 本办法自发布之日起施行。\n"
)


@pytest.mark.parametrize(
    ("what", "short", "limits"),
    [
        ("特色产业园区", "园区", "量化条件"),
        ("数字文化基地", "基地", "定量标准"),
        ("科技企业孵化器", "孵化器", "分类条件"),
    ],
)
def test_sorts_recognised_are_asked_for_no_heading_and_have_the_papers_alone(
    what: str, short: str, limits: str
) -> None:
    *sorts, reward = parse_text(_SORTS.format(what=what, short=short, limits=limits)).document.items
    assert [one.materials for one in sorts] == [("发展情况报告", "总体规划")] * 2
    assert reward.materials == ()
    assert [bool(one.benefits) for one in (*sorts, reward)] == [False, False, True]
    assert not [leaf.label for one in sorts for leaf in leaves(one.condition) if limits in leaf.label]


def test_papers_of_a_support_that_is_called_like_the_title_stay_its_own() -> None:
    text = _SORTS.format(what="特色产业园区", short="园区", limits="分类条件").replace(
        "第五章 附则", "第五条 申请特色产业园区奖励应提供以下材料：\n（一）资金申请表。\n第五章 附则"
    )
    *sorts, reward = parse_text(text).document.items
    assert [one.materials for one in sorts] == [("发展情况报告", "总体规划")] * 2
    assert reward.materials == ("资金申请表",)


_PARKS = (
    "嘉禾省省级{what}认定管理办法\n嘉禾省科学技术厅\n2022年3月1日\n第一章 总则\n第一条 本办法所称省级{what}，是指{meant}。\n"
    "第二章 认定条件\n第二条 {short}\n第三条 申报省级{what}应具备以下条件：\n（一）边界清晰；\n（二）管理人员不少于10人。\n"
    "第三章 支持\n第四条 对评估优秀的省级{what}，给予100万元后补助支持。\n第五条 本办法自2022年4月1日起施行。\n"
)
_MADE = "经省科技厅批准，以企业为主体、具有示范带动作用的创新基地"


@pytest.mark.parametrize(
    ("what", "short"),
    [
        (
            "农业科技园区",
            "对符合基本条件但暂未达到量化指标的园区，省科技厅将其纳入省级园区培育库，给予2年培育期，并提供一对一指导。",
        ),
        ("科技企业孵化器", "对具备一定基础但尚未达到认定标准的机构，列入孵化器培育名单，予以重点辅导。"),
        (
            "文化产业示范基地",
            "建立培育制度。对有意愿创建、尚不满足认定条件的单位，可由市级文化部门列为示范基地培育对象，给予1至2年培育期。",
        ),
    ],
)
def test_who_is_taken_up_before_being_recognised_is_a_support_of_its_own(what: str, short: str) -> None:
    first, second, reward = parse_text(_PARKS.format(what=what, short=short, meant=_MADE)).document.items
    assert "培育" in first.name
    assert first.benefits
    assert first.materials == ()
    assert {leaf.label for leaf in leaves(second.condition)} == {"边界清晰", "管理人员数"}
    assert not any("批准" in str(leaf.label) for item in (first, second, reward) for leaf in leaves(item.condition))


def test_lists_that_supports_pay_for_are_nobody_taken_up() -> None:
    text = _PARKS.format(what="农业科技园区", short="认定工作坚持公开公正的原则。", meant=_MADE).replace(
        "第五条", "第五条 对纳入省级培育库的园区，给予20万元补助。\n第六条"
    )
    found = parse_text(text).document.items
    assert {leaf.label for leaf in leaves(found[0].condition)} == {"边界清晰", "管理人员数"}
    assert not any("培育" in item.name for item in found)


def test_limits_that_a_definition_tells_are_asked_for_all_that() -> None:
    text = _PARKS.format(
        what="农业科技园区",
        short="认定工作坚持公开公正的原则。",
        meant="经省科技厅批准，核心区面积不少于1000亩、在本省登记的创新基地",
    )
    recognised, *_ = parse_text(text).document.items
    assert "premises_area" in fields(recognised)


_PLATFORMS = (
    "嘉禾省公共服务示范{what}认定管理办法\n嘉禾省工业和信息化厅\n2021年9月1日\n第一条 为规范认定工作，制定本办法。\n"
    "第二条 申请认定示范{what}应当同时具备以下基本条件：\n（一）财务收支状况良好；\n（二）资产总额不低于200万元。\n"
    "第三条 {first}年组织服务活动20次以上。\n第四条 {second}设备原值不低于300万元。\n"
    "第五条 有下列情形之一的，取消称号：提供虚假材料的；发生重大安全事故的。\n第六条 本办法自2021年10月1日起施行。\n"
)


@pytest.mark.parametrize(
    ("what", "first", "second"),
    [
        ("平台", "综合类示范平台还应符合以下条件：", "专业类示范平台还应符合以下条件："),
        ("基地", "申请综合型示范基地的，还应当满足：", "申请特色型示范基地的，还应当满足："),
        (
            "园区",
            "综合类示范园区除符合基本条件外，还须同时具备下列条件：",
            "专业类示范园区除符合基本条件外，还须同时具备下列条件：",
        ),
    ],
)
def test_each_sort_has_its_article_and_losing_a_title_asks_nothing(what: str, first: str, second: str) -> None:
    found = parse_text(_PLATFORMS.format(what=what, first=first, second=second)).document.items
    labels = [{leaf.label or leaf.field for leaf in leaves(item.condition)} for item in found]
    shared = {"财务收支状况良好", "total_assets"}
    assert labels == [{*shared, "年组织服务活动次数"}, {*shared, "设备原值（元）"}]
