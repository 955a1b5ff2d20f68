"""What decides eligibility is quoted whole: no word cut in two, no clause lost between a field, a title and a sum."""

from __future__ import annotations

import pytest

from policymatch.conditions import Judgement, Test, leaves
from policymatch.documents import Item
from policymatch.parsing import parse_text

HEAD = "绵竹市扶持办法\n绵竹市人民政府\n一、支持标准\n"


def items(text: str) -> tuple[Item, ...]:
    """The items of the only section of a document."""
    return parse_text(f"{HEAD}{text}\n").document.items


def judged(text: str) -> list[str]:
    """The words that a person must judge, over all items."""
    return [
        leaf.source.quote
        for item in items(text)
        for leaf in leaves(item.condition)
        if isinstance(leaf, Judgement) and leaf.source is not None
    ]


def quoted(text: str) -> str:
    """All quotes of conditions."""
    found = [leaf.source.quote for item in items(text) for leaf in leaves(item.condition) if leaf.source is not None]
    return " | ".join(found)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("对还款记录良好的借款人，给予贴息，每户最高2万元。", "还款记录良好的借款人"),
        ("对还清扶贫贷款的合作社，给予5万元奖励。", "还清扶贫贷款的合作社"),
        ("应征入伍的大学生退役后创业的，给予5000元补贴。", "应征入伍的大学生退役后创业"),
        ("应聘到乡镇卫生院工作的，给予5000元补贴。", "应聘到乡镇卫生院工作"),
    ],
)
def test_a_word_that_begins_like_a_joint_stays_whole(text, words):
    assert words in judged(text)


def test_a_title_that_speaks_of_money_is_no_benefit():
    words = quoted("参加《绵竹市技能提升补贴标准目录》内工种培训并取得证书的，给予每人1000元补贴。")
    assert "参加《绵竹市技能提升补贴标准目录》内工种培训并取得证书" in words


def test_the_last_point_of_a_list_does_not_title_the_label_after_it():
    words = quoted(
        "毕业学年学生，符合以下条件之一，可申请求职补贴，每人2000元。\n"
        "（1）属于低保家庭；\n（2）属于残疾人；\n（3）曾获得国家助学贷款。\n申领方式：登录平台申报。"
    )
    assert "曾获得国家助学贷款" in words


def test_a_point_titled_like_its_neighbours_holds_its_labels():
    found = items(
        "1.企业上规。\n支持对象：首次升规的工业企业。\n支持标准：给予10万元奖励。\n"
        "2.企业上市。\n支持对象：在主板上市的企业。\n支持标准：给予100万元奖励。"
    )
    assert len(found) == 2


def fields(text: str) -> list[str]:
    """The field conditions of all items, as (field op value) in one string each."""
    return [
        f"{leaf.field} {leaf.op} {leaf.value}"
        for item in items(text)
        for leaf in leaves(item.condition)
        if isinstance(leaf, Test)
    ]


@pytest.mark.parametrize("opening", ["对符合条件的小微企业", "对相关小微企业", "符合上述条件的小微企业"])
def test_a_kind_of_applicant_behind_a_mere_reference_is_kept(opening):
    assert fields(f"{opening}，给予1万元补贴。") == ["size in ('小型', '微型')"]


@pytest.mark.parametrize("opening", ["符合上述条件的企业", "满足以上条件之一的", "符合奖励条件的单位"])
def test_a_reference_that_names_nobody_says_nothing(opening):
    assert judged(f"{opening}，给予2万元补贴。") == []


def test_what_must_be_met_by_name_is_judged():
    assert judged("对符合产业政策要求的，给予2万元补贴。") == ["符合产业政策要求"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("三支一扶人员服务期间，每人每月享受生活补贴3000元。", "三支一扶人员服务期间"),
        ("研究院在建设期内（一般不超过3年），每年给予最高500万元建设经费。", "研究院在建设期内（一般不超过3年）"),
        ("对已落户的非总部型企业，新购置办公用房的，每平方米补助500元。", "落户的非总部型企业"),
        ("根据考核结果择优给予最高50万元补助。", "择优给予"),
    ],
)
def test_who_and_when_is_kept_beside_the_money(text, words):
    assert words in judged(text)


def test_a_condition_glued_to_the_offer_is_kept():
    assert fields("在我市工作满3年，每年居住超过6个月的可直接申请人才落户。") == [
        "declared_number >= 3",
        "declared_number > 6",
    ]


def test_each_year_reached_is_an_item_of_its_own():
    found = items("连续经营满2年的可申请2万元奖励，连续经营满3年的可再申请3万元奖励。")
    assert [len(item.benefits) for item in found] == [1, 1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "对新获评的平台给予20万元补助（国有独资企业建设的平台不纳入支持范围）。",
            "国有独资企业建设的平台不纳入支持范围",
        ),
        ("择优给予补助50万元（以检测为主业的机构原则上不纳入补助范围）。", "以检测为主业的机构原则上不纳入补助范围"),
    ],
)
def test_who_is_left_out_behind_the_money_is_quoted_whole(text, words):
    assert words in quoted(text)


def test_a_bracket_that_says_how_long_shuts_nobody_out():
    assert "不超过3年" not in quoted("对新引进的企业，按租金的50%给予补助（补助期限不超过3年）。")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("资产负债率不超过60%", "资产负债率不超过60%"),
        ("为本地企业提供检测服务", "为本地企业提供检测服务"),
        ("建立研发机构", "建立研发机构"),
        ("按照规范要求建立台账", "按照规范要求建立台账"),
        ("贷款期限不超过2年", "贷款期限不超过2年"),
        ("每年组织活动50场以上", "每年组织活动50场以上"),
    ],
)
def test_a_phrase_in_a_row_of_demands_is_one(row, words):
    assert words in quoted(f"科技型中小企业，{row}，且信用良好的，一次性给予10万元奖励。")


@pytest.mark.parametrize("row", ["资产负债率不超过60%", "按照规范要求建立台账", "贷款期限不超过2年"])
def test_a_row_of_demands_may_end_in_whose_they_are(row):
    assert row in quoted(f"科技型中小企业，{row}，且信用良好的企业，可申请10万元奖励。")


@pytest.mark.parametrize("aside", ["经区科技局审核后", "连续三年", "按实际投资额的10%", "最高不超过50万元", "由区财政"])
def test_how_it_is_paid_is_no_demand_in_such_a_row(aside):
    assert aside not in quoted(f"新引进的企业，{aside}，对符合产业导向的，给予补助20万元。")


def test_an_aim_before_those_it_is_for_is_no_demand():
    assert quoted("支持转型升级，推进数字化改造，对设备投资500万元以上的，按10%补助。") == "设备投资500万元以上"


@pytest.mark.parametrize(
    "demand",
    [
        "有健全的财务制度",
        "建立研发机构",
        "近三年未发生安全事故",
        "在我市纳税",
        "能够提供稳定的检测服务",
        "按规定缴纳社会保险费",
        "实行独立核算",
    ],
)
def test_what_an_applicant_must_be_behind_the_grant_is_kept(demand):
    assert demand in quoted(f"对科技型中小企业给予最高50万元补助。申请企业须{demand}。")


@pytest.mark.parametrize(
    "duty",
    [
        "获得补助的企业应接受监督检查",
        "企业应于每年3月底前提交材料",
        "受资助单位须将资金专款专用，建立台账",
        "企业签订入驻协议时应缴纳相应的履约保证金",
        "市科技局应建立项目管理制度",
    ],
)
def test_what_is_to_be_done_once_it_is_paid_is_no_demand(duty):
    assert quoted(f"对科技型中小企业给予最高50万元补助。{duty}。") == "科技型中小企业"


def test_a_ceiling_on_the_applicant_is_no_ceiling_of_the_support():
    assert fields("企业年销售收入不超过2亿元，信用良好的，给予5万元奖励。") == ["revenue <= 200000000"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("对申报当年须是规模以上工业企业的，给予5万元奖励。", "申报当年须是规模以上工业企业"),
        ("对具有独立法人资格的企业、社会组织和机构，给予5万元奖励。", "具有独立法人资格的企业、社会组织和机构"),
        ("对成立满2年的企业，给予5万元奖励。", "成立满2年"),
        ("推进服务业集聚示范区建设，对新认定的，给予5万元奖励。", ""),
    ],
)
def test_what_says_nothing_by_itself_goes_with_the_field_beside_it(text, words):
    found = quoted(text).split(" | ")
    assert words in found or not words
    assert "推进服务业集聚示范区建设" not in found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("在我市举办的学术会议，参会人数300人以上，其中境外代表占10%以上的，给予20万元补助。", "参会人数300人以上"),
        ("企业职工总数80人以上，其中本地户籍人员占40%以上的，给予6万元奖励。", "职工总数80人以上"),
    ],
)
def test_what_a_further_demand_stands_behind_is_asked_too(text: str, words: str) -> None:
    assert words in quoted(text)


def test_each_stage_of_a_row_keeps_what_must_be_done() -> None:
    found = items(
        "企业上市分阶段奖励：完成股改的奖励30万元；通过辅导验收的奖励50万元；申报材料获受理的奖励80万元；成功发行的奖励100万元。"
    )
    said = [" ".join(leaf.source.quote for leaf in leaves(item.condition) if leaf.source) for item in found]
    assert [word in one for word, one in zip(["股改", "辅导", "受理", "发行"], said, strict=True)] == [True] * 4


def test_who_gives_is_no_condition() -> None:
    assert "县政府" not in quoted("县政府对新引进的外资企业一次性奖励20万元。")
    assert "规上企业" in quoted("由区政府对首次纳入统计的规上企业一次性奖励20万元。")


def test_prizes_counted_out_bind_nobody() -> None:
    text = "对一般贸易出口额前6位的生产企业，设一等奖1名、二等奖2名，分别给予20万元、15万元的补助。"
    assert "一等奖" not in quoted(text)
    assert "前6位" in quoted(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("设立“绵竹创新奖”“绵竹工匠奖”，给予每人3万元奖励。", "“绵竹创新奖”“绵竹工匠奖”"),
        ("提交PCT专利申请取得国际检索报告后资助1万元/件。", "提交PCT专利申请取得国际检索报告后"),
        ("在基层工作满1年的毕业生，可申请代偿在校期间获得的用于学费的助学贷款。", "在基层工作满1年"),
    ],
)
def test_who_may_have_it_is_told_by_a_prize_a_filing_or_a_deed(text, words):
    assert words in quoted(text)


def test_how_a_sum_is_counted_is_no_demand():
    assert "每人每月" not in judged("从事支教服务的大学生，生活补贴每人每月3600元。")


def test_what_money_is_set_aside_for_is_given_for_what_its_range_names() -> None:
    text = "自2023年起，市财政统筹安排资金用于数字化改造补贴，补贴范围包括智能装备购置、工业软件应用、数据中心建设等。"
    assert [item.benefits[0].source.quote for item in items(text)] == ["市财政统筹安排资金用于数字化改造补贴"]
    assert "智能装备购置、工业软件应用、数据中心建设" in quoted(text)


def test_money_set_aside_without_a_range_is_no_support() -> None:
    assert not items("市财政每年安排资金用于绿色建筑奖补，列入年度预算。")


@pytest.mark.parametrize(
    "words",
    ["担保机构", "保险公司", "培训机构", "医疗机构", "银行"],
)
def test_the_sort_of_body_is_asked_for(words):
    assert words in quoted(f"对在绵竹市注册的{words}，给予20万元补助。")
    assert words in quoted(f"对具有独立法人资格的{words}，给予20万元补助。")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (
            "对2023年1月1日至12月31日期间首次获评五星级旅游饭店的企业，给予10万元奖励。",
            ["2023年1月1日至12月31日期间首次获评"],
        ),
        ("对2023年1月1日至12月31日营业收入2000万元以上的企业，给予10万元奖励。", []),
        ("申报条件：\n1.在本市注册；\n2.按时报送统计报表。\n给予10万元奖励。", ["按时报送统计报表"]),
        ("企业应于3月31日前报送申请材料。对高新技术企业给予10万元奖励。", []),
    ],
)
def test_days_of_an_award_and_reports_are_judged(text: str, kept: list[str]) -> None:
    assert judged(text) == kept


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("对民办养老机构给予10万元奖励。", "民办"),
        ("对省外建筑企业在本市设立总部的，给予10万元奖励。", "省外"),
        ("新办养老机构给予10万元奖励。", "新办"),
        ("对全职高层次人才给予10万元补贴。", "全职"),
    ],
)
def test_two_signs_that_tell_a_kind_from_the_rest_are_judged(said: str, word: str) -> None:
    assert word in judged(said)


@pytest.mark.parametrize("said", ["对优质养老机构给予10万元奖励。", "对各类养老机构给予10万元奖励。"])
def test_two_signs_that_tell_nobody_apart_are_not(said: str) -> None:
    assert judged(said) == []


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ("引进国内知名医院设立分院的，给予100万元奖励。", "知名医院"),
        ("与知名医药企业共建研发机构的，给予100万元奖励。", "知名医药企业"),
        ("对纳入医保定点的护理院，给予10万元补助。", "纳入医保定点的护理院"),
    ],
)
def test_no_physician_in_a_hospital_and_no_gift_in_what_one_has(said: str, whole: str) -> None:
    assert any(whole in words for words in judged(said))
    assert "applicant_identity" not in {
        leaf.field for item in items(said) for leaf in leaves(item.condition) if isinstance(leaf, Test)
    }


def test_bodies_are_no_persons_by_the_noun_behind_them() -> None:
    (item,) = items("高校、科研院所等用人单位科研人才到企业兼职的，给予1万元补贴。")
    assert [leaf.field for leaf in leaves(item.condition) if isinstance(leaf, Test)] == ["entity_type"]


@pytest.mark.parametrize(
    ("said", "whom"),
    [
        ("对减免租金的业主给予10万元补贴。", "减免租金的业主"),
        ("对免收租金的商场，给予10万元补贴。", "免收租金的商场"),
        ("对返还培训费的机构给予5万元补助。", "返还培训费的机构"),
        ("减免摊位费的业主给予2万元补贴。", "减免摊位费的业主"),
        ("对优先采购本地产品的企业按采购额的2%给予奖励。", "优先采购本地产品的企业"),
        ("对发放首贷的银行给予10万元奖励。", "发放首贷的银行"),
        ("对发放贷款1亿元以上的银行，给予30万元奖励。", "发放贷款1亿元以上的银行"),
        ("对全额资助贫困学生的学校，给予5万元补助。", "全额资助贫困学生的学校"),
        ("对减免租金的房东给予1万元补贴。", "减免租金的房东"),
        ("对提供免费午餐的爱心食堂每年补助5万元。", "提供免费午餐的爱心食堂"),
        ("对提供担保的再给予1万元补助。", "提供担保"),
    ],
)
def test_who_gives_is_asked_for_what_he_gives(said: str, whom: str) -> None:
    assert judged(said) == [whom]


@pytest.mark.parametrize(
    ("said", "field", "amount"),
    [
        ("对提供就业岗位50个以上的企业给予10万元补贴。", "declared_number", 50),
        ("对安排残疾人就业的单位给予每人2000元补贴。", "disabled_employees", 1),
    ],
)
def test_how_much_he_gives_is_a_limit_and_no_money(said: str, field: str, amount: int) -> None:
    (item,) = items(said)
    found = [leaf for leaf in leaves(item.condition) if isinstance(leaf, Test)]
    assert [(leaf.field, leaf.value) for leaf in found] == [(field, amount)]
    assert len(item.benefits) == 1


def test_what_somebody_pays_is_the_base_of_its_share() -> None:
    (item,) = items("对企业支付的租金给予50%补助，最高10万元。")
    assert [str(one.rate) for one in item.benefits] == ["0.5"]
    assert list(leaves(item.condition)) == []


@pytest.mark.parametrize(
    ("said", "whom"),
    [
        ("为企业提供法律援助的律师事务所每年给予2万元补贴。", "为企业提供法律援助的律师事务所"),
        ("企业补贴员工培训费的给予50%补助。", "企业补贴员工培训费"),
        ("平台减免小微企业佣金的，按减免额的30%给予奖励。", "平台减免小微企业佣金"),
        ("展馆对小微企业展位费减半收取的，按减收额的60%补贴。", "展馆对小微企业展位费减半收取"),
    ],
)
def test_whom_somebody_helps_is_not_the_applicant_and_what_he_lets_off_is_no_money(said: str, whom: str) -> None:
    (item,) = items(said)
    assert whom in "".join(leaf.source.quote for leaf in leaves(item.condition) if leaf.source is not None)
    assert "size" not in {leaf.field for leaf in leaves(item.condition) if isinstance(leaf, Test)}
    assert len(item.benefits) == 1


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("被评为国家级绿色工厂者奖励50万元。", "国家级绿色工厂"),
        ("首次认定为省级众创空间者，奖励20万元。", "省级众创空间"),
    ],
)
def test_who_got_a_title_is_no_part_of_its_name(said: str, name: str) -> None:
    (item,) = items(said)
    assert [leaf.value for leaf in leaves(item.condition) if isinstance(leaf, Test)] == [(name,)]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("由企业自建的职工宿舍每平方米补助100元。", ["企业自建的职工宿舍"]),
        ("博士到企业工作的由企业所在区给予每月2000元生活补贴。", ["博士到企业工作"]),
        ("对拨付工程款及时的总承包企业奖励5万元。", ["拨付工程款及时的总承包企业"]),
        ("由市财政给予每户1000元补贴。", []),
        ("对新入库的商户由区财政给予2万元奖励。", ["新入库的商户"]),
    ],
)
def test_who_pays_is_no_part_of_whom_it_is_for(said: str, words: list[str]) -> None:
    assert judged(said) == words
