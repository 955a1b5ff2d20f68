"""Kinds shut out in a row, ways of arriving in a row, places in a row, and labels above numbered heads."""

from policymatch.conditions import Any, Judgement, Not, Test
from policymatch.conditions.nodes import All
from policymatch.parsing import parse_text
from policymatch.parsing.structure.outline import Kind, outline

HEAD = "绵竹市扶持办法\n绵竹市人民政府\n一、支持标准\n"


def _condition(words: str) -> All:
    [item] = parse_text(HEAD + words).document.items
    assert isinstance(item.condition, All)
    return item.condition


def _barred(sentence: str) -> tuple[object, ...]:
    return _condition(f"对入园企业给予10万元奖励。\n二、其他规定\n{sentence}").children


def test_each_kind_of_a_row_stays_out_by_itself() -> None:
    found = _barred("按照上级要求，僵尸企业、高耗能企业或被列入经营异常名录的企业，不享受本办法。")
    assert [one.label for one in found if isinstance(one, Judgement)][:2] == ["不存在：僵尸企业", "不存在：高耗能企业"]
    assert [one.field for one in found if isinstance(one, Test)] == ["abnormal_operation"]


def test_a_kind_of_two_words_stays_out_where_both_hold() -> None:
    found = _barred("闲置厂房一年以上的规上企业、受到重大行政处罚的企业，均不得享受本办法的扶持政策。")
    assert not any(isinstance(one, Test) and one.field == "above_scale" for one in found)
    assert any(isinstance(one, Any | Not) for one in found)


def test_a_row_of_trades_before_one_noun_is_no_row_of_kinds() -> None:
    found = _barred("房地产、金融企业不享受本政策。")
    assert not any(isinstance(one, Judgement) and "房地产" in one.label for one in found)


def test_ways_of_arriving_are_one_event_in_one_place() -> None:
    found = _condition("对在本市新设立或新迁入的融资租赁企业，给予10万元奖励。").children
    assert [one.label for one in found if isinstance(one, Judgement)] == ["新设立或新迁入"]
    assert "registered_region" in [one.field for one in found if isinstance(one, Test)]


def test_places_in_a_row_are_a_choice_and_asked_together_they_are_not() -> None:
    choice = _condition("对年度出口前五名和进口前五名的企业，给予10万元奖励。").children
    both = _condition("对年度出口额排名前五名且进口额排名前五名的企业，给予10万元奖励。").children
    assert any(isinstance(one, Any) for one in choice)
    assert not any(isinstance(one, Any) for one in both)


def test_a_line_of_days_above_numbered_heads_holds_none_of_them() -> None:
    text = "某区申报指南\n申报时间：2019年3月1日-6月30日\n一、落户奖励\n对新落户企业给予10万元。\n"
    assert [node.kind for node in outline(text).children][-1] is Kind.HAN


def test_days_announced_by_a_label_stay_below_it() -> None:
    text = "某区申报指南\n申报时间：分两批申报：\n一、第一批3月1日-6月30日\n二、第二批7月1日-9月30日\n"
    assert outline(text).children[-1].kind is Kind.LABEL


def test_each_record_of_a_row_shuts_out_by_itself() -> None:
    found = _barred("存在重大违法记录、被列入失信名单或近两年内骗取过财政补贴的用人单位，不得享受以上政策。")
    assert [one.field for one in found if isinstance(one, Test)][:2] == ["major_violation", "dishonest"]
    assert any(isinstance(one, Judgement) and one.label.endswith("骗取过财政补贴") for one in found)


def test_a_time_before_the_first_record_holds_for_all() -> None:
    found = _barred("近三年发生安全事故、受到行政处罚的企业，不得申报。")
    assert {str(one.period) for one in found if isinstance(one, Test)} == {"last_3_years"}


def test_what_is_asked_of_all_but_where_told_otherwise() -> None:
    found = _barred("除另有说明外，申请单位均须是在绵竹市注册的企业，财务制度健全。")
    assert [one.field for one in found if isinstance(one, Test)][:1] == ["registered_region"]


def test_a_title_that_names_the_cases_shuts_out_nobody_by_itself() -> None:
    found = _barred("企业符合《财政资金不予资助的具体范围》（东财〔2016〕83号）不予资助规定的不给予资助。")
    (left,) = [one.label for one in found if isinstance(one, Judgement) and "不存在" in one.label]
    assert left.startswith("不存在：符合《财政资金不予资助的具体范围》")
    assert left.endswith("不予资助规定")


def test_what_is_received_no_more_shuts_out_nobody() -> None:
    for said in ("代理机构的资助在每年第一批受理，本批不予受理。", "符合范围的申请须在本批办理，今后将不再受理。"):
        assert "不存在" not in repr(_condition(f"对在本市注册的企业，给予10万元奖励。\n二、其他规定\n{said}"))
