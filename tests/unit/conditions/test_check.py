"""Conditions that cannot be built say what is wrong, where, and what to do."""

from __future__ import annotations

import pytest

from policymatch.conditions import read_node
from policymatch.errors import (
    ConditionError,
    EmptyConditionError,
    OperatorError,
    PolicyMatchError,
    UnknownFieldError,
    ValueTypeError,
)

BAD = [
    ({"field": "revenu", "op": ">=", "value": 1}, UnknownFieldError, "revenu"),
    ({"field": "revenue", "op": "has_any", "value": ["x"]}, OperatorError, "has_any"),
    ({"field": "revenue", "op": "=>", "value": 1}, OperatorError, "=>"),
    ({"field": "revenue", "op": ">=", "value": "2000万元"}, ValueTypeError, "2000万元"),
    ({"field": "revenue", "op": ">=", "value": None}, ValueTypeError, "None"),
    ({"field": "revenue", "op": ">=", "value": True}, ValueTypeError, "True"),
    ({"field": "revenue", "op": ">=", "value": "NaN"}, ValueTypeError, "revenue"),
    ({"field": "revenue", "op": ">=", "value": 1, "period": "recently"}, ValueTypeError, "recently"),
    ({"field": "established_on", "op": ">=", "value": "2024-02-30"}, ValueTypeError, "2024-02-30"),
    ({"field": "dishonest", "op": "is", "value": "否"}, ValueTypeError, "否"),
    ({"field": "qualification", "op": "has_any", "value": []}, EmptyConditionError, "空"),
    ({"field": "qualification", "op": "has_any", "value": ["高新技术企业", None]}, ValueTypeError, "None"),
    ({"field": "declared_number", "op": ">=", "value": 3}, ValueTypeError, "label"),
    ({"any": []}, EmptyConditionError, "any"),
    ({"at_least": 3, "of": [{"manual": "甲"}, {"manual": "乙"}]}, EmptyConditionError, "3"),
    ({"of": [{"manual": "甲"}]}, EmptyConditionError, "at_least"),
    ({"manual": " "}, EmptyConditionError, "名称"),
    ({"all": "甲"}, ConditionError, "all"),
    ({"all": [], "any": []}, ConditionError, "all"),
    ({}, ConditionError, "condition"),
    ([], ConditionError, "list"),
]


@pytest.mark.parametrize(("data", "kind", "named"), BAD, ids=lambda value: str(value)[:40])
def test_a_bad_condition_is_refused_with_what_where_and_what_to_do(
    data: object, kind: type[PolicyMatchError], named: str
) -> None:
    with pytest.raises(kind) as caught:
        read_node(data)
    assert named in str(caught.value)
    assert caught.value.where
    assert caught.value.hint


def test_the_path_of_a_nested_fault_is_named_once() -> None:
    with pytest.raises(UnknownFieldError) as caught:
        read_node({"all": [{"manual": "甲"}, {"not": {"any": [{"field": "nope", "op": "is", "value": True}]}}]})
    assert caught.value.where.startswith("condition.all[1].not.any[0]")
    assert caught.value.where.count("condition") == 1


def test_unknown_keys_are_ignored() -> None:
    assert read_node({"manual": "甲", "comment": "x"}) == read_node({"manual": "甲"})


def test_equality_leaves_out_the_words() -> None:
    one = read_node({"field": "revenue", "op": ">=", "value": 5000000, "quote": "营业收入500万元以上"})
    two = read_node({"field": "revenue", "op": ">=", "value": "5000000.00", "quote": "销售额达到500万元"})
    assert one == two
    assert len({one, two}) == 1
