"""Points that are the rungs of one support: what their lead asks, their ceiling, the rung that gets nothing; demands that name a support."""

from __future__ import annotations

from decimal import Decimal

import pytest

from policymatch.conditions import Any, leaves
from policymatch.conditions.nodes import Test
from policymatch.documents import Item
from tests.cards import fields, items, judged

RUNGS = "1．年化费率不超过0.8%的，按1%奖补；\n2．年化费率高于0.8%、不超过1.2%的，按0.6%奖补；\n"
OTHER = "（二）首贷贴息。首次获得银行贷款的小微企业，按利息的30%给予贴息，最高3万元。"


def labels(item: Item) -> set[str | None]:
    """What the numbers to declare of an item are called."""
    told = leaves(item.condition) if item.condition else ()
    return {leaf.label for leaf in told if isinstance(leaf, Test)}


@pytest.mark.parametrize(
    "lead",
    [
        "融资担保机构为小微企业提供单户500万元以下的贷款担保，按担保余额分档奖补：",
        "融资租赁公司为中小企业提供设备租赁，按年化费率分档给予奖补：",
        "对开展小微企业担保业务的机构，按年化费率分档给予奖补：",
    ],
)
@pytest.mark.parametrize("behind", ["每家机构年度奖补最高300万元。", "单个机构每年奖补不超过300万元。"])
def test_the_rungs_of_a_support_share_its_ceiling_and_their_lead_grants_nothing(lead: str, behind: str) -> None:
    first, second, other = items(f"（一）降费奖补。{lead}\n{RUNGS}{behind}\n{OTHER}")
    for rung, rate in ((first, "0.01"), (second, "0.006")):
        assert [(one.rate, one.cap) for one in rung.benefits] == [(Decimal(rate), Decimal(3000000))]
    assert [one.cap for one in other.benefits] == [Decimal(30000)]


@pytest.mark.parametrize("out", ["3．年化费率超过1.2%的不予奖补。", "3．年化费率在1.2%以上的，不享受奖补。"])
def test_a_rung_that_gets_nothing_binds_its_own_support_alone(out: str) -> None:
    found = items(f"（一）降费奖补。对融资担保机构，按费率分档给予奖补：\n{RUNGS}{out}\n{OTHER}")
    assert "年化费率" in labels(found[0])
    assert "年化费率" not in labels(found[-1])


@pytest.mark.parametrize(
    "demand",
    [
        "申请运营补贴的机构，运营应满1年。",
        "申请运营补贴的机构，除上述要求外，应运营满1年。",
        "申请运营补贴的养老机构（含公建民营机构）应当运营满1年。",
    ],
)
def test_a_demand_goes_to_the_support_whose_title_it_names(demand: str) -> None:
    first, second = items(
        "1．养老机构运营补贴。机构收住失能老人的，每人每月补贴300元。\n"
        "2．品牌连锁奖励。运营养老机构3家以上的，奖励10万元。",
        "1．信用良好。\n2．" + demand,
    )
    assert "years_established" in fields(first.condition)
    assert "years_established" not in fields(second.condition)


@pytest.mark.parametrize(
    "shut",
    ["劳务派遣公司不在第一项补贴范围。", "劳务派遣公司不属于第一项补贴对象。", "劳务派遣公司不列入第一项补贴范围。"],
)
def test_who_is_out_of_the_range_of_one_support_may_have_the_others(shut: str) -> None:
    first, second = items(
        "一、培训补贴。企业开展岗前培训的，每人补贴600元。\n二、建设补助。建设工作室的，补助10万元。",
        "（一）信用良好。\n（二）" + shut,
    )
    assert "industry" in fields(first.condition)
    assert "industry" not in fields(second.condition)


@pytest.mark.parametrize(
    "had",
    [
        "同一人、同一工种的培训，已领过其他培训补贴的不重复发放。",
        "建设内容已由其他财政资金补助过的不再补助。",
        "同一笔贷款已享受省级贴息的，市级不再贴息。",
        "已由中央预算内资金安排的项目不予安排。",
        "已申领其他就业补贴的，不得重复申领。",
    ],
)
def test_who_had_the_like_before_has_nothing(had: str) -> None:
    (item,) = items("1．对新建冷库的企业，补助20万元。", "1．信用良好。\n2．" + had)
    assert "already_funded" in fields(item.condition)


@pytest.mark.parametrize("refused", ["暂不受理", "不受理", "不予受理"])
def test_who_is_refused_for_now_must_not_be_what_he_is_refused_for(refused: str) -> None:
    (item,) = items("1．对新建冷库的企业，补助20万元。", f"1．信用良好。\n2．有违建问题尚未整改到位的，{refused}。")
    assert "不存在：有违建问题尚未整改到位" in judged(item.condition)


@pytest.mark.parametrize("raised", ["提至", "提高到", "上调到", "调高至", "升至"])
def test_a_share_raised_for_some_is_a_grade_of_the_support(raised: str) -> None:
    (item,) = items(
        f"1．首贷贴息。首次获得贷款的小微企业，按利息的30%给予贴息，最高3万元；高校毕业生创办的，贴息比例{raised}50%，最高5万元。"
    )
    assert [(one.rate, one.cap) for one in item.benefits] == [
        (Decimal("0.3"), Decimal(30000)),
        (Decimal("0.5"), Decimal(50000)),
    ]


def test_dashes_that_mark_points_are_no_words_of_theirs() -> None:
    shut = "机构有下列情况之一的，不予补贴：\n——弄虚作假、套取补贴的；\n——拒不整改的。"
    (item,) = items("1．对新建冷库的企业，补助20万元。", "1．信用良好。\n2．" + shut)
    assert "不存在：弄虚作假、套取补贴" in judged(item.condition)


@pytest.mark.parametrize("like", ["中央驻绵企业视同", "省属驻绵单位比照执行"])
def test_a_bracket_lets_in_who_counts_as_being_so(like: str) -> None:
    (item,) = items("1．对新建冷库的企业，补助20万元。", f"1．信用良好。\n2．应在绵竹市内登记注册（{like}）。")
    choice = [node for node in getattr(item.condition, "children", ()) if isinstance(node, Any)]
    assert [fields(node) for node in choice] == [{"registered_region"}]


@pytest.mark.parametrize("whose", ["参加本市定点机构举办的培训", "委托本市检测机构开展检测"])
def test_where_another_is_says_nothing_of_the_applicant(whose: str) -> None:
    (item,) = items("1．对新建冷库的企业，补助20万元。", f"1．信用良好。\n2．{whose}。")
    assert "registered_region" not in fields(item.condition)


def test_the_short_name_of_an_honour_at_another_level_is_its_grade() -> None:
    (item,) = items(
        "1．本市农民专业合作社首次获评国家农民合作社示范社的，奖励20万元；首次获评市级示范社的，奖励10万元。"
    )
    assert [one.amount for one in item.benefits] == [Decimal(200000), Decimal(100000)]
    assert {"registered_region", "qualification"} <= fields(item.condition)


def test_two_levels_may_share_a_sum_and_a_limit_may_be_said_with_yi() -> None:
    (item,) = items(
        "1．取得技能证书的，按等级发给个人：五级（初级工）每月500元，二级（技师）、一级（高级技师）每月1500元。"
    )
    assert [one.amount for one in item.benefits] == [Decimal(500), Decimal(1500)]
    (item,) = items("1．运营机构3家以上的，从第3家起每家奖励10万元，累计以100万元为限。")
    assert [(one.amount, one.cap) for one in item.benefits] == [(Decimal(100000), Decimal(1000000))]
