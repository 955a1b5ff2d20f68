"""The skeleton of a document in the dress of many cities: questions, cards, titles parted by blanks, labels inside."""

from __future__ import annotations

import pytest

from policymatch.conditions import Judgement, leaves
from policymatch.conditions import tests as limits_of
from policymatch.documents import Item
from policymatch.parsing import parse_text


def items(text: str) -> tuple[Item, ...]:
    """The items of a whole document."""
    return parse_text(text).document.items


def money(item: Item) -> list[tuple[object, object, object]]:
    """Amount, rate and ceiling of each benefit."""
    return [(benefit.amount, benefit.rate, benefit.cap) for benefit in item.benefits]


def fields(item: Item) -> set[str]:
    """The fields of its condition."""
    return {test.field for test in limits_of(item.condition)}


def judged(item: Item) -> str:
    """What is left to a person."""
    return "；".join(leaf.label for leaf in leaves(item.condition) if isinstance(leaf, Judgement))


QUESTIONS = (
    "用工补贴政策问答\n一、扩岗补助\n{q}：哪些单位可以申请扩岗补助？\n{a}：小微企业招用登记失业人员，"
    "签订1年以上劳动合同，可以申请。\n{q}：能补多少？\n{a}：每招用1人补助1500元。\n{q}：要交什么材料？\n{a}：申请表、劳动合同。\n"
    "二、稳岗返还\n{q}：返还的对象和条件是什么？\n{a}：上年度裁员率不高于5.5%的参保企业可以申请返还。\n"
    "{q}：能返还多少？\n{a}：大型企业按上年度缴纳失业保险费的30%返还。\n{q}：能与其他补贴同时享受吗？\n{a}：可以。"
)


@pytest.mark.parametrize(("q", "a"), [("问", "答"), ("Q", "A"), ("问题", "答")])
def test_questions_head_their_answers(q: str, a: str) -> None:
    first, second = items(QUESTIONS.format(q=q, a=a))
    assert money(first) == [(1500, None, None)]
    assert "size" in fields(first)
    assert "每招用" not in judged(first)
    assert [float(benefit.rate or 0) for benefit in second.benefits] == [0.3]
    assert "layoff_rate" in fields(second)


def test_a_card_without_stops_keeps_its_labels_apart() -> None:
    found = items(
        "滨江区惠企政策事项清单\n1. 外贸奖励\n享受主体：上年度进出口额1000万元以上且同比增长10%以上的外贸企业\n"
        "兑现标准：每家奖励10万元，连续增长的企业每家奖励20万元\n责任部门：区商务局\n2. 智能制造奖励\n"
        "享受主体：经评定的国家级智能制造示范工厂、省级智能工厂、市级数字化车间\n兑现标准：国家级100万元；省级50万元；市级10万元\n责任部门：区经信局"
    )
    assert [len(item.benefits) for item in found] == [2, 3]
    assert not any("兑现标准" in judged(item) for item in found)


@pytest.mark.parametrize("gap", ["　", "  ", " "])
def test_a_title_parted_by_blanks_names_the_point(gap: str) -> None:
    found = items(
        "关于促进家政服务业发展的若干政策\n"
        f"1．鼓励员工制转型{gap}企业与家政服务人员签订一年以上劳动合同的，按实际缴纳社会保险费的50%给予补贴。\n"
        f"2．支持品牌建设{gap}对获得省级以上服务品牌的企业，给予10万元奖励，年度内只奖励一次。"
    )
    assert len(found) == 2
    assert "鼓励员工制转型" not in judged(found[0])
    assert "支持品牌建设" not in judged(found[1])


def test_a_label_behind_a_sentence_opens_a_part() -> None:
    first, second = items(
        "省级制造业贴息项目申报指南\n一、支持方向\n（一）设备更新贷款贴息\n支持企业实施技术改造。申报条件：\n1.总投资不低于1000万元；\n"
        "2.企业无欠税行为。\n支持标准：按照实际发生利息的50%给予贴息，最高500万元。\n（二）担保费补助\n帮助企业降低成本。申报条件：\n"
        "1.企业属于小微企业；\n2.担保费率不超过1.5%。\n支持标准：按实际支付担保费的60%给予补助，最高15万元。"
    )
    assert {"project_investment", "tax_arrears"} <= fields(first)
    assert "size" in fields(second)
    assert "project_investment" not in fields(second)


def test_half_for_a_lesser_deed_is_no_item_of_its_own() -> None:
    found = items(
        "江宁县促进标准化建设若干措施\n一、主导制定国家标准、行业标准的，每项分别给予50万元、30万元奖励。参与制定的减半。"
        "入选领跑者的企业，奖励20万元。"
    )
    assert [len(item.benefits) for item in found] == [2, 1]
