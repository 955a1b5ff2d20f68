"""A condition as a Chinese sentence, exact and readable; the same words wherever it is shown."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache

from policymatch.conditions.nodes import All, Any, AtLeast, Judgement, Node, Not, Op, Test, Value
from policymatch.quantities import CURRENCIES, Money, plain, render_amount, render_ratio
from policymatch.vocabulary.fields import Field
from policymatch.vocabulary.fields import field as catalogue_field
from policymatch.vocabulary.regions import region

COMPARISONS = {Op.GE: "不低于", Op.GT: "高于", Op.LE: "不高于", Op.LT: "低于", Op.EQ: "等于"}
DATES = {Op.GE: "不早于", Op.GT: "晚于", Op.LE: "不晚于", Op.LT: "早于", Op.EQ: "为"}
LISTS = {
    Op.IN: ("为", "或"), Op.NOT_IN: ("不属于", "、"),
    Op.HAS_ANY: ("含", "或"), Op.HAS_ALL: ("同时含", "和"), Op.HAS_NONE: ("不含", "、"),
}  # fmt: skip


def render(node: Node) -> str:
    """Say a condition in one Chinese sentence, groups in brackets where precedence needs them.

    >>> render(Test("employees", Op.GE, Decimal(20)))
    '从业人员(职工)数不低于20人'
    """
    match node:
        case Test():
            return render_test(node)
        case Judgement():
            return f"{_judged(node)}（须人工认定）"
        case Not(child):
            return f"不属于以下情形：{_inner(child)}"
        case All(children):
            return "，且".join(_inner(child) for child in children) if children else "无条件"
        case Any(children):
            return "，或".join(_inner(child) for child in children)
        case AtLeast(count, children):
            return f"以下{len(children)}项中至少满足{count}项：" + "；".join(_inner(child) for child in children)


ABSENT = "不存在："
"""How the parser begins the label of what must not be so."""
_SHORT, _LONG = 4, 60
_KINDS = ("企业", "项目", "单位", "机构", "产品", "人员", "赛事", "行业", "的")


def _judged(node: Judgement) -> str:
    """What is to be judged, as a sentence; where the label alone says nothing (行业) the clause's words do."""
    if not node.label.startswith(ABSENT):
        return node.label
    said = node.label.removeprefix(ABSENT)
    if len(said) <= _SHORT and node.source is not None and len(node.source.quote) > len(said):
        quote = node.source.quote
        return f"不属于所列情形：“{quote[:_LONG]}{'…' if len(quote) > _LONG else ''}”"
    return f"不属于“{said}”" if said.endswith(_KINDS) else f"没有“{said}”的情形"


def _inner(node: Node) -> str:
    plainly = isinstance(node, Test | Judgement) or (isinstance(node, All | Any) and len(node.children) == 1)
    return render(node) if plainly else f"（{render(node)}）"


def group_word(group: Node) -> str:
    """The heading of a group in a list: 全部满足, 满足其一, 不属于, 至少满足2项."""
    match group:
        case AtLeast(count):
            return f"至少满足{count}项"
        case Any():
            return "满足其一"
        case Not():
            return "不属于"
        case _:
            return "全部满足"


@lru_cache(maxsize=65_536)
def render_test(test: Test) -> str:
    """Say one test: 上年度营业收入不低于2000万元."""
    known = catalogue_field(test.field)
    subject = (test.period.label() if test.period else "") + (test.label or known.label)
    if isinstance(test.value, bool):
        return f"{subject}：{'是' if test.value else '否'}"
    if isinstance(test.value, tuple):
        verb, joiner = LISTS[test.op]
        return f"{subject}{verb}{joiner.join(render_name(known, name) for name in test.value)}"
    words = DATES if isinstance(test.value, date) else COMPARISONS
    return f"{subject}{words[test.op]}{render_value(known, test.value)}"


def render_value(known: Field, value: Value | str) -> str:
    """Say a value in the unit of its field."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, Money):
        return render_amount(value.amount, CURRENCIES[value.currency])
    if isinstance(value, tuple):
        return "、".join(render_name(known, name) for name in value)
    if isinstance(value, str):
        return render_name(known, value)
    return render_number(known.said_unit, value)


def render_number(unit: str | None, number: Decimal) -> str:
    """Say a number with its unit: 2000万元, 5%, 20人."""
    if unit == "fraction":
        return render_ratio(number)
    if unit == "元":
        return render_amount(number)
    return plain(number) + (unit if unit and unit != "as stated" else "")


def render_name(known: Field, name: str) -> str:
    """Say a member of a list; regions by their name."""
    if known.type == "region":
        return region(name).name
    return name
