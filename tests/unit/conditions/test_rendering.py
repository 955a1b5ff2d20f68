"""A condition in Chinese."""

from __future__ import annotations

import pytest

from policymatch.conditions import Judgement, read_node
from policymatch.conditions.rendering import render
from policymatch.spans import SourceRef

CASES = [
    ({"field": "revenue", "op": ">=", "value": 20000000, "period": "last_year"}, "上年度营业收入不低于2000万元"),
    ({"field": "rd_ratio", "op": ">", "value": 0.05}, "高于5%"),
    ({"field": "employees", "op": "<", "value": 20}, "低于20人"),
    ({"field": "registered_region", "op": "in", "value": ["440115"]}, "注册地为南沙区"),
    ({"field": "dishonest", "op": "is", "value": False}, "：否"),
    ({"field": "established_on", "op": ">=", "value": "2020-01-01"}, "不早于2020年1月1日"),
    ({"field": "export_value", "op": ">=", "value": "USD 1000000"}, "不低于100万美元"),
    ({"field": "declared_number", "op": ">=", "value": 3, "label": "参展展位数"}, "参展展位数不低于3"),
    ({"not": {"manual": "受过处罚"}}, "不属于以下情形"),
    ({"any": [{"manual": "甲"}, {"manual": "乙"}]}, "，或"),
    ({"at_least": 2, "of": [{"manual": "甲"}, {"manual": "乙"}, {"manual": "丙"}]}, "3项中至少满足2项"),
    ({"field": "revenue", "op": ">=", "value": 1, "period": "last_3_years:sum"}, "近3年合计营业收入"),
    ({"all": []}, "无条件"),
]


@pytest.mark.parametrize(("data", "said"), CASES, ids=lambda value: str(value)[:30])
def test_render(data: object, said: str) -> None:
    assert said in render(read_node(data))


def test_groups_inside_groups_are_bracketed() -> None:
    both = {"any": [{"manual": "甲"}, {"all": [{"manual": "乙"}, {"manual": "丙"}]}]}
    assert render(read_node(both)) == "甲（须人工认定），或（乙（须人工认定），且丙（须人工认定））"


@pytest.mark.parametrize(
    ("label", "quote", "said"),
    [
        ("不存在：骗取财政资金行为", "", "没有“骗取财政资金行为”的情形（须人工认定）"),
        ("不存在：获得一企一策扶持的企业", "", "不属于“获得一企一策扶持的企业”（须人工认定）"),
        (
            "不存在：行业",
            "以下行业不适用前项规定：烟草制品业",
            "不属于所列情形：“以下行业不适用前项规定：烟草制品业”（须人工认定）",
        ),
        ("不存在：行业", "", "不属于“行业”（须人工认定）"),
        ("信用良好", "信用良好", "信用良好（须人工认定）"),
    ],
)
def test_what_must_not_be_so_is_said_as_people_say_it(label: str, quote: str, said: str) -> None:
    assert render(Judgement(label, SourceRef(quote) if quote else None)) == said
