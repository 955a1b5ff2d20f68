"""The skeleton of a document in the dress of many cities: questions, cards, titles parted by blanks, labels inside."""

from __future__ import annotations

import pytest

from policymatch.conditions import Judgement, leaves
from policymatch.conditions import tests as limits_of
from policymatch.documents import Item
from policymatch.parsing import parse_text


def items(text: str) -> tuple[Item, ...]:
    """The items of a whole document."""
    return parse_text(text).document.items


def money(item: Item) -> list[tuple[object, object, object]]:
    """Amount, rate and ceiling of each benefit."""
    return [(benefit.amount, benefit.rate, benefit.cap) for benefit in item.benefits]


def fields(item: Item) -> set[str]:
    """The fields of its condition."""
    return {test.field for test in limits_of(item.condition)}


def judged(item: Item) -> str:
    """What is left to a person."""
    return "；".join(leaf.label for leaf in leaves(item.condition) if isinstance(leaf, Judgement))


QUESTIONS = (
    "用工补贴政策问答\n一、扩岗补助\n{q}：哪些单位可以申请扩岗补助？\n{a}：小微企业招用登记失业人员，"
    "签订1年以上劳动合同，可以申请。\n{q}：能补多少？\n{a}：每招用1人补助1500元。\n{q}：要交什么材料？\n{a}：申请表、劳动合同。\n"
    "二、稳岗返还\n{q}：返还的对象和条件是什么？\n{a}：上年度裁员率不高于5.5%的参保企业可以申请返还。\n"
    "{q}：能返还多少？\n{a}：大型企业按上年度缴纳失业保险费的30%返还。\n{q}：能与其他补贴同时享受吗？\n{a}：可以。"
)


@pytest.mark.parametrize(("q", "a"), [("问", "答"), ("Q", "A"), ("问题", "答")])
def test_questions_head_their_answers(q: str, a: str) -> None:
    first, second = items(QUESTIONS.format(q=q, a=a))
    assert money(first) == [(1500, None, None)]
    assert "size" in fields(first)
    assert "每招用" not in judged(first)
    assert [float(benefit.rate or 0) for benefit in second.benefits] == [0.3]
    assert "layoff_rate" in fields(second)


def test_a_card_without_stops_keeps_its_labels_apart() -> None:
    found = items(
        "滨江区惠企政策事项清单\n1. 外贸奖励\n享受主体：上年度进出口额1000万元以上且同比增长10%以上的外贸企业\n"
        "兑现标准：每家奖励10万元，连续增长的企业每家奖励20万元\n责任部门：区商务局\n2. 智能制造奖励\n"
        "享受主体：经评定的国家级智能制造示范工厂、省级智能工厂、市级数字化车间\n兑现标准：国家级100万元；省级50万元；市级10万元\n责任部门：区经信局"
    )
    assert [len(item.benefits) for item in found] == [2, 3]
    assert not any("兑现标准" in judged(item) for item in found)


@pytest.mark.parametrize("gap", ["　", "  ", " "])
def test_a_title_parted_by_blanks_names_the_point(gap: str) -> None:
    found = items(
        "关于促进家政服务业发展的若干政策\n"
        f"1．鼓励员工制转型{gap}企业与家政服务人员签订一年以上劳动合同的，按实际缴纳社会保险费的50%给予补贴。\n"
        f"2．支持品牌建设{gap}对获得省级以上服务品牌的企业，给予10万元奖励，年度内只奖励一次。"
    )
    assert len(found) == 2
    assert "鼓励员工制转型" not in judged(found[0])
    assert "支持品牌建设" not in judged(found[1])


def test_a_label_behind_a_sentence_opens_a_part() -> None:
    first, second = items(
        "省级制造业贴息项目申报指南\n一、支持方向\n（一）设备更新贷款贴息\n支持企业实施技术改造。申报条件：\n1.总投资不低于1000万元；\n"
        "2.企业无欠税行为。\n支持标准：按照实际发生利息的50%给予贴息，最高500万元。\n（二）担保费补助\n帮助企业降低成本。申报条件：\n"
        "1.企业属于小微企业；\n2.担保费率不超过1.5%。\n支持标准：按实际支付担保费的60%给予补助，最高15万元。"
    )
    assert {"project_investment", "tax_arrears"} <= fields(first)
    assert "size" in fields(second)
    assert "project_investment" not in fields(second)


def test_half_for_a_lesser_deed_is_no_item_of_its_own() -> None:
    found = items(
        "江宁县促进标准化建设若干措施\n一、主导制定国家标准、行业标准的，每项分别给予50万元、30万元奖励。参与制定的减半。"
        "入选领跑者的企业，奖励20万元。"
    )
    assert [len(item.benefits) for item in found] == [2, 1]


def test_two_ladders_are_climbed_together() -> None:
    found = items(
        "关于支持社会办医的若干规定\n一、新建医院，总投资分别达到5亿元、1亿元以上且床位分别不少于500张、100张的，"
        "按每张床位1万元、0.5万元的标准给予补助。"
    )
    limits = [[int(float(str(test.value))) for test in limits_of(item.condition)] for item in found]
    assert limits == [[500000000, 500], [100000000, 100]]


@pytest.mark.parametrize(
    "sentence",
    [
        "养老托育机构用电、用水、用气按居民生活类价格执行。",
        "非营利性养老机构可以通过行政划拨方式取得土地使用权。",
        "利用存量厂房兴办养老机构的，土地用途可暂不变更。",
        "社会办医疗机构同等享有公立医疗机构的各项税收待遇。",
        "利用自有房产办医的，所得税地方所得部分由财政予以奖补。",
        "茶叶低温气象指数保险的保费由县财政承担70%，茶农自负30%。",
    ],
)
def test_help_without_a_verb_of_giving_is_granted(sentence: str) -> None:
    (item,) = items(f"江州市促进社会事业发展若干措施\n一、落实优惠政策。{sentence}\n二、加强宣传引导。")
    assert item.benefits


@pytest.mark.parametrize(
    "sentence",
    [
        "每年发放文旅消费券不少于2000万元。",
        "向市民投放餐饮券和购物券，提振消费信心。",
        "所需资金由市、区财政按5:5比例承担。",
        "探索建立行业信用评价制度。",
    ],
)
def test_what_offices_spend_on_others_is_no_item(sentence: str) -> None:
    assert not items(f"江州市促进消费若干措施\n一、优化消费环境。{sentence}\n二、加强宣传引导。")


def test_what_an_office_does_is_no_condition() -> None:
    (item,) = items(
        "江州市促进社会办医若干措施\n一、支持项目建设。根据全市医疗资源布局，遴选带动性强的优质项目，"
        "健全动态管理机制，对新建三级医院的企业，优先安排用地指标。"
    )
    assert not {"根据", "遴选", "健全"} & set(judged(item).replace("；", " ").split())
    assert "遴选" not in judged(item)
    assert "布局" not in judged(item)


def test_an_exclusion_in_brackets_or_after_inspection_binds_nobody_else() -> None:
    (item,) = items(
        "丹霞市支持民营医院发展规定\n一、民营医院首次评为三级甲等的，奖励500万元。\n"
        "二、设立专项资金用于学科建设等方面（营利性医院的设备购置不予补助）。\n"
        "三、卫生健康部门应当每年开展校验，校验不合格的取消补助资格。"
    )
    assert "校验" not in judged(item)
    assert "营利性" not in judged(item)


def test_a_list_after_plain_words_hands_down_who_it_is_for() -> None:
    found = items(
        "东湾区促进金融业发展若干措施\n一、金融机构落户奖励\n对新设立的法人金融机构，按实缴注册资本分档给予一次性奖励：\n"
        "1．实缴注册资本10亿元以上的，奖励2000万元；\n2．实缴注册资本5亿元以上的，奖励1000万元。\n"
        "对新设立的金融机构区域总部，一次性奖励200万元。"
    )
    assert sorted(money(item)[0][0] for item in found) == [2000000, 10000000, 20000000]
    assert all("industry" in fields(item) for item in found)


def test_the_total_of_stages_is_no_grant_of_its_own() -> None:
    found = items(
        "东湾区支持企业上市若干措施\n一、拟上市企业申请首次公开发行股票的，分阶段给予合计不超过500万元奖励：\n（1）办理辅导备案的，奖励100万元；\n"
        "（2）申请获受理的，奖励150万元；\n（3）成功上市的，奖励250万元。"
    )
    assert [money(item) for item in found] == [
        [(100 * 10000, None, None)],
        [(1500000, None, None)],
        [(2500000, None, None)],
    ]
    assert all("首次公开发行股票" in judged(item) for item in found)


def test_who_a_sentence_names_is_meant_after_its_semicolon() -> None:
    _, second = items(
        "东湾区促进金融业发展若干措施\n一、新落户金融机构在本区购置办公用房的，按每平方米1000元给予补贴；租赁办公用房的，按年租金的30%给予补贴。"
    )
    assert "industry" in fields(second)


def test_starred_numbers_and_numbers_inside_a_paragraph() -> None:
    first, second = items(
        "龙泉县招才十条\n★1. 领军人才“项目资助”。对来我县创办企业的领军人才团队，给予300万元启动资金。\n"
        "★2. 安居“拎包入住”。来我县工作的博士可免费入住人才公寓3年，硕士租金减免50%。\n"
        "说明：1.申请人须未被列入失信被执行人名单；2.本政策自2024年3月1日起执行。"
    )
    assert not first.name.startswith("1")
    assert all("dishonest" in fields(item) for item in (first, second))


def test_demands_told_in_plain_paragraphs_bind() -> None:
    (item,) = items(
        "关于开展学徒制培训补贴申领工作的公告\n企业委托培训机构开展学徒培训，学徒取得中级工以上证书的，可申领培训补贴。补贴标准为每人每年5000元。\n"
        "职工应为与企业签订1年以上劳动合同的人员，年龄不超过50周岁。企业应依法参加失业保险并足额缴费，未被列入失信联合惩戒对象。\n"
        "企业应在开班前向所在区人社局备案，提交培训计划、学徒名册、培养协议；培训结束后3个月内提交补贴申请表、证书复印件、劳动合同复印件。"
    )
    assert {"applicant_age", "dishonest"} <= fields(item)
    assert "备案" not in judged(item)
    assert {"培训计划", "劳动合同"} <= set(item.materials)


def test_what_the_spouse_gets_and_how_costs_are_proved_demand_nothing() -> None:
    (item,) = items(
        "龙泉县人才购房补贴办法\n一、补贴标准。在县城购买首套商品住房的博士，补贴20万元。夫妻双方均符合条件的，按就高一方全额、另一方减半发放。\n"
        "二、申报要求。购房金额以发票及付款凭证为准。申请人应在本县参保。"
    )
    assert len(item.benefits) == 1
    assert "发票" not in judged(item)


def test_lettered_classes_are_blocks_with_money_and_papers_of_their_own() -> None:
    first, second = items(
        "永安区电子商务扶持资金申报通知\n一、申报对象及基本条件\n1、注册地在永安区的电商企业；\n2、近三年无重大违法失信行为。\n"
        "二、扶持类别、标准及对应材料\nA类：规模奖励\n扶持标准：网络零售额首次突破5000万元的企业，奖励10万元。\n所需材料：销售数据截图、审计报告。\n"
        "B类：物流补贴\n扶持标准：年发件量50万件以上的企业，按每件0.1元补贴，最高30万元。\n所需材料：快递结算单、发票。\n"
        "三、申报时间\n2025年4月1日至4月25日。"
    )
    assert [item.name for item in (first, second)] == ["规模奖励", "物流补贴"]
    assert first.materials == ("销售数据截图", "审计报告")
    assert second.materials == ("快递结算单", "发票")
    assert {"major_violation", "dishonest"} & fields(second)


def test_rungs_below_a_sentence_are_for_those_whom_it_names() -> None:
    found = items(
        "碧云市促进演艺经济若干措施\n一、大型演出。在我市举办演唱会、音乐节，跨市观众占比超过50%的，按以下标准奖励主办方：\n"
        "1. 售票1万张以上的，每场奖励30万元；\n2. 售票4万张以上的，每场奖励100万元。\n"
        "二、参赛奖励。获得省级比赛前三名的运动员，分别奖励金牌2万元、银牌1万元、铜牌5000元。\n"
        "三、其他。申请奖励的企业须依法经营、无重大投诉，未被列入失信被执行人名单。"
    )
    assert all("跨市观众占比" in str([test.label for test in limits_of(item.condition)]) for item in found[:2])
    assert [benefit.amount for benefit in found[2].benefits] == [20000, 10000, 5000]
    assert all("dishonest" in fields(item) for item in found)


def test_what_is_really_paid_is_the_base_and_no_condition() -> None:
    (item,) = items(
        "政策名称：青禾区企业贷款贴息\n支持对象：青禾区科技型中小企业\n支持方式：对企业实际支付贷款利息的30%给予贴息，单户企业不超过20万元\n"
        "申报时间：2025年1月15日—2025年2月28日\n咨询电话：0000-8888888"
    )
    assert "企业实际" not in judged(item)
    assert [(float(rate), int(cap)) for _, rate, cap in money(item) if rate and cap] == [(0.3, 200000)]
