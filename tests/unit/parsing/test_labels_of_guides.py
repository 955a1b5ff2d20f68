"""A guide's parts under the labels that cities give them, and the days of its window however they are written."""

from __future__ import annotations

from datetime import date

import pytest

from policymatch.conditions.nodes import Test, leaves
from policymatch.documents import Item
from policymatch.parsing import parse_text

_GUIDE = """绵竹市企业技术改造补助申报通知
一、{whom}
在绵竹市注册的企业；信用良好；职工人数不少于20人。
二、支持标准
按设备投资额的10%给予补助，最高100万元。
三、{papers}
1.资金申请表；
2.设备购置发票。
四、{when}
{days}
五、联系方式
市工信局，0838-1234567。
绵竹市工业和信息化局
2025年2月20日
"""


def _item(
    whom: str = "申报条件", papers: str = "申报材料", when: str = "申报时间", days: str = "2025年3月1日至4月30日。"
) -> Item:
    (item,) = parse_text(_GUIDE.format(whom=whom, papers=papers, when=when, days=days)).document.items
    return item


@pytest.mark.parametrize("whom", ["受益对象", "兑付条件", "享受主体", "申报单位条件", "准入条件"])
def test_conditions_under_their_labels(whom: str) -> None:
    asked = {one.field for one in leaves(_item(whom=whom).condition) if isinstance(one, Test)}
    assert asked == {"registered_region", "employees"}


@pytest.mark.parametrize("papers", ["办事材料", "应交材料", "佐证材料", "申请材料目录"])
def test_papers_under_their_labels(papers: str) -> None:
    assert _item(papers=papers).materials == ("资金申请表", "设备购置发票")


@pytest.mark.parametrize("when", ["时间要求", "时间安排", "截止时间", "申报期限"])
def test_days_under_their_labels(when: str) -> None:
    window = _item(when=when).window
    assert (window.opens_on, window.closes_on) == (date(2025, 3, 1), date(2025, 4, 30))


@pytest.mark.parametrize(
    ("days", "opens", "closes"),
    [
        ("本次申报自2025年3月1日开始，2025年4月30日截止。", date(2025, 3, 1), date(2025, 4, 30)),
        ("请于本通知发布之日起至4月30日前申报。", None, date(2025, 4, 30)),
        ("企业网上申报截止时间为4月30日，各镇（街道）审核截止时间为5月10日。", None, date(2025, 4, 30)),
        ("1.申报受理（2025年3月1日-4月30日）。企业登录平台填报。", date(2025, 3, 1), date(2025, 4, 30)),
        ("由各区推荐，各区于5月10日前报送。", None, None),
    ],
)
def test_days_as_they_are_written(days: str, opens: date | None, closes: date | None) -> None:
    window = _item(when="申报安排", days=days).window
    assert (window.opens_on, window.closes_on) == (opens, closes)


@pytest.mark.parametrize(
    "said",
    [
        "申报企业应如实填写《资金申请表》，并附营业执照、审计报告、设备购置合同复印件，于4月30日前报送。",
        "凭资金申请表、营业执照、审计报告、设备购置合同办理。",
        "企业提出申请（提交资金申请表、营业执照、审计报告、设备购置合同）→部门审核→公示→拨付。",
    ],
)
def test_papers_named_within_a_sentence(said: str) -> None:
    text = _GUIDE.replace("1.资金申请表；\n2.设备购置发票。", said)
    (item,) = parse_text(
        text.format(whom="申报条件", papers="申报方式", when="申报时间", days="常年受理。")
    ).document.items
    assert item.materials == ("资金申请表", "营业执照", "审计报告", "设备购置合同")
