"""Constructs that cards and measures of many cities share, each in a small document of our own."""

from __future__ import annotations

from policymatch.conditions import Any, Not, leaves
from policymatch.conditions.nodes import Judgement, Test, walk
from policymatch.documents import Item
from policymatch.parsing import parse_text
from policymatch.parsing.structure.clean import clean
from policymatch.parsing.structure.relations import joiner

HEAD = "海州市示范支持措施\n发文机构\n广州市科学技术局\n发布日期\n2023-05-06\n"


def items(body: str) -> tuple[Item, ...]:
    """The items of a card."""
    return parse_text(HEAD + body).document.items


def alone(text: str) -> tuple[Item, ...]:
    """The items of a whole document."""
    return parse_text(text).document.items


def said(item: Item) -> set[str]:
    """Every quote of its condition."""
    return {leaf.source.quote for leaf in leaves(item.condition) if leaf.source is not None}


def fields(item: Item) -> set[str]:
    """The fields of its condition."""
    return {leaf.field for leaf in leaves(item.condition) if isinstance(leaf, Test)}


def test_elsewhere_treated_alike_is_an_alternative_place() -> None:
    (item,) = items(
        "服务对象\n注册在临港示范区范围内的高新技术企业。符合支持条件的注册在广州市其他区域的企业参照执行\n"
        "服务内容\n给予不超过50万元的资金支持。\n"
    )
    places = [node for node in walk(item.condition) if isinstance(node, Any)]
    assert any({type(child) for child in node.children} == {Judgement, Test} for node in places)
    assert "registered_region" in fields(item)


def test_cases_of_exclusion_in_plain_lines_are_turned_round() -> None:
    (item,) = items(
        "服务对象\n本市注册的商贸企业\n服务内容\n给予不超过50万元的资金支持。\n条件要求\n1．具有独立法人资格；\n"
        "2．有下列情形的不予支持：纳入失信惩戒“黑名单”的；\n项目审定投资额小于5万元的；近一年出现较大安全事故的。\n"
    )
    stated = {leaf.field: leaf for leaf in leaves(item.condition) if isinstance(leaf, Test)}
    assert stated["dishonest"].value is False
    assert stated["safety_accident"].value is False
    assert str(stated["project_investment"].op) == ">="


def test_what_is_given_and_how_much_are_one_support() -> None:
    (item,) = items(
        "服务对象\n本市注册的制造业企业\n服务内容\n1．支持内容：\n符合条件的企业可享受设备租赁费一定比例的补贴。\n"
        "2．支持标准：\n按租赁合同额的20%给予补贴，同一企业每年不超过30万元。\n条件要求\n具有独立法人资格。\n"
    )
    (benefit,) = item.benefits
    assert (str(benefit.rate), str(benefit.cap)) == ("0.2", "300000")


def test_statuses_defined_point_by_point_are_items() -> None:
    found = items(
        "服务对象\n在本市设立的总部企业\n服务内容\n1．市商务局负责认定区域型总部企业和研发型总部企业。\n"
        "（1）区域型总部企业是指实缴资本1000万元以上的企业。\n（2）研发型总部企业是指研发人员100人以上的企业。\n"
        "条件要求\n未被列入失信被执行人名单。\n"
    )
    assert [fields(item) & {"paid_in_capital", "rd_staff"} for item in found] == [{"paid_in_capital"}, {"rd_staff"}]


def test_a_limit_at_the_end_of_a_sentence_announces_no_list() -> None:
    (item,) = items(
        "服务对象\n本市注册的企业\n服务内容\n给予不超过20万元的资金支持。\n条件要求\n"
        "1．上年度从业人员100人以下，上年度营业收入2000万元（含）以下。\n2．信用良好。\n"
    )
    assert {"employees", "revenue"} <= fields(item)


def test_how_a_support_is_paid_is_no_condition() -> None:
    (item,) = items(
        "服务对象\n本市注册的企业\n服务内容\n采取后补助方式给予支持，综合评价企业技术能力、经济贡献等情况，"
        "给予不超过200万元一次性资金支持。\n条件要求\n具有独立法人资格。\n"
    )
    assert not any("后补助" in quote or "综合评价" in quote for quote in said(item))


def test_amounts_kind_by_kind_are_one_support() -> None:
    (item,) = items(
        "服务对象\n在本市登记的文化企业\n服务内容\n1．新编剧目的资助额度：歌剧项目不超过300万元；话剧项目不超过200万元；\n"
        "木偶剧项目不超过100万元。\n条件要求\n具有独立法人资格。\n"
    )
    assert [str(benefit.cap) for benefit in item.benefits] == ["3000000", "2000000", "1000000"]
    assert not any("歌剧" in quote for quote in said(item))


def test_broken_lines_are_mended_behind_an_enumeration_sign() -> None:
    assert (
        clean("获得全国创业大赛海州赛区一、\n二、三等奖的企业").text == "获得全国创业大赛海州赛区一、二、三等奖的企业"
    )
    assert clean("支持以下事项：\n一、设备更新\n二、技术改造").text.count("\n") == 2
    assert "1:2" in clean("按照1：2的比例").text


def test_excepted_articles_do_not_count_the_points() -> None:
    assert joiner("除满足第1、2条规定的条件外，还应符合下列条件之一：") == "any"
    assert joiner("满足以下条件中的两项：") == 2


def test_land_shut_out_is_turned_round() -> None:
    (item,) = items(
        "服务对象\n在本市注册的农民专业合作社\n服务内容\n补贴标准为300元/亩。\n条件要求\n"
        "以下地块不享受补贴：\n1．闲置撂荒连续两年以上的；\n2．使用权存在争议的。\n"
    )
    turned = [leaf for leaf in leaves(item.condition) if isinstance(leaf, Judgement) and "争议" in leaf.label]
    assert [leaf.label.startswith("不存在") for leaf in turned] == [True]
    assert not any(isinstance(node, Not) for node in walk(item.condition))


def test_other_support_that_shuts_this_out_is_a_condition() -> None:
    words = "海州市扶持办法\n第一条 对购买检测服务的企业，按照服务费用的30%给予补助。符合其他市级政策的项目，可按相关政策支持，不重复支持。\n"
    (item,) = alone(words)
    (funded,) = (leaf for leaf in leaves(item.condition) if isinstance(leaf, Test) and leaf.field == "already_funded")
    assert funded.value is False
    assert funded.source is not None
    assert funded.source.quote.startswith("符合其他")
    (plain,) = alone(words.replace("符合其他市级政策的项目，可按相关政策支持，不重复支持。", "同一事项就高不重复。"))
    assert not any(isinstance(leaf, Test) and leaf.field == "already_funded" for leaf in leaves(plain.condition))


def test_a_bare_scale_is_money_where_it_is_given() -> None:
    (item,) = alone("海州市扶持办法\n第一条 对首次认定的高新技术企业，给予一次性奖励30万，最高不超过50万。\n")
    assert "300000" in [str(benefit.amount) for benefit in item.benefits]
    (trade,) = alone("海州市扶持办法\n第一条 对中方投资额50万—100万（不含）美元的企业，奖励10万元人民币。\n")
    assert [str(benefit.amount) for benefit in trade.benefits] == ["100000"]


def test_a_page_edge_is_told_from_the_ends_of_paragraphs() -> None:
    words = "对在本区依法登记注册且上年度营业收入达到两千万元以上的工业企业，按照其研发费用的百分之十给予补助，单个企业最高不超过一百万元。"
    lines = [words[at : at + 22] for at in range(0, len(words), 22)]
    page = "\n".join(["（一）研发补助。", *lines, "（二）上云补助。", *lines, "（三）改造补助。", *lines])
    assert clean(page).text.count("\n") == 5
    assert (
        clean("\n".join(f"支持对象{number}：在本区登记的企业和社会组织" for number in "一二三四五六")).text.count("\n")
        == 5
    )


def test_what_is_hoped_for_is_no_condition() -> None:
    (item,) = alone(
        "海州市扶持办法\n第一条 对在本市注册的零售企业，开展数字化改造，提升线上消费体验，项目投资不低于50万元的，给予补助10万元。\n"
    )
    assert not any("体验" in quote for quote in said(item))
    assert any("50万元" in quote for quote in said(item))
    (hoped,) = alone("海州市扶持办法\n第一条 对提升消费者满意水平的，给予奖励10万元。\n")
    assert list(leaves(hoped.condition))


def test_what_a_thing_is_for_tells_which_things_are_freed_of_a_fee() -> None:
    found = items(
        "服务对象\n养老服务机构\n服务内容\n用于养老服务的土地，免征耕地开垦费；用于养老服务的建设项目，免征城市基础设施配套费。\n"
    )
    assert [item.benefits[0].source.quote for item in found if item.benefits[0].source] == [
        "免征耕地开垦费", "免征城市基础设施配套费",
    ]  # fmt: skip
    assert any("建设项目" in quote for quote in said(found[1]))


def test_what_the_sentence_before_lists_is_what_a_grant_is_for() -> None:
    (item,) = items(
        "服务内容\n医药企业引进年销售额3000万元以上的大品种；拥有新药证书的新品种；价格独家的剂型。对上述品种引进，给予引进成本10%的资金支持。\n"
    )
    (either,) = [node for node in walk(item.condition) if isinstance(node, Any)]
    assert len(either.children) == 3
    assert "declared_number" in fields(item)


def test_what_is_not_counted_shuts_nobody_out() -> None:
    (item,) = items(
        "服务内容\n对认定为高新技术企业的，给予20万元奖励。\n其他说明\n绩效奖励计入本单位工资总额，但不纳入本单位工资总额基数。\n"
    )
    assert not any("绩效奖励" in quote for quote in said(item))


def test_who_was_paid_before_is_told_behind_the_money() -> None:
    (item,) = items(
        "服务内容\n对高新技术企业给予不超过20万元的服务补贴。已获得过市级财政资金支持的项目，服务补贴不再重复支持。\n"
    )
    assert "already_funded" in fields(item)


def test_kinds_that_the_supported_do_not_include_are_turned_round() -> None:
    (item,) = alone(
        "海州市增产奖励申报通知\n一、支持对象\n规模以上工业企业。支持对象不含以下类型企业：（1）专营性企业；（2）集团已申报的下属企业。\n"
        "二、奖励标准\n每家奖励10万元。\n"
    )
    turned = [leaf.label for leaf in leaves(item.condition) if isinstance(leaf, Judgement)]
    assert turned == ["不存在：专营性企业", "不存在：集团已申报的下属企业"]
    assert not any(isinstance(node, Any) for node in walk(item.condition))


def test_rungs_of_one_sentence_do_not_inherit_the_first() -> None:
    found = alone(
        "海州市服务业奖励通知\n一、申报范围\n规上服务业企业。\n二、奖励标准\n1—8月营业收入12亿元以上，增速10%以上的，按增量的0.05%进行一次性奖励，最高不超过50万元；"
        "营业收入8亿元—12亿元，增速15%以上的，按增量的0.1%进行一次性奖励，最高不超过40万元。\n"
    )
    limits = [leaf.value for leaf in leaves(found[1].condition) if isinstance(leaf, Test) and leaf.field == "revenue"]
    assert [int(str(value)) for value in limits] == [800_000_000, 1_200_000_000]
    assert not any(isinstance(leaf, Judgement) for leaf in leaves(found[1].condition))


def test_what_is_applied_for_and_how_grades_combine_are_no_supports() -> None:
    (item,) = alone(
        "海州市计划项目配套资助申报指南\n一、申报内容\n国家、省、市科技计划项目配套资助。\n二、申报条件\n具有独立法人资格的企业。\n"
        "三、资助方式\n资助金额：按获得上级支持金额的40%给予配套，最高400万元。被多个层级资助的项目，按最高层级标准给予支持。\n"
    )
    assert [benefit.rate is not None for benefit in item.benefits] == [True]


def test_a_sentence_that_announces_the_supports_below_is_none() -> None:
    found = alone(
        "海州区发展专项资金实施细则\n第五条 总部企业用房扶持\n经认定的海州区总部企业可申请购置或租赁办公用房补贴。\n"
        "（一）购置用房补贴。新购置自用办公用房的，按2000元/平方米给予补助。\n（二）租赁用房补贴。新租用办公用房的，按租金的30%给予补助。\n"
    )
    assert len(found) == 2
    assert all("qualification" in fields(item) for item in found)


def test_kinds_of_applicants_in_a_row_are_alternatives() -> None:
    (item,) = alone(
        "海州市专项资金操作规程\n第二条 在广州市注册、具有独立法人资格的企业，在广州市设立分支机构的商业企业，"
        "行业协会、研究机构等组织，可以按照本规程申请资金资助。\n第三条 对新购置设备的单位，给予50万元资助。\n"
    )
    choice = next(node for node in walk(item.condition) if isinstance(node, Any))
    assert len(choice.children) == 3
