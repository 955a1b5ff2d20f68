"""What is asked of one sort of project alone, in a list that several supports share: 早餐项目申报单位年营业收入应在200万元以上."""

from __future__ import annotations

import pytest

from policymatch.conditions.nodes import All, Any, Judgement, Node, Not, Test
from tests.cards import items, judged

GIVEN = (
    "1．对社区菜店、便利店、便民早餐店等新建项目，按投资额的50%给予补助，最高300万元。\n"
    "2．促进餐饮业发展项目，按投资额的50%给予补助，最高500万元。\n"
    "3．智慧停车项目，按投资额的30%给予补助。"
)


def told(node: Node | None) -> str:
    """A condition in one line: A；B for all, (A|B) for any."""
    match node:
        case All():
            return "；".join(told(child) for child in node.children)
        case Any():
            return "(" + "|".join(told(child) for child in node.children) + ")"
        case Not():
            return f"非{told(node.child)}"
        case Judgement():
            return node.label
        case Test():
            return f"{node.field}{node.op}{node.value}"
        case _:
            return ""


def asked(sentence: str, given: str = GIVEN) -> list[str]:
    """The conditions of each support, those of its own left out."""
    own = ("社区菜店、便利店、便民早餐店", "新建", "促进餐饮业发展项目", "智慧停车项目")
    found = [told(item.condition).split("；") for item in items(given, f"1．信用良好。\n2．{sentence}")]
    return ["；".join(one for one in each if one not in ("信用良好", *own)) for each in found]


@pytest.mark.parametrize(
    ("sentence", "want"),
    [
        (
            "早餐及餐饮项目申报单位年营业收入应在200万元以上。",
            ["(不存在：早餐及餐饮项目|revenue>=2000000)", "revenue>=2000000", ""],
        ),
        ("便利店项目的申报主体年营业收入不低于500万元。", ["(不存在：便利店项目|revenue>=5000000)", "", ""]),
        (
            "连锁超市项目实施单位须为限额以上企业。",
            ["(不存在：连锁超市项目|above_scale is True)".replace(" is ", "is")] * 3,
        ),
        ("智慧停车项目申报单位须具有独立法人资格。", ["", "", "legal_personisTrue"]),
        ("项目申报单位须具有独立法人资格。", ["legal_personisTrue"] * 3),
        ("本专项项目申报单位须具有独立法人资格。", ["legal_personisTrue"] * 3),
    ],
)
def test_a_sort_that_is_some_of_a_support_is_a_case_of_it(sentence: str, want: list[str]) -> None:
    assert asked(sentence) == want


def test_a_sort_of_the_only_support_is_a_case_of_it() -> None:
    (said,) = asked("早餐项目申报单位年营业收入应在200万元以上。", "对社区菜店、便利店、便民早餐店，最高补助300万元。")
    assert said == "(不存在：早餐项目|revenue>=2000000)"


def test_a_line_below_a_point_goes_on_with_it() -> None:
    lines = (
        "1．申报单位信用良好。\n2．便民菜店项目门店面积不少于30平方米。\n店内须配备快检设备。\n"
        "3．项目已投资额不低于计划总投资额的70%。"
    )
    given = "1．对冷链仓储项目，按投资额的30%给予补助。\n2．对便民菜店项目，每个门店补助5万元。"
    stores, shops = items(given, lines)
    assert judged(stores.condition) == ["信用良好", "冷链仓储项目"]
    assert "店内须配备快检设备" in judged(shops.condition)


@pytest.mark.parametrize(
    ("who", "want"),
    [
        (
            "家政企业、养老机构，以及在社区设立服务网点，开展助餐服务的企业",
            "(business_domainhas_any('家政', '养老')|在社区设立服务网点；开展助餐服务的企业)",
        ),
        (
            "本市登记的书店企业、经营实体书店，年销售图书不少于1000种的单位",
            "registered_regionin('510683',)；(书店企业|经营实体书店；declared_number>=1000)",
        ),
        (
            "我市注册的外贸企业、利用自建平台，开展跨境电商销售的企业",
            "registered_regionin('510683',)；(外贸企业|利用自建平台；开展跨境电商销售的企业)",
        ),
    ],
)
def test_whoever_does_what_commas_part_is_one_of_the_row(who: str, want: str) -> None:
    (item,) = items("给予最高10万元补助。", "1．信用良好。", who)
    assert told(item.condition).removesuffix("；信用良好") == want


@pytest.mark.parametrize(
    ("demand", "want"),
    [
        ("拥有5家以上门店或年销售额1000万元以上。", "(declared_number>=5|revenue>=10000000)"),
        ("有3条以上生产线或者年产能达到1000吨。", "(declared_number>=3|declared_number>=1000)"),
        ("拥有5家以上门店或者服务网点。", "declared_number>=5"),
        (
            "应在本市至少已有5家直营门店或设施在上年度之前登记注册，且截至申报之日正常经营。",
            "declared_number>=5；设施在上年度之前登记注册；截至申报之日正常经营",
        ),
        ("硕士以上学历或高级职称人才10名以上。", "declared_number>=10"),
    ],
)
def test_what_a_joining_word_joins(demand: str, want: str) -> None:
    (item,) = items("给予最高10万元补助。", f"1．信用良好。\n2．{demand}")
    assert told(item.condition).removeprefix("信用良好；") == want
