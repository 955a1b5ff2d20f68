"""What measures of counties and districts share: aims before a grant, headings that only name, money said in their ways."""

from __future__ import annotations

from decimal import Decimal

import pytest

from policymatch.conditions import Any, Judgement, leaves, walk
from policymatch.conditions import tests as limits_of
from policymatch.documents import Item
from policymatch.parsing import parse_text

HEAD = "云岭市南湖区推动产业发展若干政策\n"


def items(body: str) -> tuple[Item, ...]:
    return parse_text(HEAD + body, name="政策.txt").document.items


def money(item: Item) -> list[tuple[Decimal | None, Decimal | None, Decimal | None]]:
    return [(benefit.amount, benefit.rate, benefit.cap) for benefit in item.benefits]


def judged(item: Item) -> list[str]:
    return [leaf.label for leaf in leaves(item.condition) if isinstance(leaf, Judgement)]


def values(item: Item, field: str) -> list[object]:
    return [test.value for test in limits_of(item.condition) if test.field == field]


# ------------------------------------------------------------ aims before a grant


@pytest.mark.parametrize(
    "aim",
    [
        "推进标杆车间建设",
        "加大链主企业培育力度，完善梯度培育机制",
        "做强做优软件产业",
        "全力打造千亿级材料集群，制定集群发展规划",
        "支持企业开拓市场",
    ],
)
def test_an_aim_before_those_it_is_for_is_no_condition(aim: str) -> None:
    (item,) = items(f"一、{aim}，对年营业收入超过5亿元的企业，给予30万元奖励。")
    assert judged(item) == []
    assert values(item, "revenue") == [Decimal(500_000_000)]


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("支持企业建设共享仓库，对符合条件的项目给予20万元补助。", "建设共享仓库"),
        ("鼓励行业协会举办对接活动，对成功签约的，给予5万元奖励。", "举办对接活动"),
        ("企业租用公共仓库的，对其租金给予50%的补助。", "租用公共仓库"),
    ],
)
def test_what_alone_says_for_whom_is_kept(words: str, kept: str) -> None:
    (item,) = items("一、" + words)
    assert any(kept in label for label in judged(item))


# ------------------------------------------------------------ headings


def test_a_heading_that_names_support_is_no_item() -> None:
    first, second = items(
        "一、对企业设备更新予以补助\n对设备投资500万元以上的项目，按设备投资的8%给予补助。\n"
        "二、对工业互联网平台给予奖励\n对获得国家级认定的平台，给予100万元奖励。"
    )
    assert money(first) == [(None, Decimal("0.08"), None)]
    assert money(second) == [(Decimal(1_000_000), None, None)]


def test_a_line_that_grants_by_itself_is_an_item() -> None:
    (item,) = items("一、对新认定的高新技术企业给予20万元奖励")
    assert money(item) == [(Decimal(200_000), None, None)]


# ------------------------------------------------------------ money


@pytest.mark.parametrize(
    ("words", "given"),
    [
        ("对开展跨境结算的企业，按结算量的万分之三给予奖励。", [(None, Decimal("0.0003"), None)]),
        ("对首次办理业务的企业，每笔业务给予2000元奖励。", [(Decimal(2000), None, None)]),
        ("对出口自产软件的企业，每出口1美元奖励人民币0.1元。", [(Decimal("0.1"), None, None)]),
        ("对参加境内展会的企业，每个标准展位最高资助不超过8000元。", [(None, None, Decimal(8000))]),
        (
            "对新引进的区域总部，前两年每年按地方贡献增量的70%激励，后三年每年按地方贡献增量的40%激励。",
            [(None, Decimal("0.7"), None), (None, Decimal("0.4"), None)],
        ),
        ("对达到目标的楼宇，按税收增量区级留存的15%用于对楼宇运营方的奖励。", [(None, Decimal("0.15"), None)]),
        (
            "对取得境外认证的企业，给予商标注册费40%的补助，每家企业金额不超过20万元。",
            [(None, Decimal("0.4"), Decimal(200_000))],
        ),
        (
            "对年出口额达到300万美元的企业，每增加50万美元出口，给予1万元奖励。此项奖励上限为500万元。",
            [(Decimal(10_000), None, Decimal(5_000_000))],
        ),
    ],
)
def test_money_is_read_however_it_is_said(words: str, given: list[tuple[Decimal | None, ...]]) -> None:
    (item,) = items("一、" + words)
    assert money(item) == given


@pytest.mark.parametrize(
    "words",
    [
        "建立正向激励机制。",
        "同一企业年度奖励最高不超过100万元。",
        "对同一企业，同一年度补助总额最高不超过100万元。",
        "商户（由个体工商户转为企业的视同新办）应依法经营。",
    ],
)
def test_what_grants_nothing_is_no_item(words: str) -> None:
    assert not items("一、" + words)


def test_what_is_added_for_one_sort_is_not_asked_of_the_next() -> None:
    first, second, third = items(
        "一、对首次上规的工业企业给予10万元奖励，对属于未来产业的，再给予5万元奖励；对连续两年在规的再给予8万元奖励。"
    )
    assert money(first) == [(Decimal(100_000), None, None)]
    assert any("未来产业" in label for label in judged(second)) or values(second, "business_domain")
    assert not any("未来产业" in label for label in judged(third))
    assert values(third, "newly_above_scale") == [True]


def test_points_added_to_a_share_are_a_support_of_their_own() -> None:
    first, second = items(
        "一、对技改项目按设备投资的8%给予补助。列入省级标杆工厂的企业实施技改的，在原补助基础上，追加补助4个百分点，最高不超过12%。"
    )
    assert money(first)[0][1] == Decimal("0.08")
    assert values(second, "qualification") == [("省级标杆工厂",)]


def test_sorts_with_their_limits_and_sums_are_rungs() -> None:
    first, second = items("一、批发、零售企业年销售额分别达到5000万元、1000万元以上的，分别给予10万元、5万元奖励。")
    assert (values(first, "industry"), values(first, "revenue")) == ([("批发业",)], [Decimal(50_000_000)])
    assert (values(second, "industry"), values(second, "revenue")) == ([("零售业",)], [Decimal(10_000_000)])
    assert (money(first), money(second)) == ([(Decimal(100_000), None, None)], [(Decimal(50_000), None, None)])


def test_each_step_of_growth_is_no_limit() -> None:
    (item,) = items("一、对年出口额达到300万美元的企业，每增加50万美元出口，给予1万元奖励。")
    assert values(item, "declared_number") == []
    assert judged(item) == []


def test_sums_go_with_the_levels_rather_than_the_last_things() -> None:
    (item,) = items(
        "一、对获得国家级、省级或市级认定的园区、基地、市场和平台等载体，分别给予90万元、60万元和30万元的奖励。"
    )
    bound = [leaf.label for benefit in item.benefits for leaf in leaves(benefit.when) if isinstance(leaf, Judgement)]
    assert bound == ["国家级", "省级", "市级"]


# ------------------------------------------------------------ honours


def test_each_honour_of_a_row_has_its_own_level() -> None:
    (item,) = items(
        "一、对当年评为省级标杆工厂、云岭市级标杆工厂、省级智能车间的，分别给予50万元、20万元、10万元奖励。"
    )
    assert values(item, "qualification") == [("省级标杆工厂", "市级标杆工厂", "省级智能车间")]


# ------------------------------------------------------------ what demands nothing


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("鼓励有条件的企业自建独立站，做强营销渠道。对首次开展跨境业务的市场主体，给予3万元奖励。", "首次开展跨境业务"),
        ("一是鼓励餐饮企业让利促销，对参加活动的限上企业，给予2万元奖励。", "参加活动"),
        ("对参展企业，在市级补助基础上再给予1万元补助。", "参展"),
        ("对新设总部，自认定之日起连续三年，每年给予20万元奖励。", "新设"),
    ],
)
def test_only_what_tells_the_applicant_is_judged(words: str, kept: str) -> None:
    (item,) = items("一、" + words)
    assert any(kept in label for label in judged(item)) or values(item, "qualification")
    assert not any(word in label for label in judged(item) for word in ("独立站", "让利", "基础上", "之日起", "营销"))


def test_sorts_in_two_phrases_are_alternatives() -> None:
    (item,) = items("一、批发、零售企业面积分别达到2000、800平方米以上，住宿企业客房数量达40间以上的，给予5万元补助。")
    choice = item.condition
    assert sorted(str(value) for value in values(item, "premises_area")) == ["2000", "800"]
    assert isinstance(choice, Any) or any(isinstance(child, Any) for child in choice.children)  # type: ignore[union-attr]


def test_whom_a_measure_supports_binds_every_item() -> None:
    (item,) = items(
        "一、本政策鼓励和扶持企业是指在本区注册的限上商贸企业。\n二、对年销售额达到1亿元的企业，给予10万元奖励。"
    )
    assert values(item, "above_scale") == [True]


def test_rungs_of_sorts_are_not_loosened() -> None:
    first, _ = items("一、批发、零售企业年销售额分别达到6000万元、2000万元以上的，分别给予8万元、4万元奖励。")
    assert not any(isinstance(node, Any) for node in walk(first.condition))


def test_the_last_of_a_row_of_cases_stands_beside_the_others() -> None:
    (item,) = items(
        "一、年销售额达到2亿元的批发企业；年销售额达到5000万元的零售企业；年营业额达到800万元的餐饮企业，给予6万元奖励。"
    )
    (choice,) = [node for node in walk(item.condition) if isinstance(node, Any)]
    assert len(choice.children) == 3


def test_what_is_given_to_a_sort_besides_asks_nothing_of_the_sort_before() -> None:
    *_, last = items(
        "一、批发企业首次纳统且零售额增量达到2000万元的，另给予20万元奖励；住宿企业首次纳统且营业额增量达到500万元的，另给予10万元奖励。"
    )
    assert values(last, "industry") == [("住宿业",)]


def test_what_is_asked_of_all_above_is_asked_of_each() -> None:
    first, second = items(
        "一、补助对象\n（1）对引进的博士，给予10万元补贴。\n（2）对引进的硕士，给予5万元补贴。\n以上人员均须在本市连续缴纳社会保险6个月以上。"
    )
    assert values(first, "insured_months") == values(second, "insured_months") == [Decimal(6)]


def test_who_sees_to_it_is_no_condition() -> None:
    (item,) = items(
        "一、认定条件\n申请企业应具备以下条件：\n1.在本区注册；（责任单位：区市场监管局）\n2.员工不少于20人。（牵头部门：区人社局）\n"
        "二、奖励标准\n给予10万元奖励。"
    )
    assert not any("责任" in label or "牵头" in label for label in judged(item))
    assert values(item, "employees") == [Decimal(20)]


def test_a_rung_told_by_both_its_ends() -> None:
    first, second = items(
        "一、新引进企业按办公面积给予补助：面积1000平方米以上（含1000平方米）不到2000平方米的一次性补助20万元；"
        "2000平方米以上（含2000平方米）不到3000平方米的一次性补助40万元。"
    )
    assert values(first, "premises_area") == [Decimal(1000), Decimal(2000)]
    assert values(second, "premises_area") == [Decimal(2000), Decimal(3000)]


# ------------------------------------------------------------ whom general demands reach


def fields(item: Item) -> set[str]:
    return {test.field for test in limits_of(item.condition)}


def test_a_sentence_of_an_article_frees_it_from_the_place() -> None:
    held, local = parse_text(
        "绵竹市会展业扶持办法\n"
        "第一条 本政策适用于在本市注册、纳税的会展企业。\n"
        "第二条 在本市举办的展览，展期不少于4天的，给予主办单位8万元补贴。主办单位不受第一条注册地限制。\n"
        "第三条 会展企业年营业收入2000万元以上的，奖励6万元。\n"
    ).document.items
    assert not {"registered_region", "tax_region"} & fields(held)
    assert {"registered_region", "tax_region"} <= fields(local)


def test_what_firms_are_meant_binds_no_association_and_no_service() -> None:
    firm, association, service = items(
        "一、支持标准\n"
        "1.企业实施技术改造，设备投入300万元以上的，补助20万元。\n"
        "2.组织15家以上会员企业参展的行业协会，给予2万元经费。\n"
        "3.为制鞋企业提供数字化改造服务的工程服务机构，年服务企业8家以上的，奖励5万元。\n"
        "附则\n"
        "1.本政策所称企业，是指在南湖区登记注册的独立法人工业企业。\n"
    )
    assert "legal_person" in fields(firm)
    assert "legal_person" not in fields(association) | fields(service)
    assert any("制鞋企业提供" in words for words in judged(service))


@pytest.mark.parametrize(
    "rule",
    [
        "同一项目就高不重复；已享受招商引资“一事一议”政策的项目，不再享受本政策。",
        "同一事项不重复补助；已获得市级财政补助的企业，不再享受本政策奖补。",
    ],
)
def test_who_was_paid_already_stays_out_behind_what_combines(rule: str) -> None:
    (item,) = items(f"一、支持标准\n1.新建露营地，营位50个以上的，奖励20万元。\n二、附则\n1.{rule}\n")
    assert values(item, "already_funded") == [False]


def test_the_standard_that_a_thing_is_built_by_is_no_measure_of_the_money() -> None:
    (item,) = items(
        "一、支持标准\n1.按照四星级饭店标准投资建设、客房数不少于120间，且总投资1亿元以上的饭店，开业后补助100万元。\n"
    )
    assert values(item, "declared_number") == [Decimal(120)]
    assert values(item, "project_investment") == [Decimal(100000000)]


def test_a_promise_behind_other_promises_is_asked() -> None:
    (item,) = items(
        "一、申报条件\n1.在本区注册；\n2.实缴资本不低于1亿元。\n二、奖励标准\n一次性奖励200万元。\n附件\n承诺书\n"
        "本单位承诺：所交材料真实、有效；自领取奖励之日起8年内注册地不迁离南湖区，不减少注册资本。\n"
    )
    assert any("8年内" in words for words in judged(item))
