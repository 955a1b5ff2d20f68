"""Opinions, measures and answers to questions: demands among safeguards, those of another question, raised shares."""

from __future__ import annotations

from policymatch.conditions import leaves
from policymatch.documents import Item
from policymatch.parsing import parse_text

HEAD = "绵竹市人民政府关于促进服务业发展的意见\n绵竹市人民政府\n一、主要任务\n"


def said(item: Item) -> str:
    """All quotes of an item's condition."""
    return " ".join(leaf.source.quote for leaf in leaves(item.condition) if leaf.source is not None)


def test_demands_among_safeguards_bind_the_supports_and_what_offices_are_to_do_binds_nobody() -> None:
    text = HEAD + (
        "（一）举办展览面积1万平方米以上展会的，给予30万元补助。\n（二）支持首店。品牌企业开设首店的，给予20万元奖励。\n二、保障措施\n"
        "（一）加强领导。各部门要协同配合。涉及财政奖补的，申报企业应在本市登记注册，且未被列入严重失信主体名单。"
        "各责任单位要在一个月内制定实施细则，明确申报流程。\n"
    )
    for item in parse_text(text).document.items:
        assert "在本市登记注册" in said(item)
        assert "严重失信主体名单" in said(item)
        assert "责任单位" not in said(item)
        assert "申报流程" not in said(item)


def test_what_follows_fraud_takes_nothing_from_the_demands_before_it() -> None:
    text = HEAD + (
        "（一）举办展览面积1万平方米以上展会的，给予30万元补助。\n二、保障措施\n"
        "申领补助资金的单位应当在本市登记注册，财务制度健全，近两年未发生重大安全事故；骗取资金的，取消三年内申报资格。\n"
    )
    (item,) = parse_text(text).document.items
    assert {leaf.field for leaf in leaves(item.condition) if hasattr(leaf, "field")} >= {
        "registered_region",
        "safety_accident",
    }


def test_those_of_another_question_are_meant_and_those_who_cannot_apply_stay_out() -> None:
    text = "就业补贴问答\n绵竹市人力资源和社会保障局\n" + (
        "1.初次创业有什么补贴？\n答：在校大学生、登记失业人员首次创业，经营满6个月的，给予一次性创业补贴5000元。\n"
        "2.租房有补贴吗？\n答：第1问所列人员租用场地创业的，可申请租金补贴，每年最高6000元。已享受政府减免租金场地的，不能申请。\n"
    )
    items = parse_text(text).document.items
    assert len(items) == 2
    assert "在校大学生" in said(items[1])
    assert "政府减免租金场地" in said(items[1])


def test_those_who_reach_a_limit_get_more_of_the_same() -> None:
    text = HEAD + (
        "（一）经认定的基地，组织青年参加见习的，按最低工资标准的60%给予补贴；留用率达到50%的，补贴标准提高到80%。\n"
    )
    (item,) = parse_text(text).document.items
    assert "组织青年参加见习" in said(item)
    raised = [one for one in item.benefits if one.rate is not None and one.when is not None]
    assert [one.when.source.quote for one in raised if hasattr(one.when, "source")] == ["留用率达到50%"]


def test_a_tenant_told_by_his_years_is_who_may_apply() -> None:
    text = HEAD + "（一）成立不超过3年的企业租用研发用房，符合产业方向的，给予租金补贴，标准为每平方米每天1元。\n"
    (item,) = parse_text(text).document.items
    assert "成立不超过3年" in said(item)
