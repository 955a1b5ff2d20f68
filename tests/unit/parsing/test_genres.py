"""Wordings of kinds of documents that cities write apart: taxes, towns, short notices, cards in brackets."""

from __future__ import annotations

from decimal import Decimal

import pytest

from policymatch.conditions import Test, leaves
from policymatch.documents import Item
from policymatch.parsing import parse_text


def items(text: str) -> tuple[Item, ...]:
    return parse_text("江宁区扶持办法\n" + text).document.items


def fields_of(item: Item) -> list[tuple[str, object]]:
    return [(leaf.field, leaf.value) for leaf in leaves(item.condition) if isinstance(leaf, Test)]


@pytest.mark.parametrize(
    ("sentence", "stated"),
    [
        ("第四条 对实施技改的企业，区财政按市级补助资金的30%配套，单个项目不超过30万元。", (None, "0.3", 300_000)),
        ("第四条 对新升规企业奖励3万元；次年产值增长10%以上的，再奖2万元。", (30_000, None, None)),
        ("一、脱贫人口从事个体经营的，在3年内按每户每年20000元为限额依次扣减其应缴纳的增值税。", (None, None, 20_000)),
        ("一、中小微企业按实际缴纳失业保险费的60%返还。", (None, "0.6", None)),
    ],
)
def test_verbs_of_giving(sentence: str, stated: tuple[object, ...]) -> None:
    benefit = items(sentence + "\n")[0].benefits[0]
    rate = None if benefit.rate is None else str(benefit.rate)
    assert (benefit.amount, rate, benefit.cap) == stated


@pytest.mark.parametrize("sentence", ["第四条 企业应当配套建设停车场。", "第四条 企业获奖5项以上的，应当公示。"])
def test_no_verbs_of_giving(sentence: str) -> None:
    assert items(sentence + "\n") == ()


def test_growth_before_a_firm_above_the_line_is_its_own_condition() -> None:
    (item,) = items("一、年产值1亿元以上、增速达到10%的规模以上工业企业，给予20万元奖励。\n")
    assert ("output_growth", Decimal("0.1")) in fields_of(item)
    assert ("above_scale", True) in fields_of(item)


def test_a_firm_that_reached_the_line_is_one_condition() -> None:
    (item,) = items("一、首次达到规模以上的工业企业，给予20万元奖励。\n")
    assert ("newly_above_scale", True) in fields_of(item)
