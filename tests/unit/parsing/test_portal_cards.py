"""Cards of a policy portal: whom they serve, told in a row; supports in a table; what stands among their conditions."""

import pytest

from policymatch.conditions.nodes import Any, Test, leaves
from policymatch.parsing import parse_text
from tests.cards import fields, items, judged

WHO = "本市小微企业，在绵竹注册的小额贷款公司，及为贷款提供增信的融资担保机构"


def test_each_support_is_for_the_kind_that_opens_it() -> None:
    lender, guarantor, small = items(
        "1．小额贷款公司年度新增投放额达到3亿元的，奖励50万元。\n2．融资担保机构为小微企业提供担保的，按担保发生额的0.5%补助。\n3．小微企业取得设备的，补助10万元。",
        who=WHO,
    )
    assert "size" not in fields(lender.condition)
    assert "registered_region" in fields(lender.condition)
    assert not {"size", "registered_region"} & fields(guarantor.condition)
    assert "size" in fields(small.condition)


def test_a_support_that_names_no_kind_is_for_all_of_them() -> None:
    [item] = items("年度利润达到1亿元的，奖励30万元。", who=WHO)
    assert item.condition is not None
    assert any(isinstance(one, Any) for one in item.condition.children)  # type: ignore[union-attr]


def test_people_and_those_who_take_them_on_are_alternatives() -> None:
    person, firm = items(
        "1．自主就业退役士兵从事个体经营的，补贴5000元。\n2．企业招用自主就业退役士兵的，补贴1万元。",
        who="自主就业退役士兵和招用自主就业退役士兵的企业",
    )
    assert "new_hires" not in fields(person.condition)
    assert "applicant_identity" not in fields(firm.condition)


def test_one_kind_told_by_several_marks_stays_one() -> None:
    [item] = items("补助10万元。", who="在本市注册的新材料生产企业、软件研制单位，以及首创产品应用单位")
    assert "registered_region" in fields(item.condition)
    assert not any(isinstance(one, Any) for one in item.condition.children)  # type: ignore[union-attr]


TABLE = (
    "支持方向\t支持内容\t支持标准\n公共冷库\t库容不少于5000立方米，开放比例不低于50%\t不超过审定投资额的40%，最高800万元\n"
    "冷链车辆\t购置冷藏车10辆以上\t每辆补助3万元，最高100万元\n零售终端\t更新冷柜，项目投资在50万元以上\t不超过审定投资额的30%，最高200万元"
)


def test_a_column_on_what_is_supported_tells_demands_beside_one_on_how_much() -> None:
    store, cars, shop = items(TABLE, who="冷链企业")
    assert [one.label for one in leaves(store.condition) if isinstance(one, Test) and one.label] == ["库容（立方米）", "开放比例"]  # fmt: skip
    assert "declared_number" in fields(cars.condition)
    assert "project_investment" in fields(shop.condition)
    assert all(len(one.benefits) == 1 for one in (store, cars, shop))


def test_who_is_shut_out_behind_a_point_for_one_support_is_shut_out_of_all() -> None:
    asked = "1．信用良好。\n2．申报公共冷库方向的，消防验收合格。\n有下列情形之一的，不得申报：（1）被列入失信联合惩戒名单；（2）拖欠职工工资的。"
    store, cars, shop = items(TABLE, asked, who="冷链企业")
    assert all({"dishonest", "wage_arrears"} <= fields(one.condition) for one in (store, cars, shop))
    assert any("消防验收合格" in label for label in judged(store.condition))
    assert not any("消防验收合格" in label for label in judged(cars.condition))


def test_events_that_stay_out_are_judged_whole() -> None:
    [item] = items("补助10万元。", "1．信用良好。\n2．公司年会以及以零售为主的展销会不纳入支持范围。")
    assert "industry" not in fields(item.condition)
    assert any(label.startswith("不存在：公司年会") for label in judged(item.condition))


def test_a_bracket_frees_the_supports_that_it_names() -> None:
    show, green = items(
        "1．展览项目。展期不少于3天的展览，补助10万元。\n2．绿色办展。使用环保展台面积500平方米以上的，奖励5万元。",
        "1．信用良好。\n2．申报单位应为项目第一主办单位。（绿色办展不受此条限制）",
    )
    assert any("第一主办单位" in label for label in judged(show.condition))
    assert not any("第一主办单位" in label for label in judged(green.condition))


def test_how_to_reckon_and_to_choose_demands_nothing() -> None:
    [item] = items(
        "补助10万元。",
        "1．信用良好。\n2．多家单位合办的，协商确定一家申报，其他单位出具放弃声明。\n3．单个单位同一年度累计补助不超过300万元。\n"
        "4．在企业工作满1年的方可享受全额扣减，不满1年的按月换算。\n5．既可适用本政策，又可适用其他优惠的，企业可选择最优惠的政策，但不得重复享受。",
    )
    assert judged(item.condition) == ["信用良好"]
    assert not fields(item.condition)


def test_a_heading_that_names_a_support_for_somebody_is_none() -> None:
    lessee, lessor = items(
        "（一）对承租企业的费用补贴\n承租企业取得设备的，按租息的30%给予补贴。\n（二）对租赁公司的业务奖励\n租赁公司新增投放额达到3亿元的，奖励50万元。"
    )
    assert lessee.benefits[0].rate is not None
    assert lessor.benefits[0].amount is not None


def test_a_charge_that_may_not_exceed_is_asked_of_the_applicant() -> None:
    [item] = items("担保公司年化担保费率不超过1%，按照担保发生额的0.5%予以补助。")
    assert "declared_number" in fields(item.condition)


def test_a_platform_that_watches_is_no_honour() -> None:
    [item] = items("补助10万元。", "1．纳入市冷链监测平台。\n2．不违反国家外商投资准入负面清单。")
    assert not {"qualification", "ownership"} & fields(item.condition)


def test_the_lines_below_a_label_that_name_bodies_are_all_its_issuers() -> None:
    head = "绵竹市养老补贴\n发文机构\n绵竹市民政局\n绵竹市财政局\n发文字号\n绵民发〔2024〕3号\n服务内容\n1．对养老机构，补助20万元。\n"
    assert parse_text(head).document.issuers == ("绵竹市民政局", "绵竹市财政局")
    told = head.replace("绵竹市财政局\n", "工具分类\n资金支持\n")
    assert parse_text(told).document.issuers == ("绵竹市民政局",)


@pytest.mark.parametrize("runs", ["自2024年1月1日起执行，有效期5年", "从2024年1月1日起实施"])
def test_from_when_a_card_holds_is_not_when_to_apply_where_it_tells_that(runs: str) -> None:
    text = (
        f"绵竹市养老补贴\n发文机构\n绵竹市民政局\n服务内容\n1．对养老机构，补助20万元。\n时间/频度\n每年1月；{runs}\n"
    )
    (item,) = parse_text(text).document.items
    assert item.window.opens_on is None
    assert item.window.source is not None
    assert item.window.source.quote.startswith("每年1月")


TWO_SUPPORTS = "1．支持担保机构参与试点，对合作担保机构给予50万元补偿。\n2．支持企业购买科技保险，按保费的60%补贴。"


@pytest.mark.parametrize(
    "who",
    [
        "高新技术企业及金融服务机构",
        "高新技术企业和金融机构",
        "高新技术企业及金融服务机构。其中，高新技术企业是指在绵竹注册的国家高新技术企业；金融服务机构是指在绵竹设立的总部或分支机构",
    ],
)
def test_a_guarantor_is_one_of_the_financial_bodies(who: str) -> None:
    guarantor, firm = items(TWO_SUPPORTS, who=who)
    assert "qualification" not in fields(guarantor.condition)
    assert "qualification" in fields(firm.condition)


def test_each_explained_kind_has_its_own_support_by_its_name() -> None:
    firm, lender = items(
        "1．对科技企业贷款贴息，最高10万元。\n2．对金融机构发放科技贷款的，给予风险补偿，最高100万元。",
        who="科技企业和金融机构。其中科技企业是指在绵竹市注册的科技型中小企业；金融机构指在绵竹市设立的银行、担保机构等",
    )
    assert "qualification" in fields(firm.condition)
    assert "qualification" not in fields(lender.condition)
    assert "registered_region" in fields(lender.condition)


@pytest.mark.parametrize(
    "who",
    [
        "注册在绵竹高新技术产业开发区（以下简称绵竹高新区）范围内的高新技术企业",
        "在西部国家自主创新示范区（以下简称“示范区”）内注册的高新技术企业",
    ],
)
def test_a_zone_is_not_lost_behind_its_short_name(who: str) -> None:
    [item] = items("给予10万元补助。", who=who)
    assert any("注册" in one and "区" in one for one in judged(item.condition))


@pytest.mark.parametrize(
    "who", ["在绵竹市（以下简称本市）行政区域内注册登记的企业", "注册登记地在绵竹市（下称我市）范围内的企业"]
)
def test_a_place_goes_on_behind_its_short_name(who: str) -> None:
    [item] = items("给予10万元补助。", who=who)
    assert fields(item.condition) == {"registered_region"}


OF_LENDERS = "1．{lender}在绵竹注册。\n2．{firm}小微企业，成立不超过5年。"


@pytest.mark.parametrize(
    ("given", "lender", "firm"),
    [
        ("担保机构为企业贷款担保发生代偿的，按代偿额的50%补偿。", "担保机构需", "企业应为"),
        ("银行发放科技贷款发生不良的，按损失的30%补偿。", "银行应", "贷款企业应为"),
        ("融资租赁公司为企业提供设备租赁的，按租赁额的1%奖励。", "租赁公司应", "承租企业须为"),
    ],
)
def test_what_a_lender_asks_of_firms_is_not_asked_of_the_lender(given: str, lender: str, firm: str) -> None:
    [item] = items(given, OF_LENDERS.format(lender=lender, firm=firm))
    assert not {"size", "years_established"} & fields(item.condition)
    assert "registered_region" in fields(item.condition) or any("绵竹" in one for one in judged(item.condition))


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ("融资租赁公司为企业提供设备租赁的，按租赁额的1%奖励。", "1．企业应在绵竹注册，成立满2年。\n2．信用良好。"),
        ("对企业获得的贷款，给予2%的贴息。", "1．贷款企业应在绵竹注册，成立满2年。\n2．信用良好。"),
    ],
)
def test_a_firm_that_is_paid_is_asked_itself(given: str, asked: str) -> None:
    [item] = items(given, asked)
    assert {"registered_region", "years_established"} <= fields(item.condition)


def test_a_third_party_is_a_body_that_serves() -> None:
    firm, third = items(
        "1．对企业实施改造的，补助10万元。\n2．对为制造业企业提供诊断服务的第三方机构，补助10万元。",
        who="绵竹市制造业企业及第三方服务机构",
    )
    assert "industry" in fields(firm.condition)
    assert "industry" not in fields(third.condition)


@pytest.mark.parametrize(
    "service",
    ["免费为博物馆从业人员提供业务培训。", "组织专家为博物馆提供免费诊断服务。", "馆员可免费参加业务培训。"],
)
def test_what_a_card_gives_for_nothing_is_a_support(service: str) -> None:
    found = items(f"1．对举办展览的，补助10万元。\n2．人才培训。{service}", who="博物馆")
    assert len(found) == 2


@pytest.mark.parametrize(
    "who", ["本政策适用于人工智能、集成电路等产业的企业", "本办法主要适用于新材料、节能环保等领域企业"]
)
def test_whom_a_policy_applies_to_leaves_nothing_over(who: str) -> None:
    [item] = items("给予10万元补助。", who=who, asked="1．在绵竹注册。")
    assert fields(item.condition) == {"business_domain", "registered_region"}
    assert not judged(item.condition)
