"""Whom a document serves, told in steps, and what is said of a status that it grants."""

from __future__ import annotations

from policymatch.conditions import Judgement, leaves
from policymatch.conditions import tests as limits_of
from policymatch.documents import Item
from policymatch.parsing import parse_text

TRAINING = """青州市青年实训管理办法
第一条 为做好青年实训工作，制定本办法。
第二条 本办法所指实训人员是指毕业2年内未就业高校毕业生和16-24岁失业青年。
第三条 在本市注册的企业可以申请成为培养单位。
第四条 培养单位留用实训学员，实训人员稳定就业6个月以上的，按每人3000元给予补贴。
第五条 培养单位每年接收实训人员超过50人的，按每年2万元给予管理补贴。
第六条 本办法中毕业2年内未就业高校毕业生指毕业2年内，且在实名登记中进行未就业登记的高校毕业生。
本市技工学校毕业生，参照本办法关于高校毕业生的规定执行。
本办法中16—24岁失业青年指失业登记处于有效期内的16-24岁登记失业人员。
"""


def items(text: str) -> tuple[Item, ...]:
    return parse_text(text).document.items


def values(item: Item, field: str) -> set[object]:
    return {
        name
        for test in limits_of(item.condition)
        if test.field == field
        for name in (test.value if isinstance(test.value, tuple) else (test.value,))
    }


def said(item: Item) -> str:
    return "；".join(leaf.source.quote for leaf in leaves(item.condition) if leaf.source is not None)


def judged(item: Item) -> str:
    return "；".join(leaf.label for leaf in leaves(item.condition) if isinstance(leaf, Judgement))


def test_people_served_are_told_in_steps() -> None:
    kept, counted = items(TRAINING)
    assert {"高校毕业生", "技工学校毕业生", "登记失业人员"} <= values(kept, "applicant_identity")
    assert "未就业登记" in judged(kept)
    assert "失业登记处于有效期内" in said(kept)
    assert not values(counted, "applicant_identity"), "who is only counted is not whom the item serves"


def test_a_definition_of_what_is_recognised_is_demanded_of_it() -> None:
    text = """甘州区特色园区认定管理办法
第一条 特色园区分为综合型园区和专业型园区。综合型园区主要指产业基础较好、规模较大的园区；专业型园区主要指主业突出、配套完善的园区。
第二条 认定特色园区应符合以下条件：
（一）基本条件。
1.规划范围明确。
（二）定量条件。
1.综合型园区。入驻企业不少于50家。
2.专业型园区。入驻企业不少于20家。
第三条 认定程序。经公示无异议的，认定为特色园区。
"""
    broad, special = items(text)
    assert "产业基础较好" in said(broad)
    assert "主业突出" not in said(broad)
    assert "主业突出" in said(special)


def test_the_recognised_are_not_who_may_be_recognised() -> None:
    text = """甘州区见习基地管理办法
第一条 本办法所称见习基地，是指经区人社局认定的见习单位。
第二条 申请认定见习基地，应当符合下列条件：
（一）管理规范；
（二）每年接收见习人员20人以上。
第三条 经公示无异议的，正式认定为见习基地。
"""
    (item,) = items(text)
    assert "经区人社局认定" not in said(item)
