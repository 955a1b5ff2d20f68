"""What notices of commerce, culture and market departments say: who stays out at the end, tiers told in a sentence."""

from __future__ import annotations

import pytest

from policymatch.conditions.nodes import All, Any, AtLeast, Judgement, Node, Not, Test
from policymatch.parsing import parse_text
from policymatch.parsing.structure.headings import topic_of

HEAD = "海州市商贸业奖励办法\n一、首次纳统奖励\n对首次纳入统计的企业给予一次性奖励5万元。\n"


def told(node: Node | None) -> str:
    """A condition in one line: A；B for all, (A|B) for any."""
    match node:
        case All():
            return "；".join(told(child) for child in node.children)
        case Any() | AtLeast():
            return "(" + " | ".join(told(child) for child in node.children) + ")"
        case Not():
            return f"不{told(node.child)}"
        case Judgement():
            return f"「{node.label}」"
        case Test():
            value = "、".join(node.value) if isinstance(node.value, tuple) else str(node.value)
            return f"{node.field} {node.op} {value}"
        case _:
            return ""


def items(text: str) -> list[str]:
    """The conditions of each item."""
    return [told(item.condition) for item in parse_text(text).document.items]


@pytest.mark.parametrize(
    ("sentence", "want"),
    [
        ("本办法不适用于已享受过同类奖励的企业。", "already_funded is False"),
        ("本措施不适用于房地产企业。", "industry not_in 房地产业"),
        ("同一项目已获得市级其他财政资金支持的，不再享受本政策。", "already_funded is False"),
        ("已享受过市级同类奖励的企业不再重复享受。", "already_funded is False"),
        ("对已取得国家、省同类补助的项目，不予支持。", "already_funded is False"),
        ("未按时报送统计报表的单位，一律取消奖励资格。", "「不存在：未按时报送统计报表的单位」"),
        ("本政策不适用的情形由领导小组研究确定。", None),
        ("已享受过本政策第三条奖励的企业，不再享受第五条奖励。", None),
        ("企业已获得较低等次奖励的，只奖励差额部分。", None),
    ],
)
def test_who_stays_out_at_the_end(sentence: str, want: str | None) -> None:
    (said,) = items(f"{HEAD}二、附则\n{sentence}")
    assert said.replace("不「", "「") == "；".join(filter(None, [want, "newly_above_scale is True"]))


TIERS = (
    "(revenue >= 100000000；revenue_growth >= 0.1 | revenue <= 100000000；revenue_growth >= 0.15)"  # one line a demand
)


@pytest.mark.parametrize(
    "passage",
    [
        "对增长较快的企业给予10万元奖励。其中，年营业收入1亿元以上的，增速需达10%；年营业收入1亿元以下的，增速需达15%。",
        "对增长较快的企业给予10万元奖励，其中：年营业收入1亿元以上的，增速不低于10%；1亿元以下的，不低于15%。",
        "（一）申报条件\n年营业收入1亿元以上的企业，增速须达到10%；1亿元以下的企业，增速须达到15%。\n（二）奖励标准\n给予10万元奖励。",
    ],
)
def test_tiers_of_one_demand(passage: str) -> None:
    (said,) = items(f"海州市奖励办法\n一、增长奖励\n{passage}")
    assert TIERS in said


def test_tiers_with_sums_of_their_own_are_supports() -> None:
    passage = "对企业设备投资500万元以上的，给予50万元；设备投资500万元以下的，给予20万元。"
    assert len(items(f"海州市奖励办法\n一、技改奖励\n{passage}")) == 2


def test_a_heading_of_two_matters_hides_neither() -> None:
    assert topic_of("支持方向和申报审核") is None
    text = (
        "海州市展会资金细则\n一、支持方向和申报审核\n（一）支持内容\n对参展项目按展位费的70%给予支持。\n"
        "（二）支持对象\n1、注册地在海州市的企业。"
    )
    (item,) = parse_text(text).document.items
    assert item.benefits[0].rate is not None


@pytest.mark.parametrize(
    ("sentence", "want"),
    [
        (
            "鼓励商贸企业在境外设立展示中心，对展示面积300平方米以上的，给予30万元补助。",
            "business_domain has_any 商贸；「在境外设立展示中心」；premises_area >= 300",
        ),
        (
            "支持中华老字号在商圈设立旗舰店，对面积达200平方米以上的旗舰店，给予最高10万元补助。",
            "qualification has_any 中华老字号；「在商圈设立旗舰店」；premises_area >= 200；「旗舰店」",
        ),
        (
            "支持零售企业做大做强，对年营业收入1亿元以上的，给予10万元奖励。",
            "industry in 零售业；revenue >= 100000000",
        ),
        (
            "推进夜间经济发展，对年营业收入2000万元以上的餐饮企业，给予5万元奖励。",
            "revenue >= 20000000；industry in 餐饮业",
        ),
        ("支持企业做大做强，对年营业收入1亿元以上的，给予10万元奖励。", "revenue >= 100000000"),
    ],
)
def test_an_aim_names_whom_the_limit_behind_it_does_not(sentence: str, want: str) -> None:
    assert items(f"海州市奖励办法\n一、奖励标准\n{sentence}") == [want]


def test_what_a_loan_is_tells_who_takes_it() -> None:
    text = (
        "海州市科技贷款贴息细则\n第一条 本细则所称科技贷款，是指本市小微企业以专利权出质，从银行获得的贷款。\n"
        "第二条 对符合条件的单笔贷款，按照贷款利率的50%给予贴息，最高20万元。\n"
        "第三条 企业申报须满足如下条件：\n（一）具有独立法人资格。\n（二）按期还本付息。"
    )
    (said,) = items(text)
    assert "legal_person is True" in said
    assert "size in 小型、微型" in said
    assert said.count("符合条件的单笔贷款") <= 1


def test_a_definition_grants_nothing() -> None:
    text = (
        "海州市担保贷款细则\n第一条 本细则所称担保贷款，是指由基金提供担保，银行向高校毕业生发放的贷款。\n"
        "第二条 个人贷款额度最高30万元，给予50%的贴息。"
    )
    assert len(items(text)) == 1


def test_a_thing_told_by_its_limits_is_asked_of_who_deals_with_it() -> None:
    text = (
        "海州市展会办法\n第一条 本办法所称展会活动，是指展期3天以上的展览。\n"
        "第二条 对举办展会活动的企业，给予20万元补助。"
    )
    (said,) = items(text)
    assert "declared_number >= 3" in said


def test_where_and_since_when_hold_beside_what_is_reached() -> None:
    (said,) = items("海州市奖励办法\n一、奖励标准\n对成立满1年的、年营业收入500万元以上的企业，给予5万元奖励。")
    assert said == "years_established >= 1；revenue >= 5000000"


def test_sections_marked_with_a_nought_hold_those_with_plain_numbers() -> None:
    text = (
        "海州市展会资金细则\n01. 支持方向\n● 支持标准\n对参展项目给予最高10万元补助。\n● 支持对象\n申请的企业应符合下列条件：\n"
        "1、企业注册地在海州市。\n2、具有独立法人资格。\n● 申请注册\n首次申请的中小企业应通过申报系统注册并填写基本信息。\n02. 其他\n本细则由商务局解释。"
    )
    (said,) = items(text)
    assert "legal_person is True" in said
    assert "size" not in said


@pytest.mark.parametrize("lead", ["申报主体无下述情形：", "申报单位不存在以下情形：", "申请人没有下列情况："])
def test_a_row_of_what_must_not_be(lead: str) -> None:
    text = f"海州市演出补助细则\n一、申报条件\n{lead}被列为失信被执行人；被列入经营异常名录。\n二、补助金额\n对演出给予不高于20万元/场补助。"
    (said,) = items(text)
    assert said == "dishonest is False；abnormal_operation is False"


def test_a_title_that_names_an_award_gives_nothing_yet() -> None:
    text = (
        "海州市奖励指南\n一、支持标准\n1.限上奖励：对年零售额5000万元以上的企业给予5万元奖励。\n"
        "2.落户奖励：对注册资本5000万元的企业给予8万元奖励。\n3.展位补贴：每个展位5000元。"
    )
    given = [[str(one.amount) for one in item.benefits] for item in parse_text(text).document.items]
    assert given == [["50000"], ["80000"], ["5000"]]


def test_conditions_under_a_support_s_name_bind_that_support_alone() -> None:
    text = (
        "海州市申报指南\n一、申报条件\n（一）基本条件\n1.在海州市注册。\n2.具有独立法人资格。\n（二）专项条件\n"
        "1.批发零售业增长奖励项目：申报主体在统计平台中按照国民经济行业分类属于“批发业（F51）、零售业（F52）”，且在统计名录库中登记满一年。\n"
        "2.餐饮业增长奖励项目：申报主体在统计平台中按照国民经济行业分类属于“餐饮业（H62）”，且在统计名录库中登记满一年。\n"
        "二、支持标准\n1.批发零售业增长奖励项目：\n（1）对零售企业年零售额每增加1亿元奖励50万元。\n（2）对批发企业年销售额每增加1亿元奖励5万元。"
    )
    said = items(text)
    assert len(said) == 2
    assert all("批发业、零售业" in one and "餐饮业" not in one for one in said)
