"""Wordings of kinds of documents that cities write apart: taxes, towns, short notices, cards in brackets."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document

from policymatch.conditions import Judgement, Test, leaves
from policymatch.documents import Item
from policymatch.parsing import parse_file, parse_text


def items(text: str) -> tuple[Item, ...]:
    return parse_text("江宁区扶持办法\n" + text).document.items


def fields_of(item: Item) -> list[tuple[str, object]]:
    return [(leaf.field, leaf.value) for leaf in leaves(item.condition) if isinstance(leaf, Test)]


@pytest.mark.parametrize(
    ("sentence", "stated"),
    [
        ("第四条 对实施技改的企业，区财政按市级补助资金的30%配套，单个项目不超过30万元。", (None, "0.3", 300_000)),
        ("第四条 对新升规企业奖励3万元；次年产值增长10%以上的，再奖2万元。", (30_000, None, None)),
        ("一、脱贫人口从事个体经营的，在3年内按每户每年20000元为限额依次扣减其应缴纳的增值税。", (None, None, 20_000)),
        ("一、中小微企业按实际缴纳失业保险费的60%返还。", (None, "0.6", None)),
    ],
)
def test_verbs_of_giving(sentence: str, stated: tuple[object, ...]) -> None:
    benefit = items(sentence + "\n")[0].benefits[0]
    rate = None if benefit.rate is None else str(benefit.rate)
    assert (benefit.amount, rate, benefit.cap) == stated


@pytest.mark.parametrize("sentence", ["第四条 企业应当配套建设停车场。", "第四条 企业获奖5项以上的，应当公示。"])
def test_no_verbs_of_giving(sentence: str) -> None:
    assert items(sentence + "\n") == ()


def test_growth_before_a_firm_above_the_line_is_its_own_condition() -> None:
    (item,) = items("一、年产值1亿元以上、增速达到10%的规模以上工业企业，给予20万元奖励。\n")
    assert ("output_growth", Decimal("0.1")) in fields_of(item)
    assert ("above_scale", True) in fields_of(item)


def test_a_firm_that_reached_the_line_is_one_condition() -> None:
    (item,) = items("一、首次达到规模以上的工业企业，给予20万元奖励。\n")
    assert ("newly_above_scale", True) in fields_of(item)


@pytest.mark.parametrize(
    ("lead", "said"),
    [
        ("除满足《江宁区创新若干措施》第五条规定外，申报单位还须满足：", "满足《江宁区创新若干措施》第五条规定"),
        (
            "符合《江宁区创新若干措施》（江宁政发〔2023〕2号）规定的条件，且：",
            "符合《江宁区创新若干措施》（江宁政发〔2023〕2号）规定的条件",
        ),
    ],
)
def test_what_another_document_demands_is_for_a_person(lead: str, said: str) -> None:
    (item,) = items(
        f"一、申报条件\n{lead}\n1.研究开发费用不低于300万元；\n2.成立满1年。\n二、奖励标准\n一次性奖励200万元。\n"
    )
    assert [leaf.source.quote for leaf in leaves(item.condition) if isinstance(leaf, Judgement) and leaf.source] == [
        said
    ]
    assert {"rd_expense", "years_established"} == {field for field, _ in fields_of(item)}


def test_the_law_that_a_document_rests_on_is_no_condition() -> None:
    (item,) = items(
        "一、申报条件\n根据《江宁区创新若干措施》规定，申报单位须满足：\n1.研究开发费用不低于300万元；\n2.成立满1年。\n"
        "二、奖励标准\n一次性奖励200万元。\n"
    )
    assert not [leaf for leaf in leaves(item.condition) if isinstance(leaf, Judgement)]


@pytest.mark.parametrize("zone", ["注册地在宝鸡高新区", "在绵阳经开区注册", "注册在园区"])
def test_a_zone_is_for_a_person_to_see(zone: str) -> None:
    (item,) = items(f"一、对{zone}的企业，给予20万元奖励。\n")
    judged = [one for one in leaves(item.condition) if isinstance(one, Judgement)]
    assert [leaf.source.quote for leaf in judged if leaf.source] == [zone]


def test_a_zone_lies_in_its_divisions() -> None:
    (item,) = items("一、对注册地在宝鸡高新区的企业，给予20万元奖励。\n")
    assert [one.value for one in leaves(item.condition) if isinstance(one, Test)] == [("610300",)]


def test_a_district_called_new_is_a_place() -> None:
    (item,) = items("一、对注册在上海市浦东新区的企业，给予20万元奖励。\n")
    assert fields_of(item) == [("registered_region", ("310115",))]


def test_who_gets_nothing_is_shut_out() -> None:
    (item,) = items("一、中小微企业按60%返还失业保险费。被列入失信名单的企业不予返还。\n")
    assert ("dishonest", False) in fields_of(item)


def test_terms_and_who_explains_are_no_conditions() -> None:
    (item,) = items(
        "一、对企业给予20万元奖励。\n二、附则。本政策适用于成立满2年的企业，自2024年5月10日起施行，有效期至2026年12月31日，由区商务局负责解释。\n"
    )
    assert [leaf.source.quote for leaf in leaves(item.condition) if leaf.source] == ["成立满2年"]


def test_conditions_beside_a_table_of_supports_bind_its_rows(tmp_path: Path) -> None:
    book = Document()
    for line in (
        "江宁区智能制造奖励",
        "一、申报条件",
        "1.具有独立法人资格；",
        "2.设备投入不低于300万元。",
        "二、奖励标准",
    ):
        book.add_paragraph(line)
    table = book.add_table(rows=0, cols=3)
    for row in (
        ("项目类别", "认定条件", "奖励标准"),
        ("示范工厂", "获评省级智能制造示范工厂", "一次性奖励100万元"),
        ("示范车间", "获评省级智能制造示范车间", "一次性奖励30万元"),
    ):
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    book.save(str(tmp_path / "a.docx"))
    found = parse_file(tmp_path / "a.docx").document.items
    assert [item.benefits[0].amount for item in found] == [1_000_000, 300_000]
    for item in found:
        assert {"legal_person", "equipment_investment", "qualification"} <= {field for field, _ in fields_of(item)}


def test_labels_in_the_cells_of_a_page_keep_apart_from_their_values(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text(
        "<html><head><meta charset='utf-8'><title>江宁区外贸政策</title></head><body><table><tr><td>索引号</td><td>0029</td>"
        "<td>发文机关</td><td>江宁区商务局</td></tr><tr><td>发文字号</td><td>江商发〔2024〕21号</td><td>成文日期</td>"
        "<td>2024-04-08</td></tr></table><div><h1>江宁区外贸政策</h1><p>一、对参加境外展会、成立满2年的企业，按展位费的70%给予补助，"
        "每个展位最高3万元，同一企业全年最高50万元。</p><p>二、对上年度出口额500万美元以上的企业，给予20万元奖励。</p></div></body></html>",
        encoding="utf-8",
    )
    document = parse_file(page).document
    assert (document.doc_number, str(document.published_on)) == ("江商发〔2024〕21号", "2024-04-08")


TABLE_AMONG_SENTENCES = """一、适用对象
本办法适用于在江宁区登记注册的企业。上一年度被列入经营异常名录的市场主体，不适用本办法。
二、奖补内容
奖补条款\t对象和条件\t奖补标准
（一）展会补助\t参加境外展会的企业\t每个展位补助2万元
（二）仓储补助\t租用海外仓1000平方米以上的企业\t一次性给予10万元补助
三、上规奖励
对首次纳入规模以上统计的工业企业，一次性奖励10万元。
四、申报时间
展会补助常年受理；其余项目2026年5月1日至2026年5月31日受理。
"""


def test_rows_among_sentences_share_scope_exclusions_and_times_with_them() -> None:
    found = items(TABLE_AMONG_SENTENCES)
    assert [item.name for item in found[:2]] == ["展会补助", "仓储补助"]
    for item in found:
        assert {("registered_region", ("320115",)), ("abnormal_operation", False)} <= set(fields_of(item))
    assert [str(item.window.closes_on) for item in found] == ["None", "2026-05-31", "2026-05-31"]


@pytest.mark.parametrize(
    "sentence",
    [
        "近两年发生较大安全生产事故的单位，一律不享受本政策。",
        "近两年发生较大安全生产事故的企业（含分公司），不纳入支持范围。",
        "对近两年发生较大安全生产事故的，不予受理。",
    ],
)
def test_who_is_shut_out_in_a_sentence_beside_whom_it_is_for(sentence: str) -> None:
    (item,) = items(f"一、适用范围\n适用于在江宁区注册的企业。{sentence}\n二、奖励标准\n对首次升规的企业奖励5万元。\n")
    assert ("safety_accident", False) in fields_of(item)


def test_what_is_demanded_of_applicants_is_not_turned_round() -> None:
    (item,) = items(
        "一、适用范围\n适用于在江宁区注册、属于高新技术企业的单位，享受本办法的奖励。\n二、奖励标准\n对升规企业奖励5万元。\n"
    )
    assert all(not isinstance(value, bool) or value for _, value in fields_of(item))
