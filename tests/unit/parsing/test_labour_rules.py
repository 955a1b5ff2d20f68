"""Rules and pages of labour departments: bases judged each year, lists run on in an answer, who stays out beside a deed."""

import pytest

from policymatch.conditions import Test
from policymatch.conditions.nodes import leaves
from policymatch.documents import Item
from policymatch.parsing import parse_text

HEAD = "绵竹市扶持办法\n绵竹市人民政府\n一、支持标准\n"


def _items(words: str, head: str = HEAD) -> tuple[Item, ...]:
    return tuple(parse_text(head + words + "\n").document.items)


def _fields(item: Item) -> set[str]:
    assert item.condition is not None
    return {one.field for one in leaves(item.condition) if isinstance(one, Test)}


def test_sums_by_a_yearly_result_are_apart_from_the_recognition() -> None:
    items = _items(
        "第一条【申报条件】申请认定市级实训基地的运营单位须符合以下条件：\n"
        "（一）在本市登记注册；\n（二）场地面积500平方米以上。\n"
        "第二条【建设补助】对新认定的市级实训基地，给予20万元补助。\n"
        "第三条【运营补贴】基地每年评估一次，评估结果分为优秀、合格、不合格三个等次。优秀的给予9万元补贴，合格的给予4万元补贴。",
        "绵竹市实训基地认定办法\n绵竹市人力资源和社会保障局\n",
    )
    assert [[one.amount for one in item.benefits] for item in items] == [[200000], [90000, 40000]]
    assert items[0].name.startswith("市级实训基地")
    assert "premises_area" not in _fields(items[1])


@pytest.mark.parametrize("lead", ["参保单位同时满足：", "参保单位需同时满足以下条件："])
def test_a_list_in_an_answer_binds_what_is_paid_behind_it(lead: str) -> None:
    [item] = _items(
        f"{lead}①从业人员不少于10人；②上年度裁员率不高于5%；③未被列入严重失信主体名单。"
        "大型企业按上年度实际缴费额的30%返还，小微企业按60%返还。"
    )
    assert {"employees", "layoff_rate", "dishonest"} <= _fields(item)
    assert [one.rate for one in item.benefits] != []


def test_a_register_before_a_deed_keeps_out() -> None:
    [item] = _items(
        "对入园企业给予10万元奖励。\n二、其他规定\n列入经营异常名录、失信名单，或者因套取补助被追回资金未满2年的企业，不得申请。"
    )
    assert {"abnormal_operation", "dishonest"} <= _fields(item)


def test_who_takes_no_part_is_kept_out() -> None:
    [item] = _items("对工艺大师给予2万元奖励。公职人员不参与奖励。")
    assert len(item.benefits) == 1


def test_how_long_a_support_runs_is_no_support() -> None:
    [item] = _items("对规上企业给予5万元补助。补助期限与项目期限一致，最长不超过3年。")
    assert len(item.benefits) == 1
