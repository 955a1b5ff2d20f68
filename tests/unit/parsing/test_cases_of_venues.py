"""What cards ask of some applicants alone: venues, shops, works; and who stays out of them."""

from __future__ import annotations

import pytest

from policymatch.conditions import All, Any, Node, Not, Test, leaves
from tests.cards import fields, items, judged


def asked(words: str) -> Node:
    """The condition of a card whose list asks the words beside two other demands."""
    (item,) = items("1．给予10万元补助。", f"1．信用良好。\n2．{words}\n3．财务制度健全。")
    assert item.condition is not None
    return item.condition


def cases(node: Node) -> list[Any]:
    """The alternatives of a condition whose first member is what the case is not."""
    inner = node.children if isinstance(node, All | Any) else ()
    found = [one for child in inner for one in cases(child)]
    return [node, *found] if isinstance(node, Any) and isinstance(node.children[0], Not) else found


@pytest.mark.parametrize(
    "words",
    [
        "租赁馆舍的，剩余租期应在5年以上。",
        "馆舍产权清晰；租赁馆舍的，剩余租期应在5年以上。",
        "经营高危险性项目的，应当持有《高危险性体育项目经营许可证》。",
        "版权清晰，由多家出品的，申报主体应为第一出品方且出资比例不低于30%。",
        "依法登记，租赁场地经营的，租期应在3年以上。",
        "证照齐全（餐饮类须取得《食品经营许可证》）。",
        "有固定场所（其中：民宿项目应取得《特种行业许可证》）。",
    ],
)
def test_a_case_is_asked_of_those_alone(words: str) -> None:
    (case,) = cases(asked(words))
    assert any(isinstance(one, Test) for one in leaves(case.children[1]))


@pytest.mark.parametrize(
    "words",
    [
        "项目已备案，申报单位应取得《食品经营许可证》。",
        "经营面积达到300平方米。",
        "证照齐全（企业须取得《食品经营许可证》）。",
    ],
)
def test_what_all_are_asked_is_no_case(words: str) -> None:
    assert not cases(asked(words))


@pytest.mark.parametrize(
    "words",
    [
        "被暂停开放、正在进行整改的博物馆，当年不得申报。",
        "正在停业装修的书店、民宿，两年内不得申请。",
        "含有血腥内容或演员有失德行为的，实行“一票否决”。",
        "政府投资建设的体育场馆不享受本补贴。",
        "政府主办的赛事不予支持。",
    ],
)
def test_who_stays_out_is_turned_round(words: str) -> None:
    assert [label for label in judged(asked(words)) if label.startswith("不存在：")]


@pytest.mark.parametrize(
    "words",
    [
        "其他财政资金已给予支持的人次、团队、项目，不再纳入奖励范围。",
        "已由其他渠道财政资金给予补助的项目，不再支持。",
        "财政专项资金已支持过的设备，不得申报。",
        "已由市级体育产业资金安排支持的赛事不予受理。",
    ],
)
def test_other_money_had_before(words: str) -> None:
    assert "already_funded" in fields(asked(words))


def test_money_that_has_come_is_no_earlier_support() -> None:
    assert "already_funded" not in fields(asked("财政资金已到位的项目，应在年内开工。"))


@pytest.mark.parametrize("words", ["优先条件：开设24小时营业区的。", "加分项：近三年获得省级以上荣誉。"])
def test_who_comes_first_is_not_asked(words: str) -> None:
    assert judged(asked(words)) == ["信用良好", "财务制度健全"]
    assert not fields(asked(words))


@pytest.mark.parametrize(
    ("words", "label", "value"),
    [
        ("全年营业时间不少于300天。", "全年营业时间（天）", 300),
        ("在架图书品种不低于3000种。", "在架图书品种数", 3000),
        ("在京停留不少于2晚。", "在京停留晚数", 2),
        ("截至申报时累计服务企业200家以上。", "累计服务企业数", 200),
    ],
)
def test_names_of_numbers(words: str, label: str, value: int) -> None:
    told = [one for one in leaves(asked(words)) if isinstance(one, Test)]
    assert [(one.field, one.label, one.value) for one in told] == [("declared_number", label, value)]


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("网点手续齐全，已连续营业满3个月。", "declared_number"),
        ("门店证照齐全，正常运营满一年。", "declared_number"),
        ("企业已正常营业满一年。", "years_established"),
        ("上年度正常经营满12个月。", "years_established"),
    ],
)
def test_how_long_a_shop_is_open_is_not_how_old_the_firm_is(words: str, field: str) -> None:
    assert fields(asked(words)) == {field}


def test_a_sort_has_its_own_years() -> None:
    years = [one.value for one in leaves(asked("正常营业一年以上（新设书店为半年以上）。")) if isinstance(one, Test)]
    assert [float(str(one)) for one in years] == [1, 0.5]


def test_a_permit_without_a_name_is_judged() -> None:
    assert not fields(asked("持有有效的经营许可证。"))
    assert fields(asked("持有有效的食品经营许可证。")) == {"qualification"}


def test_what_is_made_public_is_no_step_of_procedure() -> None:
    assert "所在街道公示的点位一致" in judged(asked("与所在街道公示的点位一致。"))
    assert judged(asked("经公示无异议后拨付。")) == ["信用良好", "财务制度健全"]


@pytest.mark.parametrize(
    ("words", "value"),
    [("全网有效播放量破亿。", 100_000_000), ("单场观看量过万。", 10_000), ("服务人次过千万。", 10_000_000)],
)
def test_a_limit_told_without_a_figure(words: str, value: int) -> None:
    (told,) = [one for one in leaves(asked(words)) if isinstance(one, Test)]
    assert (told.field, told.value) == ("declared_number", value)
    assert "元" not in (told.label or "")


@pytest.mark.parametrize("words", ["经过万余次实验。", "超过亿达公司的水平。"])
def test_no_limit_without_a_figure(words: str) -> None:
    assert "declared_number" not in fields(asked(words))


@pytest.mark.parametrize(
    ("who", "out"),
    [
        ("在本市经营的书店，不包括只从事网络发行的单位", "只从事网络发行的单位"),
        ("本市注册的电影院，但不含仅放映点播影片的机构", "仅放映点播影片的机构"),
    ],
)
def test_who_does_one_thing_alone_is_left_out(who: str, out: str) -> None:
    (item,) = items("1．给予10万元补助。", who=who)
    assert f"不存在：{out}" in judged(item.condition)
    assert "business_domain" not in fields(item.condition)


def test_who_does_something_is_judged_where_it_is_a_case() -> None:
    condition = asked("经营高危险性体育项目的，应当持有《体育经营许可证》。")
    assert fields(condition) == {"qualification"}


@pytest.mark.parametrize("words", ["近三年未被处以罚款、责令停产等行政处罚。", "未发生罚款等行政处罚。"])
def test_penalties_in_a_row_are_a_record(words: str) -> None:
    assert fields(asked(words)) == {"major_violation"}


@pytest.mark.parametrize("words", ["取得相应的旅游经营资质。", "取得养老服务经营许可。"])
def test_what_one_is_allowed_to_do_is_no_trade(words: str) -> None:
    assert "business_domain" not in fields(asked(words))


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("每场参与读者20人以上的书店。", "每场参与读者人数"),
        ("在不少于5个国家和地区的主流平台播出。", "国家和地区数"),
    ],
)
def test_what_stands_beside_a_count(words: str, label: str) -> None:
    (told,) = [one for one in leaves(asked(words)) if isinstance(one, Test)]
    assert told.label == label
