"""Where neighbouring tiers meet, the number belongs to the one whose words include it."""

from __future__ import annotations

import pytest

from policymatch.conditions.nodes import tests as leaf_tests
from policymatch.parsing import parse_text

HEAD = "海州市产业扶持办法\n第一章 奖励\n"


def limits(passage: str) -> list[list[str]]:
    """The limits of each item, in order."""
    items = parse_text(HEAD + passage).document.items
    return [[f"{test.op} {test.value}" for test in leaf_tests(item.condition)] for item in items]


@pytest.mark.parametrize(
    ("passage", "want"),
    [
        (
            "对年进出口额100万元-300万元（含300万元）的企业，奖励1万元；300万元-500万元（含500万元）的企业，奖励2万元；500万元以上的企业，奖励3万元。",
            [[">= 1000000", "<= 3000000"], ["> 3000000", "<= 5000000"], ["> 5000000"]],
        ),
        (
            "对年纳税额10万元至50万元的企业，奖励1万元；对年纳税额50万元（含）以上的企业，奖励3万元。",
            [[">= 100000", "< 500000"], [">= 500000"]],
        ),
        (
            "对年纳税额10万元至50万元的企业，奖励1万元；对年纳税额50万元以上的企业，奖励3万元。",
            [[">= 100000", "<= 500000"], [">= 500000"]],
        ),
    ],
)
def test_where_tiers_meet(passage: str, want: list[list[str]]) -> None:
    assert limits(passage) == want


def test_a_rung_told_by_its_measure_alone_keeps_whom_the_first_names() -> None:
    text = "对医药企业投资新建药材基地面积100亩至500亩的，给予企业100元/亩奖励；对新建面积在500亩以上的，给予企业200元/亩奖励。"
    items = parse_text(HEAD + text).document.items
    said = [{test.field for test in leaf_tests(item.condition)} for item in items]
    assert said == [{"business_domain", "premises_area"}] * 2
