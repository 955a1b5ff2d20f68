"""Lists below a lead-in: whom they bind, which way they are meant, tables that tell the standards."""

from __future__ import annotations

import pytest

from policymatch.conditions import Test, leaves
from policymatch.documents import Item
from policymatch.parsing import parse_text

HEAD = "江北市扶持办法\n江北市人民政府\n"


def asked(item: Item) -> set[tuple[str, str]]:
    """The fields that an item asks for, with their operators."""
    return {(leaf.field, str(leaf.op)) for leaf in leaves(item.condition) if isinstance(leaf, Test)}


def test_a_lead_in_that_names_forbidden_trades_turns_no_list_round() -> None:
    text = (
        f"{HEAD}一、从事国家非限制和禁止行业，且同时符合下列条件的企业，可享受补贴：\n1.年度应纳税所得额不超过300万元；\n"
        "2.从业人数不超过300人。\n二、补贴标准：每户补贴5000元。\n"
    )
    (item,) = parse_text(text).document.items
    assert {("taxable_income", "<="), ("employees", "<=")} <= asked(item)


@pytest.mark.parametrize(
    "lead",
    [
        "同时满足以下条件的中小企业，由市工业和信息化局认定为创新型企业：",
        "同时符合下列条件的企业，为本办法所称小型创新企业：",
        "若同时符合下列条件中的一项，则可直接确认为创新型企业：",
    ],
)
def test_what_a_word_means_and_who_is_recognised_bind_no_other_support(lead: str) -> None:
    text = (
        f"{HEAD}一、企业培育\n（一）创新型企业。{lead}\n1.研发费用总额不低于100万元；\n2.从业人数不超过300人。\n"
        "（二）展会补贴。对参加境外展会的企业，每个展位补贴1万元。\n"
    )
    *_, fair = parse_text(text).document.items
    assert not {field for field, _ in asked(fair)} & {"rd_expense", "employees"}


def test_a_table_below_the_words_of_giving_tells_the_sums() -> None:
    text = (
        f"{HEAD}第一条 对上一年度产值5亿元以上的制造业企业，按以下标准奖励：\n产值\t奖励金额\n5亿元以上\t50万元\n10亿元以上\t100万元\n"
        "第二条 对新入规企业，奖励5万元。\n"
    )
    first, _ = parse_text(text).document.items
    assert ("output_value", ">=") in asked(first)
    assert [one.amount for one in first.benefits] == [500000, 1000000]
