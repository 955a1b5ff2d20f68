"""Who is shut out from some supports alone, limits for those of a size in a grant, and demands of several supports."""

from __future__ import annotations

from policymatch.conditions.nodes import Any, Judgement, Node, Test, leaves
from policymatch.parsing import parse_text
from policymatch.parsing.structure.relations import members

_CARD = """青山市稳就业补贴
发文机构
青山市人力资源和社会保障局
服务内容
1.稳岗返还。对上年度未大幅裁员的参保企业，按缴纳失业保险费的60%返还。
2.吸纳就业补贴。对招用失业人员的用人单位，按每人800元给予补贴。
3.技能培训补贴。对组织职工培训的企业，按每人500元给予补贴。
条件要求
（一）申请上述补贴的单位应当依法纳税。
（二）停产企业及列入淘汰目录的企业，不享受稳岗返还。
（三）派遣单位招用人员后派往其他单位的，不享受第2项补贴。
"""


def _labels(condition: Node | None) -> str:
    return "".join(leaf.label for leaf in leaves(condition) if isinstance(leaf, Judgement)) if condition else ""


def test_who_is_shut_out_from_some_supports_alone() -> None:
    first, second, third = (_labels(item.condition) for item in parse_text(_CARD).document.items)
    assert "停产企业" in first
    assert "停产企业" not in second + third
    assert "派往其他单位" in second
    assert "派往其他单位" not in first + third


def _condition(said: str) -> list[Node]:
    (item,) = parse_text(f"青山市稳岗办法\n青山市人民政府\n一、支持标准\n{said}\n").document.items
    assert item.condition is not None
    return list(members(item.condition))


def test_a_limit_for_those_of_a_size_in_a_grant() -> None:
    (read,) = _condition("对裁员率不高于5%，20人以下的企业裁员率不高于15%的，返还失业保险费的50%。")
    assert isinstance(read, Any)
    assert {leaf.field for leaf in leaves(read) if isinstance(leaf, Test)} == {"layoff_rate", "employees"}


def test_another_measure_is_asked_as_well() -> None:
    read = _condition("对年纳税额不低于500万元，员工100人以下的企业研发费用不低于200万元的，奖励10万元。")
    assert [leaf.field for leaf in read if isinstance(leaf, Test)] == ["tax_paid", "employees", "rd_expense"]


def test_shares_without_a_field_in_a_row() -> None:
    read = _condition("对主要设备数控化率、联网率分别不低于70%、50%的企业，奖励50万元。")
    told = [(leaf.label, str(leaf.value)) for leaf in read if isinstance(leaf, Test)]
    assert told == [("主要设备数控化率", "0.7"), ("联网率", "0.5")]


_FREED = """青山市种业支持
服务内容
1.品种奖励。对通过审定的新品种，奖励20万元。
2.基地补助。对建设良种繁育基地的，按投资的30%给予补助。
条件要求
1.申报主体在青山市注册；
2.申报主体研发人员不少于5人，研发投入占比达到3%；申请第2项的不作此要求；
3.近三年无违法记录。
"""


def test_some_are_freed_from_what_stands_before() -> None:
    first, second = (item.condition for item in parse_text(_FREED).document.items)
    assert first is not None
    assert second is not None
    asked = {leaf.field for leaf in leaves(first) if isinstance(leaf, Test)}
    assert {"rd_staff", "rd_ratio"} <= asked
    assert not {"rd_staff", "rd_ratio"} & {leaf.field for leaf in leaves(second) if isinstance(leaf, Test)}
    assert "要求" not in _labels(first) + _labels(second)


_TITLE_AMONG = """青山市智能制造支持细则
服务内容
1.智能工厂奖励。对通过认定的市级示范车间、智能工厂，给予50万元一次性奖励。
2.技改补助。对设备投资200万元以上的项目，按投资额的10%给予补助。
条件要求
（一）申报上述支持的企业应在青山市注册并具有独立法人资格。
（二）申请市级智能工厂认定的，还应符合：
1.上年度营业收入不低于5000万元；
2.研发投入强度不低于3%。
"""


def test_a_title_sought_among_supports_is_one_of_them() -> None:
    first, second = parse_text(_TITLE_AMONG).document.items
    fields = [
        {leaf.field for leaf in leaves(item.condition) if isinstance(leaf, Test)}
        for item in (first, second)
        if item.condition is not None
    ]
    assert all("legal_person" in each for each in fields)
    assert "revenue" in fields[0]
    assert "revenue" not in fields[1]
