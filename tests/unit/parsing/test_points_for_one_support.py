"""Points of one list that each open with the support they are for: 申请贴息时，…; 设备补助：…; （设备补助）…."""

from __future__ import annotations

from itertools import product

import pytest

from tests.cards import fields, items

PAIRS = [
    (
        ("质押贷款贴息", "以专利质押取得银行贷款的企业，按其实际支付利息的40%予以贴息，每家最高50万元。"),
        ("服务机构奖励", "为企业办理质押融资提供评估服务的机构，按业务量给予最高80万元奖励。"),
    ),
    (
        ("节能技术改造补助", "对实施节能技术改造的，按设备投资额的20%给予补助，最高300万元。"),
        ("绿色工厂奖励", "对首次入选绿色工厂名单的，一次性奖励50万元。"),
    ),
    (
        ("展会补助", "企业参加境外展会的，按展位费的50%给予补助，最高10万元。"),
        ("品牌出海奖励", "在境外注册商标的，每件奖励1万元。"),
    ),
]
LAYOUTS = ["（一）{a}。{x}\n（二）{b}。{y}", "1．{a}\n{x}\n2．{b}\n{y}", "1．{a}：{x}\n2．{b}：{y}"]
FORMS = [
    "{name}：{said}",
    "（{name}）{said}",
    "申请{name}时，{said}",
    "其中，申请{name}的，{said}",
    "申报{name}的单位还应{said}",
    "{name}申报单位{said}",
    "{name}要求{said}",
    "{said}（仅限{name}）",
]
REVENUE, PATENTS = "上年度营业收入不低于1000万元、职工人数30人以上", "有效发明专利3件以上、成立满2年"


@pytest.mark.parametrize(("pair", "layout", "form"), list(product(PAIRS, LAYOUTS, FORMS)))
def test_each_support_has_its_own(pair: tuple[tuple[str, str], tuple[str, str]], layout: str, form: str) -> None:
    (a, x), (b, y) = pair
    points = [
        "在本市注册",
        form.format(name=a, said=REVENUE),
        form.format(name=b, said=PATENTS),
        "未被列入失信被执行人名单",
    ]
    asked = "\n".join(f"{at}．{one}；" for at, one in enumerate(points, 1))
    first, second = items(layout.format(a=a, b=b, x=x, y=y), asked, who="本市企业和机构")
    assert {"revenue", "employees", "registered_region", "dishonest"} <= fields(first.condition)
    assert {"invention_patents", "years_established", "registered_region", "dishonest"} <= fields(second.condition)
    assert not {"invention_patents", "years_established"} & fields(first.condition)
    assert not {"revenue", "employees"} & fields(second.condition)


@pytest.mark.parametrize(
    "point",
    [
        "项目申报单位上年度营业收入不低于1000万元",
        "经营状况：上年度营业收入不低于1000万元",
        "（原则上）上年度营业收入不低于1000万元",
        "申请支持时，上年度营业收入不低于1000万元",
    ],
)
def test_what_names_no_support_binds_all(point: str) -> None:
    (a, x), (b, y) = PAIRS[0]
    found = items(LAYOUTS[0].format(a=a, b=b, x=x, y=y), f"1．在本市注册；\n2．{point}。", who="本市企业和机构")
    assert all("revenue" in fields(item.condition) for item in found)
