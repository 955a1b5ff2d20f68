"""Rows of what must not be: what no record holds is a judgement, whoever is meant by a row of offices is none."""

from __future__ import annotations

import pytest

from policymatch.conditions.nodes import Judgement, leaves
from policymatch.parsing.assembling.clauses import read_clause
from policymatch.parsing.structure.definitions import Definitions
from policymatch.spans import Span


def judged(text: str) -> list[str]:
    """The labels of a clause's judgements."""
    node = read_clause(text, Span(0, len(text)), Definitions()).node
    return [leaf.label for leaf in leaves(node) if isinstance(leaf, Judgement)] if node is not None else []


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("未发生重大安全事故、群体性事件", ["不存在：群体性事件"]),
        ("近3年内无重大违法记录和知识产权纠纷", ["不存在：知识产权纠纷"]),
        ("没有偷税漏税、恶意逃废债等行为", ["不存在：恶意逃废债等行为"]),
        ("无重大劳动争议、安全事故", ["无重大劳动争议"]),
        ("不存在欠税、欠费、欠息情况", ["不存在：欠费、欠息"]),
        ("无违法违纪行为和未了结的法律、经济纠纷", ["不存在：未了结的法律、经济纠纷"]),
        ("无重大安全、质量事故和拖欠水电费行为", ["不存在：拖欠水电费行为"]),
    ],
)
def test_what_no_record_holds_is_judged(text: str, want: list[str]) -> None:
    assert judged(text) == want


@pytest.mark.parametrize(
    "text",
    [
        "未受到生态环境、市场监管、应急管理等部门行政处罚",
        "无安全、环保、质量等责任事故",
        "无行贿、偷逃税、非法集资等违法行为",
        "税收、社会保险费无欠缴",
        "无违法违规行为和良好的信用记录",
    ],
)
def test_what_a_record_holds_is_not_judged_again(text: str) -> None:
    assert judged(text) == []
