"""Application guides and notices: the page's own facts, supports told among conditions, kinds of applicants as points."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from policymatch.conditions import All, Any, Node, Op, leaves
from policymatch.conditions import tests as limits_of
from policymatch.documents import PolicyDocument
from policymatch.parsing import parse_text


def _read(text: str) -> PolicyDocument:
    return parse_text(text).document


def _choice(node: Node | None) -> Any:
    assert isinstance(node, All)
    return next(child for child in node.children if isinstance(child, Any))


def test_the_date_of_a_page_is_a_fact_and_holds_no_items() -> None:
    document = _read(
        "关于组织申报临河市批发业奖励的通知\n日期：2024-03-08 10:20 来源：市商务局\n各镇街：\n一、支持批发业增长\n（一）支持对象\n"
        "限上批发企业。\n（二）支持标准\n销售额每增加1亿元支持5万元，最高50万元。\n"
    )
    assert document.title == "关于组织申报临河市批发业奖励的通知"
    assert document.published_on == date(2024, 3, 8)
    assert [item.benefits[0].cap for item in document.items] == [Decimal(500000)]


def test_what_follows_the_value_of_a_fact_is_no_part_of_it() -> None:
    document = _read(
        "临河市创业补贴办事指南\n发表时间：\n2024-11-18 17:37\n一、申请条件\n登记失业人员。\n二、补贴标准\n给予5000元补贴。\n"
    )
    assert len(document.items) == 1
    assert document.items[0].condition is not None


def test_a_support_told_among_the_conditions_only_is_an_item() -> None:
    item = _read(
        "临河市示范项目申报通知\n一、申报条件\n1.申报单位为本市注册的企业。\n2.信用良好。\n二、项目要求\n1.项目符合产业方向。\n"
        "2.对示范项目，项目应已建成投用，给予不超过总投资30%、最高200万元的补贴。\n"
    ).items
    assert [(one.benefits[0].rate, one.benefits[0].cap) for one in item] == [(Decimal("0.3"), Decimal(2000000))]


def test_money_had_before_is_no_support() -> None:
    items = _read(
        "临河市示范企业认定申报通知\n一、申报条件\n1.在本市注册。\n2.近三年未获得过财政补助50万元以上。\n"
    ).items
    assert not items or not items[0].benefits


def test_points_that_name_kinds_of_applicants_are_a_choice() -> None:
    text = "临河市运营补贴办法\n（一）补贴对象\n1.市级创业孵化基地。\n2.初次创业的创业实体。首次申报需在注册2年内。\n（二）补贴标准\n每年补贴10万元。\n"
    choice = _choice(_read(text).items[0].condition)
    assert len(choice.children) == 2


def test_persons_after_a_lead_that_says_it_takes_them_in_are_a_choice() -> None:
    text = "临河市创业贷款指南\n一、申请对象\n在我市创业的劳动者，具体包括：\n1.城镇登记失业人员；\n2.返乡创业农民；\n3.退役军人。\n"
    text += "二、补贴标准\n每人1000元。\n"
    assert len(_choice(_read(text).items[0].condition).children) == 3


def test_demands_as_points_hold_together() -> None:
    text = "临河市运营补贴办法\n（一）补贴对象\n1.本市创业孵化基地。\n2.场地面积不少于2000平方米。\n（二）补贴标准\n每年补贴10万元。\n"
    condition = _read(text).items[0].condition
    assert isinstance(condition, All)
    assert not any(isinstance(child, Any) for child in condition.children)


def test_a_point_with_a_bracket_on_what_follows_is_no_lead() -> None:
    text = "临河市增产奖励\n一、申报条件\n满足以下条件之一的企业：\n（1）总产值超过5000万元且同比增长10%以上（含10%，以下类同）；\n"
    text += "（2）年度产值达到100亿元以上。\n二、补助标准\n奖励1万元。\n"
    condition = _read(text).items[0].condition
    choice = condition if isinstance(condition, Any) else _choice(condition)
    assert len(choice.children) == 2


def test_how_long_a_support_is_paid_is_no_support() -> None:
    text = "临河市创业补贴指南\n补贴对象：\n本市企业。\n补贴标准：\n按每户3000元标准给予补贴。\n补贴期限：\n从登记注册之日起算，最长不超过2年。\n"
    assert len(_read(text).items) == 1


def test_sums_told_above_the_sections_and_again_below_are_one_support() -> None:
    text = "临河市创业补贴指南\n本补贴按每户3000元标准给予创业补贴。\n补贴对象：\n本市孵化基地。\n补贴标准：\n按每户3000元标准给予创业补贴。\n"
    items = _read(text).items
    assert [len(item.benefits) for item in items] == [1]


def test_a_count_of_supports_is_no_support() -> None:
    text = "临河市人才资金申报公告\n一、申报项目\n申报项目共有3项，包含：购房补贴、生活补贴、工资津贴。\n二、申报条件\n在本市企业工作。\n三、补贴标准\n"
    assert len(_read(text + "对新取得高级职称的，给予1万元奖励。\n").items) == 1


def test_demands_with_a_part_on_what_is_given_hold_a_support() -> None:
    text = "临河市冷库申报公告\n申报要求\n（一）申报主体\n本市认定的示范家庭农场。\n（二）补助标准\n按冷库总造价的30%进行补贴，最高100万元。\n"
    items = _read(text).items
    assert [(item.benefits[0].rate, item.benefits[0].cap) for item in items] == [(Decimal("0.3"), Decimal(1000000))]
    assert items[0].condition is not None
    assert "30%" not in str(items[0].condition)


def test_where_a_standard_stands_is_no_demand() -> None:
    text = "临河市奖励\n一、申报条件\n1.中小企业（划型标准参见工信部联企业〔2011〕300号）。\n2.具体要求详见《申报指南》。\n3.资金向山区倾斜。\n"
    condition = _read(text + "二、补助标准\n奖励1万元。\n").items[0].condition
    assert condition is not None
    assert not any(words in str(condition) for words in ("300号", "详见", "倾斜"))


def test_projects_that_a_guide_numbers_are_blocks_of_their_own() -> None:
    part = "一、申报时间\n2021年12月{}日至12月29日\n二、扶持范围\n首次纳入限额以上{}的企业。\n三、奖励标准\n一次性奖励10万元。\n"
    part += "四、申报材料\n（一）{}\n（二）营业执照\n"
    text = "临河区入库扶持申报指南\n项目一：商业企业入库扶持\n" + part.format(14, "商业企业库", "商业年报表")
    items = _read(text + "项目二：服务业企业入库扶持\n" + part.format(13, "服务业企业库", "服务业年报表")).items
    assert [item.window.opens_on for item in items] == [date(2021, 12, 14), date(2021, 12, 13)]
    assert [item.materials for item in items] == [("商业年报表", "营业执照"), ("服务业年报表", "营业执照")]


def test_who_is_shut_out_in_a_bracket_takes_nobody_else_along() -> None:
    text = "临河区扶持\n一、申报对象\n在临河区注册的服务业企业（已享受过工业入库扶持的企业不得再申请本次扶持）。\n二、奖励标准\n奖励10万元。\n"
    fields = {test.field: test.op for test in limits_of(_read(text).items[0].condition or All(()))}
    assert fields["business_domain"] is Op.HAS_ANY
    assert "already_funded" in fields


def test_headings_with_two_figures_before_them_are_headings() -> None:
    text = "临河市补贴指南\n01重点群体\n高校毕业生。\n02申请条件\n在临河市注册的企业。\n03补贴标准\n给予10万元补贴。\n04申请材料清单\n1.申请表；2.营业执照。\n"
    (item,) = _read(text).items
    assert {test.field for test in limits_of(item.condition or All(()))} >= {"applicant_identity"}
    assert item.materials == ("申请表", "营业执照")


def test_conditions_headed_inside_a_point_bind_its_support_alone() -> None:
    items = _read(
        "临河市企业扶持政策汇总\n一、就业补贴\n1、见习补贴：对吸纳毕业生见习的企业，按每人每月1500元给予补贴。\n享受见习补贴应当具备的条件\n"
        "（一）注册资本100万元以上；\n（二）见习岗位不少于10个。\n2、用工补贴：对新招用员工的企业，每人给予2000元补贴。\n"
        "申请用工补贴的资格\n（一）未拖欠工资；\n（二）职工不少于20人。\n3、培训补贴：对开展岗前培训的企业给予每人500元补贴。\n"
    ).items
    asked = [{test.field for test in limits_of(item.condition)} for item in items]
    assert [item.benefits[0].amount for item in items] == [1500, 2000, 500]
    own = {"registered_capital", "wage_arrears", "employees"}
    assert [fields & own for fields in asked] == [{"registered_capital"}, {"wage_arrears", "employees"}, set()]


def test_a_chapter_of_conditions_and_a_sum_is_read_for_what_it_holds() -> None:
    items = _read(
        "临河市担保费补贴申报指南\n对取得担保贷款的小微企业，按担保费的50%给予补贴，最高20万元。\n申请条件及补贴额度\n"
        "1.在本市注册；\n2.上年度营业收入不低于300万元；\n3.本项每年度的补贴额度另行公布。\n"
    ).items
    assert len(items) == 1
    assert {"registered_region", "revenue"} <= {test.field for test in limits_of(items[0].condition)}


def test_supports_in_such_a_chapter_stay_supports() -> None:
    items = _read(
        "临河市企业培育奖励办法\n一、申报条件和奖励标准\n1.年销售额达到1亿元的企业，给予10万元奖励。\n2.首次上规的企业，给予5万元奖励。\n"
    ).items
    assert [item.benefits[0].amount for item in items] == [100000, 50000]


def test_a_list_of_those_shut_out_confers_nothing() -> None:
    items = _read(
        "临河市特色工坊认定申报指南\n一、申报条件\n（一）申报特色工坊的企业须同时具备以下条件：\n1.在本市注册；\n2.成立三年以上。\n"
        "（二）企业有下列情形之一的，不予受理：\n1.拖欠工资的；\n2.被列入失信企业名单的。\n"
    ).items
    assert [benefit.source.quote for item in items for benefit in item.benefits if benefit.source] == []


def test_labels_below_a_title_are_the_parts_of_its_block() -> None:
    first, second = _read(
        "临河市稳产扶持实施细则\n一、支持重点企业\n（一）设备投资补助\n申报条件：1.注册资本100万元以上；2.设备于2021年购置，按设备投资的15%给予补助，"
        "已获得省级支持的项目不再补助。\n申报材料：1.申请表；2.享受优惠的证明材料；3.配套企业需提供相关配套证明材料。\n"
        "（二）用工补助\n扶持条件：1.职工20人以上；2.为员工缴纳社会保险，每人给予500元补助。\n所需材料：1.花名册；2.年度加盖公章利息清单。\n"
    ).items
    assert [(one.benefits[0].rate, one.benefits[0].amount) for one in (first, second)] == [
        (Decimal("0.15"), None),
        (None, Decimal(500)),
    ]
    assert first.materials == ("申请表", "享受优惠的证明材料", "相关配套证明材料")
    assert second.materials == ("花名册", "年度利息清单")
    assert {"registered_capital", "already_funded"} == {test.field for test in limits_of(first.condition)}


def test_whom_a_line_above_the_labels_names_is_asked() -> None:
    (item,) = _read(
        "绵竹市创业补贴申请指南\n需要是毕业5年内的高校毕业生（含技师学院高级工班毕业生）。\n补贴条件\n（一）正常经营1年以上；\n（二）注册地在绵竹市。\n"
        "补贴标准\n给予1万元一次性补贴。\n"
    ).items
    assert {"applicant_identity", "years_established", "registered_region"} <= {
        test.field for test in limits_of(item.condition)
    }


def test_sums_told_by_applicant_in_an_answer_are_loans() -> None:
    items = _read(
        "临河市应急转贷资金政策问答\n问1：哪些企业可以申请转贷资金？\n答：在本市依法经营的中小微企业、个体工商户。\n问2：转贷资金额度是多少？\n"
        "答：企业单笔额度不超过1000万元；个体工商户单笔额度不超过200万元。\n"
    ).items
    given = [(benefit.type.value, benefit.cap) for item in items for benefit in item.benefits]
    assert given == [("loan", Decimal(10000000)), ("loan", Decimal(2000000))]


def test_a_measure_told_again_in_quotation_marks_is_read() -> None:
    (item,) = _read(
        "临河市文旅贴息申报通知\n根据《关于支持文旅的意见》（临政发〔2022〕1号），我市“对省级工业旅游区，单笔贷款500万元以上的，给予利息20%的补助”。\n"
        "申报时间为即日起至2024年3月5日。\n"
    ).items
    quotes = [leaf.source.quote for leaf in leaves(item.condition) if leaf.source is not None]
    assert not any("我市" in quote for quote in quotes)
