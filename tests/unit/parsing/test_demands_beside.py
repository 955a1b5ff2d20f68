"""What an applicant must have or be, told without a number before, within or behind a grant's sentence."""

from __future__ import annotations

import pytest

from policymatch.conditions.nodes import Judgement, Test, leaves
from policymatch.parsing import parse_text

_MEASURES = "绵竹市促进产业发展若干措施\n第一条 本措施适用于在绵竹市注册的企业。\n第二条 {said}\n"


def _asked(said: str) -> set[str]:
    """What the one support asks beside the place and what it is for."""
    (item,) = parse_text(_MEASURES.format(said=said)).document.items
    told = {one.field if isinstance(one, Test) else one.label for one in leaves(item.condition)
            if isinstance(one, Test | Judgement)}  # fmt: skip
    return told - {"registered_region", "实施改造的企业"}


@pytest.mark.parametrize(
    "placed",
    [
        "申报企业{asked}。对实施改造的企业，给予20万元补助。",
        "对实施改造的企业，给予20万元补助，但须{asked}。",
        "对实施改造的企业，给予20万元补助，要求{asked}。",
        "对实施改造的企业，给予20万元补助，前提是{asked}。",
        "对实施改造的企业，给予20万元补助；企业须{asked}。",
        "对实施改造的企业，给予20万元补助；要求{asked}。",
        "对实施改造的企业，给予20万元补助。申报企业{asked}。",
        "对实施改造的企业，给予20万元补助。申请补助的企业须{asked}。",
        "对实施改造的企业，给予20万元补助。\n第三条 申报企业应当{asked}。",
        "对实施改造的企业，给予20万元补助。\n第三条 享受本措施的企业{asked}，信用良好。",
    ],
)
@pytest.mark.parametrize(
    ("asked", "want"),
    [
        ("已完成项目备案", "备案"),
        ("拥有自主知识产权", "知识产权"),
        ("近三年未发生安全生产事故", "safety_accident"),
        ("与高校签订合作协议", "合作协议"),
        ("未列入经营异常名录", "abnormal"),
        ("已通过竣工验收", "验收"),
    ],
)
def test_a_demand_is_heard_wherever_it_stands(placed: str, asked: str, want: str) -> None:
    assert any(want in one for one in _asked(placed.format(asked=asked)))


@pytest.mark.parametrize(
    "behind",
    [
        "企业应按要求使用资金。",
        "获得资助的企业应当接受监督检查。",
        "申报企业应在每年6月30日前提交材料。",
        "项目单位须专款专用。",
        "申报企业应当配合做好绩效评价。",
        "要求如下事项另行通知。",
        "补助资金须用于设备购置。",
        "未按时提交材料的，视为放弃。",
    ],
)
def test_what_is_done_afterwards_is_asked_of_nobody(behind: str) -> None:
    assert _asked("对实施改造的企业，给予20万元补助。" + behind) == set()
