"""A policy says the same in other words, other numbering, other figures and on another page: it is read the same."""

from __future__ import annotations

from decimal import Decimal

import pytest

from benchmarks.rewording import Reworded
from benchmarks.variations import REWORDINGS
from policymatch.conditions import Test, leaves
from policymatch.parsing import Parse, parse_text

POLICY = """松河区支持工业企业提质增效若干措施
松河区人民政府办公室
2024年3月1日
一、申报条件
申报企业应当同时符合下列条件：
（一）在松河区依法注册登记，具有独立法人资格；
（二）上年度营业收入2000万元以上，职工人数30人以上；
（三）近三年未发生重大安全生产事故，未被列入失信被执行人名单。
二、奖励标准
（一）企业上规模奖励。对首次纳入规模以上工业统计的企业，给予一次性奖励20万元。
（二）研发投入补助。对上年度研发费用500万元以上的高新技术企业，按照研发费用的10%给予补助，单个企业最高不超过100万元。
（三）技术改造支持。对设备投资达到1000万元以上的技术改造项目，给予不超过200万元的补助。
三、申报材料
（一）资金申请表；
（二）营业执照；
（三）上年度审计报告。
四、申报时间
2024年4月1日至2024年4月30日。
五、附则
本措施自2024年3月1日起施行，有效期3年。本措施所称“以上”含本数。
"""
CHANGING = [name for name, rewording in REWORDINGS.items() if any(rewording(POLICY))]


def reading(parse: Parse) -> list[object]:
    """What a parse says, its words left out."""
    return [
        (
            sorted(
                (leaf.field, str(leaf.op), str(leaf.value), str(leaf.period))
                for leaf in leaves(item.condition)
                if isinstance(leaf, Test)
            ),
            [(benefit.amount, benefit.rate, benefit.cap) for benefit in item.benefits],
            len(item.materials),
            (item.window.opens_on, item.window.closes_on),
        )
        for item in parse.document.items
    ]


def reworded(name: str) -> str:
    return Reworded(POLICY, REWORDINGS[name](POLICY)).after


@pytest.fixture(scope="module")
def plain() -> list[object]:
    return reading(parse_text(POLICY))


def test_the_policy_itself_is_read_in_full(plain: list[object]) -> None:
    assert len(plain) == 3
    conditions, benefits, materials, window = plain[1]  # type: ignore[misc]
    assert {"revenue", "employees", "rd_expense", "qualification", "dishonest"} <= {field for field, *_ in conditions}
    assert [(rate, cap) for _, rate, cap in benefits] == [(Decimal("0.1"), 1_000_000)]
    assert materials == 3
    assert None not in window


def test_most_rewordings_change_something() -> None:
    assert len(CHANGING) >= 40


@pytest.mark.parametrize("name", CHANGING)
def test_other_words_are_read_the_same(name: str, plain: list[object]) -> None:
    text = reworded(name)
    assert text != POLICY
    assert reading(parse_text(text)) == plain


@pytest.mark.parametrize("name", CHANGING)
def test_a_quote_leads_to_its_new_words(name: str) -> None:
    made = Reworded(POLICY, REWORDINGS[name](POLICY))
    for line in POLICY.splitlines():
        assert made.words(line).replace("\n", "") in made.after.replace("\n", "")


def test_a_quote_takes_the_whole_of_what_changed_in_it() -> None:
    made = Reworded("营业收入2000万元以上的企业", REWORDINGS["bounds 不低于"]("营业收入2000万元以上的企业"))
    assert made.words("收入2000万元") == "收入不低于2000万元"
    assert made.words("的企业") == "的企业"
