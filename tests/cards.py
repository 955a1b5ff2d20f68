"""Cards of a policy portal, as tests write them: whom they serve, what they give and what they ask."""

from __future__ import annotations

from policymatch.conditions.nodes import Judgement, Node, Test, leaves
from policymatch.documents import Item
from policymatch.parsing import parse_text

_CARD = "绵竹市某项目资金支持\n发文机构\n绵竹市商务局\n工具分类\n资金支持\n服务对象\n{who}\n服务内容\n{given}\n条件要求\n{asked}\n时间/频度\n每年一次\n"


def items(given: str, asked: str = "1．信用良好。\n2．财务制度健全。", who: str = "企业") -> tuple[Item, ...]:
    """The items of a card."""
    return parse_text(_CARD.format(who=who, given=given, asked=asked)).document.items


def fields(node: Node | None) -> set[str]:
    """The fields that a condition asks for."""
    return {one.field for one in leaves(node) if isinstance(one, Test)} if node else set()


def judged(node: Node | None) -> list[str]:
    """What a condition leaves to a person."""
    return [one.label for one in leaves(node) if isinstance(one, Judgement)] if node else []
