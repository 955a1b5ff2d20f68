"""Measures that confer several titles by articles of their own, and support those who hold them."""

from __future__ import annotations

from policymatch.conditions import Any, leaves
from policymatch.conditions.nodes import Judgement, Test, walk
from policymatch.documents import Item
from policymatch.parsing import parse_text

_HEADQUARTERS = (
    "嘉禾市总部企业管理办法\n第一章 总则\n第一条 为发展总部经济，制定本办法。\n"
    "第二条 申请认定的企业应当近三年无重大行政处罚记录，并承诺自认定之日起在本市经营不少于8年。\n"
    "第三条 有下列情形之一的，不予认定：\n（一）被列入经营异常名录的；\n（二）近两年发生重大环境违法行为的。\n"
    "第二章 认定标准\n第四条 申请认定研发型总部，除符合第二条规定外，还应当具备下列条件：\n"
    "（一）实缴资本不低于5000万元；\n（二）上年度研发费用不低于2000万元。\n"
    "第五条 申请认定结算型总部，除符合第二条规定外，还应当具备下列条件：\n"
    "（一）上年度营业收入不低于10亿元；\n（二）职工人数不少于20人。\n"
    "第六条 研发型总部上年度研发费用达到1亿元的，可以申请认定为全球研发总部。\n"
    "第三章 支持政策\n第七条 研发型总部上年度研发费用3000万元以上的，按研发费用的10%给予奖励，最高300万元。\n"
)


def items(text: str) -> tuple[Item, ...]:
    """The items of a whole document."""
    return parse_text(text).document.items


def fields(item: Item) -> set[str]:
    """The fields that its condition asks for."""
    return {leaf.field for leaf in leaves(item.condition) if isinstance(leaf, Test)}


def test_each_title_has_its_article_and_what_all_seekers_must_be() -> None:
    research, clearing, world, _ = items(_HEADQUARTERS)
    shared = {"major_violation", "abnormal_operation", "environmental_violation"}
    assert fields(research) == {*shared, "paid_in_capital", "rd_expense"}
    assert fields(clearing) == {*shared, "revenue", "employees"}
    assert fields(world) - {"qualification"} == {*shared, "rd_expense"}


def test_who_holds_the_title_is_asked_for_it_alone() -> None:
    *_, reward = items(_HEADQUARTERS)
    assert fields(reward) == {"qualification", "rd_expense"}


def test_years_promised_are_no_age() -> None:
    research, *_ = items(_HEADQUARTERS)
    assert any("承诺" in leaf.label for leaf in leaves(research.condition) if isinstance(leaf, Judgement))


_HOSTS = (
    "青禾市众创空间和企业加速器认定管理办法\n第一章 认定条件\n"
    "第一条 申请认定市级众创空间的，应当具备以下条件：\n（一）场地面积不低于600平方米；\n（二）专职服务人员3名以上。\n"
    "第二条 申请认定市级加速器的，应当具备以下条件：\n（一）场地面积不低于9000平方米；\n（二）在加速企业不少于20家。\n"
    "第三条 本办法所称在加速企业，应当同时符合下列条件：\n（一）成立时间不超过8年；\n（二）上年度营业收入不低于500万元。\n"
    "第二章 申报\n第四条 申请单位于每年4月底前登录平台在线填报，并提交下列材料：\n1.认定申请书；\n2.营业执照。\n"
    "第三章 支持\n第五条 年度评价优秀的加速器，给予80万元运营补助。\n"
    "第六条 对租用加速器场地的在加速企业，按租金的40%给予补贴，每年最高12万元。享受补贴的企业上年度研发费用占营业收入比例不得低于5%。\n"
    "第七条 连续两年评价不合格的，取消资格。运营机构应当如实填报统计数据，提供虚假材料的，撤销认定。\n"
)


def test_what_a_word_means_binds_the_title_that_uses_it() -> None:
    space, accelerator, *_ = items(_HOSTS)
    labels = {leaf.label for leaf in leaves(accelerator.condition) if isinstance(leaf, Test)}
    assert fields(space) == {"premises_area", "declared_number"}
    assert {"在加速企业成立年限", "在加速企业上年度营业收入"} <= labels


def test_papers_of_those_who_seek_a_title_are_asked_of_no_holder() -> None:
    space, accelerator, running, rent = items(_HOSTS)
    assert space.materials == accelerator.materials == ("认定申请书", "营业执照")
    assert running.materials == rent.materials == ()


def test_a_support_of_the_tenants_is_not_the_hosts() -> None:
    *_, running, rent = items(_HOSTS)
    assert "qualification" in fields(running)
    assert "rd_ratio" in fields(rent)
    assert not any("评价不合格" in leaf.label for leaf in leaves(rent.condition) if isinstance(leaf, Judgement))


def test_kinds_that_a_sentence_asks_different_things_of_are_a_choice() -> None:
    (item,) = items(
        "青禾市研发机构奖励办法\n一、申报条件\n（一）独立法人的，注册资本不低于200万元；内设部门的，研发费用不低于100万元；\n"
        "（二）研发人员不少于30人。\n二、奖励标准\n给予50万元奖励。\n"
    )
    (choice,) = [node for node in walk(item.condition) if isinstance(node, Any)]
    assert [{leaf.field for leaf in leaves(one) if isinstance(leaf, Test)} for one in choice.children] == [
        {"legal_person", "registered_capital"},
        {"rd_expense"},
    ]


def test_who_takes_two_supports_is_named_once() -> None:
    first, second = items(
        "青禾市支持办法\n一、研发中心、技术平台租用场地的，按租金的30%给予补助；新购场地的，按房价的5%给予补助。\n"
    )
    named = [leaf.source.quote for leaf in leaves(second.condition) if leaf.source is not None]
    assert any("研发中心" in quote for quote in named)
    assert first.benefits[0].rate != second.benefits[0].rate


def test_papers_handed_to_an_office_and_those_of_one_kind_of_applicant() -> None:
    (loan,) = items(
        "青禾市创业贷款指南\n一、申请条件\n在本市注册的小微企业。\n二、支持标准\n给予最高300万元贷款。\n"
        "三、办理流程\n申请人向所在街道便民服务中心提交《贷款申请表》、身份证明、营业执照、场地证明。\n"
    )
    assert loan.materials == ("贷款申请表", "身份证明", "营业执照", "场地证明")


def test_kinds_told_in_full_in_a_row_are_a_choice_and_a_list_of_annexes_asks_nothing() -> None:
    (item,) = items(
        "青禾市创业扶持办法\n一、支持对象\n重点群体创办的小微企业、招用重点群体的个体工商户\n二、支持标准\n给予最高20万元补助。\n"
        "三、其他\n1.各地要认真组织。\n附件：1.申报表\n2.申报单位信用承诺书\n"
    )
    (choice,) = [node for node in walk(item.condition) if isinstance(node, Any)]
    assert {leaf.field for leaf in leaves(choice) if isinstance(leaf, Test)} >= {"size", "entity_type"}
    assert not any("承诺" in leaf.label for leaf in leaves(item.condition) if isinstance(leaf, Judgement))


def test_money_given_to_those_recognised_is_for_them() -> None:
    institute, centre, money = items(
        "青禾市研发机构认定和管理办法\n第一章 认定条件\n第一条 申请认定企业研究院的，应当具备下列条件：\n"
        "（一）研发人员不少于50人；\n（二）上年度研发费用不低于2000万元。\n第二条 申请认定企业研发中心的，应当具备下列条件：\n"
        "（一）研发人员不少于15人；\n（二）上年度研发费用不低于500万元。\n第二章 支持政策\n"
        "第三条 自认定之日起给予企业研究院100万元建设补助，给予企业研发中心30万元建设补助。\n"
    )
    assert (institute.name, centre.name) == ("企业研究院认定", "企业研发中心认定")
    held = {value for leaf in leaves(money.condition) if isinstance(leaf, Test) for value in leaf.value}  # type: ignore[union-attr]
    assert held == {"企业研究院", "企业研发中心"}


def test_what_those_must_meet_who_ask_for_money_is_not_asked_of_those_who_seek_a_title() -> None:
    centre, platform, money = items(
        "青禾市支持研发机构发展\n服务内容\n1．研发机构认定。经认定的研发机构，颁发认定证书，享受人才引进等服务。\n"
        "2．研发投入支持。对经认定的研发中心，上年度研发费用达到3000万元的，按照研发费用的2%给予支持，每年最高300万元。\n"
        "条件要求\n1．申请认定研发中心应同时符合以下条件：\n（1）成立满1年；\n（2）研发人员不少于20人。\n"
        "2．申请认定开放平台应同时符合以下条件：\n（1）具有独立法人资格；\n（2）入驻企业不少于10家，其中成立5年以内的企业占比不低于50%。\n"
        "3．申请资金支持的单位还应符合：未被列入经营异常名录。\n"
    )
    by_name = {item.name: fields(item) for item in (centre, platform, money)}
    assert sum("abnormal_operation" in asked for asked in by_name.values()) == 1
    assert not any("years_established" in asked and "legal_person" in asked for asked in by_name.values())
