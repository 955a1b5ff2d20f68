"""What an article of its own demands of all applicants, or whom it shuts out, reaches every support of a document."""

from __future__ import annotations

import pytest

from policymatch.conditions.nodes import Any, Judgement, Test, leaves
from policymatch.parsing import parse_text

HEAD = "南京市玄武区促进科技服务业发展若干措施\n第一条 为促进科技服务业发展，制定本措施。\n"
GRANTS = (
    "对首次认定的国家高新技术企业，一次性给予20万元奖励。",
    "对年度营业收入首次突破1亿元的科技服务企业，给予30万元奖励。",
)


def asked(article: str, *, last: bool = False) -> set[str]:
    """The conditions that two supports share, in a document with that article before or after them."""
    articles = [*GRANTS, article] if last else [article, *GRANTS]
    lines = (f"第{number}条 {words}\n" for number, words in zip("二三四", articles, strict=True))
    items = parse_text(HEAD + "".join(lines) + "第五条 本措施自2026年1月1日起施行。\n").document.items
    assert len(items) == 2, [item.name for item in items]
    assert not any(isinstance(child, Any) for item in items for child in item.condition.children)
    first, second = ({said(leaf) for leaf in leaves(item.condition)} for item in items)
    return first & second


def said(leaf: Test | Judgement) -> str:
    """A leaf in one line."""
    return leaf.label if isinstance(leaf, Judgement) else f"{leaf.field} {leaf.op} {leaf.value}"


REGISTERED = "registered_region in ('320102',)"


@pytest.mark.parametrize("last", [False, True])
@pytest.mark.parametrize(
    ("article", "want"),
    [
        ("申报单位近两年内未发生重大安全事故。", {"safety_accident is False"}),
        ("申请企业上年度研发费用不低于50万元。", {"rd_expense >= 500000"}),
        ("企业注册资本不低于100万元，在职员工不少于8人。", {"registered_capital >= 1000000", "employees >= 8"}),
        ("除另有约定外，申请本措施补助的企业年纳税额不低于20万元。", {"tax_paid >= 200000"}),
        ("凡在本区登记注册、没有失信行为的企业均适用本措施。", {REGISTERED, "dishonest is False"}),
        ("除个体工商户外，在本区登记注册的各类企业均可申报。", {REGISTERED, "entity_type not_in ('个体工商户',)"}),
        ("本区登记注册的企业（含社会组织）均可申请。", {REGISTERED}),
        ("以上补助对象均应为纳统企业。", {"above_scale is True"}),
        ("符合以下条件的企业方可申请：在本区登记注册；无欠税。", {REGISTERED, "tax_arrears is False"}),
        (
            "同时符合以下三项条件的企业可享受以上奖励政策：一是在本区登记注册；二是员工不少于8人；三是无欠税。",
            {REGISTERED, "employees >= 8", "tax_arrears is False"},
        ),
        (
            "1.申请单位须在本区登记注册。2.单位成立不满6年。3.员工不少于8人。",
            {REGISTERED, "years_established < 6", "employees >= 8"},
        ),
        ("申报单位应同时具备以下条件：在本区登记注册；员工不少于8人。", {REGISTERED, "employees >= 8"}),
        ("以上奖励仅限在本区登记注册的规模以上企业申报。", {REGISTERED, "above_scale is True"}),
        ("只有在本区登记注册的企业才能享受本措施。", {REGISTERED}),
        ("本措施扶持对象限于在本区登记注册满1年的企业。", {REGISTERED, "years_established >= 1"}),
        ("申报主体包括企业和社会组织。", {"entity_type in ('企业法人', '社会组织')"}),
        ("申请补助的单位应当遵守法律法规，且无不良信用记录。", {"dishonest is False"}),
        ("企业（含法定代表人）近三年未被列入失信被执行人名单。", {"dishonest is False"}),
        ("本措施支持在本区登记注册、具有独立法人资格的科技企业。", {REGISTERED, "legal_person is True"}),
        ("申报企业应符合产业政策，且不属于高耗能企业。", {"符合产业政策", "不属于高耗能企业"}),
        (
            "享受本措施的企业年纳税额应不低于10万元，被列入失信名单的企业不享受。",
            {"tax_paid >= 100000", "dishonest is False"},
        ),
    ],
)
def test_what_all_must_be(article: str, want: set[str], last: bool) -> None:
    assert want <= asked(article, last=last)


@pytest.mark.parametrize(
    ("article", "want"),
    [
        ("本措施不适用于房地产业、博彩业。", {"industry not_in ('房地产业',)", "business_domain has_none ('博彩业',)"}),
        ("扶持对象不包括个体工商户和民办非企业单位。", {"entity_type not_in ('个体工商户',)"}),
        ("申报主体不得有以下情形：（一）处于破产清算；（二）被列入失信名单。", {"dishonest is False"}),
        ("申报企业有下列情形的，一票否决：拖欠工资、偷逃税款。", {"wage_arrears is False", "tax_arrears is False"}),
        (
            "亩均综合评价为D类的企业、当年发生安全生产事故的企业，一律不得享受本措施。",
            {"safety_accident is False", "不存在：亩均综合评价为D类的企业"},
        ),
        (
            "被列入失信名单、环境信用评价为红色、排污许可被吊销的企业，不得享受本措施。",
            {"dishonest is False", "不存在：环境信用评价为红色", "不存在：排污许可被吊销的企业"},
        ),
        ("以下企业不列入补助范围：一是房地产企业；二是个体工商户。", {"entity_type not_in ('个体工商户',)"}),
        ("非规模以上企业不享受本措施。", {"above_scale is True"}),
        ("成立不满1年的企业不得申报。", {"years_established >= 1"}),
        ("除规模以上企业外，其他企业不享受本措施。", {"above_scale is True"}),
        ("未在本区登记注册的企业不得享受本措施。", {REGISTERED}),
        ("企业注册地不在本区的，不予补助。", {REGISTERED}),
        ("对列入失信名单的企业实行一票否决。", {"dishonest is False"}),
        (
            "近三年有严重失信行为、受到行政处罚或正在接受调查的企业不得申报。",
            {"dishonest is False", "major_violation is False", "不存在：正在接受调查的企业"},
        ),
    ],
)
def test_whom_all_supports_shut_out(article: str, want: set[str]) -> None:
    assert want <= asked(article)


@pytest.mark.parametrize(
    "article",
    [
        "申报单位应当提交申请表，并对材料的真实性负责。",
        "各申报企业获得的奖励资金应专款专用。",
        "企业发展目标达到1000家以上。",
        "申报单位应当按规定配合检查。",
        "区工信局负责受理，申报单位如有异议的，可在5日内提出。",
    ],
)
def test_what_demands_nothing_of_applicants(article: str) -> None:
    assert asked(article) == set()


@pytest.mark.parametrize(
    "said",
    [
        "其他财政资金已给予支持的项目，不再纳入奖励范围。",
        "同一设备已享受过技改补助的，不得重复申报。",
        "对已获得国家、省补助的项目，不再安排市级补助。",
    ],
)
def test_what_has_been_paid_for_already_in_an_article_of_its_own(said: str) -> None:
    text = f"海川市设备更新办法\n第一条 对设备投资额100万元以上的企业，补助10万元。\n第二条 {said}\n第三条 本办法自印发之日起施行。\n"
    (item,) = parse_text(text).document.items
    assert "already_funded" in {leaf.field for leaf in leaves(item.condition) if isinstance(leaf, Test)}


def test_never_having_had_support_gives_none() -> None:
    text = "海川市设备更新办法\n第一条 对设备投资额100万元以上的企业，补助10万元。\n第二条 项目此前未获市级专项资金资助。\n"
    assert len(parse_text(text).document.items) == 1


_LED = "青山区扶持办法\n第一条 {}：\n（一）注册资本100万元以上；\n（二）信用良好。\n第二条 在本区办展的，给予10万元奖励。\n"


@pytest.mark.parametrize(
    ("lead", "trade"),
    [
        ("申请扶持的人力资源服务机构（以下简称机构）应同时符合以下条件", ("人力资源服务",)),
        ("申请本办法扶持的养老机构，应符合以下条件", ("养老",)),
        ("申请扶持的企业应符合以下条件", None),
        ("申请补贴的项目单位应同时具备下列条件", None),
        ("申请认定的养老机构应具备以下条件", None),
    ],
)
def test_a_kind_of_applicant_before_the_list_is_asked_with_it(lead: str, trade: tuple[str, ...] | None) -> None:
    (item,) = parse_text(_LED.format(lead)).document.items
    assert item.condition is not None
    asked = {one.field: one.value for one in leaves(item.condition) if isinstance(one, Test)}
    assert asked.get("business_domain") == trade
    assert "registered_capital" in asked


def test_as_a_rule_opens_a_demand_on_all() -> None:
    (item,) = parse_text(
        "绵竹市促进产业发展若干措施\n第一条 本措施适用于在绵竹市注册的企业。\n第二条 对实施改造的企业，给予20万元补助。\n"
        "第三条 原则上申报企业上年度营业收入不低于500万元，且研发费用已加计扣除。\n"
    ).document.items
    assert "revenue" in {leaf.field for leaf in leaves(item.condition) if isinstance(leaf, Test)}
