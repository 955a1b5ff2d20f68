"""What each may cost at most, and behind it what one applicant may have in all: the sum paid for each and its ceiling."""

from __future__ import annotations

import pytest

from tests.cards import items, judged


def money(given: str) -> list[tuple[int | None, int | None]]:
    """Sum and ceiling of every benefit of the only support of a card."""
    (item,) = items(given)
    return [(one.amount and int(one.amount), one.cap and int(one.cap)) for one in item.benefits]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            "对获得国外发明专利授权的，在美国获得授权的每件资助不超过5万元；在其他国家获得授权的每件资助不超过3万元。每项专利资助不超过5个国家。单位年度获得上述资助的总金额不超过200万元。",
            [(50_000, 2_000_000), (30_000, 2_000_000)],
        ),
        ("对举办沙龙活动的单位，每场补助最高2万元。每家单位年度补助不超过20万元。", [(20_000, 200_000)]),
        ("每建一个充电桩最高补助1000元。单个企业累计补助不超过50万元。", [(1_000, 500_000)]),
        (
            "对引进的博士每人补助5万元，硕士每人补助2万元。每家企业每年补助总额不超过30万元。",
            [(50_000, 300_000), (20_000, 300_000)],
        ),
    ],
)
def test_a_total_bounds_what_is_paid_for_each(given: str, expected: list[tuple[int, int]]) -> None:
    assert money(given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("每篇论文奖励最高1万元。单个项目最高支持50万元。", [(None, 10_000), (None, 500_000)]),
        ("对举办培训的单位，每期补助最高5万元。", [(None, 50_000)]),
        ("单个企业最高补助30万元。每家企业年度补助总额不超过100万元。", [(None, 300_000)]),
    ],
)
def test_ceilings_that_bound_no_unit(given: str, expected: list[tuple[int | None, int]]) -> None:
    assert money(given)[: len(expected)] == expected


def test_another_case_with_a_ceiling_of_its_own_in_one_sentence() -> None:
    (item,) = items(
        "在欧盟完成注册的，每个地区每件资助不超过8000元，在亚洲国家（地区）完成注册的，每个国家（地区）每件资助不超过2000元。"
    )
    assert {"在欧盟完成注册", "在亚洲国家（地区）完成注册"} <= {*judged(item.condition)}
    assert [int(one.cap or 0) for one in item.benefits] == [8_000, 2_000]
